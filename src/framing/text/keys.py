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
_LONG = 40  # bytes; longer forms are rare and hashed one by one
PADDING = bytes(_LONG + 8)  # must follow the text, so that 8-byte loads never run past its end


def form_keys(raw: Array, start: Array, end: Array) -> Array:
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
    key = words[start]
    key &= _MASK[np.minimum(length, 8)]
    key *= _MIX[0]
    key ^= key >> np.uint64(29)
    key += length.view(np.uint64) * _MIX[1]  # "a" is not "a\0"
    rest, offset = np.flatnonzero(length > 8), 8
    while len(rest) and offset < _LONG:
        load = words[start[rest] + offset] & _MASK[np.minimum(length[rest] - offset, 8)]
        load = (key[rest] ^ load) * _MIX[1]
        key[rest] = load ^ (load >> np.uint64(31))
        offset += 8
        rest = rest[length[rest] > offset]
    for form in rest.tolist():
        digest = hashlib.blake2b(raw[start[form] : end[form]].tobytes(), digest_size=8).digest()
        key[form] = int.from_bytes(digest, "little")
    key |= np.uint64(1)  # 0 marks an empty slot
    return key


class KeyTable:
    """An open-addressed table from keys to row numbers, given out in the order of arrival."""

    def __init__(self, bits: int = 12) -> None:
        self._bits, self._size = bits, 0
        self._keys = np.zeros(1 << bits, np.uint64)
        self._rows = np.zeros(1 << bits, np.int32)

    def __len__(self) -> int:
        return self._size

    @property
    def n_bytes(self) -> int:
        """Bytes the table takes."""
        return self._keys.nbytes + self._rows.nbytes

    def find(self, keys: Array) -> Array:
        """Row of each key, −1 where it is new."""
        slot = self._slot(keys)
        rows = self._rows[slot]
        astray = np.flatnonzero(self._keys[slot] != keys)
        if len(astray):
            rows[astray] = self._probe(keys[astray], slot[astray])
        return rows

    def add(self, keys: Array) -> tuple[Array, Array]:
        """Give rows to new keys, which may be repeated.

        Returns
        -------
        (row, first)
            Row of each key, and where among the keys each new row stands first.
        """
        while (self._size + len(keys)) * 3 > len(self._keys):
            self._grow()
        slot, number = self._insert(keys), np.arange(len(keys), dtype=np.int32)
        self._rows[slot[::-1]] = number[::-1]  # of repeats, the first is written last and stays
        first = np.flatnonzero(self._rows[slot] == number)
        self._rows[slot[first]] = self._size + np.arange(len(first), dtype=np.int32)
        self._size += len(first)
        return self._rows[slot], first

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

    def _insert(self, keys: Array) -> Array:
        """Put keys into free slots; give the slot of each."""
        slot = self._slot(keys).copy()
        active = np.arange(len(keys))
        while len(active):
            free = active[self._keys[slot[active]] == 0]
            self._keys[slot[free]] = keys[free]
            active = active[self._keys[slot[active]] != keys[active]]
            slot[active] = (slot[active] + 1) & (len(self._keys) - 1)
        return slot

    def _grow(self) -> None:
        held = self._keys != 0
        keys, rows = self._keys[held], self._rows[held]
        self._bits += 1
        self._keys = np.zeros(1 << self._bits, np.uint64)
        self._rows = np.zeros(1 << self._bits, np.int32)
        self._rows[self._insert(keys)] = rows
