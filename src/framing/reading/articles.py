"""An article, word by word, for rules that read it so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.reading import wording as w
from framing.reading.marks import Pieces
from framing.segments import form_places
from framing.tables import PLACES
from framing.text import Tokens

__all__ = ["Reading", "read_articles"]

Array = np.ndarray[Any, Any]

_SURNAMES = frozenset(("May", "March", "June", "April", "August"))
_LONGEST = 300  # words of a sentence looked at on either side


@dataclass(slots=True, eq=False)
class Reading:
    """One part of one article, word by word.

    Attributes
    ----------
    words
        The tokens as printed.
    kind
        What each can do: the classes above, a sum of flags.
    start, end
        Bounds of each in characters of the text.
    sentence, paragraph
        The sentence and the paragraph each lies in.
    quote
        The piece of a quotation each lies in, counted from 0; −1 outside.
    headings
        The paragraphs that are headings or the title.
    pieces
        First and last token of each piece, and the number of the quotation it belongs to.
    text
        Number of the article.
    cues, nominals, names
        Where the words stand that may be reporting cues, nouns that report, names: so that none is looked for twice.
    """

    words: list[str]
    kind: list[int]
    start: list[int]
    end: list[int]
    sentence: list[int]
    paragraph: list[int]
    quote: list[int]
    headings: frozenset[int]
    pieces: list[tuple[int, int, int]]
    text: int
    cues: list[int]
    nominals: list[int]
    names: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def bounds(self, token: int) -> tuple[int, int]:
        """First token of the sentence a token lies in, and one past its last; of a very long one a window."""
        own = self.sentence[token]
        first = bisect_left(self.sentence, own, max(token - _LONGEST, 0), token + 1)
        after = bisect_right(self.sentence, own, token, min(token + _LONGEST, len(self.sentence)))
        return first, after

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """First token of each paragraph, and one past its last."""
        first = 0
        while first < len(self.paragraph):
            after = bisect_right(self.paragraph, self.paragraph[first], first)
            yield first, after
            first = after

    def is_capitalised(self, token: int) -> bool:
        """Tell whether the line of a token is written with capitals, as headlines are."""
        own = self.paragraph[token]
        first = bisect_left(self.paragraph, own)
        kinds = self.kind[first : bisect_left(self.paragraph, own + 1)]
        if sum(kind & w.STOP != 0 for kind in kinds) > 1:
            return False
        named = sum(kind & w.NAME != 0 for kind in kinds)
        return named > 2 * sum(not kind & (w.NAME | w.FUNCTION | w.MARK | w.DAY) for kind in kinds)

    def in_headline(self, token: int) -> bool:
        """Tell whether a token lies in the title, in a heading or in the first line."""
        paragraph = self.paragraph[token]
        return paragraph == self.paragraph[0] or paragraph in self.headings


def read_articles(articles: pd.DataFrame, part: str, tokens: Tokens, pieces: Pieces) -> Iterator[Reading]:
    """Read the articles that hold a word, in their order."""
    text = tokens.pick(pieces.first).text
    kinds = tokens.vocabulary.fact(w.classify, np.int32)
    strings = _strings(tokens)
    places = form_places(articles, part, tokens)
    bounds = np.searchsorted(text, np.arange(tokens.n_texts + 1)).tolist()
    for number in range(tokens.n_texts):
        form = slice(int(tokens.text_form[number]), int(tokens.text_form[number + 1]))
        origin, after = int(tokens.form_token[form.start]), int(tokens.form_token[form.stop])
        if origin == after:
            continue
        token, held = slice(origin, after), slice(bounds[number], bounds[number + 1])
        own = tokens.form[token]
        words = strings[tokens.type[token]].tolist()
        first, last = pieces.first[held] - origin, pieces.last[held] - origin
        paragraph = tokens.paragraph[own]
        headings = places[own] != PLACES.index("body")
        kind = _settle(words, kinds[tokens.type[token]])
        yield Reading(
            words,
            kind.tolist(),
            tokens.start[token].tolist(),
            tokens.end[token].tolist(),
            tokens.form_sentence[own].tolist(),
            paragraph.tolist(),
            _pieces_of(after - origin, first, last),
            frozenset(paragraph[headings].tolist()),
            list(zip(first.tolist(), last.tolist(), pieces.number[held].tolist(), strict=True)),
            number,
            *(np.flatnonzero(kind & wanted).tolist() for wanted in (w.CUE | w.PHRASE, w.NOMINAL, w.NAME)),
        )


def _pieces_of(length: int, first: Array, last: Array) -> list[int]:
    """Piece of a quotation that each token lies in; −1 outside."""
    quote = np.full(length, -1)
    for rank, (one, other) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        quote[one : other + 1] = rank
    pieces: list[int] = quote.tolist()
    return pieces


def _strings(tokens: Tokens) -> Array:
    """Words as printed, by their row among the types; those of these texts only."""
    used = np.zeros(len(tokens.vocabulary.types), bool)
    used[tokens.type] = True
    rows = np.flatnonzero(used)
    strings = np.empty(len(used), object)
    strings[rows] = tokens.vocabulary.types.pick(rows)
    return strings


def _settle(words: list[str], kind: Array) -> Array:
    """Tell a point that ends nothing (Mr., I.) from one that ends a sentence, and a month from a surname."""
    kinds: list[int] = kind.tolist()
    settled = kind.copy()
    for place in np.flatnonzero(kind == w.POINT).tolist():
        before = words[place - 1] if place else ""
        short = before.lower() in w.ABBREVIATED or (len(before) == 1 and before.isupper())
        if place + 1 < len(words) and words[place + 1] in (")", "]", ","):
            continue
        goes_on = place + 1 < len(words) and kinds[place + 1] & (w.NAME | w.COMMA | w.CUE | w.AUXILIARY) != 0
        kinds[place] = settled[place] = w.POINT if short and goes_on else w.STOP
    for place in np.flatnonzero(kind == w.DAY).tolist():
        if words[place] in _SURNAMES and _is_surname(kinds, place):
            kinds[place] = settled[place] = w.NAME
    return settled


def _is_surname(kinds: list[int], place: int) -> bool:
    """Tell whether a month is a person: Mr May, Winnie May; not: 9 May, in May."""
    before = place - 1
    if before >= 0 and kinds[before] & w.POINT:
        before -= 1
    speaks = place + 1 < len(kinds) and kinds[place + 1] & (w.CUE | w.AUXILIARY)
    return (before >= 0 and bool(kinds[before] & w.NAME)) or bool(speaks)
