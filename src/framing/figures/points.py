"""Points with intervals, in panels: the drawing under rates and means."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.figures.cells import describe_intervals, list_values, to_keys
from framing.figures.theme import (
    BAND,
    COLOURS,
    LINE,
    MARKERS,
    SOFT_INK,
    clean,
    count,
    cut,
    name_value,
    style_values,
    theme,
    wrap,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.figures.sheet import Legend

__all__ = ["REACH", "Grid", "draw_points", "lay_out", "make_legend"]

_FIRM = "\u00a0"  # a space at which no line is broken
REACH = 2.5
"""Where intervals are cut: at so many times the panel's highest rate, or so many median intervals beyond its means."""
_UPRIGHT = range(3, 9)  # fewer or more categories than these are set below one another


@dataclass(frozen=True, slots=True)
class Grid:
    """What goes where: the rows drawn, the values of x, hue and facet in order, how categories are named."""

    rows: pd.DataFrame
    x: str
    hue: str | None
    facet: str | None
    categories: list[Hashable]
    hues: list[Hashable]
    panels: list[Hashable]
    names: list[str]
    numbers: list[str]
    n_hidden: int

    @property
    def columns(self) -> int:
        """Panels side by side."""
        if len(self.names) >= _UPRIGHT.stop:
            return min(len(self.panels), 6)
        return {1: 1, 2: 2, 4: 2}.get(len(self.panels), 3)

    @property
    def upright(self) -> bool:
        """Whether the categories stand side by side: few, with names short enough for their place."""
        longest = max(len(text) for text in (*self.names, *self.numbers))
        return len(self.names) in _UPRIGHT and 0.06 * (longest + 1) <= 6.2 / self.columns / len(self.names)

    @property
    def ticks(self) -> list[str]:
        """A category's name and how many units its estimates rest on."""
        pairs = list(zip(self.names, self.numbers, strict=True))
        if self.upright:
            return [f"{name}\n{number}" for name, number in pairs]
        many = len(self.names) >= _UPRIGHT.stop
        width, lines = (
            (34 if many else 26, 2 if many else 4) if len(self.panels) > 1 else (46 if many else 34, 2 if many else 4)
        )
        room = width * lines - 30  # lines are not filled to the end
        texts = (f"{cut(name, room)} {number.replace(' ', _FIRM)}" for name, number in pairs)
        return [wrap(text, width, lines=lines + 1).replace(_FIRM, " ") for text in texts]

    @property
    def pitch(self) -> float:
        """Inches from one category to the next where they are set below one another."""
        lines = max(tick.count("\n") + 1 for tick in self.ticks)
        return max(0.125 * lines + 0.07, 0.1 * len(self.hues) + 0.08)


def lay_out(
    estimates: pd.DataFrame, *, x: str, hue: str | None, facet: str | None, order: Sequence[str] | None
) -> Grid:
    """Find what goes where; the categories not named in ``order`` are left out and counted."""
    categories = list_values(estimates[x], order)
    rows = estimates[np.array([key in set(categories) for key in to_keys(estimates[x])], dtype=bool)]
    return Grid(
        rows=rows,
        x=x,
        hue=hue,
        facet=facet,
        categories=categories,
        hues=list_values(rows[hue]) if hue else [None],
        panels=list_values(rows[facet]) if facet else [None],
        names=[name_value(key) for key in categories],
        numbers=[_count_units(rows[_where(rows[x], key)]) for key in categories],
        n_hidden=len(set(to_keys(estimates[x]))) - len(categories),
    )


def _where(column: pd.Series, key: Hashable) -> np.ndarray:
    """Tell in which rows the column has the value."""
    return np.array([other == key for other in to_keys(column)], dtype=bool)


def _count_units(rows: pd.DataFrame) -> str:
    low, high = int(rows["n_units"].min()), int(rows["n_units"].max())
    return f"(n = {low:,})" if low == high else f"(n = {low:,}–{high:,})"


def draw_points(grid: Grid, *, title: str, label: str, from_zero: bool) -> Figure:
    """Draw the grid on a sheet: a panel a facet, a place a category, a colour and shape a hue."""
    with theme():
        from framing.figures.sheet import open_sheet

        n_rows = -(-len(grid.panels) // grid.columns)
        tall = 2.6 if grid.upright else grid.pitch * len(grid.categories)
        sheet, panels = open_sheet(
            height=n_rows * (max(tall, 0.5) + (0.65 if grid.facet else 0.5)) + 0.3,
            rows=n_rows,
            columns=grid.columns,
            title=title,
            caption=" ".join(_caption(grid, from_zero=from_zero)),
            legend=make_legend(grid.hue, grid.hues) if grid.hue else None,
            shared_label="" if grid.upright else wrap(label, 100),
        )
        for place, (axes, panel, rows) in enumerate(zip(panels, grid.panels, _take_panels(grid), strict=False)):
            _draw_panel(axes, rows, grid, from_zero=from_zero)
            first = place % grid.columns == 0
            shared = len(grid.panels) > 1 and (not grid.upright or not first)
            _name_axes(axes, grid, first=first, label="" if shared else label)
            if grid.facet:
                width, size = (13, 7) if grid.columns > 3 else (90 // grid.columns - 10, 8.5)
                axes.set_title(wrap(name_value(panel), width), loc="left", size=size)
        for axes in panels[len(grid.panels) :]:
            axes.remove()
        sheet.settle()
    return sheet


def make_legend(hue: str, hues: Sequence[Hashable]) -> Legend:
    """Make the legend of a hue: colour, shape and name of each value."""
    from matplotlib.lines import Line2D

    from framing.figures.sheet import Legend

    styles = style_values([str(value) for value in hues])
    handles = [
        Line2D([], [], color=colour, marker=marker, markersize=4.5, linewidth=1.3, label=cut(name_value(value), 60))
        for value, (colour, marker) in zip(hues, styles.values(), strict=True)
    ]
    return Legend(title=hue, handles=list(handles))


def _draw_panel(axes: Axes, rows: pd.DataFrame, grid: Grid, *, from_zero: bool) -> None:
    """Draw every hue of one panel, dodged around the places of the categories."""
    place = {key: number for number, key in enumerate(grid.categories)}
    step = min(0.22, 0.7 / len(grid.hues))
    limits = _find_limits(rows, from_zero=from_zero)
    styles = style_values([str(value) for value in grid.hues]) if grid.hue else {"None": (COLOURS[0], MARKERS[0])}
    for number, (hue, style) in enumerate(zip(grid.hues, styles.values(), strict=True)):
        chosen = rows[_where(rows[grid.hue], hue)] if grid.hue else rows
        shift = (number - (len(grid.hues) - 1) / 2) * step
        at = np.array([place[key] for key in to_keys(chosen[grid.x])], dtype=float) + shift
        _draw_hue(axes, chosen, at, style=style, limits=limits, upright=grid.upright)
    if from_zero:
        (axes.set_ylim if grid.upright else axes.set_xlim)(0, None)
    else:
        _mark_zero(axes, upright=grid.upright)


def _take_values(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Estimate and both ends of its interval, as numbers."""
    estimate, low, high = (rows[name].to_numpy(dtype=float, na_value=np.nan) for name in ("estimate", "low", "high"))
    return estimate, low, high


def _find_limits(rows: pd.DataFrame, *, from_zero: bool) -> tuple[float, float]:
    """Where the intervals of a panel are cut, so that one wild interval does not flatten the rest."""
    estimate, low, high = _take_values(rows.dropna(subset="estimate"))
    if from_zero:
        return -np.inf, REACH * estimate.max() if len(estimate) and estimate.max() > 0 else np.inf
    lengths = (high - low)[~np.isnan(high - low)]
    usual = float(np.median(lengths)) if len(lengths) > 2 else 0.0
    if usual <= 0:
        return -np.inf, np.inf
    return estimate.min() - REACH * usual, estimate.max() + REACH * usual


def _draw_hue(
    axes: Axes,
    rows: pd.DataFrame,
    at: np.ndarray,
    *,
    style: tuple[str, str],
    limits: tuple[float, float],
    upright: bool,
) -> None:
    """Draw intervals as lines, estimates as points: hollow without an interval, an arrow where it is cut."""
    (colour, marker), (floor, ceiling) = style, limits
    estimate, low, high = _take_values(rows)
    made = ~np.isnan(low) & ~np.isnan(high) & ~np.isnan(estimate)
    lines = axes.vlines if upright else axes.hlines
    lines(
        at[made], np.maximum(low, floor)[made], np.minimum(high, ceiling)[made], colors=colour, linewidth=1.3, zorder=2
    )
    drawn = [
        (made, estimate, marker, colour),
        (~made & ~np.isnan(estimate), estimate, marker, "white"),
        (made & (low < floor), np.full(len(at), floor), "v" if upright else "<", colour),
        (made & (high > ceiling), np.full(len(at), ceiling), "^" if upright else ">", colour),
    ]
    for chosen, values, shape, fill in drawn:
        if chosen.any():  # an empty line that is not clipped would upset the layout
            pair = (at[chosen], values[chosen]) if upright else (values[chosen], at[chosen])
            axes.plot(*pair, shape, markersize=4.2, color=colour, markerfacecolor=fill, clip_on=False, zorder=3)


def _mark_zero(axes: Axes, *, upright: bool) -> None:
    """Mark 0 where the axis crosses it."""
    low, high = axes.get_ylim() if upright else axes.get_xlim()
    if low < 0 < high:
        (axes.axhline if upright else axes.axvline)(0, color=SOFT_INK, linewidth=0.8, zorder=1)


def _name_axes(axes: Axes, grid: Grid, *, first: bool, label: str) -> None:
    """Name categories and values; bands lead the eye from a name to its points."""
    from matplotlib.ticker import MaxNLocator

    places, (low, high) = range(len(grid.categories)), (-0.5, len(grid.categories) - 0.5)
    category, value = (axes.xaxis, axes.yaxis) if grid.upright else (axes.yaxis, axes.xaxis)
    category.set_ticks(places, grid.ticks if first or grid.upright else [""] * len(places))
    category.set_tick_params(length=0)
    value.set_major_locator(MaxNLocator(6 if grid.columns < 3 or grid.upright else 4 if grid.columns == 3 else 2))
    value.grid(visible=True)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "bottom" if grid.upright else "left"]].set_visible(False)
    if grid.upright:
        axes.set_xlim(low, high)
        axes.set_ylabel(wrap(label, 42))
        return
    axes.set_ylim(high, low)
    axes.set_xlabel(wrap(label, 90))
    for row in places[1::2]:
        axes.axhspan(row - 0.5, row + 0.5, color=BAND, linewidth=0, zorder=0)
    axes.axhline(high, color=LINE, linewidth=0.7)


def _caption(grid: Grid, *, from_zero: bool) -> list[str]:
    said = describe_intervals(grid.rows, marks="Points are estimates, lines")
    if len(grid.panels) > 1:
        said.append("Each panel has its own axis.")
    if any(_is_cut(rows, from_zero=from_zero) for rows in _take_panels(grid)):
        means = f"more than {REACH:g} of the panel's median intervals beyond its estimates"
        beyond = f"beyond {REACH:g} times the panel's highest estimate" if from_zero else means
        said.append(f"Arrows: the interval goes {beyond}.")
    if grid.n_hidden:
        said.append(f"Not shown: {count(grid.n_hidden, 'further value')} of {clean(grid.x)}.")
    return said


def _take_panels(grid: Grid) -> list[pd.DataFrame]:
    """Rows of each panel."""
    return [grid.rows[_where(grid.rows[grid.facet], panel)] if grid.facet else grid.rows for panel in grid.panels]


def _is_cut(rows: pd.DataFrame, *, from_zero: bool) -> bool:
    """Whether an interval of the panel ends in an arrow."""
    floor, ceiling = _find_limits(rows, from_zero=from_zero)
    drawn = rows.dropna(subset=["estimate", "low", "high"])
    return bool(((drawn["low"] < floor) | (drawn["high"] > ceiling)).any())
