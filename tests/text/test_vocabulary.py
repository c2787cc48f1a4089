"""Each distinct form, type and normalised word once, and each decision taken once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.text import Vocabulary, normalise, tokenise
from framing.text.words import split_form

CHARACTERS = st.characters(exclude_categories=[]) | st.sampled_from(" \n.,’“aA")
TEXTS = st.lists(st.text(CHARACTERS, max_size=40), max_size=6)


@given(TEXTS)
def test_rows_stand_for_distinct_items(texts: list[str]) -> None:
    tokens = tokenise(texts)
    vocabulary = tokens.vocabulary
    forms = [form for text in texts for form in text.split()]
    assert [vocabulary.forms[row] for row in tokens.form_row] == forms
    for items in (vocabulary.forms, vocabulary.types, vocabulary.norms):
        assert len(items) == len(set(items))
    assert len(vocabulary.norm) == len(vocabulary.types)
    for piece, norm, is_word in zip(vocabulary.types, vocabulary.norm, vocabulary.is_word, strict=True):
        assert is_word == any(character.isalnum() for character in piece)
        assert vocabulary.norms[norm] == (normalise(piece) if is_word else "")


@given(TEXTS)
def test_pieces_are_those_of_split_form(texts: list[str]) -> None:
    vocabulary = tokenise(texts).vocabulary
    pieces = vocabulary.pieces
    for row, form in enumerate(vocabulary.forms):
        own = slice(pieces.first[row], pieces.first[row] + pieces.count[row])
        bounds = [(start, end) for start, end, _ in split_form(form)]
        assert list(zip(*(pieces.column(name)[own].tolist() for name in ("start", "end")), strict=True)) == bounds
        assert [vocabulary.types[t] for t in pieces.column("type")[own]] == [form[s:e] for s, e in bounds]


def test_a_fact_is_decided_once_for_each_item() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    vocabulary = Vocabulary()
    tokens = tokenise(["Bluff, bluff bluff"], vocabulary=vocabulary)
    assert vocabulary.fact(length, np.int32)[tokens.type].tolist() == [5, 1, 5, 5]
    vocabulary.fact(length, np.int32)
    assert sorted(asked) == [",", "Bluff", "bluff"]
    more = tokenise(["bluff or rumour"], vocabulary=vocabulary)
    assert vocabulary.fact(length, np.int32)[more.type].tolist() == [5, 2, 6]
    assert sorted(asked) == [",", "Bluff", "bluff", "or", "rumour"]


def test_facts_of_the_three_levels_are_kept_apart() -> None:
    tokens = tokenise(["Bluff, bluff"])
    vocabulary = tokens.vocabulary
    assert vocabulary.fact(len, np.int32, level="form")[tokens.form_row].tolist() == [6, 5]
    assert vocabulary.fact(len, np.int32)[tokens.type].tolist() == [5, 1, 5]
    assert vocabulary.fact(len, np.int32, level="norm")[tokens.norm].tolist() == [5, 0, 5]


def test_a_ragged_fact_is_a_list_for_each_item() -> None:
    def vowels(word: str) -> list[int]:
        return [place for place, letter in enumerate(word) if letter in "aeiou"]

    vocabulary = Vocabulary()
    for text, expected in (("rumour x", [[1, 3, 4], []]), ("x idea", [[], [0, 2, 3]])):
        tokens = tokenise([text], vocabulary=vocabulary)
        fact = vocabulary.ragged_fact(vowels, level="norm")
        first, count = fact.first[tokens.norm], fact.count[tokens.norm]
        items = fact.column("item")
        assert [items[f : f + n].tolist() for f, n in zip(first, count, strict=True)] == expected


def test_row_zero_of_the_normalised_words_is_that_of_marks() -> None:
    tokens = tokenise(["“No.”"])
    assert tokens.vocabulary.norms[0] == ""
    assert tokens.norm.tolist() == [0, 1, 0, 0]
