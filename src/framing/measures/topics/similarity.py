"""How alike topics are: the network of topics that stand in the same articles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError

__all__ = ["cosines", "filter_backbone", "link_topics", "list_edges"]

Array = np.ndarray[Any, Any]


def cosines(shares: Array, counts: Array | None = None) -> Array:
    """Measure how alike the topics' shares over the articles are: cosine of the columns of articles × topics.

    Formula: cos(a, b) = Σ θ_a θ_b / √(Σ θ_a² Σ θ_b²), summed over articles, each as often as ``counts`` says. 0 (never
    in one article) to 1 (in the same proportion everywhere); no article can have a negative share. The diagonal is 0: a
    topic is no neighbour of its own. So is the row of a topic that stands nowhere.

    Examples
    --------
    >>> import numpy as np
    >>> cosines(np.array([[0.6, 0.8, 0.0], [0.8, 0.6, 0.0], [0.0, 0.0, 1.0]])).round(2).tolist()
    [[0.0, 0.96, 0.0], [0.96, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    products = shares.T @ (shares if counts is None else shares * counts[:, None])
    length = np.sqrt(np.diag(products))
    scale = np.outer(length, length)
    network = np.divide(products, scale, out=np.zeros_like(products), where=scale > 0)
    network = np.clip((network + network.T) / 2, 0.0, 1.0)
    np.fill_diagonal(network, 0.0)
    return network


def filter_backbone(network: Array, alpha: float) -> Array:
    """Keep the links that are heavier than chance would have them at one end or the other: the disparity filter.

    Formula: a link of weight w of a topic with k links that weigh s together is kept if (1 − w/s)^(k−1) < ``alpha``,
    seen from either end: what a link would exceed if s were split among the k at random. Links kept keep their weight.

    References
    ----------
    Serrano, M. Á., Boguñá, M., & Vespignani, A. (2009). Extracting the multiscale backbone of complex weighted
    networks. PNAS, 106(16), 6483–6488. https://doi.org/10.1073/pnas.0808904106

    Examples
    --------
    Four links of weight .7, .1, .1, .1: .3³ = .027 for the first, .9³ = .729 for the others.

    >>> import numpy as np
    >>> star = np.zeros((5, 5))
    >>> star[0, 1:] = star[1:, 0] = [0.7, 0.1, 0.1, 0.1]
    >>> filter_backbone(star, 0.05)[0].tolist()
    [0.0, 0.7, 0.0, 0.0, 0.0]
    """
    if not 0 < alpha < 1:
        raise MeasureError(
            "backbone= is the level of the disparity filter",
            found=repr(alpha),
            do="backbone=0.05, or None for all links",
        )
    links, weight = (network > 0).sum(axis=1, keepdims=True), network.sum(axis=1, keepdims=True)
    part = np.divide(network, weight, out=np.zeros_like(network), where=weight > 0)
    chance = np.where(links > 1, (1 - part) ** np.maximum(links - 1, 0), 1.0)
    kept = (network > 0) & (np.minimum(chance, chance.T) < alpha)
    return np.where(kept, network, 0.0)


def link_topics(shares: Array, counts: Array | None = None, *, backbone: float | None) -> Array:
    """Link topics by their cosines over the articles, with or without the disparity filter."""
    network = cosines(shares, counts)
    return network if backbone is None else filter_backbone(network, backbone)


def list_edges(network: Array, topics: list[str]) -> pd.DataFrame:
    """List the links of a network: `topic`, `other` (later in the order of the topics), `weight` (0–1)."""
    first, second = np.nonzero(np.triu(network, 1))
    names = np.array(topics, dtype=object)
    return pd.DataFrame({"topic": names[first], "other": names[second], "weight": network[first, second]}).astype(
        {"topic": "str", "other": "str"}
    )
