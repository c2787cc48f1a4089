"""How hedges and the cue model go with the certainty that readers see: findings of science, rated from 1 to 6."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.measures.hedging.cue_model import load_cue_model
from framing.text import Tokens, tokenise
from framing.validity.sets import find_set, read_lines
from framing.validity.uncertain_sentences import CODES, find_all_hedges

__all__ = ["measure"]

Array = np.ndarray[Any, Any]

_SET = "science_certainty.jsonl"
_DRAWS = 2000
_UNCERTAIN = 3  # certainty at or below it


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure how far less hedging goes with more certainty, as readers rate it.

    Findings of papers, and of news about them, were rated from 1, uncertain, to 6, certain (Pei & Jurgens 2021).
    Nothing was learnt or chosen on them: all of it is unseen. Two numbers are set against the ratings, both with the
    sign turned, so that more is more certain:

    - ``model``: the probability that the finding is uncertain, the highest of its sentences (`measure_certainty`);
    - ``density``: hedges per 100 words, of the codes that `uncertain_sentences` counts.

    ``pearson`` and ``spearman`` are their correlations with the rating, −1 to 1; ``auc`` is the chance that of two
    findings, one rated 3 or lower and one higher, the second has the higher number (ties count half), 0 to 1, .5 by
    luck. Intervals draw findings anew. Readers also go by what no hedge tells, such as numbers and wording: no value
    near 1 is to be expected.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` findings.

    Raises
    ------
    CorpusError
        The set is missing or another file.

    References
    ----------
    Pei, J., & Jurgens, D. (2021). Measuring sentence-level and aspect-level (un)certainty in science communications.
    Proceedings of EMNLP 2021, 9959–10011. https://doi.org/10.18653/v1/2021.emnlp-main.784
    """
    marked = sorted(read_lines(find_set(_SET, folder)), key=lambda one: str(one["id"]))
    rating = np.array([one["certainty"] for one in marked], float)
    tokens = tokenise([one["text"] for one in marked])
    numbers = {"model": -_rate_by_model(tokens), "density": -_rate_by_density(marked, tokens)}
    drawn = np.random.Generator(np.random.PCG64(7)).integers(0, len(marked), (_DRAWS, len(marked)))
    drawn = np.concatenate([[np.arange(len(marked))], drawn])
    rows = []
    for name, number in numbers.items():
        for key, values in _compare(number[drawn], rating[drawn]).items():
            low, high = np.quantile(values[1:], [0.025, 0.975])
            rows.append((_SET, "unseen", f"{name}_{key}", float(values[0]), float(low), float(high), len(marked)))
    return pd.DataFrame(rows, columns=["set", "part", "measure", "value", "low", "high", "n"])


def _rate_by_model(tokens: Tokens) -> Array:
    """Highest probability of any sentence of each text."""
    best = np.zeros(tokens.n_texts)
    np.maximum.at(best, tokens.sentence_text, load_cue_model().judge_sentences(tokens))
    return best


def _rate_by_density(marked: list[dict[str, Any]], tokens: Tokens) -> Array:
    """Hedges per 100 words of each text."""
    hedges = find_all_hedges(marked)
    counted = hedges["code"].isin([code for codes in CODES.values() for code in codes]) & (hedges["sense"] == "hedge")
    found = hedges.loc[counted, "article_id"].value_counts()
    return 100 * found.reindex([one["id"] for one in marked], fill_value=0).to_numpy() / tokens.count_words()


def _compare(number: Array, rating: Array) -> dict[str, Array]:
    """Compare a number with the ratings, draw by draw."""
    from scipy.stats import rankdata

    rank = rankdata(number, axis=1)
    certain = rating > _UNCERTAIN
    many, few = certain.sum(axis=1), (~certain).sum(axis=1)
    above = (rank * certain).sum(axis=1) - many * (many + 1) / 2
    return {
        "pearson": _correlate(number, rating),
        "spearman": _correlate(rank, rankdata(rating, axis=1)),
        "auc": above / (many * few),
    }


def _correlate(x: Array, y: Array) -> Array:
    """Pearson's correlation, row by row."""
    x, y = (values - values.mean(axis=1, keepdims=True) for values in (x, y))
    return (x * y).sum(axis=1) / np.sqrt((x**2).sum(axis=1) * (y**2).sum(axis=1))
