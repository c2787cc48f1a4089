"""What a corpus holds and what is odd about it: the first table to read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from framing.corpus.identity import hash_text
from framing.formats.page_lines import LETTERS
from framing.tables import check_table
from framing.text.words import split_form

__all__ = ["LONG_BYTES", "LONG_WORDS", "SHORT_WORDS", "describe_corpus"]

SHORT_WORDS = 50
LONG_WORDS = 20_000
LONG_BYTES = 1_000_000
_OUTLETS_SHOWN = 40
_FEWEST_WORDS = 20
_COLUMNS = ["item", "outlet", "value", "share", "note"]
_ODD = {
    "replacement characters": (re.compile("\ufffd"), "U+FFFD: something was lost in an earlier conversion"),
    "mojibake": (
        re.compile("[âÃÂïð](?:(?<=â)[€\x80]|(?<=[ÃÂ])[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|(?<=ï)»¿|(?<=ð)[Ÿ\x9f])"),
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
_Row = tuple[str, str, object, float, str]


def describe_corpus(articles: pd.DataFrame) -> pd.DataFrame:
    """Describe a corpus in one table: how much there is, from whom and when, and what looks wrong.

    Nothing is changed and nothing is decided; every line counts articles unless it says otherwise.

    Parameters
    ----------
    articles
        The table ``articles``.

    Returns
    -------
    pandas.DataFrame
        ``item``; ``outlet`` ("" for the whole corpus); ``value`` (a count, or a day as text); ``share``
        of all articles, or of the outlet's, 0 to 1, NaN where it makes no sense; ``note``. Items:
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
    >>> frame = pd.DataFrame({"text": ["It rained.", ""], "outlet": ["Gazette", "The Gazette"]})
    >>> articles = read_corpus(frame)
    >>> table = describe_corpus(articles).set_index("item")
    >>> table.loc["empty texts", "value"], table.loc["outlet names spelt alike", "note"]
    (1, 'Gazette · The Gazette')
    """
    check_table("articles", articles)
    texts = articles["text"].tolist()
    words = _count_words(texts)
    rows = [
        *_size_rows(articles, words),
        *_outlet_rows(articles),
        *_date_rows(articles),
        *_text_rows(articles, texts, words),
        *_character_rows(texts),
        *_alike_rows(articles),
        *((str(n["item"]), "", n["value"], np.nan, str(n["note"])) for n in articles.attrs.get("reading", [])),
    ]
    columns = dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True))
    kinds = {"value": object, "share": float}
    return pd.DataFrame({name: pd.Series(cells, dtype=kinds.get(name, "str")) for name, cells in columns.items()})


class _WordsOfForm(dict[str, int]):
    """Words in a stretch without white space, worked out once for each distinct one."""

    def __missing__(self, form: str) -> int:
        self[form] = count = sum(is_word for _, _, is_word in split_form(form))
        return count


def _count_words(texts: list[str]) -> np.ndarray:
    """Count words as ``tokenise(texts).count_words()`` does, without making the tokens."""
    known = _WordsOfForm()
    return np.array([sum(map(known.__getitem__, text.split())) for text in texts], dtype=np.int64)


def _size_rows(articles: pd.DataFrame, words: np.ndarray) -> Iterator[_Row]:
    yield "articles", "", len(articles), np.nan, ""
    yield "words", "", int(words.sum()), np.nan, "in the texts; a hyphenated word counts once"
    median = float(np.median(words)) if len(words) else np.nan
    yield "words in the median article", "", median, np.nan, ""
    titled = int(articles["title"].notna().sum())
    yield _counted("missing titles", len(articles) - titled, len(articles), "")


def _outlet_rows(articles: pd.DataFrame) -> Iterator[_Row]:
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


def _date_rows(articles: pd.DataFrame) -> Iterator[_Row]:
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


def _text_rows(articles: pd.DataFrame, texts: list[str], words: np.ndarray) -> Iterator[_Row]:
    size = len(texts)
    empty = np.array([not text.strip() for text in texts], dtype=bool)
    yield _counted("empty texts", int(empty.sum()), size, _examples(articles, empty))
    short = (words < SHORT_WORDS) & ~empty
    yield _counted(f"texts under {SHORT_WORDS} words", int(short.sum()), size, _examples(articles, short))
    long = (words > LONG_WORDS) | np.array([_bytes(text) > LONG_BYTES for text in texts], dtype=bool)
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


def _character_rows(texts: list[str]) -> Iterator[_Row]:
    for item, (pattern, note) in _ODD.items():
        counts = [len(pattern.findall(text)) for text in texts if pattern.search(text)]
        shown = f"{sum(counts)} in all: {note}" if counts else ""
        yield _counted(f"texts with {item}", len(counts), len(texts), shown)


def _alike_rows(articles: pd.DataFrame) -> Iterator[_Row]:
    """List outlets that may be one under several names: spelt alike, or one name within another."""
    counts = Counter(articles["outlet"].dropna().tolist())
    groups: dict[str, list[str]] = {}
    for outlet in sorted(counts):
        groups.setdefault("".join(_words_of(outlet)), []).append(outlet)
    for names in groups.values():
        if len(names) > 1:
            value = sum(counts[name] for name in names)
            yield "outlet names spelt alike", names[0], value, value / len(articles), " · ".join(names)
    parts = {outlet: set(_words_of(outlet)) for outlet in sorted(counts)}
    for outlet, own in parts.items():
        longer = [name for name, others in parts.items() if own and own < others]
        if longer:
            value = sum(counts[name] for name in [outlet, *longer])
            yield "outlet name within another", outlet, value, value / len(articles), " · ".join(longer)


def _words_of(outlet: str) -> list[str]:
    """Give the words of an outlet's name without case, punctuation, "the" and the ending of an address."""
    bare = re.sub(r"\.(?:com|org|net|co\.uk)$|^www\.", "", outlet.casefold())
    return [word for word in re.findall(r"[^\W_]+", bare) if word != "the"]


def _counted(item: str, count: int, size: int, note: str) -> _Row:
    return item, "", count, count / size if size else np.nan, note if count else ""


def _examples(articles: pd.DataFrame, chosen: np.ndarray) -> str:
    """Name the first three of the articles meant, in order of id."""
    names = sorted(articles.index[chosen].tolist())
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _bytes(text: str) -> int:
    return len(text) if len(text) * 4 <= LONG_BYTES else len(text.encode("utf-8", "replace"))
