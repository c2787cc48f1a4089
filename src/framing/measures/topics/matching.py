"""Matching the topics of two models: which topic of one is which of the other, and how alike they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.errors import MeasureError
from framing.measures.topics.quality import rank_terms

__all__ = ["match_topics"]

Array = np.ndarray[Any, Any]

_TOP = 10
_LEAST_GAP = 1 / 232_792_560  # sums of Jaccards of ten words differ by at least 1 / lcm(1, …, 20), or not at all


def match_topics(reference_weights: Array, weights: Array) -> tuple[Array, Array, Array]:
    """Match each topic of a reference with one topic of another model of the same terms.

    Two topics are as alike as their ten top words: Jaccard = words in both / words in either, 0 to 1, higher is more
    alike. The matching is the one-to-one assignment with the highest sum (Hungarian method); where sums are equal, the
    one with the highest sum of cosines of the weights. Identical models in another order give 1 throughout, models
    without a common top word 0. A term without weight is never a top word.

    Parameters
    ----------
    reference_weights, weights
        Topics × terms, as in `Factors.weights`, over the same terms in the same (alphabetical) order. Ties between
        words are broken by that order.

    Returns
    -------
    (order, jaccard, cosine)
        One entry a topic of the reference: the row of `weights` matched to it, Jaccard of the ten top words, cosine of
        the weights. Where `weights` has fewer topics, those left over have −1, NaN and NaN.

    Raises
    ------
    MeasureError
        The models have different numbers of terms.

    Notes
    -----
    Ten words are coarse: topics that share five of ten have a Jaccard of a third. A matching always exists: judge by
    the Jaccard whether it means anything.

    References
    ----------
    Greene, D., O'Callaghan, D., & Cunningham, P. (2014). How many topics? Stability analysis for topic models. ECML
    PKDD 2014, 498–513. https://doi.org/10.1007/978-3-662-44848-9_32. Kuhn, H. W. (1955). The Hungarian method for the
    assignment problem. Naval Research Logistics Quarterly, 2, 83–97. https://doi.org/10.1002/nav.3800020109

    Examples
    --------
    >>> import numpy as np
    >>> weights = np.kron(np.eye(3), np.full(10, 0.1))
    >>> order, jaccard, cosine = match_topics(weights, weights[[2, 0, 1]])
    >>> order.tolist(), jaccard.tolist()
    ([1, 2, 0], [1.0, 1.0, 1.0])
    """
    from scipy.optimize import linear_sum_assignment

    reference_weights, weights = np.asarray(reference_weights, float), np.asarray(weights, float)
    if reference_weights.shape[1] != weights.shape[1]:
        raise MeasureError(
            "topics of different terms cannot be matched",
            found=f"{reference_weights.shape[1]} and {weights.shape[1]} terms",
            do="fit both models on one count of terms: terms=count_topic_terms(articles)",
        )
    jaccard = _compare_tops(reference_weights, weights)
    cosine = _compare_weights(reference_weights, weights)
    tie_break = cosine * _LEAST_GAP / (len(reference_weights) + 1)
    rows, columns = linear_sum_assignment(-(jaccard + tie_break))
    order = np.full(len(reference_weights), -1)
    order[rows] = columns
    left = order < 0
    matched = [np.where(left, np.nan, table[np.arange(len(order)), order]) for table in (jaccard, cosine)]
    return order, matched[0], matched[1]


def _compare_tops(one: Array, other: Array) -> Array:
    """Jaccard of the top words of every pair of topics; 0 where neither has any."""
    here, there = _mark_tops(one), _mark_tops(other)
    both = here @ there.T
    either = here.sum(axis=1)[:, None] + there.sum(axis=1) - both
    return np.asarray(both / np.maximum(either, 1))


def _mark_tops(weights: Array) -> Array:
    """Mark the ten weightiest terms of each topic, ties by the order of the terms."""
    marks = np.zeros(weights.shape, np.int64)
    np.put_along_axis(marks, rank_terms(weights, _TOP), 1, axis=1)
    return np.asarray(marks * (weights > 0))


def _compare_weights(one: Array, other: Array) -> Array:
    """Cosine of the weights of every pair of topics; the same bits whatever the number of threads."""
    lengths = np.sqrt((one**2).sum(axis=1))[:, None] * np.sqrt((other**2).sum(axis=1))
    products = np.stack([(one * topic).sum(axis=1) for topic in other], axis=1)
    return np.asarray(np.divide(products, lengths, out=np.zeros(products.shape), where=lengths > 0))
