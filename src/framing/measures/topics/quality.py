"""How good topics look to a machine: coherence and exclusivity of their top words."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

__all__ = ["exclusivity", "npmi", "pair_npmi"]

Array = np.ndarray[Any, Any]

_TOP = 10


def pair_npmi(n_first: int, n_second: int, n_both: int, n_all: int) -> float:
    """NPMI of two words over articles: ln(p₁₂ / p₁p₂) / −ln p₁₂; −1 where they never meet, 1 where always.

    Examples
    --------
    >>> round(pair_npmi(4, 5, 3, 10), 4)
    0.3368
    """
    if n_both == 0:
        return -1.0
    if n_both == n_all:
        return 1.0
    both = n_both / n_all
    return float(np.log(both * n_all * n_all / (n_first * n_second)) / -np.log(both))


def npmi(counts: Any, weights: Array) -> list[float]:
    """Mean NPMI of the pairs of the ten top words of each topic, over the articles of the corpus itself."""
    present = (counts > 0).tocsc()
    result = []
    for topic in weights:
        top = np.lexsort((np.arange(len(topic)), -topic))[:_TOP]
        columns = present[:, top].toarray().astype(np.int64)
        together = columns.T @ columns
        pairs = combinations(range(len(top)), 2)
        values = [
            pair_npmi(int(together[i, i]), int(together[j, j]), int(together[i, j]), len(columns)) for i, j in pairs
        ]
        result.append(float(np.mean(values)))
    return result


def exclusivity(weights: Array) -> list[float]:
    """Mean over a topic's ten top words of the word's weight here / its weight in all topics."""
    share = weights / np.maximum(weights.sum(axis=0, keepdims=True), np.finfo(float).tiny)
    result = []
    for number, topic in enumerate(weights):
        top = np.lexsort((np.arange(len(topic)), -topic))[:_TOP]
        result.append(float(share[number, top].mean()))
    return result
