"""Web pages saved as one file (MHTML: .mht, .mhtml), which is laid out as a mail: the page and its pictures as parts."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from email.header import decode_header, make_header
from email.message import Message

from framing.formats.harvest import Doubt, Unreadable
from framing.formats.web_archives import Capture

__all__ = ["read_mail_page"]

_LARGEST = 40 * 2**20
_LARGEST_PAGE = 20 * 2**20
_LEVELS = 20
_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN = frozenset(("", "7bit", "8bit", "binary", "quoted-printable"))
_NESTED = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_MIME = re.compile(rb"^(?:mime-version|content-type):", re.IGNORECASE | re.MULTILINE)
_HEAD = 2**16
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_SHOWN = 3  # addresses of frames
_BLANKS = b"\xef\xbb\xbf \t\r\n"


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
        ``file empty``; ``file too large`` (40 MB, or a page over 20 MB); ``file unsafe`` (over 20 parts that hold
        parts); ``file of another kind`` (no part is HTML); ``file damaged``.

    Examples
    --------
    >>> saved = b"Date: Mon, 4 Mar 2019 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n"
    >>> saved += b"Content-Location: https://gazette.example/rain\r\n\r\n<html><p>It rained."
    >>> page, doubts = read_mail_page(saved)
    >>> page.url, page.retrieved, page.data
    ('https://gazette.example/rain', 'Mon, 4 Mar 2019 10:00:00 -0000', b'<html><p>It rained.')
    """
    _check(data)
    try:
        mail = message_from_bytes(data.lstrip(_BLANKS))
        leaves = [part for part in mail.walk() if not part.is_multipart()]
        is_cut = any(isinstance(flaw, CloseBoundaryNotFoundDefect) for part in mail.walk() for flaw in part.defects)
        pages = [part for part in leaves if part.get_content_type() in _PAGES]
        if not pages:
            raise _without_page(mail, leaves)
        bodies = [_unpack(part) for part in pages]
        chosen = _choose(mail, pages, [body for body, _ in bodies])
        charset = pages[chosen].get_content_charset("")
        url = _address(pages[chosen]) or _web_address(_header(mail, "Snapshot-Content-Location"))
        retrieved = " ".join(_header(mail, "Date").split())
    except Unreadable:
        raise
    except Exception as error:  # the parser raises whatever a header makes it raise
        raise Unreadable("file damaged", f"{type(error).__name__}: {str(error)[:80]}") from error
    body, doubts = bodies[chosen]
    if not body.strip():
        raise Unreadable("file damaged" if is_cut else "file empty", "the part that is the page holds nothing")
    if len(body) > _LARGEST_PAGE:
        raise Unreadable("file too large", f"a page over {_LARGEST_PAGE >> 20} MB")
    doubts += _report_cut(pages[chosen] is leaves[-1]) if is_cut else []
    doubts += _report_frames([part for part in pages if part is not pages[chosen]])
    return Capture(url, retrieved, pages[chosen].get_content_type(), body, charset), doubts


def _check(data: bytes) -> None:
    """Refuse what is no mail, and what would take the parser long."""
    if not data.strip(_BLANKS + b"\0"):
        raise Unreadable("file empty", f"{len(data):,} bytes and no letter" if data else "0 bytes")
    if len(data) > _LARGEST:
        raise Unreadable("file too large", f"larger than {_LARGEST >> 20} MB")
    if not _MIME.search(data, 0, _HEAD):
        raise Unreadable("file of another kind", "it is no web page saved with its pictures")
    if sum(1 for _ in _NESTED.finditer(data)) > _LEVELS:
        raise Unreadable("file unsafe", f"over {_LEVELS} parts that hold parts")


def _without_page(mail: Message, leaves: Sequence[Message]) -> Unreadable:
    """Say what a file without a page is."""
    if mail.get_content_maintype() == "multipart" and mail.defects:
        return Unreadable("file damaged", "its parts cannot be told apart: it may be cut off")
    kinds = ", ".join(sorted({part.get_content_type() for part in leaves}))
    return Unreadable("file of another kind", f"a mail without a web page in it: {kinds[:80]}")


def _choose(mail: Message, pages: Sequence[Message], bodies: Sequence[bytes]) -> int:
    """Give the place of the part that is the page."""
    start = mail.get_param("start", "")
    named = start.strip("<> \t") if isinstance(start, str) else ""
    saved = _header(mail, "Snapshot-Content-Location")
    for place, part in enumerate(pages):
        if named and _header(part, "Content-ID").strip("<> \t") == named:
            return place
    for place, part in enumerate(pages):
        if saved and _header(part, "Content-Location") == saved:
            return place
    return max(range(len(pages)), key=lambda place: len(bodies[place]))


def _unpack(part: Message) -> tuple[bytes, list[Doubt]]:
    """Give the bytes of a part, and whether they are damaged."""
    way = _header(part, "Content-Transfer-Encoding").lower()
    if way in _PLAIN:
        body = part.get_payload(decode=True)
        return (body if isinstance(body, bytes) else b""), []
    if way != "base64":
        raise Unreadable("file damaged", f"the page is packed in a way that is not known: {way[:40]!r}")
    packed = str(part.get_payload()).encode("ascii", "replace")
    letters = _NOT_BASE64.sub(b"", packed)
    odd = len(letters) % 4 == 1  # three letters are missing, or one is too many
    body = base64.b64decode(letters[: len(letters) - odd] + b"=" * (-(len(letters) - odd) % 4))
    strange = len(_NOT_BASE64.sub(b"", packed.translate(None, b" \t\r\n="))) != len(packed.translate(None, b" \t\r\n="))
    note = "the page, in base64, holds characters that do not belong there, or too few"
    return body, [Doubt("file damaged", note=note)] if odd or strange else []


def _report_cut(within: bool) -> list[Doubt]:
    if within:
        return [Doubt("file cut off", note="no end mark behind the page")]
    return [Doubt("file damaged", note="cut off behind the page, which is whole")]


def _report_frames(others: Sequence[Message]) -> list[Doubt]:
    """Report the parts of HTML that are not the page."""
    if not others:
        return []
    addresses = list(dict.fromkeys(filter(None, map(_address, others))))[:_SHOWN]
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
    try:
        written = str(make_header(decode_header(written))) if "=?" in written else written
    except Exception:  # noqa: BLE001, S110  (the codes may be anything: then the header stays as it is)
        pass
    return written.strip() if name == "Date" else "".join(written.split())
