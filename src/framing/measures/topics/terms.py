"""The words and phrases that topics are made of: which are chosen, and how often each text has them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from framing.text import Tokens, split_words

__all__ = ["TermCounts", "TermList", "choose_terms", "count_terms", "stop_words"]

Array = np.ndarray[Any, Any]

_LETTERS = 3
_PHRASE_COUNT, _PHRASE_NPMI = 10, 0.3
_NAME_SEEN, _NAME_SHARE = 3, 0.9


@dataclass(frozen=True, slots=True)
class TermCounts:
    """Texts × terms: a sparse matrix of counts (CSR, float32), and the terms in alphabetical order."""

    counts: Any
    terms: list[str]

    def take(self, rows: Any) -> TermCounts:
        """Take some of the texts, by number; the terms stay."""
        return TermCounts(self.counts[rows], self.terms)


@dataclass(frozen=True, slots=True)
class TermList:
    """What is counted: the terms in alphabetical order, and the pairs of words that are read as one."""

    terms: list[str]
    phrases: list[str]


@cache
def _shipped_stop_words() -> frozenset[str]:
    text = resources.files(__package__).joinpath("stopwords.toml").read_text(encoding="utf-8")
    return frozenset(word for line in tomllib.loads(text).values() for word in line.split())


def stop_words(outlets: Iterable[Any], extra: Iterable[str]) -> frozenset[str]:
    """Words left out: function words, reporting verbs, days and months, words of web pages, the outlets' names.

    Examples
    --------
    >>> sorted({"said", "monday", "norden", "dam"} & stop_words(["Norden Wire"], ()))
    ['monday', 'norden', 'said']
    """
    names = {word for outlet in outlets if isinstance(outlet, str) for word in split_words(outlet)}
    stops = _shipped_stop_words() | names | {word for entry in extra for word in split_words(entry)}
    return frozenset(word.removesuffix("'s") for word in stops) | stops


def choose_terms(
    tokens: Tokens,
    *,
    stops: frozenset[str],
    phrases: bool = True,
    mask_names: bool = False,
    min_articles: int,
    max_share: float = 0.5,
) -> TermList:
    """Choose the terms of a list of texts.

    A term is a word of at least three letters that is no stop word (a final *'s* is cut off), or a phrase: two such
    words that follow one another in a sentence, at least ten times and with NPMI above .3, and then count as one.

    Parameters
    ----------
    mask_names
        Whether names are left out: words, then phrases, that these texts write with a capital in 9 of 10 places that
        tell, and there are 3 such places or more. A place tells that follows directly on another word, in a sentence
        of which no more than half of the words have a capital (so no headline).
    min_articles, max_share
        A term is kept if at least so many texts, and at most this share of them, have it.
    """

    def has_content(word: str) -> bool:
        return len(word) >= _LETTERS and word.replace("-", "").replace("'", "").isalpha() and word not in stops

    stream = _read(tokens, has_content)
    if mask_names:
        stream = _drop(stream, _are_names(tokens, stream))
    pairs = _collocations(stream) if phrases else []
    stream = _join(stream, pairs)
    if mask_names:
        stream = _drop(stream, _are_names(tokens, stream))
    texts_with = np.bincount(np.unique(stream.row * tokens.n_texts + stream.text) // tokens.n_texts)
    kept = np.flatnonzero((texts_with >= max(min_articles, 1)) & (texts_with <= max_share * tokens.n_texts))
    return TermList(sorted(stream.names[row] for row in kept.tolist()), pairs)


def count_terms(tokens: Tokens, chosen: TermList) -> TermCounts:
    """Count chosen terms in each text, in these or in others."""
    from scipy.sparse import csr_array

    needed = set(chosen.terms) | {word for phrase in chosen.phrases for word in phrase.split(" ")}
    stream = _join(_read(tokens, needed.__contains__), chosen.phrases)
    column_of = {term: column for column, term in enumerate(chosen.terms)}
    column = np.array([column_of.get(name, -1) for name in stream.names], np.int64)[stream.row]
    kept = column >= 0
    shape = (tokens.n_texts, len(chosen.terms))
    counts = csr_array((np.ones(int(kept.sum()), np.float32), (stream.text[kept], column[kept])), shape=shape)
    counts.sum_duplicates()
    return TermCounts(counts, chosen.terms)


@dataclass(frozen=True, slots=True)
class _Stream:
    """Words that may be terms, in the order of the texts: row among the names, token, text, sentence, capital."""

    names: list[str]
    row: Array
    token: Array
    text: Array
    sentence: Array
    capital: Array

    def pick(self, kept: Array) -> _Stream:
        columns = (self.row, self.token, self.text, self.sentence, self.capital)
        return _Stream(self.names, *(column[kept] for column in columns))


def _read(tokens: Tokens, is_wanted: Callable[[str], bool]) -> _Stream:
    vocabulary = tokens.vocabulary
    stems = [norm.removesuffix("'s") for norm in vocabulary.norms]
    number = {stem: row for row, stem in enumerate(dict.fromkeys(stems))}
    wanted = np.array([is_wanted(stem) for stem in number], bool)
    row = np.array([number[stem] for stem in stems], np.int64)[tokens.norm]
    token = np.flatnonzero(wanted[row])
    capital = vocabulary.fact(_has_capital, bool)[tokens.type[token]]
    text, sentence = tokens.text[token].astype(np.int64), tokens.sentence[token]
    return _Stream(list(number), row[token], token, text, sentence, capital)


def _has_capital(word: str) -> bool:
    return word[:1].isupper()


def _follows(stream: _Stream) -> Array:
    """Places whose next place is the next token, in the same sentence."""
    return np.flatnonzero((np.diff(stream.token) == 1) & (np.diff(stream.sentence) == 0))


def _join(stream: _Stream, phrases: list[str]) -> _Stream:
    """Make one of two words that belong together."""
    number = {name: row for row, name in enumerate(stream.names)}
    ends = [phrase.split(" ") for phrase in phrases]
    known = [(number[one], number[two]) for one, two in ends if one in number and two in number]
    n_names = len(stream.names)
    keys = np.array(sorted(one * n_names + two for one, two in known), np.int64)
    follows = _follows(stream)
    pair = stream.row[follows] * n_names + stream.row[follows + 1]
    joined = follows[np.isin(pair, keys)]
    joined = joined[_alternate(joined)]
    row, capital = stream.row.copy(), stream.capital.copy()
    row[joined] = n_names + np.searchsorted(keys, stream.row[joined] * n_names + stream.row[joined + 1])
    capital[joined] &= stream.capital[joined + 1]
    keep = np.ones(len(row), bool)
    keep[joined + 1] = False
    labels = [f"{stream.names[key // n_names]} {stream.names[key % n_names]}" for key in keys.tolist()]
    return _Stream(stream.names + labels, row, stream.token, stream.text, stream.sentence, capital).pick(keep)


def _alternate(joined: Array) -> Array:
    """Of pairs that overlap in a row, take every other one."""
    if not len(joined):
        return np.zeros(0, bool)
    begins = np.concatenate([[True], np.diff(joined) != 1])
    run = np.flatnonzero(begins)[np.cumsum(begins) - 1]
    return (np.arange(len(joined)) - run) % 2 == 0


def _collocations(stream: _Stream) -> list[str]:
    """Pairs of words that are phrases: ln(p₁₂ / p₁p₂) / −ln p₁₂ above .3, over all words that may be terms."""
    n_names, n_all = len(stream.names), len(stream.row)
    follows = _follows(stream)
    keys, n_both = np.unique(stream.row[follows] * n_names + stream.row[follows + 1], return_counts=True)
    keys, n_both = keys[n_both >= _PHRASE_COUNT], n_both[n_both >= _PHRASE_COUNT]
    n_each = np.bincount(stream.row, minlength=n_names).astype(float)
    together = n_both / max(n_all, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = n_each[keys // n_names] * n_each[keys % n_names] / n_all**2
        npmi = np.log(together / expected) / -np.log(together)
    ends = [divmod(key, n_names) for key in keys[npmi > _PHRASE_NPMI].tolist()]
    return sorted(f"{stream.names[one]} {stream.names[two]}" for one, two in ends)


def _are_names(tokens: Tokens, stream: _Stream) -> Array:
    """Which of the stream's names are written with a capital wherever the place tells."""
    word, sentence = tokens.is_word, tokens.sentence
    capital = tokens.vocabulary.fact(_has_capital, bool)[tokens.type]
    n_words = np.bincount(sentence[word], minlength=tokens.n_sentences)
    running = 2 * np.bincount(sentence[word & capital], minlength=tokens.n_sentences) <= n_words
    inside = np.zeros(len(tokens), bool)
    inside[1:] = word[:-1] & (np.diff(sentence) == 0)
    telling = inside[stream.token] & running[stream.sentence]
    seen = np.bincount(stream.row[telling], minlength=len(stream.names))
    upper = np.bincount(stream.row[telling & stream.capital], minlength=len(stream.names))
    names: Array = (seen >= _NAME_SEEN) & (upper >= _NAME_SHARE * seen)
    return names


def _drop(stream: _Stream, left_out: Array) -> _Stream:
    return stream.pick(~left_out[stream.row])
