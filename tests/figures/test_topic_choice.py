from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from framing.errors import EstimateError
from framing.figures.theme import COLOURS
from framing.figures.topic_choice import plot_topic_choice

Texts = Callable[[Figure], str]
IsWhole = Callable[[Figure], bool]
Save = Callable[[Figure], bytes]

NUMBERS = [5, 8, 10, 15, 20, 30, 40]


def make_panel(numbers: list[int] = NUMBERS) -> pd.DataFrame:
    k = np.array(numbers)
    stability = np.clip(0.95 - 0.012 * k, 0, 1)
    rest = {"npmi": 0.2 + 0.0005 * k, "exclusivity": 0.9 - 0.0009 * k, "diversity": 1 / k, "error": 0.95 - 0.001 * k}
    ends = {"stability_low": stability - 0.05, "stability_high": stability + 0.05}
    return pd.DataFrame({"stability": stability, **ends, **rest}, index=pd.Index(k, name="n_topics"))


def marks(figure: Figure, panel: int, shape: str) -> list[tuple[float, float]]:
    lines = [line for line in figure.axes[panel].lines if line.get_marker() == shape]
    pairs = [np.column_stack([np.ravel(line.get_xdata()), np.ravel(line.get_ydata())]).tolist() for line in lines]
    return [(round(2**x, 6), round(y, 6)) for line in pairs for x, y in line]


def test_each_criterion_has_a_panel_with_unit_and_direction() -> None:
    figure = plot_topic_choice(make_panel(), recommended=20, title="How many")
    names = ["Stability", "Coherence", "Exclusivity", "Diversity", "Held-out error"]
    assert [axes.get_title(loc="left") for axes in figure.axes] == names
    labels = [axes.get_ylabel() for axes in figure.axes]
    assert ["lower is better" in label for label in labels] == [False, False, False, False, True]
    assert all("higher is better" in label for label in labels[:4])
    assert figure.axes[0].get_ylim() == (0, 1)
    assert figure.axes[1].get_ylim()[0] == 0
    assert "−1 to 1" in labels[1]
    assert marks(figure, 3, "o") == [(k, round(1 / k, 6)) for k in NUMBERS if k != 20]


def test_stability_has_intervals_and_its_threshold() -> None:
    figure = plot_topic_choice(make_panel(), recommended=20)
    (intervals,) = figure.axes[0].collections
    low, high = np.asarray(intervals.get_paths()[0].vertices)[:, 1].tolist()
    assert (round(low, 6), round(high, 6)) == (0.84, 0.94)
    assert [line for line in figure.axes[0].lines if np.ravel(line.get_ydata()).tolist() == [0.6, 0.6]]
    assert not figure.axes[1].collections


def test_the_recommended_number_is_marked_in_every_panel_and_none_is_said(texts: Texts) -> None:
    figure = plot_topic_choice(make_panel(), recommended=20)
    assert [len(marks(figure, number, "s")) for number in range(5)] == [1] * 5
    assert marks(figure, 0, "s") == [(20, 0.71)]
    (square,) = [line for line in figure.axes[0].lines if line.get_marker() == "s"]
    assert to_hex(square.get_color()).upper() == COLOURS[1]
    assert "20 is recommended" in texts(figure)
    none = plot_topic_choice(make_panel())
    assert "none is recommended" in texts(none)
    assert not any(marks(none, number, "s") for number in range(5))


def test_what_is_not_known_is_said(texts: Texts) -> None:
    panel = make_panel().assign(error=np.nan)
    panel.loc[40, ["stability", "stability_low", "stability_high"]] = np.nan
    panel.loc[30, ["stability_low", "stability_high"]] = np.nan
    figure = plot_topic_choice(panel)
    assert len(figure.axes) == 4
    said = texts(figure)
    assert "Not known: held-out error." in said
    assert "without all values: 1 of 7." in said
    assert "Without an interval: 1 of 7." in said
    without = plot_topic_choice(panel.assign(stability=np.nan))
    assert "stability of 0.6" not in texts(without)
    only = plot_topic_choice(panel.assign(npmi=np.nan, exclusivity=np.nan, diversity=np.nan))
    assert only.axes[0].get_xlabel() == "Number of topics (K), logarithmic axis"


@pytest.mark.parametrize("numbers", [[12], [3, 6], NUMBERS, list(range(3, 60)), [2, 120, 900]])
def test_nothing_is_cut_or_overlaps(numbers: list[int], is_whole: IsWhole) -> None:
    figure = plot_topic_choice(make_panel(numbers), recommended=numbers[len(numbers) // 2], title="A long title " * 12)
    assert is_whole(figure)
    ticks = [tick.get_text() for tick in figure.axes[0].get_xticklabels()]
    assert {str(numbers[0]), str(numbers[len(numbers) // 2])} <= set(ticks)


def test_same_rows_same_bytes(save: Save) -> None:
    panel = make_panel()
    assert save(plot_topic_choice(panel)) == save(plot_topic_choice(panel.iloc[::-1]))


@pytest.mark.parametrize(
    ("panel", "more", "said"),
    [
        (make_panel().iloc[:0], {}, "nothing to draw"),
        (make_panel().drop(columns="npmi"), {}, "no column 'npmi'"),
        (make_panel().reset_index(drop=True), {}, "numbers of topics, each once; found: 0, 1"),
        (make_panel([5, 5]), {}, "numbers of topics, each once; found: 5, 5"),
        (make_panel() * np.nan, {}, "a panel without a value"),
        (make_panel(), {"recommended": 12}, "not among the candidates; found: 12; to mend it: take one of 5, 8"),
    ],
)
def test_mistakes_are_told(panel: pd.DataFrame, more: dict[str, Any], said: str) -> None:
    with pytest.raises(EstimateError, match=said):
        plot_topic_choice(panel, **more)
