"""Each rule of VADER, on both sides: where it holds and where it does not."""

import math

import pytest

from framing.measures.sentiment.vader import score_sentences
from framing.text import tokenise


def total(sentence):
    """Sum of the valences, got back from the compound."""
    (compound,) = score_sentences(tokenise([sentence])).compound
    return compound * math.sqrt(15 / (1 - compound**2))


def near(value):
    return pytest.approx(value, abs=0.002)


GOOD, BAD = 1.9, -2.5


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("it is good", GOOD),
        ("it is bad", BAD),
        ("it is a river", 0),
        # capitals
        ("it is GOOD", GOOD + 0.733),
        ("it is BAD", BAD - 0.733),
        ("IT IS GOOD", GOOD),
        # boosters, by distance and sign
        ("it is very good", GOOD + 0.293),
        ("it is very bad", BAD - 0.293),
        ("it is hardly good", GOOD - 0.293),
        ("it is very very good", GOOD + 0.293 * 1.95),
        ("very of the good", GOOD + 0.293 * 0.9),
        ("very river of the good", GOOD),
        ("it is VERY good", GOOD + 0.293 + 0.733),
        # negation, by distance
        ("it is not good", GOOD * -0.74),
        ("it is not a good", GOOD * -0.74),
        ("not of the good", GOOD * -0.74),
        ("not river of the good", GOOD),
        ("it mayn't be good", GOOD * -0.74),
        ("never so good", (GOOD + 0.293) * 1.25),
        ("never a good", GOOD * -0.74),
        ("without any good", GOOD * -0.74),
        ("without doubt good", -1.5 * -0.74 + GOOD),
        # "no"
        ("no good", GOOD * -0.74),
        ("no river", -1.2),
        ("no river good", -1.2 + GOOD * -0.74),
        ("no river or good", -1.2 + GOOD * -0.74),
        ("no river and good", -1.2 + GOOD),
        # "kind of"
        ("they were kind", 2.4),
        ("they were kind of late", 0),
        ("it is kind of good", GOOD - 0.293),
        ("it is sort of a good", GOOD - 0.293),
        # special cases are looked up from the fourth word on
        ("this is really the bomb", 3),
        ("the bomb", -2.2),
        ("it waits at the bus stop", 0),
        # "least"
        ("it is the least good", GOOD * -0.74),
        ("it is at least good", GOOD),
        ("least good", GOOD * -0.74),
        # "but": half before, half as much again after
        ("good but a river", GOOD * 0.5),
        ("a river but good", GOOD * 1.5),
        ("bad but good but bad", BAD * 0.5 + GOOD * 1.5 + BAD * 1.5),
        # punctuation
        ("it is good!!", GOOD + 2 * 0.292),
        ("it is bad!!!!!!", BAD - 4 * 0.292),
        ("it is good?", GOOD),
        ("it is good??", GOOD + 2 * 0.18),
        ("it is good????", GOOD + 0.96),
        ("a river!!", 0),
        ("good ⁉", GOOD),
        # emoji are spelt out
        ("a river 😁", 2.0),
    ],
)
def test_rule(sentence, value):
    assert total(sentence) == near(value)
