"""Intrusion tasks as files: a sheet for each coder, the key apart, and the filled sheets read back."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from framing.errors import MeasureError
from framing.measures.topics.folders import FORMULA, guard_cell
from framing.measures.topics.intrusion import Intrusions, check_key

__all__ = ["read_intrusion_key", "read_intrusions", "write_intrusions"]

StrPath = str | os.PathLike[str]

_KEY = "key.csv"
_NAME = re.compile(r"[\w-]+")


def write_intrusions(tasks: Intrusions, folder: StrPath, *, coders: Sequence[str] = ("coder",)) -> Path:
    """Write a sheet for each coder, and the key apart, as CSV files of one folder.

    Give each coder their file ``sheet_<coder>.csv`` and keep ``key.csv``: it holds the answers. Coders write the number
    of the option that does not belong into the column `answer`, or leave it blank; put the filled sheet back in its
    place. Cells that start with = + - @ get a ``'`` in front, so that no spreadsheet runs them. The same tasks give the
    same bytes.

    Parameters
    ----------
    tasks
        What :func:`draw_intrusions` gave.
    folder
        Where to; made if it is not there. A file that is there and holds something else is not replaced: it may hold
        answers.
    coders
        Names of the coders: letters, digits, ``-`` and ``_``.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    MeasureError
        A file is there and holds something else; the folder is a file; names that are none, or the same one twice.

    Examples
    --------
    >>> import framing as fr, tempfile
    >>> from framing.measures.topics.intrusion import draw_intrusions
    >>> tasks = draw_intrusions(fr.fit_topics(fr.load_demo(), n_topics=4, seed=7), n=8, seed=1)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = write_intrusions(tasks, folder, coders=("anna", "ben"))
    ...     answers = read_intrusions(place)
    >>> answers.shape, set(answers["answer"])
    ((16, 3), {''})
    """
    names = [coders] if isinstance(coders, str) else list(coders)
    if not names or len({name.casefold() for name in names}) < len(names) or not all(map(_NAME.fullmatch, names)):
        do = "give each a name of letters and digits"
        raise MeasureError("coders are told apart by their names", found=repr(names), do=do)
    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise MeasureError("tasks are written into a folder", found=f"the file {place}", do="name a folder")
    sheet = _write_csv(tasks.sheet)
    files = {place / _KEY: _write_csv(tasks.key)} | {place / f"sheet_{name}.csv": sheet for name in names}
    for path, data in files.items():
        if path.exists() and (not path.is_file() or path.read_bytes() != data):
            do = "name another folder, or remove it yourself"
            raise MeasureError("something else is there already, perhaps with answers", found=str(path), do=do)
    place.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        path.write_bytes(data)
    return place


def read_intrusions(folder: StrPath) -> pd.DataFrame:
    """Read the sheets that coders filled in: CSV with commas, semicolons or tabs, as spreadsheets save it.

    Parameters
    ----------
    folder
        The folder of :func:`write_intrusions`, with the filled sheets in their places.

    Returns
    -------
    DataFrame
        `task_id`, `coder`, `answer` (text; empty where blank), for :func:`score_intrusions`. A task whose row a coder
        deleted counts as blank.

    Raises
    ------
    MeasureError
        There is no key or no sheet, or one lacks a column.

    Examples
    --------
    >>> import framing as fr, tempfile
    >>> tasks = fr.draw_intrusions(fr.fit_topics(fr.load_demo(), n_topics=4, seed=7), n=8, seed=1)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = write_intrusions(tasks, folder, coders=("anna", "ben"))
    ...     read_intrusions(folder)["coder"].value_counts().to_dict()
    {'anna': 8, 'ben': 8}
    """
    tasks = read_intrusion_key(folder).index
    answers = []
    for path in sorted(Path(folder).glob("sheet_*.csv")):
        table = _read_csv(path, ("task_id", "answer"))
        table = table[table["task_id"] != ""]
        absent = sorted(set(tasks) - set(table["task_id"]))
        blank = pd.DataFrame({"task_id": absent, "answer": ""}, dtype="str")
        coder = path.stem.removeprefix("sheet_")
        answers.append(pd.concat([table[["task_id", "answer"]], blank], ignore_index=True).assign(coder=coder))
    if not answers:
        raise MeasureError("there is no sheet to read", found=str(folder), do="put the filled sheet_<coder>.csv there")
    return pd.concat(answers, ignore_index=True)[["task_id", "coder", "answer"]]


def read_intrusion_key(folder: StrPath) -> pd.DataFrame:
    """Read the key back from the folder of :func:`write_intrusions`, to score answers later.

    Parameters
    ----------
    folder
        The folder.

    Returns
    -------
    pandas.DataFrame
        `Intrusions.key`.

    Raises
    ------
    MeasureError
        There is no key, it lacks a column, or holds numbers that are none of its options.

    Examples
    --------
    >>> import framing as fr, tempfile
    >>> tasks = fr.draw_intrusions(fr.fit_topics(fr.load_demo(), n_topics=4, seed=7), n=8, seed=1)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = write_intrusions(tasks, folder, coders=("anna", "ben"))
    ...     bool((read_intrusion_key(folder)["intruder"] == tasks.key["intruder"]).all())
    True
    """
    key = _read_csv(Path(folder) / _KEY, ("task_id", "kind", "topic", "intruder")).set_index("task_id")
    numbers = [name for name in key.columns if name == "intruder" or name.startswith("share_")]
    return check_key(key.assign(**{name: pd.to_numeric(key[name], errors="coerce") for name in numbers}))


def _write_csv(table: pd.DataFrame) -> bytes:
    guarded = table.reset_index().map(guard_cell)
    return guarded.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _read_csv(place: Path, needed: tuple[str, ...]) -> pd.DataFrame:
    """Read a CSV as text, whichever mark a spreadsheet put between its cells."""
    if not place.is_file():
        raise MeasureError("there is no such file", found=str(place), do="name the folder of write_intrusions")
    data = place.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # as Excel saves "CSV"
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if any(row)]
    except csv.Error as error:
        raise MeasureError(f"{place.name} is no table", found=str(error), do="save it as CSV again") from error
    names = [name.strip() for name in rows[0]] if rows else []
    absent = [name for name in needed if name not in names]
    if absent:
        found = f"columns: {', '.join(names) or 'none'}"
        raise MeasureError(f"{place.name} has no column {absent[0]!r}", found=found, do="keep the columns as written")
    cells = [dict(zip(names, (_unguard(cell) for cell in row), strict=False)) for row in rows[1:]]
    return pd.DataFrame(cells, columns=list(dict.fromkeys(names)), dtype="str").fillna("")


def _unguard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
