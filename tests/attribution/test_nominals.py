from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr
from framing.reading.nouns import read_nouns

Articles = Callable[..., pd.DataFrame]


def nominal(make_articles: Articles, text: str) -> list[tuple[str, str | None, str, str]]:
    found = fr.find_quotations(make_articles(text))
    found = found[found["kind"] == "nominal"].astype(object)
    found = found.where(found.notna(), None)
    return [(text[row.start : row.end], row.speaker, row.cue, row.rule) for row in found.itertuples()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rumours of a raid spread.", ("a raid spread", None, "rumour", "unattributed")),
        ("The claim that it was over is wrong.", ("that it was over", None, "claim", "unattributed")),
        ("Marsh’s claim that it was over is wrong.", ("that it was over", "Marsh", "claim", "noun")),
        ("There were fears among farmers that it was over.", ("that it was over", "farmers", "fear", "noun")),
        ("A warning by Marsh that the dam was old came late.", ("that the dam was old", "Marsh", "warning", "noun")),
        ("Marsh repeated the claim that it was over.", ("that it was over", "Marsh", "claim", "noun")),
        ("Mr Marsh came. His promise to rebuild is old.", ("to rebuild is old", "Marsh", "promise", "noun")),
        ("Ms Marsh came. Her promise to rebuild is old.", ("to rebuild is old", "Marsh", "promise", "noun")),
        ("Mr Marsh came. Her promise to rebuild is old.", ("to rebuild is old", None, "promise", "noun")),
        ("No rumors about the dam.", ("the dam", None, "rumor", "unattributed")),
    ],
)
def test_what_a_noun_reports_and_who_holds_it(
    make_articles: Articles, text: str, expected: tuple[str, str | None, str, str]
) -> None:
    assert nominal(make_articles, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The claim failed.",
        "A report that could help came late.",
        "The threat to the dam grew.",
        "My fear that it was over is mine.",
        "“The claim that it is over is wrong,” Marsh said.",
    ],
)
def test_a_noun_that_reports_nothing(make_articles: Articles, text: str) -> None:
    assert nominal(make_articles, text) == []


def test_every_noun_has_its_plural_and_a_class() -> None:
    nouns = read_nouns()
    assert nouns["worries"] == nouns["worry"]
    assert nouns["rumours"].cue_class == "distancing"
    assert all(noun.takes for noun in nouns.values())
