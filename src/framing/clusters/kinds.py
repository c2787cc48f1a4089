"""What shared text makes of two articles: copies, or articles that quote or print standing text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from framing.clusters.candidates import Shingles
from framing.clusters.runs import Side

__all__ = ["COPIES", "find_standing", "group_pairs", "is_strong", "tell_kind"]

Array = np.ndarray[Any, Any]

COPIES = ("same_text", "wire_copy", "derivative")

_TRIFLES = 0.98  # of the words of both are the same: the same text
_WHOLE = 0.75  # of both: the same report
_MOST, _PART = 0.5, 1 / 3  # of the shorter and of the longer article's own words: a report taken over and rewritten
_RUNS = 5  # own runs; fewer are passages taken over as they stand
_LONG = 200  # words of one own run: a quotation is rarely so long
_DAYS = 14  # between a report and another that is made from it; later it is background
_UNCHANGED = 0.95  # of the words in passages are the same: taken over as it stands
_OWN_STORY = 150  # words at a stretch that the other lacks: an article of its own beside what is shared
_REPORTS = 3  # of one outlet in which the same words are standing text
_ANYWHERE = 11  # reports of whatever outlets
_VARIETY = 3  # articles a report at most: the words of a report with many copies are its own


def is_strong(side: Side, back: Side) -> bool:
    """Tell whether two articles are versions of one report, whatever else prints the same words."""
    return min(side.reach, back.reach) >= _MOST and min(side.stretch, back.stretch) < _OWN_STORY


def find_standing(shingles: Shingles, strong: Iterable[tuple[int, int]], outlets: Sequence[str]) -> Array:
    """Tell which shingles are standing text: printed by one outlet in three reports, or in eleven anywhere.

    Versions of one report (`strong` pairs) count as one report. Articles without an outlet count only for the
    second.
    """
    report = group_pairs(len(outlets), strong)[shingles.holder]
    names, outlet = np.unique(np.asarray(outlets, object).astype(str), return_inverse=True)
    place = outlet[shingles.holder].astype(np.int64)
    held = shingles.held.astype(np.int64)
    n_shingles = int(shingles.code.max(initial=-1)) + 1
    standing: Array = np.zeros(n_shingles, bool)
    standing[_find_common(held, report, len(outlets), least=_ANYWHERE)] = True
    named = (names != "")[place] if len(place) else np.zeros(0, bool)
    group = held[named] * len(names) + place[named]
    standing[_find_common(group, report[named], len(outlets), least=_REPORTS) // max(len(names), 1)] = True
    return standing


def _find_common(groups: Array, report: Array, n_reports: int, *, least: int) -> Array:
    """Find the groups of holders that are enough reports, and not mostly versions of a few."""
    keys = np.sort(groups * n_reports + report)
    new = np.diff(keys, prepend=-1) != 0
    group = keys // max(n_reports, 1)
    begin = np.flatnonzero(np.diff(group, prepend=-1))
    holders = np.diff(begin, append=len(group))
    reports = np.add.reduceat(new, begin, dtype=np.int64) if len(begin) else holders
    found: Array = group[begin[(reports >= least) & (_VARIETY * reports >= holders)]]
    return found


def group_pairs(n: int, pairs: Iterable[tuple[int, int]]) -> Array:
    """Give items that pairs join, directly or through others, the number of the first of them."""
    first = list(range(n))

    def find(item: int) -> int:
        while first[item] != item:
            first[item] = first[first[item]]
            item = first[item]
        return item

    for one, other in pairs:
        low, high = sorted((find(one), find(other)))
        first[high] = low
    return np.array([find(item) for item in range(n)], np.int64)


def tell_kind(whole: tuple[Side, Side], left: tuple[Side, Side], *, same_outlet: bool, days: float) -> str:
    """Tell what a pair is.

    Parameters
    ----------
    whole
        Both sides, with all they share.
    left
        Both sides without standing text.
    same_outlet
        Whether one outlet printed both.
    days
        How far apart they were printed; NaN where not known.
    """
    if min(side.matched for side in whole) >= _TRIFLES and left[0].n_shared:
        return "same_text"
    if not (same_outlet and _is_block(left)):
        if min(side.matched for side in left) >= _WHOLE:
            return "wire_copy"
        quotes = any(side.own_reach < _MOST for side in left)
        if (min(side.reach for side in left) >= _WHOLE and not quotes) or _is_rewritten(
            left, same_outlet=same_outlet, days=days
        ):
            return "derivative"
    repeats = same_outlet and left[0].quoted <= 0.5
    return "boilerplate" if left[0].n_shared <= whole[0].n_shared / 2 or repeats else "quoting"


def _is_block(sides: tuple[Side, Side]) -> bool:
    """Tell whether a block, such as a gallery of pictures, stands unchanged beside two articles of their own."""
    unchanged = all(side.n_shared >= _UNCHANGED * side.reach * side.n_words for side in sides)
    return (unchanged or min(side.own_runs for side in sides) < _RUNS) and min(
        side.stretch for side in sides
    ) >= _OWN_STORY


def _is_rewritten(sides: tuple[Side, Side], *, same_outlet: bool, days: float) -> bool:
    """Tell whether the one took its own words, not only quotations, from the other, while it was news."""
    shorter, longer = sorted(sides, key=lambda side: (side.n_words, side.own_reach))
    if days > _DAYS or not (shorter.own_reach >= _MOST and longer.own_reach >= _PART):
        return False
    if same_outlet and shorter.own_reach < _WHOLE and longer.own_reach < _MOST:
        return False  # an outlet's next report of the same matter, with its background repeated
    return shorter.own_runs >= _RUNS or shorter.own_longest >= _LONG
