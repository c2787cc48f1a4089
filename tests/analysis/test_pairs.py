import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

from framing.analysis.pairs import StoryValues, check_stories, compare_pairs
from framing.errors import EstimateError, TableError

ROWS = pd.DataFrame(
    [(outlet, f"s{story}") for outlet in ("Echo", "Post") for story in range(6)], columns=["outlet", "story"]
)


def values_of(*variables):
    """A value a row and variable; one article of 100 words and its own family behind each."""
    values = np.array(variables, dtype=float)
    ones = np.ones(values.shape, dtype=np.int64)
    reports = [sparse.csc_array(np.eye(values.shape[1])) for _ in variables]
    return StoryValues(ROWS, values, ones, 100 * ones, reports)


def pairs_of(*variables, draws=2000):
    return compare_pairs(
        values_of(*variables), group="outlet", reference="Echo", story="story", level=0.95, draws=draws, seed=0
    )


def test_worked_values_and_the_interval_of_the_paired_t_test():
    here, there = [3, 4, 2, 5, 4, 6], [1, 3, 2, 2, 3, 1]
    row = pairs_of(there + here).iloc[0]
    assert (row["estimate"], row["p"]) == (2, 2 / 64 * 2)  # one difference is 0: its sign does not matter
    assert (row["n_clusters"], row["n_units"], row["n_words"], row["n_reports"]) == (6, 12, 1200, 6)
    low, high = stats.ttest_rel(here, there).confidence_interval()
    assert [row["low"], row["high"]] == pytest.approx([low, high], abs=0.1)  # but for the chance of the draws


def test_what_one_of_the_two_leaves_out_is_counted_for_each_variable():
    full = [1, 3, 2, 2, 3, 1, 3, 4, 2, 5, 4, 6]
    gaps = [np.nan, 3, 2, 2, 3, np.nan, 3, np.nan, 2, 5, 4, np.nan]
    table = pairs_of(full, gaps)
    assert table["number"].tolist() == [0, 1]
    assert table["n_clusters"].tolist() == [6, 3]
    assert table["n_stories_left_out"].tolist() == [0, 2]
    assert table["n_units"].tolist() == [12, 6]
    assert table["n_reports"].tolist() == [6, 3]
    assert table["estimate"].tolist() == [2, pytest.approx(4 / 3)]
    flips = table["method"].str.extract("p from all (.*) sign flips")[0]
    assert flips.tolist() == ["64", "8"]


def test_stories_need_a_column_of_their_own():
    articles = pd.DataFrame({"outlet": ["Echo"], "story": ["s"]})
    check_stories(articles, group="outlet", story="story")
    with pytest.raises(TableError, match="found: columns: outlet, story; to mend it"):
        check_stories(articles, group="outlet", story="event")
    with pytest.raises(EstimateError, match="found: group='story', story='story'"):
        check_stories(articles, group="story", story="story")
