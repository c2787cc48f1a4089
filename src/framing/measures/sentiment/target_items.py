"""Words that tell tone toward a named target: the kit's own list of relations, and dictionaries of feelings behind it.

The list is `target_items.csv`, described in `target_items.toml`, which holds the effect of each class on who does
something and on whom it is done to, and the numbers of the score.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np

from framing.lexicons import Lexicon
from framing.measures.sentiment.valued_hits import are_negated, sides_of
from framing.text import TermMatcher

__all__ = ["TargetItems", "compile_items", "read_scoring"]

Array = np.ndarray[Any, Any]

_PARTICIPLES = frozenset(
    "beaten hit hurt led lost misled overthrown shot stolen struck sunk undercut upheld won".split()
)


class TargetItems(NamedTuple):
    """The entries of the list and of the dictionaries, ready to be looked up.

    Attributes
    ----------
    matcher
        Finds the entries; those of the list and of each dictionary do not compete.
    rank
        0 for an entry of the list, 1 for one of the first dictionary, and so on: words of a lower rank count first.
    verb
        Whether it is a verb, so that a passive turns its effects round.
    doer, other
        Effect on a target that stands before it (who does it), and behind it (whom it is done to).
    participle
        Whether it is one that a form of "be" makes a passive of.
    """

    matcher: TermMatcher
    rank: Array
    verb: Array
    doer: Array
    other: Array
    participle: Array


@cache
def read_scoring() -> dict[str, float]:
    """Read the numbers of the score."""
    return {name: float(value) for name, value in _read_about()["scoring"].items()}


@lru_cache(maxsize=8)
def compile_items(lexicons: tuple[Lexicon, ...]) -> TargetItems:
    """Compile the list together with dictionaries of feelings.

    Parameters
    ----------
    lexicons
        Their weights are the feelings, read as `measure_polarity` does: categories positive and negative give the
        sign, else that of the weight. Entries of neg_positive and neg_negative have the effect of negated words.
        Weights are divided by the mean of their sizes, so that dictionaries of other scales count alike.

    Raises
    ------
    MeasureError
        A dictionary tells no feelings apart: all its weights have one sign, and no category says which.
    """
    terms, classes = _read_terms(), _read_about()["class"]
    own = [classes[category] for _, category in terms]
    weight, scoring = np.concatenate([np.zeros(0), *map(_weigh, lexicons)]), read_scoring()
    negated = np.concatenate([np.zeros(0, bool), *map(are_negated, lexicons)])
    bad = np.minimum(weight, 0) * scoring["lexicon_bad"] * np.where(negated, scoring["negated_bad"], 1.0)
    good = np.maximum(weight, 0) * np.where(negated, scoring["negated_good"], 1.0)
    added = [str(term) for one in lexicons for term in one.terms["term"].tolist()]
    cased = [bool(known) for one in lexicons for known in one.terms["cased"].tolist()]
    entries = [*(term for term, _ in terms), *added]
    rank = np.repeat(np.arange(len(lexicons) + 1), [len(terms), *map(len, lexicons)])
    return TargetItems(
        TermMatcher(entries, cased=[*[False] * len(terms), *cased], groups=rank.tolist()),
        rank,
        np.array([*(one["verb"] for one in own), *[False] * len(added)], bool),
        np.concatenate([[one["doer"] for one in own], bad + good * scoring["lexicon_good_before"]]),
        np.concatenate([[one["other"] for one in own], bad + good * scoring["lexicon_good_behind"]]),
        np.array([_is_participle(term) for term in entries], bool),
    )


def _weigh(lexicon: Lexicon) -> Array:
    """Signed weight of each entry, the mean of their sizes 1."""
    weight = sides_of(lexicon)
    scaled: Array = weight / np.abs(weight[weight != 0]).mean()
    return scaled


def _is_participle(term: str) -> bool:
    verb = term.split(" ")[0]
    return verb.endswith(("ed", "en")) or verb in _PARTICIPLES


@cache
def _read_terms() -> tuple[tuple[str, str], ...]:
    """Terms of the list and their classes."""
    with resources.files(__package__).joinpath("target_items.csv").open(encoding="utf-8") as file:
        return tuple((row["term"], row["category"]) for row in csv.DictReader(file))


@cache
def _read_about() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("target_items.toml").read_text(encoding="utf-8"))
