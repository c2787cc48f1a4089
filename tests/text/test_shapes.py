"""Plain forms are taken apart as `split_form` takes them apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.shapes import find_words
from framing.text.strings import spans_of
from framing.text.words import split_form

WORDS = "aBz059"
JOINERS = "'’-‐‑&.,:/"
MARKS = '“”‘‚„—–…•_@!?()*#"`'
STRANGE = "éß\u0301\u00ad\u200b\u200d\u2060\ufeffʼ＇€א١ⅷ😀\ud800\0\u2015\u2032"
FORMS = st.lists(
    st.text(WORDS + JOINERS + MARKS + STRANGE, max_size=12)
    | st.text(WORDS + JOINERS + MARKS, max_size=12)
    | st.text("a1'’-.,&", max_size=8)
    | st.sampled_from(["http://a.b", "https://", "www.a", "(www.", "a@b.c", "@b", "U.S.", "p.m", "...", "--", "''"]),
    max_size=10,
)


def take_apart(forms: list[str]) -> list[tuple[str, str, str] | None]:
    """Marks, word, marks of each form, None where it is not plain."""
    raw, start, end = spans_of(forms)
    low, high, plain = find_words((raw, start, end))
    columns = zip(start.tolist(), low.tolist(), high.tolist(), end.tolist(), plain.tolist(), strict=True)
    return [
        tuple(raw[a:b].tobytes().decode() for a, b in ((begin, first), (first, last), (last, stop))) if whole else None
        for begin, first, last, stop, whole in columns
    ]


def pieces_of(form: str) -> list[tuple[str, bool]]:
    return [(form[start:end], is_word) for start, end, is_word in split_form(form)]


@given(FORMS)
@settings(deadline=None)
def test_a_plain_form_is_marks_a_word_and_marks(forms: list[str]) -> None:
    for form, parts in zip(forms, take_apart(forms), strict=True):
        if parts is None:
            continue
        before, word, after = parts
        assert before + word + after == form
        pieces = [*pieces_of(before), (word, True), *pieces_of(after)]
        assert pieces == pieces_of(form)
        assert sum(is_word for _, is_word in pieces) == 1


@given(st.lists(st.text("aZ7'’&-.,:/“”—…!_@()", min_size=1, max_size=10), max_size=8))
@settings(deadline=None)
def test_a_form_of_known_characters_with_one_word_is_plain(forms: list[str]) -> None:
    """Save initials and addresses, which have rules of their own."""
    for form, parts in zip(forms, take_apart(forms), strict=True):
        words = [piece for piece, is_word in pieces_of(form) if is_word]
        if len(words) != 1:
            assert parts is None
        elif "@" not in words[0] and not any(a.isalpha() and b == "." for a, b in pairwise(form)):
            assert parts is not None


@given(FORMS)
@settings(deadline=None)
def test_a_form_does_not_depend_on_its_neighbours(forms: list[str]) -> None:
    assert take_apart(forms) == [take_apart([form])[0] for form in forms]
    assert take_apart(forms[::-1]) == take_apart(forms)[::-1]


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("rumour", ("", "rumour", "")),
        ("“don’t,”", ("“", "don’t", ",”")),
        ("('farmers’)", ("('", "farmers", "’)")),
        ("so‑called", ("", "so‑called", "")),
        ("AT&T.", ("", "AT&T", ".")),
        ("-1,000.5%", ("-", "1,000.5", "%")),
        ("24/7:", ("", "24/7", ":")),
        ("…a…", ("…", "a", "…")),
        ("’90s", ("’", "90s", "")),
        ("_a_", ("_", "a", "_")),
        ("@a", ("@", "a", "")),
        ("A.", ("", "A", ".")),
        ("\0a\0", ("\0", "a", "\0")),
    ],
)
def test_plain(form: str, parts: tuple[str, str, str]) -> None:
    assert take_apart([form]) == [parts]


@pytest.mark.parametrize(
    "form",
    [
        "", "…", "--", "“”", "U.S.", "U.S", "a.b", "a,b", "step—a", "and--so", "a''b", "a_b", "a@b.c", "@a@b",
        "http://a.b", "www.a.b", "a/b", "1,a", "a,1", "1..5", "a‘b", "a…b",
        "é", "né", "aé", "(é)", "a\u0301", "a\u00adb", "a\u200b", "\ufeffa", "1€", "😀a", "\ud800a", "a″",
    ],
)  # fmt: skip
def test_not_plain(form: str) -> None:
    assert take_apart([form, "a"]) == [None, ("", "a", "")]
    assert take_apart(["a", form]) == [("", "a", ""), None]
    assert take_apart([form]) == [None]


def test_nothing() -> None:
    assert take_apart([]) == []
