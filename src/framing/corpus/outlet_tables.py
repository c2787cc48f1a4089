"""The user's own table of outlets: read from a file, and checked before it names anything."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from framing.errors import CorpusError
from framing.formats.files import CorpusFile, local_path
from framing.formats.sheets import read_sheet

__all__ = ["check_spellings", "name_spellings", "read_outlets"]


def read_outlets(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a table of outlets that a user has edited: CSV or TSV, with commas or semicolons, as spreadsheets write it.

    Raises
    ------
    CorpusError
        Where it is no such table.
    """
    sheet = read_sheet(CorpusFile(local_path(path), Path(path).name))
    return pd.DataFrame({name: pd.Series(cells, dtype="str").fillna("") for name, cells in sheet.columns.items()})


def check_spellings(printed: Iterable[str], names: Mapping[str, str]) -> None:
    """Refuse a table of names that lacks a spelling.

    Raises
    ------
    CorpusError
        Names the first of those that are lacking.
    """
    lacking = sorted({name for name in printed if name not in names})
    if lacking:
        raise CorpusError(
            "the table of outlets lacks a spelling",
            found=f"{len(lacking)} not in outlet_raw, first {lacking[:3]}",
            do="add a row for each, or make the table again with list_outlets(articles); where letters look wrong, the "
            "spreadsheet saved it in another encoding: save it as CSV UTF-8",
        )


def name_spellings(outlets: pd.DataFrame) -> dict[str, str]:
    """Give the name of every spelling, if every one has exactly one."""
    absent = [name for name in ("outlet_raw", "outlet") if name not in outlets.columns]
    if absent:
        raise CorpusError(
            f"the table of outlets has no column {absent[0]!r}",
            found=f"columns: {', '.join(map(str, outlets.columns)) or 'none'}",
            do="edit the table that list_outlets(articles) makes, and keep its columns outlet_raw and outlet",
        )
    pairs = outlets[["outlet_raw", "outlet"]].dropna(subset=["outlet_raw"]).drop_duplicates()
    unnamed = pairs["outlet_raw"][pairs["outlet"].isna() | (pairs["outlet"].astype("str").str.strip() == "")].tolist()
    if unnamed:
        raise CorpusError(
            "a spelling has no name",
            found=f"{len(unnamed)} empty cells in outlet, first for {unnamed[0]!r}",
            do="write the name you want into outlet; to keep the spelling, repeat it there",
        )
    twice = pairs["outlet_raw"][pairs["outlet_raw"].duplicated()].tolist()
    if twice:
        given = pairs.loc[pairs["outlet_raw"] == twice[0], "outlet"].tolist()
        raise CorpusError(
            "one spelling has two names",
            found=f"{twice[0]!r} is {given}" + (f"; {len(twice) - 1} more" if len(twice) > 1 else ""),
            do="leave one row for each spelling in outlet_raw",
        )
    return {str(raw): str(name).strip() for raw, name in pairs.itertuples(index=False)}
