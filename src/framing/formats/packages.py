"""Guards on zipped files: how much they may unpack to, and what their XML parts may not hold."""

from __future__ import annotations

import copy
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from framing.formats.harvest import Unreadable

__all__ = [
    "LIMIT_BYTES",
    "LIMIT_MEMBERS",
    "OLE_MARK",
    "PIECE_BYTES",
    "Budget",
    "check_package",
    "check_way",
    "open_zip",
    "refuse_container",
    "unpack_member",
]

LIMIT_BYTES = 200 * 2**20
LIMIT_MEMBERS = 10_000
PIECE_BYTES = 2**16
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of an old Office file, and of a new one with a password."""

_RATIO = 200
_FREE_BYTES = 10 * 2**20  # up to here no ratio is too high: a small file of blanks packs very well
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # zipfile unpacks by the piece in these ways only
_PAGES = (".svg", ".html", ".htm", ".xhtml", ".mht", ".mhtml")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_OWN_DECLARATION = re.compile(rb"<!(?:ENTITY|ATTLIST)")  # what makes a part grow when it is parsed
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})""")
_PLAIN = re.compile(rb"(?:utf-?(?:8|16)(?:le|be)?|(?:us-)?ascii|iso-8859-\d+|windows-125\d)", re.IGNORECASE)
_OVERLAP = 16
_EBCDIC = b"\x4c\x6f\xa7\x94"  # "<?xm" on a mainframe: a parser would follow it
_KINDS = (
    ("WordDocument", "a Word file of before 2007 (.doc): save it as .docx"),
    ("Workbook", "an Excel file of before 2007 (.xls): save it as .xlsx"),
    ("Book", "an Excel file of before 1997 (.xls): save it as .xlsx"),
    ("PowerPoint Document", "a PowerPoint file of before 2007 (.ppt): save its text as .docx"),
    ("__properties_version1.0", "a mail of Outlook (.msg): save it as .txt or .html"),
)


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from a file of ``size`` bytes: 200 times as much, and always 10 MB."""

    size: int
    used: int = 0

    @property
    def limit(self) -> int:
        """The bytes that may be unpacked in all."""
        return max(_FREE_BYTES, _RATIO * self.size)

    def spend(self, count: int) -> None:
        """Count bytes that were unpacked, and stop where they are too many.

        Raises
        ------
        Unreadable
            ``file too large``.
        """
        self.used += count
        if self.used > self.limit:
            raise Unreadable("file too large", f"it unpacks to more than {_RATIO} times its size")


def check_package(data: bytes) -> None:
    """Refuse a Word, Excel or other zipped XML file that is unsafe to open.

    Every member is unpacked once, a piece at a time, so that sizes are measured and not believed.

    Parameters
    ----------
    data
        The bytes of the file.

    Raises
    ------
    Unreadable
        ``file protected`` (a password), ``file of another kind`` (an Office file of before 2007), ``file damaged``
        (no zip, a wrong checksum, a member of another size than it says), ``file too large`` (over 200 MB, 10,000
        members, or 200 times its size where that is over 10 MB) and ``file unsafe`` (a DOCTYPE or an ENTITY in an
        XML part, or an encoding in which one could hide; in a part that is named as a picture or a web page a
        DOCTYPE may stand, but nothing may be declared in it, for another part may say that it is the text).

    Examples
    --------
    >>> from framing.formats.harvest import Unreadable
    >>> try:
    ...     check_package(b"It rained.")
    ... except Unreadable as refusal:
    ...     print(refusal)
    file damaged: it is no Office file: its first bytes are b'It rained.'
    """
    if data.startswith(OLE_MARK):
        refuse_container(data)
    with open_zip(data) as archive:
        left = LIMIT_BYTES
        for info in archive.infolist():
            if info.compress_type not in _WAYS:
                raise Unreadable("file unsafe", f"a part is packed in a way that Office does not use: {info.filename}")
            left -= _check_member(archive, info, left)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open the bytes of a zip, once what it says of itself is within the limits.

    Raises
    ------
    Unreadable
        Where it is no zip, is damaged, or says that it is too large.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile raises half a dozen kinds on damaged bytes
        found = f"its first bytes are {data[:10]!r}" if not data.startswith(b"PK") else f"{error}"
        raise Unreadable("file damaged", f"it is no Office file: {found}") from error
    _check_sizes(archive, len(data))
    return archive


def _check_sizes(archive: zipfile.ZipFile, size: int) -> None:
    """Refuse an archive of so many bytes that says it holds too much."""
    members = archive.infolist()
    unpacked = sum(info.file_size for info in members)
    if len(members) > LIMIT_MEMBERS:
        raise Unreadable("file too large", f"it holds {len(members):,} files; the limit is {LIMIT_MEMBERS:,}")
    if unpacked > LIMIT_BYTES:
        raise Unreadable("file too large", f"it unpacks to {unpacked >> 20:,} MB; the limit is {LIMIT_BYTES >> 20} MB")
    Budget(size).spend(unpacked)


def unpack_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, limit: int = LIMIT_BYTES) -> Iterator[bytes]:
    """Unpack one member piece by piece, never more than the limit, whatever it says of its size.

    Raises
    ------
    Unreadable
        Where it is packed in a way that cannot be unpacked by the piece, needs a password, is damaged, or unpacks to
        more than the limit or than it says.
    """
    check_way(info.compress_type)
    if info.flag_bits & 1:
        raise Unreadable("file protected", f"a password is needed for {info.filename!r}")
    unbound = copy.copy(info)
    unbound.file_size = limit + 2 * PIECE_BYTES  # else zipfile stops where the directory says that the member ends
    count = 0
    try:
        with archive.open(unbound) as member:
            while piece := member.read(PIECE_BYTES):
                count += len(piece)
                if count > limit:
                    raise Unreadable("file too large", f"{info.filename!r} unpacks to more than {limit:,} bytes")
                yield piece
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("file damaged", f"{info.filename!r}: {error}") from error
    if count != info.file_size:
        raise Unreadable("file damaged", f"{info.filename!r} holds {count:,} bytes and says {info.file_size:,}")


def check_way(way: int) -> None:
    """Refuse a way of packing other than none and deflate, in which 1 kB may unpack to gigabytes at one stroke.

    Raises
    ------
    Unreadable
        ``file of another kind``, with the way.
    """
    if way not in _WAYS:
        raise Unreadable("file of another kind", f"packed by method {way}: pack it again as an ordinary zip")


def refuse_container(data: bytes) -> None:
    """Say what an old Office container is, and what to do with it.

    Raises
    ------
    Unreadable
        Always: ``file protected`` for a new Office file under a password, else ``file of another kind``.
    """
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("file protected", "an Office file with a password: open it and save it without one")
    note = next((note for name, note in _KINDS if name.encode("utf-16-le") in data), "an Office file of before 2007")
    raise Unreadable("file of another kind", note)


def _check_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> int:
    """Unpack a member, look through it if it is XML, and give its size."""
    tail, count = b"", 0
    barred = _OWN_DECLARATION if info.filename.lower().endswith(_PAGES) else _DECLARATION
    is_xml = False
    for piece in unpack_member(archive, info, limit=left):
        plain = piece.replace(b"\0", b"")  # UTF-16 and UTF-32 become readable
        if not count:
            is_xml = _is_xml(plain, info.filename)
        count += len(piece)
        if is_xml and barred.search(tail + plain):
            raise Unreadable("file unsafe", f"a DOCTYPE or an ENTITY in {info.filename!r}")
        tail = plain[-_OVERLAP:]
    return count


def _is_xml(head: bytes, name: str) -> bool:
    """Say whether a part may be parsed as XML; refuse one whose encoding could hide what it holds."""
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]  # b"" where the XML may follow a stretch of blanks
    if not name.lower().endswith((".xml", ".rels", ".vml")) and start not in (b"<", b""):
        return False
    found = _ENCODING.search(head[:400])
    if head.startswith(_EBCDIC) or (found and not _PLAIN.fullmatch(found[1].strip())):
        raise Unreadable("file unsafe", f"{name!r} is not in UTF-8 but in an encoding that Office does not use")
    return True
