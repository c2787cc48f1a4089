"""An article, word by word, for rules that read it so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.segments import form_places
from framing.tables import PLACES
from framing.text import Tokens
from framing.voices import wording as w
from framing.voices.marks import Pieces

__all__ = ["Reading", "read_articles"]

Array = np.ndarray[Any, Any]

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

    def __len__(self) -> int:
        return len(self.words)

    def bounds(self, token: int) -> tuple[int, int]:
        """First token of the sentence a token lies in, and one past its last; of a very long one a window."""
        sentence, first, after = self.sentence, token, token + 1
        own = sentence[token]
        while first and sentence[first - 1] == own and token - first < _LONGEST:
            first -= 1
        while after < len(sentence) and sentence[after] == own and after - token < _LONGEST:
            after += 1
        return first, after

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
    """Read the articles that hold a quotation, in their order."""
    if not len(pieces.first):
        return
    text = tokens.pick(pieces.first).text
    vocabulary = tokens.vocabulary
    kinds = vocabulary.fact(w.classify, np.int32)
    strings = _strings(tokens)
    places = form_places(articles, part, tokens)
    bounds = np.flatnonzero(np.diff(text, prepend=-1, append=-1))
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        number = int(text[begin])
        form = slice(int(tokens.text_form[number]), int(tokens.text_form[number + 1]))
        origin, after = int(tokens.form_token[form.start]), int(tokens.form_token[form.stop])
        token = slice(origin, after)
        kind = kinds[tokens.type[token]]
        own = tokens.form[token]
        quote = np.full(after - origin, -1)
        first, last = pieces.first[begin:end] - origin, pieces.last[begin:end] - origin
        for rank, (one, other) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
            quote[one : other + 1] = rank
        paragraph = tokens.paragraph[own]
        words = strings[tokens.type[token]].tolist()
        numbers = pieces.number[begin:end].tolist()
        headings = places[own] != PLACES.index("body")
        yield Reading(
            words,
            _settle(words, kind),
            tokens.start[token].tolist(),
            tokens.end[token].tolist(),
            tokens.form_sentence[own].tolist(),
            paragraph.tolist(),
            quote.tolist(),
            frozenset(paragraph[headings].tolist()),
            list(zip(first.tolist(), last.tolist(), numbers, strict=True)),
            number,
        )


def _strings(tokens: Tokens) -> Array:
    """Words as printed, by their row among the types; those of these texts only."""
    used = np.zeros(len(tokens.vocabulary.types), bool)
    used[tokens.type] = True
    rows = np.flatnonzero(used)
    strings = np.empty(len(used), object)
    strings[rows] = tokens.vocabulary.types.pick(rows)
    return strings


def _settle(words: list[str], kind: Array) -> list[int]:
    """Tell the point of an abbreviation or an initial, which ends nothing, from the one that ends a sentence."""
    kinds: list[int] = kind.tolist()
    for place in np.flatnonzero(kind == w.POINT).tolist():
        before = words[place - 1] if place else ""
        short = before.lower() in w.ABBREVIATED or (len(before) == 1 and before.isupper())
        if place + 1 < len(words) and words[place + 1] in (")", "]", ","):
            kinds[place] = w.POINT
            continue
        goes_on = place + 1 < len(words) and kinds[place + 1] & (w.NAME | w.COMMA | w.CUE | w.AUXILIARY) != 0
        kinds[place] = w.POINT if short and goes_on else w.STOP
    return kinds
