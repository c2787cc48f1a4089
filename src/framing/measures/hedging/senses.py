"""What a hedging term does in its context: rules read from `senses.toml`, the first that holds decides.

"May" before "9, 2022" is a month, "about" without a number is a preposition, "claimed 12 lives" claims nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from framing.errors import LexiconError
from framing.lexicons import Lexicon
from framing.text import Tokens, is_negated, normalise

__all__ = ["SENSES", "Condition", "Rule", "decide_senses", "load_rules", "parse_rules"]

Array = np.ndarray[Any, Any]

SENSES = ("hedge", "other", "ambiguous")
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion trillions dozen dozens half third thirds quarter quarters two-thirds "
    "three-quarters".split()
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A look at the tokens around a match: at one of these places one of these words or classes."""

    at: tuple[int, ...]
    words: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: for which entries it is, what must hold and what must not, and the sense it gives."""

    name: str
    sense: str
    terms: frozenset[str]
    codes: frozenset[str]
    families: frozenset[str]
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]

    def is_for(self, lexicon: Lexicon) -> Array:
        """Tell for each entry of the lexicon whether the rule is for it."""
        terms = lexicon.terms
        codes = terms["code"] if "code" in terms.columns else terms["category"]
        rows = zip(terms["term"].tolist(), codes.tolist(), terms["category"].tolist(), strict=True)
        return np.array(
            [term in self.terms or code in self.codes or family in self.families for term, code, family in rows]
        )


@cache
def load_rules() -> tuple[Rule, ...]:
    """Read the rules that ship with the hedging lexicon."""
    return parse_rules(resources.files(__package__).joinpath("senses.toml").read_text(encoding="utf-8"))


def parse_rules(text: str) -> tuple[Rule, ...]:
    """Read rules from TOML, and refuse what they do not know."""
    return tuple(_parse_rule(rule) for rule in tomllib.loads(text).get("rule", []))


def _parse_rule(rule: dict[str, Any]) -> Rule:
    name = rule.get("name", "")
    strangers = set(rule) - {"name", "sense", "terms", "codes", "families", "when", "unless"}
    if not name or strangers or rule.get("sense") not in SENSES:
        raise LexiconError(
            f"a rule of senses needs a name and a sense ({', '.join(SENSES)})",
            found=f"{name!r} with sense {rule.get('sense')!r} and {sorted(strangers) or 'no strange keys'}",
            do="see the head of senses.toml",
        )
    return Rule(
        name,
        rule["sense"],
        frozenset(rule.get("terms", ())),
        frozenset(rule.get("codes", ())),
        frozenset(rule.get("families", ())),
        tuple(_parse_condition(name, condition) for condition in rule.get("when", ())),
        tuple(_parse_condition(name, condition) for condition in rule.get("unless", ())),
    )


def _parse_condition(rule: str, condition: dict[str, Any]) -> Condition:
    at = condition.get("at")
    places = tuple(at) if isinstance(at, list) else (at,)
    names = condition.get("is", [])
    classes = tuple(name for name in names if name.isupper())
    strangers = set(classes) - set(_CLASSES) - {"EDGE", "FIRST", "NEGATED"} | set(condition) - {
        "at",
        "is",
        "text",
    }
    if strangers or not all(isinstance(place, int) for place in places):
        raise LexiconError(
            f"rule {rule!r} has a condition that cannot be read",
            found=f"{condition}",
            do=f"use at, is, text; classes: {', '.join([*_CLASSES, 'EDGE', 'FIRST', 'NEGATED'])}",
        )
    words = frozenset(normalise(name) for name in names if not name.isupper())
    return Condition(places, words, classes, condition.get("text", ""))


def decide_senses(
    rules: tuple[Rule, ...], lexicon: Lexicon, tokens: Tokens, *, entry: Array, first: Array, last: Array
) -> tuple[Array, Array]:
    """Decide the sense of each match.

    Parameters
    ----------
    rules
        In the order in which they are asked.
    entry, first, last
        Row of the lexicon, first and last token of each match.

    Returns
    -------
    (sense, rule)
        Place in `SENSES`, and number of the rule that decided (−1: none).
    """
    sense = np.zeros(len(entry), np.int8)
    decided = np.full(len(entry), -1)
    context = _Context(tokens)
    for number, rule in enumerate(rules):
        rows = np.flatnonzero((decided < 0) & rule.is_for(lexicon)[entry])
        holds = np.ones(len(rows), bool)
        for condition in rule.when:
            holds &= context.meets(condition, first[rows], last[rows])
        for condition in rule.unless:
            holds &= ~context.meets(condition, first[rows], last[rows])
        decided[rows[holds]] = number
        sense[rows[holds]] = SENSES.index(rule.sense)
    return sense, decided


class _Context:
    """Looks at the tokens around matches, for all matches at once."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._norm, self._sentence = tokens.norm, tokens.sentence
        self._known = {norm: row for row, norm in enumerate(tokens.vocabulary.norms)}

    def meets(self, condition: Condition, first: Array, last: Array) -> Array:
        """Tell for each match whether the condition holds."""
        found = np.zeros(len(first), bool)
        for place in condition.at:
            found |= self._meets_at(place, condition, first, last)
        return found

    def _meets_at(self, place: int, condition: Condition, first: Array, last: Array) -> Array:
        if place == 0:
            return self._match_is(condition, first)
        token = last + place if place > 0 else first + place
        beyond = (token < 0) | (token >= len(self._norm))
        token = np.clip(token, 0, max(len(self._norm) - 1, 0))
        beyond |= self._sentence[token] != self._sentence[first]
        rows = [self._known[word] for word in condition.words if word in self._known]
        found = np.isin(self._norm[token], rows)
        for name in condition.classes:
            if name != "EDGE":
                found |= self._in_class(name, token)
        return np.where(beyond, "EDGE" in condition.classes, found)

    def _match_is(self, condition: Condition, first: Array) -> Array:
        """Conditions on the match itself."""
        found = np.zeros(len(first), bool)
        if condition.text:
            capital = self._in_class("CAPITAL", first)
            found |= capital if condition.text == "capitalised" else ~capital
        if "NEGATED" in condition.classes:
            found |= is_negated(self._tokens, first)
        if "FIRST" in condition.classes:
            found |= self._opens_sentence(first)
        return found

    def _opens_sentence(self, first: Array) -> Array:
        """No word of the sentence stands before the match."""
        words = np.concatenate([[0], np.cumsum(self._tokens.is_word)])
        opening = np.searchsorted(self._tokens.form, self._tokens.sentence_form[:-1])
        begin = opening[self._sentence[first]] if len(first) else first
        return words[first] == words[begin]

    def _in_class(self, name: str, token: Array) -> Array:
        kind = self._tokens.type[token]
        return self._tokens.vocabulary.fact(_CLASSES[name], bool)[kind]


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


def _is_mark(word: str) -> bool:
    return not any(character.isalnum() for character in word)


_CLASSES: dict[str, Callable[[str], bool]] = {
    "NUMBER": _is_number,
    "DAY": _is_day,
    "YEAR": _is_year,
    "CAPITAL": _is_capital,
    "ING": _is_ing,
    "MARK": _is_mark,
}
