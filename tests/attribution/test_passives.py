from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr

Articles = Callable[..., pd.DataFrame]


def passive(make_articles: Articles, text: str) -> list[tuple[str, str | None, str]]:
    found = fr.find_quotations(make_articles(text))
    found = found[found["rule"] == "passive"].astype(object)
    found = found.where(found.notna(), None)
    return [(text[row.start : row.end], row.speaker, row.cue) for row in found.itertuples()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam is said to be old.", ("to be old", None, "say")),
        ("It was widely believed that the dam was old.", ("that the dam was old", None, "believe")),
        ("Marsh was accused of lying by Vane.", ("of lying", "Vane", "accuse")),
        ("Marsh was asked whether the dam was old.", ("whether the dam was old", None, "ask")),
    ],
)
def test_what_is_reported_in_the_passive(
    make_articles: Articles, text: str, expected: tuple[str, str | None, str]
) -> None:
    assert passive(make_articles, text) == [expected]


@pytest.mark.parametrize(
    "text", ["The emails are supposed to be public.", "The film was recommended to Marsh.", "The plan was announced."]
)
def test_a_passive_that_reports_nothing(make_articles: Articles, text: str) -> None:
    assert passive(make_articles, text) == []
