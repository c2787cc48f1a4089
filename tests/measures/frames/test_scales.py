from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing.measures.frames as frames
from framing.errors import MeasureError, TableError

QUIZ = ["1111110110", "1011011101", "1111011001", "0010001000", "0000010010",
        "1110111111", "1101110111", "1111111101", "0101111101", "1101101110"]  # fmt: skip
"""Ten students, ten questions: K. L. Wuensch, East Carolina University, KR20.txt (core.ecu.edu/wuenschk/StatHelp).
Its variances: Σ pq = 2.18, total 5.84; KR-20 = 10/9 × (1 − 2.18/5.84) = .697."""


def make(rows: list[str]) -> pd.DataFrame:
    names = [f"q{number}" for number in range(len(rows[0]))]
    index = pd.Index([f"s{number}" for number in range(len(rows))])
    return pd.DataFrame([[int(mark) for mark in row] for row in rows], index=index, columns=names)


def test_alpha_is_the_published_value() -> None:
    quiz = make(QUIZ)
    assert quiz.mean().round(1).tolist() == [0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6]  # as printed there
    table = frames.summarise_scales(quiz, scales={"quiz": list(quiz)}, draws=200)
    assert table.loc["quiz", "alpha"] == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))
    assert table.loc["quiz", "low"] < table.loc["quiz", "alpha"] < table.loc["quiz", "high"] <= 1
    assert table.loc["quiz", ["n_items", "n_units", "n_clusters"]].tolist() == [10, 10, 10]


def test_alpha_of_bland_and_altman() -> None:
    # Bland & Altman (1997), BMJ 314, 572: ten items, Σ item variances 11.16, variance of the sum 77.44: .95.
    published = 10 / 9 * (1 - 11.16 / 77.44)
    assert round(published, 2) == 0.95
    rng = np.random.default_rng(3)
    trait = rng.normal(size=(400, 1))
    items = pd.DataFrame(trait + 0.7 * rng.normal(size=(400, 10)), columns=list("abcdefghij"))
    own, whole = items.var().sum(), items.sum(axis=1).var()
    table = frames.summarise_scales(items, scales={"x": list(items)}, draws=50)
    assert table.loc["x", "alpha"] == pytest.approx(10 / 9 * (1 - own / whole))


def test_items_are_set_against_the_rest() -> None:
    quiz = make(QUIZ)
    items = frames.summarise_items(quiz, scales={"quiz": list(quiz)})
    rest = quiz.drop(columns="q3")
    assert items.loc["q3", "item_rest"] == pytest.approx(np.corrcoef(quiz["q3"], rest.sum(axis=1))[0, 1])
    assert items.loc["q3", "inter_item"] == pytest.approx(quiz.corr()["q3"].drop("q3").mean())
    without = frames.summarise_scales(rest, scales={"quiz": list(rest)}, draws=50)
    assert items.loc["q3", "alpha_without"] == pytest.approx(without.loc["quiz", "alpha"])
    assert items.loc["q3", "mean"] == 0.7


def test_what_is_undefined_is_missing() -> None:
    answers = pd.DataFrame({"a": [1, 0, 1, 0], "b": [1.0, 1, 1, 1], "c": [np.nan] * 4, "d": [1, 0, 1, 0]})
    scales = {"one": ["a"], "still": ["b", "b"], "empty": ["a", "c"], "same": ["a", "d"]}
    table = frames.summarise_scales(answers, scales=scales, draws=50)
    assert table["alpha"].fillna(-9).tolist() == [-9, -9, -9, 1]
    assert table["n_units"].tolist() == [4, 4, 0, 4]
    items = frames.summarise_items(answers, scales={"x": ["a", "b"]})
    assert items["item_rest"].isna().all()
    assert items["alpha_without"].isna().all()


def test_units_without_an_answer_are_left_out() -> None:
    quiz = make(QUIZ).astype(float)
    gap = pd.concat([quiz, pd.DataFrame([[np.nan, *[1.0] * 9]], index=["s10"], columns=quiz.columns)])
    scales = {"quiz": list(quiz)}
    assert frames.summarise_scales(gap, scales=scales, draws=50).loc["quiz", "n_units"] == 10
    pd.testing.assert_frame_equal(
        frames.summarise_scales(gap, scales=scales, draws=50), frames.summarise_scales(quiz, scales=scales, draws=50)
    )


def test_clusters_are_drawn_whole() -> None:
    quiz = make(QUIZ * 4)
    quiz.index = pd.Index([f"s{number:02}" for number in range(40)])
    pairs = pd.Series([f"c{number % 10}" for number in range(40)], quiz.index)
    scales = {"quiz": list(quiz)}
    alone = frames.summarise_scales(quiz, scales=scales, draws=400).loc["quiz"]
    whole = frames.summarise_scales(quiz, scales=scales, cluster=pairs, draws=400).loc["quiz"]
    assert whole["alpha"] == alone["alpha"]
    assert whole["n_clusters"] == 10
    assert whole["high"] - whole["low"] > 1.4 * (alone["high"] - alone["low"])
    few = frames.summarise_scales(quiz, scales=scales, cluster=pd.Series("c", quiz.index), draws=50).loc["quiz"]
    assert np.isnan(few["low"])


def test_the_order_of_units_makes_no_difference() -> None:
    quiz = make(QUIZ)
    turned = frames.summarise_scales(quiz.iloc[::-1], scales={"quiz": list(quiz)}, draws=50)
    pd.testing.assert_frame_equal(frames.summarise_scales(quiz, scales={"quiz": list(quiz)}, draws=50), turned)


def test_scores_of_frames_go_in_as_they_are(demo: pd.DataFrame) -> None:
    scores = frames.measure_frames(demo.iloc[:20], items=True)
    assert frames.summarise_scales(scores, draws=50).index.tolist() == frames.load_scheme().frames.index.tolist()
    items = frames.summarise_items(scores)
    assert items.loc["item_economic_costs", "question"] == frames.load_scheme().items.loc["economic_costs", "question"]


def test_missing_and_strange_columns_are_said() -> None:
    quiz = make(QUIZ)
    with pytest.raises(MeasureError, match=r"`items` has no column 'item_responsibility_government_able'"):
        frames.summarise_scales(quiz)
    with pytest.raises(MeasureError, match=r"items must be numbers; found: .* in column 'q1'"):
        frames.summarise_items(quiz.assign(q1="yes"), scales={"quiz": ["q0", "q1"]})
    with pytest.raises(MeasureError, match="every unit a cluster; found: 10 of 10"):
        frames.summarise_scales(quiz, scales={"quiz": ["q0", "q1"]}, cluster=pd.Series({"z": "c"}), draws=50)


def test_a_cluster_given_twice_is_an_error_but_not_by_the_index_of_the_items() -> None:
    quiz = make(QUIZ)
    pairs = pd.Series([f"c{number // 2}" for number in range(10)], quiz.index)
    scales = {"quiz": list(quiz)}
    with pytest.raises(MeasureError, match="one cluster; found: 's0' twice"):
        frames.summarise_scales(quiz, scales=scales, cluster=pd.concat([pairs, pairs[:1]]), draws=50)
    expected = frames.summarise_scales(quiz, scales=scales, cluster=pairs, draws=50)
    same = pd.Index(["s"] * 10)  # parts of one text, say: taken in the order of the items
    found = frames.summarise_scales(quiz.set_axis(same), scales=scales, cluster=pairs.set_axis(same), draws=50)
    pd.testing.assert_frame_equal(found, expected)


def test_articles_without_a_text_are_said_to_be_no_articles(demo: pd.DataFrame) -> None:
    with pytest.raises(TableError, match="text"):
        frames.measure_frames(demo.drop(columns="text"))
