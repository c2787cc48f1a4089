from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import nnls

from framing.measures.topics import TopicTerms, count_topic_terms
from framing.measures.topics.factorising import Method, factorise, project, weigh_terms


@pytest.fixture(scope="module")
def terms(planted: pd.DataFrame) -> TopicTerms:
    return count_topic_terms(planted)


def test_weights_are_those_of_scikit_learn(terms: TopicTerms) -> None:
    from sklearn.feature_extraction.text import TfidfTransformer

    reference = TfidfTransformer(sublinear_tf=True).fit(terms.counts.counts)
    idf = factorise(terms.counts, 3, method="nmf", seed=0).idf
    np.testing.assert_allclose(idf, reference.idf_, rtol=1e-6)
    ours, theirs = weigh_terms(terms.counts, idf), reference.transform(terms.counts.counts)
    np.testing.assert_allclose(ours.toarray(), theirs.toarray(), rtol=1e-5)


@pytest.mark.parametrize("method", ["nmf", "lda"])
def test_rows_of_factors_sum_to_one(terms: TopicTerms, method: Method) -> None:
    factors = factorise(terms.counts, 3, method=method, seed=1)
    assert factors.loads.shape == (180, 3)
    np.testing.assert_allclose(factors.loads.sum(axis=1), 1)
    np.testing.assert_allclose(factors.weights.sum(axis=1), 1)
    np.testing.assert_allclose(factors.weights * factors.scale[:, None], factors.components)
    np.testing.assert_allclose(project(terms.counts, factors, method=method), factors.loads, atol=1e-6)
    turned = factors.take(np.array([2, 0, 1]))
    np.testing.assert_allclose(project(terms.counts, turned, method=method), factors.loads[:, [2, 0, 1]], atol=1e-5)


def test_loads_are_non_negative_least_squares(terms: TopicTerms) -> None:
    factors = factorise(terms.counts, 6, method="nmf", seed=0)
    rows = weigh_terms(terms.counts.take(np.arange(5)), factors.idf).toarray().astype(float)
    exact = np.array([nnls(factors.components.T, row)[0] for row in rows])
    exact *= factors.components.sum(axis=1)  # the scale of a component means nothing
    expected = exact / exact.sum(axis=1, keepdims=True)
    np.testing.assert_allclose(factors.loads[:5], expected, atol=1e-4)
