"""Runs of words that more than one article holds, and the pairs of articles that share enough of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.text import Tokens

__all__ = ["LENGTH", "Shingles", "find_candidates", "make_shingles"]

Array = np.ndarray[Any, Any]

LENGTH = 5  # words of a shingle: one in four words changed at random still leaves a quarter of the shingles
_NEIGHBOURS = 10  # holders of a shingle it is looked for in, in the order of ids: all of them up to 11 holders
_CROWD, _NEXT = 50, 2  # holders beyond which it is looked for in the next two only
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Shingles:
    """The words of articles, in the order of their ids, and the shingles that several of them hold.

    Attributes
    ----------
    first : ndarray of int64
        Place of each article's first word, and the number of words at the end.
    code : ndarray of int32
        Number of the shingle that starts at each word, −1 where no other article holds it.
    quoted : ndarray of bool
        Whether each word stands inside quotation marks.
    holder, held : ndarray of int32
        Articles and shingles they hold, each once, ordered by shingle and then by article.
    own_first, own : ndarray
        The shared shingles of each article, sorted: where they begin, and the shingles.
    distinct : ndarray of int64
        Number of different shingles of each article.
    """

    first: Array
    code: Array
    quoted: Array
    holder: Array
    held: Array
    own_first: Array
    own: Array
    distinct: Array

    @property
    def n_words(self) -> Array:
        """Number of words of each article."""
        return np.diff(self.first)

    def codes(self, article: int) -> Array:
        """Shingles at the words of an article."""
        return self.code[self.first[article] : self.first[article + 1]]

    def shared(self, article: int) -> Array:
        """Shingles of an article that others hold too, sorted."""
        return self.own[self.own_first[article] : self.own_first[article + 1]]


def make_shingles(tokens: Tokens, order: Sequence[int]) -> Shingles:
    """Number the shingles of some texts, taken in the given order.

    Two different shingles get the same number with probability 2⁻⁶⁴ a pair, 1 in 10⁵ for ten million.
    """
    length = tokens.count_words().astype(np.int64)
    begin = np.cumsum(length) - length
    chosen = np.asarray(order, np.int64)
    size = length[chosen]
    first = np.concatenate([[0], np.cumsum(size)])
    shift = np.repeat((begin[chosen] - first[:-1]).astype(np.int32), size)
    shift += np.arange(len(shift), dtype=np.int32)
    word = np.flatnonzero(tokens.is_word).astype(np.int32)[shift]
    quoted = _find_quoted(tokens)[word]
    norm = tokens.vocabulary.norm[tokens.type[word]]
    del shift, word
    article = np.repeat(np.arange(len(chosen), dtype=np.int32), size)
    code, holder, held, distinct = _number(norm, article, len(chosen))
    own = np.lexsort((held, holder))
    own_first = np.searchsorted(holder[own], np.arange(len(chosen) + 1))
    return Shingles(first, code, quoted, holder, held, own_first, held[own], distinct)


def _number(norm: Array, article: Array, n_articles: int) -> tuple[Array, Array, Array, Array]:
    """Shingle at each word, the holders of each shingle, and how many different ones an article holds."""
    code = np.full(len(norm), -1, np.int32)
    key = _make_keys(norm)
    whole = article[: len(key)] == article[len(norm) - len(key) :]
    part = (key >> np.uint64(61)).astype(np.int8)  # sorted in eight parts, which take less memory
    holders, helds = [], []
    distinct, numbered = np.zeros(n_articles, np.int64), 0
    for chosen in range(8):
        place = np.flatnonzero(whole & (part == chosen)).astype(np.int32)
        keys = key[place]
        order = np.argsort(keys, kind="stable")
        keys, place = keys[order], place[order]
        new, owner = _begins(keys), article[place]
        once = new | _begins(owner)
        distinct += np.bincount(owner[once], minlength=n_articles)
        number = np.cumsum(new, dtype=np.int32) - np.int32(1)
        shared = (np.bincount(number[once], minlength=1) > 1)[number]
        number = np.cumsum(new & shared, dtype=np.int32) + np.int32(numbered - 1)
        code[place[shared]] = number[shared]
        holders.append(owner[once & shared])
        helds.append(number[once & shared])
        numbered += int((new & shared).sum())
    return code, np.concatenate(holders), np.concatenate(helds), distinct


def _make_keys(norm: Array) -> Array:
    """Hash the words from each on, as many as make a shingle."""
    # the table of random numbers is not a random choice: it only spreads the words over 64 bits
    spread = np.random.Generator(np.random.PCG64(0)).integers(1, 1 << 63, int(norm.max(initial=0)) + 1, np.uint64)
    n = max(len(norm) - LENGTH + 1, 0)
    key = np.zeros(n, np.uint64)
    for offset in range(LENGTH):
        key *= _MIX
        key += spread[norm[offset : offset + n]]
    return key


def _begins(values: Array) -> Array:
    """Tell which values differ from the one before."""
    begins = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return begins


def _find_quoted(tokens: Tokens) -> Array:
    """Tell which tokens stand inside double quotation marks; a paragraph begins outside them."""
    begin = np.flatnonzero(_begins(tokens.paragraph))
    begin = tokens.form_token[begin]
    size = np.diff(begin, append=len(tokens))
    inside = np.zeros(len(tokens), bool)
    for of in (_turns, _opens):
        marks = tokens.vocabulary.fact(of, np.int8, level="mark")[tokens.type]
        level = np.cumsum(marks, dtype=np.int32)
        level -= np.repeat(level[begin] - marks[begin], size)
        inside |= level % 2 == 1 if of is _turns else level > 0
    return inside


def _turns(mark: str) -> int:
    return mark.count('"')


def _opens(mark: str) -> int:
    return mark.count("“") + mark.count("«") - mark.count("”") - mark.count("»")


def find_candidates(shingles: Shingles, *, min_share: float) -> Array:
    """Find pairs of articles that may share `min_share` of the shorter one's words, one pair a row.

    A matching run of 8 words, the shortest that counts, holds 4 shingles: a pair must have half as many
    shingles in common as it is to share words. A shingle of more than 11 articles joins each of them with
    the next 10 in the order of ids, one of more than 50 with the next 2, so that the cost grows with the
    text and not with its square.
    """
    pairs, counts = np.zeros(0, np.int64), np.zeros(0, np.int64)
    holder = shingles.holder.astype(np.int64)
    few = np.bincount(shingles.held, minlength=1)[shingles.held] <= _CROWD
    for step in range(1, _NEIGHBOURS + 1):
        same = shingles.held[step:] == shingles.held[:-step]
        if step > _NEXT:
            same &= few[step:]
        joined = (holder[:-step][same] << 32) | holder[step:][same]
        new, times = np.unique(joined, return_counts=True)
        every, where = np.unique(np.concatenate([pairs, new]), return_inverse=True)
        counts = np.bincount(where, np.concatenate([counts, times]), minlength=len(every))
        pairs = every
    one, other = pairs >> 32, pairs & 0xFFFFFFFF
    shorter = np.minimum(shingles.n_words[one], shingles.n_words[other])
    enough = counts >= np.maximum(min_share * shorter / 2, 1)
    found: Array = np.column_stack([one[enough], other[enough]])
    return found
