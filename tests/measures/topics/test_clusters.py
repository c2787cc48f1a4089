from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError
from framing.measures.topics.clusters import TopicClusters, find_topic_clusters
from framing.measures.topics.communities import METHODS
from framing.measures.topics.model import TopicModel

DRAWS = 20
TABLES = ("clusters", "shares", "stability", "agreement", "modularity", "graph")


def make_model(loads: np.ndarray) -> TopicModel:
    names = [f"topic_{number:02d}" for number in range(1, loads.shape[1] + 1)]
    ids = pd.Index([f"a{number:03d}" for number in range(len(loads))], name="article_id")
    shares = pd.DataFrame(loads, index=ids, columns=names)
    quality = pd.DataFrame({"share": shares.mean()}).rename_axis("topic")
    terms = [f"{name}{letter}" for name in names for letter in "abcdefghijkl"]
    raw = np.kron(np.eye(len(names)), np.linspace(2, 1, 12)[:, None])
    weights = pd.DataFrame(raw / raw.sum(axis=0), index=pd.Index(terms, name="term"), columns=names)
    words = pd.DataFrame({"topic": names, "rank": 1, "word": [f"{name}a" for name in names], "weight": 1.0})
    return TopicModel(words=words, shares=shares, quality=quality, settings={}, warnings=(), weights=weights)


def planted_loads(n: int = 120, seed: int = 2) -> np.ndarray:
    """Eight topics: an article is about the odd ones or about the even ones, and a little about all."""
    rng = np.random.default_rng(seed)
    strength = np.where(np.arange(8) % 2 == np.arange(n)[:, None] % 2, 1.0, 0.05)
    loads = rng.gamma(strength)
    return loads / loads.sum(axis=1, keepdims=True)


@pytest.fixture(scope="module")
def planted() -> TopicModel:
    return make_model(planted_loads())


@pytest.fixture(scope="module")
def found(planted: TopicModel) -> TopicClusters:
    return find_topic_clusters(planted, draws=DRAWS)


@pytest.mark.parametrize("method", ["louvain", "linkage"])
def test_two_planted_communities_are_found(planted: TopicModel, found: TopicClusters, method: Any) -> None:
    result = found if method == "louvain" else find_topic_clusters(planted, method=method, draws=DRAWS)
    groups = [{int(name[-2:]) % 2 for name in names} for _, names in result.clusters.groupby("cluster")["topic"]]
    assert sorted(map(sorted, groups)) == [[0], [1]]
    assert result.modularity["n_clusters"].to_dict() == dict.fromkeys(METHODS, 2)
    assert not result.stability["unstable"].any()
    assert (result.stability["articles"] > 0.9).all()
    assert result.warnings == ()
    assert result.modularity.loc[method, "p"] == pytest.approx(1 / (DRAWS + 1))
    assert result.modularity.loc[method, "modularity"] > result.modularity.loc[method, "by_chance"]


def test_methods_seeds_and_resamples_agree(found: TopicClusters) -> None:
    assert found.agreement["kind"].value_counts().to_dict() == {"methods": 6, "seeds": 4, "articles": 4}
    seeds = found.agreement.query("kind == 'seeds'").set_index("first")
    assert seeds["n"].to_dict() == {"louvain": 45, "greedy": 0, "linkage": 0, "eigenvector": 0}
    assert seeds["ari"].isna().tolist() == [False, True, True, True]
    rest = found.agreement.query("kind != 'seeds'")
    assert (rest.query("kind == 'methods'")["ari"] == 1).all()
    assert (rest["ari"] > 0.9).all()
    assert (rest["low"] <= rest["high"]).all()
    assert set(rest["n"]) == {DRAWS}


@pytest.mark.parametrize("strength", [0.1, 1.0])
def test_topics_without_structure_are_called_unstable(strength: float) -> None:
    loads = np.random.default_rng(4).dirichlet(np.full(8, strength), 200)
    result = find_topic_clusters(make_model(loads), draws=DRAWS)
    assert result.stability["unstable"].all()
    assert any("unstable: cluster_01" in warning for warning in result.warnings)


def test_few_stories_do_not_make_clusters_firm() -> None:
    """A hundred articles on four events: resampled by event the clusters are loose, by article they look firm."""
    rng = np.random.default_rng(8)
    events = rng.dirichlet(np.full(8, 0.4), 4)
    loads = rng.dirichlet(np.full(8, 0.02), 100) * 0.05 + np.repeat(events, 25, axis=0) * 0.95
    model = make_model(loads / loads.sum(axis=1, keepdims=True))
    articles = pd.DataFrame({"story": np.repeat(list("abcd"), 25)}, index=model.shares.index)
    alone, whole = (find_topic_clusters(model, articles=table, draws=DRAWS) for table in (None, articles))
    assert (alone.settings["n_units"], whole.settings["n_units"]) == (100, 4)
    assert whole.stability["articles"].mean() < alone.stability["articles"].mean() - 0.1


def test_the_tables_are_as_documented(planted: TopicModel, found: TopicClusters) -> None:
    assert found.clusters.columns.tolist() == ["topic", "cluster", "share", "words"]
    assert sorted(found.clusters["topic"]) == planted.topics
    assert found.clusters["words"].str.startswith("topic_").all()
    np.testing.assert_allclose(found.shares.sum(axis=1), 1)
    for cluster, topics in found.clusters.groupby("cluster")["topic"]:
        np.testing.assert_allclose(found.shares[cluster], planted.shares[topics.tolist()].sum(axis=1))
    assert found.stability["share"].is_monotonic_decreasing
    assert found.stability["share"].sum() == pytest.approx(1)
    assert found.stability["n_topics"].tolist() == [4, 4]
    assert len(found.graph) == 28
    assert found.graph["weight"].between(0, 1).all()
    assert found.modularity["by_chance"].notna().tolist() == [True, False, False, False]


def test_the_order_of_the_articles_changes_nothing(planted: TopicModel, found: TopicClusters) -> None:
    shares = planted.shares.sample(frac=1, random_state=1)
    other = TopicModel(planted.words, shares[shares.columns[::-1]], planted.quality, {}, (), planted.weights)
    mixed = find_topic_clusters(other, draws=DRAWS)
    for name in TABLES:
        one, again = getattr(found, name), getattr(mixed, name)
        again = again.loc[one.index] if name == "shares" else again
        pd.testing.assert_frame_equal(one, again, check_exact=True)


def test_another_seed_draws_other_articles() -> None:
    loose = make_model(np.random.default_rng(1).dirichlet(np.full(6, 0.1), 60))
    one, other = (find_topic_clusters(loose, draws=DRAWS, seed=seed).agreement["ari"] for seed in (0, 50))
    assert not one.equals(other)


def test_topics_left_out_have_no_cluster(planted: TopicModel) -> None:
    result = find_topic_clusters(planted, leave_out=["topic_03"], draws=DRAWS)
    assert "topic_03" not in result.clusters["topic"].tolist()
    assert "topic_03" not in {*result.graph["topic"], *result.graph["other"]}
    np.testing.assert_allclose(result.shares.sum(axis=1), 1 - planted.shares["topic_03"])
    assert result.settings["leave_out"] == ["topic_03"]


def test_articles_without_shares_stay_without() -> None:
    loads = planted_loads()
    loads[5] = np.nan
    result = find_topic_clusters(make_model(loads), draws=DRAWS)
    assert result.shares.iloc[5].isna().all()
    assert result.shares.drop(index="a005").notna().all(axis=None)
    assert result.settings["n_articles"] == 119


def test_the_backbone_drops_links(planted: TopicModel, found: TopicClusters) -> None:
    result = find_topic_clusters(planted, backbone=0.3, draws=DRAWS)
    assert 0 < len(result.graph) < len(found.graph)
    assert result.clusters["topic"].nunique() == 8


def test_topics_that_never_meet_are_not_clustered() -> None:
    result = find_topic_clusters(make_model(np.eye(5)[np.arange(50) % 5]), draws=DRAWS)
    assert result.modularity["modularity"].isna().all()
    assert result.stability["unstable"].all()
    assert result.graph.empty
    assert "nothing to cluster" in result.warnings[0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"method": "leiden"}, "unknown method"),
        ({"leave_out": ["topic_99"]}, "topic_99"),
        ({"leave_out": [f"topic_{number:02d}" for number in range(1, 6)]}, "at least 4 topics"),
        ({"draws": 19}, "too few resamples"),
        ({"backbone": 2}, "disparity filter"),
        ({"cluster": "story"}, "no articles"),
        ({"articles": pd.DataFrame({"text": ["x"]}, index=["a000"])}, "lacks articles"),
    ],
)
def test_mistakes_are_named(planted: TopicModel, change: dict[str, Any], says: str) -> None:
    with pytest.raises(MeasureError, match=says):
        find_topic_clusters(planted, **({"draws": DRAWS} | change))


def test_a_handful_of_articles_is_refused() -> None:
    with pytest.raises(MeasureError, match="10 articles"):
        find_topic_clusters(make_model(planted_loads(6)))
