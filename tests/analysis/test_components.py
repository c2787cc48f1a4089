from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from framing.analysis.components import set_out_components, split_difference

WORDS = arrays.arrays(np.int64, (2, 4), elements=st.integers(0, 5000))
RATES = arrays.arrays(np.float64, (2, 4), elements=st.floats(0, 50, width=32))


def enough(words: np.ndarray) -> bool:
    return bool((words.sum(axis=1) > 0).all())


def test_the_worked_value_of_das_gupta() -> None:
    """Household headship per 100, United States, 1985 and 1970, by age: Das Gupta (1993), example 5.1.

    Expected values: R package DasGuptR 2.1.0, dgnpop(eg5.1, factors = c("age_str", "rate")), printed in its README.
    """
    share = [
        [10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5],
        [12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9],
    ]
    rate = [
        [2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2],
        [1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8],
    ]
    words = np.array(share)
    difference, composition, rates = set_out_components(words * np.array(rate) / 100, words)[:3]
    assert composition == pytest.approx(1.2269, abs=5e-5)
    assert rates == pytest.approx(1.7403, abs=5e-5)
    assert difference == pytest.approx(47.6940 - 44.7268, abs=5e-5)


@given(WORDS.filter(enough), RATES)
def test_components_add_up_to_the_difference(words: np.ndarray, rates: np.ndarray) -> None:
    hits = words * rates / 100
    difference, composition, rate = set_out_components(hits, words).reshape(-1, 3).T
    crude = 100 * hits.sum(axis=1) / words.sum(axis=1)
    assert composition[0] + rate[0] == pytest.approx(crude[0] - crude[1], abs=1e-9)
    parts = 100 * hits / words.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(difference[1:], parts[0] - parts[1], atol=1e-9)
    np.testing.assert_allclose(composition + rate, difference, atol=1e-12)
    assert composition[0] == pytest.approx(composition[1:].sum(), abs=1e-9)


@given(WORDS.filter(enough), RATES)
def test_swapping_the_groups_turns_the_signs(words: np.ndarray, rates: np.ndarray) -> None:
    hits = words * rates / 100
    np.testing.assert_allclose(
        set_out_components(hits[::-1], words[::-1]), -set_out_components(hits, words), atol=1e-12
    )


@given(WORDS.filter(enough), RATES)
def test_the_same_rates_leave_composition_only(words: np.ndarray, rates: np.ndarray) -> None:
    _, rate = split_difference(words * rates[0] / 100, words)
    np.testing.assert_allclose(rate, 0, atol=1e-9)


@given(WORDS.filter(enough), RATES, st.integers(1, 9))
def test_the_same_mix_leaves_rate_only(words: np.ndarray, rates: np.ndarray, times: int) -> None:
    same = np.stack([words[0], words[0] * times])
    composition, _ = split_difference(same * rates / 100, same)
    np.testing.assert_allclose(composition, 0, atol=1e-9)


def test_a_stratum_of_one_group_is_all_composition() -> None:
    composition, rate = split_difference([[3, 5], [2, 0]], [[60, 40], [100, 0]])
    assert rate.tolist() == [pytest.approx(3.0 * 0.8), 0]
    assert composition.tolist() == [pytest.approx(-0.4 * 3.5), pytest.approx(5.0)]


def test_a_group_without_words_is_undefined() -> None:
    assert np.isnan(set_out_components(np.zeros((2, 2)), np.array([[1.0, 2.0], [0.0, 0.0]]))).all()
