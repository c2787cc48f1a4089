"""A grid of points with intervals: rows, voices and panels on one axis; what frames and targets are drawn on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.errors import EstimateError
from framing.figures.cells import to_keys
from framing.figures.points import Grid, make_legend
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

__all__ = ["draw_grid", "keep_in_range"]

_LETTER = 0.058  # inches: a letter of a tick
_NARROWEST = 0.8  # inches: a panel
_FAINT = 0.3
_NARROW, _WIDE = 1.3, 3.6  # inches: below, the names of the ends take two lines; above, the label has room between them


def keep_in_range(estimates: pd.DataFrame, limits: tuple[float, float], *, of: str) -> tuple[pd.DataFrame, list[str]]:
    """Cut intervals at the ends of the scale, and say so; raise where an estimate itself lies beyond them."""
    strange = estimates[(estimates["estimate"] < limits[0]) | (estimates["estimate"] > limits[1])]
    if len(strange):
        raise EstimateError(
            f"{of} lies between {limits[0]:g} and {limits[1]:g}".replace("-", "−"),
            found=f"{strange['estimate'].iloc[0]:g} of {', '.join(map(clean, strange['variable'].unique()[:3]))}"
            if "variable" in strange.columns
            else f"{strange['estimate'].iloc[0]:g}",
            do="choose the rows of that kind, or draw others with plot_estimates",
        )
    cut = estimates.assign(low=estimates["low"].clip(*limits), high=estimates["high"].clip(*limits))
    beyond = (estimates["low"] < limits[0]) | (estimates["high"] > limits[1])
    return cut, ["Intervals are cut where the scale ends."] if beyond.any() else []


def draw_grid(
    grid: Grid,
    *,
    title: str,
    label: str,
    said: Sequence[str],
    limits: tuple[float, float],
    ends: tuple[str, str] | None = None,
    faint: Sequence[Hashable] = (),
    side: Callable[[pd.DataFrame], list[str]] | None = None,
) -> Figure:
    """Draw a panel a facet, a row a category and a colour a hue, all on one axis with these limits.

    Parameters
    ----------
    grid
        What goes where.
    said
        Sentences of the caption.
    ends
        What the left and the right end of the axis mean, printed below each panel; an arrow leads or ends them.
    faint
        Labels of the rows of ``grid.rows`` that are drawn faintly.
    side
        From the rows of a panel to a text for each category, printed at its right.
    """
    ticks = [tick.strip() for tick in grid.ticks]
    sides = [] if side is None else [side(rows) for rows in _take_panels(grid)]
    columns, width = _divide_width(ticks, sides, len(grid.panels))
    n_lines = -(-len(grid.panels) // columns)
    size, letters = (7.5, int((width + 0.1) / 0.058)) if width < 1.3 else (8.5, int(width / 0.066))
    names = [wrap(cut(name_value(key), 3 * letters - 8), letters) for key in grid.panels] if grid.facet else []
    above = 0.14 * max((name.count("\n") + 1 for name in names), default=0)
    below = 0.0 if ends is None else 0.24 if width < _NARROW else 0.13
    hidden = f"Not shown: {count(grid.n_hidden, 'further value')} of {clean(grid.x)}." if grid.n_hidden else ""
    with theme():
        from framing.figures.sheet import open_sheet

        sheet, panels = open_sheet(
            height=n_lines * (max(grid.pitch * len(grid.categories), 0.5) + above + below + 0.45) + 0.2,
            rows=n_lines,
            columns=columns,
            title=title,
            caption=" ".join([*said, *([hidden] if hidden else [])]),
            legend=make_legend(grid.hue, grid.hues) if grid.hue else None,
            shared_label=wrap(label, 100),
        )
        for place, (axes, rows) in enumerate(zip(panels, _take_panels(grid), strict=False)):
            _draw_rows(axes, rows, grid, faint=set(faint))
            _set_axes(axes, grid, ticks if place % columns == 0 else [""] * len(ticks), limits=limits, width=width)
            if sides:
                _write_side(axes, sides[place])
            if ends:
                _name_ends(axes, ends, narrow=width < _NARROW)
            if names:
                axes.set_title(names[place], loc="left", size=size)
        for axes in panels[len(grid.panels) :]:
            axes.remove()
        if len(panels) == 1:
            panels[0].set_xlabel(wrap(label, 90), labelpad=14 if ends and width < _WIDE else 4)
        sheet.settle()
    return sheet


def _take_panels(grid: Grid) -> list[pd.DataFrame]:
    """Rows of each panel."""
    return [_take(grid.rows, grid.facet, panel) for panel in grid.panels]


def _take(rows: pd.DataFrame, column: str | None, key: Hashable) -> pd.DataFrame:
    return rows if column is None else rows[[other == key for other in to_keys(rows[column])]]


def _divide_width(ticks: list[str], sides: list[list[str]], n_panels: int) -> tuple[int, float]:
    """How many panels stand side by side, at most five and about alike in every line, and how wide each is."""
    left = _LETTER * max(len(line) for tick in ticks for line in tick.split("\n")) + 0.15
    beside = 0.05 * max((len(text) for texts in sides for text in texts), default=0)
    room = 6.9 - left
    most = min(5, max(1, int(room / (_NARROWEST + beside + 0.1))))
    columns = -(-n_panels // -(-n_panels // most))
    return columns, room / columns - beside - 0.1


def _draw_rows(axes: Axes, rows: pd.DataFrame, grid: Grid, *, faint: set[Hashable]) -> None:
    """Draw every hue, dodged around the places of the categories; say where there is no estimate."""
    step = min(0.22, 0.7 / len(grid.hues))
    styles = style_values([str(value) for value in grid.hues]) if grid.hue else {"": (COLOURS[0], MARKERS[0])}
    place = {key: number for number, key in enumerate(grid.categories)}
    absent: dict[Hashable, list[tuple[float, str]]] = {key: [] for key in grid.categories}
    for number, (hue, style) in enumerate(zip(grid.hues, styles.values(), strict=True)):
        chosen = _take(rows, grid.hue, hue).dropna(subset="estimate")
        shift = (number - (len(grid.hues) - 1) / 2) * step
        keys = to_keys(chosen[grid.x])
        for key in set(absent).difference(keys):
            absent[key].append((place[key] + shift, style[0]))
        at = np.array([place[key] for key in keys], dtype=float) + shift
        pale = np.array([label in faint for label in chosen.index.tolist()], dtype=bool)
        for strength, some in ((1.0, ~pale), (_FAINT, pale)):
            _draw_points(axes, chosen[some], at[some], style=style, alpha=strength)
    for number, cells in enumerate(absent.values()):
        for row, colour in [(number, SOFT_INK)] if len(cells) == len(grid.hues) else cells:
            axes.text(
                0.015, row, "no estimate", transform=axes.get_yaxis_transform(), color=colour, size=5.5, va="center"
            )


def _draw_points(axes: Axes, rows: pd.DataFrame, at: np.ndarray, *, style: tuple[str, str], alpha: float) -> None:
    """Draw intervals as lines, estimates as points, hollow without an interval."""
    colour, marker = style
    estimate, low, high = (rows[name].to_numpy(dtype=float, na_value=np.nan) for name in ("estimate", "low", "high"))
    made = ~np.isnan(low) & ~np.isnan(high)
    axes.hlines(at[made], low[made], high[made], colors=colour, linewidth=1.3, alpha=alpha, zorder=2)
    for some, fill in ((made, colour), (~made, "white")):
        if some.any():  # an empty line that is not clipped would upset the layout
            axes.plot(
                estimate[some], at[some], marker, color=colour, markerfacecolor=fill, markersize=4.2, alpha=alpha,
                clip_on=False, zorder=3,
            )  # fmt: skip


def _set_axes(axes: Axes, grid: Grid, ticks: list[str], *, limits: tuple[float, float], width: float) -> None:
    """Name the categories; bands lead the eye from a name to its points; a line marks 0 within the axis."""
    from matplotlib.ticker import MaxNLocator

    low, high = -0.5, len(grid.categories) - 0.5
    axes.set_ylim(high, low)
    axes.set_yticks(range(len(grid.categories)), ticks)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(*limits)
    axes.xaxis.set_major_locator(MaxNLocator(2 if width < 1.3 else 4 if width < 2.6 else 6))
    axes.xaxis.grid(visible=True)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    for row in range(1, len(grid.categories), 2):
        axes.axhspan(row - 0.5, row + 0.5, color=BAND, linewidth=0, zorder=0)
    axes.axhline(high, color=LINE, linewidth=0.7)
    if limits[0] < 0 < limits[1]:
        axes.axvline(0, color=SOFT_INK, linewidth=0.8, zorder=1)


def _name_ends(axes: Axes, ends: tuple[str, str], *, narrow: bool) -> None:
    """Say below both ends of the axis what they mean, in a narrow panel with the arrow on a line of its own."""
    for end, (text, side) in enumerate(zip(ends, ("left", "right"), strict=True)):
        words = text.split(maxsplit=1) if end == 0 else text.rsplit(maxsplit=1)[::-1]
        axes.annotate(
            "\n".join(words) if narrow else text,
            (end, 0),
            xytext=(0, -18),
            xycoords="axes fraction",
            textcoords="offset points",
            ha=side,
            va="top",
            size=6 if narrow else 7.5,
            linespacing=1.0,
        )


def _write_side(axes: Axes, texts: list[str]) -> None:
    """Write a text at the right of each category."""
    side = axes.twinx()
    side.set_ylim(axes.get_ylim())
    side.set_yticks(range(len(texts)), texts, fontsize=6.5)
    side.tick_params(axis="y", length=0, labelcolor=SOFT_INK)
    side.spines[["top", "right", "left"]].set_visible(False)
