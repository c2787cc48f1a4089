"""The formats a table of articles comes in: CSV, TSV, JSON Lines, a JSON list, Parquet."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pandas as pd

from framing.errors import CorpusError, EmptyFileError
from framing.formats.accounts import ACCOUNT, unpack_account
from framing.formats.decoding import decode
from framing.formats.files import CorpusFile, file_kind, read_bytes
from framing.formats.mending import Note, mend_values, note_mended

__all__ = ["Note", "Sheet", "read_sheet", "sheet_of_frame"]

_BROKEN_ESCAPE = re.compile(r"\\u(?:0000|d[89a-f])", re.IGNORECASE)


@dataclass(slots=True)
class Sheet:
    """The columns of one file as they stand there.

    ``typed`` is False where the format knows only text (CSV); ``account`` is what a corpus that the kit wrote says of
    where it came from.
    """

    name: str
    columns: dict[str, list[object] | pd.Series]
    file: CorpusFile | None = None
    typed: bool = True
    encoding: str = ""
    notes: list[Note] = field(default_factory=list)
    account: dict[str, list[Note]] = field(default_factory=dict)


def read_sheet(file: CorpusFile, data: bytes | None = None) -> Sheet:
    """Read one file that holds a table; `data` are its bytes where they are not read from its path.

    Raises
    ------
    CorpusError
        Where the file is empty or damaged, with the line it happens in.
    """
    data = read_bytes(file.path, name=file.name) if data is None else data
    kind = file_kind(file.path)
    if kind == ".parquet":
        frame, account = _parse_parquet(data, file.name)
        sheet = sheet_of_frame(frame, name=file.name)
        sheet.account = account or sheet.account
    else:
        text, encoding = _unpack_text(data, file)
        notes: list[Note] = []
        if kind in (".csv", ".tsv"):
            sheet = Sheet(file.name, _parse_delimited(text, file.name, tabs=kind == ".tsv"), typed=False)
        else:
            mended: list[int] = []
            sheet = Sheet(file.name, _parse_json(text, file.name, mended, whole=kind == ".json"))
            notes += [note_mended(sum(mended))] if mended else []
        sheet.notes, sheet.encoding = notes, encoding
    sheet.file = file
    if not sheet.columns or not len(next(iter(sheet.columns.values()))):
        raise EmptyFileError("the file holds no rows", found=repr(file.name), do="get the file again or take it out")
    return sheet


def sheet_of_frame(frame: pd.DataFrame, *, name: str) -> Sheet:
    """Take a DataFrame as the columns of a file; an index called article_id or id becomes a column."""
    if frame.index.name in ("article_id", "id") and frame.index.name not in frame.columns:
        frame = frame.reset_index()
    names = [str(column) for column in frame.columns]
    _check_names(names, name)
    columns: dict[str, list[object] | pd.Series] = {
        label: frame.iloc[:, place].reset_index(drop=True) for place, label in enumerate(names)
    }
    account = {key: frame.attrs[key] for key in ACCOUNT if key in frame.attrs}
    return Sheet(name, columns, account=account if len(account) == len(ACCOUNT) else {})


def _unpack_text(data: bytes, file: CorpusFile) -> tuple[str, str]:
    """Decode a file and say how; refuse a file of blanks."""
    text, encoding = decode(data, file)
    if not text.strip():
        raise EmptyFileError("the file is empty", found=f"{file.name!r}: only blanks", do="get it again or take it out")
    return text, encoding


def _parse_parquet(data: bytes, name: str) -> tuple[pd.DataFrame, dict[str, list[Note]]]:
    """Read the table and the account that the kit keeps beside it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        footer = pq.read_metadata(io.BytesIO(data)).metadata or {}
        return pd.read_parquet(io.BytesIO(data), engine="pyarrow"), unpack_account(footer)
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0].removeprefix("Could not open Parquet input source '<Buffer>': ")[:160]
        raise CorpusError(
            "the Parquet file cannot be read", found=f"{name!r}: {reason}", do="write it again"
        ) from error


def _parse_json(text: str, name: str, mended: list[int], *, whole: bool) -> dict[str, list[object] | pd.Series]:
    """Parse JSON Lines, or a .json file that holds one list of objects (or JSON Lines after all)."""
    rows = _parse_list(text, name, mended) if whole else None
    if rows is None:
        lines = enumerate(text.split("\n"), start=1)
        rows = [_parse_line(line, name, number, mended) for number, line in lines if line.strip()]
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise CorpusError(
                "every record must be a JSON object",
                found=f"{type(row).__name__} as record {number} of {name!r}",
                do='write one article a line: {"title": "…", "text": "…"}',
            )
    names = dict.fromkeys(key for row in rows for key in row)
    return {key: [row.get(key) for row in rows] for key in names}


def _parse_list(text: str, name: str, mended: list[int]) -> list[dict[str, object]] | None:
    """Parse a JSON document with one list; None where the file holds a record a line."""
    try:
        content: object = _load(text, mended)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and text.lstrip().startswith("{"):
            return None
        raise _damaged(name, error.lineno, error.msg) from error
    except (RecursionError, ValueError) as error:
        raise _damaged(name, 1, str(error)) from error
    if isinstance(content, list):
        return content
    values = content.values() if isinstance(content, dict) else ()
    lists = [value for value in values if isinstance(value, list) and value and isinstance(value[0], dict)]
    rows: list[dict[str, object]] = lists[0] if len(lists) == 1 else [content]  # type: ignore[list-item]
    return rows


def _parse_line(line: str, name: str, number: int, mended: list[int]) -> dict[str, object]:
    try:
        row: dict[str, object] = _load(line, mended)
    except json.JSONDecodeError as error:
        raise _damaged(name, number, error.msg) from error
    except (RecursionError, ValueError) as error:
        raise _damaged(name, number, str(error)) from error
    return row


def _load(text: str, mended: list[int]) -> dict[str, object]:
    """Parse JSON; characters that no table can hold are replaced at once in every value, and counted."""
    content: dict[str, object] = json.loads(text)
    return mend_values(content, mended) if _BROKEN_ESCAPE.search(text) else content  # type: ignore[return-value]


def _damaged(name: str, line: int, message: str) -> CorpusError:
    return CorpusError("the JSON cannot be read", found=f"{message} in line {line} of {name!r}", do="mend that line")


def _parse_delimited(text: str, name: str, *, tabs: bool) -> dict[str, list[object] | pd.Series]:
    """Parse CSV or TSV; every cell stays text, an empty cell is missing."""
    delimiter = "\t" if tabs else _sniff(text.lstrip("\n").split("\n", 1)[0])
    try:
        rows = _rows(text, delimiter, quoting=csv.QUOTE_MINIMAL)
        table = _check_rows(rows, name)
    except (csv.Error, CorpusError) as error:
        if tabs:  # many TSV files do not quote at all
            return _to_columns(_check_rows(_rows(text, delimiter, quoting=csv.QUOTE_NONE), name), name)
        if isinstance(error, CorpusError):
            raise
        raise CorpusError(
            "the CSV cannot be read",
            found=f"{error} in {name!r}",
            do='double every quotation mark inside a quoted cell ("" for ") and close every quoted cell',
        ) from error
    return _to_columns(table, name)


def _sniff(header: str) -> str:
    """Take the semicolon where the header, outside quotation marks, has more of them than commas."""
    bare = re.sub(r'"[^"]*"', "", header)
    return ";" if bare.count(";") > bare.count(",") else ","


def _rows(text: str, delimiter: str, *, quoting: int) -> list[tuple[int, list[str]]]:
    with _long_cells():
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, quoting=quoting)  # type: ignore[arg-type]
        try:
            return [(reader.line_num, row) for row in reader if row]
        except csv.Error as error:
            raise csv.Error(f"{error} near line {reader.line_num}") from error


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let a cell hold a whole article: the csv module stops at 131,072 characters otherwise."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _check_rows(rows: list[tuple[int, list[str]]], name: str) -> list[list[str]]:
    width = len(rows[0][1])
    for line, row in rows:
        if len(row) != width:
            raise CorpusError(
                "a row has another number of cells than the header",
                found=f"{len(row)} cells instead of {width} up to line {line} of {name!r}",
                do="quote cells that hold the delimiter or a line break, and write every column in every row",
            )
    return [row for _, row in rows]


def _to_columns(rows: list[list[str]], name: str) -> dict[str, list[object] | pd.Series]:
    """Turn rows into columns; a column without a name is dropped if empty, numbered if not."""
    header, *body = rows
    columns = {place: [row[place] or None for row in body] for place in range(len(header))}
    names = {place: label.strip() or f"unnamed_{place + 1}" for place, label in enumerate(header)}
    kept = [place for place, label in enumerate(header) if label.strip() or any(columns[place])]
    _check_names([names[place] for place in kept], name)
    return {names[place]: list(columns[place]) for place in kept}


def _check_names(names: list[str], where: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CorpusError("a column name stands twice", found=f"{twice[0]!r} in {where}", do="rename one of them")
