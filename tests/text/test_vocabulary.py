"""Each distinct form, type and normalised word once, and each decision taken once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.measures.sentiment import items
from framing.text import Vocabulary, any_word, normalise, sentences, tokenise
from framing.text.growing import Ragged
from framing.text.words import split_form

CHARACTERS = st.characters(exclude_categories=[]) | st.sampled_from(" \n.,’“aA")
TEXTS = st.lists(st.text(CHARACTERS, max_size=40), max_size=6)


@given(TEXTS)
def test_rows_stand_for_distinct_items(texts: list[str]) -> None:
    tokens = tokenise(texts)
    vocabulary = tokens.vocabulary
    spans = zip(tokens.form_text, tokens.form_start, tokens.form_end, strict=True)
    assert [vocabulary.forms[row] for row in tokens.form_row] == [texts[text][start:end] for text, start, end in spans]
    for strings in (vocabulary.forms, vocabulary.types, vocabulary.norms):
        assert len(strings) == len(set(strings))
    assert len(vocabulary.norm) == len(vocabulary.types)
    for piece, norm, is_word in zip(vocabulary.types, vocabulary.norm, vocabulary.is_word, strict=True):
        assert is_word == any(character.isalnum() for character in piece)
        assert vocabulary.norms[norm] == (normalise(piece) if is_word else "")


@given(TEXTS)
def test_pieces_are_those_of_split_form(texts: list[str]) -> None:
    vocabulary = tokenise(texts).vocabulary
    pieces = vocabulary.pieces
    for row, form in enumerate(vocabulary.forms):
        own = slice(pieces.first[row], pieces.first[row] + pieces.count[row])
        bounds = [(start, end) for start, end, _ in split_form(form)]
        assert list(zip(*(pieces.column(name)[own].tolist() for name in ("start", "end")), strict=True)) == bounds
        assert [vocabulary.types[t] for t in pieces.column("type")[own]] == [form[s:e] for s, e in bounds]


def test_a_fact_is_decided_once_for_each_item() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    vocabulary = Vocabulary()
    tokens = tokenise(["Bluff, bluff bluff"], vocabulary=vocabulary)
    assert vocabulary.fact(length, np.int32)[tokens.type].tolist() == [5, 1, 5, 5]
    vocabulary.fact(length, np.int32)
    assert sorted(asked) == [",", "Bluff", "bluff"]
    more = tokenise(["bluff or rumour"], vocabulary=vocabulary)
    assert vocabulary.fact(length, np.int32)[more.type].tolist() == [5, 2, 6]
    assert sorted(asked) == [",", "Bluff", "bluff", "or", "rumour"]


def test_facts_of_the_three_levels_are_kept_apart() -> None:
    tokens = tokenise(["Bluff, bluff"])
    vocabulary = tokens.vocabulary
    assert vocabulary.fact(len, np.int32, level="form")[tokens.form_row].tolist() == [6, 5]
    assert vocabulary.fact(len, np.int32)[tokens.type].tolist() == [5, 1, 5]
    assert vocabulary.fact(len, np.int32, level="norm")[tokens.norm].tolist() == [5, 0, 5]


def test_a_ragged_fact_is_a_list_for_each_item() -> None:
    def vowels(word: str) -> list[int]:
        return [place for place, letter in enumerate(word) if letter in "aeiou"]

    vocabulary = Vocabulary()
    for text, expected in (("rumour x", [[1, 3, 4], []]), ("x idea", [[], [0, 2, 3]])):
        tokens = tokenise([text], vocabulary=vocabulary)
        fact = vocabulary.ragged_fact(vowels, level="norm")
        first, count = fact.first[tokens.norm], fact.count[tokens.norm]
        items = fact.column("item")
        assert [items[f : f + n].tolist() for f, n in zip(first, count, strict=True)] == expected


def test_row_zero_of_the_normalised_words_is_that_of_marks() -> None:
    tokens = tokenise(["“No.”"])
    assert tokens.vocabulary.norms[0] == ""
    assert tokens.norm.tolist() == [0, 1, 0, 0]


# Facts of forms that forms of one shape share (`alike=`).

NAMED = st.sampled_from(sorted(sentences._NAMED))
RULED = st.sampled_from(sorted(items.rule_words().row))
MADE = st.text("abdnstIZ059", min_size=1, max_size=6)
CHOSEN = st.sampled_from(
    "abc Abc ABC aBc I A it 5 10 100 1,000 90s don't don’t DON’T n't ain‘t x-y co-op e‑mail Mr Calif D-Calif ex-Rep "
    "U.S p.m AT&T iPhone xAI né ok😁".split()
)
CASE = st.sampled_from([str, str.upper, str.lower, str.title, str.swapcase])
WORD = st.builds(lambda case, word: case(word), CASE, NAMED | RULED | MADE | CHOSEN)
GLUE = st.sampled_from(["-", "’", "'", "&", "‑", ".", ",", ":", "/", "", "—", "’s "])
PRINTED = st.builds(
    lambda word, rest: word + "".join(map("".join, rest)), WORD, st.lists(st.tuples(GLUE, WORD), max_size=2)
)
AFFIX = st.text("“”‘’‚„—–…•‐-.,:;!?()[]*#$&@\"'`/_%\0", max_size=3)
# Few marks around many words, so that many forms have one shape.
FORMS = st.builds(
    lambda affixes, words: [before + word + after for before, after in affixes for word in words],
    st.lists(st.tuples(AFFIX, AFFIX), min_size=1, max_size=3),
    st.lists(PRINTED, min_size=2, max_size=8),
)
ROUNDS = st.lists(FORMS.map(" ".join), min_size=1, max_size=3)
SHARED = [
    (sentences._sentence_flags, sentences._likeness),
    (items.count_exclamations, any_word),
    (items.count_questions, any_word),
]
SHARED_LISTS = [
    (items.items_as_printed, items.item_of_word),
    (items.items_normalised, items.item_of_word_normalised),
]


def lists_of(fact: Ragged) -> list[list[int]]:
    ends = (fact.first + fact.count).tolist()
    return [fact.column("item")[first:end].tolist() for first, end in zip(fact.first.tolist(), ends, strict=True)]


def check_shared(vocabulary: Vocabulary) -> None:
    """Ask every form and compare with what forms of one shape share."""
    forms = list(vocabulary.forms)
    for of, alike in SHARED:
        fact = vocabulary.fact(of, np.int32, level="form", alike=alike)
        assert dict(zip(forms, fact.tolist(), strict=True)) == {form: of(form) for form in forms}
    for of, alike in SHARED_LISTS:
        lists = lists_of(vocabulary.ragged_fact(of, level="form", alike=alike))
        assert dict(zip(forms, lists, strict=True)) == {form: of(form) for form in forms}


@given(ROUNDS)
@settings(deadline=None)
def test_forms_of_one_shape_share_the_decision_each_would_get(rounds: list[str]) -> None:
    vocabulary = Vocabulary()
    for text in rounds:
        tokenise([text], vocabulary=vocabulary)
        check_shared(vocabulary)


@given(ROUNDS)
@settings(deadline=None)
def test_so_do_they_where_the_fact_is_asked_for_late(rounds: list[str]) -> None:
    vocabulary = Vocabulary()
    for text in rounds:
        tokenise([text], vocabulary=vocabulary)
    check_shared(vocabulary)


@given(TEXTS)
@settings(deadline=None)
def test_so_do_forms_of_any_characters(texts: list[str]) -> None:
    check_shared(tokenise(texts).vocabulary)


@pytest.mark.parametrize("case", [str, str.upper, str.title], ids=["lower", "upper", "title"])
def test_so_do_all_words_that_rules_name_in_the_marks_of_news(case: Callable[[str], str]) -> None:
    named = [case(word) for word in sorted(sentences._NAMED | items.rule_words().row.keys())]
    affixes = [("", ""), ("", "."), ("“", ""), ("", ".”"), ("", "?”"), ("(", ")."), ("’", ""), ("#", ":"), ("…", "!'")]
    rng = np.random.default_rng(11)
    forms = []
    for before, after in affixes:
        words = [
            "abc",
            "Abc",
            "ABC",
            "1st",
            "100",
            "10",
            "5",
            "ab",
            "iPhone",
            "aBC",
            "XAI",
            "xAI",
            *[named[n] for n in rng.choice(len(named), 800, replace=False)],
        ]
        forms += [before + word + after for word in [*words, *map(case, sorted(sentences._NAMED))]]
        forms += [f"{before}{word}’s-{case(other)}{after}" for word, other in pairwise(words[:40])]
    check_shared(tokenise([" ".join(forms)]).vocabulary)


def test_one_form_of_a_shape_is_asked_for_all() -> None:
    asked: list[str] = []

    def flags(form: str) -> int:
        asked.append(form)
        return len(form) - len(form.strip("“”.,"))

    def kind(word: str) -> int:
        return -1 if word == "alone" else word[0].isupper()

    vocabulary = Vocabulary()
    for text in ("“a “b “B “alone c. “alone c.", "“d D. “D “alone E. x—y z—y “a—b “"):
        row = tokenise([text], vocabulary=vocabulary).form_row
        fact = vocabulary.fact(flags, np.int32, level="form", alike=kind)[row].tolist()
        assert fact == [len(form) - len(form.strip("“”.,")) for form in text.split()]
    assert sorted(asked) == sorted(["“a", "“B", "“alone", "c.", "D.", "x—y", "z—y", "“a—b", "“"])


def test_where_all_words_are_alike_only_marks_matter() -> None:
    asked: list[str] = []

    def marks(form: str) -> list[int]:
        asked.append(form)
        return [ord(mark) for mark in form if not mark.isalnum()]

    vocabulary = Vocabulary()
    for text in ("a! b! 'c' d e", "f! 'g' h! é! 'é'"):
        row = tokenise([text], vocabulary=vocabulary).form_row
        lists = lists_of(vocabulary.ragged_fact(marks, level="form", alike=any_word))
        assert [lists[n] for n in row] == [[ord(mark) for mark in form if not mark.isalnum()] for form in text.split()]
    assert sorted(asked) == sorted(["a!", "'c'", "d", "é!", "'é'"])


def test_words_of_numbers_that_a_key_has_no_room_for_share_nothing() -> None:
    vocabulary = Vocabulary()
    tokenise(["a. b. A. “a"], vocabulary=vocabulary)
    asked: list[str] = []
    fact = vocabulary.fact(
        lambda form: asked.append(form) or len(form), np.int32, level="form", alike=lambda _: 1 << 20
    )
    assert fact.tolist() == [2, 2, 2, 2]
    assert asked == ["a.", "b.", "A.", "“a"]


@pytest.mark.parametrize("ragged", [False, True])
def test_a_decision_that_fails_once_can_be_asked_for_again(ragged: bool) -> None:
    failures = iter([True])

    def decide(form: str) -> Any:
        if form == "bet." and next(failures, False):
            raise ValueError(form)
        return [len(form)] if ragged else len(form)

    vocabulary = Vocabulary()
    tokenise(["a, bet. me!"], vocabulary=vocabulary)

    def ask() -> list[Any]:
        if ragged:
            return lists_of(vocabulary.ragged_fact(decide, level="form", alike=any_word))
        return vocabulary.fact(decide, np.int32, level="form", alike=any_word).tolist()

    with pytest.raises(ValueError, match="bet"):
        ask()
    assert ask() == ([[2], [4], [3]] if ragged else [2, 4, 3])


# Facts of marks, of the pieces of a form, and of some items only.


@given(st.lists(TEXTS, max_size=3))
@settings(deadline=None)
def test_a_fact_of_marks_is_zero_for_words(rounds: list[list[str]]) -> None:
    asked: list[str] = []

    def size(mark: str) -> int:
        asked.append(mark)
        return len(mark)

    vocabulary = Vocabulary()
    for texts in rounds:
        tokenise(texts, vocabulary=vocabulary)
        fact = vocabulary.fact(size, np.int32, level="mark").tolist()
        is_word = vocabulary.is_word.tolist()
        assert fact == [0 if word else len(piece) for piece, word in zip(vocabulary.types, is_word, strict=True)]
    assert sorted(asked) == sorted(piece for piece in vocabulary.types if not any(map(str.isalnum, piece)))


def length(piece: str) -> int:
    return len(piece)


def first_bit(piece: str) -> int:
    return 1 << (ord(piece[0]) % 7) if piece else 0


@pytest.mark.parametrize("level", ["type", "norm", "mark"])
@pytest.mark.parametrize(("of", "combine"), [(length, np.add), (first_bit, np.bitwise_or), (length, np.maximum)])
@given(rounds=st.lists(TEXTS, min_size=1, max_size=3))
@settings(deadline=None)
def test_a_fact_of_a_form_is_that_of_its_pieces(
    level: Any, of: Callable[[str], int], combine: np.ufunc, rounds: list[list[str]]
) -> None:
    vocabulary = Vocabulary()
    for texts in rounds:
        tokenise(texts, vocabulary=vocabulary)
        fact = vocabulary.form_fact(of, np.int32, level=level, combine=combine)
        for form, found in zip(vocabulary.forms, fact.tolist(), strict=True):
            pieces = [(form[start:end], word) for start, end, word in split_form(form)]
            if level == "norm":
                values = [of(normalise(piece)) if word else of("") for piece, word in pieces]
            else:
                values = [0 if word and level == "mark" else of(piece) for piece, word in pieces]
            assert found == combine.reduce(values)


@given(TEXTS)
@settings(deadline=None)
def test_the_words_of_a_form_are_counted(texts: list[str]) -> None:
    vocabulary = tokenise(texts).vocabulary
    expected = [sum(word for _, _, word in split_form(form)) for form in vocabulary.forms]
    assert vocabulary.form_words.tolist() == expected


@pytest.mark.parametrize("level", ["type", "norm"])
def test_some_items_are_decided_when_asked_for(level: Any) -> None:
    asked: list[str] = []

    def has_b(word: str) -> bool:
        asked.append(word)
        return "b" in word

    vocabulary = Vocabulary()
    tokens = tokenise(["bluff, rumour, bluff talk"], vocabulary=vocabulary)
    row = tokens.type if level == "type" else tokens.norm
    assert vocabulary.fact_at(has_b, row[[0, 2, 4]], level=level).tolist() == [True, False, True]
    assert sorted(asked) == ["bluff", "rumour"]
    assert vocabulary.fact_at(has_b, row[:0], level=level).tolist() == []
    more = tokenise(["rumour bet rumour"], vocabulary=vocabulary)
    row = more.type if level == "type" else more.norm
    assert vocabulary.fact_at(has_b, row, level=level).tolist() == [False, True, False]
    assert sorted(asked) == ["bet", "bluff", "rumour"]


@given(st.lists(TEXTS, max_size=3), st.data())
@settings(deadline=None)
def test_deciding_some_items_gives_what_deciding_all_gives(rounds: list[list[str]], data: st.DataObject) -> None:
    vocabulary = Vocabulary()
    for texts in rounds:
        tokens = tokenise(texts, vocabulary=vocabulary)
        chosen = data.draw(st.lists(st.integers(0, len(tokens) - 1), max_size=5)) if len(tokens) else []
        row = tokens.type[np.array(chosen, np.int64)]
        assert vocabulary.fact_at(str.isalpha, row).tolist() == [vocabulary.types[n].isalpha() for n in row]


def test_only_some_items_are_asked_for_a_list() -> None:
    asked: list[str] = []

    def letters(word: str) -> list[int]:
        asked.append(word)
        return list(map(ord, word))

    def is_short(word: str) -> bool:
        return 0 < len(word) < 3

    vocabulary = Vocabulary()
    for text in ("ab abc", "abcd", "b, ab", ""):
        tokenise([text], vocabulary=vocabulary)
        only = vocabulary.fact(is_short, bool, level="norm")
        fact = vocabulary.ragged_fact(letters, level="norm", only=only)
        assert lists_of(fact) == [list(map(ord, word)) if is_short(word) else [] for word in vocabulary.norms]
    assert asked == ["ab", "b"]


@given(st.lists(TEXTS, max_size=4))
@settings(deadline=None)
def test_a_vocabulary_grows_as_if_all_texts_had_come_at_once(rounds: list[list[str]]) -> None:
    grown, whole = Vocabulary(), Vocabulary()
    for texts in rounds:
        tokenise(texts, vocabulary=grown)
        grown.fact(length, np.int32, level="form")
        grown.form_fact(length, np.int32, combine=np.add)
    tokenise([text for texts in rounds for text in texts], vocabulary=whole)
    assert list(grown.forms) == list(whole.forms)
    assert sorted(grown.types) == sorted(whole.types)
    assert sorted(grown.norms) == sorted(whole.norms)
    assert grown.form_words.tolist() == whole.form_words.tolist()
    columns = [
        (v.fact(length, np.int32, level="form").tolist(), v.form_fact(length, np.int32, combine=np.add).tolist())
        for v in (grown, whole)
    ]
    assert columns[0] == columns[1]
    assert columns[0][0] == columns[0][1]
