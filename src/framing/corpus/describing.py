"""What a corpus holds and what is odd about it: the first table to read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from framing.corpus.accounting import Row, describe_doubts, describe_sources
from framing.corpus.characters import GARBLED, REPLACED
from framing.corpus.doubts import find_doubts
from framing.corpus.identity import hash_text
from framing.corpus.lengths import LONG_BYTES, LONG_WORDS, SHORT_WORDS, count_bytes, count_words
from framing.corpus.outlets import list_outlets
from framing.formats.page_lines import LETTERS
from framing.tables import check_table

__all__ = ["describe_corpus"]

_OUTLETS_SHOWN = 40
_UNSURE = ("outlet_raw", "n_articles", "alike")
_FEWEST_WORDS = 20
_COLUMNS = ["item", "outlet", "value", "share", "note"]
_ODD = {
    "replacement characters": (REPLACED, "U+FFFD: something was lost in an earlier conversion"),
    "mojibake": (
        GARBLED,
        'UTF-8 once read as another encoding ("â€™" for "’"): get the texts again',
    ),
    "control characters": (re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"), "not printable"),
    "private-use characters": (re.compile("[\ue000-\uf8ff]"), "icons and bullets of a site's own font"),
    "invisible characters": (re.compile("[\u00ad\u200b\u2060\ufeff]"), "soft hyphens, zero-width spaces"),
    "character references": (
        re.compile(r"&(?:amp|lt|gt|quot|nbsp|#\d{2,5}|#x[0-9a-fA-F]{2,4});"),
        "left of HTML",
    ),
}


def describe_corpus(articles: pd.DataFrame, *, doubts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Describe a corpus in one table: how much there is, from whom and when, and what looks wrong.

    Nothing is changed and nothing is decided; every line counts articles unless it says otherwise.

    Parameters
    ----------
    articles
        The table ``articles``.
    doubts
        What ``find_doubts(articles)`` gave, where it is at hand; it is found otherwise.

    Returns
    -------
    pandas.DataFrame
        ``item``; ``outlet`` ("" for the whole corpus); ``value`` (a count, or a day as text); ``share``
        of all articles, or of the outlet's, 0 to 1, NaN where it makes no sense; ``note``. Items: files by layout, not
        read by reason, not in UTF-8; articles announced by the files, announced and read, announced and missing;
        articles, words (all, median), outlets, articles by outlet (the forty largest), first and last
        date, undated (and outlets undated by half or more), missing titles, empty, short (under 50
        words) and long texts (over 20,000 words or 1 MB), web pages not cleaned, texts that repeat an earlier one, odd
        characters by kind, texts without capitals or without full stops, outlets whose names look
        alike, and what ``read_corpus`` noted.

    Raises
    ------
    TableError
        Where ``articles`` is not that table.

    Notes
    -----
    It does not see near duplicates, site furniture (``find_chrome``), or whether a text
    is all of the article.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.corpus.reading import read_corpus
    >>> frame = pd.DataFrame({"text": ["It rained.", ""], "outlet": ["The Gazette", "the gazette"]})
    >>> articles = read_corpus(frame)
    >>> table = describe_corpus(articles).set_index("item")
    >>> table.loc["empty texts", "value"], table.loc["outlet in several spellings", "note"]
    (1, 'The Gazette · the gazette')
    """
    check_table("articles", articles)
    texts = articles["text"].tolist()
    words = np.array(count_words(texts), dtype=np.int64)
    rows = [
        *describe_sources(articles),
        *_size_rows(articles, words),
        *_outlet_rows(articles),
        *_date_rows(articles),
        *_text_rows(articles, texts, words),
        *_character_rows(texts),
        *_spelling_rows(articles),
        *describe_doubts(articles, find_doubts(articles) if doubts is None else check_table("doubts", doubts)),
        *((str(n["item"]), "", n["value"], np.nan, str(n["note"])) for n in articles.attrs.get("reading", [])),
    ]
    columns = dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True))
    kinds = {"value": object, "share": float}
    return pd.DataFrame({name: pd.Series(cells, dtype=kinds.get(name, "str")) for name, cells in columns.items()})


def _size_rows(articles: pd.DataFrame, words: np.ndarray) -> Iterator[Row]:
    yield "articles", "", len(articles), np.nan, ""
    yield "words", "", int(words.sum()), np.nan, "in the texts; a hyphenated word counts once"
    median = float(np.median(words)) if len(words) else np.nan
    yield "words in the median article", "", median, np.nan, ""
    titled = int(articles["title"].notna().sum())
    yield _counted("missing titles", len(articles) - titled, len(articles), "")


def _outlet_rows(articles: pd.DataFrame) -> Iterator[Row]:
    outlets = articles["outlet"].dropna().tolist()
    counts = sorted(Counter(outlets).items(), key=lambda pair: (-pair[1], pair[0]))
    yield "outlets", "", len(counts), np.nan, ""
    for outlet, count in counts[:_OUTLETS_SHOWN]:
        yield "articles by outlet", outlet, count, count / len(articles), ""
    rest = counts[_OUTLETS_SHOWN:]
    if rest:
        count = sum(count for _, count in rest)
        yield _counted("articles of other outlets", count, len(articles), f"{len(rest)} smaller outlets")
    if len(outlets) < len(articles):
        yield _counted("missing outlets", len(articles) - len(outlets), len(articles), "")


def _date_rows(articles: pd.DataFrame) -> Iterator[Row]:
    dates = articles["date"]
    if dates.notna().any():
        yield "first date", "", str(dates.min().date()), np.nan, ""
        yield "last date", "", str(dates.max().date()), np.nan, ""
    undated = dates.isna()
    yield _counted("undated", int(undated.sum()), len(articles), "they drop out of every trend")
    if not undated.any() or undated.all():
        return
    by_outlet = undated.groupby(articles["outlet"].to_numpy()).agg(["sum", "size"])
    for outlet, gone, size in by_outlet.sort_values(["sum"], ascending=False, kind="stable").itertuples():
        if gone >= size / 2:
            note = "not one article is dated: the outlet vanishes from every trend" if gone == size else ""
            yield "undated by outlet", str(outlet), int(gone), gone / size, note


def _text_rows(articles: pd.DataFrame, texts: list[str], words: np.ndarray) -> Iterator[Row]:
    size = len(texts)
    empty = np.array([not text.strip() for text in texts], dtype=bool)
    yield _counted("empty texts", int(empty.sum()), size, _examples(articles, empty))
    short = (words < SHORT_WORDS) & ~empty
    yield _counted(f"texts under {SHORT_WORDS} words", int(short.sum()), size, _examples(articles, short))
    long = (words > LONG_WORDS) | np.array([count_bytes(text) > LONG_BYTES for text in texts], dtype=bool)
    yield _counted(f"texts over {LONG_WORDS:,} words or 1 MB", int(long.sum()), size, _examples(articles, long))
    pages = _hold_furniture(articles)
    if pages.any():
        yield _counted("web pages not cleaned", int(pages.sum()), size, "menus and the like are still in their text")
    repeated = pd.Series([hash_text(text) for text in texts]).duplicated().to_numpy() & ~empty
    note = "those that are nearly the same are not counted" if repeated.any() else ""
    yield _counted("texts that repeat an earlier one", int(repeated.sum()), size, note)
    enough = words >= _FEWEST_WORDS
    small = np.array([text == text.lower() for text in texts], dtype=bool) & enough
    yield _counted("texts without capitals", int(small.sum()), size, "names and sentences are hard to find")
    plain = np.array([not any(stop in text for stop in ".!?。") for text in texts], dtype=bool) & enough
    yield _counted("texts without full stops", int(plain.sum()), size, "sentences cannot be told apart")


def _hold_furniture(articles: pd.DataFrame) -> np.ndarray:
    """Tell which texts still hold lines that their web page marks as not the article's."""
    if "layout" not in articles.columns:
        return np.zeros(len(articles), dtype=bool)
    marked = "".join(letter for letter, reason in LETTERS.items() if reason)
    return articles["layout"].str.contains(f"[{marked}]", na=False).to_numpy(dtype=bool)


def _character_rows(texts: list[str]) -> Iterator[Row]:
    for item, (pattern, note) in _ODD.items():
        counts = [len(pattern.findall(text)) for text in texts if pattern.search(text)]
        shown = f"{sum(counts)} in all: {note}" if counts else ""
        yield _counted(f"texts with {item}", len(counts), len(texts), shown)


def _spelling_rows(articles: pd.DataFrame) -> Iterator[Row]:
    """List outlets that stand under several spellings, or look as if they did."""
    outlets = list_outlets(articles)
    for outlet, spellings in outlets.groupby("outlet", sort=True):
        if len(spellings) > 1:
            value = int(spellings["n_articles"].sum())
            yield (
                "outlet in several spellings",
                str(outlet),
                value,
                value / len(articles),
                _joined(spellings["outlet_raw"]),
            )
    unsure = outlets[outlets["rule"] == "alike: check"]
    for name, value, alike in zip(*(unsure[column].tolist() for column in _UNSURE), strict=True):
        yield "outlet that resembles another", name, value, value / len(articles), alike.replace(" | ", " · ")


def _joined(names: pd.Series) -> str:
    return " · ".join(sorted(names.tolist()))


def _counted(item: str, count: int, size: int, note: str) -> Row:
    return item, "", count, count / size if size else np.nan, note if count else ""


def _examples(articles: pd.DataFrame, chosen: np.ndarray) -> str:
    """Name the first three of the articles meant, in order of id."""
    names = sorted(articles.index[chosen].tolist())
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
