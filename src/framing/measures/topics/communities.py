"""Communities of a weighted network by four methods: groups that are linked more than chance would link them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from framing.errors import MeasureError

__all__ = ["METHODS", "N_SEEDS", "find_communities", "measure_modularity", "number_groups", "run_seeds"]

Array = np.ndarray[Any, Any]

N_SEEDS = 10
_GAIN = 1e-10  # of modularity: less is rounding


def measure_modularity(network: Array, groups: Array) -> float:
    """Measure how much of the links' weight lies within groups, beyond what the weights of the members would have it.

    Formula: Q = Σ_c [w_c / 2m − (s_c / 2m)²], w_c the weight within group c (each link twice), s_c that of all links
    of its members, 2m that of all links twice. −½ to 1; higher is a clearer division; 0 for one group. NaN without
    links.

    References
    ----------
    Newman, M. E. J. (2004). Analysis of weighted networks. Physical Review E, 70, 056131.
    https://doi.org/10.1103/PhysRevE.70.056131

    Examples
    --------
    Two pairs, each linked within and not without: 2 × (½ − ¼).

    >>> import numpy as np
    >>> pairs = np.array([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    >>> measure_modularity(pairs, np.array([0, 0, 1, 1]))
    0.5
    """
    total = float(network.sum())
    if not total > 0:
        return float("nan")
    member = np.equal.outer(np.unique(groups), groups).astype(float)
    within = np.einsum("ci,ij,cj->c", member, network, member)
    expected = (member @ network.sum(axis=1) / total) ** 2
    return round(float((within / total - expected).sum()), 12) + 0.0


def find_communities(network: Array, method: str, *, seed: int = 0) -> Array:
    """Divide a network into communities: for each node the number of its group, in the order of their first members.

    Parameters
    ----------
    network
        Weights of the links, nodes × nodes, symmetric, none below 0, none from a node to itself.
    method
        "louvain" (Blondel et al. 2008), "greedy" (Clauset, Newman & Moore 2004), "linkage" (average linkage on
        1 − weight, cut where modularity is highest; the fewest groups of equals), or "eigenvector" (Newman 2006:
        repeated division by the leading eigenvector of the modularity matrix, refined by single moves).
    seed
        Of Louvain's order of visits; the others know no chance.

    Raises
    ------
    MeasureError
        For another method.

    References
    ----------
    Blondel et al. 2008, https://doi.org/10.1088/1742-5468/2008/10/P10008. Clauset, Newman & Moore 2004,
    https://doi.org/10.1103/PhysRevE.70.066111. Newman 2006, https://doi.org/10.1073/pnas.0601602103.

    Examples
    --------
    >>> import numpy as np
    >>> network = np.kron(np.eye(2), np.ones((3, 3))) + 0.1
    >>> np.fill_diagonal(network, 0)
    >>> [find_communities(network, method).tolist() for method in METHODS] == [[0, 0, 0, 1, 1, 1]] * 4
    True
    """
    if method not in _FINDERS:
        known = ", ".join(f'"{name}"' for name in METHODS)
        raise MeasureError("unknown method to find communities", found=f"method={method!r}", do=f"use one of {known}")
    if not network.any():
        return np.arange(len(network))
    return number_groups(_FINDERS[method](network, seed))


def run_seeds(network: Array, method: str, *, seed: int, n_seeds: int = N_SEEDS) -> list[Array]:
    """Divide a network once for each of several seeds; once only by a method that knows no chance.

    The first is the best: of highest modularity, of equals the one whose numbers come first.
    """
    seeds = range(seed, seed + n_seeds) if method == "louvain" else [seed]
    runs = [find_communities(network, method, seed=one) for one in seeds]
    return sorted(
        runs, key=lambda groups: (-round(np.nan_to_num(measure_modularity(network, groups)), 9), tuple(groups))
    )


def number_groups(groups: Iterable[int]) -> Array:
    """Number groups by their first members, so that equal divisions have equal numbers.

    Examples
    --------
    >>> number_groups([7, 2, 7, 5]).tolist()
    [0, 1, 0, 2]
    """
    numbers: dict[int, int] = {}
    return np.array([numbers.setdefault(int(group), len(numbers)) for group in groups], dtype=np.int64)


def _as_graph(network: Array) -> Any:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    first, second = np.nonzero(np.triu(network, 1))
    weights = network[first, second].tolist()
    graph.add_weighted_edges_from(zip(first.tolist(), second.tolist(), weights, strict=True))
    return graph


def _label(communities: Iterable[Iterable[int]], n_nodes: int) -> Array:
    groups = np.zeros(n_nodes, np.int64)
    for number, members in enumerate(communities):
        groups[list(members)] = number
    return groups


def _find_by_louvain(network: Array, seed: int) -> Array:
    from networkx.algorithms.community import louvain_communities

    return _label(louvain_communities(_as_graph(network), weight="weight", seed=seed), len(network))


def _find_by_greed(network: Array, _seed: int) -> Array:
    from networkx.algorithms.community import greedy_modularity_communities

    return _label(greedy_modularity_communities(_as_graph(network), weight="weight"), len(network))


def _find_by_linkage(network: Array, _seed: int) -> Array:
    from scipy.cluster.hierarchy import average, cut_tree
    from scipy.spatial.distance import squareform

    distance = 1 - network / max(1.0, network.max())
    np.fill_diagonal(distance, 0.0)
    cuts = cut_tree(average(squareform(distance, checks=False))).T[::-1]  # from one group to as many as nodes
    return cuts[int(np.argmax([round(measure_modularity(network, cut), 9) for cut in cuts]))]


def _find_by_eigenvector(network: Array, _seed: int) -> Array:
    strength = network.sum(axis=1)
    total = strength.sum()
    excess = (network - np.outer(strength, strength) / total) / total
    groups, waiting, n_groups = np.zeros(len(network), np.int64), [np.arange(len(network))], 1
    while waiting:
        members = waiting.pop()
        second = _divide(excess[np.ix_(members, members)])
        if second is None:
            continue
        groups[members[second]] = n_groups
        n_groups += 1
        waiting += [members[~second], members[second]]
    return groups


def _divide(excess: Array) -> Array | None:
    """Divide one group in two if that raises modularity: which nodes form the second group."""
    gains = excess - np.diag(excess.sum(axis=1))
    leading = np.linalg.eigh(gains)[1][:, -1]
    leading = leading * (1.0 if leading[np.argmax(np.abs(leading) > np.abs(leading).max() / 2)] > 0 else -1.0)
    sides = _refine(gains, np.where(leading >= -_GAIN, 1.0, -1.0))
    return None if sides @ gains @ sides / 2 <= _GAIN or abs(sides.sum()) == len(sides) else sides < 0


def _refine(gains: Array, sides: Array) -> Array:
    """Move every node once to the other side, best first, keep the best state on the way; again while that gains."""
    while True:
        state, gained, path = sides.copy(), 0.0, [(0.0, sides)]
        left = np.ones(len(sides), bool)
        for _ in range(len(sides)):
            change = -2 * state * (gains @ state - np.diag(gains) * state)
            node = int(np.argmax(np.where(left, change.round(12), -np.inf)))
            gained, left[node] = gained + float(change[node]), False
            state = state.copy()
            state[node] *= -1
            path.append((gained, state))
        best = max(path, key=lambda step: round(step[0], 12))
        if best[0] <= _GAIN:
            return sides
        sides = best[1]


_FINDERS: dict[str, Callable[[Array, int], Array]] = {
    "louvain": _find_by_louvain,
    "greedy": _find_by_greed,
    "linkage": _find_by_linkage,
    "eigenvector": _find_by_eigenvector,
}
METHODS = tuple(_FINDERS)
