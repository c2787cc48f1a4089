"""The research sets the kit knows: what each is, whose it is, and whether it is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from framing.datasets.entries import Entry, read_register
from framing.datasets.fetching import cache_folder, choose_mirror

__all__ = ["list_datasets"]

_SHOWN = ("rows", "unit", "language", "table", "what", "licence", "rights", "citation", "origin", "damage")


def list_datasets(*, mirror: str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """List the public research sets that ``load_dataset`` knows by name; nothing is fetched.

    Parameters
    ----------
    mirror
        A folder with the files of the sets; by default the one that the environment variable ``FRAMING_DATA`` names.

    Returns
    -------
    pandas.DataFrame
        Index ``name``; ``rows``, ``unit`` (what a row is), ``language`` (mul: several), ``table`` (articles: the
        documented table; own: the set's own columns), ``what``, ``licence`` (of the annotation; SPDX where there is
        one), ``rights`` (whose the texts are), ``citation``, ``origin`` (repository and commit), ``damage`` (what to
        know before using it), ``at_hand`` (mirror, cache, no).

    Raises
    ------
    CorpusError
        The mirror is neither a folder nor an http address.

    Notes
    -----
    ``at_hand`` looks at name and size; the hash is checked when the set is loaded. Of a mirror at an address it says
    nothing. No text of any set ships with the kit.

    Examples
    --------
    >>> list_datasets().loc["newsmtsc", ["unit", "licence"]].tolist()
    ['target in a sentence', 'MIT']
    """
    place = choose_mirror(mirror)
    cache = cache_folder()
    register = read_register()
    rows = [
        {name: getattr(entry, name) for name in _SHOWN} | {"at_hand": _at_hand(entry, place, cache)}
        for entry in register.values()
    ]
    return pd.DataFrame(rows, index=pd.Index(list(register), name="name"))


def _at_hand(entry: Entry, mirror: str, cache: Path) -> str:
    """Say where a file of that name and size lies; an address is no folder, so nothing lies there."""
    folders = {"mirror": Path(mirror)} if mirror else {}
    for name, folder in (folders | {"cache": cache}).items():
        path = folder / entry.file
        if path.is_file() and path.stat().st_size == entry.n_bytes:
            return name
    return "no"
