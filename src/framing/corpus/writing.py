"""Writing a corpus out, whole or not at all, with the same bytes for the same table."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from framing.errors import CorpusError
from framing.formats.accounts import pack_account
from framing.formats.files import file_kind, local_path
from framing.tables import check_table

__all__ = ["ROWS_OF_GROUP", "replace_file", "write_corpus"]

ROWS_OF_GROUP = 250
"""Articles written as one piece of a Parquet file: what `read_batches` can read without the rest."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_corpus(articles: pd.DataFrame, path: str | os.PathLike[str], *, spreadsheet_safe: bool = False) -> Path:
    """Write articles as Parquet, CSV or JSON Lines, by the suffix of the path (``.gz`` for the last two).

    The file is written beside its place and then moved there, so that a reader never meets half of it; the
    same table gives the same bytes. ``read_corpus`` gives the table back: from Parquet exactly, from
    JSON Lines and CSV all documented columns. CSV holds no types: of unknown columns, lists are
    written as JSON, and text that is all digits comes back as numbers.

    Parameters
    ----------
    articles
        The table ``articles``.
    path
        Where to: ``.parquet``, ``.csv``, ``.tsv``, ``.jsonl`` or ``.ndjson``. An existing file is replaced.
    spreadsheet_safe
        For a CSV that is opened in a spreadsheet: cells that start with = + - @, a tab or a carriage return
        get a ``'`` in front, so that none is run as a formula, and a byte order mark says UTF-8. Such
        a file does not give the same table back.

    Returns
    -------
    pathlib.Path
        The path written to.

    Raises
    ------
    CorpusError
        For another suffix, a folder that does not exist, or ``spreadsheet_safe`` without CSV.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from framing.corpus.reading import read_corpus
    >>> articles = read_corpus(pd.DataFrame({"text": ["It rained."], "outlet": ["The Gazette"]}))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read_corpus(write_corpus(articles, f"{folder}/rain.csv")).equals(articles)
    True
    """
    check_table("articles", articles)
    target = Path(path)
    kind = file_kind(target)
    if kind not in (".parquet", ".csv", ".tsv", ".jsonl", ".ndjson"):
        raise CorpusError(
            "a corpus is not written to this kind of file",
            found=repr(target.name),
            do="end the path in .parquet, .csv, .tsv or .jsonl (the last three also with .gz)",
        )
    if spreadsheet_safe and kind not in (".csv", ".tsv"):
        raise CorpusError("spreadsheet_safe=True concerns CSV", found=repr(target.name), do="leave it out")
    if target.is_dir() or not local_path(target.parent).is_dir():
        raise CorpusError("nothing can be written there", found=repr(str(path)), do="give a file in an existing folder")
    try:
        data = _bytes_of(articles, kind, safe=spreadsheet_safe)
    except (ArithmeticError, OSError, TypeError, ValueError) as error:  # pyarrow's errors are of these kinds
        raise CorpusError(
            f"a column of articles cannot be written as {kind}",
            found=str(error).splitlines()[0][:160],
            do='drop the column, or make it text: articles["column"].astype(str)',
        ) from error
    replace_file(target, _squeeze(data) if target.suffix.lower() == ".gz" else data)
    return target


def _bytes_of(articles: pd.DataFrame, kind: str, *, safe: bool) -> bytes:
    if kind == ".parquet":
        return _parquet_bytes(articles)
    if kind in (".csv", ".tsv"):
        return _delimited_bytes(articles, "\t" if kind == ".tsv" else ",", safe=safe)
    return _json_bytes(articles)


def _parquet_bytes(articles: pd.DataFrame) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    bare = pd.DataFrame(articles, copy=False)
    bare.attrs = {}  # pandas would write them too
    table = pa.Table.from_pandas(bare, preserve_index=True)
    with pq.ParquetWriter(buffer, table.schema) as writer:
        writer.write_table(table, row_group_size=ROWS_OF_GROUP)
        writer.add_key_value_metadata(pack_account(articles.attrs))
    pq.read_schema(pa.BufferReader(buffer.getbuffer()))  # lists within lists within lists: written, never read
    return buffer.getvalue()


def _delimited_bytes(articles: pd.DataFrame, delimiter: str, *, safe: bool) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    guard: Callable[[object], object] = _guard if safe else (lambda cell: cell)
    table = articles.reset_index()
    writer.writerow([guard(str(name)) for name in table.columns])
    columns = [[guard(_csv_cell(cell)) for cell in _cells(table.iloc[:, n])] for n in range(table.shape[1])]
    writer.writerows(zip(*columns, strict=True))
    return buffer.getvalue().encode("utf-8-sig" if safe else "utf-8")


def _json_bytes(articles: pd.DataFrame) -> bytes:
    table = articles.reset_index()
    names = [str(name) for name in table.columns]
    columns = [_cells(table.iloc[:, n]) for n in range(table.shape[1])]
    lines = [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in zip(*columns, strict=True)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _cells(values: pd.Series) -> list[object]:
    """Give a column as plain Python values: days as ISO text, missing as None."""
    if pd.api.types.is_datetime64_any_dtype(values):
        return [None if pd.isna(value) else value.isoformat().removesuffix("T00:00:00") for value in values.tolist()]
    if pd.api.types.is_numeric_dtype(values) or isinstance(values.dtype, pd.StringDtype):
        missing = values.isna().tolist()
        return [None if gone else value for value, gone in zip(values.tolist(), missing, strict=True)]
    return [_plain(value) for value in values.tolist()]


def _plain(value: object) -> object:
    """Give a cell of any kind as something JSON can hold."""
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "tolist"):  # numpy arrays and scalars
        return _plain(value.tolist())
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    return value if isinstance(value, float) else str(value)


def _csv_cell(cell: object) -> object:
    """Give a cell as CSV writes it."""
    if cell is None:
        return ""
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else cell


def _guard(cell: object) -> object:
    """Keep a spreadsheet from taking text for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _squeeze(data: bytes) -> bytes:
    """Compress without a file name or a time, so that the bytes depend on the table alone."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as packer:
        packer.write(data)
    return buffer.getvalue()


def replace_file(target: Path, data: bytes) -> None:
    """Put the bytes in place at one stroke."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
