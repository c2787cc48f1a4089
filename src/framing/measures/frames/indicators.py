"""Finding the entries of a scheme in tokens: one pass for all words, patterns joined from what it found."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from framing.measures.frames.schemes import Scheme
from framing.measures.frames.sequences import BUILT_IN, Sequence, parse_sequence
from framing.text import TermMatcher, Tokens
from framing.text.growing import expand

__all__ = ["IndicatorMatcher", "matcher_of"]

Array = np.ndarray[Any, Any]

_SIGNS = frozenset("$£€¥₹₽")
_MAGNITUDES = frozenset("thousand million billion trillion k m mn bn tn".split())
_CURRENCIES = frozenset(
    "dollar dollars pound pounds euro euros cent cents pence yen yuan rupee rupees rouble roubles ruble rubles franc "
    "francs peso pesos krona kronor krone kroner shekel shekels rand real reais lira".split()
)


class IndicatorMatcher:
    """A scheme, compiled once and run over any number of texts.

    Examples
    --------
    >>> from framing.measures.frames.schemes import load_scheme
    >>> from framing.text import tokenise
    >>> scheme = load_scheme()
    >>> row, first, last = IndicatorMatcher(scheme).find(tokenise(["The repairs cost £3 million."]))
    >>> scheme.entries.loc[row, "item"].tolist()
    ['economic_costs']
    """

    def __init__(self, scheme: Scheme) -> None:
        kinds = scheme.entries["kind"].to_numpy(object)
        terms = scheme.entries["term"].to_numpy(object)
        patterned = np.flatnonzero(kinds == "pattern")
        plain = np.flatnonzero(kinds != "pattern")
        self._item = np.unique(scheme.entries["item"].to_numpy(str), return_inverse=True)[1]
        self._excepted = kinds == "exception"
        self._sequences: dict[int, Sequence] = {
            row: parse_sequence(terms[row], classes=tuple(scheme.classes)) for row in patterned.tolist()
        }
        self._elements = sorted({element for one in self._sequences.values() for element in one.elements})
        words, owner = terms[plain].tolist(), plain.tolist()
        for number, element in enumerate(self._elements):
            own = _words_of(element, scheme.classes)
            words.extend(own)
            owner.extend([len(terms) + number] * len(own))
        self._owner = np.array(owner, np.int64)
        self._n_entries = len(terms)
        self._matcher = TermMatcher(words, cased=[*(kinds[plain] == "cased"), *[False] * (len(words) - len(plain))])

    def find(self, tokens: Tokens) -> tuple[Array, Array, Array]:
        """Find all entries: the row of each in the scheme's entries, its first and its last token, sorted by place.

        Hits of one item share no word: from left to right the longest at each place counts. Of a pattern the shortest
        stretch at each place counts.
        """
        entry, first, last = self._matcher.find(tokens, overlaps="all")
        owner = self._owner[entry]
        plain = owner < self._n_entries
        row, begin, end = owner[plain], first[plain], last[plain]
        apart = self._excepted[row]
        hidden = _Spans(self._item[row[apart]], begin[apart], end[apart])
        found = [(row[~apart], begin[~apart], end[~apart])]
        hits = {
            element: (first[own], last[own])
            for number, element in enumerate(self._elements)
            for own in [np.flatnonzero(owner == self._n_entries + number)]
        }
        hits |= {element: _find_built_in(element[1:-1], tokens) for element in self._elements if _is_built_in(element)}
        placed = {element: _Placed(tokens, *spans) for element, spans in hits.items()}
        for number, sequence in self._sequences.items():
            begin, end = _join(sequence, placed, hidden, self._item[number])
            found.append((np.full(len(begin), number, np.int64), begin, end))
        row, begin, end = (np.concatenate(columns) for columns in zip(*found, strict=True))
        kept = ~hidden.hold(self._item[row], begin, end)
        return self._settle(row[kept], begin[kept], end[kept])

    def _settle(self, row: Array, first: Array, last: Array) -> tuple[Array, Array, Array]:
        """Keep of the hits of one item from left to right the longest, none that shares a word with one before."""
        item = self._item[row]
        order = np.lexsort((row, -last, first, item))
        kept, reach, current = [], -1, -1
        places = zip(order.tolist(), item[order].tolist(), first[order].tolist(), last[order].tolist(), strict=True)
        for hit, its, begin, end in places:
            if its != current:
                current, reach = its, -1
            if begin > reach:
                kept.append(hit)
                reach = end
        chosen = np.array(kept, np.int64)
        chosen = chosen[np.lexsort((row[chosen], last[chosen], first[chosen]))]
        return row[chosen], first[chosen], last[chosen]


@lru_cache(maxsize=8)
def matcher_of(scheme: Scheme) -> IndicatorMatcher:
    """Compile the matcher of a scheme, once."""
    return IndicatorMatcher(scheme)


class _Spans:
    """Exceptions: spans of tokens by item, and whether others lie within them."""

    def __init__(self, item: Array, first: Array, last: Array) -> None:
        self._covered: dict[int, tuple[Array, Array]] = {}
        for one in np.unique(item).tolist():
            own = item == one
            order = np.lexsort((last[own], first[own]))
            self._covered[one] = first[own][order], np.maximum.accumulate(last[own][order])

    def hold(self, item: Array | int, first: Array, last: Array) -> Array:
        """Tell of each span whether it lies wholly within an exception of its item."""
        held = np.zeros(len(first), bool)
        for one in self._covered.keys() & set(np.unique(item).tolist()):
            begins, ends = self._covered[one]
            place = np.searchsorted(begins, first, "right") - 1
            held |= (np.asarray(item) == one) & (place >= 0) & (ends[place] >= last)
        return held


class _Placed:
    """Hits of one element of patterns, in order, with the words before them and their sentence."""

    def __init__(self, tokens: Tokens, first: Array, last: Array) -> None:
        order = np.lexsort((last, first))
        self.first, self.last = first[order], last[order]
        begins = tokens.pick(self.first)
        self.word, self.sentence = begins.words_before, tokens.form_sentence[begins.form]
        self.last_word = tokens.pick(self.last).words_before

    def take(self, kept: Array) -> _Placed:
        """Keep some of the hits."""
        one = object.__new__(_Placed)
        for name, values in vars(self).items():
            setattr(one, name, values[kept])
        return one


def _join(sequence: Sequence, placed: dict[str, _Placed], hidden: _Spans, item: int) -> tuple[Array, Array]:
    """Join hits of the elements that follow one another in a sentence within the gaps; the shortest at each place."""
    chain = None
    begin = np.zeros(0, np.int64)
    for element, gap in zip(sequence.elements, (0, *sequence.gaps), strict=True):
        hits = placed[element]
        hits = hits.take(~hidden.hold(item, hits.first, hits.last))
        if chain is None:
            chain, begin = hits, hits.first
            continue
        low = np.searchsorted(hits.first, chain.last, "right")
        if gap:
            high = np.searchsorted(hits.word, chain.last_word + gap + 1, "right")
        else:
            high = np.searchsorted(hits.first, chain.last + 1, "right")
        owner, at = expand(low, np.maximum(high - low, 0))
        same = hits.sentence[at] == chain.sentence[owner]
        begin, chain = begin[owner[same]], hits.take(at[same])
    end = np.zeros(0, np.int64) if chain is None else chain.last
    return _shorten(begin, end)


def _shorten(first: Array, last: Array) -> tuple[Array, Array]:
    """Of spans that end at one place keep the shortest, then of those that begin at one place."""
    order = np.lexsort((-first, last))
    first, last = first[order], last[order]
    kept = np.diff(last, prepend=-1) > 0
    first, last = first[kept], last[kept]
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    kept = np.diff(first, prepend=-1) > 0
    return first[kept], last[kept]


def _words_of(element: str, classes: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """List the terms of an element: the members of its class, or itself."""
    if _is_built_in(element):
        return ()
    return classes[element[1:-1]] if element.startswith("{") else (element,)


def _is_built_in(element: str) -> bool:
    return element.startswith("{") and element[1:-1] in BUILT_IN


def _find_built_in(name: str, tokens: Tokens) -> tuple[Array, Array]:
    """Find the classes that need no list."""
    if name == "name":
        named = tokens.vocabulary.fact(_is_capitalised, bool)[tokens.type] & tokens.is_word
        opening = np.diff(tokens.sentence, prepend=-1) > 0
        opening[1:] |= ~tokens.is_word[:-1] & opening[:-1]
        own = np.flatnonzero(named & ~opening)
        return own, own
    figure = tokens.vocabulary.fact(_is_figure, bool)[tokens.type]
    if name == "figure":
        own = np.flatnonzero(figure)
        return own, own
    if name == "age":
        own = _find_ages(tokens)
        return own, own
    return _find_sums(tokens, figure)


def _find_ages(tokens: Tokens) -> Array:
    """Find ages in years: a figure from 1 to 110 between commas, after a capitalised word (Nora Brandt, 34, …)."""
    kind, n = tokens.type, len(tokens)
    own = np.flatnonzero(tokens.vocabulary.fact(_is_age, bool)[kind])
    own = own[(own > 1) & (own < n - 1)]
    comma = tokens.vocabulary.fact(_is_comma, bool)[kind]
    named = tokens.vocabulary.fact(_is_capitalised, bool)[kind] & tokens.is_word
    kept = comma[own - 1] & comma[own + 1] & named[own - 2]
    return own[kept & (tokens.sentence[own - 2] == tokens.sentence[own + 1])]


def _find_sums(tokens: Tokens, figure: Array) -> tuple[Array, Array]:
    """Find sums of money: $3 million, £5m, 40 cents, 3.5 billion euros."""
    own = np.flatnonzero(figure)
    n, kind = len(tokens), tokens.type
    signed = tokens.vocabulary.fact(_is_sign, bool)[kind]
    magnitude = tokens.vocabulary.fact(_is_magnitude, bool)[kind]
    currency = tokens.vocabulary.fact(_is_currency, bool)[kind]
    after = np.minimum(own + 1, n - 1)
    last = own + (magnitude[after] & (own + 1 < n))
    beyond = np.minimum(last + 1, n - 1)
    named = currency[beyond] & (last + 1 < n)
    before = (own > 0) & signed[np.maximum(own - 1, 0)]
    kept = (before | named) & (tokens.sentence[own] == tokens.sentence[np.minimum(last + named, n - 1)])
    return (own - before)[kept], (last + named)[kept]


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper() and word not in ("I", "I'm", "I've", "I'd", "I'll", "I’m", "I’ve", "I’d", "I’ll")


def _is_figure(word: str) -> bool:
    return word[:1].isdigit()


def _is_age(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 4 and 0 < int(word) <= 110


def _is_comma(word: str) -> bool:
    return word == ","


def _is_sign(word: str) -> bool:
    return word in _SIGNS


def _is_magnitude(word: str) -> bool:
    return word.lower().rstrip(".") in _MAGNITUDES


def _is_currency(word: str) -> bool:
    return word.lower() in _CURRENCIES
