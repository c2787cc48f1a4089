from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.analysis.scores import summarise_scores
from framing.errors import EstimateError, MeasureError, TableError
from framing.measures.topics import prevalence
from framing.measures.topics.factorising import Factors, factorise
from framing.measures.topics.fitting import fit_topics
from framing.measures.topics.model import TopicModel
from framing.measures.topics.preparing import TopicTerms, count_topic_terms
from framing.measures.topics.prevalence import _add_variances, _combine, summarise_topics
from framing.tables import check_table


@pytest.fixture(scope="module")
def articles(planted: pd.DataFrame) -> pd.DataFrame:
    """North reports the first vocabulary most, South the third; three articles a story. Eight words of each text are
    of ten that its vocabulary uses most: a topic whose words are all equally common has no top words to be known by.
    """
    rng = np.random.default_rng(8)
    common = [[f"{sign}core{one}{two}" for one in "ab" for two in "cdfgh"] for sign in "xyz"]
    drawn = [" ".join(rng.choice(common[truth], 8).tolist()) for truth in planted["truth"].tolist()]
    north = (np.arange(180) % 10 < 8 - 3 * planted["truth"].to_numpy()).astype(bool)
    story = [f"s{number // 3:02d}" for number in range(180)]
    return planted.assign(text=planted["text"] + " " + drawn, outlet=np.where(north, "North", "South"), story=story)


@pytest.fixture(scope="module")
def terms(articles: pd.DataFrame) -> TopicTerms:
    return count_topic_terms(articles)


@pytest.fixture(scope="module")
def model(articles: pd.DataFrame, terms: TopicTerms) -> TopicModel:
    return fit_topics(articles, n_topics=3, terms=terms)


@pytest.fixture(scope="module")
def shares(model: TopicModel, articles: pd.DataFrame, terms: TopicTerms) -> pd.DataFrame:
    return summarise_topics(model, articles=articles, by="outlet", terms=terms, runs=5, draws=300, seed=2)


def test_shares_are_those_of_the_articles(shares: pd.DataFrame, model: TopicModel, articles: pd.DataFrame) -> None:
    check_table("estimates", shares)
    plain = summarise_scores(model.shares, articles=articles, by="outlet", draws=300, seed=2)
    for name in ("outlet", "variable", "estimate", "n_units", "n_clusters", "n_missing", "cluster"):
        assert shares[name].tolist() == plain[name].tolist(), name
    np.testing.assert_allclose(shares.groupby("outlet")["estimate"].sum(), 1)
    assert shares["cluster"].unique().tolist() == ["story"]
    assert shares["n_runs"].unique().tolist() == [5]
    assert shares["n_unmatched"].tolist() == [0] * 6
    assert (shares["low"] < shares["estimate"]).all()
    assert (shares["estimate"] < shares["high"]).all()
    assert ((shares["low"] > 0) & (shares["high"] < 1)).all()


def test_runs_widen_the_interval(
    shares: pd.DataFrame, model: TopicModel, articles: pd.DataFrame, terms: TopicTerms
) -> None:
    without = summarise_topics(model, articles=articles, by="outlet", terms=terms, runs=0, draws=300, seed=2)
    assert without["between"].isna().all()
    assert (shares["std_error"] > without["std_error"]).all()
    assert shares["between"].between(0, 1, inclusive="neither").all()
    np.testing.assert_allclose(shares["std_error"] ** 2 * (1 - shares["between"]), without["std_error"] ** 2)


def test_variances_are_added_as_rubin_has_it() -> None:
    """W = .04, means .1 .2 .3 so that B = .01: T = .04 + 4/3 × .01; λ = 1/4.

    Barnard & Rubin: ν = 1 / (λ² / 2 + 1 / (10/12 × 9 × (1 − λ))) with nine complete degrees of freedom, and
    Rubin's (R − 1) / λ² = 32 with as many as one likes.
    """
    means = np.array([[0.1], [0.2], [0.3]])
    parts = _add_variances(np.array([0.04]), means, np.array([9.0]))
    assert parts.total == pytest.approx([0.04 + 0.04 / 3])
    assert parts.between == pytest.approx([0.25])
    assert parts.degrees == pytest.approx([1 / (0.0625 / 2 + 1 / (10 / 12 * 9 * 0.75))])
    assert _add_variances(np.array([0.04]), means, np.array([1e12])).degrees == pytest.approx([32], rel=1e-3)


def test_the_interval_is_that_of_the_logit() -> None:
    summary = pd.DataFrame({"estimate": [0.2], "std_error": [0.05], "low": [0.1], "high": [0.3], "method": ["plain"]})
    row = _combine(summary, np.zeros((0, 1)), np.array([1e9]), np.zeros(1), level=0.95).iloc[0]
    reach = stats.norm.ppf(0.975) * 0.05 / (0.2 * 0.8)
    ends = [1 / (1 + np.exp(-(np.log(0.2 / 0.8) + side * reach))) for side in (-1, 1)]
    assert [row["low"], row["high"]] == pytest.approx(ends, rel=1e-6)
    assert row["std_error"] == pytest.approx(0.05)


def test_few_clusters_widen_the_error() -> None:
    """Five clusters, a bootstrap error of .04: √(.04² × 5/4) = .0447; t with 5/7 × 4 degrees of freedom."""
    summary = pd.DataFrame({"estimate": [0.5], "std_error": [0.04], "low": [0.4], "high": [0.6], "method": ["plain"]})
    row = _combine(summary, np.zeros((0, 1)), np.array([5.0]), np.zeros(1), level=0.95).iloc[0]
    assert row["std_error"] == pytest.approx(0.04 * 1.25**0.5)
    reach = stats.t.ppf(0.975, (4 + 1) / (4 + 3) * 4) * 0.04 * 1.25**0.5 / 0.25
    assert row["high"] == pytest.approx(1 / (1 + np.exp(-reach)))


def test_every_run_starts_from_a_seed_of_its_own(
    model: TopicModel, articles: pd.DataFrame, terms: TopicTerms, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds: list[int] = []

    def spy(*args: Any, seed: int, **options: Any) -> Factors:
        seeds.append(seed)
        return factorise(*args, seed=seed, **options)

    monkeypatch.setattr(prevalence, "factorise", spy)
    for chosen in (2, 3):
        summarise_topics(model, articles=articles, by="outlet", terms=terms, runs=3, draws=10, seed=chosen)
    assert len({*seeds, model.settings["seed"]}) == 7


def test_words_are_counted(shares: pd.DataFrame, articles: pd.DataFrame) -> None:
    n_words = pd.Series([len(text.split()) for text in articles["text"]]).groupby(articles["outlet"].to_numpy()).sum()
    assert shares["n_words"].tolist() == n_words.loc[shares["outlet"]].tolist()
    assert shares["variable"].unique().tolist() == ["topic_01", "topic_02", "topic_03"]


def test_a_topic_that_is_mostly_not_found_again_has_no_interval() -> None:
    summary = pd.DataFrame(
        {"estimate": [0.2, 0.2, 0.0], "std_error": [0.05] * 3, "low": [0.1] * 3, "high": [0.3] * 3, "method": ["x"] * 3}
    )
    means = np.array([[0.1] * 3, [0.2] * 3, [0.3] * 3, [0.4] * 3])
    table = _combine(summary, means, np.full(3, 20.0), np.array([2, 3, 0]), level=0.95)
    assert table["low"].isna().tolist() == [False, True, True]
    assert table["std_error"].isna().tolist() == table["between"].isna().tolist() == [False, True, True]
    assert table["method"].tolist()[1] == "no interval: not found again in more than half of 4 runs"
    assert table["method"].tolist()[2] == "no interval: the share is 0 or 1"


def test_topics_of_nothing_are_seldom_found_again(planted: pd.DataFrame) -> None:
    words = np.random.default_rng(5).permutation(" ".join(planted["text"]).split()).reshape(len(planted), -1)
    mixed = planted.assign(text=[" ".join(text) for text in words.tolist()])
    model = fit_topics(mixed, n_topics=4)
    shares = summarise_topics(model, articles=mixed, by="outlet", runs=4, draws=50)
    assert (shares["n_unmatched"] > 2).all()
    assert shares["low"].isna().all()
    assert shares["estimate"].notna().all()


def test_one_story_in_a_group_makes_no_interval(model: TopicModel, articles: pd.DataFrame, terms: TopicTerms) -> None:
    rare = articles.assign(outlet=np.where(articles["story"] == "s00", "Rare", "Often"))
    shares = summarise_topics(model, articles=rare, by="outlet", terms=terms, runs=2, draws=50).set_index("outlet")
    assert shares.loc["Rare", "low"].isna().all()
    assert shares.loc["Rare", "method"].unique().tolist() == ["no interval: one cluster"]
    assert shares.loc["Often", "low"].notna().all()


def test_rows_change_nothing(shares: pd.DataFrame, model: TopicModel, articles: pd.DataFrame) -> None:
    mixed = articles.sample(frac=1, random_state=4)
    again = summarise_topics(model, articles=mixed, by=["outlet"], runs=5, draws=300, seed=2)
    pd.testing.assert_frame_equal(shares, again, check_exact=True)
    assert shares.to_csv().encode() == again.to_csv().encode()


def test_missing_groups_and_empty_texts_are_counted(articles: pd.DataFrame) -> None:
    gaps = articles.assign(
        outlet=articles["outlet"].mask(articles.index < "005"), text=articles["text"].mask(articles.index == "150", "")
    )
    shares = summarise_topics(fit_topics(gaps, n_topics=3), articles=gaps, by="outlet", runs=2, draws=50)
    assert shares["n_left_out"].unique().tolist() == [5]
    assert shares.groupby("variable")["n_units"].sum().unique().tolist() == [174]
    assert shares.groupby("variable")["n_missing"].sum().unique().tolist() == [1]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"runs": 1}, EstimateError, "runs= is 2 or more, or 0 for none; found: 1"),
        ({"runs": -1}, EstimateError, "runs= is 2 or more"),
        ({"level": 2}, EstimateError, "level= must lie between 0 and 1"),
        ({"by": "paper"}, TableError, "paper"),
        ({"cluster": "event"}, TableError, "no column 'event'"),
    ],
)
def test_what_makes_no_estimate_is_refused(
    model: TopicModel, articles: pd.DataFrame, terms: TopicTerms, options: dict[str, object], error: type, message: str
) -> None:
    with pytest.raises(error, match=message):
        summarise_topics(model, **{"articles": articles, "by": "outlet", "terms": terms, **options})  # type: ignore[arg-type]


def test_other_articles_and_terms_are_refused(model: TopicModel, articles: pd.DataFrame, terms: TopicTerms) -> None:
    with pytest.raises(MeasureError, match="the articles are not those of the model; found: 179 articles, 180 in"):
        summarise_topics(model, articles=articles.iloc[1:], by="outlet", terms=terms)
    with pytest.raises(MeasureError, match="the terms are not those of the model"):
        summarise_topics(model, articles=articles, by="outlet", terms=count_topic_terms(articles, stops=["zcoreac"]))
