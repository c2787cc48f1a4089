import time

import pytest

from framing.databases.markup import list_hidden, list_paragraphs, parse_piece


def test_a_piece_is_read_as_paragraphs() -> None:
    tree, whole = parse_piece("<p>It rained,<br>said the\nkeeper.<script>x()</script></p>And <b>snow</b>ed.")
    assert whole
    assert tree is not None
    assert list_paragraphs(tree) == ["It rained,", "said the keeper.", "And snowed."]


def test_of_a_piece_that_is_too_deep_the_words_are_left() -> None:
    tree, whole = parse_piece("<div>" * 500 + "It rained.</P  ><!-- x --><custom-a b='c'>It snowed.")
    assert not whole
    assert tree is not None
    assert list_paragraphs(tree) == ["It rained.", "It snowed."]


def test_words_behind_an_open_quotation_mark_are_found() -> None:
    html = '<p>It rained.</p><a href="x>It snowed.</a><p>It froze.</p>'
    hidden = list_hidden(html, parse_piece(html)[0])
    assert [line for line in hidden if "froze" in line or "snowed" in line]


@pytest.mark.parametrize("unit", ["a", "a ", "<", "<a", "</", "</a", "<!", "<script", "<script>", "<!--", "-", "<a '"])
def test_no_mark_up_costs_more_than_its_length(unit: str) -> None:
    piece = "<div>" * 300 + "x <" + unit * (60_000 // len(unit))
    started = time.process_time()
    tree, _ = parse_piece(piece)
    list_hidden(piece, tree)
    assert time.process_time() - started < 1
