"""How tone toward named targets goes with what readers see: sentences of US news, without labels and trained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.measures.sentiment.target_model import CLASSES, fit_target_tone, score_tones
from framing.measures.sentiment.target_tone import measure_target_tone
from framing.validity.halves import part_of
from framing.validity.sets import find_set, read_lines

__all__ = ["as_mentions", "measure", "name_article"]

Array = np.ndarray[Any, Any]

_SET = "newsmtsc.jsonl"
_DRAWS = 1000
_ARTICLE = re.compile(r"(?:allsides_\d+_\d+|polusa_v1_\d+_-?\d+)(?=_)")
_COLUMNS = ["set", "part", "measure", "value", "low", "high", "n"]


def name_article(identifier: str) -> str:
    """Name the article of a mention: the front of its id.

    An id is set, article, cluster, sentence, mention and its bounds, joined by ``_``; the article is the first two
    numbers behind the set.

    Examples
    --------
    >>> name_article("allsides_12_401_25_Ivo Marsh_0_6"), name_article("polusa_v1_77_-1_35_he_4_6")
    ('allsides_12_401', 'polusa_v1_77_-1')
    """
    found = _ARTICLE.match(identifier)
    return found[0] if found else identifier


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure `measure_target_tone` and `fit_target_tone` on the train part of NewsMTSC.

    Each mention was rated positive, neutral or negative toward its target (Hamborg & Donnay 2021); mentions without
    a majority are not in the set. Articles are halved by the sha256 of their names: lists and numbers were made on the
    ``seen`` half, whose last digit is even, and the ``unseen`` half was scored once they stood. ``untrained`` is
    without labels; ``trained`` is cross-fitted in five folds over all, no article in two, and its numbers hold the
    untrained score, so that half of it is seen. ``majority`` gives the most frequent class to all. Intervals draw
    articles anew.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part`` (seen, unseen, all), ``measure``, ``value``, ``low``, ``high``, ``n``
        mentions. Macro-F1 of three classes, accuracy, F1 of each class: 0 to 1.

    Raises
    ------
    CorpusError
        The set is missing or another file.

    References
    ----------
    Hamborg, F. & Donnay, K. (2021). NewsMTSC: A dataset for (multi-)target-dependent sentiment classification in
    political news articles. EACL, 1663-1675. https://doi.org/10.18653/v1/2021.eacl-main.142
    """
    marked = sorted(read_lines(find_set(_SET, folder)), key=lambda one: str(one["id"]))
    marked = [one for one in marked if one["split"] == "train"]
    truth = np.array([one["polarity"] for one in marked], np.int64)
    articles, mentions = as_mentions(marked)
    group = np.array([name_article(str(one["id"])) for one in marked])
    untrained = measure_target_tone(articles, mentions, parts=("text",))["tone"].to_numpy()
    trained = fit_target_tone(articles, mentions, truth.tolist(), group=group.tolist()).predictions["tone"].to_numpy()
    majority = np.full(len(truth), np.bincount(truth + 1).argmax() - 1)
    seen = np.array([part_of(name) == "seen" for name in group])
    every = np.ones(len(truth), bool)
    rows: list[tuple[Any, ...]] = []
    for part, held in (("seen", seen), ("unseen", ~seen), ("all", every)):
        for name, found in (("untrained", untrained), ("majority", majority)):
            rows += [(part, f"{name}_{key}", *row) for key, *row in _score(truth, found, group, held)]
    rows += [("all", f"trained_{key}", *row) for key, *row in _score(truth, trained, group, every)]
    return pd.DataFrame(rows, columns=_COLUMNS[1:]).assign(set=_SET)[_COLUMNS]


def as_mentions(marked: list[dict[str, Any]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make of marked sentences the `articles` table, each mention's sentence one, and the mentions.

    In this table every line is its own article, so that no name is looked up elsewhere; voices are not needed and are
    told from the sentence alone.
    """
    index = pd.Index([str(one["id"]) for one in marked], name="article_id")
    articles = pd.DataFrame({"text": [one["text"] for one in marked]}, index=index)
    articles = articles.assign(title=None, outlet="-", date=pd.Series(pd.NaT, index), url=None)
    spans = {name: [one[name] for one in marked] for name in ("start", "end", "target")}
    mentions = pd.DataFrame({"article_id": index, "part": "text", **spans})
    return articles, mentions.assign(voice="journalist", speaker=None, place="body")


def _score(truth: Array, found: Array, group: Array, held: Array) -> Iterator[tuple[Any, ...]]:
    """Name, value, low, high and n of each figure of some mentions."""
    truth, found, group = truth[held], found[held], group[held]
    values = score_tones(truth, found)
    counts = _count_pairs(truth, found, group)
    drawn = np.random.Generator(np.random.PCG64(7)).integers(0, len(counts), (_DRAWS, len(counts)))
    sums = np.stack([counts[one].sum(axis=0) for one in drawn])
    for name, sample in _score_sums(sums).items():
        low, high = np.quantile(sample, [0.025, 0.975])
        yield name, values[name], float(low), float(high), len(truth)


def _count_pairs(truth: Array, found: Array, group: Array) -> Array:
    """Of each article, how many mentions of each class were given each class."""
    names, row = np.unique(group, return_inverse=True)
    counts = np.zeros((len(names), 3, 3))
    np.add.at(counts, (row, truth + 1, found + 1), 1)
    return counts


def _score_sums(sums: Array) -> dict[str, Array]:
    """Figures of many tables of true by found class."""
    right = np.diagonal(sums, axis1=1, axis2=2)
    either = sums.sum(axis=1) + sums.sum(axis=2)
    each = 2 * right / np.maximum(either, 1)
    named = {f"f1_{name}": each[:, place] for place, name in enumerate(CLASSES)}
    return {"macro_f1": each.mean(axis=1), "accuracy": right.sum(axis=1) / sums.sum(axis=(1, 2)), **named}
