"""Concentration: on how few sources the speech of an article falls."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["measure_concentration"]

Integers = npt.NDArray[np.int64]


def measure_concentration(amount: npt.ArrayLike, unit: npt.ArrayLike, *, n_units: int) -> pd.DataFrame:
    """Measure how unevenly the amounts of each unit are shared out.

    With s the share of one amount in all of its unit and k their number: `hhi` = Σ s² (1/k to 1; higher: fewer hold
    more), `effective` = 1 / hhi (1 to k: as many equal shares would be as concentrated), `shannon` = −Σ s ln s
    (0 to ln k, in nats), `evenness` = shannon / ln k (0 to 1: all alike). NaN for a unit without an amount, and
    `evenness` also for a unit with one.

    Parameters
    ----------
    amount
        Whole numbers, one for each source of each unit; 0 counts as not there.
    unit
        Number of the unit of each.
    n_units
        How many units there are.

    Returns
    -------
    pandas.DataFrame
        A row a unit: `hhi`, `effective`, `shannon`, `evenness`, `k`.

    References
    ----------
    Hill, M. O. (1973). Diversity and evenness: a unifying notation and its consequences. Ecology, 54(2), 427–432.
    https://doi.org/10.2307/1934352

    Examples
    --------
    >>> measure_concentration([3, 1, 5], [0, 0, 1], n_units=3).round(3).values.tolist()
    [[0.625, 1.6, 0.562, 0.811, 2.0], [1.0, 1.0, 0.0, nan, 1.0], [nan, nan, nan, nan, 0.0]]
    """
    amount, unit = np.asarray(amount, np.int64), np.asarray(unit, np.int64)
    order = np.lexsort((amount, unit))  # sums of fractions depend on the order: fix it
    order = order[amount[order] > 0]
    amount, unit = amount[order], unit[order]
    k = np.bincount(unit, minlength=n_units)
    total = np.bincount(unit, amount, n_units)
    squares = np.bincount(unit, amount.astype(np.float64) ** 2, n_units)
    logs = np.bincount(unit, amount * np.log(amount), n_units)
    with np.errstate(divide="ignore", invalid="ignore"):
        shannon = np.where(k == 1, 0.0, np.maximum(np.log(total) - logs / total, 0.0))
        return pd.DataFrame(
            {
                "hhi": squares / total**2,
                "effective": total**2 / squares,
                "shannon": shannon,
                "evenness": np.where(k > 1, np.minimum(shannon / np.log(k), 1.0), np.nan),
                "k": k,
            }
        )
