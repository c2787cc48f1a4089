"""Versions of one article: corrected, updated, or the same in print and online."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pandas as pd

from framing.tables import check_table

__all__ = ["CONTAINED", "LIKENESS", "find_versions"]

LIKENESS = 0.6
"""Jaccard index of 5-word shingles from which two texts of one outlet are versions."""

CONTAINED = 0.8
"""Share of the shorter text's shingles in the longer from which texts with one title or beginning are versions."""

_SHINGLE = 5  # words
_FIRST_WORDS = 50
_OPENING = 2  # the first keys of an article: its title, its beginning
_SKETCH = 8  # smallest hashes: two texts of likeness .6 share one of them with a probability over .99
_NEIGHBOURS = 20  # later members of a group that an article is compared with
_WORD = re.compile(r"[^\W_]+")
_Shingles = np.ndarray


def find_versions(articles: pd.DataFrame, *, days: int = 14) -> pd.Series:
    """Find articles that are versions of one another, and name the first of each.

    Two articles of one outlet are compared where they have the same title, the same first 50 words, or one of
    the eight smallest hashes of their 5-word shingles in common. They are versions where the Jaccard index of the
    shingles reaches ``LIKENESS``, or, with one title or one beginning, the longer holds ``CONTAINED`` of the shorter.
    Versions of versions are versions.

    Parameters
    ----------
    articles
        The table ``articles``, best after ``unify_outlets``.
    days
        The furthest that two versions are apart; an article without a date is compared with all.

    Returns
    -------
    pandas.Series
        ``version_of`` under the index of ``articles``: the id of the first by date, of one day the longest, then by id;
        missing for that first one and for articles without versions. Articles without a date come after those with
        one. It does not depend on the order of rows.

    Raises
    ------
    TableError
        Where ``articles`` is not that table.

    Notes
    -----
    Copies in other outlets are not looked for (``find_duplicates`` does); articles without an outlet are passed over.
    Each article is compared with at most 20 later ones for each thing they share.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "The mayor closed the bridge before noon because the river had risen by a metre overnight."
    >>> articles = pd.DataFrame({"text": [text, text + " It opens again on Monday."], "title": "Bridge closed",
    ...                          "outlet": "The Upton Gazette", "date": pd.to_datetime(["2019-03-04", "2019-03-05"]),
    ...                          "url": "-"},
    ...                         index=pd.Index(["a", "b"], name="article_id"))
    >>> find_versions(articles).fillna("").tolist()
    ['', 'a']
    """
    check_table("articles", articles)
    ids = articles.index.tolist()
    dated = articles["date"].notna().to_numpy()
    day = articles["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    lengths = [len(text) for text in articles["text"].tolist()]
    order = sorted(range(len(ids)), key=lambda row: (not dated[row], day[row], -lengths[row], ids[row]))
    shingles, keys = _read(articles)
    parent = list(range(len(ids)))
    rank = {row: place for place, row in enumerate(order)}
    done: set[tuple[int, int]] = set()
    for group in _groups(order, keys):
        for one, other in _pairs(group, day, dated, days):
            first, second = sorted((_root(parent, one), _root(parent, other)), key=rank.__getitem__)
            if (one, other) in done or first == second:
                continue
            done.add((one, other))
            alike = bool(set(keys[one][:_OPENING]) & set(keys[other][:_OPENING]))
            if _are_versions(shingles[one], shingles[other], alike):
                parent[second] = first
    firsts = [_root(parent, row) for row in range(len(ids))]
    values = [None if first == row else ids[first] for row, first in enumerate(firsts)]
    return pd.Series(values, index=articles.index, dtype="str", name="version_of")


class _Hashes(dict[str, int]):
    """A number for each word that does not depend on the words before it."""

    def __missing__(self, word: str) -> int:
        self[word] = number = zlib.crc32(word.encode("utf-8", "replace"))
        return number


def _read(articles: pd.DataFrame) -> tuple[list[_Shingles], list[list[object]]]:
    """Give for each article its shingles, and what it may share with others: title and beginning first."""
    word_hash = _Hashes().__getitem__
    shingles: list[_Shingles] = []
    keys: list[list[object]] = []
    outlets = articles["outlet"].astype(object).where(articles["outlet"].notna(), None).tolist()
    rows = zip(articles["text"].tolist(), articles["title"].fillna("").tolist(), outlets, strict=True)
    for text, title, outlet in rows:
        words = np.fromiter(map(word_hash, _WORD.findall(text.casefold())), dtype=np.uint64)
        own = _shingles(words)
        shingles.append(own)
        name = " ".join(_WORD.findall(title.casefold()))
        if outlet is None or not len(own):
            keys.append([])
            continue
        beginning = words[:_FIRST_WORDS].tobytes()
        sketch = [(outlet, number) for number in own[:_SKETCH].tolist()]
        keys.append([(outlet, name or beginning), (outlet, beginning), *sketch])
    return shingles, keys


def _shingles(words: np.ndarray) -> _Shingles:
    """Hash every five words in a row; sorted, each once."""
    if not len(words):
        return words
    n_shingles = max(len(words) - _SHINGLE + 1, 1)
    hashes = np.zeros(n_shingles, dtype=np.uint64)
    for step in range(min(_SHINGLE, len(words))):
        hashes = (hashes ^ words[step : step + n_shingles]) * np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(29)
    hashes.sort()
    return hashes[np.append(True, hashes[1:] != hashes[:-1])]


def _groups(order: list[int], keys: list[list[object]]) -> Iterator[list[int]]:
    """Give the articles that share a key, earlier first."""
    groups: dict[object, list[int]] = defaultdict(list)
    for row in order:
        for key in keys[row]:
            groups[key].append(row)
    yield from (group for group in groups.values() if len(group) > 1)


def _pairs(group: list[int], day: np.ndarray, dated: np.ndarray, days: int) -> Iterator[tuple[int, int]]:
    for place, one in enumerate(group):
        for other in group[place + 1 : place + 1 + _NEIGHBOURS]:
            if not (dated[one] and dated[other]) or day[other] - day[one] <= days:
                yield one, other


def _are_versions(one: _Shingles, other: _Shingles, alike: bool) -> bool:
    if not len(one) or not len(other):
        return False
    shorter, longer = sorted((len(one), len(other)))
    if shorter / longer < LIKENESS and not alike:
        return False
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return bool(shared / (shorter + longer - shared) >= LIKENESS or (alike and shared / shorter >= CONTAINED))


def _root(parent: list[int], row: int) -> int:
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = parent[row]
    return row
