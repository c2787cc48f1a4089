"""How much of the coverage is about each topic, with the chance of the model itself in the interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.analysis.resampling import bootstrap_ratios, check_resampling, effective_clusters, summarise_ratios
from framing.analysis.scores import ScoreCells, name_mean, sum_scores
from framing.errors import EstimateError, MeasureError
from framing.measures.topics.factorising import factorise, project
from framing.measures.topics.matching import match_topics
from framing.measures.topics.model import TopicModel
from framing.measures.topics.preparing import TopicTerms, count_topic_terms
from framing.measures.topics.stability import draw_seed, draw_texts, number_families

__all__ = ["MATCHED", "summarise_topics"]

Array = np.ndarray[Any, Any]

MATCHED = 0.25
"""Jaccard of the ten top words from which a topic counts as found again: four words in common."""

_HALF = 0.5
_METHOD = (
    "within: cluster bootstrap SE × √(G/(G−1)); between: {runs} refits on half the clusters; within + (1 + 1/R) × "
    "between, logit scale, t with Barnard–Rubin df"
)
_WITHIN = "cluster bootstrap SE × √(G/(G−1)), logit scale, t with G−1 df as Barnard and Rubin correct it"


def summarise_topics(
    model: TopicModel,
    *,
    articles: pd.DataFrame,
    by: str | Sequence[str],
    terms: TopicTerms | None = None,
    cluster: str | None = None,
    runs: int = 20,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate the mean share of each topic in every group, with the chance of articles and of the model.

    The estimate is the mean of the articles' shares in the model, 0 to 1; every article counts once. NaN where no
    article of the group has a share. Its variance has two parts:

    - within, W: the model taken as given, whole clusters are drawn anew (as in :func:`summarise_scores`);
    - between, B: the model is fitted anew on half the clusters, drawn without replacement, with another seed, `runs`
      times (R). Its topics are matched one to one with the model's, all articles are placed in them, and the means are
      taken again. B is the variance of these R means. (Half samples vary as whole ones do from corpus to corpus. Texts
      drawn twice, as in a bootstrap, would be copies, and pull topics towards themselves.)

    Total: T = W + (1 + 1/R) B (Rubin 1987). The interval is logit(estimate) ± t √T / (estimate (1 − estimate)), turned
    back, so that it stays within 0 and 1; t has the degrees of freedom of Barnard & Rubin (1999), with G−1 those of
    the complete data, G being the effective number of clusters.

    A run in which a topic is not found again (Jaccard below .25) is not dropped: the means of its nearest counterpart
    enter B, for that is the instability. ``n_unmatched`` counts such runs. Where they are more than half of all, the
    model's topic is no fixed thing, and there is no interval.

    Parameters
    ----------
    model
        What :func:`fit_topics` gave for these articles.
    articles
        The articles of the model.
    by
        Columns of `articles` that make the groups: outlet, week, anything. Rows in which one is missing are left out.
    terms
        The terms the model was fitted on; None counts them with the defaults.
    cluster
        What is resampled whole, in both parts; default ``story`` where there, else ``duplicate``, else the article.
    runs
        Refits, 2 or more. 0 leaves B out: an interval for readers to whom this model is the only one there is.
    level, draws, seed
        Level of the interval, draws of the bootstrap, seed of chance.

    Returns
    -------
    pandas.DataFrame
        A table of ``estimates``: ``by``, ``variable`` (the topic), the columns of ``estimates``; ``std_error`` is √T.
        ``between``: share of T that is (1 + 1/R) B, 0 to 1; ``n_runs``; ``n_unmatched``; ``n_missing``, ``n_dropped``
        and ``n_left_out`` as in :func:`summarise_scores`.

    Raises
    ------
    MeasureError
        The articles or the terms are not the model's.
    EstimateError
        ``runs``, ``level`` or ``draws`` make no interval.
    TableError
        A column is missing.

    Notes
    -----
    Shares are the model's. The interval covers what would have come out had other articles been sampled and fitted, not
    the distance between a topic and what a reader means by its label; nor does it cover the choice of the number of
    topics. W and B are added as if independent: where they are not, the interval is rather too wide
    (``python -m benchmarks.topics --simulate``). It takes the time of `runs` fits.

    References
    ----------
    Rubin, D. B. (1987). Multiple Imputation for Nonresponse in Surveys. Wiley. https://doi.org/10.1002/9780470316696.
    Barnard, J., & Rubin, D. B. (1999). Small-sample degrees of freedom with multiple imputation. Biometrika, 86(4),
    948–955. https://doi.org/10.1093/biomet/86.4.948

    Examples
    --------
    >>> import framing as fr
    >>> articles = fr.load_demo()
    >>> model = fr.fit_topics(articles, n_topics=3)
    >>> shares = summarise_topics(model, articles=articles, by="outlet", runs=3)
    >>> bool(shares.groupby("outlet")["estimate"].sum().round(6).eq(1).all())
    True
    """
    check_resampling(level=level, draws=draws)
    by = [by] if isinstance(by, str) else list(by)
    terms = count_topic_terms(articles) if terms is None else terms
    _check_request(model, articles, terms, runs)
    n_words = pd.Series(terms.n_words, index=terms.articles)
    cells = _sum_shares(model.shares.assign(n_words=n_words), articles, by, cluster)
    over, facts = np.arange(len(cells.facts)), cells.facts
    ratios = bootstrap_ratios(cells.values, cells.weights, over=over, draws=draws, seed=seed)
    summary = summarise_ratios(ratios, level=level, log=False)
    means, lost = _refit(model, terms, articles, by, cluster, runs=runs, seed=seed)
    unmatched = np.repeat(lost, len(facts) // len(model.topics))
    total = _combine(summary, means, ratios.effective, unmatched, level=level)
    return facts[[*by, "variable"]].assign(
        **{name: total[name] for name in ("estimate", "std_error", "low", "high")},
        level=level,
        n_units=facts["n_units"],
        n_words=facts["n_words"],
        n_clusters=total["n_clusters"],
        n_reports=effective_clusters(cells.reports),
        unit="article",
        cluster=cells.cluster,
        weight="none",
        estimand=[name_mean(f"the share of {name}", "article", None) for name in facts["variable"].tolist()],
        method=total["method"],
        seed=seed,
        draws=draws,
        between=total["between"],
        n_runs=runs,
        n_unmatched=unmatched,
        n_missing=facts["n_missing"],
        n_dropped=total["n_dropped"],
        n_left_out=cells.n_left_out,
    )


def _check_request(model: TopicModel, articles: pd.DataFrame, terms: TopicTerms, runs: int) -> None:
    if runs < 0 or runs == 1:
        raise EstimateError("runs= is 2 or more, or 0 for none", found=repr(runs), do="runs=20")
    if not model.shares.index.sort_values().equals(articles.index.sort_values()):
        raise MeasureError(
            "the articles are not those of the model",
            found=f"{len(articles)} articles, {len(model.shares)} in the model",
            do="pass the articles that were fitted: articles.loc[model.shares.index]",
        )
    if terms.counts.terms != model.weights.index.tolist():
        raise MeasureError(
            "the terms are not those of the model",
            found=f"{len(terms.counts.terms)} terms, {len(model.weights)} in the model",
            do="pass terms= as in fit_topics",
        )


def _sum_shares(shares: pd.DataFrame, articles: pd.DataFrame, by: list[str], cluster: str | None) -> ScoreCells:
    topics = [name for name in shares.columns if name != "n_words"]
    return sum_scores(
        shares, articles=articles, by=by, variables=topics, unit="article", cluster=cluster, weight=None
    )  # fmt: skip


def _refit(
    model: TopicModel,
    terms: TopicTerms,
    articles: pd.DataFrame,
    by: list[str],
    cluster: str | None,
    *,
    runs: int,
    seed: int,
) -> tuple[Array, Array]:
    """Means of the shares in each run (runs × rows of facts); how many runs did not find each topic again."""
    families = number_families(terms, articles, cluster=cluster)[1]
    reference, method = model.weights.to_numpy().T, model.settings["method"]
    nowhere = np.full((1, len(reference)), np.nan)
    means, lost = [], np.zeros(len(reference), np.int64)
    halves = draw_texts(families, draws=runs, seed=seed, share=_HALF, least=len(reference))
    for run, drawn in enumerate(halves):
        factors = factorise(terms.counts.take(drawn), len(reference), method=method, seed=draw_seed(seed, 4, run))
        order, jaccard, _ = match_topics(reference, factors.weights)
        lost += jaccard < MATCHED
        loads = np.concatenate([project(terms.texts, factors, method=method)[:, order], nowhere])[terms.row]
        cells = _sum_shares(pd.DataFrame(loads, index=terms.articles, columns=model.topics), articles, by, cluster)
        total, weight = cells.values.totals, cells.weights.totals  # noqa: PD011
        means.append(np.divide(total, weight, out=np.full(len(weight), np.nan), where=weight > 0))
    return np.array(means), lost


@dataclass(frozen=True, slots=True)
class _Parts:
    """Variances of each estimate, and the degrees of freedom of their sum."""

    total: Array
    between: Array
    degrees: Array


def _combine(summary: pd.DataFrame, means: Array, effective: Array, unmatched: Array, *, level: float) -> pd.DataFrame:
    """Add both parts up, and set out estimate, interval and the reason where there is none."""
    from scipy import special

    estimate = summary["estimate"].to_numpy()
    factor = effective / np.maximum(effective - 1, 0.5)
    parts = _add_variances(summary["std_error"].to_numpy() ** 2 * factor, means, effective - 1)
    reasons = [
        ((estimate <= 0) | (estimate >= 1), "no interval: the share is 0 or 1"),
        (2 * unmatched > len(means), f"no interval: not found again in more than half of {len(means)} runs"),
    ]
    known = summary["low"].isna().to_numpy()
    none = np.logical_or.reduce([known, *(where for where, _ in reasons)])
    method = np.select(
        [where for where, _ in reasons],
        [text for _, text in reasons],
        _METHOD.format(runs=len(means)) if len(means) else _WITHIN,
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = special.stdtrit(parts.degrees, (1 + level) / 2) * np.sqrt(parts.total) / (estimate * (1 - estimate))
        low, high = (special.expit(special.logit(estimate) + side * reach) for side in (-1, 1))
    return summary.assign(
        std_error=np.where(none, np.nan, np.sqrt(parts.total)),
        low=np.where(none, np.nan, low),
        high=np.where(none, np.nan, high),
        method=np.where(known, summary["method"], method),
        between=np.where(none, np.nan, parts.between) if len(means) else np.nan,
    )


def _add_variances(within: Array, means: Array, complete: Array) -> _Parts:
    """Rubin's total variance, the share of it that is between runs, Barnard and Rubin's degrees of freedom."""
    runs = len(means)
    extra = (1 + 1 / runs) * means.var(axis=0, ddof=1) if runs else np.zeros(len(within))
    total = within + extra
    share = np.divide(extra, total, out=np.zeros(len(total)), where=total > 0)
    complete = np.maximum(complete, 1.0)
    observed = np.maximum((complete + 1) / (complete + 3) * complete * (1 - share), np.finfo(float).tiny)
    with np.errstate(divide="ignore"):
        inverse = share**2 / max(runs - 1, 1) + 1 / observed
    return _Parts(total, share, np.maximum(1 / inverse, 1.0))
