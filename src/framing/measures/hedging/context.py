"""What stands around a match: the words and classes of words at its left and right, for all matches at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.errors import LexiconError
from framing.text import Tokens, is_negated, normalise

__all__ = ["Condition", "Context", "parse_condition"]

Array = np.ndarray[Any, Any]

_OF_MATCH = frozenset({"FIRST", "NEGATED", "ASKED"})
_KEYS = frozenset({"at", "from", "to", "is", "text", "stop", "across"})
_FARTHEST = 30
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion trillions dozen dozens half third thirds quarter quarters two-thirds "
    "three-quarters".split()
)
_NEGATIONS = frozenset("no not never neither nor nobody none nothing nowhere without hardly scarcely cannot".split())


@dataclass(frozen=True, slots=True)
class Condition:
    """A look at the tokens around a match: at one of these places one of these words or classes.

    Where `stop` names words or classes, the places of either side are looked at from the nearest outwards, and nothing
    behind one of those counts. `across` looks beyond the sentence too, as far as the text goes.
    """

    at: tuple[int, ...]
    words: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()
    text: str = ""
    stop_words: frozenset[str] = frozenset()
    stop_classes: tuple[str, ...] = ()
    across: bool = False


def parse_condition(rule: str, condition: dict[str, Any]) -> Condition:
    """Read a condition of a rule from TOML, and refuse what it does not know."""
    places = _parse_places(condition)
    words, classes = _split_names(condition.get("is", []))
    stop_words, stop_classes = _split_names(condition.get("stop", []))
    text = condition.get("text", "")
    if places == (0,):
        fits = set(classes) <= _OF_MATCH and text in ("", "capitalised", "lower") and not (stop_words or stop_classes)
    else:
        fits = bool(places) and all(isinstance(place, int) and place for place in places) and not text
        fits = fits and {*classes, *stop_classes} <= {*_CLASSES, "EDGE"}
    if not fits or not (words or classes or text) or set(condition) - _KEYS:
        raise LexiconError(
            f"rule {rule!r} has a condition that cannot be read",
            found=f"{condition}",
            do=f"use at (or from and to), is, text, stop; classes: {', '.join([*_CLASSES, 'EDGE'])}; "
            f"at 0 words, {', '.join(sorted(_OF_MATCH))} and text",
        )
    return Condition(places, words, classes, text, stop_words, stop_classes, bool(condition.get("across", False)))


def _parse_places(condition: dict[str, Any]) -> tuple[int, ...]:
    """Places of a condition: those listed, or all from one to another, the nearest first."""
    if "at" in condition or not {"from", "to"} <= set(condition):
        at = condition.get("at", 1.5)  # fits nothing, and is refused
        return tuple(at) if isinstance(at, list) else (at,)
    first, last = condition["from"], condition["to"]
    if not (isinstance(first, int) and isinstance(last, int) and max(abs(first), abs(last)) <= _FARTHEST):
        return ()
    return tuple(sorted({*range(min(first, last), max(first, last) + 1)} - {0}, key=abs))


def _split_names(names: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words, which are in lower case, and classes, which are in capitals."""
    names = list(names)
    return frozenset(normalise(name) for name in names if not name.isupper()), tuple(
        name for name in names if name.isupper()
    )


class Context:
    """Looks at the tokens around matches, for all matches at once.

    Parameters
    ----------
    tokens
        Tokens of the texts.
    first, last
        First and last token of each match.
    """

    def __init__(self, tokens: Tokens, first: Array, last: Array) -> None:
        self._tokens, self._vocabulary = tokens, tokens.vocabulary
        self._first, self._last = tokens.pick(first), tokens.pick(last)
        self._seen: dict[int, tuple[Array, Array, Array, Array]] = {}
        self._known: dict[frozenset[str], Array] = {}

    def meets(self, condition: Condition, rows: Array) -> Array:
        """Tell for each of some matches whether the condition holds."""
        found = np.zeros(len(rows), bool)
        open_ = {False: np.ones(len(rows), bool), True: np.ones(len(rows), bool)}
        stops = (*condition.stop_classes, "EDGE")
        for place in condition.at:
            if place == 0:
                return self._match_is(condition, rows)
            beyond = self._seen_at(place)[3 if condition.across else 2][rows]
            held = self._holds(place, rows, condition.words, condition.classes)
            found |= open_[place > 0] & np.where(beyond, "EDGE" in condition.classes, held)
            if condition.stop_words or condition.stop_classes:
                open_[place > 0] &= ~(beyond | self._holds(place, rows, condition.stop_words, stops))
        return found

    def _holds(self, place: int, rows: Array, words: frozenset[str], classes: tuple[str, ...]) -> Array:
        """Tell whether one of the words or classes stands at a place."""
        norm, kind = (column[rows] for column in self._seen_at(place)[:2])
        found = np.isin(norm, self._rows_of(words))
        for name in classes:
            if name != "EDGE":
                found |= self._vocabulary.fact_at(_CLASSES[name], kind)
        return found

    def _rows_of(self, words: frozenset[str]) -> Array:
        """Rows of some words among the norms; those not met are left out."""
        if words not in self._known:
            rows = self._vocabulary.norms.find(*sorted(words)) if words else np.zeros(0, np.int64)
            self._known[words] = rows[rows > 0]
        return self._known[words]

    def _seen_at(self, place: int) -> tuple[Array, Array, Array, Array]:
        """Norm and type of the token at a distance from each match, and whether it is beyond sentence or text."""
        if place not in self._seen:
            token = self._last.token + place if place > 0 else self._first.token + place
            outside = (token < 0) | (token >= len(self._tokens))
            at = self._tokens.pick(np.clip(token, 0, max(len(self._tokens) - 1, 0)))
            kind = at.type
            beyond = (outside | (at.sentence != self._first.sentence), outside | (at.text != self._first.text))
            self._seen[place] = (self._vocabulary.norm[kind], kind, *beyond)
        return self._seen[place]

    def _match_is(self, condition: Condition, rows: Array) -> Array:
        """Conditions on the match's own first word, and on its sentence."""
        first = self._first.keep(rows)
        found = np.isin(first.norm, self._rows_of(condition.words))
        if condition.text:
            capital = self._vocabulary.fact_at(_is_capital, first.type)
            found |= capital if condition.text == "capitalised" else ~capital
        if "NEGATED" in condition.classes:
            found |= is_negated(self._tokens, first.token)
        if "FIRST" in condition.classes:
            found |= first.words_before == self._tokens.words_before[self._tokens.sentence_form[first.sentence]]
        if "ASKED" in condition.classes:
            found |= ends_as_question(self._tokens, first.sentence)
        return found


def ends_as_question(tokens: Tokens, sentence: Array) -> Array:
    """Tell of each sentence whether its last form holds a question mark."""
    asks = tokens.vocabulary.form_fact(_has_question_mark, np.uint8, level="type", combine=np.bitwise_or)
    return asks[tokens.form_row[tokens.sentence_form[np.asarray(sentence) + 1] - 1]] > 0


def _has_question_mark(word: str) -> int:
    return int("?" in word)


def _is_number(word: str) -> bool:
    return any(character.isdigit() for character in word) or word.lower() in _NUMBER_WORDS


def _is_day(word: str) -> bool:
    digits = word.lower().removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    return digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= 31


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and 1500 <= int(word) <= 2100


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _is_ing(word: str) -> bool:
    return len(word) > 4 and word.lower().endswith("ing")


def _is_ed(word: str) -> bool:
    return len(word) > 3 and word.lower().endswith("ed")


def _is_mark(word: str) -> bool:
    return not any(character.isalnum() for character in word)


def _is_pause(word: str) -> bool:
    return _is_mark(word) and any(character in ",;:–—-()[]…" for character in word)


def _is_quote(word: str) -> bool:
    return word in {'"', "'", "''", "``"} or word in "“”„‘’‚«»"


def _negates(word: str) -> bool:
    lower = word.lower().replace("’", "'")
    return lower in _NEGATIONS or lower.endswith("n't")


_CLASSES: dict[str, Callable[[str], bool]] = {
    "NUMBER": _is_number,
    "DAY": _is_day,
    "YEAR": _is_year,
    "CAPITAL": _is_capital,
    "ING": _is_ing,
    "ED": _is_ed,
    "MARK": _is_mark,
    "PAUSE": _is_pause,
    "QUOTE": _is_quote,
    "NEGATION": _negates,
}
