"""The constants are those of the"""

from vaderSentiment.vaderSentiment import (
    B_DECR,
    B_INCR,
    BOOSTER_DICT,
    C_INCR,
    N_SCALAR,
    NEGATE,
    SPECIAL_CASES,
)

from framing.measures.sentiment import rules


def test_word_lists_are_the_originals():
    assert set(NEGATE) == rules.NEGATIONS
    phrases = {" ".join(phrase): boost for phrase, boost in rules.BOOSTER_PHRASES.items()}
    assert rules.BOOSTERS | phrases == BOOSTER_DICT


def test_special_cases_are_the_originals_but_for_the_one_that_is_never_reached():
    ours = {" ".join(phrase): value for phrase, value in rules.SPECIAL_CASES.items()}
    assert ours | {"badass": 1.5} == SPECIAL_CASES


def test_factors_are_the_originals():
    assert (rules.CAPITALS, rules.NEGATION) == (C_INCR, N_SCALAR)
    assert (rules.INCREASE, rules.DECREASE) == (B_INCR, B_DECR)
