"""Finding the entries of term lists in tokens: single words, several words, and `*`.

Entries are matched on normalised words, so case, curly apostrophes and a possessive 's make no difference.
The words of an entry must follow one another: a comma or a quotation mark between them breaks it, and so does
the end of a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from framing.text.growing import Growing, Ragged, expand
from framing.text.tokens import Tokens
from framing.text.words import split_words

__all__ = ["Pattern", "TermMatcher"]

Array = np.ndarray[Any, Any]
Pattern = tuple[str, ...]
Overlaps = Literal["longest", "all"]


class TermMatcher:
    """A set of entries, compiled once and run over any number of texts.

    Parameters
    ----------
    entries
        Entries as typed: literal words, spaces, and `*` for any characters within a word.

    Examples
    --------
    >>> from framing.text import tokenise
    >>> matcher = TermMatcher(["rumour*", "is said to", "said"])
    >>> entry, first, last = matcher.find(tokenise(["Rumours: he is said to go."]))
    >>> entry.tolist(), first.tolist(), last.tolist()
    ([0, 1], [0, 3], [0, 5])
    """

    def __init__(self, entries: Sequence[str]) -> None:
        self._literal: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._globs: dict[str, int] = {}
        self._patterns: dict[str, int] = {}
        self._build([parse_entry(entry) for entry in entries])
        self._longest_stem = max(map(len, self._stems), default=0)

    def _build(self, entries: list[Pattern]) -> None:
        """Make the trie: an arc from a node along a pattern to a node, and the entries that end in a node."""
        arcs: dict[tuple[int, int], int] = {}
        ending: dict[int, list[int]] = {}
        for number, entry in enumerate(entries):
            node = 0
            for pattern in map(self._pattern, entry):
                node = arcs.setdefault((node, pattern), len(arcs) + 1)
            if entry:
                ending.setdefault(node, []).append(number)
        width = max(len(self._patterns), 1)
        order = sorted((node * width + pattern, child) for (node, pattern), child in arcs.items())
        self._width = width
        self._arc = np.array([arc for arc, _ in order], np.int64)
        self._child = np.array([child for _, child in order], np.int64)
        self._inner = np.zeros(len(arcs) + 1, bool)
        self._inner[[node for node, _ in arcs]] = True
        self._ending = Ragged({"item": np.int32})
        lists = [ending.get(node, []) for node in range(len(arcs) + 1)]
        self._ending.extend([len(item) for item in lists], {"item": [number for item in lists for number in item]})

    def _pattern(self, word: str) -> int:
        number = self._patterns.setdefault(word, len(self._patterns))
        if "*" not in word:
            self._literal[word] = number
        elif word.index("*") == len(word) - 1:
            self._stems[word[:-1]] = number
        else:
            self._globs[word] = number
        return number

    def patterns_of(self, norm: str) -> tuple[int, ...]:
        """List the patterns that a normalised word fits."""
        if not norm:
            return ()
        found = self._fitting(norm)
        if norm.endswith("'s"):
            found |= self._fitting(norm[:-2])
        return tuple(sorted(found))

    def _fitting(self, norm: str) -> set[int]:
        found = {self._literal[norm]} if norm in self._literal else set()
        if self._stems:
            longest = min(len(norm), self._longest_stem)
            found |= {self._stems[norm[:n]] for n in range(longest + 1) if norm[:n] in self._stems}
        return found | {number for glob, number in self._globs.items() if _fits(norm, glob)}

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
        if overlaps == "longest":
            keep = _leftmost_longest(first, last)
            node, first, last = node[keep], first[keep], last[keep]
        hit, item = expand(self._ending.first[node], self._ending.count[node])
        return self._ending.column("item")[item], first[hit], last[hit]

    def _walk(self, tokens: Tokens) -> tuple[Array, Array, Array]:
        """Follow all possible entries at once, one word a step; give the nodes in which entries end."""
        fits = tokens.vocabulary.ragged_fact(self.patterns_of, level="norm")
        norm, sentence = tokens.norm, tokens.sentence
        first = np.flatnonzero(fits.count[norm] > 0)
        node = np.zeros(len(first), np.int64)
        last = first
        nodes, firsts, lasts = Growing(np.int64), Growing(np.int64), Growing(np.int64)
        while len(first):
            row, item = expand(fits.first[norm[last]], fits.count[norm[last]])
            arc = node[row] * self._width + fits.column("item")[item]
            place = np.minimum(np.searchsorted(self._arc, arc), len(self._arc) - 1)
            hit = np.flatnonzero(self._arc[place] == arc)
            node, first, last = self._child[place[hit]], first[row[hit]], last[row[hit]]
            ends = self._ending.count[node] > 0
            for column, values in ((nodes, node), (firsts, first), (lasts, last)):
                column.extend(values[ends])
            goes_on = np.flatnonzero(self._inner[node] & (last + 1 < len(norm)))
            node, first, last = node[goes_on], first[goes_on], last[goes_on] + 1
            same = np.flatnonzero(sentence[last] == sentence[first])
            node, first, last = node[same], first[same], last[same]
        order = np.lexsort((-lasts.values, firsts.values))
        return nodes.values[order], firsts.values[order], lasts.values[order]


def parse_entry(entry: str) -> Pattern:
    """Split an entry into the patterns of its words, normalised as texts are.

    Examples
    --------
    >>> parse_entry("Saber-rattl*  threat")
    ('saber-rattl*', 'threat')
    """
    # A letter stands in for the star, so that the entry is split exactly as a text is.
    forms = [form.replace("*", "ⴰ") for form in entry.split() if any(map(str.isalnum, form)) or form == "*"]
    words = [word.replace("ⴰ", "*") for form in forms for word in split_words(form)]
    return tuple(words) if any(word.strip("*") for word in words) else ()


def _fits(norm: str, glob: str) -> bool:
    """Whether a word fits a pattern with `*`: each part at its first place after the one before."""
    begin, *parts, end = glob.split("*")
    if len(norm) < len(begin) + len(end) or not (norm.startswith(begin) and norm.endswith(end)):
        return False
    place, stop = len(begin), len(norm) - len(end)
    for part in parts:
        place = norm.find(part, place, stop)
        if place < 0:
            return False
        place += len(part)
    return True


def _leftmost_longest(first: Array, last: Array) -> Array:
    """Keep matches from left to right, the longest at each place, none that overlaps one kept before."""
    keep = np.ones(len(first), bool)
    reach = np.maximum.accumulate(last) if len(last) else last
    clash = np.flatnonzero(first[1:] <= reach[:-1]) + 1
    if not len(clash):
        return keep
    groups = np.split(clash, np.flatnonzero(np.diff(clash) != 1) + 1)
    for group in groups:
        stop, start = int(last[group[0] - 1]), int(first[group[0] - 1])
        span = (start, stop)
        for match in group.tolist():
            here = (int(first[match]), int(last[match]))
            keep[match] = here[0] > span[1] or here == span
            if keep[match]:
                span = here
    return keep
