from __future__ import annotations

import io
from itertools import pairwise, product
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from framing.errors import EstimateError
from framing.figures.sources import plot_decomposition, plot_shares

OUTLETS = ["Daily Beacon", "The Long-Named Evening Courier of the North-West", "Wire"]
FACTS: dict[str, Any] = {"level": 0.95, "unit": "article", "cluster": "story", "weight": "none", "n_left_out": 0}


def make_shares(*types: str, measures: tuple[str, ...] = ("count", "words")) -> pd.DataFrame:
    cells = list(product(types, OUTLETS, measures))
    table = pd.DataFrame(cells, columns=["speaker_type", "outlet", "measure"]).assign(variable="share", **FACTS)
    estimate = [(number % 7 + 1) / 10 for number in range(len(table))]
    table = table.assign(estimate=estimate, method="cluster bootstrap", n_units=30)
    return table.assign(low=table["estimate"] / 2, high=table["estimate"] * 1.2)


def make_parts(*voices: str, family: str = "epistemic", mix: tuple[str, ...] = ("voice",)) -> pd.DataFrame:
    cells = list(product(["all", *voices], ["difference", "composition", "rate"]))
    table = pd.DataFrame([(family, *[voice] * len(mix), "Post", "Echo", part) for voice, part in cells])
    table.columns = ["family", *mix, "outlet", "reference", "component"]
    table = table.assign(variable="rate_difference", **FACTS, method="cluster bootstrap", n_units=41)
    table["estimate"] = [number % 5 - 2.0 for number in range(len(table))]
    return table.assign(low=table["estimate"] - 1, high=table["estimate"] + 1)


def texts(figure: Figure) -> list[str]:
    return [text.get_text().replace("\n", " ") for text in figure.findobj(Text) if text.get_text()]


def save(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def is_whole(figure: Figure) -> bool:
    """Whether no text is cut by the edge and no tick labels overlap."""
    for axes in figure.axes:
        for labels in (axes.get_xticklabels(), axes.get_yticklabels()):
            boxes = [label.get_window_extent() for label in labels if label.get_text()]
            if any(one.overlaps(other) for one, other in pairwise(boxes)):
                return False
    box, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    return bool(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height)


def test_shares_have_a_panel_a_type_and_a_colour_a_measure() -> None:
    figure = plot_shares(make_shares("not known", "expert", "government"), title="Who is quoted")
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["expert", "government", "not known"]
    said = texts(figure)
    assert {"by quotations", "by words of quotations", "Who is quoted"} <= set(said)
    assert "Share of the quotations or words of quotations (0 to 1)" in said
    assert any("(n = 30)" in text for text in said)
    assert any("95 %" in text and "n: articles" in text for text in said)
    assert all(axes.get_xlim()[0] == 0 for axes in figure.axes)
    assert is_whole(figure)


def test_one_type_and_one_measure_are_named_on_the_axis() -> None:
    figure = plot_shares(make_shares("expert", measures=("words",)))
    assert "speaker_type expert: share of the words of quotations (0 to 1)" in texts(figure)
    assert len(figure.axes) == 1


def test_types_can_stand_below_one_another() -> None:
    shares = make_shares("expert", "not known", "zoo", measures=("count",))
    figure = plot_shares(shares, x="speaker_type", hue="outlet")
    axes = figure.axes[0]
    ticks = [label.get_text() for label in (*axes.get_xticklabels(), *axes.get_yticklabels())]
    names = [tick.split("\n")[0].removesuffix(" (n = 30)") for tick in ticks if "(n = 30)" in tick]
    assert names == ["expert", "zoo", "not known"]
    assert is_whole(figure)


def test_a_decomposition_has_all_first_and_three_colours() -> None:
    figure = plot_decomposition(make_parts("source_direct", "journalist"), title="Post and Echo")
    ticks = [label.get_text().split("\n")[0] for label in figure.axes[0].get_xticklabels()]
    assert ticks == ["all", "journalist", "source, direct speech"]
    said = texts(figure)
    assert {"difference", "composition: whom they quote", "rate: how each voice writes"} <= set(said)
    assert "epistemic: rate of Post minus rate of Echo (hits per 100 words)" in said
    assert is_whole(figure)


def test_a_decomposition_of_several_kinds_has_panels() -> None:
    parts = pd.concat([make_parts("journalist", family=family) for family in ("booster", "epistemic")])
    figure = plot_decomposition(parts)
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["booster", "epistemic"]
    assert "Rate of Post minus rate of Echo (hits per 100 words)" in texts(figure)
    assert is_whole(figure)


def test_a_mix_of_several_columns_is_joined() -> None:
    figure = plot_decomposition(make_parts("body", "heading", mix=("voice", "place")))
    said = texts(figure)
    assert any(text.startswith("body, body") for text in said)
    assert {"composition", "rate"} <= set(said)  # a place is nobody who is quoted
    chosen = plot_decomposition(make_parts("body", "heading", mix=("place",)), order=["heading"])
    assert any("Not shown: 2 further values" in text for text in texts(chosen))


def test_figures_are_the_same_in_any_order_of_rows() -> None:
    shares, parts = make_shares("expert", "government"), make_parts("journalist", "source_direct")
    for draw, table in ((plot_shares, shares), (plot_decomposition, parts)):
        assert save(draw(table)) == save(draw(table.sample(frac=1, random_state=1)))


def test_mistakes_are_told() -> None:
    two = pd.concat([make_parts("journalist"), make_parts("journalist").assign(reference="Wire")])
    with pytest.raises(EstimateError, match="the decomposition of one difference"):
        plot_decomposition(two)
    with pytest.raises(EstimateError, match="no column 'reference'"):
        plot_decomposition(make_shares("expert"))
    with pytest.raises(EstimateError, match="no column 'measure'"):
        plot_shares(make_parts("journalist"))
    with pytest.raises(EstimateError, match="nothing to draw"):
        plot_shares(make_shares("expert").iloc[:0])
    with pytest.raises(EstimateError, match="several rows for one point"):
        plot_shares(make_shares("expert"), x="speaker_type", hue="measure")
