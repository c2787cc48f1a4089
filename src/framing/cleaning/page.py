"""One article while it is read: the lines that are left, and what was found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from framing.cleaning.layout import Line, make_line, split_lines
from framing.cleaning.masthead import read_author
from framing.cleaning.rules import Rule
from framing.formats.page_lines import LETTERS, letters_match

__all__ = ["Page", "cut_lettered", "cut_lines", "read_pages"]

Found = dict[int, tuple[int, int, str]]
"""Start, end and reason of what is chrome, by number of the line."""


@dataclass
class Page:
    """One article while it is read: its lines that are left, and the spans found so far.

    ``strict``: the doubtful is wanted. ``letters``: what the page's own mark-up says of each line; "" where
    it says nothing. ``changed``: lines went since the rules last read the page. ``whole``: the
    lines as they were at first.
    """

    lines: list[Line]
    title: str | None
    outlet: str | None
    author: str | None
    letters: str
    strict: bool
    changed: bool = True
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    whole: list[Line] = field(init=False)
    matched: dict[tuple[int, int, str], Rule | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.whole = self.lines


def read_pages(articles: pd.DataFrame, *, strict: bool) -> list[Page]:
    """Split every text into lines, with what is known of the article.

    A page whose mark-up says what its lines are is read leniently beyond that.
    """
    known = {
        name: articles[name].tolist() if name in articles.columns else [None] * len(articles)
        for name in ("title", "outlet", "author")
    }
    known = {name: [v if isinstance(v, str) else None for v in values] for name, values in known.items()}
    texts = articles["text"].tolist()
    layouts = articles["layout"].tolist() if "layout" in articles.columns else [None] * len(texts)
    letters = [layout if letters_match(text, layout) else "" for text, layout in zip(texts, layouts, strict=True)]
    return [
        Page(split_lines(text), title, outlet, author, said, strict and not said)
        for text, title, outlet, author, said in zip(texts, *known.values(), letters, strict=True)
    ]


def cut_lettered(page: Page) -> None:
    """Take out the lines that the page's own mark-up puts outside the article."""
    found = {
        place: (line.start, line.end, LETTERS[letter])
        for place, (line, letter) in enumerate(zip(page.lines, page.letters, strict=False))
        if LETTERS[letter]
    }
    cut_lines(page, found)
    page.changed = True


def cut_lines(page: Page, found: Found) -> bool:
    """Take the chrome out of the lines that are left and note it; say whether there was any."""
    if not found:
        return False
    left: list[Line] = []
    gap = False
    for place, line in enumerate(page.lines):
        gap = gap or line.gap
        if place in found:
            start, end, reason = found[place]
            page.spans.append((start, end, reason))
            _learn(page, line.text, reason)
            if start == line.start:
                continue
            line = make_line(line.start, line.text[: start - line.start].rstrip(), gap=gap)
        left.append(line._replace(gap=gap and bool(left)))
        gap = False
    page.lines = left
    return True


def _learn(page: Page, text: str, reason: str) -> None:
    """Keep the title and the author that the page itself gives."""
    if reason == "headline" and page.title is None:
        page.title = text
    if reason == "byline" and page.author is None:
        page.author = read_author(text)
