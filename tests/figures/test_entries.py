from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from framing.errors import EstimateError
from framing.figures.entries import plot_entries
from framing.figures.theme import COLOURS

FACTS: dict[str, Any] = {"level": 0.95, "n_units": 40, "unit": "article", "cluster": "story", "weight": "none"}


def make_entries(*kinds: str, n: int = 5, **more: Any) -> pd.DataFrame:
    """A table as from compare_entries: the entry "e0" moves most and carries, "e1" has no interval."""
    tables = []
    for kind in kinds:
        table = pd.DataFrame({"family": kind, "entry": [None, *(f"e{number}" for number in range(n))]})
        change = np.array([0.0, *(-0.5 / 2**number for number in range(n))])
        table = table.assign(outlet="Post", reference="Echo", change=change, estimate=0.4 + change)
        table = table.assign(low=table["estimate"] - 0.3, high=table["estimate"] + 0.3, method="cluster bootstrap")
        without = table["entry"] == "e1"
        table = table.assign(low=table["low"].mask(without), high=table["high"].mask(without))
        table["method"] = table["method"].mask(without, "no interval: one cluster")
        hits = {"n_hits_a": range(1000, 1001 + n), "n_hits_b": range(2000, 2001 + n)}
        clear = (table["low"] > 0) | (table["high"] < 0)
        tables.append(table.assign(carries=table["entry"] == "e0", clear=clear, **hits))
    return pd.concat(tables, ignore_index=True).assign(**(FACTS | more))


def texts(figure: Figure) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in figure.findobj(Text) if text.get_text()]


def names(figure: Figure, panel: int = 0) -> list[str]:
    return [label.get_text() for label in figure.axes[panel].get_yticklabels()]


def points(figure: Figure, panel: int = 0) -> dict[float, tuple[float, str, str, str]]:
    """Place → estimate, colour, fill and marker of each point."""
    lines = [line for line in figure.axes[panel].lines if line.get_marker() not in (None, "None", "")]
    return {
        float(np.ravel(line.get_ydata())[0]): (
            round(float(np.ravel(line.get_xdata())[0]), 4),
            to_hex(line.get_color()).upper(),
            to_hex(line.get_markerfacecolor()).upper(),
            str(line.get_marker()),
        )
        for line in lines
    }


def is_whole(figure: Figure) -> bool:
    """Whether no text is cut by the edge and no tick labels overlap."""
    for axes in figure.axes:
        for labels in (axes.get_xticklabels(), axes.get_yticklabels()):
            boxes = [label.get_window_extent() for label in labels if label.get_text()]
            if any(one.overlaps(other) for one, other in pairwise(boxes)):
                return False
    box, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    return bool(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height)


def save(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def test_each_entry_has_a_point_where_the_difference_lies_without_it() -> None:
    figure = plot_entries(make_entries("doubt"), title="What carries it")
    assert names(figure) == ["all entries", "e0", "e1", "e2", "e3", "e4"]
    drawn = points(figure)
    assert [drawn[place][0] for place in range(4)] == [0.4, -0.1, 0.15, 0.275]
    assert drawn[0][3] == "D"
    assert drawn[1][1:] == (COLOURS[1], COLOURS[1], "s")
    assert drawn[2][1:] == (COLOURS[0], "#FFFFFF", "o")
    assert drawn[3][1:] == (COLOURS[0], COLOURS[0], "o")
    plain = [line for line in figure.axes[0].lines if line.get_marker() == "None"]
    assert {round(float(np.ravel(line.get_xdata())[0]), 4) for line in plain} == {0.4, 0.0}
    said = texts(figure)
    assert "What carries it" in said
    assert "1,000 : 2,000" in said
    assert "Rate of Post minus rate of Echo (hits per 100 words)" in said
    assert "doubt (n = 40)" in said
    assert any("95 % intervals" in text and "Hollow" in text and "5 of 5 with hits" in text for text in said)


def test_only_those_that_move_most_are_shown_and_none_without_hits() -> None:
    table = make_entries("doubt", n=9)
    table.loc[table["entry"] == "e0", ["n_hits_a", "n_hits_b"]] = 0
    figure = plot_entries(table.sample(frac=1, random_state=3), n=3)
    assert names(figure) == ["all entries", "e1", "e2", "e3"]
    assert any("3 of 8 with hits" in text for text in texts(figure))
    assert "without it no longer clear" not in texts(figure)


def test_an_entry_that_hides_the_difference_is_told_apart() -> None:
    table = make_entries("doubt").assign(carries=False)
    table["clear"] = table["entry"] == "e3"
    drawn = points(plot_entries(table))
    assert drawn[4][1:] == (COLOURS[2], COLOURS[2], "^")
    assert drawn[3][1:] == (COLOURS[0], COLOURS[0], "o")


def test_each_kind_has_a_panel() -> None:
    figure = plot_entries(make_entries("doubt", "distance", "bluff"))
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert [title for title in titles if title] == [f"{kind} (n = 40)" for kind in ("bluff", "distance", "doubt")]
    assert any("own axis" in text for text in texts(figure))


@pytest.mark.parametrize("kinds", [["doubt"], ["doubt", "bluff"], [f"a kind with a long name, {n}" for n in range(6)]])
@pytest.mark.parametrize("n", [1, 15])
def test_nothing_is_cut_or_overlaps(kinds: list[str], n: int) -> None:
    long = {"outlet": "The Long-Named Evening Courier of the North-West", "reference": "Echo $x_1$ (Online Edition)"}
    table = make_entries(*kinds, n=n, **long)
    table["entry"] = table["entry"].where(table["entry"] != "e0", "it is said by people familiar with the matter that")
    assert is_whole(plot_entries(table, n=15, title="A title that goes on " * 6))


def test_same_rows_same_bytes() -> None:
    table = make_entries("doubt", "bluff")
    assert save(plot_entries(table)) == save(plot_entries(table.sample(frac=1, random_state=1)))


def test_mistakes_are_told() -> None:
    table = make_entries("doubt")
    with pytest.raises(EstimateError, match="nothing to draw"):
        plot_entries(table.iloc[:0])
    with pytest.raises(EstimateError, match="no column 'change'"):
        plot_entries(table.drop(columns="change"))
    with pytest.raises(EstimateError, match="n= must be at least 1"):
        plot_entries(table, n=0)
    with pytest.raises(EstimateError, match="2 pairs of groups"):
        plot_entries(pd.concat([table, table.assign(outlet="Star")]))
    with pytest.raises(EstimateError, match="0 such rows for family 'doubt'"):
        plot_entries(table.iloc[1:])
    with pytest.raises(EstimateError, match="one an entry"):
        plot_entries(pd.concat([table, table.iloc[1:]]))
