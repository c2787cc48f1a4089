"""Shards: some files of an import, read into raw rows on the disc, so that an import can stop and go on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.corpus.gathering import Gathering
from framing.corpus.opening import open_files
from framing.corpus.shaping import list_texts
from framing.corpus.values import as_json
from framing.corpus.writing import replace_file
from framing.formats.files import CorpusFile
from framing.formats.metadata import Metadata

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Plan", "Shard", "as_arrow", "plan_shards", "write_shard"]

_FORMAT = 1
"""Raised whenever the same files would give other raw rows: what an earlier version read is then read again."""

_FILES = 50
_BYTES = 20 * 2**20


@dataclass(frozen=True, slots=True)
class Plan:
    """What the user says about all files of an import."""

    columns: Mapping[str, str]
    metadata: str | None
    encoding: str | None
    repair: bool = False

    def read_metadata(self) -> Metadata | None:
        """Read the table about files, where there is one."""
        if self.metadata is None:
            return None
        return Metadata(self.metadata, columns=self.columns or None, encoding=self.encoding)


@dataclass(frozen=True, slots=True)
class Shard:
    """Some files, in order, and where their raw rows lie once they are read."""

    files: tuple[CorpusFile, ...]
    path: Path

    @property
    def record(self) -> Path:
        """The account of the shard; it is written last."""
        return self.path.with_suffix(".json")

    @property
    def is_done(self) -> bool:
        """Whether the shard was read whole."""
        return self.record.is_file()

    def read_record(self) -> dict[str, Any]:
        """Read the account: sources, doubts, notes, taken, names, untyped, texts."""
        record: dict[str, Any] = json.loads(self.record.read_text(encoding="utf-8"))
        return record

    def read_rows(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Read the raw rows, or some of their columns."""
        return pd.read_parquet(self.path, engine="pyarrow", columns=None if columns is None else list(columns))

    def remove(self) -> None:
        """Remove what was read."""
        self.record.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)


def plan_shards(files: Sequence[CorpusFile], plan: Plan, room: Path) -> list[Shard]:
    """Part the files into shards, each named by what it will hold; remove what belongs to another import."""
    groups: list[list[CorpusFile]] = []
    size = 0
    for file in files:
        own = file.path.stat().st_size
        if not groups or len(groups[-1]) == _FILES or size + own > _BYTES:
            groups.append([])
            size = 0
        groups[-1].append(file)
        size += own
    shards = [Shard(tuple(group), room / f"{_name(group, plan)}.parquet") for group in groups]
    names = {shard.path.stem for shard in shards}
    for path in sorted(room.iterdir()):
        if path.stem not in names or path.suffix not in (".parquet", ".json"):
            path.unlink()
    return shards


def write_shard(shard: Shard, plan: Plan, *, refused: Mapping[str, str] | None = None) -> None:
    """Read the files of a shard and write their raw rows, the account last; ``refused`` are left out with a reason."""
    gathering = Gathering(plan.columns or None, plan.read_metadata(), plan.repair)
    for file in shard.files:
        if refused and file.name in refused:
            gathering.refuse(file, refused[file.name], "reading it was stopped: it hung or broke the process")
        else:
            open_files([file], gathering, strict=False)
    raw = gathering.take_frame()
    untyped: list[str] = []
    texts: list[str] = []
    if raw is not None:
        untyped, texts = raw.attrs["untyped"], list_texts(raw)
        raw.attrs = {}
        replace_file(shard.path, _parquet_bytes(raw))
    record = {
        "sources": gathering.sources,
        "doubts": gathering.doubts,
        "notes": gathering.notes,
        "taken": gathering.taken,
        "names": list(gathering.names),
        "untyped": untyped,
        "texts": texts,
    }
    replace_file(shard.record, json.dumps(record, ensure_ascii=False, default=str).encode("utf-8"))


def as_arrow(values: pd.Series) -> pd.Series:
    """Give a column as a Parquet file can hold it: cells of several types, and objects, become text."""
    import pyarrow as pa

    if values.dtype != object:
        return values
    try:
        if not _holds_objects(pa.array(values, from_pandas=True).type):
            return values
    except (pa.ArrowException, ArithmeticError, TypeError, ValueError):
        pass
    texts = [cell if isinstance(cell, str) else as_json(cell) for cell in values.tolist()]
    return pd.Series(texts, index=values.index, dtype="str")


def _holds_objects(kind: pa.DataType) -> bool:
    """Whether cells are objects with keys: Arrow would give each the keys of all the others, and holds no empty one."""
    import pyarrow as pa

    return bool(pa.types.is_struct(kind) or (pa.types.is_list(kind) and _holds_objects(kind.value_type)))


def _parquet_bytes(raw: pd.DataFrame) -> bytes:
    data: bytes = raw.apply(as_arrow).to_parquet(None, engine="pyarrow", index=False)
    return data


def _name(files: Sequence[CorpusFile], plan: Plan) -> str:
    """Name a shard by everything its rows depend on."""
    about = [plan.metadata, _stamp(Path(plan.metadata))] if plan.metadata else []
    parts = [_FORMAT, sorted(plan.columns.items()), plan.encoding, plan.repair, about]
    parts += [
        [file.name, _stamp(file.path), file.encoding, sorted(file.columns.items()), file.outlet] for file in files
    ]
    return hashlib.sha256(json.dumps(parts).encode("utf-8")).hexdigest()[:24]


def _stamp(path: Path) -> list[object]:
    about = path.stat()
    return [str(path.resolve()), about.st_size, about.st_mtime_ns]
