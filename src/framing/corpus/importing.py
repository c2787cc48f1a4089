"""Importing a corpus of any size: file by file, within bounds of memory and time, and resumable."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from framing.corpus.assembling import assemble
from framing.corpus.finishing import read_day
from framing.corpus.outlet_tables import name_spellings
from framing.corpus.reading import list_inputs
from framing.corpus.shards import (
    Plan,
    Shard,
    clear_room,
    part_shard,
    plan_shards,
    refuse_shard,
    size_of,
    write_shard,
)
from framing.corpus.working import work_off
from framing.errors import CorpusError
from framing.formats.columns import check_targets
from framing.formats.files import CorpusFile

__all__ = ["import_corpus"]

_SECONDS = 60.0
_BYTES_A_SECOND = 500_000  # slower than the slowest reader (PDF) on a slow machine


def import_corpus(
    source: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    metadata: str | os.PathLike[str] | None = None,
    encoding: str | None = None,
    retrieved: str | dt.date | None = None,
    repair: bool = False,
    outlets: pd.DataFrame | None = None,
    workers: int = 1,
    progress: bool = False,
) -> Path:
    r"""Import files and folders of any number into one Parquet file, with the account of what came in.

    The same files give the same table as `read_corpus`, with three differences. Memory does not grow with the number
    of files. Every file is read in a process of its own with bounds of time, so that one that crashes or hangs the
    reader costs only itself; a table that cannot be read is reported too, and not an error. And an import that was
    interrupted goes on where it stopped: what was read lies in ``.<out>.import`` until the corpus is written, and is
    taken up by the next import of the same files with the same options. Of unknown columns, objects become JSON text,
    and a column that holds several kinds of values becomes text: a Parquet file has one kind a column.

    Parameters
    ----------
    source, columns, encoding, retrieved, repair
        As for `read_corpus`.
    out
        The file to write, ``.parquet``, outside the folders that are read. An existing one is replaced when all is
        read, not before.
    metadata
        The path of a table about files of one article.
    outlets
        A table as `list_outlets` makes it, edited: every article gets the name of its outlet there, and keeps the
        spelling in ``outlet_raw``.
    workers
        Processes that read; 0 reads in this process, without bounds of time. The file is the same, byte for byte.
    progress
        Whether to show a bar.

    Returns
    -------
    pathlib.Path
        The file written. ``read_corpus`` gives the table, ``list_sources`` and ``find_doubts`` the account.

    Raises
    ------
    CorpusError
        As `read_corpus`, but for damaged tables; where nothing could be read; where ``out`` is no Parquet file, is
        one of the sources or lies in one.

    Examples
    --------
    >>> import framing as fr, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "rain.txt").write_text("Rain again\n\nIt rained all day.")
    ...     _ = pathlib.Path(folder, "snow.txt").write_bytes(b"")
    ...     path = import_corpus([f"{folder}/rain.txt", f"{folder}/snow.txt"], f"{folder}/corpus.parquet", workers=0)
    ...     articles = fr.read_corpus(path)
    >>> fr.list_sources(articles)[["source_file", "read", "reason"]].fillna("").values.tolist()
    [['rain.txt', 1, ''], ['snow.txt', 0, 'file empty']]
    """
    target = _check_target(out)
    _check_paths(source, metadata)
    check_targets(columns)
    if workers < 0:
        raise CorpusError("work needs a number of processes", found=f"workers={workers}", do="use workers=1 or more")
    day = read_day(retrieved)
    names = None if outlets is None else name_spellings(outlets)
    files, left_out = list_inputs(source, encoding=encoding, metadata=metadata)
    _check_apart(source, files, target)
    plan = Plan(dict(columns or {}), os.fspath(metadata) if metadata is not None else None, encoding, repair)
    plan.read_metadata()  # what is wrong with it is said before anything is read
    room = _make_room(target)
    shards = plan_shards(files, plan, room)
    for _ in _with_bar(_read_shards(shards, plan, workers=workers), files, shards, show=progress):
        pass
    read = [part for shard in shards for part in shard.list_read()]
    try:
        assemble(read, plan, target, retrieved=day, left_out=left_out, outlets=names)
    except CorpusError:
        clear_room(room)
        raise
    clear_room(room)
    return target


def _check_target(out: str | os.PathLike[str]) -> Path:
    target = Path(out)
    if target.suffix.lower() != ".parquet" or target.is_dir():
        raise CorpusError("a corpus is imported into a Parquet file", found=repr(str(out)), do="end it in .parquet")
    if not target.absolute().parent.is_dir():
        raise CorpusError("the folder for the corpus does not exist", found=str(target.parent), do="make it first")
    return target


def _check_paths(source: object, metadata: object) -> None:
    """Refuse tables in memory: what an interrupted import takes up again are files."""
    for name, given in (("source", source), ("metadata=", metadata)):
        if isinstance(given, pd.DataFrame):
            do = 'write it to a file, table.to_csv("table.csv"), and name that; or use read_corpus, which takes tables'
            raise CorpusError(f"an import takes {name} as a path", found="a DataFrame", do=do)


def _check_apart(source: object, files: Sequence[CorpusFile], target: Path) -> None:
    """Refuse to write the corpus among what it is made of, where the next import would read it."""
    place = target.resolve()
    if any(file.path.resolve() == place for file in files):
        only = "the only source" if len(files) == 1 else "one of the sources"
        raise CorpusError(f"{only} is the file to write", found=repr(target.name), do="give out another name")
    sources = [source] if isinstance(source, str | os.PathLike) else source
    for folder in [Path(one).resolve() for one in sources if Path(one).is_dir()]:  # type: ignore[attr-defined]
        if place.is_relative_to(folder):
            raise CorpusError(
                "the corpus would lie in a folder it is read from, and the next import would read it too",
                found=f"{str(target)!r} in {folder.name!r}",
                do=f"write it beside the folder: {str(folder.parent / target.name)!r}",
            )


def _make_room(target: Path) -> Path:
    """Make the hidden folder for what is read, so that no import takes it for a source."""
    room = target.with_name(f".{target.name}.import")
    if room.exists() and not room.is_dir():
        raise CorpusError("what is read needs a folder of that name", found=f"the file {room.name!r}", do="move it")
    room.mkdir(exist_ok=True)
    return room


def _with_bar(done: Iterator[Shard], files: list[CorpusFile], shards: list[Shard], *, show: bool) -> Iterator[Shard]:
    """Count the files of the shards that are done, those of an earlier import first."""
    if not show:
        yield from done
        return
    from tqdm import tqdm

    kept = sum(len(shard.files) for shard in shards if shard.is_done)
    with tqdm(total=len(files), initial=kept, desc="reading", unit=" files") as bar:
        for shard in done:
            bar.update(len(shard.files))
            yield shard


def _read_shards(shards: list[Shard], plan: Plan, *, workers: int) -> Iterator[Shard]:
    """Read what an earlier import has not read, by other processes unless ``workers`` is 0."""
    waiting = [shard for shard in shards if not shard.is_done]
    if workers == 0:
        for shard in waiting:
            write_shard(shard, plan)
            yield shard
        return
    stopped = []
    for shard, trouble in work_off(waiting, plan, workers=workers, limit=_limit):
        if trouble:
            stopped.append(shard)
        else:
            yield shard
    for shard in stopped:
        _read_alone(shard, plan)
        yield shard


def _read_alone(shard: Shard, plan: Plan) -> None:
    """Read each file of a shard alone, to find the one that stops a process."""
    waiting = [part for part in shard.parts if not part.is_done]
    for part, trouble in work_off(waiting, plan, workers=1, limit=_limit):
        if trouble:
            refuse_shard(part, *trouble)
    part_shard(shard)


def _limit(files: Sequence[CorpusFile]) -> float:
    """Seconds that files may take: a minute, and more for large ones."""
    return _SECONDS + sum(size_of(file.path) for file in files) / _BYTES_A_SECOND
