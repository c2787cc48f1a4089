from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.learning.thresholds import choose_threshold, choose_thresholds

PAIRS = st.lists(st.tuples(st.integers(-4, 4), st.integers(0, 1)), min_size=1, max_size=12)


@settings(max_examples=50, deadline=None)
@given(PAIRS)
def test_no_other_threshold_has_a_higher_f1(pairs: list[tuple[int, int]]) -> None:
    score, truth = np.array(pairs, float).T

    def f1(cut: float) -> float:
        given = score >= cut
        return 2 * float(truth[given].sum()) / (given.sum() + truth.sum()) if truth.any() else 0.0

    best = f1(choose_threshold(score, truth))
    assert all(f1(cut) <= best + 1e-9 for cut in np.arange(-5, 6) - 0.5)


def test_of_equal_thresholds_the_nearest_to_0_is_taken() -> None:
    assert choose_threshold(np.array([1.0, 3.0]), np.array([1, 1])) == 0.0
    assert choose_threshold(np.array([-1.0, 3.0]), np.array([0, 1])) == 1.0


def test_unknown_texts_are_left_out() -> None:
    score, truth = np.array([-2.0, 0.0, 5.0, np.nan]), np.array([0, 1, np.nan, 1])
    assert choose_threshold(score, truth) == -1.0
    assert choose_threshold(score, np.zeros(4)) == 0.0


def test_each_label_has_its_own() -> None:
    scores = np.array([[0.0, 9.0], [1.0, 8.0], [2.0, 7.0]])
    assert choose_thresholds(scores, np.array([[0, 1], [0, 0], [1, 0]])).tolist() == [1.5, 8.5]
