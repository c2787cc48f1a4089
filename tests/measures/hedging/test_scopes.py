"""What a hedge reaches over: every reach, and what holds of all scopes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing as fr
from framing.measures.hedging.scopes import REACHES, reaches_of

Articles = Callable[..., pd.DataFrame]

# reach: sentence, term as printed, its scope ("" where none can be named)
SCOPES = {
    "none": [
        ("It is a bluff.", "bluff", ""),
        ("The general used a feint in the war.", "feint", ""),
        ("It was sort of odd.", "sort of", ""),
        ("A self-described poet came.", "self-described", ""),
    ],
    "number": [
        ("It cost about 300 dollars in all.", "about", "300 dollars"),
        ("About three hundred thousand men left.", "About", "three hundred thousand men"),
        ("It cost about $300 in all.", "about", "$300"),
        ("It cost about $3 million last year.", "about", "$3 million"),
        ("About 40 were hurt.", "About", "40"),
        ("They asked about 800 registered voters in Orsk.", "about", "800 registered voters"),
        ("They lost nearly 40, she said.", "nearly", "40"),
        ("They lost more than half of the men.", "more than", "half of the men"),
    ],
    "clause": [
        ("The mayor may resign, but the council stays.", "may", "The mayor may resign"),
        ("Critics moan, but it may pass.", "may", "it may pass"),
        ("The mayor may resign, and he will leave.", "may", "The mayor may resign"),
        ("The bridge, which may close, is old.", "may", "may close"),
        ("The army reportedly left, Vane said.", "reportedly", "The army reportedly left"),
        ("Perhaps the river will rise, although it is dry.", "Perhaps", "Perhaps the river will rise"),
        ("He appears to be ill; she is well.", "appears", "He appears to be ill"),
        ("They say he is likely to leave.", "likely to", "he is likely to leave"),
        ("He is expected to leave (again).", "is expected to", "He is expected to leave"),
        ("It would be a blow – a big one.", "would be", "It would be a blow"),
        ("Mr. Vane may go to the U.S. in spring. It rains.", "may", "Mr. Vane may go to the U.S. in spring"),
        ("He certainly lied.", "certainly", "He certainly lied"),
        ("The deal is uncertain: it rains.", "uncertain", "The deal is uncertain"),
        ("He came and will probably stay.", "probably", "will probably stay"),
    ],
    "noun": [
        ("The deal is possible: it rains.", "possible", "The deal is possible"),
        ("They wrote to potential new voters on Monday.", "potential", "new voters"),
        ("The alleged spy fled.", "alleged", "spy"),
        ("The alleged spy escaped, and she wept.", "alleged", "spy"),
    ],
    "after": [
        ("They believe that the bridge will hold.", "believe", "the bridge will hold"),
        ("They believe the bridge will hold, and they pay.", "believe", "the bridge will hold"),
        ("They think it is over but stay.", "think", "it is over"),
        ("They asked whether he would come.", "whether", "he would come"),
        ("They suspect that he fled; she doubts it.", "suspect", "he fled"),
        ("They believe that Vane, Marsh, and Orsk, will win.", "believe", "Vane, Marsh, and Orsk, will win"),
        ("They could not confirm the report, he said.", "could not confirm", "the report"),
    ],
    "complement": [
        ("There were rumours of a coup in the capital.", "rumours", "a coup in the capital"),
        ("Rumours of a coup were heard.", "Rumours", "a coup"),
        ("Rumours about Vane spread.", "Rumours", "Vane"),
        ("There were rumours that the king had fled, but he stayed.", "rumours", "the king had fled"),
        ("There were rumours in town that the king had fled.", "rumours", "the king had fled"),
        ("There was speculation about whether he would go.", "speculation", "whether he would go"),
        ("There were rumours.", "rumours", ""),
        ("There were rumours, and that was all.", "rumours", ""),
        ("There is no evidence that he lied.", "no evidence", "he lied"),
        ("There is no evidence of fraud in the vote.", "no evidence", "fraud in the vote"),
        ("There is no evidence.", "no evidence", ""),
        ("There was no evidence linking Vane to the fire.", "no evidence", "linking Vane to the fire"),
        ("Allegations against Vane, the mayor said, were new.", "Allegations", "Vane"),
        ("They used allegations and lies to win.", "allegations", ""),
        ("The risk of flood is high.", "risk of", "flood"),
        ("There is a 30 per cent chance of rain in May.", "per cent chance", "rain in May"),
    ],
    "comma": [
        ("If it rains, the match is off.", "If", "it rains"),
        ("The match is off if it rains, he said.", "if", "it rains"),
        ("The match is off if it rains and she stays.", "if", "it rains and she stays"),
        ("Unless he pays, they will sue.", "Unless", "he pays"),
    ],
    "reported": [
        ("According to Vane, the army left the town.", "According to", "the army left the town"),
        ("Officials claimed that the army had left the town.", "claimed", "that the army had left the town"),
        ("Officials claimed the army had left, but nobody saw it.", "claimed", "the army had left"),
        ("Critics say the plan is mad.", "Critics say", "the plan is mad"),
    ],
}
ROWS = [(reach, *row) for reach, rows in SCOPES.items() for row in rows]


@cache
def _reaches() -> dict[str, str]:
    """Reach of each entry of the kit's lexicon."""
    lexicon = fr.load_lexicon("hedging")
    return dict(zip(lexicon.terms["term"], (REACHES[reach] for reach in reaches_of(lexicon)), strict=True))


def test_every_reach_has_its_sentences() -> None:
    assert set(SCOPES) == set(REACHES)


@cache
def _found(make_articles: Articles) -> dict[str, list[tuple[str, str, str]]]:
    """For each sentence its hedges: term, reach of the entry, text of the scope."""
    sentences = list(dict.fromkeys(sentence for _, sentence, _, _ in ROWS))
    articles = make_articles(*sentences)
    articles.index = pd.Index([f"{number:03}" for number in range(len(sentences))], name="article_id")
    reach = _reaches()
    found: dict[str, list[tuple[str, str, str]]] = {sentence: [] for sentence in sentences}
    for row in fr.find_hedges(articles, senses="all").to_dict("records"):
        text = sentences[int(row["article_id"])]
        scope = "" if pd.isna(row["scope_start"]) else text[row["scope_start"] : row["scope_end"]]
        found[text].append((row["term"], reach[row["entry"]], scope))
    return found


@pytest.mark.parametrize(("reach", "sentence", "term", "scope"), ROWS)
def test_a_scope_is_what_is_doubted(make_articles: Articles, reach: str, sentence: str, term: str, scope: str) -> None:
    assert (term, reach, scope) in _found(make_articles)[sentence]


def test_the_bounds_of_a_scope_are_missing_together(demo: pd.DataFrame) -> None:
    hedges = fr.find_hedges(demo)
    assert (hedges["scope_start"].isna() == hedges["scope_end"].isna()).all()
    assert 0 < hedges["scope_start"].isna().sum() < len(hedges)
    reach = hedges["entry"].map(_reaches())
    assert hedges.loc[reach == "none", "scope_start"].isna().all()


PIECES = st.sampled_from(
    "may reportedly|the mayor|rumours|of a coup|that|he left|“|”|, but|, and he|;|–|. It|if it rains,|about 40 men|"
    "Mr. Vane|claimed|believe|according to Vane|,|a bluff|'|(|)|?|no evidence|said|, which|the U.S.|could|would".split(
        "|"
    )
)
TEXTS = st.lists(st.lists(PIECES, max_size=14).map(" ".join), min_size=1, max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_scopes_stay_in_their_text_sentence_and_quotation(make_articles: Articles, texts: list[str]) -> None:
    articles = make_articles(*texts)
    quotations = fr.find_quotations(articles)
    hedges = fr.find_hedges(articles, quotations=quotations, senses="all")
    reach = _reaches()
    bounds = fr.segment_articles(articles, by="sentence")
    marked = quotations[quotations["kind"].isin(["direct", "partial"])]
    for row in hedges[hedges["scope_start"].notna()].to_dict("records"):
        article, at, start, end = (row[name] for name in ("article_id", "start", "scope_start", "scope_end"))
        assert 0 <= start < end <= len(articles.loc[article, "text"])
        if reach[row["entry"]] != "reported":
            own = bounds[(bounds["article_id"] == article) & (bounds["start"] <= at)].iloc[-1]
            assert own["start"] <= start < end <= own["end"]
        held = marked[(marked["article_id"] == article) & (marked["start"] <= at) & (at < marked["end"])]
        assert (held["start"] <= start).all()
        assert (end <= held["end"]).all()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_nothing(make_articles: Articles, texts: list[str], random: Random) -> None:
    articles = make_articles(*texts)
    order = list(range(len(texts)))
    random.shuffle(order)
    one = fr.find_hedges(articles, senses="all")
    other = fr.find_hedges(articles.iloc[order], senses="all")
    columns = ["article_id", "start", "end"]
    again = other.sort_values(columns, kind="stable").reset_index(drop=True)
    pd.testing.assert_frame_equal(one.sort_values(columns, kind="stable").reset_index(drop=True), again)
