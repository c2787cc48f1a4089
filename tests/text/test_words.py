"""What a word is: one table of cases, and what holds for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text.words import normalise, split_form, split_words

FORMS = st.text(st.characters(exclude_categories=[]).filter(lambda c: not c.isspace()))
TRICKY = st.text("aZé9_.,:/@&'’-‐‑+*–—!?\u00ad\u200b\u200d\u0301ⴰwhtps😀\ud800\0", max_size=40)


def pieces(form: str) -> list[str]:
    return [form[start:end] for start, end, _ in split_form(form)]


def words(form: str) -> list[str]:
    return [form[start:end] for start, end, is_word in split_form(form) if is_word]


@pytest.mark.parametrize(
    "word",
    [
        "bluff", "don't", "don’t", "o'clock", "minister's", "rock'n'roll", "so-called", "saber-rattling",
        "non‑binding",
        "mother-in-law", "U.S.", "U.K.", "p.m.", "e.g.", "U.S.-led", "U.S.S.R.", "1,000.5", "3.5", "10:30",
        "24/7", "COVID-19", "AT&T", "R&D", "2nd", "1990s", "G7", "naïve", "nai\u0308ve", "co\u00adoperate",
        "ex\u200cample",
        "a.b@example.org", "first.last+tag@mail.example.co.uk", "https://example.org/a?b=c&d=1",
        "http://example.org/",
        "www.example.org/path", "Ελλάδα", "Москва", "中文", "שלום", "½", "x²",
    ],
)  # fmt: skip
def test_is_one_word(word: str) -> None:
    assert split_form(word) == [(0, len(word), True)]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("“don’t—stop,”", ["“", "don’t", "—", "stop", ",", "”"]),
        ("and/or", ["and", "/", "or"]),
        ("word—word", ["word", "—", "word"]),
        ("word–word", ["word", "–", "word"]),
        ("word--word", ["word", "--", "word"]),
        ("ended.The", ["ended", ".", "The"]),
        ("No.5", ["No", ".", "5"]),
        ("(U.S.)", ["(", "U.S.", ")"]),
        ("U.S.,", ["U.S.", ","]),
        ("1,000.", ["1,000", "."]),
        ("1,two", ["1", ",", "two"]),
        ("ministers’", ["ministers", "’"]),
        ("’90s", ["’", "90s"]),
        ("'quoted'", ["'", "quoted", "'"]),
        ("''quoted``", ["''", "quoted", "``"]),
        ("well...", ["well", "..."]),
        ("What?!", ["What", "?", "!"]),
        ("No!!!", ["No", "!!!"]),
        ("-5%", ["-", "5", "%"]),
        ("snake_case", ["snake", "_", "case"]),
        ("#hashtag", ["#", "hashtag"]),
        ("@name", ["@", "name"]),
        ("so-", ["so", "-"]),
        ("x@y", ["x", "@", "y"]),
        ("(https://example.org/a).", ["(", "https://example.org/a", ")", "."]),
        ("https://", ["https", ":", "/", "/"]),
        ("me@example.org,", ["me@example.org", ","]),
        ("U.S.Army", ["U.S.", "Army"]),
        ("Ph.D.", ["Ph", ".", "D", "."]),  # known limit: initials are single letters
        ("👩‍👧", ["👩", "\u200d", "👧"]),
    ],
)
def test_splits_into_words_and_marks(form: str, expected: list[str]) -> None:
    assert pieces(form) == expected


@given(st.one_of(FORMS, TRICKY))
def test_pieces_cover_the_form_and_words_hold_a_letter_or_digit(form: str) -> None:
    split = split_form(form)
    assert "".join(form[start:end] for start, end, _ in split) == form
    assert [start for start, _, _ in split] == [0, *[end for _, end, _ in split]][: len(split)]
    for start, end, is_word in split:
        assert end > start
        assert is_word == any(character.isalnum() for character in form[start:end])


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_letters_and_digits_alone_are_one_word(form: str) -> None:
    assert len(split_form(form)) == 1 or not form.isalnum()


@pytest.mark.parametrize(
    ("word", "norm"),
    [
        ("Don’t", "don't"), ("DONʼT", "don't"), ("U.S.", "u.s"), ("U.S", "u.s"), ("p.m.", "p.m"), ("bluﬀ",
        "bluff"),
        ("non‑binding", "non-binding"), ("co\u00adoperate", "cooperate"), ("ex\u200bample", "example"),
        ("Cafe\u0301", "café"), ("Ｆｕｌｌ", "full"), ("STRASSE", "strasse"), ("1,000.5", "1,000.5"),
    ],
)  # fmt: skip
def test_normalises(word: str, norm: str) -> None:
    assert normalise(word) == norm


@given(FORMS)
def test_a_word_never_normalises_to_nothing(form: str) -> None:
    assert all(normalise(word) for word in words(form))


@given(st.text("aé’'\u0301\u0316-", min_size=1, max_size=30))
def test_short_words_are_nfkc(word: str) -> None:
    assert unicodedata.is_normalized("NFKC", normalise(word))


def test_long_words_are_only_lower_cased() -> None:
    assert normalise("E\u0301" * 200) == "e\u0301" * 200
    assert normalise("E\u0301" * 100) == "é" * 100


def test_split_words_lists_the_words_of_a_phrase() -> None:
    words = ["the", "so-called", "bluff", "he'd", "say", "u.s"]
    assert split_words("The so-called “bluff”,\n he’d say — U.S.") == words
    assert split_words(" … ") == []


@pytest.mark.parametrize(
    "unit",
    ["a.", "ab.", "a@", "-", "a-", "-a", "a'", "1,", "1.1", "a\u200d", "~#", "_a", "'", "http://", "www.-"],
)
def test_long_forms_take_linear_time(unit: str) -> None:
    form = unit * (200_000 // len(unit))
    assert "".join(pieces(form + ",")) == form + ","  # quadratic time would be minutes


@pytest.mark.parametrize("form", ["http://" + "-" * 300_000, "+a" * 32 + "@" + "a" * 300_000])
def test_failed_addresses_take_linear_time(form: str) -> None:
    assert "".join(pieces(form)) == form


def test_a_pile_of_accents_takes_linear_time() -> None:
    word = "a" + "\u0316\u0301" * 100_000  # NFKC would sort these in quadratic time
    assert normalise(word) == word
