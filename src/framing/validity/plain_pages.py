"""Cleaning of plain text: whole web pages, tags stripped naively, against the article a person marked."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from framing.cleaning.chrome import find_chrome
from framing.cleaning.cutting import clean_articles
from framing.validity.halves import part_of
from framing.validity.scoring import bootstrap_mean, score_text
from framing.validity.sets import find_set, read_lines

__all__ = ["SET", "is_seen", "make_pages", "measure", "score_pages", "strip_tags"]

SET = "html_article_extraction.jsonl.gz"
_LOW = 0.9

_DROPPED = re.compile(r"<!--.*?-->|<(script|style|noscript|template|svg|head)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|button|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    r"|head|header|hr|html|li|main|nav|ol|option|p|pre|section|select|table|tbody|td|th|title|tr|ul)\b[^>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")


def strip_tags(page: str, *, lines: Literal["blocks", "tags"] = "blocks") -> str:
    r"""Strip a web page of its tags as a naive scraper does.

    Comments and what stands in ``script``, ``style``, ``noscript``, ``template``, ``svg`` and ``head`` go;
    white space becomes one space; a block's tag becomes a line break, any other tag nothing
    (``lines="tags"``: every tag becomes a line break, so that a link tears its paragraph apart).

    Examples
    --------
    >>> strip_tags("<head><title>A</title></head><p>One <b>two</b>.</p><p>Three</p>")
    'One two.\n\nThree'
    """
    text = re.sub(r"\s+", " ", _DROPPED.sub(" ", page))
    text = _TAG.sub("\n", text) if lines == "tags" else _TAG.sub("", _BLOCK.sub("\n", text))
    return "\n".join(" ".join(line.split()) for line in html.unescape(text).split("\n")).strip()


def is_seen(url: str) -> bool:
    """Say whether a page was looked at while rules were written: by the last digit of its host's sha256.

    Examples
    --------
    >>> is_seen("https://www.example.com/a"), is_seen("https://www.example.org/b")
    (True, False)
    """
    return part_of(urlsplit(url).hostname or "") == "seen"


def make_pages(rows: Sequence[dict[str, str]], *, lines: Literal["blocks", "tags"] = "blocks") -> pd.DataFrame:
    """Make the table of articles that a naive scraper would: the page's text, nothing else known."""
    texts = [strip_tags(row["html"], lines=lines) for row in rows]
    index = pd.Index([row["id"] for row in rows], name="article_id", dtype="str")
    return pd.DataFrame({"text": texts, "title": None, "outlet": None, "date": pd.NaT, "url": None}, index=index)


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure the cleaning of plain pages: precision, recall and F1 of 4-word shingles, mean over pages.

    Parameters
    ----------
    folder
        Folder of the marked sets; by default the one that ``FRAMING_DATA`` names.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part`` (seen or unseen half, by host name), ``measure`` ("strict: f1"),
        ``value``, ``low`` and ``high`` (95 % bootstrap over pages), ``n`` (pages). The texts as they are
        ("all text") stand beside the lenient and the strict cleaning. "pages under .9" is the share of pages whose
        F1 is lower.

    References
    ----------
    Article Extraction Benchmark, Scrapinghub (2020), https://github.com/scrapinghub/article-extraction-benchmark
    """
    rows = read_lines(find_set(SET, folder))
    pages = make_pages(rows)
    found: list[tuple[Any, ...]] = []
    for name in ("all text", "lenient", "strict"):
        texts = pages if name == "all text" else clean_articles(pages, chrome=_find(pages, name))
        found += score_pages(name, texts["text"].tolist(), rows)
    return pd.DataFrame(found, columns=["set", "part", "measure", "value", "low", "high", "n"])


def score_pages(name: str, texts: Sequence[str], rows: Sequence[dict[str, str]]) -> list[tuple[Any, ...]]:
    """Score the texts of all pages: rows of the table of figures, for each half."""
    seen = np.array([is_seen(row["url"]) for row in rows])
    scores = np.array([score_text(text, row["text"]) for text, row in zip(texts, rows, strict=True)])
    found: list[tuple[Any, ...]] = []
    for part, chosen in (("seen", seen), ("unseen", ~seen)):
        figures = dict(zip(("precision", "recall", "f1"), scores[chosen].T, strict=True))
        figures["pages under .9"] = (figures["f1"] < _LOW).astype(np.float64)
        for figure, values in figures.items():
            low, high = bootstrap_mean(values.tolist())
            found.append((SET, part, f"{name}: {figure}", float(values.mean()), low, high, len(values)))
    return found


def _find(pages: pd.DataFrame, strictness: str) -> pd.DataFrame:
    return find_chrome(pages, strictness="strict" if strictness == "strict" else "lenient")
