"""How good predictions are, label by label, beside what no learning at all would give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.analysis.resampling import draw_counts

__all__ = ["area_under_curve", "areas_under_curve", "average_precision", "f1_scores", "report_labels", "report_overall"]

Array = np.ndarray[Any, Any]

_CHUNK = 2_000_000  # numbers held at once


def report_labels(
    truth: Array,
    scores: Array,
    given: Array,
    labels: Sequence[str],
    *,
    groups: Sequence[Any],
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Report how well each label is told from the rest.

    Precision = right / given, recall = right / true, F1 = 2 · right / (given + true). Intervals are percentiles over
    draws of whole groups with replacement.

    Parameters
    ----------
    truth
        Texts × labels: 0 or 1, or NaN where not known (left out for that label).
    scores, given
        Texts × labels: the model's score, and 0 or 1 as it decided. Or dealings × texts × labels, where the texts were
        dealt to folds more than once: then every figure is the mean over the dealings, that of a draw too.
    labels
        Names of the columns.
    groups
        The group of each text.
    level, draws, seed
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        Index ``label``; ``n`` texts, ``support`` (texts with the label), ``share``, ``precision``, ``recall``, ``f1``,
        ``f1_low``, ``f1_high``, ``always_yes_f1`` (2 · share / (1 + share): what giving the label to all would score),
        ``accuracy``, ``majority`` (accuracy of always giving the more frequent answer), ``auc`` (chance that a text
        with the label scores above one without; ties half), ``auc_low``, ``auc_high``, ``average_precision``. All 0
        to 1. NaN where there is nothing to divide by, or one answer only.

    Notes
    -----
    An F1 is worth what it has above always yes. With few groups (under 20) the intervals are too narrow.
    """
    weights = _draw_weights(groups, len(truth), draws, seed)
    scores, given, rows = _list_dealings(scores), _list_dealings(given), []
    for column in range(len(labels)):
        known = np.flatnonzero(~np.isnan(truth[:, column]))
        score, said = scores[:, known, column], given[:, known, column]
        rows.append(_report_label(truth[known, column], score, said, weights[:, known], level))
    return pd.DataFrame(rows, index=pd.Index(list(labels), name="label"))


def report_overall(
    truth: Array, given: Array, *, groups: Sequence[Any], level: float = 0.95, draws: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """Report all labels in one number, each beside what no learning would give.

    Parameters are those of `report_labels`; texts with an unknown label are left out.

    Returns
    -------
    pandas.DataFrame
        Index ``measure``: ``accuracy`` (share of texts with every label right), ``macro_f1`` (mean of the labels' F1;
        one that is neither true nor given is left out), ``micro_f1`` (all decisions in one table); columns
        ``estimate``, ``low``, ``high``, ``baseline`` (the best of giving all texts the same set of labels: the most
        frequent set for accuracy, every label for macro F1, the best number of the most frequent labels for micro F1;
        where each text has one label the most frequent one), ``n``.
    """
    known = np.flatnonzero(~np.isnan(truth).any(axis=1))
    truth, given = truth[known], _list_dealings(given)[:, known]
    drawn = _draw_weights([groups[row] for row in known.tolist()], len(truth), draws, seed)
    weights, baselines = np.concatenate([np.ones((1, len(truth))), drawn]), _baselines(truth)
    dealt = [_overall(truth, said, weights) for said in given]
    values = {name: np.mean([one[name] for one in dealt], axis=0) for name in baselines}
    rows = [(float(value[0]), *_ends(value[1:], level), baselines[name], len(truth)) for name, value in values.items()]
    index = pd.Index(list(values), name="measure")
    return pd.DataFrame(rows, columns=["estimate", "low", "high", "baseline", "n"], index=index)


def area_under_curve(truth: Array, score: Array) -> float:
    """Chance that a text with the label scores above one without, ties half; NaN where either is missing.

    Examples
    --------
    >>> area_under_curve(np.array([0, 1, 0, 1]), np.array([0.1, 0.4, 0.4, 0.8]))
    0.875
    """
    return float(areas_under_curve(truth, score, np.ones((1, len(truth))))[0])


def average_precision(truth: Array, score: Array) -> float:
    """Mean over the texts with the label of the precision among those that score as high or higher.

    Examples
    --------
    >>> average_precision(np.array([1, 0, 1, 0]), np.array([4, 3, 2, 1]))  # (1 + 2/3) / 2
    0.8333333333333333
    """
    if not (truth == 1).any():
        return float("nan")
    values, place = np.unique(-np.asarray(score, np.float64), return_inverse=True)
    hits = np.bincount(place, weights=truth == 1, minlength=len(values))
    precision = np.cumsum(hits) / np.cumsum(np.bincount(place, minlength=len(values)))
    return float((hits * precision).sum() / hits.sum())


def _list_dealings(table: Array) -> Array:
    return table if table.ndim == 3 else table[None]


def _report_label(truth: Array, scores: Array, given: Array, weights: Array, level: float) -> dict[str, float]:
    """Figures of one label, means over the dealings (rows of scores and given)."""
    n_texts, n_true = len(truth), float(truth.sum())
    share = n_true / n_texts if n_texts else float("nan")
    rights, n_given = (truth * given).sum(axis=1), given.sum(axis=1)
    drawn_f1 = [f1_scores(weights @ (truth * said), weights @ said, weights @ truth) for said in given]
    drawn_auc = [areas_under_curve(truth, score, weights) for score in scores]
    f1_low, f1_high = _ends(np.mean(drawn_f1, axis=0), level)
    auc_low, auc_high = _ends(np.mean(drawn_auc, axis=0), level)
    return {
        "n": n_texts,
        "support": int(n_true),
        "share": share,
        "precision": float(np.mean([_over(*pair) for pair in zip(rights.tolist(), n_given.tolist(), strict=True)])),
        "recall": float(np.mean([_over(right, n_true) for right in rights.tolist()])),
        "f1": float(np.mean(f1_scores(rights, n_given, np.full(len(given), n_true)))),
        "f1_low": f1_low,
        "f1_high": f1_high,
        "always_yes_f1": 2 * share / (1 + share) if n_true else float("nan"),
        "accuracy": float(np.mean([_over(float((truth == said).sum()), n_texts) for said in given])),
        "majority": max(share, 1 - share),
        "auc": float(np.mean([area_under_curve(truth, score) for score in scores])),
        "auc_low": auc_low,
        "auc_high": auc_high,
        "average_precision": float(np.mean([average_precision(truth, score) for score in scores])),
    }


def _over(above: float, below: float) -> float:
    return above / below if below else float("nan")


def f1_scores(right: Array, given: Array, true: Array) -> Array:
    """F1 from how many were rightly given, given, and true; NaN where none was given or true."""
    below = given + true
    return np.asarray(np.divide(2 * right, below, out=np.full(np.shape(below), np.nan), where=below > 0))


def areas_under_curve(truth: Array, score: Array, weights: Array) -> Array:
    """AUC under each row of weights (draws × texts); NaN where one kind has no weight."""
    values, place = np.unique(score, return_inverse=True)
    areas = np.full(len(weights), np.nan)
    step = max(1, _CHUNK // max(len(truth), 1))
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], np.arange(len(values)))
    for first in range(0, len(weights) if len(values) else 0, step):
        some = weights[first : first + step][:, order]
        yes = np.add.reduceat(some * (truth[order] == 1), starts, axis=1)
        no = np.add.reduceat(some * (truth[order] == 0), starts, axis=1)
        below = np.cumsum(no, axis=1) - no / 2
        pairs = yes.sum(axis=1) * no.sum(axis=1)
        above = (yes * below).sum(axis=1)
        areas[first : first + step] = np.divide(above, pairs, out=np.full(len(some), np.nan), where=pairs > 0)
    return areas


def _overall(truth: Array, given: Array, weights: Array) -> dict[str, Array]:
    right, n_given, n_true = weights @ (truth * given), weights @ given, weights @ truth
    f1 = f1_scores(right, n_given, n_true)
    defined = ~np.isnan(f1)
    n_defined = defined.sum(axis=1)
    total = np.where(defined, f1, 0).sum(axis=1)
    macro = np.divide(total, n_defined, out=np.full(len(f1), np.nan), where=n_defined > 0)
    exact = weights @ (truth == given).all(axis=1)
    n_texts = weights.sum(axis=1)
    return {
        "accuracy": np.divide(exact, n_texts, out=np.full(len(exact), np.nan), where=n_texts > 0),
        "macro_f1": macro,
        "micro_f1": f1_scores(right.sum(axis=1), n_given.sum(axis=1), n_true.sum(axis=1)),
    }


def _baselines(truth: Array) -> dict[str, float]:
    """Accuracy, macro and micro F1 of the best constant answer."""
    if not len(truth):
        return dict.fromkeys(("accuracy", "macro_f1", "micro_f1"), float("nan"))
    often = np.argsort(-truth.sum(axis=0), kind="stable")
    answers = [np.isin(np.arange(truth.shape[1]), often[:number]) for number in range(1, len(often) + 1)]
    if (truth.sum(axis=1) == 1).all():
        answers = answers[:1]
    every = np.ones((1, len(truth)))
    scored = [_overall(truth, np.tile(answer, (len(truth), 1)).astype(float), every) for answer in answers]
    best = {name: max(float(one[name][0]) for one in scored) for name in ("macro_f1", "micro_f1")}
    return {"accuracy": float(np.unique(truth, axis=0, return_counts=True)[1].max() / len(truth)), **best}


def _draw_weights(groups: Sequence[Any], n_texts: int, draws: int, seed: int) -> Array:
    """How often each text came in each draw of whole groups (draws × texts)."""
    kinds = {name: number for number, name in enumerate(sorted(set(groups)))}
    code = np.array([kinds[group] for group in groups], np.int64)
    counts = draw_counts(len(kinds), draws=draws, rng=np.random.Generator(np.random.PCG64(seed))) if n_texts else None
    return np.zeros((draws, 0)) if counts is None else counts[:, code]


def _ends(values: Array, level: float) -> tuple[float, float]:
    values = values[~np.isnan(values)]
    if not len(values):
        return float("nan"), float("nan")
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
