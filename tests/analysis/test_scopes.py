"""Splitting articles into what their hedges are about and the rest."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.errors import TableError


def make(text: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"title": [None], "text": [text], "outlet": ["Post"], "date": [pd.NaT], "url": [None]},
        index=pd.Index(["a"], name="article_id"),
    )


def split(text: str, *, quoted: bool = False) -> dict[str, str]:
    articles = make(text)
    quotations = fr.find_quotations(articles)
    hedges = fr.find_hedges(articles, quotations=quotations)
    if quoted:
        hedges = hedges[hedges["voice"] == "journalist"]
    halves = fr.split_scopes(articles, hedges, quotations=quotations if quoted else None)
    return dict(zip(halves["scope"], halves["text"], strict=True))


def test_the_words_in_doubt_are_told_from_the_rest() -> None:
    halves = split("The dam may burst, but the mill stood. The sun shone.")
    assert halves == {"inside": "The dam … burst", "outside": ", but the mill stood. The sun shone."}


def test_what_sources_say_can_be_left_out() -> None:
    text = "The dam may burst. “The mill might fall,” Ivo Marsh said. It rained."
    assert "mill" in split(text)["inside"]
    halves = split(text, quoted=True)
    assert halves["inside"] == "The dam … burst"
    assert "mill" not in halves["outside"]
    assert "rained" in halves["outside"]


def test_two_hedges_over_the_same_words_count_them_once() -> None:
    assert split("Perhaps the dam may burst.")["inside"] == "the dam … burst"


def test_each_article_has_two_rows_that_know_it() -> None:
    articles = make("The dam may burst.")
    halves = fr.split_scopes(articles, fr.find_hedges(articles))
    assert halves.index.tolist() == ["a/inside", "a/outside"]
    assert halves["article"].tolist() == ["a", "a"]
    assert halves["outlet"].tolist() == ["Post", "Post"]


def test_articles_without_a_scope_are_not_in_it() -> None:
    articles = make("The sun shone.")
    assert fr.split_scopes(articles, fr.find_hedges(articles)).empty


def test_hedges_without_scopes_are_refused() -> None:
    articles = make("The dam may burst.")
    with pytest.raises(TableError, match="scope_start"):
        fr.split_scopes(articles, fr.find_hedges(articles).drop(columns="scope_start"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["the", "dam", "may", "burst", ",", "but", ".", "if", "perhaps", "rain"]), max_size=20))
def test_no_word_is_on_both_sides_more_often_than_it_stands_there(words: list[str]) -> None:
    text = " ".join(words)
    halves = split(text)
    for word in ("dam", "burst", "rain"):
        assert sum(half.split().count(word) for half in halves.values()) in (0, text.split().count(word))
