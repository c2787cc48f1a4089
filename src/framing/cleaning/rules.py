"""The wording that gives a line away: the rules of ``rules.toml``, read and applied."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from framing.cleaning.layout import Line, is_prose

__all__ = ["Rule", "match_line", "match_tail"]

_RULES = Path(__file__).with_name("rules.toml")
_SHORT = 60  # words; above, only wording that no article begins with
_LONGEST = 150  # words; a longer line is more likely a whole article without line breaks
_TAIL = 400  # characters at the end of a line in which a credit in brackets is sought


class Rule(NamedTuple):
    """What a line is, and what it takes with it: line, box or run (see the rules file)."""

    reason: str
    takes: str


@dataclass(frozen=True)
class _Rules:
    """The rules for one place on the page.

    ``pattern`` holds most of them, one group each; ``slow`` those tried only on lines with a certain word.
    """

    pattern: re.Pattern[str]
    rules: dict[str, Rule]
    slow: list[tuple[list[str], re.Pattern[str], Rule]]

    def match(self, text: str) -> Rule | None:
        found = self.pattern.match(text)
        if found and found.lastgroup:
            return self.rules[found.lastgroup]
        lower = text.lower()
        for needs, pattern, rule in self.slow:
            if any(need in lower for need in needs) and pattern.match(text):
                return rule
        return None


@lru_cache(maxsize=1)
def _read_rules() -> dict[tuple[str, bool], _Rules]:
    """Read the rules file: one compiled pattern a place on the page, for lenient and for strict."""
    data = tomllib.loads(_RULES.read_text(encoding="utf-8"))
    parts: dict[str, str] = {}
    for name, pattern in data["parts"].items():
        parts[name] = _fill(pattern, parts)
    for rule in data["rule"]:
        pattern = _fill(rule["pattern"], parts)
        rule["pattern"] = pattern if rule.get("case") else f"(?i:{pattern})"
    return {
        (place, strict): _compile([rule for rule in data["rule"] if _applies(rule, place, strict=strict)])
        for place in ("gallery", "prose", "anywhere", "top", "bottom", "amid", "tail")
        for strict in (False, True)
    }


def _compile(chosen: list[dict[str, Any]]) -> _Rules:
    """Make one pattern of many rules; the slow ones stay apart."""
    named = {f"r{number}": rule for number, rule in enumerate(chosen)}
    rules = {name: Rule(rule["reason"], rule.get("takes", "line")) for name, rule in named.items()}
    fast = [f"(?P<{name}>{rule['pattern']})" for name, rule in named.items() if "needs" not in rule]
    slow = [
        (rule["needs"], re.compile(rule["pattern"]), rules[name]) for name, rule in named.items() if "needs" in rule
    ]
    return _Rules(re.compile("|".join(fast) or r"(?!)"), rules, slow)


def _fill(pattern: str, parts: dict[str, str]) -> str:
    """Write out the {NAMES} in a pattern."""
    return re.sub(r"\{([A-Z]+)\}", lambda found: parts[found.group(1)], pattern)


def _applies(rule: dict[str, Any], place: str, *, strict: bool) -> bool:
    if rule.get("level") == "strict" and not strict:
        return False
    if place == "prose":
        return rule.get("prose", False) is True and rule.get("where", "anywhere") != "tail"
    return bool(rule.get("where", "anywhere") == place)


def match_line(line: Line, zones: list[str], *, strict: bool) -> Rule | None:
    """Match a line against the rules for galleries, for its length and for its zones (top, bottom, amid)."""
    compiled = _read_rules()
    gallery = compiled["gallery", strict].match(line.text)
    if gallery or line.n_words > _LONGEST:
        return gallery
    if is_prose(line) or line.n_words > _SHORT:
        return compiled["prose", strict].match(line.text)
    found = (compiled[place, strict].match(line.text) for place in ("anywhere", *zones))
    return next((rule for rule in found if rule), None)


def match_tail(line: Line) -> tuple[int, int, str] | None:
    """Find a credit in brackets at the end of a line."""
    if line.text[-1] not in ")]":
        return None
    rules = _read_rules()["tail", False]
    found = rules.pattern.search(line.text, max(0, len(line.text) - _TAIL))
    if found is None or found.lastgroup is None:
        return None
    start = found.end() - len(found.group().lstrip())
    return line.start + start, line.end, rules.rules[found.lastgroup].reason
