"""Which articles to code next, and when to stop."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.measures.frames.classifier import FrameClassifier
from framing.tables import check_table

__all__ = ["draw_batch", "is_learnt"]

_STRATEGIES = ("uncertain", "random")


def draw_batch(
    classifier: FrameClassifier, articles: pd.DataFrame, *, n: int = 30, strategy: str = "uncertain", seed: int = 0
) -> pd.DataFrame:
    """Draw articles to code next, of those that are not coded yet.

    "uncertain" takes those nearest to a threshold of any label (where each article has one label: those whose two
    highest scores lie nearest), one of each near copy (column ``duplicate``); they teach most and stand for nothing.
    "random" draws from all articles alike.

    Parameters
    ----------
    classifier
        A fitted classifier.
    articles
        The table `articles`: coded ones are passed over.
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
        articles not coded; NaN for "uncertain", which has none), ``distance`` (of the score from the nearest
        threshold, in logits, above 0; NaN where the article holds nothing the model knows). Sorted by distance for
        "uncertain", by id for "random".

    Raises
    ------
    MeasureError
        The strategy is unknown, or fewer than n articles are left.

    Notes
    -----
    Keep a random sample of 100 or more for figures for ever; an uncertain batch must never enter a figure or a share.
    Stop by `is_learnt`: macro F1 on the random sample gained less than .01 over three batches.

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
    left = articles[~articles.index.isin(classifier.predictions.index)].sort_index()
    distance = _measure_distance(classifier, left)
    if strategy == "uncertain":
        order = distance.dropna().sort_values(kind="stable").index
        if "duplicate" in left.columns:
            copies = left.loc[order, "duplicate"]
            order = order[~(copies.duplicated() & copies.notna()).to_numpy()]
    else:
        order = left.index
    if not 1 <= n <= len(order):
        raise MeasureError(f"cannot draw n={n} articles", found=f"{len(order)} not coded", do=f"n up to {len(order)}")
    if strategy == "random":
        drawn = np.random.Generator(np.random.PCG64(seed)).choice(len(order), n, replace=False)
        order = order[np.sort(drawn)]
    chosen = order[:n]
    probability = n / len(left) if strategy == "random" else np.nan
    return pd.DataFrame({"batch": strategy, "probability": probability, "distance": distance[chosen]}, index=chosen)


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
