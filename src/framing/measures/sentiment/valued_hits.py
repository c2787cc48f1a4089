"""What a polarity lexicon finds: each hit with its side, its weight, and whether it is negated."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from framing.errors import MeasureError
from framing.lexicons import Lexicon
from framing.lexicons.matching import matcher_of
from framing.text import Tokens, is_negated

__all__ = ["NEGATED", "ValuedHits", "are_negated", "find_valued_hits", "sides_of"]

Array = np.ndarray[Any, Any]

NEGATED = 0.5
"""Weight λ of a negated negative hit on the positive side."""

_WINDOW = 3  # words to the left of a hit in which a negation counts
_IDIOM = "neutral"  # category of entries that only take words away from others
_SIDES = {"positive": 1, "negative": -1, "neg_positive": 1, "neg_negative": -1}


class ValuedHits(NamedTuple):
    """The hits that have a side, in the order of the texts.

    Attributes
    ----------
    token, text, sentence, start
        First token of each hit, the text and sentence it lies in, its first character.
    positive, negative
        What it adds to P and to N.
    """

    token: Array
    text: Array
    sentence: Array
    start: Array
    positive: Array
    negative: Array


def sides_of(lexicon: Lexicon) -> Array:
    """Tell what each entry of a lexicon is worth: above 0 for positive, below for negative, 0 for neither.

    An entry without a letter (<3, 8) of VADER, 187) is worth 0: without its marks an emoticon is a number.

    Raises
    ------
    MeasureError
        The list has no categories positive and negative, and its weights do not have both signs.
    """
    worded = [any(letter.isalpha() for letter in term) for term in lexicon.terms["term"].tolist()]
    weights = lexicon.terms["weight"].to_numpy(np.float64) * worded
    side = np.array([_SIDES.get(category, 0) for category in _categories_of(lexicon).tolist()], np.int64)
    if (side > 0).any() and (side < 0).any():
        return side * np.abs(weights)
    if not side.any() and (weights > 0).any() and (weights < 0).any():
        return weights
    raise MeasureError(
        f"the lexicon {lexicon.name!r} says nothing of polarity",
        found=f"categories {', '.join(lexicon.categories[:8])}; weights {weights.min():g} to {weights.max():g}",
        do="name its categories positive and negative, or give weights above and below 0; measure_terms takes any list",
    )


def are_negated(lexicon: Lexicon) -> Array:
    """Tell of each entry whether it holds its negation (neg_positive, neg_negative); `sides_of` gives its other words'.

    Examples
    --------
    >>> import pandas as pd
    >>> terms = pd.DataFrame({"term": ["not good", "good"], "category": ["tone.NEG_positive", "positive"]})
    >>> are_negated(Lexicon("own", terms)).tolist()
    [True, False]
    """
    negated: Array = np.char.startswith(_categories_of(lexicon), "neg_")
    return negated


def find_valued_hits(tokens: Tokens, lexicon: Lexicon, sides: Array) -> ValuedHits:
    """Find the entries of a lexicon and value each hit; `sides` is that of `sides_of`.

    Of entries for the same words the most literal counts once on each side, so that words listed twice under one
    side (attack, attack*) are one hit. A hit is negated by its entry (neg_positive, neg_negative) or by a negation
    among the three words before it; the window ends at an entry of the category neutral (not only, no doubt).
    """
    entry, first, last = matcher_of(lexicon).find(tokens)
    categories = _categories_of(lexicon)
    idioms = last[categories[entry] == _IDIOM]
    kept = _once_a_side(lexicon, sides, entry, first)
    entry, first = entry[kept], first[kept]
    negated = are_negated(lexicon)[entry] | _follows_negation(tokens, first, idioms)
    value = sides[entry]
    good, bad = np.maximum(value, 0), np.maximum(-value, 0)
    at = tokens.pick(first)
    return ValuedHits(
        token=first,
        text=at.text,
        sentence=at.sentence,
        start=at.start,
        positive=np.where(negated, NEGATED * bad, good),
        negative=np.where(negated, good, bad),
    )


def _follows_negation(tokens: Tokens, first: Array, idioms: Array) -> Array:
    """Tell whether a negation stands in the window before each hit, and after the last idiom, given by its last token.

    A negation that is part of an idiom negates nothing that follows.
    """
    ends = np.concatenate([[-_WINDOW - 1], np.sort(idioms)])
    free = first - 1 - ends[np.searchsorted(ends, first) - 1]
    negated = np.zeros(len(first), bool)
    for window in range(1, _WINDOW + 1):
        own = np.flatnonzero(np.minimum(free, _WINDOW) == window)
        negated[own] = is_negated(tokens, first[own], window=window)
    return negated


def _categories_of(lexicon: Lexicon) -> Array:
    """Category of each entry, without case; of a nested one the last part."""
    names = [category.rsplit(".", 1)[-1].strip().casefold() for category in lexicon.terms["category"].tolist()]
    return np.array(names, dtype=str)


def _once_a_side(lexicon: Lexicon, sides: Array, entry: Array, first: Array) -> Array:
    """Hits that have a side, one a place and side: that of the entry with the fewest `*`, then the longest."""
    terms = lexicon.terms["term"].tolist()
    rank = np.empty(len(terms), np.int64)
    rank[sorted(range(len(terms)), key=lambda row: (terms[row].count("*"), -len(terms[row]), terms[row], row))] = range(
        len(terms)
    )
    valued = np.flatnonzero(sides[entry])
    side = np.sign(sides[entry[valued]])
    order = valued[np.lexsort((rank[entry[valued]], side, first[valued]))]
    again = (np.diff(first[order]) == 0) & (np.diff(np.sign(sides[entry[order]])) == 0)
    return np.sort(order[np.concatenate([[True], ~again])]) if len(order) else order
