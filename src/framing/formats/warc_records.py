"""The records of a WARC file, whole or damaged: what each is, where it came from, and its bytes."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from framing.formats.harvest import Doubt, Unreadable
from framing.formats.packages import PIECE_BYTES, Budget

__all__ = ["LARGEST_PAGE", "Record", "is_packed", "read_records"]

LARGEST_PAGE = 20 * 2**20
_HEAD_BYTES = 2**20
_GZIP = b"\x1f\x8b\x08"
_MARK = re.compile(rb"WARC/[01]\.\d+\r?\n")
_NEXT = re.compile(rb"\r?\n\r?\nWARC/[01]\.\d+\r?\n|\r?\nWARC/[01]\.\d+\r?\n[\w-]{1,40}:")
_MARK_BYTES = 16
_BLANKS = re.compile(rb"[\r\n \t]*")
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_KEPT = LARGEST_PAGE + _HEAD_BYTES
_TRIALS = 1000  # damaged stretches after which a packed file is given up
_CHARSET = re.compile(r"charset\s*+=\s*+[\"']?\s*+([\w.:-]+)", re.IGNORECASE)
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_PACKED = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}


@dataclass(slots=True)
class Record:
    """One record: ``kind`` is its WARC-Type, ``status`` that of the server (0 where none answered).

    ``data`` are the bytes of the page, unpacked as the server says; ``coding`` is how they are still packed. Where
    the record is not whole, ``reason`` and ``note`` say so. ``leads`` is where a redirect leads.
    """

    kind: str
    url: str = ""
    date: str = ""
    status: int = 0
    content_type: str = ""
    charset: str = ""
    data: bytes = b""
    coding: str = ""
    leads: str = ""
    reason: str = ""
    note: str = ""


def is_packed(start: bytes) -> bool:
    """Say whether a file that begins so is packed with gzip."""
    return start.startswith(_GZIP)


def read_records(pieces: Iterator[bytes], budget: Budget) -> Iterator[Record | Doubt]:
    """Give the records of a WARC in their order, one in memory at a time.

    A record of a wrong length ends where the next one begins; after a damaged stretch reading goes on at the next
    record. warcio reads the heads of the records and of the server's answers.

    Parameters
    ----------
    pieces
        The file piece by piece, packed (one gzip member a record, or one for all) or not.
    budget
        What it may unpack to.

    Yields
    ------
    Record or Doubt
        Doubts, all kept, are about the file: stretches that are no record, and unpacking that went wrong.
    """
    source = _Source(pieces, budget)
    try:
        lost = source.skip_to_mark()
        if lost:
            yield Doubt("file damaged", note=f"{lost:,} bytes in front of the first record are no record")
        while head := source.take_head():
            yield _read_record(head, source)
    except Unreadable as refusal:
        yield Doubt(refusal.reason, note=f"read up to here only: {refusal.note}")
    for note in dict.fromkeys(source.damage):
        yield Doubt("file damaged", note=note)


@dataclass(slots=True)
class _Source:
    """The bytes of a WARC, unpacked, with a look ahead: ``ahead`` from ``at`` on."""

    pieces: Iterator[bytes]
    budget: Budget
    damage: list[str] = field(default_factory=list)
    ahead: bytes = b""
    at: int = 0

    def __post_init__(self) -> None:
        start = next(self.pieces, b"")
        pieces = chain([start], self.pieces)
        self.pieces = _unpack(pieces, self.budget, self.damage) if is_packed(start) else pieces

    def fill(self, count: int) -> bool:
        """Look ahead so many bytes; False where the file ends before."""
        have, parts = len(self.ahead) - self.at, []
        while have < count and (piece := next(self.pieces, b"")):
            parts.append(piece)
            have += len(piece)
        if parts:
            self.ahead, self.at = b"".join([self.ahead[self.at :], *parts]), 0
        return have >= count

    def skip_to_mark(self) -> int:
        """Go on to the next record; give the number of bytes passed over that are not blank."""
        lost = 0
        while True:
            more = self.fill(PIECE_BYTES)
            if not lost:
                self.at = _skip_blanks(self.ahead, self.at)
            found = _MARK.search(self.ahead, self.at)
            end = found.start() if found else max(self.at, len(self.ahead) - _MARK_BYTES) if more else len(self.ahead)
            lost += end - self.at
            self.at = end
            if found or not more:
                return lost

    def take_head(self) -> bytes:
        """Take the head of the record that begins here, with its blank line; b"" at the end of the file."""
        self.fill(_HEAD_BYTES)
        found = _END_OF_HEAD.search(self.ahead, self.at, self.at + _HEAD_BYTES)
        end = found.end() if found else len(self.ahead)
        head, self.at = self.ahead[self.at : end], end
        return head

    def is_at_record(self, ahead: int) -> bool:
        """Say whether, so many bytes ahead, a record begins or the file ends."""
        self.fill(ahead + PIECE_BYTES)
        place = _skip_blanks(self.ahead, self.at + ahead)
        return place >= len(self.ahead) or _MARK.match(self.ahead, place) is not None

    def take_body(self, length: int) -> tuple[bytes, str, str]:
        """Take the bytes of a record; also a reason and a note where its length is wrong."""
        kept = min(length, _KEPT)
        is_whole = self.fill(kept)
        start = self.at
        if length > kept:
            self.at += kept
            return self.ahead[start : self.at], *self._pass_over(length - kept)
        if is_whole and self.is_at_record(kept):
            start = self.at
            self.at += kept
            return self.ahead[start : self.at], "", ""
        start = self.at
        following = _NEXT.search(self.ahead, start, start + kept + PIECE_BYTES)
        self.at = following.start() if following else min(start + kept, len(self.ahead))
        body = self.ahead[start : self.at]
        if following:
            return (
                body,
                "file damaged",
                f"it says that it has {length:,} bytes, but the next begins after {len(body):,}",
            )
        return (body, "", "") if is_whole else (body, "file cut off", f"{len(body):,} of {length:,} bytes are there")

    def _pass_over(self, count: int) -> tuple[str, str]:
        """Pass over bytes without keeping them."""
        while count and self.fill(1):
            step = min(len(self.ahead) - self.at, count)
            self.at, count = self.at + step, count - step
        return ("file cut off", f"{count:,} bytes are missing") if count else ("", "")


def _read_record(head: bytes, source: _Source) -> Record:
    """Read one record and go on to the next; say what is wrong with its length."""
    length = _LENGTH.search(head)
    body, reason, note = source.take_body(int(length[1]) if length else 0)
    lost = source.skip_to_mark()
    if not length:
        reason, note = "file damaged", "its head does not say how long it is"
    elif lost:
        reason, note = "file damaged", f"{lost:,} bytes after the length that it gives belong to no record"
    record = _parse(head, body)
    if reason:
        record.reason, record.note = reason, note
    return record


def _skip_blanks(data: bytes, at: int) -> int:
    found = _BLANKS.match(data, at)
    return found.end() if found else at


def _parse(head: bytes, body: bytes) -> Record:
    """Read the head of a record, and of the server's answer in it."""
    from warcio.recordloader import ArcWarcRecordLoader

    length = b"Content-Length: %d\r\n" % len(body)
    first, _, rest = head.partition(b"\n")
    lines = b"\n".join(_tidy(line) for line in rest.split(b"\n") if not line.lower().startswith(b"content-length:"))
    try:
        loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
        found = loader.parse_record_stream(io.BytesIO(first + b"\n" + length + lines + body), known_format="warc")
        data = found.raw_stream.read()
    except Exception as error:  # warcio raises half a dozen kinds on damaged heads
        return Record("", reason="file damaged", note=f"its head cannot be read: {error}"[:200])
    get = found.rec_headers.get_header
    record = Record(found.rec_type or "", (get("WARC-Target-URI") or "").strip("<>"), get("WARC-Date") or "")
    record.content_type, record.data = found.content_type or "", data
    cut = get("WARC-Truncated")
    if cut:
        record.reason, record.note = "text cut off", f"the crawler cut it off: {cut}"
    if found.http_headers is not None and record.kind in ("response", "revisit"):
        _open_answer(record, found.http_headers)
    found_charset = _CHARSET.search(record.content_type)
    record.charset = found_charset[1] if found_charset else ""
    return record


def _tidy(line: bytes) -> bytes:
    """Write an address without spaces: warcio would do so, and say so on the screen."""
    key, mark, value = line.partition(b":")
    return (
        line if key.lower() != b"warc-target-uri" else key + mark + b" " + value.strip().replace(b" ", b"%20") + b"\r"
    )


def _open_answer(record: Record, headers: object) -> None:
    """Take status, type and redirect from the server's answer, and unpack what it sent."""
    from warcio.bufferedreaders import ChunkedDataReader

    get = headers.get_header  # type: ignore[attr-defined]
    status = headers.get_statuscode() or ""  # type: ignore[attr-defined]
    record.status = int(status) if status.isascii() and status.isdigit() and len(status) == 3 else 0
    record.content_type = get("Content-Type") or ""
    record.leads = (get("Location") or "").strip()
    if (get("Transfer-Encoding") or "").strip().lower() == "chunked":
        record.data = ChunkedDataReader(io.BytesIO(record.data)).read()
    coding = (get("Content-Encoding") or "").strip().lower()
    if coding and coding != "identity" and record.data.lstrip()[:1] != b"<":
        record.coding = "" if _unpack_answer(record, coding) else coding


def _unpack_answer(record: Record, coding: str) -> bool:
    """Unpack what the server packed; False where that is not known."""
    for window in _PACKED.get(coding, ()):
        unpacker = zlib.decompressobj(window)
        try:
            data = unpacker.decompress(record.data, LARGEST_PAGE + 1)
        except zlib.error:
            continue
        if not unpacker.eof and len(data) <= LARGEST_PAGE:
            record.reason, record.note = "file cut off", "what the server sent, packed, is not whole"
        record.data = data
        return True
    return False


def _unpack(pieces: Iterator[bytes], budget: Budget, damage: list[str]) -> Iterator[bytes]:
    """Unpack gzip, member by member; after a damaged member go on at the next."""
    rest = b""
    while rest or (rest := next(pieces, b"")):
        at = rest.find(_GZIP)
        if at:
            damage.append("a stretch of it cannot be unpacked")
            more = next(pieces, b"") if at < 0 else b""
            rest = (rest[-2:] if more else b"") + more if at < 0 else rest[at:]
            continue
        unpacker = zlib.decompressobj(31)
        try:
            while not unpacker.eof:
                piece = unpacker.decompress(rest, PIECE_BYTES)
                budget.spend(len(piece))
                yield piece
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail or next(pieces, b"")
                if not rest and not unpacker.eof:
                    damage.append("it is cut off")
                    return
        except zlib.error:
            damage.append("a stretch of it cannot be unpacked")
            if len(damage) > _TRIALS:
                raise Unreadable("file damaged", "too much of it cannot be unpacked") from None
            yield b"\r\n\r\n"  # the next record begins on a line of its own
            rest = rest[1:]
