from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from framing.analysis import entries as module
from framing.analysis.entries import compare_entries, score_entries
from framing.analysis.groups import compare_groups
from framing.errors import EstimateError, TableError
from framing.tables import check_table

ENTRIES = ["may", "might", "perhaps", "it seems", "unclear"]


def corpus(n: int = 12, seed: int = 0, hits: int = 160) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    ids = [f"{outlet}{number:02d}" for outlet in ("Echo", "Post", "Star") for number in range(n)]
    facts = {"outlet": [key[:4] for key in ids], "story": [f"s{key[-2:]}" for key in ids], "half": 0.5}
    articles = pd.DataFrame(facts, index=pd.Index(ids, name="article_id"))
    words = pd.DataFrame({"article_id": ids, "n_words": rng.integers(200, 800, len(ids)), "n_sentences": 9})
    matches = pd.DataFrame({"article_id": rng.choice(ids, hits), "entry": rng.choice(ENTRIES, hits)})
    matches["family"] = np.where(matches["entry"] == "it seems", "distance", rng.choice(["doubt", "distance"], hits))
    return matches, words, articles


MATCHES, WORDS, ARTICLES = corpus()


def leave_out(matches: pd.DataFrame = MATCHES, words: pd.DataFrame = WORDS, **options: Any) -> pd.DataFrame:
    chosen: dict[str, Any] = {"articles": ARTICLES, "group": "outlet", "a": "Post", "b": "Echo", "draws": 200} | options
    return compare_entries(matches, words, **chosen)


def by_hand() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Post has 200 words and may 3, perhaps 1; Echo has 400 words and may 2, perhaps 4."""
    articles = pd.DataFrame({"outlet": ["Post", "Echo"]}, index=pd.Index(["p", "e"], name="article_id"))
    words = pd.DataFrame({"article_id": ["p", "e"], "n_words": [200, 400], "n_sentences": 9})
    rows = [("p", "may")] * 3 + [("p", "perhaps")] + [("e", "may")] * 2 + [("e", "perhaps")] * 4
    return pd.DataFrame(rows, columns=["article_id", "entry"]).assign(family="doubt"), words, articles


def test_a_small_table_done_by_hand() -> None:
    matches, words, articles = by_hand()
    table = leave_out(matches, words, articles=articles).set_index("entry")
    whole = table.loc[[name for name in table.index if name != name]].iloc[0]
    assert whole["estimate"] == pytest.approx(100 * 4 / 200 - 100 * 6 / 400)  # 0.5
    assert (whole["n_hits_a"], whole["n_hits_b"], whole["share"], whole["change"]) == (4, 6, 1.0, 0.0)
    may, perhaps = table.loc["may"], table.loc["perhaps"]
    assert may["estimate"] == pytest.approx(100 * 1 / 200 - 100 * 4 / 400)  # −0.5
    assert may["change"] == pytest.approx(-1.0)
    assert perhaps["estimate"] == pytest.approx(100 * 3 / 200 - 100 * 2 / 400)  # 1.0
    assert (may["flips"], perhaps["flips"], may["carries"]) == (True, False, False)
    assert (may["share"], perhaps["n_hits_a"], perhaps["n_hits_b"]) == (0.5, 1, 4)
    assert table["low"].isna().all()
    assert set(table["method"]) == {"no interval: one cluster"}


def test_with_all_entries_it_is_the_contrast_of_the_groups() -> None:
    table = check_table("estimates", leave_out(cluster="article_id"))
    two = ARTICLES["outlet"].isin(["Post", "Echo"])
    matches, words = (part[part["article_id"].isin(ARTICLES.index[two])] for part in (MATCHES, WORDS))
    known = compare_groups(
        matches, words, articles=ARTICLES, group="outlet", reference="Echo", cluster="article_id", draws=200
    )
    known = known[known["variable"] == "rate_difference"].reset_index(drop=True)
    whole = table[table["entry"].isna()].reset_index(drop=True)
    same = ["family", "outlet", "reference", "estimate", "std_error", "low", "high", "method", "cluster", "n_units"]
    same += ["n_words", "n_clusters", "n_reports", "n_dropped", "unit", "weight"]
    pd.testing.assert_frame_equal(whole[same], known[same], check_dtype=False)
    assert not whole["change"].any()


@pytest.mark.parametrize("entry", ["may", "it seems"])
@pytest.mark.parametrize("weight", [None, "half"])
def test_each_row_is_the_contrast_of_a_table_without_that_entry(entry: str, weight: str | None) -> None:
    table = leave_out(weight=weight)
    row = table[(table["entry"] == entry) & (table["family"] == "distance")].iloc[0]
    rest = MATCHES[(MATCHES["entry"] != entry) | (MATCHES["family"] != "distance")]
    table = leave_out(rest, weight=weight)
    whole = table[table["entry"].isna() & (table["family"] == "distance")].iloc[0]
    for name in ("estimate", "std_error", "low", "high"):
        assert row[name] == pytest.approx(whole[name])


def test_leaving_out_an_entry_without_hits_changes_nothing() -> None:
    rare = pd.DataFrame({"article_id": "Star00", "entry": "by hearsay", "family": "doubt"}, index=[999])
    table = leave_out(pd.concat([MATCHES, rare]))
    row = table[table["entry"] == "by hearsay"].iloc[0]
    whole = table[table["entry"].isna() & (table["family"] == "doubt")].iloc[0]
    assert (row["n_hits_a"], row["n_hits_b"], row["share"], row["change"]) == (0, 0, 0, 0)
    same = ["estimate", "std_error", "low", "high", "clear"]
    assert row[same].tolist() == whole[same].tolist()
    assert not row["carries"]


def test_the_entries_of_a_kind_add_up_and_the_largest_change_comes_first() -> None:
    table = leave_out()
    for family, rows in table.groupby("family"):
        whole, parts = rows.iloc[0], rows.iloc[1:]
        hits = MATCHES[(MATCHES["family"] == family)].join(ARTICLES["outlet"], on="article_id")["outlet"]
        assert whole["entry"] != whole["entry"]
        assert (whole["n_hits_a"], whole["n_hits_b"]) == ((hits == "Post").sum(), (hits == "Echo").sum())
        assert parts[["n_hits_a", "n_hits_b"]].sum().tolist() == whole[["n_hits_a", "n_hits_b"]].tolist()
        assert parts["share"].sum() == pytest.approx(1)
        assert parts["change"].sum() == pytest.approx(-whole["estimate"])
        assert parts["change"].abs().is_monotonic_decreasing


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 99))
def test_the_order_of_rows_makes_no_difference(seed: int) -> None:
    shuffled = [table.sample(frac=1, random_state=seed) for table in (MATCHES, WORDS, ARTICLES)]
    known = leave_out(weight="half")
    pd.testing.assert_frame_equal(
        leave_out(*shuffled[:2], articles=shuffled[2], weight="half"), known, check_exact=True
    )


def test_entries_drawn_in_blocks_have_the_same_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    known = leave_out()
    monkeypatch.setattr(module, "_BLOCK", 3)
    pd.testing.assert_frame_equal(leave_out(), known, check_exact=True)


def test_an_entry_that_alone_makes_the_contrast_carries_it() -> None:
    ids = ARTICLES.index[ARTICLES["outlet"].isin(["Post", "Echo"])].tolist()
    even = pd.DataFrame({"article_id": np.repeat(ids, 3), "entry": "may", "family": "doubt"})
    post = [key for number, key in enumerate(ids) if key.startswith("Post") for _ in range(20 + number % 3)]
    table = leave_out(pd.concat([even, pd.DataFrame({"article_id": post, "entry": "perhaps", "family": "doubt"})]))
    rows = table.set_index(table["entry"].fillna("all"))
    assert rows["carries"].to_dict() == {"all": False, "perhaps": True, "may": False}
    assert rows["clear"].to_dict() == {"all": True, "perhaps": False, "may": True}
    assert table["entry"].tolist()[1] == "perhaps"


def test_a_kind_of_one_entry_is_nothing_without_it() -> None:
    table = leave_out(MATCHES[MATCHES["entry"] == "it seems"])
    assert table["estimate"].tolist()[1] == 0
    assert table["method"].tolist()[1] == "no interval: the clusters do not differ"


def test_voices_can_be_compared_and_other_columns_left_out() -> None:
    words = pd.concat([WORDS.assign(voice=voice) for voice in ("journalist", "source_direct")])
    matches = MATCHES.assign(voice=np.where(MATCHES.index % 3, "journalist", "source_direct"), code="x")
    table = leave_out(matches, words, group="voice", a="journalist", b="source_direct", entry="code", kind="family")
    assert table["code"].fillna("all").tolist() == ["all", "x"] * 2
    assert table["n_hits_a"].iloc[0] == ((matches["voice"] == "journalist") & (matches["family"] == "distance")).sum()


def test_kinds_without_a_hit_are_there() -> None:
    matches = MATCHES.assign(family=pd.Categorical(MATCHES["family"], ["doubt", "distance", "bluff"]))
    rows = leave_out(matches).query("family == 'bluff'")
    assert rows[["n_hits_a", "estimate"]].to_numpy().tolist() == [[0, 0.0]]
    assert rows["share"].isna().all()


def test_articles_without_a_group_are_counted() -> None:
    articles = ARTICLES.assign(outlet=ARTICLES["outlet"].where(ARTICLES.index != "Post00"))
    assert set(leave_out(articles=articles)["n_left_out"]) == {1}


@pytest.mark.parametrize(("a", "b"), [("Post", "Post"), ("Post", "Mars")])
def test_two_groups_with_words_are_needed(a: str, b: str) -> None:
    with pytest.raises(EstimateError, match=r"must be two values of 'outlet'.*choose two of 'Echo', 'Post', 'Star'"):
        leave_out(a=a, b=b)


def test_every_hit_needs_an_entry_and_there_must_be_hits() -> None:
    n = int((MATCHES["entry"] == "may").sum())
    with pytest.raises(TableError, match=f"every hit needs family and entry; found: {n} of 160 rows"):
        leave_out(MATCHES.assign(entry=MATCHES["entry"].where(MATCHES["entry"] != "may")))
    with pytest.raises(TableError, match="no column 'entry'"):
        leave_out(MATCHES.drop(columns="entry"))
    with pytest.raises(EstimateError, match="nothing to compare"):
        leave_out(MATCHES.iloc[:0])


def hits(**counts: int) -> pd.DataFrame:
    rows = [(name, number) for name, n in counts.items() for number in range(n)]
    table = pd.DataFrame(rows, columns=["entry", "number"])
    table = table.assign(article_id="a", part="text", family="doubt", start=10 * np.arange(len(table)))
    return table.assign(end=table["start"] + 5).drop(columns="number")


def code(matches: pd.DataFrame, **right: list[Any]) -> pd.DataFrame:
    tables = []
    for name, values in right.items():
        own = matches[matches["entry"] == name].iloc[: len(values)]
        tables.append(
            own[["article_id", "part", "start", "end"]].assign(right=pd.Series(values, own.index, dtype=object))
        )
    return pd.concat(tables, ignore_index=True)


def test_precision_by_hand() -> None:
    matches = hits(may=80, might=15, bluff=5)
    table = score_entries(matches, code(matches, may=[True, True, True, False], might=[False, False, True, True]))
    whole = table.iloc[0]
    assert table["entry"].fillna("all").tolist() == ["all", "may", "might", "bluff"]
    assert table["n_hits"].tolist() == [100, 80, 15, 5]
    assert table["n_coded"].tolist() == [8, 4, 4, 0]
    assert table["n_right"].tolist() == [5, 3, 2, 0]
    assert table["precision"].tolist()[:3] == [0.625, 0.75, 0.5]
    assert whole["weighted_precision"] == pytest.approx((80 * 0.75 + 15 * 0.5) / 95)
    assert whole["covered"] == pytest.approx(0.95)
    assert table["share"].tolist() == [1.0, 0.8, 0.15, 0.05]
    assert table.loc[3, ["precision", "low", "high"]].isna().all()
    assert table.loc[1:, ["weighted_precision", "covered"]].isna().all(axis=None)


@pytest.mark.parametrize(("right", "n", "level"), [(0, 4, 0.95), (3, 4, 0.95), (7, 7, 0.9), (11, 30, 0.99)])
def test_the_interval_is_wilsons(right: int, n: int, level: float) -> None:
    matches = hits(may=n)
    row = score_entries(matches, code(matches, may=[True] * right + [False] * (n - right)), level=level).iloc[1]
    known = binomtest(right, n).proportion_ci(level, method="wilson")
    assert (row["low"], row["high"]) == pytest.approx((known.low, known.high), abs=1e-12)


def test_the_majority_of_the_coders_counts_and_a_tie_is_left_out() -> None:
    matches = hits(may=3)
    coders = [code(matches, may=values) for values in ([1, 1, 0], [1, 0, None], [0, None, None])]
    row = score_entries(matches, pd.concat(coders)).iloc[1]
    assert (row["n_coded"], row["n_right"], row["n_tied"], row["precision"]) == (2, 1, 1, 0.5)


def test_a_span_of_two_kinds_must_be_told_apart() -> None:
    one = hits(may=2)
    both = pd.concat([one, one.assign(family="other")])
    codes = code(one, may=[True, False])
    with pytest.raises(TableError, match=r"a hit of several kinds; found: 2 such spans.*'family'"):
        score_entries(both, codes)
    table = score_entries(both, codes.assign(family="other")).set_index(["family", "entry"])
    assert table["n_coded"].tolist() == [0, 0, 2, 2]


def test_codes_of_other_spans_are_counted_and_none_at_all_refused() -> None:
    matches = hits(may=3)
    codes = code(matches, may=[True, False, True])
    assert set(score_entries(matches.iloc[1:], codes)["n_left_out"]) == {1}
    assert score_entries(matches, codes.drop(columns="part"))["n_coded"].tolist() == [3, 3]
    with pytest.raises(TableError, match="no code belongs to a hit; found: 3 coded spans"):
        score_entries(matches, codes.assign(part="title"))


def test_other_values_and_missing_columns_are_refused() -> None:
    matches = hits(may=1)
    with pytest.raises(TableError, match=r"codes\.right must be true or false; found: 'yes'"):
        score_entries(matches, code(matches, may=["yes"]))
    with pytest.raises(TableError, match="`codes` has no column 'right'"):
        score_entries(matches, code(matches, may=[True]).drop(columns="right"))
    with pytest.raises(EstimateError, match="level"):
        score_entries(matches, code(matches, may=[True]), level=95)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 99))
def test_scores_do_not_depend_on_the_order_of_rows(seed: int) -> None:
    matches = hits(may=7, might=7, perhaps=3, bluff=2)
    codes = code(matches, may=[1, 1, 0], might=[0, 1, 1], perhaps=[0], bluff=[1])
    known = score_entries(matches, codes)
    found = score_entries(matches.sample(frac=1, random_state=seed), codes.sample(frac=1, random_state=seed))
    pd.testing.assert_frame_equal(found, known, check_exact=True)
