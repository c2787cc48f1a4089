from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import MeasureError
from framing.measures.topics.matching import match_topics

APART = np.kron(np.eye(3), np.full(10, 0.1))


def test_identical_models_in_another_order_are_one() -> None:
    order, jaccard, cosine = match_topics(APART, APART[[2, 0, 1]])
    assert order.tolist() == [1, 2, 0]
    assert jaccard.tolist() == [1.0] * 3
    np.testing.assert_allclose(cosine, 1)


def test_models_without_a_common_word_are_nought() -> None:
    here, there = np.hstack([APART, 0 * APART]), np.hstack([0 * APART, APART])
    _, jaccard, cosine = match_topics(here, there)
    assert jaccard.tolist() == cosine.tolist() == [0.0] * 3


def test_five_words_of_ten_are_a_third() -> None:
    words = np.eye(15)
    _, jaccard, _ = match_topics(words[:10].sum(axis=0)[None], words[5:].sum(axis=0)[None])
    assert jaccard.tolist() == [pytest.approx(5 / 15)]


def test_the_sum_is_the_highest_not_the_first_pair() -> None:
    """Pair by pair the best would be 6/14 and then 0; one to one it is 5/15 + 4/16."""
    words = np.eye(30)
    first, second = words[:10].sum(axis=0), words[10:20].sum(axis=0)
    mixed = words[[*range(6), *range(10, 14)]].sum(axis=0)
    half = words[[*range(5), *range(20, 25)]].sum(axis=0)
    order, jaccard, _ = match_topics(np.stack([first, second]), np.stack([mixed, half]))
    assert order.tolist() == [1, 0]
    assert jaccard.tolist() == pytest.approx([5 / 15, 4 / 16])


def test_equal_jaccards_go_by_the_weights() -> None:
    falling, rising = np.linspace(2, 1, 10), np.linspace(1, 2, 10)
    order, jaccard, cosine = match_topics(np.stack([falling, rising]), np.stack([rising, falling]))
    assert order.tolist() == [1, 0]
    assert jaccard.tolist() == [1.0, 1.0]
    np.testing.assert_allclose(cosine, 1)


def test_a_term_without_weight_is_no_top_word() -> None:
    """Both topics have three words of their own; filling up by the alphabet would give seven in common."""
    here, there = np.zeros((1, 30)), np.zeros((1, 30))
    here[0, 20:23], there[0, 25:28] = 1, 1
    assert match_topics(here, there)[1].tolist() == [0.0]
    assert match_topics(here, 0 * there)[1].tolist() == [0.0]
    assert match_topics(here, here)[1].tolist() == [1.0]


def test_a_topic_without_a_counterpart_has_none() -> None:
    order, jaccard, cosine = match_topics(APART, APART[[2, 0]])
    assert order.tolist() == [1, -1, 0]
    assert np.isnan([jaccard[1], cosine[1]]).all()
    assert jaccard[[0, 2]].tolist() == [1.0, 1.0]
    assert match_topics(APART[:2], APART)[0].tolist() == [0, 1]


def test_other_terms_are_refused() -> None:
    with pytest.raises(MeasureError, match="topics of different terms cannot be matched; found: 30 and 29 terms"):
        match_topics(APART, APART[:, 1:])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 6))
def test_matching_is_one_to_one_and_follows_the_order(seed: int, n_topics: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = rng.random((2, n_topics, 40))
    order, jaccard, cosine = match_topics(one, other)
    assert sorted(order.tolist()) == list(range(n_topics))
    assert ((jaccard >= 0) & (jaccard <= 1) & (cosine <= 1 + 1e-12)).all()
    mixed = rng.permutation(n_topics)
    again, jaccard_again, _ = match_topics(one, other[mixed])
    assert mixed[again].tolist() == order.tolist()
    np.testing.assert_array_equal(jaccard, jaccard_again)
    assert match_topics(other, one)[1].sum() == pytest.approx(jaccard.sum())
