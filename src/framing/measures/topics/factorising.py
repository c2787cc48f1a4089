"""Factorising a matrix of texts × terms into topics, and placing other texts in given topics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from framing.measures.topics.terms import TermCounts

__all__ = ["Factors", "Method", "factorise", "project"]

Array = np.ndarray[Any, Any]
Method = Literal["nmf", "lda"]

_TINY = float(np.finfo(float).tiny)
_PRIOR_TEXT, _PRIOR_TERM = 0.1, 0.01
_BATCH, _PASSES, _UPDATES = 128, 5, 60


@dataclass(frozen=True, slots=True, eq=False)
class Factors:
    """Topics of a matrix.

    Attributes
    ----------
    loads : ndarray
        Texts × topics: shares, rows sum to 1; NaN where a text has none of the terms, or none of them is in a topic.
    components : ndarray
        Topics × terms as they were fitted: NMF's loads of TF-IDF weights, LDA's pseudo-counts.
    weights : ndarray
        The same, rows sum to 1.
    idf : ndarray
        Inverse document frequency of each term among the texts fitted; 1 for LDA.
    scale : ndarray
        What `weights` are multiplied with to give `components`, a number a topic.
    """

    loads: Array
    components: Array
    weights: Array
    idf: Array
    scale: Array

    def take(self, topics: Array) -> Factors:
        """Take some of the topics, by number, in that order."""
        loads = self.loads[:, topics]
        return Factors(loads, self.components[topics], self.weights[topics], self.idf, self.scale[topics])


def factorise(terms: TermCounts, n_topics: int, *, method: Method, seed: int) -> Factors:
    """Fit topics: NMF of TF-IDF weights, or LDA of counts. On one thread: the same bytes on the same machine."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        idf = _inverse_frequency(terms) if method == "nmf" else np.ones(len(terms.terms))
        components = _fit_nmf(terms, idf, n_topics, seed) if method == "nmf" else _fit_lda(terms, n_topics, seed)
        return finish_factors(terms, components, idf, method=method)


def finish_factors(terms: TermCounts, components: Array, idf: Array, *, method: Method) -> Factors:
    """Give topics their weights, and texts their shares."""
    scale = np.maximum(components.sum(axis=1), _TINY)
    weights = components / scale[:, None]
    components = weights * scale[:, None]  # as a model that was stored will have them
    factors = Factors(np.zeros((0, len(components))), components, weights, idf, scale)
    return Factors(project(terms, factors, method=method), components, weights, idf, scale)


def project(terms: TermCounts, factors: Factors, *, method: Method) -> Array:
    """Shares of given topics in other texts, counted by the same terms; NaN for a text without any of them.

    Of NMF it is the share of the TF-IDF weight that each topic accounts for: loads times the sum of the topic's
    components, whose own scale means nothing.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        if method == "nmf":
            loads = _solve(weigh_terms(terms, factors.idf), factors.components) * factors.scale
        else:
            loads = _infer(terms, factors.components)
    empty = np.diff(terms.counts.indptr) == 0
    total = loads.sum(axis=1, keepdims=True)
    shares = np.divide(loads, total, out=np.full(loads.shape, np.nan), where=total > 0)
    shares[empty] = np.nan
    return shares


def _inverse_frequency(terms: TermCounts) -> Array:
    """ln((1 + n) / (1 + n_t)) + 1, as scikit-learn has it."""
    texts_with = np.bincount(terms.counts.indices, minlength=len(terms.terms))
    return np.log((1 + terms.counts.shape[0]) / (1 + texts_with)) + 1


def weigh_terms(terms: TermCounts, idf: Array) -> Any:
    """TF-IDF: (1 + ln count) · idf, each text of length 1."""
    weighted = terms.counts.astype(np.float32, copy=True)
    values = (1 + np.log(weighted.data)) * idf.astype(np.float32)[weighted.indices]
    row = np.repeat(np.arange(weighted.shape[0]), np.diff(weighted.indptr))
    length = np.sqrt(np.bincount(row, values.astype(float) ** 2, minlength=weighted.shape[0]))
    weighted.data = (values / length[row]).astype(np.float32)
    return weighted


def _fit_nmf(terms: TermCounts, idf: Array, n_topics: int, seed: int) -> Array:
    from sklearn.decomposition import NMF

    model = NMF(n_components=n_topics, init="nndsvda", random_state=seed, tol=1e-2, max_iter=400)
    model.fit(weigh_terms(terms, idf))
    return model.components_.astype(float)


def _solve(weighted: Any, components: Array, *, sweeps: int = 500, tolerance: float = 1e-7) -> Array:
    """Non-negative least squares of each row on the components, by coordinate descent."""
    gram = components @ components.T
    target = np.asarray(weighted @ components.T.astype(np.float32), float)
    usable = np.diag(gram) > 0
    loads = np.zeros(target.shape)
    for _ in range(sweeps):
        change = 0.0
        for topic in np.flatnonzero(usable).tolist():
            step = (target[:, topic] - loads @ gram[:, topic]) / gram[topic, topic]
            new = np.maximum(loads[:, topic] + step, 0)
            change = max(change, float(np.abs(new - loads[:, topic]).max(initial=0)))
            loads[:, topic] = new
        if change <= tolerance * float(loads.max(initial=0)):
            break
    return loads


def _fit_lda(terms: TermCounts, n_topics: int, seed: int) -> Array:
    """Variational Bayes by batches of texts in a random order (Hoffman, Blei & Bach 2010)."""
    from sklearn.decomposition import LatentDirichletAllocation

    n_texts = terms.counts.shape[0]
    n_batches = -(-n_texts // _BATCH)
    model = LatentDirichletAllocation(
        n_components=n_topics, doc_topic_prior=_PRIOR_TEXT, topic_word_prior=_PRIOR_TERM,
        learning_method="online", batch_size=_BATCH, max_iter=max(_PASSES, -(-_UPDATES // n_batches)),
        random_state=seed, n_jobs=1,
    )  # fmt: skip
    order = np.random.default_rng(seed).permutation(n_texts)
    with np.errstate(invalid="ignore"):  # OpenBLAS may raise the flag for memory beside the numbers it multiplies
        return np.asarray(model.fit(terms.counts[order]).components_, float)


def _infer(terms: TermCounts, components: Array) -> Array:
    from scipy.special import psi
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(n_components=len(components), doc_topic_prior=_PRIOR_TEXT)
    model.components_, model.doc_topic_prior_ = components, _PRIOR_TEXT
    model.exp_dirichlet_component_ = np.exp(psi(components) - psi(components.sum(axis=1, keepdims=True)))
    model.n_features_in_ = components.shape[1]
    with np.errstate(invalid="ignore"):
        return np.asarray(model.transform(terms.counts), float)
