"""A negation counts inside the window and not beyond it, nor beyond a barrier."""

from __future__ import annotations

import numpy as np
import pytest

from framing.text import is_negated, tokenise


def negated(text: str, word: str = "bluff", **options: int) -> bool:
    tokens = tokenise([text])
    types = [tokens.vocabulary.types[row] for row in tokens.type]
    (place,) = [n for n, printed in enumerate(types) if printed == word]
    return bool(is_negated(tokens, np.array([place]), **options)[0])


@pytest.mark.parametrize(
    "text",
    ["no bluff", "It is not a bluff", "it isn’t a bluff", "it isn't really a bluff", "Never a bluff",
     "CANNOT bluff",
     "without any hint bluff", "I do n't bluff", "neither threat nor bluff", "No bluff"],
)  # fmt: skip
def test_a_negation_to_the_left_negates(text: str) -> None:
    assert negated(text)


@pytest.mark.parametrize(
    "text",
    ["a bluff", "bluff is not it", "a bluff, not more", "not, a bluff", "No: bluff", "“not” a bluff",
     "not (a bluff",
     "not but bluff", "not — bluff", "No. The bluff", "not\nbluff", "a knot bluff", "nothingness bluff",
     "not; bluff"],
)  # fmt: skip
def test_nothing_to_the_right_or_behind_a_barrier_does(text: str) -> None:
    assert not negated(text)


def test_the_window_is_three_tokens_or_as_told() -> None:
    assert negated("not one two bluff")
    assert not negated("not one two three bluff")
    assert negated("not one two three bluff", window=4)
    assert not negated("not one bluff", window=1)
    assert not negated("not bluff", window=0)


def test_the_window_does_not_reach_into_the_text_before() -> None:
    tokens = tokenise(["It is not", "bluff"])
    assert is_negated(tokens, np.array([0, 3])).tolist() == [False, False]


def test_each_position_has_its_own_answer() -> None:
    tokens = tokenise(["no bluff but bluff"])
    assert is_negated(tokens, np.array([3, 1, 1])).tolist() == [False, True, True]
    assert is_negated(tokens, np.zeros(0, np.int64)).tolist() == []
