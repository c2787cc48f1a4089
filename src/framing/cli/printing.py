"""Tables and messages on a terminal: no wider than it is, and no control character it would obey."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NARROWEST", "flatten", "print_table"]

NARROWEST = 16
"""Characters a column of text is narrowed to at most; with less, rows are printed one below the other."""


def print_table(table: pd.DataFrame) -> None:
    """Print a frame: in columns where the terminal has room for them, else one row below the other."""
    frame = table.reset_index() if table.index.name is not None else table
    names = [str(column) for column in frame.columns]
    rows = [[_clean(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    widths = _fit([max(map(len, column)) for column in zip(names, *rows, strict=True)])
    if widths:
        for row in (names, ["-" * width for width in widths], *rows):
            typer.echo(_align(row, widths))
        return
    for row in rows:
        typer.echo(row[0])
        for name, value in zip(names[1:], row[1:], strict=True):
            if value:
                typer.echo(textwrap.fill(f"{name}: {value}", initial_indent="    ", subsequent_indent="        "))


def _fit(widths: list[int]) -> list[int]:
    """Narrow the widest columns until all fit in the terminal; empty where one would get too narrow."""
    fitted = list(widths)
    room = shutil.get_terminal_size().columns - 2 * (len(fitted) - 1)
    while sum(fitted) > room:
        widest = fitted.index(max(fitted))
        fitted[widest] -= 1
        if fitted[widest] < NARROWEST:
            return []
    return fitted


def _align(row: Sequence[str], widths: Sequence[int]) -> str:
    """Align one row; what is too long for its column goes on below."""
    cells = [textwrap.wrap(cell, width=max(width, 1)) for cell, width in zip(row, widths, strict=True)]
    lines = zip_longest(*cells, fillvalue="")
    shown = ("  ".join(f"{part:<{width}}" for part, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(line.rstrip() for line in shown)


def _clean(value: Any) -> str:
    """Print a value on one line; nothing where it is missing."""
    import pandas as pd

    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    return flatten(f"{value:.4g}" if isinstance(value, float) else str(value))


def flatten(text: str) -> str:
    """Print text on one line, without the control characters a terminal would obey."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
