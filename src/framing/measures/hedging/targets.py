"""Whose bluff it is, and whom or what a rumour or an allegation is about: the words that name it."""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.measures.hedging.clauses import Clauses
from framing.reading import wording as w
from framing.text.growing import expand

__all__ = ["CODES", "find_targets"]

Array = np.ndarray[Any, Any]
Span = tuple[int, int]

CODES = ("bluff", "deception", "rumour")
"""Codes whose target is looked for: the actor of a pretence, whom or what a rumour is about."""

_WINDOW = 14  # words looked at on either side
_PHRASES = 2  # phrases joined by "of" or "for" before the one next to the verb
_LONGEST = 6  # words of a phrase without a name
_OWNERS = frozenset("my your his her its our their".split())
_ACTORS = frozenset("i you he she it we they who".split())
_COPULAS = frozenset(
    "is are was were be been being am isn't aren't wasn't weren't may might could would will can should must not never "
    "just only merely simply really clearly nothing but all partly largely probably possibly perhaps maybe also still "
    "has have had hasn't haven't do does did don't doesn't didn't won't wouldn't cannot can't couldn't "
    "no more than a an the big huge mere simple classic cynical transparent clever".split()
)
_ACTED = frozenset("bluffed feinted blustered postured pretended deceived".split())
_ABOUT = frozenset("about of against surrounding regarding concerning over around on".split())
_BY = frozenset(("by",))
_NOBODY = frozenset("here there such obviously clearly".split())
_NO_NOUN = ("ed", "ing", "ful", "less", "ous", "ive", "able", "ible", "al", "ic", "ent", "ant", "ly")
_NO_TOPIC = frozenset(
    "false wild new old recent latest growing online early fresh own serious various several other further such more "
    "popular fake crazy ugly nasty idle loose mere pure media press news street town office party public "
    "private".split()
)
_CONTRACTED = frozenset("it that what who here there let he she where how when this".split())
_BREAK = w.STOP | w.COLON | w.DASH | w.BRACKET | w.QUOTE | w.COMMA
_VERB_LIKE = w.AUXILIARY | w.VERB | w.CONJUNCTION


def find_targets(clauses: Clauses, actor: Array, first: Array, last: Array) -> tuple[Array, Array]:
    """First token of the target of each match and one past its last; −1 and −1 where none is named.

    Parameters
    ----------
    clauses
        The texts and their clauses.
    actor
        Whether the target is who acts (a bluff), or what is spoken of (a rumour).
    first, last
        First and last token of each match.
    """
    begin, end = np.full(len(first), -1, np.int64), np.full(len(first), -1, np.int64)
    length = last - first + 1 + 2 * _WINDOW
    row, step = expand(first - _WINDOW, length)
    around = _Words(clauses, step, clauses.tokens.pick(first).sentence[row])
    bounds = np.concatenate([[0], np.cumsum(length)]).tolist()
    for match, (one, acts) in enumerate(zip(first.tolist(), actor.tolist(), strict=True)):
        opens, closes = bounds[match], bounds[match + 1]
        window = _Around(around, opens, closes)
        span = window.actor() if acts else window.subject()
        if span is not None:
            begin[match], end[match] = one - _WINDOW + span[0], one - _WINDOW + span[1]
    return begin, end


class _Words:
    """The words of all windows, one behind the other: class, normalised word, and whether it is a possessive."""

    def __init__(self, clauses: Clauses, places: Array, sentence: Array) -> None:
        kind, norm = clauses.look(places, sentence)
        vocabulary = clauses.tokens.vocabulary
        known, row = np.unique(norm, return_inverse=True)
        strings = np.array(["", *vocabulary.norms.pick(known[known > 0])], object)
        at = clauses.tokens.pick(np.clip(places, 0, max(len(clauses.tokens) - 1, 0))).type
        self.kind: list[int] = kind.tolist()
        self.words: list[str] = strings[row + (len(known) and known[0] > 0)].tolist()
        owns = vocabulary.fact_at(_is_possessive, at) | (vocabulary.fact_at(_is_apostrophe, at) & (kind == 0))
        self.owns: list[bool] = owns.tolist()


class _Around:
    """The words around one match: what they are, and which phrase of theirs names the target."""

    def __init__(self, words: _Words, opens: int, closes: int) -> None:
        self.kind, self.words = words.kind[opens:closes], words.words[opens:closes]
        self.owns = words.owns[opens:closes]
        self.first, self.last = _WINDOW, closes - opens - _WINDOW - 1

    def actor(self) -> Span | None:
        """Who bluffs: an owner within or before the match, the one who does or is it, or one named behind "by"."""
        for place in range(self.first, self.last + 1):
            if self.words[place] in _OWNERS:
                return place, place + 1
        return self._owner() or self._agent() or self._doer()

    def subject(self) -> Span | None:
        """What a rumour is about: the phrase behind "about", or the subject of what is said."""
        for place in range(self.last + 1, min(self.last + 4, len(self.kind))):
            if self.kind[place] & _BREAK:
                break
            if self.words[place] in _ABOUT:
                return self._phrase(place + 1)
            if self.words[place] == "that":
                return self._clause_subject(place + 1)
        if self.words[self.last] == "that" and self.last > self.first:
            return self._clause_subject(self.last + 1)
        if self.words[self.last] in _ABOUT and self.last > self.first:
            return self._phrase(self.last + 1)
        return self._compound()

    def _compound(self) -> Span | None:
        """The noun or the name right before the match, with what belongs to it: sexual misconduct allegations."""
        place = self.first - 1
        opens = place < 1 or self.kind[place - 1] & w.STOP or not self.words[place - 1]
        if self.kind[place] & w.NAME:
            return None if opens else (self._back(place), place + 1)
        if self.kind[place] or opens or not self._is_noun(place):
            return None
        begin = place
        while place - begin < 2 and not self.kind[begin - 1] and self.words[begin - 1] not in _NO_TOPIC:
            if self.words[begin - 1].endswith(("ed", "ly")) or not self.words[begin - 1]:
                break
            begin -= 1
        return begin, place + 1

    def _is_noun(self, place: int) -> bool:
        """Tell whether a word of no known class can be a noun."""
        word = self.words[place]
        return bool(word) and not word.endswith(_NO_NOUN) and word not in _NO_TOPIC

    def _owner(self) -> Span | None:
        """The possessive before the match: his bluff, the minister's latest bluff."""
        for place in range(self.first - 1, max(self.first - 4, 0), -1):
            if self.owns[place]:
                return self._back(place), place + 1
            if self.kind[place] & _BREAK or not self.words[place]:
                return None
            if self.words[place] in _OWNERS:
                return place, place + 1
        return None

    def _agent(self) -> Span | None:
        """The one behind "by" or "perpetrated by"."""
        place = self.last + 1
        place += place < len(self.words) and self.words[place].endswith("ed")
        if place < len(self.words) and self.words[place] in _BY:
            return self._phrase(place + 1)
        return None

    def _doer(self) -> Span | None:
        """The subject, reached over auxiliaries, articles and adverbs; none where anything else comes first."""
        place = self.first - 1
        verb = self.words[self.first] in _ACTED
        while place >= 0 and (self.words[place] in _COPULAS or self.words[place].endswith("ly")):
            verb |= bool(self.kind[place] & w.AUXILIARY) and self.words[place] not in ("not", "never")
            place -= 1
        stem = self.words[place].split("'")[0] if place >= 0 else ""
        if not stem or self.kind[place] & _BREAK or stem in _NOBODY:
            return None
        if stem in _ACTORS:
            return place, place + 1
        begin = self._head(self._back(place))
        owner = next((at for at in range(begin, place) if self.owns[at] or self.words[at] in _OWNERS), None)
        if verb and owner is not None:
            return begin, owner + 1
        fits = self.kind[begin] & (w.DETERMINER | w.NAME) and begin < place
        return (begin, place + 1) if self.kind[place] & w.NAME or (verb and fits) else None

    def _head(self, begin: int) -> int:
        """Where the phrase begins that a phrase behind "of" or "for" belongs to: the minister for trade."""
        for _ in range(_PHRASES):
            before = begin - 1 - bool(self.kind[begin - 1] & w.DETERMINER)
            if before < 1 or not self.kind[before] & w.PREPOSITION or self.words[before] in _BY:
                break
            begin = self._back(before - 1)
        return begin

    def _back(self, place: int) -> int:
        """Where the name or the phrase begins that ends at a place."""
        begin = place
        if self.kind[place] & w.NAME:
            while begin and self.kind[begin - 1] & w.NAME:
                begin -= 1
            return begin
        while begin and place - begin < _LONGEST and not self.kind[begin - 1] & (_BREAK | w.PREPOSITION | _VERB_LIKE):
            begin -= 1
            if self.kind[begin] & w.DETERMINER:
                break
        return begin

    def _clause_subject(self, begin: int) -> Span | None:
        """The subject of a clause, where it is a name, a pronoun or a phrase with an article."""
        known = w.NAME | w.PRONOUN | w.DETERMINER
        return self._phrase(begin) if begin < len(self.kind) and self.kind[begin] & known else None

    def _phrase(self, begin: int) -> Span | None:
        """The phrase that begins at a place: up to its name's end, or up to the next word that opens something."""
        end = begin
        while end < len(self.kind) and end - begin < _LONGEST + 4:
            kind = self.kind[end]
            named = end > begin and self.kind[end - 1] & w.NAME and not self.owns[end - 1]
            verbal = named and self.words[end].endswith(("ed", "ing"))
            headed = end > begin and self.kind[end - 1] & w.DETERMINER and kind & w.VERB  # the spread of it
            opens = kind & (_BREAK | _VERB_LIKE | w.PREPOSITION | w.DAY) and not headed
            opens = opens or verbal or (kind & w.ADVERB and end > begin)
            if opens or (kind & w.PRONOUN and end > begin) or (end - begin >= _LONGEST and not kind & w.NAME):
                break
            end += 1
            if kind & w.PRONOUN:
                break
        while end > begin and self.kind[end - 1] & (w.ADVERB | w.POINT):
            end -= 1
        bare = all(self.kind[place] & w.DETERMINER for place in range(begin, end))
        return None if bare else (begin, end)


def _is_possessive(word: str) -> bool:
    lower = word.replace("’", "'").lower()
    return lower.endswith(("'s", "s'")) and lower.removesuffix("'s") not in _CONTRACTED


def _is_apostrophe(word: str) -> bool:
    """Tell whether a token is an apostrophe; where it is no quotation mark it makes a plural own what follows."""
    return word in ("'", "’")
