"""Arrays that grow, as the vocabulary meets new words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

__all__ = ["Growing", "Ragged", "expand"]

Array = np.ndarray[Any, Any]


class Growing:
    """A one-dimensional array that grows at its end at constant cost an item."""

    def __init__(self, dtype: Any) -> None:
        self._room = np.zeros(1024, dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def values(self) -> Array:
        """The items so far, as a view that must not be written to."""
        return self._room[: self._size]

    def extend(self, items: Sequence[Any] | Array) -> None:
        """Put items at the end."""
        size = self._size + len(items)
        if size > len(self._room):
            room = np.zeros(max(size, 2 * len(self._room)), self._room.dtype)
            room[: self._size] = self._room[: self._size]
            self._room = room
        self._room[self._size : size] = items
        self._size = size


class Ragged:
    """Rows of unequal length: where each begins, how long it is, and the items of all."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self._first, self._count = Growing(np.int32), Growing(np.int32)
        self._columns = {name: Growing(dtype) for name, dtype in columns.items()}

    def __len__(self) -> int:
        return len(self._count)

    @property
    def first(self) -> Array:
        """Place of each row's first item."""
        return self._first.values

    @property
    def count(self) -> Array:
        """Number of items of each row."""
        return self._count.values

    def column(self, name: str) -> Array:
        """Items of all rows, one after the other."""
        return self._columns[name].values

    def take(self, rows: Array, name: str) -> tuple[Array | None, Array]:
        """Items of some rows, one after the other, most of which have one.

        Returns
        -------
        (row, item)
            Which of the given rows each item belongs to, or None where every row has one item; and the items.
        """
        items, other = self.column(name), self.count != 1
        if not len(items):
            return np.zeros(0, np.int32), items
        only = items[np.minimum(self.first, len(items) - 1)][rows]
        places = np.flatnonzero(other[rows])
        if not len(places):
            return None, only
        size = self.count[rows[places]]
        times = np.ones(len(rows), np.int32)
        times[places] = size
        row = np.repeat(np.arange(len(rows), dtype=np.int32), times)
        taken = only[row]
        before = np.cumsum(size - 1) - size + 1
        inner, item = expand(self.first[rows[places]], size)
        within = np.arange(len(inner)) - np.repeat(np.cumsum(size) - size, size)
        taken[(places + before)[inner] + within] = items[item]
        return row, taken

    def extend(self, counts: Sequence[int] | Array, columns: Mapping[str, Sequence[Any] | Array]) -> None:
        """Put rows at the end: how long each is, and the items of all, column by column."""
        ends = np.cumsum(np.asarray(counts, np.int64)) if len(counts) else np.zeros(0, np.int64)
        items = len(next(iter(self._columns.values())))
        self._first.extend(items + ends - np.asarray(counts, np.int64))
        self._count.extend(counts)
        for name, values in columns.items():
            self._columns[name].extend(values)


def expand(first: Array, count: Array) -> tuple[Array, Array]:
    """Lay ragged rows out one after the other.

    Returns
    -------
    (row, item)
        For each item: which of the given rows it belongs to, and its place in the ragged columns.
    """
    row = np.repeat(np.arange(len(count), dtype=np.int32), count)
    longer = np.flatnonzero(count > 1)
    if not len(longer):
        return row, np.repeat(first, count) if len(row) < len(count) else first
    item = np.repeat(first, count)
    size = count[longer]
    within = np.arange(size.sum(), dtype=first.dtype) - np.repeat(np.cumsum(size) - size, size)
    begin = np.cumsum(count)[longer] - size
    item[np.repeat(begin, size) + within] += within
    return row, item
