"""What every figure is asked: what it says, what it draws, whether it is whole, which bytes it gives."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

Point = tuple[float, float, str, str]


@pytest.fixture(scope="session")
def texts() -> Callable[[Figure], str]:
    """All that a figure says, in one line."""

    def read(figure: Figure) -> str:
        return " ".join(text.get_text().replace("\n", " ") for text in figure.findobj(Text))

    return read


@pytest.fixture(scope="session")
def points() -> Callable[[Figure, int], list[Point]]:
    """Row, estimate, colour and fill of each point of a panel, from above."""

    def read(figure: Figure, panel: int) -> list[Point]:
        lines = [line for line in figure.axes[panel].lines if line.get_marker() not in ("None", None, "")]
        drawn = [
            (
                round(float(row), 3),
                round(float(value), 3),
                to_hex(line.get_color()).upper(),
                to_hex(line.get_markerfacecolor()).upper(),
            )
            for line in lines
            for row, value in zip(np.ravel(line.get_ydata()), np.ravel(line.get_xdata()), strict=True)
        ]
        return sorted(drawn)

    return read


@pytest.fixture(scope="session")
def is_whole() -> Callable[[Figure], bool]:
    """Whether no text is cut by the edge and no tick labels or titles overlap."""

    def look(figure: Figure) -> bool:
        for axes in figure.axes:
            for labels in (axes.get_xticklabels(), axes.get_yticklabels()):
                boxes = [label.get_window_extent() for label in labels if label.get_text()]
                if any(one.overlaps(other) for one, other in pairwise(boxes)):
                    return False
        titles = [text for text in figure.findobj(Text) if text in {vars(axes)["_left_title"] for axes in figure.axes}]
        boxes = [title.get_window_extent() for title in titles if title.get_text()]
        if any(one.overlaps(other) for number, one in enumerate(boxes) for other in boxes[number + 1 :]):
            return False
        box, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
        return bool(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height)

    return look


@pytest.fixture(scope="session")
def save() -> Callable[[Figure], bytes]:
    """A figure as the bytes of a PNG."""

    def write(figure: Figure) -> bytes:
        file = io.BytesIO()
        figure.savefig(file, format="png", metadata={"Software": None})
        return file.getvalue()

    return write
