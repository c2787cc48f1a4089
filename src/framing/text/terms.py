"""Finding the entries of term lists in tokens: single words, several words, and `*`.

Entries are matched on normalised words, so case, curly apostrophes and a possessive 's make no difference.
The words of an entry must follow one another: a comma or a quotation mark between them breaks it, and so does
the end of a sentence.

Only tokens that can begin an entry are looked at; from there all possible entries are followed at once, a word a step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Literal

import numpy as np

from framing.text.growing import Growing, Ragged, expand
from framing.text.patterns import Pattern, WordPatterns, fits, parse_entry
from framing.text.tokens import Picked, Tokens
from framing.text.words import straighten

__all__ = ["TermMatcher"]

Array = np.ndarray[Any, Any]
Overlaps = Literal["longest", "all"]

_ALONE, _FIRST, _LATER = 1, 2, 4


class TermMatcher:
    """A set of entries, compiled once and run over any number of texts.

    Parameters
    ----------
    entries
        Entries as typed: literal words, spaces, and `*` for any characters within a word.
    cased
        Which entries are found only in the case they are typed in ("May", "IT"); none where not given.
    groups
        Group of each entry, such as the lexicon it is from; one group where not given. Entries of different
        groups do not compete for words.

    Examples
    --------
    >>> from framing.text import tokenise
    >>> matcher = TermMatcher(["rumour*", "is said to", "said"])
    >>> entry, first, last = matcher.find(tokenise(["Rumours: he is said to go."]))
    >>> entry.tolist(), first.tolist(), last.tolist()
    ([0, 1], [0, 3], [0, 5])
    """

    def __init__(
        self, entries: Sequence[str], *, cased: Sequence[bool] | None = None, groups: Sequence[int] | None = None
    ) -> None:
        cased = [False] * len(entries) if cased is None else cased
        self._cased = {
            number: parse_entry(entries[number], keep_case=True) for number in np.flatnonzero(cased).tolist()
        }
        self._groups = np.zeros(len(entries), np.int64) if groups is None else np.asarray(groups, np.int64)
        self._words = WordPatterns()
        self._build([parse_entry(entry) for entry in entries])

    def _build(self, entries: list[Pattern]) -> None:
        """Make the trie: an arc from a node along a pattern to a node, and the entries that end in a node."""
        arcs: dict[tuple[int, int], int] = {}
        ending: dict[int, list[int]] = {}
        for number, entry in enumerate(entries):
            node = 0
            for pattern in map(self._words.add, entry):
                node = arcs.setdefault((node, pattern), len(arcs) + 1)
            if entry:
                ending.setdefault(node, []).append(number)
        self._words.close()
        self._use_of = [0] * len(self._words)
        for (node, pattern), child in arcs.items():
            alone = _ALONE if child in ending else 0
            self._use_of[pattern] |= _LATER if node else _FIRST | alone
        width = max(len(self._words), 1)
        order = sorted((node * width + pattern, child) for (node, pattern), child in arcs.items())
        self._width = width
        self._arc = np.array([arc for arc, _ in order], np.int64)
        self._child = np.array([child for _, child in order], np.int64)
        self._root = np.zeros(width, np.int64)
        self._root[[pattern for node, pattern in arcs if not node]] = [
            child for (node, _), child in arcs.items() if not node
        ]
        self._inner = np.zeros(len(arcs) + 1, bool)
        self._inner[[node for node, _ in arcs]] = True
        self._ending = Ragged({"item": np.int32})
        lists = [ending.get(node, []) for node in range(len(arcs) + 1)]
        self._ending.extend([len(item) for item in lists], {"item": [number for item in lists for number in item]})

    @cached_property
    def _patterns_of(self) -> Callable[[str], tuple[int, ...]]:
        return self._words.patterns_of  # one object, so that the vocabulary knows it again

    @cached_property
    def _uses_of(self) -> Callable[[str], int]:
        patterns_of, use_of = self._words.patterns_of, self._use_of

        def uses_of(norm: str) -> int:
            """Tell what a normalised word can be in an entry: _ALONE, _FIRST, _LATER."""
            uses = 0
            for pattern in patterns_of(norm):
                uses |= use_of[pattern]
            return uses

        return uses_of

    def _candidates(self, tokens: Tokens) -> tuple[Picked, Array]:
        """Tokens that are an entry, or can begin one that the next word can go on with; and their norms."""
        vocabulary = tokens.vocabulary
        uses = vocabulary.form_fact(self._uses_of, np.uint8, level="norm", combine=np.bitwise_or)
        used = np.where((vocabulary.form_words > 1) & (uses & _FIRST != 0), uses | _ALONE, uses)[tokens.form_row]
        follows = np.zeros(len(used), bool)
        follows[:-1] = used[1:] & _LATER != 0
        at = tokens.pick_forms(np.flatnonzero((used & _ALONE != 0) | ((used & _FIRST != 0) & follows)))
        norm = at.norm
        begins = vocabulary.fact(self._uses_of, np.uint8, level="norm") & (_ALONE | _FIRST)
        kept = np.flatnonzero(begins[norm])
        return at.keep(kept), norm[kept]

    def find(self, tokens: Tokens, *, overlaps: Overlaps = "longest") -> tuple[Array, Array, Array]:
        """Find all entries.

        Parameters
        ----------
        tokens
            The texts.
        overlaps
            "longest": from left to right, the longest entry at each place, none inside another; entries
            of the same words are all given. "all": every entry at every place.

        Returns
        -------
        (entry, first, last)
            Number of the entry, and its first and last token, sorted by place.
        """
        node, first, last = self._walk(tokens)
        hit, item = expand(self._ending.first[node], self._ending.count[node])
        entry, first, last = self._ending.column("item")[item], first[hit], last[hit]
        if self._cased:
            kept = self._in_case(tokens, entry, first, last)
            entry, first, last = entry[kept], first[kept], last[kept]
        order = np.lexsort((entry, -last, first))
        entry, first, last = entry[order], first[order], last[order]
        if overlaps == "longest":
            kept = np.zeros(len(entry), bool)
            for group in np.unique(self._groups).tolist():
                own = np.flatnonzero(self._groups[entry] == group)
                kept[own] = _leftmost_longest(first[own], last[own])
            entry, first, last = entry[kept], first[kept], last[kept]
        return entry, first, last

    def _walk(self, tokens: Tokens) -> tuple[Array, Array, Array]:
        """Follow all possible entries at once, one word a step; give the nodes in which entries end."""
        at, norm = self._candidates(tokens)
        usable = tokens.vocabulary.fact(self._uses_of, np.uint8, level="norm") > 0
        fitting = tokens.vocabulary.ragged_fact(self._patterns_of, level="norm", only=usable)
        first, node, sentence = at.token, np.zeros(len(at.token), np.int64), at.sentence
        nodes, firsts, lasts = Growing(np.int64), Growing(np.int64), Growing(np.int64)
        while len(first):
            row, item = expand(fitting.first[norm], fitting.count[norm])
            child = self._follow(node[row], fitting.column("item")[item])
            hit = np.flatnonzero(child)
            node, row = child[hit], row[hit]
            ends = np.flatnonzero(self._ending.count[node])
            nodes.extend(node[ends])
            firsts.extend(first[row[ends]])
            lasts.extend(at.token[row[ends]])
            goes_on = self._inner[node] & (at.token[row] + 1 < len(tokens))
            node, row = node[goes_on], row[goes_on]
            at = _step(at, row)
            same = np.flatnonzero(at.sentence == sentence[row])
            node, first, sentence = node[same], first[row[same]], sentence[row[same]]
            at = at.keep(same)
            norm = at.norm
        return nodes.values, firsts.values, lasts.values

    def _follow(self, node: Array, pattern: Array) -> Array:
        """Node to which a pattern leads, 0 where it leads nowhere."""
        if not node.any():
            return self._root[pattern]
        arc = node * self._width + pattern
        place = np.minimum(np.searchsorted(self._arc, arc), len(self._arc) - 1)
        return np.where(self._arc[place] == arc, self._child[place], 0)

    def _in_case(self, tokens: Tokens, entry: Array, first: Array, last: Array) -> Array:
        """Tell of each hit whether the words are printed in the case of a cased entry."""
        hits = np.flatnonzero(np.isin(entry, list(self._cased)))
        _, offset = expand(np.zeros(len(hits), np.int64), last[hits] - first[hits] + 1)
        hit = np.repeat(hits, last[hits] - first[hits] + 1)
        words = np.stack([entry[hit], offset, tokens.pick(first[hit] + offset).type], axis=1)
        distinct, back = np.unique(words, axis=0, return_inverse=True)
        fit = np.array([self._is_cased_alike(tokens, *word) for word in distinct.tolist()], bool)
        kept = np.ones(len(entry), bool)
        kept[hit[~fit[back.ravel()]]] = False
        return kept

    def _is_cased_alike(self, tokens: Tokens, entry: int, place: int, kind: int) -> bool:
        """Tell whether a printed word, with or without its 's, has the case of a word of an entry."""
        printed, pattern = straighten(tokens.vocabulary.types[kind]), self._cased[entry][place]
        return fits(printed, pattern) or (printed.endswith(("'s", "'S")) and fits(printed[:-2], pattern))


def _step(at: Picked, row: Array) -> Picked:
    """Go on to the next token from some of those picked."""
    token, form = at.token[row] + 1, at.form[row]
    return Picked(at.tokens, token, form + (at.tokens.form_token[form + 1] <= token))


def _leftmost_longest(first: Array, last: Array) -> Array:
    """Keep matches from left to right, the longest at each place, none that overlaps one kept before."""
    keep = np.ones(len(first), bool)
    reach = np.maximum.accumulate(last) if len(last) else last
    clash = np.flatnonzero(first[1:] <= reach[:-1]) + 1
    starts, ends, previous = first.tolist(), last.tolist(), -1
    span = (-1, -1)
    for match in clash.tolist():
        if match - 1 != previous:
            span = (starts[match - 1], ends[match - 1])
        here, previous = (starts[match], ends[match]), match
        keep[match] = here[0] > span[1] or here == span
        if keep[match]:
            span = here
    return keep
