from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import framing.measures.frames as frames
from framing.errors import MeasureError
from framing.measures.frames.scoring import answer_items

Articles = Callable[..., pd.DataFrame]


@pytest.fixture(scope="module")
def scheme() -> frames.Scheme:
    """The generic frames, one hit enough in texts of any length."""
    scheme = frames.load_scheme()
    return replace(scheme, items=scheme.items.assign(hits=1), short=0, long=0)


def test_a_frame_is_the_mean_of_its_items(make_articles: Articles, scheme: frames.Scheme) -> None:
    articles = make_articles("Profits fell. The repairs cost £3 million.", "Nothing was said.", "")
    scores = frames.measure_frames(articles, scheme=scheme, items=True)
    answers = scores.loc["a", [f"item_economic_{item}" for item in ("gains_losses", "costs", "consequences")]]
    assert answers.tolist() == [1, 1, 0]
    assert scores["frame_economic"].round(3).fillna(-1).tolist() == [0.667, 0, -1]
    assert scores["n_words"].tolist() == [7, 3, 0]
    assert scores["frame_primary"].fillna("").tolist() == ["economic", "none", ""]
    assert scores.loc["c"].drop(["n_words", "frame_primary"]).isna().all()


def test_rates_and_strength_count_the_hits(make_articles: Articles, scheme: frames.Scheme) -> None:
    articles = make_articles("Profits fell, profits rose, debts grew.")
    matches = frames.find_frames(articles, scheme=scheme).query("category == 'economic'")
    scores = frames.measure_frames(articles, scheme=scheme).loc["a"]
    assert scores["frame_economic_rate"] == pytest.approx(100 * len(matches) / 6)
    counts = matches["item"].value_counts().reindex([item for item in scheme.items.index if item.startswith("econ")])
    assert scores["frame_economic_strength"] == pytest.approx(np.log2(1 + counts).mean())


def test_longer_texts_need_more_hits_and_short_ones_fewer() -> None:
    scheme = frames.load_scheme()
    column = scheme.items.index.get_loc("responsibility_solution")
    assert scheme.items["hits"].iloc[column] == 3
    assert (scheme.short, scheme.long) == (100, 1000)
    hits = np.zeros((6, len(scheme.items)))
    hits[:, column] = [1, 1, 3, 3, 6, 0]
    answers = answer_items(hits, np.array([99, 100, 1000, 1001, 2000, 0]), scheme)[:, column]
    assert np.nan_to_num(answers, nan=-1).tolist() == [1, 0, 1, 0, 1, -1]


def test_the_leading_frame_must_lead_by_the_margin(make_articles: Articles, scheme: frames.Scheme) -> None:
    articles = make_articles(
        "Profits fell. The repairs cost £3 million. The economy shrank. The bishop prayed.",
        "Profits fell. The bishop prayed.",
    )
    scores = frames.measure_frames(articles, scheme=scheme)
    assert scores["frame_primary"].tolist() == ["economic", "mixed"]
    wide = frames.measure_frames(articles, scheme=scheme, margin=4)
    assert wide["frame_primary"].tolist() == ["mixed", "mixed"]


def test_each_voice_has_its_own_score(make_articles: Articles, scheme: frames.Scheme) -> None:
    articles = make_articles("“The repairs cost £3 million,” said the bishop.", "Quiet.")
    scores = frames.measure_frames(articles, scheme=scheme, by="voice", items=True)
    assert scores.index.names == ["article_id", "voice"]
    assert scores.loc[("a", "source_direct"), "item_economic_costs"] == 1
    assert scores.loc[("a", "journalist"), ["item_economic_costs", "item_morality_religion"]].tolist() == [0, 1]
    assert np.isnan(scores.loc[("b", "source_direct"), "frame_economic"])
    assert scores["n_words"].groupby("article_id").sum().tolist() == [8, 1]


def test_each_place_has_its_own_score(make_articles: Articles, scheme: frames.Scheme) -> None:
    articles = make_articles("The bishop prayed.", titles=["Repairs cost £3 million"])
    scores = frames.measure_frames(articles, scheme=scheme, by="place", parts=("title", "text"), items=True)
    assert scores.index.tolist() == [("a", "title"), ("a", "body")]
    assert scores["item_economic_costs"].tolist() == [1, 0]
    assert scores["item_morality_religion"].tolist() == [0, 1]


def test_the_order_of_the_articles_makes_no_difference(demo: pd.DataFrame) -> None:
    some = demo.iloc[:12]
    turned = frames.measure_frames(some.iloc[::-1]).loc[some.index]
    pd.testing.assert_frame_equal(frames.measure_frames(some), turned)


def test_scores_lie_within_their_range(demo: pd.DataFrame) -> None:
    scores = frames.measure_frames(demo.iloc[:12])
    for one in frames.describe_frames():
        if one.name in scores and one.low is not None:
            assert scores[one.name].dropna().between(one.low, np.inf if one.high is None else one.high).all()


def test_no_articles_give_no_scores(make_articles: Articles) -> None:
    scores = frames.measure_frames(make_articles("a").iloc[:0])
    assert len(scores) == 0
    assert "frame_conflict" in scores.columns


def test_wrong_settings_are_refused(make_articles: Articles) -> None:
    with pytest.raises(MeasureError, match=r"unknown unit; found: by='speaker'"):
        frames.measure_frames(make_articles("a"), by="speaker")  # type: ignore[arg-type]
    with pytest.raises(MeasureError, match=r"margin= must be at least 1; found: 0\.5"):
        frames.measure_frames(make_articles("a"), margin=0.5)
