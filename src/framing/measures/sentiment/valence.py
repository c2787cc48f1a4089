"""VADER's rules for one word: how the words around it change its valence.

Each function is one rule of ``SentimentIntensityAnalyzer`` (vaderSentiment 3.3.2, MIT licence, C.J. Hutto),
bears its name, and works on all valued items at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.measures.sentiment import rules
from framing.measures.sentiment.items import rule_words

__all__ = ["Items", "Window", "but_check", "sentiment_valence", "window_of"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """All items of some sentences, in order.

    Attributes
    ----------
    row : ndarray
        Row of each item among the `RuleWords`.
    upper : ndarray of bool
        Whether it is in capitals.
    sentence : ndarray
        The sentence it lies in, counted from 0.
    first, size : ndarray
        For each sentence, its first item and the number of its items (never 0).
    """

    row: Array
    upper: Array
    sentence: Array
    first: Array
    size: Array


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """The valued items, each with the three items before it and the two after it.

    Attributes
    ----------
    position, sentence : ndarray
        Where each valued item is among all items, and its sentence.
    row : dict
        By distance, −3 to 2: the row of the item there, 0 beyond the sentence.
    shouted : dict
        By distance, −3 to 0: whether that item is in capitals while the sentence is not.
    """

    position: Array
    sentence: Array
    row: dict[int, Array]
    shouted: dict[int, Array]

    def is_word(self, distance: int, *words: str) -> Array:
        """Whether the item at a distance is one of some words."""
        rows = rule_words().row
        found: Array = self.row[distance] == rows[words[0]]
        for word in words[1:]:
            found |= self.row[distance] == rows[word]
        return found

    def modifies(self, distance: int) -> Array:
        """Whether there is an item at a distance that can modify: one that the lexicon does not list."""
        free: Array = (self.row[distance] != 0) & ~rule_words().listed[self.row[distance]]
        return free


def window_of(items: Items) -> Window:
    """Find the valued items: listed in the lexicon, no boosters, and no "kind" of "kind of"."""
    words = rule_words()
    position = np.flatnonzero((words.listed & (words.boost == 0))[items.row])
    kind = position[items.row[position] == words.row["kind"]]
    kind_of = kind[_row_at(items, kind, 1) == words.row["of"]]
    position = position[~np.isin(position, kind_of)]
    differs = _allcap_differential(items)[items.sentence[position]]
    return Window(
        position=position,
        sentence=items.sentence[position],
        row={distance: _row_at(items, position, distance) for distance in range(-3, 3)},
        shouted={distance: _take(items.upper, position + distance) & differs for distance in range(-3, 1)},
    )


def _row_at(items: Items, position: Array, distance: int) -> Array:
    """Row of the item at a distance, 0 beyond the sentence."""
    place = position + distance
    first = items.first[items.sentence[position]]
    last = first + items.size[items.sentence[position]] - 1
    inside = (place >= first) & (place <= last)
    return np.where(inside, _take(items.row, place), 0)


def _take(column: Array, place: Array) -> Array:
    """Take items by place, whatever lies beyond the ends."""
    taken: Array = column[np.clip(place, 0, len(column) - 1)]
    return taken


def _allcap_differential(items: Items) -> Array:
    """Whether some, but not all, items of each sentence are in capitals."""
    capitals = np.bincount(items.sentence[items.upper], minlength=len(items.size))
    return (capitals > 0) & (capitals < items.size)


def sentiment_valence(window: Window) -> Array:
    """Value each item of the window after all rules but the one for "but"."""
    valence = _allcaps(window, _no_check(window, rule_words().valence[window.row[0]]))
    for distance in (1, 2, 3):
        modified = valence + _scalar_inc_dec(window, valence, distance)
        modified = modified * _negation_check(window, distance)
        if distance == 3:
            modified = _special_idioms_check(window, modified)
        valence = np.where(window.modifies(-distance), modified, valence)
    return valence * _least_check(window)


def _no_check(window: Window, listed: Array) -> Array:
    """Treat "no" as nothing in itself before a listed word, which it negates."""
    no, listed_next = window.is_word(0, "no"), rule_words().listed[window.row[1]]
    valence = np.where(no & listed_next, 0.0, listed)
    negated = window.is_word(-1, "no") | window.is_word(-2, "no")
    negated |= window.is_word(-3, "no") & window.is_word(-1, "or", "nor")
    return np.where(negated, listed * rules.NEGATION, valence)


def _allcaps(window: Window, valence: Array) -> Array:
    """Emphasise a word in capitals."""
    louder = valence + np.where(valence > 0, rules.CAPITALS, -rules.CAPITALS)
    return np.where(window.shouted[0], louder, valence)


def _scalar_inc_dec(window: Window, valence: Array, distance: int) -> Array:
    """Weigh the booster or dampener at a distance to the left: what it adds."""
    boost = rule_words().boost[window.row[-distance]]
    scalar = np.where(valence < 0, -boost, boost)
    louder = scalar + np.where(valence > 0, rules.CAPITALS, -rules.CAPITALS)
    scalar = np.where(window.shouted[-distance] & (boost != 0), louder, scalar)
    return scalar * rules.DAMPING[distance]


def _negation_check(window: Window, distance: int) -> Array:
    """Give the factor for a negation at a distance to the left.

    "Never so" strengthens, "without doubt" does nothing.
    """
    factor = np.where(rule_words().negates[window.row[-distance]], rules.NEGATION, 1.0)
    if distance == 1:
        return factor
    so, doubt = window.is_word(-1, "so", "this"), window.is_word(-1, "doubt")
    never, without = window.is_word(-distance, "never"), window.is_word(-distance, "without")
    if distance == 2:
        strengthened = never & so
    else:
        strengthened = (never & window.is_word(-2, "so", "this")) | so
        doubt |= window.is_word(-2, "doubt")
    return np.where(strengthened, rules.NEVER_SO, np.where(without & doubt, 1.0, factor))


# Where a special case may lie about the valued item (0): a later one overrides those before it.
_SPECIAL_PLACES = ((-3, -2), (-3, -2, -1), (-2, -1), (-2, -1, 0), (-1, 0), (0, 1), (0, 1, 2))
_BOOSTER_PLACES = ((-3, -2), (-2, -1))


def _special_idioms_check(window: Window, valence: Array) -> Array:
    """Look for phrases that have a value of their own, and for boosters of two words."""
    for places in _SPECIAL_PLACES:
        for phrase, value in rules.SPECIAL_CASES.items():
            if len(phrase) == len(places):
                valence = np.where(_is_phrase(window, places, phrase), value, valence)
    for places in _BOOSTER_PLACES:
        for phrase, boost in rules.BOOSTER_PHRASES.items():
            valence = np.where(_is_phrase(window, places, phrase), valence + boost, valence)
    return valence


def _is_phrase(window: Window, places: tuple[int, ...], phrase: tuple[str, ...]) -> Array:
    found = window.is_word(places[0], phrase[0])
    for place, word in zip(places[1:], phrase[1:], strict=True):
        found &= window.is_word(place, word)
    return found


def _least_check(window: Window) -> Array:
    """Give the factor after "least", but not after "at least" or "very least"."""
    negated = window.is_word(-1, "least") & ~window.is_word(-2, "at", "very")
    return np.where(negated, rules.NEGATION, 1.0)


def but_check(items: Items, window: Window, valence: Array) -> Array:
    """Weaken what stands before the first "but" of a sentence, strengthen what follows.

    The original looks up each value by equality, and so changes the first item that has this value
    at the time: a value that equals one already changed leaves its own item alone. This is kept.
    """
    places = np.flatnonzero(items.row == rule_words().row["but"])
    but = np.full(len(items.size), -1)
    but[items.sentence[places[::-1]]] = places[::-1]
    but = but[window.sentence]
    touched = np.flatnonzero((but >= 0) & (valence != 0))
    sentence, before = window.sentence[touched], valence[touched]
    factor = np.where(window.position[touched] < but[touched], rules.BUT_BEFORE, rules.BUT_AFTER)
    after = before * factor
    for number in _meeting(sentence, before, after).tolist():
        group = np.flatnonzero(sentence == number)
        values, factors = before[group].tolist(), factor[group].tolist()
        for place in range(len(values)):
            found = values.index(values[place])
            values[found] *= factors[found]
        after[group] = values
    changed = valence.copy()
    changed[touched] = after
    return changed


def _meeting(sentence: Array, before: Array, after: Array) -> Array:
    """List the sentences in which a value, once changed, equals one not yet changed."""
    old, new = (np.empty(len(sentence), np.complex128) for _ in range(2))
    old.real, old.imag, new.real, new.imag = sentence, before, sentence, after
    return np.unique(sentence[np.isin(old, new)])
