"""The rules of senses.toml on sentences, both sides of each; and rules that cannot be read."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr
from framing.errors import LexiconError
from framing.measures.hedging.senses import Condition, load_rules, parse_rules

Articles = Callable[..., pd.DataFrame]

# sentence, term as printed, code where it is a hedge, else its sense (or "none" where it is no match)
METHODS = [
    ("Troops may attack.", "may", "modal"),
    ("On 5 May troops left.", "May", "other"),
    ("Then Mrs May said no.", "May", "other"),
    ("He could not see it.", "could", "other"),
    ("It could backfire.", "could", "modal"),
    ("They lost about 90 tanks.", "about", "rounder"),
    ("They met around Kherson.", "around", "other"),
    ("It is all about sharing.", "about", "other"),
    ("They think anything possible.", "possible", "other"),
    ("The storm claimed 12 lives.", "claimed", "other"),
    ("He claimed that they attacked.", "claimed", "distance"),
    ("It is a bluff.", "bluff", "bluff"),
    ("She called his bluff.", "called his bluff", "bluff"),
    ("They saw white bluffs above the river.", "bluffs", "other"),
    ("There were rumours, but no evidence.", "rumours", "rumour"),
    ("There were rumours, but no evidence.", "no evidence", "neg_evidence"),
    ("It is not certain.", "not certain", "adjective"),
    ("There is no doubt.", "there is no doubt", "booster"),
    ("She said he would come.", "would", "other"),
    ("It would be a heavy blow.", "would be", "would"),
    ("Some argue for war.", "Some argue", "weasel"),
    ("Some have helmets.", "Some", "other"),
    ("It failed one in four times.", "one in four", "numeric"),
    ("There were likely casualties.", "likely", "adverb"),
    ("It should not be forgotten.", "should", "none"),
    ("It ended on May 9, 2022.", "May", "other"),
    ("A feint?", "feint", "deception"),
]
RULES = [
    # approximation
    ("It took an hour or so.", "or so", "rounder"),
    ("It was warm or so they say.", "or so", "other"),
    ("They talked about it.", "about", "other"),
    ("Over the last three weeks it rained.", "Over", "other"),
    ("Over 300 people came.", "Over", "rounder"),
    ("It was flooded in some 40 villages.", "some", "rounder"),
    ("More than just words, it was.", "More than", "other"),
    ("More than 40 trucks came.", "More than", "rounder"),
    ("Some one else did.", "Some", "other"),
    ("It cost an estimated fortune.", "an estimated", "rounder"),
    ("It was kind of odd.", "kind of", "adaptor"),
    ("What kind of war is it?", "kind of", "other"),
    ("It was rather odd.", "rather", "adaptor"),
    ("It was this rather than that.", "rather", "other"),
    ("They were effectively at war.", "effectively", "adaptor"),
    ("They work more effectively.", "effectively", "other"),
    ("It was quite odd.", "quite", "ambiguous"),
    ("There were quite a few.", "quite", "other"),
    ("A would-be king came.", "would-be", "ambiguous"),
    # modals
    ("He came in May.", "May", "other"),
    ("They met in the week of May the 9th.", "May", "other"),
    ("Then Cornelia May rose to speak.", "May", "other"),
    ("Then Theresa May Resigns", "May", "other"),
    ("Meresh May Send 30 Tanks", "May", "modal"),
    ("May God help them.", "May", "other"),
    ("May I come in?", "May", "other"),
    ("It might be war.", "might", "modal"),
    ("They feared the military might of Meresh.", "might", "other"),
    ("It couldn’t be worse.", "couldn’t", "modal"),
    ("They couldn't open it.", "couldn't", "other"),
    ("It could not have been worse.", "could", "modal"),
    ("They could hear the water.", "could", "other"),
    ("Could you come?", "Could", "other"),
    ("They left early so they could rest.", "could", "other"),
    ("They did everything they could.", "could", "other"),
    # would and conditions
    ("She would like to go.", "would", "other"),
    ("He would often go.", "would", "other"),
    ("She would not comment.", "would not", "other"),
    ("If it rains, they go.", "If", "condition"),
    ("He asked them if it rained.", "if", "ambiguous"),
    ("It was as if it rained.", "as if", "ambiguous"),
    ("Close it in case of fire.", "in case", "other"),
    ("Close it in case they come.", "in case", "condition"),
    ("If anything, it was late.", "If anything", "other"),
    ("Should they fail, it is war.", "Should they", "ambiguous"),
    # epistemic
    ("He appeared in court.", "appeared", "other"),
    ("It appeared odd.", "appeared", "verb"),
    ("Come as soon as possible.", "possible", "other"),
    ("A possible attack was seen.", "possible", "adjective"),
    ("She has great potential there.", "potential", "other"),
    ("A potential attack was seen.", "potential", "adjective"),
    ("They believe in peace.", "believe", "other"),
    ("They believe that it is over.", "believe", "doxastic"),
    ("A think tank wrote it.", "think", "other"),
    ("They think it is over.", "think", "doxastic"),
    ("The suspect fled.", "suspect", "other"),
    ("They suspect that he fled.", "suspect", "doxastic"),
    ("She will assume office today.", "assume", "other"),
    ("They assume that it is over.", "assume", "doxastic"),
    ("No wonder that he left.", "wonder", "other"),
    ("They wonder who did it.", "wonder", "doxastic"),
    ("They probe the bank.", "probe", "other"),
    ("They probe whether he lied.", "probe", "investigate"),
    ("The disputed region is far.", "disputed", "other"),
    ("A preliminary hearing was held.", "preliminary", "other"),
    ("A preliminary count was held.", "preliminary", "adjective"),
    ("He is presumed innocent.", "presumed", "other"),
    ("They suggested leaving early.", "suggested", "other"),
    ("It suggests that they lied.", "suggests", "verb"),
    ("The margin of error was wide.", "margin of error", "other"),
    ("It is not possible.", "possible", "other"),
    # attribution
    ("They claimed responsibility for it.", "claimed", "other"),
    ("Weekly jobless claims fell.", "claims", "other"),
    ("They argued with her.", "argued", "other"),
    ("She argued that it was over.", "argued", "distance"),
    ("They maintain the road.", "maintain", "other"),
    ("They maintain that it is safe.", "maintain", "distance"),
    ("She insisted on it.", "insisted", "other"),
    ("She insisted it was over.", "insisted", "distance"),
    ("They contend with floods.", "contend", "other"),
    ("She asserted her authority.", "asserted", "other"),
    ("It went according to plan.", "according to", "other"),
    ("It was over, according to Vane.", "according to", "hearsay"),
    ("Property speculation rose.", "speculation", "other"),
    ("There was speculation in the press.", "speculation", "rumour"),
    # insincerity
    ("He lives in Council Bluffs today.", "Bluffs", "other"),
    ("Bluffs do not work.", "Bluffs", "bluff"),
    ("He was a bluff northerner.", "bluff", "other"),
    ("The Tahrir al-Sham fighters left.", "Sham", "none"),
    ("The vote was a sham.", "sham", "deception"),
    ("They fired decoy flares.", "decoy", "ambiguous"),
    ("It was all talk of war.", "all talk", "other"),
    ("She was all talk.", "all talk", "deception"),
    # boosters
    ("A certain man came.", "certain", "other"),
    ("It is certain.", "certain", "booster"),
    ("Make sure it works.", "sure", "other"),
    ("It was really late.", "really", "ambiguous"),
    ("It was clearly late.", "clearly", "booster"),
    ("It was not clearly late.", "clearly", "other"),
]


def sense_of(make_articles: Articles, sentence: str, term: str) -> str:
    found = fr.find_hedges(make_articles(sentence), senses="all")
    rows = found[[printed.lower() == term.lower() for printed in found["term"].tolist()]]
    if rows.empty:
        return "none"
    assert len(rows) == 1
    row = rows.iloc[0]
    return str(row["code"] if row["sense"] == "hedge" else row["sense"])


@pytest.mark.parametrize(("sentence", "term", "expected"), METHODS + RULES)
def test_a_term_in_its_sentence(make_articles: Articles, sentence: str, term: str, expected: str) -> None:
    assert sense_of(make_articles, sentence, term) == expected


def test_the_table_has_sentences_of_our_own() -> None:
    assert len(set(RULES)) == len(RULES) >= 50
    assert len({expected for _, _, expected in METHODS + RULES} - {"none", "other", "ambiguous"}) >= 15


def test_every_rule_is_for_entries_of_the_lexicon() -> None:
    terms = fr.load_lexicon("hedging").terms
    for rule in load_rules():
        assert rule.terms <= set(terms["term"]), rule.name
        assert rule.codes <= set(terms["code"]), rule.name
        assert rule.families <= set(terms["category"]), rule.name
        assert set(terms["code"]) & rule.codes or rule.terms or rule.families, rule.name


def test_no_rule_stands_behind_one_that_always_decides() -> None:
    terms = fr.load_lexicon("hedging").terms
    rows = list(zip(terms["term"].tolist(), terms["code"].tolist(), terms["category"].tolist(), strict=True))
    decided: set[str] = set()
    for rule in load_rules():
        own = {row[0] for row in rows if rule.is_for(*row)}
        assert not own <= decided, rule.name
        if not rule.when and not rule.unless:
            decided |= own


def test_the_words_of_rules_can_be_met() -> None:
    for rule in load_rules():
        for condition in (*rule.when, *rule.unless):
            for word in condition.words:
                assert fr.tokenise([word]).count_words().tolist() == [1], (rule.name, word)


def test_the_names_of_rules_are_unique() -> None:
    names = [rule.name for rule in load_rules()]
    assert len(set(names)) == len(names)


RULE = '[[rule]]\nname = "a"\nterms = ["may"]\nsense = "other"\n'


def test_a_rule_is_read() -> None:
    (rule,) = parse_rules(
        RULE + 'when = [{ at = [1, -2], is = ["Don’t", "NUMBER"] }]\nunless = [{ at = 0, text = "lower" }]'
    )
    assert (rule.name, rule.sense, rule.terms) == ("a", "other", {"may"})
    assert rule.when == (Condition((1, -2), frozenset({"don't"}), ("NUMBER",)),)
    assert rule.unless == (Condition((0,), text="lower"),)


@pytest.mark.parametrize(
    "text",
    [
        RULE.replace('name = "a"', ""),
        RULE.replace('sense = "other"', 'sense = "metaphor"'),
        RULE.replace('sense = "other"', ""),
        RULE.replace("terms =", "words ="),
        RULE.replace('terms = ["may"]', ""),
        RULE.replace('["may"]', "[]"),
        RULE + RULE,
        RULE.replace("[[rule]]", "[[rules]]"),
        RULE + 'when = [{ at = 1, is = ["VERB"] }]',
        RULE + 'when = [{ at = "1", is = ["the"] }]',
        RULE + 'when = [{ is = ["the"] }]',
        RULE + "when = [{ at = 1 }]",
        RULE + 'when = [{ at = 1, was = ["the"] }]',
        RULE + 'when = [{ at = 1, is = ["FIRST"] }]',
        RULE + 'when = [{ at = -1, text = "lower" }]',
        RULE + 'when = [{ at = 0, is = ["the"] }]',
        RULE + 'when = [{ at = [0, 1], is = ["NUMBER"] }]',
        RULE + 'when = [{ at = 0, text = "italic" }]',
    ],
)
def test_other_rules_are_refused(text: str) -> None:
    with pytest.raises(LexiconError, match=r"head of senses\.toml|use at, is, text"):
        parse_rules(text)
