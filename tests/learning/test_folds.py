from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import MeasureError, TableError
from framing.learning.folds import fold_groups, join_groups, name_groups

ROWS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 1)), min_size=30, max_size=60)


@settings(max_examples=30, deadline=None)
@given(ROWS, st.integers(2, 3), st.integers(0, 3), st.randoms())
def test_no_group_is_split_and_the_order_of_rows_changes_nothing(rows, n_folds, seed, random) -> None:
    groups, labels = [f"g{group}" for group, _ in rows], np.array([[label] for _, label in rows])
    if len(set(groups)) < n_folds:
        return
    fold = fold_groups(groups, labels, n_folds=n_folds, seed=seed)
    of_group = dict(zip(groups, fold.tolist(), strict=True))
    assert [of_group[group] for group in groups] == fold.tolist()
    assert set(fold.tolist()) == set(range(n_folds))
    order = list(range(len(rows)))
    random.shuffle(order)
    again = fold_groups([groups[row] for row in order], labels[order], n_folds=n_folds, seed=seed)
    assert again.tolist() == fold[order].tolist()


def test_every_fold_has_its_part_of_a_rare_label() -> None:
    labels = np.zeros((100, 2))
    labels[:10, 0] = labels[50:55, 1] = 1
    fold = fold_groups([f"g{row:03d}" for row in range(100)], labels, n_folds=5)
    assert np.bincount(fold).tolist() == [20] * 5
    assert np.bincount(fold[:10], minlength=5).tolist() == [2] * 5
    assert np.bincount(fold[50:55], minlength=5).tolist() == [1] * 5


def test_another_seed_deals_anew() -> None:
    groups, labels = [f"g{row}" for row in range(40)], np.zeros((40, 1))
    one, other = (fold_groups(groups, labels, seed=seed) for seed in (1, 2))
    assert one.tolist() != other.tolist()


@pytest.mark.parametrize(("groups", "n_folds"), [(["a", "a"], 2), (["a", "b"], 3), (["a", "b"], 1)])
def test_too_few_groups_are_an_error(groups, n_folds) -> None:
    with pytest.raises(MeasureError, match="a group for each"):
        fold_groups(groups, np.zeros((len(groups), 1)), n_folds=n_folds)


def test_rows_are_joined_through_any_key() -> None:
    stories, copies = ["s", None, "t", "t", None], [None, "x", "x", None, float("nan")]
    assert join_groups(list("edcba"), [stories, copies]) == ["e", "b", "b", "b", "a"]


def test_without_keys_every_row_is_its_own_group() -> None:
    assert join_groups(["a", "b"], []) == ["a", "b"]
    assert join_groups(["a", "b"], [[None, None]]) == ["a", "b"]


def make(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame(columns, index=pd.Index(list("abcdef"), name="article_id"))


def test_stories_copies_and_equal_texts_stay_together() -> None:
    texts = ["One.", "Two.", " two.\n", "Four.", "", None]
    stories, copies = ["s", "s", None, None, None, None], [None, None, "x", "x", None, None]
    assert name_groups(make(text=texts, story=stories, duplicate=copies)) == ["a", "a", "a", "a", "e", "f"]
    assert name_groups(make(text=texts)) == ["a", "b", "b", "d", "e", "f"]
    assert name_groups(make(title=texts)) == list("abcdef")
    copied = pd.Categorical(copies)
    assert name_groups(make(text=list("uvwxyz"), duplicate=copied)) == ["a", "b", "c", "c", "e", "f"]


def test_a_column_of_ones_own_takes_the_place_of_the_story_only() -> None:
    articles = make(text=list("uuwxyz"), story=list("ststst"), day=[1, 2, 3, 3, 4, 5])
    assert name_groups(articles, group="day") == ["a", "a", "c", "c", "e", "f"]
    with pytest.raises(TableError, match="no column 'place'; found: text, story, day"):
        name_groups(articles, group="place")


def test_articles_of_which_a_model_reads_the_same_stay_together() -> None:
    titles = ["War", "war ", "Peace", "Rain", "", ""]
    assert name_groups(make(text=list("uvwxyz")), texts=titles) == ["a", "a", "c", "d", "e", "f"]
