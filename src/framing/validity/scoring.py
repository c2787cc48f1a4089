"""Scores that compare what was found with what a person marked: shared text, clusters, yes and no."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

from framing.analysis import agreement

__all__ = ["bootstrap_mean", "exact_interval", "nominal_alpha", "score_classes", "score_clusters", "score_text"]

_WORD = re.compile(r"\w+")


def score_text(found: str, true: str, *, n: int = 4) -> tuple[float, float, float]:
    """Compare an extracted text with the true one: precision, recall and F1 of their n-word shingles.

    Shingles are runs of ``n`` words, counted as often as they come: precision = Σ min / Σ found, recall =
    Σ min / Σ true, F1 their harmonic mean; all three 0 to 1, 1 where the texts have the same words in the
    same runs. Case and punctuation count for nothing. Where both texts are empty all are 1; where one is, all
    are 0. A text shorter than ``n`` words is one shingle.

    References
    ----------
    Article Extraction Benchmark, Scrapinghub (2020), https://github.com/scrapinghub/article-extraction-benchmark
    (there over all pages; here a page is the unit).

    Examples
    --------
    >>> score_text("menu the gate was shut all night", "the gate was shut all night")
    (0.75, 1.0, 0.8571428571428571)
    """
    here, there = _shingles(found, n), _shingles(true, n)
    if not here or not there:
        return (1.0, 1.0, 1.0) if not here and not there else (0.0, 0.0, 0.0)
    both = (here & there).total()
    precision, recall = both / here.total(), both / there.total()
    return precision, recall, 2 * both / (here.total() + there.total())


def _shingles(text: str, n: int) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + n]) for at in range(max(1, len(words) - n + 1)))


def score_clusters(found: Sequence[Hashable], true: Sequence[Hashable]) -> tuple[float, float, float]:
    """Compare two groupings of the same items: precision, recall and F1 of BCubed.

    For each item, precision is the share of its found cluster that truly belongs with it, recall the share
    of its true cluster that was found with it (the item itself counts); both are averaged over the items and
    F1 is the harmonic mean of the averages. 0 to 1, 1 where the groupings are the same.

    References
    ----------
    Amigó, E., Gonzalo, J., Artiles, J., & Verdejo, F. (2009). A comparison of extrinsic clustering evaluation
    metrics based on formal constraints. Information Retrieval, 12, 461–486.
    https://doi.org/10.1007/s10791-008-9066-8

    Examples
    --------
    >>> score_clusters([1, 1, 2, 2], ["a", "a", "a", "b"])
    (0.75, 0.6666666666666666, 0.7058823529411765)
    """
    if len(found) != len(true):
        raise ValueError(f"groupings of {len(found)} and {len(true)} items")
    together = Counter(zip(found, true, strict=True))
    of_found, of_true = Counter(found), Counter(true)
    precision = sum(count * count / of_found[key] for (key, _), count in together.items()) / len(found)
    recall = sum(count * count / of_true[key] for (_, key), count in together.items()) / len(true)
    return precision, recall, 2 * precision * recall / (precision + recall)


def bootstrap_mean(values: Sequence[float], *, draws: int = 2000, seed: int = 7) -> tuple[float, float]:
    """95 % percentile interval of a mean, items drawn with replacement."""
    array = np.asarray(values, dtype=np.float64)
    drawn = np.random.Generator(np.random.PCG64(seed)).integers(0, len(array), (draws, len(array)))
    low, high = np.quantile(array[drawn].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)


def exact_interval(right: int, n: int) -> tuple[float, float]:
    """Exact 95 % interval of a share (Clopper & Pearson): honest too where all or none are right.

    Examples
    --------
    >>> [round(end, 2) for end in exact_interval(8, 8)]
    [0.63, 1.0]
    """
    from scipy.stats import beta

    low = float(beta.ppf(0.025, right, n - right + 1)) if right else 0.0
    high = float(beta.ppf(0.975, right + 1, n - right)) if right < n else 1.0
    return low, high


def score_classes(true: Sequence[str], found: Sequence[str], classes: Sequence[str]) -> list[float]:
    """F1 of each class: 2 × rightly found / (found + true); 0 to 1, 0 where a class was never rightly found.

    Examples
    --------
    >>> score_classes(["yes", "yes", "no"], ["yes", "no", "no"], ["yes", "no"])
    [0.6666666666666666, 0.6666666666666666]
    """
    right = Counter(one for one, other in zip(true, found, strict=True) if one == other)
    either = Counter(true) + Counter(found)
    return [2 * right[name] / either[name] if either[name] else 0.0 for name in classes]


def nominal_alpha(first: Sequence[str], second: Sequence[str]) -> float:
    """Krippendorff's alpha of two coders who coded every unit: :func:`framing.analysis.agreement.nominal_alpha`.

    Examples
    --------
    The ten units of the worked example in that chapter, two coders, nominal data:

    >>> round(nominal_alpha("0100000000", "1110010010"), 3)
    0.095
    """
    return agreement.nominal_alpha(list(zip(first, second, strict=True)))
