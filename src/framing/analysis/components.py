"""Components of a difference between two rates: the arithmetic, on arrays of hits and words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.analysis.resampling import Floats

__all__ = ["COMPONENTS", "set_out_components", "share_and_rate", "split_difference"]

COMPONENTS = ("difference", "composition", "rate")


def split_difference(hits: npt.ArrayLike, words: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Split the difference of two rates per 100 words into composition and rate, stratum by stratum.

    Parameters
    ----------
    hits, words
        … × 2 groups × strata. A stratum without words in one group takes the rate of the other.

    Returns
    -------
    (composition, rate)
        … × strata, in hits per 100 words. NaN where a group has no words at all.

    Examples
    --------
    >>> composition, rate = split_difference([[1, 2], [1, 1]], [[50, 50], [80, 20]])
    >>> composition.round(4).tolist(), rate.round(4).tolist()
    ([-0.4875, 1.35], [0.4875, -0.35])
    """
    shares, rates = share_and_rate(np.asarray(hits, np.float64), np.asarray(words, np.float64))
    rates = np.where(np.isnan(rates), rates[..., ::-1, :], rates)
    rates = np.where(np.isnan(rates), 0.0, rates)
    one, other = (shares[..., 0, :], rates[..., 0, :]), (shares[..., 1, :], rates[..., 1, :])
    return (one[0] - other[0]) * (one[1] + other[1]) / 2, (one[1] - other[1]) * (one[0] + other[0]) / 2


def set_out_components(hits: Floats, words: Floats) -> Floats:
    """Set out difference, composition and rate, of all strata together and then of each: … × 3 (1 + strata)."""
    composition, rate = split_difference(hits, words)
    components = np.stack([composition + rate, composition, rate], axis=-1)
    components = np.concatenate([components.sum(axis=-2, keepdims=True), components], axis=-2)
    return components.reshape(*components.shape[:-2], -1)


def share_and_rate(hits: Floats, words: Floats) -> tuple[Floats, Floats]:
    """Give the share of a group's words, and the hits per 100 words, of every stratum; NaN where there is none."""
    total = np.broadcast_to(words.sum(axis=-1, keepdims=True), words.shape)
    undefined = np.full(words.shape, np.nan)
    shares = np.divide(words, total, out=undefined.copy(), where=total > 0)
    return shares, np.divide(100.0 * hits, words, out=undefined, where=words > 0)
