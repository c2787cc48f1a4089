"""From a form to VADER's items, decided once for each distinct form.

An **item** is what VADER takes for a word: a stretch without white space, punctuation stripped from its
ends unless two characters or fewer would be left (so that ":)" survives). An emoji is first spelt out, so
that one form can be several items. All that VADER's rules ask of an item is its row among the
`RuleWords` and whether it is in capitals; an item's code holds both.
"""

from __future__ import annotations

import csv
import io
import string
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from framing.measures.sentiment import rules

__all__ = [
    "RuleWords",
    "count_exclamations",
    "count_questions",
    "item_of_word",
    "item_of_word_normalised",
    "items_as_printed",
    "items_normalised",
    "rule_words",
    "split_items",
]

Array = np.ndarray[Any, Any]

# No item at all (beyond the sentence), a word no rule knows, and such a word with "n't" in it.
_OUTSIDE, _OTHER, _OTHER_NEGATION = 0, 1, 2

_STRAIGHT = str.maketrans(dict.fromkeys("’ʼ‘", "'") | dict.fromkeys("“”„«»", '"'))


@dataclass(frozen=True, slots=True, eq=False)
class RuleWords:
    """The words that VADER's lexicon and rules know, as columns.

    Attributes
    ----------
    row : dict
        Row of each word. Row 0 stands for no word, rows 1 and 2 for all words that are not listed.
    listed : ndarray of bool
        Whether the word is in the lexicon.
    valence : ndarray of float
        Its mean rating there, −4…4; 0 where it is not listed.
    boost : ndarray of float
        What it adds to the words after it; 0 where it is no booster.
    negates : ndarray of bool
        Whether it negates.
    """

    row: dict[str, int]
    listed: Array
    valence: Array
    boost: Array
    negates: Array


@cache
def rule_words() -> RuleWords:
    """Read VADER's lexicon and lay it out with the words of its rules."""
    lexicon = {term: float(weight) for term, _, weight, _ in _read("vader.csv")}
    phrases = {word for phrase in rules.SPECIAL_CASES | rules.BOOSTER_PHRASES for word in phrase}
    words = sorted(lexicon.keys() | rules.BOOSTERS.keys() | rules.NEGATIONS | phrases | set(rules.NAMED))
    nameless = [False, False, True]
    return RuleWords(
        row={word: row for row, word in enumerate(words, _OTHER_NEGATION + 1)},
        listed=np.array([False, False, False] + [word in lexicon for word in words]),
        valence=np.array([0.0, 0.0, 0.0] + [lexicon.get(word, 0.0) for word in words]),
        boost=np.array([0.0, 0.0, 0.0] + [rules.BOOSTERS.get(word, 0.0) for word in words]),
        negates=np.array(nameless + [word in rules.NEGATIONS or "n't" in word for word in words]),
    )


@cache
def _emoji() -> dict[str, str]:
    """Descriptions of the emoji of one character: the original looks at one character at a time."""
    return {emoji: description for emoji, description in _read("vader_emoji.csv") if len(emoji) == 1}


def _read(name: str) -> list[list[str]]:
    """Rows of a file that ships with the kit, without its header."""
    raw = (resources.files("framing") / "lexicons" / name).read_bytes()
    return list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))[1:]


def items_as_printed(form: str) -> list[int]:
    """Code the items of a form as vaderSentiment would see them."""
    return [_code(item) for item in split_items(form)]


def items_normalised(form: str) -> list[int]:
    """Code the items of a form after its apostrophes and quotation marks are made straight."""
    return items_as_printed(form.translate(_STRAIGHT))


def item_of_word(word: str) -> int:
    """Code of the item that a word is, whatever marks stand around it; −1 where marks could be part of it."""
    return -1 if len(word) <= 2 else _code(word)


def item_of_word_normalised(word: str) -> int:
    """Code of the item that a word is after its apostrophes are made straight."""
    return item_of_word(word.translate(_STRAIGHT))


def _code(item: str) -> int:
    """Twice the row of the item's word, plus 1 for capitals."""
    word = item.lower()
    row = rule_words().row.get(word)
    if row is None:
        row = _OTHER_NEGATION if "n't" in word else _OTHER
    return 2 * row + item.isupper()


def split_items(form: str) -> list[str]:
    """Split a form into VADER's items.

    Examples
    --------
    >>> split_items('"Rumours,"'), split_items(":)"), split_items("ok😁")
    (['Rumours'], [':)'], ['ok', 'beaming', 'face', 'with', 'smiling', 'eyes'])
    """
    return [_strip_punctuation_if_word(item) for item in _spell_out_emoji(form).split()]


def _strip_punctuation_if_word(item: str) -> str:
    stripped = item.strip(string.punctuation)
    return item if len(stripped) <= 2 else stripped


def _spell_out_emoji(form: str) -> str:
    """Put descriptions for emoji; a space goes before a description, but none after it, as in VADER."""
    if form.isascii() or _emoji().keys().isdisjoint(form):
        return form
    return "".join(f" {_emoji()[mark]}" if mark in _emoji() else mark for mark in form)


def count_exclamations(form: str) -> int:
    """Count the exclamation marks of a form, its emoji spelt out (two descriptions have one)."""
    return _spell_out_emoji(form).count("!")


def count_questions(form: str) -> int:
    """Count the question marks of a form, its emoji spelt out."""
    return _spell_out_emoji(form).count("?")
