"""Schemas: columns whose pieces hold different things meet in one type, and no cell is lost on the way."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.schemas import as_table, find_schema
from framing.corpus.shards import as_arrow, as_json
from framing.corpus.values import as_typed

KINDS: dict[str, st.SearchStrategy[Any]] = {
    "flag": st.booleans(),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "large": st.integers(2**63, 2**70),
    "decimal": st.floats(allow_nan=False),
    "text": st.text(alphabet='ab"é', max_size=3),
    "day": st.dates(dt.date(1700, 1, 1), dt.date(2100, 1, 1)),
    "numbers": st.lists(st.integers(-9, 9), max_size=3),
    "words": st.lists(st.text(alphabet="ab", max_size=2), max_size=3),
    "object": st.dictionaries(st.sampled_from("ab"), st.integers(0, 9), max_size=2),
}
PIECES = st.lists(
    st.sampled_from(list(KINDS)).flatmap(
        lambda kind: st.lists(st.none() | KINDS[kind], min_size=1, max_size=3).map(lambda cells: (kind, cells))
    ),
    min_size=1,
    max_size=3,
)


def meet(pieces: list[list[Any]], folder: Path) -> pa.Table:
    """Write each piece as a shard holds it, and put them together again under one schema."""
    frames, paths = [], []
    for number, cells in enumerate(pieces):
        path = folder / f"{number}.parquet"
        pd.DataFrame({"_file": "a", "n": as_arrow(as_typed(cells))}).to_parquet(path, index=False)
        frames.append(pd.read_parquet(path))
        paths.append(path)
    schema = find_schema(paths, numbers={}, finished=["n"])
    assert schema.names == ["n", "article_id"]
    tables = [as_table(frame, [str(n) for n in range(len(frame))], schema) for frame in frames]
    pq.write_table(pa.concat_tables(tables), folder / "whole.parquet")
    return pq.read_table(folder / "whole.parquet")


def as_held(cell: Any, kind: pa.DataType) -> Any:
    """Say what a cell must be in a column of that type."""
    if pa.types.is_floating(kind):
        return float(cell)
    if pa.types.is_large_string(kind) or pa.types.is_string(kind):
        return cell if isinstance(cell, str) else as_json(cell)
    return cell


@settings(max_examples=20, deadline=None)
@given(PIECES)
def test_every_cell_is_there_as_it_was_or_as_its_text(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[str, list[Any]]]
) -> None:
    folder = tmp_path_factory.mktemp("schemas")
    table = meet([cells for _, cells in pieces], folder)
    kind = table.schema.field("n").type
    cells = [cell for _, piece in pieces for cell in piece]
    held = table["n"].to_pylist()
    assert [cell is None for cell in held] == [cell is None for cell in cells]
    nullable = any(None in piece for _, piece in pieces)  # whole numbers with gaps are read as decimals before that
    for cell, now in zip(cells, held, strict=True):
        if cell is None:
            continue
        if nullable and isinstance(cell, int) and not isinstance(cell, bool):
            assert float(now) == float(cell)
        elif nullable and isinstance(cell, list):
            assert now in (cell, as_json(cell))
        else:
            assert now == as_held(cell, kind)


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        ([[1, 2], [3]], "int64"),
        ([[1], [2.5]], "double"),
        ([[2**60 + 1], [2.5]], "double"),
        ([[2**63 + 5], [-3]], "double"),
        ([[True], [None, False]], "bool"),
        ([[1], ["b"]], "large_string"),
        ([[1], [True]], "large_string"),
        ([[["a"]], [[]]], "list"),
        ([[["a"]], [[1]]], "large_string"),
        ([[["a"]], ["a"]], "large_string"),
        ([[{"a": 1}], [{"b": 2}]], "large_string"),
        ([[{}], [None]], "large_string"),
        ([[dt.date(2019, 3, 4)], [dt.date(2020, 3, 4)]], "date32[day]"),
        ([[dt.date(2019, 3, 4)], [7]], "large_string"),
    ],
)
def test_what_two_types_meet_as(pieces: list[list[Any]], kind: str, tmp_path: Path) -> None:
    held = str(meet(pieces, tmp_path).schema.field("n").type)
    assert held.startswith(kind)
    assert str(meet(pieces[::-1], tmp_path).schema.field("n").type) == held


def test_documented_columns_come_first_and_days_are_days(tmp_path: Path) -> None:
    frame = pd.DataFrame({"_group": "a", "b": [1], "date": ["4 March 2019"], "text": ["It rained."], "m": ["7"]})
    frame.to_parquet(tmp_path / "a.parquet")
    schema = find_schema([tmp_path / "a.parquet"], numbers={"m": "integer"}, finished=["text_hash", "date", "text"])
    assert schema.names == ["text", "date", "text_hash", "b", "m", "article_id"]
    assert [str(schema.field(name).type) for name in ("date", "b", "m")] == ["timestamp[us]", "int64", "int64"]


def test_a_column_that_a_piece_does_not_have_is_missing_there(tmp_path: Path) -> None:
    for name, column in (("a", "n"), ("b", "m")):
        pd.DataFrame({column: [7]}).to_parquet(tmp_path / f"{name}.parquet")
    schema = find_schema([tmp_path / "a.parquet", tmp_path / "b.parquet"], numbers={}, finished=[])
    rows = as_table(pd.DataFrame({"n": [7]}), ["x"], schema).to_pylist()
    assert rows == [{"n": 7, "m": None, "article_id": "x"}]


def test_positions_with_gaps_stay_whole_numbers(tmp_path: Path) -> None:
    pd.DataFrame({"position": [7]}).to_parquet(tmp_path / "a.parquet")
    schema = find_schema([tmp_path / "a.parquet"], numbers={}, finished=[])
    pq.write_table(as_table(pd.DataFrame({"position": [7]}), ["x"], schema), tmp_path / "b.parquet")
    assert str(pd.read_parquet(tmp_path / "b.parquet")["position"].dtype) == "Int64"
