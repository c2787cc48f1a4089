"""How far a clause reaches around a word, told from marks and function words, for many words at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from framing.reading import wording as w
from framing.text import Tokens

__all__ = ["Clauses"]

Array = np.ndarray[Any, Any]

_FARTHEST = 60
_BARRIERS = w.STOP | w.COLON | w.DASH | w.BRACKET | w.QUOTE
_CONTRASTS = ("but", "because", "although", "though", "whereas", "while")
_OPENERS = ("that", "which", "who", "whom", "when", "where", "if", "unless", "whether", "so", *_CONTRASTS)
_AFTER_COMMA = (
    *("which", "who", "whose", "where", "since", "according", "adding", "citing", "saying", "said", "says", "so"),
    *("i", "we", "you", "he", "she", "they", "it"),
)
_JOINING = ("and", "or", "nor")
_SUBJECT = w.PRONOUN | w.DETERMINER
_SPREADING = frozenset(
    "spread spreads swirl swirls swirled began begin emerged persist persists surfaced abound".split()
)
_VERBS = w.AUXILIARY | w.VERB


class Clauses:
    """Ends of the clauses of some texts.

    A clause ends with its sentence, at ; : – ( ) ? ! and at any quotation mark; before but, because, (al)though,
    whereas and while; at a comma before one of these, before a relative pronoun, a verb, "he said" or another new
    subject. On the left it begins at any comma, behind a conjunction or a relative pronoun, and behind "and" where a
    pronoun, an auxiliary or the word itself follows. The apostrophe of a plural that owns the next word (the workers'
    plan) is no quotation mark.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.kinds = tokens.vocabulary.fact(_classify, np.int32)
        self._apostrophe = tokens.vocabulary.fact(_is_apostrophe, np.bool_)
        self._plural = tokens.vocabulary.fact(_ends_in_s, np.bool_)
        find = tokens.vocabulary.norms.find
        self._that = find("that")
        self._contrasts, self._openers = find(*_CONTRASTS), find(*_OPENERS)
        self._after_comma, self._joining = find(*_AFTER_COMMA, *_CONTRASTS), find(*_JOINING)

    def look(self, token: Array, sentence: Array) -> tuple[Array, Array]:
        """Class and norm of some tokens; of those beyond the sentence a full stop, 0."""
        size = len(self.tokens)
        at = self.tokens.pick(np.clip(token, 0, max(size - 1, 0)))
        kind, outside = at.type, (token < 0) | (token >= size)
        outside |= at.sentence != sentence
        kinds = np.where(outside, w.STOP, self.kinds[kind])
        marks = np.flatnonzero(self._apostrophe[kind] & ~outside)
        if len(marks):
            kinds[marks[self._owns(token[marks])]] = 0
        return kinds, np.where(outside, 0, self.tokens.vocabulary.norm[kind])

    def ends_in_ing(self, token: Array) -> Array:
        """Tell of tokens whether they end in -ing."""
        return self._fact_at(_ends_in_ing, token)

    def ends_in_ed(self, token: Array) -> Array:
        """Tell of tokens whether they end in -ed."""
        return self._fact_at(_ends_in_ed, token)

    def _fact_at(self, of: Callable[[str], bool], token: Array) -> Array:
        at = self.tokens.pick(np.clip(token, 0, max(len(self.tokens) - 1, 0))).type
        return self.tokens.vocabulary.fact_at(of, at)

    def _owns(self, mark: Array) -> Array:
        """Tell of apostrophes whether they make a plural own the next word: the workers' bluff."""
        size = len(self.tokens)
        at, before = self.tokens.pick(mark), self.tokens.pick(np.maximum(mark - 1, 0))
        after = self.tokens.pick(np.minimum(mark + 1, size - 1))
        joined = (before.form == at.form) & self._plural[before.type] & (before.token < at.token)
        return joined & (after.form == at.form + 1) & (self.kinds[after.type] & (w.FUNCTION | w.MARK) == 0)

    def end(
        self, begin: Array, sentence: Array, *, at_comma: bool = False, at_verb: bool = False, has_verb: bool = True
    ) -> Array:
        """One past the last token of the clause, going right from each token.

        Parameters
        ----------
        begin, sentence
            First token looked at, and the sentence that must not be left.
        at_comma, at_verb
            Whether any comma, and any auxiliary or common verb, ends it.
        has_verb
            Whether the verb has come already, so that one behind a comma is another clause's.
        """
        end = np.array(begin, np.int64)
        rows = np.arange(len(end))
        for _ in range(_FARTHEST):
            kind, norm = self.look(end[rows], sentence[rows])
            closed = (kind & (_BARRIERS | (_VERBS if at_verb else 0)) != 0) | np.isin(norm, self._contrasts)
            comma = np.flatnonzero(kind & w.COMMA)
            closed[comma] |= True if at_comma else self._opens_clause(end[rows[comma]], sentence[rows[comma]], has_verb)
            rows = rows[~closed]
            if not len(rows):
                break
            end[rows] += 1
        last, _ = self.look(end - 1, sentence)
        return end - ((last & w.POINT != 0) & (end > begin))

    def _opens_clause(self, comma: Array, sentence: Array, has_verb: bool) -> Array:
        """Tell whether a new clause begins behind a comma."""
        kind, norm = self.look(comma + 1, sentence)
        behind, follows = self.look(comma + 2, sentence)
        joined = np.isin(norm, self._joining) & ((behind & _SUBJECT != 0) | np.isin(follows, self._that))
        return joined | np.isin(norm, self._after_comma) | (kind & (_BARRIERS | (_VERBS if has_verb else 0)) != 0)

    def begin(self, first: Array, sentence: Array) -> Array:
        """First token of the clause, going left from each token."""
        begin = np.array(first, np.int64)
        rows = np.arange(len(begin))
        for _ in range(_FARTHEST):
            kind, norm = self.look(begin[rows] - 1, sentence[rows])
            closed = (kind & (_BARRIERS | w.COMMA) != 0) | np.isin(norm, self._openers)
            follows, _ = self.look(begin[rows], sentence[rows])
            heads = (begin[rows] == first[rows]) | (follows & (w.PRONOUN | w.AUXILIARY) != 0)
            closed |= np.isin(norm, self._joining) & heads
            rows = rows[~closed]
            if not len(rows):
                break
            begin[rows] -= 1
        return begin


def _classify(word: str) -> int:
    return w.classify(word) | (w.VERB if word in _SPREADING else 0)


def _ends_in_ing(word: str) -> bool:
    return len(word) > 4 and word.lower().endswith("ing")


def _ends_in_ed(word: str) -> bool:
    return word.lower().endswith("ed")


def _is_apostrophe(word: str) -> bool:
    return word in ("'", "’")


def _ends_in_s(word: str) -> bool:
    return word[-1:] in ("s", "S")
