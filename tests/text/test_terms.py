"""Entries are found where a plain, slow search finds them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.text import TermMatcher, Tokens, Vocabulary, tokenise
from framing.text.patterns import parse_entry
from framing.text.terms import Overlaps
from framing.text.words import straighten

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


# Entries found only in their case.


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("May", "May may MAY mAy", ["May"]),
        ("May", "May’s may’s May's may's", ["May’s", "May's"]),
        ("IT", "IT it It IT’s it’s It’s IT's", ["IT", "IT’s", "IT's"]),
        ("it", "IT it It", ["it"]),
        ("Don't", "Don’t DON’T don’t Don't", ["Don’t", "Don't"]),
        ("Don’t", "Don’t DON’T don’t Don't", ["Don’t", "Don't"]),
        ("U.S.", "U.S. u.s. U.S u.s U.S.-led", ["U.S.", "U.S"]),
        ("Theresa May", "Theresa May theresa May Theresa may Theresa’s May’s", ["Theresa May", "Theresa’s May’s"]),
        ("Mc*", "McCarthy mccarthy MCCARTHY", ["McCarthy"]),
        ("*-Trump", "pro-Trump pro-trump PRO-Trump’s", ["pro-Trump", "PRO-Trump’s"]),
        ("* May", "in May in may", ["in May"]),
        ("AT&T", "AT&T at&t", ["AT&T"]),
        ("so‑called", "so-called So-called so‑called", ["so-called", "so‑called"]),
        ("État", "État état ÉTAT", ["État"]),
    ],
)
def test_cased_entries_are_found_in_their_case_only(entry: str, text: str, found: list[str]) -> None:
    tokens = tokenise([text])
    _, first, last = TermMatcher([entry], cased=[True]).find(tokens)
    assert [text[a:b] for a, b in zip(tokens.start[first], tokens.end[last], strict=True)] == found


def test_only_some_entries_are_cased() -> None:
    tokens = tokenise(["May may IT it"])
    entry, first, _ = TermMatcher(["May", "it", "may", "IT"], cased=[True, False, False, True]).find(tokens)
    assert list(zip(entry.tolist(), first.tolist(), strict=True)) == [(0, 0), (2, 0), (2, 1), (1, 2), (3, 2), (1, 3)]


def test_an_entry_in_another_case_does_not_compete() -> None:
    tokens = tokenise(["the may day"])
    assert TermMatcher(["the May", "may day"], cased=[True, False]).find(tokens)[0].tolist() == [1]
    assert TermMatcher(["the May", "may day"]).find(tokens)[0].tolist() == [0]


def fits_in_case(entry: str, tokens: Tokens, first: int, last: int) -> bool:
    printed = [straighten(tokens.vocabulary.types[row]) for row in tokens.type[first : last + 1]]
    patterns = parse_entry(entry, keep_case=True)
    return all(fits(pattern, word) for pattern, word in zip(patterns, printed, strict=True))


CASED_WORD = st.sampled_from(["a", "A", "Ab", "AB", "ab", "A’s", "a's", "AB's", "b-A", "U.S.", "u.s.", "É", "é"])
CASED_TEXT = st.lists(CASED_WORD | st.sampled_from([",", "\n", ". A"]), max_size=12).map(" ".join)
CASED_ENTRY = st.lists(st.sampled_from(["a", "A", "Ab", "A*", "*B", "A's", "u.s.", "U.S", "É", "*"]), max_size=3).map(
    " ".join
)
GROUPED = st.lists(st.tuples(CASED_ENTRY, st.booleans(), st.integers(0, 2)), max_size=8)


@given(st.lists(st.tuples(CASED_ENTRY, st.booleans()), max_size=6), st.lists(CASED_TEXT, max_size=3))
def test_finds_what_a_plain_search_finds_in_its_case(listed: list[tuple[str, bool]], texts: list[str]) -> None:
    tokens = tokenise(texts)
    entries, cased = [entry for entry, _ in listed], [case for _, case in listed]
    matcher = TermMatcher(entries, cased=cased)
    expected = [
        (entry, first, last)
        for entry, first, last in search_all(entries, tokens)
        if not cased[entry] or fits_in_case(entries[entry], tokens, first, last)
    ]
    assert sorted(matches(matcher, tokens, "all")) == sorted(expected)
    assert sorted(matches(matcher, tokens)) == sorted(leftmost_longest(expected))


# Entries of several groups.


def matches(matcher: TermMatcher, tokens: Tokens, overlaps: Overlaps = "longest") -> list[Match]:
    return list(zip(*(column.tolist() for column in matcher.find(tokens, overlaps=overlaps)), strict=True))


@given(GROUPED, st.lists(CASED_TEXT, max_size=3))
def test_groups_do_not_compete(listed: list[tuple[str, bool, int]], texts: list[str]) -> None:
    tokens = tokenise(texts)
    entries, cased, groups = [entry for entry, *_ in listed], [case for _, case, _ in listed], [g for *_, g in listed]
    matcher = TermMatcher(entries, cased=cased, groups=groups)
    overlaps: list[Overlaps] = ["longest", "all"]
    for kind in overlaps:
        merged = []
        for group in set(groups):
            own = [number for number, of in enumerate(groups) if of == group]
            alone = TermMatcher([entries[n] for n in own], cased=[cased[n] for n in own])
            merged += [(own[entry], first, last) for entry, first, last in matches(alone, tokens, kind)]
        assert matches(matcher, tokens, kind) == sorted(merged, key=lambda match: (match[1], -match[2], match[0]))


def test_a_longer_entry_of_another_group_hides_nothing() -> None:
    tokens = tokenise(["he is said to go"])
    entries = ["is said to", "said", "to go", "said to go"]
    assert TermMatcher(entries, groups=[0, 1, 1, 0]).find(tokens)[0].tolist() == [0, 1, 2]
    assert TermMatcher(entries, groups=[5, 5, -1, 7]).find(tokens)[0].tolist() == [0, 3, 2]
    assert TermMatcher(entries).find(tokens)[0].tolist() == [0]


def test_cased_and_grouped_matchers_without_entries() -> None:
    matcher = TermMatcher([], cased=[], groups=[])
    assert matches(matcher, tokenise(["a bluff"])) == []
