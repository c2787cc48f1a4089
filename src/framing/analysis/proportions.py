"""How sure a share of counted cases is."""

from __future__ import annotations

from typing import overload

import numpy as np
import numpy.typing as npt

from framing.analysis.resampling import Floats, check_resampling
from framing.errors import EstimateError

__all__ = ["wilson_interval"]


@overload
def wilson_interval(right: float, n: float, *, level: float = 0.95) -> tuple[float, float]: ...
@overload
def wilson_interval(right: npt.ArrayLike, n: npt.ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]: ...
def wilson_interval(right: npt.ArrayLike, n: npt.ArrayLike, *, level: float = 0.95) -> tuple[object, object]:
    """Compute Wilson's interval of a share of independent cases.

    Formula: with p = right / n and z the normal quantile of (1 + level) / 2,
    (p + z²/2n ± z √(p (1 − p) / n + z²/4n²)) / (1 + z²/n). Unit: share. Range: 0 to 1; it stays inside, is 0 at the
    lower end where none is right and 1 at the upper where all are. NaN where n is 0.

    Parameters
    ----------
    right
        How many of the cases have what is counted; need not be whole.
    n
        How many cases.
    level
        Share of such intervals that hold the true share.

    Returns
    -------
    tuple
        Lower and upper end: two numbers, or two arrays where arrays were given.

    Raises
    ------
    EstimateError
        ``level`` lies outside 0 to 1; fewer than none or more than all cases are right.

    Notes
    -----
    Cases that hang together (hits of one article, answers to one task) make it too narrow.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA, 22(158), 209–212.
    https://doi.org/10.1080/01621459.1927.10502953

    Examples
    --------
    >>> [round(end, 3) for end in wilson_interval(8, 10)]
    [0.49, 0.943]
    """
    from scipy import special

    check_resampling(level=level, draws=2)
    some, all_ = np.asarray(right, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if (some < 0).any() or (some > all_).any():
        raise EstimateError("a share is of n cases", found=f"right={right!r}, n={n!r}", do="count from 0 to n as right")
    z, size = float(special.ndtri((1 + level) / 2)), np.where(all_ > 0, all_, np.nan)
    share, wider = some / size, 1 + z**2 / size
    centre, reach = share + z**2 / (2 * size), z * np.sqrt(share * (1 - share) / size + (z / (2 * size)) ** 2)
    low = np.where(share == 0, 0.0, (centre - reach) / wider)
    high = np.where(share == 1, 1.0, (centre + reach) / wider)
    return (low, high) if low.ndim else (float(low), float(high))
