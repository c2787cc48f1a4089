"""Sign flips: how often differences as large as those found come about if neither side is the higher one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.analysis.resampling import Floats

__all__ = ["describe_flips", "flip_signs"]

_EXACT = 12  # differences; up to here all 2^12 = 4,096 flips are made
_TIE = 1e-9  # sums closer than this, relative to Σ |d|, are the same number written differently
_CHUNK = 1_250_000


def flip_signs(differences: npt.ArrayLike, *, draws: int, seed: int) -> Floats:
    """Compute the two-sided p of a mean difference by flipping the sign of every difference.

    Formula: p is the share of flips with |Σ ± d| ≥ |Σ d|. Up to 12 differences all flips are made, the data as
    they are among them; beyond, ``draws`` are drawn and p = (1 + number) / (1 + draws), never 0. Smallest p
    of n differences: 2^(1−n). Range: above 0 to 1.

    Parameters
    ----------
    differences
        Paired differences × columns, each column a test of its own; 0 where a column has no pair. On a grid
        on which sums are exact (:class:`framing.analysis.resampling.Sums`) the result has the same bytes whatever
        the number of threads.
    draws, seed
        Number of flips drawn, seed of chance; the same flips for all columns.

    Returns
    -------
    numpy.ndarray
        p of each column.

    Notes
    -----
    It supposes that, were there no difference, group and reference might as well change places in each pair.

    References
    ----------
    Phipson, B., & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in
    Genetics and Molecular Biology, 9(1), 39. https://doi.org/10.2202/1544-6115.1585

    Examples
    --------
    >>> flip_signs([[1.0], [2.0], [3.0]], draws=2000, seed=0).tolist()
    [0.25]
    """
    pairs = np.asarray(differences, dtype=np.float64)
    n_pairs = len(pairs)
    exact = n_pairs <= _EXACT
    n_flips = 2**n_pairs if exact else draws
    bar = np.abs(pairs.sum(axis=0)) - _TIE * np.abs(pairs).sum(axis=0)
    rng = np.random.Generator(np.random.PCG64(seed))
    reached = np.zeros(pairs.shape[1], dtype=np.int64)
    step = max(1, _CHUNK // max(n_pairs, 1))
    for first in range(0, n_flips, step):
        last = min(first + step, n_flips)
        if exact:
            bits = np.arange(first, last)[:, None] >> np.arange(n_pairs) & 1
        else:
            bits = rng.integers(0, 2, size=(last - first, n_pairs))
        reached += (np.abs((2.0 * bits - 1.0) @ pairs) >= bar).sum(axis=0)
    return np.asarray(reached / n_flips if exact else (1 + reached) / (1 + n_flips))


def describe_flips(n_pairs: int, *, draws: int) -> str:
    """Say how p was made for so many differences.

    Examples
    --------
    >>> describe_flips(5, draws=2000), describe_flips(40, draws=2000)
    ('p from all 32 sign flips', 'p from 2000 drawn sign flips')
    """
    return f"p from all {2**n_pairs} sign flips" if n_pairs <= _EXACT else f"p from {draws} drawn sign flips"
