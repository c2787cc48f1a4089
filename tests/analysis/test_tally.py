import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.analysis.tally import tally
from framing.errors import TableError


def words_of(**counts):
    return pd.DataFrame({"article_id": list(counts), "n_words": list(counts.values()), "n_sentences": 2})


def hits_of(pairs):
    return pd.DataFrame({"article_id": [a for a, _ in pairs], "family": [k for _, k in pairs]}, dtype="str")


def test_every_group_meets_every_kind_with_zeros():
    table = tally(hits_of([("a", "x"), ("a", "x"), ("b", "y")]), words_of(b=5, a=7, c=9), by="article_id")
    assert table.to_dict("list") == {
        "article_id": ["a", "a", "b", "b", "c", "c"],
        "family": ["x", "y"] * 3,
        "n_hits": [2, 0, 0, 1, 0, 0],
        "n_words": [7, 7, 5, 5, 9, 9],
        "n_sentences": [2] * 6,
    }


def test_kinds_without_a_hit_appear_when_named():
    named = tally(hits_of([("a", "x")]), words_of(a=7), by="article_id", kinds=["z", "x"])
    assert named["family"].tolist() == ["z", "x"]
    hits = hits_of([("a", "x")])
    hits["family"] = pd.Categorical(hits["family"], categories=["x", "never"])
    assert tally(hits, words_of(a=7), by="article_id")["n_hits"].tolist() == [1, 0]


def test_category_counts_where_there_is_no_family_and_kind_chooses():
    hits = pd.DataFrame({"article_id": ["a"], "category": ["c"], "code": ["k"]})
    assert tally(hits, words_of(a=7), by="article_id")["category"].tolist() == ["c"]
    assert tally(hits, words_of(a=7), by="article_id", kind="code")["code"].tolist() == ["k"]


def test_a_missing_speaker_is_a_group():
    words = pd.DataFrame({"speaker": ["Rae", np.nan], "n_words": [5, 6], "n_sentences": 1})
    hits = pd.DataFrame({"speaker": [np.nan, np.nan], "family": ["x", "x"]})
    assert tally(hits, words, by="speaker")["n_hits"].tolist() == [0, 2]


@pytest.mark.parametrize("counts", [{"a": 7}, {"a": 7, "b": 0}])
def test_hits_without_words_are_an_error(counts):
    with pytest.raises(TableError, match=r"without words; found: 1 hits, first in .*'b'.*to mend it: count"):
        tally(hits_of([("a", "x"), ("b", "x")]), words_of(**counts), by="article_id")


def test_hits_in_a_part_without_words_are_an_error():
    hits, words = hits_of([("a", "x"), ("a", "x")]).assign(part=["text", "title"]), words_of(a=7).assign(part="text")
    with pytest.raises(TableError, match=r"`words` counts nothing; found: 1 hits in 'title'; .* same parts"):
        tally(hits, words, by="article_id")
    assert tally(hits.iloc[:1], words, by="article_id")["n_hits"].tolist() == [1]


def test_unknown_kinds_and_columns_are_errors():
    hits, words = hits_of([("a", "x")]), words_of(a=7)
    with pytest.raises(TableError, match="kinds x"):
        tally(hits, words, by="article_id", kinds=["y"])
    with pytest.raises(TableError, match="`matches` has no column 'voice'"):
        tally(hits, words.assign(voice="journalist"), by="voice")
    with pytest.raises(TableError, match="names the column of kinds"):
        tally(hits, words, by="family")


def test_no_hit_at_all():
    assert tally(hits_of([]), words_of(a=7), by="article_id").empty
    assert tally(hits_of([]), words_of(a=7), by="article_id", kinds=["x"])["n_hits"].tolist() == [0]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=30), st.randoms())
def test_no_hit_is_lost_and_order_does_not_matter(pairs, chance):
    words = words_of(a=3, b=4, c=5)
    table = tally(hits_of(pairs), words, by="article_id", kinds=["x", "y", "z"])
    assert table["n_hits"].sum() == len(pairs)
    assert len(table) == 9
    chance.shuffle(pairs)
    pd.testing.assert_frame_equal(
        table, tally(hits_of(pairs), words.iloc[::-1], by="article_id", kinds=["x", "y", "z"])
    )
