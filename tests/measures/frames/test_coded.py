from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError, TableError
from framing.measures.frames.coded import gather_codes, measure_coders, nominal_alpha

IDS = pd.Index(["a", "b", "c", "d"], name="article_id")


def codes(*rows: tuple[str, str, str, object]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit_id", "coder", "variable", "value"])


def test_the_majority_counts_and_ties_are_left_out() -> None:
    table = codes(
        *(("b", coder, "conflict", value) for coder, value in zip("xyz", (1, 1, 0), strict=True)),
        *(("a", coder, "conflict", value) for coder, value in zip("xy", (1, 0), strict=True)),
        ("a", "x", "moral", 0),
        ("c", "x", "conflict", 0),
    )
    coded = gather_codes(table, IDS)
    assert coded.labels == ("conflict", "moral")
    np.testing.assert_array_equal(coded.truth.loc["a"], [np.nan, 0])
    np.testing.assert_array_equal(coded.truth["conflict"], [np.nan, 1, 0])
    assert coded.ties.to_numpy().tolist() == [["a", "conflict"]]
    assert not coded.single


def test_a_wide_table_and_a_series_say_the_same_as_the_long_one() -> None:
    wide = pd.DataFrame({"moral": [1, 0], "conflict": [0, 1]}, IDS[:2])
    long = codes(("a", "", "moral", 1), ("a", "", "conflict", 0), ("b", "", "moral", 0), ("b", "", "conflict", 1))
    pd.testing.assert_frame_equal(gather_codes(wide, IDS).truth, gather_codes(long, IDS).truth, check_names=False)
    series = pd.Series(["moral", "conflict"], IDS[:2])
    named = codes(("a", "", "frame", "moral"), ("b", "", "frame", "conflict"))
    for one in (series, named):
        coded = gather_codes(one, IDS)
        assert coded.single
        assert coded.truth.to_numpy().tolist() == [[0, 1], [1, 0]]
        assert coded.labels == ("conflict", "moral")


def test_a_tie_between_labels_leaves_the_article_out() -> None:
    coded = gather_codes(codes(("a", "x", "frame", "p"), ("a", "y", "frame", "q"), ("b", "x", "frame", "p")), IDS)
    assert coded.truth.index.tolist() == ["b"]
    assert coded.ties["article_id"].tolist() == ["a"]


def test_only_the_random_batch_is_the_sample() -> None:
    table = codes(("a", "x", "moral", 1), ("b", "x", "moral", 0), ("c", "x", "moral", 0))
    coded = gather_codes(table.assign(batch=["random", "uncertain", None]), IDS)
    assert coded.sampled.tolist() == [True, False, True]
    assert gather_codes(table, IDS).sampled.all()


def test_the_order_of_rows_changes_nothing() -> None:
    table = codes(*((unit, coder, "moral", int(unit > "b")) for unit in "abcd" for coder in "xy"))
    one, other = (gather_codes(each, IDS) for each in (table, table.iloc[::-1]))
    pd.testing.assert_frame_equal(one.truth, other.truth)


def test_alpha_is_that_of_krippendorffs_example() -> None:
    # Krippendorff (2019), four coders and twelve units; nominal alpha .743
    four = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    assert nominal_alpha(pd.DataFrame(four, dtype=float).T) == pytest.approx(0.743, abs=5e-4)


def test_alpha_is_undefined_where_all_agree_on_one_value_or_one_coder_coded() -> None:
    assert np.isnan(nominal_alpha(pd.DataFrame({"x": [1, 1], "y": [1, 1]})))
    assert np.isnan(nominal_alpha(pd.DataFrame({"x": [1, 0]})))
    assert np.isnan(nominal_alpha(pd.DataFrame()))
    assert nominal_alpha(pd.DataFrame({"x": [1, 0], "y": [1, 0]})) == 1


def test_agreement_is_measured_on_the_sample() -> None:
    table = codes(
        *(("a", coder, "moral", 1) for coder in "xy"),
        *(("b", coder, "moral", value) for coder, value in zip("xy", (1, 0), strict=True)),
        *(("c", coder, "moral", 0) for coder in "xy"),
        *(("d", coder, "moral", value) for coder, value in zip("xy", (1, 0), strict=True)),
    )
    agreed = measure_coders(gather_codes(table.assign(batch=["random"] * 6 + ["uncertain"] * 2), IDS)).loc["moral"]
    assert agreed["coder_f1"] == pytest.approx(2 / 3)  # both yes 1; yes of one 2, of the other 1
    # observed disagreement 2 of 6 values; expected (36 - 18) / 30
    assert agreed["alpha"] == pytest.approx(1 - (2 / 6) / (18 / 30))


def test_wrong_codes_are_errors() -> None:
    with pytest.raises(MeasureError, match="not in articles"):
        gather_codes(codes(("z", "x", "moral", 1)), IDS)
    with pytest.raises(MeasureError, match="must be 0 or 1"):
        gather_codes(codes(("a", "x", "moral", 2), ("a", "x", "other", 1)), IDS)
    with pytest.raises(MeasureError, match="labels must be text"):
        gather_codes(codes(("a", "x", "moral", 2), ("b", "x", "moral", 1)), IDS)
    with pytest.raises(TableError, match="twice"):
        gather_codes(codes(("a", "x", "moral", 1), ("a", "x", "moral", 1)), IDS)
    table = codes(("a", "x", "moral", 1), ("a", "y", "moral", 1))
    with pytest.raises(TableError, match="one batch"):
        gather_codes(table.assign(batch=["random", "uncertain"]), IDS)
    with pytest.raises(TableError, match="a table of 0 and 1 by article"):
        gather_codes(pd.DataFrame({"moral": [1]}), IDS)
