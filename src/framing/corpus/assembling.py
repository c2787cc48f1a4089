"""Assembling: the raw rows of all shards as one Parquet file, some rows in memory at a time."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.corpus.finishing import find_orders, finish_rows, merge_notes, set_numbers
from framing.corpus.gathering import Gathering
from framing.corpus.identity import check_unique, hash_articles, number_repeats
from framing.corpus.outlet_tables import check_spellings
from framing.corpus.refusing import check_texts, nothing_read
from framing.corpus.schemas import as_table, find_schema
from framing.corpus.shards import Plan, Shard
from framing.corpus.values import find_number_kind
from framing.corpus.writing import ROWS_OF_GROUP
from framing.formats.accounts import pack_account
from framing.formats.columns import check_mapping
from framing.formats.dates import DayOrder

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["assemble"]


def assemble(
    shards: Sequence[Shard],
    plan: Plan,
    target: Path,
    *,
    retrieved: np.datetime64 | None,
    left_out: Sequence[str],
    outlets: Mapping[str, str] | None = None,
) -> None:
    """Write the corpus: settle first what only the whole of it can say, then finish it shard by shard.

    Parameters
    ----------
    shards
        All shards of the import, read.
    plan
        What the user says about all files.
    target
        The Parquet file.
    retrieved
        The day the texts were collected.
    left_out
        Files of the folders that are not read.
    outlets
        From the spelling of an outlet to its name, where the user has unified them.

    Raises
    ------
    CorpusError
        Where no article was read, a mapping or a table about files fits nothing, a spelling has no name, or an id
        stands twice.
    """
    account = _read_account(shards, plan, left_out)
    filled = [shard for shard in shards if shard.path.is_file()]
    if not filled:
        raise nothing_read(account.doubts)
    whole = _Whole(filled, retrieved, _untyped(filled))
    ids = whole.find_ids()
    check_texts(sum(map(len, ids)), has_text=whole.has_text, sources=account.sources)
    if outlets is not None:
        check_spellings(whole.spellings, outlets)
        whole.outlets = outlets
        whole.names |= {"outlet_raw": None}
    schema = find_schema([shard.path for shard in filled], numbers=whole.numbers, finished=whole.names)
    attrs = {"reading": merge_notes(account.notes), "sources": account.sources, "doubts": account.doubts}
    _write(whole, ids, schema, target, pack_account(attrs))


@dataclass(slots=True)
class _Whole:
    """The corpus, finished shard by shard as often as it is asked for."""

    shards: Sequence[Shard]
    retrieved: np.datetime64 | None
    untyped: list[str]
    orders: dict[str, DayOrder] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    outlets: Mapping[str, str] | None = None
    spellings: set[str] = field(default_factory=set)
    has_text: bool = False

    def __post_init__(self) -> None:
        dates = [shard.read_rows(["_group", "date"]).drop_duplicates() for shard in self.shards]
        self.orders = find_orders(pd.concat(dates, ignore_index=True))
        self.numbers = {name: find_number_kind(self._cells(name)) for name in self.untyped}

    def finish(self) -> Iterator[pd.DataFrame]:
        """Give the finished rows of each shard, in order."""
        for shard in self.shards:
            raw = shard.read_rows()
            rows = finish_rows(raw, orders=self.orders, retrieved=self.retrieved)
            if self.outlets is not None:
                printed = _printed(rows)
                rows = rows.assign(outlet_raw=printed, outlet=printed.map(self.outlets).astype("str"))
            yield set_numbers(rows, self.numbers)

    def find_ids(self) -> list[list[str]]:
        """Give every row its id: the file's own, or one made from what the article says."""
        made: list[list[str]] = []
        own: list[list[bool]] = []
        files: list[str] = []
        for rows in self.finish():
            self.names |= dict.fromkeys(rows.columns)
            self.spellings |= set(_printed(rows).dropna())
            self.has_text |= any(text and not text.isspace() for text in rows["text"].tolist())
            given = rows["article_id"] if "article_id" in rows.columns else pd.Series([None] * len(rows), dtype="str")
            own.append(given.notna().tolist())
            hashes = hash_articles(rows)
            made.append([key if has else hashed for key, has, hashed in zip(given, own[-1], hashes, strict=True)])
            files += rows["source_file"].fillna("the table").tolist()
        self._number(made, own)
        check_unique([key for keys in made for key in keys], files)
        return made

    def _number(self, made: list[list[str]], own: list[list[bool]]) -> None:
        """Number made ids that stand more than once; only the rows that bear one are looked at again."""
        counts = Counter(
            key for keys, given in zip(made, own, strict=True) for key, has in zip(keys, given, strict=True) if not has
        )
        if max(counts.values(), default=0) < 2:
            return
        places: list[tuple[int, int]] = []
        repeats: list[pd.DataFrame] = []
        for shard, rows in enumerate(self.finish()):
            chosen = [n for n, key in enumerate(made[shard]) if not own[shard][n] and counts[key] > 1]
            places += [(shard, n) for n in chosen]
            repeats.append(rows.iloc[chosen].drop(columns=["text", "article_id"], errors="ignore"))
        hashes = [made[shard][n] for shard, n in places]
        for (shard, n), key in zip(places, number_repeats(hashes, pd.concat(repeats, ignore_index=True)), strict=True):
            made[shard][n] = key

    def _cells(self, name: str) -> Iterator[pd.Series]:
        for shard in self.shards:
            if name in _columns_of(shard):
                yield shard.read_rows([name])[name]


def _printed(rows: pd.DataFrame) -> pd.Series:
    """Give the outlets as they are printed."""
    return rows["outlet_raw"].fillna(rows["outlet"]) if "outlet_raw" in rows.columns else rows["outlet"]


def _read_account(shards: Sequence[Shard], plan: Plan, left_out: Sequence[str]) -> Gathering:
    """Put the accounts of the shards together, and that of what was never opened."""
    account = Gathering()
    for shard in shards:
        record = shard.read_record()
        account.sources += record["sources"]
        account.doubts += record["doubts"]
        account.notes += record["notes"]
        account.taken += [tuple(pair) for pair in record["taken"]]
        account.names |= dict.fromkeys(record["names"])
    metadata = plan.read_metadata()
    if metadata is not None:
        account.notes += metadata.count_leftover(account.taken)
        account.names |= dict.fromkeys(metadata.names)
    check_mapping(plan.columns or None, account.names)
    account.leave_out(left_out)
    return account


def _columns_of(shard: Shard) -> list[str]:
    import pyarrow.parquet as pq

    names: list[str] = pq.read_schema(shard.path).names
    return names


def _untyped(shards: Sequence[Shard]) -> list[str]:
    """List the columns of files without types that no file with types holds as text."""
    records = [shard.read_record() for shard in shards]
    texts = {name for record in records for name in record["texts"]}
    return sorted({name for record in records for name in record["untyped"]} - texts)


def _write(whole: _Whole, ids: list[list[str]], schema: pa.Schema, target: Path, account: Mapping[str, str]) -> None:
    """Write the rows in groups of the same size, wherever the shards end."""
    import pyarrow.parquet as pq

    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    waiting: list[pa.Table] = []
    try:
        with pq.ParquetWriter(part, schema) as writer:
            for rows, keys in zip(whole.finish(), ids, strict=True):
                waiting.append(as_table(rows, keys, schema))
                waiting = _flush(writer, waiting)
            _flush(writer, waiting, all_of_it=True)
            writer.add_key_value_metadata(account)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _flush(writer: object, waiting: list[pa.Table], *, all_of_it: bool = False) -> list[pa.Table]:
    import pyarrow as pa

    if not waiting:
        return []
    table = pa.concat_tables(waiting)
    whole = len(table) if all_of_it else len(table) - len(table) % ROWS_OF_GROUP
    if whole:
        writer.write_table(table.slice(0, whole), row_group_size=ROWS_OF_GROUP)  # type: ignore[attr-defined]
    return [table.slice(whole)] if whole < len(table) else []
