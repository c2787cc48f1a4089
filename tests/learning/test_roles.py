from __future__ import annotations

from framing.learning.roles import list_role_types
from framing.text import tokenise


def test_every_form_of_a_role_word_is_of_its_type() -> None:
    texts = ["Senator", "SENATORS", "the senator’s", "congresswomen", "a police officer and soldiers"]
    assert list_role_types(tokenise(texts)) == [["politics"]] * 4 + [["security", "security"]]


def test_names_want_their_capitals() -> None:
    assert list_role_types(tokenise(["It moves us.", "The FBI came.", "the nra"])) == [[], ["security"], []]


def test_no_text_has_none() -> None:
    assert list_role_types(tokenise([])) == []
    assert list_role_types(tokenise(["", "It rains."])) == [[], []]
