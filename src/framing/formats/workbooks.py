"""Excel workbooks (XLSX, also XLSM) as tables: one for each sheet that has a header row."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from framing.formats.harvest import Doubt, Unreadable
from framing.formats.mending import mend_characters
from framing.formats.packages import check_package, open_zip

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["Table", "read_workbook"]

_LAST_ROW = 1_048_576  # of Excel; a row number beyond it is made up
_CELLS = 20_000_000
_HEADER_WITHIN = 20  # rows among which the header stands: a title or a date of export may stand above it
_ERRORS = frozenset(("#N/A", "#REF!", "#NAME?", "#DIV/0!", "#VALUE!", "#NULL!", "#NUM!", "#GETTING_DATA"))
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FULL = 32_767  # characters, of UTF-16 in Excel and of Unicode in other programs: what lay beyond is gone
_SHOWN = 80  # characters of a row that is left out
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA = re.compile(  # a cell with a formula and without a value
    rb"<(?:\w{1,9}:)?c\b([^<>]*)>\s*<(?:\w{1,9}:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w{1,9}:)?f>)"
    rb"\s*(?:</|<(?:\w{1,9}:)?v\s*/>|<(?:\w{1,9}:)?v>\s*</)"
)
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3}\d{1,7})["']""")
_TEXT = re.compile(rb"""\bt=["']str["']""")  # the value of a formula may be a text without a letter

_OTHERS = (
    ("xl/workbook.bin", "a binary Excel file (.xlsb): save it as .xlsx"),
    ("word/", "a Word file: give it the name .docx"),
    ("content.xml", "an OpenDocument file: save it as .xlsx"),
)


class Table(NamedTuple):
    """A sheet as a table: its name, its columns, what is doubtful about it, and whether it is hidden."""

    name: str
    columns: dict[str, list[object]]
    doubts: list[Doubt]
    hidden: bool = False


@dataclass(slots=True)
class _Cells:
    """The cells of one sheet, cleaned one by one, and what was noticed on the way."""

    title: str
    n_replaced: int = 0
    full: list[Doubt] = field(default_factory=list)

    def clean(self, value: object, row: int, column: int) -> object:
        """Give a cell as a plain value: no error, no escape, no midnight behind a day."""
        if isinstance(value, str):
            if value in _ERRORS or not value.strip():
                return None
            text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), value)
            if len(text) > _FULL // 2 and _FULL in (len(text), len(text.encode("utf-16-le", "surrogatepass")) // 2):
                self._note_full(text, row, column)
            text, count = mend_characters(text.replace("\r\n", "\n").replace("\r", "\n"))
            self.n_replaced += count
            return text
        if isinstance(value, dt.datetime) and value.time() == dt.time():
            return value.date()
        return value

    def report(self) -> list[Doubt]:
        """Give the doubts, those of single cells first."""
        note = f"{self.n_replaced} characters of the sheet {self.title!r}, now U+FFFD"
        return [*self.full, *([Doubt("characters replaced", note=note)] if self.n_replaced else [])]

    def _note_full(self, text: str, row: int, column: int) -> None:
        from openpyxl.utils import get_column_letter

        place = f"row {row}, column {get_column_letter(column)} of the sheet {self.title!r}"
        note = f"{place} holds {_FULL:,} characters, the most that a cell can"
        self.full.append(Doubt("text cut off", name=_begin(text), note=note))


def read_workbook(data: bytes, name: str) -> list[Table]:
    """Read every sheet of an Excel workbook that has a header row.

    The header is the first of the first twenty rows that fills at least half the columns of the widest of them; rows
    above it (a title, the date of the export) are not part of the table. A date stays a date, a number a number, a
    formula is the value Excel last gave it, an error such as ``#N/A`` is empty. Blank rows and columns are left out; a
    column without a name is ``unnamed_3`` after its place. Hidden rows and sheets are read.

    Parameters
    ----------
    data
        The bytes of the file.
    name
        Its name.

    Returns
    -------
    list of Table
        For each sheet its name, its columns, its doubts, and whether it is hidden. The name is that of the file where
        only one sheet holds a table, else ``file.xlsx#sheet``, with `` (hidden)`` after a hidden one. Doubts:
        ``lines taken out`` (rows above the header), ``text cut off`` (a cell as full as a cell can be, with its row),
        ``characters replaced``; with the first sheet, what is about the file: ``part not read`` (formulas whose value
        was never worked out; sheets with cells but no row below a header).

    Raises
    ------
    Unreadable
        As ``check_package``, and where the file is no workbook, is damaged, holds no table, is too large (20 million
        cells), or a column name stands twice.

    Notes
    -----
    A formula whose value was never worked out (a file that Excel has not saved) is empty. Excel cuts a cell at 32,767
    characters before it is saved: a text of exactly that length is taken to be cut off.

    Examples
    --------
    >>> from openpyxl import Workbook
    >>> kept, book = io.BytesIO(), Workbook()
    >>> for row in (["title", "words"], ["Rain again", 120]):
    ...     book.active.append(row)
    >>> book.save(kept)
    >>> [(table.name, table.columns) for table in read_workbook(kept.getvalue(), "articles.xlsx")]
    [('articles.xlsx', {'title': ['Rain again'], 'words': [120]})]
    """
    check_package(data)
    _check_kind(data)
    tables: list[Table] = []
    others: list[Doubt] = []
    with _quiet(), closing(_open(data)) as workbook:
        for sheet in workbook.worksheets:
            found = _read_sheet(sheet)
            if found.columns:
                tables.append(found)
            else:
                others += found.doubts
    if not tables:
        raise Unreadable("file empty", "no sheet holds a header row and a row below it")
    tables[0].doubts.extend([*others, *_find_unworked(data)])
    if len(tables) == 1:
        return [tables[0]._replace(name=name)]
    return [table._replace(name=f"{name}#{table.name}{' (hidden)' * table.hidden}") for table in tables]


def _check_kind(data: bytes) -> None:
    with open_zip(data) as archive:
        names = archive.namelist()
    if "xl/workbook.xml" in names:
        return
    note = next((note for start, note in _OTHERS if any(name.startswith(start) for name in names)), "a zip of files")
    raise Unreadable("file of another kind", f"no Excel workbook but {note}")


def _open(data: bytes) -> Workbook:
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever the XML makes it raise
        raise Unreadable("file damaged", f"{type(error).__name__}: {str(error)[:80]}") from error


def _clean_rows(sheet: Any, seen: _Cells) -> Iterator[list[object]]:
    """Give the rows that hold something, each up to its last cell that does."""
    cells = 0
    try:
        sheet.reset_dimensions()  # what a file says of its size is often wrong
        for number, row in enumerate(sheet.iter_rows(max_row=_LAST_ROW, values_only=True), start=1):
            cells += len(row)
            if cells > _CELLS:
                raise Unreadable("file too large", f"the sheet {sheet.title!r} holds over {_CELLS:,} cells")
            values = [seen.clean(value, number, column) for column, value in enumerate(row, start=1)]
            while values and values[-1] is None:
                values.pop()
            if values:
                yield values
    except Unreadable:
        raise
    except Exception as error:  # as above: parts are parsed as they are come to
        raise Unreadable("file damaged", f"{type(error).__name__}: {str(error)[:80]}") from error


def _read_sheet(sheet: Any) -> Table:
    """Part the header from the rows below it; without columns where there is no row below it."""
    title, hidden = sheet.title, sheet.sheet_state != "visible"
    seen = _Cells(title)
    filled = list(_clean_rows(sheet, seen))
    widest = max((_count(row) for row in filled[:_HEADER_WITHIN]), default=0)
    at = next((place for place, row in enumerate(filled[:_HEADER_WITHIN]) if 2 * _count(row) >= widest), 0)
    if not filled[at + 1 :]:
        note = f"the sheet {title!r} holds no row below a header: "
        doubts = [Doubt("part not read", note=note + _show(row), kept=False) for row in filled[:1]]
        return Table(title, {}, doubts, hidden)
    doubts = seen.report()
    if at:
        note = f"{at} row{'s' if at > 1 else ''} above the header of the sheet {title!r}: "
        doubts.append(Doubt("lines taken out", note=note + " | ".join(map(_show, filled[:at]))[:_SHOWN]))
    return Table(title, _name_columns(filled[at], filled[at + 1 :], title), doubts, hidden)


def _name_columns(head: list[object], body: list[list[object]], title: str) -> dict[str, list[object]]:
    """Give the cells below each name; a column without a name is numbered, or left out where it is empty."""
    width = max(len(row) for row in (head, *body))
    header = [*head, *[None] * width][:width]
    columns: dict[str, list[object]] = {}
    for place, label in enumerate(header):
        values = [row[place] if place < len(row) else None for row in body]
        if label is None and all(value is None for value in values):
            continue
        key = f"unnamed_{place + 1}" if label is None else " ".join(str(label).split())
        if key in columns:
            raise Unreadable("file damaged", f"the column name {key!r} stands twice in the sheet {title!r}")
        columns[key] = values
    return columns


def _find_unworked(data: bytes) -> list[Doubt]:
    """Count the formulas that bear no value: whatever wrote the file has not worked them out."""
    count, first = 0, ""
    with open_zip(data) as archive:
        for part in filter(_SHEET.fullmatch, archive.namelist()):
            xml = archive.read(part)
            if b"<f" not in xml and b":f" not in xml:
                continue
            for found in _FORMULA.finditer(xml):
                if not _TEXT.search(found[1]):
                    count += 1
                    place = _PLACE.search(found[1])
                    first = first or (f", the first in {place[1].decode()}" if place else "")
    if not count:
        return []
    note = f"{count} formula{'s' if count > 1 else ''} without a value{first}: open the file in Excel and save it"
    return [Doubt("part not read", note=note)]


def _show(row: Sequence[object]) -> str:
    return "; ".join(str(value) for value in row if value is not None)[:_SHOWN]


def _begin(text: str) -> str:
    return " ".join(text[:_SHOWN].split()[:8])


def _count(row: Sequence[object]) -> int:
    return sum(value is not None for value in row)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep openpyxl from warning of what it does not carry over: styles, checks of cells, print settings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
