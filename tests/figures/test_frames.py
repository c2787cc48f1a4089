from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from framing.errors import EstimateError
from framing.figures.frames import plot_frames
from framing.figures.theme import COLOURS

Texts = Callable[[Figure], str]
Points = Callable[[Figure, int], list[Any]]
IsWhole = Callable[[Figure], bool]
Save = Callable[[Figure], bytes]

FACTS: dict[str, Any] = {"level": 0.95, "unit": "article", "cluster": "story", "method": "cluster bootstrap"}
VOICES = ["journalist", "source_direct", "source_indirect"]
LONG = "Morning Echo (Online Edition, formerly The Weekly Echo of the North-West)"
FRAMES = ["conflict", "human_interest", "economic"]


def make_estimates(outlets: list[str], voices: list[str], frames: list[str]) -> pd.DataFrame:
    cells = [(f"frame_{frame}", outlet, voice) for frame, outlet, voice in product(frames, outlets, voices)]
    table = pd.DataFrame(cells, columns=["variable", "outlet", "voice"])
    table = table.assign(estimate=0.1 + 0.01 * np.arange(len(table)) % 0.5)
    return table.assign(low=table["estimate"] - 0.05, high=table["estimate"] + 0.1, n_units=30, **FACTS)


def test_each_frame_has_a_panel_and_all_have_one_axis(texts: Texts, points: Points) -> None:
    table = make_estimates(["Post", "Echo"], VOICES[:2], FRAMES)
    figure = plot_frames(table, title="Frames")
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["conflict", "economic", "human interest"]
    assert {axes.get_xlim() for axes in figure.axes} == {(0.0, 0.4)}  # the highest interval ends at .31
    drawn = points(figure, 0)
    assert [(row, estimate) for row, estimate, _, _ in drawn] == [
        (-0.11, 0.12), (0.11, 0.13), (0.89, 0.1), (1.11, 0.11),
    ]  # fmt: skip
    assert [colour for _, _, colour, _ in drawn] == [COLOURS[0], COLOURS[1]] * 2
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Echo (n = 30)", "Post (n = 30)"]
    assert not any(label.get_text() for label in figure.axes[1].get_yticklabels())
    said = texts(figure)
    assert "share of the frame's questions answered yes (0–1)" in said
    assert "All panels have one axis." in said


def test_a_cell_without_an_estimate_says_so_and_one_without_an_interval_is_hollow(texts: Texts, points: Points) -> None:
    table = make_estimates(["Echo", "Post"], VOICES, FRAMES)
    table.loc[0, ["estimate", "low", "high"]] = np.nan
    table.loc[1, ["low", "high"]] = np.nan
    table.loc[1, "method"] = "no interval: one cluster"
    table = table.drop(index=2)  # not in the table at all
    table = table[~((table["variable"] == "frame_economic") & (table["outlet"] == "Post"))]
    figure = plot_frames(table)
    notes = [text for text in figure.axes[0].texts if text.get_text() == "no estimate"]
    assert [(round(note.get_position()[1], 2), to_hex(str(note.get_color())).upper()) for note in notes] == [
        (-0.22, COLOURS[0]), (0.22, COLOURS[5]),
    ]  # fmt: skip
    assert points(figure, 0)[0] == (0.0, 0.11, COLOURS[1], "#FFFFFF")
    (whole,) = [text for text in figure.axes[1].texts if text.get_text() == "no estimate"]
    assert whole.get_position()[1] == 1
    said = texts(figure)
    assert "Hollow: no interval (one cluster)" in said
    assert "for want of an estimate: 1 of" in said


def test_frames_can_be_chosen_and_rates_are_not_drawn(texts: Texts) -> None:
    table = make_estimates(["Echo", "Post"], VOICES[:1], FRAMES)
    rates = table.assign(variable=table["variable"] + "_rate", estimate=7.0)
    rates = pd.concat([rates, rates.assign(variable=table["variable"] + "_strength")])
    every = pd.concat([rates, table, table.iloc[:2].assign(variable="sentiment", estimate=-0.4)])
    assert len(plot_frames(every).axes) == 3
    figure = plot_frames(every, frames=["human_interest", "frame_conflict"], order=["Post"])
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["human interest", "conflict"]
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Post (n = 30)"]
    assert "Not shown: 1 further value of outlet." in texts(figure)
    plain = plot_frames(table.drop(columns="voice"), label="share of articles (0–1)")
    assert not plain.legends
    assert "share of articles (0–1)" in texts(plain)
    assert plot_frames(table.rename(columns={"outlet": "place"}), x="place").axes


@pytest.mark.parametrize(
    ("n_outlets", "n_voices", "n_frames"), [(1, 3, 1), (2, 1, 3), (2, 2, 5), (14, 3, 5), (4, 2, 15)]
)
def test_nothing_is_cut_or_overlaps(n_outlets: int, n_voices: int, n_frames: int, is_whole: IsWhole) -> None:
    outlets = [f"{LONG} {i}" if i % 2 else f"Outlet {i}" for i in range(n_outlets)]
    frames = [*FRAMES, "responsibility", *(f"a_frame_of_the_users_with_a_long_name_{i}" for i in range(11))][:n_frames]
    figure = plot_frames(make_estimates(outlets, VOICES[:n_voices], frames), title="A title that goes on " * 6)
    assert is_whole(figure)
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert len(set(titles)) == n_frames  # what is shortened can still be told apart


def test_same_rows_same_bytes(save: Save) -> None:
    table = make_estimates(["Echo", "Post"], VOICES, FRAMES)
    assert save(plot_frames(table)) == save(plot_frames(table.sample(frac=1, random_state=1)))


def test_mistakes_are_told() -> None:
    table = make_estimates(["Echo", "Post"], VOICES[:2], FRAMES)
    with pytest.raises(EstimateError, match="nothing to draw"):
        plot_frames(table.iloc[:0])
    with pytest.raises(EstimateError, match="no column 'outlet'"):
        plot_frames(table.drop(columns="outlet"))
    with pytest.raises(EstimateError, match="the table has no frames; found: variables: tone"):
        plot_frames(table.iloc[:1].assign(variable="tone"))
    with pytest.raises(EstimateError, match="frames of the table, each once; found: 'morality'; to mend it: take them"):
        plot_frames(table, frames=["conflict", "morality"])
    with pytest.raises(EstimateError, match=r"between 0 and 1; found: 1\.2 of conflict"):
        plot_frames(table.assign(estimate=1.2))
    with pytest.raises(EstimateError, match="several rows for one point"):
        plot_frames(pd.concat([table, table.assign(level=0.9)]))


def test_rates_are_drawn_in_their_own_unit(points) -> None:
    names = ["frame_conflict", "frame_conflict_rate"]
    table = pd.DataFrame({"variable": names * 2, "outlet": ["A", "A", "B", "B"], "voice": "journalist"})
    table = table.assign(estimate=[0.5, 1.8, 0.2, 0.4], low=[0.4, 1.2, 0.1, -0.1], high=[0.6, 2.4, 0.3, 0.9])
    table = table.assign(level=0.95, n_units=40, unit="article", cluster="story", method="cluster bootstrap")
    figure = plot_frames(table, of="rate")
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["conflict"]
    said = " ".join(text.get_text() for text in [*figure.texts, *figure.axes[0].texts])
    assert "per 100 words" in said + figure.axes[0].get_xlabel() + str(getattr(figure, "_supxlabel", ""))
    assert figure.axes[0].get_xlim()[1] >= 2.4
    with pytest.raises(EstimateError, match='of="score" or of="rate"'):
        plot_frames(table, of="strength")
    with pytest.raises(EstimateError, match="frame_…_rate"):
        plot_frames(table[table["variable"] == "frame_conflict"], of="rate")
    with pytest.raises(EstimateError, match="choose another of="):
        plot_frames(table[table["variable"] == "frame_conflict_rate"])


def test_a_score_by_voice_says_what_it_measures_too(points) -> None:
    table = pd.DataFrame({"variable": "frame_conflict", "outlet": ["A", "A"], "voice": ["journalist", "source_direct"]})
    table = table.assign(estimate=[0.5, 0.2], low=0.1, high=0.6, level=0.95, n_units=40, unit="article")
    table = table.assign(cluster="story", method="cluster bootstrap")
    said = [
        " ".join(t.get_text() for t in plot_frames(rows).texts).replace("\n", " ") for rows in (table, table.iloc[:1])
    ]
    assert ["fewer chances" in text for text in said] == [True, False]
