"""Entries are found where a plain, slow search finds them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text import TermMatcher, Tokens, Vocabulary, tokenise
from framing.text.patterns import parse_entry

Match = tuple[int, int, int]


def fits(pattern: str, norm: str) -> bool:
    glob = re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
    return any(glob.fullmatch(form) for form in {norm, norm.removesuffix("'s")} if norm)


def search_all(entries: list[str], tokens: Tokens) -> list[Match]:
    """Try every entry at every token."""
    norms = [tokens.vocabulary.norms[row] for row in tokens.norm]
    sentence = tokens.sentence.tolist()
    found = []
    for number, entry in enumerate(entries):
        patterns = parse_entry(entry)
        for first in range(len(norms) - len(patterns) + 1 if patterns else 0):
            last = first + len(patterns) - 1
            here = zip(patterns, norms[first : last + 1], strict=True)
            fit = all(norm and fits(pattern, norm) for pattern, norm in here)
            if fit and sentence[first] == sentence[last]:
                found.append((number, first, last))
    return found


def leftmost_longest(found: list[Match]) -> list[Match]:
    """Take the longest at each place, from left to right."""
    kept: list[Match] = []
    for match in sorted(found, key=lambda match: (match[1], -match[2])):
        if not kept or match[1] > kept[-1][2] or match[1:] == kept[-1][1:]:
            kept.append(match)
    return kept


def find(entries: list[str], text: str, overlaps: str = "longest") -> list[tuple[str, str]]:
    tokens = tokenise([text])
    entry, first, last = TermMatcher(entries).find(tokens, overlaps=overlaps)  # type: ignore[arg-type]
    spans = zip(entry.tolist(), tokens.start[first].tolist(), tokens.end[last].tolist(), strict=True)
    return [(entries[number], text[start:end]) for number, start, end in spans]


WORD = st.sampled_from(["a", "b", "ab", "aba", "abb", "b's", "A’s", "aa", "b-a", "U.S.", "a*b"])
TEXT = st.lists(WORD | st.sampled_from([",", "“", "\n", ". A", "—", "."]), max_size=15).map(" ".join)
PATTERN = st.sampled_from(["a", "b", "ab", "a*", "*b", "a*a", "*", "*b*", "ab*", "b's", "b-a", "u.s.", "A"])
ENTRY = st.lists(PATTERN, max_size=4).map(" ".join)


@given(st.lists(ENTRY, max_size=8), st.lists(TEXT, max_size=4))
def test_finds_what_a_plain_search_finds(entries: list[str], texts: list[str]) -> None:
    tokens = tokenise(texts)
    matcher = TermMatcher(entries)
    expected = search_all(entries, tokens)
    every = list(zip(*(column.tolist() for column in matcher.find(tokens, overlaps="all")), strict=True))
    longest = list(zip(*(column.tolist() for column in matcher.find(tokens)), strict=True))
    assert sorted(every) == sorted(expected)
    assert sorted(longest) == sorted(leftmost_longest(expected))
    for found in (every, longest):
        assert found == sorted(found, key=lambda match: (match[1], -match[2]))


@given(st.text("ab*", max_size=8), st.text("ab", max_size=8))
def test_stars_stand_for_any_characters(pattern: str, word: str) -> None:
    expected = [(pattern, word)] if pattern.strip("*") and word and fits(pattern, word) else []
    assert find([pattern], word) == expected


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("bluff", "BLUFF"),
        ("bluff", "bluff’s"),
        ("bluff", "bluff's"),
        ("rumour*", "rumours"),
        ("rumour*", "rumour"),
        ("rumour*", "rumour-mongering"),
        ("*-led", "U.S.-led"),
        ("sab*-rattl*", "sabre-rattling"),
        ("don't", "don’t"),
        ("don’t", "don't"),
        ("u.s.", "U.S."),
        ("is said to", "Is said  to"),
        ("* said", "minister said"),
        ("minister plan", "minister’s plan"),
        ("AT&T", "at&t"),
    ],
)
def test_finds(entry: str, text: str) -> None:
    assert find([entry], text) == [(entry, text)]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("bluff", "bluffs"),
        ("rumour*", "a-rumour"),
        ("minister's", "minister"),
        ("so called", "so-called"),
        ("is said to", "is said, to"),
        ("is said to", "is “said” to"),
        ("said to", "said\nto"),
        ("the talks", "It is the. Talks"),
        ("a*a", "a"),
        ("", "bluff"),
        ("…", "…"),
    ],
)
def test_does_not_find(entry: str, text: str) -> None:
    assert find([entry], text) == []


def test_an_entry_does_not_reach_into_the_next_text() -> None:
    entry, _, _ = TermMatcher(["is said"]).find(tokenise(["it is", "said"]))
    assert len(entry) == 0


def test_longest_and_all() -> None:
    entries = ["said", "is said to", "to go", "is"]
    assert find(entries, "he is said to go") == [("is said to", "is said to")]
    assert find(entries, "he is said to go", "all") == [
        ("is said to", "is said to"), ("is", "is"), ("said", "said"), ("to go", "to go"),
    ]  # fmt: skip


def test_a_match_dropped_does_not_hide_the_next() -> None:
    assert find(["a b", "b c", "c d"], "a b c d") == [("a b", "a b"), ("c d", "c d")]


def test_entries_of_the_same_words_are_all_given() -> None:
    found = find(["bluff", "bluff*", "Bluff"], "a bluff")
    assert sorted(found) == [("Bluff", "bluff"), ("bluff", "bluff"), ("bluff*", "bluff")]


def test_a_matcher_goes_on_with_a_growing_vocabulary() -> None:
    vocabulary, matcher = Vocabulary(), TermMatcher(["rumour*"])
    for text in ("a rumour", "rumours of rumour", "none"):
        entry, _, _ = matcher.find(tokenise([text], vocabulary=vocabulary))
        assert len(entry) == text.count("rumour")


def test_two_matchers_on_one_vocabulary_do_not_mix() -> None:
    tokens = tokenise(["a rumour, a bluff"])
    for word, place in (("rumour", 1), ("bluff", 4)):
        assert TermMatcher([word]).find(tokens)[1].tolist() == [place]


@pytest.mark.parametrize("entries", [[], [""], ["…", " "]])
def test_no_entries_no_matches(entries: list[str]) -> None:
    assert [len(column) for column in TermMatcher(entries).find(tokenise(["a bluff"]))] == [0, 0, 0]
    assert [len(column) for column in TermMatcher(["bluff"]).find(tokenise([]))] == [0, 0, 0]


def test_a_star_in_the_text_is_no_wildcard() -> None:
    assert find(["a*b"], "a*b") == []
    assert parse_entry("a*b") == ("a*b",)


@pytest.mark.parametrize("entry", ["a*", "*a*a*a*a*a*b", "*b", "a*b*a"])
def test_huge_words_take_linear_time(entry: str) -> None:
    found = find([entry], "a" * 500_000)
    assert len(found) == (entry == "a*")
