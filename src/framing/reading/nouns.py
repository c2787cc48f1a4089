"""Nouns that hand words to somebody: claim, rumour, promise.

The list is `nouns.csv`, one row a noun, described in `nouns.toml`.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import NamedTuple

__all__ = ["Noun", "read_nouns"]


class Noun(NamedTuple):
    """A noun that hands words to somebody: base form, class, what it takes."""

    noun: str
    cue_class: str
    takes: frozenset[str]


@cache
def read_nouns() -> dict[str, Noun]:
    """Read the nouns of the list, singular and plural.

    Returns
    -------
    dict
        From the form in lower case to its `Noun`. Read once; do not change it.

    Examples
    --------
    >>> read_nouns()["rumours"].noun
    'rumour'
    """
    nouns: dict[str, Noun] = {}
    with resources.files("framing.reading").joinpath("nouns.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            noun = Noun(row["noun"], row["class"], frozenset(row["takes"].split()))
            nouns[row["noun"]] = nouns[_plural(row["noun"])] = noun
    return nouns


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
