"""Arrays that grow, as the vocabulary meets new words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

__all__ = ["Growing", "Ragged", "expand"]


class Growing:
    """A one-dimensional array that grows at its end at constant cost an item."""

    def __init__(self, dtype: Any) -> None:
        self._room = np.zeros(1024, dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def values(self) -> np.ndarray[Any, Any]:
        """The items so far, as a view that must not be written to."""
        return self._room[: self._size]

    def extend(self, items: Sequence[Any] | np.ndarray[Any, Any]) -> None:
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
    def first(self) -> np.ndarray[Any, Any]:
        """Place of each row's first item."""
        return self._first.values

    @property
    def count(self) -> np.ndarray[Any, Any]:
        """Number of items of each row."""
        return self._count.values

    def column(self, name: str) -> np.ndarray[Any, Any]:
        """Items of all rows, one after the other."""
        return self._columns[name].values

    def extend(self, counts: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> None:
        """Put rows at the end: how long each is, and the items of all, column by column."""
        ends = np.cumsum(np.asarray(counts, np.int64)) if len(counts) else np.zeros(0, np.int64)
        items = len(next(iter(self._columns.values())))
        self._first.extend(items + ends - np.asarray(counts, np.int64))
        self._count.extend(counts)
        for name, values in columns.items():
            self._columns[name].extend(values)


def expand(
    first: np.ndarray[Any, Any], count: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Lay ragged rows out one after the other.

    Returns
    -------
    (row, item)
        For each item: which of the given rows it belongs to, and its place in the ragged columns.
    """
    if (count == 1).all():
        return np.arange(len(count), dtype=np.int32), first
    row = np.repeat(np.arange(len(count), dtype=np.int32), count)
    before = np.cumsum(count, dtype=np.int64) - count
    item = np.arange(len(row), dtype=np.int64) + (first - before)[row]
    return row, item
