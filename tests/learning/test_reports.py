from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from framing.learning.reports import area_under_curve, average_precision, report_labels, report_overall

TRUTH = np.array([[1, 0], [1, 1], [0, 0], [0, 0], [1, 0]], float)
GIVEN = np.array([[1, 0], [0, 1], [1, 0], [0, 0], [1, 1]], float)


def test_the_figures_of_a_label_are_those_of_the_formulas() -> None:
    scores = np.array([[3, 0], [1, 5], [2, 1], [0, 1], [4, 6]], float)
    report = report_labels(TRUTH, scores, GIVEN, ["a", "b"], groups=list("vwxyz"))
    a, b = report.loc["a"], report.loc["b"]
    assert a[["n", "support", "share"]].tolist() == [5, 3, 0.6]
    assert a[["precision", "recall", "f1"]].tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3])
    assert a["always_yes_f1"] == pytest.approx(2 * 3 / (3 + 5))  # giving it to all: right 3, given 5, true 3
    assert a[["accuracy", "majority"]].tolist() == pytest.approx([0.6, 0.6])
    assert a["auc"] == pytest.approx(5 / 6)
    assert b[["precision", "recall", "auc"]].tolist() == pytest.approx([0.5, 1, 0.75])
    assert a["f1_low"] <= a["f1"] <= a["f1_high"]


def test_areas_are_those_of_scikit_learn() -> None:
    rng = np.random.Generator(np.random.PCG64(1))
    truth, score = rng.integers(0, 2, 200), rng.integers(0, 20, 200).astype(float)
    assert area_under_curve(truth, score) == pytest.approx(roc_auc_score(truth, score))
    assert average_precision(truth, score) == pytest.approx(average_precision_score(truth, score))


def test_one_answer_only_leaves_the_areas_undefined() -> None:
    assert np.isnan(area_under_curve(np.ones(3), np.arange(3.0)))
    assert np.isnan(average_precision(np.zeros(3), np.arange(3.0)))
    report = report_labels(np.zeros((3, 1)), np.zeros((3, 1)), np.zeros((3, 1)), ["a"], groups=[1, 2, 3], draws=50)
    assert report[["f1", "precision", "recall", "auc", "always_yes_f1", "f1_low"]].isna().all(axis=None)
    assert report.loc["a", "accuracy"] == 1


def test_unknown_codes_are_left_out() -> None:
    holes = TRUTH.copy()
    holes[1, 0] = np.nan
    report = report_labels(holes, GIVEN, GIVEN, ["a", "b"], groups=list("vwxyz"), draws=50)
    assert report["n"].tolist() == [4, 5]
    assert report.loc["a", "recall"] == 1


def test_whole_groups_are_drawn() -> None:
    rng = np.random.Generator(np.random.PCG64(3))
    truth = np.repeat(rng.integers(0, 2, 40), 10)[:, None].astype(float)
    given = np.repeat(rng.integers(0, 2, 40), 10)[:, None].astype(float)
    each, whole = (
        report_labels(truth, given, given, ["a"], groups=groups).loc["a", ["f1_low", "f1_high"]]
        for groups in (list(range(400)), np.repeat(np.arange(40), 10).tolist())
    )
    assert np.diff(whole)[0] / np.diff(each)[0] == pytest.approx(np.sqrt(10), rel=0.25)


def test_the_overall_figures_stand_beside_a_constant_answer() -> None:
    overall = report_overall(TRUTH, GIVEN, groups=list("vwxyz"), draws=50)
    assert overall["estimate"].tolist() == pytest.approx([2 / 5, 2 / 3, 2 / 3])
    # accuracy: the set {a} fits 2 of 5, the empty one 2 of 5; macro: both to all (.75 + 1/3) / 2; micro: a to all .667
    assert overall["baseline"].tolist() == pytest.approx([2 / 5, (0.75 + 1 / 3) / 2, 2 * 3 / (4 + 5)])


def test_where_each_text_has_one_label_the_most_frequent_is_the_baseline() -> None:
    truth = np.array([[1, 0], [1, 0], [0, 1]], float)
    overall = report_overall(truth, truth, groups=[1, 2, 3], draws=50)
    assert overall["estimate"].tolist() == [1, 1, 1]
    assert overall["baseline"].tolist() == pytest.approx([2 / 3, 0.8 / 2, 2 / 3])


def test_the_same_seed_gives_the_same_interval() -> None:
    one, again, other = (
        report_labels(TRUTH, GIVEN, GIVEN, ["a", "b"], groups=list("vvxyz"), draws=100, seed=seed) for seed in (1, 1, 2)
    )
    assert one.equals(again)
    assert not one.equals(other)


def test_the_figures_of_several_dealings_are_their_means() -> None:
    other = np.array([[1, 1], [1, 1], [0, 0], [1, 0], [0, 0]], float)
    scores = np.array([[3, 0], [1, 5], [2, 1], [0, 1], [4, 6]], float)
    groups, dealt, both = list("vwxyz"), [], np.stack([GIVEN, other])
    for said, score in ((GIVEN, scores), (other, -scores)):
        label = report_labels(TRUTH, score, said, ["a", "b"], groups=groups, draws=80)
        dealt.append((label, report_overall(TRUTH, said, groups=groups, draws=80)))
    labels = report_labels(TRUTH, np.stack([scores, -scores]), both, ["a", "b"], groups=groups, draws=80)
    for name in ("f1", "precision", "recall", "accuracy", "auc", "average_precision", "always_yes_f1"):
        mean = (dealt[0][0][name] + dealt[1][0][name]) / 2
        assert labels[name].tolist() == pytest.approx(mean.tolist()), name
    assert labels["auc"].tolist() == pytest.approx([0.5, 0.5])  # one dealing is the other upside down
    assert labels[["auc_low", "auc_high"]].to_numpy().tolist() == [pytest.approx([0.5, 0.5])] * 2  # in every draw
    overall = report_overall(TRUTH, both, groups=groups, draws=80)
    assert overall["estimate"].tolist() == pytest.approx(((dealt[0][1] + dealt[1][1]) / 2)["estimate"].tolist())
    assert overall["baseline"].tolist() == dealt[0][1]["baseline"].tolist()
