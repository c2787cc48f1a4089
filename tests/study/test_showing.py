import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.study.showing import is_numeric, narrow_table, round_column, round_number

LONG = "x" * 61


def test_what_is_the_same_in_all_rows_is_said_once() -> None:
    frame = pd.DataFrame({"outlet": ["X", "Y"], "level": 0.123456, "seed": 7, "q": [None, None], "why": "w" * 81})
    assert narrow_table(frame) == ([0], "In all rows: level 0.1235; seed 7; q missing; why (see the CSV).")
    assert narrow_table(frame.head(1).assign(why="w"))[0] == [0, 1, 2, 3, 4]
    assert narrow_table(frame.assign(seed=[7, 8]))[0] == [0, 2]


@pytest.mark.parametrize(("length", "places"), [(60, [0, 1]), (61, [0])])
def test_a_long_text_is_left_to_the_csv(length: int, places: list[int]) -> None:
    shown, note = narrow_table(pd.DataFrame({"outlet": ["X", "Y"], "text": ["a", "x" * length]}))
    assert shown == places
    assert note == ("" if places == [0, 1] else "In the CSV only: text.")


@pytest.mark.parametrize(("length", "places"), [(30, [0, 1]), (31, [0])])
def test_what_explains_an_estimate_is_left_out_sooner(length: int, places: list[int]) -> None:
    assert narrow_table(pd.DataFrame({"outlet": ["X", "Y"], "estimand": ["a", "x" * length]}))[0] == places


def test_groups_stay_however_long() -> None:
    frame = pd.DataFrame({"story": ["a", LONG], "title": [LONG, "b"], "variable": ["v", "w"], "note": ["n", LONG]})
    assert narrow_table(frame) == ([0, 1, 2], "In the CSV only: note.")
    assert narrow_table(frame.drop(columns="variable"))[0] == [0]


def test_a_table_is_never_emptied() -> None:
    assert narrow_table(pd.DataFrame({"a": [1, 1], "b": ["x", "x"]})) == ([0, 1], "")
    assert narrow_table(pd.DataFrame({"a": []})) == ([0], "")


def test_names_of_several_levels_and_dates_are_said() -> None:
    frame = pd.DataFrame({("n", "x"): [1, 2], ("day", ""): pd.to_datetime(["2024-01-02"] * 2)})
    assert narrow_table(frame) == ([0], "In all rows: day 2024-01-02.")


@given(st.lists(st.lists(st.sampled_from(["", "a", "b", LONG]), min_size=3, max_size=3), min_size=1, max_size=5))
def test_every_column_is_shown_or_named_and_the_order_of_rows_does_not_matter(rows: list[list[str]]) -> None:
    frame = pd.DataFrame(rows, columns=["one", "two", "three"])
    shown, note = narrow_table(frame)
    assert all((place in shown) != (name in note) for place, name in enumerate(frame.columns))
    assert narrow_table(frame.iloc[::-1]) == (shown, note)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("0.123456", "0.1235"), ("1234.567", "1234.6"), ("1e-05", "1e-05"), ("2019", "2019"), ("e", "e"), ("", "")],
)
def test_numbers_are_rounded_for_reading(cell: str, shown: str) -> None:
    assert round_number(cell) == shown


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (["0.12345", "-0.00001", ""], ["0.1235", ">-0.0001", ""]),
        (["9.87654", "0.0", "-0.5"], ["9.877", "0.000", "-0.500"]),
        (["412.3456", "1.0"], ["412.35", "1.00"]),
        (["1234.56", "0.01"], ["1234.6", "<0.1"]),
        (["0.00123456", "0.0001"], ["0.001235", "0.0001"]),
        (["3.0", "", "inf"], ["3", "", "inf"]),
        (["72", "411.5", "2019-03-04"], ["72", "411.5", "2019-03-04"]),
        (["0012", "7"], ["0012", "7"]),
    ],
)
def test_a_column_has_the_decimals_its_largest_number_asks_for(cells: list[str], shown: list[str]) -> None:
    assert round_column(cells) == shown


def test_a_column_of_numbers_may_have_gaps() -> None:
    assert is_numeric(["1", "", "2.5e-3"])
    assert not is_numeric(["", ""])
    assert not is_numeric(["1", "2019-03-04"])
