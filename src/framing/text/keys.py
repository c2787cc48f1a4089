"""From the bytes of a form to its row number: 64-bit keys and an open-addressed table of them.

Two different forms share a key with probability 2⁻⁶³ each pair: 1 in 10⁷ for a million forms.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

__all__ = ["KeyTable", "form_keys"]

Array = np.ndarray[Any, Any]

_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93], np.uint64)
_MASK = np.array([(1 << (8 * n)) - 1 for n in range(9)], np.uint64)
_STOP = np.array([0xFF << (8 * n) for n in range(8)] + [0], np.uint64)  # a byte that UTF-8 never has
_LONG = 40  # bytes; longer forms are rare and hashed one by one
PADDING = bytes(_LONG + 8)  # must follow the text, so that 8-byte loads never run past its end


def form_keys(raw: bytes, start: Array, end: Array) -> Array:
    """Compute the key of each form from its bytes.

    Parameters
    ----------
    raw
        UTF-8 text, followed by `PADDING`.
    start, end
        Bounds of the forms in bytes.
    """
    words = np.ndarray((len(raw) - 8,), "<u8", raw, 0, (1,))
    length = end - start
    key = _load(words, start, length) * _MIX[0]
    key ^= key >> np.uint64(29)
    rest, offset = np.flatnonzero(length > 8), 8
    while len(rest) and offset < _LONG:
        load = (key[rest] ^ _load(words, start[rest] + offset, length[rest] - offset)) * _MIX[1]
        key[rest] = load ^ (load >> np.uint64(31))
        offset += 8
        rest = rest[length[rest] > offset]
    for form in rest.tolist():
        digest = hashlib.blake2b(raw[start[form] : end[form]], digest_size=8).digest()
        key[form] = int.from_bytes(digest, "little")
    return key | np.uint64(1)  # 0 marks an empty slot


def _load(words: Array, start: Array, length: Array) -> Array:
    """Give up to eight bytes, closed by `_STOP` where there are fewer: no two forms load the same bytes."""
    taken = np.minimum(length, 8)
    load: Array = words[start] & _MASK[taken] | _STOP[taken]
    return load


class KeyTable:
    """An open-addressed table from keys to row numbers, given out in the order of arrival."""

    def __init__(self, bits: int = 16) -> None:
        self._bits, self._size = bits, 0
        self._keys = np.zeros(1 << bits, np.uint64)
        self._rows = np.zeros(1 << bits, np.int32)

    def __len__(self) -> int:
        return self._size

    def find(self, keys: Array) -> Array:
        """Row of each key, −1 where it is new."""
        slot = self._slot(keys)
        rows = self._rows[slot]
        astray = np.flatnonzero(self._keys[slot] != keys)
        if len(astray):
            rows[astray] = self._probe(keys[astray], slot[astray])
        return rows

    def add(self, keys: Array) -> Array:
        """Give rows to new, distinct keys."""
        rows = np.arange(self._size, self._size + len(keys), dtype=np.int32)
        self._size += len(keys)
        while self._size * 3 > len(self._keys):
            self._grow()
        self._insert(keys, rows)
        return rows

    def _slot(self, keys: Array) -> Array:
        slot: Array = (keys * _MIX[2]) >> np.uint64(64 - self._bits)
        return slot.view(np.int64)

    def _probe(self, keys: Array, slot: Array) -> Array:
        rows = np.full(len(keys), -1, np.int32)
        active = np.arange(len(keys))
        while len(active):
            held = self._keys[slot[active]]
            hit = held == keys[active]
            rows[active[hit]] = self._rows[slot[active[hit]]]
            active = active[~hit & (held != 0)]
            slot[active] = (slot[active] + 1) & (len(self._keys) - 1)
        return rows

    def _insert(self, keys: Array, rows: Array) -> None:
        slot = self._slot(keys).copy()
        active = np.arange(len(keys))
        while len(active):
            free = active[self._keys[slot[active]] == 0]
            self._keys[slot[free]] = keys[free]
            won = self._keys[slot[active]] == keys[active]
            self._rows[slot[active[won]]] = rows[active[won]]
            active = active[~won]
            slot[active] = (slot[active] + 1) & (len(self._keys) - 1)

    def _grow(self) -> None:
        held = self._keys != 0
        keys, rows = self._keys[held], self._rows[held]
        self._bits += 2
        self._keys = np.zeros(1 << self._bits, np.uint64)
        self._rows = np.zeros(1 << self._bits, np.int32)
        self._insert(keys, rows)
