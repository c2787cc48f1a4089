from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError, TableError
from framing.measures.frames.coded import gather_codes, measure_coders

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
    assert coded.ties.to_numpy().tolist() == [["a", "conflict", True]]
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


def test_zeros_and_ones_written_as_text_are_numbers() -> None:
    numbers = pd.Series([1, 0, 1], IDS[:3], name="moral")
    expected = gather_codes(numbers, IDS).truth
    for spelt in (numbers.astype(str), numbers.astype(float).astype(str), " " + numbers.astype(str)):
        coded = gather_codes(spelt, IDS)
        assert not coded.single
        pd.testing.assert_frame_equal(coded.truth, expected)
    mixed = codes(("a", "x", "moral", "1"), ("a", "y", "moral", 1), ("b", "x", "other", 0))
    assert gather_codes(mixed, IDS).truth["moral"].tolist()[0] == 1
    ranks = gather_codes(pd.Series(["0", "1", "2"], IDS[:3]), IDS)  # three names are three labels
    assert ranks.labels == ("0", "1", "2")


@pytest.mark.parametrize("name", ["value", "coder", "unit_id", "variable", "article_id"])
def test_a_wide_column_may_have_any_name(name: str) -> None:
    wide = pd.DataFrame({name: [1, 0], "moral": [0, 1]}, IDS[:2])
    truth = gather_codes(wide, IDS).truth
    assert truth[name].tolist() == [1, 0]
    assert truth["moral"].tolist() == [0, 1]


def test_ties_tell_whether_they_are_of_the_sample() -> None:
    table = codes(*((unit, coder, "moral", int(coder == "x")) for unit in "ab" for coder in "xy"))
    many = gather_codes(table.assign(batch=["random"] * 2 + ["uncertain"] * 2), IDS).ties
    one = gather_codes(table.assign(value=list("pqpq"), batch=["random"] * 2 + ["uncertain"] * 2), IDS).ties
    assert many.to_numpy().tolist() == [["a", "moral", True], ["b", "moral", False]]
    assert one.to_numpy().tolist() == [["a", "", True], ["b", "", False]]


def test_no_code_at_all_is_an_error() -> None:
    for empty in (pd.DataFrame(index=IDS), pd.DataFrame({"moral": [None] * 4}, IDS), pd.Series([], dtype=object)):
        with pytest.raises(TableError, match="no code in codes="):
            gather_codes(empty, IDS)


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
