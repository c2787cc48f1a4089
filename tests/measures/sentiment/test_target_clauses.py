import numpy as np
import pytest

from framing.measures.sentiment.target_clauses import TargetClauses
from framing.text import tokenise


def read(text: str, *words: str) -> tuple[TargetClauses, np.ndarray]:
    """Clauses of a text, and the tokens of some words of it."""
    tokens = tokenise([text])
    printed = [text[start:end] for start, end in zip(tokens.start, tokens.end, strict=True)]
    return TargetClauses(tokens), np.array([printed.index(word) for word in words])


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("He came, but Marsh left the room; she stayed.", "Marsh left the room"),
        ("Marsh left.", "Marsh left."),
        ("She said: “Marsh left” and went.", "Marsh left"),
        ("He spoke. Marsh left (in a hurry).", "Marsh left"),
        ("“Marsh won,” he said.", "Marsh won"),
        ("They left. (“Marsh won”)", "Marsh won"),
        ("But Marsh won!", "Marsh won"),
        ("They like Marsh – who left – a lot.", "They like Marsh"),
    ],
)
def test_a_clause_ends_at_marks_and_conjunctions(text: str, clause: str) -> None:
    clauses, place = read(text, "Marsh")
    begin, end = clauses.bounds(place, place)
    start, stop = clauses.tokens.start[begin[0]], clauses.tokens.end[end[0]]
    assert text[start:stop] == clause


def test_borders_between_two_words_are_counted() -> None:
    clauses, (first, last) = read("Marsh, who won, left because he could.", "Marsh", "could")
    assert clauses.count_between(np.array([first + 1]), np.array([last])).tolist() == [4]  # , who , because
    assert clauses.count_between(np.array([first]), np.array([first])).tolist() == [0]


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("Marsh was accused.", True),
        ("Marsh has been publicly accused.", True),
        ("Marsh got accused.", True),
        ("Marsh accused him.", False),
        ("It was Marsh who accused him.", False),
        ("It was. Marsh accused him.", False),
    ],
)
def test_the_passive(text: str, passive: bool) -> None:
    clauses, place = read(text, "accused")
    assert clauses.is_passive(place).tolist() == [passive]


def test_by_before_a_name_and_its_title() -> None:
    for text, wanted in [("accused by President Marsh", True), ("accused by them of Marsh", False), ("Marsh", False)]:
        clauses, place = read(text, "Marsh")
        assert clauses.follows_by(place).tolist() == [wanted]


def test_who_speaks_before_and_behind_the_verb() -> None:
    clauses, (marsh, said) = read("Marsh also said it was bad.", "Marsh", "said")
    assert clauses.cue_after(np.array([marsh])).tolist() == [said]
    clauses, (said, marsh) = read("“It was bad,” said Ivo Marsh.", "said", "Marsh")
    assert clauses.cue_before(np.array([marsh])).tolist() == [said]
    clauses, place = read("They left Marsh alone.", "Marsh")
    assert clauses.cue_after(place).tolist() == clauses.cue_before(place).tolist() == [-1]
