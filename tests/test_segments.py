from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from framing import segment_articles
from framing.errors import MeasureError, TableError
from framing.tables import check_table

Articles = Callable[..., pd.DataFrame]

PAGE = "Bluff or not?\nThe talks\nThe talks failed on 5 May. Nobody knows why they did.\n\nMr. Vane said: “No.”"


def test_sentences(make_articles: Articles) -> None:
    segments = check_table("segments", segment_articles(make_articles(PAGE), with_text=True))
    assert segments["text"].tolist() == [
        "Bluff or not?",
        "The talks",
        "The talks failed on 5 May.",
        "Nobody knows why they did.",
        "Mr. Vane said: “No.”",
    ]
    assert segments["place"].tolist() == ["body", "heading", "body", "body", "body"]
    assert segments.index.tolist() == [f"a/text/{number:04d}" for number in range(5)]
    assert set(segments["kind"]) == {"sentence"}


def test_paragraphs(make_articles: Articles) -> None:
    segments = check_table("segments", segment_articles(make_articles(PAGE), by="paragraph", with_text=True))
    assert segments["text"].tolist() == [line for line in PAGE.split("\n") if line]
    assert set(segments["kind"]) == {"paragraph"}


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("The talks", "heading"),
        ("11 trucks", "heading"),
        ("“The talks", "heading"),
        ("The talks.", "body"),
        ("the talks", "body"),
        ("The talks:", "body"),
        ("“The talks”", "body"),
        ("* * *", "body"),
        ("One two three four five six seven eight nine ten eleven twelve", "heading"),
        ("One two three four five six seven eight nine ten eleven twelve thirteen", "body"),
    ],
)
def test_a_heading_is_a_short_line_that_does_not_close(make_articles: Articles, heading: str, place: str) -> None:
    longer = "This is the line that follows it, and it has more words than any heading has in this test."
    places = segment_articles(make_articles(f"{heading}\n{longer}"), by="paragraph")["place"].tolist()
    assert places == [place, "body"]


def test_a_heading_is_followed_by_a_longer_line_of_its_article(make_articles: Articles) -> None:
    articles = make_articles("One line here\nShort", "It is a much longer line than the one before it.")
    assert segment_articles(articles, by="paragraph")["place"].tolist() == ["body"] * 3


def test_a_title_is_a_title_in_its_part_and_in_the_text(make_articles: Articles) -> None:
    articles = make_articles("Bluff or not?\nNobody knows.", "Nobody knows.", titles=["Bluff or not?", "A bluff."])
    text = segment_articles(articles, with_text=True)
    assert text[["place", "text"]].to_numpy().tolist() == [
        ["title", "Bluff or not?"],
        ["body", "Nobody knows."],
        ["body", "Nobody knows."],
    ]
    both = segment_articles(articles, parts=("title", "text"))
    assert both[["article_id", "part", "place"]].to_numpy().tolist() == [
        ["a", "text", "title"],
        ["a", "text", "body"],
        ["b", "title", "title"],
        ["b", "text", "body"],
    ]


@pytest.mark.parametrize("by", ["sentence", "paragraph"])
def test_empty_texts_have_no_segments(make_articles: Articles, by: str) -> None:
    for texts in ([], [""], ["", " \n "]):
        segments = segment_articles(make_articles(*texts), by=by, with_text=True)  # type: ignore[arg-type]
        check_table("segments", segments)
        assert len(segments) == 0
    between = segment_articles(make_articles("", "One.", "", "Two."), by=by)  # type: ignore[arg-type]
    assert between["article_id"].tolist() == ["b", "d"]


def test_an_unknown_unit_is_refused(make_articles: Articles) -> None:
    with pytest.raises(MeasureError, match=r"unknown unit; found: by='word'; to mend it: use by=\"sentence\""):
        segment_articles(make_articles("x"), by="word")  # type: ignore[arg-type]


def test_an_index_that_repeats_is_refused(make_articles: Articles) -> None:
    articles = make_articles("x")
    with pytest.raises(TableError, match="must be unique"):
        segment_articles(pd.concat([articles, articles]))


def test_headings_of_web_pages_are_those_the_page_marks(make_articles: Articles) -> None:
    text = "Rain\n\nIt rained all night in the valley.\n\nWhat now?\n\nNobody knew what to do about it."
    articles = make_articles(text, text, text).assign(layout=["pphp", None, "php"])
    paragraphs = segment_articles(articles, by="paragraph")
    places = paragraphs.groupby("article_id", sort=False)["place"].agg(list).tolist()
    assert places[0] == ["body", "body", "heading", "body"]
    assert places[1] == places[2] == ["heading", "body", "heading", "body"]
