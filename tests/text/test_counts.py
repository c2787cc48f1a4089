"""Counts are those of a Counter over the normalised words."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.text import Vocabulary, count_terms, split_words, tokenise

WORDS = st.lists(st.sampled_from(["Bluff", "bluff,", "don’t", "don't", "U.S.", "“rumour”", "—", "é"])).map(" ".join)
TEXTS = st.lists(WORDS | st.text(), max_size=6)


@given(TEXTS)
def test_counts_are_those_of_a_counter(texts: list[str]) -> None:
    text, term, count, terms = count_terms(tokenise(texts))
    found = {(int(t), terms[w]): int(n) for t, w, n in zip(text, term, count, strict=True)}
    assert found == Counter((number, word) for number, text in enumerate(texts) for word in split_words(text))
    assert len(found) == len(text)
    assert terms == sorted(set(terms))
    cells = list(zip(text.tolist(), term.tolist(), strict=True))
    assert cells == sorted(cells)


@given(TEXTS)
def test_counts_add_up_to_the_words_of_each_text(texts: list[str]) -> None:
    tokens = tokenise(texts)
    text, _, count, _ = count_terms(tokens)
    assert np.bincount(text, count, len(texts)).tolist() == tokens.count_words().tolist()


def test_only_the_words_of_these_texts_are_listed() -> None:
    vocabulary = Vocabulary()
    tokenise(["rumour and bluff"], vocabulary=vocabulary)
    assert count_terms(tokenise(["A bluff."], vocabulary=vocabulary))[3] == ["a", "bluff"]


def test_nothing_in_nothing_out() -> None:
    text, term, count, terms = count_terms(tokenise(["", "…"]))
    assert (len(text), len(term), len(count), terms) == (0, 0, 0, [])
