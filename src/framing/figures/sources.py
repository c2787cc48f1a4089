"""Sources in figures: shares of who is quoted, and a difference of rates in its components."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from framing.errors import EstimateError
from framing.figures.cells import check_cells, list_values, need_columns, only_values, to_keys
from framing.figures.points import draw_points, lay_out
from framing.figures.theme import axis_label, clean, name_value

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["plot_decomposition", "plot_shares"]

_OF = {"count": "quotations", "words": "words of quotations"}
_COMPONENTS = {
    "difference": "difference",
    "composition": "composition: whom they quote",
    "rate": "rate: how each voice writes",
}
_SPEAKING = {"voice", "speaker", "speaker_type"}
_UNKNOWN = "not known"


def plot_shares(
    shares: pd.DataFrame,
    *,
    x: str = "outlet",
    hue: str | None = None,
    facet: str | None = None,
    title: str = "",
    order: Sequence[str] | None = None,
) -> Figure:
    """Draw the shares of who is quoted as points with intervals, by count, by words or both.

    Unit: share, 0 to 1, of the group's quotations or of their words. The axis begins at 0; panels have axes of their
    own, so positions are compared within a panel.

    Parameters
    ----------
    shares
        A table of ``estimates`` from ``summarise_shares``.
    x
        Column of the categories. ``n``, the number of articles with a quotation, stands beside each.
    hue
        Column told apart by colour and shape; default ``measure`` where the table has shares by count and by words.
    facet
        Column of the panels; default the column that was shared out, the first of the table, where it has several
        values and is not ``x`` or ``hue``. The value "not known" comes last.
    title, order
        As in ``plot_rates``.

    Returns
    -------
    matplotlib.figure.Figure
        As in ``plot_rates``.

    Raises
    ------
    EstimateError
        As in ``plot_rates``.

    Examples
    --------
    >>> import pandas as pd
    >>> shares = pd.DataFrame({"speaker_type": "expert", "outlet": ["Echo", "Post"], "measure": "words",
    ...     "variable": "share", "estimate": [0.2, 0.3], "low": [0.1, 0.2], "high": [0.4, 0.5], "level": 0.95,
    ...     "n_units": [40, 52], "unit": "article", "cluster": "story", "method": "cluster bootstrap"})
    >>> plot_shares(shares).axes[0].get_xlabel()
    'speaker_type expert: share of the words of quotations (0 to 1)'
    """
    need_columns(shares, ("measure",))
    of = str(shares.columns[0])
    if hue is None and _varies(shares["measure"]) and "measure" not in (x, facet):
        hue = "measure"
    if facet is None and of not in (x, hue) and _varies(shares[of]):
        facet = of
    groups = [name for name in (x, hue, facet) if name is not None]
    shares = _put_last(shares, _UNKNOWN, [of]) if of in groups else shares
    check_cells(shares, groups)
    measures = [_OF.get(name, name) for name in sorted(set(shares["measure"].tolist()))]
    said = [] if of in groups else [f"{of} {name}: " for name in only_values(shares, (of,))]
    share = "share" if said else "Share"
    label = axis_label(None, label=f"{''.join(said)}{share} of the {' or '.join(measures)}", unit="0 to 1")
    shares = shares.assign(measure=shares["measure"].map(lambda name: f"by {_OF.get(name, name)}"))
    grid = lay_out(shares, x=x, hue=hue, facet=facet, order=order)
    return draw_points(grid, title=title, label=label, from_zero=True)


def plot_decomposition(
    decomposition: pd.DataFrame, *, facet: str | None = None, title: str = "", order: Sequence[str] | None = None
) -> Figure:
    """Draw a difference of two rates and its components, in all and for each voice or source.

    Unit: hits per 100 words, above 0 where the first group has more. A line marks 0. Composition and rate add up to the
    difference, in each row of the figure and, over the rows, to "all".

    Parameters
    ----------
    decomposition
        A table of ``estimates`` from ``decompose_rates``.
    facet
        Column of the panels; default the kind of hits where there are several.
    title
        Title above the figure.
    order
        Values of the mix from first to last, several columns joined by ", "; default "all", then as in
        ``plot_rates``. Those not named are not drawn, and the caption says how many.

    Returns
    -------
    matplotlib.figure.Figure
        As in ``plot_estimates``.

    Raises
    ------
    EstimateError
        An empty table, a missing column, several pairs of groups, several rows for one point.

    Examples
    --------
    >>> import pandas as pd
    >>> parts = pd.DataFrame({"family": "epistemic", "voice": "all", "outlet": "Post", "reference": "Echo",
    ...     "component": ["difference", "composition", "rate"], "variable": "rate_difference",
    ...     "estimate": [1.0, 0.8, 0.2], "low": [0.4, 0.5, -0.3], "high": [1.6, 1.1, 0.7], "level": 0.95, "n_units": 60,
    ...     "unit": "article", "cluster": "story", "method": "cluster bootstrap"})
    >>> plot_decomposition(parts).axes[0].get_xlabel()
    'epistemic: rate of Post minus rate of Echo (hits per 100 words)'
    """
    need_columns(decomposition, ("reference", "component", "variable", "estimate"))
    columns = [str(name) for name in decomposition.columns]
    kind, by = columns[0], columns[columns.index("reference") - 1]
    mix = columns[1 : columns.index("reference") - 1]
    pairs = decomposition[[by, "reference"]].drop_duplicates()
    if len(pairs) > 1:
        raise EstimateError(
            "a figure shows the decomposition of one difference",
            found=f"{len(pairs)} pairs of groups",
            do=f"choose one: decomposition[decomposition[{by!r}] == {pairs[by].iloc[0]!r}]",
        )
    if facet is None and _varies(decomposition[kind]):
        facet = kind
    rows = _name_rows(decomposition, mix)
    check_cells(rows, [name for name in ("mix", "component", facet) if name is not None])
    kinds = [] if facet == kind else [f"{name}: " for name in only_values(rows, (kind,))]
    first, second = (clean(pairs[column].iloc[0]) for column in (by, "reference"))
    start = "".join(kinds) + ("rate" if kinds else "Rate")
    label = f"{start} of {first} minus rate of {second} (hits per 100 words)"
    grid = lay_out(rows, x="mix", hue="component", facet=facet, order=order)
    return draw_points(grid, title=title, label=clean(label), from_zero=False)


def _varies(values: pd.Series) -> bool:
    return len(set(to_keys(values))) > 1


def _name_rows(decomposition: pd.DataFrame, mix: list[str]) -> pd.DataFrame:
    """Name what each row stands for in one column, "all" first, and each component in words."""
    named = [decomposition[column].map(name_value).astype("str") for column in mix]
    places = [list_values(decomposition[column]) for column in mix]
    keys = [
        tuple((value != "all", place.index(value)) for value, place in zip(row, places, strict=True))
        for row in zip(*(decomposition[column].tolist() for column in mix), strict=True)
    ]
    names = ["all" if set(row) == {"all"} else ", ".join(row) for row in zip(*named, strict=True)]
    ranked = dict(sorted(zip(keys, names, strict=True)))
    said = _COMPONENTS if set(mix) <= _SPEAKING else dict(zip(_COMPONENTS, _COMPONENTS, strict=True))
    component = pd.Categorical(decomposition["component"].astype("str").map(said), list(said.values()))
    return decomposition.assign(mix=pd.Categorical(names, list(dict.fromkeys(ranked.values()))), component=component)


def _put_last(table: pd.DataFrame, value: str, columns: list[str]) -> pd.DataFrame:
    """Order the values of columns by name, one of them last."""
    orders = {column: [name for name in list_values(table[column]) if name != value] for column in columns}
    ordered = {
        column: pd.Categorical(table[column], [*names, value] if (table[column] == value).any() else names)
        for column, names in orders.items()
    }
    return table.assign(**ordered)
