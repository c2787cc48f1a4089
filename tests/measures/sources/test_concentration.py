from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.measures.sources.concentration import measure_concentration

amounts = st.lists(st.integers(1, 500), min_size=1, max_size=12)


def test_the_worked_value_of_five_sources() -> None:
    five = measure_concentration([119, 115, 39, 36, 13], [0] * 5, n_units=1).iloc[0]
    assert five.round(3).to_dict() == {"hhi": 0.293, "effective": 3.414, "shannon": 1.366, "evenness": 0.849, "k": 5}


def test_nothing_is_undefined_and_one_has_no_evenness() -> None:
    table = measure_concentration([7, 0], [1, 1], n_units=2)
    assert table.loc[0].drop("k").isna().all()
    assert table.loc[1, ["hhi", "effective", "shannon", "k"]].tolist() == [1, 1, 0, 1]
    assert np.isnan(table.loc[1, "evenness"])


@given(amounts)
def test_bounds_and_order(values: list[int]) -> None:
    one = measure_concentration(values, [0] * len(values), n_units=1)
    other = measure_concentration(values[::-1], [0] * len(values), n_units=1)
    assert one.equals(other)
    row = one.iloc[0]
    assert 1 <= row["effective"] <= len(values) + 1e-9
    assert row["hhi"] * row["effective"] == pytest.approx(1)
    assert len(values) == 1 or 0 <= row["evenness"] <= 1


@given(st.integers(1, 20), st.integers(2, 12))
def test_equal_shares_are_as_many_as_there_are(amount: int, k: int) -> None:
    row = measure_concentration([amount] * k, [0] * k, n_units=1).iloc[0]
    assert row["effective"] == pytest.approx(k)
    assert row["evenness"] == pytest.approx(1)
