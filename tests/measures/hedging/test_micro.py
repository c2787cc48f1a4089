"""Micro tests of our own: invented sentences that are hard in the way real ones are."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr

Articles = Callable[..., pd.DataFrame]

# sentence, term as printed, code where it is a hedge, else its sense
MICRO = [
    # may and could
    ("The regatta is set for May 4-6 at the old harbour.", "May", "other"),
    ("Ferry fares rose after the May storms.", "May", "other"),
    ("“May was the wettest month in years,” the office said.", "May", "other"),
    ("The rule may be the basis for a fine.", "may", "modal"),
    ("From the pier, shouting could be heard all night.", "could be", "other"),
    ("The mine could be shut by autumn.", "could be", "modal"),
    ("They could only watch as the barn burned.", "could", "other"),
    ("The keeper could not be reached for comment.", "could", "other"),
    ("The talks could drag on into winter.", "could", "modal"),
    # adjectives
    ("We condemn it in the strongest possible terms.", "possible", "other"),
    ("It is possible to reach the islet on foot at low tide.", "possible", "other"),
    ("It is possible that the letters were burned.", "possible", "adjective"),
    ("The board is weighing a possible run for mayor by Vane.", "possible", "adjective"),
    ("He got life with the possibility of parole.", "possibility", "other"),
    ("The plan has the potential to split the party.", "potential", "other"),
    ("They warned of potential harm to the eel stocks.", "potential", "adjective"),
    ("The senator, virtually unknown in Port Oster, won.", "unknown", "other"),
    ("How many boats were lost is still unknown.", "unknown", "adjective"),
    ("Two hamlets were left at risk of flooding.", "risk of", "ambiguous"),
    ("Provisional ballots will be counted on Friday.", "Provisional", "other"),
    ("Provisional figures put the toll at nine.", "Provisional", "adjective"),
    ("The guards had no probable cause to search the barn.", "probable", "other"),
    ("The rift was apparent at dinner.", "apparent", "other"),
    ("Officers called it an apparent attempt to hide the ledger.", "apparent", "adjective"),
    ("A poll of likely voters put Vane ahead.", "likely", "other"),
    ("Ore prices will likely slide in the spring.", "likely", "adverb"),
    ("Little is known about the crew.", "Little is known", "adjective"),
    ("How the fire began is open to debate.", "open to debate", "adjective"),
    ("Nobody knows where the money went.", "Nobody knows", "adjective"),
    ("He is the only one who knows the code.", "who knows", "other"),
    # belief and expectation
    ("It is the most anticipated opera of the year.", "anticipated", "other"),
    ("The port now faces a reckoning over the lost dues.", "reckoning", "other"),
    ("They must reckon with an ageing fleet.", "reckon", "other"),
    ("The guards assumed the boy was a thief.", "assumed", "doxastic"),
    ("The colonel assumed command at dawn.", "assumed", "other"),
    ("Two suspects were held overnight.", "suspects", "other"),
    ("Vane suspects the ledger was forged.", "suspects", "doxastic"),
    ("The clan is considered one of the oldest on the coast.", "is considered", "expect_passive"),
    ("The bill is considered by the harbour committee on Friday.", "is considered", "other"),
    ("The firm considered moving its yard.", "considered", "other"),
    ("Islanders consider him to be a fraud.", "consider", "doxastic"),
    ("The vote is seen as a test of the coalition.", "is seen as", "expect_passive"),
    ("The thief was seen as he left the yard.", "was seen as", "other"),
    ("She is widely regarded as the favourite.", "widely regarded", "weasel"),
    ("Shops deemed essential stayed open.", "deemed", "other"),
    ("Divers have hypothesised that the wall is older.", "hypothesised", "doxastic"),
    ("Divers have hypothesized that the wall is older.", "hypothesized", "doxastic"),
    ("She is, in her view, the only candidate.", "in her view", "doxastic"),
    # evidence
    ("It remains to be established who paid.", "remains to be established", "verb"),
    ("There were no signs that the ferry would sail.", "no signs that", "neg_evidence"),
    ("They held up signs that said “No toll”.", "signs that", "other"),
    ("The suffix indicates a village.", "indicates", "other"),
    ("He appeared often at the market.", "appeared", "other"),
    ("He appeared tired of the debate.", "appeared", "verb"),
    ("Nurses tended to the wounded.", "tended to", "other"),
    ("The town tends to vote late.", "tends to", "verb"),
    # conditions
    ("The state provided them with boats.", "provided", "other"),
    ("They will sign, provided they are paid first.", "provided", "condition"),
    ("He is innocent until proven guilty.", "until proven", "other"),
    ("Barring a late storm, the race will start on time.", "Barring", "condition"),
    ("A law barring trucks from the bridge passed.", "barring", "other"),
    ("Aid was made contingent on an apology.", "contingent on", "condition"),
    ("A contingent of divers arrived.", "contingent", "other"),
    ("Had she known, she would have stayed.", "Had she", "condition"),
    ("They held on as long as possible.", "as long as", "other"),
    ("Cutting the toll would help, assuming the council agrees.", "assuming the", "condition"),
    ("He drew up a list on assuming the mayoralty.", "assuming the", "other"),
    ("They asked the drivers at the gate if they had papers.", "if", "ambiguous"),
    # hearsay and rumour
    ("Word is that the mayor will quit.", "Word is that", "rumour"),
    ("The word is derived from an old name for salt.", "word is", "other"),
    ("Critics charged that the deal was empty.", "Critics charged", "weasel"),
    ("The inn is reputed to be the oldest in Meresh.", "is reputed to", "hearsay"),
    # insincerity
    ("The uproar over the statue is fake outrage.", "fake", "deception"),
    ("They sold fake passports at the docks.", "fake", "ambiguous"),
    ("The harbour plan was a hoax from the start.", "hoax", "deception"),
    ("They bought time with a third commission.", "bought time", "ambiguous"),
    ("They flew over the bay in a hot air balloon.", "hot air", "other"),
]


@pytest.fixture(scope="module")
def uses(make_articles: Articles) -> pd.DataFrame:
    articles = make_articles(*(sentence for sentence, _, _ in MICRO))
    return fr.find_hedges(articles, senses="all").join(articles["text"].rename("sentence"), on="article_id")


@pytest.mark.parametrize(("sentence", "term", "expected"), MICRO)
def test_a_sentence_of_our_own(uses: pd.DataFrame, sentence: str, term: str, expected: str) -> None:
    rows = uses[(uses["sentence"] == sentence) & (uses["term"] == term)]
    assert len(rows) == 1
    row = rows.iloc[0]
    assert (row["code"] if row["sense"] == "hedge" else row["sense"]) == expected


def test_there_are_fifty_sentences_and_both_hedges_and_other_uses() -> None:
    assert len({sentence for sentence, _, _ in MICRO}) == len(MICRO) >= 50
    assert 20 <= sum(expected in ("other", "ambiguous") for _, _, expected in MICRO) <= len(MICRO) - 20


@pytest.mark.parametrize(
    ("sentence", "voice"), [("“It is a bluff,” Vane said.", "source_direct"), ("It is a bluff.", "journalist")]
)
def test_a_bluff_has_the_voice_of_who_says_it(make_articles: Articles, sentence: str, voice: str) -> None:
    found = fr.find_hedges(make_articles(sentence))
    assert found[["term", "family", "voice"]].to_numpy().tolist() == [["bluff", "insincerity", voice]]
