"""From the bytes of a file to its lines: what kind of file it is, whatever its name says, and who reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from framing.formats.documents import Document
from framing.formats.files import DOCUMENT_KINDS, WEB_KINDS
from framing.formats.harvest import Doubt, Unreadable
from framing.formats.packages import OLE_MARK, open_zip, refuse_container
from framing.formats.pdf import read_pdf
from framing.formats.plain_text import read_text
from framing.formats.rich_text import read_rich_text
from framing.formats.word import read_word

__all__ = ["find_kind", "find_misnamed", "open_document"]

_HEAD = 1024
_MAIL_HEAD = 8192
_NAMES = {
    "word": "a Word file",
    "workbook": "an Excel workbook",
    "rich text": "RTF",
    "pdf": "a PDF",
    "text": "plain text",
    "page": "a web page",
    "mail": "a web page saved with its pictures (.mht)",
    "zip": "a zip archive",
    "gzip": "a gzip archive",
    "picture": "a picture",
    "old office": "an Office file of before 2007",
}
_MARKS = (
    (OLE_MARK, "old office"),
    (b"\x1f\x8b", "gzip"),
    *((mark, "picture") for mark in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")),
)
_PAGE = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:[^-]|-(?!->)){0,400}+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_MAIL = re.compile(rb"(?:[\w-]{1,40}:[^\n]{0,4000}\n(?:[ \t][^\n]{0,400}\n)*){0,20}?MIME-Version:", re.IGNORECASE)
_SOURCE = re.compile(rb"\\par\b|\bendobj\b|PK\x03\x04|<w:")
_BLANKS = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"
_READERS: Mapping[str, Callable[[bytes], Document]] = {
    "word": read_word,
    "rich text": read_rich_text,
    "pdf": read_pdf,
}


def find_kind(data: bytes) -> str:
    r"""Say what kind of file the bytes are, by how they begin.

    Parameters
    ----------
    data
        The bytes of the file.

    Returns
    -------
    str
        "word", "workbook", "rich text", "pdf", "page" (HTML), "mail" (MHTML), "zip", "gzip", "picture", "old office"
        (and Office files with a password), else "text".

    Examples
    --------
    >>> find_kind(b"{\\rtf1 It rained.}"), find_kind(b"<!DOCTYPE html><p>It rained."), find_kind(b"It rained.")
    ('rich text', 'page', 'text')
    """
    for mark, kind in _MARKS:
        if data.startswith(mark):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _find_package(data)
    head = data[:_HEAD].replace(b"\0", b"").lstrip(_BLANKS)
    if head[:5].lower() == b"{\\rtf":
        return "rich text"
    if head.startswith(b"%PDF-") or b"\n%PDF-" in data[:_HEAD]:
        return "pdf"
    if _PAGE.match(head):
        return "page"
    return "mail" if _MAIL.match(data[:_MAIL_HEAD].lstrip(_BLANKS)) else "text"


def find_misnamed(name: str, found: str) -> list[Doubt]:
    """Say that the name of a file promises another kind than it is.

    Parameters
    ----------
    name
        Its name; only the suffix counts, and one that is not known promises nothing.
    found
        What it is, as `find_kind` says.

    Returns
    -------
    list of Doubt
        "file misnamed", or nothing. A page of which the first bytes could be a text's is no other kind.

    Examples
    --------
    >>> [doubt.note for doubt in find_misnamed("rain.doc", "page")]
    ['its name ends in .doc, but it is a web page and was read as that']
    """
    suffix = _suffix(name)
    promised = {**DOCUMENT_KINDS, **WEB_KINDS}.get(suffix, found)
    if found == promised or (found, promised) == ("text", "page"):
        return []
    return [Doubt("file misnamed", note=f"its name ends in {suffix}, but it is {_NAMES[found]} and was read as that")]


def open_document(data: bytes, name: str, encoding: str | None = None) -> Document:
    r"""Read a Word, RTF, PDF or text file as lines; what its bytes say goes before what its name says.

    Parameters
    ----------
    data
        The bytes of the file.
    name
        Its name; only the suffix counts. A suffix that is not known is taken as ".txt".
    encoding
        The encoding of a text file, where the user knows it.

    Returns
    -------
    Document
        Its lines; where the name says another kind, a doubt ("file misnamed", read all the same) says so.

    Raises
    ------
    Unreadable
        As the readers; ``file of another kind`` for what is no document (a web page, a workbook, an archive, a
        picture, an Office file of before 2007), with what to do.

    Examples
    --------
    >>> document = open_document(b"{\\rtf1 It rained.}", "export.doc")
    >>> document.lines[0].text, [doubt.note for doubt in document.doubts]
    ('It rained.', ['its name ends in .doc, but it is RTF and was read as that'])
    """
    suffix = _suffix(name)
    promised = DOCUMENT_KINDS.get(suffix, "text")
    found = find_kind(data)
    if found == "old office":
        refuse_container(data)
    if promised in _READERS and (found == "zip" or (found == "text" and _SOURCE.search(data))):
        return _READERS[promised](data)  # it says what is wrong; the source of a damaged file is no text
    if found not in (*_READERS, "text"):
        raise Unreadable(
            "file of another kind",
            f"it is {_NAMES[found]}" + (f", not {suffix}" if suffix in DOCUMENT_KINDS else ""),
        )
    document = read_text(data, encoding) if found == "text" else _READERS[found](data)
    document.doubts += find_misnamed(name, found)
    return document


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2].lower() if "." in name else ""


def _find_package(data: bytes) -> str:
    """Say what a zip holds; a damaged one goes to the reader that its first member speaks for."""
    try:
        with open_zip(data) as archive:
            names = archive.namelist()
    except Unreadable:
        return "word" if b"word/" in data[: _HEAD * 64] else "workbook" if b"xl/" in data[: _HEAD * 64] else "zip"
    if any(name.startswith("word/") for name in names):
        return "word"
    return "workbook" if any(name.startswith("xl/") for name in names) else "zip"
