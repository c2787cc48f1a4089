"""Dates on an axis: at most nine, within the span, in words a reader knows."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.figures.dates import MOST_TICKS, choose_dates

LENGTHS = {"D": 1, "7D": 7, "MS": 28, "QS": 90, "YS": 365}


def say(start, n, every):
    dates = pd.Series(pd.date_range(start, periods=n, freq=every))
    return choose_dates(dates, period=pd.Timedelta(days=LENGTHS[every]))[1]


@pytest.mark.parametrize(
    ("start", "n", "every", "names"),
    [
        ("2019-03-04", 1, "7D", ["4 Mar\n2019"]),
        ("2019-03-03", 3, "7D", ["3 Mar\n2019", "10 Mar", "17 Mar"]),
        ("2018-12-24", 3, "7D", ["24 Dec\n2018", "31 Dec", "7 Jan\n2019"]),
        ("2019-03-05", 3, "D", ["5 Mar\n2019", "6 Mar", "7 Mar"]),
        ("2019-03-05", 30, "D", ["11 Mar\n2019", "18 Mar", "25 Mar", "1 Apr"]),
        ("2019-03-04", 30, "7D", ["Apr 2019", "May 2019", "Jun 2019", "Jul 2019", "Aug 2019", "Sep 2019"]),
        ("2019-01-01", 2, "MS", ["Jan 2019", "Feb 2019"]),
        ("2018-11-01", 14, "MS", ["Nov 2018", "Jan 2019", "Mar 2019", "May 2019", "Jul 2019", "Sep 2019", "Nov 2019"]),
        ("2018-01-01", 4, "QS", ["Jan 2018", "Apr 2018", "Jul 2018", "Oct 2018"]),
        ("2018-01-01", 3, "YS", ["2018", "2019", "2020"]),
        ("1990-01-01", 20, "YS", ["1990", "1995", "2000", "2005"]),
    ],
)
def test_a_span_is_named_by_days_months_or_years(start, n, every, names):
    assert say(start, n, every) == names


def test_a_span_without_the_first_of_a_month_is_named_by_its_first_day():
    dates = pd.Series(pd.to_datetime(["2019-01-02", "2019-01-30"]))
    assert choose_dates(dates, period=pd.Timedelta(days=28))[1] == ["2 Jan\n2019"]


@given(
    st.dates(min_value=pd.Timestamp("1700-01-01").date(), max_value=pd.Timestamp("2100-01-01").date()),
    st.lists(st.integers(0, 2000), max_size=30),
    st.sampled_from(list(LENGTHS.values())),
)
def test_there_are_few_dates_within_the_span_and_in_order(start, steps, length):
    dates = pd.Series(
        [pd.Timestamp(start) + pd.Timedelta(days=length * step) for step in {0, *steps} if step < 90000 / length]
    )
    ticks, names = choose_dates(dates, period=pd.Timedelta(days=length))
    assert 1 <= len(ticks) == len(names) <= MOST_TICKS
    assert dates.min() <= ticks[0]
    assert ticks[-1] <= dates.max()
    assert ticks == sorted(set(ticks))
    assert len(set(names)) == len(names)
    assert any(str(tick.year) in name for tick, name in zip(ticks, names, strict=True))
