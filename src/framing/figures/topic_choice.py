"""The panel behind the number of topics: what speaks for each candidate, criterion by criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import EstimateError
from framing.figures.cells import need_columns
from framing.figures.theme import COLOURS, SOFT_INK, theme
from framing.measures.topics.choosing import STABLE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.figures.sheet import Legend

__all__ = ["plot_topic_choice"]


class _Criterion(NamedTuple):
    """A column of the panel: its name, its unit, whether more is better, the axis it is drawn on."""

    column: str
    name: str
    unit: str
    more: bool = True
    limits: tuple[float, float] | None = None


_CRITERIA = (
    _Criterion("stability", "Stability", "overlap of top words, 0–1", limits=(0, 1)),
    _Criterion("npmi", "Coherence", "NPMI of top words, −1 to 1"),
    _Criterion("exclusivity", "Exclusivity", "share of weight, 0–1", limits=(0, 1)),
    _Criterion("diversity", "Diversity", "different top words, 0–1", limits=(0, 1)),
    _Criterion("error", "Held-out error", "on texts left out", more=False),
)
_GAP = 0.1  # of the axis: ticks that are nearer would run into one another


def plot_topic_choice(panel: pd.DataFrame, *, recommended: int | None = None, title: str = "") -> Figure:
    """Draw what speaks for each number of topics: stability, coherence, exclusivity, diversity, held-out error.

    A panel a criterion, over the numbers of topics on a logarithmic axis. Unit and range stand on each axis, with the
    direction that is better. Stability has its interval, and a dashed line at .6.

    Parameters
    ----------
    panel
        ``TopicChoice.panel``: index ``n_topics``; ``stability``, ``stability_low``, ``stability_high``, ``npmi``,
        ``exclusivity``, ``diversity``, ``error``. A criterion that is nowhere known is not drawn.
    recommended
        ``TopicChoice.recommended``; None says above the panels that no number is recommended.
    title
        Title above the figure.

    Returns
    -------
    matplotlib.figure.Figure
        Three panels a row. The recommended number has a line and a square in each.

    Raises
    ------
    EstimateError
        An empty table, a missing column, an index that is not made of different whole numbers, a recommendation that is
        not among the candidates.

    Notes
    -----
    No criterion chooses alone. Stable topics can be useless, and the error favours models that nobody can read.

    Examples
    --------
    >>> import pandas as pd
    >>> panel = pd.DataFrame({"stability": [0.9, 0.5], "stability_low": [0.8, 0.4], "stability_high": [1.0, 0.6],
    ...     "npmi": [0.2, 0.3], "exclusivity": [0.8, 0.7], "diversity": [1.0, 0.9], "error": [0.8, 0.7]}, index=[5, 10])
    >>> [axes.get_title(loc="left") for axes in plot_topic_choice(panel, recommended=5).axes]
    ['Stability', 'Coherence', 'Exclusivity', 'Diversity', 'Held-out error']
    """
    need_columns(panel, (*(criterion.column for criterion in _CRITERIA), "stability_low", "stability_high"))
    _check_numbers(panel, recommended)
    rows = panel.sort_index()
    drawn = [criterion for criterion in _CRITERIA if rows[criterion.column].notna().any()]
    columns = 2 if len(drawn) in (2, 4) else min(len(drawn), 3)
    n_lines = -(-len(drawn) // max(columns, 1))
    if not drawn:
        do = "look at TopicChoice.warnings: why was no candidate fitted?"
        raise EstimateError("there is nothing to draw", found="a panel without a value", do=do)
    with theme():
        from framing.figures.sheet import open_sheet

        sheet, panels = open_sheet(
            height=1.75 * n_lines + 0.1,
            rows=n_lines,
            columns=columns,
            title=title,
            caption=_describe(rows, drawn),
            legend=_make_legend(recommended, stability=drawn[0].column == "stability"),
            shared_label="Number of topics (K), logarithmic axis",
        )
        for axes, criterion in zip(panels, drawn, strict=False):
            _draw_criterion(axes, rows, criterion, recommended)
            _set_axes(axes, rows, criterion, recommended)
        for axes in panels[len(drawn) :]:
            axes.remove()
        if len(drawn) == 1:
            panels[0].set_xlabel("Number of topics (K), logarithmic axis")
        sheet.settle()
    return sheet


def _check_numbers(panel: pd.DataFrame, recommended: int | None) -> None:
    """Raise unless the index holds the candidates, each once, and the recommendation is one of them."""
    numbers = panel.index
    whole = pd.api.types.is_integer_dtype(numbers) and numbers.is_unique and bool((numbers > 0).all())
    if not whole:
        found = ", ".join(map(repr, numbers.tolist()[:6]))
        do = "pass TopicChoice.panel, whose index is n_topics"
        raise EstimateError("the index must be the numbers of topics, each once", found=found, do=do)
    if recommended is not None and recommended not in numbers:
        do = f"take one of {', '.join(map(str, sorted(numbers.tolist())))}, or None"
        raise EstimateError("recommended= is not among the candidates", found=repr(recommended), do=do)


def _make_legend(recommended: int | None, *, stability: bool) -> Legend:
    """Say which number is recommended, or that none is."""
    from matplotlib.lines import Line2D

    from framing.figures.sheet import Legend

    if recommended is None:
        said = "none is recommended"
        handles = [Line2D([], [], color=COLOURS[1], marker="x", markersize=5, linestyle="none", label=said)]
    else:
        said = f"{recommended:,} is recommended"
        handles = [Line2D([], [], color=COLOURS[1], marker="s", markersize=5, linewidth=1.1, label=said)]
    if stability:
        said = f"stability of {STABLE:g}: the whole interval must lie there or above"
        handles.append(Line2D([], [], color=SOFT_INK, linewidth=0.9, linestyle=(0, (4, 3)), label=said))
    return Legend(title="number of topics", handles=list(handles))


def _draw_criterion(axes: Axes, rows: pd.DataFrame, criterion: _Criterion, recommended: int | None) -> None:
    """Draw a point a candidate, joined by a line; stability with intervals and its threshold."""
    at, value = np.log2(rows.index.to_numpy(dtype=float)), rows[criterion.column].to_numpy(dtype=float)
    axes.plot(at, value, "-", color=COLOURS[0], linewidth=0.7, alpha=0.6, zorder=2)
    if criterion.column == "stability":
        low, high = (rows[f"stability_{end}"].to_numpy(dtype=float) for end in ("low", "high"))
        axes.vlines(at, low, high, colors=COLOURS[0], linewidth=1.3, zorder=2)
        axes.axhline(STABLE, color=SOFT_INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    chosen = rows.index.to_numpy() == recommended
    if not chosen.all():  # an empty line that is not clipped would upset the layout
        axes.plot(at[~chosen], value[~chosen], "o", color=COLOURS[0], markersize=3.8, clip_on=False, zorder=3)
    if chosen.any():
        axes.axvline(at[chosen][0], color=COLOURS[1], linewidth=1.1, alpha=0.5, zorder=1)
        axes.plot(at[chosen], value[chosen], "s", color=COLOURS[1], markersize=5, clip_on=False, zorder=4)


def _set_axes(axes: Axes, rows: pd.DataFrame, criterion: _Criterion, recommended: int | None) -> None:
    """Name the candidates and the unit, and say which way is better."""
    from matplotlib.ticker import MaxNLocator

    numbers = rows.index.tolist()
    at = np.log2(numbers)
    room = 0.04 * float(at[-1] - at[0]) or 0.5
    axes.set_xlim(at[0] - room, at[-1] + room)
    ticks = _choose_ticks(numbers, recommended)
    axes.set_xticks(np.log2(ticks), [str(number) for number in ticks])
    axes.set_title(criterion.name, loc="left")
    better = "higher is better →" if criterion.more else "← lower is better"  # rotated, → points up
    axes.set_ylabel(f"{better}\n{criterion.unit}", fontsize=7, linespacing=1.3)
    if criterion.limits:
        axes.set_ylim(*criterion.limits)
    elif criterion.more:
        axes.set_ylim(min(0.0, 1.08 * float(rows[criterion.column].min())), None)
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.grid(visible=True)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def _choose_ticks(numbers: list[int], recommended: int | None) -> list[int]:
    """The candidates that are named: the recommended one, both ends, and what fits between."""
    at = {number: float(np.log2(number)) for number in numbers}
    gap = _GAP * (at[numbers[-1]] - at[numbers[0]])
    wanted = [number for number in (recommended, numbers[0], numbers[-1]) if number is not None]
    kept: list[int] = []
    for number in [*wanted, *numbers]:
        if all(abs(at[number] - at[other]) > gap for other in kept) or not kept:
            kept.append(number)
    return sorted(kept)


def _describe(rows: pd.DataFrame, drawn: list[_Criterion]) -> str:
    """Say below the figure what lines and gaps are."""
    said = []
    if drawn[0].column == "stability":
        said.append("Lines at the points of stability: 95 % intervals of the mean over draws of articles.")
        without = int((rows["stability"].notna() & rows["stability_low"].isna()).sum())
        said += [f"Without an interval: {without} of {len(rows)}."] if without else []
    absent = [criterion.name.lower() for criterion in _CRITERIA if criterion not in drawn]
    gaps = int(rows[[criterion.column for criterion in drawn]].isna().any(axis=1).sum())
    said += [f"Not known: {', '.join(absent)}."] if absent else []
    said += [f"Numbers of topics without all values: {gaps} of {len(rows)}."] if gaps else []
    if any(criterion.limits is None and not criterion.more for criterion in drawn):
        said.append("The axis of the error does not begin at 0; the error never decides.")
    return " ".join([*said, "Read the topics before a number is used: stable topics can be useless."])
