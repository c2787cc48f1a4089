"""Word files (DOCX) as lines: paragraphs, tables and text boxes in order, as they stand with all changes accepted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.formats.documents import Document, Line, split_lines
from framing.formats.harvest import Doubt, Unreadable
from framing.formats.packages import check_package, open_zip

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_word"]

_LARGEST = 64 * 2**20  # bytes of XML; a tree of it takes ten times as much memory
_MAIN = re.compile(r"(?:wordprocessingml\.(?:document|template)|ms-word\.\w+\.macroEnabled\w*)\.main\+xml")
_OTHERS = (
    ("xl/", "an Excel file: give it the name .xlsx"),
    ("ppt/", "a PowerPoint file: save its text as .docx"),
    ("content.xml", "an OpenDocument file: save it as .docx"),
)
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titulo|titolo|encabezado|intestazione|kop|rubrik|overskrift|otsikko|nagłówek"
    r"|nadpis|címsor|заголовок|başlık)\s*[1-9]"
)
_TITLES = frozenset("title titel titre título titulo titolo tittel otsikko tytuł název cím название başlık".split())
_WITHIN = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice", "Fallback"))
_LEFT_OUT = frozenset(
    ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr", "sdtEndPr", "sectPr")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Reading:
    """What has been read so far; ``carried`` is the text of paragraphs whose end was deleted."""

    styles: Mapping[str, str]
    lines: list[Line] = field(default_factory=list)
    carried: str = ""
    replaced: int = 0
    embedded: int = 0


def read_word(data: bytes) -> Document:
    """Read a Word file (DOCX, also DOCM and DOTX).

    Headings and titles are known by style, in any language: by the outline level of the paragraph or its style, or by
    the name of the style. A line break parts lines. The cells of a table row are joined by a tab, unless one of them
    holds several lines: then they follow one another. A text box follows the paragraph it hangs on. What was inserted
    is read, what was deleted is not.

    Left out: page headers and footers (they repeat on every page), comments (they are not the article's),
    footnotes and endnotes (they would stand in the middle of a sentence, or far from it), pictures, and numbers that
    Word counts itself.

    Parameters
    ----------
    data
        The bytes of the file.

    Returns
    -------
    Document
        Its lines, blank ones too. A page embedded in the file that only Word can show is a doubt ("part not read").

    Raises
    ------
    Unreadable
        As ``check_package``, and where the file is no Word file, is damaged, is nested too deeply or holds no text.

    Notes
    -----
    The parts are read with lxml rather than python-docx, which knows neither insertions nor text boxes and refuses a
    file with one broken link to a picture.

    Examples
    --------
    >>> import io
    >>> kept = io.BytesIO()
    >>> with zipfile.ZipFile(kept, "w") as archive:
    ...     archive.writestr("word/document.xml", "<w:body xmlns:w='w'><w:p><w:t>It rained.</w:t></w:p></w:body>")
    >>> read_word(kept.getvalue()).lines
    [Line(text='It rained.', style='')]
    """
    check_package(data)
    with open_zip(data) as archive:
        main = _find_main(archive)
        styles = main.rpartition("/")[0] + "/styles.xml"
        reading = _Reading(_name_styles(_parse(archive, styles)) if styles in archive.namelist() else {})
        body = _parse(archive, main)
    try:
        _read_blocks(body, reading)
    except RecursionError as error:
        raise Unreadable("file unsafe", "it is nested too deeply") from error
    if reading.carried:
        _add_text(reading, "", "")
    if not any(line.text for line in reading.lines):
        raise Unreadable("file empty", "no text in it (pictures are not read)")
    return Document(reading.lines, doubts=_list_doubts(reading))


def _find_main(archive: zipfile.ZipFile) -> str:
    """Give the name of the part that holds the text."""
    names = archive.namelist()
    if "[Content_Types].xml" in names:
        for override in _parse(archive, "[Content_Types].xml"):
            part = str(override.get("PartName", "")).lstrip("/")
            if _MAIN.search(str(override.get("ContentType", ""))) and part in names:
                return part
    if "word/document.xml" in names:
        return "word/document.xml"
    note = next((note for start, note in _OTHERS if any(name.startswith(start) for name in names)), "a zip of files")
    raise Unreadable("file of another kind", f"no Word file but {note}")


def _parse(archive: zipfile.ZipFile, name: str) -> _Element:
    from lxml import etree

    if archive.getinfo(name).file_size > _LARGEST:
        raise Unreadable("file too large", f"{name!r} is larger than {_LARGEST >> 20} MB: export fewer articles a file")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(archive.read(name), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("file damaged", f"{name!r}: {error}") from error


def _name_styles(root: _Element) -> dict[str, str]:
    """Give "title", "heading" or "" for each style, by its own word or by the style it is based on."""
    own: dict[str, str] = {}
    bases: dict[str, str] = {}
    for style in root.iterchildren("{*}style"):
        key = _value(style, "styleId")
        name = style.find("{*}name")
        base = style.find("{*}basedOn")
        own[key] = _judge_style("" if name is None else _value(name), style.find("{*}pPr"))
        bases[key] = "" if base is None else _value(base)
    named = {}
    for key in own:
        at, seen = key, set[str]()
        while not own.get(at) and at in bases and at not in seen:
            seen.add(at)
            at = bases[at]
        named[key] = own.get(at, "")
    return named


def _judge_style(name: str, properties: _Element | None) -> str:
    name = name.strip().casefold()
    if name in _TITLES:
        return "title"
    return "heading" if _HEADING.match(name) or _has_level(properties) else ""


def _has_level(properties: _Element | None) -> bool:
    level = None if properties is None else properties.find("{*}outlineLvl")
    return level is not None and _value(level) in tuple("012345678")


def _read_blocks(node: _Element, reading: _Reading) -> None:
    """Read paragraphs and tables in order, through whatever is wrapped around them."""
    for child in node:
        kind = _kind(child)
        if kind == "p":
            _read_paragraph(child, reading)
        elif kind == "tbl":
            for row in _find_rows(child):
                _read_row(row, reading)
        elif kind == "AlternateContent":
            _read_blocks(_choose(child), reading)
        elif kind == "altChunk":
            reading.embedded += 1
        elif kind in _WITHIN or kind == "body":
            _read_blocks(child, reading)


def _read_paragraph(paragraph: _Element, reading: _Reading) -> None:
    properties = paragraph.find("{*}pPr")
    key = None if properties is None else properties.find("{*}pStyle")
    style = "" if key is None else reading.styles.get(_value(key), "")
    style = style or ("heading" if _has_level(properties) else "")
    boxes: list[_Element] = []
    text = "".join(_read_runs(paragraph, boxes, reading))
    if properties is not None and properties.find("{*}rPr/{*}del") is not None:
        reading.carried += text
    else:
        _add_text(reading, text, style)
    for box in boxes:
        _read_blocks(box, reading)


def _add_text(reading: _Reading, text: str, style: str) -> None:
    """Add a paragraph, after what was carried over from those whose end was deleted."""
    text, reading.carried = reading.carried + text, ""
    reading.lines += [Line(line.text, style if line.text else "") for line in split_lines(text)]


def _read_runs(node: _Element, boxes: list[_Element], reading: _Reading) -> Iterator[str]:
    """Give the pieces of text within a paragraph, and collect the text boxes that hang on it."""
    for child in node:
        kind = _kind(child)
        if kind == "t":
            yield child.text or ""
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        elif kind == "sym":
            reading.replaced += 1
            yield "\ufffd"
        elif kind == "txbxContent":
            boxes.append(child)
        elif kind == "AlternateContent":
            yield from _read_runs(_choose(child), boxes, reading)
        elif kind not in _LEFT_OUT:
            yield from _read_runs(child, boxes, reading)


def _choose(alternatives: _Element) -> _Element:
    """Take the first of several forms of the same thing."""
    return alternatives[0] if len(alternatives) else alternatives


def _find_rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if _kind(child) == "tr":
            if child.find("{*}trPr/{*}del") is None:
                yield child
        elif _kind(child) in _WITHIN:
            yield from _find_rows(child)


def _find_cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if _kind(child) == "tc":
            yield child
        elif _kind(child) in _WITHIN:
            yield from _find_cells(child)


def _read_row(row: _Element, reading: _Reading) -> None:
    """Join the cells of a row by tabs, or where one of them holds several lines, give them one after another."""
    cells: list[list[Line]] = []
    for cell in _find_cells(row):
        part = _Reading(reading.styles)
        _read_blocks(cell, part)
        if part.carried:
            _add_text(part, "", "")
        cells.append([line for line in part.lines if line.text])
        reading.replaced += part.replaced
        reading.embedded += part.embedded
    if any(len(lines) > 1 for lines in cells):
        reading.lines += [line for lines in cells for line in lines]
        return
    styles = {line.style for lines in cells for line in lines}
    text = "\t".join(lines[0].text if lines else "" for lines in cells).strip()
    reading.lines.append(Line(text, styles.pop() if len(styles) == 1 else ""))


def _list_doubts(reading: _Reading) -> list[Doubt]:
    doubts = []
    if reading.replaced:
        doubts.append(Doubt("characters replaced", note=f"{reading.replaced} signs of a symbol font, now U+FFFD"))
    if reading.embedded:
        note = f"{reading.embedded} pages embedded that only Word can show: open the file, save it again"
        doubts.append(Doubt("part not read", note=note))
    return doubts


def _kind(node: _Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _value(node: _Element, name: str = "val") -> str:
    """Give an attribute by its plain name, whatever its namespace."""
    return next((str(value) for key, value in node.items() if str(key).rpartition("}")[2] == name), "")
