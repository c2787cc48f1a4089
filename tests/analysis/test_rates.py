import numpy as np
import pandas as pd
import pytest

from framing.analysis.periods import assign_period
from framing.analysis.rates import summarise_rates
from framing.errors import EstimateError, TableError
from framing.tables import check_table


def corpus(n=24, seed=0):
    rng = np.random.default_rng(seed)
    ids = [f"a{number:02d}" for number in range(n)]
    articles = pd.DataFrame(
        {
            "outlet": np.resize(["Echo", "Post"], n),
            "date": pd.Timestamp("2024-01-01") + pd.to_timedelta(np.arange(n), "D"),
            "story": [f"s{number // 3}" for number in range(n)],
            "share": rng.random(n),
        },
        index=pd.Index(ids, name="article_id"),
    )
    words = pd.DataFrame(
        {
            "article_id": np.repeat(ids, 2),
            "part": "text",
            "place": "body",
            "voice": np.resize(["journalist", "source_direct"], 2 * n),
            "n_words": rng.integers(80, 400, 2 * n),
            "n_sentences": 9,
        }
    )
    rows = rng.integers(0, 2 * n, 150)
    matches = words.iloc[rows][["article_id", "part", "voice"]].reset_index(drop=True)
    return articles, words, matches.assign(family=rng.choice(["booster", "epistemic"], 150))


ARTICLES, WORDS, MATCHES = corpus()


def rates_of(matches=MATCHES, words=WORDS, articles=ARTICLES, by="outlet", draws=200, **options):
    return summarise_rates(matches, words, articles=articles, by=by, draws=draws, **options)


def test_rate_is_hits_over_words_for_each_kind_and_group():
    table = check_table("estimates", rates_of(by=["outlet", "voice"]))
    assert table.columns[:4].tolist() == ["family", "outlet", "voice", "variable"]
    assert len(table) == 2 * 2 * 2
    outlet = ARTICLES["outlet"]
    for row in table.to_dict("records"):
        words = WORDS[(WORDS.article_id.map(outlet) == row["outlet"]) & (WORDS.voice == row["voice"])]
        hits = MATCHES[(MATCHES.article_id.map(outlet) == row["outlet"]) & (MATCHES.voice == row["voice"])]
        count = (hits.family == row["family"]).sum()
        assert row["estimate"] == pytest.approx(100 * count / words.n_words.sum())
        assert (row["n_words"], row["n_units"], row["n_clusters"]) == (words.n_words.sum(), 12, 8)
        assert 0 < row["low"] < row["estimate"] < row["high"]
        assert row["cluster"] == "story"
        assert row["family"] in row["estimand"]


def test_order_of_rows_changes_no_bit():
    shuffled = [table.sample(frac=1, random_state=4) for table in (MATCHES, WORDS, ARTICLES)]
    for options in ({}, {"weight": "share"}):
        pd.testing.assert_frame_equal(rates_of(**options), rates_of(*shuffled, **options), check_exact=True)


def test_inputs_are_left_alone():
    before = [table.copy() for table in (MATCHES, WORDS, ARTICLES)]
    rates_of(by=["outlet", "voice"], weight="share")
    for table, copy in zip((MATCHES, WORDS, ARTICLES), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_seed_moves_the_interval_not_the_estimate():
    one, other = rates_of(seed=1), rates_of(seed=2)
    assert one["estimate"].tolist() == other["estimate"].tolist()
    assert one["low"].tolist() != other["low"].tolist()


def test_articles_without_a_group_are_left_out_and_counted():
    articles = ARTICLES.assign(outlet=ARTICLES["outlet"].where(ARTICLES.index != "a00"))
    table = rates_of(articles=articles)
    assert set(table["n_left_out"]) == {1}
    echo = WORDS[WORDS.article_id.map(articles["outlet"]) == "Echo"]
    assert table.loc[table.outlet == "Echo", "n_words"].tolist() == [echo.n_words.sum()] * 2
    assert set(rates_of()["n_left_out"]) == {0}


def test_a_trend_is_rates_by_week_and_undated_articles_stay_out():
    articles = ARTICLES.assign(date=ARTICLES["date"].where(ARTICLES.index != "a03"))
    articles = articles.assign(week=assign_period(articles))
    table = rates_of(articles=articles, by=["week"])
    assert table["week"].unique().tolist() == pd.date_range("2024-01-01", periods=4, freq="7D").tolist()
    assert set(table["n_left_out"]) == {1}


def test_weights_multiply_hits_and_words():
    articles = ARTICLES.assign(share=np.where(ARTICLES.index == "a00", 1.0, 0.0))
    table = rates_of(articles=articles, by="outlet", weight="share").set_index(["family", "outlet"])
    words = WORDS.loc[WORDS.article_id == "a00", "n_words"].sum()
    hits = ((MATCHES.article_id == "a00") & (MATCHES.family == "booster")).sum()
    assert table.loc[("booster", "Echo"), "estimate"] == pytest.approx(100 * hits / words)
    assert np.isnan(table.loc[("booster", "Post"), "estimate"])  # no weight, no words
    assert table.loc[("booster", "Post"), "method"].startswith("no estimate")
    for wrong in (-1.0, np.nan):
        with pytest.raises(TableError, match=r"articles\.share cannot weigh"):
            rates_of(articles=ARTICLES.assign(share=wrong), weight="share")


def test_zero_words_give_nan_and_one_cluster_no_interval():
    articles = ARTICLES.assign(story="same")
    table = rates_of(articles=articles)
    assert table["estimate"].notna().all()
    assert table[["low", "high", "std_error"]].isna().all(axis=None)
    assert set(table["method"]) == {"no interval: one cluster"}
    silent = WORDS.assign(n_words=np.where(WORDS.article_id.map(ARTICLES["outlet"]) == "Post", 0, WORDS.n_words))
    hits = MATCHES[MATCHES.article_id.map(ARTICLES["outlet"]) == "Echo"]
    empty = rates_of(hits, silent).query("outlet == 'Post'")
    assert empty["estimate"].isna().all()
    assert empty["n_units"].tolist() == [0, 0]


def test_clusters_widen_what_articles_alone_make_narrow():
    story = rates_of(articles=ARTICLES.assign(story=np.repeat(["x", "y", "z"], 8)), draws=1000)
    alone = rates_of(cluster="article_id", draws=1000)
    assert story["n_clusters"].tolist() == [3] * 4
    assert alone["n_clusters"].tolist() == [12] * 4
    assert alone["cluster"].unique().tolist() == ["article_id"]


def test_kinds_of_a_categorical_appear_without_hits():
    hits = MATCHES.assign(family=pd.Categorical(MATCHES["family"], categories=["booster", "epistemic", "never"]))
    never = rates_of(hits).query("family == 'never'")
    assert never["estimate"].tolist() == [0, 0]
    assert set(never["method"]) == {"no interval: no hits"}


def test_no_hit_and_no_kind_give_an_empty_table():
    table = rates_of(MATCHES.iloc[:0])
    assert table.empty
    check_table("estimates", table)


def test_errors_say_what_to_do():
    with pytest.raises(TableError, match=r"names articles that are not in `articles`; found: .* to mend it: words"):
        rates_of(MATCHES.iloc[:0], articles=ARTICLES.iloc[1:])
    with pytest.raises(TableError, match="`articles` has no column 'region'"):
        rates_of(by="region")
    with pytest.raises(TableError, match="to cluster by"):
        rates_of(cluster="day")
    with pytest.raises(EstimateError, match="level="):
        rates_of(level=95)


def test_a_rate_ends_at_every_word():
    index = pd.Index([f"a{number}" for number in range(4)], name="article_id")
    articles = pd.DataFrame({"outlet": "Post"}, index=index)
    words = pd.DataFrame({"article_id": index, "n_words": 10, "n_sentences": 1})
    hits = pd.DataFrame({"article_id": ["a0"] * 9 + ["a1"], "family": "booster"})
    row = summarise_rates(hits, words, articles=articles, by="outlet").iloc[0]
    assert row["estimate"] == 25
    assert row["high"] == 100


def wire(n_copies=40, n_others=10):
    """One outlet with a text printed many times over and some others, each of its own."""
    n = n_copies + n_others
    index = pd.Index([f"a{number:02d}" for number in range(n)], name="article_id")
    articles = pd.DataFrame({"outlet": "Echo", "duplicate": ["a00"] * n_copies + list(index[n_copies:])}, index=index)
    articles["copy_weight"] = [1 / n_copies] * n_copies + [1.0] * n_others
    words = pd.DataFrame({"article_id": index, "n_words": 100, "n_sentences": 9})
    hits = pd.DataFrame({"article_id": [*index[:n_copies], index[-1], index[-1]], "family": "booster"})
    return hits, words, articles


def test_worked_values_of_independent_reports():
    matches, words, articles = wire()
    counted = rates_of(matches, words, articles).iloc[0]
    assert counted["n_reports"] == pytest.approx(50**2 / (40**2 + 10))  # 1.55
    assert (counted["n_units"], counted["n_clusters"], counted["cluster"]) == (50, 11, "duplicate")
    shared = rates_of(matches, words, articles, weight="copy_weight").iloc[0]
    assert shared["n_reports"] == pytest.approx(11)
    assert (counted["estimate"], shared["estimate"]) == (pytest.approx(0.84), pytest.approx(3 / 11))
    each = rates_of(matches, words, articles.drop(columns="duplicate")).iloc[0]
    assert (each["n_reports"], each["cluster"]) == (50, "article_id")


def test_reports_are_those_of_articles_with_words():
    matches, words, articles = wire()
    silent = words.assign(n_words=words["n_words"].where(words["article_id"].isin(["a00", "a01", "a49"]), 0))
    row = rates_of(matches[matches["article_id"].isin(["a00"])], silent, articles).iloc[0]
    assert row["n_reports"] == pytest.approx(3**2 / (2**2 + 1))
    nothing = rates_of(
        matches.iloc[:0].assign(family=pd.Categorical([], ["booster"])), words.assign(n_words=0), articles
    )
    assert nothing["n_reports"].tolist() == [0.0]
    assert nothing["estimate"].isna().all()
    check_table("estimates", nothing)


def test_an_article_is_one_report_however_many_voices_it_holds():
    assert rates_of()["n_reports"].tolist() == [12] * 4
    assert rates_of(by=["outlet", "voice"])["n_reports"].tolist() == [12] * 8
    articles = ARTICLES.assign(duplicate=np.where(ARTICLES.index < "a06", "wire", ARTICLES.index))
    assert rates_of(articles=articles)["n_reports"].tolist() == [pytest.approx(144 / (9 + 9))] * 4


def test_order_of_rows_changes_no_bit_of_the_reports():
    articles = ARTICLES.assign(duplicate=np.random.default_rng(5).choice(list("vwxyz"), len(ARTICLES)))
    shuffled = [table.sample(frac=1, random_state=4) for table in (MATCHES, WORDS, articles)]
    one, other = rates_of(articles=articles, weight="share"), rates_of(*shuffled, weight="share")
    pd.testing.assert_frame_equal(one, other, check_exact=True)
