"""Distinct strings with row numbers, kept as one run of UTF-8: a tenth of what a list of strings takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from framing.text.growing import Growing
from framing.text.keys import PADDING, KeyTable, form_keys

__all__ = ["Spans", "Strings", "spans_of"]

Array = np.ndarray[Any, Any]
Spans = tuple[Array, Array, Array]
"""Padded UTF-8, and where in it each string starts and ends."""

_SLICE = 32_768  # strings looked up at a time: repeats among them are then few
_PADDING = np.frombuffer(PADDING, np.uint8)


class Strings:
    """Distinct strings, numbered in the order of their first appearance.

    No string may hold a line feed: it stands between the strings.

    Examples
    --------
    >>> strings = Strings()
    >>> strings.rows_of(["bluff", "rumour", "bluff"]).tolist()
    [0, 1, 0]
    >>> list(strings), strings.find("rumour", "gossip").tolist()
    (['bluff', 'rumour'], [1, -1])
    """

    def __init__(self) -> None:
        self._keys = KeyTable()
        self._bytes = Growing(np.uint8)
        self._ends = Growing(np.int64)  # of each string, with its line feed

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, row: int) -> str:
        return self.decode(row, row + 1)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self.decode(0))

    @property
    def n_bytes(self) -> int:
        """Bytes of all strings and of their row numbers."""
        return len(self._bytes) + 8 * len(self._ends) + self._keys.n_bytes

    def rows(self, spans: Spans) -> Array:
        """Row of each string; those not met before are added."""
        raw, start, end = spans
        keys = form_keys(raw, start, end)
        rows = np.empty(len(keys), np.int32)
        for begin in range(0, len(keys), _SLICE):
            part = slice(begin, begin + _SLICE)
            found = self._keys.find(keys[part])
            new = np.flatnonzero(found < 0)
            if len(new):
                found[new], first = self._keys.add(keys[part][new])
                source = new[first] + begin
                self._append(raw, start[source], end[source])
            rows[part] = found
        return rows

    def rows_of(self, strings: Sequence[str]) -> Array:
        """Row of each of some Python strings; those not met before are added."""
        return self.rows(spans_of(strings))

    def find(self, *strings: str) -> Array:
        """Row of each of some strings, −1 where one has not been met."""
        return self._keys.find(_keys_of(strings))

    def decode(self, begin: int, end: int | None = None) -> list[str]:
        """List the strings of some rows."""
        end = len(self) if end is None else end
        first = int(self._ends.values[begin - 1]) if begin else 0
        last = int(self._ends.values[end - 1]) if end > begin else first
        return self._bytes.values[first:last].tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]

    def pick(self, rows: Array) -> list[str]:
        """List the strings of some rows."""
        if not len(rows):
            return []
        ends = self._ends.values[rows]
        begins = np.where(rows > 0, self._ends.values[rows - 1], 0)
        picked, _ = _gather(self._bytes.values, begins, ends)
        return picked.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]

    def spans_from(self, begin: int) -> Spans:
        """Bytes and bounds of the strings from a row on."""
        ends = self._ends.values
        first = int(ends[begin - 1]) if begin else 0
        bounds = np.concatenate([[0], ends[begin:] - first])
        raw = np.concatenate([self._bytes.values[first:], _PADDING])
        return raw, bounds[:-1], bounds[1:] - 1

    def _append(self, raw: Array, start: Array, end: Array) -> None:
        """Copy strings to the end, each with a line feed behind it."""
        copied, ends = _gather(raw, start, end + 1)
        copied[ends - 1] = 10
        before = len(self._bytes)
        self._bytes.extend(copied)
        self._ends.extend(ends + before)


def _gather(raw: Array, start: Array, end: Array) -> tuple[Array, Array]:
    """Copy stretches of bytes one behind the other; say where each ends."""
    length = end - start
    ends = np.cumsum(length)
    return raw[np.repeat(end - ends, length) + np.arange(ends[-1])], ends


@lru_cache(maxsize=4096)
def _keys_of(strings: tuple[str, ...]) -> Array:
    return form_keys(*spans_of(strings))


def spans_of(strings: Sequence[str]) -> Spans:
    """Lay Python strings out as padded UTF-8.

    Examples
    --------
    >>> raw, start, end = spans_of(["né", "a"])
    >>> start.tolist(), end.tolist()
    ([0, 3], [3, 4])
    """
    encoded = [string.encode("utf-8", "surrogatepass") for string in strings]
    end = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)))
    start = np.concatenate([[0], end[:-1]]) if len(end) else end
    return np.frombuffer(b"".join(encoded) + PADDING, np.uint8), start, end
