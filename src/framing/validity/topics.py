"""How well topics find what people sorted news by, and how far topics of political news hold still."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.measures.topics.choosing import choose_topics
from framing.measures.topics.fitting import fit_topics
from framing.measures.topics.preparing import count_topic_terms
from framing.validity.sets import find_set, read_lines

__all__ = ["measure", "score_sorting"]

Array = np.ndarray[Any, Any]

_SORTED, _CORPUS = "bbc_topics.jsonl.gz", "allsides.jsonl.gz"
_SEED, _DRAWS = 7, 2000
_SAMPLE, _CANDIDATES, _SUBSAMPLES = 1500, (5, 10, 20), 6
_NAN = float("nan")


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure the topics of `fit_topics` and `choose_topics` at their defaults.

    BBC: 2,125 different texts that the BBC's own desks sorted into five. Each goes to the topic it has most of, of five
    fitted by NMF and by LDA. ``nmi`` = 2 I / (H + H') of topics and desks, 0 to 1; ``purity``: share of the texts whose
    desk is the commonest of their topic, 0 to 1. Intervals draw texts anew, the topics being given.

    AllSides: 1,500 articles, the first by the sha256 of their id, as they were scraped. ``stability`` and ``npmi`` of
    NMF with 5, 10 and 20 topics, as in `choose_topics`; the interval is that of the mean over draws. Nothing was chosen
    on either set.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` texts.

    Raises
    ------
    CorpusError
        A set is missing or another file.

    Notes
    -----
    Desks are coarse: five topics that find them say little of thirty. Stability is no proof of meaning.

    References
    ----------
    Greene, D., & Cunningham, P. (2006). Practical solutions to the problem of diagonal dominance in kernel document
    clustering. ICML 2006, 377–384. https://doi.org/10.1145/1143844.1143892
    """
    rows = [*_score_desks(folder), *_score_stability(folder)]
    return pd.DataFrame(rows, columns=["set", "part", "measure", "value", "low", "high", "n"])


def _score_desks(folder: Path | None) -> Iterator[tuple[Any, ...]]:
    table = pd.DataFrame(read_lines(find_set(_SORTED, folder))).sort_values("id").drop_duplicates("text")
    articles = _lay_out(table.assign(outlet="BBC"))
    terms = count_topic_terms(articles)
    for method in ("nmf", "lda"):
        model = fit_topics(articles, n_topics=table["topic"].nunique(), method=method, seed=_SEED, terms=terms)
        held = model.shares.notna().all(axis=1)
        topics, desks = model.shares[held].to_numpy().argmax(axis=1), articles.loc[held, "topic"]
        counts = pd.crosstab(topics, desks.to_numpy()).to_numpy()
        rng = np.random.Generator(np.random.PCG64(_SEED))
        drawn = rng.multinomial(counts.sum(), counts.ravel() / counts.sum(), _DRAWS).reshape(-1, *counts.shape)
        for name, value, draws in zip(("nmi", "purity"), score_sorting(counts), score_sorting(drawn), strict=True):
            low, high = np.quantile(draws, [0.025, 0.975])
            yield _SORTED, "all", f"{name}, {method}", float(value), float(low), float(high), int(counts.sum())


def score_sorting(counts: Array) -> tuple[Array, Array]:
    """Compare two ways to sort the same things: normalised mutual information and purity.

    NMI = 2 I / (H + H'), 0 where they are independent, 1 where they are one. Purity: share of things in the commonest
    column of their row. Both of the last two axes, rows × columns, of a table of counts.

    Examples
    --------
    >>> nmi, purity = score_sorting(np.array([[4, 0], [0, 4]]))
    >>> float(nmi), float(purity)
    (1.0, 1.0)
    >>> nmi, purity = score_sorting(np.array([[2, 2], [2, 2]]))
    >>> float(nmi), float(purity)
    (0.0, 0.5)
    """
    share = counts / counts.sum(axis=(-2, -1), keepdims=True)
    alone = _entropy(share.sum(axis=-1)) + _entropy(share.sum(axis=-2))
    both = _entropy(share.reshape(*share.shape[:-2], -1))
    return 2 * (alone - both) / alone, share.max(axis=-1).sum(axis=-1)


def _entropy(share: Array) -> Array:
    return np.asarray(-(share * np.log(np.where(share > 0, share, 1))).sum(axis=-1))


def _score_stability(folder: Path | None) -> Iterator[tuple[Any, ...]]:
    lines = sorted(read_lines(find_set(_CORPUS, folder)), key=lambda line: sha256(str(line["id"]).encode()).hexdigest())
    articles = _lay_out(pd.DataFrame(lines[:_SAMPLE]))
    panel = choose_topics(articles, candidates=_CANDIDATES, draws=_SUBSAMPLES, seed=_SEED).panel
    for n_topics, row in panel.iterrows():
        ends = row["stability_low"], row["stability_high"]
        yield _CORPUS, "all", f"stability, K={n_topics}", row["stability"], *ends, len(articles)
        yield _CORPUS, "all", f"npmi, K={n_topics}", row["npmi"], _NAN, _NAN, len(articles)


def _lay_out(table: pd.DataFrame) -> pd.DataFrame:
    """Lay out a set as the table of articles."""
    articles = table.assign(id=table["id"].astype(str)).set_index("id").rename_axis("article_id")
    for name in ("title", "date", "url"):
        articles[name] = articles[name] if name in articles.columns else "-" if name == "url" else ""
    return articles.assign(date=pd.to_datetime(articles["date"], errors="coerce"))
