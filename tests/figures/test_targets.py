from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from framing.errors import EstimateError
from framing.figures.targets import plot_targets

Texts = Callable[[Figure], str]
Points = Callable[[Figure, int], list[Any]]
IsWhole = Callable[[Figure], bool]
Save = Callable[[Figure], bytes]

FACTS: dict[str, Any] = {"level": 0.95, "unit": "mention", "cluster": "story", "method": "cluster bootstrap"}
VOICES = ["journalist", "source_direct", "source_indirect"]
LONG = "Morning Echo (Online Edition, formerly The Weekly Echo of the North-West)"
TARGETS = ["Mayor", "Union", "Bank"]


def make_tone(targets: list[str], outlets: list[str], voices: list[str]) -> pd.DataFrame:
    """Targets with ever more mentions; the first voice has fewest."""
    table = pd.DataFrame(list(product(targets, outlets, voices)), columns=["target", "outlet", "voice"])
    number = np.arange(len(table))
    table = table.assign(variable="tone", estimate=-0.4 + 0.05 * (number % 13), n_units=8 + 2 * number)
    return table.assign(low=table["estimate"] - 0.1, high=table["estimate"] + 0.2, **FACTS)


def rows(figure: Any, panel: int = 0) -> list[str]:
    return [label.get_text().replace("\n", " ") for label in figure.axes[panel].get_yticklabels()]


def test_each_target_has_a_panel_around_zero_those_with_most_mentions_first(texts: Texts, points: Points) -> None:
    figure = plot_targets(make_tone(TARGETS, ["Post", "Echo"], VOICES[:2]), title="Tone")
    drawn = [axes for axes in figure.axes if axes.get_title(loc="left")]
    assert [axes.get_title(loc="left") for axes in drawn] == ["Bank", "Union", "Mayor"]
    assert {axes.get_xlim() for axes in drawn} == {(-0.5, 0.5)}
    assert all(any(list(np.ravel(line.get_xdata())) == [0, 0] for line in axes.lines) for axes in drawn)
    assert rows(figure) == ["Echo", "Post"]
    assert [estimate for _, estimate, _, _ in points(figure, 2)] == [-0.3, -0.25, -0.4, -0.35]
    said = texts(figure)
    assert "← against" in said
    assert "in favour →" in said
    assert "tone toward the target (−1 to 1)" in said
    sides = [label.get_text() for axes in figure.axes[3:] for label in axes.get_yticklabels()]
    assert sides[-2:] == ["12 · 14", "8 · 10"]
    assert "At the right: mentions (journalist · source, direct speech)" in said


def test_points_on_few_mentions_are_faint_and_counted(texts: Texts) -> None:
    figure = plot_targets(make_tone(TARGETS, ["Echo"], VOICES[:2]), least=11)
    assert rows(figure) == ["Bank", "Union", "Mayor"]
    marks = [line for line in figure.axes[0].lines if line.get_marker() not in ("None", "", None)]
    faint = [np.ravel(line.get_ydata()).tolist() for line in marks if line.get_alpha() != 1]
    assert sorted(np.concatenate(faint)) == pytest.approx([1.89, 2.11])
    assert "Faint: fewer than 11 mentions (2 of 6 points)." in texts(figure)
    assert "Faint" not in texts(plot_targets(make_tone(TARGETS, ["Echo"], VOICES[:2]), least=1))


def test_articles_are_not_called_mentions(texts: Texts) -> None:
    table = make_tone(TARGETS, ["Echo"], VOICES[:1]).assign(unit="article")
    assert "At the right: articles (journalist)" in texts(plot_targets(table))
    known = plot_targets(table.assign(n_mentions=table["n_units"] * 100).drop(columns=["voice", "outlet"]))
    assert "At the right: mentions; –" in texts(known)
    assert [label.get_text() for label in known.axes[1].get_yticklabels()] == ["1,200", "1,000", "800"]


def test_rows_can_be_targets_and_only_those_with_most_mentions_are_drawn(texts: Texts) -> None:
    table = make_tone(TARGETS, ["Echo", "Post"], VOICES[:1])
    figure = plot_targets(table, rows="target", most=2)
    assert rows(figure) == ["Bank", "Union"]
    assert [axes.get_title(loc="left") for axes in figure.axes[:2]] == ["Echo", "Post"]
    assert "Not shown: 1 further target with fewer mentions." in texts(figure)
    missing = plot_targets(table.drop(index=4).reset_index(drop=True), rows="target")
    assert "no estimate" in texts(missing)
    assert missing.axes[2].get_yticklabels()[rows(missing).index("Bank")].get_text() == "–"
    assert rows(plot_targets(table[table["target"] == "Bank"], rows="outlet")) == ["Echo", "Post"]


@pytest.mark.parametrize(("n_targets", "n_outlets", "n_voices"), [(1, 1, 1), (15, 1, 3), (4, 3, 3), (2, 14, 2)])
def test_nothing_is_cut_or_overlaps(n_targets: int, n_outlets: int, n_voices: int, is_whole: IsWhole) -> None:
    outlets = [f"{LONG} {i}" if i % 2 else f"Outlet {i}" for i in range(n_outlets)]
    targets = [f"The Right Honourable Member for {i}" if i % 3 else f"Actor {i}" for i in range(n_targets)]
    table = make_tone(targets, outlets, VOICES[:n_voices]).assign(n_units=12345)
    assert is_whole(plot_targets(table, title="A title that goes on " * 6))
    if n_outlets > 1:
        assert is_whole(plot_targets(table, rows="target"))


@pytest.mark.parametrize(
    ("n_targets", "n_outlets", "n_voices"), [(1, 1, 1), (6, 1, 3), (3, 2, 3), (5, 6, 3), (6, 6, 1)]
)
def test_each_axis_says_what_its_ends_mean(n_targets: int, n_outlets: int, n_voices: int) -> None:
    targets, outlets = [f"Actor {i}" for i in range(n_targets)], [f"Outlet {i}" for i in range(n_outlets)]
    figure = plot_targets(make_tone(targets, outlets, VOICES[:n_voices]).assign(n_units=1234))
    named = {axes: [text for text in axes.texts if {*"←→"} & {*text.get_text()}] for axes in figure.axes}
    named = {axes: texts for axes, texts in named.items() if texts}
    assert len(named) == (n_targets if n_outlets > 1 else 1)
    boxes = []
    for axes, pair in named.items():
        assert [" ".join(sorted(text.get_text().split())) for text in pair] == ["against ←", "favour in →"]
        left, right = (text.get_window_extent() for text in pair)
        frame = axes.get_window_extent()
        assert (left.x0, right.x1) == pytest.approx((frame.x0, frame.x1), abs=2)
        assert max(tick.get_window_extent().y0 for tick in axes.get_xticklabels()) >= left.y1
        boxes += [left, right, axes.xaxis.label.get_window_extent(), axes.title.get_window_extent()]
    boxes += [text.get_window_extent() for text in figure.texts]
    boxes = [box for box in boxes if box.width > 1]
    assert not [one for number, one in enumerate(boxes) for other in boxes[:number] if one.overlaps(other)]


def test_same_rows_same_bytes(save: Save) -> None:
    table = make_tone(TARGETS, ["Echo", "Post"], VOICES)
    assert save(plot_targets(table)) == save(plot_targets(table.sample(frac=1, random_state=1)))


def test_mistakes_are_told() -> None:
    table = make_tone(TARGETS, ["Echo", "Post"], VOICES[:1])
    with pytest.raises(EstimateError, match="nothing to draw"):
        plot_targets(table.iloc[:0])
    with pytest.raises(EstimateError, match="no column 'target'"):
        plot_targets(table.drop(columns="target"))
    with pytest.raises(EstimateError, match="at least 1; found: most=0, least=10"):
        plot_targets(table, most=0)
    with pytest.raises(EstimateError, match="at least 1; found: most=None, least=0"):
        plot_targets(table, least=0)
    with pytest.raises(EstimateError, match="rows= must be a column of targets or of outlets; found: 'voice'"):
        plot_targets(table, rows="voice")
    with pytest.raises(EstimateError, match="found: 'outlet'"):
        plot_targets(table.drop(columns="outlet").iloc[:1], rows="outlet")
    with pytest.raises(EstimateError, match=r"tone lies between −1 and 1; found: 2 of tone"):
        plot_targets(table.assign(estimate=2.0))
    with pytest.raises(EstimateError, match="several rows for one point"):
        plot_targets(pd.concat([table, table.assign(level=0.9)]))
