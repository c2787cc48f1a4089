"""How far people who coded the same units agree, beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["nominal_alpha"]


def nominal_alpha(codes: pd.DataFrame | np.ndarray[Any, Any] | Sequence[Sequence[object]]) -> float:
    """Compute Krippendorff's alpha of nominal codes: agreement of any number of coders, some codes missing.

    Formula: α = 1 − (n − 1) Σ_u Σ_{c≠k} n_uc n_uk / (n_u − 1) / Σ_{c≠k} n_c n_k, over the units with two codes or more;
    n_uc is how often unit u was given code c, n_u = Σ_c n_uc, n_c = Σ_u n_uc, n = Σ_c n_c. Unit: none. Range: up to 1,
    where all agree; 0 where they agree as often as chance would have it; below 0 where less often. NaN where no unit
    has two codes, or all codes of such units are the same: there is nothing to disagree on.

    Parameters
    ----------
    codes
        Units × coders: numbers or names; None or NaN where a coder did not code a unit.

    Returns
    -------
    float
        α.

    Notes
    -----
    Codes are alike or not: how far they lie apart counts for nothing. Where nearly all codes are the same, few
    disagreements make α low.

    References
    ----------
    Krippendorff, K. (2019). Content Analysis: An Introduction to Its Methodology (4th ed.), ch. 12. SAGE.

    Examples
    --------
    The ten units of the worked example in that chapter, two coders:

    >>> round(nominal_alpha(list(zip("0100000000", "1110010010"))), 3)
    0.095
    """
    table = pd.DataFrame(codes)
    number, kinds = pd.factorize(table.to_numpy(object).ravel())  # −1 where missing
    placed = number.reshape(table.shape)
    counts = np.stack([(placed == kind).sum(axis=1) for kind in range(len(kinds))]) if len(kinds) else np.zeros((0, 0))
    counts = counts[:, counts.sum(axis=0) > 1]
    size, total = counts.sum(axis=0), counts.sum(axis=1)
    expected = total.sum() ** 2 - (total**2).sum()
    if not expected:
        return float("nan")
    observed = ((size**2 - (counts**2).sum(axis=0)) / (size - 1)).sum()
    return float(1 - (total.sum() - 1) * observed / expected)
