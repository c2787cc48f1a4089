"""Tone by voice: each sentence shared out among the voices of its words.

A **form**, a stretch without white space, has the voice of its first word: VADER values forms, not words. A form
without a word (a dash, "!!", ":)") has the voice of the word before it in its sentence, or else of the word after. So a
sentence whose words are all one voice's is wholly that voice's, whatever stands outside its quotation marks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.measures.sentiment.vader import score_portions
from framing.tables import VOICES
from framing.text import Tokens
from framing.text.tokens import Picked
from framing.voices.layers import Layers

__all__ = ["score_voices"]

Array = np.ndarray[Any, Any]


def score_voices(tokens: Tokens, layers: Layers, *, normalise: bool = True) -> pd.DataFrame:
    """Score the portion that each voice has in each sentence.

    Parameters
    ----------
    tokens, layers
        The texts of one part, and the quotations in it.
    normalise
        As in `score_sentences`.

    Returns
    -------
    pandas.DataFrame
        One row a sentence and voice that has a word in it: `text` (number of the text), `voice` (number into
        `tables.VOICES`), `sentiment`, `sentiment_positive`, `sentiment_negative`, `sentiment_hits`, `n_words`.

    Examples
    --------
    >>> from framing.text import tokenise
    >>> from framing.tables import VOICES
    >>> from framing.voices.layers import lay_quotations
    >>> articles = pd.DataFrame({"text": ["They hate the “great” plan."]}, index=["a"])
    >>> quotations = pd.DataFrame({"article_id": ["a"], "part": "text", "start": 15, "end": 20, "kind": "partial",
    ...     "speaker": None})
    >>> rows = score_voices(tokenise(articles["text"]), lay_quotations(articles, quotations, "text"))
    >>> [(VOICES[row.voice], row.sentiment, row.n_words) for row in rows.itertuples()]
    [('journalist', -0.5719, 4), ('source_direct', 0.6249, 1)]
    """
    voice, divided = _voices_of_forms(tokens, layers)
    portion = tokens.form_sentence * len(VOICES) + voice
    n_words = _count_words(tokens, portion, divided, _voices_of_words(divided, layers))
    scores = score_portions(tokens, portion, len(VOICES), normalise=normalise)
    held = np.flatnonzero(n_words)
    return pd.DataFrame(
        {
            "text": tokens.sentence_text[held // len(VOICES)],
            "voice": held % len(VOICES),
            "sentiment": scores.compound[held],
            "sentiment_positive": scores.positive[held],
            "sentiment_negative": scores.negative[held],
            "sentiment_hits": scores.hits[held],
            "n_words": n_words[held],
        }
    )


def _voices_of_words(words: Picked, layers: Layers) -> Array:
    return layers.voice_at(layers.covering(words.text, words.start))


def _voices_of_forms(tokens: Tokens, layers: Layers) -> tuple[Array, Picked]:
    """Voice of each form, and the words of the forms that may be divided between voices."""
    voice, cut = _voices_of_starts(tokens, layers)
    words = tokens.pick_forms(cut)
    words = words.keep(np.flatnonzero(words.is_word))
    first = words.keep(np.flatnonzero(np.diff(words.form, prepend=-1)))
    voice[first.form] = _voices_of_words(first, layers)
    _follow_words(tokens, voice)
    return voice, words


def _voices_of_starts(tokens: Tokens, layers: Layers) -> tuple[Array, Array]:
    """Voice at the start of each form, and the last form that starts before each border of a quotation."""
    voice = np.full(len(tokens.form_row), VOICES.index("journalist"), np.int8)
    if not len(layers.owner) or not len(voice):
        return voice, np.zeros(0, np.int64)
    width = int(max(layers.end.max(), tokens.form_end.max())) + 1
    borders = np.concatenate([layers.owner * width + layers.begin, layers.owner * width + layers.end])
    text, place = np.divmod(np.unique(borders), width)
    form = np.searchsorted(tokens.form_text * np.int64(width) + tokens.form_start, text * width + place)
    since = layers.voice_at(layers.covering(text, place)).astype(np.int8)
    voice[form[0] :] = np.repeat(since, np.diff(form, append=len(voice)))
    return voice, np.unique(np.maximum(form - 1, 0))


def _follow_words(tokens: Tokens, voice: Array) -> None:
    """Give each form without a word the voice of the word before it in its sentence, or else after it."""
    marks = np.flatnonzero(tokens.form_words == 0)
    sentence, counted, done = tokens.form_sentence[marks], tokens.words_before[1:], tokens.words_before[marks]
    before, after = np.searchsorted(counted, done), np.searchsorted(counted, done, "right")
    preceded = (done > 0) & (before >= tokens.sentence_form[sentence])
    word = np.where(preceded, before, after)
    known = word < tokens.sentence_form[sentence + 1]
    voice[marks[known]] = voice[word[known]]


def _count_words(tokens: Tokens, portion: Array, divided: Picked, said: Array) -> Array:
    """Count the words of each portion: form by form, but word by word where a form may be divided."""
    runs = np.flatnonzero(np.diff(portion, prepend=-1))
    n_portions = tokens.n_sentences * len(VOICES)
    in_runs = np.diff(tokens.words_before[runs], append=tokens.words_before[-1])
    n_words = np.bincount(portion[runs], in_runs, n_portions).astype(np.int64)
    own = divided.sentence * len(VOICES) + said
    return n_words + np.bincount(own, minlength=n_portions) - np.bincount(portion[divided.form], minlength=n_portions)
