"""Echoes: what titles and headings repeat of what sources say between quotation marks."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.errors import TableError
from framing.tables import check_table

BODY = "“It is a reckless gamble with our money,” Ivo Marsh said on Monday. The council votes next week."


def echoes(title: str | None, text: str = BODY) -> pd.DataFrame:
    articles = pd.DataFrame(
        {"title": [title], "text": [text], "outlet": ["Post"], "date": [pd.NaT], "url": [None]},
        index=pd.Index(["a"], name="article_id"),
    )
    quotations = fr.find_quotations(articles, parts=("title", "text"))
    return check_table("echoes", fr.find_echoes(articles, quotations=quotations))


def test_a_title_that_repeats_a_source_is_an_echo() -> None:
    (echo,) = echoes("Bridge plan is a reckless gamble, critics warn").to_dict("records")
    assert echo["text"] == "is a reckless gamble"
    assert (echo["speaker"], echo["marked"], echo["asks"], echo["place"]) == ("Ivo Marsh", False, False, "title")
    assert (echo["start"], echo["end"]) == (12, 32)


@pytest.mark.parametrize(
    ("title", "marked", "asks"),
    [
        ("Bridge plan a ‘reckless gamble’", True, False),
        ("Bridge plan: “a reckless gamble”", True, False),
        ("A reckless gamble?", False, True),
    ],
)
def test_marks_and_questions_are_told(title: str, marked: bool, asks: bool) -> None:
    (echo,) = echoes(title).to_dict("records")
    assert (echo["marked"], echo["asks"]) == (marked, asks)


def test_a_heading_within_the_text_can_be_an_echo() -> None:
    text = f"A reckless gamble\n{BODY} It went on for hours, and nobody left the hall before midnight."
    (echo,) = echoes("Council votes", text).to_dict("records")
    assert (echo["place"], echo["text"]) == ("heading", "A reckless gamble")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Bridge plan divides council", BODY),
        ("Reckless plan", BODY),  # one word of content
        ("Ivo Marsh on Monday", "“I saw Ivo Marsh on Monday,” she said."),  # a name and a day
        ("A reckless gamble", f"{BODY} It is a reckless gamble."),  # the article's own words too
        ("A reckless gamble", "It is a reckless gamble with our money, Ivo Marsh said."),  # no marks
        (None, BODY),
        ("A reckless gamble", ""),
    ],
)
def test_other_titles_are_none(title: str | None, text: str) -> None:
    assert echoes(title, text).empty


def test_a_title_that_the_text_repeats_counts_once() -> None:
    found = echoes("A reckless gamble", f"A reckless gamble\n{BODY}")
    assert found[["part", "place"]].to_numpy().tolist() == [["text", "title"]]


def test_quotations_of_other_articles_are_refused() -> None:
    articles = pd.DataFrame(
        {"title": ["x"], "text": [BODY], "outlet": ["Post"], "date": [pd.NaT], "url": [None]},
        index=pd.Index(["a"], name="article_id"),
    )
    quotations = fr.find_quotations(articles)
    with pytest.raises(TableError):
        fr.find_echoes(articles.rename(index={"a": "b"}), quotations=quotations)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["a", "reckless", "gamble", "“", "”", "bridge", "said", "?", "\n"]), max_size=14))
def test_an_echo_is_where_its_offsets_say(words: list[str]) -> None:
    title = " ".join(words).replace("\n", " ")
    for echo in echoes(title).to_dict("records"):
        assert title[echo["start"] : echo["end"]] == echo["text"]
