"""Rates of every kind of hit for every unit: one row an article, or an article and voice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.analysis.tally import tally
from framing.tables import VOICES

__all__ = ["rate_units"]


def rate_units(
    matches: pd.DataFrame,
    words: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    by: str,
    kind: str,
    columns: dict[str, str],
) -> pd.DataFrame:
    """Compute hits per 100 words for each unit.

    Rate = 100 × Σ weight of the hits of a kind / words of the unit. NaN where the unit has no words.

    Parameters
    ----------
    matches, words
        Hits with their `weight`, and exposure.
    articles
        Gives the units and their order.
    by
        "article", or "voice" for one row an article and voice.
    kind
        Column of `matches` that tells kinds apart.
    columns
        From kind to the name of its column in the result.

    Returns
    -------
    pandas.DataFrame
        `scores`: index `article_id`, or `article_id` and `voice`; one column a kind, and `n_words`.
    """
    keys = ["article_id"] if by == "article" else ["article_id", "voice"]
    units = _units(articles, words, by)
    counts = tally(matches, words, by=keys, kind=kind, kinds=list(columns))
    exposure = counts.groupby(keys, sort=False)["n_words"].first().reindex(units, fill_value=0)
    scores = pd.DataFrame(index=units)
    for name, column in columns.items():
        hits = _weighted(matches[matches[kind] == name], keys).reindex(units, fill_value=0.0)
        scores[column] = np.where(exposure > 0, 100.0 * hits / exposure.where(exposure > 0), np.nan)
    return scores.assign(n_words=exposure.astype(np.int64))


def _weighted(matches: pd.DataFrame, keys: Sequence[str]) -> pd.Series:
    """Sum of the weights of the hits of each unit."""
    return matches.groupby(list(keys), sort=True)["weight"].sum()


def _units(articles: pd.DataFrame, words: pd.DataFrame, by: str) -> pd.Index:
    if by == "article":
        return articles.index
    heard = {"journalist", "source_direct", *words["voice"].tolist()}
    voices = [voice for voice in VOICES if voice in heard]
    return pd.MultiIndex.from_product([articles.index, voices], names=["article_id", "voice"])
