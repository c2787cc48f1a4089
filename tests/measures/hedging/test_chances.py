"""Chances in numbers, and that there is none where no number is given."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing as fr
from framing.measures.hedging.chances import parse_chance

Articles = Callable[..., pd.DataFrame]

# sentence, with stars around the hedge, and the chance
CHANCES = [
    # ratios
    ("It failed *one in four* times.", 0.25),
    ("There is a 1-in-5 *chance of* rain.", 0.2),
    ("There is a 1 in 5 *chance* of rain.", 0.2),
    ("The *chances of* rain are nine out of ten.", 0.9),
    ("The *chance of* rain is one in a hundred.", 0.01),
    ("The *chance of* rain is 1 in 1,000.", 0.001),
    ("A 1 in 1,000 *chance of* rain.", 0.001),
    ("The *chance of* rain is one in every four days.", 0.25),
    ("A 1 in 2000 *chance of* rain.", 0.0005),
    ("A one in twenty-five *chance of* rain.", 0.04),
    # per cents
    ("There is a 30 *per cent chance* of rain.", 0.3),
    ("There is a 30 *percent chance* of rain.", 0.3),
    ("There is a 30% *chance of* rain.", 0.3),
    ("There is a 12.5% *chance of* rain.", 0.125),
    ("There is a thirty *per cent chance* of rain.", 0.3),
    ("There is a thirty-five *per cent chance* of rain.", 0.35),
    ("The *chance of* rain is 40 per cent.", 0.4),
    ("There is a 100 *per cent chance* of rain.", 1.0),
    ("There is a 30% *chance of* rain and a 60% chance of snow.", 0.3),
    ("There is a 30% chance of rain and a 60% *chance of* snow.", 0.6),
    # ranges
    ("There is a 30 to 40 *percent chance* of rain.", 0.35),
    ("There is a 30-40% *chance of* rain.", 0.35),
    ("There is a 30% to 40% *chance of* rain.", 0.35),
    ("There is a 30–40 *per cent chance* of rain.", 0.35),
    # even chances
    ("It is *50-50*.", 0.5),
    ("It is *50/50* now.", 0.5),
    ("It is *fifty-fifty* now.", 0.5),
    # odds
    ("The *odds of* a win are 3-to-1.", 0.25),
    ("The *odds are* 3 to 1 that it rains.", 0.25),
    ("The *odds are* 99-1.", 0.01),
    ("The *odds are* 3-1 on.", 0.75),
    ("It is a *long shot* at 9/1.", 0.1),
    # no number, or none that is a chance
    ("It is the *odds-on* choice.", None),
    ("There is a *good chance* of rain.", None),
    ("There is a *chance of* rain.", None),
    ("There is a *good chance* of rain; 30 per cent of fields are dry.", None),
    ("There is a *good chance* of rain. One in four fields is dry.", None),
    ("In spring, 30% of fields were dry, a *good chance* of rain or not.", None),
    ("There is a 110% *chance of* rain.", None),
    ("There is a *chance of* rain, nine in four say.", None),
    ("The *odds are* long.", None),
    ("The *odds are* 0 to 0.", None),
    ("There is a *good chance* of winning one in 2024.", None),
    ("There is a *chance of* a 3 to 1 win.", None),
]


@pytest.mark.parametrize(("marked", "chance"), CHANCES)
def test_a_chance_is_read_around_its_hedge(marked: str, chance: float | None) -> None:
    before, hedge, after = marked.split("*")
    found = parse_chance(before + hedge + after, len(before), len(before) + len(hedge))
    assert math.isnan(found) if chance is None else found == pytest.approx(chance)


WORDS = st.sampled_from(
    "one two 3 4 1,000 0 110 30 2.5 % per cent percent to - – / : in out of a every odds shot 50-50 on , . chance "
    "twenty-five hundred ٣ 9999999999".split(" ")
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(WORDS, max_size=12), st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=12), st.sampled_from(["", " "])
)
def test_a_chance_is_between_0_and_1_or_missing(
    before: list[str], hedge: list[str], after: list[str], gap: str
) -> None:
    one, two, three = (gap.join(words) for words in (before, hedge, after))
    chance = parse_chance(one + two + three, len(one), len(one) + len(two))
    assert math.isnan(chance) or 0 <= chance <= 1


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 20))
def test_no_text_breaks_the_reading(text: str, start: int, length: int) -> None:
    chance = parse_chance(text, start, start + length)
    assert math.isnan(chance) or 0 <= chance <= 1


def test_only_numeric_hedges_have_a_chance(make_articles: Articles) -> None:
    text = "It failed one in four times, and perhaps there is a 30 per cent chance of rain."
    hedges = fr.find_hedges(make_articles(text)).set_index("term")
    assert hedges["code"].to_dict() == {"one in four": "numeric", "perhaps": "adverb", "per cent chance": "numeric"}
    assert hedges["chance"].dropna().to_dict() == {"one in four": 0.25, "per cent chance": 0.3}
