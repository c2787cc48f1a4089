"""Lines an outlet repeats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.cleaning.repetition import find_repeated_lines, normalise_line

PARAGRAPHS = [
    f"on day {word} the river stood at another height and nobody in town could say why" for word in "abcdefghi"
]


def _pages(n, furniture="sign up now"):
    return [[f"a line of {name}", furniture] for name in "abcdefghijklmnopqrstuvwxyz"[:n]]


def test_normalise_line_ignores_case_spaces_quotes_and_digits():
    assert normalise_line(" Comments  (112) ") == normalise_line("COMMENTS (7)")
    assert normalise_line("Editor’s “picks”") == 'editor\'s "picks"'


def test_three_articles_make_a_repetition_and_two_do_not():
    assert find_repeated_lines(_pages(3), ["Courier"] * 3)[0] == {"sign up now": 1.0}
    assert find_repeated_lines(_pages(2), ["Courier"] * 2)[0] == {}


def test_the_share_counts_only_within_the_outlet():
    pages = [*_pages(3), ["sign up now"]]
    found = find_repeated_lines(pages, ["Courier"] * 3 + ["Beacon"])
    assert found[0] == {"sign up now": 1.0}
    assert found[3] == {}


def test_a_line_below_the_smallest_share_is_not_repeated():
    pages = [*_pages(4), *([f"line {number * 'x'}"] for number in range(200))]
    outlets = ["Courier"] * len(pages)
    assert find_repeated_lines(pages, outlets)[0] == {}
    assert find_repeated_lines(pages, outlets, min_share=0.01)[0] == {"sign up now": 4 / 204}


def test_versions_of_one_story_count_once():
    versions = [[*PARAGRAPHS[:4], f"update {name}", "the gates are open"] for name in ("one", "two", "three")]
    assert find_repeated_lines(versions, ["Courier"] * 3)[0] == {}


def test_a_paragraph_in_different_stories_is_repeated():
    shared = "the courier is owned by its readers and takes no money from governments or from dams"
    pages = [[*PARAGRAPHS[3 * number : 3 * number + 3], shared] for number in range(3)]
    assert find_repeated_lines(pages, ["Courier"] * 3)[0] == {shared: 1.0}


@pytest.mark.parametrize("furniture", ["***", "—", "0"])
def test_a_line_without_letters_is_not_repeated(furniture):
    assert find_repeated_lines(_pages(4, furniture), ["Courier"] * 4)[0] == {}


def test_a_line_twice_on_a_page_counts_once():
    assert find_repeated_lines([["read on"] * 3, ["read on"], ["other"]], ["Courier"] * 3)[0] == {}


@given(
    st.lists(st.lists(st.sampled_from(["alpha", "beta", "gamma", *PARAGRAPHS]), max_size=6), max_size=9),
    st.randoms(),
)
def test_the_order_of_articles_does_not_matter(pages, chance):
    order = list(range(len(pages)))
    chance.shuffle(order)
    outlets = ["Courier" if number % 3 else "Beacon" for number in range(len(pages))]
    found = find_repeated_lines(pages, outlets)
    again = find_repeated_lines([pages[place] for place in order], [outlets[place] for place in order])
    assert [found[place] for place in order] == again
