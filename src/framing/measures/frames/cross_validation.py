"""Coded articles predicted by models that never saw their like: across folds, and outlet by outlet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.learning.features import Bags, fit_space
from framing.learning.folds import fold_groups
from framing.learning.linear import fit_one_vs_rest
from framing.learning.reports import area_under_curve, f1_scores
from framing.learning.thresholds import choose_thresholds
from framing.measures.frames.classifier import tabulate
from framing.measures.frames.coded import Coded

__all__ = ["STRENGTH", "Material", "leave_outlets_out", "predict_across"]

Array = np.ndarray[Any, Any]

STRENGTH = 5.0
"""C of the regressions; 1 to 20 made no difference on the open halves of the marked sets."""

_INNER = 3  # folds inside the training articles, for thresholds
_OUTLET_COLUMNS = ["outlet", "label", "n", "support", "share_coded", "share_predicted", "f1", "auc", "n_left_out"]


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """The coded articles: bags, codes, groups; seed of their folds."""

    bags: Bags
    coded: Coded
    groups: list[str]
    seed: int

    @property
    def truth(self) -> Array:
        """Codes as numbers: articles × labels."""
        return self.coded.truth.to_numpy(np.float64)

    @property
    def prior(self) -> Array:
        """Log odds of each label in the random sample."""
        share = np.nanmean(self.truth[self.coded.sampled], axis=0)
        return np.asarray(np.round(np.log(share / (1 - share)), 6))


def predict_across(material: Material, fold: Array) -> tuple[pd.DataFrame, Array]:
    """Scores of every coded article by a model of the other folds, and the thresholds tuned inside those."""
    labels = list(material.coded.labels)
    scores, thresholds = np.full((len(fold), len(labels)), np.nan), np.zeros((len(fold), len(labels)))
    for number in range(int(fold.max()) + 1):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        scores[test], thresholds[test] = _predict(material, train, test)
    return pd.DataFrame(scores, index=material.coded.truth.index, columns=labels), thresholds


def leave_outlets_out(material: Material, outlets: list[Any]) -> pd.DataFrame:
    """Predict each outlet by a model that saw none of its articles, nor any of their groups in other outlets.

    A row an outlet and label; ``n_left_out`` articles of other outlets taught nothing, as they share a group (a story,
    a wire copy) with this one. Undefined where what is left teaches nothing. No row with fewer than two outlets.
    """
    coded, rows = material.coded, []
    named = np.array([name if isinstance(name, str) else "" for name in outlets], dtype=object)
    heard = sorted(set(named[coded.sampled].tolist()) - {""})
    for name in heard if len(heard) > 1 else []:
        own = named == name
        held = {material.groups[row] for row in np.flatnonzero(own).tolist()}
        shared = np.array([group in held for group in material.groups]) & ~own
        test = np.flatnonzero(own & coded.sampled)
        try:
            found, thresholds = _predict(material, np.flatnonzero(~own & ~shared), test)
        except MeasureError:  # too few groups or no common feature left
            found, thresholds = np.full((len(test), len(coded.labels)), np.nan), np.zeros(len(coded.labels))
        scores = pd.DataFrame(found, index=coded.truth.index[test], columns=list(coded.labels))
        given = tabulate(scores, thresholds, material.prior, single=coded.single)
        rows += [(name, label, *_judge(coded, scores, given, label), int(shared.sum())) for label in coded.labels]
    return pd.DataFrame(rows, columns=_OUTLET_COLUMNS).astype({"outlet": "str", "label": "str"})


def _predict(material: Material, train: Array, test: Array) -> tuple[Array, Array]:
    """Learn from some articles, vocabulary, weights and thresholds, and score others."""
    space = fit_space(material.bags.take(train))
    seen = space.transform(material.bags)
    n_labels = len(material.coded.labels)
    thresholds = np.zeros(n_labels) if material.coded.single else _tune(seen, material, train)
    return np.round(_fit_and_score(seen, material, train, test), 9), thresholds


def _tune(seen: Any, material: Material, train: Array) -> Array:
    """Choose thresholds on folds inside the training articles, on those of the random sample."""
    truth, groups = material.truth[train], [material.groups[row] for row in train.tolist()]
    inner = fold_groups(groups, truth, n_folds=min(_INNER, len(set(groups))), seed=material.seed)
    scores = np.full(truth.shape, np.nan)
    for number in range(int(inner.max()) + 1):
        test = np.flatnonzero(inner == number)
        scores[test] = _fit_and_score(seen, material, train[inner != number], train[test])
    sampled = material.coded.sampled[train]
    return choose_thresholds(scores[sampled], truth[sampled])


def _fit_and_score(seen: Any, material: Material, train: Array, test: Array) -> Array:
    """Score articles by a model of others.

    NaN for an article without a known feature, and for a label that has one answer only among those others.
    """
    truth = material.truth[train]
    able = np.flatnonzero((truth == 1).any(axis=0) & (truth == 0).any(axis=0))
    scores = np.full((len(test), truth.shape[1]), np.nan)
    if len(able):
        labels = [material.coded.labels[column] for column in able.tolist()]
        model = fit_one_vs_rest(seen[train], truth[:, able], labels, strength=STRENGTH)
        scores[:, able] = model.score(seen[test])
    scores[np.diff(seen.indptr)[test] == 0] = np.nan
    return scores


def _judge(coded: Coded, scores: pd.DataFrame, given: pd.DataFrame, label: str) -> tuple[float, ...]:
    """Count an outlet's articles, those with the label, and say how well it is told; NaN where it was not tried."""
    truth = coded.truth.loc[scores.index, label].dropna()
    score = scores.loc[truth.index, label]
    share = float(truth.mean()) if len(truth) else np.nan
    if score.isna().all():
        return len(truth), int(truth.sum()), share, np.nan, np.nan, np.nan
    decided = given.loc[truth.index, f"frame_{label}"].fillna(0)
    f1 = float(f1_scores(*(np.asarray(count) for count in ((truth * decided).sum(), decided.sum(), truth.sum()))))
    auc = area_under_curve(truth.to_numpy(), score.fillna(-np.inf).to_numpy())
    return len(truth), int(truth.sum()), share, float(decided.mean()), f1, auc
