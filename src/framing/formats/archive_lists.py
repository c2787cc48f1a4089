"""What a zip or a tar lists, and a way to read each file of it; also where the list itself is damaged."""

from __future__ import annotations

import bz2
import gzip
import lzma
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import IO

from framing.formats.harvest import Doubt, Unreadable
from framing.formats.packages import LIMIT_BYTES, LIMIT_MEMBERS, PIECE_BYTES, check_way, unpack_member

__all__ = ["Entry", "list_tar", "list_zip", "unpack_tar"]

Entry = tuple[str, Callable[[], Iterator[bytes]]]
"""The name of a file within, and a function that unpacks it piece by piece."""

_OFFICE = "[Content_Types].xml"
_HEAD = struct.Struct("<4s5H3L2H")  # of a member, in front of its bytes
_MARK = b"PK\x03\x04"
_DIRECTORY = (b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06")
_END, _END_BYTES, _MANY = b"PK\x05\x06", 22, 0xFFFF
_BLOCK = 512  # of a tar
_UNIX = 3


def list_zip(stream: IO[bytes], stack: ExitStack) -> Iterator[Entry | Doubt]:
    """Give the files of a zip in order of name; of a zip without its directory, those that can be found.

    Raises
    ------
    Unreadable
        Where it is no zip, or a Word, Excel or PowerPoint file.
    """
    try:
        archive = stack.enter_context(zipfile.ZipFile(stream))
    except Exception as error:  # zipfile raises half a dozen kinds on damaged bytes
        stream.seek(0)
        yield from _salvage(stream.read(LIMIT_BYTES + 1), str(error))
        return
    infos = sorted(((_name_of(info), info) for info in archive.infolist()), key=lambda pair: pair[0])
    if any(inside == _OFFICE for inside, _ in infos):
        raise Unreadable("file of another kind", "a Word, Excel or PowerPoint file: give it its own ending (.docx)")
    announced = _count_announced(stream)
    if announced not in (None, len(infos)):
        yield Doubt("count wrong", note=f"its directory announces {announced} files and lists {len(infos)}")
    for inside, info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == _UNIX else 0
        is_folder = info.is_dir() or kind == stat.S_IFDIR
        is_other = kind not in (0, stat.S_IFREG, stat.S_IFDIR)
        yield from _offer(inside, partial(unpack_member, archive, info), is_folder=is_folder, is_other=is_other)


def list_tar(stream: IO[bytes], damage: str, stack: ExitStack) -> Iterator[Entry | Doubt]:
    """Give the files of a tar in order of name, and whether its list goes to its end.

    Raises
    ------
    Unreadable
        Where it is no tar, or holds nothing.
    """
    infos: list[tuple[str, tarfile.TarInfo]] = []
    reason = "file damaged"
    try:
        archive = stack.enter_context(tarfile.TarFile(fileobj=stream, errors="surrogateescape"))
        while len(infos) <= 2 * LIMIT_MEMBERS and (info := archive.next()) is not None:
            infos.append((_plain(info.name), info))
        if len(infos) > 2 * LIMIT_MEMBERS:
            reason, damage = "file too large", f"it lists more than {2 * LIMIT_MEMBERS:,} files"
        else:  # tarfile takes a damaged head for the end
            stream.seek(archive.offset)
            end = stream.read(_BLOCK)
            damage = damage or ("" if end == bytes(_BLOCK) else "its end mark is missing, or a head is damaged")
    except Exception as error:  # tarfile raises half a dozen kinds on damaged bytes
        damage = damage or str(error) or type(error).__name__
    if not infos:
        raise Unreadable("file damaged" if damage else "file empty", damage or "an archive without files")
    if damage:
        yield Doubt(reason, note=f"{damage}; files after the last one listed are lost")
    for inside, info in sorted(infos, key=lambda pair: pair[0]):
        is_other = not (info.isfile() or info.isdir())
        yield from _offer(inside, partial(_read_tar, archive, info), is_folder=info.isdir(), is_other=is_other)


def unpack_tar(stream: IO[bytes], name: str, stack: ExitStack, spend: Callable[[int], None]) -> tuple[IO[bytes], str]:
    """Unpack a .tar.gz, .tar.bz2 or .tar.xz to a temporary file; also say what is damaged about it.

    Raises
    ------
    Unreadable
        Where nothing of it can be unpacked, or ``spend``, told of every piece, says that it is too much.
    """
    openers: dict[str, Callable[[], gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile]] = {
        "gz": lambda: gzip.GzipFile(fileobj=stream),
        "z2": lambda: bz2.BZ2File(stream),
        "xz": lambda: lzma.LZMAFile(stream),  # noqa: SIM115  (closed by the stack)
    }
    opener = openers.get(name.lower()[-2:])
    if opener is None:
        return stream, ""
    packed = stack.enter_context(opener())
    flat = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115  (it is one)
    damage = ""
    try:
        while piece := packed.read1(PIECE_BYTES):  # what is in front of a cut comes out
            spend(len(piece))
            flat.write(piece)
    except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
        damage = str(error)
    if not flat.tell():
        raise Unreadable("file damaged", f"it cannot be unpacked: {damage or 'it holds nothing'}")
    flat.seek(0)
    return flat, damage


def _unsafe_path(name: str) -> str:
    """Say why a name must not be followed out of its archive; "" where nothing speaks against it."""
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "" and len(parts) > 1:
        return "a path from the root of the disk"
    if ".." in parts:
        return "a path that leads out of the archive"
    return "a path with a drive" if parts[0][1:2] == ":" else ""


def _offer(
    name: str, read: Callable[[], Iterator[bytes]], *, is_folder: bool, is_other: bool
) -> Iterator[Entry | Doubt]:
    """Give one file, or why it is refused; folders and hidden files are passed over."""
    note = "a link or a device, not a file" if is_other else _unsafe_path(name)
    if note:
        yield Doubt("file unsafe", name=name, note=note, kept=False)
    elif (
        not is_folder
        and not name.endswith("/")
        and not any(part.startswith((".", "~$")) or part == "__MACOSX" for part in name.split("/"))
    ):
        yield name, read


def _count_announced(stream: IO[bytes]) -> int | None:
    """Give the number of files that the end of a zip announces; None where it has no room for the number."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_BYTES - _MANY))
    tail = stream.read()
    at = tail.rfind(_END)
    number = int.from_bytes(tail[at + 10 : at + 12], "little") if at >= 0 else _MANY
    return None if number == _MANY else number


def _read_tar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[bytes]:
    count = 0
    try:
        member = archive.extractfile(info)
        while member and (piece := member.read(PIECE_BYTES)):
            count += len(piece)
            yield piece
    except (tarfile.TarError, OSError, EOFError, ValueError, zlib.error) as error:
        raise Unreadable("file damaged", str(error)) from error
    if count != info.size:
        raise Unreadable("file damaged", f"it holds {count:,} bytes and says {info.size:,}")


def _salvage(data: bytes, problem: str) -> Iterator[Entry | Doubt]:
    """Read a zip without its directory, member by member, as far as it goes."""
    at = data.find(_MARK)
    if at < 0:
        raise Unreadable("file damaged", f"no zip: its first bytes are {data[:10]!r}")
    if len(data) > LIMIT_BYTES:
        raise Unreadable("file damaged", f"{problem}; it is too large to be read without its directory")
    note = f"its directory is missing ({problem}): it is cut off, and files after the last one found are lost"
    yield Doubt("file damaged", note=note)
    while at >= 0 and at + _HEAD.size <= len(data):
        _, _, flags, way, _, _, crc, packed, size, n_name, n_extra = _HEAD.unpack_from(data, at)
        start = at + _HEAD.size + n_name + n_extra
        inside = _plain(_decode(data[at + _HEAD.size : at + _HEAD.size + n_name], is_utf8=bool(flags & 0x800)))
        end = _find_end(data, start) if flags & 8 else start + packed
        at = data.find(_MARK, end if end <= len(data) else start)
        known = None if flags & 8 else (size, crc)
        read = partial(_inflate, data[start:end], way, is_locked=bool(flags & 1), known=known)
        yield from _offer(inside, read, is_folder=False, is_other=False)


def _find_end(data: bytes, start: int) -> int:
    """Find the end of a member that does not say its size: the next mark, or the end of the file."""
    found = [at for mark in (_MARK, *_DIRECTORY) if (at := data.find(mark, start)) >= 0]
    return min(found, default=len(data))


def _inflate(packed: bytes, way: int, *, is_locked: bool, known: tuple[int, int] | None) -> Iterator[bytes]:
    """Unpack the bytes of a member that stands in no directory; one that is cut off is refused."""
    if is_locked:
        raise Unreadable("file protected", "a password is needed")
    check_way(way)
    crc, count, rest, unpacker = 0, 0, packed, zlib.decompressobj(-15)
    try:
        while rest and not unpacker.eof:
            piece = unpacker.decompress(rest, PIECE_BYTES) if way else rest
            rest = unpacker.unconsumed_tail if way else b""
            crc, count = zlib.crc32(piece, crc), count + len(piece)
            yield piece
    except zlib.error as error:
        raise Unreadable("file damaged", str(error)) from error
    is_whole = (count, crc) == known if known else unpacker.eof
    if not is_whole:
        raise Unreadable("file damaged", "the archive ends within it, or its checksum is wrong")


def _name_of(info: zipfile.ZipInfo) -> str:
    """Give the name of a member; zipfile takes every name that is not marked as UTF-8 for cp437."""
    if info.flag_bits & 0x800:
        return _plain(info.filename)
    try:
        return _plain(_decode(info.filename.encode("cp437"), is_utf8=False))
    except UnicodeEncodeError:
        return _plain(info.filename)


def _decode(name: bytes, *, is_utf8: bool) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("utf-8", "replace") if is_utf8 else name.decode("cp437")


def _plain(name: str) -> str:
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\\", "/")
    return text.replace("\0", "\ufffd").removeprefix("./") or "unnamed"
