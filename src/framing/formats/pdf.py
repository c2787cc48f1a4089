"""PDF files as lines: the text of each page in order, without the heads and feet that run through all pages."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from framing.formats.documents import Document, Line, split_lines
from framing.formats.harvest import Doubt, Unreadable
from framing.formats.mending import mend_characters
from framing.formats.printed_lines import find_running_lines, join_hyphens

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["read_pdf"]

_PAGES = 5_000
_SECONDS = 120.0
_MARK = b"%PDF-"
_HEAD_BYTES = 1024
_STREAM = 20 * 2**20  # bytes that one part of a page may unpack to
_LIMITS = {
    "maximum_declared_stream_length": _STREAM,
    "array_based_stream_maximum_output_length": _STREAM,
    "lzw_maximum_output_length": _STREAM,
    "run_length_maximum_output_length": _STREAM,
    "zlib_maximum_output_length": _STREAM,
    "zlib_maximum_recovery_input_length": 2**20,
    "stream_decoding_work_maximum_length": 2 * _STREAM,
    "stream_parsing_work_maximum_count": 120_000,
    "page_tree_maximum_entries": 4 * _PAGES,
    "xform_maximum_invocations_per_extraction": 500,
}
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)


def read_pdf(data: bytes) -> Document:
    """Read the text of a PDF file.

    Lines are as printed, so a paragraph runs over several (``wrapped``). Heads and feet that run through the pages
    are taken out and reported; a word divided at the end of a line is put together where the file itself shows how it
    is written; printed ligatures become letters.

    Parameters
    ----------
    data
        The bytes of the file.

    Returns
    -------
    Document
        Its lines. Doubts: the running lines ("lines taken out"), pages that could not be read or are pictures
        ("part not read"), signs without a letter ("characters replaced").

    Raises
    ------
    Unreadable
        ``file protected`` (a password), ``file damaged`` (no PDF, broken, or a scan: there are no letters in it),
        ``file empty``, ``file too large`` (over 5,000 pages), ``file too slow`` (over two minutes).

    Notes
    -----
    Cannot see: columns (they are read in the order in which the file draws them), which lines are headings, tables.
    A page that unpacks to more than 20 MB or to more than 120,000 drawing steps is not read.

    Examples
    --------
    >>> try:
    ...     read_pdf(b"It rained.")
    ... except Unreadable as refusal:
    ...     print(refusal)
    file damaged: it is no PDF: its first bytes are b'It rained.'
    """
    if _MARK not in data[:_HEAD_BYTES]:
        raise Unreadable("file damaged", f"it is no PDF: its first bytes are {data[:10]!r}")
    from pypdf import apply_configuration, get_configuration

    with _quiet(), apply_configuration(get_configuration().with_overwrites(**_LIMITS)):
        texts, doubts = _read_pages(_open(data))
    pages = [[line.text for line in split_lines(text.translate(_LIGATURES))] for text in texts]
    pages, taken_out = _take_out(pages)
    lines = join_hyphens([line for page in pages for line in page])
    text, count = mend_characters("\n".join(lines))
    count = text.count("\ufffd")
    if count:
        doubts.append(Doubt("characters replaced", note=f"{count} signs without a letter, now U+FFFD"))
    return Document([Line(line) for line in text.split("\n")], wrapped=True, doubts=doubts + taken_out)


def _open(data: bytes) -> PdfReader:
    """Open a PDF; one that only forbids printing or changing may be read, one with a password may not."""
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    note = "it needs a password: open it and save it without one"
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise Unreadable("file protected", note)
        n_pages = len(reader.pages)
    except (DependencyError, FileNotDecryptedError) as error:
        raise Unreadable("file protected", f"it is encrypted: print it into a new PDF ({error})") from error
    except Unreadable:
        raise
    except Exception as error:  # a PDF may be anything, and pypdf lets much through
        raise Unreadable("file damaged", f"{type(error).__name__}: {str(error)[:80]}") from error
    if n_pages > _PAGES:
        raise Unreadable("file too large", f"{n_pages:,} pages; the limit is {_PAGES:,}")
    return reader


def _read_pages(reader: PdfReader) -> tuple[list[str], list[Doubt]]:
    """Read every page; list those that could not be read and those that are pictures."""
    texts: list[str] = []
    broken: list[int] = []
    pictures: list[int] = []
    why = ""
    begun = time.monotonic()
    for number in range(len(reader.pages)):
        if time.monotonic() - begun > _SECONDS:
            raise Unreadable("file too slow", f"{number} pages took more than {_SECONDS:.0f} seconds")
        try:
            page = reader.pages[number]
            text = page.extract_text()
            if not _has_letters(text) and _has_pictures(page):
                pictures.append(number + 1)
            texts.append(text)
        except Exception as error:  # whatever it breaks, it breaks for this page alone
            broken.append(number + 1)
            why = why or f"{type(error).__name__}: {str(error)[:80]}"
            texts.append("")
    if not any(map(_has_letters, texts)):
        if broken:
            raise Unreadable("file damaged", f"none of its pages could be read ({why})")
        if pictures:
            raise Unreadable("file damaged", "no text in it: it is a scan (run text recognition over it first)")
        raise Unreadable("file empty", "no text in it")
    doubts = [Doubt("part not read", note=f"not read: {_name_pages(broken)} ({why})")] if broken else []
    if pictures:
        doubts.append(Doubt("part not read", note=f"a picture without text: {_name_pages(pictures)}"))
    return texts, doubts


def _take_out(pages: list[list[str]]) -> tuple[list[list[str]], list[Doubt]]:
    """Take the running lines out of the pages, and report each."""
    places = find_running_lines(pages)
    taken: dict[str, list[str]] = {}
    kept = []
    for page, own in zip(pages, places, strict=True):
        for place in sorted(own):
            taken.setdefault(re.sub(r"\d+", "#", page[place]), []).append(page[place])
        kept.append([line for place, line in enumerate(page) if place not in own])
    if not any(_has_letters(line) for page in kept for line in page):
        return pages, []
    doubts = [
        Doubt("lines taken out", note=f"a head or foot, taken out of {len(lines)} pages: {lines[0][:120]}")
        for lines in taken.values()
    ]
    return kept, doubts


def _has_letters(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def _has_pictures(page: PageObject) -> bool:
    resources = page.get("/Resources")
    resources = resources.get_object() if resources is not None else {}
    return bool(resources and resources.get("/XObject"))


def _name_pages(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
    return f"page {shown}" if len(numbers) == 1 else f"{len(numbers)} pages ({shown})"


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf from logging what it thinks of a file."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
