"""Rules of context, read from data: for which entries, what must hold around the match, what then follows."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np

from framing.errors import LexiconError
from framing.lexicons import Lexicon
from framing.measures.hedging.context import Condition, Context, parse_condition
from framing.text import Tokens
from framing.text.growing import expand

__all__ = ["Rule", "decide", "parse_rules", "read_rules"]

Array = np.ndarray[Any, Any]

_KEYS = frozenset({"name", "terms", "codes", "families", "when", "unless"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: for which entries it is, what must hold and what must not, and the verdict it gives."""

    name: str
    verdict: str
    terms: frozenset[str]
    codes: frozenset[str]
    families: frozenset[str]
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]

    def is_for(self, term: str, code: str, family: str) -> bool:
        """Tell whether the rule is for an entry of the lexicon."""
        return term in self.terms or code in self.codes or family in self.families


@cache
def read_rules(file: str, *, about: str, verdicts: tuple[str, ...]) -> tuple[Rule, ...]:
    """Read rules that ship with this room."""
    text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
    return parse_rules(text, about=about, verdicts=verdicts)


def parse_rules(text: str, *, about: str, verdicts: tuple[str, ...]) -> tuple[Rule, ...]:
    """Read rules from TOML, and refuse what they do not know.

    Parameters
    ----------
    text
        [[rule]] tables.
    about, verdicts
        Key under which a rule gives its verdict ("sense"), and the verdicts there are.
    """
    tree = tomllib.loads(text)
    rules = tuple(_parse_rule(rule, about, verdicts) for rule in tree.get("rule", []))
    names = [rule.name for rule in rules]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated or set(tree) - {"rule"}:
        raise LexiconError(
            f"rules of {about} are [[rule]] tables, each with a name of its own",
            found=f"repeated names {repeated}, strange tables {sorted(set(tree) - {'rule'})}",
            do="see the head of senses.toml",
        )
    return rules


def _parse_rule(rule: dict[str, Any], about: str, verdicts: tuple[str, ...]) -> Rule:
    name = rule.get("name", "")
    strangers = set(rule) - _KEYS - {about}
    aimless = not any(rule.get(key) for key in ("terms", "codes", "families"))
    if not name or strangers or aimless or rule.get(about) not in verdicts:
        raise LexiconError(
            f"a rule of {about} needs a name, terms, codes or families, and a {about} ({', '.join(verdicts)})",
            found=f"{name!r} with {about} {rule.get(about)!r} and {sorted(strangers) or 'no strange keys'}",
            do="see the head of senses.toml",
        )
    return Rule(
        name,
        rule[about],
        frozenset(rule.get("terms", ())),
        frozenset(rule.get("codes", ())),
        frozenset(rule.get("families", ())),
        tuple(parse_condition(name, condition) for condition in rule.get("when", ())),
        tuple(parse_condition(name, condition) for condition in rule.get("unless", ())),
    )


def decide(
    rules: tuple[Rule, ...], lexicon: Lexicon, tokens: Tokens, *, entry: Array, first: Array, last: Array
) -> Array:
    """Number of the first rule that holds for each match; −1 where none does.

    Parameters
    ----------
    rules
        In the order in which they are asked.
    entry, first, last
        Row of the lexicon, first and last token of each match.
    """
    decided = np.full(len(entry), -1)
    context = Context(tokens, first, last)
    by_entry = np.argsort(entry, kind="stable")
    bounds = np.searchsorted(entry[by_entry], np.arange(len(lexicon) + 1))
    for number, (rule, entries) in enumerate(zip(rules, _entries_of(rules, lexicon), strict=True)):
        _, hits = expand(bounds[entries], bounds[entries + 1] - bounds[entries])
        rows = by_entry[hits]
        rows = rows[decided[rows] < 0]
        for condition, wanted in (*((one, True) for one in rule.when), *((one, False) for one in rule.unless)):
            if len(rows):
                rows = rows[context.meets(condition, rows) == wanted]
        decided[rows] = number
    return decided


@lru_cache(maxsize=16)
def _entries_of(rules: tuple[Rule, ...], lexicon: Lexicon) -> tuple[Array, ...]:
    """Rows of the lexicon that each rule is for."""
    terms = lexicon.terms
    codes = terms["code"] if "code" in terms.columns else terms["category"]
    rows = list(zip(terms["term"].tolist(), codes.tolist(), terms["category"].tolist(), strict=True))
    return tuple(np.array([n for n, row in enumerate(rows) if rule.is_for(*row)], np.int64) for rule in rules)
