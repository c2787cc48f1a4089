import numpy as np
import pandas as pd
import pytest

from framing.corpus.values import as_numbers, as_texts, as_typed, find_number_kind
from framing.errors import CorpusError


def texts(values: list[object], name: str = "title") -> list[object]:
    return as_texts(values, name=name, where="x", notes=[]).fillna("MISSING").tolist()


def test_a_missing_text_is_empty_and_a_missing_title_is_missing() -> None:
    assert texts([None, "", np.nan, pd.NA], "text") == [""] * 4
    assert texts([None, "", " ", np.nan, pd.NA]) == ["MISSING"] * 5


def test_values_become_text() -> None:
    assert texts([830981846, 7.0, 0.5, True, ["Ann", "Bob"], {"a": 1}]) == [
        *("830981846", "7", "0.5", "True", "Ann; Bob", '{"a": 1}')
    ]
    assert texts([["One.", "Two."]], "text") == ["One.\nTwo."]
    with pytest.raises(CorpusError, match="keys a in x"):
        texts([{"a": 1}], "text")


def test_text_keeps_its_blanks_and_loses_carriage_returns() -> None:
    assert texts([" a\r\nb\rc "], "text") == [" a\nb\nc "]
    assert texts([" a "]) == ["a"]


def test_broken_characters_are_counted() -> None:
    notes: list[dict[str, object]] = []
    series = as_texts(pd.Series(["a\x00", "b\ud800"], dtype=object), name="text", where="x", notes=notes)
    assert series.tolist() == ["a\ufffd", "b\ufffd"]
    assert [note["value"] for note in notes] == [2]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "-2"], [1, -2]),
        (["1", "0.5"], [1.0, 0.5]),
        (["True", "False"], [True, False]),
        (["007", "1"], ["007", "1"]),
        (["1e5", "2"], ["1e5", "2"]),
        (["NA", "1"], ["NA", "1"]),
        (["9" * 30, "1"], ["9" * 30, "1"]),
        (["١", "٢"], ["١", "٢"]),
    ],
)
def test_text_becomes_numbers_only_where_nothing_is_lost(cells: list[object], expected: list[object]) -> None:
    column = pd.Series(cells, dtype="str")
    kind = find_number_kind([column[:1], column[1:]])
    assert as_numbers(column, kind).tolist() == expected
    assert as_typed(cells).tolist() == cells


def test_gaps_stay_gaps() -> None:
    assert as_numbers(pd.Series(["1", None]), "integer").isna().tolist() == [False, True]
    assert find_number_kind([pd.Series([None, None], dtype="str")]) == "text"
    assert as_typed([None, None]).isna().all()
