"""Forms of the plain shape: marks, one word, marks (`“don’t,”`). Nineteen in twenty distinct forms are plain.

They are taken apart here in one go, as arrays of bytes; `split_form` takes the others apart one by one.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.text.strings import Spans

__all__ = ["find_words"]

Array = np.ndarray[Any, Any]

_MARK, _LETTER, _DIGIT, _JOINER, _POINT, _STRANGE = 0, 1, 2, 4, 8, 16
_CLASS = np.zeros(256, np.uint8)
_CLASS[[byte for byte in range(128) if chr(byte).isalpha()]] = _LETTER
_CLASS[[byte for byte in range(128) if chr(byte).isdigit()]] = _DIGIT
_CLASS[[ord(sign) for sign in "'&-"]] = _JOINER
_CLASS[[ord(sign) for sign in ".,:/"]] = _POINT  # joins digits only: 1,000.5
_CLASS[128:] = _STRANGE
# Of the characters beyond ASCII, those whose bytes are E2 80 and one of these are known here.
_THIRD = np.full(256, _STRANGE, np.uint8)
_THIRD[[sign.encode()[2] for sign in "–—“”„‘‚…•"]] = _MARK
_THIRD[[sign.encode()[2] for sign in "’‐‑"]] = _JOINER


def find_words(spans: Spans) -> tuple[Array, Array, Array]:
    """Find the word of each plain form.

    Returns
    -------
    (start, end, plain)
        Bounds in bytes, of use only where `plain`: where the form is marks, one word, marks.

    Examples
    --------
    >>> from framing.text.strings import spans_of
    >>> start, end, plain = find_words(spans_of(["(don't)", "1,000.", "step—a", "U.S.", "--"]))
    >>> plain.tolist(), start[:2].tolist(), end[:2].tolist()
    ([True, True, False, False, False], [1, 7], [6, 12])
    """
    raw, start, end = spans
    kind = _classify(raw)
    in_word = (kind & (_LETTER | _DIGIT)) != 0
    places = np.flatnonzero(in_word)
    if not len(places):
        return start, start, np.zeros(len(start), bool)
    low = np.searchsorted(places, start)
    high = np.searchsorted(places, end)
    word_start = places[np.minimum(low, len(places) - 1)]
    word_end = places[high - 1] + 1
    plain = high > low
    plain[_owners(np.flatnonzero(kind & _STRANGE), start)] = False
    breaks = np.flatnonzero(~in_word & ~_joins(raw, kind))
    owner = _owners(breaks, start)
    plain[owner[(breaks > word_start[owner]) & (breaks < word_end[owner])]] = False
    return word_start, word_end, plain


def _classify(raw: Array) -> Array:
    """Class of each byte; the three bytes of a known character have its class."""
    kind = _CLASS[raw]
    known = np.flatnonzero((raw[:-2] == 0xE2) & (raw[1:-1] == 0x80))
    of_third = _THIRD[raw[known + 2]]
    for place in range(3):
        kind[known + place] = of_third
    return kind


def _joins(raw: Array, kind: Array) -> Array:
    """Whether a byte is, or is part of, a sign that joins what stands on both its sides to one word."""
    joins = np.zeros(len(raw), bool)
    single = np.flatnonzero(kind & (_JOINER | _POINT))
    single = single[(raw[single] < 0x80) & (single > 0)]
    needed = np.where(kind[single] == _POINT, _DIGIT, _LETTER | _DIGIT)
    joins[single] = (kind[single - 1] & needed != 0) & (kind[single + 1] & needed != 0)
    triple = np.flatnonzero((kind == _JOINER) & (raw == 0xE2))
    triple = triple[triple > 0]
    word = _LETTER | _DIGIT
    triple = triple[(kind[triple - 1] & word != 0) & (kind[triple + 3] & word != 0)]
    for place in range(3):
        joins[triple + place] = True
    return joins


def _owners(places: Array, start: Array) -> Array:
    """Form of each place; of one beyond the last form, that form."""
    return np.searchsorted(start, places, "right") - 1
