"""Log odds of words in two groups, with a prior, and their errors between clusters: arrays only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.analysis.resampling import Floats, Integers, draw_counts
from framing.errors import EstimateError

__all__ = ["bootstrap_errors", "check_prior", "log_odds", "null_errors", "p_values", "shrink_odds"]

_CHUNK = 20


def log_odds(counts_a: npt.ArrayLike, counts_b: npt.ArrayLike, prior: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Compare how often each word is used in two groups, drawn towards a prior.

    Formula: δ = ln[(y_a + α) / (n_a + α₀ − y_a − α)] − ln[(y_b + α) / (n_b + α₀ − y_b − α)], n the sum of the
    counts y and α₀ the sum of the prior α; z = δ / √(1/(y_a + α) + 1/(y_b + α)). Unit: log odds, and standard
    errors. Any sign; above 0 where a uses the word more. Swapping a and b flips every sign.

    Parameters
    ----------
    counts_a, counts_b
        Counts of every word in each group (last axis: words).
    prior
        α of every word, above 0. The larger their sum, the more rare words are drawn towards no difference.

    Returns
    -------
    tuple of numpy.ndarray
        δ and z.

    Raises
    ------
    EstimateError
        A word has a prior of 0 or less, or there is one word only.

    Notes
    -----
    z takes words to be independent draws. Names come in bursts, so z is too large for them.

    References
    ----------
    Monroe, B. L., Colaresi, M. P., & Quinn, K. M. (2008). Fightin' words. Political Analysis, 16(4), 372–403.
    https://doi.org/10.1093/pan/mpn018

    Examples
    --------
    >>> delta, z = log_odds([10, 30, 60], [2, 58, 40], [12, 88, 100])
    >>> delta.round(4).tolist(), z.round(3).tolist()
    ([0.4804, -0.38, 0.2671], [1.405, -3.07, 2.308])
    """
    y_a, y_b, alpha = (np.asarray(values, dtype=np.float64) for values in (counts_a, counts_b, prior))
    check_prior(alpha)
    if alpha.size < 2:
        raise EstimateError("log odds need two words at least", found=f"{alpha.size}", do="give more texts")
    totals = (y_a.sum(axis=-1, keepdims=True), y_b.sum(axis=-1, keepdims=True))
    return shrink_odds(y_a, y_b, alpha, totals=totals, prior_size=alpha.sum())


def check_prior(alpha: Floats) -> None:
    """Raise unless every word has a prior above 0."""
    if not (alpha > 0).all():
        raise EstimateError(
            "the prior of every word must be above 0",
            found=f"{int((~(alpha > 0)).sum())} of {alpha.size} words with a prior of 0 or less",
            do='use prior="pooled", or add a small constant to every word of the background',
        )


def shrink_odds(
    y_a: Floats, y_b: Floats, alpha: Floats, *, totals: tuple[Any, Any], prior_size: float
) -> tuple[Floats, Floats]:
    """Compute the log odds and z of some of the words, given the sums over all of them."""
    a, b = y_a + alpha, y_b + alpha
    delta = np.log(a / (totals[0] + prior_size - a)) - np.log(b / (totals[1] + prior_size - b))
    return delta, delta / np.sqrt(1 / a + 1 / b)


def null_errors(sums: Sequence[Any], lengths: Sequence[Floats], shown: Integers, alpha: Floats) -> Floats:
    """Estimate the standard error if both groups used a word alike: V = Σ (count − expected)² over clusters.

    A group without the word varies by nothing in a bootstrap; here it varies by its share of V.
    """
    words = [table[:, shown] for table in sums]
    n_words = np.array([length.sum() for length in lengths])
    rate = sum(table.sum(axis=0) for table in words) / n_words.sum()
    spread = np.zeros(len(shown))
    for table, length in zip(words, lengths, strict=True):
        spread += table.power(2).sum(axis=0) - 2 * rate * (length @ table) + rate**2 * (length @ length)
    relative = [share / (rate * n + alpha) ** 2 for share, n in zip(n_words / n_words.sum(), n_words, strict=True)]
    return np.asarray(np.sqrt(np.maximum(spread, 0) * sum(relative)))


def bootstrap_errors(
    sums: Sequence[Any],
    lengths: Sequence[Floats],
    shown: Integers,
    alpha: Floats,
    size: float,
    draws: int,
    seed: int,
) -> Floats:
    """Estimate the standard error over draws of whole clusters in which both groups have words."""
    rng = np.random.Generator(np.random.PCG64(seed))
    lengths_a, lengths_b = lengths
    words_a, words_b = (table[:, shown] for table in sums)
    n, first, second = 0, np.zeros(len(shown)), np.zeros(len(shown))
    totals = (lengths_a.sum(), lengths_b.sum())
    delta, _ = shrink_odds(words_a.sum(axis=0), words_b.sum(axis=0), alpha, totals=totals, prior_size=size)
    for start in range(0, draws, _CHUNK):
        times = draw_counts(len(lengths_a), draws=min(_CHUNK, draws - start), rng=rng)
        times = times[(times @ lengths_a > 0) & (times @ lengths_b > 0)]
        totals = ((times @ lengths_a)[:, None], (times @ lengths_b)[:, None])
        drawn, _ = shrink_odds(times @ words_a, times @ words_b, alpha, totals=totals, prior_size=size)
        n += len(times)
        first += (drawn - delta).sum(axis=0)
        second += ((drawn - delta) ** 2).sum(axis=0)
    if n < 2:
        return np.full(len(shown), np.nan)
    return np.asarray(np.sqrt(np.maximum(second - first**2 / n, 0) / (n - 1)))


def p_values(z: Floats, n_clusters: int) -> Floats:
    """Compute the two-sided p of z with √(G/(G−1)) and G−1 degrees of freedom; NaN with one cluster."""
    from scipy import special

    if n_clusters < 2:
        return np.full(len(z), np.nan)
    shrunk = np.abs(z) * np.sqrt((n_clusters - 1) / n_clusters)
    return np.asarray(2 * special.stdtr(n_clusters - 1, -shrunk))
