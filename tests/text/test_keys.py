"""Keys tell forms apart, and the table of them does what a dict does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.keys import PADDING, KeyTable, form_keys


def keys_of(forms: list[bytes]) -> np.ndarray:
    ends = np.cumsum([len(form) + 1 for form in forms]) - 1
    raw = b" ".join(forms) + b" " + PADDING
    return form_keys(np.frombuffer(raw, np.uint8), ends - [len(form) for form in forms], ends)


FORMS = st.text(st.characters(exclude_characters=" ", codec="utf-8")).map(str.encode)


@given(st.lists(FORMS, min_size=1))
def test_the_same_bytes_have_the_same_key_and_others_do_not(forms: list[bytes]) -> None:
    keys = keys_of(forms + forms[::-1])
    assert (keys[: len(forms)] == keys[len(forms) :][::-1]).all()
    assert len(np.unique(keys)) == len(set(forms))


def test_a_key_does_not_depend_on_what_stands_beside_the_form() -> None:
    for length in range(60):
        form = b"x" * length
        assert keys_of([form, b"yyyyyyyyyyy"])[0] == keys_of([b"zzz", form])[1]


@pytest.mark.parametrize("length", range(1, 50))
def test_length_counts_even_where_the_rest_is_nul(length: int) -> None:
    stem = b"abcdefgh" * 7
    forms = [stem[:length], *[stem[:length] + bytes(n) for n in range(1, 20)]]
    forms += [stem[:length] + bytes([n]) for n in range(1, 32)]
    assert len(np.unique(keys_of(forms))) == len(forms)


def test_every_byte_counts() -> None:
    form = b"abcdefgh" * 8
    changed = [form[:place] + b"!" + form[place + 1 :] for place in range(len(form))]
    assert len(np.unique(keys_of([form, *changed]))) == len(form) + 1


def test_many_forms_have_as_many_keys() -> None:
    forms = [(f"{n:x}" if n % 2 else f"word-number-{n}").encode() for n in range(200_000)]
    assert len(np.unique(keys_of(forms))) == len(forms)


def test_zero_is_no_key() -> None:
    assert (keys_of([b"", b"\0", bytes(8), bytes(50)]) != 0).all()


@given(st.lists(st.lists(st.integers(1, 2**64 - 1) | st.integers(1, 40)), max_size=8))
def test_the_table_does_what_a_dict_does(rounds: list[list[int]]) -> None:
    table, reference = KeyTable(bits=2), {}
    for numbers in rounds:
        keys = np.array(numbers, np.uint64)
        assert table.find(keys).tolist() == [reference.get(number, -1) for number in numbers]
        new = [number for number in numbers if number not in reference]
        rows, first = table.add(np.array(new, np.uint64))
        distinct = list(dict.fromkeys(new))
        assert first.tolist() == [new.index(number) for number in distinct]
        reference.update({number: len(reference) + n for n, number in enumerate(distinct)})
        assert rows.tolist() == [reference[number] for number in new]
        assert table.find(keys).tolist() == [reference[number] for number in numbers]
        assert len(table) == len(reference)


def test_the_table_grows_under_one_large_addition() -> None:
    keys = np.unique(np.random.default_rng(3).integers(1, 2**63, 50_000, np.uint64))
    table = KeyTable(bits=1)
    table.add(keys)
    assert table.find(keys).tolist() == list(range(len(keys)))
    assert table.find(keys + np.uint64(2**63)).max() == -1


def test_looking_up_changes_nothing() -> None:
    table = KeyTable(bits=2)
    keys = np.arange(1, 40, dtype=np.uint64)
    before = keys.copy()
    assert (table.find(keys) == -1).all()
    assert len(table) == 0
    table.add(keys)
    assert (keys == before).all()
