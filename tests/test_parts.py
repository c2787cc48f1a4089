from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from framing.errors import MeasureError, TableError
from framing.parts import check_language, check_parts, part_texts, part_tokens, repeats_title
from framing.text import tokenise

Articles = Callable[..., pd.DataFrame]


@pytest.mark.parametrize(
    ("parts", "chosen"),
    [
        (("text",), ("text",)),
        (["text", "title"], ("title", "text")),
        ("title", ("title",)),
        (("text", "text"), ("text",)),
    ],
)
def test_parts_are_given_in_the_order_of_the_page(make_articles: Articles, parts: Any, chosen: Any) -> None:
    assert check_parts(parts, make_articles("x")) == chosen


@pytest.mark.parametrize("parts", [(), "", ("body",), ("text", "outlet")])
def test_other_parts_are_refused(make_articles: Articles, parts: Any) -> None:
    with pytest.raises(TableError, match=r"parts= must name columns.*parts=\(\"text\",\)"):
        check_parts(parts, make_articles("x"))


def test_a_part_that_is_no_column_is_refused(make_articles: Articles) -> None:
    with pytest.raises(TableError):
        check_parts(("title",), make_articles("x").drop(columns="title"))


def test_articles_of_another_language_are_refused(make_articles: Articles) -> None:
    articles = make_articles("x", "y", "z")
    check_language(articles, "en", of="VADER")
    check_language(articles.assign(language=["en", None, "en"]), "en", of="VADER")
    with pytest.raises(MeasureError, match="VADER is made for language 'en'; found: articles in 'de', 'fr'"):
        check_language(articles.assign(language=["fr", "de", "en"]), "en", of="VADER")


@pytest.mark.parametrize(
    ("title", "text", "repeats"),
    [
        ("A bluff?", "A bluff?\nIt may be.", True),
        ("A  bluff? ", "\n a BLUFF?\nIt may be.", True),
        ("A bluff?", "A bluff? It may be.", False),
        ("A bluff?", "It may be.\nA bluff?", False),
        ("", "\nIt may be.", False),
        (None, "It may be.", False),
        ("A bluff?", "", False),
        ("Rain", "Rain\u2028It rained.", True),
    ],
)
def test_a_title_that_the_text_repeats(make_articles: Articles, title: Any, text: str, repeats: bool) -> None:
    articles = make_articles(text, titles=[title])
    assert repeats_title(articles) == [repeats]
    assert part_texts(articles, "title") == [title or ""]
    assert part_texts(articles, "title", parts=("title", "text")) == ["" if repeats else title or ""]
    assert part_texts(articles, "text", parts=("title", "text")) == [text]


def test_without_titles_none_is_repeated(make_articles: Articles) -> None:
    assert repeats_title(make_articles("x").drop(columns="title")) == [False]


def test_tokens_of_the_text_are_used_and_others_refused(make_articles: Articles) -> None:
    articles = make_articles("It may rain.", "Or not.", titles=["Rain", "None"])
    tokens = tokenise(articles["text"].tolist())
    assert part_tokens(articles, "text", tokens=tokens) is tokens
    assert part_tokens(articles, "title", tokens=tokens).belong_to(["Rain", "None"])
    with pytest.raises(MeasureError, match="found: tokens of 2 texts, 1 articles"):
        part_tokens(articles.iloc[:1], "text", tokens=tokens)
    with pytest.raises(MeasureError, match="made from other texts"):
        part_tokens(articles.iloc[::-1], "text", tokens=tokens)
