"""Web archives: the pages in a WARC or a WACZ, and what else stands in it."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import IO, NamedTuple
from urllib.parse import urljoin

from framing.formats.harvest import Doubt, Unreadable
from framing.formats.packages import PIECE_BYTES, Budget, unpack_member
from framing.formats.warc_records import LARGEST_PAGE, Record, is_packed, read_records

__all__ = ["Capture", "read_web_archive"]

_RECORDS = (".warc", ".warc.gz")
_HTML = ("text/html", "application/xhtml+xml")
_STARTS = (b"<!doctype html", b"<html", b"<head", b"<?xml")
_KINDS = ("image", "video", "audio", "font", "text", "application")
_LIST_BYTES = 50 * 2**20
_WARC_TYPES = frozenset("warcinfo response resource request metadata revisit conversion continuation".split())
_FOUND, _REDIRECTS = 200, (300, 399)
_SHOWN = 3  # addresses in the account of a kind
_PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")


class Capture(NamedTuple):
    """A page as it was archived.

    ``retrieved`` is the moment of the capture as the archive writes it (2019-03-04T10:00:00Z), ``content_type`` what
    the server said, ``encoding`` the charset in it ("" where it names none): it goes before what the page declares.
    """

    url: str
    retrieved: str
    content_type: str
    data: bytes
    encoding: str = ""


@dataclass(slots=True)
class _Tally:
    """Records that are no articles, by kind, with the first addresses of each; and how many of them are damaged."""

    n_damaged: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    shown: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, url: str, reason: str = "") -> None:
        """Count one record."""
        self.n_damaged += reason == "file damaged"
        self.counts[kind] += 1
        shown = self.shown.setdefault(kind, [])
        if url and len(shown) < _SHOWN and url not in shown:
            shown.append(url)

    def report(self) -> Iterator[Doubt]:
        """Give one doubt a kind, and one for those of a wrong length: a page may be lost in them."""
        if self.n_damaged:
            yield Doubt("file damaged", note=f"{self.n_damaged:,} of the records that are no articles are damaged")
        for kind, count in sorted(self.counts.items()):
            note = f"{count:,} record{'s' if count > 1 else ''}"
            note += f": {', '.join(self.shown[kind])}" if self.shown[kind] else ""
            yield Doubt("record not an article", name=kind, note=note, kept=False)


@dataclass(slots=True)
class _Listed:
    """The pages that a WACZ announces: title by address, and which of them were found.

    The address to which a listed page leads on counts for it.
    """

    titles: dict[str, str] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)

    def follow(self, record: Record) -> None:
        """Note where a listed page leads on to."""
        url = _plain(record.url)
        first = self.leads.get(url, url)
        if not record.leads or first not in self.titles:
            return
        try:
            target = _plain(urljoin(url, record.leads))
        except ValueError:  # no address
            return
        if target not in self.titles:
            self.leads.setdefault(target, first)

    def take(self, address: str) -> bool:
        """Say whether an address is a listed page, and note that it was found."""
        url = _plain(address)
        first = self.leads.get(url, url)
        if first in self.titles:
            self.found.add(first)
        return first in self.titles

    def report(self) -> Iterator[Doubt]:
        """Give a doubt for each page that was not found."""
        for url, title in self.titles.items():
            if url not in self.found:
                note = f"{url}: in the list of pages, but the archive holds no page of it"
                yield Doubt("article missing", name=title or url, note=note, kept=False)


def read_web_archive(source: bytes | Path, name: str) -> Iterator[Capture | Doubt]:
    r"""Give the pages of a web archive in the order of its records, and the account of all other records.

    A page is a ``response`` or ``resource`` record of HTML that the server sent with status 200. The pages of a WACZ
    are those of its list of pages, followed over redirects; where it has none, every page. Only one page is in memory
    at a time.

    Parameters
    ----------
    source
        The bytes of the archive, or its path.
    name
        Its name, for its ending.

    Yields
    ------
    Capture or Doubt
        Doubts that are not kept: ``file too large`` (a page over 20 MB), ``file of another kind`` (packed by the
        server in a way that is not read), ``article without text`` (an empty page), ``article missing`` (a page that
        the list of a WACZ announces) and, at the end, one ``record not an article`` for each kind: redirects, errors,
        images, scripts, records of the crawler, pages captured twice with the same bytes (also as ``revisit``), HTML
        that the list of a WACZ leaves out. Doubts that are kept follow their page (``file cut off``,
        ``text cut off``, ``file damaged``) or, without a name, are about the archive: also ``file too large``, where
        reading ends as it has unpacked to more than 200 times its size and 10 MB.

    Raises
    ------
    Unreadable
        Where it is no web archive, or is empty.

    Examples
    --------
    >>> page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>It rained.</p>"
    >>> head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/rain\r\n"
    >>> head += b"WARC-Date: 2019-03-04T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    >>> record = head + b"Content-Length: %d\r\n\r\n" % len(page) + page + b"\r\n\r\n"
    >>> [(page.url, page.data) for page in read_web_archive(record, "crawl.warc")]
    [('https://example.org/rain', b'<p>It rained.</p>')]
    """
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if not size:
        raise Unreadable("file empty", "0 bytes")
    tally, listed = _Tally(), _Listed()
    seen: set[bytes] = set()
    with ExitStack() as stack:
        opened: IO[bytes] = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
        for found in _open(stack.enter_context(opened), name, size, listed, stack):
            if isinstance(found, Doubt):
                yield found
                continue
            listed.follow(found)
            kind = _kind(found)
            if found.reason and (found.kind not in _WARC_TYPES or (found.kind == "response" and not found.data)):
                yield Doubt("file damaged", name=found.url, note=found.note, kept=False)
            elif kind:
                tally.add(kind, found.url, found.reason)
            elif listed.titles and not listed.take(found.url):
                tally.add("HTML that is not in the list of pages (frames, adverts)", found.url)
            elif _is_repeat(found, seen):
                tally.add("page captured again with the same bytes", found.url)
            else:
                yield from _judge(found)
    yield from listed.report()
    yield from tally.report()


def _open(stream: IO[bytes], name: str, size: int, listed: _Listed, stack: ExitStack) -> Iterator[Record | Doubt]:
    """Give the records of a WARC, or of each WARC of a WACZ in order of name."""
    start = stream.read(8)
    stream.seek(0)
    if not start.startswith(b"PK"):
        if not (is_packed(start) or start.lstrip().startswith(b"WARC/")):
            raise Unreadable("file damaged", f"{name} is no web archive: its first bytes are {start!r}")
        yield from read_records(iter(partial(stream.read, PIECE_BYTES), b""), Budget(size))
        return
    try:
        archive = stack.enter_context(zipfile.ZipFile(stream))
        parts = sorted(part for part in archive.namelist() if part.lower().endswith(_RECORDS))
    except Exception as error:  # zipfile raises half a dozen kinds on damaged bytes
        raise Unreadable("file damaged", f"the WACZ cannot be opened: {error}; it may be cut off") from error
    if not parts:
        raise Unreadable("file of another kind", "a zip without a WARC in it")
    budget = Budget(size)
    yield from _read_lists(archive, listed, budget)
    for part in parts:
        try:
            yield from read_records(_unpack(archive, part, budget), budget)
        except Unreadable as refusal:
            yield Doubt(refusal.reason, name=part, note=refusal.note, kept=False)


def _unpack(archive: zipfile.ZipFile, name: str, budget: Budget, *, limit: int | None = None) -> Iterator[bytes]:
    """Unpack a part of a WACZ piece by piece, within what the whole may unpack to."""
    for piece in unpack_member(archive, archive.getinfo(name), limit=limit or budget.limit):
        budget.spend(len(piece))
        yield piece


def _read_lists(archive: zipfile.ZipFile, listed: _Listed, budget: Budget) -> Iterator[Doubt]:
    """Read the lists of pages of a WACZ: a JSON object a line, the first of which describes the list."""
    for name in _PAGES:
        if name not in archive.namelist():
            continue
        try:
            data = b"".join(_unpack(archive, name, budget, limit=_LIST_BYTES))
        except Unreadable as refusal:
            yield Doubt(refusal.reason, name=name, note=f"the list of pages cannot be read: {refusal.note}")
            continue
        n_broken = 0
        for line in io.BytesIO(data):
            try:
                entry = json.loads(line.decode("utf-8", "replace")) if line.strip() else {}
            except (ValueError, RecursionError):
                n_broken += 1
                continue
            if isinstance(entry, dict) and isinstance(url := entry.get("url"), str):
                listed.titles.setdefault(_plain(url), str(entry.get("title") or ""))
        if n_broken:
            note = f"{n_broken} lines of the list of pages cannot be read"
            yield Doubt("file damaged", name=name, note=note)


def _kind(record: Record) -> str:
    """Say what a record is; "" for a page of HTML."""
    if record.kind == "revisit":
        return "page captured again with the same bytes"
    if record.kind not in ("response", "resource"):
        return "record of the crawler, not of a page"
    if record.kind == "response" and record.status != _FOUND:
        if _REDIRECTS[0] <= record.status <= _REDIRECTS[1]:
            return "redirect to another address"
        return f"answer {record.status} of a server" if record.status else "no answer of a web server"
    kind = record.content_type.partition(";")[0].strip().lower()
    if kind in _HTML or (not kind and record.data[:100].lstrip().lower().startswith(_STARTS)):
        return ""
    major = kind.partition("/")[0]
    return f"{major} file, not HTML" if major in _KINDS else "file of another kind, not HTML"


def _judge(record: Record) -> Iterator[Capture | Doubt]:
    """Give a page, and what is doubtful about it."""
    refused = ""
    if len(record.data) > LARGEST_PAGE:
        refused, note = "file too large", f"a page over {LARGEST_PAGE >> 20} MB"
    elif record.coding:
        refused, note = "file of another kind", f"packed by the server in a way that is not read here: {record.coding}"
    elif not record.data.strip():
        refused, note = record.reason or "article without text", record.note or "an empty page"
    if refused:
        yield Doubt(refused, name=record.url, note=note, kept=False)
        return
    yield Capture(record.url, record.date, record.content_type, record.data, record.charset)
    if record.reason:
        yield Doubt(record.reason, name=record.url, note=record.note)


def _is_repeat(record: Record, seen: set[bytes]) -> bool:
    """Say whether the same bytes came from the same address before."""
    key = blake2b(record.url.encode("utf-8", "replace") + b"\n" + record.data, digest_size=16).digest()
    repeated = key in seen
    seen.add(key)
    return repeated


def _plain(url: str) -> str:
    """Give an address without the place within the page."""
    return url.partition("#")[0]
