import numpy as np
import pandas as pd
import pytest

from framing.analysis import resampling
from framing.analysis.resampling import (
    bootstrap_ratios,
    check_resampling,
    draw_totals,
    intervals,
    standard_errors,
    stretch,
    sum_by_cluster,
    summarise_ratios,
)
from framing.errors import EstimateError


def ratio_of(cluster, values, draws=4000, seed=3):
    cluster = np.unique(cluster, return_inverse=True)[1]
    column, shape = np.zeros(len(cluster), int), (cluster.max() + 1, 1)
    above = sum_by_cluster(cluster, column, values, shape=shape)
    below = sum_by_cluster(cluster, column, np.ones(len(cluster)), shape=shape)
    return bootstrap_ratios(above, below, over=np.array([0]), draws=draws, seed=seed)


def test_four_clusters_of_ten():
    values = np.repeat([1, 0, 1, 0], 10)
    naive = summarise_ratios(ratio_of(np.arange(40), values), level=0.95, log=False)
    whole = summarise_ratios(ratio_of(np.repeat(range(4), 10), values), level=0.95, log=False)
    assert naive["std_error"][0] == pytest.approx(0.079, abs=0.003)  # singletons: the iid bootstrap
    assert whole["std_error"][0] == pytest.approx(0.25, abs=0.01)
    reach = 3.182446 * np.sqrt(4 / 3) * whole["std_error"][0]  # t with 3 df
    assert whole["high"][0] - whole["estimate"][0] == pytest.approx(reach, rel=1e-6)


def test_duplicating_rows_within_clusters_changes_nothing():
    rng = np.random.default_rng(0)
    cluster, values = rng.integers(0, 9, 60), rng.normal(size=60)
    once = summarise_ratios(ratio_of(cluster, values), level=0.95, log=False)
    twice = summarise_ratios(ratio_of(np.tile(cluster, 2), np.tile(values, 2)), level=0.95, log=False)
    pd.testing.assert_frame_equal(once, twice, rtol=1e-10)


def test_order_threads_and_way_of_multiplying_change_no_bit(monkeypatch):
    rng = np.random.default_rng(0)
    cluster, column, values = rng.integers(0, 30, 500), rng.integers(0, 8, 500), rng.normal(size=500)
    one = sum_by_cluster(cluster, column, values, shape=(30, 8))
    order = rng.permutation(500)
    other = sum_by_cluster(cluster[order], column[order], values[order], shape=(30, 8))
    assert np.array_equal(one.totals, other.totals)
    dense = draw_totals([one], draws=50, seed=1)[0]
    monkeypatch.setattr(resampling, "_SPARSE", 2.0)
    monkeypatch.setattr(resampling, "_CHUNK", 100)  # other chunks, the same stream of chance
    assert np.array_equal(dense, draw_totals([other], draws=50, seed=1)[0])
    assert not np.array_equal(dense, draw_totals([one], draws=50, seed=2)[0])


def test_whole_numbers_stay_exact():
    sums = sum_by_cluster(np.array([0, 0, 1]), np.array([0, 0, 1]), [3, 4, 10**9], shape=(2, 2))
    assert sums.cells.toarray().tolist() == [[7, 0], [0, 10**9]]


def test_reasons_for_no_interval():
    def reason(cluster, values, log=False):
        row = summarise_ratios(ratio_of(cluster, values, draws=50), level=0.95, log=log).iloc[0]
        assert np.isnan([row["std_error"], row["low"], row["high"]]).all()
        return row["method"]

    assert reason([0, 0], [1, 2]) == "no interval: one cluster"
    assert reason([0, 1], [0, 0], log=True) == "no interval: no hits"
    assert reason([0, 1, 2], [0.3, 0.3, 0.3]) == "no interval: the clusters do not differ"
    assert reason([0, 1], [0.3, 0.6]) == "no interval: fewer than three effective clusters"


def test_draws_without_the_group_are_dropped_and_counted():
    cluster, column = np.arange(4), np.array([0, 0, 1, 1])
    words = sum_by_cluster(cluster, column, [10, 20, 30, 40], shape=(4, 2))
    hits = sum_by_cluster(cluster, column, [1, 1, 2, 1], shape=(4, 2))
    ratios = bootstrap_ratios(hits, words, over=np.arange(2), draws=2000, seed=0)
    dropped = summarise_ratios(ratios, level=0.95, log=True)["n_dropped"]
    assert dropped.tolist() == np.isnan(ratios.replicates).sum(axis=0).tolist()
    assert dropped.div(2000).to_numpy() == pytest.approx([1 / 16, 1 / 16], abs=0.02)  # (2/4) to the fourth


def test_log_scale_is_symmetric_in_ratio_and_never_negative():
    low, high = intervals(np.array([0.5]), np.array([0.4]), np.array([5.0]), level=0.95, log=True)
    assert low[0] > 0
    assert low[0] * high[0] == pytest.approx(0.25)


def test_one_big_cluster_among_small_ones_widens_the_interval():
    assert stretch(np.array([2.5]), level=0.95) > stretch(np.array([10.0]), level=0.95)
    assert stretch(np.array([1e6]), level=0.95)[0] == pytest.approx(1.96, abs=0.001)


def test_standard_errors_skip_undefined_draws():
    draws = np.array([[1.0, 1.0, np.nan], [3.0, 1.0, np.nan], [np.nan, 1.0, 2.0]])
    assert standard_errors(draws) == pytest.approx([np.sqrt(2), 0, np.nan], nan_ok=True)


@pytest.mark.parametrize("wrong", [{"level": 1.0, "draws": 10}, {"level": 0.9, "draws": 1}])
def test_level_and_draws(wrong):
    with pytest.raises(EstimateError, match="to mend it"):
        check_resampling(**wrong)
