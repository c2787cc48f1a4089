from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from framing.measures.topics import agreement
from framing.measures.topics.agreement import divide_by_chance, resample_articles
from framing.measures.topics.communities import N_SEEDS, find_communities, measure_modularity, run_seeds
from framing.measures.topics.similarity import link_topics

Networks = list[tuple[np.ndarray, np.ndarray | None]]


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> Networks:
    """What was linked: the shares, and how often each article counted."""
    seen: Networks = []

    def spy(shares: np.ndarray, counts: np.ndarray | None = None, **options: Any) -> np.ndarray:
        seen.append((shares, counts))
        return link_topics(shares, counts, **options)

    monkeypatch.setattr(agreement, "link_topics", spy)
    return seen


def test_chance_is_the_best_of_as_many_runs_as_the_data(linked: Networks) -> None:
    """Topics without structure, of which Louvain finds another division with nearly every seed."""
    loads = np.random.default_rng(3).dirichlet(np.full(24, 0.1), 60)
    found = divide_by_chance(loads, "louvain", backbone=None, draws=6, seed=4)
    networks = [link_topics(shares, backbone=None) for shares, _ in linked]
    runs = [
        [measure_modularity(one, find_communities(one, "louvain", seed=4 + run)) for run in range(N_SEEDS)]
        for one in networks
    ]
    np.testing.assert_allclose(found, np.max(runs, axis=1))
    assert (found > np.mean(runs, axis=1)).any()


def test_chance_keeps_main_topics_shares_and_how_common_topics_are(linked: Networks) -> None:
    """The first four topics have nine tenths of what stands beside the main topic: so they have in the draws."""
    rng = np.random.default_rng(1)
    loads = rng.dirichlet(np.repeat([1.2, 0.05], [4, 8]), 300)
    divide_by_chance(loads, "greedy", backbone=None, draws=3, seed=1)
    main = loads.argmax(axis=1)
    own = np.where(np.arange(12) == main[:, None], 0, loads)[:, :4].sum() / (1 - loads.max(axis=1)).sum()
    assert own > 0.85
    for drawn, _ in linked:
        np.testing.assert_array_equal(drawn.argmax(axis=1), main)
        np.testing.assert_array_equal(np.sort(drawn, axis=1), np.sort(loads, axis=1))
        beside = np.where(np.arange(12) == main[:, None], 0, drawn)
        assert beside[:, :4].sum() > 0.65 * beside.sum()  # a third of it if all topics were equally common
    assert not np.array_equal(linked[0][0], linked[1][0])


def test_as_many_units_are_drawn_as_there_are_and_each_whole(linked: Networks) -> None:
    loads, unit = np.random.default_rng(2).dirichlet(np.full(5, 0.3), 40), np.arange(40) // 4
    resample_articles(loads, unit, backbone=None, draws=8, seed=1)
    for _, counts in linked:
        assert counts is not None
        assert counts.sum() == 40
        assert all(len(set(counts[unit == one])) == 1 for one in range(10))
    assert max(float(counts.max()) for _, counts in linked if counts is not None) > 1


def test_planted_noise_is_rarely_taken_for_structure() -> None:
    """Shares of topics of very different size, drawn without any structure: p is small about as often as it says."""
    prior = 2.4 / np.arange(1, 9)
    p = []
    for seed in range(12):
        loads = np.random.default_rng(seed).dirichlet(prior, 120)
        network = link_topics(loads, backbone=None)
        own = measure_modularity(network, run_seeds(network, "eigenvector", seed=0)[0])
        chance = divide_by_chance(loads, "eigenvector", backbone=None, draws=39, seed=seed)
        p.append((1 + int((chance.round(9) >= round(own, 9)).sum())) / 40)
    assert sum(value <= 0.05 for value in p) <= 3
    assert np.median(p) > 0.15
