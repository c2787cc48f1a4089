"""Finding what is on the page but is not the article: credits, menus, teasers, notices."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import pandas as pd

from framing.corpus.layout import (
    Line, ends_sentence, find_zones, is_prose, is_spaced, make_line, reach_of_box, reach_of_run, split_lines,
)
from framing.corpus.masthead import mark_footer, mark_masthead, read_author
from framing.corpus.repetition import find_repeated_lines, normalise_line
from framing.errors import CorpusError
from framing.tables import check_table

__all__ = ["REASONS", "find_chrome"]

Strictness = Literal["lenient", "strict"]

REASONS = {
    "advert": "advertisement, or the place of one",
    "share": "sharing and following",
    "timestamp": "reading time, time of an update",
    "dateline": "the date of publication as a line",
    "byline": "the author as a line",
    "headline": "the headline, repeated in the text",
    "contributor": "who else worked on it",
    "contact": "how to reach the newsroom",
    "biography": "who the author is",
    "navigation": "menus, breadcrumbs, labels",
    "newsletter": "invitation to subscribe to a newsletter",
    "notice": "cookies, subscriptions, appeals",
    "embed": "video and other things a text cannot hold",
    "tracking": "image addresses, tracking pixels",
    "credit": "credit of a picture",
    "caption": "caption or description of a picture",
    "teaser": "links to other stories",
    "summary": "bullet points above the article",
    "comments": "readers' comments and the invitation to comment",
    "copyright": "copyright, licence, disclaimer",
    "repeated": "a line the outlet repeats across its articles",
}

_RULES = Path(__file__).with_name("chrome_rules.toml")
_SHORT = 60  # words; above, only wording that no article begins with
_LONGEST = 150  # words; a longer line is more likely a whole article without line breaks
_SENTENCE = 8  # words; a shorter sentence ("He did not elaborate.") may be repeated by chance
_PROSE_SHARE = 0.05
_ROUNDS = 20


class _Rule(NamedTuple):
    reason: str
    takes: str


@dataclass(frozen=True)
class _Rules:
    """The rules for one place on the page, as one regular expression whose groups are the rules."""

    pattern: re.Pattern[str]
    rules: dict[str, _Rule]

    def match(self, text: str) -> _Rule | None:
        found = self.pattern.match(text)
        return self.rules[found.lastgroup] if found and found.lastgroup else None


@dataclass
class _Page:
    """One article while it is read: its lines that are left, and the spans found so far."""

    lines: list[Line]
    title: str | None
    outlet: str | None
    author: str | None
    changed: bool = True
    spans: list[tuple[int, int, str]] = field(default_factory=list)


def find_chrome(articles: pd.DataFrame, *, strictness: Strictness = "lenient") -> pd.DataFrame:
    """Find the lines of a scraped page that are not the article.

    Three kinds of evidence, each visible in ``reason``: the wording of a line (``chrome_rules.toml``), its
    place and company on the page (a headline above a byline, the headlines below "You may also like"),
    and repetition across the articles of an outlet. A lone page is read by the first two.

    Parameters
    ----------
    articles
        Table of articles: index ``article_id``, column ``text``; ``title``, ``outlet`` and ``author`` help
        where they are known. Blank lines between paragraphs help too.
    strictness
        ``"lenient"`` finds what is near-certain. A line of 25 words or more that ends like a sentence is
        then found only by machine wording at its start (copyright, newsletter, "Enlarge this image"), or
        where at least 5 % of the outlet's articles repeat it. ``"strict"`` adds the doubtful: authors'
        biographies, bullet points above the text, lone names, repeated questions and repetition below 2 %.

    Returns
    -------
    pandas.DataFrame
        The ``chrome`` table, in the order of the articles' ids and of the text: ``article_id``, ``start``,
        ``end``, ``reason`` (a key of ``REASONS``), ``text``. Spans are whole lines without the spaces at
        their ends, except a credit in brackets at the end of a line. They do not overlap, and
        ``articles.loc[article_id, "text"][start:end]`` is ``text``.

    Raises
    ------
    TableError
        Where ``articles`` is not the documented table.
    CorpusError
        Where ``strictness`` is neither lenient nor strict.

    Notes
    -----
    The wording is English. It cannot see furniture inside a paragraph, a caption without any mark of one,
    teasers without a heading, or advertising written as an article. Read a sample of what is found: the
    table may be corrected by hand before ``clean_articles`` cuts.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame(
    ...     {"text": ["Photo: Ivo Renn\\n\\nThe gates stayed open.\\n\\nAdvertisement"], "title": None,
    ...      "outlet": None, "date": pd.NaT, "url": None},
    ...     index=pd.Index(["a"], name="article_id"))
    >>> find_chrome(articles)[["start", "end", "reason", "text"]].values.tolist()
    [[0, 16, 'credit', 'Photo: Ivo Renn'], [41, 54, 'advert', 'Advertisement']]
    """
    check_table("articles", articles)
    if strictness not in ("lenient", "strict"):
        raise CorpusError("unknown strictness", found=repr(strictness), do='use "lenient" or "strict"')
    strict = strictness == "strict"
    pages = _read_pages(articles)
    for _ in range(_ROUNDS):
        for page in pages:
            while page.changed:
                page.changed = _cut(page, _mark_page(page, strict=strict))
        if not _cut_repeated(pages, strict=strict):
            break
    return _make_table(articles, pages)
