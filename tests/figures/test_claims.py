"""The figure of claims: what stands on it, what it leaves out and says so, what it refuses."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from framing.errors import EstimateError
from framing.figures.claims import plot_claims
from framing.figures.theme import style_values

KINDS = ["asserted", "questioned", "doubted", "denied", "confirmed"]
OUTLETS = ["Daily Beacon", "The Long-Named Evening Courier of the North-West (Online Edition)", "Wire"]
PASSAGE = "Rumours that the mayor sold the old mill at Ostrand to a bank spread through the town on Monday evening"


def make_claims(n: int = 60, n_claims: int = 4) -> pd.DataFrame:
    number = np.arange(n)
    return pd.DataFrame(
        {
            "claim": [f"c{place % n_claims:02d}" for place in number],
            "article_id": [f"a{place:03d}" for place in number],
            "outlet": [OUTLETS[place % 3] for place in number],
            "date": pd.Timestamp("2019-12-20") + pd.to_timedelta(number * 7 % 31, unit="D"),
            "polarity": [KINDS[place * place % 5] for place in number],
            "passage": [f"{PASSAGE} ({place % n_claims})." for place in number],
        }
    )


def texts(figure: Figure) -> str:
    return " ".join(text.get_text().replace("\n", " ") for text in figure.findobj(Text) if text.get_text())


def labels(figure: Figure) -> list[str]:
    return [label.get_text() for label in figure.axes[0].get_yticklabels()]


def marks(figure: Figure) -> dict[str, list[tuple[float, float, float]]]:
    """Day since the first, row and area of every mark, by colour."""
    found = [artist for artist in figure.axes[0].collections if isinstance(artist, PathCollection)]
    return {
        to_hex(of.get_facecolor()[0]).upper(): [
            (float(x), round(float(y), 3), float(area))
            for (x, y), area in zip(np.asarray(of.get_offsets()), of.get_sizes(), strict=True)
        ]
        for of in found
    }


def save(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def is_whole(figure: Figure) -> bool:
    width, height = figure.get_size_inches()
    for dpi in (110, 144, 300):
        figure.set_dpi(dpi)
        for axes in figure.axes:
            for ticks in (axes.get_xticklabels(), axes.get_yticklabels()):
                boxes = [label.get_window_extent() for label in ticks if label.get_text()]
                if any(one.overlaps(other) for one, other in pairwise(boxes)):
                    return False
        box = figure.get_tightbbox()
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height:
            return False
    return True


@pytest.mark.parametrize("n_claims", [1, 2, 12])
def test_nothing_is_cut_and_no_labels_overlap(n_claims: int) -> None:
    assert is_whole(plot_claims(make_claims(n_claims=n_claims), title="Rumours of the mill"))


def test_a_row_is_a_claim_in_the_order_of_first_mentions() -> None:
    claims = make_claims()
    claims["date"] += pd.to_timedelta(claims["claim"].map({"c00": 3, "c01": 2, "c02": 1, "c03": 0}) * 40, unit="D")
    named = labels(plot_claims(claims))
    assert len(named) == 4
    assert all("(15 mentions in 15 articles)" in name for name in named)
    most = labels(plot_claims(pd.concat([claims, claims[claims["claim"] == "c01"].assign(article_id="z")]), most=1))
    assert most == [most[0]]
    assert "(30 mentions in 16 articles)" in most[0]


def test_one_claim_has_a_row_an_outlet_and_is_named_below() -> None:
    figure = plot_claims(make_claims(), claim="c02")
    assert sorted(name.split("(")[0].strip() for name in labels(figure))[0] == "Daily Beacon"
    assert len(labels(figure)) == 3
    assert "The claim as first mentioned: “Rumours that the mayor" in texts(figure)


def test_colour_shape_and_area_tell_kind_and_number() -> None:
    day = pd.Timestamp("2021-03-01")
    claims = pd.DataFrame(
        {
            "claim": "c",
            "article_id": list("abcd"),
            "outlet": "Post",
            "date": [day, day, day, day + pd.Timedelta(days=2)],
            "polarity": ["asserted", "asserted", "denied", "denied"],
            "passage": PASSAGE,
        }
    )
    figure = plot_claims(claims)
    styles = style_values(["asserted", "denied"])
    found = marks(figure)
    asserted, denied = (found[styles[kind][0]] for kind in ("asserted", "denied"))
    assert len(asserted) == 1
    assert len(denied) == 2
    assert asserted[0][2] > denied[0][2] == denied[1][2]
    assert denied[1][0] - denied[0][0] == 2
    assert asserted[0][1] < denied[0][1] != denied[1][1]  # two kinds of one day below one another
    legend = figure.legends[0]
    assert [text.get_text() for text in legend.get_texts()] == ["asserted", "denied"]
    assert [handle.get_marker() for handle in legend.legend_handles] == [styles[kind][1] for kind in styles]  # type: ignore[union-attr]
    assert "here from 1 to 2" in texts(figure)


def test_the_caption_counts_what_is_not_shown() -> None:
    claims = make_claims()
    claims.loc[[0, 4], "date"] = pd.NaT
    claims.loc[[8], "polarity"] = None
    lost = claims[claims["claim"] == "c01"].index
    claims.loc[lost, "date"] = pd.NaT
    said = texts(plot_claims(claims, most=3))
    assert "Not shown: 2 undated mentions, 1 mention whose polarity is not given, 1 further claim." in said
    assert "Not shown" not in texts(plot_claims(make_claims()))


def test_the_same_bytes_whatever_the_order_of_rows() -> None:
    claims = make_claims(n_claims=12)
    assert save(plot_claims(claims.iloc[::-1])) == save(plot_claims(claims))
    assert save(plot_claims(claims.iloc[::-1], claim="c03")) == save(plot_claims(claims, claim="c03"))


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        (lambda claims: claims.iloc[:0], {}, "nothing to draw"),
        (lambda claims: claims.drop(columns="polarity"), {}, "no column 'polarity'"),
        (lambda claims: claims.assign(date=pd.NaT), {}, "none with date and polarity"),
        (lambda claims: claims, {"claim": "z"}, "no such claim"),
        (lambda claims: claims, {"most": 0}, "most= must be 1 or more"),
    ],
)
def test_it_refuses_what_it_cannot_draw(change: Any, options: dict[str, Any], said: str) -> None:
    with pytest.raises(EstimateError, match=said):
        plot_claims(change(make_claims()), **options)
