"""Cutting out what is not the article, and keeping what it says about the article."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from framing.cleaning.chrome import find_chrome
from framing.cleaning.masthead import read_author, read_day
from framing.corpus.identity import hash_text
from framing.errors import TableError
from framing.formats.dates import read_dates
from framing.formats.page_lines import letters_match
from framing.tables import check_spans, check_table

__all__ = ["clean_articles"]

_DATED = ("dateline", "byline", "timestamp")
_LINES_BETWEEN = re.compile(r"\n(?:[^\S\n]*\n)+")
_SPACE_AT_END = re.compile(r"[^\S\n]+(?=\n|\Z)")
_UPDATED = re.compile(r"(?:last )?(?:updated|modified)\b", re.IGNORECASE)


def clean_articles(articles: pd.DataFrame, *, chrome: pd.DataFrame | None = None) -> pd.DataFrame:
    r"""Cut out of the texts what is not the article, and fill in what the page says about it.

    Parameters
    ----------
    articles
        Table of articles: index ``article_id``, columns ``text``, ``title``, ``outlet``, ``date``, ``url``.
    chrome
        Table of spans to cut, as ``find_chrome`` gives it, corrected by hand where you like. By default
        ``find_chrome(articles, strictness="lenient")``.

    Returns
    -------
    pandas.DataFrame
        The articles in the same order, with

        - ``text``: without the spans; a run of blank lines becomes one, spaces at the ends of lines go.
          It is empty where nothing but chrome was there.
        - ``n_chrome``: characters cut, in this and any earlier cleaning. 0 where nothing was cut.
        - ``title``, ``author``, ``date``: where missing, from the first span with the reason ``headline``,
          ``byline``, and ``dateline`` (or a byline or timestamp with a date in it). Only a complete day
          counts: "1 day ago", "March 9" and 03/04/2019 leave the date missing. An ``author`` column is
          added where one is found.
        - ``text_hash``: computed again, where the column is there.
        - ``layout``: without the letters of the lines that went, where the column is there and fits the text.

        The ids stay as they are.

    Raises
    ------
    TableError
        Where a table is not the documented one, or ``chrome`` does not belong to these texts.

    Notes
    -----
    Nothing is lost that you cannot put back: the spans hold the text they cut, and your ``articles``
    are not changed. With the default ``chrome``, cleaning a second time changes nothing.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame(
    ...     {"text": ["Gates Stay Open\n\nBy Tamsin Vale\nMarch 26, 2019 · 7 min read\n\nNobody slept."],
    ...      "title": None, "outlet": None, "date": pd.NaT, "url": None},
    ...     index=pd.Index(["a"], name="article_id"))
    >>> clean = clean_articles(articles)
    >>> clean.loc["a", ["title", "author", "text"]].tolist(), str(clean.loc["a", "date"].date())
    (['Gates Stay Open', 'Tamsin Vale', 'Nobody slept.'], '2019-03-26')
    """
    check_table("articles", articles)
    spans = find_chrome(articles) if chrome is None else chrome
    _check_texts(spans, articles)
    by_article: dict[str, list[tuple[int, int]]] = {}
    for article, start, end in zip(*(spans[name].tolist() for name in ("article_id", "start", "end")), strict=True):
        by_article.setdefault(article, []).append((start, end))
    old = articles["text"].tolist()
    chosen = [sorted(by_article.get(article, [])) for article in articles.index.tolist()]
    cut = [_cut_spans(text, cuts) for text, cuts in zip(old, chosen, strict=True)]
    texts, lengths = [text for text, _ in cut], [length for _, length in cut]
    before = articles["n_chrome"].to_numpy() if "n_chrome" in articles.columns else 0
    clean = articles.assign(text=texts, n_chrome=np.array(lengths, dtype=np.int64) + before)
    clean["text"] = clean["text"].astype("str")
    if "text_hash" in clean.columns:
        clean["text_hash"] = pd.Series([hash_text(text) for text in texts], index=clean.index, dtype="str")
    if "layout" in clean.columns:
        letters = zip(articles["layout"].tolist(), old, chosen, strict=True)
        clean["layout"] = pd.Series([_keep_letters(*row) for row in letters], index=clean.index, dtype="str")
    return _fill_metadata(clean, spans)


def _check_texts(chrome: pd.DataFrame, articles: pd.DataFrame) -> None:
    """Refuse spans that were found in other texts."""
    check_spans("chrome", chrome, articles)
    texts = dict(zip(articles.index.tolist(), articles["text"].tolist(), strict=True))
    columns = (chrome[name].tolist() for name in ("article_id", "start", "end", "text"))
    for article, start, end, text in zip(*columns, strict=True):
        here = texts[article][start:end]
        if here != text:
            raise TableError(
                "`chrome` does not belong to these texts",
                found=f"article {article!r} has {here[:40]!r} where the span says {text[:40]!r}",
                do="find the chrome again: chrome = find_chrome(articles)",
            )


def _cut_spans(text: str, spans: list[tuple[int, int]]) -> tuple[str, int]:
    """Cut the spans out of a text and tidy its blank lines; say how many characters were cut."""
    pieces, length, last = [], 0, 0
    for start, end in spans:
        start = max(start, last)
        if end <= start:
            continue
        pieces.append(text[last:start])
        length += end - start
        last = end
        if _ends_line(text, start) and (stop := text.find("\n", end)) >= 0 and not text[end:stop].strip():
            last = stop + 1  # the whole line was chrome: its end goes too, so that no blank line is left
    pieces.append(text[last:])
    tidy = _SPACE_AT_END.sub("", "".join(pieces))
    return _LINES_BETWEEN.sub("\n\n", tidy).strip(), length


def _keep_letters(layout: object, text: str, spans: list[tuple[int, int]]) -> object:
    """Drop the letters of the lines that are gone; two lines whose break was cut become one, with the first letter."""
    if not spans or not isinstance(layout, str) or not letters_match(text, layout):
        return layout
    left = np.ones(len(text) + 1, dtype=np.bool_)
    for start, end in spans:
        left[start:end] = False
    kept, start, broken = [], 0, True
    letters = iter(layout)
    for line in text.split("\n"):
        end = start + len(line)
        letter = next(letters) if line and not line.isspace() else ""
        if any(left[start + at] and not sign.isspace() for at, sign in enumerate(line)):
            kept += [letter] if broken else []
            broken = False
        broken = broken or bool(left[end])
        start = end + 1
    return "".join(kept)


def _ends_line(text: str, place: int) -> bool:
    """Say whether only spaces stand between a place and the beginning of its line."""
    return not text[text.rfind("\n", 0, place) + 1 : place].strip()


def _fill_metadata(clean: pd.DataFrame, chrome: pd.DataFrame) -> pd.DataFrame:
    """Fill in title, author and date where they are missing and the chrome says them."""
    titles: dict[str, str] = {}
    authors: dict[str, str] = {}
    days: dict[str, str] = {}
    rows = chrome.sort_values(["article_id", "start", "end"], kind="stable")
    # what an update says comes last: the day of publication is wanted
    updates = [bool(_UPDATED.match(text)) for text in rows["text"].tolist()]
    rows = rows.assign(update=updates).sort_values("update", kind="stable")
    for article, reason, text in zip(*(rows[name].tolist() for name in ("article_id", "reason", "text")), strict=True):
        if reason == "headline":
            titles.setdefault(article, " ".join(text.split()))
        if reason == "byline" and (author := read_author(text)):
            authors.setdefault(article, author)
        if reason in _DATED and (day := read_day(text)):
            days.setdefault(article, day)
    for name, found in (("title", titles), ("author", authors)):
        if name in clean.columns or found:
            clean[name] = _fill(clean, name, found)
    return _fill_dates(clean, days)


def _fill(clean: pd.DataFrame, name: str, found: dict[str, str]) -> pd.Series:
    old = clean[name].tolist() if name in clean.columns else [None] * len(clean)
    new = [
        value if isinstance(value, str) else found.get(key)
        for key, value in zip(clean.index.tolist(), old, strict=True)
    ]
    return pd.Series(new, index=clean.index, dtype="str")


def _fill_dates(clean: pd.DataFrame, found: dict[str, str]) -> pd.DataFrame:
    """Fill in the missing dates; the days of one site settle each other's order of day and month."""
    missing = clean["date"].isna().to_numpy()
    rows = [(place, found[key]) for place, key in enumerate(clean.index.tolist()) if missing[place] and key in found]
    if not rows:
        return clean
    read = read_dates([day for _, day in rows])
    days = pd.to_datetime(clean["date"]).to_numpy(dtype="datetime64[us]", copy=True)
    days[[place for place, _ in rows]] = read.days
    clean["date"] = days
    if "date_precision" in clean.columns:
        precision = clean["date_precision"].tolist()
        for (place, _), kind in zip(rows, read.precision, strict=True):
            precision[place] = kind
        clean["date_precision"] = pd.Series(precision, index=clean.index, dtype="str")
    return clean
