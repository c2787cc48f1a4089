"""Frames by outlet and voice: small panels of points with intervals, all on one axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import EstimateError
from framing.figures.cells import check_cells, describe_intervals, list_values, to_keys
from framing.figures.grids import draw_grid, keep_in_range
from framing.figures.points import lay_out

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["plot_frames"]


class _Kind(NamedTuple):
    """What is drawn of frames: ending of the variables, end of the scale, name in an error, label of the axis."""

    end: str
    most: float
    what: str
    label: str


_KINDS = {
    "score": _Kind("", 1, "a share of questions", "share of the frame's questions answered yes (0–1)"),
    "rate": _Kind("_rate", math.inf, "a rate", "hits of the frame per 100 words"),
}
_PREFIX, _BESIDE = "frame_", ("_rate", "_strength")


def plot_frames(
    estimates: pd.DataFrame,
    *,
    x: str = "outlet",
    hue: str | None = None,
    of: Literal["score", "rate"] = "score",
    frames: Sequence[str] | None = None,
    order: Sequence[str] | None = None,
    label: str | None = None,
    title: str = "",
) -> Figure:
    """Draw how far each outlet, and each voice in it, uses each frame: a panel a frame, all on one axis.

    Unit: mean share of the frame's questions answered yes, 0 to 1, or hits per 100 words; higher is more of the frame.
    The axis goes from 0 to the highest interval; intervals are cut where the scale ends.

    Parameters
    ----------
    estimates
        Table of ``summarise_scores`` over the scores of ``measure_frames``: ``variable`` (``frame_conflict``), ``x``,
        where known ``voice``, ``estimate``, ``low``, ``high``, ``n_units``. Rows of other kinds are not drawn.
    x
        Column of the rows. ``n``, the number of articles, stands beside each.
    hue
        Column told apart by colour and shape; default ``voice`` where the table has it.
    of
        "score": rows of ``frame_<name>``. "rate": rows of ``frame_<name>_rate``, which compare voices and texts of
        different length: short ones have fewer chances to answer a question with yes.
    frames
        Frames from first to last, such as ``("conflict", "economic")``; default all, by name.
    order
        Values of ``x`` from first to last, as in ``plot_rates``.
    label
        Label of the axis; None names the unit.
    title
        Title above the figure.

    Returns
    -------
    matplotlib.figure.Figure
        As in ``plot_rates``, but panels can be compared: they share one axis. A cell without an estimate says so.

    Raises
    ------
    EstimateError
        As in ``plot_rates``; no frames among the variables, a frame that is not there, an estimate outside 0 to 1.

    Examples
    --------
    >>> import pandas as pd
    >>> means = pd.DataFrame({"variable": ["frame_conflict", "frame_human_interest"] * 2, "outlet": list("AABB"),
    ...     "estimate": [0.5, 0.2, 0.4, 0.3], "low": 0.1, "high": 0.6, "level": 0.95, "n_units": 40, "unit": "article",
    ...     "cluster": "story", "method": "cluster bootstrap"})
    >>> [axes.get_title(loc="left") for axes in plot_frames(means).axes]
    ['conflict', 'human interest']
    """
    if isinstance(estimates, pd.DataFrame) and hue is None and "voice" in estimates.columns and x != "voice":
        hue = "voice"
    check_cells(estimates, [name for name in ("variable", x, hue) if name is not None])
    chosen = _choose_frames(estimates, frames, of)
    kind = _KINDS[of]
    chosen, said_of_ends = keep_in_range(chosen, (0, kind.most), of=kind.what)
    grid = lay_out(chosen, x=x, hue=hue, facet="variable", order=order)
    ends = chosen[["estimate", "low", "high"]].to_numpy(dtype=float, na_value=np.nan)
    known = ends[~np.isnan(ends)]
    most = max(0.2, math.ceil(10 * known.max(initial=0) - 1e-9) / 10) if of == "score" else 1.05 * known.max(initial=0)
    said = [*describe_intervals(grid.rows, marks="Points are estimates, lines"), *said_of_ends]
    if len(grid.panels) > 1:
        said.append("All panels have one axis.")
    if of == "score" and "voice" in (x, hue) and len(set(to_keys(chosen["voice"]))) > 1:
        said.append('Short portions have fewer chances to say yes: compare voices by of="rate".')
    return draw_grid(grid, title=title, label=label or kind.label, said=said, limits=(0.0, most or 0.2))


def _choose_frames(estimates: pd.DataFrame, frames: Sequence[str] | None, of: str) -> pd.DataFrame:
    """Rows of the frames asked for, named without their prefix, in their order."""
    if of not in _KINDS:
        raise EstimateError("frames are drawn by score or by rate", found=f"of={of!r}", do='of="score" or of="rate"')
    variables = [name for name in list_values(estimates["variable"]) if isinstance(name, str)]
    known = [name for name in variables if name.startswith(_PREFIX)]
    end = _KINDS[of].end
    if of == "rate":
        known = [name for name in known if name.endswith(end)]
    elif all(name.endswith(_BESIDE) for name in known):
        known = []  # scores of another kind only
    else:
        known = [name for name in known if not {name.removesuffix(other) for other in _BESIDE} & {*known} - {name}]
    wanted = (
        known
        if frames is None
        else [f"{_PREFIX}{name.removeprefix(_PREFIX).removesuffix(end)}{end}" for name in frames]
    )
    strangers = [name for name in wanted if name not in known]
    if not known or strangers or not wanted or len(set(wanted)) < len(wanted):
        raise EstimateError(
            "frames= must name frames of the table, each once" if known else "the table has no frames",
            found=repr(strangers[0].removeprefix(_PREFIX)) if strangers else f"variables: {', '.join(variables[:8])}",
            do=f"take them from {', '.join(name.removeprefix(_PREFIX) for name in known)}"
            if known
            else f"pass what summarise_scores makes of measure_frames: variables frame_…{end}, or choose another of=",
        )
    names = [name.removeprefix(_PREFIX).removesuffix(end).replace("_", " ") for name in wanted]
    rows = estimates[estimates["variable"].isin(wanted)]
    named = rows["variable"].map(dict(zip(wanted, names, strict=True)))
    return rows.assign(variable=pd.Categorical(named, names))
