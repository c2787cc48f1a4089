"""Linear classifiers: logistic regression, one label against the rest or all labels at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.errors import MeasureError

__all__ = ["LinearModel", "fit_multinomial", "fit_one_vs_rest"]

Array = np.ndarray[Any, Any]

_DIGITS = 6  # decimals of a weight: finer ones tell nothing, and a saved model gives the same predictions


@dataclass(frozen=True, slots=True, eq=False)
class LinearModel:
    """Weights of a linear classifier.

    Attributes
    ----------
    labels : tuple of str
        What is told apart.
    weights : ndarray
        Labels × features.
    intercepts : ndarray
        One a label.
    multinomial : bool
        Whether the labels' probabilities sum to 1.
    """

    labels: tuple[str, ...]
    weights: Array
    intercepts: Array
    multinomial: bool = False

    def score(self, features: Any) -> Array:
        """Give each text's score for each label: features · weights + intercept, the logit (one-vs-rest)."""
        return np.asarray(features @ self.weights.T) + self.intercepts

    def probabilities(self, features: Any) -> Array:
        """Give each text's probability of each label, 0 to 1."""
        from scipy.special import expit, softmax

        scores = self.score(features)
        return np.asarray(softmax(scores, axis=1) if self.multinomial else expit(scores))

    def to_json(self) -> dict[str, Any]:
        """Give the model as lists and numbers."""
        return {
            "labels": list(self.labels),
            "weights": self.weights.tolist(),
            "intercepts": self.intercepts.tolist(),
            "multinomial": self.multinomial,
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> LinearModel:
        """Make the model again from what `to_json` gave.

        Raises
        ------
        MeasureError
            Labels, weights and intercepts are not as many.
        """
        weights, intercepts = np.array(saved["weights"], np.float64), np.array(saved["intercepts"], np.float64)
        n_labels = len(saved["labels"])
        if weights.ndim != 2 or len(weights) != n_labels or intercepts.shape != (n_labels,):
            raise MeasureError(
                "a linear model has a row of weights and an intercept for each label",
                found=f"{n_labels} labels, weights {weights.shape}, intercepts {intercepts.shape}",
                do="write the model again",
            )
        return cls(tuple(saved["labels"]), weights, intercepts, bool(saved["multinomial"]))


def fit_one_vs_rest(
    features: Any, truth: Array, labels: Sequence[str], *, strength: float = 5.0, balanced: bool = True
) -> LinearModel:
    """Fit a logistic regression for each label on its own.

    Minimises ½ |w|² + ½ b² + C Σ s_i ln(1 + exp(−y_i (w·x_i + b))), y = ±1: the intercept b is held near 0 as the
    weights are (solver liblinear).

    Parameters
    ----------
    features
        Sparse matrix, texts × features.
    truth
        Texts × labels: 1, 0, or NaN where it is not known; such texts are left out for that label.
    labels
        Their names.
    strength
        C: the larger, the closer the fit.
    balanced
        Whether s weighs texts so that those with and without the label count the same; then a score of 0 lies half
        way between the two, however rare the label. Else s = 1.

    Raises
    ------
    MeasureError
        A label is everywhere or nowhere.
    """
    from threadpoolctl import threadpool_limits

    truth = np.asarray(truth, np.float64)
    for label, column in zip(labels, truth.T, strict=True):
        if not {0.0, 1.0} <= set(column.tolist()):
            raise MeasureError(
                f"of {label!r} there is nothing to learn", found="it is always yes or always no", do="leave it out"
            )
    with threadpool_limits(1):  # one thread: the same bytes on the same machine
        fits = [_fit_label(features, column, strength, balanced) for column in truth.T]
    weights, intercepts = np.stack([weight for weight, _ in fits]), [intercept for _, intercept in fits]
    return LinearModel(tuple(labels), np.round(weights, _DIGITS), np.round(intercepts, _DIGITS))


def fit_multinomial(
    features: Any, truth: Sequence[str], labels: Sequence[str], *, strength: float = 5.0, balanced: bool = True
) -> LinearModel:
    """Fit one logistic regression for all labels, of which each text has exactly one.

    Parameters are those of `fit_one_vs_rest`; `truth` is the label of each text.

    Raises
    ------
    MeasureError
        A label has no text.
    """
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    place = {label: number for number, label in enumerate(labels)}
    code = np.array([place[label] for label in truth], np.int64)
    if len(labels) < 3 or len(set(code.tolist())) < len(labels):
        raise MeasureError(
            "there must be three labels or more, each with a text",
            found=f"{sorted(set(truth))} of {sorted(labels)}",
            do="leave out labels without texts; for two labels use fit_one_vs_rest",
        )
    model = LogisticRegression(C=strength, class_weight="balanced" if balanced else None, max_iter=1000, tol=1e-6)
    with threadpool_limits(1):
        model.fit(features, code)
    weights = np.round(model.coef_, _DIGITS)
    return LinearModel(tuple(labels), weights, np.round(model.intercept_, _DIGITS), multinomial=True)


def _fit_label(features: Any, truth: Array, strength: float, balanced: bool) -> tuple[Array, float]:
    from sklearn.linear_model import LogisticRegression

    known = np.flatnonzero(~np.isnan(truth))
    yes = truth[known] == 1
    model = LogisticRegression(C=strength, solver="liblinear", class_weight="balanced" if balanced else None, tol=1e-5)
    model.fit(features[known], yes)
    return model.coef_[0], float(model.intercept_[0])
