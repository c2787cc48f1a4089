import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from framing.analysis.groups import adjust_p, compare_groups
from framing.analysis.rates import summarise_rates
from framing.errors import EstimateError
from framing.tables import check_table


def corpus(rates, n=20, seed=0):
    rng = np.random.default_rng(seed)
    ids = [f"{outlet}{number:02d}" for outlet in rates for number in range(n)]
    articles = pd.DataFrame(
        {"outlet": np.repeat(list(rates), n), "story": [f"s{key[-2:]}" for key in ids]},
        index=pd.Index(ids, name="article_id"),
    )
    words = pd.DataFrame({"article_id": ids, "n_words": rng.integers(200, 800, len(ids)), "n_sentences": 9})
    hits = rng.poisson(words["n_words"] / 100 * np.repeat(list(rates.values()), n))
    matches = pd.DataFrame({"article_id": np.repeat(ids, hits)})
    matches["family"] = rng.choice(["booster", "epistemic"], len(matches))
    return matches, words, articles


MATCHES, WORDS, ARTICLES = corpus({"Echo": 2.0, "Post": 2.0, "Star": 6.0})


def contrasts_of(matches=MATCHES, words=WORDS, articles=ARTICLES, reference="Echo", draws=400, **options):
    return compare_groups(
        matches, words, articles=articles, group="outlet", reference=reference, draws=draws, **options
    )


def test_difference_and_ratio_are_those_of_the_rates():
    table = check_table("estimates", contrasts_of())
    rates = summarise_rates(MATCHES, WORDS, articles=ARTICLES, by="outlet", draws=50)
    rates = rates.set_index(["family", "outlet"])["estimate"]
    assert len(table) == 2 * 2 * 2
    for row in table.to_dict("records"):
        a, b = rates[row["family"], row["outlet"]], rates[row["family"], "Echo"]
        assert row["estimate"] == pytest.approx(a - b if row["variable"] == "rate_difference" else a / b)
        assert (row["n_units"], row["n_clusters"], row["reference"]) == (40, 20, "Echo")


def test_a_real_difference_is_seen_and_none_is_not():
    table = contrasts_of().set_index(["outlet", "variable"])
    star = table.loc["Star"]
    assert (star["p"] == 1 / 401).all()  # the +1 rule: never 0
    assert (star.loc["rate_ratio", "low"] > 1).all()
    assert (star.loc["rate_difference", "low"] > 0).all()
    assert (table.loc["Post", "p"] > 0.05).all()
    assert (table["q"] >= table["p"]).all()


def test_p_agrees_with_the_interval():
    table = pd.concat([contrasts_of(*corpus({"Echo": 2.0, "Post": 2.8}, n=9, seed=seed)) for seed in range(12)])
    null = np.where(table["variable"] == "rate_ratio", 1.0, 0.0)
    outside = (table["low"] > null) | (table["high"] < null)
    clear = (table["p"] - 0.05).abs() > 0.03
    assert 0 < outside.mean() < 1
    assert ((table["p"] < 0.05) == outside)[clear].all()


def test_swapping_reference_flips_the_difference_and_inverts_the_ratio():
    matches, words, articles = corpus({"Echo": 2.0, "Post": 3.0})
    one = contrasts_of(matches, words, articles)
    other = contrasts_of(matches, words, articles, reference="Post")
    ratio = (one["variable"] == "rate_ratio").to_numpy()
    assert one["estimate"][~ratio].to_numpy() == pytest.approx(-other["estimate"][~ratio].to_numpy())
    assert one["low"][~ratio].to_numpy() == pytest.approx(-other["high"][~ratio].to_numpy())
    assert one["low"][ratio].to_numpy() == pytest.approx(1 / other["high"][ratio].to_numpy())
    assert one["p"].tolist() == other["p"].tolist()


def test_matched_stories_make_the_difference_sharper():
    rng = np.random.default_rng(1)
    ids = [f"{outlet}{number:02d}" for outlet in ("Echo", "Post") for number in range(30)]
    event = rng.gamma(1.0, 6.0, 30)  # some events are told with many hedges, by everybody
    hits = rng.poisson(np.tile(event, 2))
    articles = pd.DataFrame(
        {"outlet": np.repeat(["Echo", "Post"], 30), "story": [key[-2:] for key in ids]},
        index=pd.Index(ids, name="article_id"),
    )
    words = pd.DataFrame({"article_id": ids, "n_words": 500, "n_sentences": 9})
    matches = pd.DataFrame({"article_id": np.repeat(ids, hits), "family": "booster"})
    jointly = contrasts_of(matches, words, articles)
    apart = contrasts_of(matches, words, articles, cluster="article_id")
    assert jointly["std_error"][0] < 0.6 * apart["std_error"][0]


def test_order_of_rows_changes_no_bit():
    shuffled = [table.sample(frac=1, random_state=3) for table in (MATCHES, WORDS, ARTICLES)]
    pd.testing.assert_frame_equal(contrasts_of(), contrasts_of(*shuffled), check_exact=True)


def test_by_compares_within_and_an_absent_reference_is_nan():
    articles = ARTICLES.assign(year=np.where(ARTICLES["outlet"] == "Star", "later", "early"))
    table = contrasts_of(articles=articles, by="year")
    later = table[table["year"] == "later"]
    assert set(later["outlet"]) == {"Star"}
    assert later[["estimate", "p", "q", "low"]].isna().all(axis=None)
    assert set(later["n_units"]) == {20}
    assert later["n_dropped"].tolist() == later["draws"].tolist()
    early = table[table["year"] == "early"]
    assert early[["estimate", "p", "q", "low"]].notna().all(axis=None)


def test_no_hits_in_the_reference():
    matches = MATCHES[MATCHES["article_id"].str.startswith("Star", na=False)]
    table = contrasts_of(matches).set_index(["outlet", "variable"])
    assert table.loc[("Star", "rate_ratio"), "estimate"].isna().all()
    assert table.loc[("Star", "rate_difference"), "estimate"].gt(0).all()
    assert set(table.loc[("Post", "rate_difference"), "method"]) == {"no interval: the clusters do not differ"}


def test_one_cluster_has_no_interval():
    table = contrasts_of(articles=ARTICLES.assign(story="same"))
    assert set(table["method"]) == {"no interval: one cluster in a group"}
    assert table[["low", "p", "q", "std_error"]].isna().all(axis=None)


def test_one_group_is_refused_and_so_is_a_strange_reference():
    with pytest.raises(EstimateError, match="two groups of 'outlet' at least; found: Echo; to mend it"):
        contrasts_of(articles=ARTICLES.assign(outlet="Echo"))
    with pytest.raises(EstimateError, match="found: 'Sun'; to mend it: use one of Echo, Post, Star"):
        contrasts_of(reference="Sun")
    with pytest.raises(EstimateError, match="nothing to compare"):
        contrasts_of(MATCHES.iloc[:0])


def test_kind_and_weight_as_in_the_rates():
    articles = ARTICLES.assign(share=np.random.default_rng(3).random(len(ARTICLES)))
    matches = MATCHES.assign(code=np.where(np.arange(len(MATCHES)) % 3 == 0, "rumour", "leak"))
    table = contrasts_of(matches, articles=articles, kind="code", weight="share")
    rates = summarise_rates(
        matches, WORDS, articles=articles, by="outlet", kind="code", weight="share", draws=50
    ).set_index(["code", "outlet"])["estimate"]
    assert table["code"].unique().tolist() == ["leak", "rumour"]
    assert set(table["weight"]) == {"share"}
    assert table["estimand"].str.contains("Σ share × hits / Σ share × words", regex=False).all()
    for row in table.to_dict("records"):
        a, b = rates[row["code"], row["outlet"]], rates[row["code"], "Echo"]
        assert row["estimate"] == pytest.approx(a - b if row["variable"] == "rate_difference" else a / b)
    shuffled = [one.sample(frac=1, random_state=3) for one in (matches, WORDS, articles)]
    again = contrasts_of(*shuffled, kind="code", weight="share")
    pd.testing.assert_frame_equal(table, again, check_exact=True)


def test_a_contrast_rests_on_the_reports_of_its_weaker_side():
    is_copy = (ARTICLES["outlet"] == "Star") & (ARTICLES.index < "Star15")
    articles = ARTICLES.assign(duplicate=np.where(is_copy, "wire", ARTICLES.index))
    table = contrasts_of(articles=articles).groupby("outlet")["n_reports"].unique()
    assert table["Post"].tolist() == [20]
    assert table["Star"].tolist() == [pytest.approx(20**2 / (15**2 + 5))]
    absent = contrasts_of(articles=articles.assign(year=articles["outlet"] == "Star"), by="year")
    assert absent.groupby("outlet")["n_reports"].first().to_dict() == {"Post": 20, "Star": 0}


def test_worked_values_of_benjamini_and_hochberg():
    assert adjust_p([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    with_nan = adjust_p([0.01, np.nan, 0.04, 0.03, 0.005])
    assert with_nan == pytest.approx([0.02, np.nan, 0.04, 0.04, 0.02], nan_ok=True)
    assert adjust_p([]).tolist() == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_is_that_of_scipy(p):
    assert adjust_p(p) == pytest.approx(false_discovery_control(p))
