"""How often intervals for a rate cover the truth, by number of clusters.

Counts are overdispersed, by a gamma effect of the cluster and another within it; clusters hold one article or
several, of unequal length. ``shared`` is how many clusters are drawn for each one that the
group has a part in. Prints the share of samples whose nominal 95 % interval holds the true rate.

    python benchmarks/coverage.py [--samples 2000]
"""

from __future__ import annotations

import argparse

import numpy as np
from scipy import stats

from framing.analysis.resampling import intervals, stretch

CLUSTERS = (5, 8, 10, 15, 20, 40)
SCENES = tuple((rate, spread, unequal) for rate in (1.0, 0.2) for spread in (0.5, 1.0) for unequal in (False, True))


def sample(n_clusters, n_samples, rate, spread, unequal, rng):
    """Hits and words of each cluster, for many samples at once (samples × clusters)."""
    shape = (n_samples, n_clusters)
    articles = rng.geometric(0.5, size=shape) if unequal else np.ones(shape)
    words = np.round(articles * rng.lognormal(6.4, 0.6 if unequal else 0.0, size=shape)).clip(40)
    effect = rng.gamma(spread**-2, spread**2, size=shape) * rng.gamma(2.0, 0.5, size=shape)
    return rng.poisson(words * rate / 100 * effect).astype(float), words


def bca(rates, estimate, hits, words):
    """Bias-corrected and accelerated percentiles, the acceleration from leaving out one cluster at a time."""
    without = (hits.sum(1, keepdims=True) - hits) / (words.sum(1, keepdims=True) - words)
    away = without.mean(1, keepdims=True) - without
    skew = (away**3).sum(1) / (6 * np.maximum((away**2).sum(1), 1e-30) ** 1.5)
    below = (rates < estimate).mean(0) + 0.5 * (rates == estimate).mean(0)
    bias = stats.norm.ppf(below.clip(1e-4, 1 - 1e-4))
    ordered, column = np.sort(rates, axis=0), np.arange(len(estimate))
    ends = []
    for z in (-1.96, 1.96):
        share = stats.norm.cdf(bias + (bias + z) / np.maximum(1 - skew * (bias + z), 0.05))
        ends.append(ordered[np.round(share * (len(ordered) - 1)).astype(int), column])
    return ends


def cover(n_clusters, rate, spread, unequal, *, shared, samples, draws, rng):
    """Share of intervals of each kind that hold the truth."""
    hits, words = sample(n_clusters, samples, rate, spread, unequal, rng)
    total = n_clusters * shared
    drawn = rng.integers(0, total, size=(draws, total))
    times = np.stack([np.bincount(row, minlength=total)[:n_clusters] for row in drawn]).astype(float)
    times = times[times.sum(1) > 0]
    rates = 100 * (times @ hits.T) / (times @ words.T)
    estimate, error = 100 * hits.sum(1) / words.sum(1), rates.std(0, ddof=1)
    count = np.full(samples, float(n_clusters))
    effective = words.sum(1) ** 2 / (words**2).sum(1)
    ends = {
        "percentile": np.quantile(rates, [0.025, 0.975], axis=0),
        "BCa": bca(rates, estimate, hits, words),
        "t, G": intervals(estimate, error, count, level=0.95, log=False),
        "log t, G": intervals(estimate, error, count, level=0.95, log=True),
        "t, effective G": intervals(estimate, error, effective, level=0.95, log=False),
        "log t, effective G": intervals(estimate, error, effective, level=0.95, log=True),
    }
    seen = error > 0
    return {name: ((low <= rate) & (rate <= high))[seen].mean() for name, (low, high) in ends.items()}


def cover_mean(n_clusters, *, samples, draws, rng):
    """The same for a mean of normal scores with cluster effects, clusters of unequal size."""
    size = rng.geometric(0.4, size=(samples, n_clusters)).astype(float)
    effect = rng.normal(0, 0.6, size=size.shape)
    sums = size * effect + np.sqrt(size) * rng.normal(size=size.shape)
    drawn = rng.integers(0, n_clusters, size=(draws, n_clusters))
    times = np.stack([np.bincount(row, minlength=n_clusters) for row in drawn]).astype(float)
    means = (times @ sums.T) / (times @ size.T)
    estimate, error = sums.sum(1) / size.sum(1), means.std(0, ddof=1)
    effective = size.sum(1) ** 2 / (size**2).sum(1)
    ends = {
        "percentile": np.quantile(means, [0.025, 0.975], axis=0),
        "t, G": intervals(estimate, error, np.full(samples, float(n_clusters)), level=0.95, log=False),
        "t, effective G": intervals(estimate, error, effective, level=0.95, log=False),
    }
    return {name: ((low <= 0) & (high >= 0)).mean() for name, (low, high) in ends.items()}


def reject_equal(n_clusters, *, matched, samples, draws, rng):
    """Share of p below .05 for the ratio of two equal rates, on the same stories or on different ones."""
    hits, words = sample(2 * n_clusters, samples, 1.0, 1.0, True, rng)
    hits, words = (np.split(table, 2, axis=1) for table in (hits, words))
    if matched:
        event = rng.gamma(1.0, 1.0, size=words[0].shape)
        hits = [rng.poisson(table / 100 * event * rng.gamma(2.0, 0.5, size=table.shape)) for table in words]
    total = n_clusters * (1 if matched else 2)
    drawn = rng.integers(0, total, size=(draws, total))
    times = np.stack([np.bincount(row, minlength=total) for row in drawn]).astype(float)
    sides = [times, times] if matched else np.split(times, 2, axis=1)
    kept = (sides[0].sum(1) > 0) & (sides[1].sum(1) > 0)
    estimate = [100 * hit.sum(1) / word.sum(1) for hit, word in zip(hits, words, strict=True)]
    seen = (estimate[0] > 0) & (estimate[1] > 0)
    relative = [
        (100 * (side[kept] @ hit.T) / (side[kept] @ word.T))[:, seen] / rate[seen]
        for side, hit, word, rate in zip(sides, hits, words, estimate, strict=True)
    ]
    effective = np.minimum(*[word.sum(1) ** 2 / (word**2).sum(1) for word in words])[seen]
    distance = np.abs(np.log(estimate[0][seen] / estimate[1][seen]))
    reach = np.abs(relative[0] - relative[1]) * stretch(effective, level=0.95) / 1.959964 >= distance
    return ((1 + reach.sum(0)) / (1 + len(reach)) < 0.05).mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=2000)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rng = np.random.Generator(np.random.PCG64(asked.seed))
    print(
        "clusters  shared   "
        + "".join(f"{name:>20}" for name in ("percentile", "BCa", "t, G", "log t, G", "t, eff", "log t, eff"))
    )
    for n_clusters in CLUSTERS:
        for shared in (1, 4):
            found = [
                cover(n_clusters, *scene, shared=shared, samples=asked.samples, draws=asked.draws, rng=rng)
                for scene in SCENES
            ]
            cells = []
            for name in found[0]:
                values = [one[name] for one in found]
                cells.append(f"{np.mean(values):.3f} ({min(values):.3f}–{max(values):.3f})")
            print(f"{n_clusters:>8}  {shared:>6}   " + "".join(f"{cell:>20}" for cell in cells))

    rest = {"samples": asked.samples, "draws": asked.draws, "rng": rng}
    print("\nmean of scores, unequal clusters")
    for n_clusters in CLUSTERS:
        print(f"{n_clusters:>8}   ", {name: f"{share:.3f}" for name, share in cover_mean(n_clusters, **rest).items()})
    print("\nshare of p < .05 where two rates are equal: matched stories, different stories")
    for n_clusters in CLUSTERS:
        shares = [reject_equal(n_clusters, matched=matched, **rest) for matched in (True, False)]
        print(f"{n_clusters:>8}   ", *(f"{share:.3f}" for share in shares))


if __name__ == "__main__":
    main()
