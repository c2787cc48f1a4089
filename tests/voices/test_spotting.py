from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError

Articles = Callable[..., pd.DataFrame]


def test_every_hit_has_its_voice_and_place(make_articles: Articles) -> None:
    articles = make_articles(
        "The bluff\n“It is a bluff,” he said of it all. It may rain too.", "", titles=["A ‘bluff’", "No"]
    )
    hedges = fr.find_hedges(articles, parts=("title", "text"))
    assert hedges[["part", "place", "voice", "term"]].to_numpy().tolist() == [
        ["title", "title", "journalist", "bluff"],  # a scare quote
        ["text", "heading", "journalist", "bluff"],
        ["text", "body", "source_direct", "bluff"],
        ["text", "body", "journalist", "may"],
    ]


def test_the_quotations_given_decide(make_articles: Articles) -> None:
    articles = make_articles("“It may rain,” he said. It may not.")
    quotations = fr.find_quotations(articles)
    assert fr.find_hedges(articles, quotations=quotations.iloc[:0])["voice"].tolist() == ["journalist"] * 2
    named = fr.find_hedges(articles, quotations=quotations.assign(speaker="Vane", kind="indirect"))
    assert named[["voice", "speaker"]].fillna("-").to_numpy().tolist() == [
        ["source_indirect", "Vane"],
        ["journalist", "-"],
    ]


def test_another_language_is_refused(make_articles: Articles) -> None:
    with pytest.raises(MeasureError, match="the lexicon 'hedging' is made for language 'en'; found: articles in 'de'"):
        fr.find_hedges(make_articles("Es regnet.").assign(language="de"))
