"""A corpus longer than the real one, in which new words go on turning up as they do in real text.

Repeating articles would flatter anything that learns words once. So the distinct forms (stretches without white space)
are counted against the forms read, Heaps' law V(n) = K·n^β is fitted to that curve, and in each further article, a real
one again, the rarest forms are replaced by made-up ones, just so many that the distinct forms follow the law. A
made-up word is the head of one rare word and the tail of another. What it does not imitate: a made-up word stands
in the corpus once, a real rare word may come back.
"""

from __future__ import annotations

import heapq
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

__all__ = ["Heaps", "count_growth", "extend_texts", "fit_heaps"]

_WORD = re.compile(r"[^\W\d_]{4,}")


class Heaps(NamedTuple):
    """Heaps' law: distinct forms among n."""

    factor: float
    exponent: float

    def __call__(self, forms: float) -> float:
        """Expect so many distinct forms."""
        return self.factor * forms**self.exponent


def count_growth(texts: Iterable[str]) -> list[tuple[int, int]]:
    """Count forms read and distinct forms, after each text."""
    seen: set[str] = set()
    read, curve = 0, []
    for text in texts:
        forms = text.split()
        read += len(forms)
        seen.update(forms)
        curve.append((read, len(seen)))
    return curve


def fit_heaps(curve: Sequence[tuple[int, int]]) -> Heaps:
    """Fit by least squares on both logarithms, at even steps from a tenth of the forms to all."""
    read, distinct = np.array(curve, float).T
    at = np.geomspace(read[-1] / 10, read[-1], 100)
    exponent, level = np.polyfit(np.log(at), np.log(np.interp(at, read, distinct)), 1)
    return Heaps(float(np.exp(level)), float(exponent))


def extend_texts(texts: Sequence[str], further: int, law: Heaps, *, seed: int = 1) -> Iterator[str]:
    """Give further texts, whose distinct forms grow on from the real ones at the rate of the law."""
    counts = Counter(form for text in texts for form in text.split())
    words = _MadeUp([form for form, count in counts.items() if count == 1], set(counts), seed)
    real = read = counts.total()
    for number in range(further):
        pieces = re.split(r"(\s+)", texts[number % len(texts)])
        places = [place for place in range(0, len(pieces), 2) if pieces[place]]
        read += len(places)
        missing = round(len(counts) + law(read) - law(real)) - len(words.seen)
        wordy = [place for place in places if _WORD.search(pieces[place])]
        for place in heapq.nsmallest(missing, wordy, key=lambda place: (counts[pieces[place]], place)):
            pieces[place] = words.replace(pieces[place])
        yield "".join(pieces)


class _MadeUp:
    """Words made of the heads and tails of rare words; none is met twice."""

    def __init__(self, rare: Sequence[str], seen: set[str], seed: int) -> None:
        words = sorted({found[0].lower() for form in rare if (found := _WORD.search(form))})
        self._heads = [word[: (len(word) + 1) // 2] for word in words]
        self._tails = [word[(len(word) + 1) // 2 :] for word in words]
        self._random = random.Random(seed)  # noqa: S311
        self.seen = seen

    def replace(self, form: str) -> str:
        """Put a made-up word in place of the first word of a form, with its capitals."""
        while True:
            word = self._random.choice(self._heads) + self._random.choice(self._tails)
            new = _WORD.sub(lambda old: _like(old[0], word), form, count=1)  # noqa: B023
            if new not in self.seen:
                self.seen.add(new)
                return new


def _like(old: str, word: str) -> str:
    if old.isupper():
        return word.upper()
    return word.capitalize() if old[0].isupper() else word
