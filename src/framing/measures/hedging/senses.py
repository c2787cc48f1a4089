"""What a hedging term does in its context: rules read from `senses.toml`, the first that holds decides.

"May" before "9, 2022" is a month, "about" without a number is a preposition, "claimed 12 lives" claims nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np

from framing.errors import LexiconError
from framing.lexicons import Lexicon
from framing.text import Tokens, is_negated, normalise
from framing.text.growing import expand

__all__ = ["SENSES", "Condition", "Rule", "decide_senses", "load_rules", "parse_rules"]

Array = np.ndarray[Any, Any]

SENSES = ("hedge", "other", "ambiguous")
_OF_MATCH = frozenset({"FIRST", "NEGATED"})
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

    def is_for(self, term: str, code: str, family: str) -> bool:
        """Tell whether the rule is for an entry of the lexicon."""
        return term in self.terms or code in self.codes or family in self.families


@cache
def load_rules() -> tuple[Rule, ...]:
    """Read the rules that ship with the hedging lexicon."""
    return parse_rules(resources.files(__package__).joinpath("senses.toml").read_text(encoding="utf-8"))


def parse_rules(text: str) -> tuple[Rule, ...]:
    """Read rules from TOML, and refuse what they do not know."""
    tree = tomllib.loads(text)
    rules = tuple(_parse_rule(rule) for rule in tree.get("rule", []))
    names = [rule.name for rule in rules]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated or set(tree) - {"rule"}:
        raise LexiconError(
            "rules of senses are [[rule]] tables, each with a name of its own",
            found=f"repeated names {repeated}, strange tables {sorted(set(tree) - {'rule'})}",
            do="see the head of senses.toml",
        )
    return rules


def _parse_rule(rule: dict[str, Any]) -> Rule:
    name = rule.get("name", "")
    strangers = set(rule) - {"name", "sense", "terms", "codes", "families", "when", "unless"}
    aimless = not any(rule.get(key) for key in ("terms", "codes", "families"))
    if not name or strangers or aimless or rule.get("sense") not in SENSES:
        raise LexiconError(
            f"a rule of senses needs a name, terms, codes or families, and a sense ({', '.join(SENSES)})",
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
    words = frozenset(normalise(name) for name in names if not name.isupper())
    text = condition.get("text", "")
    if places == (0,):
        fits = set(classes) <= _OF_MATCH and not words and text in ("", "capitalised", "lower")
    else:
        fits = all(isinstance(place, int) and place for place in places) and not text
        fits = fits and set(classes) <= {*_CLASSES, "EDGE"}
    if not fits or not (names or text) or set(condition) - {"at", "is", "text"}:
        raise LexiconError(
            f"rule {rule!r} has a condition that cannot be read",
            found=f"{condition}",
            do=f"use at, is, text; classes: {', '.join([*_CLASSES, 'EDGE'])}; at 0 only FIRST, NEGATED and text",
        )
    return Condition(places, words, classes, text)


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
    context = _Context(tokens, first, last)
    by_entry = np.argsort(entry, kind="stable")
    bounds = np.searchsorted(entry[by_entry], np.arange(len(lexicon) + 1))
    for number, (rule, entries) in enumerate(zip(rules, _entries_of(rules, lexicon), strict=True)):
        _, hits = expand(bounds[entries], bounds[entries + 1] - bounds[entries])
        rows = by_entry[hits]
        rows = rows[decided[rows] < 0]
        if not len(rows):
            continue
        holds = np.ones(len(rows), bool)
        for condition in rule.when:
            holds &= context.meets(condition, rows)
        for condition in rule.unless:
            holds &= ~context.meets(condition, rows)
        decided[rows[holds]] = number
        sense[rows[holds]] = SENSES.index(rule.sense)
    return sense, decided


@lru_cache(maxsize=16)
def _entries_of(rules: tuple[Rule, ...], lexicon: Lexicon) -> tuple[Array, ...]:
    """Rows of the lexicon that each rule is for."""
    terms = lexicon.terms
    codes = terms["code"] if "code" in terms.columns else terms["category"]
    rows = list(zip(terms["term"].tolist(), codes.tolist(), terms["category"].tolist(), strict=True))
    return tuple(np.array([n for n, row in enumerate(rows) if rule.is_for(*row)], np.int64) for rule in rules)


class _Context:
    """Looks at the tokens around matches, for all matches at once."""

    def __init__(self, tokens: Tokens, first: Array, last: Array) -> None:
        self._tokens, self._vocabulary = tokens, tokens.vocabulary
        self._first, self._last = tokens.pick(first), tokens.pick(last)
        self._seen: dict[int, tuple[Array, Array, Array]] = {}

    def meets(self, condition: Condition, rows: Array) -> Array:
        """Tell for each of some matches whether the condition holds."""
        found = np.zeros(len(rows), bool)
        for place in condition.at:
            found |= self._meets_at(place, condition, rows)
        return found

    def _meets_at(self, place: int, condition: Condition, rows: Array) -> Array:
        if place == 0:
            return self._match_is(condition, rows)
        if place not in self._seen:
            self._seen[place] = self._look(place)
        norm, kind, beyond = (column[rows] for column in self._seen[place])
        found = np.zeros(len(rows), bool)
        for word in self._vocabulary.norms.find(*condition.words).tolist() if condition.words else ():
            found |= norm == word
        for name in condition.classes:
            if name != "EDGE":
                found |= self._vocabulary.fact_at(_CLASSES[name], kind)
        return np.where(beyond, "EDGE" in condition.classes, found)

    def _look(self, place: int) -> tuple[Array, Array, Array]:
        """Norm and type of the token at a distance from each match, and whether it is beyond the sentence."""
        token = self._last.token + place if place > 0 else self._first.token + place
        outside = (token < 0) | (token >= len(self._tokens))
        at = self._tokens.pick(np.clip(token, 0, max(len(self._tokens) - 1, 0)))
        kind = at.type
        return self._vocabulary.norm[kind], kind, outside | (at.sentence != self._first.sentence)

    def _match_is(self, condition: Condition, rows: Array) -> Array:
        """Conditions on the match itself."""
        first, found = self._first.keep(rows), np.zeros(len(rows), bool)
        if condition.text:
            capital = self._vocabulary.fact_at(_is_capital, first.type)
            found |= capital if condition.text == "capitalised" else ~capital
        if "NEGATED" in condition.classes:
            found |= is_negated(self._tokens, first.token)
        if "FIRST" in condition.classes:
            found |= first.words_before == self._tokens.words_before[self._tokens.sentence_form[first.sentence]]
        return found


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


def _is_quote(word: str) -> bool:
    return word in {'"', "'", "''", "``"} or word in "“”„‘’‚«»"


_CLASSES: dict[str, Callable[[str], bool]] = {
    "NUMBER": _is_number,
    "DAY": _is_day,
    "YEAR": _is_year,
    "CAPITAL": _is_capital,
    "ING": _is_ing,
    "ED": _is_ed,
    "MARK": _is_mark,
    "QUOTE": _is_quote,
}
