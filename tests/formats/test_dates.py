import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import CorpusError
from framing.formats.dates import check_range, counts_since_1970, find_order, read_dates


def one(value: object) -> str | None:
    day = read_dates([value]).days[0]
    return None if np.isnat(day) else str(day)[:10]


@pytest.mark.parametrize(
    "written",
    [
        "2019-03-04",
        "2019-03-04T23:30:00+11:00",
        "2019-03-04 01:15:00Z",
        "2019-03-04T10:00:00.123456+0000",
        "2019/03/04",
        "2019/3/4",
        "20190304",
        "4 March 2019",
        "4th of March, 2019",
        "04-Mar-2019",
        "4 mar. 2019",
        "March 4, 2019",
        "Mar. 4, 2019, 10:30 a.m. ET",
        "March 4th 2019 at 5 pm",
        "Monday, March 4, 2019",
        "Mon, 04 Mar 2019 10:00:00 GMT",
        "Mon Mar 04 13:08:45 +0000 2019",
        "Published on March 4, 2019",
        20190304,
        20190304.0,
        dt.date(2019, 3, 4),
        dt.datetime(2019, 3, 4, 23, 59),
        pd.Timestamp("2019-03-04 23:30", tz="Pacific/Auckland"),
        np.datetime64("2019-03-04"),
    ],
)
def test_a_day_is_read_as_written(written: object) -> None:
    assert one(written) == "2019-03-04"
    assert read_dates([written]).precision == ["day"]


@pytest.mark.parametrize(
    "written",
    ["2019-02-30", "1551657600", 1551657600, "4 Smarch 2019", "March 4, 2019 to March 9, 2019", "next year"],
)
def test_what_is_not_a_date_is_missing_and_counted(written: object) -> None:
    read = read_dates([written])
    assert one(written) is None
    assert read.precision == ["missing"]
    assert read.unread == {"unreadable": 1}
    assert read.raw == [str(written)]


@pytest.mark.parametrize("written", ["1 day ago", "yesterday", "3h ago", "Last week", "an hour ago", "Just now"])
def test_relative_dates_are_missing(written: str) -> None:
    assert one(written) is None
    assert read_dates([written]).unread == {"relative": 1}


@pytest.mark.parametrize("written", [None, "", "  ", "NA", "null", "unknown", float("nan"), pd.NaT, pd.NA])
def test_an_empty_date_is_not_counted(written: object) -> None:
    read = read_dates([written])
    assert (read.precision, read.raw, read.unread) == (["missing"], [None], {})


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("2019-03", "month"),
        ("March 2019", "month"),
        ("Sept. 2019", "month"),
        ("2019", "year"),
        (2019, "year"),
    ],
)
def test_less_than_a_day_keeps_its_precision_and_wording(written: object, precision: str) -> None:
    read = read_dates([written])
    assert one(written) is None
    assert read.precision == [precision]
    assert read.raw == [str(written)]


@pytest.mark.parametrize(
    ("settler", "day"), [("13/04/2019", "2019-04-03"), ("04/13/2019", "2019-03-04"), ("05/05/2019", None)]
)
def test_the_file_settles_the_order(settler: str, day: str | None) -> None:
    read = read_dates(["03/04/2019", settler])
    assert (None if np.isnat(read.days[0]) else str(read.days[0])[:10]) == day
    assert read.unread == ({} if day else {"ambiguous": 1})


def test_values_that_disagree_settle_nothing() -> None:
    read = read_dates(["03/04/2019", "13/04/2019", "04/13/2019"])
    assert np.isnat(read.days).tolist() == [True, False, False]
    assert read.days[1] == read.days[2] == np.datetime64("2019-04-13")


@pytest.mark.parametrize("values", [["1551693600", None], [1551693600.0, float("nan")], [1551693600000, ""]])
def test_seconds_since_1970_are_days_of_utc_where_a_column_holds_nothing_else(values: list[object]) -> None:
    read = read_dates(values, order=find_order(values))
    assert (str(read.days[0])[:10], read.precision, read.raw) == ("2019-03-04", ["day", "missing"], [None, None])


def test_seconds_change_the_day_at_midnight_in_utc() -> None:
    read = read_dates(["1551743999", "1551744000", "999999999"], order="since 1970")
    assert [str(day)[:10] for day in read.days] == ["2019-03-04", "2019-03-05", "2001-09-09"]


@pytest.mark.parametrize(
    "values",
    [
        [],
        [None, ""],
        ["1551693600", "2019-03-04"],
        ["1551693600", "1551693600000"],
        ["20190304"],
        ["201903041530"],
        ["20190304153000"],
        ["1303041530", "1303050900"],
        ["1012191530"],
        ["631151999"],
        ["4102444800"],
        ["15516936001"],
        ["1551693600.5"],
        ["-155169360"],
        ["١٥٥١٦٩٣٦٠٠"],
    ],
    ids=str,
)
def test_other_numbers_are_not_taken_for_seconds(values: list[object]) -> None:
    assert not counts_since_1970(values)
    assert find_order(values) == "unknown"


def test_one_value_that_reads_as_a_clock_does_not_hide_the_seconds() -> None:
    assert counts_since_1970(["1303041530", "1303049999"])


@given(
    st.dates(min_value=dt.date(1600, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%b %d, %Y"]),
)
def test_every_day_comes_back(day: dt.date, form: str) -> None:
    text = day.strftime(form)
    if day.year >= 1000:
        assert one(text) == day.isoformat()


@given(st.lists(st.text(max_size=30)))
def test_nothing_written_breaks_the_reader(values: list[str]) -> None:
    read = read_dates(values)
    assert len(read.days) == len(read.precision) == len(read.raw) == len(values)
    assert all((kind == "day") != np.isnat(day) for kind, day in zip(read.precision, read.days, strict=True))


@pytest.mark.parametrize("written", ["2090-01-01", "1599-12-31", "2090", "May 2090", "2019-03-06"])
def test_an_impossible_date_names_the_article(written: str) -> None:
    with pytest.raises(CorpusError, match=rf"'b' in news\.csv is dated {written}.*leave it empty"):
        check_range(
            read_dates(["2019-03-04", written]),
            names=["a", "b"],
            files=["news.csv"] * 2,
            today=dt.date(2019, 3, 4),
        )


def test_tomorrow_and_1600_are_possible() -> None:
    read = read_dates(["2019-03-05", "1600-01-01", "1600", None])
    check_range(read, names=list("abcd"), files=["news.csv"] * 4, today=dt.date(2019, 3, 4))
