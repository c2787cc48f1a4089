"""The words and phrases that topics are made of: which are counted, and how often each article has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from framing.text import Tokens, split_words

__all__ = ["TermCounts", "count_topic_terms", "stop_words"]

Array = np.ndarray[Any, Any]

_LETTERS = 3
_PHRASE_COUNT, _PHRASE_NPMI = 10, 0.3


@dataclass(frozen=True, slots=True)
class TermCounts:
    """Articles × terms: a sparse matrix of counts, and the terms in alphabetical order."""

    counts: Any
    terms: list[str]


@cache
def _shipped_stop_words() -> frozenset[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    text = resources.files(__package__).joinpath("stopwords.toml").read_text(encoding="utf-8")
    own = {word for line in tomllib.loads(text).values() for word in line.split()}
    return frozenset(ENGLISH_STOP_WORDS | own)


def stop_words(outlets: list[Any], extra: tuple[str, ...]) -> frozenset[str]:
    """Words left out: function words, reporting verbs, days and months, words of web pages, the outlets' names."""
    names = {word for outlet in outlets if isinstance(outlet, str) for word in split_words(outlet)}
    return _shipped_stop_words() | names | {word for entry in extra for word in split_words(entry)}


def count_topic_terms(
    tokens: Tokens, *, stops: frozenset[str], phrases: bool, min_articles: int, max_share: float
) -> TermCounts:
    """Count the terms of each text.

    A term is a word of at least three letters that is no stop word, or a phrase: two such words that follow one another
    at least ten times with NPMI above .3 and then count as one.

    Parameters
    ----------
    min_articles, max_share
        A term is kept if at least so many texts, and at most this share of them, have it.
    """
    from scipy.sparse import csr_array

    term, text, names = _content_words(tokens, stops)
    if phrases:
        term, text, names = _join_phrases(tokens, term, names)
    shape = (tokens.n_texts, len(names))
    counts = csr_array((np.ones(len(term), np.float32), (text, term)), shape=shape)
    counts.sum_duplicates()
    articles_with = np.bincount(counts.indices, minlength=len(names))
    kept = np.flatnonzero((articles_with >= min_articles) & (articles_with <= max_share * tokens.n_texts))
    kept = kept[np.argsort(np.array([names[row] for row in kept.tolist()], dtype=object), kind="stable")]
    return TermCounts(counts[:, kept], [names[row] for row in kept.tolist()])


def _content_words(tokens: Tokens, stops: frozenset[str]) -> tuple[Array, Array, list[str]]:
    """Normalised words that carry content: their rows (−1: none), the texts they stand in, their names."""
    vocabulary = tokens.vocabulary

    def is_content(norm: str) -> bool:
        word = norm.removesuffix("'s")
        return len(word) >= _LETTERS and word.replace("-", "").replace("'", "").isalpha() and word not in stops

    content = np.array([is_content(norm) for norm in vocabulary.norms], bool)
    stems = [norm.removesuffix("'s") for norm in vocabulary.norms]
    row_of = {stem: row for row, stem in enumerate(dict.fromkeys(stems))}
    rows = np.array([row_of[stem] for stem in stems], np.int64)
    places = np.flatnonzero(content[tokens.norm])
    return rows[tokens.norm[places]], tokens.text[places], list(row_of)


def _join_phrases(tokens: Tokens, term: Array, names: list[str]) -> tuple[Array, Array, list[str]]:
    """Make one term of two words that belong together."""
    stems = {name: row for row, name in enumerate(names)}
    row_of_norm = np.array([stems[norm.removesuffix("'s")] for norm in tokens.vocabulary.norms], np.int64)
    wanted = np.zeros(len(names), bool)
    wanted[term] = True
    row = row_of_norm[tokens.norm]
    places = np.flatnonzero(wanted[row] & tokens.is_word)
    follows = np.flatnonzero((np.diff(places) == 1) & (tokens.sentence[places[1:]] == tokens.sentence[places[:-1]]))
    pair = row[places[follows]] * len(names) + row[places[follows + 1]]
    phrases = _collocations(pair, row[places], names)
    joined = follows[np.isin(pair, phrases)]
    joined = joined[_alternate(joined)]
    merged = row[places].copy()
    place_of = {int(key): len(names) + number for number, key in enumerate(phrases.tolist())}
    keys = row[places[joined]] * len(names) + row[places[joined + 1]]
    merged[joined] = [place_of[key] for key in keys.tolist()]
    keep = np.ones(len(places), bool)
    keep[joined + 1] = False
    labels = [f"{names[key // len(names)]} {names[key % len(names)]}" for key in phrases.tolist()]
    return merged[keep], tokens.text[places[keep]], names + labels


def _alternate(joined: Array) -> Array:
    """Of pairs that overlap in a row, take every other one."""
    if not len(joined):
        return np.zeros(0, bool)
    begins = np.concatenate([[True], np.diff(joined) != 1])
    run = np.flatnonzero(begins)[np.cumsum(begins) - 1]
    return (np.arange(len(joined)) - run) % 2 == 0


def _collocations(pair: Array, words: Array, names: list[str]) -> Array:
    """Keys of the word pairs that are phrases, by nltk's collocation finder on our counts."""
    keys, counts = np.unique(pair, return_counts=True)
    frequent = counts >= _PHRASE_COUNT
    if not frequent.any():
        return np.zeros(0, np.int64)
    from nltk.collocations import BigramCollocationFinder
    from nltk.probability import FreqDist

    word_counts = np.bincount(words, minlength=len(names))
    ends = [divmod(key, len(names)) for key in keys[frequent].tolist()]
    used = sorted({word for pair_ in ends for word in pair_})
    word_fd = FreqDist({word: int(word_counts[word]) for word in used})
    word_fd[-1] = len(words) - word_fd.N()  # all other words, so that probabilities are those of the whole corpus
    finder = BigramCollocationFinder(word_fd, FreqDist(dict(zip(ends, counts[frequent].tolist(), strict=True))))
    phrases = [first * len(names) + second for first, second in finder.above_score(_npmi, _PHRASE_NPMI)]
    return np.array(sorted(phrases), np.int64)


def _npmi(n_both: int, n_either: tuple[int, int], n_all: int) -> float:
    """Normalised pointwise mutual information of two words that follow one another."""
    together = n_both / n_all
    expected = n_either[0] * n_either[1] / n_all**2
    return float(np.log(together / expected) / -np.log(together)) if 0 < together < 1 else 0.0
