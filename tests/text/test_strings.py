"""Strings do what a dict from string to number and a list of strings do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text import strings as module
from framing.text.keys import PADDING
from framing.text.strings import Strings, spans_of

ANY = st.text(st.characters(exclude_categories=[], exclude_characters="\n"), max_size=12)
STEM = st.sampled_from(["", "\0", "a", "é", "\ud800", "\udc00\ud800", "😀", "abcdefgh", "x" * 40, "x" * 41, "é" * 30])
STRINGS = st.lists(ANY | st.lists(STEM, max_size=3).map("".join), max_size=12)


def number_by_first_appearance(rounds: list[list[str]]) -> dict[str, int]:
    distinct = dict.fromkeys(string for strings in rounds for string in strings)
    return {string: row for row, string in enumerate(distinct)}


def printed(spans: module.Spans) -> list[str]:
    raw, start, end = spans
    bounds = zip(start.tolist(), end.tolist(), strict=True)
    return [raw[low:high].tobytes().decode("utf-8", "surrogatepass") for low, high in bounds]


@given(st.lists(STRINGS, max_size=4), st.integers(1, 5))
@settings(deadline=None)
def test_strings_do_what_a_dict_does(rounds: list[list[str]], size: int) -> None:
    strings = Strings()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_SLICE", size)
        for number, listed in enumerate(rounds, 1):
            known = number_by_first_appearance(rounds[:number])
            rows = strings.rows_of(listed)
            assert rows.dtype == np.int32
            assert rows.tolist() == [known[string] for string in listed]
            assert list(strings) == list(known)
            assert len(strings) == len(known)
    known = number_by_first_appearance(rounds)
    for string, row in known.items():
        assert (strings.find(string), strings[row]) == (row, string)
        assert strings.find(string + "?") == known.get(string + "?", -1)


@given(STRINGS, st.data())
@settings(deadline=None)
def test_decode_pick_and_spans_from_give_the_same_strings(listed: list[str], data: st.DataObject) -> None:
    strings = Strings()
    strings.rows_of(listed)
    distinct = list(dict.fromkeys(listed))
    begin = data.draw(st.integers(0, len(distinct)))
    end = data.draw(st.integers(begin, len(distinct)))
    assert strings.decode(begin, end) == distinct[begin:end]
    assert strings.decode(begin) == distinct[begin:]
    raw, start, low = strings.spans_from(begin)
    assert printed((raw, start, low)) == distinct[begin:]
    assert raw[len(raw) - len(PADDING) :].tobytes() == PADDING
    rows = data.draw(st.lists(st.integers(0, len(distinct) - 1), max_size=8)) if distinct else []
    assert strings.pick(np.array(rows, np.int64)) == [distinct[row] for row in rows]


@given(STRINGS)
@settings(deadline=None)
def test_spans_of_lays_strings_out(listed: list[str]) -> None:
    spans = spans_of(listed)
    assert printed(spans) == listed
    assert len(spans[0]) >= len(PADDING)


@given(STRINGS)
@settings(deadline=None)
def test_spans_of_one_table_can_be_put_into_another(listed: list[str]) -> None:
    strings, others = Strings(), Strings()
    strings.rows_of(listed)
    others.rows(strings.spans_from(0))
    assert list(others) == list(strings)


def test_nothing_is_no_string() -> None:
    strings = Strings()
    assert strings.rows_of([]).tolist() == []
    assert (len(strings), list(strings), strings.decode(0), strings.find("")) == (0, [], [], -1)
    assert strings.pick(np.zeros(0, np.int64)) == []
    assert printed(strings.spans_from(0)) == []


def test_the_empty_string_is_one() -> None:
    strings = Strings()
    assert strings.rows_of(["", "a", ""]).tolist() == [0, 1, 0]
    assert strings.pick(np.array([0, 1, 0])) == ["", "a", ""]
    assert (strings[0], strings.find(""), strings.decode(0, 1)) == ("", 0, [""])


@pytest.mark.parametrize("kind", ["x", "é", "’", "😀", "\ud800", "\0"])
def test_strings_around_the_length_that_is_hashed_otherwise(kind: str) -> None:
    listed = [kind * length for length in range(60)]
    listed += [string + ending for string in listed for ending in ("\0", "!", "\udfff")]
    known = number_by_first_appearance([listed])
    strings = Strings()
    assert strings.rows_of(listed).tolist() == [known[string] for string in listed]
    assert list(strings) == list(known)
    assert [strings.find(string) for string in known] == list(known.values())


def test_a_surrogate_pair_is_not_the_character_it_would_make() -> None:
    strings = Strings()
    assert strings.rows_of(["😀", "\ud83d\ude00", "\ud83d", "\ude00"]).tolist() == [0, 1, 2, 3]
    assert list(strings) == ["😀", "\ud83d\ude00", "\ud83d", "\ude00"]


def test_many_strings_in_several_slices() -> None:
    numbers = np.random.default_rng(5).integers(0, 60_000, 3 * module._SLICE)
    listed = [f"word-{number}" * (1 + number % 7) for number in numbers.tolist()]
    known = number_by_first_appearance([listed])
    strings = Strings()
    assert strings.rows_of(listed).tolist() == [known[string] for string in listed]
    assert list(strings) == list(known)
    rows = np.arange(len(known))[::-1]
    assert strings.pick(rows) == list(known)[::-1]


def test_a_row_that_is_not_there_is_an_error() -> None:
    strings = Strings()
    strings.rows_of(["a"])
    with pytest.raises(IndexError):
        strings[1]


def test_looking_up_adds_nothing() -> None:
    strings = Strings()
    strings.rows_of(["a"])
    before = strings.n_bytes
    assert strings.find("b") == -1
    assert (len(strings), strings.n_bytes) == (1, before)
    strings.rows_of(["b"])
    assert strings.n_bytes > before
