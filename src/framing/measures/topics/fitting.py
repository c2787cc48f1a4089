"""Fitting topics: NMF on TF-IDF, or LDA on counts."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.measures.topics.model import TopicModel
from framing.measures.topics.quality import exclusivity, npmi
from framing.measures.topics.terms import TermCounts, count_topic_terms, stop_words
from framing.parts import check_language
from framing.tables import check_table
from framing.text import tokenise
from framing.variables import Variable

__all__ = ["VARIABLES", "fit_topics"]

Array = np.ndarray[Any, Any]

_MIN_ARTICLES, _MIN_TERMS, _TOP_WORDS = 30, 200, 20
_SUSPICIOUS_NPMI = 0.5

VARIABLES = (
    Variable(
        name="topic_share",
        label="Share of the topic",
        unit="share of the article, 0–1",
        low=0,
        high=1,
        direction="more of the article is about the topic",
        undefined="the article has none of the model's terms",
        measure="fit_topics",
        source="NMF (Lee & Seung 1999) or LDA (Blei, Ng & Jordan 2003), scikit-learn",
    ),
)


def fit_topics(
    articles: pd.DataFrame,
    *,
    n_topics: int = 12,
    method: Literal["nmf", "lda"] = "nmf",
    seed: int = 0,
    phrases: bool = True,
    min_articles: int | None = None,
    stops: tuple[str, ...] = (),
) -> TopicModel:
    """Find what a corpus is about: groups of words that occur together, and their share in each article.

    NMF (the default) factors TF-IDF weights from a fixed start (nndsvda); LDA fits counts. Shares of an article sum to
    1. The same articles and seed give the same topics, in whatever order the rows come.

    Parameters
    ----------
    articles
        The `articles` table. Texts that are the same to the letter count once in the fit and get shares all the same.
    n_topics
        Number of topics, from 2.
    method
        "nmf" or "lda".
    seed
        Seed of the start (NMF) or of the sampling (LDA).
    phrases
        Whether two words that belong together (ten times or more, NPMI above .3) count as one term.
    min_articles
        A term must stand in so many articles; by default 5, or half a per cent of them if that is more.
    stops
        Words to leave out, beside function words, reporting verbs, days, months and the names of the outlets.

    Returns
    -------
    TopicModel
        Tables `words`, `shares`, `quality`; `warnings`.

    Raises
    ------
    MeasureError
        For fewer than 30 articles with text or 200 terms, a number of topics that does not fit, an unknown method.

    Notes
    -----
    It sees words, not events or frames; similar articles about two events share a topic. Near copies pull topics
    towards themselves: remove them first. Last digits can differ between machines.

    References
    ----------
    Lee & Seung 1999 (NMF); Boutsidis & Gallopoulos 2008 (nndsvd); Blei, Ng & Jordan 2003 (LDA); Röder, Both & Hinneburg
    2015 (NPMI).

    Examples
    --------
    >>> import framing as fr
    >>> model = fr.fit_topics(fr.load_demo(), n_topics=4, seed=7)
    >>> model.shares.sum(axis=1).round(6).unique().tolist()
    [1.0]
    """
    check_table("articles", articles)
    check_language(articles, "en", of="the list of stop words")
    _check_request(articles, n_topics, method)
    ordered = articles.sort_index()
    texts = ordered["text"].tolist()
    distinct = list(dict.fromkeys(text for text in texts if text.strip()))
    floor = max(5, round(0.005 * len(distinct))) if min_articles is None else min_articles
    words = stop_words(ordered["outlet"].drop_duplicates().tolist(), stops)
    terms = count_topic_terms(tokenise(distinct), stops=words, phrases=phrases, min_articles=floor, max_share=0.5)
    _check_terms(len(distinct), terms, n_topics, floor)
    shares, weights = _factorise(terms, n_topics, method, seed)
    row = {text: number for number, text in enumerate(distinct)}
    nowhere = np.full((1, n_topics), np.nan)
    per_article = np.concatenate([shares, nowhere])[[row.get(text, -1) for text in texts]]
    order = np.argsort(-np.nanmean(per_article, axis=0), kind="stable")
    names = [f"topic_{number:02d}" for number in range(1, n_topics + 1)]
    table = pd.DataFrame(per_article[:, order], index=ordered.index, columns=names)
    quality = _judge(terms, weights[order], table, names)
    settings: dict[str, str | int | float] = {
        "method": method,
        "n_topics": n_topics,
        "n_articles": len(distinct),
        "n_terms": len(terms.terms),
        "min_articles": floor,
        "phrases": int(phrases),
        "seed": seed,
    }
    warnings = _warn(quality, len(texts) - len(distinct))
    words_of = _top_words(weights[order], terms.terms, names)
    return TopicModel(words_of, table.loc[articles.index], quality, settings, warnings)


def _check_request(articles: pd.DataFrame, n_topics: int, method: str) -> None:
    if method not in ("nmf", "lda"):
        raise MeasureError("unknown method", found=f"method={method!r}", do='use method="nmf" or method="lda"')
    with_text = len({text for text in articles["text"].tolist() if text.strip()})
    if with_text < _MIN_ARTICLES:
        raise MeasureError(
            f"topics need at least {_MIN_ARTICLES} different articles with text",
            found=f"{with_text}",
            do="read the articles; of a few, topics say nothing",
        )
    if not 2 <= n_topics <= with_text // 2:
        raise MeasureError(
            "the number of topics does not fit the corpus",
            found=f"n_topics={n_topics} for {with_text} articles",
            do=f"choose between 2 and {with_text // 2}",
        )


def _check_terms(n_articles: int, terms: TermCounts, n_topics: int, floor: int) -> None:
    if len(terms.terms) < max(_MIN_TERMS, n_topics):
        raise MeasureError(
            f"topics need at least {_MIN_TERMS} terms that several articles share",
            found=f"{len(terms.terms)} in {n_articles} articles",
            do="add articles: of so few texts topics say little" + ("" if floor <= 2 else ", or lower min_articles"),
        )


def _factorise(terms: TermCounts, n_topics: int, method: str, seed: int) -> tuple[Array, Array]:
    """Shares of the topics in each text (rows sum to 1, NaN without terms) and of the terms in each topic."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):  # one thread: the same bytes on the same machine
        loads, weights = _fit_nmf(terms, n_topics, seed) if method == "nmf" else _fit_lda(terms, n_topics, seed)
    empty = np.asarray(terms.counts.sum(axis=1)).ravel() == 0
    total = loads.sum(axis=1, keepdims=True)
    shares = np.divide(loads, total, out=np.full(loads.shape, np.nan), where=total > 0)
    shares[empty] = np.nan
    return shares, weights / np.maximum(weights.sum(axis=1, keepdims=True), np.finfo(float).tiny)


def _fit_nmf(terms: TermCounts, n_topics: int, seed: int) -> tuple[Array, Array]:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfTransformer

    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(terms.counts).astype(np.float32)
    model = NMF(n_components=n_topics, init="nndsvda", random_state=seed, tol=1e-3, max_iter=400)
    loads = model.fit_transform(weighted)
    return loads.astype(float), model.components_.astype(float)


def _fit_lda(terms: TermCounts, n_topics: int, seed: int) -> tuple[Array, Array]:
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(
        n_components=n_topics, doc_topic_prior=0.1, topic_word_prior=0.01, max_iter=50, random_state=seed, n_jobs=1
    )
    return model.fit_transform(terms.counts), model.components_


def _top_words(weights: Array, terms: list[str], names: list[str]) -> pd.DataFrame:
    rows = []
    for name, topic in zip(names, weights, strict=True):
        top = np.lexsort((np.arange(len(topic)), -topic))[:_TOP_WORDS]
        rows += [(name, rank, terms[term], float(topic[term])) for rank, term in enumerate(top.tolist(), start=1)]
    return pd.DataFrame(rows, columns=["topic", "rank", "word", "weight"])


def _judge(terms: TermCounts, weights: Array, shares: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    quality = {
        "share": shares.mean().to_numpy(),
        "npmi": npmi(terms.counts, weights),
        "exclusivity": exclusivity(weights),
    }
    return pd.DataFrame(quality, index=pd.Index(names, name="topic"))


def _warn(quality: pd.DataFrame, n_repeated: int) -> tuple[str, ...]:
    warnings = []
    if n_repeated:
        warnings.append(f"{n_repeated} articles are empty or repeat another to the letter; each text counted once")
    if quality["npmi"].mean() > _SUSPICIOUS_NPMI:
        warnings.append(
            f"mean NPMI {quality['npmi'].mean():.2f} is suspiciously high: look for several languages, copies, chrome"
        )
    return tuple(warnings)
