"""Who an article is: its id and the fingerprint of its text."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from framing.corpus.values import as_json
from framing.errors import CorpusError

__all__ = ["check_unique", "hash_articles", "hash_text", "make_ids", "number_repeats"]

_DIGITS = 16


def hash_text(text: str) -> str:
    """Fingerprint a text: the first 16 hexadecimal digits of its sha256.

    Examples
    --------
    >>> hash_text("")
    'e3b0c44298fc1c14'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]


def make_ids(articles: pd.DataFrame) -> list[str]:
    """Make an id from what an article says: a hash of outlet, date, title and text.

    The same article gets the same id in whatever file or order it comes. True repeats are numbered
    ("-2", "-3") in the order of their other columns, so that the numbering does not depend on the order
    of rows either.

    Parameters
    ----------
    articles
        Columns ``outlet``, ``date``, ``title``, ``text``, and any others.
    """
    return number_repeats(hash_articles(articles), articles)


def hash_articles(articles: pd.DataFrame) -> list[str]:
    """Hash what an article says; true repeats get the same hash."""
    days = articles["date"].to_numpy().astype("datetime64[D]").astype(str).tolist()
    parts = [articles[name].fillna("").tolist() for name in ("outlet", "title", "text")]
    rows = zip(parts[0], days, parts[1], parts[2], strict=True)
    return [hash_text(json.dumps(row, ensure_ascii=False)) for row in rows]


def number_repeats(hashes: Sequence[str], articles: pd.DataFrame) -> list[str]:
    """Make hashes that stand more than once unique by a number, in the order of what else the articles carry."""
    ids = list(hashes)
    counts = Counter(ids)
    groups: dict[str, list[int]] = {}
    for row, key in enumerate(ids):
        if counts[key] > 1:
            groups.setdefault(key, []).append(row)
    for key, members in groups.items():
        for number, row in enumerate(_in_order(articles, members), start=1):
            ids[row] = key if number == 1 else f"{key}-{number}"
    return ids


def check_unique(ids: Sequence[str], files: Sequence[str]) -> None:
    """Refuse an id that two articles carry.

    Raises
    ------
    CorpusError
        Names the files where the repeats lie in different files, counts the ids where they do not.
    """
    where: dict[str, list[str]] = {}
    for key, file in zip(ids, files, strict=True):
        where.setdefault(key, []).append(file)
    repeated = {key: names for key, names in where.items() if len(names) > 1}
    if not repeated:
        return
    again = 'or let ids be made from the texts: without the id column, in Python columns={"id": "id_in_file"}'
    across = {key: sorted(set(names)) for key, names in repeated.items() if len(set(names)) > 1}
    if across:
        key, names = next(iter(across.items()))
        raise CorpusError(
            "the same article id stands in more than one file",
            found=f"{len(across)} such ids, first {key!r} in {_listed(names)}",
            do=f"take one of the files out, {again}",
        )
    names = sorted({name for names in repeated.values() for name in names})
    raise CorpusError(
        "article ids are repeated within a file",
        found=f"{len(repeated)} repeated ids in {_listed(names)}, first {_listed(list(repeated))}",
        do=f"remove the repeated rows, {again}",
    )


def _in_order(articles: pd.DataFrame, members: list[int]) -> list[int]:
    """Order rows that say the same by everything else they carry."""
    rows = articles.iloc[members].drop(columns=["text", "title", "outlet", "date"], errors="ignore")
    keys = ["" for _ in members]
    for name in sorted(rows.columns):
        cells = (cell if isinstance(cell, str) else as_json(cell) for cell in rows[name].tolist())
        keys = [f"{key}{json.dumps(cell)}," for key, cell in zip(keys, cells, strict=True)]
    return [row for _, row in sorted(zip(keys, members, strict=True))]


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"
