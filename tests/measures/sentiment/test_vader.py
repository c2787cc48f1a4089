"""Parity with vaderSentiment 3.3.2, and the promises of `score_sentences`."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES

from framing.measures.sentiment import vader
from framing.measures.sentiment.vader import score_portions, score_sentences
from framing.text import tokenise

SENTENCES = [
    "The premier called the threat a bluff, and not a good one.",
    "No good news, no bad news, no news or hope or joy.",
    "The least happy farmers were at least not angry; the very least happy were.",
    "Kind of a kind offer, sort of good, just enough good to love.",
    "A friend but a liar; the best BUT the worst, but fine.",
    "It was never so good, never this bad, and without a doubt great.",
    "Without doubt the talks were a great success!!!",
    "This was, they said, the kiss of death, a joke to die for, the shit, yeah right.",
    "Their poor, poor beating heart at the bus stop is bad ass.",
    "WAR is HELL, he said; peace is EXTREMELY nice?? Really??? REALLY????",
    "They can't stand it; they mayn't win, wouldn't lose and cannot hope.",
    "Happy 😁😂 farmers ❤️ love💘it :) :-( :D <3 x-d",
    "🔛 and 🆙 and ©2019 ok ℹ sad",
    "Good, good, but great and good, and excellent, excellent.",
    "“Good” news isn’t ‘bad’ news — it’s great…",
    "No",
    "NO",
    "No GOOD",
    "!!!",
    "ok! :)",
    "Catch utf-8 emoji such as 💘 and 💋 and 😁",
    "Roger Dodger is one of the least compelling variations on this theme.",
]

_RULE_WORDS = sorted(
    {word for entry in (*NEGATE, *BOOSTER_DICT, *SPECIAL_CASES) for word in entry.split()}
    | {"no", "or", "this", "doubt", "at", "but"}
)
_SOUP = [
    *_RULE_WORDS,
    *["but"] * 9,
    *["no"] * 5,
    *["good", "bad", "great", "sad", "love", "hate", "war", "win"] * 4,
]
_SOUP += [
    "river",
    "É",
    "ÉTÉ",
    "I’m",
    "don’t",
    '"ok"',
    ":)",
    ":-(",
    ":D",
    "<3",
    "--",
    "—",
    "ſ",
    "İ",
    "中文",
    "ß",
]
_SOUP += ["😁", "😂😂", "a😁b", "❤️", "🔛", "ℹ", "can't", "mayn't", "2016", "$:", "d:", "LOL"]


def words():
    ends = ["", "", "", "", "", ",", ".", "!", "?", "!!", "??", "????", ".”", "'s", "’s", ";", "…"]
    case = st.sampled_from([str, str, str, str.upper, str.capitalize])
    return st.builds(
        lambda word, change, opening, end: opening + change(word) + end,
        st.sampled_from(_SOUP),
        case,
        st.sampled_from(["", "", "", "", '"', "“", "("]),
        st.sampled_from(ends),
    )


def soup():
    space = st.sampled_from([" "] * 12 + ["  ", "\t", "\u00a0", "\u2028", "\n"])
    word_and_space = st.builds(lambda word, space: word + space, words(), space)
    return st.lists(word_and_space, max_size=16).map("".join)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentence_equals_the_original(sentence, differences):
    assert differences([sentence]) == []


def test_sentences_side_by_side_equal_the_original(differences):
    assert differences([" ".join(SENTENCES), "\n".join(SENTENCES), *SENTENCES]) == []


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(soup(), min_size=1, max_size=8))
def test_word_soup_equals_the_original(texts, differences):
    assert differences(texts) == []


@settings(deadline=None)
@given(text=st.text())
def test_any_text_equals_the_original(text, differences):
    assert differences([text]) == []


def test_a_value_equal_to_one_already_changed_is_left_alone(original, differences):
    # The original finds values by equality. Halved before "but", the first word's value is the second
    # word's, so that the first is halved again and the second is not strengthened.
    by_value = {value: word for word, value in sorted(original.lexicon.items()) if word.isalpha()}
    pairs = [(by_value[2 * value], word, value) for value, word in by_value.items() if 2 * value in by_value]
    assert len(pairs) > 20
    texts = [f"Those {double} chairs but tables {word}" for double, word, _ in pairs]
    assert differences(texts) == []
    total = np.array([0.5 * value + value for *_, value in pairs])
    expected = total / np.sqrt(total**2 + 15)
    np.testing.assert_allclose(score_sentences(tokenise(texts)).compound, expected, atol=1e-4)


def test_blocks_do_not_change_the_scores(monkeypatch):
    tokens = tokenise(SENTENCES)
    whole = score_sentences(tokens)
    monkeypatch.setattr(vader, "_BLOCK", 3)
    for one, other in zip(whole, score_sentences(tokens), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_sentence_in_one_portion_has_its_score_and_the_others_nothing():
    tokens = tokenise(SENTENCES)
    whole, portions = score_sentences(tokens), score_portions(tokens, tokens.form_sentence * 2 + 1, 2)
    for one, other in zip(whole, portions, strict=True):
        np.testing.assert_array_equal(one, other[1::2])
        assert (other[::2] == 0).all()


def test_blocks_do_not_change_the_portions(monkeypatch):
    tokens = tokenise(SENTENCES)
    portion = tokens.form_sentence * 3 + np.arange(len(tokens.form_row)) % 3
    whole = score_portions(tokens, portion, 3)
    assert len(whole.hits) == 3 * tokens.n_sentences
    monkeypatch.setattr(vader, "_BLOCK", 3)
    for one, other in zip(whole, score_portions(tokens, portion, 3), strict=True):
        np.testing.assert_array_equal(one, other)


def test_rounding_is_exact_near_ties():
    ties = (np.arange(-2000, 2000) + 0.5) / 1000
    rounded = vader._round(ties, 3)
    assert rounded.tolist() == [round(number, 3) for number in ties.tolist()]
    assert rounded.tolist() != np.round(ties, 3).tolist()


def test_no_sentences_give_empty_arrays():
    for texts in ([], [""], ["", " \n "]):
        scores = score_sentences(tokenise(texts))
        assert [column.shape for column in scores] == [(0,)] * 5
        assert [column.dtype.kind for column in scores] == ["f"] * 4 + ["i"]


@settings(deadline=None)
@given(texts=st.lists(soup(), max_size=8))
def test_scores_are_in_their_range(texts):
    tokens = tokenise(texts)
    scores = score_sentences(tokens)
    assert len(scores.compound) == tokens.n_sentences
    assert (np.abs(scores.compound) <= 1).all()
    shares = scores.positive + scores.neutral + scores.negative
    np.testing.assert_allclose(shares, 1, atol=0.0016)
    assert (scores.positive >= 0).all()
    assert (scores.negative >= 0).all()
    assert (scores.compound[scores.hits == 0] == 0).all()


@pytest.mark.parametrize(
    ("curly", "straight"),
    [
        ("They don’t like it.", "They don't like it."),
        ("They donʼt like it.", "They don't like it."),
        ("A “good” plan, a ‘great’ one.", "A \"good\" plan, a 'great' one."),
        ("A «good» plan.", 'A "good" plan.'),
    ],
)
def test_normalising_makes_curly_and_straight_the_same(curly, straight):
    ours, theirs = (score_sentences(tokenise([text])) for text in (curly, straight))
    assert [column.tolist() for column in ours] == [column.tolist() for column in theirs]


def test_without_normalising_a_curly_negation_is_missed():
    tokens = tokenise(["They don’t like it."])
    assert score_sentences(tokens).compound < 0 < score_sentences(tokens, normalise=False).compound


def test_swapping_names_changes_nothing():
    one, other = (tokenise([f"{name} rejected the brave plan."]) for name in ("Corvane", "Meresh"))
    assert score_sentences(one).compound == score_sentences(other).compound
