"""Rates or means over time: a line with its interval, broken where a period has no articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.errors import EstimateError
from framing.figures.cells import check_cells, describe_intervals, list_values, only_values, to_keys
from framing.figures.dates import choose_dates
from framing.figures.points import REACH, make_legend
from framing.figures.theme import COLOURS, MARKERS, axis_label, clean, count, style_values, theme, wrap
from framing.variables import Variable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["plot_timeline"]


def plot_timeline(
    estimates: pd.DataFrame,
    *,
    x: str,
    hue: str | None = None,
    undated: int = 0,
    title: str = "",
    variable: Variable | None = None,
) -> Figure:
    """Draw estimates over time as a line with its interval; periods without articles are gaps, never 0.

    Unit: hits per 100 words (of that voice) for rates; else that of ``variable``.

    Parameters
    ----------
    estimates
        A table of ``estimates`` made with ``by=["week"]`` and perhaps one more column.
    x
        Column of dates: the first day of each period.
    hue
        Column told apart by colour and shape, at most eight values.
    undated
        Number of articles without a date; said in the caption.
    title
        Title above the figure.
    variable
        Variable of the codebook that names the axis.

    Returns
    -------
    matplotlib.figure.Figure
        The area of a point grows with its number of articles. The line breaks where a period in between is
        not there; the length of a period is the shortest distance between two dates of the table.

    Raises
    ------
    EstimateError
        As in :func:`plot_rates`; also where ``x`` holds no dates.

    Notes
    -----
    Neighbouring intervals are not independent where one story runs over several periods.

    Examples
    --------
    >>> import pandas as pd
    >>> rates = pd.DataFrame({"week": pd.to_datetime(["2024-01-01", "2024-01-08"]), "variable": "rate",
    ...     "estimate": [0.5, 0.8], "low": [0.3, 0.6], "high": [0.8, 1.1], "level": 0.95, "n_units": [40, 52],
    ...     "unit": "article", "cluster": "story", "method": "cluster bootstrap"})
    >>> plot_timeline(rates, x="week").axes[0].get_ylabel()
    'Hits (per 100 words)'
    """
    check_cells(estimates, [x] if hue is None else [x, hue])
    dated = _take_dated(estimates, x)
    hues = list_values(dated[hue]) if hue else [None]
    rates = "variable" in dated.columns and set(dated["variable"].tolist()) == {"rate"}
    label = _name_values(dated, variable, rates=rates)
    said = describe_intervals(dated, marks="Points are estimates, bands")
    low, high = int(dated["n_units"].min()), int(dated["n_units"].max())
    said.append(f"Area of a point: n, from {low:,} to {high:,}. A gap: no articles in that {clean(x)}.")
    if rates and (dated["high"] > _ceiling(dated)).any():
        said.append("Bands that reach beyond the axis are cut.")
    if undated:
        said.append(f"Not shown: {count(undated, 'undated article')}.")
    elif len(dated) < len(estimates):
        said.append("Not shown: undated articles.")
    with theme():
        from framing.figures.sheet import open_sheet

        legend = make_legend(hue, hues) if hue else None
        sheet, (axes,) = open_sheet(height=2.9, title=title, caption=" ".join(said), legend=legend)
        styles = style_values([str(value) for value in hues]) if hue else {"None": (COLOURS[0], MARKERS[0])}
        for value, style in zip(hues, styles.values(), strict=True):
            rows = dated[[key == value for key in to_keys(dated[hue])]] if hue else dated
            _draw_series(axes, rows.sort_values(x), x=x, step=_step(dated[x]), style=style, most=high)
        _set_axes(axes, dated, x=x, label=label, from_zero=rates)
        sheet.settle()
    return sheet


def _take_dated(estimates: pd.DataFrame, x: str) -> pd.DataFrame:
    """Rows with a date, or an error that says how to make dates."""
    if not pd.api.types.is_datetime64_any_dtype(estimates[x]):
        raise EstimateError(
            f"a timeline needs dates in {x!r}",
            found=f"dtype {estimates[x].dtype}",
            do="make it the first day of each period: articles.assign(week=assign_period(articles))",
        )
    dated = estimates[estimates[x].notna()]
    if not len(dated):
        raise EstimateError(
            "there is nothing to draw",
            found=f"{count(len(estimates), 'row')}, none with a date",
            do=f"look at the column {x!r}",
        )
    return dated


def _name_values(estimates: pd.DataFrame, variable: Variable | None, *, rates: bool) -> str:
    """Label of the value axis."""
    if rates or variable is not None:
        kinds = only_values(estimates, ("family", "category"))
        label = ": ".join([*kinds, "hits"]) if kinds else "Hits"
        return axis_label(variable, label=label, unit="per 100 words", per_voice="voice" in estimates.columns)
    names = sorted({clean(name) for name in estimates["variable"].tolist()}) if "variable" in estimates.columns else []
    return ", ".join(names) or "Estimate"


def _ceiling(rates: pd.DataFrame) -> float:
    """Where the axis of rates ends: at the highest interval, but not far beyond the highest rate."""
    highest = float(rates["estimate"].max())
    top = float(np.nanmax([highest, rates["high"].max()]))
    return 1.05 * min(top, REACH * highest) if highest > 0 else 1.0


def _step(dates: pd.Series) -> np.timedelta64:
    """Length of a period: the shortest distance between two dates of the table."""
    apart = np.diff(np.unique(dates.to_numpy()))
    return apart.min() if len(apart) else np.timedelta64(7, "D")


def _draw_series(
    axes: Axes, rows: pd.DataFrame, *, x: str, step: np.timedelta64, style: tuple[str, str], most: int
) -> None:
    """Draw one series: runs of neighbouring periods as line and band, a lone period as a point with a bar."""
    colour, marker = style
    dates = rows[x].to_numpy()
    estimate, low, high = (rows[name].to_numpy(dtype=float, na_value=np.nan) for name in ("estimate", "low", "high"))
    made = ~np.isnan(low) & ~np.isnan(high)
    there = ~np.isnan(estimate)
    breaks = np.flatnonzero((np.diff(dates) > step * 1.5) | ~there[1:] | ~there[:-1]) + 1
    for run in np.split(np.arange(len(rows)), breaks):
        axes.plot(dates[run], estimate[run], color=colour, linewidth=1.2, zorder=3)
        for part in np.split(run, np.flatnonzero(np.diff(made[run].astype(int))) + 1):
            if len(part) > 1:
                axes.fill_between(dates[part], low[part], high[part], color=colour, alpha=0.16, linewidth=0)
            elif len(part) and made[part[0]]:
                axes.vlines(dates[part], low[part], high[part], colors=colour, linewidth=3, alpha=0.25)
    area = 6 + 34 * rows["n_units"].to_numpy(dtype=float) / max(most, 1)
    for chosen, fill in ((there & made, colour), (there & ~made, "white")):
        if not chosen.any():  # an empty scatter that is not clipped would upset the layout
            continue
        axes.scatter(
            dates[chosen],
            estimate[chosen],
            s=area[chosen],
            marker=marker,
            facecolors=fill,
            edgecolors=colour,
            linewidths=0.8,
            clip_on=False,
            zorder=4,
        )


def _set_axes(axes: Axes, dated: pd.DataFrame, *, x: str, label: str, from_zero: bool) -> None:
    """Dates below, unit at the left; rates begin at 0, and one wild interval does not flatten the rest."""
    from matplotlib.dates import date2num

    ticks, names = choose_dates(dated[x], period=pd.Timedelta(_step(dated[x])))
    axes.set_xticks([date2num(day) for day in ticks], names)  # type: ignore[no-untyped-call]
    axes.set_ylabel(wrap(label, 46))
    axes.set_xlabel(clean(x))
    axes.grid(visible=True, axis="y")
    axes.spines[["top", "right"]].set_visible(False)
    if from_zero:
        axes.set_ylim(0, _ceiling(dated))
