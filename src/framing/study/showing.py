"""Showing a table to a reader: which of its columns, and how many digits. The CSV keeps everything."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["is_numeric", "join_name", "narrow_table", "round_column", "round_number"]

LONGEST_SHOWN = 60
"""Characters of the longest text a column is shown with."""

LONGEST_EXPLAINED = {"estimand": 30, "method": 30}
"""The same for the columns of ``estimates`` that explain at length what other columns name."""

LONGEST_SAID = 80
"""Characters of the longest value that is said in the note."""


def narrow_table(table: pd.DataFrame) -> tuple[list[int], str]:
    """Choose the columns that are shown, by one rule for the report and for LaTeX.

    A column with the same value in all rows (of two or more) is left out and said once in a note. A column
    with a text of more than 60 characters (``estimand``, ``method``: 30) is left out and named there, unless
    it says what a row is: the first column, and all before ``variable``. Where none would be left, all are shown.

    Returns
    -------
    positions, note
        The positions of the columns shown, and the note; empty where nothing is left out.

    Examples
    --------
    >>> import pandas as pd
    >>> rates = pd.DataFrame({"outlet": ["X", "Y"], "estimate": [0.5, 0.25], "level": 0.95, "method": ["a" * 61, "b"]})
    >>> narrow_table(rates)
    ([0, 1], 'In all rows: level 0.95. In the CSV only: method.')
    """
    names = [join_name(column) for column in table.columns]
    columns = [[_print(value) for value in table.iloc[:, place].tolist()] for place in range(len(names))]
    groups = max(names.index("variable"), 1) if "variable" in names else 1
    same = [place for place, cells in enumerate(columns) if len(cells) > 1 and len(set(cells)) == 1]
    wide = [
        place
        for place, cells in enumerate(columns)
        if place >= groups
        and place not in same
        and max(map(len, cells), default=0) > LONGEST_EXPLAINED.get(names[place], LONGEST_SHOWN)
    ]
    shown = [place for place in range(len(names)) if place not in {*same, *wide}]
    if not shown:
        return list(range(len(names))), ""
    notes = []
    if same:
        notes.append(f"In all rows: {'; '.join(_say(names[place], columns[place][0]) for place in same)}.")
    if wide:
        notes.append(f"In the CSV only: {', '.join(names[place] for place in wide)}.")
    return shown, " ".join(notes)


def join_name(column: Any) -> str:
    """Print the name of a column; of a column with several levels, all of them."""
    return " ".join(str(level) for level in column if str(level)) if isinstance(column, tuple) else str(column)


def is_numeric(cells: Sequence[str]) -> bool:
    """Say whether the cells of a column are numbers, as far as they are filled."""
    return any(cells) and all(not cell or _as_number(cell) is not None for cell in cells)


def round_column(cells: Sequence[str]) -> list[str]:
    """Round a column of numbers to the same number of decimals, so that they stand below each other.

    By the largest: four decimals below 1, three below 10, two below 1000, else one. What would round to zero
    is given as below the last place. A column that is not all numbers is rounded cell by cell.

    Examples
    --------
    >>> round_column(["0.51234", "12.3", "", "0.0001"]), round_column(["3.0", ""]), round_column(["2019", "12"])
    (['0.51', '12.30', '', '<0.01'], ['3', ''], ['2019', '12'])
    """
    numbers = [_as_number(cell) for cell in cells]
    finite = [number for number in numbers if number is not None and math.isfinite(number)]
    largest = max(map(abs, finite), default=0.0)
    if not is_numeric(cells) or 0 < largest < 0.01:
        return [round_number(cell) for cell in cells]
    if all(re.fullmatch(r"[-+]?\d*", cell) for cell in cells):
        return list(cells)
    if all(number.is_integer() for number in finite):
        decimals = 0
    else:
        decimals = next(places for limit, places in ((1, 4), (10, 3), (1000, 2), (math.inf, 1)) if largest < limit)
    return [_fix(number, cell, decimals=decimals) for number, cell in zip(numbers, cells, strict=True)]


def round_number(cell: str) -> str:
    """Round one number to four significant digits, or to one decimal from 1000 on; text stays as it is.

    Examples
    --------
    >>> round_number("0.123456"), round_number("1234.567"), round_number("2019"), round_number("rate")
    ('0.1235', '1234.6', '2019', 'rate')
    """
    number = _as_number(cell)
    if number is None or not math.isfinite(number) or re.fullmatch(r"[-+]?\d+", cell):
        return cell
    return f"{number:.4g}" if abs(number) < 1000 else f"{number:.1f}"


def _fix(number: float | None, cell: str, *, decimals: int) -> str:
    if number is None or not math.isfinite(number):
        return cell
    shown = f"{number:.{decimals}f}"
    if number and not float(shown):
        least = f"{10.0**-decimals:.{decimals}f}"
        return f"<{least}" if number > 0 else f">-{least}"
    return shown if float(shown) else shown.removeprefix("-")


def _as_number(cell: str) -> float | None:
    try:
        return float(cell) if re.fullmatch(r"[-+.\deE]+|nan|-?inf", cell) else None
    except ValueError:
        return None


def _print(value: Any) -> str:
    """Print a value as the CSV has it."""
    import pandas as pd

    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    return str(value.isoformat().removesuffix("T00:00:00") if hasattr(value, "isoformat") else value)


def _say(name: str, value: str) -> str:
    if len(value) > LONGEST_SAID:
        return f"{name} (see the CSV)"
    return f"{name} {round_number(value) or 'missing'}"
