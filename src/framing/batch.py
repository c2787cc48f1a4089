"""All measures over a corpus, part by part, so that memory stays small."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from framing.codebook import MEASURES
from framing.errors import MeasureError
from framing.tables import check_table
from framing.text import tokenise
from framing.voices import find_quotations

__all__ = ["check_measures", "measure_corpus"]

_PART = 500  # articles measured at a time


def measure_corpus(articles: pd.DataFrame, *, measures: Sequence[str] | None = None) -> pd.DataFrame:
    """Take several measures of every article, in one pass over the text.

    Parameters
    ----------
    articles
        The `articles` table.
    measures
        Names of measures ("hedging", "sentiment"); all where none are given.

    Returns
    -------
    pandas.DataFrame
        `scores`: index `article_id`; the columns of every measure, each described in `list_variables()`.

    Raises
    ------
    MeasureError
        For a measure that does not exist.

    Examples
    --------
    >>> import framing as fr
    >>> scores = measure_corpus(fr.load_demo(), measures=["hedging"])
    >>> scores.index.name, bool((scores["hedging_epistemic"] >= 0).all())
    ('article_id', True)
    """
    chosen = check_measures(measures)
    check_table("articles", articles)
    parts = [articles.iloc[start : start + _PART] for start in range(0, max(len(articles), 1), _PART)]
    return pd.concat([_measure_part(part, chosen) for part in parts])


def check_measures(measures: Sequence[str] | None) -> list[str]:
    """Give the measures chosen, each once; all where None is given.

    Raises
    ------
    MeasureError
        For a measure that does not exist, and for an empty choice.

    Examples
    --------
    >>> check_measures(["hedging", "hedging"])
    ['hedging']
    """
    chosen = list(MEASURES) if measures is None else list(dict.fromkeys(measures))
    strangers = [name for name in chosen if name not in MEASURES]
    if strangers or not chosen:
        raise MeasureError(
            "unknown measure" if strangers else "no measure named",
            found=", ".join(map(repr, strangers)) or "an empty list",
            do=f"use one or more of {', '.join(MEASURES)}",
        )
    return chosen


def _measure_part(articles: pd.DataFrame, measures: list[str]) -> pd.DataFrame:
    tokens = tokenise(articles["text"].tolist())
    quotations = find_quotations(articles, tokens=tokens)
    scores = pd.DataFrame(index=articles.index)
    for name in measures:
        own = {"quotations": quotations} if name == "hedging" else {}
        measured = MEASURES[name](articles, tokens=tokens, **own)
        scores[[column for column in measured.columns if column not in scores]] = measured[
            [column for column in measured.columns if column not in scores]
        ]
    return scores
