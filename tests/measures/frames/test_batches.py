from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError
from framing.measures.frames.batches import draw_batch, is_learnt
from framing.measures.frames.classifier import FrameClassifier
from framing.measures.frames.fitting import fit_frames

CLASH, CALM = "they clash and accuse", "gardens bloom in town"


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    coded = [f"{CLASH if number % 2 else CALM} {number}" for number in range(40)]
    left = [CLASH, CALM, f"{CLASH} {CALM}", f"{CALM} {CLASH}", "ΩΩ", f"{CLASH} {CALM} {CLASH}"]
    index = pd.Index([f"a{number:02d}" for number in range(46)], name="article_id")
    table = pd.DataFrame({"text": coded + left, "title": ""}, index=index).astype("str")
    return table.assign(outlet="Post", date=pd.NaT, url="-")


@pytest.fixture(scope="module")
def model(articles: pd.DataFrame) -> FrameClassifier:
    codes = pd.DataFrame({"conflict": [number % 2 for number in range(40)]}, articles.index[:40])
    return fit_frames(articles, codes, outlet=None)


def test_the_nearest_to_the_threshold_come_first(model: FrameClassifier, articles: pd.DataFrame) -> None:
    batch = draw_batch(model, articles, n=5)
    assert set(batch.index[:2]) == {"a42", "a43"}
    assert "a44" not in batch.index
    assert batch["distance"].is_monotonic_increasing
    assert batch["probability"].isna().all()
    assert (batch["batch"] == "uncertain").all()


def test_one_of_each_near_copy_is_taken(model: FrameClassifier, articles: pd.DataFrame) -> None:
    copies = articles.assign(duplicate=["d" if name in ("a42", "a43") else None for name in articles.index])
    batch = draw_batch(model, copies, n=4)
    assert len({"a42", "a43"} & set(batch.index)) == 1


def test_a_random_batch_has_its_probability_and_no_coded_article(
    model: FrameClassifier, articles: pd.DataFrame
) -> None:
    batch = draw_batch(model, articles, n=3, strategy="random", seed=1)
    assert (batch["probability"] == 0.5).all()
    assert set(batch.index) <= set(articles.index[40:])
    counts = pd.Series(0, articles.index[40:])
    for seed in range(60):
        counts[draw_batch(model, articles, n=3, strategy="random", seed=seed).index] += 1
    np.testing.assert_allclose(counts / 60, 0.5, atol=0.25)


def test_the_random_sample_grows_from_all_articles_those_picked_before_included(articles: pd.DataFrame) -> None:
    codes = pd.DataFrame({"conflict": [number % 2 for number in range(40)]}, articles.index[:40])
    picked = codes.assign(batch=["random"] * 30 + ["uncertain"] * 10)
    model = fit_frames(articles, picked, outlet=None)
    every = draw_batch(model, articles, n=16, strategy="random")
    assert every.index.tolist() == articles.index[30:].tolist()  # all but the sample
    assert every.index[every["coded"]].tolist() == articles.index[30:40].tolist()
    assert every["distance"].isna().tolist() == [True] * 10 + [name == "a44" for name in articles.index[40:]]
    batch = draw_batch(model, articles, n=8, strategy="random", seed=2)
    assert (batch["probability"] == 0.5).all()
    kept = batch.index[batch["coded"]]
    assert len(kept) > 0
    again = fit_frames(articles, picked.assign(batch=picked["batch"].mask(picked.index.isin(kept), "random")))
    assert again.predictions["sampled"].sum() == 30 + len(kept)
    assert not set(kept) & set(draw_batch(again, articles, n=16 - len(kept), strategy="random").index)


def test_articles_on_which_the_coders_tied_are_not_coded_again(articles: pd.DataFrame) -> None:
    long = pd.DataFrame({"unit_id": articles.index[:42], "variable": "conflict", "coder": "x"})
    long = long.assign(value=[number % 2 for number in range(42)], batch=["random"] * 41 + ["uncertain"])
    other = long[40:].assign(coder="y", value=lambda table: 1 - table["value"])
    model = fit_frames(articles, pd.concat([long, other]), outlet=None)
    assert model.ties["article_id"].tolist() == ["a40", "a41"]
    assert not {"a40", "a41"} & set(draw_batch(model, articles, n=3).index)
    assert draw_batch(model, articles, n=5, strategy="random").index.tolist() == ["a41", "a42", "a43", "a44", "a45"]
    with pytest.raises(MeasureError, match="found: 5 left"):
        draw_batch(model, articles, n=6, strategy="random")


def test_no_copy_of_a_coded_article_is_uncertain(model: FrameClassifier, articles: pd.DataFrame) -> None:
    copies = articles.assign(duplicate=["d" if name in ("a05", "a42") else None for name in articles.index])
    copies.loc["a43", "text"] = articles.loc["a08", "text"].upper()
    copies = copies.rename(index={"a42": "A42"})  # first of its family
    batch = draw_batch(model, copies, n=3)
    assert set(batch.index) == {"a40", "a41", "a45"}
    assert not batch["coded"].any()
    with pytest.raises(MeasureError, match="cannot draw n=4"):
        draw_batch(model, copies, n=4)


@pytest.mark.parametrize("strategy", ["uncertain", "random"])
def test_the_order_of_rows_changes_nothing(model: FrameClassifier, articles: pd.DataFrame, strategy: str) -> None:
    one, other = (draw_batch(model, table, n=3, strategy=strategy) for table in (articles, articles.iloc[::-1]))
    pd.testing.assert_frame_equal(one, other)


def test_with_one_label_an_article_the_two_highest_are_compared(articles: pd.DataFrame) -> None:
    kinds = pd.Series(["conflict" if number % 2 else "calm" for number in range(40)], articles.index[:40])
    batch = draw_batch(fit_frames(articles, kinds, outlet=None), articles, n=2)
    assert set(batch.index) == {"a42", "a43"}


def test_too_many_and_unknown_are_errors(model: FrameClassifier, articles: pd.DataFrame) -> None:
    with pytest.raises(MeasureError, match="cannot draw n=7"):
        draw_batch(model, articles, n=7, strategy="random")
    with pytest.raises(MeasureError, match="cannot draw n=1"):
        draw_batch(model, articles.iloc[:40], n=1)
    with pytest.raises(MeasureError, match="unknown strategy"):
        draw_batch(model, articles, strategy="best")


def test_learning_stops_when_three_batches_gain_nothing() -> None:
    assert not is_learnt([0.50, 0.55, 0.58])
    assert not is_learnt([0.50, 0.55, 0.58, 0.60])
    assert is_learnt([0.50, 0.60, 0.605, 0.603, 0.609])
    assert not is_learnt([0.50, 0.60, 0.605, 0.603, 0.611])
