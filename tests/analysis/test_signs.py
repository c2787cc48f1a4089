import numpy as np
import pytest
from scipy.stats import permutation_test

from framing.analysis import signs
from framing.analysis.signs import describe_flips, flip_signs


def p_of(*differences, draws=2000, seed=0):
    return flip_signs(np.array(differences, dtype=float)[:, None], draws=draws, seed=seed)[0]


def test_worked_values():
    assert p_of(1, 2, 3) == 2 / 8  # only the data as they are and their mirror image reach 6
    assert p_of(3, 1, -1) == 6 / 8  # of 3±1±1 and mirror images, only ±1 lie nearer
    assert p_of(1, 1, 1, 1, 1) == 2 / 32
    assert p_of(0, 0, 0) == 1


def test_sums_that_differ_by_rounding_only_are_ties():
    assert p_of(0.1, 0.2, -0.3) == 1
    assert p_of(0.3, -0.1, -0.2) == 1


@pytest.mark.parametrize("n", [2, 5, 8, 11])
def test_exact_p_is_that_of_scipy(n):
    rng = np.random.default_rng(n)
    differences = rng.normal(0.4, 1, n)
    reference = permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=np.inf)
    assert p_of(*differences) == pytest.approx(reference.pvalue)


def test_drawn_p_comes_near_that_of_scipy_and_has_the_plus_one():
    differences = np.random.default_rng(3).normal(0.5, 1, 14)
    exact = permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=np.inf).pvalue
    drawn = p_of(*differences, draws=20000)
    assert drawn == pytest.approx(exact, abs=0.01)
    assert drawn != exact
    number = drawn * 20001 - 1
    assert number == pytest.approx(round(number), abs=1e-6)
    assert p_of(*np.arange(1, 41), draws=99) == 1 / 100  # never 0


def test_a_column_does_not_depend_on_its_neighbours_nor_on_chunks(monkeypatch):
    table = np.rint(np.random.default_rng(0).normal(0, 90, (30, 4)))
    whole = flip_signs(table, draws=500, seed=1)
    assert [flip_signs(table[:, [column]], draws=500, seed=1)[0] for column in range(4)] == whole.tolist()
    monkeypatch.setattr(signs, "_CHUNK", 100)
    assert flip_signs(table, draws=500, seed=1).tolist() == whole.tolist()
    assert flip_signs(table, draws=500, seed=2).tolist() != whole.tolist()
    few = flip_signs(table[:12], draws=500, seed=1)
    assert flip_signs(table[:12], draws=7, seed=2).tolist() == few.tolist()  # all flips: no chance in it


def test_pairs_that_a_column_does_not_have_change_nothing():
    assert p_of(1, 2, 3, 0, 0) == p_of(1, 2, 3)


def test_the_method_says_exact_or_drawn():
    assert describe_flips(12, draws=2000) == "p from all 4096 sign flips"
    assert describe_flips(13, draws=2000) == "p from 2000 drawn sign flips"
