"""Axes between two poles: values worked by hand in two dimensions, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError
from framing.measures.axis import describe_axes, measure_axis

Articles = Callable[..., pd.DataFrame]

# The axis is (1, 1) − (−1, 1) = (2, 0): the cosine of a word is the first number over the vector's length.
VECTORS = {
    "safe": np.array([1.0, 1.0]),  # 1 / √2
    "risky": np.array([-1.0, 1.0]),  # −1 / √2
    "calm": np.array([3.0, 4.0]),  # .6
    "storm": np.array([-8.0, 6.0]),  # −.8
    "of": np.array([0.0, 0.0]),  # no direction
}
POLES = {"safety": (["safe"], ["risky"])}


class Keyed:
    """The interface and nothing else."""

    def __contains__(self, word: object) -> bool:
        return word in VECTORS

    def __getitem__(self, word: str) -> Any:
        return VECTORS[word].astype(np.float32)


def test_bias_and_intensity_are_as_worked_by_hand(make_articles: Articles) -> None:
    articles = make_articles("Calm, calm storm of words.", "A safe calm.", "Nobody knows.", "")
    scores = measure_axis(articles, vectors=VECTORS, poles=POLES)
    root = 1 / np.sqrt(2)
    baseline = (0.6 + 0.6 - 0.8 + root + 0.6) / 5
    assert scores["axis_safety_bias"].tolist()[:2] == pytest.approx([0.4 / 3, (root + 0.6) / 2])
    first = (2 * (0.6 - baseline) ** 2 + (-0.8 - baseline) ** 2) / 3
    second = ((root - baseline) ** 2 + (0.6 - baseline) ** 2) / 2
    assert scores["axis_safety_intensity"].tolist()[:2] == pytest.approx([first, second])
    assert scores.iloc[2:, :2].isna().all(axis=None)
    assert scores["axis_coverage"].fillna(-1).tolist() == pytest.approx([3 / 5, 2 / 3, 0.0, -1])
    assert scores["axis_words"].tolist() == [3, 2, 0, 0]
    assert scores["n_words"].tolist() == [5, 3, 2, 0]
    weighted = (scores["axis_safety_bias"] * scores["axis_words"]).sum() / scores["axis_words"].sum()
    assert weighted == pytest.approx(baseline)  # so a corpus measured in batches can be put together
    batch = measure_axis(articles.iloc[:1], vectors=VECTORS, poles=POLES, baseline={"safety": weighted})
    assert batch.iloc[0].tolist() == pytest.approx(scores.iloc[0].tolist())


def test_the_axis_joins_the_means_of_the_poles(make_articles: Articles) -> None:
    poles = {"calm": (["safe", "calm"], ["storm"]), "turned": ("storm", ["calm", "safe"])}
    scores = measure_axis(make_articles("Safe."), vectors=VECTORS, poles=poles)
    axis = np.array([2.0, 2.5]) - np.array([-8.0, 6.0])
    cosine = axis @ [1, 1] / (np.linalg.norm(axis) * np.sqrt(2))
    assert scores[["axis_calm_bias", "axis_turned_bias"]].iloc[0].tolist() == pytest.approx([cosine, -cosine])
    assert scores["axis_calm_intensity"].tolist() == [0.0]


@pytest.mark.parametrize("given", [Keyed(), pd.DataFrame(VECTORS).T, {word: list(v) for word, v in VECTORS.items()}])
def test_any_holder_of_vectors_will_do(make_articles: Articles, given: Any) -> None:
    articles = make_articles("“Safe storm,” he said.", "The calm’s of no use: RISKY!")
    for by in ("article", "sentence", "voice"):
        one, other = (measure_axis(articles, vectors=v, poles=POLES, by=by) for v in (VECTORS, given))
        pd.testing.assert_frame_equal(one, other)
    assert measure_axis(articles, vectors=given, poles=POLES)["axis_words"].tolist() == [2, 2]


def test_words_to_skip_are_not_counted(make_articles: Articles) -> None:
    articles = make_articles("Safe and calm and risky.")
    scores = measure_axis(articles, vectors=VECTORS, poles=POLES, skip=["Safe", "risky", "and"])
    assert scores["axis_safety_bias"].tolist() == pytest.approx([0.6])
    assert scores[["axis_coverage", "axis_words", "n_words"]].iloc[0].tolist() == [1.0, 1, 5]
    nothing = measure_axis(make_articles("And and."), vectors=VECTORS, poles=POLES, skip="and")
    assert nothing.iloc[0, :3].isna().all()
    assert nothing["n_words"].tolist() == [2]


def test_by_voice_each_word_is_its_speakers(make_articles: Articles) -> None:
    articles = make_articles("“A storm,” she said. All is calm.", "Calm.")
    scores = measure_axis(articles, vectors=VECTORS, poles=POLES, by="voice")
    bias = scores["axis_safety_bias"].fillna(9).round(6).to_dict()
    assert bias == {
        ("a", "journalist"): 0.6, ("a", "source_direct"): -0.8, ("b", "journalist"): 0.6, ("b", "source_direct"): 9.0,
    }  # fmt: skip
    whole = measure_axis(articles, vectors=VECTORS, poles=POLES)
    assert scores.groupby("article_id")[["axis_words", "n_words"]].sum().equals(whole[["axis_words", "n_words"]])
    marked = fr.find_quotations(articles)
    pd.testing.assert_frame_equal(
        scores, measure_axis(articles, vectors=VECTORS, poles=POLES, by="voice", quotations=marked)
    )


def test_by_sentence_rows_are_segments_of_all_parts(make_articles: Articles) -> None:
    articles = make_articles("All is calm. A storm!", "Risky.", titles=["Storm of calm", None])
    scores = measure_axis(articles, vectors=VECTORS, poles=POLES, by="sentence", parts=("title", "text"))
    assert scores.index.tolist() == ["a/title/0000", "a/text/0000", "a/text/0001", "b/text/0000"]
    assert scores["axis_safety_bias"].tolist() == pytest.approx([-0.1, 0.6, -0.8, -1 / np.sqrt(2)])
    segments = fr.segment_articles(articles, parts=("title", "text"))
    pd.testing.assert_frame_equal(scores[segments.columns], segments)
    again = measure_axis(articles, vectors=VECTORS, poles=POLES, parts=("title", "text"))
    assert again["axis_safety_bias"].tolist() == pytest.approx([(-0.2 + 0.6 - 0.8) / 4, -1 / np.sqrt(2)])


def test_the_order_of_articles_changes_no_bit(demo: pd.DataFrame) -> None:
    rng = np.random.default_rng(1)
    words = sorted({word for text in demo["text"] for word in text.lower().split()})
    vectors = dict(zip(words, rng.normal(size=(len(words), 7)), strict=True)) | {
        "up": np.ones(7),
        "down": -np.eye(7)[0],
    }
    poles = {"way": (["up"], ["down"])}
    scores = measure_axis(demo, vectors=vectors, poles=poles)
    turned = measure_axis(demo.iloc[::-1], vectors=vectors, poles=poles)
    pd.testing.assert_frame_equal(scores, turned.loc[scores.index], check_exact=True)
    assert scores["axis_way_bias"].between(-1, 1).all()


def test_the_codebook_knows_every_column(make_articles: Articles) -> None:
    variables = {variable.name: variable for variable in describe_axes(POLES)}
    scores = measure_axis(make_articles("Safe."), vectors=VECTORS, poles=POLES)
    assert set(scores.columns) == {*variables, "n_words"}
    assert "nearer to safe than to risky" in variables["axis_safety_bias"].direction
    assert (variables["axis_safety_bias"].low, variables["axis_safety_intensity"].high) == (-1, 4)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"by": "word"}, "unknown unit"),
        ({"poles": {}}, "two lists of words for each axis"),
        ({"poles": {"x": ["safe"]}}, "two lists of words for each axis"),
        ({"poles": {"x": ([], ["safe"])}}, "a pole has no word; found: axis 'x'"),
        ({"poles": {"x": (["safe", "quiet"], ["risky"])}}, "no vector; found: axis 'x': 1 of 2, 'quiet'"),
        ({"poles": {"x": (["of"], ["risky"])}}, "no vector; found: axis 'x': 1 of 1, 'of'"),
        ({"poles": {"x": (["safe", "risky"], ["risky", "safe"])}}, "same mean vector; found: axis 'x'"),
        ({"vectors": None}, "cannot be asked for a word; found: NoneType"),
        ({"vectors": "glove.txt"}, "cannot be asked for a word; found: str"),
        ({"vectors": VECTORS | {"calm": [1.0, 2.0, 3.0]}}, "one length; found: 3 numbers for 'calm', 2 for others"),
        ({"vectors": VECTORS | {"calm": [1.0, np.nan]}}, "row of numbers; found: for 'calm'"),
        ({"vectors": VECTORS | {"calm": "0.1 0.2"}}, "row of numbers; found: for 'calm'"),
        ({"vectors": pd.DataFrame([[1, 2], [3, 4]], index=["calm", "calm"])}, "'calm' twice"),
        ({"baseline": {"other": 0.1}}, "baseline= must have a value for each axis; found: 'safety': None"),
        ({"baseline": {"safety": 2.0}}, "found: 'safety': 2.0"),
    ],
)  # fmt: skip
def test_mistakes_are_told(make_articles: Articles, change: dict[str, Any], said: str) -> None:
    given: dict[str, Any] = {"vectors": VECTORS, "poles": POLES} | change
    with pytest.raises(MeasureError, match=said):
        measure_axis(make_articles("Safe and calm."), **given)
