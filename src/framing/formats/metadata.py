"""A table about text files and web pages: which row describes which file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from framing.errors import CorpusError
from framing.formats.columns import resolve_columns, show_names, unify_name
from framing.formats.files import TABLE_SUFFIXES, file_kind, list_files, local_path
from framing.formats.mending import Note
from framing.formats.sheets import Sheet, read_sheet, sheet_of_frame

__all__ = ["Metadata"]

_FILE_NAMES = {"file", "filename", "file name", "path", "source file", "text file"}


class Metadata:
    """Hands out the row of a file, and says which rows no file took.

    A row names its file in a column "file" (or file name, path, text file), or else by an id that is the
    file's name. Names may be relative paths, bare names, or names without their ending.

    Parameters
    ----------
    source
        A DataFrame, or the path of a table.
    columns
        Mapping of its column names.
    encoding
        Encoding of the file, where it is not UTF-8.
    """

    def __init__(self, source: object, *, columns: Mapping[str, str] | None, encoding: str | None) -> None:
        sheet = _read(source, encoding)
        self.names = list(sheet.columns)
        targets = resolve_columns(self.names, columns=columns, where=sheet.name)
        of_file = [name for name in self.names if unify_name(targets.get(name, name)) in _FILE_NAMES]
        keys = of_file or [name for name in self.names if targets.get(name) == "article_id"]
        if not keys:
            raise CorpusError(
                "metadata= has no column that says which file a row is about",
                found=f"columns: {show_names(self.names)}",
                do='name the column of file names "file"',
            )
        cells = {
            targets.get(name, name): _plain(values)
            for name, values in sheet.columns.items()
            if name not in of_file and targets.get(name) != "text"
        }
        labels = [str(key).replace("\\", "/").removeprefix("./") for key in _plain(sheet.columns[keys[0]])]
        twice = sorted({label for label in labels if labels.count(label) > 1}) if len(set(labels)) < len(labels) else []
        if twice:
            raise CorpusError(
                "metadata= has two rows for one file",
                found=f"{len(twice)} such files, first {twice[0]!r}",
                do="keep one row a file",
            )
        self._rows = {
            label: {name: values[place] for name, values in cells.items()} for place, label in enumerate(labels)
        }

    def take(self, file: str) -> tuple[str | None, dict[str, object]]:
        """Give the label of a file's row (None where it has none) and its cells, without those that are missing."""
        base = file.rpartition("/")[2]
        kind = file_kind(Path(file))
        stems = [name[: name.lower().rfind(kind)] for name in (file, base)]
        key = next((name for name in (file, base, *stems) if name in self._rows), None)
        cells = self._rows[key] if key is not None else {}
        return key, {name: value for name, value in cells.items() if value is not None}

    def count_leftover(self, taken: Sequence[tuple[str, str | None]]) -> list[Note]:
        """Note rows without a file and files without a row.

        Parameters
        ----------
        taken
            Every file that was described, with the label of its row as `take` gave it.

        Raises
        ------
        CorpusError
            Where a row fits two files, or not one row fits a file.
        """
        files: dict[str, str] = {}
        for file, key in taken:
            if key is not None and files.setdefault(key, file) != file:
                raise CorpusError(
                    "a row of metadata= fits two files",
                    found=f"{key!r} fits {files[key]!r} and {file!r}",
                    do="write the path within the folder into the metadata",
                )
        left = [key for key in self._rows if key not in files]
        without = sum(key is None for _, key in taken)
        if not files:
            raise CorpusError(
                "no row of metadata= fits a text file",
                found=f"{len(left)} rows, first {left[0]!r}; {without} text files",
                do="write the names of the files into the metadata, as they stand in the folder",
            )
        notes: list[Note] = []
        if left:
            notes.append({"item": "metadata rows without a file", "value": len(left), "note": show_names(left)})
        if without:
            notes.append({"item": "files without a metadata row", "value": without, "note": ""})
        return notes


def _read(source: object, encoding: str | None) -> Sheet:
    if isinstance(source, pd.DataFrame):
        return sheet_of_frame(source, name="metadata=")
    path = local_path(source)
    if path.is_dir() or file_kind(path) not in TABLE_SUFFIXES:
        raise CorpusError(
            "metadata= must be a table",
            found=repr(path.name),
            do="pass a DataFrame or the path of a CSV, TSV, JSON Lines, Excel or Parquet file",
        )
    files, _ = list_files(path, encoding=encoding)
    return read_sheet(files[0])


def _plain(values: list[object] | pd.Series) -> list[object]:
    """Give cells as a list with None for what is missing."""
    series = values if isinstance(values, pd.Series) else pd.Series(values, dtype=object)
    return [None if missing else value for value, missing in zip(series.tolist(), series.isna().tolist(), strict=True)]
