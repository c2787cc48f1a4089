"""The check-up of a term list as points: how a difference between two groups moves when an entry is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.errors import EstimateError
from framing.figures.cells import describe_intervals, list_values, need_columns
from framing.figures.theme import BAND, COLOURS, INK, LINE, SOFT_INK, clean, count, cut, name_value, theme, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.figures.sheet import Legend

__all__ = ["plot_entries"]

_NEEDED = (
    "reference",
    "estimate",
    "low",
    "high",
    "level",
    "change",
    "clear",
    "carries",
    "n_hits_a",
    "n_hits_b",
    "n_units",
)
_FACTS = ("unit", "cluster", "method")
_STYLES = {
    "with all entries": (INK, "D"),
    "without the entry": (COLOURS[0], "o"),
    "without it no longer clear": (COLOURS[1], "s"),
    "clear only without it": (COLOURS[2], "^"),
}
_ALL, _LEFT, _CARRIES, _HIDES = _STYLES


def plot_entries(entries: pd.DataFrame, *, n: int = 12, title: str = "") -> Figure:
    """Draw a difference of two rates with all entries of a term list, and without each of those that move it most.

    Unit: hits per 100 words, above 0 where the first group has more. A dashed line marks the difference with all
    entries, a solid one 0. A panel a kind; panels have axes of their own.

    Parameters
    ----------
    entries
        A table of ``compare_entries``, or the rows of some kinds of it.
    n
        Entries a panel: those with the largest ``|change|``.
    title
        Title above the figure.

    Returns
    -------
    matplotlib.figure.Figure
        As in ``plot_rates``. At the right of each entry stand its hits in both groups. Colour and shape tell an entry
        that carries the difference (without it the interval holds 0, or the sign turns), and one that hides it (only
        without it the interval leaves 0 out). A hollow point has no interval.

    Raises
    ------
    EstimateError
        An empty table, a missing column, ``n`` below 1, several pairs of groups, a kind without a row of all entries.

    Notes
    -----
    Neighbouring intervals rest on nearly the same hits: whether they overlap says nothing.

    Examples
    --------
    >>> import pandas as pd
    >>> entries = pd.DataFrame({"family": "doubt", "entry": [None, "may", "perhaps"], "outlet": "Post",
    ...     "reference": "Echo", "estimate": [0.5, -0.1, 0.6], "low": [0.2, -0.4, 0.3], "high": [0.8, 0.2, 0.9],
    ...     "change": [0.0, -0.6, 0.1], "carries": [False, True, False],
    ...     "clear": [True, False, True], "n_hits_a": [9, 8, 1], "n_hits_b": [5, 1, 4],
    ...     "level": 0.95, "n_units": 40, "unit": "article", "cluster": "story", "method": "cluster bootstrap"})
    >>> figure = plot_entries(entries)
    >>> [label.get_text() for label in figure.axes[0].get_yticklabels()]
    ['all entries', 'may', 'perhaps']
    """
    need_columns(entries, (*_NEEDED, *_FACTS))
    if n < 1:
        raise EstimateError("n= must be at least 1", found=repr(n), do="n=12")
    first, second = _name_groups(entries)
    panels = _choose_rows(entries, n)
    columns = 1 if len(panels) == 1 else 2
    n_lines, most = -(-len(panels) // columns), max(map(len, panels))
    with theme():
        from framing.figures.sheet import open_sheet

        sheet, drawn = open_sheet(
            height=n_lines * (0.155 * most + 0.62) + 0.2,
            rows=n_lines,
            columns=columns,
            title=title,
            caption=_describe(entries, panels, (first, second)),
            legend=_make_legend(panels),
            shared_label=f"Rate of {cut(first, 45)} minus rate of {cut(second, 45)} (hits per 100 words)",
        )
        for axes, rows in zip(drawn, panels, strict=False):
            _draw_panel(axes, rows, most=most, n_ticks=6 if columns == 1 else 4)
            axes.set_title(_name_panel(rows, 76 // columns), loc="left", size=8.5)
        if columns == 1:
            drawn[0].set_xlabel(wrap(f"Rate of {first} minus rate of {second} (hits per 100 words)", 90))
        for axes in drawn[len(panels) :]:
            axes.remove()
        sheet.settle()
    return sheet


def _name_groups(entries: pd.DataFrame) -> tuple[str, str]:
    """Name the two groups that are compared; raise where there are several pairs."""
    columns = [str(name) for name in entries.columns]
    group = columns[columns.index("reference") - 1]
    pairs = entries[[group, "reference"]].drop_duplicates()
    if len(pairs) > 1:
        do = f"choose one: entries[entries[{group!r}] == {pairs[group].iloc[0]!r}]"
        raise EstimateError("a figure shows one difference", found=f"{len(pairs)} pairs of groups", do=do)
    return name_value(pairs[group].iloc[0]), name_value(pairs["reference"].iloc[0])


def _choose_rows(entries: pd.DataFrame, n: int) -> list[pd.DataFrame]:
    """For each kind the row of all entries, then the n entries with hits that move the difference most."""
    kind, entry = entries.columns[:2]
    panels = []
    for value in list_values(entries[kind]):
        rows = entries[entries[kind] == value]
        whole, parts = rows[rows[entry].isna()], rows[rows[entry].notna() & (rows["n_hits_a"] + rows["n_hits_b"] > 0)]
        if len(whole) != 1 or parts[entry].duplicated().any():
            do = "pass the rows of whole kinds, from one call of compare_entries"
            found = f"{count(len(whole), 'such row')} for {kind} {clean(value)!r}, {count(len(parts), 'entry row')}"
            raise EstimateError("a kind needs one row with all entries, and one an entry", found=found, do=do)
        parts = parts.assign(size=parts["change"].abs()).sort_values(["size", entry], ascending=[False, True]).head(n)
        panels.append(pd.concat([whole, parts.drop(columns="size")]))
    return panels


def _style_rows(rows: pd.DataFrame) -> list[str]:
    """Say in which of the styles each row is drawn."""
    carries, clear = (rows[name].to_numpy(dtype=bool) for name in ("carries", "clear"))
    return [_ALL, *np.select([carries, clear & ~clear[0]], [_CARRIES, _HIDES], _LEFT).tolist()[1:]]


def _make_legend(panels: list[pd.DataFrame]) -> Legend:
    from matplotlib.lines import Line2D

    from framing.figures.sheet import Legend

    used = {style for rows in panels for style in _style_rows(rows)}
    handles = [
        Line2D([], [], color=colour, marker=marker, markersize=4.5, linewidth=1.3, label=style)
        for style, (colour, marker) in _STYLES.items()
        if style in used
    ]
    return Legend(title="Difference", handles=list(handles))


def _draw_panel(axes: Axes, rows: pd.DataFrame, *, most: int, n_ticks: int) -> None:
    """Draw the points and intervals of one kind below one another; hits at the right."""
    from matplotlib.ticker import MaxNLocator

    estimate, low, high = (rows[name].to_numpy(dtype=float, na_value=np.nan) for name in ("estimate", "low", "high"))
    made = ~np.isnan(low) & ~np.isnan(high)
    for place, style in enumerate(_style_rows(rows)):
        colour, marker = _STYLES[style]
        if made[place]:
            axes.hlines(place, low[place], high[place], colors=colour, linewidth=1.3, zorder=2)
        fill = colour if made[place] else "white"
        axes.plot(estimate[place], place, marker, color=colour, markerfacecolor=fill, markersize=4.2, zorder=3)
    axes.axvline(estimate[0], color=INK, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
    axes.axvline(0, color=SOFT_INK, linewidth=0.8, zorder=1)
    names = ["all entries", *(cut(clean(name), 24) for name in rows.iloc[1:, 1].tolist())]
    axes.set_yticks(range(len(rows)), names)
    axes.set_ylim(most - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(n_ticks))
    axes.xaxis.grid(visible=True)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    for row in range(1, len(rows), 2):
        axes.axhspan(row - 0.5, row + 0.5, color=BAND, linewidth=0, zorder=0)
    axes.axhline(0.5, color=LINE, linewidth=0.7)
    side = axes.twinx()
    side.set_ylim(axes.get_ylim())
    hits = zip(rows["n_hits_a"].tolist(), rows["n_hits_b"].tolist(), strict=True)
    side.set_yticks(range(len(rows)), [f"{a:,} : {b:,}" for a, b in hits])
    side.tick_params(axis="y", length=0, labelcolor=SOFT_INK)
    side.spines[["top", "right", "left"]].set_visible(False)


def _name_panel(rows: pd.DataFrame, width: int) -> str:
    """Name the kind, in one line, and say on how many units its difference rests."""
    number = f" (n = {int(rows['n_units'].iloc[0]):,})"
    return cut(name_value(rows.iloc[0, 0]), width - len(number)) + number


def _describe(entries: pd.DataFrame, panels: list[pd.DataFrame], groups: tuple[str, str]) -> str:
    """Say below the figure what is drawn, how many entries are not, and how the intervals were made."""
    shown = sum(map(len, panels)) - len(panels)
    there = entries.iloc[:, 1].notna() & (entries["n_hits_a"] + entries["n_hits_b"] > 0)
    said = [
        *describe_intervals(pd.concat(panels), marks="Points are differences, lines"),
        f"At the right: hits in {cut(groups[0], 40)} : {cut(groups[1], 40)}. Dashed: with all entries.",
        f"Shown are the entries that move the difference most: {shown:,} of {int(there.sum()):,} with hits.",
    ]
    if len(panels) > 1:
        said.append("Each panel has its own axis.")
    return " ".join(said)
