"""How well frames are learnt from codes: climate articles with five frames each, headlines on guns with one of nine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.corpus.outlets import unify_outlets
from framing.measures.frames.fitting import fit_frames
from framing.text import count_terms, tokenise
from framing.validity.sets import find_set, read_lines

__all__ = ["measure"]

_CLIMATE, _GUNS = "narrative_frames.jsonl", "gvfc_headlines.jsonl"
_FRAMES = ("conflict", "economic", "human_interest", "moral", "resolution")
_LIKE = 0.8  # share of their words that near copies of a headline have in common
_COLUMNS = ["set", "part", "measure", "value", "low", "high", "n"]


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure `fit_frames` on two coded sets, across five folds.

    - ``narrative_frames.jsonl``: 214 articles on climate, each of five frames yes or no (as its authors joined them
      from questions). Spellings of outlets are unified first; all articles of an outlet stay in one fold. For each
      frame ``auc`` (chance that an article with the frame scores above one without), ``f1`` (threshold from inner
      folds) and ``always yes f1``; intervals draw outlets anew.
    - ``gvfc_headlines.jsonl``: the relevant headlines with a frame, each once: of headlines that are the same in lower
      case and trimmed the first in the file stays. Near copies (four in five of the words of both in common) stay in
      one fold and are drawn together. ``accuracy`` and ``macro_f1``, and what the most frequent frame gets for all.

    Features and settings were chosen by cross-validation inside the half of each set whose id has an even sha256. The
    figures are of the whole set: each article is predicted by a model that did not see it, but half of them had a part
    in the choice of a recipe, hence part "cross-validated". The recipe is that of every user's set.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` articles.

    Raises
    ------
    CorpusError
        A set is missing or another file.

    References
    ----------
    Liu, S., Guo, L., Mays, K., Betke, M., & Wijaya, D. T. (2019). Detecting frames in news headlines and its
    application to analyzing news framing trends surrounding U.S. gun violence. Proceedings of CoNLL 2019, 504–514.
    https://doi.org/10.18653/v1/K19-1047
    """
    rows = [*_measure_climate(folder), *_measure_guns(folder)]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _measure_climate(folder: Path | None) -> list[tuple[Any, ...]]:
    marked = read_lines(find_set(_CLIMATE, folder))
    articles = unify_outlets(_tabulate(marked, [one["outlet"] for one in marked]))
    codes = pd.DataFrame([[one[frame] for frame in _FRAMES] for one in marked], articles.index, list(_FRAMES))
    model = fit_frames(articles, codes.astype(int), group="outlet", outlet=None)
    rows: list[tuple[Any, ...]] = []
    for name in _FRAMES:
        for key in ("auc", "f1"):
            ends = [float(model.report[column][name]) for column in (key, f"{key}_low", f"{key}_high")]
            rows.append((_CLIMATE, "cross-validated", f"{key}, {name}", *ends, len(articles)))
        floor = float(model.report["always_yes_f1"][name])
        rows.append((_CLIMATE, "cross-validated", f"always yes f1, {name}", floor, np.nan, np.nan, len(articles)))
    return rows


def _measure_guns(folder: Path | None) -> list[tuple[Any, ...]]:
    marked = [one for one in read_lines(find_set(_GUNS, folder)) if one["relevant"] and one["frame"]]
    first = {one["text"].lower().strip(): one for one in reversed(marked)}
    marked = [one for one in marked if first[one["text"].lower().strip()] is one]
    articles = _tabulate(marked, ["unknown"] * len(marked))
    frames = pd.Series([one["frame"] for one in marked], articles.index)
    articles = articles.assign(copies=_join_copies(articles))
    model = fit_frames(articles, frames, group="copies", outlet=None)
    rows: list[tuple[Any, ...]] = []
    for name in ("accuracy", "macro_f1"):
        value, low, high, baseline = (
            float(model.overall[key][name]) for key in ("estimate", "low", "high", "baseline")
        )
        rows.append((_GUNS, "cross-validated", name, value, low, high, len(articles)))
        rows.append((_GUNS, "cross-validated", f"{name} of the most frequent", baseline, np.nan, np.nan, len(articles)))
    return rows


def _tabulate(marked: list[dict[str, Any]], outlets: list[str]) -> pd.DataFrame:
    index = pd.Index([str(one["id"]) for one in marked], name="article_id")
    columns = {"text": [one["text"] for one in marked], "title": "", "outlet": outlets, "url": "-"}
    return pd.DataFrame(columns, index=index).astype("str").assign(date=pd.Series(pd.NaT, index))


def _join_copies(articles: pd.DataFrame) -> list[str]:
    """Group texts that have four in five of their words in common: words of both / words of either."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    text, term, _, terms = count_terms(tokenise(articles["text"].tolist()))
    has = sparse.csr_array((np.ones(len(text)), (text, term)), shape=(len(articles), len(terms)))
    both = sparse.coo_array(has @ has.T)
    size = has.sum(axis=1)
    one, other = both.coords
    like = (both.data >= _LIKE * (size[one] + size[other] - both.data)) & (one < other)
    graph = sparse.csr_array((np.ones(int(like.sum())), (one[like], other[like])), shape=(len(articles),) * 2)
    return [f"{number}" for number in connected_components(graph, directed=False)[1].tolist()]
