"""Finishing: dates, ids and numbers, the same however the rows are split."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.finishing import (
    find_orders,
    finish_rows,
    merge_notes,
    order_columns,
    read_day,
    set_ids,
    set_numbers,
)
from framing.corpus.identity import hash_text
from framing.corpus.shaping import shape_rows
from framing.errors import CorpusError

DATES = ["03/04/2019", "13/04/2019", "04/13/2019", "4 March 2019", "2019-03", "2019", "yesterday", "rain", "", None]
ROWS = st.lists(
    st.fixed_dictionaries(
        {"text": st.text(max_size=4), "date": st.sampled_from(DATES), "_group": st.sampled_from("ab")},
        optional={
            "retrieved": st.sampled_from([None, "2020-01-02"]),
            "date_raw": st.sampled_from([None, "soon"]),
            "date_precision": st.sampled_from([None, "year", "month", "day", "odd"]),
        },
    ).map(lambda row: row | {"_file": row["_group"]}),
    min_size=1,
    max_size=8,
)


def raw(*rows: dict[str, object]) -> pd.DataFrame:
    return shape_rows([{"text": "", "_file": "a", "_group": "a"} | row for row in rows], [])


def finish(frame: pd.DataFrame, retrieved: str | None = None) -> pd.DataFrame:
    return finish_rows(frame, orders=find_orders(frame), retrieved=read_day(retrieved))


@settings(max_examples=20, deadline=None)
@given(ROWS, st.integers(0, 8), st.sampled_from([None, "2021-05-06"]))
def test_rows_are_finished_alike_however_they_are_split(
    rows: list[dict[str, object]], at: int, day: str | None
) -> None:
    frame = shape_rows(rows, [])
    orders, retrieved = find_orders(frame), read_day(day)
    whole = finish_rows(frame, orders=orders, retrieved=retrieved)
    shuffled = finish_rows(frame.iloc[::-1], orders=orders, retrieved=retrieved).iloc[::-1]
    pd.testing.assert_frame_equal(shuffled, whole)
    parts = [part for part in (frame.iloc[:at], frame.iloc[at:]) if len(part)]
    pieces = [finish_rows(part, orders=orders, retrieved=retrieved) for part in parts]
    for column in whole.columns:
        cells = [cell for piece in pieces for cell in piece.get(column, pd.Series([None] * len(piece)))]
        assert [None if pd.isna(cell) else cell for cell in cells] == [
            None if pd.isna(cell) else cell for cell in whole[column]
        ]


def test_one_date_settles_the_order_of_its_file_alone() -> None:
    frame = raw(
        {"date": "03/04/2019"},
        {"date": "13/04/2019"},
        {"date": "03/04/2019", "_group": "b"},
        {"date": "04/13/2019", "_group": "c"},
        {"date": "03/04/2019", "_group": "c"},
    )
    finished = finish(frame)
    days = [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in finished["date"]]
    assert days == ["2019-04-03", "2019-04-13", None, "2019-04-13", "2019-03-04"]
    assert finished["date_raw"].fillna("-").tolist() == ["-", "-", "03/04/2019", "-", "-"]
    assert not set(finished.columns) & {"_file", "_group"}


def test_what_was_written_and_how_precise_it_was_are_kept() -> None:
    finished = finish(raw({"date": "March 2019"}, {"date": "2019"}, {"date": None}, {"date": "4 March 2019"}))
    assert finished["date_precision"].tolist() == ["month", "year", "missing", "day"]
    assert finished["date_raw"].fillna("-").tolist() == ["March 2019", "2019", "-", "-"]
    again = finish(raw({"date": None, "date_raw": "March 2019", "date_precision": "month"}))
    assert again[["date_precision", "date_raw"]].to_numpy().tolist() == [["month", "March 2019"]]
    assert "date_raw" not in finish(raw({"date": "2019-03-04"})).columns


def test_the_day_of_collection_fills_what_the_file_does_not_say() -> None:
    assert "retrieved" not in finish(raw({})).columns
    finished = finish(raw({"retrieved": "2020-01-02"}, {"retrieved": "?"}, {}), retrieved="2021-05-06")
    assert finished["retrieved"].dt.strftime("%Y-%m-%d").tolist() == ["2020-01-02", "2021-05-06", "2021-05-06"]


def test_texts_are_fingerprinted() -> None:
    finished = finish(raw({"text": "It rained."}, {"text": ""}))
    assert finished["text_hash"].tolist() == [hash_text("It rained."), hash_text("")]


@pytest.mark.parametrize(
    ("cells", "dtype", "values"),
    [
        ([1, 2], "Int64", [1, 2]),
        ([1.0, np.nan], "Int64", [1, None]),
        ([1.5, 2.0], "float64", [1.5, 2.0]),  # somebody's own column of this name: not the kit's numbers, and no error
        ([1e300], "float64", [1e300]),
    ],
)
def test_positions_are_whole_numbers_where_they_can_be(cells: list[float], dtype: str, values: list[object]) -> None:
    numbers = set_numbers(pd.DataFrame({"position": cells}), {})["position"]
    assert str(numbers.dtype) == dtype
    assert [None if pd.isna(number) else number for number in numbers] == values


def test_text_turns_into_the_numbers_it_is() -> None:
    frame = pd.DataFrame({"n": ["7", None], "f": ["True", "False"], "position": ["1", "2"], "t": ["007", "8"]})
    numbers = set_numbers(frame, {"n": "integer", "f": "flag", "position": "integer", "t": "text", "gone": "integer"})
    assert numbers["n"].fillna(0).tolist() == [7, 0]
    assert numbers["f"].tolist() == [True, False]
    assert numbers["position"].dtype == "Int64"
    assert numbers["t"].tolist() == ["007", "8"]


def test_text_under_the_name_of_a_number_is_refused_with_the_way_out() -> None:
    frame = pd.DataFrame({"position": pd.Series(["left", None], dtype="str")})
    with pytest.raises(CorpusError, match=r"'position' must hold numbers.*'left'.*columns=\{\"position\""):
        set_numbers(frame, {"position": "text"})
    set_numbers(frame.iloc[1:], {"position": "text"})


def test_given_ids_stay_and_missing_ones_are_made() -> None:
    frame = finish(raw({"text": "a"}, {"text": "b"})).assign(source_file="a.csv")
    made = set_ids(frame).index.tolist()
    given_ids = frame.assign(article_id=pd.Series(["x", None], dtype="str"))
    assert set_ids(given_ids).index.tolist() == ["x", made[1]]
    assert set_ids(given_ids).index.name == "article_id"
    with pytest.raises(CorpusError, match=r"'x'"):
        set_ids(frame.assign(article_id=pd.Series(["x", "x"], dtype="str")))


def test_documented_columns_come_first() -> None:
    names = ["b", "text_hash", "date", "a", "text"]
    assert order_columns(names) == ["text", "date", "text_hash", "b", "a"]


def test_a_day_is_read_or_refused() -> None:
    assert read_day(None) is None
    assert read_day("2026-03-04") == read_day(dt.date(2026, 3, 4)) == np.datetime64("2026-03-04")
    with pytest.raises(CorpusError, match="not a day"):
        read_day("March 2026")


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9), st.sampled_from(["", "x", "y"]))))
def test_notes_add_up(notes: list[tuple[str, int, str]]) -> None:
    merged = merge_notes([{"item": item, "value": value, "note": note} for item, value, note in notes])
    totals = {item: sum(value for name, value, _ in notes if name == item) for item in {name for name, _, _ in notes}}
    assert {note["item"]: note["value"] for note in merged} == totals
    assert [note["item"] for note in merged] == sorted(totals)
    said = {str(note["item"]): str(note["note"]) for note in merged}
    assert all(note in said[item] for item, _, note in notes)


def test_a_long_note_is_cut_and_its_count_is_not() -> None:
    (note,) = merge_notes([{"item": "a", "value": 1, "note": f"file {number}.txt"} for number in range(1000)])
    assert note["value"] == 1000
    assert 200 < len(str(note["note"])) < 220
