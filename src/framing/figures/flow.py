"""The flow of a corpus: boxes from the files found to what is analysed, and beside them what was set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.errors import EstimateError
from framing.figures.theme import BAND, INK, LINE, SOFT_INK, clean, theme, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["plot_flow"]

_NEEDED = ("stage", "n", "aside", "n_aside", "kept")
_BOX, _SMALL, _BETWEEN = 0.4, 0.3, 0.26  # inches: height of a stage, of what stands beside, of an arrow
_MAIN, _SIDE = (0.0, 2.9), (3.4, 6.8)  # inches from the left: where the two columns of boxes begin and end
_AXIS = sum(_MAIN) / 2


def plot_flow(flow: pd.DataFrame, *, title: str = "") -> Figure:
    """Draw how the articles of a corpus came to be analysed: stages below one another, what was set aside beside.

    Unit: counts, as each box says. A box with a dashed edge holds what is still among the articles, marked or
    weighted; one with a full edge what is no longer there.

    Parameters
    ----------
    flow
        The table of ``describe_flow``, with rows added by hand where articles were left out for other reasons.
    title
        Title above the figure.

    Returns
    -------
    matplotlib.figure.Figure
        Shown by a notebook, saved by ``figure.savefig``.

    Raises
    ------
    EstimateError
        The table has no rows or not the columns of ``describe_flow``.

    References
    ----------
    Page, M. J., et al. (2021). The PRISMA 2020 statement. BMJ, 372, n71. https://doi.org/10.1136/bmj.n71

    Examples
    --------
    >>> import pandas as pd
    >>> flow = pd.DataFrame({"stage": ["articles read", "articles analysed"], "n": [72, 71],
    ...                      "aside": ["", "empty"], "n_aside": [0, 1], "kept": False})
    >>> [text.get_text() for text in plot_flow(flow).axes[0].texts]
    ['articles read: 72', 'empty: 1', 'articles analysed: 71']
    """
    missing = [name for name in _NEEDED if name not in flow.columns]
    if missing or flow.empty:
        raise EstimateError(
            "a flow is drawn from the table of describe_flow",
            found=f"{len(flow)} rows, without the columns {', '.join(missing) or 'none'}",
            do="flow = fr.describe_flow(read, articles)",
        )
    stages = _read_stages(flow)
    total = sum(_room(asides) + _BOX for _, asides in stages) - _room(stages[0][1]) + _first_room(stages[0][1])
    with theme():
        from framing.figures.sheet import open_sheet

        caption = "Dashed: still among the articles, marked or weighted." if flow["kept"].any() else ""
        sheet, (axes,) = open_sheet(height=total + 0.2, title=title, caption=caption)
        axes.set(xlim=(-0.05, _SIDE[1] + 0.05), ylim=(-total - 0.05, 0.05), xticks=[], yticks=[])
        axes.axis("off")
        top = -_first_room(stages[0][1]) / 2
        for place, (name, asides) in enumerate(stages):
            room = _room(asides) if place else 0.0
            if place:
                _draw_arrow(axes, (_AXIS, top), (_AXIS, top - room))
            _draw_asides(
                axes, asides, middle=top - (room / 2 if place else _BOX / 2), begin=_AXIS if place else _MAIN[1]
            )
            _draw_box(axes, name, _MAIN, middle=top - room - _BOX / 2, height=_BOX, main=True)
            top -= room + _BOX
        sheet.settle()
    return sheet


_Aside = tuple[str, bool]


def _read_stages(flow: pd.DataFrame) -> list[tuple[str, list[_Aside]]]:
    """Text of each stage, and of what was set aside before it."""
    stages: dict[str, tuple[str, list[_Aside]]] = {}
    for row in flow.itertuples(index=False):
        stage = stages.setdefault(str(row.stage), (wrap(f"{clean(row.stage)}: {row.n:,}", 40, lines=2), []))
        if row.aside:
            stage[1].append((wrap(f"{clean(row.aside)}: {row.n_aside:,}", 52, lines=1), bool(row.kept)))
    return list(stages.values())


def _room(asides: list[_Aside]) -> float:
    """Inches between two stages: for the arrow, and for the boxes beside it."""
    return max(_BETWEEN, len(asides) * _SMALL + 0.1)


def _first_room(asides: list[_Aside]) -> float:
    """Inches by which what stands beside the first stage is taller than it."""
    return max(0.0, len(asides) * _SMALL - _BOX)


def _draw_asides(axes: Axes, asides: list[_Aside], *, middle: float, begin: float) -> None:
    """Draw a box for each thing set aside, to the right of the line between two stages."""
    for place, (text, kept) in enumerate(asides):
        height = middle + _SMALL * ((len(asides) - 1) / 2 - place)
        _draw_arrow(axes, (begin, height), (_SIDE[0], height))
        _draw_box(axes, text, _SIDE, middle=height, height=_SMALL - 0.06, kept=kept)


def _draw_box(
    axes: Axes,
    text: str,
    span: tuple[float, float],
    *,
    middle: float,
    height: float,
    main: bool = False,
    kept: bool = False,
) -> None:
    from matplotlib.patches import Rectangle

    box = Rectangle((span[0], middle - height / 2), span[1] - span[0], height, linewidth=0.8, zorder=2)
    box.set(facecolor=BAND if main else "white", edgecolor=SOFT_INK if main else LINE)
    box.set_linestyle("--" if kept else "-")
    axes.add_patch(box)
    place, align = (sum(span) / 2, "center") if main else (span[0] + 0.1, "left")
    axes.text(
        place, middle, text, ha=align, va="center", color=INK, size=8.5 if main else 7.5, zorder=3, linespacing=1.25
    )


def _draw_arrow(axes: Axes, begin: tuple[float, float], end: tuple[float, float]) -> None:
    from matplotlib.patches import FancyArrowPatch

    arrow = FancyArrowPatch(begin, end, arrowstyle="-|>", mutation_scale=7, shrinkA=0, shrinkB=0, zorder=1)
    arrow.set(color=SOFT_INK, linewidth=0.8)
    axes.add_patch(arrow)
