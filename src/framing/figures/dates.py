"""Dates on an axis, as they are said: "4 Mar" at the start of a week, "Mar 2019" for months, "2019" for years."""

from __future__ import annotations

import pandas as pd

__all__ = ["MOST_TICKS", "choose_dates"]

MOST_TICKS = 9
"""Dates that fit below a figure side by side."""

_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100)
_WEEK = pd.Timedelta(days=7)


def choose_dates(dates: pd.Series, *, period: pd.Timedelta) -> tuple[list[pd.Timestamp], list[str]]:
    r"""Choose the dates to be named on an axis, at most nine, and say each as a reader would.

    A short span is named by the day: where the periods are weeks, by their first days; where they are shorter
    and many, by Mondays. A longer one is named by the month, then by the year. The year stands below the
    first day and wherever it changes.

    Parameters
    ----------
    dates
        The dates drawn, none missing.
    period
        Length of a period: where it is a month or more, no days are named; where a year, no months.

    Returns
    -------
    tuple
        The dates in their order, and the text of each.

    Examples
    --------
    >>> import pandas as pd
    >>> weeks = pd.Series(pd.to_datetime(["2018-12-24", "2018-12-31", "2019-01-07"]))
    >>> choose_dates(weeks, period=pd.Timedelta(days=7))[1]
    ['24 Dec\n2018', '31 Dec', '7 Jan\n2019']
    """
    first, last = dates.min(), dates.max()
    if period < pd.Timedelta(days=28):
        for days in _DAYS:
            ticks = _step_days(first, last, days=days, period=period)
            if 2 <= len(ticks) <= MOST_TICKS:
                return ticks, _say_days(ticks)
    for months in (*_MONTHS, *(12 * years for years in _YEARS)):
        ticks = _step_months(first, last, months=months)
        if 1 <= len(ticks) <= MOST_TICKS and 31 * months >= period.days:
            return ticks, [str(day.year) if months >= 12 else f"{_say_month(day)} {day.year}" for day in ticks]
    return [first], _say_days([first])  # one date, or a span without the first of a month in it


def _step_days(first: pd.Timestamp, last: pd.Timestamp, *, days: int, period: pd.Timedelta) -> list[pd.Timestamp]:
    """Every so many days: from the first of the periods, or from a Monday where weeks are made of shorter ones."""
    step = pd.Timedelta(days=days)
    if step < period:
        return []
    to_monday = -first.weekday() % 7 if step >= _WEEK > period else 0
    start = first + pd.Timedelta(days=to_monday)
    return list(pd.date_range(start, last, freq=step))


def _step_months(first: pd.Timestamp, last: pd.Timestamp, *, months: int) -> list[pd.Timestamp]:
    """First days of every so many months, counted so that January is one of them."""
    number = first.year * 12 + first.month - 1
    if first > first.normalize().replace(day=1):
        number += 1
    start, end = number + -number % months, last.year * 12 + last.month - 1
    return [pd.Timestamp(at // 12, at % 12 + 1, 1, tzinfo=first.tzinfo) for at in range(start, end + 1, months)]


def _say_days(ticks: list[pd.Timestamp]) -> list[str]:
    """Day and month, with the year where it is new."""
    years = [None, *(day.year for day in ticks)]
    return [
        _say_day(day) + (f"\n{day.year}" if day.year != before else "")
        for day, before in zip(ticks, years, strict=False)
    ]


def _say_day(day: pd.Timestamp) -> str:
    return f"{day.day} {_say_month(day)}"


def _say_month(day: pd.Timestamp) -> str:
    """Name of the month in English, whatever the language of the machine."""
    return day.month_name()[:3]
