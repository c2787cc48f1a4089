"""Titles and headings that take up a source's word, and those that do not."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest

import framing as fr
from framing.measures.hedging.echoes import name_echoes

Articles = Callable[..., pd.DataFrame]

QUOTED = "“They are bluffing,” Anna Vane said on the steps of the old town hall in the rain."


def _echoes(articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    quotations = fr.find_quotations(articles, parts=("title", "text"))
    hedges = fr.find_hedges(articles, quotations=quotations, parts=("title", "text"), senses="all")
    return hedges, quotations


TITLES = [
    ("Bluffing?", QUOTED, ["bluffing"]),
    ("Orsk is bluffing", QUOTED, ["bluffing"]),
    ("Another bluff", QUOTED, ["bluff"]),
    ("“Bluffing”, Vane says", QUOTED, []),
    ("Bluffing?", "They are bluffing. It rained on the steps of the old town hall.", []),
    ("Bluffing?", "Anna Vane said that they were bluffing on the steps of the old town hall.", []),
    ("A ploy?", QUOTED, []),
    ("Bluffing?", "“They are bluffing,” says Vane of Orsk\nIt rained on the steps of the old town hall in May.", []),
    ("Perhaps", QUOTED, []),
    ("It may rain", "“It may rain,” Anna Vane said on the steps. He said “it may snow” too.", ["may"]),
]


@cache
def _of_titles(make_articles: Articles) -> tuple[pd.DataFrame, pd.DataFrame]:
    return _echoes(make_articles(*(text for _, text, _ in TITLES), titles=[title for title, _, _ in TITLES]))


@pytest.mark.parametrize("number", range(len(TITLES)))
def test_a_title_echoes_a_quoted_word(make_articles: Articles, number: int) -> None:
    hedges, quotations = (table[table["article_id"] == chr(ord("a") + number)] for table in _of_titles(make_articles))
    named = hedges[hedges["echo"].notna()]
    assert [term.lower() for term in named["term"]] == TITLES[number][2]
    assert set(named["place"]) <= {"title"}
    for quotation in named["echo"]:
        held = quotations[quotations["quotation_id"] == quotation].iloc[0]
        assert held["start"] == min(quotations.loc[quotations["part"] == "text", "start"])


def test_a_heading_within_the_text_echoes_too(make_articles: Articles) -> None:
    hedges, quotations = _echoes(make_articles(f"Bluffing?\n{QUOTED}"))
    assert hedges[["place", "voice"]].to_numpy().tolist()[0] == ["heading", "journalist"]
    assert hedges["echo"].tolist()[0] == quotations["quotation_id"].tolist()[0]
    assert hedges["echo"].iloc[1:].isna().all()


def test_an_echo_is_of_the_same_article(make_articles: Articles) -> None:
    text = "It rained on the steps of the old town hall."
    hedges, _ = _echoes(make_articles(text, QUOTED, titles=["Bluffing?", "Rain"]))
    assert hedges["echo"].isna().all()


def test_the_first_quotation_is_named_whatever_the_order_of_articles(make_articles: Articles) -> None:
    articles = make_articles(f"{QUOTED} “A bluff,” he said.", QUOTED, titles=["Bluff?", "Bluffing?"])
    one, quotations = _echoes(articles)
    other, _ = _echoes(articles.iloc[::-1])
    echo = one.set_index(["article_id", "part", "start"])["echo"]
    pd.testing.assert_series_equal(
        echo.sort_index(), other.set_index(["article_id", "part", "start"])["echo"].sort_index()
    )
    firsts = quotations.sort_values(["article_id", "start"]).groupby("article_id")["quotation_id"].first()
    assert echo.dropna().groupby(level=0).first().to_dict() == firsts.to_dict()


def test_without_lemmas_the_entry_itself_is_compared(make_articles: Articles) -> None:
    hedges, quotations = _echoes(make_articles(QUOTED, QUOTED, titles=["Bluffing?", "A bluff?"]))
    lexicon = fr.load_lexicon("hedging")
    plain = type(lexicon)("plain", lexicon.terms[["term", "category"]])
    assert hedges.loc[name_echoes(hedges, quotations, plain).notna(), "article_id"].tolist() == ["a"]
    assert hedges.loc[name_echoes(hedges, quotations, lexicon).notna(), "article_id"].tolist() == ["a", "b"]
