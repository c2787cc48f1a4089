"""How good topics look to a machine: coherence, exclusivity and diversity of their top words, and FREX."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["diversity", "exclusivity", "frex", "npmi", "pair_npmi", "rank_terms"]

Array = np.ndarray[Any, Any]

_TOP = 10


def rank_terms(values: Array, n: int) -> Array:
    """Columns of the `n` largest values of each row, the largest first; ties by the order of the columns.

    Terms stand in alphabetical order, so ties go by the alphabet.
    """
    return np.argsort(-np.atleast_2d(values), axis=1, kind="stable")[:, :n]


def pair_npmi(n_first: Any, n_second: Any, n_both: Any, n_all: int) -> Array:
    """NPMI of two words over articles: ln(p₁₂ / p₁p₂) / −ln p₁₂; −1 where they never meet, 1 where always.

    Examples
    --------
    >>> round(float(pair_npmi(4, 5, 3, 10)), 4)
    0.3368
    """
    first, second, both = (np.asarray(number, float) for number in (n_first, n_second, n_both))
    some = (both > 0) & (both < n_all)
    share = np.where(some, both, 1) / n_all
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(share * n_all * n_all / (first * second)) / -np.log(share)
    return np.where(some, value, np.where(both > 0, 1.0, -1.0))


def npmi(counts: Any, weights: Array) -> list[float]:
    """Mean NPMI of the pairs of the ten top words of each topic, over the articles of the corpus itself.

    Unit: none. Range: −1 (the words never share an article) to 1 (always); higher is more coherent. The window is
    the article: figures by other windows, or C_v, are on other scales. Articles × terms against topics × terms.
    """
    top = rank_terms(weights, _TOP)
    used, place = np.unique(top, return_inverse=True)
    present = (counts[:, used] > 0).astype(np.float64)
    together = (present.T @ present).toarray()
    alone = np.diag(together)
    result = []
    for own in place.reshape(top.shape):
        one, two = own[np.array(np.triu_indices(len(own), 1))]
        result.append(float(pair_npmi(alone[one], alone[two], together[one, two], counts.shape[0]).mean()))
    return result


def exclusivity(weights: Array) -> list[float]:
    """Mean over a topic's ten top words of the word's weight here / its weight in all topics. Range: 0 to 1."""
    share = _exclusive_share(weights)
    return [float(row[top].mean()) for row, top in zip(share, rank_terms(weights, _TOP), strict=True)]


def diversity(weights: Array) -> float:
    """Share of the topics' ten top words, taken together, that are different words. Range: above 0 to 1.

    Examples
    --------
    >>> diversity(np.ones((2, 10)))
    0.5
    """
    top = rank_terms(weights, _TOP)
    return len(np.unique(top)) / top.size


def frex(weights: Array, share: float = 0.7) -> Array:
    """Score terms as frequent and exclusive: 1 / (share / ECDF(exclusivity) + (1 − share) / ECDF(weight)).

    ECDFs are taken within the topic over all terms, so scores lie between 0 and 1; `share` is the weight on
    exclusivity. NaN nowhere: a term that no topic has counts as the least exclusive.

    References
    ----------
    Bischof & Airoldi 2012, Summarizing topical content with word frequency and exclusivity, ICML.
    """
    exclusive, frequent = _distribution(_exclusive_share(weights)), _distribution(weights)
    return 1 / (share / exclusive + (1 - share) / frequent)


def _exclusive_share(weights: Array) -> Array:
    return weights / np.maximum(weights.sum(axis=0, keepdims=True), np.finfo(float).tiny)


def _distribution(values: Array) -> Array:
    """Share of a row's values that are no larger than each of them."""
    ordered = np.sort(values, axis=1)
    ranks = [np.searchsorted(known, row, side="right") for known, row in zip(ordered, values, strict=True)]
    return np.array(ranks) / values.shape[1]
