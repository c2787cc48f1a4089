import numpy as np
import pandas as pd
import pytest

from framing.clusters.copies import assign_copies
from framing.errors import CorpusError, TableError
from framing.tables import check_table

DATES = ["2024-05-03", "2024-05-02", "2024-05-02", None, "2024-05-01", "2024-05-04"]
ROLES = ["original", "wire_copy", "same_text", "derivative", "single", "single"]


@pytest.fixture
def articles(make_articles):
    return make_articles(*["The gate was shut."] * 4, "A ferry came late.", "It rained.").assign(
        date=pd.to_datetime(DATES)
    )


@pytest.fixture
def duplicates():
    return pd.DataFrame(
        {"article_id": list("abcdef"), "kind": "duplicate", "cluster": list("aaaaef"), "role": ROLES, "score": 1.0}
    )


def weights(articles, duplicates, count):
    return assign_copies(articles, duplicates, count=count)["copy_weight"].to_dict()


def test_all_one_or_a_share_each(articles, duplicates):
    assert weights(articles, duplicates, "all") == dict.fromkeys("abcdef", 1.0)
    assert weights(articles, duplicates, "one") == {"a": 1, "b": 0, "c": 0, "d": 0, "e": 1, "f": 1}
    assert weights(articles, duplicates, "share") == {"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25, "e": 1, "f": 1}
    table = check_table("articles", assign_copies(articles, duplicates))
    assert table["duplicate"].tolist() == list("aaaaef")
    assert table["copy_role"].tolist() == ROLES


def test_families_are_counted_among_the_articles_given(articles, duplicates):
    some = articles.drop(index="a")
    assert weights(some, duplicates, "share")["b"] == pytest.approx(1 / 3)
    one = weights(some, duplicates, "one")
    assert one == {"b": 1, "c": 0, "d": 0, "e": 1, "f": 1}  # b and c on one day: the first id
    later = some.assign(date=some["date"].where(some.index != "b"))
    assert weights(later, duplicates, "one")["c"] == 1  # without a date: last
    assert weights(some.drop(columns="date"), duplicates, "one") == one


def test_order_of_rows_changes_nothing_and_the_articles_keep_theirs(articles, duplicates):
    some = articles.drop(index="a")
    for count in ("all", "one", "share"):
        expected = assign_copies(some, duplicates, count=count)
        shuffled = assign_copies(
            some.sample(frac=1, random_state=1), duplicates.sample(frac=1, random_state=2), count=count
        )
        pd.testing.assert_frame_equal(shuffled.loc[expected.index], expected)
        assert expected.index.tolist() == some.index.tolist()


def test_the_articles_are_left_alone_and_old_columns_written_anew(articles, duplicates):
    before = articles.copy()
    once = assign_copies(articles, duplicates, count="all")
    pd.testing.assert_frame_equal(articles, before)
    again = assign_copies(once, duplicates, count="share")
    assert again.columns.tolist() == once.columns.tolist()
    assert again["copy_weight"].iloc[0] == 0.25


def test_stories_beside_the_duplicates_are_passed_over(articles, duplicates):
    stories = duplicates.assign(kind="story", cluster="a", role="member")
    both = pd.concat([stories, duplicates], ignore_index=True)
    pd.testing.assert_frame_equal(assign_copies(articles, both), assign_copies(articles, duplicates))
    with pytest.raises(TableError, match="no clusters of kind 'duplicate'; found: kinds: story; to mend it"):
        assign_copies(articles, stories)


def test_no_articles_give_no_rows(articles, duplicates):
    table = assign_copies(articles.iloc[:0], duplicates, count="one")
    assert table[["duplicate", "copy_role", "copy_weight"]].shape == (0, 3)


def test_tables_that_do_not_belong_together(articles, duplicates):
    with pytest.raises(TableError, match="do not belong together; found: 1 of 6 articles missing, first 'c'"):
        assign_copies(articles, duplicates[duplicates["article_id"] != "c"])
    with pytest.raises(TableError, match="more than one family; found: 1 rows too many, first 'b'"):
        assign_copies(articles, pd.concat([duplicates, duplicates.iloc[[1]].assign(cluster="z")]))
    with pytest.raises(TableError, match="an article more than once; found: 1 rows too many"):
        assign_copies(pd.concat([articles, articles.iloc[:1]]), duplicates)
    with pytest.raises(TableError, match=r"clusters\.role must be one of"):
        assign_copies(articles, duplicates.assign(role="chief"))
    with pytest.raises(CorpusError, match="unknown way to count copies; found: count='none'"):
        assign_copies(articles, duplicates, count="none")


def test_weights_of_a_family_add_up_to_one(make_articles):
    rng = np.random.default_rng(4)
    articles = make_articles(*["Rain."] * 26)
    names = articles.index.to_numpy()
    table = pd.DataFrame(
        {"article_id": names, "kind": "duplicate", "cluster": rng.choice(names[:7], 26), "role": "member", "score": 1.0}
    )
    for count in ("one", "share"):
        joined = assign_copies(articles, table, count=count)
        assert joined.groupby("duplicate")["copy_weight"].sum().to_numpy() == pytest.approx(1.0)
