"""The cells of a figure: one row of ``estimates`` a point, in an order that does not depend on that of the rows."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from numbers import Real
from typing import Any

import pandas as pd

from framing.errors import EstimateError
from framing.figures.theme import ORDERS, clean

__all__ = ["check_cells", "describe_intervals", "list_values", "need_columns", "only_values", "to_keys"]

_NEEDED = ("estimate", "low", "high", "level", "n_units", "unit", "cluster", "method")
_RESULTS = ("estimate", "std_error", "low", "high", "method", "estimand", "seed", "draws", "p", "q")


def check_cells(estimates: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """Check that a table of estimates has one row for each point of a figure.

    Raises
    ------
    EstimateError
        The table is empty, lacks a column, or has several rows for one point.

    Examples
    --------
    >>> import pandas as pd
    >>> check_cells(pd.DataFrame({"outlet": [], "estimate": []}), ["outlet"])
    Traceback (most recent call last):
    framing.errors.EstimateError: there is nothing to draw; found: an empty table; to mend it: look at the rows \
chosen before the figure: a query may have matched none
    """
    if len(set(groups)) < len(groups):
        do = "name different columns"
        raise EstimateError("x=, hue= and facet= name one column twice", found=", ".join(groups), do=do)
    need_columns(estimates, (*groups, *_NEEDED))
    _refuse_several(estimates, groups)
    return estimates


def need_columns(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Raise unless the table has rows and the columns."""
    if not isinstance(table, pd.DataFrame):
        do = "pass the table that the analysis returned"
        raise EstimateError("a figure is drawn from a table", found=type(table).__name__, do=do)
    if not len(table):
        do = "look at the rows chosen before the figure: a query may have matched none"
        raise EstimateError("there is nothing to draw", found="an empty table", do=do)
    for name in columns:
        if name not in table.columns:
            raise EstimateError(
                f"the table has no column {name!r}",
                found=f"columns: {', '.join(map(str, table.columns)) or 'none'}",
                do="name one of these, or make the table with that column",
            )


def _refuse_several(estimates: pd.DataFrame, groups: Sequence[str]) -> None:
    """Raise where two rows would be drawn as one point, and say in what they differ."""
    again = estimates.duplicated(list(groups), keep=False)
    if not again.any():
        return
    first = estimates.loc[again, list(groups)].iloc[0]
    rows = estimates[(estimates[list(groups)].eq(first) | estimates[list(groups)].isna() & first.isna()).all(axis=1)]
    differ = [
        str(name)
        for name in estimates.columns
        if name not in (*_RESULTS, *groups)
        and not str(name).startswith("n_")
        and len(set(map(str, rows[name].tolist()))) > 1
    ]
    where = ", ".join(f"{name} {clean(first[name])!r}" for name in groups)
    if not differ:
        do = "drop the repeated rows: estimates.drop_duplicates()"
        raise EstimateError("several rows for one point", found=f"{len(rows)} rows for {where}", do=do)
    value = clean(rows[differ[0]].iloc[0])
    raise EstimateError(
        "several rows for one point: a figure never pools kinds",
        found=f"{len(rows)} rows for {where}; they differ in {', '.join(differ)}",
        do=f'choose one, estimates[estimates["{differ[0]}"] == "{value}"], or pass facet="{differ[0]}"',
    )


def to_keys(values: pd.Series) -> list[Hashable]:
    """Values of a column as plain keys; a missing one is None."""
    return [None if missing else value for value, missing in zip(values.tolist(), values.isna().tolist(), strict=True)]


def list_values(values: pd.Series, order: Sequence[str] | None = None) -> list[Hashable]:
    """List the values of a column in the order of the figure, a missing one last.

    The order asked for; else that of a categorical column; else a voice's, a polarity's or a place's own; else
    by name or number.

    Raises
    ------
    EstimateError
        ``order`` names a value that is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> list_values(pd.Series(["source_direct", "journalist", None]))
    ['journalist', 'source_direct', None]
    """
    seen = set(to_keys(values))
    if order is not None:
        strangers = [value for value in order if value not in seen]
        if strangers or isinstance(order, str) or not len(order) or len(set(order)) < len(order):
            raise EstimateError(
                f"order= must list values of {values.name!r}, each once",
                found=f"{order!r}" if not strangers else f"{strangers[0]!r}, which is not among them",
                do=f"take them from {', '.join(sorted(map(repr, seen))[:12])}",
            )
        return list(order)
    known = seen - {None}
    last: list[Hashable] = [None] if None in seen else []
    if isinstance(values.dtype, pd.CategoricalDtype):
        return [*(value for value in values.cat.categories if value in known), *last]
    for own in ORDERS:
        if known <= set(own):
            return [*(value for value in own if value in known), *last]
    return [*sorted(known, key=_rank), *last]


def _rank(value: Any) -> tuple[str, Any]:
    """What a value is sorted by: text without regard to capitals, numbers and dates by size, kinds apart."""
    if isinstance(value, str):
        return "text", (value.casefold(), value)
    if isinstance(value, Real):
        return "number", value
    return type(value).__name__, value if isinstance(value, pd.Timestamp) else str(value)


def only_values(estimates: pd.DataFrame, names: Sequence[str]) -> list[str]:
    """List the value of each of the columns that is there and the same in all rows."""
    there = [estimates[name] for name in names if name in estimates.columns]
    return [clean(column.iloc[0]) for column in there if len(set(to_keys(column))) == 1]


def describe_intervals(estimates: pd.DataFrame, *, marks: str) -> list[str]:
    """Say below a figure what its marks are: level, method and cluster of the intervals, n, what was left out.

    Parameters
    ----------
    estimates
        The rows drawn.
    marks
        What shows an estimate and what its interval ("Points are estimates, lines").
    """
    made = estimates["low"].notna() & estimates["high"].notna()
    said = []
    if made.any():
        drawn = estimates[made]
        levels = "–".join(f"{100 * level:g}" for level in sorted(set(drawn["level"].tolist())))
        how = "; ".join(dict.fromkeys(method.split("; p from ")[0] for method in _distinct(drawn["method"])))
        said.append(f"{marks} {levels} % intervals ({how}; resampled: {', '.join(_distinct(drawn['cluster']))}).")
    else:
        said.append(f"{marks.split(',')[0]}.")
    units = " or ".join(f"{unit}s" for unit in _distinct(estimates["unit"]))
    said.append(f"n: {units}.")
    weights = _distinct(estimates["weight"]) if "weight" in estimates.columns else ["none"]
    if named := [name for name in weights if name != "none"]:
        said.append(f"{'Some weighted' if 'none' in weights else 'Weighted'} by {', '.join(named)}.")
    return said + _describe_gaps(estimates, made, units)


def _describe_gaps(estimates: pd.DataFrame, made: pd.Series, units: str) -> list[str]:
    """Say which points have no interval, which have no estimate, and what was left out."""
    said = []
    hollow = estimates["estimate"].notna() & ~made
    if hollow.any():
        reasons = {reason.removeprefix("no interval: ") for reason in _distinct(estimates.loc[hollow, "method"])}
        said.append(f"Hollow: no interval ({'; '.join(sorted(reasons))}).")
    if n_absent := int(estimates["estimate"].isna().sum()):
        said.append(f"Not drawn for want of an estimate: {n_absent} of {len(estimates)}.")
    left = estimates["n_left_out"].dropna().tolist() if "n_left_out" in estimates.columns else []
    if any(left):
        numbers = "–".join(f"{int(number):,}" for number in sorted({min(left), max(left)}))
        left_out = units if numbers != "1" else " or ".join(_distinct(estimates["unit"]))
        said.append(f"Left out, a group value being missing: {numbers} {left_out}.")
    return said


def _distinct(values: pd.Series) -> list[str]:
    """Values as text, each once, sorted."""
    return sorted({clean(value) for value in values.dropna().tolist()})
