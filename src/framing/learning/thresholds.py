"""Where yes begins: for each label the score from which on it is given."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["choose_threshold", "choose_thresholds"]

Array = np.ndarray[Any, Any]


def choose_threshold(score: Array, truth: Array) -> float:
    """Find the threshold with the highest F1 on scores of texts that the model has not seen.

    Thresholds half way between two scores that follow one another are tried, and one below all; of equal ones that
    nearest to 0 is taken. Texts whose truth or score is missing are left out.

    Returns
    -------
    float
        A text whose score is at or above it gets the label. 0 where no text has the label.

    Examples
    --------
    >>> import numpy as np
    >>> choose_threshold(np.array([-2.0, -1.0, 1.0, 3.0]), np.array([0, 1, 0, 1]))
    -1.5
    """
    known = ~(np.isnan(score) | np.isnan(truth))
    score, truth = score[known], truth[known]
    if not (truth == 1).any():
        return 0.0
    values, place = np.unique(score, return_inverse=True)
    yes = np.bincount(place, weights=truth == 1, minlength=len(values))
    every = np.bincount(place, minlength=len(values))
    hits, given = np.cumsum(yes[::-1])[::-1], np.cumsum(every[::-1])[::-1]
    f1 = 2 * hits / (given + yes.sum())
    cut = np.concatenate([[min(values[0] - 1, 0.0)], (values[1:] + values[:-1]) / 2])
    best = np.flatnonzero(f1 >= f1.max() - 1e-12)
    return float(cut[best[np.argmin(np.abs(cut[best]))]])


def choose_thresholds(scores: Array, truth: Array) -> Array:
    """Find the threshold of each label: scores and truth are texts × labels."""
    pairs = zip(np.asarray(scores, np.float64).T, np.asarray(truth, np.float64).T, strict=True)
    return np.round([choose_threshold(score, column) for score, column in pairs], 6)
