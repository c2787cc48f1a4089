"""The parts of an article (title, text) as strings and as tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from framing.errors import MeasureError, TableError
from framing.text import Tokens, tokenise

__all__ = ["check_language", "check_parts", "part_texts", "part_tokens", "repeats_title"]


_LINE = re.compile(r"\S[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]*")


def check_parts(parts: Iterable[str], articles: pd.DataFrame) -> tuple[str, ...]:
    """Check the ``parts=`` of a measure: title, text or both; give them in that order."""
    chosen = tuple(parts) if not isinstance(parts, str) else (parts,)
    if not chosen or set(chosen) - {"title", "text"} or set(chosen) - set(articles.columns):
        raise TableError(
            "parts= must name columns of text in `articles`",
            found=repr(parts),
            do='parts=("text",) or parts=("title", "text")',
        )
    return tuple(part for part in ("title", "text") if part in chosen)


def check_language(articles: pd.DataFrame, language: str, *, of: str) -> None:
    """Refuse articles in another language than the term list's or the cue list's."""
    if "language" not in articles.columns:
        return
    others = sorted(set(articles["language"].dropna().tolist()) - {language})
    if others:
        raise MeasureError(
            f"{of} is made for language {language!r}",
            found=f"articles in {', '.join(map(repr, others))}",
            do=f'keep those of its language: articles[articles["language"] == {language!r}] (framing measure: '
            f"--language {language}), or mend the column where a web page declares the wrong one",
        )


def part_texts(articles: pd.DataFrame, part: str, *, parts: tuple[str, ...] = ()) -> list[str]:
    """List one part of every article; a missing one is the empty string.

    Where `parts` asks for title and text, a title that the text repeats in its first line is given once: as
    the text's.
    """
    values = articles[part].tolist()
    texts = [value if isinstance(value, str) else "" for value in values]
    if part == "title" and "text" in parts:
        repeated = repeats_title(articles)
        texts = ["" if again else title for again, title in zip(repeated, texts, strict=True)]
    return texts


def repeats_title(articles: pd.DataFrame) -> list[bool]:
    """Tell for each article whether the first line of its text is its title."""
    if "title" not in articles.columns:
        return [False] * len(articles)
    pairs = zip(articles["title"].tolist(), articles["text"].tolist(), strict=True)
    return [
        isinstance(title, str) and isinstance(text, str) and bool(title.strip()) and _first_line(text) == _plain(title)
        for title, text in pairs
    ]


def part_tokens(
    articles: pd.DataFrame, part: str, *, parts: tuple[str, ...] = (), tokens: Tokens | None = None
) -> Tokens:
    """Tokens of one part of every article: those given, if they are the text's, else made anew.

    Raises
    ------
    MeasureError
        Where `tokens` was made from other texts.
    """
    texts = part_texts(articles, part, parts=parts)
    if tokens is None or part != "text":
        return tokenise(texts)
    if not tokens.belong_to(texts):
        raise MeasureError(
            "tokens= were made from other texts than these articles",
            found=f"tokens of {tokens.n_texts} texts, {len(texts)} articles",
            do='make them again: tokens = tokenise(articles["text"].tolist())',
        )
    return tokens


def _first_line(text: str) -> str:
    found = _LINE.search(text)
    return _plain(found[0]) if found else ""


def _plain(line: str) -> str:
    return " ".join(line.split()).casefold()
