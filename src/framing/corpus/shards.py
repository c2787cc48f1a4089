"""Shards: some files of an import, read into raw rows on the disc, so that an import can stop and go on."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.corpus.gathering import Gathering
from framing.corpus.opening import open_files
from framing.corpus.refusing import tell_trouble
from framing.corpus.shaping import list_texts
from framing.corpus.values import as_json
from framing.corpus.writing import replace_file
from framing.errors import CorpusError
from framing.formats.files import CorpusFile
from framing.formats.metadata import Metadata

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    *("Plan", "Shard", "as_arrow", "clear_room"),
    *("part_shard", "plan_shards", "refuse_shard", "size_of", "write_shard"),
]

_FORMAT = 1
"""Raised whenever the same files would give other raw rows: what an earlier version read is then read again."""

_READERS = ("charset-normalizer", "ftfy", "lxml", "openpyxl", "pypdf", "striprtf", "trafilatura", "warcio")
"""Libraries on which it depends what the rows of a file are."""

_OWN = re.compile(r"[0-9a-f]{24}(-\d+)?\.(parquet|json)|\.[0-9a-f]{24}(-\d+)?\.(parquet|json)\.\d+\.part")
_DEEPEST = 20  # Parquet has one hundred levels for a schema, and a list takes two or three
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

    @property
    def parts(self) -> list[Shard]:
        """The same files, one a shard."""
        stem, suffix = self.path.stem, self.path.suffix
        return [Shard((file,), self.path.with_name(f"{stem}-{n}{suffix}")) for n, file in enumerate(self.files)]

    def list_read(self) -> list[Shard]:
        """List the shards in which the files lie, once they are read: this one, or where need was one a file."""
        return self.parts if self.read_record().get("parted") else [self]


def plan_shards(files: Sequence[CorpusFile], plan: Plan, room: Path) -> list[Shard]:
    """Part the files into shards, each named by what it will hold; remove what belongs to another import.

    Raises
    ------
    CorpusError
        Where the room holds what no import has put there.
    """
    _check_room(room)
    groups: list[list[CorpusFile]] = []
    size = 0
    for file in files:
        own = size_of(file.path)
        if not groups or len(groups[-1]) == _FILES or size + own > _BYTES:
            groups.append([])
            size = 0
        groups[-1].append(file)
        size += own
    shards = [Shard(tuple(group), room / f"{_name(group, plan)}.parquet") for group in groups]
    names = {shard.path.stem for shard in shards}
    for path in sorted(room.iterdir()):
        if path.stem.partition("-")[0] not in names or path.suffix not in (".parquet", ".json"):
            path.unlink()
    return shards


def clear_room(room: Path) -> None:
    """Remove what an import has put into its room, and the room if nothing else is there."""
    for path in sorted(room.iterdir()):
        if _OWN.fullmatch(path.name):
            path.unlink()
    if not any(room.iterdir()):
        room.rmdir()


def size_of(path: Path) -> int:
    """Give the bytes of a file, 0 where it is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _check_room(room: Path) -> None:
    strangers = [path.name for path in sorted(room.iterdir()) if not _OWN.fullmatch(path.name) or path.is_dir()]
    if strangers:
        raise CorpusError(
            "the folder for what was read holds other files, which the import would remove",
            found=f"{', '.join(strangers[:3])} in {room.name!r}",
            do="move them elsewhere, or give the corpus another name",
        )


def write_shard(shard: Shard, plan: Plan) -> None:
    """Read the files of a shard and write their raw rows, the account last; one that breaks its reader is refused.

    Raises
    ------
    CorpusError
        Where the table about files cannot be read.
    """
    metadata = plan.read_metadata()
    try:
        found = _read(shard.files, plan, metadata)
    except Exception as error:
        if len(shard.files) == 1:
            refuse_shard(shard, "file damaged", tell_trouble(error))
            return
        for part in shard.parts:
            if not part.is_done:
                write_shard(part, plan)
        part_shard(shard)
        return
    _write(shard, *found)


def refuse_shard(shard: Shard, reason: str, note: str) -> None:
    """Write the account of files that were not read."""
    gathering = Gathering()
    for file in shard.files:
        gathering.refuse(file, reason, note)
    _write(shard, None, _record(gathering, [], []))


def part_shard(shard: Shard) -> None:
    """Note that the files of a shard lie in shards of their own, all of which are done."""
    _write(shard, None, {"parted": True})


def _read(files: Sequence[CorpusFile], plan: Plan, metadata: Metadata | None) -> tuple[bytes | None, dict[str, Any]]:
    """Give the raw rows of files, where there are any, and the account of them."""
    gathering = open_files(files, Gathering(plan.columns or None, metadata, plan.repair), strict=False)
    raw = gathering.take_frame()
    if raw is None:
        return None, _record(gathering, [], [])
    untyped, texts = raw.attrs["untyped"], list_texts(raw)
    raw.attrs = {}
    return _parquet_bytes(raw), _record(gathering, untyped, texts)


def _record(gathering: Gathering, untyped: list[str], texts: list[str]) -> dict[str, Any]:
    return {
        "sources": gathering.sources,
        "doubts": gathering.doubts,
        "notes": gathering.notes,
        "taken": gathering.taken,
        "names": list(gathering.names),
        "untyped": untyped,
        "texts": texts,
    }


def _write(shard: Shard, rows: bytes | None, record: Mapping[str, Any]) -> None:
    if rows is None:
        shard.path.unlink(missing_ok=True)  # of a process that was killed before it wrote the account
    else:
        replace_file(shard.path, rows)
    replace_file(shard.record, json.dumps(record, default=str).encode("ascii"))


def as_arrow(values: pd.Series) -> pd.Series:
    """Give a column as a Parquet file can hold it: cells of several types, and objects, become text."""
    import pyarrow as pa

    if values.dtype != object:
        return values
    try:
        if not _holds_objects(pa.array(values, from_pandas=True).type, _DEEPEST):
            return values
    except (pa.ArrowException, ArithmeticError, TypeError, ValueError):
        pass
    texts = [cell if isinstance(cell, str) else as_json(cell) for cell in values.tolist()]
    return pd.Series(texts, index=values.index, dtype="str")


def _holds_objects(kind: pa.DataType, levels: int) -> bool:
    """Whether cells are objects with keys, or lists in more levels than Parquet reads.

    Arrow would give each object the keys of all the others, and holds no empty one.
    """
    import pyarrow as pa

    is_list = pa.types.is_list(kind)
    return bool(pa.types.is_struct(kind) or (is_list and (not levels or _holds_objects(kind.value_type, levels - 1))))


def _parquet_bytes(raw: pd.DataFrame) -> bytes:
    data: bytes = raw.apply(as_arrow).to_parquet(None, engine="pyarrow", index=False)
    return data


def _name(files: Sequence[CorpusFile], plan: Plan) -> str:
    """Name a shard by everything its rows depend on."""
    about = [plan.metadata, _stamp(Path(plan.metadata))] if plan.metadata else []
    parts = [_FORMAT, _list_versions(), sorted(plan.columns.items()), plan.encoding, plan.repair, about]
    parts += [
        [file.name, _stamp(file.path), file.encoding, sorted(file.columns.items()), file.outlet] for file in files
    ]
    return hashlib.sha256(json.dumps(parts).encode("utf-8")).hexdigest()[:24]


@cache
def _list_versions() -> tuple[str, ...]:
    """List the versions of everything that reads: of Python, of the kit and of its libraries."""
    return (platform.python_version(), *(version(name) for name in ("framing", *_READERS)))


def _stamp(path: Path) -> list[object]:
    """Tell a file from another, or from the same one after a change, and one that is there from one that is not."""
    try:
        about = path.stat()
    except OSError:
        return [str(path.absolute())]
    return [str(path.resolve()), about.st_size, about.st_mtime_ns]
