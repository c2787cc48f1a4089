"""Archives: the files within a zip or a tar, one at a time, and what in them is not read and why."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from framing.formats.archive_lists import Entry, list_tar, list_zip, unpack_tar
from framing.formats.files import PACKED_SUFFIXES
from framing.formats.harvest import Doubt, Unreadable
from framing.formats.packages import LIMIT_BYTES, LIMIT_MEMBERS, Budget

__all__ = ["Member", "open_archive"]

_DEPTH = 2  # archives within the archive
_ALL_BYTES = 20 * LIMIT_BYTES  # members are read one at a time: LIMIT_BYTES bounds the memory, this the time
_NAMED = 100  # files beyond the limit that are reported by name


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its name inside (``inner.zip/rain.txt`` for an archive within) and its bytes."""

    name: str
    data: bytes


@dataclass(slots=True)
class _Budget(Budget):
    """What may still be unpacked, shared by an archive and the archives within."""

    members: int = LIMIT_MEMBERS

    def spend(self, count: int) -> None:
        """Count bytes that were unpacked, and stop where they are too many."""
        Budget.spend(self, count)
        if self.used > _ALL_BYTES:
            raise Unreadable("file too large", f"the archive unpacks to more than {_ALL_BYTES >> 20:,} MB")

    def is_spent(self) -> bool:
        """Say whether nothing more may be read."""
        return self.members <= 0 or self.used > min(_ALL_BYTES, self.limit)


def open_archive(source: bytes | Path, name: str) -> Iterator[Member | Doubt]:
    """Give the files of a zip or a tar in order of name, one at a time, and a doubt for each that is not read.

    Only one member is in memory at a time. Archives within are opened two levels deep. Folders, hidden files and
    what macOS adds (``__MACOSX``) are passed over. A zip without its directory, as a broken download leaves it, is
    read as far as it goes, in the order of the file.

    Parameters
    ----------
    source
        The bytes of the archive, or its path.
    name
        Its name: the ending says how it is packed.

    Yields
    ------
    Member or Doubt
        A doubt that is not kept names a member: ``file unsafe`` (a path that leads out, a link, a device, an archive
        too deep), ``file protected``, ``file damaged``, ``file too large`` (200 MB a member; for all members, 10,000,
        200 times the size of the archive, or 4 GB), ``file of another kind`` (packed in a way that is not known).
        A doubt that is kept is about the archive: ``file damaged`` (cut off), ``count wrong``.

    Raises
    ------
    Unreadable
        Where it is no archive at all, is empty, or is a Word or Excel file under another name.

    Notes
    -----
    Names without a mark of their encoding are UTF-8 where they can be, else those of DOS (cp437); a name that stands
    twice is numbered. A tar that is packed is first unpacked to a temporary file, so that it can be read in order.

    Examples
    --------
    >>> import io, zipfile
    >>> packed = io.BytesIO()
    >>> with zipfile.ZipFile(packed, "w") as archive:
    ...     archive.writestr("rain.txt", "It rained.")
    ...     archive.writestr("../out.txt", "It snowed.")
    >>> for found in open_archive(packed.getvalue(), "export.zip"):
    ...     print(found.name, found.reason if isinstance(found, Doubt) else found.data)
    ../out.txt file unsafe
    rain.txt b'It rained.'
    """
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if not size:
        raise Unreadable("file empty", "0 bytes")
    yield from _open(source, name, _Budget(size), depth=0)


def _open(source: bytes | Path, name: str, budget: _Budget, *, depth: int) -> Iterator[Member | Doubt]:
    """Read one archive, and the archives within."""
    seen: dict[str, int] = {}
    n_beyond = 0
    with ExitStack() as stack:
        opened: IO[bytes] = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
        stream = stack.enter_context(opened)
        entries: Iterator[Entry | Doubt]
        if name.lower().endswith(".zip"):
            entries = list_zip(stream, stack)
        else:
            flat, damage = unpack_tar(stream, name, stack, _Budget(budget.size).spend)
            entries = list_tar(flat, damage, stack)
        for entry in entries:
            if isinstance(entry, Doubt):
                yield entry
            elif budget.is_spent():
                n_beyond += 1
                if n_beyond <= _NAMED:
                    yield _beyond(entry[0])
            else:
                budget.members -= 1
                inside, read = entry
                seen[inside] = seen.get(inside, 0) + 1
                yield from _read(_number(inside, seen[inside]), read, budget, depth)
    if n_beyond > _NAMED:
        yield _beyond(f"{n_beyond - _NAMED:,} more files")


def _read(name: str, read: Callable[[], Iterator[bytes]], budget: _Budget, depth: int) -> Iterator[Member | Doubt]:
    """Unpack one member; an archive is opened in turn."""
    nested = name.lower().endswith((*PACKED_SUFFIXES, ".tar.gz"))
    if nested and depth >= _DEPTH:
        yield Doubt("file unsafe", name=name, note=f"an archive more than {_DEPTH} levels deep", kept=False)
        return
    try:
        data = _gather(read(), budget)
        if not nested:
            yield Member(name, data)
            return
        if not data:
            raise Unreadable("file empty", "0 bytes")
        for found in _open(data, name, budget, depth=depth + 1):
            yield replace(found, name=f"{name}/{found.name}" if found.name else name)
    except Unreadable as refusal:
        yield Doubt(refusal.reason, name=name, note=refusal.note, kept=False)


def _gather(pieces: Iterator[bytes], budget: _Budget) -> bytes:
    """Put the pieces of a member together, within the limits."""
    kept: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LIMIT_BYTES:
            raise Unreadable("file too large", f"it unpacks to more than {LIMIT_BYTES >> 20} MB")
        budget.spend(len(piece))
        kept.append(piece)
    return b"".join(kept)


def _beyond(name: str) -> Doubt:
    return Doubt("file too large", name=name, note="the limits of the archive were reached before it", kept=False)


def _number(name: str, count: int) -> str:
    """Tell files apart that stand in the archive under one name."""
    if count == 1:
        return name
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem} ({count}){path.suffix}"))
