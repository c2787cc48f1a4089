"""Texts that stop before the article does: teasers, paywalls, and fewer words than the file announces."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

import pandas as pd

from framing.corpus.lengths import count_words

__all__ = ["FEWER_SHARE", "FEWER_WORDS", "describe_ending", "find_cut_texts"]

FEWER_SHARE = 0.2
FEWER_WORDS = 50
"""A text is cut off where it has 20 % and 50 words fewer than announced.

Ways of counting words differ by some per cent of a text, and databases count title, byline and captions too: some
dozens of words, whatever its length.
"""

_TEASER_WORDS = 120  # a longer text with a link to more at its end is an article with a link
_TAIL = 300  # characters
_CHARACTERS = re.compile(r"[\[(]\s*\+\s*\d[\d.,]*\s*(?:chars|characters)\s*[\])]\s*$")
_GAP = re.compile(r"(?:\[\s*(?:…|\.\.\.)\s*\]|(?<!\w)\(\s*(?:…|\.\.\.)\s*\)|\[&hellip;\]|&hellip;)\s*$")
_ELLIPSIS = re.compile(r"[\w,;]\s?(?:…|\.{3,4})$")
_OPEN = re.compile(r"(?:[\w,;]|[\w,;]\s?(?:…|\.{3,4})\s*)$")
_OPEN_PARAGRAPH = re.compile(r"(?:^|\n)(?:[^\s]+ ){7,}[^\W\d_]*[^\W\d_A-Z],?\s*$")
_AROUND = " \t\n\r\u00a0.,:;!…»›>→▶►·|-–—*[]()"


def find_cut_texts(articles: pd.DataFrame, *, words: Sequence[int] | None = None) -> pd.DataFrame:
    """Find articles whose text is shorter than their file says, or ends as a teaser does.

    Parameters
    ----------
    articles
        The table ``articles``; ``announced_words`` is compared where it is there.
    words
        Words of each text, where they are counted already.

    Returns
    -------
    pandas.DataFrame
        ``article_id``, ``reason`` ("text cut off"), ``note``: what the ending or the numbers are.

    Notes
    -----
    A text that merely stops, without a sign, is not seen.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["The mayor said that the bridge… Read more »", "The mayor spoke. The bridge stays closed."]
    >>> find_cut_texts(pd.DataFrame({"text": texts}, index=["a", "b"])).values.tolist()
    [['a', 'text cut off', 'ends: "read more"']]
    """
    texts = articles["text"].tolist()
    words = count_words(texts) if words is None else words
    announced = _announced(articles)
    rows = []
    for name, text, n_words, expected in zip(articles.index, texts, words, announced, strict=True):
        note = describe_ending(text, n_words=n_words)
        if not note and expected - n_words > max(FEWER_WORDS, FEWER_SHARE * expected):
            note = f"{n_words:,} of {expected:,.0f} announced words"
        if note:
            rows.append((name, "text cut off", note))
    return pd.DataFrame(rows, columns=["article_id", "reason", "note"]).astype("str")


def describe_ending(text: str, *, n_words: int | None = None) -> str:
    """Say by which sign a text ends as a teaser does; "" where it does not.

    An ellipsis, or a link to more, is a sign in a text of up to 120 words; a link also in a longer one, where it
    follows an ellipsis, words without a full stop in the same line, or a paragraph that ends in a word. A paywall's
    notice, "[…]" and "[+123 chars]" are signs in any text.

    Examples
    --------
    >>> describe_ending("The mayor said on Monday that the [+1234 chars]")
    'ends: "[+1234 chars]"'
    >>> describe_ending("Cet article est réservé aux abonnés.")
    'ends: "cet article est réservé aux abonnés"'
    """
    tail = text[-_TAIL:].rstrip()
    for pattern in (_CHARACTERS, _GAP):
        if sign := pattern.search(tail):
            return f'ends: "{sign[0].strip()}"'
    plain = tail.casefold().replace("’", "'")
    walls, links = _phrases()
    if wall := walls.search(re.sub(r"[,:]", "", plain)):
        return f'ends: "{wall[0]}"'
    n_words = count_words([text])[0] if n_words is None else n_words
    if link := _find_link(tail, plain, links, n_words):
        return f'ends: "{link}"'
    if n_words <= _TEASER_WORDS and _ELLIPSIS.search(tail):
        return f'ends: "{tail[-20:].strip()}"'
    return ""


def _find_link(tail: str, plain: str, links: re.Pattern[str], n_words: int) -> str:
    """Find a link to more at the very end: with a capital or after an ellipsis, or it is part of a sentence."""
    found = links.search(plain.rstrip(_AROUND))
    if not found or len(plain) != len(tail):
        return ""
    before = tail[: found.start()].rstrip(" \t\u00a0»›>→▶►·|-–—*[(")
    if not tail[found.start()].isupper() and not before.endswith(("…", "...")):
        return ""
    left_open = _OPEN.search(before) or _OPEN_PARAGRAPH.search(before)
    return found[0] if n_words <= _TEASER_WORDS or left_open else ""


def _announced(articles: pd.DataFrame) -> list[float]:
    if "announced_words" not in articles.columns:
        return [0.0] * len(articles)
    numbers = articles["announced_words"].astype("str").str.replace(r"[^\d]", "", regex=True)
    return [float(number) for number in pd.to_numeric(numbers, errors="coerce").fillna(0).tolist()]


@cache
def _phrases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile the notices of paywalls, found anywhere in the tail, and the links, found at its very end."""
    with resources.files("framing.corpus").joinpath("endings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    kinds = {
        kind: "|".join(
            re.escape(row["phrase"]) for row in sorted(rows, key=lambda row: -len(row["phrase"])) if row["kind"] == kind
        )
        for kind in ("wall", "link")
    }
    return re.compile(rf"\b(?:{kinds['wall']})\b"), re.compile(rf"(?<!\w)(?:{kinds['link']})$")
