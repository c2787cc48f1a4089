"""Web pages saved as one file (MHTML: .mht, .mhtml), laid out as a mail: the page and its pictures are parts."""

from __future__ import annotations

import base64
import binascii
import codecs
import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from typing import NamedTuple

from framing.formats.harvest import Doubt, Unreadable
from framing.formats.web_archives import Capture

__all__ = ["as_sent", "read_mail_page"]

_LARGEST = 40 * 2**20
_LARGEST_PAGE = 20 * 2**20
_LARGEST_HEAD = 2**15
_LARGEST_HEADS = 2 * 2**20
_LONGEST = 4096  # characters of a line of the head: the parser is slow with longer ones
_LEVELS = 5
_PARTS = 5_000
_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN = frozenset(("", "7bit", "8bit", "binary"))
_MIME = re.compile(rb"^(?:mime-version|content-type):", re.IGNORECASE | re.MULTILINE)
_END_OF_HEAD = re.compile(rb"(?:\A|\n)\r?\n")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_HEADS = BytesHeaderParser()
_LOOKED, _SHOWN = 20, 3  # frames and their addresses
_BLANKS = b"\xef\xbb\xbf \t\r\n"


class _Part(NamedTuple):
    """A part that holds no parts: what its head says, and its body as packed."""

    head: Message
    body: bytes


@dataclass(slots=True)
class _Found:
    """The parts found so far, and the bytes of all heads."""

    parts: list[_Part] = field(default_factory=list)
    head_bytes: int = 0


def read_mail_page(data: bytes) -> tuple[Capture, list[Doubt]]:
    r"""Take the page out of a web page saved with its pictures in one file.

    Of several parts of HTML (frames, adverts) the page is the one that ``start`` names, else the one at the address
    that the browser says it saved (``Snapshot-Content-Location``), else the largest.

    Parameters
    ----------
    data
        The bytes of the file.

    Returns
    -------
    capture, doubts
        The page with its address ("" where it was not on the web), the day it was saved as the browser wrote it, and
        the encoding of its part, which goes before what the page declares. Doubts: ``part not read`` (other parts of
        HTML), ``file cut off`` (within the page), ``file damaged`` (cut off behind it, or damaged in it).

    Raises
    ------
    Unreadable
        ``file empty``; ``file too large`` (40 MB, or a page over 20 MB); ``file unsafe`` (over 5 parts within
        one another, or 5,000 in all); ``file of another kind`` (no part is HTML); ``file damaged``.

    Examples
    --------
    >>> saved = b"Date: Mon, 4 Mar 2019 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n"
    >>> saved += b"Content-Location: https://gazette.example/rain\r\n\r\n<html><p>It rained."
    >>> page, doubts = read_mail_page(saved)
    >>> page.url, page.retrieved, page.data
    ('https://gazette.example/rain', 'Mon, 4 Mar 2019 10:00:00 -0000', b'<html><p>It rained.')
    """
    _check(data)
    found = _Found()
    parts = found.parts
    try:
        mail, is_cut = _split(data.lstrip(_BLANKS), found, level=0)
        page = _choose(mail, parts)
        body, doubts = _unpack(page)
        charset = page.head.get_content_charset("")
        url = _address(page.head) or _web_address(_header(mail, "Snapshot-Content-Location"))
        retrieved = " ".join(_header(mail, "Date").split())
    except Unreadable:
        raise
    except Exception as error:  # the parser raises whatever a head makes it raise
        raise Unreadable("file damaged", f"{type(error).__name__}: {str(error)[:80]}") from error
    if not body.strip():
        raise Unreadable("file damaged" if is_cut else "file empty", "the part that is the page holds nothing")
    if len(body) > _LARGEST_PAGE:
        raise Unreadable("file too large", f"a page over {_LARGEST_PAGE >> 20} MB")
    doubts += _report_cut(page is parts[-1]) if is_cut else []
    doubts += _report_frames([part.head for part in parts if part is not page and _is_page(part)])
    return Capture(url, retrieved, page.head.get_content_type(), body, charset), doubts


def as_sent(capture: Capture) -> bytes:
    r"""Give a page in UTF-8 with its mark where its encoding was said outside it: that goes before what the page says.

    Examples
    --------
    >>> as_sent(Capture("", "", "text/html", b"caf\xe9", "iso-8859-1")).decode("utf-8-sig")
    'café'
    """
    try:
        name = codecs.lookup(capture.encoding).name if capture.encoding else ""
        name = "cp1252" if name in ("ascii", "iso8859-1") else name  # as in browsers
        text = capture.data.decode(name, "replace") if name else ""
        return text.removeprefix("\ufeff").encode("utf-8-sig", "replace") if name else capture.data
    except (LookupError, ValueError):  # no encoding
        return capture.data


def _check(data: bytes) -> None:
    """Refuse what is no mail, and what is too large."""
    if not data.strip(_BLANKS + b"\0"):
        raise Unreadable("file empty", f"{len(data):,} bytes and no letter" if data else "0 bytes")
    if len(data) > _LARGEST:
        raise Unreadable("file too large", f"larger than {_LARGEST >> 20} MB")
    if not _MIME.search(data, 0, _LARGEST_HEAD):
        raise Unreadable("file of another kind", "it is no web page saved with its pictures")


def _split(data: bytes, so_far: _Found, *, level: int) -> tuple[Message, bool]:
    """Split a mail at its marks; give its head, and say whether its last mark is missing.

    The marks are looked for here: the parser of the library needs minutes for a file made to keep it busy.
    """
    end = _END_OF_HEAD.search(data, 0, _LARGEST_HEAD)
    if not end and len(data) > _LARGEST_HEAD and not level:
        raise Unreadable("file damaged", f"the head of a part is over {_LARGEST_HEAD >> 10} kB")
    so_far.head_bytes += end.start() if end else len(data[:_LARGEST_HEAD])
    if so_far.head_bytes > _LARGEST_HEADS or len(so_far.parts) > _PARTS:
        raise Unreadable("file unsafe", f"over {_PARTS:,} parts, or heads of parts over {_LARGEST_HEADS >> 20} MB")
    head = _HEADS.parsebytes(data[: end.start() if end else _LARGEST_HEAD])
    body = str(head.get_payload()).encode("ascii", "surrogateescape")  # of a head without a blank line behind it
    body += data[end.start() if body and end else end.end() if end else _LARGEST_HEAD :]
    if len(str(head.get("Content-Type", ""))) > _LONGEST:
        raise Unreadable("file unsafe", f"what a part says of its kind is over {_LONGEST:,} characters")
    mark = head.get_boundary() if head.get_content_maintype() == "multipart" else None
    if not mark:
        so_far.parts.append(_Part(head, body))
        return head, False
    if level == _LEVELS:
        raise Unreadable("file unsafe", f"over {_LEVELS} parts within one another")
    line = re.compile(rb"^--" + re.escape(mark.encode("utf-8", "surrogateescape")) + rb"(--)?[ \t]*\r?$", re.MULTILINE)
    start, is_cut = None, False
    for found in line.finditer(body):
        if start is not None:
            is_cut |= _split(
                body[start : found.start()].removesuffix(b"\n").removesuffix(b"\r"), so_far, level=level + 1
            )[1]
        start = found.end() + 1
        if found[1]:
            return head, is_cut
    if start is not None and start < len(body):
        _split(body[start:], so_far, level=level + 1)
    return head, True


def _choose(mail: Message, parts: Sequence[_Part]) -> _Part:
    """Choose the part that is the page."""
    pages = [part for part in parts if _is_page(part)]
    if not pages and mail.get_content_maintype() == "multipart" and not parts:
        raise Unreadable("file damaged", "its parts cannot be told apart: it may be cut off")
    if not pages:
        kinds = ", ".join(sorted({part.head.get_content_type() for part in parts}))
        raise Unreadable("file of another kind", f"a mail without a web page in it: {kinds[:80]}")
    start = mail.get_param("start", "")
    named = start.strip("<> \t") if isinstance(start, str) else ""
    saved = _header(mail, "Snapshot-Content-Location")
    started = [part for part in pages if named and _header(part.head, "Content-ID").strip("<> \t") == named]
    placed = [part for part in pages if saved and _header(part.head, "Content-Location") == saved]
    return (started or placed or [max(pages, key=lambda part: len(part.body))])[0]


def _is_page(part: _Part) -> bool:
    return part.head.get_content_type() in _PAGES


def _unpack(part: _Part) -> tuple[bytes, list[Doubt]]:
    """Give the bytes of a part, and whether they are damaged."""
    way = _header(part.head, "Content-Transfer-Encoding").lower()
    if way in _PLAIN:
        return part.body, []
    if way == "quoted-printable":
        return binascii.a2b_qp(part.body), []
    if way != "base64":
        raise Unreadable("file damaged", f"the page is packed in a way that is not known: {way[:40]!r}")
    packed = part.body.translate(None, b" \t\r\n=")
    letters = _NOT_BASE64.sub(b"", packed)
    whole = letters[: len(letters) - (len(letters) % 4 == 1)]  # a letter alone is less than a byte
    body = base64.b64decode(whole + b"=" * (-len(whole) % 4))
    note = "the page, in base64, holds characters that do not belong there, or too few"
    return body, [Doubt("file damaged", note=note)] if whole != packed else []


def _report_cut(within: bool) -> list[Doubt]:
    if within:
        return [Doubt("file cut off", note="no end mark behind the page")]
    return [Doubt("file damaged", note="cut off behind the page, which is whole")]


def _report_frames(others: Sequence[Message]) -> list[Doubt]:
    """Report the parts of HTML that are not the page."""
    if not others:
        return []
    addresses = list(dict.fromkeys(filter(None, map(_address, others[:_LOOKED]))))[:_SHOWN]
    note = f"{len(others)} other part{'s' if len(others) > 1 else ''} of HTML (frames, adverts)"
    return [Doubt("part not read", note=note + (f": {', '.join(addresses)}" if addresses else ""))]


def _address(part: Message) -> str:
    return _web_address(_header(part, "Content-Location"))


def _web_address(address: str) -> str:
    """Give an address of the web; "" for one of a disk, or of another part of the file."""
    return address if address.lower().startswith(("http://", "https://")) else ""


def _header(part: Message, name: str) -> str:
    """Give a header without folds and codes; the blanks of a fold do not belong to an address."""
    written = str(part.get(name, ""))
    with contextlib.suppress(Exception):  # the codes may be anything: then the header stays as it is
        written = str(make_header(decode_header(written[:_LONGEST]))) if "=?" in written[:_LONGEST] else written
    return written.strip() if name == "Date" else "".join(written.split())
