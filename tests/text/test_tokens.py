"""Every token lies in its text, and nothing depends on a text's neighbours."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.text import Picked, Tokens, Vocabulary, tokenise
from framing.text import tokenising as module
from framing.text.sentences import find_glued
from framing.text.words import split_form

SPACES = "  \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2003\u2028\u2029\u202f\u3000"
CHARACTERS = SPACES + "aB1é.,?!:'’“”\"-—@/\u00ad\u200d\u0301\u202eא👩👧\ud800\udc00\0"
TRICKY = st.text(st.sampled_from(CHARACTERS), max_size=40)
WORD = st.sampled_from(["He", "said", ".", "“Who", "knows?”", "U.S.", "The", "it—is", "3.5", "No.", "5", "\n", "A"])
WORDS = st.lists(WORD).map(" ".join)
TEXTS = st.lists(st.text(st.characters(exclude_categories=[])) | TRICKY | WORDS, max_size=6)


def forms_of(text: str) -> list[str]:
    """Stretches without white space, cut where a sentence ends inside."""
    found = []
    for form in text.split():
        raw, cuts = form.encode("utf-8", "surrogatepass"), find_glued(form)
        bounds = pairwise([0, *cuts, len(raw)])
        found += [raw[begin:end].decode("utf-8", "surrogatepass") for begin, end in bounds]
    return found


def describe(texts: list[str], tokens: Tokens) -> list[list[tuple[Any, ...]]]:
    """Spell out all that is known of each text, without row numbers."""
    vocabulary = tokens.vocabulary
    origin = np.searchsorted(tokens.sentence_text, np.arange(len(texts)))
    told: list[list[tuple[Any, ...]]] = [[] for _ in texts]
    for n, text in enumerate(tokens.text.tolist()):
        word = (vocabulary.types[tokens.type[n]], vocabulary.norms[tokens.norm[n]], bool(tokens.is_word[n]))
        place = (int(tokens.start[n]), int(tokens.end[n]), int(tokens.sentence[n] - origin[text]))
        told[text].append(word + place)
    return told


@given(TEXTS)
def test_every_token_lies_in_its_text_and_tokens_cover_their_form(texts: list[str]) -> None:
    tokens = tokenise(texts)
    types = [tokens.vocabulary.types[row] for row in tokens.type]
    spans = zip(tokens.text, tokens.start, tokens.end, strict=True)
    assert [texts[text][start:end] for text, start, end in spans] == types
    for form in range(len(tokens.form_row)):
        own = np.flatnonzero(tokens.form == form)
        assert tokens.start[own].tolist() == [tokens.form_start[form], *tokens.end[own[:-1]]]
        assert tokens.end[own[-1]] == tokens.form_end[form]
    assert (np.diff(tokens.form) >= 0).all()


@given(TEXTS)
def test_forms_are_those_of_split_with_their_offsets(texts: list[str]) -> None:
    tokens = tokenise(texts)
    assert tokens.text_form[0] == 0
    assert tokens.text_form[-1] == len(tokens.form_row)
    for number, text in enumerate(texts):
        own = slice(tokens.text_form[number], tokens.text_form[number + 1])
        spans = list(zip(tokens.form_start[own].tolist(), tokens.form_end[own].tolist(), strict=True))
        assert [text[start:end] for start, end in spans] == forms_of(text)
        assert spans == sorted(spans)


@given(TEXTS)
def test_sentences_cover_all_forms_in_order(texts: list[str]) -> None:
    tokens = tokenise(texts)
    n_forms = len(tokens.form_row)
    assert tokens.sentence_form[-1] == n_forms
    assert tokens.sentence_form.tolist() == sorted(set(tokens.sentence_form.tolist()))
    sentences = np.repeat(np.arange(tokens.n_sentences), np.diff(tokens.sentence_form))
    assert tokens.form_sentence.tolist() == sentences.tolist()
    start, end = tokens.sentence_spans
    for sentence, text in enumerate(tokens.sentence_text.tolist()):
        printed = texts[text][start[sentence] : end[sentence]]
        assert printed == printed.strip()
        assert len(printed.splitlines()) == 1
        if sentence and tokens.sentence_text[sentence - 1] == text:
            assert end[sentence - 1] < start[sentence]
    assert tokens.count_sentences().sum() == tokens.n_sentences


@given(TEXTS)
def test_paragraphs_are_lines(texts: list[str]) -> None:
    tokens = tokenise(texts)
    lines = [forms_of(line) for text in texts for line in text.splitlines() if line.split()]
    expected = [number for number, line in enumerate(lines) for _ in line]
    assert tokens.paragraph.tolist() == expected


@given(TEXTS)
def test_a_text_does_not_depend_on_its_neighbours(texts: list[str]) -> None:
    alone = [describe([text], tokenise([text]))[0] for text in texts]
    assert describe(texts, tokenise(texts)) == alone
    assert describe(texts[::-1], tokenise(texts[::-1])) == alone[::-1]


@given(texts=TEXTS, size=st.integers(1, 30))
def test_nor_on_where_the_blocks_end(texts: list[str], size: int) -> None:
    whole = tokenise(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", size)
        blocks = tokenise(texts)
    assert describe(texts, blocks) == describe(texts, whole)
    for name in ("start", "end", "form", "form_start", "form_end", "form_broken", "form_sentence"):
        left, right = getattr(whole, name), getattr(blocks, name)
        assert left.dtype == right.dtype
        assert left.tolist() == right.tolist()


@given(TEXTS, TEXTS)
def test_a_used_vocabulary_gives_the_same_spans(first: list[str], second: list[str]) -> None:
    vocabulary = Vocabulary()
    before = tokenise(first, vocabulary=vocabulary)
    told = describe(first, before)
    after = tokenise(second, vocabulary=vocabulary)
    assert after.vocabulary is vocabulary
    assert describe(second, after) == describe(second, tokenise(second))
    assert describe(first, before) == told


def test_a_question_is_not_carried_over_into_the_next_text() -> None:
    texts = ["“Who knows?” She", "said nothing."]
    assert tokenise(texts).count_sentences().tolist() == [2, 1]


def test_texts_larger_than_a_block() -> None:
    text = "Die Wörter’ “zählen” 😀 genau. " * 20_000
    texts = ["vorher", text, "", text[:-7], "nachher"]
    tokens = tokenise(texts)
    types = tokens.vocabulary.types
    assert len(text) < module._BLOCK < 2 * len(text)
    for number in range(len(texts)):
        own = np.flatnonzero(tokens.text == number)
        sample = own[:: max(len(own) // 500, 1)].tolist() + own[-3:].tolist()
        assert all(texts[number][tokens.start[n] : tokens.end[n]] == types[tokens.type[n]] for n in sample)
    assert tokens.count_words().tolist() == [1, 80_000, 0, 79_999, 1]
    assert tokens.count_sentences().tolist() == [1, 20_000, 0, 20_000, 1]


@pytest.mark.parametrize("form", ["x" * 1_500_000, "é—" * 400_000, "a.a" * 500_000, "😀" * 300_000])
def test_a_huge_text_without_a_space(form: str) -> None:
    tokens = tokenise([form, "end"])
    assert (tokens.form_start.tolist(), tokens.form_end.tolist()) == ([0, 0], [len(form), 3])
    assert (tokens.start[1:-1] == tokens.end[:-2]).all()


@pytest.mark.parametrize("texts", [[], [""], ["", " \n", ""]])
def test_nothing_in_nothing_out(texts: list[str]) -> None:
    tokens = tokenise(texts)
    assert (len(tokens), tokens.n_texts, tokens.n_sentences) == (0, len(texts), 0)
    assert tokens.count_words().tolist() == tokens.count_sentences().tolist() == [0] * len(texts)
    assert len(tokens.sentence_spans[0]) == len(tokens.paragraph) == len(tokens.norm) == 0
    assert tokens.start.dtype == tokens.form_row.dtype == np.int32


def test_words_are_counted_by_text() -> None:
    texts = ["Mr. Vane’s so-called “bluff” — 1,000.5 U.S.-led and/or", "", "…", "one\ntwo"]
    assert tokenise(texts).count_words().tolist() == [8, 0, 0, 2]


@given(TEXTS)
def test_tokens_know_their_texts(texts: list[str]) -> None:
    tokens = tokenise(texts)
    assert tokens.belong_to(list(texts))
    assert not tokens.belong_to([*texts, ""])
    if len(set(texts)) > 1:
        assert not tokens.belong_to(sorted(texts, reverse=texts == sorted(texts)))


def test_a_text_moved_over_a_border_is_another_text() -> None:
    assert not tokenise(["ab", "c"]).belong_to(["a", "bc"])


def check_picked(picked: Picked, tokens: Tokens, token: list[int]) -> None:
    """Compare some tokens looked at by themselves with the arrays of all tokens."""
    chosen = np.array(token, np.int64)
    assert picked.tokens is tokens
    assert picked.token.tolist() == token
    for name in ("form", "type", "norm", "is_word", "start", "end", "sentence", "text"):
        assert getattr(picked, name).tolist() == getattr(tokens, name)[chosen].tolist(), name
    before = np.cumsum(tokens.is_word) - tokens.is_word
    assert picked.words_before.tolist() == before[chosen].tolist()


@given(TEXTS, st.data())
@settings(deadline=None)
def test_picked_tokens_are_those_of_the_arrays_of_all(texts: list[str], data: st.DataObject) -> None:
    tokens = tokenise(texts)
    numbers = st.lists(st.integers(0, max(len(tokens) - 1, 0)), max_size=10 if len(tokens) else 0)
    chosen = data.draw(numbers)
    picked = tokens.pick(np.array(chosen, np.int64))
    check_picked(picked, tokens, chosen)
    check_picked(tokens.pick(np.arange(len(tokens))), tokens, list(range(len(tokens))))
    kept = data.draw(st.lists(st.integers(0, len(chosen) - 1), max_size=5)) if chosen else []
    check_picked(picked.keep(np.array(kept, np.int64)), tokens, [chosen[n] for n in kept])
    check_picked(picked.keep(picked.is_word), tokens, [n for n in chosen if tokens.is_word[n]])


@given(TEXTS, st.data())
@settings(deadline=None)
def test_all_tokens_of_some_forms(texts: list[str], data: st.DataObject) -> None:
    tokens = tokenise(texts)
    n_forms = len(tokens.form_row)
    forms = data.draw(st.lists(st.integers(0, n_forms - 1), max_size=8)) if n_forms else []
    picked = tokens.pick_forms(np.array(forms, np.int64))
    expected = [n for form in forms for n in np.flatnonzero(tokens.form == form).tolist()]
    check_picked(picked, tokens, expected)
    check_picked(tokens.pick_forms(np.arange(n_forms)), tokens, list(range(len(tokens))))


@given(TEXTS, st.data())
@settings(deadline=None)
def test_picking_lays_nothing_out(texts: list[str], data: st.DataObject) -> None:
    laid_out, asked = tokenise(texts), tokenise(texts)
    chosen = data.draw(st.lists(st.integers(0, len(laid_out) - 1), max_size=5)) if len(laid_out) else []
    picked = asked.pick(np.array(chosen, np.int64))
    rows = {"type": picked.type, "start": picked.start, "end": picked.end, "sentence": picked.sentence}
    assert "_laid_out" not in vars(asked)
    for name, values in rows.items():
        assert values.tolist() == getattr(laid_out, name)[np.array(chosen, np.int64)].tolist()


@given(TEXTS)
@settings(deadline=None)
def test_words_are_counted_as_they_are_laid_out(texts: list[str]) -> None:
    tokens = tokenise(texts)
    is_word = tokens.is_word
    n_forms = len(tokens.form_row)
    assert tokens.form_words.tolist() == np.bincount(tokens.form[is_word], minlength=n_forms).tolist()
    assert tokens.words_before.tolist() == [0, *np.cumsum(tokens.form_words).tolist()]
    by_sentence = np.bincount(tokens.sentence[is_word], minlength=tokens.n_sentences)
    assert tokens.count_sentence_words().tolist() == by_sentence.tolist()
    assert tokens.count_words().tolist() == np.bincount(tokens.text[is_word], minlength=len(texts)).tolist()
    words = [sum(word for _, _, word in split_form(form)) for text in texts for form in forms_of(text)]
    assert tokens.form_words.tolist() == words


@given(TEXTS)
@settings(deadline=None)
def test_texts_of_forms_and_sentences(texts: list[str]) -> None:
    tokens = tokenise(texts)
    assert tokens.form_text.tolist() == [number for number, text in enumerate(texts) for _ in forms_of(text)]
    assert tokens.sentence_text.tolist() == tokens.form_text[tokens.sentence_form[:-1]].tolist()
    assert tokens.form_token.tolist() == np.searchsorted(tokens.form, np.arange(len(tokens.form_row) + 1)).tolist()


def check_offsets(texts: list[str]) -> Tokens:
    """Every token is what stands at its place, and the tokens of a form leave nothing out."""
    tokens = tokenise(texts)
    types = list(tokens.vocabulary.types)
    columns = (tokens.text, tokens.start, tokens.end, tokens.type)
    for text, start, end, row in zip(*(column.tolist() for column in columns), strict=True):
        assert texts[text][start:end] == types[row]
    inside = np.flatnonzero(np.diff(tokens.form) == 0)
    assert (tokens.end[inside] == tokens.start[inside + 1]).all()
    first, last = tokens.form_token[:-1], tokens.form_token[1:] - 1
    assert (tokens.start[first] == tokens.form_start).all()
    assert (tokens.end[last] == tokens.form_end).all()
    return tokens


KINDS = [
    st.characters(exclude_categories=[]),
    st.characters(categories=["Cs"]),
    st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Zp"]),
    st.characters(categories=["Mn", "Me", "Lm", "Nl", "No", "Nd"]),
    st.characters(min_codepoint=0x590, max_codepoint=0x7FF),
    st.sampled_from("👩\u200d👧\U0001f3fd\ufe0f\u20e3🇺🇸#1"),
    st.sampled_from("שלום عربي ،؟\u200e\u200f\u202b\u202c\u2067\u2069"),
    st.sampled_from("aA1.-’'@:/&\u2028\u2029\x85\x1c\0\r\n \u3000。"),
]


@given(st.lists(st.one_of(*[st.text(kind, max_size=60) for kind in KINDS]), max_size=5))
@settings(deadline=None)
def test_text_of_any_kind_keeps_its_offsets(texts: list[str]) -> None:
    tokens = check_offsets(texts)
    forms = [form for text in texts for form in forms_of(text)]
    assert [tokens.vocabulary.forms[row] for row in tokens.form_row] == forms


@pytest.mark.parametrize("seed", range(5))
def test_long_random_text_keeps_its_offsets(seed: int) -> None:
    random = Random(seed)  # noqa: S311

    def character() -> str:
        return random.choice([" ", "\n", "a", "’", chr(random.randrange(0x110000)), chr(random.randrange(0x3100))])

    check_offsets(["".join(character() for _ in range(random.randrange(5_000))) for _ in range(4)])


STRETCHES = ["a@", "a.", "’", "é", "a-", "a’", "1,", ".", "\0", "\ud800", "e\u0301", "www.", "http://a"]


@pytest.mark.parametrize("unit", STRETCHES, ids=ascii)
def test_a_stretch_of_a_megabyte_without_a_space(unit: str) -> None:
    stretch = unit * (1_000_000 // len(unit.encode("utf-8", "surrogatepass")))
    texts = ["so", f"a {stretch} b", stretch]
    tokens = tokenise(texts)
    assert tokens.text_form.tolist() == [0, 1, 4, 5]
    assert (tokens.form_start.tolist(), tokens.form_end.tolist()) == (
        [0, 0, 2, len(stretch) + 3, 0], [2, 1, len(stretch) + 2, len(stretch) + 4, len(stretch)],
    )  # fmt: skip
    assert tokens.form_row[2] == tokens.form_row[4]
    own = np.flatnonzero(tokens.form == 2)
    assert tokens.start[own].tolist() == [2, *tokens.end[own[:-1]].tolist()]
    types = tokens.vocabulary.types
    for n in [*own[:50].tolist(), *own[:: len(own) // 50 + 1].tolist(), *own[-50:].tolist()]:
        assert texts[1][tokens.start[n] : tokens.end[n]] == types[tokens.type[n]]


@pytest.mark.parametrize("unit", ["a ", ". ", "“a” ", "é\n", "\u2028", " ", "U.S. ", "! ", "’s "], ids=ascii)
def test_many_short_forms(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    tokens = tokenise([text, text])
    assert len(tokens.form_row) == 2 * len(text.split())
    assert tokens.count_words()[0] == tokens.count_words()[1]
    assert tokens.text_form[1] * 2 == tokens.text_form[2]


@pytest.mark.parametrize("form", ["U.S.’s", "U.S.'s", "U.S’s", "p.m.’s"])
def test_the_possessive_of_initials_is_one_word(form: str) -> None:
    assert tokenise([form]).count_words().tolist() == [1]


GLUED = st.lists(
    st.sampled_from(["ended", "The", "Vane", ".", "?", "…", "”", "“", '"', "’s", "U.S.", "é", " ", "\n", "/"])
)


@given(st.lists(GLUED.map("".join), max_size=4))
@settings(deadline=None)
def test_sentences_without_a_space_between_them_keep_their_offsets(texts: list[str]) -> None:
    tokens = check_offsets(texts)
    joined = ""
    for text, start, end in zip(tokens.form_text, tokens.form_start, tokens.form_end, strict=True):
        assert end > start
        joined += texts[text][start:end]
    assert joined == "".join("".join(text.split()) for text in texts)
    cut = np.flatnonzero((tokens.form_start[1:] == tokens.form_end[:-1]) & (np.diff(tokens.form_text) == 0)) + 1
    assert np.isin(cut, tokens.sentence_form).all()


def test_a_stretch_of_many_sentences_takes_memory_in_proportion() -> None:
    few, many = (tokenise(["ended.The" * n]).vocabulary.n_bytes for n in (1, 500))
    assert many - few < 100 * 9 * 500
