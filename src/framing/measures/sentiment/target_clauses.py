"""The clause a target stands in, told from marks and conjunctions, and how many borders lie between two words."""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.reading import wording as w
from framing.text import Tokens

__all__ = ["TargetClauses"]

Array = np.ndarray[Any, Any]

_SPLITTING = frozenset("but while although though whereas because who which".split())
_MARKS = w.COMMA | w.STOP | w.COLON | w.DASH | w.BRACKET
_QUOTES = frozenset('"“”„«»')
_PASSIVE_REACH = 3  # words between a form of "be" and its participle
_NAME_REACH = 5  # words of a name and its titles
_CUE_REACH = 3  # words between a speaker and the reporting verb
_BE = frozenset(
    "is are was were be been being am get gets got getting isn't aren't wasn't weren't he's she's it's they're".split()
)
_HAVE = frozenset("has had have also".split())


class TargetClauses:
    """Borders of clauses in some texts.

    A border is any of , ; : – — ( ) ? ! and a double quotation mark, and the words but, while, (al)though, whereas,
    because, who and which. So the clause of a word is short: an apposition is one of its own.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.kind = tokens.vocabulary.fact(w.classify, np.int32)[tokens.type]
        self.sentence = np.asarray(tokens.sentence)
        self.border = tokens.vocabulary.fact(_is_border, np.bool_)[tokens.type]
        self._before = np.concatenate([[0], np.cumsum(self.border)])

    def count_between(self, after: Array, until: Array) -> Array:
        """Number of borders among the tokens from one place up to, but without, another."""
        counted: Array = self._before[until] - self._before[after]
        return counted

    def bounds(self, first: Array, last: Array) -> tuple[Array, Array]:
        """First and last token of the clause of each span, borders left out."""
        closed = self.border.copy()
        opens = np.diff(self.sentence, prepend=-1) != 0
        places = np.arange(len(closed))
        left = np.maximum.accumulate(np.where(closed, places + 1, np.where(opens, places, 0)))
        ends = np.append(opens[1:], True)[: len(closed)]
        reach = np.where(closed, places - 1, np.where(ends, places, len(closed)))
        right = np.minimum.accumulate(reach[::-1])[::-1]
        return np.minimum(left[first], first), np.maximum(right[last], last)

    def is_passive(self, first: Array) -> Array:
        """Tell of verbs whether a form of "be" or "get" stands before them, with adverbs between at most."""
        be = self._fact(_is_be)
        found, open_ = np.zeros(len(first), bool), np.ones(len(first), bool)
        for step in range(1, _PASSIVE_REACH + 1):
            at, inside = self._step(first, -step)
            open_ &= inside
            found |= open_ & be[at]
            open_ &= self.kind[at] & (w.ADVERB | w.AUXILIARY) != 0
        return found

    def follows_by(self, first: Array) -> Array:
        """Tell of spans whether "by" stands before them, or before the name and title that they end."""
        by = self._fact(_is_by)
        found, open_ = np.zeros(len(first), bool), np.ones(len(first), bool)
        for step in range(1, _NAME_REACH + 1):
            at, inside = self._step(first, -step)
            open_ &= inside
            found |= open_ & by[at]
            open_ &= self.kind[at] & (w.NAME | w.DETERMINER | w.POINT) != 0
        return found

    def cue_after(self, last: Array) -> Array:
        """Token of the reporting verb of which each span is the subject; −1 where there is none."""
        have = self._fact(_is_have)
        cue, open_ = np.full(len(last), -1), np.ones(len(last), bool)
        for step in range(1, _CUE_REACH + 1):
            at, inside = self._step(last, step)
            open_ &= inside
            hit = open_ & (self.kind[at] & w.CUE != 0)
            cue[hit] = at[hit]
            open_ &= ~hit & ((self.kind[at] & w.ADVERB != 0) | have[at])
        return cue

    def cue_before(self, first: Array) -> Array:
        """Token of the reporting verb, behind a comma or a mark, that each span follows: “…,” said X; −1 for none."""
        cue, open_ = np.full(len(first), -1), np.ones(len(first), bool)
        for step in range(1, _NAME_REACH + 1):
            at, inside = self._step(first, -step)
            open_ &= inside
            behind, known = self._step(first, -step - 1)
            hit = open_ & (self.kind[at] & w.CUE != 0) & known & (self.kind[behind] & (w.COMMA | w.QUOTE) != 0)
            cue[hit] = at[hit]
            open_ &= ~hit & (self.kind[at] & w.NAME != 0)
        return cue

    def _step(self, token: Array, by: int) -> tuple[Array, Array]:
        """Token so many places away, and whether it lies in the same sentence."""
        size = len(self.kind)
        at = np.clip(token + by, 0, max(size - 1, 0))
        return at, (token + by >= 0) & (token + by < size) & (self.sentence[at] == self.sentence[token])

    def _fact(self, of: Any) -> Array:
        known: Array = self.tokens.vocabulary.fact(of, np.bool_, level="norm")[self.tokens.norm]
        return known


def _is_border(word: str) -> bool:
    return bool(w.classify(word) & _MARKS) or word[0] in _QUOTES or word.lower() in _SPLITTING


def _is_be(norm: str) -> bool:
    return norm in _BE


def _is_by(norm: str) -> bool:
    return norm == "by"


def _is_have(norm: str) -> bool:
    return norm in _HAVE
