import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.validity.scoring import bootstrap_mean, exact_interval, nominal_alpha, score_clusters, score_text

WORDS = st.lists(st.sampled_from("abcde"), max_size=12).map(" ".join)


def test_text_with_a_menu_above_it_loses_precision_only():
    assert score_text("home news gates stayed open all night", "gates stayed open all night") == (0.5, 1.0, 2 / 3)


def test_shingles_count_as_often_as_they_come():
    precision, recall, _ = score_text("a b c d a b c d", "a b c d")
    assert (precision, recall) == (1 / 5, 1.0)


@pytest.mark.parametrize(("found", "true", "score"), [("", "", 1.0), ("", "a", 0.0), ("a", "", 0.0), ("A!", "a", 1.0)])
def test_empty_and_short_texts(found, true, score):
    assert score_text(found, true) == (score, score, score)


@given(WORDS, WORDS)
def test_swapping_the_texts_swaps_precision_and_recall(found, true):
    precision, recall, f1 = score_text(found, true)
    assert score_text(true, found) == (recall, precision, f1)
    assert 0 <= f1 <= 1


def test_a_cluster_found_in_halves_has_half_its_recall():
    # counted by hand: one true cluster of four, found in two halves
    precision, recall, f1 = score_clusters([1, 1, 2, 2], ["a", "a", "a", "a"])
    assert (precision, recall) == (1.0, 0.5)
    assert f1 == pytest.approx(2 / 3)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=15))
def test_clusters_equal_the_definition(items):
    found, true = zip(*items, strict=True)
    rows = range(len(items))
    together = np.array([[(found[a] == found[b], true[a] == true[b]) for b in rows] for a in rows])
    same_found, same_true = together[..., 0], together[..., 1]
    both = (same_found & same_true).sum(axis=1)
    precision, recall, _ = score_clusters(found, true)
    assert precision == pytest.approx((both / same_found.sum(axis=1)).mean())
    assert recall == pytest.approx((both / same_true.sum(axis=1)).mean())


def test_clusters_of_different_items_are_refused():
    with pytest.raises(ValueError, match="2 and 1 items"):
        score_clusters([1, 1], [1])


def test_the_interval_of_a_mean_holds_it_and_repeats():
    values = [0.0, 1.0] * 50
    low, high = bootstrap_mean(values)
    assert low < 0.5 < high
    assert (low, high) == bootstrap_mean(values)
    assert high - low == pytest.approx(2 * 1.96 * 0.05, rel=0.1)


def test_the_exact_interval_of_a_share_is_scipys():
    from scipy.stats import binomtest

    for right, n in ((0, 5), (5, 5), (3, 9), (90, 100)):
        exact = binomtest(right, n).proportion_ci(0.95, method="exact")
        assert exact_interval(right, n) == pytest.approx((exact.low, exact.high))


def test_alpha_of_two_coders():
    # Krippendorff (2019), ch. 12: the ten units of the worked example
    assert nominal_alpha("0100000000", "1110010010") == pytest.approx(0.095, abs=5e-4)
    assert nominal_alpha(["a", "b"], ["a", "b"]) == 1
    assert np.isnan(nominal_alpha(["a", "a"], ["a", "a"]))
