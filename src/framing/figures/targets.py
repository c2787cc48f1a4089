"""Tone toward actors: for each target how far outlets, and the voices in them, speak against it or in its favour."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.errors import EstimateError
from framing.figures.cells import check_cells, describe_intervals, need_columns, only_values, to_keys
from framing.figures.grids import draw_grid, keep_in_range
from framing.figures.points import Grid, lay_out
from framing.figures.theme import clean, count, name_value

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["plot_targets"]

_LABEL = "tone toward the target (−1 to 1)"
_ENDS = ("← against", "in favour →")
_BETWEEN = " · "


def plot_targets(
    estimates: pd.DataFrame,
    *,
    rows: str | None = None,
    most: int | None = None,
    least: int = 10,
    order: Sequence[str] | None = None,
    title: str = "",
) -> Figure:
    """Draw the tone toward each target, by outlet and by the voice that holds it.

    Unit: mean tone of the mentions, −1 (against) to 1 (in favour); a line marks 0. All panels have one axis, as far to
    the left as to the right. At the right of each row stand the numbers of mentions, voice by voice.

    Parameters
    ----------
    estimates
        Table of ``estimates``: ``target``, ``outlet`` or ``voice`` or both or neither, ``estimate``, ``low``,
        ``high``, ``n_units``, and ``n_mentions`` where units are articles.
    rows
        Column below one another: "outlet", with a panel a target, which is the default where there are several
        outlets; or "target", with a panel an outlet.
    most
        Targets drawn: those with most mentions; default 12, or 6 where each has a panel.
    least
        Points that rest on fewer mentions are drawn faintly, and the caption says how many.
    order
        Values of ``rows`` from first to last; default by name, of targets by their mentions.
    title
        Title above the figure.

    Returns
    -------
    matplotlib.figure.Figure
        As in ``plot_frames``.

    Raises
    ------
    EstimateError
        As in ``plot_rates``; ``rows`` that is neither, ``most`` or ``least`` below 1, an estimate outside −1 to 1.

    Notes
    -----
    Tone toward an actor is not slant: news about a defeat is bad news in every outlet. Compare outlets on one target
    and, if they can be had, on the same stories; what a source says is not what the outlet says.

    Examples
    --------
    >>> import pandas as pd
    >>> tone = pd.DataFrame({"target": ["Mayor", "Union"], "outlet": "Echo", "variable": "tone",
    ...     "estimate": [-0.3, 0.1], "low": [-0.5, -0.2], "high": [-0.1, 0.4], "level": 0.95, "n_units": [40, 4],
    ...     "unit": "mention", "cluster": "story", "method": "cluster bootstrap"})
    >>> [label.get_text() for label in plot_targets(tone).axes[0].get_yticklabels()]
    ['Mayor', 'Union']
    """
    need_columns(estimates, ("target",))
    if (most is not None and most < 1) or least < 1:
        do = "most=6, least=10"
        raise EstimateError("most= and least= must be at least 1", found=f"most={most!r}, least={least!r}", do=do)
    places = [name for name in ("target", "outlet", "voice") if name in estimates.columns]
    check_cells(estimates, places)
    estimates, said_of_ends = keep_in_range(estimates, (-1, 1), of="tone")
    x, facet = _choose_rows(estimates, rows)
    table = _rank_targets(estimates, most or (6 if facet == "target" else 12)).reset_index(drop=True)
    grid = lay_out(table, x=x, hue="voice" if "voice" in places else None, facet=facet, order=order)
    grid = replace(grid, numbers=[""] * len(grid.names))
    few = grid.rows["n_mentions"] < least
    faint = [label for label, pale in zip(grid.rows.index.tolist(), few.tolist(), strict=True) if pale]
    n_hidden = len(set(to_keys(estimates["target"]))) - len(set(to_keys(table["target"])))
    ends = grid.rows[["estimate", "low", "high"]].to_numpy(dtype=float, na_value=np.nan)
    reach = max(0.2, math.ceil(10 * np.abs(ends[~np.isnan(ends)]).max(initial=0) - 1e-9) / 10)
    return draw_grid(
        grid,
        title=title,
        label=_LABEL,
        said=[*_describe(grid, estimates, least=least, n_hidden=n_hidden), *said_of_ends],
        limits=(-reach, reach),
        ends=_ENDS,
        faint=faint,
        side=lambda panel: _count_mentions(panel, grid),
    )


def _choose_rows(estimates: pd.DataFrame, rows: str | None) -> tuple[str, str | None]:
    """Columns of the rows and of the panels."""
    outlets = set(to_keys(estimates["outlet"])) if "outlet" in estimates.columns else set()
    rows = rows or ("outlet" if len(outlets) > 1 else "target")
    if rows not in ("target", "outlet") or (rows == "outlet" and not outlets):
        do = 'rows="target", or rows="outlet" where the table has outlets'
        raise EstimateError("rows= must be a column of targets or of outlets", found=repr(rows), do=do)
    other = "target" if rows == "outlet" else "outlet"
    several = rows == "outlet" or len(outlets) > 1
    return rows, other if several else None


def _rank_targets(estimates: pd.DataFrame, most: int) -> pd.DataFrame:
    """The targets with most mentions, in that order; with the number of mentions of each row."""
    mentions = estimates["n_mentions" if "n_mentions" in estimates.columns else "n_units"]
    table = estimates.assign(n_mentions=mentions, target=[clean(key) for key in to_keys(estimates["target"])])
    totals = table.groupby("target")["n_mentions"].sum().to_dict()
    names = sorted(totals, key=lambda name: (-totals[name], str(name).casefold(), str(name)))[:most]
    kept = table[table["target"].isin(names)]
    return kept.assign(target=pd.Categorical(kept["target"], names))


def _count_mentions(panel: pd.DataFrame, grid: Grid) -> list[str]:
    """Numbers of mentions of each category, hue by hue, – where there is no row."""
    hues: list[Hashable] = to_keys(panel[grid.hue]) if grid.hue else [None] * len(panel)
    keys = zip(to_keys(panel[grid.x]), hues, strict=True)
    numbers = dict(zip(keys, panel["n_mentions"].tolist(), strict=True))
    return [
        _BETWEEN.join(f"{int(numbers[key, hue]):,}" if (key, hue) in numbers else "–" for hue in grid.hues)
        for key in grid.categories
    ]


def _describe(grid: Grid, estimates: pd.DataFrame, *, least: int, n_hidden: int) -> list[str]:
    """Say below the figure what the numbers at the side count, what is faint and what is not drawn."""
    unit = (only_values(estimates, ("unit",)) or ["unit"])[0]
    units = "mention" if "n_mentions" in estimates.columns or unit == "sentence" else unit  # a row is a mention
    said = [text for text in describe_intervals(grid.rows, marks="Points are estimates, lines") if text[:3] != "n: "]
    voices = _BETWEEN.join(name_value(hue) for hue in grid.hues) if grid.hue else ""
    said.append(f"At the right: {units}s{f' ({voices})' if voices else ''}; – where there are none.")
    drawn = grid.rows[grid.rows["estimate"].notna()]
    if few := int((drawn["n_mentions"] < least).sum()):
        said.append(f"Faint: fewer than {count(least, units)} ({few} of {len(drawn)} points).")
    if len(grid.panels) > 1:
        said.append("All panels have one axis.")
    if n_hidden:
        said.append(f"Not shown: {count(n_hidden, 'further target')} with fewer {units}s.")
    return said
