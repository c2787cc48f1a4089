"""The columns of a corpus that is written piece by piece: what each holds, in all of its pieces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from framing.corpus.finishing import WHOLE_NUMBERS, order_columns
from framing.corpus.shaping import DATES, OWN
from framing.corpus.values import as_json

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["as_table", "find_schema"]

_NUMBERS = {"integer": "int64", "number": "float64", "flag": "bool", "text": "str"}


def find_schema(paths: Sequence[Path], *, numbers: Mapping[str, str], finished: Iterable[str]) -> pa.Schema:
    """Say what every column of the corpus holds, from the schemas of its shards.

    Parameters
    ----------
    paths
        The Parquet files of raw rows.
    numbers
        What the untyped columns hold, for those that are all numbers or flags.
    finished
        The columns of the finished rows: some are made of others.

    Notes
    -----
    A column of whole numbers here and decimals there holds decimals; any other two types meet as text.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    found: dict[str, pa.DataType] = {}
    for path in paths:
        for column in pq.read_schema(path):
            found[column.name] = _meet(found.get(column.name, pa.null()), column.type)
    for name in OWN:
        found.pop(name, None)
    found = {name: found.get(name, pa.string()) for name in {**found, **dict.fromkeys(finished)}}
    names = order_columns([name for name in found if name != "article_id"])
    days = [name for name in names if name in DATES and name in ("date", "retrieved")]
    kinds = {name: _NUMBERS[kind] for name, kind in numbers.items()} | dict.fromkeys(days, "datetime64[us]")
    kinds |= {name: "Int64" for name in WHOLE_NUMBERS if name in found and pa.types.is_integer(found[name])}
    kinds |= {name: "object" for name in names if name not in kinds and not _is_text(found[name])}
    template = pd.DataFrame({name: pd.Series([], dtype=kinds.get(name, "str")) for name in names})
    schema = pa.Schema.from_pandas(
        template.rename_axis("article_id").set_axis(pd.Index([], dtype="str", name="article_id"))
    )
    for name in names:
        if kinds.get(name) == "object":
            schema = schema.set(schema.get_field_index(name), pa.field(name, found[name]))
    return schema


def as_table(rows: pd.DataFrame, ids: Sequence[str], schema: pa.Schema) -> pa.Table:
    """Give finished rows as an Arrow table of the corpus's columns."""
    import pyarrow as pa

    arrays = []
    for column in schema:
        if column.name == "article_id":
            arrays.append(pa.array(ids, type=column.type))
        elif column.name not in rows.columns:
            arrays.append(pa.nulls(len(rows), type=column.type))
        else:
            arrays.append(_as_array(rows[column.name], column.type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _as_array(values: pd.Series, kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    if _is_text(kind) and not isinstance(values.dtype, pd.StringDtype):
        cells = [None if gone else cell for cell, gone in zip(values.tolist(), values.isna().tolist(), strict=True)]
        return pa.array([cell if cell is None or isinstance(cell, str) else as_json(cell) for cell in cells], type=kind)
    return pa.array(values, type=kind, from_pandas=True, safe=not pa.types.is_floating(kind))  # 2**60 + 1 as a decimal


def _meet(one: pa.DataType, other: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if one == other or pa.types.is_null(other):
        return one
    if pa.types.is_null(one):
        return other
    numbers = all(pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in (one, other))
    if numbers:
        whole = pa.types.is_integer(one) and pa.types.is_integer(other)
        return pa.int64() if whole and pa.uint64() not in (one, other) else pa.float64()
    if pa.types.is_list(one) and pa.types.is_list(other):
        return _meet_lists(one, other)
    return pa.large_string()


def _meet_lists(one: pa.DataType, other: pa.DataType) -> pa.DataType:
    """Empty lists here and lists of anything there are such lists; lists of two types meet as text."""
    import pyarrow as pa

    kinds = {one.value_type, other.value_type} - {pa.null()}
    return pa.list_(kinds.pop()) if len(kinds) == 1 else pa.large_string()


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind))
