"""Do the 95 % intervals of `summarise_shares` and `decompose_rates` hold the truth? Simulated, where it is known.

python benchmarks/source_intervals.py
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from framing.analysis.components import set_out_components
from framing.analysis.resampling import (
    bootstrap_ratios,
    draw_totals,
    intervals,
    standard_errors,
    stretch,
    sum_by_cluster,
)

Array = np.ndarray[Any, Any]

_DRAWS = 600
_SAMPLES = {"shares": 1200, "parts": 500}
_RATES = np.array([[1.0, 3.0, 4.0], [1.2, 2.0, 4.0]])  # hits per 100 words of three voices, in two outlets
_MIXES = {"even": ([[0.6, 0.25, 0.15], [0.8, 0.15, 0.05]], 1.0), "rare": ([[0.7, 0.27, 0.03], [0.85, 0.13, 0.02]], 0.4)}


def main() -> None:
    shares = cover_shares(np.random.default_rng(3))
    print("Shares, 5 to 60 clusters, 80 scenes: mean and least coverage of nominal 95 %")
    for scale, found in shares.items():
        print(f"  {scale:10} {np.mean(found):.3f}  {np.min(found):.3f}")
    parts = cover_components(np.random.default_rng(5))
    print("Parts of a difference, 8 to 40 clusters: least and most coverage of nominal 95 %")
    for part, found in parts.items():
        print(f"  {part:12} {np.min(found):.3f}  {np.max(found):.3f}")


def cover_shares(rng: np.random.Generator) -> dict[str, list[float]]:
    """Coverage of a pooled share, by the scale on which its interval is set."""
    covered: dict[str, list[float]] = {}
    scenes = itertools.product((5, 8, 15, 30, 60), (0.05, 0.2, 0.5, 0.9), (0.05, 0.3), (False, True))
    for n_clusters, share, likeness, in_words in scenes:
        part, whole = _draw_articles(rng, n_clusters, share, likeness, in_words=in_words)
        ratios = bootstrap_ratios(_sums(part), _sums(whole), over=np.arange(part.shape[1]), draws=_DRAWS, seed=1)
        for scale, (low, high, kept) in _ends(ratios).items():
            covered.setdefault(scale, []).append(float(((low <= share) & (share <= high))[kept].mean()))
    return covered


def _draw_articles(
    rng: np.random.Generator, n_clusters: int, share: float, likeness: float, *, in_words: bool
) -> tuple[Array, Array]:
    """Draw quotations, or their words, of one type and of all types, for every cluster and sample."""
    size = (n_clusters, _SAMPLES["shares"])
    number = 1 + rng.poisson(rng.gamma(1, 6, size))
    spread = (1 - likeness) / likeness
    own = rng.beta(share * spread, (1 - share) * spread, size)
    if not in_words:
        return rng.binomial(number, own).astype(float), number.astype(float)
    part, whole = np.zeros(size), np.zeros(size)
    for rank in range(int(number.max())):
        length = np.maximum(1, np.round(rng.lognormal(2.8, 0.7, size))) * (rank < number)
        part += length * (rng.random(size) < own)
        whole += length
    return part, whole


def _ends(ratios: Any) -> dict[str, tuple[Array, Array, Array]]:
    """Lower and upper ends by scale, and which samples have an interval."""
    share, error = ratios.estimate, standard_errors(ratios.replicates)
    kept = (share > 0) & (share < 1) & (error > 0) & (ratios.effective >= 3)
    reach = stretch(ratios.effective, level=0.95) * error
    inner = np.where(kept, share, 0.5)
    odds = inner / (1 - inner)
    by_logit, by_log = (
        np.exp(np.where(kept, reach, 0) / (inner * (1 - inner))),
        np.exp(np.where(kept, reach, 0) / inner),
    )
    low, high = np.nanquantile(ratios.replicates, [0.025, 0.975], axis=0)
    return {
        "logit": (1 / (1 + by_logit / odds), 1 / (1 + 1 / (odds * by_logit)), kept),
        "log": (inner / by_log, inner * by_log, kept),
        "plain": (share - reach, share + reach, kept),
        "percentile": (low, high, kept),
    }


def cover_components(rng: np.random.Generator) -> dict[str, list[float]]:
    """Coverage of the difference, of whom outlets quote and of how they write."""
    covered: dict[str, list[float]] = {}
    for n_clusters, (mix, present), shared in itertools.product((8, 15, 40), _MIXES.values(), (True, False)):
        hits, words = _draw_outlets(rng, n_clusters, np.array(mix), present, shared=shared)
        for part, share in zip(("difference", "composition", "rate"), _cover(hits, words, np.array(mix)), strict=True):
            covered.setdefault(part, []).append(share)
    return covered


def _draw_outlets(
    rng: np.random.Generator, n_clusters: int, mix: Array, present: float, *, shared: bool
) -> tuple[Array, Array]:
    """Draw hits and words of two outlets in three voices, for every story (shared) or article and sample."""
    rows = n_clusters if shared else 2 * n_clusters
    there = np.ones((rows, _SAMPLES["parts"], 2))
    if not shared:
        there[:n_clusters, :, 1] = there[n_clusters:, :, 0] = 0
    size = rng.lognormal(6.2, 0.6, there.shape) * there
    parts = rng.gamma(np.broadcast_to(mix * 12, (*there.shape, 3)))
    parts[..., 2] *= (rng.random(there.shape) < present) / present
    words = np.round(size[..., None] * parts / 12)
    event = rng.gamma(2, 0.5, (rows, _SAMPLES["parts"], 1, 1)) if shared else 1.0
    eagerness = rng.gamma(3, 1 / 3, (*there.shape, 1)) * event * rng.gamma(4, 0.25, (*there.shape, 3))
    return rng.poisson(words * _RATES / 100 * eagerness).astype(float), words


def _cover(hits: Array, words: Array, mix: Array) -> list[float]:
    rows, samples = hits.shape[:2]
    sums = [_sums(table.reshape(rows, -1)) for table in (hits, words)]
    drawn = draw_totals(sums, draws=_DRAWS, seed=2)
    estimate = set_out_components(*(one.totals.reshape(samples, 2, 3) for one in sums))
    replicates = set_out_components(*(one.reshape(_DRAWS, samples, 2, 3) for one in drawn))
    truth = set_out_components(mix * _RATES, mix * 100.0)[:3]
    error = standard_errors(replicates.reshape(_DRAWS, -1)).reshape(samples, -1)[:, :3]
    by_outlet = words.sum(-1)
    effective = (by_outlet.sum(0) ** 2 / (by_outlet**2).sum(0)).min(-1)
    low, high = intervals(estimate[:, :3], error, np.repeat(effective[:, None], 3, axis=1), level=0.95, log=False)
    kept = (effective >= 3)[:, None] & (error > 0)
    held = (low <= truth) & (truth <= high)
    return [float(held[kept[:, part], part].mean()) for part in range(3)]


def _sums(table: Array) -> Any:
    cluster, column = np.indices(table.shape)
    return sum_by_cluster(cluster.ravel(), column.ravel(), table.ravel(), shape=table.shape)


if __name__ == "__main__":
    main()
