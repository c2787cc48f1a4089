"""Pattern items: words and classes of words that stand together in one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.errors import MeasureError

__all__ = ["BUILT_IN", "GAP", "Sequence", "parse_sequence"]

BUILT_IN = ("sum", "figure", "name", "age")
"""Classes that need no list: a sum of money, a number in figures, a capitalised word within a sentence, an age after a
name (Nora Brandt, 34, …)."""

GAP = 5
"""Words that may stand between two elements where a pattern says ``...`` and no number."""

_LONGEST = 40
_GAP = re.compile(r"\.\.\.(\d*)")
_CLASS = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A pattern as it was read.

    Attributes
    ----------
    elements
        What is to be found, one after the other: ``{class}``, or words.
    gaps
        For each element but the first, how many words may stand before it.
    """

    elements: tuple[str, ...]
    gaps: tuple[int, ...]


def parse_sequence(pattern: str, *, classes: tuple[str, ...]) -> Sequence:
    """Read a pattern: words, ``{class}``, and ``...`` for up to five words between (``...12``: up to twelve).

    Raises
    ------
    MeasureError
        It names an unknown class, or begins or ends with a gap.

    Examples
    --------
    >>> parse_sequence("{authority} ... must act", classes=("authority",))
    Sequence(elements=('{authority}', 'must act'), gaps=(5,))
    """
    elements: list[str] = []
    gaps: list[int] = []
    pending: int | None = None
    for piece in pattern.split():
        gap = _GAP.fullmatch(piece)
        if gap:
            if pending is not None or not elements:
                _refuse(pattern, "a gap stands between two elements")
            pending = int(gap[1] or GAP)
            continue
        _check_piece(pattern, piece, classes)
        both_words = bool(elements) and not piece.startswith("{") and not elements[-1].startswith("{")
        if both_words and pending is None:
            elements[-1] += f" {piece}"
            continue
        if elements:
            gaps.append(pending or 0)
        elements.append(piece)
        pending = None
    if pending is not None or max(gaps, default=0) > _LONGEST:
        _refuse(pattern, f"a gap stands between two elements and leaves at most {_LONGEST} words out")
    return Sequence(tuple(elements), tuple(gaps))


def _check_piece(pattern: str, piece: str, classes: tuple[str, ...]) -> None:
    named = _CLASS.fullmatch(piece)
    if named and named[1] not in (*classes, *BUILT_IN):
        _refuse(pattern, f"there is no class {named[1]!r}; there are {', '.join((*classes, *BUILT_IN))}")
    if not named and re.search(r"[{}]|\.\.", piece):
        _refuse(pattern, f"{piece!r} is neither a word nor a class nor a gap")


def _refuse(pattern: str, found: str) -> None:
    do = "write it like {authority} ... {duty}: classes in braces, ... for up to five words between, ...12 for twelve"
    raise MeasureError("a pattern of frames cannot be read", found=f"{pattern!r}: {found}", do=do)
