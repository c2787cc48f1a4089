import numpy as np
import pandas as pd
import pytest

from framing.analysis.agreement import nominal_alpha

# Krippendorff, Computing Krippendorff's alpha-reliability (2011), section C: four coders, twelve units, codes missing
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def test_the_worked_examples() -> None:
    assert nominal_alpha(pd.DataFrame(FOUR, dtype=float).T) == pytest.approx(0.743, abs=5e-4)
    ten = np.array([list("0100000000"), list("1110010010")]).T
    assert nominal_alpha(ten) == pytest.approx(0.095, abs=5e-4)


def test_names_and_numbers_give_the_same() -> None:
    numbers = pd.DataFrame(FOUR, dtype=float).T
    names = numbers.astype(object).map(lambda code: None if pd.isna(code) else f"frame {code:.0f}")
    assert nominal_alpha(names) == nominal_alpha(numbers) == nominal_alpha(numbers.to_numpy())


def test_what_only_one_coder_saw_counts_for_nothing() -> None:
    two = pd.DataFrame({"x": [1, 0, 1], "y": [1, 0, 0]}, dtype=float)
    assert nominal_alpha(pd.concat([two, pd.DataFrame({"x": [7.0]})])) == nominal_alpha(two)


@pytest.mark.parametrize(
    "codes", [pd.DataFrame({"x": [1, 1], "y": [1, 1]}), pd.DataFrame({"x": [1, 0]}), pd.DataFrame(), [[None, None]]]
)
def test_undefined_is_nan(codes: object) -> None:
    assert np.isnan(nominal_alpha(codes))  # type: ignore[arg-type]


def test_full_agreement_is_one_and_full_disagreement_below_zero() -> None:
    assert nominal_alpha([["a", "a"], ["b", "b"]]) == 1
    assert nominal_alpha([["a", "b"], ["b", "a"]]) == pytest.approx(-0.5)  # by hand: 1 − 3 · (2 + 2) / (16 − 8)
