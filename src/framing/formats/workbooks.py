"""Excel workbooks (XLSX, also XLSM) as tables: one for each sheet that has a header row."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from framing.formats.harvest import Unreadable
from framing.formats.packages import check_package, open_zip
from framing.formats.sheets import mend_characters

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["read_workbook"]

_LAST_ROW = 1_048_576  # of Excel; a row number beyond it is made up
_CELLS = 20_000_000
_HEADER_WITHIN = 20  # rows among which the header stands: a title or a date of export may stand above it
_ERRORS = frozenset(("#N/A", "#REF!", "#NAME?", "#DIV/0!", "#VALUE!", "#NULL!", "#NUM!", "#GETTING_DATA"))
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_OTHERS = (
    ("xl/workbook.bin", "a binary Excel file (.xlsb): save it as .xlsx"),
    ("word/", "a Word file: give it the name .docx"),
    ("content.xml", "an OpenDocument file: save it as .xlsx"),
)


def read_workbook(data: bytes, name: str) -> list[tuple[str, dict[str, list[object]]]]:
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
    list of (str, dict)
        For each sheet its name and its columns. The name is that of the file where only one sheet holds a table, else
        ``file.xlsx#sheet``, with `` (hidden)`` after a hidden one.

    Raises
    ------
    Unreadable
        As ``check_package``, and where the file is no workbook, is damaged, holds no table, is too large (20 million
        cells), or a column name stands twice.

    Notes
    -----
    A formula whose value was never worked out (a file that Excel has not saved) is empty. Excel cuts a cell at 32,767
    characters before it is saved: a text of exactly that length is cut off.

    Examples
    --------
    >>> from openpyxl import Workbook
    >>> kept, book = io.BytesIO(), Workbook()
    >>> for row in (["title", "words"], ["Rain again", 120]):
    ...     book.active.append(row)
    >>> book.save(kept)
    >>> read_workbook(kept.getvalue(), "articles.xlsx")
    [('articles.xlsx', {'title': ['Rain again'], 'words': [120]})]
    """
    check_package(data)
    _check_kind(data)
    tables = []
    with _quiet(), closing(_open(data)) as workbook:
        for sheet in workbook.worksheets:
            columns = _read_sheet(_clean_rows(sheet), sheet.title)
            if columns:
                hidden = " (hidden)" if sheet.sheet_state != "visible" else ""
                tables.append((sheet.title + hidden, columns))
    if not tables:
        raise Unreadable("file empty", "no sheet holds a header row and a row below it")
    if len(tables) == 1:
        return [(name, tables[0][1])]
    return [(f"{name}#{title}", columns) for title, columns in tables]


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


def _clean_rows(sheet: Any) -> Iterator[list[object]]:
    """Give the rows that hold something, each up to its last cell that does."""
    cells = 0
    try:
        sheet.reset_dimensions()  # what a file says of its size is often wrong
        for row in sheet.iter_rows(max_row=_LAST_ROW, values_only=True):
            cells += len(row)
            if cells > _CELLS:
                raise Unreadable("file too large", f"the sheet {sheet.title!r} holds over {_CELLS:,} cells")
            values = [_clean(value) for value in row]
            while values and values[-1] is None:
                values.pop()
            if values:
                yield values
    except Unreadable:
        raise
    except Exception as error:  # as above: parts are parsed as they are come to
        raise Unreadable("file damaged", f"{type(error).__name__}: {str(error)[:80]}") from error


def _clean(value: object) -> object:
    """Give a cell as a plain value: no error, no escape, no midnight behind a day."""
    if isinstance(value, str):
        if value in _ERRORS or not value.strip():
            return None
        text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), value).replace("\r\n", "\n").replace("\r", "\n")
        return mend_characters(text)[0]
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


def _read_sheet(rows: Iterable[list[object]], title: str) -> dict[str, list[object]]:
    """Part the header from the rows below it; empty where there is no row below it."""
    filled = list(rows)
    widest = max((_count(row) for row in filled[:_HEADER_WITHIN]), default=0)
    at = next((place for place, row in enumerate(filled[:_HEADER_WITHIN]) if 2 * _count(row) >= widest), 0)
    body = filled[at + 1 :]
    if not body:
        return {}
    width = max(len(row) for row in filled[at:])
    header = [*filled[at], *[None] * width][:width]
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


def _count(row: Sequence[object]) -> int:
    return sum(value is not None for value in row)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep openpyxl from warning of what it does not carry over: styles, checks of cells, print settings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
