"""The patterns a word fits are those that trying every pattern gives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text.patterns import WordPatterns, fits, parse_entry
from framing.text.words import normalise

PATTERN = st.text("ab'*s-", max_size=7) | st.sampled_from(
    ["*", "**", "a*", "ab*", "abab*", "ababa*", "*a", "*-led", "a*b", "abab*b", "*ab*", "a's", "ab's", "abab's", "'s"]
)
WORD = st.text("ab's-", max_size=9) | st.sampled_from(["", "'s", "a's", "abab's", "ababab", "a's's", "ab-led's"])


def try_every(patterns: list[str], norm: str) -> set[str]:
    """Patterns that fit the word with or without a possessive 's."""
    forms = {norm, norm.removesuffix("'s")} if norm else set()
    globs = {pattern: re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL) for pattern in patterns}
    return {pattern for pattern, glob in globs.items() if any(map(glob.fullmatch, forms))}


def compiled(patterns: list[str]) -> WordPatterns:
    words = WordPatterns()
    for pattern in patterns:
        words.add(pattern)
    words.close()
    return words


# A pattern holds a letter or a star, as all that `parse_entry` gives.
@given(st.lists(PATTERN.filter(lambda pattern: pattern.strip("'-") != ""), max_size=8), st.lists(WORD, max_size=8))
@settings(deadline=None)
def test_patterns_of_gives_what_trying_every_pattern_gives(patterns: list[str], norms: list[str]) -> None:
    words = compiled(patterns)
    distinct = list(dict.fromkeys(patterns))
    for norm in norms:
        found = words.patterns_of(norm)
        assert list(found) == sorted(set(found))
        assert {distinct[number] for number in found} == try_every(distinct, norm)


@given(st.lists(PATTERN, max_size=10))
@settings(deadline=None)
def test_patterns_are_numbered_by_first_appearance(patterns: list[str]) -> None:
    words = WordPatterns()
    distinct = list(dict.fromkeys(patterns))
    assert [words.add(pattern) for pattern in patterns] == [distinct.index(pattern) for pattern in patterns]
    assert len(words) == len(distinct)


@pytest.mark.parametrize(
    ("patterns", "norm", "found"),
    [
        (["a*"], "a", {"a*"}),
        (["a*"], "abcdef", {"a*"}),
        (["a*", "abcd*", "abcdef*"], "abcde", {"a*", "abcd*"}),
        (["*"], "x", {"*"}),
        (["*-led", "state*"], "state-led", {"*-led", "state*"}),
        (["*-led", "rumour"], "us-led's", {"*-led"}),
        (["it"], "it's", {"it"}),
        (["it", "it's"], "it's", {"it", "it's"}),
        (["it's"], "it", set()),
        (["a"], "a's", {"a"}),
        (["abc"], "abc's", {"abc"}),
        (["abcd"], "abcd's", {"abcd"}),
        (["rumour*"], "rumour's", {"rumour*"}),
        (["rumour*"], "rumo", set()),
        (["sab*-rattl*", "sab*"], "sabre-rattling", {"sab*-rattl*", "sab*"}),
        (["a*a"], "a", set()),
        (["a*s"], "a's", {"a*s"}),
        (["*r"], "rumour's", {"*r"}),
        (["a*"], "", set()),
        (["*"], "", set()),
        ([], "a", set()),
    ],
)
def test_patterns_of(patterns: list[str], norm: str, found: set[str]) -> None:
    assert {patterns[number] for number in compiled(patterns).patterns_of(norm)} == found


def test_more_patterns_can_be_added_and_closed_again() -> None:
    words = compiled(["rumour*"])
    assert words.patterns_of("an") == ()
    assert (words.add("an"), words.add("*r")) == (1, 2)
    words.close()
    assert (words.patterns_of("an"), words.patterns_of("rumour")) == ((1,), (0, 2))


@pytest.mark.parametrize("beside", [[], ["x*"], ["*x"], ["longer*"], ["xx*xx"]])
def test_a_literal_is_found_beside_any_other_pattern(beside: list[str]) -> None:
    for length in range(1, 8):
        literal = "abcdefgh"[:length]
        words = compiled([literal, *beside])
        for norm in (literal, f"{literal}'s"):
            assert words.patterns_of(norm) == (0,)
        assert words.patterns_of(f"{literal}'") == ()


@given(st.text("ab*", max_size=10), st.text("ab", max_size=12))
@settings(deadline=None)
def test_fits(pattern: str, word: str) -> None:
    glob = re.compile(".*".join(map(re.escape, pattern.split("*"))))
    assert fits(word, pattern) == bool(glob.fullmatch(word))


@given(st.lists(st.text("aBé’'-.*ⴰ“”, \t", max_size=10), max_size=3).map(" ".join))
@settings(deadline=None)
def test_the_words_of_an_entry_are_normalised(entry: str) -> None:
    for word in parse_entry(entry):
        assert word
        assert word == normalise(word)


@pytest.mark.parametrize(
    ("entry", "words", "cased"),
    [
        ("May", ("may",), ("May",)),
        ("Don’t  PANIC", ("don't", "panic"), ("Don't", "PANIC")),
        ("U.S.", ("u.s",), ("U.S",)),
        ("U.S.-led*", ("u.s.-led*",), ("U.S.-led*",)),
        ("* said", ("*", "said"), ("*", "said")),
        ("so called", ("so", "called"), ("so", "called")),
        ("“bluff”", ("bluff",), ("bluff",)),
        ("*", (), ()),
        ("* **", (), ()),
        ("…", (), ()),
        ("", (), ()),
    ],
)
def test_parse_entry(entry: str, words: tuple[str, ...], cased: tuple[str, ...]) -> None:
    assert (parse_entry(entry), parse_entry(entry, keep_case=True)) == (words, cased)
