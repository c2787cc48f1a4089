"""Fitting topics: NMF on TF-IDF, or LDA on counts."""

from __future__ import annotations

from importlib import metadata
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.measures.topics.doubts import doubt_topics
from framing.measures.topics.factorising import Factors, Method, factorise, project
from framing.measures.topics.model import TopicModel, rank_words
from framing.measures.topics.preparing import TopicTerms, check_terms, count_topic_terms, read_whole
from framing.measures.topics.quality import exclusivity, npmi
from framing.measures.topics.terms import TermList, count_terms
from framing.parts import check_language, part_texts
from framing.tables import check_table
from framing.text import tokenise
from framing.variables import Variable

__all__ = ["VARIABLES", "assign_topics", "fit_topics"]

Array = np.ndarray[Any, Any]

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
    method: Method = "nmf",
    seed: int = 0,
    terms: TopicTerms | None = None,
) -> TopicModel:
    """Find what a corpus is about: groups of words that occur together, and their share in each article.

    NMF (the default) factors TF-IDF weights, (1 + ln count) · (ln((1 + n) / (1 + n_t)) + 1) at length 1, from a start
    fixed by the seed (nndsvda); LDA fits counts by variational Bayes. Shares are the texts' non-negative loads on the
    topics, brought to a sum of 1. Unit: share of the article. Range: 0 to 1; higher means that more of the article is
    about the topic. NaN where an article is empty or has none of the terms. The same articles and seed give the same
    topics, in whatever order the rows come.

    Parameters
    ----------
    articles
        The `articles` table, in English. Clean it first (``clean_articles``) and find its copies (``assign_copies``).
    n_topics
        Number of topics, from 2: see ``choose_topics``.
    method
        "nmf" or "lda".
    seed
        Seed of the start (NMF), of the order of texts and of the start (LDA).
    terms
        The terms of these articles, from ``count_topic_terms``, where the options are. Once counted they serve many.

    Returns
    -------
    TopicModel
        Tables `words`, `shares`, `quality`, `weights`; `settings`; `warnings`.

    Raises
    ------
    MeasureError
        For fewer than 30 articles with text or 200 terms, a number of topics that does not fit, an unknown method,
        terms of other articles or texts.

    Notes
    -----
    It sees words, not events or frames; similar articles about two events share a topic. Last digits can differ between
    machines. LDA with 128 texts at a time (priors .1 on topics, .01 on terms), five times over the corpus and at least
    60 steps, costs about 25 times as much as NMF, and its topics depend more on the seed.

    References
    ----------
    Lee & Seung 1999 (NMF); Boutsidis & Gallopoulos 2008 (nndsvd); Blei, Ng & Jordan 2003 and Hoffman, Blei & Bach 2010
    (LDA); Röder, Both & Hinneburg 2015 (NPMI).

    Examples
    --------
    >>> import framing as fr
    >>> model = fr.fit_topics(fr.load_demo(), n_topics=4, seed=7)
    >>> model.shares.sum(axis=1).round(6).unique().tolist()
    [1.0]
    """
    _check_method(method)
    n_topics, seed = read_whole("n_topics", n_topics), read_whole("seed", seed)
    check_table("articles", articles)
    if terms is None:
        terms = count_topic_terms(articles)
    _check_request(articles, terms, n_topics)
    factors = factorise(terms.counts, n_topics, method=method, seed=seed)
    factors, shares = _order(terms, factors, method)
    names = [f"topic_{number:02d}" for number in range(1, n_topics + 1)]
    table = pd.DataFrame(shares, index=terms.articles, columns=names)
    quality = _judge(terms, factors.weights, table)
    weights = pd.DataFrame(factors.weights.T, index=pd.Index(terms.counts.terms, name="term"), columns=names)
    return TopicModel(
        words=rank_words(names, terms.counts.terms, factors.weights),
        shares=table.loc[articles.index],
        quality=quality,
        settings={**terms.settings, "method": method, "n_topics": n_topics, "seed": seed, "versions": _versions()},
        warnings=(*terms.warnings, *_doubt(articles, terms, factors, shares, quality)),
        weights=weights,
        idf=pd.Series(factors.idf, index=weights.index, name="idf"),
        scale=pd.Series(factors.scale, index=pd.Index(names, name="topic"), name="scale"),
        phrases=tuple(terms.chosen.phrases),
    )


def assign_topics(model: TopicModel, articles: pd.DataFrame) -> pd.DataFrame:
    """Place other articles in the topics of a model.

    Shares are the non-negative loads of each text on the topics as they were fitted, brought to a sum of 1. Unit: share
    of the article. Range: 0 to 1; higher means that more of the article is about the topic. NaN where an article has
    none of the model's terms. The articles of the model get the model's shares (to about six digits).

    Parameters
    ----------
    model
        A topic model, fitted or read.
    articles
        The `articles` table, in English.

    Returns
    -------
    pandas.DataFrame
        `scores`: index `article_id` in the order of `articles`; a column a topic.

    Raises
    ------
    MeasureError
        The model holds no weights, or the articles are in another language.

    Notes
    -----
    Words that the model does not know count for nothing: news of something new is forced into old topics. Outlets that
    were not fitted keep their own names as words, if the model has them.

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.load_demo()
    >>> model = fr.fit_topics(articles, n_topics=4)
    >>> assign_topics(model, articles.iloc[:5]).shape
    (5, 4)
    """
    check_table("articles", articles)
    check_language(articles, "en", of="the topic model")
    if model.weights.empty or len(model.scale) != len(model.topics):
        raise MeasureError(
            "the model holds no weights", found="tables of words and shares alone", do="fit it again with fit_topics"
        )
    number: dict[str, int] = {}
    row = np.array([number.setdefault(text, len(number)) for text in part_texts(articles, "text")], np.int64)
    counts = count_terms(tokenise(list(number)), TermList(model.weights.index.tolist(), list(model.phrases)))
    weights, scale = model.weights.to_numpy().T, model.scale.to_numpy()
    factors = Factors(np.zeros((0, len(weights))), weights * scale[:, None], weights, model.idf.to_numpy(), scale)
    shares = project(counts, factors, method=model.settings["method"])[row]
    return pd.DataFrame(shares, index=articles.index, columns=model.topics)


def _check_method(method: str) -> None:
    if method not in ("nmf", "lda"):
        raise MeasureError("unknown method", found=f"method={method!r}", do='use method="nmf" or method="lda"')


def _check_request(articles: pd.DataFrame, terms: TopicTerms, n_topics: int) -> None:
    check_terms(terms, articles)
    most = min(terms.settings["n_articles"] // 2, terms.settings["n_terms"])
    if not 2 <= n_topics <= most:
        raise MeasureError(
            "the number of topics does not fit the corpus",
            found=f"n_topics={n_topics} for {terms.settings['n_articles']} articles",
            do=f"choose between 2 and {most}",
        )


def _order(terms: TopicTerms, factors: Factors, method: Method) -> tuple[Factors, Array]:
    """Give every article its shares, near copies by projection, and put the largest topic first."""
    alone = len(terms.entered) == terms.texts.counts.shape[0]
    loads = factors.loads if alone else project(terms.texts, factors, method=method)
    shares = np.concatenate([loads, np.full((1, loads.shape[1]), np.nan)])[terms.row]
    order = np.argsort(-np.nanmean(shares, axis=0), kind="stable")
    return factors.take(order), shares[:, order]


def _judge(terms: TopicTerms, weights: Array, shares: pd.DataFrame) -> pd.DataFrame:
    quality = {
        "share": shares.mean().to_numpy(),
        "npmi": npmi(terms.counts.counts, weights),
        "exclusivity": exclusivity(weights),
    }
    return pd.DataFrame(quality, index=pd.Index(shares.columns, name="topic"))


def _doubt(
    articles: pd.DataFrame, terms: TopicTerms, factors: Factors, shares: Array, quality: pd.DataFrame
) -> tuple[str, ...]:
    mean = float(quality["npmi"].mean())
    ordered = articles.sort_index()
    return doubt_topics(
        ordered, terms.texts, terms.row,
        weights=factors.weights, shares=shares, npmi=mean, n_texts=len(terms.entered),
    )  # fmt: skip


def _versions() -> dict[str, str]:
    return {name: metadata.version(name) for name in ("framing", "numpy", "scipy", "scikit-learn")}
