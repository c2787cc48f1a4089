"""Lines of a document: none is lost when they are split, and no word when they are joined."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.formats.documents import Line, join_lines, split_lines

WORDS = st.text(alphabet="ab.!?:…\"')]’ ", max_size=12)
LINES = st.lists(st.one_of(st.just(""), WORDS, st.lists(WORDS, max_size=20).map(" ".join)), max_size=12)
LONG = "It rained over Upton, and the mayor said that it would go on raining"  # longer than 60 characters


def words(texts: list[str]) -> list[str]:
    return " ".join(texts).split()


@given(st.lists(st.text(alphabet="ab \t\xa0é"), min_size=1), st.sampled_from(["\n", "\r\n", "\r", "\x0c"]))
def test_every_line_end_ends_a_line(lines: list[str], end: str) -> None:
    found = [line.text for line in split_lines(end.join(lines))]
    assert found == [line.replace("\xa0", " ").strip() for line in lines]


@settings(max_examples=60, deadline=None)
@given(LINES, st.booleans())
def test_joining_loses_no_word_and_keeps_their_order(lines: list[str], wrapped: bool) -> None:
    joined = join_lines(lines, wrapped=wrapped)
    assert joined.split() == words(lines)
    assert joined == join_lines([Line(line.strip()) for line in lines], wrapped=wrapped)
    paragraphs = joined.split("\n\n") if joined else []
    assert all(paragraph.strip() and "\n" not in paragraph for paragraph in paragraphs)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_a_blank_line_parts_paragraphs_and_joining_again_changes_nothing(lines: list[str]) -> None:
    joined = join_lines(lines, wrapped=True)
    assert join_lines(joined.split("\n"), wrapped=False) == joined
    apart = join_lines([line for text in lines for line in (text, "")], wrapped=True)
    assert apart.split("\n\n") == [line.strip() for line in lines if line.strip()] or apart == ""


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ([LONG, "until Monday."], f"{LONG} until Monday."),
        ([LONG, "until Monday.", LONG], f"{LONG} until Monday.\n\n{LONG}"),  # a short line that ends a sentence
        ([LONG, "until", "Monday"], f"{LONG} until Monday"),
        ([f"{LONG}.", "On Monday it stopped."], f"{LONG}. On Monday it stopped."),  # a full line ends none
        (["He said: “Rain.”)", "It rained."], "He said: “Rain.”)\n\nIt rained."),
        ([LONG * 2, "until Monday"], f"{LONG * 2}\n\nuntil Monday"),  # too long to have been wrapped
        ([], ""),
        (["", " "], ""),
    ],
)
def test_where_wrapped_lines_go_on(lines: list[str], joined: str) -> None:
    assert join_lines(lines, wrapped=True) == joined


@pytest.mark.parametrize("line", ["rain", "." + ")" * 50, "." * 59, "." * 120, '."' * 28])
def test_long_documents_take_time_in_proportion(line: str) -> None:
    started = time.perf_counter()
    join_lines(split_lines(f"{line}\n" * 50_000), wrapped=True)
    join_lines([line * 50_000, line], wrapped=True)
    assert time.perf_counter() - started < 2


def test_a_garbled_fixed_blank_is_a_blank() -> None:
    assert [line.text for line in split_lines("Length:\xc2\xa088 words\nLE CÂ\n\xc2\xa0")] == [
        "Length: 88 words",
        "LE CÂ",
        "",
    ]
