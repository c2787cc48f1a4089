"""The sheet a figure is drawn on: title and legend above, panels, caption below; nothing overlaps, nothing is cut.

This module imports matplotlib and is itself imported only inside the functions that draw.
"""

from __future__ import annotations

import io
import math
import textwrap
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.figures.theme import INK, SOFT_INK, clean

__all__ = ["WIDTH", "Legend", "Sheet", "open_sheet"]

WIDTH = 7.0
"""Width of every figure in inches: a journal's two columns."""

_LINE = 0.135
_CHARACTERS = 126
_LEFT = 0.012
_SIDE = 0.09  # inches: text is a little wider or narrower at another resolution


@dataclass(frozen=True, slots=True)
class Legend:
    """What the marks mean: handles with labels, in as many columns as fit."""

    title: str
    handles: list[Artist]

    @property
    def columns(self) -> int:
        """Entries side by side."""
        lengths = [len(str(handle.get_label())) for handle in self.handles]
        if sum(0.066 * length + 0.5 for length in lengths) <= WIDTH - 0.2:
            return len(lengths)
        longest = max(lengths)
        return min(len(self.handles), max(1, int((WIDTH - 0.2) / (0.066 * longest + 0.4))))

    @property
    def height(self) -> float:
        """Inches it takes."""
        return 0.16 * math.ceil(len(self.handles) / self.columns) + 0.2

    def draw(self, sheet: Figure, *, bottom: float) -> None:
        """Draw it at the left of the sheet, above the panels."""
        sheet.legend(
            handles=self.handles,
            title=clean(self.title),
            ncols=self.columns,
            loc="lower left",
            bbox_to_anchor=(_LEFT - 0.008, bottom),
            borderaxespad=0,
            frameon=False,
            alignment="left",
            handletextpad=0.5,
            columnspacing=1.6,
            labelspacing=0.35,
            labelcolor=INK,
        )


class Sheet(Figure):
    """A figure that belongs to no window: nothing stays open, and a notebook shows it as a PNG."""

    def settle(self) -> None:
        """Lay the sheet out once and for all, so that showing it first does not change what is saved."""
        self.draw_without_rendering()
        self.set_layout_engine("none")

    def _repr_png_(self) -> bytes:
        file = io.BytesIO()
        self.savefig(file, format="png", dpi=144, metadata={"Software": None})
        return file.getvalue()


def open_sheet(
    *,
    height: float,
    rows: int = 1,
    columns: int = 1,
    title: str = "",
    caption: str = "",
    legend: Legend | None = None,
    shared_label: str = "",
) -> tuple[Sheet, list[Axes]]:
    """Open a sheet with panels of the given height (inches, in all), title, legend and caption around them.

    Several panels can share the label of their horizontal axes.

    Returns
    -------
    tuple
        The figure, and its axes row by row.
    """
    heading = textwrap.wrap(clean(title), 92) if title else []
    footing = textwrap.wrap(caption, _CHARACTERS)
    head = 0.17 * len(heading) + 0.08 + (legend.height if legend else 0.0)
    shared = 0.2 if shared_label and rows * columns > 1 else 0.0
    foot = _LINE * len(footing) + 0.1 + shared
    total = head + height + foot
    sheet = Sheet(figsize=(WIDTH, total))
    sheet.set_layout_engine("constrained", rect=(0, foot / total, 1, height / total), w_pad=_SIDE)
    sheet.text(_LEFT, 1 - 0.05 / total, "\n".join(heading), va="top", weight="bold", size=9.5, linespacing=1.25)
    sheet.text(_LEFT, (foot - shared) / total, "\n".join(footing), va="top", size=7, color=SOFT_INK, linespacing=1.3)
    if legend:
        legend.draw(sheet, bottom=1 - head / total)
    if shared:
        sheet.text(0.5, foot / total, shared_label, ha="center", va="top", size=8)
    return sheet, list(sheet.subplots(rows, columns, squeeze=False).flat)
