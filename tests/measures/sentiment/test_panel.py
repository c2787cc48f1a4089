"""The panel of dictionaries: verdicts on contrasts whose signs are known."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from framing.errors import EstimateError, MeasureError, TableError
from framing.lexicons import Lexicon
from framing.measures.sentiment.panel import VARIABLES, compare_dictionaries
from framing.measures.sentiment.verdicts import VERDICTS, judge_contrasts

WORDS = ["brilliant", "superb", "wonderful", "disgraceful", "terrible", "awful"]


def make(**texts_of):
    """Articles of outlets, given the texts of each."""
    rows = [(text, outlet) for outlet, texts in texts_of.items() for text in texts]
    names = pd.Index([f"a{number:03}" for number in range(len(rows))], name="article_id")
    return pd.DataFrame(rows, columns=["text", "outlet"], index=names).assign(title="", date=pd.NaT, url="-")


def lexicon(name, good, bad):
    terms = {"term": [*good, *bad], "category": ["positive"] * len(good) + ["negative"] * len(bad)}
    return Lexicon(name, pd.DataFrame(terms))


FINE = [f"It was {word}. It rained{' a lot' * (number % 4)}." for number in range(10) for word in WORDS[:3]]
POOR = [f"It was {word}. It rained{' a lot' * (number % 4)}. So." for number in range(10) for word in WORDS[3:]]
PLAIN = [*FINE[:4], *POOR[:4]] * 3


def test_a_difference_that_every_dictionary_sees_is_robust():
    panel = compare_dictionaries(make(Post=[*FINE, "It rained."], Echo=[*POOR, "It rained."]), reference="Post")
    assert panel.verdicts.loc["Echo", ["verdict", "n_dictionaries", "n_below", "n_decided"]].tolist() == [
        "robust",
        2,
        2,
        2,
    ]
    assert (panel.estimates["high"] < 0).all()
    assert "Echo: robust (vader -" in repr(panel)


def test_a_sign_that_flips_is_not_robust_and_printed_so():
    turned = lexicon("turned", WORDS[3:], WORDS[:3])
    panel = compare_dictionaries(make(Post=FINE, Echo=POOR), [turned], reference="Post", draws=200)
    assert panel.verdicts.loc["Echo", "verdict"] == "not robust"
    assert "not robust" in str(panel)
    signs = panel.estimates.set_index("dictionary")["estimate"].map(np.sign).to_dict()
    assert signs == {"vader": -1, "tone": -1, "turned": 1}


def test_intervals_that_include_nought_decide_nothing():
    panel = compare_dictionaries(make(Post=PLAIN, Echo=[*PLAIN, FINE[5]]), reference="Post", draws=500)
    assert panel.verdicts.loc["Echo", ["verdict", "n_above", "n_decided"]].tolist() == ["undecided", 2, 0]


def test_estimates_are_differences_of_the_means():
    panel = compare_dictionaries(make(Post=FINE, Echo=POOR, Wire=PLAIN), reference="Wire", voice="all", draws=50)
    for row in panel.estimates.itertuples():
        assert row.estimate == pytest.approx(
            panel.means.loc[row.outlet, row.dictionary] - panel.means.loc["Wire", row.dictionary]
        )
    assert panel.means.loc["Echo", "tone"] == pytest.approx(-0.5 / 3)  # one of three sentences with −.5
    assert panel.ranks.loc["vader", "tone"] == pytest.approx(1.0)
    assert panel.estimates["variable"].unique().tolist() == [VARIABLES[0].name]


def test_two_groups_have_no_rank_correlation():
    panel = compare_dictionaries(make(Post=FINE, Echo=POOR), reference="Post", draws=50)
    assert panel.ranks.isna().all(axis=None)
    assert "Rank correlation" not in repr(panel)


def test_only_the_voice_asked_for_is_measured():
    quoted = [f"“It was {word},” she said." for word in WORDS[:3] * 3]
    articles = make(Post=quoted, Echo=[text.replace("It was", "It was not") for text in quoted])
    own = compare_dictionaries(articles, reference="Post", draws=50)
    said = compare_dictionaries(articles, reference="Post", voice="source_direct", draws=50)
    assert own.means.eq(0).all(axis=None)
    assert own.verdicts["verdict"].tolist() == ["undecided"]
    assert said.means["tone"].round(3).to_dict() == {"Echo": -0.5, "Post": 0.5}


def test_order_of_rows_and_of_lexicons_changes_nothing():
    articles = make(Post=FINE, Echo=POOR, Wire=PLAIN)
    first, second = lexicon("x", WORDS[:1], WORDS[3:4]), lexicon("y", WORDS[:2], WORDS[3:5])
    there = compare_dictionaries(articles, [first, second], reference="Post", draws=100, seed=4)
    back = compare_dictionaries(articles.iloc[::-1], [second, first], reference="Post", draws=100, seed=4)
    keys = ["outlet", "dictionary"]
    pd.testing.assert_frame_equal(
        there.estimates.sort_values(keys, ignore_index=True), back.estimates.sort_values(keys, ignore_index=True)
    )


def test_a_group_without_words_is_undecided():
    panel = compare_dictionaries(make(Post=FINE, Echo=["", ""]), reference="Post", draws=50)
    assert panel.estimates["estimate"].isna().all()
    assert panel.verdicts.loc["Echo", ["verdict", "n_dictionaries"]].tolist() == ["undecided", 0]
    assert panel.estimates["method"].str.startswith("no estimate").all()


def test_the_verdicts_follow_the_signs_then_the_intervals():
    rows = [("a", 1, True), ("a", 1, True), ("b", 1, True), ("b", -1, False), ("c", 1, True), ("c", 2, False)]
    rows += [("d", 1, True), ("d", np.nan, False), ("e", 0, False), ("e", 1, True)]
    table = pd.DataFrame(rows, columns=["outlet", "estimate", "decided"]).assign(dictionary="x")
    verdicts = judge_contrasts(table, "outlet")["verdict"]
    assert verdicts.tolist() == ["robust", "not robust", "undecided", "undecided", "undecided"]
    assert set(verdicts) == set(VERDICTS)


def test_mistakes_are_named():
    articles = make(Post=FINE[:3], Echo=POOR[:3])
    with pytest.raises(MeasureError, match="unknown voice; found: 'quoted'"):
        compare_dictionaries(articles, reference="Post", voice="quoted")
    with pytest.raises(MeasureError, match="must differ in name"):
        compare_dictionaries(articles, [lexicon("tone", ["x"], ["y"])], reference="Post")
    with pytest.raises(MeasureError, match="lexicons= must be lexicons; found: str"):
        compare_dictionaries(articles, ["LSD2015.yml"], reference="Post")
    with pytest.raises(EstimateError, match="reference is no value of 'outlet'"):
        compare_dictionaries(articles, reference="Times", draws=50)
    with pytest.raises(EstimateError, match="two groups"):
        compare_dictionaries(articles.iloc[:3], reference="Post", draws=50)


def test_words_of_both_groups_are_counted():
    articles = make(Post=["It was superb.", "It was awful, awful."], Echo=["It rained.", ""])
    panel = compare_dictionaries(articles, reference="Post", voice="all", draws=50)
    assert panel.estimates["n_words"].tolist() == [3 + 4 + 2] * 2
    said = make(Post=["“It was superb,” she said."] * 2, Echo=["“It rained,” she said.", "It snowed."])
    panel = compare_dictionaries(said, reference="Post", voice="source_direct", draws=50)
    assert panel.estimates["n_words"].tolist() == [3 + 3 + 2] * 2


def test_the_group_with_fewer_clusters_sets_the_interval():
    """Of 30 and 5 clusters t has 4 degrees of freedom; of 30 and 2 there is no interval."""
    few = [POOR[0], FINE[0], POOR[1], POOR[2], FINE[1]]
    for groups in ({"Post": FINE, "Echo": few}, {"Echo": FINE, "Post": few}):
        panel = compare_dictionaries(make(**groups), reference="Post", voice="all", draws=200)
        reach = (panel.estimates["high"] - panel.estimates["estimate"]) / panel.estimates["std_error"]
        assert reach.tolist() == pytest.approx([t.ppf(0.975, 4) * np.sqrt(5 / 4)] * 2)
    panel = compare_dictionaries(make(Post=FINE, Echo=few[:2]), reference="Post", voice="all", draws=200)
    assert panel.estimates["low"].isna().all()
    assert panel.estimates["method"].str.startswith("no interval: fewer than three").all()


def test_a_missing_column_of_texts_is_named():
    with pytest.raises(TableError, match="text"):
        compare_dictionaries(make(Post=FINE[:3], Echo=POOR[:3]).drop(columns="text"), reference="Post")
    with pytest.raises(TableError, match="parts="):
        compare_dictionaries(make(Post=FINE[:3], Echo=POOR[:3]), reference="Post", parts=("text", "body"))


def test_a_list_may_not_be_named_as_the_count_of_words():
    with pytest.raises(MeasureError, match="2 named 'n_words'"):
        compare_dictionaries(make(Post=FINE[:3], Echo=POOR[:3]), [lexicon("n_words", ["x"], ["y"])], reference="Post")
