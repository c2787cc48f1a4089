"""The check that a frame is one of the documented tables, with the line that mends it."""

from __future__ import annotations

import pandas as pd

from framing.errors import TableError
from framing.tables.columns import Column, Table
from framing.tables.documented import TABLES

__all__ = ["check_spans", "check_table"]


def check_table(kind: str, table: pd.DataFrame) -> pd.DataFrame:
    """Check that a frame is one of the documented tables.

    Parameters
    ----------
    kind
        Name of the table: a key of ``TABLES``.
    table
        The frame to check. Columns that are not documented are allowed.

    Returns
    -------
    pandas.DataFrame
        The same frame, unchanged.

    Raises
    ------
    TableError
        On the first thing that is wrong, with the line that mends it.

    Examples
    --------
    >>> import pandas as pd
    >>> words = pd.DataFrame({"article_id": ["a"], "part": ["text"], "place": ["body"],
    ...                       "voice": ["journalist"], "n_words": [12], "n_sentences": [1]})
    >>> check_table("words", words) is words
    True
    """
    if kind not in TABLES:
        raise TableError("unknown table", found=repr(kind), do=f"use one of {', '.join(TABLES)}")
    if not isinstance(table, pd.DataFrame):
        raise TableError(f"`{kind}` must be a DataFrame", found=type(table).__name__, do="pass the table itself")
    spec = TABLES[kind]
    _check_index(spec, table)
    for column in spec.columns:
        _check_column(spec, column, table)
    if "start" in table.columns and "end" in table.columns:
        _check_offsets(kind, table)
    return table


def _check_index(spec: Table, table: pd.DataFrame) -> None:
    if spec.index is None:
        return
    index = table.index
    if index.name != spec.index:
        mend = f'{spec.name} = {spec.name}.set_index("{spec.index}")'
        if spec.index not in table.columns:
            mend = f'{spec.name} = {spec.name}.rename_axis("{spec.index}")'
        raise TableError(f"`{spec.name}` must have the index {spec.index}", found=f"index {index.name!r}", do=mend)
    if not all(isinstance(key, str) for key in index.tolist()):
        raise TableError(
            f"the index {spec.index} of `{spec.name}` must hold text",
            found=f"dtype {index.dtype}",
            do=f"{spec.name}.index = {spec.name}.index.astype(str)",
        )
    if not index.is_unique:
        repeated = index[index.duplicated()].unique().tolist()
        raise TableError(
            f"the index {spec.index} of `{spec.name}` must be unique",
            found=f"{len(repeated)} repeated, first {repeated[:3]}",
            do=f"{spec.name} = {spec.name}[~{spec.name}.index.duplicated()], or give each row its own id",
        )


def _check_column(spec: Table, column: Column, table: pd.DataFrame) -> None:
    if column.name not in table.columns:
        if column.required:
            raise TableError(
                f"`{spec.name}` has no column {column.name!r} ({column.means})",
                found=f"columns: {', '.join(map(str, table.columns)) or 'none'}",
                do=f'{spec.name} = {spec.name}.rename(columns={{"<your column>": "{column.name}"}})',
            )
        return
    values = table[column.name]
    if not isinstance(values, pd.Series):
        raise TableError(
            f"`{spec.name}` has the column {column.name!r} more than once",
            found=f"{values.shape[1]} columns of that name",
            do="drop or rename all but one",
        )
    missing = int(values.isna().sum())
    if missing and not column.missing:
        raise TableError(
            f"{spec.name}.{column.name} must not be missing",
            found=f"{missing} of {len(values)} missing",
            do=f'{spec.name} = {spec.name}.dropna(subset=["{column.name}"])',
        )
    _check_kind(spec, column, values.dropna())


def _check_kind(spec: Table, column: Column, values: pd.Series) -> None:
    where = f"{spec.name}.{column.name}"
    if not len(values):
        return
    fits = {
        "text": lambda: _holds_text(values),
        "integer": lambda: pd.api.types.is_integer_dtype(values),
        "number": lambda: pd.api.types.is_numeric_dtype(values),
        "date": lambda: pd.api.types.is_datetime64_any_dtype(values),
        "flag": lambda: pd.api.types.is_bool_dtype(values),
    }
    if not fits[column.kind]():
        cell = f'{spec.name}["{column.name}"]'
        mend = {
            "text": f"{cell}.astype(str)",
            "integer": f"{cell}.astype(int)",
            "number": f"{cell}.astype(float)",
            "date": f"pd.to_datetime({cell})",
            "flag": f'{cell}.astype("boolean")',
        }
        raise TableError(
            f"{where} must hold {column.kind}s", found=f"dtype {values.dtype}", do=f"{cell} = {mend[column.kind]}"
        )
    strangers = sorted(set(values.unique().tolist()) - set(column.choices)) if column.choices else []
    if strangers:
        raise TableError(
            f"{where} must be one of {', '.join(column.choices)}", found=f"{strangers[:3]}", do=f"recode {where}"
        )


def _holds_text(values: pd.Series) -> bool:
    return isinstance(values.dtype, pd.StringDtype) or all(isinstance(value, str) for value in values.tolist())


def _check_offsets(kind: str, table: pd.DataFrame) -> None:
    wrong = (table["start"] < 0) | (table["end"] < table["start"])
    if wrong.any():
        first = table.loc[wrong, ["start", "end"]].iloc[0].tolist()
        raise TableError(
            f"{kind}: every span needs 0 ≤ start ≤ end",
            found=f"{int(wrong.sum())} spans that do not, first {first}",
            do="make the spans again from the articles they belong to",
        )


def check_spans(kind: str, spans: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Check a table of spans against the articles it points into.

    Raises
    ------
    TableError
        Where a span names an article that is not there or runs past its end: a sign that the
        articles were cleaned or changed after the spans were found.
    """
    check_table(kind, spans)
    known = spans["article_id"].isin(articles.index)
    if not known.all():
        raise TableError(
            f"`{kind}` names articles that are not in `articles`",
            found=f"{int((~known).sum())} rows, first {spans.loc[~known, 'article_id'].iloc[0]!r}",
            do=f'{kind} = {kind}[{kind}["article_id"].isin(articles.index)]',
        )
    parts = spans["part"] if "part" in spans.columns else pd.Series("text", index=spans.index)
    for part in sorted(set(parts.tolist())):
        lengths = articles[part].str.len().fillna(0)
        rows = spans[parts == part]
        over = rows["end"].to_numpy() > rows["article_id"].map(lengths).to_numpy()
        if over.any():
            raise TableError(
                f"`{kind}` runs past the end of articles.{part}",
                found=f"{int(over.sum())} spans, first in {rows.loc[over, 'article_id'].iloc[0]!r}",
                do=f"find the {kind} again: these belong to another version of the texts",
            )
    return spans
