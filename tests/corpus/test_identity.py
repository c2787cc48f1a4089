import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.identity import check_unique, hash_text, make_ids
from framing.errors import CorpusError


def table(rows: list[tuple[str, str]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["text", "url"]).astype("str")
    return frame.assign(title="Rain", outlet="Gazette", date=pd.Timestamp("2019-03-04"))


def test_a_hash_has_sixteen_digits_and_depends_on_the_text() -> None:
    assert hash_text("rain") == hash_text("rain") != hash_text("rains")
    assert len(hash_text("rain")) == 16


@pytest.mark.parametrize("column", ["text", "title", "outlet", "date"])
def test_each_part_counts(column: str) -> None:
    first = table([("rain", "u")])
    other = first.assign(**{column: pd.Timestamp("2020-01-01") if column == "date" else "sun"})
    assert make_ids(first) != make_ids(other)


def test_parts_do_not_run_together() -> None:
    first = table([("b", "u")]).assign(title="a", outlet="")
    assert make_ids(first) != make_ids(first.assign(title="", outlet="a"))


def test_true_repeats_are_numbered() -> None:
    ids = make_ids(table([("rain", "z"), ("sun", "u"), ("rain", "a")]))
    assert ids[0] == f"{ids[2]}-2"
    assert "-" not in ids[1]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), min_size=1), st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, str]], random) -> None:
    shuffled = random.sample(rows, len(rows))
    pairs = sorted(zip(make_ids(table(rows)), rows, strict=True))
    assert pairs == sorted(zip(make_ids(table(shuffled)), shuffled, strict=True))
    assert len({key for key, _ in pairs}) == len(rows)


def test_repeats_across_files_name_the_files() -> None:
    with pytest.raises(CorpusError, match=r"more than one file.*1 such ids, first 'a' in 'x\.csv', 'y\.csv'.*take one"):
        check_unique(["a", "b", "a"], ["x.csv", "x.csv", "y.csv"])


def test_repeats_within_a_file_are_counted() -> None:
    with pytest.raises(CorpusError, match=r"within a file.*4 repeated ids in 'x\.csv', first 'a', 'b', 'c' and 1 more"):
        check_unique(list("abcdabcd"), ["x.csv"] * 8)


def test_unique_ids_pass() -> None:
    check_unique(["a", "b"], ["x.csv", "y.csv"])
