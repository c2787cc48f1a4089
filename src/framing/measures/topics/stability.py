"""How far topics hold still when some of the texts are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.analysis.dependence import name_clusters
from framing.errors import MeasureError
from framing.measures.topics.factorising import Factors, Method, factorise, project, weigh_terms
from framing.measures.topics.matching import match_topics
from framing.measures.topics.preparing import TopicTerms, check_terms
from framing.measures.topics.terms import TermCounts

__all__ = ["KEPT", "Refit", "draw_seed", "draw_texts", "number_families", "refit_topics", "summarise_draws"]

Array = np.ndarray[Any, Any]

KEPT = 0.8
"""Share of the texts in a subsample."""


@dataclass(frozen=True, slots=True)
class Refit:
    """What one refit on a subsample shows: Jaccard of each topic of the reference, error on the texts left out."""

    jaccard: Array
    error: float


def number_families(terms: TopicTerms, articles: pd.DataFrame, *, cluster: str | None = None) -> tuple[str, Array]:
    """Say what is resampled whole, and number the family of every text that enters the fit.

    By default the story where the articles have one, else the family of copies, else the text: reports of one event are
    no independent texts. A text of several articles goes with the first of them by id. Numbers follow the names of the
    families, so that the order of rows changes nothing.

    Raises
    ------
    TableError
        The column named in `cluster` is not there.
    MeasureError
        The terms were counted in other articles or texts, or all texts are of one family.
    """
    check_terms(terms, articles)
    chosen, names = name_clusters(articles, cluster)
    rows, first = np.unique(terms.row, return_index=True)
    article_of = dict(zip(rows.tolist(), first.tolist(), strict=True))
    ids = terms.articles[[article_of[text] for text in terms.entered.tolist()]]
    families = np.unique([names[key] for key in ids.tolist()], return_inverse=True)[1].astype(np.int64)
    if families.max() == 0:
        raise MeasureError(
            f"the texts cannot be resampled: all are of one {chosen}",
            found=f"{len(families)} texts",
            do='name another column: cluster="article_id"',
        )
    return chosen, families


def draw_seed(*numbers: int) -> int:
    """Make a seed of several numbers, another for every combination."""
    return int(np.random.SeedSequence([number & 0xFFFFFFFF for number in numbers]).generate_state(1)[0] >> 1)


def draw_texts(families: Array, *, draws: int, seed: int, share: float = KEPT, least: int = 1) -> list[Array]:
    """Draw subsamples of the texts without replacement, whole families together: rows, in order, of each.

    Families come in random order until they hold as near to the share of the texts as they allow; one family at least
    is kept, and one left out.

    Raises
    ------
    MeasureError
        Families are so large that a subsample has fewer than the least number of texts.
    """
    sizes = np.bincount(families)
    drawn = []
    for draw in range(draws):
        order = np.random.Generator(np.random.PCG64(draw_seed(seed, 1, draw))).permutation(len(sizes))
        filled = np.cumsum(sizes[order])[:-1]
        n_kept = int(np.abs(filled - share * len(families)).argmin()) + 1
        drawn.append(np.flatnonzero(np.isin(families, order[:n_kept])))
    fewest = min((len(rows) for rows in drawn), default=least)
    if fewest < least:
        raise MeasureError(
            "subsamples have too few texts for so many topics",
            found=f"{fewest} of {len(families)} texts for {least} topics, the largest cluster has {sizes.max()}",
            do="fit fewer topics, or name smaller clusters",
        )
    return drawn


def refit_topics(
    terms: TermCounts,
    references: Mapping[int, Array],
    drawn: Sequence[Array],
    *,
    method: Method,
    seed: int,
    workers: int,
) -> dict[int, list[Refit]]:
    """Fit each number of topics anew on each subsample, and compare it with its reference.

    Parameters
    ----------
    terms
        The texts that entered the reference fits; every subsample keeps all its terms.
    references
        From a number of topics to its weights, topics × terms.
    drawn
        Rows of each subsample (`draw_texts`), the same for every number of topics.
    method, seed
        As in `factorise`; every refit starts from a seed of its own.
    workers
        Processes that share the work; the result is the same whatever their number.
    """
    tasks = [(n_topics, draw) for n_topics in sorted(references, reverse=True) for draw in range(len(drawn))]

    def run(share: list[tuple[int, int]]) -> list[Refit]:
        return [
            _refit(terms, references[n_topics], drawn[draw], method=method, seed=draw_seed(seed, 2, n_topics, draw))
            for n_topics, draw in share
        ]

    if workers == 1:
        refits = dict(zip(tasks, run(tasks), strict=True))
    else:
        from joblib import Parallel, delayed

        shares = [tasks[first::workers] for first in range(min(workers, len(tasks)))]
        done = Parallel(n_jobs=len(shares), max_nbytes=None)(delayed(run)(share) for share in shares)
        refits = {
            task: refit
            for share, some in zip(shares, done, strict=True)
            for task, refit in zip(share, some, strict=True)
        }
    return {n_topics: [refits[n_topics, draw] for draw in range(len(drawn))] for n_topics in sorted(references)}


def _refit(terms: TermCounts, reference: Array, kept: Array, *, method: Method, seed: int) -> Refit:
    factors = factorise(terms.take(kept), len(reference), method=method, seed=seed)
    left_out = np.setdiff1d(np.arange(terms.counts.shape[0]), kept)
    others = terms.take(left_out)
    error = _miss_weights(others, factors) if method == "nmf" else _miss_words(others, factors, seed)
    return Refit(match_topics(reference, factors.weights)[1], error)


def _miss_weights(terms: TermCounts, factors: Factors) -> float:
    """Relative error of TF-IDF weights told by the topics: ‖X − WH‖ / ‖X‖, 0 to 1; a text without terms tells none.

    Shares on topics of one scale are loads up to a factor a text; the best factor is that of the loads themselves.
    """
    from threadpoolctl import threadpool_limits

    weighted, topics = weigh_terms(terms, factors.idf), factors.weights
    unit = Factors(factors.loads, topics, topics, factors.idf, np.ones(len(topics)))
    shares = np.nan_to_num(project(terms, unit, method="nmf"))
    with threadpool_limits(1):
        with_own = (weighted @ topics.T * shares).sum(axis=1)
        told = (shares @ (topics @ topics.T) * shares).sum(axis=1)
    gained = np.divide(with_own**2, told, out=np.zeros(len(told)), where=told > 0)
    whole = float(weighted.power(2).sum())
    return float(np.sqrt(max(whole - gained.sum(), 0.0) / whole)) if whole > 0 else float("nan")


def _miss_words(terms: TermCounts, factors: Factors, seed: int) -> float:
    """Perplexity of half the words of each text, its shares of topics being inferred from the other half."""
    rng = np.random.Generator(np.random.PCG64(draw_seed(seed, 3)))
    counts = terms.counts.astype(np.int64)
    seen, unseen = counts.copy(), counts.copy()
    seen.data = rng.binomial(counts.data, 0.5)
    unseen.data = counts.data - seen.data
    shown = seen.astype(np.float32)
    shown.eliminate_zeros()
    shares = project(TermCounts(shown, terms.terms), factors, method="lda")
    shares = np.where(np.isnan(shares), 1 / len(factors.weights), shares)
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    chance = (shares[row] * factors.weights.T[counts.indices]).sum(axis=1)
    total = int(unseen.data.sum())
    return float(np.exp(-(unseen.data * np.log(chance)).sum() / total)) if total else float("nan")


def summarise_draws(refits: Sequence[Refit]) -> tuple[float, float, float]:
    """Stability, its lower and upper end: mean over draws of the mean Jaccard over topics, t with draws − 1 df.

    The interval says how well the draws tell what subsamples of this corpus would give on average (95 %); not what
    another corpus would. NaN with a single draw; the ends stay within 0 and 1.
    """
    from scipy import special

    means = np.array([float(refit.jaccard.mean()) for refit in refits])
    if len(means) < 2:
        return float(means.mean()), float("nan"), float("nan")
    reach = float(special.stdtrit(len(means) - 1, 0.975)) * float(means.std(ddof=1)) / np.sqrt(len(means))
    return float(means.mean()), max(float(means.mean() - reach), 0.0), min(float(means.mean() + reach), 1.0)
