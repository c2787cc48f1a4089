"""White space as in str.split, line breaks as in str.splitlines, offsets in code points."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing.text.keys import PADDING
from framing.text.spaces import code_points, find_forms

SPACES = [chr(point) for point in range(sys.maxunicode + 1) if chr(point).isspace()]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=[])),
    st.text(st.sampled_from([*SPACES, "a", "é", "€", "😀", "\ud800", "\0", "\u200b", "\u3002", "\ufeff"])),
)


def forms(text: str) -> tuple[list[str], list[bool]]:
    raw = text.encode("utf-8", "surrogatepass") + b"\n"
    start, end, broken = find_forms(raw + PADDING, len(raw))
    found = [raw[s:e].decode("utf-8", "surrogatepass") for s, e in zip(start, end, strict=True)]
    return found, broken.tolist()


@given(TEXTS)
@example("")
@example("\r\n")
def test_forms_are_those_of_split(text: str) -> None:
    assert forms(text)[0] == text.split()


@given(TEXTS)
def test_line_breaks_are_those_of_splitlines(text: str) -> None:
    expected = [
        line > 0 and place == 0
        for line, forms_of_line in enumerate(filter(None, map(str.split, text.splitlines())))
        for place in range(len(forms_of_line))
    ]
    _, broken = forms(text)
    assert broken[1:] == expected[1:]


@pytest.mark.parametrize("space", SPACES)
def test_every_white_space_separates(space: str) -> None:
    found, broken = forms(f"a{space}b")
    assert found == ["a", "b"]
    assert broken == [False, len(f"a{space}b".splitlines()) == 2]


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\0", "\x1b", "\u180e", "\u2800"])
def test_what_is_not_white_space_does_not(character: str) -> None:
    assert forms(f"a{character}b")[0] == [f"a{character}b"]


@given(TEXTS)
def test_code_points_are_where_python_has_them(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass") + b"\n"
    start, end, _ = find_forms(raw + PADDING, len(raw))
    start, end = code_points(raw + PADDING, len(raw), start, end)
    assert [text[s:e] for s, e in zip(start.tolist(), end.tolist(), strict=True)] == text.split()
