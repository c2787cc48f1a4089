"""Chances that a text puts in numbers: one in four, a 30 per cent chance, odds of 3 to 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["parse_chance"]

_UNITS = {
    **dict(zip("zero one two three four five six seven eight nine ten".split(), range(11), strict=True)),
    **{"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60},
    **{"seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000, "million": 1_000_000},
    **{"a": 1, "an": 1, "even": 50},
}
_COMPOUND = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-\s](?:one|two|three|four|five|six|seven|eight|nine)"
)
_NUMBER = rf"(\d[\d,]*(?:\.\d+)?|{_COMPOUND}|" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")"
_PER_CENT = r"\s*-?\s*(?:%|per\s?cent\b|percent\b|percentage\b)"
_YEAR = r"(?!(?:19|20(?!00))\d\d\b)"  # "win one in 2024" is no ratio
_RATIO = re.compile(rf"\b{_NUMBER}[\s-]+(?:in|out of)[\s-]+(?:(?:a|an|every)[\s-]+)?{_YEAR}{_NUMBER}\b", re.IGNORECASE)
_RANGE = re.compile(
    rf"\b(?!{_COMPOUND}{_PER_CENT}){_NUMBER}(?:{_PER_CENT})?\s*(?:to|-|–)\s*{_NUMBER}{_PER_CENT}", re.IGNORECASE
)
_SHARE = re.compile(rf"(?<![\w.]){_NUMBER}{_PER_CENT}", re.IGNORECASE)
_EVEN = re.compile(r"\b(?:50[-/–]50|fifty[-\s]fifty)\b", re.IGNORECASE)
_ODDS = re.compile(rf"\b{_NUMBER}[\s-]*(?:to|-|:|/)[\s-]*{_NUMBER}\b(\s+on\b)?", re.IGNORECASE)
_BEFORE, _AFTER = 40, 45  # characters


def parse_chance(text: str, start: int, end: int) -> float:
    """Chance that the words around a numeric hedge give, from 0 to 1; NaN where they give no number.

    Read in this order: even chances (50-50), a ratio in the hedge or around it (one in four: .25), a range of per cents
    (its middle), per cents before or after it in the sentence, and, where the hedge speaks of odds or shots, odds
    against (3 to 1: 1/4; "on" turns them round).

    Examples
    --------
    >>> text = "There is a 30 per cent chance of rain, and one in four fear it."
    >>> parse_chance(text, 14, 32), parse_chance(text, 43, 54)
    (0.3, 0.25)
    """
    before = re.split(r"[.;:!?\n]\s|,(?!\d)", text[max(start - _BEFORE, 0) : start])[-1]
    after = re.split(r"[.;:!?\n]\s|,\s|[.\n]$", text[end : end + _AFTER])[0]
    around = f"{before}{text[start:end]}{after}"
    if _EVEN.search(around):
        return 0.5
    ratio = _RATIO.search(text[start:end]) or _RATIO.search(around)
    if ratio:
        return _share(*map(_value, ratio.groups()))
    span = _RANGE.search(around)
    if span:
        low, high = map(_value, span.groups())
        return _in_unit((low + high) / 200)
    shares: Sequence[str] = [*_SHARE.findall(before + text[start:end])[-1:], *_SHARE.findall(after)[:1]]
    if shares:
        return _in_unit(_value(shares[0]) / 100)
    odds = _ODDS.search(around) if "odds" in around.lower() or "shot" in around.lower() else None
    if odds is None:
        return float("nan")
    against, favour = _value(odds[1]), _value(odds[2])
    return _share(against, against + favour) if odds[3] else _share(favour, against + favour)


def _value(number: str) -> float:
    words = re.split(r"[-\s]", number.lower())
    return float(sum(_UNITS[word] for word in words)) if words[0] in _UNITS else float(number.replace(",", ""))


def _share(part: float, whole: float) -> float:
    return _in_unit(part / whole) if whole else float("nan")


def _in_unit(value: float) -> float:
    return value if 0 <= value <= 1 else float("nan")
