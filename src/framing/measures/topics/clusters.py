"""Topic clusters: topics that stand in the same articles, and how firmly they hang together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.analysis.dependence import name_clusters
from framing.errors import MeasureError
from framing.measures.topics.agreement import (
    compare_runs,
    divide_by_chance,
    judge_clusters,
    resample_articles,
    weigh_modularity,
)
from framing.measures.topics.communities import METHODS, run_seeds
from framing.measures.topics.model import TopicModel
from framing.measures.topics.similarity import link_topics, list_edges

__all__ = ["TopicClusters", "find_topic_clusters"]

Array = np.ndarray[Any, Any]

_FEWEST_TOPICS, _FEWEST_ARTICLES, _FEWEST_DRAWS = 4, 10, 20
_STABLE = 0.6  # Hennig 2007: below .6 a cluster should not be trusted
_LEVEL = 0.95
_SHOWN = 6


@dataclass(frozen=True, eq=False)
class TopicClusters:
    """Clusters of topics, as tables: see :func:`find_topic_clusters`.

    Attributes
    ----------
    clusters : DataFrame
        A row a topic, cluster by cluster: `topic`, `cluster`, `share` (mean over articles), `words` (its first words).
    shares : DataFrame
        `scores`: index `article_id`, a column a cluster: Σ of the shares of its topics, 0–1. Rows sum to 1 less the
        topics left out. NaN where the topics' shares are.
    stability : DataFrame
        Index `cluster`; `n_topics`, `share`, `articles`, `methods`, `seeds`: the mean Jaccard likeness (0–1) of its
        topics to the most alike cluster found in resampled articles, by the other methods, with the other seeds (NaN
        where the method knows no chance); `unstable` (flag): one of these is below .6, or the topics as a whole are no
        more divided than chance divides them.
    agreement : DataFrame
        `kind`, `first`, `second`, `ari`, `low`, `high`, `n`. ARI: 1 the same clusters, 0 as alike as by chance. `kind`
        "methods": two methods on all articles, with the middle 95 % over resampled articles. "seeds": one method with
        two seeds, the mean and the middle 95 % of all pairs; NaN where a method knows no chance. "articles": one
        method on all and on resampled articles, the mean and the middle 95 %.
    modularity : DataFrame
        Index `method`; `modularity` (−½ to 1, higher is more divided; NaN without links), `n_clusters`, and of the
        method chosen `by_chance` (mean modularity where what stands beside the main topic of an article is chance) and
        `p` (share of such draws that are as divided; the data count as one).
    graph : DataFrame
        The links: `topic`, `other`, `weight` (cosine, 0–1).
    settings : dict
        What was chosen.
    warnings : tuple of str
        What casts doubt on the clusters.
    """

    clusters: pd.DataFrame
    shares: pd.DataFrame
    stability: pd.DataFrame
    agreement: pd.DataFrame
    modularity: pd.DataFrame
    graph: pd.DataFrame
    settings: dict[str, Any]
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        of = f"{len(self.clusters)} topics in {len(self.stability)} clusters"
        return f"<TopicClusters: {of}, {int(self.stability['unstable'].sum())} of them unstable>"


def find_topic_clusters(
    model: TopicModel,
    *,
    articles: pd.DataFrame | None = None,
    leave_out: Sequence[str] = (),
    method: Literal["louvain", "greedy", "linkage", "eigenvector"] = "louvain",
    backbone: float | None = None,
    cluster: str | None = None,
    draws: int = 200,
    seed: int = 0,
) -> TopicClusters:
    """Group the topics that stand in the same articles, by four methods, and say how firmly each group holds.

    Formula: topics are linked by the cosine of their shares over the articles; communities of that network are the
    clusters; an article's share of a cluster is Σ of the shares of its topics (Walter & Ophir 2019).

    They are called topic clusters, not frames. Walter & Ophir read such clusters as frame packages; Nicholls &
    Culpepper (2021) found that what is computed from words are topics where the corpus is broad, and differs from the
    frames that people find even where it is narrow. So the corpus must be of one issue, and a cluster becomes a frame
    only if people who read its articles say so.

    Parameters
    ----------
    model
        Topics of a corpus, from 4.
    articles
        Articles, whose column ``cluster`` says what is resampled whole; without them every article stands alone.
    leave_out
        Topics that say nothing (chrome, bylines), as you judge them: they get no link and no cluster.
    method
        Whose clusters are given; all four are compared (:func:`framing.measures.topics.communities.find_communities`).
    backbone
        Level of the disparity filter, such as .05, that drops weak links (Serrano et al. 2009); None keeps all.
    cluster
        Column of ``articles`` that is resampled whole; default ``story``, else ``duplicate``, else the article.
    draws
        Resamples of articles, and draws of what chance divides.
    seed
        Of Louvain (the first of ten), the resamples and chance.

    Returns
    -------
    TopicClusters
        Tables ``clusters``, ``shares``, ``stability``, ``agreement``, ``modularity``, ``graph``; ``warnings``. Clusters
        are numbered by their share, the largest first.

    Raises
    ------
    MeasureError
        An unknown method or topic, fewer than 4 topics or 10 articles with shares, articles that the model knows and
        the table does not, a level or number of draws that does not fit.

    Notes
    -----
    Small clusters are lost in large ones where the network is large (the resolution limit of modularity). Resampling
    holds the topics themselves fixed: that these change from fit to fit is ``choose_topics``' business.

    References
    ----------
    Walter, D., & Ophir, Y. (2019). News frame analysis: An inductive mixed-method computational approach.
    Communication Methods and Measures, 13(4), 248–266. https://doi.org/10.1080/19312458.2019.1639145

    Nicholls, T., & Culpepper, P. D. (2021). Computational identification of media frames. Political Communication,
    38(1–2), 159–181. https://doi.org/10.1080/10584609.2020.1812777

    Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational Statistics & Data Analysis, 52(1),
    258–271. https://doi.org/10.1016/j.csda.2006.11.025

    Examples
    --------
    >>> import framing as fr
    >>> model = fr.fit_topics(fr.load_demo(), n_topics=8, seed=7)
    >>> found = find_topic_clusters(model, draws=20)
    >>> found.shares.sum(axis=1).round(6).unique().tolist()
    [1.0]
    """
    from threadpoolctl import threadpool_limits

    topics = _choose_topics(model, leave_out)
    _check_request(method, draws)
    shares = _take_shares(model, topics)
    loads, unit = shares.to_numpy(np.float64), _number_units(shares.index, articles, cluster)
    with threadpool_limits(1):  # one thread: the same bytes on the same machine
        network = link_topics(loads, backbone=backbone)
        runs = {name: run_seeds(network, name, seed=seed) for name in METHODS}
        resamples = resample_articles(loads, unit, backbone=backbone, draws=draws, seed=seed)
        chance = divide_by_chance(loads, method, backbone=backbone, draws=draws, seed=seed)
    modularity = weigh_modularity(network, runs, method, chance)
    group = _rank_groups(runs[method][0], loads)
    names = np.array([f"cluster_{number:02d}" for number in range(1, group.max() + 2)], dtype=object)
    clusters = _list_topics(model, topics, names[group], loads)
    stability = judge_clusters(group, names, runs, resamples, method=method)
    stability.insert(1, "share", clusters.groupby("cluster")["share"].sum())
    divided = modularity["p"].to_dict()[method] <= 1 - _LEVEL
    stability["unstable"] = (not divided) | (stability[["articles", "methods", "seeds"]] < _STABLE).any(axis=1)
    settings: dict[str, Any] = {"method": method, "leave_out": sorted(set(model.topics) - set(topics))}
    settings |= {"n_topics": len(topics), "n_articles": len(loads), "n_units": int(unit.max()) + 1}
    return TopicClusters(
        clusters,
        _sum_shares(model.shares[topics], names[group]),
        stability,
        compare_runs(runs, resamples),
        modularity,
        list_edges(network, topics),
        settings | {"backbone": backbone, "draws": draws, "seed": seed},
        _warn(stability, modularity.T.to_dict()[method], divided=divided),
    )


def _take_shares(model: TopicModel, topics: list[str]) -> pd.DataFrame:
    shares = model.shares[topics].sort_index().dropna()
    if len(shares) < _FEWEST_ARTICLES:
        do = "cluster topics of a larger corpus"
        raise MeasureError(
            f"topic clusters need {_FEWEST_ARTICLES} articles with shares", found=str(len(shares)), do=do
        )
    return shares


def _choose_topics(model: TopicModel, leave_out: Sequence[str]) -> list[str]:
    left = [leave_out] if isinstance(leave_out, str) else list(leave_out)
    unknown = [name for name in left if name not in model.topics]
    if unknown:
        known = ", ".join(model.topics)
        raise MeasureError(
            "the model has no such topic to leave out", found=repr(unknown[0]), do=f"name some of {known}"
        )
    topics = sorted(name for name in model.topics if name not in left)
    if len(topics) < _FEWEST_TOPICS:
        do = "fit more topics, or leave out fewer"
        raise MeasureError(f"topic clusters need at least {_FEWEST_TOPICS} topics", found=str(len(topics)), do=do)
    return topics


def _check_request(method: str, draws: int) -> None:
    if method not in METHODS:
        known = ", ".join(f'"{name}"' for name in METHODS)
        raise MeasureError("unknown method to find clusters", found=f"method={method!r}", do=f"use one of {known}")
    if draws < _FEWEST_DRAWS:
        raise MeasureError("too few resamples for an interval", found=f"draws={draws!r}", do="draws=200")


def _number_units(ids: pd.Index, articles: pd.DataFrame | None, cluster: str | None) -> Array:
    """Number what is resampled whole: for each article its unit."""
    if articles is None:
        if cluster is not None:
            raise MeasureError("cluster= is a column of `articles`", found="no articles", do="pass articles=")
        return np.arange(len(ids))
    missing = ids.difference(articles.index)
    if len(missing):
        found = f"{len(missing)} of {len(ids)} are not there, such as {missing[0]!r}"
        raise MeasureError("`articles` lacks articles of the model", found=found, do="pass the articles of the fit")
    names = name_clusters(articles, cluster)[1]
    return np.unique([names[key] for key in ids.tolist()], return_inverse=True)[1]


def _rank_groups(groups: Array, loads: Array) -> Array:
    """Number groups by their share, the largest first; of equals the one whose first topic comes first."""
    size = np.bincount(groups, weights=loads.mean(axis=0))
    return np.argsort(np.argsort(-size.round(12), kind="stable"), kind="stable")[groups]


def _list_topics(model: TopicModel, topics: list[str], cluster: Array, loads: Array) -> pd.DataFrame:
    labels = model.label(n_words=_SHOWN)
    table = pd.DataFrame(
        {
            "topic": topics,
            "cluster": cluster.tolist(),
            "share": loads.mean(axis=0),
            "words": [labels[name] for name in topics],
        }
    )
    table = table.assign(less=-table["share"]).sort_values(["cluster", "less", "topic"], ignore_index=True)
    return table.drop(columns="less")


def _sum_shares(shares: pd.DataFrame, cluster: Array) -> pd.DataFrame:
    """Add up the shares of each cluster's topics in every article."""
    sums = {name: shares.loc[:, cluster == name].sum(axis=1, skipna=False) for name in sorted(set(cluster.tolist()))}
    return pd.DataFrame(sums, index=shares.index)


def _warn(stability: pd.DataFrame, chosen: dict[Hashable, Any], *, divided: bool) -> tuple[str, ...]:
    warnings = []
    if np.isnan(chosen["modularity"]):
        warnings.append("no two topics stand in one article: there is nothing to cluster")
    elif chosen["n_clusters"] == 1:
        warnings.append("all topics fall into one cluster: there are no topic clusters here")
    elif not divided:
        warnings.append(
            f"topics are no more divided than by chance: modularity {chosen['modularity']:.3f}, by chance "
            f"{chosen['by_chance']:.3f}, p = {chosen['p']:.2f}"
        )
    loose = stability.index[stability["unstable"]].tolist()
    if loose:
        warnings.append(
            f"unstable: {', '.join(loose)}; likeness below {_STABLE:.1f} when found again, or as divided by chance"
        )
    return tuple(warnings)
