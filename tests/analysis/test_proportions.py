import numpy as np
import pytest
from scipy.stats import binomtest

from framing.analysis.proportions import wilson_interval
from framing.errors import EstimateError


def test_eight_of_ten() -> None:
    assert wilson_interval(8, 10) == pytest.approx((0.490, 0.943), abs=5e-4)


@pytest.mark.parametrize("level", [0.8, 0.95])
@pytest.mark.parametrize(("right", "n"), [(0, 5), (5, 5), (1, 1), (3, 9), (90, 100)])
def test_it_is_scipys(right: int, n: int, level: float) -> None:
    known = binomtest(right, n).proportion_ci(level, method="wilson")
    assert wilson_interval(right, n, level=level) == pytest.approx((known.low, known.high))


def test_none_and_all_reach_the_ends_and_nothing_counted_is_nan() -> None:
    low, high = wilson_interval([0, 7, 0], [3, 7, 0])
    assert (low[0], high[1]) == (0.0, 1.0)
    assert np.isnan([low[2], high[2]]).all()
    assert np.isnan(wilson_interval(0, 0)).all()


def test_one_share_gives_plain_numbers() -> None:
    assert [type(end) for end in wilson_interval(1, 3)] == [float, float]


@pytest.mark.parametrize(("right", "n", "level"), [(4, 3, 0.95), (-1, 3, 0.95), (1, 3, 1.0), (1, 3, 95)])
def test_what_is_no_share_is_refused(right: int, n: int, level: float) -> None:
    with pytest.raises(EstimateError):
        wilson_interval(right, n, level=level)
