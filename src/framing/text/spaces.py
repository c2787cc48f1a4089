"""Where UTF-8 text has white space and line breaks: those of `str.split` and `str.splitlines`."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["code_points", "find_forms"]

Array = np.ndarray[Any, Any]

_SPACE, _BREAK = 1, 2
_BREAKS = "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_CLASS = np.zeros(0x3001, np.uint8)
_CLASS[[point for point in range(0x3001) if chr(point).isspace()]] = _SPACE
_CLASS[[ord(character) for character in _BREAKS]] = _BREAK
_IS_SPACE = (_CLASS[:128] > 0).tobytes() + bytes(128)


def find_forms(raw: bytes, size: int) -> tuple[Array, Array, Array]:
    """Find the stretches without white space in the first `size` bytes of UTF-8.

    The text must end with white space.

    Returns
    -------
    (start, end, broken)
        Bounds in bytes, and whether a line break stands between a form and the one before it.
    """
    space = np.frombuffer(bytearray(raw[:size].translate(_IS_SPACE)), bool)
    wide_breaks = _mark_wide(np.frombuffer(raw, np.uint8), size, space)
    edge = np.flatnonzero(space[1:] != space[:-1])
    edge += 1
    if size and not space[0]:
        edge = np.concatenate([[0], edge])
    start, end = edge[0::2], edge[1::2]
    broken = np.zeros(len(start) + 1, bool)
    broken[1:] = _has_break(np.frombuffer(raw, np.uint8), end, np.append(start[1:], size))
    broken[np.searchsorted(start, wide_breaks)] = True
    return start, end, broken[:-1]


def _has_break(raw: Array, begin: Array, end: Array) -> Array:
    """Whether a stretch of white space holds an ASCII line break: mostly its first byte tells."""
    found = _CLASS[raw[begin] & 0x7F] == _BREAK
    found &= raw[begin] < 0x80
    rest, offset = np.flatnonzero(~found & (end - begin > 1)), 1
    while len(rest):
        byte = raw[begin[rest] + offset]
        found[rest] = (byte < 0x80) & (_CLASS[byte & 0x7F] == _BREAK)
        offset += 1
        rest = rest[~found[rest] & (end[rest] - begin[rest] > offset)]
    return found


def _mark_wide(raw: Array, size: int, space: Array) -> Array:
    """Mark the white space beyond ASCII, which takes two or three bytes; give the places of its line breaks."""
    lead = np.flatnonzero(raw[:size] >= 0xC2)
    byte = raw[lead].astype(np.int32)
    lead, byte = lead[byte < 0xF0], byte[byte < 0xF0]
    second, third = raw[lead + 1].astype(np.int32) & 0x3F, raw[lead + 2].astype(np.int32) & 0x3F
    point = np.where(byte < 0xE0, (byte & 0x1F) << 6 | second, (byte & 0xF) << 12 | second << 6 | third)
    found = np.where(point < len(_CLASS), _CLASS[np.minimum(point, len(_CLASS) - 1)], 0)
    spaces = np.flatnonzero(found)
    for offset in range(2):
        space[lead[spaces] + offset] = True
    space[lead[spaces][byte[spaces] >= 0xE0] + 2] = True
    breaks: Array = lead[spaces][found[spaces] == _BREAK]
    return breaks


def code_points(raw: bytes, size: int, start: Array, end: Array) -> tuple[Array, Array]:
    """Turn bounds of forms from bytes into characters."""
    if not len(start):
        return start, end
    follows = np.flatnonzero(np.frombuffer(raw, np.int8, size) < -64)  # all bytes of a character but its first
    form = np.searchsorted(start, follows, "right") - 1
    inside = (form >= 0) & (follows < end[form])
    until_start = np.cumsum(np.bincount(form + 1, minlength=len(start) + 1))[:-1]
    until_end = until_start + np.bincount(form[inside], minlength=len(start))
    return start - until_start, end - until_end
