"""Spans of a text and what they share; stretches between quotation marks, by a scan that knows nothing of the kit."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = [
    "WORD",
    "Span",
    "count_words",
    "find_marks",
    "join_spans",
    "measure_shared",
    "sum_lengths",
    "trim",
    "with_double",
]

Span = tuple[int, int]

WORD = re.compile(r"\w[\w.'’-]*")
"""A word, as it is counted in marked sets."""

_ENDS = " \n\t\xa0“”\"'`"


def find_marks(text: str) -> list[Span]:
    """Stretches between double marks, paragraph by paragraph."""
    found: list[Span] = []
    opened = -1
    for at, sign in enumerate(with_double(text) + "\n"):
        if opened < 0 and sign in '“"':
            opened = at + 1
        elif opened >= 0 and sign in '”"\n':
            found.append((opened, at))
            opened = -1
    return found


def with_double(text: str) -> str:
    """Write double marks for two single ones, at the same length."""
    return text.replace("``", "“ ").replace("''", '" ')


def trim(text: str, pieces: Iterable[Span]) -> list[Span]:
    """Take quotation marks and blanks from the ends of pieces."""
    trimmed = []
    for start, end in sorted(pieces):
        while start < end and text[start] in _ENDS:
            start += 1
        while end > start and text[end - 1] in _ENDS:
            end -= 1
        if start < end:
            trimmed.append((start, end))
    return trimmed


def sum_lengths(spans: Iterable[Span]) -> int:
    """Add up the characters of spans."""
    return sum(end - start for start, end in spans)


def measure_shared(some: Iterable[Span], others: Iterable[Span]) -> int:
    """Count the characters that spans share with others; those that overlap among themselves count again."""
    rest = tuple(others)
    return sum(max(0, min(b, d) - max(a, c)) for a, b in some for c, d in rest)


def count_words(text: str, spans: Iterable[Span]) -> int:
    """Count the words of spans."""
    return sum(len(WORD.findall(text[start:end])) for start, end in spans)


def join_spans(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
