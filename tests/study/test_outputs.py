from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from framing.errors import StudyError
from framing.study.outputs import (
    check_caption,
    check_frame,
    check_number,
    find_figure,
    write_data,
    write_figure,
    write_table,
)


def _figure() -> Figure:
    figure = Figure()
    figure.subplots().plot([1, 2, 3])
    return figure


def test_data_comes_back_as_it_was(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"text": ["a", None], "n": [1, 2], "day": pd.to_datetime(["2024-01-01", None])},
        index=pd.Index(["x", "y"], name="article_id"),
    )
    write_data(frame, tmp_path / "a.parquet")
    write_data(frame, tmp_path / "b.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "a.parquet"), frame)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_data_of_mixed_kinds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"a\.parquet cannot be written as Parquet.*one kind of value"):
        write_data(pd.DataFrame({"a": [1, "x"]}, dtype=object), tmp_path / "a.parquet")
    assert not list(tmp_path.iterdir())


def test_csv_keeps_every_digit_and_tex_is_rounded(tmp_path: Path) -> None:
    value = 0.1234567890123456
    write_table(pd.DataFrame({"rate": [value]}), tmp_path / "t", caption="C")
    assert (tmp_path / "t.csv").read_bytes() == b"rate\n0.1234567890123456\n"
    assert float((tmp_path / "t.csv").read_text().split()[1]) == value
    assert "0.123 \\\\" in (tmp_path / "t.tex").read_text()


def test_the_index_is_written_if_it_says_something(tmp_path: Path) -> None:
    frame = pd.DataFrame({"rate": [1.5]}, index=pd.Index(["X"], name="outlet"))
    write_table(frame, tmp_path / "named", caption="C")
    assert (tmp_path / "named.csv").read_text() == "outlet,rate\nX,1.5\n"
    assert r"outlet & rate \\" in (tmp_path / "named.tex").read_text()
    pairs = pd.DataFrame({"n": [1]}, index=pd.MultiIndex.from_tuples([("X", "Y")], names=["a", "n"]))
    write_table(pairs, tmp_path / "pairs", caption="C")
    assert r"X & Y & 1 \\" in (tmp_path / "pairs.tex").read_text()
    assert list(pairs.index.names) == ["a", "n"]


@pytest.mark.parametrize("epoch", [None, "0"])
def test_figures_are_the_same_bytes_on_any_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str | None
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    write_figure(_figure(), tmp_path / "a")
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    write_figure(_figure(), tmp_path / "b")
    for kind in (".png", ".pdf"):
        first, second = ((tmp_path / name).with_suffix(kind).read_bytes() for name in "ab")
        assert first == second
        assert b"CreationDate" not in first
        assert b"atplotlib" not in first


def test_a_figure_is_found_behind_its_axes() -> None:
    figure = _figure()
    assert find_figure(figure) is figure
    assert find_figure(figure.axes[0]) is figure
    with pytest.raises(StudyError, match="not a figure; found: str"):
        find_figure("figure")


@pytest.mark.parametrize(
    ("value", "kept"),
    [(np.int64(3), 3), (np.float64(0.5), 0.5), (float("nan"), None), ("12 of 14", "12 of 14"), (True, True)],
)
def test_numbers_become_plain(value: object, kept: object) -> None:
    found = check_number("n", value)
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize("value", [float("inf"), [1], pd.Series([1.0]), 1j])
def test_what_is_not_one_number_is_refused(value: object) -> None:
    with pytest.raises(StudyError, match="'n' must be one finite number"):
        check_number("n", value)


def test_what_is_not_a_table_or_has_no_caption_is_refused() -> None:
    with pytest.raises(StudyError, match=r"found: Series.*to_frame"):
        check_frame(pd.Series([1]), name="t")
    with pytest.raises(StudyError, match="has no columns"):
        check_frame(pd.DataFrame(index=[1, 2]), name="t")
    for caption in ("", "  ", None):
        with pytest.raises(StudyError, match="a caption must say"):
            check_caption(caption)
