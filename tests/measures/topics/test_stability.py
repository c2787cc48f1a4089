from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from framing.errors import MeasureError, TableError
from framing.measures.topics.factorising import factorise, weigh_terms
from framing.measures.topics.preparing import TopicTerms, count_topic_terms
from framing.measures.topics.stability import (
    Refit,
    draw_seed,
    draw_texts,
    number_families,
    refit_topics,
    summarise_draws,
)
from framing.measures.topics.terms import TermCounts


@pytest.fixture(scope="module")
def terms(planted: pd.DataFrame) -> TopicTerms:
    return count_topic_terms(planted)


def test_texts_are_drawn_without_replacement() -> None:
    drawn = draw_texts(np.arange(100), draws=6, seed=3)
    assert [len(rows) for rows in drawn] == [80] * 6
    assert all((np.diff(rows) > 0).all() for rows in drawn)
    assert len({tuple(rows.tolist()) for rows in drawn}) == 6
    often = np.bincount(np.concatenate(draw_texts(np.arange(100), draws=300, seed=3)))
    assert often.mean() == 240
    assert (np.abs(often - 240) < 35).all()  # sd = √(300 × .8 × .2) = 6.9


def test_families_are_drawn_whole() -> None:
    families = np.repeat(np.arange(20), 5)
    for rows in draw_texts(families, draws=5, seed=1):
        assert np.bincount(families[rows], minlength=20).tolist().count(5) == 16
        assert len(rows) == 80


@pytest.mark.parametrize("families", [[0, 1], [0] * 98 + [1, 2]])
def test_some_texts_are_kept_and_some_left_out(families: list[int]) -> None:
    for rows in draw_texts(np.array(families), draws=8, seed=1):
        assert 0 < len(rows) < len(families)


def test_too_large_families_are_refused() -> None:
    families = np.array([0] * 98 + [1, 2])
    with pytest.raises(MeasureError, match=r"too few texts for so many topics; found: \d of 100 texts for 5"):
        draw_texts(families, draws=20, seed=1, least=5)


def test_stories_are_families(planted: pd.DataFrame, terms: TopicTerms) -> None:
    assert number_families(terms, planted)[0] == "article_id"
    assert len(np.unique(number_families(terms, planted)[1])) == 180
    stories = planted.assign(story=[f"s{number // 9:02d}" for number in range(180)])
    name, families = number_families(terms, stories)
    assert name == "story"
    story_of = stories["story"].str[1:].astype(int)
    text_of = dict(zip(terms.row.tolist(), terms.articles.tolist(), strict=True))
    assert families.tolist() == [story_of[text_of[text]] for text in terms.entered.tolist()]
    assert len(np.unique(number_families(terms, stories, cluster="article_id")[1])) == 180


def test_families_that_cannot_be_are_refused(planted: pd.DataFrame, terms: TopicTerms) -> None:
    with pytest.raises(TableError, match="no column 'event'"):
        number_families(terms, planted, cluster="event")
    with pytest.raises(MeasureError, match="all are of one outlet"):
        number_families(terms, planted, cluster="outlet")
    with pytest.raises(MeasureError, match="counted in other articles"):
        number_families(terms, planted.iloc[1:])


def test_refits_know_the_planted_topics(terms: TopicTerms) -> None:
    references = {n: factorise(terms.counts, n, method="nmf", seed=0).weights for n in (3, 6)}
    drawn = draw_texts(np.arange(180), draws=3, seed=2)
    refits = refit_topics(terms.counts, references, drawn, method="nmf", seed=2, workers=1)
    assert list(refits) == [3, 6]
    assert [len(some) for some in refits.values()] == [3, 3]
    assert [refit.jaccard.shape for refit in refits[6]] == [(6,)] * 3
    assert summarise_draws(refits[3])[0] > summarise_draws(refits[6])[0]
    assert all(0 < refit.error < 1 for refit in refits[3])


def test_the_error_is_that_of_least_squares() -> None:
    """Two topics without a common term: the loads that fit best are plain projections."""
    rng = np.random.default_rng(4)
    counts = np.zeros((60, 8))
    counts[:30, :4], counts[30:, 4:] = rng.integers(1, 9, (30, 4)), rng.integers(1, 9, (30, 4))
    terms = TermCounts(csr_array(counts.astype(np.float32)), list("abcdefgh"))
    kept = np.setdiff1d(np.arange(60), [3, 40])
    (refit,) = refit_topics(terms, {2: np.ones((2, 8))}, [kept], method="nmf", seed=0, workers=1)[2]
    factors = factorise(terms.take(kept), 2, method="nmf", seed=draw_seed(0, 2, 2, 0))
    held = np.asarray(weigh_terms(terms.take(np.array([3, 40])), factors.idf).todense(), float)
    loads = np.linalg.lstsq(factors.components.T, held.T, rcond=None)[0]
    assert (loads > -1e-6).all()
    expected = np.linalg.norm(held - loads.T @ factors.components) / np.linalg.norm(held)
    assert refit.error == pytest.approx(expected, rel=1e-4)


def test_draws_are_summarised_by_their_means() -> None:
    """Means .5, .6 and .7: .6 ± 4.3027 × .1 / √3."""
    refits = [Refit(np.array([mean - 0.1, mean + 0.1]), 0.0) for mean in (0.5, 0.6, 0.7)]
    assert summarise_draws(refits) == pytest.approx((0.6, 0.6 - 0.24841, 0.6 + 0.24841), abs=1e-4)
    mean, low, high = summarise_draws([Refit(np.ones(2), 0.0), Refit(np.full(2, 0.9), 0.0)])
    assert (mean, low > 0, high) == (pytest.approx(0.95), True, 1.0)
    assert np.isnan(summarise_draws(refits[:1])[1:]).all()


def test_every_combination_has_a_seed_of_its_own() -> None:
    assert len({draw_seed(seed, kind, draw) for seed in range(8) for kind in range(8) for draw in range(8)}) == 512
    assert draw_seed(-1, 2) >= 0
