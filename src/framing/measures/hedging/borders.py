"""Hedges and the borders of voices: a scope stays within the words of its speaker, and "I" is the one who speaks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.voices.layers import lay_quotations

__all__ = ["keep_to_voices"]

_FIRST_PERSON = frozenset(("i", "i'm", "i've", "i'd", "i'll", "my", "we", "we're", "we've", "we'd", "we'll", "our"))


def keep_to_voices(hedges: pd.DataFrame, articles: pd.DataFrame, quotations: pd.DataFrame) -> pd.DataFrame:
    """Cut scopes at the ends of the quotation a hedge stands in, and put the speaker's name for "I" and "we".

    Parameters
    ----------
    hedges
        Hedges with their scope, target, voice and speaker.
    articles, quotations
        The tables they are from.
    """
    start, end = (hedges[name].to_numpy(np.float64, na_value=np.nan) for name in ("scope_start", "scope_end"))
    number = articles.index.get_indexer(pd.Index(hedges["article_id"]))
    begins = hedges["start"].to_numpy(np.int64)
    parts = hedges["part"].to_numpy()
    for part in sorted(set(parts.tolist())):
        layers = lay_quotations(articles, quotations, part)
        rows = np.flatnonzero(parts == part)
        covering = layers.covering(number[rows], begins[rows])
        rows, covering = rows[covering >= 0], covering[covering >= 0]
        start[rows] = np.maximum(start[rows], layers.begin[covering])
        end[rows] = np.minimum(end[rows], layers.end[covering])
    named = ~(np.isnan(start) | (end <= start))
    return hedges.assign(
        scope_start=pd.Series(np.where(named, start, np.nan), hedges.index).astype("Int64"),
        scope_end=pd.Series(np.where(named, end, np.nan), hedges.index).astype("Int64"),
        target=_name_first_persons(hedges),
    )


def _name_first_persons(hedges: pd.DataFrame) -> pd.Series:
    first_person = [
        isinstance(target, str) and target.replace("’", "'").lower() in _FIRST_PERSON
        for target in hedges["target"].tolist()
    ]
    speaks = np.array(first_person, bool) & (hedges["voice"] != "journalist").to_numpy() & hedges["speaker"].notna()
    return hedges["target"].where(~speaks, hedges["speaker"])
