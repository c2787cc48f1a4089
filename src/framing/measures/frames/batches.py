"""Which articles to code next, and when to stop."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.learning.folds import name_groups
from framing.measures.frames.classifier import FrameClassifier
from framing.tables import check_table

__all__ = ["draw_batch", "is_learnt"]

_STRATEGIES = ("uncertain", "random")


def draw_batch(
    classifier: FrameClassifier, articles: pd.DataFrame, *, n: int = 30, strategy: str = "uncertain", seed: int = 0
) -> pd.DataFrame:
    """Draw articles to code next: to learn most from, or to measure by.

    "uncertain" takes, of those not coded, the ones nearest to a threshold of any label (where each article has one
    label: those whose two highest scores lie nearest), none that is a copy of a coded one or of another taken (column
    ``duplicate``, or the same text); they teach most and stand for nothing. "random" enlarges the random sample: it
    draws, all alike, from the articles that are not of it yet, those that uncertain batches had coded included. What is
    drawn is then, with the sample before, a random sample of all articles.

    Parameters
    ----------
    classifier
        A fitted classifier.
    articles
        The table `articles`: all that the shares shall be about, the coded ones too.
    n
        How many; 20 to 50 a batch.
    strategy
        "uncertain" or "random".
    seed
        Seed of the random draw.

    Returns
    -------
    pandas.DataFrame
        Index article_id; ``batch`` (the strategy, to be kept beside the codes), ``probability`` (of being drawn, n /
        articles not of the sample yet; NaN for "uncertain", which has none), ``distance`` (of the score from the
        nearest threshold, in logits, above 0; NaN where the article holds nothing the model knows, or the model has
        learnt from it), ``coded`` (whether it has codes: none are needed). Sorted by distance for "uncertain", by id
        for "random".

    Raises
    ------
    MeasureError
        The strategy is unknown, or fewer than n articles are left.

    Notes
    -----
    In practice: code a random sample first. After each batch write its ``batch`` beside the new codes. Of a random
    batch keep the codes of articles with ``coded``, and write "random" into the ``batch`` of their rows: they were
    drawn by chance now, whatever they were picked for before. Never do so for an article that was not drawn, and never
    leave out those with ``coded``: without them the sample would lack the articles that the model finds hard. An
    uncertain batch must never enter a figure or a share; 100 articles or more should be of the random sample. Stop by
    `framing.measures.frames.batches.is_learnt`: macro F1 on the random sample gained less than .01 over three batches.

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.load_demo()
    >>> codes = articles["text"].str.contains("minister").astype(int).rename("minister").to_frame().iloc[:60]
    >>> model = fr.fit_frames(articles, codes, outlet=None)
    >>> draw_batch(model, articles, n=3, strategy="random", seed=1)["probability"].round(2).tolist()
    [0.25, 0.25, 0.25]
    """
    check_table("articles", articles)
    if strategy not in _STRATEGIES:
        raise MeasureError("unknown strategy", found=repr(strategy), do=f"use {' or '.join(_STRATEGIES)}")
    ties = classifier.ties
    coded = {*classifier.predictions.index, *ties["article_id"]}
    if strategy == "random":
        predicted = classifier.predictions
        sampled = {*predicted.index[predicted["sampled"]], *ties.loc[ties["sampled"], "article_id"]}
        left = articles.index[~articles.index.isin(list(sampled))].sort_values()
    else:
        distance = _measure_distance(classifier, _take_new(articles, coded)).dropna()
        left = distance.sort_values(kind="stable").index
    if not 1 <= n <= len(left):
        raise MeasureError(f"cannot draw n={n} articles", found=f"{len(left)} left", do=f"n up to {len(left)}")
    if strategy == "random":
        chosen = left[np.sort(np.random.Generator(np.random.PCG64(seed)).choice(len(left), n, replace=False))]
        distance = _measure_distance(classifier, articles.loc[chosen[~chosen.isin(list(coded))]])
    else:
        chosen = left[:n]
    probability = n / len(left) if strategy == "random" else np.nan
    known = {"distance": distance.reindex(chosen), "coded": chosen.isin(list(coded))}
    return pd.DataFrame({"batch": strategy, "probability": probability, **known}, index=chosen)


def is_learnt(macro_f1: Sequence[float], *, gain: float = 0.01, batches: int = 3) -> bool:
    """Tell whether coding more will teach little: macro F1 gained less than `gain` over the last `batches` batches.

    Parameters
    ----------
    macro_f1
        Macro F1 on the same random sample, before the first batch and after each: ``overall.loc["macro_f1",
        "estimate"]`` of each fit.
    gain, batches
        The rule.

    Returns
    -------
    bool
        False as long as there were fewer batches.

    Examples
    --------
    >>> is_learnt([0.50, 0.60, 0.61]), is_learnt([0.50, 0.60, 0.61, 0.612, 0.615]), is_learnt([0.6, 0.6, 0.609, 0.607])
    (False, False, True)
    """
    if len(macro_f1) <= batches:
        return False
    return bool(max(macro_f1[-batches:]) - macro_f1[-batches - 1] < gain - 1e-12)


def _take_new(articles: pd.DataFrame, coded: set[str]) -> pd.DataFrame:
    """Take one article of each family of copies that nobody coded: the first in the order of ids.

    Which copy it is makes little difference: they have one answer.
    """
    ordered = articles.sort_index()
    family = pd.Series(name_groups(ordered.drop(columns="story", errors="ignore")), ordered.index)
    held = set(family[family.index.isin(list(coded))])
    return ordered[~(family.duplicated() | family.isin(list(held))).to_numpy()]


def _measure_distance(classifier: FrameClassifier, articles: pd.DataFrame) -> pd.Series:
    """How far each article is from being given another answer, in logits."""
    scores = classifier.score(articles).to_numpy()
    if classifier.single:
        ranked = np.sort(scores, axis=1)
        nearest = ranked[:, -1] - ranked[:, -2]
    else:
        away = np.abs(scores - classifier.thresholds)
        nearest = away.min(axis=1) if away.shape[1] else np.full(len(away), np.nan)
    return pd.Series(np.round(nearest, 9), index=articles.index)
