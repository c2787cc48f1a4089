"""VADER for every sentence of a tokenised corpus, equal to vaderSentiment 3.3.2.

The rules are those of Hutto & Gilbert (2014) as the package vaderSentiment 3.3.2 has them (MIT licence,
Copyright (c) 2016 C.J. Hutto; the notice is in ``framing/lexicons/vader.LICENSE``), quirks included.
Functions bear the original's names, so that the two can be read side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from framing.measures.sentiment import rules
from framing.measures.sentiment.items import (
    count_exclamations,
    count_questions,
    item_of_word,
    item_of_word_normalised,
    items_as_printed,
    items_normalised,
)
from framing.measures.sentiment.valence import Items, but_check, sentiment_valence, window_of
from framing.text import Tokens, any_word

__all__ = ["SentenceScores", "score_portions", "score_sentences"]

Array = np.ndarray[Any, Any]

_EMPHASIS = (count_exclamations, count_questions)
_BLOCK = 500_000  # forms worked on at a time: small enough for the processor's cache


class SentenceScores(NamedTuple):
    """VADER's scores, one item a sentence or a portion of one.

    Attributes
    ----------
    compound : ndarray of float
        Sum of the words' valences, with the emphasis of punctuation, brought to −1…1.
    positive, neutral, negative : ndarray of float
        Shares of the sentence, 0…1, that sum to 1 but for rounding.
    hits : ndarray of int
        Number of words whose valence, after all rules, is not zero.
    """

    compound: Array
    positive: Array
    neutral: Array
    negative: Array
    hits: Array


def score_sentences(tokens: Tokens, *, normalise: bool = True) -> SentenceScores:
    """Score every sentence with VADER.

    Parameters
    ----------
    tokens
        The texts.
    normalise
        Read curly apostrophes and quotation marks as straight ones. VADER knows contractions only
        with the straight apostrophe: without this, "isn’t good" is positive. False gives the scores
        of vaderSentiment 3.3.2 on the text as printed.

    Returns
    -------
    SentenceScores
        Compound rounded to four places and shares to three, as VADER does.

    References
    ----------
    Hutto, C. J. & Gilbert, E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment Analysis of
    Social Media Text. ICWSM 8(1), 216-225.

    Examples
    --------
    >>> from framing.text import tokenise
    >>> score_sentences(tokenise(["The talks were good. They weren’t good!"])).compound.tolist()
    [0.4404, -0.4015]
    """
    return _score(tokens, None, 1, normalise)


def score_portions(tokens: Tokens, portion: Array, n_portions: int, *, normalise: bool = True) -> SentenceScores:
    """Score every sentence with VADER, but sum each of its portions apart.

    The valence of a word is found in its whole sentence: negations, boosters, "but" and capitals reach from one portion
    into another. A portion is then scored as a sentence is, from its own words and its own marks.

    Parameters
    ----------
    tokens
        The texts.
    portion
        For each form the portion it lies in: number of its sentence × `n_portions` + 0 … `n_portions` − 1.
    n_portions
        Portions of a sentence.
    normalise
        As in `score_sentences`.

    Returns
    -------
    SentenceScores
        One item a portion, `n_portions` for each sentence; all 0 for a portion without a form.

    Examples
    --------
    >>> from framing.text import tokenise
    >>> score_portions(tokenise(["No good, they said."]), np.array([0, 0, 1, 1]), 2).compound.tolist()
    [-0.3412, 0.0]
    """
    return _score(tokens, portion, n_portions, normalise)


def _score(tokens: Tokens, portion: Array | None, n_portions: int, normalise: bool) -> SentenceScores:
    """Score the portions of all sentences, or the sentences where there are none."""
    scored = [_score_block(tokens, bounds, portion, n_portions, normalise) for bounds in _blocks(tokens)]
    return SentenceScores(*(np.concatenate(column) for column in zip(_no_scores(), *scored, strict=True)))


def _no_scores() -> SentenceScores:
    nothing = np.zeros(0)
    return SentenceScores(nothing, nothing, nothing, nothing, np.zeros(0, np.int64))


def _blocks(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Bounds of groups of whole sentences, of about `_BLOCK` forms each."""
    begin = 0
    while begin < tokens.n_sentences:
        stop = np.searchsorted(tokens.sentence_form, tokens.sentence_form[begin] + _BLOCK)
        end = min(max(int(stop), begin + 1), tokens.n_sentences)
        yield begin, end
        begin = end


def _score_block(
    tokens: Tokens, bounds: tuple[int, int], portion: Array | None, n_portions: int, normalise: bool
) -> SentenceScores:
    """Score the sentences within some bounds."""
    begin, end = bounds
    forms = slice(tokens.sentence_form[begin], tokens.sentence_form[end])
    rows, sentence = tokens.form_row[forms], tokens.form_sentence[forms] - begin
    items, form = _words_and_emoticons(tokens, rows, sentence, normalise)
    window = window_of(items)
    valence = but_check(items, window, sentiment_valence(window))
    if portion is None:
        emphasis = _punctuation_emphasis(tokens, rows, sentence, end - begin)
        return _score_valence(items.size, window.sentence, valence, emphasis)
    portion, n_all = portion[forms] - begin * n_portions, (end - begin) * n_portions
    owner = portion[form]
    emphasis = _punctuation_emphasis(tokens, rows, portion, n_all)
    return _score_valence(np.bincount(owner, minlength=n_all), owner[window.position], valence, emphasis)


def _words_and_emoticons(tokens: Tokens, rows: Array, sentence: Array, normalise: bool) -> tuple[Items, Array | slice]:
    """Lay out the items of some forms, and the form of each."""
    decide, alike = (items_normalised, item_of_word_normalised) if normalise else (items_as_printed, item_of_word)
    codes = tokens.vocabulary.ragged_fact(decide, level="form", alike=alike)
    form, code = codes.take(rows, "item")
    of_item = slice(None) if form is None else form
    sentence = sentence[of_item]
    size = np.bincount(sentence)
    return Items(code >> 1, (code & 1).astype(bool), sentence, np.cumsum(size) - size, size), of_item


def _punctuation_emphasis(tokens: Tokens, rows: Array, portion: Array, n_portions: int) -> Array:
    """Emphasis of each portion by its exclamation and question marks."""
    vocabulary = tokens.vocabulary
    signs = [vocabulary.fact(of, np.int32, level="form", alike=any_word) for of in _EMPHASIS]
    marked = np.flatnonzero((signs[0] + signs[1] > 0)[rows])
    exclamations, questions = (
        np.bincount(portion[marked], count[rows[marked]], n_portions).astype(np.int64) for count in signs
    )
    exclaimed = np.minimum(exclamations, rules.MOST_EXCLAMATIONS) * rules.EXCLAMATION
    asked = np.where(questions <= 3, questions * rules.QUESTION, rules.QUESTIONS_AT_MOST)
    return exclaimed + np.where(questions > 1, asked, 0.0)


def _score_valence(size: Array, portion: Array, valence: Array, emphasis: Array) -> SentenceScores:
    """Sum the valences of each portion (or sentence), given its number of items, to a compound and to shares."""
    total = np.bincount(portion, valence, len(size))
    positive, negative, hits = _sift_sentiment_scores(portion, valence, len(size))
    neutral = size - hits
    compound = _normalise_sum(total + np.sign(total) * emphasis)
    more, less = positive > negative, positive < negative
    positive, negative = positive + more * emphasis, negative + less * emphasis
    whole = np.maximum(positive + negative + neutral, 1)  # at least 1 where there is an item
    return SentenceScores(
        compound=_round(compound, 4),
        positive=_round(positive / whole, 3),
        neutral=_round(neutral / whole, 3),
        negative=_round(negative / whole, 3),
        hits=hits,
    )


def _sift_sentiment_scores(portion: Array, valence: Array, n_portions: int) -> tuple[Array, Array, Array]:
    """Sum the positive and the negative items of each portion, and count both.

    Each valued item counts one more than its valence, since each neutral item counts one.
    """
    up, down = np.flatnonzero(valence > 0), np.flatnonzero(valence < 0)
    positive = np.bincount(portion[up], valence[up] + 1, n_portions)
    negative = np.bincount(portion[down], 1 - valence[down], n_portions)
    return positive, negative, np.bincount(portion[valence != 0], minlength=n_portions)


def _normalise_sum(score: Array) -> Array:
    compound: Array = score / np.sqrt(score * score + rules.NORMALISER)
    return compound


def _round(numbers: Array, places: int) -> Array:
    """Round as Python does: exactly, where `numpy.round` can miss a near tie."""
    rounded = np.round(numbers, places)
    scaled = np.abs(numbers) * 10**places
    near_tie = np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < 1e-6)
    rounded[near_tie] = [round(number, places) for number in numbers[near_tie].tolist()]
    return rounded
