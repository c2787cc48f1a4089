"""Intervals from resampling whole clusters: the cluster bootstrap of ratios of sums.

Sentences of one article, and articles on one story, resemble each other. So whole clusters are drawn with
replacement, the same for every group at once, and Σ numerator / Σ denominator is computed anew each time.

All sums are kept on a grid of a power of two so coarse that adding them is exact. Hence the order of rows,
the number of threads and the way matrices are multiplied cannot change a single bit of a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.errors import EstimateError

__all__ = [
    "METHOD",
    "Ratios",
    "Sums",
    "bootstrap_ratios",
    "check_resampling",
    "draw_counts",
    "draw_totals",
    "effective_clusters",
    "intervals",
    "stack_sums",
    "standard_errors",
    "stretch",
    "sum_by_cluster",
    "summarise_ratios",
]

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
METHOD = "cluster bootstrap SE × √(G/(G−1)), t with G−1 df, G effective clusters"
_CHUNK = 1_250_000  # numbers held at once: 10 MB
_FEWEST = 3  # effective clusters; with fewer, t with G−1 degrees of freedom reaches to absurd ends
_SPARSE = 0.15  # below this share of filled cells the product is sparse; the result is the same


@dataclass(frozen=True, slots=True)
class Ratios:
    """Ratios of sums with their bootstrap draws: one entry a ratio.

    Attributes
    ----------
    estimate
        Σ numerator / Σ denominator × scale; NaN where the denominator is 0.
    replicates
        The same for each draw (draws × ratios); NaN where a draw holds nothing of the group.
    n_clusters
        Clusters in which the denominator is above 0.
    effective
        Effective number of clusters, (Σ m)² / Σ m² of their sizes m.
    members
        Whether a cluster has anything in a denominator (clusters × columns of denominators).
    """

    estimate: Floats
    replicates: Floats
    n_clusters: Integers
    effective: Floats
    members: npt.NDArray[np.bool_]


def check_resampling(*, level: float, draws: int) -> None:
    """Raise unless the level is a share and there are draws enough for a standard error."""
    if not 0 < level < 1:
        raise EstimateError("level= must lie between 0 and 1", found=repr(level), do="level=0.95")
    if draws < 2:
        raise EstimateError("draws= must be at least 2", found=repr(draws), do="draws=2000")


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums by cluster (rows) and column.

    Attributes
    ----------
    cells
        scipy.sparse.csc_array, clusters × columns, on a grid on which further sums are exact. Whole numbers
        are as they were; others are rounded at about the 12th digit.
    totals
        Σ of each column, not rounded to the grid.
    """

    cells: Any
    totals: Floats


def sum_by_cluster(cluster: Integers, column: Integers, values: npt.ArrayLike, *, shape: tuple[int, int]) -> Sums:
    """Add up values by cluster and column, in a way that does not depend on their order.

    ``cluster`` and ``column`` number those of each value; ``shape`` says how many there are of both.
    """
    from scipy import sparse

    values = np.asarray(values, dtype=np.float64)
    if not np.array_equal(values, np.rint(values)):  # the order in which fractions are added matters: fix it
        order = np.lexsort((values, column, cluster))
        cluster, column, values = cluster[order], column[order], values[order]
    cells = sparse.csc_array((values, (cluster, column)), shape=shape)
    cells.sum_duplicates()
    totals = np.zeros(shape[1])
    for number, (first, last) in enumerate(pairwise(cells.indptr.tolist())):
        filled = cells.data[first:last]
        totals[number] = fsum(filled)
        grid = np.ldexp(1.0, np.frexp(np.abs(filled).max(initial=0) * shape[0])[1] - 52)
        filled[:] = np.rint(filled / grid) * grid
    return Sums(cells, totals)


def stack_sums(columns: Sequence[Sums]) -> Sums:
    """Put sums over the same clusters side by side."""
    from scipy import sparse

    cells = sparse.hstack([sums.cells for sums in columns], format="csc")
    return Sums(cells, np.concatenate([sums.totals for sums in columns]))


def draw_counts(n_clusters: int, *, draws: int, rng: np.random.Generator) -> Floats:
    """Draw as many clusters as there are, with replacement: how often each came (draws × clusters)."""
    drawn = rng.integers(0, n_clusters, size=(draws, n_clusters))
    drawn += np.arange(draws)[:, None] * n_clusters
    counts = np.bincount(drawn.ravel(), minlength=draws * n_clusters)
    return counts.reshape(draws, n_clusters).astype(np.float64)


def draw_totals(tables: Sequence[Sums], *, draws: int, seed: int) -> list[Floats]:
    """Total every column in every draw of whole clusters, the same ones for all (each draws × columns)."""
    n_clusters = tables[0].cells.shape[0]
    rng = np.random.Generator(np.random.PCG64(seed))
    totals = [np.empty((draws, sums.cells.shape[1])) for sums in tables]
    step = max(1, _CHUNK // max(n_clusters, 1))
    for first in range(0, draws, step):
        counts = draw_counts(n_clusters, draws=min(step, draws - first), rng=rng)
        for sums, total in zip(tables, totals, strict=True):
            dense = sums.cells.nnz > _SPARSE * n_clusters * total.shape[1]
            for left in range(0, total.shape[1], step):
                block = sums.cells[:, left : left + step]
                total[first : first + step, left : left + step] = counts @ (block.toarray() if dense else block)
    return totals


def effective_clusters(sizes: Sums) -> Floats:
    """Effective number of clusters of each column: (Σ m)² / Σ m², their number where all are of one size.

    The same number, over families of copies, is that of independent reports. 0 where nothing was counted.

    Examples
    --------
    >>> import numpy as np
    >>> cluster, column = np.array([0, 1, 2, 3, 0, 3]), np.array([0, 0, 0, 0, 1, 1])
    >>> sizes = sum_by_cluster(cluster, column, [10, 10, 10, 10, 10, 1], shape=(4, 2))
    >>> effective_clusters(sizes).round(2).tolist()
    [4.0, 1.2]
    """
    squares = sizes.cells.power(2).sum(axis=0)
    return np.asarray(np.divide(sizes.totals**2, squares, out=np.zeros(len(squares)), where=squares > 0))


def bootstrap_ratios(
    numerators: Sums, denominators: Sums, *, over: Integers, scale: float = 1.0, draws: int, seed: int
) -> Ratios:
    """Estimate Σ numerator / Σ denominator × scale, and the same in every draw of whole clusters.

    Parameters
    ----------
    numerators, denominators
        Sums over the same clusters.
    over
        For each column of numerators, the column of denominators that belongs to it.
    scale
        100 for a rate per 100 words.
    draws, seed
        Number of draws, seed of numpy's PCG64.
    """
    above, below = draw_totals([numerators, denominators], draws=draws, seed=seed)
    members = (denominators.cells > 0).toarray()
    return Ratios(
        estimate=_divide(numerators.totals, denominators.totals[over], scale),
        replicates=_divide(above, below[:, over], scale),
        n_clusters=members.sum(axis=0)[over],
        effective=effective_clusters(denominators)[over],
        members=members,
    )


def _divide(above: Floats, below: Floats, scale: float) -> Floats:
    return np.asarray(np.divide(above * scale, below, out=np.full(above.shape, np.nan), where=below > 0))


def standard_errors(replicates: Floats) -> Floats:
    """Take the standard deviation over the defined draws; NaN with fewer than two, 0 if all are equal."""
    defined = ~np.isnan(replicates)
    count = defined.sum(axis=0)
    filled = np.where(defined, replicates, 0.0)
    mean = filled.sum(axis=0) / np.maximum(count, 1)
    squares = np.where(defined, (filled - mean) ** 2, 0.0).sum(axis=0)
    error = np.sqrt(squares / np.maximum(count - 1, 1))
    highest = np.where(defined, replicates, -np.inf).max(axis=0)
    lowest = np.where(defined, replicates, np.inf).min(axis=0)
    return np.where(count < 2, np.nan, np.where(highest == lowest, 0.0, error))


def stretch(effective: Floats, *, level: float) -> Floats:
    """Say how many bootstrap standard errors the interval reaches: √(G/(G−1)) × t with G−1 df.

    G is the effective number of clusters; G−1 is never taken below 1 for t nor below ½ in the root.
    """
    from scipy import special

    degrees = np.maximum(effective - 1, 1.0)
    quantile = special.stdtrit(degrees, (1 + level) / 2)
    return np.asarray(np.sqrt(effective / np.maximum(effective - 1, 0.5)) * quantile)


def intervals(
    estimate: Floats, std_error: Floats, effective: Floats, *, level: float, log: bool
) -> tuple[Floats, Floats]:
    """Give both ends: estimate ± reach, or, on the log scale, estimate ÷ and × exp(reach / estimate)."""
    reach = stretch(effective, level=level) * std_error
    if not log:
        return estimate - reach, estimate + reach
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        factor = np.exp(reach / estimate)
        return estimate / factor, estimate * factor


def summarise_ratios(ratios: Ratios, *, level: float, log: bool) -> pd.DataFrame:
    """Set out ratios as columns of an ``estimates`` table.

    Returns
    -------
    pandas.DataFrame
        ``estimate``, ``std_error`` (of the bootstrap, without the factor for few clusters), ``low``,
        ``high``, ``n_clusters``, ``n_dropped`` (draws that held nothing of the group), ``method``. Where an
        interval cannot be had, ``std_error``, ``low`` and ``high`` are NaN and ``method`` says why.
    """
    error = standard_errors(ratios.replicates)
    low, high = intervals(ratios.estimate, error, ratios.effective, level=level, log=log)
    reasons = [
        (np.isnan(ratios.estimate), "no estimate: nothing was counted in the group"),
        (ratios.n_clusters < 2, "no interval: one cluster"),
        (log & (ratios.estimate <= 0), "no interval: no hits"),
        (~(error > 0), "no interval: the clusters do not differ"),
        (ratios.effective < _FEWEST, "no interval: fewer than three effective clusters"),
    ]
    method = np.select([where for where, _ in reasons], [text for _, text in reasons], METHOD + ", log scale" * log)
    none = np.logical_or.reduce([where for where, _ in reasons])
    return pd.DataFrame(
        {
            "estimate": ratios.estimate,
            "std_error": np.where(none, np.nan, error),
            "low": np.where(none, np.nan, low),
            "high": np.where(none, np.nan, high),
            "n_clusters": ratios.n_clusters.astype(np.int64),
            "n_dropped": np.isnan(ratios.replicates).sum(axis=0).astype(np.int64),
            "method": method.tolist(),
        }
    )
