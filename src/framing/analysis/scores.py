"""Means of scores: how high units score on a variable, by outlet, voice, week or anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.analysis.cells import attach_groups, number_rows, weigh_articles
from framing.analysis.dependence import name_clusters, name_families
from framing.analysis.resampling import (
    Floats,
    Integers,
    Sums,
    bootstrap_ratios,
    check_resampling,
    effective_clusters,
    stack_sums,
    sum_by_cluster,
    summarise_ratios,
)
from framing.analysis.tally import need_columns
from framing.errors import EstimateError, TableError

__all__ = ["ScoreCells", "name_mean", "sum_scores", "summarise_scores"]

_NOT_SCORES = ("start", "end", "n_words", "n_sentences")


def summarise_scores(
    scores: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    by: str | Sequence[str],
    variables: str | Sequence[str] | None = None,
    unit: Literal["article", "sentence"] = "article",
    cluster: str | None = None,
    weight: str | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate the mean of each variable in every group, with intervals.

    Formula: Σ weight × value / Σ weight. With ``unit="article"`` the value is the article's own mean in that
    group, so that every article counts once; with ``unit="sentence"`` every row of ``scores`` counts once, so
    that long articles count for more. Unit, range and direction are those of the variable. NaN where no
    unit of the group has a value.

    The interval resamples whole clusters, jointly for all groups: mean ± Student's t with G−1 degrees of
    freedom × bootstrap standard error × √(G/(G−1)), where G = (Σ m)² / Σ m² over the clusters' sizes m is
    their effective number (``benchmarks/coverage.py``).

    Parameters
    ----------
    scores
        Indexed by ``article_id`` (alone or with other levels, such as voice), or by another unit with a
        column ``article_id``. One column a variable.
    articles
        Articles; columns of ``by`` that ``scores`` does not have are taken from here.
    by
        Columns that make the groups. Rows in which one is missing are left out and counted.
    variables
        Columns to average; default every numeric column that is not named in the call, an offset or a count
        of words or sentences. A column of flags must be named; its mean is a share.
    unit
        What counts once: ``"article"`` or ``"sentence"`` (a row).
    cluster
        Column of ``articles`` whose values are resampled whole; default ``story`` where there, else
        ``duplicate``, else ``article_id``: copies of one text are never independent. An article whose
        cluster is missing stands with its copies, or alone.
    weight
        Column of ``articles`` that weighs an article's units; None weighs all alike.
    level, draws, seed
        Level of the interval, number of resamples, seed of chance.

    Returns
    -------
    pandas.DataFrame
        A table of ``estimates``: ``by``, ``variable``, the columns of ``estimates``, and ``n_missing``
        (rows of scores without a value), ``n_dropped``, ``n_left_out`` as in :func:`summarise_rates`.
        ``n_units`` counts the units with a value, ``n_reports`` is the effective number of independent
        reports among their articles, as there. ``n_words`` adds up the ``n_words`` of the rows used, 0 where
        scores carry none.

    Raises
    ------
    TableError
        A column is missing or holds no numbers, an article is unknown, a weight is negative or missing.
    EstimateError
        An unknown unit, nothing to average, ``level`` or ``draws`` make no interval.

    Notes
    -----
    It cannot see whether a variable is a measure that may be averaged: a mean of ranks is the user's
    decision.

    References
    ----------
    Cameron, A. C., & Miller, D. L. (2015). A practitioner's guide to cluster-robust inference. Journal of
    Human Resources, 50(2), 317–372. https://doi.org/10.3368/jhr.50.2.317

    Examples
    --------
    >>> import pandas as pd
    >>> ids = pd.Index(["a", "b", "c", "d"], name="article_id")
    >>> articles = pd.DataFrame({"outlet": ["Post", "Post", "Echo", "Echo"]}, index=ids)
    >>> scores = pd.DataFrame({"tone": [0.5, -0.1, 0.3, None]}, index=ids)
    >>> means = summarise_scores(scores, articles=articles, by="outlet")
    >>> means[["outlet", "variable", "estimate", "n_units", "n_missing"]].values.tolist()
    [['Echo', 'tone', 0.3, 1, 1], ['Post', 'tone', 0.2, 2, 0]]
    """
    check_resampling(level=level, draws=draws)
    by = [by] if isinstance(by, str) else list(by)
    cells = sum_scores(scores, articles=articles, by=by, variables=variables, unit=unit, cluster=cluster, weight=weight)
    over, facts = np.arange(len(cells.facts)), cells.facts
    ratios = bootstrap_ratios(cells.values, cells.weights, over=over, draws=draws, seed=seed)
    summary = summarise_ratios(ratios, level=level, log=False)
    return facts[[*by, "variable"]].assign(
        **{name: summary[name] for name in ("estimate", "std_error", "low", "high")},
        level=level,
        n_units=facts["n_units"],
        n_words=facts["n_words"],
        n_clusters=summary["n_clusters"],
        n_reports=effective_clusters(cells.reports),
        unit=unit,
        cluster=cells.cluster,
        weight=weight or "none",
        estimand=[name_mean(name, unit, weight) for name in facts["variable"].tolist()],
        method=summary["method"],
        seed=seed,
        draws=draws,
        n_missing=facts["n_missing"],
        n_dropped=summary["n_dropped"],
        n_left_out=cells.n_left_out,
    )


@dataclass(frozen=True, slots=True)
class ScoreCells:
    """Values and weights summed by cluster and group: what every mean of scores is made of.

    Attributes
    ----------
    facts
        A row a variable and group, variables outermost: ``by``, ``variable``, ``n_words``, ``n_missing``,
        ``n_units``.
    values, weights
        Σ weight × value and Σ weight: clusters × rows of ``facts``.
    reports
        Weights of the articles with a value: families of copies × rows of ``facts``.
    n_left_out, cluster
        As in :class:`framing.analysis.cells.RateCells`.
    """

    facts: pd.DataFrame
    values: Sums
    weights: Sums
    reports: Sums
    n_left_out: int
    cluster: str


def sum_scores(
    scores: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    by: list[str],
    variables: str | Sequence[str] | None,
    unit: str,
    cluster: str | None,
    weight: str | None,
) -> ScoreCells:
    """Sum values and weights by cluster and group: see :class:`ScoreCells` and :func:`summarise_scores`."""
    if unit not in ("article", "sentence"):
        raise EstimateError("unknown unit", found=f"unit={unit!r}", do='unit="article" or unit="sentence"')
    table = _lay_out(scores)
    chosen = _choose_variables(table, by, variables, weight)
    own = [column for column in by if column in table.columns]
    table, left = attach_groups("scores", table, articles=articles, by=by, own=own)
    place = _place_rows(table, by, articles, cluster, weight)
    sums = [_sum_variable(table, name, place, unit) for name in chosen]
    values, weights, reports = (stack_sums(columns) for columns in zip(*[one[0] for one in sums], strict=True))
    facts = pd.concat([one[1] for one in sums], ignore_index=True)
    return ScoreCells(facts, values, weights, reports, len(left), name_clusters(articles, cluster)[0])


def name_mean(name: str, unit: str, weight: str | None) -> str:
    """Say of what a mean is the mean."""
    over = "articles (of each article's mean)" if unit == "article" else "sentences"
    return f"mean of {name} over {over}" + ("" if weight is None else f", weighted by {weight}")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where each row of scores belongs, by number, its weight, and how many there are of what."""

    article: Integers
    group: Integers
    cluster: Integers
    family: Integers
    weight: Floats
    groups: pd.DataFrame
    n_clusters: int
    n_families: int


def _place_rows(
    table: pd.DataFrame, by: list[str], articles: pd.DataFrame, cluster: str | None, weight: str | None
) -> _Place:
    ids = table["article_id"].tolist()
    if not ids:
        raise EstimateError(
            "there is nothing to average",
            found="no row of scores with every group value present",
            do=f"look at the columns {', '.join(by)} of articles and scores",
        )
    names, families = name_clusters(articles, cluster)[1], name_families(articles)
    keys, number = np.unique([names[key] for key in ids], return_inverse=True)
    copies, family = np.unique([families[key] for key in ids], return_inverse=True)
    group, groups = number_rows(table, by)
    article = np.unique(ids, return_inverse=True)[1]
    factor = weigh_articles(articles, weight, table["article_id"])
    return _Place(article, group, number, family, factor, groups, len(keys), len(copies))


def _lay_out(scores: pd.DataFrame) -> pd.DataFrame:
    """Turn the levels of the index into columns, so that article_id is one."""
    known = [name for name in scores.index.names if name is None or name in scores.columns]
    table = scores.droplevel(known) if len(known) < scores.index.nlevels else scores.reset_index(drop=True)
    table = table.reset_index() if len(known) < scores.index.nlevels else table
    if "article_id" not in table.columns:
        raise TableError(
            "`scores` does not say which article a row belongs to",
            found=f"index {scores.index.names}, columns: {', '.join(map(str, scores.columns))}",
            do='index it by article_id, or add the column: scores.assign(article_id=segments["article_id"])',
        )
    return table


def _choose_variables(
    table: pd.DataFrame, by: list[str], variables: str | Sequence[str] | None, weight: str | None
) -> list[str]:
    """Choose the columns to average: those named, else every numeric one that is not part of the design."""
    if variables is not None:
        named = [variables] if isinstance(variables, str) else list(variables)
        need_columns("scores", table, named)
        text = [name for name in named if not pd.api.types.is_numeric_dtype(table[name])]
        if text:
            found = f"{text[0]!r} of dtype {table[text[0]].dtype}"
            raise TableError("a mean needs numbers", found=found, do="name columns of numbers in variables=")
        return named
    numeric = table.select_dtypes("number").columns
    chosen = [name for name in numeric if name not in (*by, *_NOT_SCORES, "article_id", weight)]
    if not chosen:
        found = f"columns: {', '.join(map(str, table.columns))}"
        raise EstimateError("`scores` has no column of numbers to average", found=found, do="name it in variables=")
    return chosen


def _sum_variable(
    table: pd.DataFrame, name: str, place: _Place, unit: str
) -> tuple[tuple[Sums, Sums, Sums], pd.DataFrame]:
    """Sum one variable's values, weights and reports by group, and count what went in."""
    value = table[name].to_numpy(dtype=np.float64, na_value=np.nan)
    used = np.flatnonzero(~np.isnan(value))
    n_groups, group = len(place.groups), place.group
    words = table["n_words"].to_numpy(np.float64) if "n_words" in table.columns else np.zeros(len(table))
    facts = place.groups.assign(
        variable=name,
        n_words=_count(group[used], n_groups, words[used]),
        n_missing=_count(group, n_groups, np.isnan(value)),
    )
    once, means = _average_articles(place.article * n_groups + group, value, used)
    shape = (place.n_families, n_groups)
    reports = sum_by_cluster(place.family[once], group[once], place.weight[once], shape=shape)
    if unit == "article":
        used = once
    else:
        means = value[used]
    facts["n_units"] = _count(group[used], n_groups, np.ones(len(used)))
    row, column, weight = place.cluster[used], group[used], place.weight[used]
    shape = (place.n_clusters, n_groups)
    above = sum_by_cluster(row, column, means * weight, shape=shape)
    return (above, sum_by_cluster(row, column, weight, shape=shape), reports), facts


def _average_articles(cell: Integers, value: Floats, used: Integers) -> tuple[Integers, Floats]:
    """Mean of each article in each group, in an order that does not depend on that of the rows."""
    used = used[np.lexsort((value[used], cell[used]))]
    _, first, where = np.unique(cell[used], return_index=True, return_inverse=True)
    return used[first], np.bincount(where, weights=value[used]) / np.bincount(where)


def _count(group: Integers, n_groups: int, amount: npt.ArrayLike) -> Integers:
    return np.bincount(group, weights=amount, minlength=n_groups).astype(np.int64)
