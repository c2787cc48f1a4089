"""Opening the files of a corpus: each kind with its reader, one that cannot be read costing only itself."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from framing.corpus.characters import repair_text
from framing.corpus.gathering import Gathering
from framing.corpus.refusing import tell_error, tell_trouble
from framing.corpus.table_files import take_table
from framing.databases.recognising import read_export, read_export_page
from framing.errors import CorpusError
from framing.formats.decoding import decode_page, is_guessed
from framing.formats.documents import Document, split_lines
from framing.formats.files import (
    ARCHIVE_SUFFIXES,
    FEED_SUFFIXES,
    TABLE_SUFFIXES,
    WEB_SUFFIXES,
    CorpusFile,
    file_kind,
    read_bytes,
)
from framing.formats.gzip_files import unpack_gzip
from framing.formats.harvest import Doubt, Harvest, Unreadable
from framing.formats.mail_pages import as_sent, read_mail_page
from framing.formats.mending import mend_characters
from framing.formats.pages import Page, read_document_page, read_text_page, read_web_page
from framing.formats.plain_text import decode_text
from framing.formats.web_archives import Capture

__all__ = ["open_files"]

_WEB_ARCHIVES = (".warc", ".wacz")
_MAIL_SUFFIXES = (".mht", ".mhtml")
_HEAD_BYTES = 4000


def open_files(files: Iterable[CorpusFile], gathering: Gathering, *, strict: bool) -> Gathering:
    """Read files into a gathering.

    Parameters
    ----------
    files
        The files, in order.
    gathering
        Receives their rows and the account of them.
    strict
        Whether a table that cannot be read is an error, which says how to mend it; else it is reported and left out,
        as every other file that cannot be read is, also one on which a reader fails in a way it does not foresee.

    Raises
    ------
    CorpusError
        For a table, where ``strict``.
    """
    for file in files:
        _open_file(file, gathering, strict=strict)
    return gathering


def _open_file(file: CorpusFile, gathering: Gathering, *, strict: bool) -> None:
    kind = file_kind(file.path)
    data = b""
    try:
        if kind in _WEB_ARCHIVES:
            _take_web_archive(file.path, file, gathering)
        else:
            data = read_bytes(file.path, name=file.name)
            _open_bytes(data, file, gathering, strict=strict)
    except Unreadable as trouble:
        gathering.refuse(file, trouble.reason, trouble.note, data=data)
    except CorpusError as error:
        if strict and kind in TABLE_SUFFIXES:
            raise
        gathering.refuse(file, *tell_error(error), data=data)
    except Exception as error:
        if strict and not isinstance(error, OSError):
            raise
        gathering.refuse(file, "file damaged", tell_trouble(error), data=data)


def _open_bytes(data: bytes, file: CorpusFile, gathering: Gathering, *, strict: bool) -> None:
    kind = file_kind(file.path)
    if kind == ".json" and _is_feed(data):
        _take_feed(data, file, gathering)
    elif kind in TABLE_SUFFIXES:
        take_table(data, file, gathering, strict=strict)
    elif kind in WEB_SUFFIXES:
        _take_web_page(data, file, gathering)
    elif kind in FEED_SUFFIXES:
        _take_feed(data, file, gathering)
    elif kind in _WEB_ARCHIVES:
        _take_web_archive(data, file, gathering)
    elif kind in ARCHIVE_SUFFIXES:
        _take_archive(data, file, gathering, strict=strict)
    else:
        _take_document(data, file, gathering)


def _is_feed(data: bytes) -> bool:
    """Say whether a JSON file is a feed: it says so at its beginning or its end."""
    from framing.formats.feeds import is_feed

    return is_feed((data[:_HEAD_BYTES] + data[-_HEAD_BYTES:]).decode("utf-8", "replace"))


def _take_web_page(data: bytes, file: CorpusFile, gathering: Gathering) -> None:
    """Take a web page, also one saved with its pictures, or a document that is named as a page."""
    from framing.formats.opening import find_kind, find_misnamed

    kind, name = find_kind(data), file.path.name.removesuffix(".gz")
    saved = Capture("", "", "", data)
    doubts: list[Doubt] = []
    if kind == "mail" or (kind == "text" and file_kind(file.path) in _MAIL_SUFFIXES):
        kind, (saved, doubts) = "mail", read_mail_page(data)
    elif kind not in ("page", "text"):
        _take_document(data, file, gathering)
        return
    _take_capture(saved, [*find_misnamed(name, kind), *doubts], file, gathering, data)


def _take_capture(saved: Capture, doubts: list[Doubt], file: CorpusFile, gathering: Gathering, source: bytes) -> None:
    """Take a page: an export where it has the layout of one, else one article."""
    data = as_sent(saved)
    html, encoding = decode_page(data, file)
    html, count = repair_text(html) if gathering.repair else (html, 0)
    export = read_export_page(mend_characters(html)[0])
    if export is not None:
        if is_guessed(data, file, encoding):
            export.doubts.append(Doubt("encoding guessed", note=f"read as {encoding}"))
        export.doubts += [*doubts, *_count_repairs(count)]
        gathering.add_harvest(_checked(export), file, source, encoding=saved.encoding or encoding)
        return
    page = read_web_page(data, file)
    page.header |= {name: str(value) for name, value in _say_place(saved, page, file).items()}
    page.encoding, page.doubts = saved.encoding or page.encoding, [*doubts, *page.doubts]
    gathering.add_page(page, file, source)


def _say_place(capture: Capture, page: Page, file: CorpusFile) -> dict[str, object]:
    """Say what stands outside a page: where it is from and when it was saved; its host where it names no outlet."""
    said: dict[str, object] = {"url": capture.url, "retrieved": capture.retrieved}
    if not (page.header.get("outlet") or file.outlet):
        with suppress(ValueError):  # no address
            said["outlet"] = (urlsplit(capture.url).hostname or "").removeprefix("www.")
    return {name: value for name, value in said.items() if value}


def _take_feed(data: bytes, file: CorpusFile, gathering: Gathering) -> None:
    from framing.formats.feeds import read_feed

    gathering.add_harvest(read_feed(data, file.name), file, data)


def _take_document(data: bytes, file: CorpusFile, gathering: Gathering) -> None:
    """Take a document: an export where it has the layout of one, else one article. A web page under any name is one."""
    from framing.formats.opening import find_kind, open_document

    if find_kind(data) in ("page", "mail"):
        _take_web_page(data, file, gathering)
        return
    document = open_document(data, file.path.name.removesuffix(".gz"), file.encoding)
    mended = _repaired(document, data) if gathering.repair else document
    export = read_export(mended)
    if export is not None:
        export.doubts += [doubt for doubt in mended.doubts if doubt not in export.doubts]
        gathering.add_harvest(_checked(export), file, data, encoding=document.encoding)
        return
    page = _read_page(document, data)
    page.encoding, page.doubts = document.encoding, [*document.doubts, *page.doubts]
    gathering.add_page(page, file, data)


def _repaired(document: Document, data: bytes) -> Document:
    """Turn garbled characters back before an export is read: its labels and dates are made of them too."""
    if document.encoding:
        text, count = repair_text(decode_text(data, document.encoding)[0])
        lines = split_lines(text)
    else:
        pairs = [repair_text(line.text) for line in document.lines]
        lines = [replace(line, text=text) for line, (text, _) in zip(document.lines, pairs, strict=True)]
        count = sum(number for _, number in pairs)
    return replace(document, lines=lines, doubts=[*document.doubts, *_count_repairs(count)])


def _count_repairs(count: int) -> list[Doubt]:
    return [Doubt("characters repaired", note=f"{count:,} characters")] if count else []


def _checked(export: Harvest) -> Harvest:
    """Refuse an export in which nothing was found and that says nothing of it: the marks of its articles are gone."""
    if export.articles or export.announced is not None or any(not doubt.kept for doubt in export.doubts):
        return export
    raise Unreadable("file damaged", f"it has the layout of {export.layout}, and no article was found in it")


def _read_page(document: Document, data: bytes) -> Page:
    """Read one article: of plain text every blank and line end is kept, of another document its paragraphs."""
    if not document.encoding:
        return read_document_page(document)
    text, _, _ = decode_text(data, document.encoding)
    return read_text_page(text.replace("\r\n", "\n").replace("\r", "\n"))


def _take_archive(data: bytes, file: CorpusFile, gathering: Gathering, *, strict: bool) -> None:
    from framing.formats.archives import open_archive

    name = file.name[: -len(".gz")] if file.path.suffix.lower() == ".gz" else file.name  # it was unpacked
    for member in open_archive(data, name):
        if isinstance(member, Doubt) and member.kept:
            gathering.report([member], file)
            continue
        if isinstance(member, Doubt):
            inner = replace(file, path=Path(member.name or file.name), name=f"{file.name}/{member.name}".rstrip("/"))
            gathering.refuse(inner, member.reason, member.note)
            continue
        inner = replace(file, path=Path(member.name), name=f"{file.name}/{member.name}", in_folder=False)
        try:
            if not file_kind(inner.path):
                raise Unreadable("file of another kind", inner.path.suffix)
            _open_bytes(_unpacked(member.data, inner), inner, gathering, strict=strict)
        except Unreadable as trouble:
            gathering.refuse(inner, trouble.reason, trouble.note, data=member.data)
        except CorpusError as error:
            gathering.refuse(inner, *tell_error(error), data=member.data)
        except Exception as error:
            if strict:
                raise
            gathering.refuse(inner, "file damaged", tell_trouble(error), data=member.data)


def _unpacked(data: bytes, file: CorpusFile) -> bytes:
    """Unpack a ``.gz`` file within an archive; a web archive does it record by record."""
    is_packed = file.path.suffix.lower() == ".gz" and file_kind(file.path) not in _WEB_ARCHIVES
    return unpack_gzip(data, file.name) if is_packed else data


def _take_web_archive(source: bytes | Path, file: CorpusFile, gathering: Gathering) -> None:
    """Take the pages of a web archive; each is read like a saved page."""
    from framing.formats.web_archives import read_web_archive

    harvest = Harvest("web archive")
    pages: list[tuple[Page, dict[str, object]]] = []
    numbers = count(1)
    last = 0
    for capture in read_web_archive(source, file.name):
        if isinstance(capture, Doubt):
            about_last = capture.kept and capture.name and capture.position is None
            harvest.doubts.append(replace(capture, position=last) if about_last else capture)
            continue
        last = next(numbers)
        try:
            page = read_web_page(as_sent(capture), file)
        except Unreadable as trouble:
            harvest.doubts.append(Doubt(trouble.reason, last, capture.url, trouble.note, kept=False))
        else:
            pages.append((page, _say_place(capture, page, file) | {"position": last}))
    if any(doubt.reason == "article missing" for doubt in harvest.doubts):
        lost = [doubt for doubt in harvest.doubts if not doubt.kept]
        n_lost = sum(doubt.reason == "article missing" or doubt.position is not None for doubt in lost)
        harvest.announced = len(pages) + n_lost
    gathering.add_captures(pages, harvest, file, source)
