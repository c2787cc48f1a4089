"""Rates and means as points with intervals: by outlet, voice, family or anything else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from framing.figures.cells import check_cells, only_values
from framing.figures.points import draw_points, lay_out
from framing.figures.theme import axis_label
from framing.variables import Variable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["plot_estimates", "plot_rates"]


def plot_rates(
    estimates: pd.DataFrame,
    *,
    x: str,
    hue: str | None = None,
    facet: str | None = None,
    title: str = "",
    order: Sequence[str] | None = None,
    variable: Variable | None = None,
) -> Figure:
    """Draw rates as points with intervals, one panel a kind.

    Unit: hits per 100 words (of that voice, where the estimates have a column ``voice``). The axis begins at 0;
    panels have axes of their own, so positions are compared within a panel.

    Parameters
    ----------
    estimates
        A table of ``estimates`` from ``summarise_rates``.
    x
        Column of the categories. ``n``, the number of articles, stands beside each.
    hue
        Column told apart by colour and shape, at most eight values. Voices and polarities have fixed colours.
    facet
        Column of the panels (``family``).
    title
        Title above the figure.
    order
        Categories of ``x`` from first to last; those not named are not drawn, and the caption says how many.
        Default: the order of a categorical column, of voices, polarities or places, else by name.
    variable
        Variable of the codebook that names the axis.

    Returns
    -------
    matplotlib.figure.Figure
        Shown by a notebook, saved by ``figure.savefig``; it leaves no open window behind. Categories are set
        below one another where they are many or their names long. A hollow point has no interval. An interval
        that goes beyond 2.5 times the panel's highest rate is cut there and ends in an arrow.

    Raises
    ------
    EstimateError
        An empty table, an unknown column, several rows for one point, more than eight colours, a wrong order.

    Notes
    -----
    Two intervals that overlap do not say that the difference is nil: see ``compare_groups``.

    Examples
    --------
    >>> import pandas as pd
    >>> rates = pd.DataFrame({"family": "booster", "outlet": ["Echo", "Post"], "estimate": [0.5, 0.8],
    ...     "low": [0.3, 0.6], "high": [0.8, 1.1], "level": 0.95, "n_units": [40, 52], "unit": "article",
    ...     "cluster": "story", "method": "cluster bootstrap"})
    >>> plot_rates(rates, x="outlet").axes[0].get_xlabel()
    'booster: hits (per 100 words)'
    """
    check_cells(estimates, _groups(x, hue, facet))
    kinds = [] if facet in ("family", "category") else only_values(estimates, ("family", "category"))
    label = ": ".join([*kinds, "hits"]) if kinds else "Hits"
    name = axis_label(variable, label=label, unit="per 100 words", per_voice="voice" in estimates.columns)
    grid = lay_out(estimates, x=x, hue=hue, facet=facet, order=order)
    return draw_points(grid, title=title, label=name, from_zero=True)


def plot_estimates(
    estimates: pd.DataFrame,
    *,
    x: str,
    hue: str | None = None,
    facet: str | None = None,
    title: str = "",
    order: Sequence[str] | None = None,
    variable: Variable | None = None,
) -> Figure:
    """Draw any estimates, such as means of scores, as points with intervals.

    Unit: that of ``variable``; without one the axis carries the name of the estimates' variable and their
    estimand. A line marks 0 where the axis crosses it. All else is as in :func:`plot_rates`.

    Parameters
    ----------
    estimates
        A table of ``estimates`` from ``summarise_scores`` or ``compare_groups``.
    x, hue, facet, title, order, variable
        As in :func:`plot_rates`.

    Returns
    -------
    matplotlib.figure.Figure
        As in :func:`plot_rates`; but an interval is cut where it goes beyond all estimates of its panel by more
        than 2.5 times the median length of the panel's intervals, at either side.

    Raises
    ------
    EstimateError
        As in :func:`plot_rates`.

    Examples
    --------
    >>> import pandas as pd
    >>> means = pd.DataFrame({"variable": "tone", "outlet": ["Echo", "Post"], "estimate": [0.1, -0.2],
    ...     "low": [0.0, -0.3], "high": [0.2, -0.1], "level": 0.95, "n_units": [40, 52], "unit": "article",
    ...     "cluster": "story", "method": "cluster bootstrap", "estimand": "mean of tone over articles"})
    >>> plot_estimates(means, x="outlet").axes[0].get_xlabel()
    'tone (mean of tone over articles)'
    """
    check_cells(estimates, _groups(x, hue, facet))
    names = [] if facet == "variable" else only_values(estimates, ("variable",))
    label = axis_label(
        variable, label=": ".join(names) or "Estimate", unit="; ".join(only_values(estimates, ("estimand",)))
    )
    grid = lay_out(estimates, x=x, hue=hue, facet=facet, order=order)
    return draw_points(grid, title=title, label=label, from_zero=False)


def _groups(x: str, hue: str | None, facet: str | None) -> list[str]:
    return [name for name in (x, hue, facet) if name is not None]
