from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.analysis.shares import NOT_KNOWN, name_values, summarise_shares
from framing.errors import EstimateError, TableError
from framing.tables import check_table


def make(n: int = 30, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    ids = [f"a{number:02d}" for number in range(n)]
    articles = pd.DataFrame(
        {
            "outlet": np.resize(["Echo", "Post"], n),
            "story": [f"s{number // 3}" for number in range(n)],
            "copy_weight": rng.random(n),
        },
        index=pd.Index(ids, name="article_id"),
    )
    counted = pd.DataFrame(
        {
            "article_id": rng.choice(ids, 4 * n),
            "speaker": rng.choice(["A", "B", "C", None], 4 * n),
            "speaker_type": rng.choice(["expert", "government", None], 4 * n),
            "anonymous": pd.array(rng.choice([True, False, None], 4 * n), dtype="boolean"),
            "cue_class": rng.choice(["neutral", "distancing", "strong"], 4 * n),
            "n_quotations": rng.choice([0, 1, 1, 1], 4 * n),
            "n_words": rng.integers(1, 60, 4 * n),
        }
    )
    return articles, counted


ARTICLES, COUNTED = make()


def shares_of(counted: pd.DataFrame = COUNTED, articles: pd.DataFrame = ARTICLES, **options: Any) -> pd.DataFrame:
    return summarise_shares(counted, articles=articles, **({"draws": 150} | options))


def test_a_share_is_the_sum_of_the_value_over_that_of_all() -> None:
    table = check_table("estimates", shares_of())
    assert table.columns[:4].tolist() == ["speaker_type", "outlet", "measure", "variable"]
    assert len(table) == 3 * 2 * 2
    outlet = COUNTED["article_id"].map(ARTICLES["outlet"])
    for row in table.to_dict("records"):
        own = COUNTED[outlet == row["outlet"]]
        of_type = own["speaker_type"].fillna(NOT_KNOWN) == row["speaker_type"]
        column = {"count": "n_quotations", "words": "n_words"}[row["measure"]]
        assert row["estimate"] == pytest.approx(own.loc[of_type, column].sum() / own[column].sum())
        assert 0 < row["low"] < row["estimate"] < row["high"] < 1
        assert (row["n_words"], row["n_quotations"]) == (own["n_words"].sum(), own["n_quotations"].sum())
        assert row["n_units"] == own["article_id"].nunique()
        assert row["cluster"] == "story"
        assert "logit" in row["method"]
        assert row["speaker_type"] in row["estimand"]


def test_shares_of_a_group_add_up_to_one() -> None:
    for of in ("speaker_type", "speaker", "anonymous", "cue_class"):
        sums = shares_of(of=of).groupby(["outlet", "measure"])["estimate"].sum()
        assert sums.to_numpy() == pytest.approx(1)


def test_what_is_not_known_comes_last_and_flags_are_words() -> None:
    assert shares_of(of="anonymous")["anonymous"].unique().tolist() == ["no", "yes", NOT_KNOWN]
    typed = COUNTED.assign(speaker_type=pd.Categorical(COUNTED["speaker_type"], ["government", "expert", "media"]))
    table = shares_of(typed)
    assert table["speaker_type"].unique().tolist() == ["government", "expert", "media", NOT_KNOWN]
    media = table[table["speaker_type"] == "media"]
    assert (media["estimate"] == 0).all()
    assert set(media["method"]) == {"no interval: a share of 0 or 1"}
    assert media[["low", "high", "std_error"]].isna().all(axis=None)


def test_claimed_over_claimed_and_said_of_every_source() -> None:
    two = COUNTED[COUNTED["cue_class"].isin(["neutral", "distancing"])]
    table = shares_of(two, by="speaker", of="cue_class").query("cue_class == 'distancing' and measure == 'count'")
    assert table["speaker"].tolist() == ["A", "B", "C"]
    for row in table.to_dict("records"):
        own = two[two["speaker"] == row["speaker"]].groupby("cue_class")["n_quotations"].sum()
        assert row["estimate"] == pytest.approx(own["distancing"] / own.sum())
    assert set(table["n_left_out"]) == {two.loc[two["speaker"].isna(), "article_id"].nunique()}


def test_a_share_and_its_complement_have_mirrored_intervals() -> None:
    two = COUNTED[COUNTED["cue_class"] != "strong"]
    table = shares_of(two, of="cue_class").set_index(["outlet", "measure", "cue_class"])
    said, claimed = (table.xs(name, level="cue_class") for name in ("neutral", "distancing"))
    np.testing.assert_allclose(said["low"], 1 - claimed["high"])
    np.testing.assert_allclose(said["high"], 1 - claimed["low"])


def test_order_of_rows_changes_no_bit() -> None:
    shuffled = COUNTED.sample(frac=1, random_state=4), ARTICLES.sample(frac=1, random_state=5)
    for options in ({}, {"weight": "copy_weight"}, {"by": ["outlet", "speaker"], "of": "cue_class"}):
        pd.testing.assert_frame_equal(shares_of(*shuffled, **options), shares_of(**options), check_exact=True)


def test_weights_multiply_quotations_and_words() -> None:
    alone = ARTICLES.assign(copy_weight=(ARTICLES.index == COUNTED["article_id"].iloc[0]).astype(float))
    table = shares_of(articles=alone, weight="copy_weight", by=[])
    own = COUNTED[COUNTED["article_id"] == COUNTED["article_id"].iloc[0]]
    words = own.groupby(own["speaker_type"].fillna(NOT_KNOWN))["n_words"].sum() / own["n_words"].sum()
    found = table[table["measure"] == "words"].set_index("speaker_type")["estimate"]
    assert found[words.index].tolist() == pytest.approx(words.tolist())
    assert set(table["weight"]) == {"copy_weight"}
    assert "weighted by copy_weight" in table["estimand"].iloc[0]


def test_copies_are_fewer_reports() -> None:
    table = shares_of(articles=ARTICLES.assign(duplicate=np.where(ARTICLES["outlet"] == "Echo", "same", None)))
    reports = table.groupby("outlet")["n_reports"].first()
    assert reports["Echo"] == 1
    assert reports["Post"] == table.loc[table["outlet"] == "Post", "n_units"].iloc[0]


def test_copies_that_share_one_weight_are_one_report_of_many() -> None:
    articles = ARTICLES.assign(duplicate=np.where(ARTICLES["outlet"] == "Echo", "same", None))
    weight = articles["outlet"].map({"Echo": 0.1, "Post": 1.0})
    table = shares_of(articles=articles.assign(copy_weight=weight), weight="copy_weight", by=[])
    heard = articles.loc[articles.index.isin(COUNTED["article_id"]), "outlet"].value_counts()
    copies, others = 0.1 * heard["Echo"], heard["Post"]
    assert table["n_reports"].iloc[0] == pytest.approx((copies + others) ** 2 / (copies**2 + others))


def test_one_cluster_has_no_interval() -> None:
    table = shares_of(articles=ARTICLES.assign(story="one"))
    assert set(table["method"]) == {"no interval: one cluster"}
    assert table["low"].isna().all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 40), st.sampled_from([0.5, 0.95, 0.999]))
def test_intervals_stay_within_0_and_1(seed: int, n: int, level: float) -> None:
    articles, counted = make(n, seed)
    table = shares_of(counted, articles, level=level, draws=40, of="cue_class")
    made = table.dropna(subset=["low", "high"])
    assert ((made["low"] > 0) & (made["low"] <= made["estimate"])).all()
    assert ((made["high"] >= made["estimate"]) & (made["high"] < 1)).all()


def test_mistakes_are_told() -> None:
    with pytest.raises(TableError, match="counted = count_quotations"):
        shares_of(COUNTED.drop(columns="n_words"))
    with pytest.raises(TableError, match="no column 'age'"):
        shares_of(of="age")
    with pytest.raises(TableError, match="one of the columns of `by`"):
        shares_of(by="speaker", of="speaker")
    with pytest.raises(EstimateError, match="nothing to share out"):
        shares_of(COUNTED.iloc[:0])
    with pytest.raises(EstimateError, match="level="):
        shares_of(level=95)
    with pytest.raises(TableError, match="not in `articles`"):
        shares_of(articles=ARTICLES.iloc[:3])


def test_values_are_named_as_text() -> None:
    names, number = name_values(pd.Series(["b", None, "a", NOT_KNOWN]))
    assert names == ["a", "b", NOT_KNOWN]
    assert number.tolist() == [1, 2, 0, 2]


def test_words_alone_are_shared_out_where_nothing_was_quoted() -> None:
    articles = pd.DataFrame({"outlet": ["Post", "Post"]}, index=pd.Index(["a", "b"], name="article_id"))
    words = pd.DataFrame({"article_id": ["a", "a", "b"], "voice": ["journalist", "source_direct", "journalist"]})
    shares = summarise_shares(words.assign(n_words=[60, 30, 10]), articles=articles, of="voice")
    assert shares["measure"].tolist() == ["words", "words"]
    assert shares["estimate"].round(2).tolist() == [0.7, 0.3]
    assert "n_quotations" not in shares.columns
    assert shares.loc[0, "estimand"] == "voice journalist: share of the words"
