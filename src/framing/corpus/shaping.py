"""Shaping: the cells of one file under the names of ``articles``, dates still as they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from framing.corpus.values import as_texts, as_typed
from framing.errors import CorpusError, NoTextError
from framing.formats.columns import ORDER, resolve_columns, show_names
from framing.formats.dates import as_written
from framing.formats.mending import Note
from framing.formats.sheets import Sheet
from framing.tables import TABLES

__all__ = ["DATES", "OWN", "list_texts", "shape_rows", "shape_sheet"]

OWN = ("_file", "_group")
"""Columns of a raw frame that are not the article's: its file, and the files that write dates alike."""

DATES = ("date", "date_precision", "date_raw", "retrieved")
_DOCUMENTED = tuple(column.name for column in TABLES["articles"].columns if column.kind == "text")
_TEXTS = {*ORDER, *_DOCUMENTED} - {*DATES, "text_hash"}  # keys of digits (database_id) stay text
_REQUIRED = ("text", "title", "outlet", "date", "url", "source_file")


def shape_sheet(sheet: Sheet, columns: Mapping[str, str] | None, notes: list[Note]) -> pd.DataFrame:
    """Give the rows of a table the columns of ``articles``.

    Parameters
    ----------
    sheet
        The table as it stands in its file.
    columns
        Mapping of its column names.
    notes
        Receives what was replaced.

    Returns
    -------
    pandas.DataFrame
        Raw rows: texts and dates as text, other columns as they are; ``_file`` and ``_group``. ``attrs["untyped"]``
        lists the columns whose file knows only text, or says nothing.

    Raises
    ------
    CorpusError
        Where no column holds the text.
    """
    own = sheet.file.columns if sheet.file else {}
    names = list(sheet.columns)
    for_all = {name: target for name, target in (columns or {}).items() if target not in own.values()}
    targets = resolve_columns(names, columns={**for_all, **own}, where=sheet.name)
    names = [targets.get(name, name) for name in names]
    if "text" not in names and {"url", "title"} <= set(names):
        raise CorpusError(
            "the file is a list of addresses: it holds no texts",
            found=f"columns of {sheet.name}: {show_names(list(sheet.columns))}",
            do="save the pages and read their folder, with this table as metadata= (a column file says which page a "
            'row is about); or name the text, where there is one: columns={"body": "text"}',
        )
    if "text" not in names:
        raise NoTextError(
            "no column holds the text of the articles",
            found=f"columns of {sheet.name}: {show_names(list(sheet.columns))}",
            do='rename it to text, or name it in Python: columns={"body": "text"}; '
            "a table about text files goes into metadata=",
        )
    cells = dict(zip(names, sheet.columns.values(), strict=True))
    frame = _shape(cells, where=sheet.name, typed=sheet.typed, notes=notes)
    if sheet.file:
        if "source_file" not in cells:
            frame["source_file"] = _repeat(sheet.name, len(frame))
        if sheet.file.outlet:
            frame["outlet"] = frame["outlet"].fillna(sheet.file.outlet)
    return frame.assign(_file=_repeat(sheet.name, len(frame)), _group=_repeat(sheet.name, len(frame)))


def shape_rows(rows: Sequence[Mapping[str, object]], notes: list[Note]) -> pd.DataFrame:
    """Put rows of pages and exports, whose names are already those of ``articles``, under one another."""
    names = dict.fromkeys(name for row in rows for name in row)
    cells: dict[str, list[object] | pd.Series] = {name: [row.get(name) for row in rows] for name in names}
    return _shape(cells, where="the files", typed=False, notes=notes)


def list_texts(raw: pd.DataFrame) -> list[str]:
    """List the columns that a file with types holds as something else than numbers and flags."""
    untyped = raw.attrs["untyped"]
    return [name for name in raw.columns if name not in untyped and not _is_plain(raw[name])]


def _shape(
    cells: Mapping[str, list[object] | pd.Series], *, where: str, typed: bool, notes: list[Note]
) -> pd.DataFrame:
    rows = len(next(iter(cells.values())))
    shaped: dict[str, pd.Series] = {}
    untyped = []
    for name, values in cells.items():
        if name in (*OWN, "source_file") and all(value is None or isinstance(value, str) for value in values):
            shaped[name] = pd.Series(list(values), dtype="str")  # a file's name may begin with a blank
        elif name in _TEXTS or name in (*OWN, "article_id"):
            shaped[name] = as_texts(values, name=name, where=where, notes=notes)
        elif name in DATES:
            written = [as_written(value) for value in (values if isinstance(values, list) else values.tolist())]
            shaped[name] = pd.Series(written, dtype="str")
        else:
            shaped[name] = as_typed(values)
            is_open = not typed or bool(shaped[name].isna().all())  # null throughout says nothing of other files
            untyped += [name] if is_open else []
    for name in _REQUIRED:
        if name not in shaped:
            shaped[name] = pd.Series([np.nan] * rows, dtype="str")
    shaped["text"] = shaped["text"].fillna("")
    frame = pd.DataFrame(shaped)
    frame.attrs = {"untyped": [name for name in untyped if _is_text(shaped[name])]}
    return frame


def _is_plain(values: pd.Series) -> bool:
    """Whether a column holds numbers or flags, with gaps or without."""
    if values.dtype != object:
        return pd.api.types.is_numeric_dtype(values)
    return pd.api.types.infer_dtype(values, skipna=True) in ("boolean", "integer", "floating", "mixed-integer-float")


def _is_text(values: pd.Series) -> bool:
    return all(isinstance(value, str) for value in values.dropna().tolist())


def _repeat(text: str, rows: int) -> pd.Series:
    return pd.Series([text] * rows, dtype="str")
