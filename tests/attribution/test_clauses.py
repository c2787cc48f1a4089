from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing as fr

Articles = Callable[..., pd.DataFrame]
Reported = list[tuple[str, str | None, str | None, str]]


def reported(make_articles: Articles, text: str, *kinds: str) -> Reported:
    """Words, speaker, cue and rule of what is reported without quotation marks."""
    found = fr.find_quotations(make_articles(text))
    found = found[found["kind"].isin(kinds or ("indirect",))].astype(object)
    found = found.where(found.notna(), None)
    return [(text[row.start : row.end], row.speaker, row.cue, row.rule) for row in found.itertuples()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marsh said on Monday that the plan would fail.", ("that the plan would fail", "Marsh", "say", "that clause")),
        ("Marsh told reporters that he would go.", ("that he would go", "Marsh", "tell", "that clause")),
        ("Marsh said the plan would fail.", ("the plan would fail", "Marsh", "say", "clause")),
        ("Marsh said in a letter the plan would fail.", ("the plan would fail", "Marsh", "say", "clause")),
        ("Marsh thinks it may rain.", ("it may rain", "Marsh", "think", "clause")),
        ("Marsh asked whether the dam would hold.", ("whether the dam would hold", "Marsh", "ask", "question")),
        ("Marsh promised to rebuild the dam.", ("to rebuild the dam", "Marsh", "promise", "infinitive")),
        ("Marsh urged the council to rebuild the dam.", ("to rebuild the dam", "Marsh", "urge", "infinitive")),
        ("Marsh rejected the plan.", ("the plan", "Marsh", "reject", "topic")),
        ("Marsh warned of a flood.", ("of a flood", "Marsh", "warn", "topic")),
        ("The plan would fail, Marsh said.", ("The plan would fail", "Marsh", "say", "trailing")),
        ("The plan would fail, said Ivo Marsh.", ("The plan would fail", "Ivo Marsh", "say", "trailing")),
        ("The plan would fail, Marsh said in an interview.", ("The plan would fail", "Marsh", "say", "trailing")),
        (
            "The plan would fail, according to Marsh.",
            ("The plan would fail", "Marsh", "according to", "according to"),
        ),
        (
            "According to Marsh, the plan would fail.",
            ("the plan would fail", "Marsh", "according to", "according to"),
        ),
        ("Most people say it is over.", ("it is over", "people", "say", "clause")),
        ("Aides to Marsh say the plan is dead.", ("the plan is dead", "aides", "say", "clause")),
    ],
)
def test_what_is_reported_and_by_whom(
    make_articles: Articles, text: str, expected: tuple[str, str | None, str, str]
) -> None:
    assert reported(make_articles, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The plan failed.",
        "Marsh went to see the dam.",
        "I think it may rain.",
        "We believe the plan is dead.",
        "The states that border the sea are wet.",
        "Marsh said so.",
        "Marsh said that.",
        "His claims failed.",
        "Marsh continued on Monday.",
        "“It is over and done,” Marsh said.",
        "Marsh said: “It is over and done.”",
    ],
)
def test_what_reports_nothing(make_articles: Articles, text: str) -> None:
    assert reported(make_articles, text) == []


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Marsh said the plan was dead, but the council went on.", "the plan was dead"),
        ("Marsh said the plan was dead; the council went on.", "the plan was dead"),
        ("Marsh said the plan was dead, though nobody listened.", "the plan was dead"),
        ("Marsh said the plan was dead and the dam was old.", "the plan was dead and the dam was old"),
        ("Marsh said the plan, which was old, was dead.", "the plan, which was old, was dead"),
    ],
)
def test_how_far_the_words_reported_go(make_articles: Articles, text: str, scope: str) -> None:
    assert reported(make_articles, text)[0][0] == scope


def test_another_act_of_speech_of_the_same_rank_ends_the_words_reported(make_articles: Articles) -> None:
    found = reported(make_articles, "Marsh said the plan was dead, and Vane said it was not.")
    assert [row[:2] for row in found] == [("the plan was dead", "Marsh"), ("it was not", "Vane")]
    found = reported(make_articles, "Marsh said the plan was dead, adding that the dam was old.")
    assert [row[:3] for row in found] == [
        ("the plan was dead", "Marsh", "say"),
        ("that the dam was old", "Marsh", "add"),
    ]


def test_a_cue_that_breaks_into_a_clause_has_two_pieces_of_one_quotation(make_articles: Articles) -> None:
    text = "The dam, Marsh said, would not hold."
    found = fr.find_quotations(make_articles(text))
    assert [text[row.start : row.end] for row in found.itertuples()] == ["The dam", "would not hold"]
    assert len(set(found["quotation_id"])) == 1
    assert found["rule"].tolist() == ["trailing", "trailing, goes on"]


def test_words_in_marks_within_a_reported_clause_belong_to_it(make_articles: Articles) -> None:
    text = "Marsh said that the plan, a “mess” from the first day on, was dead."
    found = fr.find_quotations(make_articles(text))
    assert found["kind"].tolist() == ["indirect", "partial"]
    assert found["speaker"].tolist() == ["Marsh", "Marsh"]
    assert len(set(found["quotation_id"])) == 1
    assert found["depth"].tolist() == [1, 1]


@given(st.lists(st.sampled_from("Marsh Vane said claims that the plan dead , . “ ” and to of is".split()), max_size=25))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_words_give_spans_within_the_text_in_order(make_articles: Articles, words: list[str]) -> None:
    text = " ".join(words) or "x"
    found = fr.find_quotations(make_articles(text))
    assert (found["start"] < found["end"]).all()
    assert (found["end"] <= len(text)).all()
    assert found["start"].is_monotonic_increasing
    assert (found["depth"] >= 1).all()
    assert found.loc[found["cue"].notna(), "cue_class"].notna().all()
