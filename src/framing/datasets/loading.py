"""A research set as a table."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pandas as pd

from framing.corpus.reading import read_corpus
from framing.datasets.entries import find_entry
from framing.datasets.fetching import fetch_file

__all__ = ["load_dataset", "read_lines"]


def load_dataset(name: str, *, mirror: str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """Load a public research set by its name, after checking that its file is the one the register names.

    Its file is looked for in the mirror folder, then in the user's cache. Where it lies in neither and has an address,
    it is fetched into the cache; a line on stderr says what, from where and how large. Most sets have none: their files
    are conversions of what the repositories hold, and want a mirror.

    Parameters
    ----------
    name
        A name from ``list_datasets``.
    mirror
        A folder, or an http address, that holds the files; by default the one that the environment variable
        ``FRAMING_DATA`` names.

    Returns
    -------
    pandas.DataFrame
        Sets of whole articles (allsides, basil, bbc_topics, html_article_extraction, narrative_frames, polnear,
        uk_immigration_news, us_economic_news): the documented table ``articles``, with the ids of the set and its own
        annotations as further columns, nested ones as lists. All others (sentences, headlines, pairs, terms): a row a
        unit, with the set's own columns as they are; dates stay text there. ``attrs["dataset"]`` holds its name,
        sha256, licence and citation.

    Raises
    ------
    CorpusError
        For an unknown name; a file that is nowhere or cannot be fetched (the message says what the set is, where it
        comes from and under which licence); a file whose sha256 is not the recorded one (both are shown; it is not left
        in the cache).

    Notes
    -----
    A licence covers the annotation; the texts stay their publishers' property. What a set does not say stays missing:
    whole outlets of allsides have no date. ``list_datasets()["damage"]`` says what to know of each.

    Examples
    --------
    >>> load_dataset("alsides")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.CorpusError: the register has no dataset 'alsides'; ... did you mean 'allsides'?
    """
    entry = find_entry(name)
    path = fetch_file(entry, mirror=mirror)
    table = _read_table(path)
    if entry.table == "articles":
        language = None if entry.language == "mul" else entry.language
        table = read_corpus(table.assign(language=language, source_file=entry.file), columns=entry.columns)
    table.attrs["dataset"] = {
        "name": entry.name,
        "sha256": entry.sha256,
        "licence": entry.licence,
        "citation": entry.citation,
    }
    return table


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a JSON Lines file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _read_table(path: Path) -> pd.DataFrame:
    """Read a set's own columns; in CSV only an empty cell is missing: a term may be the word null."""
    if path.suffix == ".csv":
        return pd.read_csv(path, keep_default_na=False, na_values=[""], low_memory=False)
    return pd.DataFrame(read_lines(path))
