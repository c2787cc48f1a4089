"""Looks at the words around a match: places, words, classes, stops; and conditions that cannot be read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.errors import LexiconError
from framing.measures.hedging.context import Condition, Context, ends_as_question, parse_condition

# text, with stars around the match, condition, and whether it holds
LOOKS = [
    # places and words
    ("He saw the *bluff* of the mayor.", {"at": -1, "is": ["the"]}, True),
    ("He saw the *bluff* of the mayor.", {"at": 1, "is": ["the"]}, False),
    ("He saw the *bluff* of the mayor.", {"at": 2, "is": ["the"]}, True),
    ("He saw the *bluff* of the mayor.", {"at": [1, 3], "is": ["the"]}, False),
    ("He saw the *bluff* of the mayor.", {"at": [1, 2], "is": ["an", "the"]}, True),
    ("He saw The *bluff* of the mayor.", {"at": -1, "is": ["the"]}, True),
    ("They don’t *bluff* at all.", {"at": -1, "is": ["don't"]}, True),
    ("They *call his bluff* today.", {"at": 1, "is": ["today"]}, True),
    ("They *call his bluff* today.", {"at": -1, "is": ["they"]}, True),
    ("They *call his bluff* today.", {"at": 1, "is": ["his"]}, False),
    # the sentence is not left
    ("They left. A *bluff*. It rained.", {"at": -2, "is": ["left"]}, False),
    ("They left. A *bluff*. It rained.", {"from": 1, "to": 6, "is": ["it", "rained"]}, False),
    ("They left. A *bluff*. It rained.", {"at": -2, "is": ["EDGE"]}, True),
    ("They left. A *bluff*. It rained.", {"at": -1, "is": ["EDGE"]}, False),
    ("They left. A *bluff*. It rained.", {"at": 2, "is": ["EDGE"]}, True),
    ("*bluff*", {"at": [-1], "is": ["EDGE"]}, True),
    ("*bluff*", {"at": 1, "is": ["the", "NUMBER"]}, False),
    # unless it is to look across
    ("They left. A *bluff*. It rained.", {"at": -2, "is": ["left"], "across": True}, False),
    ("They left. A *bluff*. It rained.", {"at": -3, "is": ["left"], "across": True}, True),
    ("They left. A *bluff*. It rained.", {"at": -3, "is": ["left"], "across": False}, False),
    ("They left. A *bluff*. It rained.", {"from": 1, "to": 6, "is": ["rained"], "across": True}, True),
    ("They left. A *bluff*. It rained.", {"from": 1, "to": 2, "is": ["rained"], "across": True}, False),
    ("They left. A *bluff*. It rained.", {"from": 1, "to": 6, "is": ["rained"], "stop": ["it"], "across": True}, False),
    ("They left. A *bluff*. It rained.", {"from": 1, "to": 3, "is": ["EDGE"], "across": True}, False),
    ("They left. A *bluff*. It rained.", {"from": 1, "to": 6, "is": ["EDGE"], "across": True}, True),
    # from one place to another
    ("He did not say it was a *bluff* at all.", {"from": -1, "to": -6, "is": ["not"]}, True),
    ("He did not say it was a *bluff* at all.", {"from": -1, "to": -4, "is": ["not"]}, False),
    ("He did not say it was a *bluff* at all.", {"from": -4, "to": -1, "is": ["not"]}, False),
    ("He did not say it was a *bluff* at all.", {"from": -6, "to": 2, "is": ["all"]}, True),
    ("He did not say it was a *bluff* at all.", {"from": -6, "to": 1, "is": ["all"]}, False),
    ("He did not say it was a *bluff* at all.", {"from": -1, "to": 1, "is": ["bluff"]}, False),
    # what stops a look
    ("Not now, but it was a *bluff* at all.", {"from": -1, "to": -7, "is": ["not"]}, True),
    ("Not now, but it was a *bluff* at all.", {"from": -1, "to": -7, "is": ["not"], "stop": ["but"]}, False),
    ("Not now, but it was a *bluff* at all.", {"from": -1, "to": -7, "is": ["not"], "stop": ["PAUSE"]}, False),
    ("Not now, but it was a *bluff* at all.", {"from": -1, "to": -7, "is": ["but"], "stop": ["but"]}, True),
    ("Not now, but it was a *bluff* at all.", {"from": -1, "to": -7, "is": ["not"], "stop": ["all"]}, True),
    ("Not now, but it was a *bluff* at all.", {"from": -7, "to": 2, "is": ["all"], "stop": ["but"]}, True),
    ("Not now, but it was a *bluff* at all.", {"from": -7, "to": 2, "is": ["not"], "stop": ["at"]}, True),
    (
        "Not now, but it was a *bluff* at all.",
        {"from": -7, "to": 2, "is": ["not", "all"], "stop": ["at", "but"]},
        False,
    ),
    # classes
    ("In *May* 9 it rained.", {"at": 1, "is": ["DAY"]}, True),
    ("In *May* 32 it rained.", {"at": 1, "is": ["DAY"]}, False),
    ("In *May* 1st it rained.", {"at": 1, "is": ["DAY"]}, True),
    ("In *May* 2022 it rained.", {"at": 1, "is": ["YEAR"]}, True),
    ("In *May* 3022 it rained.", {"at": 1, "is": ["YEAR"]}, False),
    ("*About* thirty men left.", {"at": 1, "is": ["NUMBER"]}, True),
    ("*About* old men left.", {"at": 1, "is": ["NUMBER"]}, False),
    ("Then Vane *May* left.", {"at": -1, "is": ["CAPITAL"]}, True),
    ("He *suggested* leaving.", {"at": 1, "is": ["ING"]}, True),
    ("He *suggested* tea.", {"at": 1, "is": ["ING"]}, False),
    ("It *may* rained.", {"at": 1, "is": ["ED"]}, True),
    ("It *may*, or not.", {"at": 1, "is": ["MARK"]}, True),
    ("It *may* or not.", {"at": 1, "is": ["MARK"]}, False),
    ("It *may* – or not.", {"at": 1, "is": ["PAUSE"]}, True),
    ("It *may*.", {"at": 1, "is": ["PAUSE"]}, False),
    ("It “*may*” rain.", {"at": 1, "is": ["QUOTE"]}, True),
    ("It didn’t *bluff*.", {"at": -1, "is": ["NEGATION"]}, True),
    ("Nobody *bluffed*.", {"at": -1, "is": ["NEGATION"]}, True),
    ("Everybody *bluffed*.", {"at": -1, "is": ["NEGATION"]}, False),
    # the match itself
    ("Is it a *bluff*?", {"at": 0, "is": ["ASKED"]}, True),
    ("It is a *bluff*. Is it?", {"at": 0, "is": ["ASKED"]}, False),
    ("“Is it a *bluff*?” she asked.", {"at": 0, "is": ["ASKED"]}, False),
    ("It is not a *bluff*.", {"at": 0, "is": ["NEGATED"]}, True),
    ("It is so a *bluff*.", {"at": 0, "is": ["NEGATED"]}, False),
    ("It rains. *May* it stop.", {"at": 0, "is": ["FIRST"]}, True),
    ("It rains. It *may* stop.", {"at": 0, "is": ["FIRST"]}, False),
    ("It *May* stop.", {"at": 0, "text": "capitalised"}, True),
    ("It *may* stop.", {"at": 0, "text": "capitalised"}, False),
    ("It *may* stop.", {"at": 0, "text": "lower"}, True),
    ("They *call his bluff* today.", {"at": 0, "is": ["call", "calls"]}, True),
    ("They *call his bluff* today.", {"at": 0, "is": ["bluff", "his"]}, False),
    ("They *Call* him.", {"at": 0, "is": ["call"]}, True),
]


def _holds(marked: str, condition: Condition) -> bool:
    before, match, _ = marked.split("*")
    tokens = fr.tokenise([marked.replace("*", "")])
    first = np.flatnonzero(tokens.start == len(before))
    last = np.flatnonzero(tokens.end == len(before) + len(match))
    assert len(first) == len(last) == 1
    return bool(Context(tokens, first, last).meets(condition, np.array([0]))[0])


@pytest.mark.parametrize(("marked", "condition", "holds"), LOOKS)
def test_a_condition_holds_where_its_words_stand(marked: str, condition: dict[str, Any], holds: bool) -> None:
    assert _holds(marked, parse_condition("a", condition)) is holds


def test_many_matches_are_looked_at_at_once_and_in_any_order() -> None:
    tokens = fr.tokenise(["no bluff", "a bluff", "", "No bluff, no bluff"])
    first = np.flatnonzero(tokens.norm == tokens.vocabulary.norms.find("bluff")[0])
    context = Context(tokens, first, first)
    condition = parse_condition("a", {"at": -1, "is": ["no"]})
    assert context.meets(condition, np.arange(4)).tolist() == [True, False, True, True]
    assert context.meets(condition, np.array([3, 1, 0])).tolist() == [True, False, True]
    assert context.meets(condition, np.zeros(0, np.int64)).tolist() == []


def test_looking_across_leaves_no_text() -> None:
    tokens = fr.tokenise(["They left. A bluff", "They left. No bluff. It rained."])
    first = np.flatnonzero(tokens.norm == tokens.vocabulary.norms.find("bluff")[0])
    context = Context(tokens, first, first)
    for places, words, held in (((1, 30), "rained", [False, True]), ((-30, -1), "left", [True, True])):
        condition = {"from": places[0], "to": places[1], "is": [words], "across": True}
        assert context.meets(parse_condition("a", condition), np.arange(2)).tolist() == held
    beyond = parse_condition("a", {"from": -30, "to": -1, "is": ["bluff"], "across": True})
    assert context.meets(beyond, np.arange(2)).tolist() == [False, False]


def test_a_question_ends_in_its_mark() -> None:
    tokens = fr.tokenise(["Is it? It is. “Is it?” Really?! No", ""])
    assert ends_as_question(tokens, np.arange(tokens.n_sentences)).tolist() == [True, False, True, True, False]


def test_places_are_looked_at_from_the_nearest_outwards() -> None:
    assert parse_condition("a", {"from": -3, "to": 2, "is": ["x"]}).at in ((-1, 1, -2, 2, -3), (1, -1, 2, -2, -3))
    assert parse_condition("a", {"from": 4, "to": 2, "is": ["x"]}).at == (2, 3, 4)
    assert parse_condition("a", {"from": -30, "to": -29, "is": ["x"]}).at == (-29, -30)


def test_words_and_classes_are_told_apart() -> None:
    condition = parse_condition("a", {"at": 1, "is": ["Don’t", "NUMBER"], "stop": ["but", "PAUSE"]})
    assert condition == Condition((1,), frozenset({"don't"}), ("NUMBER",), "", frozenset({"but"}), ("PAUSE",))


@pytest.mark.parametrize(
    "condition",
    [
        {"is": ["the"]},
        {"at": "1", "is": ["the"]},
        {"at": 1.0, "is": ["the"]},
        {"at": [], "is": ["the"]},
        {"at": [0, 1], "is": ["NUMBER"]},
        {"at": 1},
        {"at": 1, "is": []},
        {"at": 1, "was": ["the"]},
        {"at": 1, "is": ["the"], "text": "lower"},
        {"at": 1, "is": ["VERB"]},
        {"at": 1, "is": ["FIRST"]},
        {"at": 1, "is": ["ASKED"]},
        {"at": 1, "is": ["the"], "stop": ["NEGATED"]},
        {"at": 0, "is": ["NUMBER"]},
        {"at": 0, "text": "italic"},
        {"at": 0, "is": ["FIRST"], "stop": ["but"]},
        {"from": 1, "is": ["the"]},
        {"from": 1, "to": 31, "is": ["the"]},
        {"from": -31, "to": 1, "is": ["the"]},
        {"from": "1", "to": 3, "is": ["the"]},
        {"from": 0, "to": 0, "is": ["the"]},
    ],
)
def test_other_conditions_are_refused(condition: dict[str, Any]) -> None:
    with pytest.raises(LexiconError, match=r"rule 'my rule' has a condition that cannot be read; found: .*use at \(or"):
        parse_condition("my rule", condition)


@given(st.integers(-30, 30), st.integers(-30, 30))
def test_from_and_to_name_all_places_between_save_the_match(first: int, last: int) -> None:
    low, high = sorted((first, last))
    between = set(range(low, high + 1)) - {0}
    if between:
        assert set(parse_condition("a", {"from": first, "to": last, "is": ["x"]}).at) == between
