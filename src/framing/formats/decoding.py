"""How the bytes of a file become text: by a mark, by what the file says, by what the user says."""

from __future__ import annotations

import codecs
import re

from framing.errors import CorpusError
from framing.formats.files import SETTINGS, CorpusFile

__all__ = ["decode", "decode_page", "find_mark", "is_guessed", "is_utf8"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALONE = f"; without Python, put it into a folder of its own with {SETTINGS}: encoding by file name"
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*+=\s*+["']?\s*+([\w:.-]+)|<\?xml[^>]{0,100}?encoding\s*+=\s*+["']([\w:.-]+)""",
    re.IGNORECASE,
)
_WIDE = ((re.compile(rb"(?:\s\0)*<\0"), "utf-16-le"), (re.compile(rb"(?:\0\s)*\0<"), "utf-16-be"))
_HEAD_BYTES = 4096


def find_mark(data: bytes) -> str:
    """Give the encoding that a byte order mark says; "" where there is none.

    Examples
    --------
    >>> find_mark("It rained.".encode("utf-32")), find_mark("It rained.".encode("utf-16")), find_mark(b"It rained.")
    ('utf-32', 'utf-16', '')
    """
    return next((name for mark, name in _MARKS if data.startswith(mark)), "")


def decode(data: bytes, file: CorpusFile) -> tuple[str, str]:
    """Turn bytes into text with line feeds as the only line ends; also give the encoding used.

    A byte order mark settles the encoding, then that the bytes are UTF-8 with letters beyond ASCII, then ``encoding``,
    then UTF-8; nothing is guessed.
    """
    encoding = find_mark(data) or (file.encoding if not file.encoding or not is_utf8(data) else "utf-8") or "utf-8"
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise CorpusError(
            "unknown encoding",
            found=repr(encoding),
            do='use a name Python knows, such as "cp1252" or "utf-16"',
        ) from error
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        setting = f'; for this file alone, in {SETTINGS}: [files."{file.name}"] encoding = "cp1252"'
        raise CorpusError(
            f"the file is not {encoding.upper()}",
            found=f"byte 0x{data[at]:02x} at offset {at} of {file.name!r}",
            do='save it as UTF-8, or say which encoding it has: read_corpus(…, encoding="cp1252") for older '
            + 'Windows files, "mac-roman" or "utf-16"'
            + (setting if file.in_folder else _ALONE),
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def is_utf8(data: bytes) -> bool:
    """Say whether bytes hold letters beyond ASCII and all are UTF-8: in another encoding that is no accident."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode_page(data: bytes, file: CorpusFile) -> tuple[str, str]:
    """Turn the bytes of a web page into text; also give the encoding used.

    A byte order mark settles it, or UTF-16 that shows at the first tag, then what the page declares, then
    ``encoding``; a page without any of them is UTF-8, or where it cannot be, Windows-1252, as in browsers. Bytes that
    do not fit become U+FFFD.
    """
    marked = find_mark(data) or next((name for start, name in _WIDE if start.match(data)), "")
    found = None if marked else _DECLARED.search(data[:_HEAD_BYTES])
    declared = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    try:
        declared = codecs.lookup(declared).name if declared else ""
        b"a".decode(declared or "ascii")
    except (LookupError, UnicodeError):
        declared = ""
    if declared in ("ascii", "iso8859-1"):
        declared = "cp1252"
    elif declared.startswith(("utf-16", "utf-32", "utf-7")):  # a page in these could not have said so in ASCII
        declared = "utf-8"
    encoding = marked or declared or (None if is_utf8(data) else file.encoding)
    if not encoding:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            encoding = "cp1252"
    try:
        return data.decode(encoding, "replace"), encoding
    except LookupError:
        return decode(data, file)  # says what is wrong with the name


def is_guessed(data: bytes, file: CorpusFile, encoding: str) -> bool:
    """Say whether a page that `decode_page` read in an encoding names none, nor does the user, and is not UTF-8."""
    named = find_mark(data) or _DECLARED.search(data[:_HEAD_BYTES]) or file.encoding
    return not named and encoding != "utf-8"
