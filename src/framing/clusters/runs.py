"""Matching runs of words between two articles, and the passages they make up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.clusters.candidates import LENGTH, Shingles

__all__ = ["GAP", "RUN", "Side", "compare", "count_common"]

Array = np.ndarray[Any, Any]

RUN = 8  # words; a shorter run is often a set phrase
GAP = 25  # words; runs with less between them belong to one edited passage


@dataclass(frozen=True, slots=True)
class Side:
    """What one article has in common with another, in its own words.

    Attributes
    ----------
    n_words, n_shared : int
        Words, and words in matching runs.
    n_runs, longest : int
        Matching runs, and words of the longest.
    own_runs, own_longest : int
        The same of the runs that stand mostly outside quotation marks.
    matched : float
        Share of the words that lie in passages and are the same, in runs long or short.
    reach : float
        Share of the words that lie in passages: matching runs with what was changed between them.
    own_reach : float
        The same of the words outside quotation marks, where what was changed counts between two runs that stand
        mostly outside them; NaN where there is no such word.
    stretch : int
        Words of the longest stretch outside passages.
    quoted : float
        Share of the words in matching runs that stand inside quotation marks.
    """

    n_words: int
    n_shared: int
    n_runs: int
    longest: int
    own_runs: int
    own_longest: int
    matched: float
    reach: float
    own_reach: float
    stretch: int
    quoted: float


def count_common(shingles: Shingles, one: int, other: int) -> int:
    """Count the different shingles that two articles have in common."""
    return len(np.intersect1d(shingles.shared(one), shingles.shared(other), assume_unique=True))


def compare(shingles: Shingles, one: int, other: int, *, standing: Array | None = None) -> Side:
    """Find the matching runs of one article with another.

    A run is a stretch of at least 8 words every 5 of which stand in the other article too. Runs with fewer
    than 25 words between them make up a passage, together with shorter ones; a passage holds a run.

    Parameters
    ----------
    shingles
        The shingles of both.
    one, other
        Numbers of the articles. The measures are of the first.
    standing
        Whether each shingle is standing text. Its words are then left out of account on both sides of every share,
        and no run is made of it.
    """
    codes = shingles.codes(one)
    match = _stand_in(codes, shingles.shared(other))
    quoted = shingles.quoted[shingles.first[one] : shingles.first[one + 1]]
    counted = np.ones(len(codes), bool)
    if standing is not None:
        stands = (codes >= 0) & standing[codes]
        starts = np.flatnonzero(stands)
        counted = ~_mark(len(codes), starts, np.full(len(starts), LENGTH))
        match &= ~stands
    start, size = _runs(match)
    long = size >= RUN
    shared = _mark(len(codes), start[long], size[long])
    passage = _passages(len(codes), start, size)
    before = np.concatenate([[0], np.cumsum(quoted)])
    own = 2 * (before[start + size] - before[start]) <= size
    same = passage & _mark(len(codes), start, size)
    own_passage = same | _passages(len(codes), start[own], size[own])
    return Side(
        n_words=len(codes),
        n_shared=int(shared.sum()),
        n_runs=int(long.sum()),
        longest=int(size[long].max(initial=0)),
        own_runs=int((long & own).sum()),
        own_longest=int(size[long & own].max(initial=0)),
        matched=_share(same, counted),
        reach=_share(passage, counted),
        own_reach=_share(own_passage, counted & ~quoted),
        stretch=int(_runs(~passage & counted, extra=0)[1].max(initial=0)),
        quoted=_share(quoted, shared),
    )


def _stand_in(codes: Array, sorted_codes: Array) -> Array:
    """Tell which codes stand among sorted ones."""
    match = np.zeros(len(codes), bool)
    known = np.flatnonzero(codes >= 0)
    if len(known) and len(sorted_codes):
        place = np.minimum(np.searchsorted(sorted_codes, codes[known]), len(sorted_codes) - 1)
        match[known] = sorted_codes[place] == codes[known]
    return match


def _runs(match: Array, *, extra: int = LENGTH - 1) -> tuple[Array, Array]:
    """Start and size of each stretch of matching starts; the last shingle reaches `extra` words further."""
    padded = np.zeros(len(match) + 2, bool)
    padded[1:-1] = match
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    start, end = edges[::2], edges[1::2]
    return start, end - start + extra


def _mark(n_words: int, start: Array, size: Array) -> Array:
    """Mark the words of some stretches, in order, of which each ends after the one before."""
    marked = np.zeros(n_words, bool)
    if len(start):
        apart = np.flatnonzero(start[1:] > (start + size)[:-1]) + 1
        begin, end = start[np.concatenate([[0], apart])], (start + size)[np.concatenate([apart - 1, [-1]])]
        edges = np.zeros(n_words + 1, np.int8)
        edges[begin], edges[end] = 1, -1
        marked = np.cumsum(edges[:-1], dtype=np.int8).astype(bool)
    return marked


def _passages(n_words: int, start: Array, size: Array) -> Array:
    """Mark the words of all passages: runs that follow one another closely, with what is between."""
    if not len(start):
        return np.zeros(n_words, bool)
    apart = np.flatnonzero(start[1:] - (start[:-1] + size[:-1]) >= GAP)
    first, last = np.concatenate([[0], apart + 1]), np.concatenate([apart, [len(start) - 1]])
    held = np.maximum.reduceat(size, first) >= RUN
    return _mark(n_words, start[first[held]], (start + size)[last[held]] - start[first[held]])


def _share(marked: Array, of: Array) -> float:
    total = int(of.sum())
    return float((marked & of).sum() / total) if total else float("nan")
