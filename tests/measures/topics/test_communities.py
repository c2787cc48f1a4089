from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from framing.errors import MeasureError
from framing.measures.topics.communities import (
    METHODS,
    find_communities,
    measure_modularity,
    number_groups,
    run_seeds,
)
from framing.measures.topics.similarity import cosines, filter_backbone, link_topics, list_edges

# Zachary's karate club. Values: Newman 2006 (PNAS 103, 8577-8582), table 1: 0.381 for the greedy method, 0.419 for the
# leading eigenvector; 0.4198, proved to be the highest, in Brandes et al. 2008 (IEEE TKDE 20, 172-188).


@pytest.fixture(scope="module")
def karate() -> np.ndarray:
    return (nx.to_numpy_array(nx.karate_club_graph()) > 0).astype(float)


def planted_network(sizes: tuple[int, ...] = (4, 4), within: float = 0.6, without: float = 0.1) -> np.ndarray:
    truth = np.repeat(np.arange(len(sizes)), sizes)
    network = np.where(np.equal.outer(truth, truth), within, without)
    np.fill_diagonal(network, 0)
    return network


def test_modularity_of_the_karate_club(karate: np.ndarray) -> None:
    assert measure_modularity(karate, run_seeds(karate, "greedy", seed=0)[0]) == pytest.approx(0.381, abs=5e-4)
    assert measure_modularity(karate, run_seeds(karate, "eigenvector", seed=0)[0]) == pytest.approx(0.419, abs=5e-4)
    assert 0.4188 <= round(measure_modularity(karate, run_seeds(karate, "louvain", seed=0)[0]), 4) <= 0.4198


@pytest.mark.parametrize("method", METHODS)
def test_modularity_is_that_of_another_implementation(karate: np.ndarray, method: str) -> None:
    groups = find_communities(karate, method)
    members = [set(np.flatnonzero(groups == group).tolist()) for group in set(groups.tolist())]
    theirs = nx.community.modularity(nx.from_numpy_array(karate), members)
    assert measure_modularity(karate, groups) == pytest.approx(theirs)


def test_the_first_division_is_that_of_the_club(karate: np.ndarray) -> None:
    """Newman 2006: the leading eigenvector parts the club as it did part; single moves then change two members."""
    from framing.measures.topics.communities import _divide

    strength = karate.sum(axis=0)
    second = _divide((karate - np.outer(strength, strength) / strength.sum()) / strength.sum())
    assert second is not None
    club = nx.get_node_attributes(nx.karate_club_graph(), "club").values()
    differs = np.flatnonzero((np.array(list(club)) == "Officer") != second)
    assert min(len(differs), 34 - len(differs)) <= 2


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("sizes", [(4, 4), (3, 5, 4), (2, 6)])
def test_planted_communities_are_found(method: str, sizes: tuple[int, ...]) -> None:
    groups = find_communities(planted_network(sizes), method)
    assert groups.tolist() == np.repeat(np.arange(len(sizes)), sizes).tolist()


@pytest.mark.parametrize("method", METHODS)
def test_where_nothing_is_linked_each_stands_alone(method: str) -> None:
    assert find_communities(np.zeros((4, 4)), method).tolist() == [0, 1, 2, 3]
    assert np.isnan(measure_modularity(np.zeros((4, 4)), np.arange(4)))


@pytest.mark.parametrize("method", METHODS)
def test_where_all_are_linked_alike_there_is_one_group(method: str) -> None:
    network = 1.0 - np.eye(6)
    assert measure_modularity(network, find_communities(network, method)) <= 1e-9


def test_seeds_are_used_where_there_is_chance(karate: np.ndarray) -> None:
    runs = run_seeds(karate, "louvain", seed=0)
    quality = [measure_modularity(karate, groups) for groups in runs]
    assert len(runs) == 10
    assert quality == sorted(quality, reverse=True)
    assert quality[0] > quality[-1]
    assert [len(run_seeds(karate, method, seed=0)) for method in METHODS if method != "louvain"] == [1, 1, 1]
    np.testing.assert_array_equal(runs, run_seeds(karate, "louvain", seed=0))


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(MeasureError, match=r"method='leiden'.*louvain"):
        find_communities(planted_network(), "leiden")


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=12), st.integers(0, 99))
def test_numbers_of_groups_are_canonical_and_modularity_ignores_names(groups: list[int], seed: int) -> None:
    numbers = number_groups(groups)
    assert adjusted_rand_score(groups, numbers) == 1
    firsts = [numbers.tolist().index(number) for number in range(numbers.max() + 1)]
    assert firsts == sorted(firsts)
    network = np.random.default_rng(seed).random((len(groups), len(groups))) + 0.01
    network = np.triu(network, 1) + np.triu(network, 1).T
    quality = measure_modularity(network, numbers)
    assert (len(groups) == 1 and np.isnan(quality)) or -0.5 - 1e-9 <= quality <= 1
    np.testing.assert_allclose(quality, measure_modularity(network, np.array(groups) * 7 + 1))


def test_cosines_are_those_of_another_implementation() -> None:
    from sklearn.metrics.pairwise import cosine_similarity

    shares = np.random.default_rng(1).dirichlet(np.full(5, 0.3), 40)
    shares[:, 4] = 0
    theirs = cosine_similarity(shares.T)
    np.fill_diagonal(theirs, 0)
    np.testing.assert_allclose(cosines(shares), theirs, atol=1e-12)
    twice = np.r_[shares, shares[:10]]
    counts = np.r_[np.full(10, 2.0), np.ones(30)]
    np.testing.assert_allclose(cosines(shares, counts), cosines(twice), atol=1e-12)


def test_the_disparity_filter_keeps_what_chance_would_not_have() -> None:
    """Serrano et al. 2009: (1 - w/s)^(k-1); here .3³ = .027 and .9³ = .729 from the hub, nothing from the ends."""
    star = np.zeros((5, 5))
    star[0, 1:] = star[1:, 0] = [0.7, 0.1, 0.1, 0.1]
    assert filter_backbone(star, 0.028)[0].tolist() == [0, 0.7, 0, 0, 0]
    assert not filter_backbone(star, 0.026).any()
    assert (filter_backbone(star, 0.73) == star).all()
    for level in (0, 1, -0.1):
        with pytest.raises(MeasureError, match="backbone"):
            filter_backbone(star, level)


def test_links_are_listed_once() -> None:
    edges = list_edges(link_topics(np.array([[0.6, 0.8, 0.0], [0.8, 0.6, 0.0]]), backbone=None), ["a", "b", "c"])
    assert edges.round(2).to_numpy().tolist() == [["a", "b", 0.96]]
