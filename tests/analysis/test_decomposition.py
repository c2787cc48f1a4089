from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.analysis.decomposition import decompose_rates
from framing.analysis.groups import compare_groups
from framing.errors import EstimateError, TableError
from framing.tables import check_table

VOICES = ["journalist", "source_direct", "source_indirect"]


def make(n: int = 36, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Matches, words and articles of three outlets on stories that they share."""
    rng = np.random.default_rng(seed)
    ids = [f"a{number:02d}" for number in range(n)]
    articles = pd.DataFrame(
        {"outlet": np.resize(["Echo", "Post", "Wire"], n), "story": [f"s{number // 3}" for number in range(n)]},
        index=pd.Index(ids, name="article_id"),
    ).assign(copy_weight=rng.random(n))
    words = pd.DataFrame(
        {
            "article_id": np.repeat(ids, 3),
            "part": "text",
            "place": np.resize(["heading", "body", "body", "body"], 3 * n),
            "voice": np.resize(VOICES, 3 * n),
            "speaker": rng.choice(["A", "B", None], 3 * n),
            "n_words": rng.integers(20, 200, 3 * n),
            "n_sentences": 4,
        }
    )
    matches = words.iloc[rng.integers(0, 3 * n, 8 * n)].drop(columns=["n_words", "n_sentences"])
    return matches.reset_index(drop=True).assign(family=rng.choice(["booster", "epistemic"], 8 * n)), words, articles


MATCHES, WORDS, ARTICLES = make()
PAIR = ("Post", "Echo")


def decompose(
    matches: pd.DataFrame = MATCHES, words: pd.DataFrame = WORDS, articles: pd.DataFrame = ARTICLES, **options: Any
) -> pd.DataFrame:
    return decompose_rates(matches, words, articles=articles, **({"groups": PAIR, "draws": 150} | options))


def column(table: pd.DataFrame, component: str) -> pd.Series:
    keys = table.columns[: table.columns.get_loc("outlet")].tolist()
    return table[table["component"] == component].set_index(keys)["estimate"]


def test_shape_and_sums() -> None:
    table = check_table("estimates", decompose())
    assert table.columns[:6].tolist() == ["family", "voice", "outlet", "reference", "component", "variable"]
    assert len(table) == 2 * (1 + 3) * 3
    assert table["voice"].unique().tolist() == ["all", *VOICES]
    parts = column(table, "composition") + column(table, "rate")
    np.testing.assert_allclose(parts, column(table, "difference"), atol=1e-12)
    total = table[table["voice"] == "all"].set_index(["family", "component"])["estimate"]
    voices = table[table["voice"] != "all"].groupby(["family", "component"], observed=True)["estimate"].sum()
    np.testing.assert_allclose(voices, total[voices.index], atol=1e-12)


def test_shares_and_rates_of_both_groups_are_those_of_the_tables() -> None:
    table = decompose().query("component == 'rate' and family == 'booster' and voice == 'journalist'").iloc[0]
    outlet = WORDS["article_id"].map(ARTICLES["outlet"])
    for name, suffix in (("Post", ""), ("Echo", "_reference")):
        own = WORDS[outlet == name]
        said = own.loc[own["voice"] == "journalist", "n_words"].sum()
        hits = MATCHES[MATCHES["article_id"].map(ARTICLES["outlet"]) == name]
        hits = ((hits["voice"] == "journalist") & (hits["family"] == "booster")).sum()
        assert table[f"share{suffix}"] == pytest.approx(said / own["n_words"].sum())
        assert table[f"rate{suffix}"] == pytest.approx(100 * hits / said)
    shares = (table["share"] + table["share_reference"]) / 2
    assert table["estimate"] == pytest.approx((table["rate"] - table["rate_reference"]) * shares)


def test_the_difference_is_that_of_compare_groups() -> None:
    options: dict[str, Any] = {"articles": ARTICLES, "draws": 150}
    known = compare_groups(MATCHES, WORDS, group="outlet", reference="Echo", **options)
    known = known.query("outlet == 'Post' and variable == 'rate_difference'").set_index("family")
    table = decompose().query("voice == 'all' and component == 'difference'").set_index("family")
    columns = ["estimate", "std_error", "low", "high", "n_units", "n_words", "n_clusters", "n_reports"]
    pd.testing.assert_frame_equal(table[columns], known[columns], check_dtype=False, rtol=1e-9)


def test_swapping_the_groups_turns_the_signs() -> None:
    one, other = decompose(), decompose(groups=PAIR[::-1])
    np.testing.assert_allclose(one["estimate"], -other["estimate"])
    np.testing.assert_allclose(one["low"], -other["high"])
    np.testing.assert_allclose(one["std_error"], other["std_error"])


def test_groups_that_write_alike_differ_by_composition_alone() -> None:
    """Each voice has one hit in so many words, the same in both outlets."""
    per = WORDS["voice"].map({"journalist": 1, "source_direct": 4, "source_indirect": 2})
    hits = WORDS.loc[WORDS.index.repeat(per * WORDS["n_words"])].drop(columns=["n_words", "n_sentences"])
    table = decompose(hits.assign(family="epistemic"))
    np.testing.assert_allclose(column(table, "rate"), 0, atol=1e-9)
    assert abs(column(table, "composition").iloc[0]) > 0.1


def test_a_voice_of_one_group_only_is_all_composition() -> None:
    mute = WORDS["article_id"].map(ARTICLES["outlet"]).eq("Echo") & WORDS["voice"].eq("source_indirect")
    gone = MATCHES["article_id"].map(ARTICLES["outlet"]).eq("Echo") & MATCHES["voice"].eq("source_indirect")
    table = decompose(MATCHES[~gone], WORDS[~mute])
    own = table.query("voice == 'source_indirect' and family == 'booster'").set_index("component")
    assert np.isnan(own.loc["rate", "estimate"])
    assert own.loc["rate", "method"] == "no estimate: a group without words"
    assert own.loc["composition", "estimate"] == own.loc["difference", "estimate"] > 0
    assert own.loc["composition", ["low", "high"]].notna().all()
    total = table.query("voice == 'all'").set_index(["family", "component"])["estimate"]
    voices = table.query("voice != 'all'").groupby(["family", "component"], observed=True)["estimate"].sum()
    np.testing.assert_allclose(voices, total[voices.index], atol=1e-12)


def test_several_columns_make_the_mix_and_what_is_missing_is_a_value() -> None:
    table = decompose(mix=["voice", "speaker"])
    assert table.columns[:3].tolist() == ["family", "voice", "speaker"]
    assert len(table) == 2 * (1 + 9) * 3
    assert set(table["speaker"]) == {"all", "A", "B", "not known"}
    plain = decompose().query("voice == 'all'")["estimate"]
    assert table.query("voice == 'all' and component == 'difference'")["estimate"].tolist() == pytest.approx(
        plain.iloc[::3].tolist()
    )


def test_order_of_rows_changes_no_bit() -> None:
    shuffled = [table.sample(frac=1, random_state=3) for table in (MATCHES, WORDS, ARTICLES)]
    for options in ({}, {"weight": "copy_weight", "mix": ["voice", "place"]}):
        pd.testing.assert_frame_equal(decompose(*shuffled, **options), decompose(**options), check_exact=True)


def test_inputs_are_left_alone() -> None:
    before = [table.copy() for table in (MATCHES, WORDS, ARTICLES)]
    decompose(mix=["speaker"])
    for table, copy in zip((MATCHES, WORDS, ARTICLES), before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_where_there_is_no_interval_the_method_says_why() -> None:
    alone = decompose(articles=ARTICLES.assign(story="one"))
    assert set(alone["method"]) == {"no interval: one cluster in a group"}
    assert alone[["std_error", "low", "high"]].isna().all(axis=None)
    giant = decompose(words=WORDS.assign(n_words=WORDS["n_words"].mask(WORDS["article_id"] == "a00", 10**6)))
    assert set(giant["method"]) == {"no interval: fewer than three effective clusters in a group"}
    none = decompose(MATCHES.assign(family=pd.Categorical(MATCHES["family"], ["booster", "epistemic", "rare"])))
    rare = none[none["family"] == "rare"]
    assert (rare["estimate"] == 0).all()
    assert set(rare["method"]) == {"no interval: the clusters do not differ"}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(6, 30), st.sampled_from(["voice", "speaker", "place"]))
def test_components_add_up_whatever_the_data(seed: int, n: int, mix: str) -> None:
    matches, words, articles = make(n, seed)
    table = decompose(matches, words, articles, mix=mix, draws=20)
    parts = column(table, "composition") + column(table, "rate").fillna(0)
    np.testing.assert_allclose(parts, column(table, "difference"), atol=1e-9)
    made = table.dropna(subset=["low"])
    assert ((made["low"] <= made["estimate"]) & (made["estimate"] <= made["high"])).all()


def test_mistakes_are_told() -> None:
    for groups in (("Post", "Post"), ("Post", "Star"), ("Post",), "Post"):
        with pytest.raises(EstimateError, match="groups= must name two values of 'outlet'"):
            decompose(groups=groups)
    for mix in ([], "outlet", ["voice", "voice"]):
        with pytest.raises(TableError, match="mix= must name columns"):
            decompose(mix=mix)
    with pytest.raises(TableError, match="`words` has no column 'voice'"):
        decompose(words=WORDS.drop(columns="voice"))
    with pytest.raises(EstimateError, match="nothing to compare"):
        decompose(MATCHES.iloc[:0])
    with pytest.raises(EstimateError, match="draws="):
        decompose(draws=1)
