from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.sparse import csr_array

from framing.measures.topics.quality import diversity, exclusivity, frex, npmi, pair_npmi, rank_terms


@pytest.mark.parametrize(
    ("first", "second", "both", "value"),
    [
        (4, 5, 3, 0.3368),  # ln 1.5 / ln(10/3)
        (4, 5, 0, -1),
        (10, 10, 10, 1),
        (5, 4, 2, 0),
        (3, 3, 3, 1),
    ],
)
def test_npmi_of_two_words_in_ten_articles(first: int, second: int, both: int, value: float) -> None:
    assert round(float(pair_npmi(first, second, both, 10)), 4) == value


def test_npmi_of_a_topic_is_the_mean_of_its_pairs() -> None:
    together = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 0, 1]])
    (value,) = npmi(csr_array(together * 3), np.array([[3.0, 2.0, 1.0]]))
    assert value == pytest.approx((1 - 1 - 1) / 3)


def test_npmi_is_that_of_the_ten_first_words_pair_by_pair() -> None:
    rng = np.random.default_rng(1)
    counts = rng.poisson(0.7, (40, 30))
    weights = rng.random((4, 30))
    there = counts > 0
    expected = [
        np.mean(
            [pair_npmi(there[:, i].sum(), there[:, j].sum(), (there[:, i] & there[:, j]).sum(), 40) for i, j in pairs]
        )
        for pairs in (combinations(np.argsort(-topic)[:10].tolist(), 2) for topic in weights)
    ]
    assert npmi(csr_array(counts), weights) == pytest.approx(expected)


def test_ties_go_by_the_alphabet() -> None:
    assert rank_terms(np.array([[1.0, 2.0, 1.0, 2.0]]), 3).tolist() == [[1, 3, 0]]


def test_exclusivity() -> None:
    apart = np.kron(np.eye(2), np.ones(10))
    assert exclusivity(apart) == [1.0, 1.0]
    assert exclusivity(np.ones((4, 10))) == pytest.approx([0.25] * 4)


def test_diversity_is_the_share_of_different_words() -> None:
    assert diversity(np.kron(np.eye(2), np.ones(10))) == 1
    assert diversity(np.ones((4, 10))) == 0.25
    half = np.array([np.r_[np.ones(10), np.zeros(5)], np.r_[np.zeros(5), np.ones(10)]])
    assert diversity(half) == 0.75


def test_frex_is_the_harmonic_mean_of_the_two_ranks() -> None:
    weights = np.array([[0.5, 0.3, 0.2, 0.0], [0.1, 0.3, 0.0, 0.6]])
    # Exclusivity of the first topic: 5/6, 1/2, 1, 0: ECDF 3/4, 2/4, 1, 1/4; of its weights: 1, 3/4, 2/4, 1/4.
    expected = [1 / (0.7 / 0.75 + 0.3), 1 / (0.7 / 0.5 + 0.3 / 0.75), 1 / (0.7 + 0.3 / 0.5), 0.25]
    assert frex(weights)[0] == pytest.approx(expected)
    assert frex(weights, share=0.0)[0] == pytest.approx([1, 0.75, 0.5, 0.25])
    assert frex(weights, share=1.0)[0] == pytest.approx([0.75, 0.5, 1, 0.25])
