"""RTF files as lines, read with striprtf once the file is put into the form that striprtf reads rightly."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from framing.formats.documents import Document, Line, split_lines
from framing.formats.harvest import Doubt, Unreadable
from framing.formats.mending import mend_characters

__all__ = ["read_rich_text"]

_LARGEST = 40 * 2**20  # characters without pictures: striprtf reads about three million a second
_START = re.compile(rb"[\s\xef\xbb\xbf]*\{\s*\\rtf", re.IGNORECASE)
_NEXT = re.compile(r"[\s\0]*\{\s*\\rtf")
_BINARY = re.compile(rb"\\(?:[\\{}]|bin(\d{1,10}) ?)")
_PICTURE = re.compile(rb"[0-9a-fA-F]{64,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_BRACE = re.compile(r"\\[\\{}]|[{}]")
_FONTS = re.compile(r"\{[^{}]*\\fonttbl(?![a-z])")
_FONT = re.compile(r"\\(f|fcharset)(\d{1,5})(?!\w)")
_CODE_PAGE = re.compile(r"\\ansicpg(\d{1,5})")
_PAIR = re.compile(r"(\\'[89a-f][0-9a-f])(?:(\\'[0-9a-f]{2})|([@-\[\]-z|~]))", re.IGNORECASE)
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_ASIAN = {"128", "129", "134", "136"}
_MAC = {"78": "128", "79": "136", "80": "129", "81": "178", "82": "177", "83": "161", "84": "204"}
_MAC |= {"85": "134", "86": "238", "87": "204", "88": "222", "89": "238"}
_HEADING = "\x01"
_MARGIN = re.compile(r"\{\s*\\(header|footer)[lrf]?(?![a-z])")
_PARAGRAPH = re.compile(r"\\(?:par|cell|line)(?![a-z])")
_MARGIN_LINES = 20  # a header or footer of more is a part of the text whose group is not closed
_WORD = re.compile(
    r"""(?P<escaped>\\\\)(?=bin)
    |\\[\\{}]
    |\\(?P<cell>(?:nest)?cell)(?![a-z\d])
    |\\(?P<level>outlinelevel[0-8])(?!\d)[ ]?
    |\\uc(?P<skip>-?\d*)(?![a-z])
    |\\u(?P<code>-?\d+)
    |\\(?P<field>field)(?=\{)
    |(?P<box>\\\*\\shpinst|\\\*\\do|\\shp|\\shpgrp|\\shptxt|\\dptxbxtext)(?![a-z\d])[ ]?
    |\\(?P<deleted>deleted)(?![a-z\d])[ ]?
    |\\(?P<none>-|(?:bin[a-z]*|ansicpg)\d*[ ]?)
    |\\(?P<hyphen>_)""",
    re.VERBOSE,
)


def read_rich_text(data: bytes) -> Document:
    r"""Read an RTF file.

    Letters are read by the code page of their font, and from ``\u`` codes. A heading is known by its outline level,
    as Word writes it; where a program writes none, it is a line like any other. The cells of a table row are joined
    by a tab. Of a link the words are read, not the address. Text boxes are read where they hang; what was deleted
    with changes tracked is not read. Several RTF files pasted into one are read one after another.

    Left out, as in ``read_word``: page headers and footers, comments, footnotes, pictures, embedded objects.

    Parameters
    ----------
    data
        The bytes of the file.

    Returns
    -------
    Document
        Its lines, blank ones too. Doubts: "characters replaced" for bytes that fit no letter of their code page,
        "file damaged" where the file is not closed or is closed too early (it is read to its end all the same), "part
        not read" for a page header or footer of over 20 lines.

    Raises
    ------
    Unreadable
        Where it is no RTF, is larger than 40 MB without its pictures, or holds no text.

    Examples
    --------
    >>> [line.text for line in read_rich_text(rb"{\rtf1\ansi It rained.\par The caf\'e9 shut.}").lines]
    ['It rained.', 'The café shut.']
    """
    if not _START.match(data):
        raise Unreadable("file damaged", f"it is no RTF: its first bytes are {data[:10]!r}")
    text = _to_text(_PICTURE.sub(b"", _cut_binary(data)))
    if len(text) > _LARGEST:
        raise Unreadable("file too large", f"it is larger than {_LARGEST >> 20} MB: export fewer articles a file")
    parts, damage = _part(text)
    found = "\n".join(_read_part(part) for part in parts)
    found = _HALVES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), found)
    found, _ = mend_characters(found)
    count = found.count("\ufffd")
    if not any(sign.isalnum() for sign in found):
        raise Unreadable("file empty", "no text in it (pictures are not read)")
    doubts = [Doubt("file damaged", note=damage)] if damage else []
    doubts += [Doubt("part not read", note=note) for note in _find_long_margins(text)]
    if count:
        doubts.append(Doubt("characters replaced", note=f"{count} characters that could not be read, now U+FFFD"))
    return Document([_take_line(line) for line in split_lines(found)], doubts=doubts)


def _take_line(line: Line) -> Line:
    if _HEADING not in line.text:
        return line
    text = line.text.replace(_HEADING, "").strip()
    return Line(text, "heading" if text else "")


def _cut_binary(data: bytes) -> bytes:
    r"""Cut the bytes of pictures that stand in the file as they are, after ``\bin`` and their number."""
    if rb"\bin" not in data:
        return data
    kept, start, at = [], 0, 0
    while found := _BINARY.search(data, at):
        at = found.end()
        if found[1]:
            kept.append(data[start : found.start()])
            start = at = min(at + int(found[1]), len(data))
    return b"".join([*kept, data[start:]])


def _to_text(data: bytes) -> str:
    """Take bytes over 127, which RTF does not allow, as UTF-8 where they are, else as letters of the code page."""
    data = data.removeprefix(codecs.BOM_UTF8).lstrip().replace(_HEADING.encode(), b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _HIGH.sub(lambda byte: b"\\'%02x" % byte[0][0], data).decode("ascii")


def _part(text: str) -> tuple[list[str], str]:
    """Part a file into the RTF documents in it, and say what is wrong with its braces.

    A brace that closes a document before its text ends is taken out, or striprtf would stop reading there.
    """
    parts, kept, damage = [], list[str](), ""
    start = depth = 0
    end = len(text.rstrip("\0 \r\n\t}"))
    for brace in _BRACE.finditer(text):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if brace[0] != "}" or depth > 0:
            continue
        if brace.end() < end and not _NEXT.match(text, brace.end()):
            kept.append(text[start : brace.start()])
            start, depth = brace.end(), 1
            damage = "its braces are closed before its end"
        elif depth == 0:
            parts.append("".join(kept) + text[start : brace.end()])
            kept, start = [], brace.end()
        else:
            depth = 0
    last = "".join(kept) + text[start:]
    if last.strip("\0 \r\n\t}"):
        parts.append(last)
        damage = damage or "it is not closed: its end may be cut off"
    return parts, damage


def _read_part(text: str) -> str:
    """Read one RTF document."""
    from striprtf.striprtf import rtf_to_text

    text, asian = _rewrite_fonts(text.lstrip("\0 \r\n\t"))
    encoding = _find_encoding(text)
    if asian or encoding in ("cp932", "cp936", "cp949", "cp950"):
        text = _PAIR.sub(_write_pair, text)
    tracked = "\\deleted0" not in text  # deletions that are switched off again are not groups: they are read
    text = _WORD.sub(lambda word: _write_word(word, tracked=tracked), text)
    try:
        return str(rtf_to_text(text, encoding=encoding, errors="replace"))
    except Exception as error:  # striprtf raises whatever a damaged control word makes it raise
        raise Unreadable("file damaged", f"{type(error).__name__}: {str(error)[:80]}") from error


def _find_encoding(text: str) -> str:
    """Give the code page of the document as Python calls it."""
    head = text[:4096]
    found = _CODE_PAGE.search(head)
    number = found[1].lstrip("0") if found else ""
    if number == "10000" or (not number and re.search(r"\\mac(?![a-z])", head)):
        return "mac-roman"
    if not number:
        return "cp437" if re.search(r"\\pc(?![a-z])", head) else "cp1252"
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"


def _rewrite_fonts(text: str) -> tuple[str, bool]:
    """Write the table of fonts as striprtf expects it, one line a font; also say whether a font is East Asian."""
    found = _FONTS.search(text)
    if not found:
        return text, False
    end = next(_ends(text, found.end()), found.end())
    fonts: dict[str, str] = {}
    name = ""
    for word in _FONT.finditer(text, found.end(), end):
        if word[1] == "f":
            name = word[2]
        elif name:
            fonts.setdefault(name, _MAC.get(word[2], word[2]))
    table = "\n".join(f"{{\\f{name}\\fcharset{charset} x;}}" for name, charset in fonts.items())
    written = f"{text[: found.start()]}{{\\fonttbl\n{table}\n}}{text[end:]}"
    return written, not _ASIAN.isdisjoint(fonts.values())


def _ends(text: str, start: int) -> Iterator[int]:
    """Give the place where the group that is open at ``start`` ends."""
    depth = 1
    for brace in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            yield brace.end()
            return


def _find_long_margins(text: str) -> Iterator[str]:
    """Find page headers and footers, which are not read, that are too long to be any."""
    end = 0
    while found := _MARGIN.search(text, end):
        end = next(_ends(text, found.end()), len(text))
        count = len(_PARAGRAPH.findall(text, found.end(), end))
        if count > _MARGIN_LINES:
            yield f"a page {found[1]} of {count} lines"


def _write_pair(pair: re.Match[str]) -> str:
    r"""Write the second byte of an East Asian character as ``\'xx`` too where it stands as a plain letter."""
    return pair[0] if pair[2] else f"{pair[1]}\\'{ord(pair[3]):02x}"


def _write_word(word: re.Match[str], *, tracked: bool) -> str:
    """Write a control word that striprtf reads wrongly in one that it reads rightly."""
    kind, value = word.lastgroup, word[word.lastgroup] if word.lastgroup else ""
    if kind == "code":
        return f"\\u{value}" if -0x8000 <= int(value[:12]) <= 0x10FFFF else "\\u65533"
    if kind == "skip":
        return f"\\uc{value}" if value in tuple("0123456789") else "\\uc1"
    if kind == "deleted":
        return "\\*" if tracked else "{}"
    if kind == "box":
        return "{}" if value.startswith("\\*") else "\\par "
    fixed = {"escaped": "\\\\{}", "cell": "\\tab", "level": _HEADING, "field": "\\field ", "none": "{}", "hyphen": "-"}
    return fixed[kind] if kind else word[0]
