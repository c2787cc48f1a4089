"""Arrays that grow, and rows of unequal length laid out."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.text.growing import Growing, Ragged, expand

NUMBERS = st.lists(st.integers(-(2**31), 2**31 - 1), max_size=20)


@given(st.lists(NUMBERS))
def test_growing_keeps_what_was_put_in(parts: list[list[int]]) -> None:
    column = Growing(np.int32)
    for part in parts:
        column.extend(part)
    assert column.values.tolist() == [number for part in parts for number in part]
    assert len(column) == sum(map(len, parts))
    assert column.values.dtype == np.int32


def test_growing_passes_its_first_room_and_leaves_earlier_views_alone() -> None:
    column = Growing(np.int64)
    column.extend([1, 2])
    view = column.values
    column.extend(np.arange(5000))
    column.extend([7])
    assert view.tolist() == [1, 2]
    assert column.values[[2, 5001, 5002]].tolist() == [0, 4999, 7]


@given(st.lists(st.lists(NUMBERS)))
def test_ragged_rows_come_back(parts: list[list[list[int]]]) -> None:
    ragged = Ragged({"item": np.int32, "double": np.int64})
    for rows in parts:
        flat = [number for row in rows for number in row]
        ragged.extend([len(row) for row in rows], {"item": flat, "double": [2 * number for number in flat]})
    rows = [row for part in parts for row in part]
    assert len(ragged) == len(rows)
    for name, factor in (("item", 1), ("double", 2)):
        column = ragged.column(name)
        found = [column[f : f + n].tolist() for f, n in zip(ragged.first, ragged.count, strict=True)]
        assert found == [[factor * number for number in row] for row in rows]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4))))
def test_expand_lays_rows_out(rows: list[tuple[int, int]]) -> None:
    first = np.array([f for f, _ in rows], np.int32)
    count = np.array([n for _, n in rows], np.int32)
    row, item = expand(first, count)
    assert row.tolist() == [number for number, (_, n) in enumerate(rows) for _ in range(n)]
    assert item.tolist() == [f + k for f, n in rows for k in range(n)]


def test_expand_of_single_items_and_of_nothing() -> None:
    ones = np.ones(3, np.int32)
    row, item = expand(np.array([5, 1, 5], np.int32), ones)
    assert (row.tolist(), item.tolist()) == ([0, 1, 2], [5, 1, 5])
    row, item = expand(ones[:0], ones[:0])
    assert (len(row), len(item)) == (0, 0)
    row, item = expand(ones, np.zeros(3, np.int32))
    assert (len(row), len(item)) == (0, 0)
