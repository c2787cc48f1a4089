"""Cells: hits and words of every article, summed by cluster and group. Every rate is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.analysis.dependence import name_clusters, name_families
from framing.analysis.resampling import Floats, Integers, Sums, effective_clusters, sum_by_cluster
from framing.analysis.tally import kind_column, list_kinds, need_columns, tally
from framing.errors import TableError

__all__ = ["RateCells", "attach_groups", "count_cells", "count_reports", "name_sums", "number_rows", "weigh_articles"]


@dataclass(frozen=True, slots=True)
class RateCells:
    """Hits and words summed by cluster and group: what every rate and every contrast of rates is made of.

    Attributes
    ----------
    groups
        A row a group: the columns of ``by``, ``n_units``, ``n_words``.
    kinds, kind
        The kinds of hits, and the name of their column.
    hits
        Clusters × (kinds × groups), kinds outermost.
    words
        Clusters × groups.
    reports
        Weights of the articles with words: families of copies × groups.
    n_left_out
        Articles left out, wholly or in part, because a group value is missing.
    cluster
        What is resampled.
    """

    groups: pd.DataFrame
    kinds: list[str]
    kind: str
    hits: Sums
    words: Sums
    reports: Sums
    n_left_out: int
    cluster: str

    @property
    def over(self) -> Integers:
        """For each column of hits, its column of words."""
        return np.tile(np.arange(len(self.groups)), len(self.kinds))

    @property
    def n_reports(self) -> Floats:
        """Effective number of independent reports of each group."""
        return effective_clusters(self.reports)


def count_cells(
    matches: pd.DataFrame,
    words: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    by: str | Sequence[str],
    kind: str | None = None,
    cluster: str | None = None,
    weight: str | None = None,
) -> RateCells:
    """Sum hits and words by cluster and group: see :class:`RateCells` and :func:`summarise_rates`."""
    by = [by] if isinstance(by, str) else list(by)
    kind = kind_column(matches, kind)
    kinds = list_kinds(matches, kind)
    need_columns("words", words, ["article_id"])
    shared = [column for column in by if column in matches.columns and column in words.columns]
    hits, hits_left = attach_groups("matches", matches, articles=articles, by=by, own=shared)
    said, said_left = attach_groups("words", words, articles=articles, by=by, own=shared)
    counts = tally(hits, said, by=list(dict.fromkeys(["article_id", *by])), kind=kind, kinds=kinds or ["none"])
    n_hits = counts["n_hits"].to_numpy().reshape(-1, len(kinds) or 1)[:, : len(kinds)]
    cells = counts.iloc[:: len(kinds) or 1].reset_index(drop=True)
    chosen, names = name_clusters(articles, cluster)
    keys, row = np.unique([names[key] for key in cells["article_id"].tolist()], return_inverse=True)
    group, groups = number_rows(cells, by)
    factor = weigh_articles(articles, weight, cells["article_id"])
    n_words = cells["n_words"].to_numpy()
    spoke = np.flatnonzero(n_words > 0)
    said_by = cells["article_id"].iloc[spoke].tolist()
    column = (group[:, None] + np.arange(len(kinds)) * len(groups)).ravel()
    return RateCells(
        groups=groups.assign(
            n_units=np.bincount(group, weights=n_words > 0, minlength=len(groups)).astype(np.int64),
            n_words=np.bincount(group, weights=n_words, minlength=len(groups)).astype(np.int64),
        ),
        kinds=kinds,
        kind=kind,
        hits=sum_by_cluster(
            np.repeat(row, len(kinds)),
            column,
            (n_hits * factor[:, None]).ravel(),
            shape=(len(keys), len(kinds) * len(groups)),
        ),
        words=sum_by_cluster(row, group, n_words * factor, shape=(len(keys), len(groups))),
        reports=count_reports(articles, said_by, group[spoke], factor[spoke], n_groups=len(groups)),
        n_left_out=len(hits_left | said_left),
        cluster=chosen,
    )


def count_reports(
    articles: pd.DataFrame, ids: Sequence[str], group: Integers, weight: Floats, *, n_groups: int
) -> Sums:
    """Sum the weights of articles by family of copies and group, each article once in a group.

    Parameters
    ----------
    articles
        Articles; ``duplicate``, where there, names the families (:func:`name_families`).
    ids, group, weight
        An article, the number of its group and its weight, an entry each.
    n_groups
        How many groups there are.
    """
    families = name_families(articles)
    keys, family = np.unique([families[key] for key in ids], return_inverse=True)
    return sum_by_cluster(family, group, weight, shape=(max(len(keys), 1), n_groups))


def attach_groups(
    name: str, table: pd.DataFrame, *, articles: pd.DataFrame, by: Sequence[str], own: Sequence[str]
) -> tuple[pd.DataFrame, set[str]]:
    """Bring the columns of ``by`` from the articles, save its ``own``; drop rows in which one is missing.

    Returns
    -------
    tuple
        The rows that remain, and the articles of those that were dropped.
    """
    need_columns(name, table, ["article_id"])
    known = table["article_id"].isin(articles.index)
    if not known.all():
        raise TableError(
            f"`{name}` names articles that are not in `articles`",
            found=f"{int((~known).sum())} rows, first {table.loc[~known, 'article_id'].iloc[0]!r}",
            do=f'{name} = {name}[{name}["article_id"].isin(articles.index)]',
        )
    brought = [column for column in by if column not in own and column != "article_id"]
    need_columns("articles", articles, brought)
    rows = articles.index.get_indexer(pd.Index(table["article_id"]))
    table = table.assign(**{column: articles[column].array[rows] for column in brought})
    missing = table[list(by)].isna().any(axis=1) if by else pd.Series(False, index=table.index)
    return table[~missing], set(table.loc[missing, "article_id"].tolist())


def number_rows(table: pd.DataFrame, by: Sequence[str]) -> tuple[Integers, pd.DataFrame]:
    """Give each row the number of its group, and the table of groups, sorted."""
    if not by:
        return np.zeros(len(table), np.int64), pd.DataFrame(index=range(1))
    number = table.groupby(list(by), sort=True, observed=True).ngroup().to_numpy(np.int64)
    first = np.unique(number, return_index=True)[1]
    return np.asarray(number), table[list(by)].iloc[first].reset_index(drop=True)


def weigh_articles(articles: pd.DataFrame, weight: str | None, ids: pd.Series) -> Floats:
    """Weight of the article of each row; 1 where no weight is named."""
    if weight is None:
        return np.ones(len(ids))
    need_columns("articles", articles, [weight])
    values = articles[weight].loc[ids.tolist()].to_numpy(dtype=np.float64, na_value=np.nan)
    if not (np.isfinite(values) & (values >= 0)).all():
        raise TableError(
            f"articles.{weight} cannot weigh: weights are 0 or more and never missing",
            found=f"{int((~(np.isfinite(values) & (values >= 0))).sum())} rows with another value",
            do=f"mend articles.{weight}, or leave those articles out of words, matches and scores",
        )
    return values


def name_sums(weight: str | None) -> str:
    """Say of which sums a rate is the ratio."""
    return "Σ hits / Σ words" if weight is None else f"Σ {weight} × hits / Σ {weight} × words"
