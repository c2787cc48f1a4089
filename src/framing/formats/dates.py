"""Days of publication, read from what newspapers, archives and websites write.

A day is taken only where the value says one. What says less (a month, "yesterday", 03/04/2019 in a
file that nowhere settles the order) stays missing, is counted, and is kept as written in ``date_raw``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from framing.errors import CorpusError
from framing.formats.month_names import to_english

__all__ = [
    *("EARLIEST_YEAR", "PRECISIONS", "Dates", "DayOrder"),
    *("as_written", "check_range", "counts_since_1970", "find_order", "read_dates"),
]

EARLIEST_YEAR = 1600
PRECISIONS = ("day", "month", "year", "missing")
DayOrder = Literal["settle", "day first", "month first", "unknown", "since 1970"]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_NUMBER = {name: number for number, name in enumerate(_MONTHS, start=1)}
_MONTH_NUMBER |= {name[:3]: number for name, number in _MONTH_NUMBER.items()} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBER, key=len, reverse=True))})\b\.?"
_CLOCK = r"\d{1,2}(?:[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)"
_ZONE = r"(?:\s*(?:(?:GMT|UTC)?[+-]\d{1,2}:?(?:\d{2})?|[A-Z]{1,5}))?(?:\s*[(\[][\w /]+[)\]])?"
_TIME = rf"(?:(?:\s*[T,|–-]\s*|\s+)(?:at\s+)?{_CLOCK}{_ZONE})?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
_LEAD = rf"(?:(?:published|posted)(?:\s+on)?:?\s+)?{_WEEKDAY}"
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


_DAY_PATTERNS = (
    _whole(rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_TIME}"),
    _whole(rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T\d{{4,6}}Z?)?"),
    _whole(rf"{_LEAD}{_NTH}(?:\s+of)?[\s-]+{_MONTH}[,\s-]\s*{_YEAR}{_TIME}"),
    _whole(rf"{_LEAD}{_MONTH}[\s-]+{_NTH}(?:,\s*|\s+|-){_YEAR}{_TIME}"),
    _whole(rf"{_LEAD}{_MONTH}\s+{_NTH}\s+\d{{2}}:\d{{2}}:\d{{2}}\s+(?:\S{{1,6}}\s+)?{_YEAR}"),
)
_ORDER_PATTERN = _whole(rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark){_YEAR}{_TIME}")
_MONTH_PATTERNS = (_whole(rf"{_YEAR}[-/](?P<month>\d{{1,2}})"), _whole(rf"{_MONTH},?\s+{_YEAR}"))
_YEAR_PATTERN = _whole(_YEAR)
_UNITS = {9: 1, 10: 1, 12: 1000, 13: 1000}  # units in a second, by the number of digits
_WRITTEN_OUT = _whole(r"(?:1[0-2]\d\d|\d\d(?:0[1-9]|1[0-2]))\d\d(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?")
_FIRST_SECOND = 631_152_000  # 1 January 1990
_RELATIVE = _whole(
    r"(?:today|yesterday|just now|now|this (?:morning|week|month)|last (?:night|week|month|year))\b.*"
    r"|(?:about |over )?(?:an?|\d+)\s*"
    r"(?:s|m|h|d|w|mo|y|sec|min|hr|second|minute|hour|day|week|month|year)s?\.?\s+ago"
)
_NOTHING = {"", "na", "n/a", "nan", "nat", "none", "null", "unknown", "undated", "n.d.", "-"}


@dataclass(frozen=True, slots=True)
class Dates:
    """Days read from one file: what was understood, value by value.

    Attributes
    ----------
    days
        datetime64[us]; NaT where the value does not say a day.
    precision
        One of ``PRECISIONS`` per value.
    years
        The year, where at least that is known.
    raw
        The value as written where no day was read from it; None elsewhere.
    unread
        Count of values without a day, by reason.
    """

    days: np.ndarray
    precision: list[str]
    years: list[int | None]
    raw: list[str | None]
    unread: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One value: what kind of date it is and its numbers."""

    kind: str
    year: int | None = None
    month: int = 0
    day: int = 0


def read_dates(values: Sequence[object], *, order: DayOrder = "settle") -> Dates:
    """Read the dates of one file.

    ISO days (with or without a time), 2019/03/04, 20190304, "4 March 2019", "Mon, March 4, 2019 at 5 pm",
    "4. März 2019" (and French, Spanish, Italian, Dutch and Portuguese months), and 13/04/2019. Whether 03/04/2019 is
    March or April is settled by any other value of the same file (13/04/2019: day first); where none does, or two
    contradict each other, it stays missing. The calendar day is kept as written: a time zone never moves it. Seconds
    since 1970 are read where ``order`` says that the file counts them; the day is then that of UTC.

    Parameters
    ----------
    values
        The column as it came: text, numbers, dates or missing.
    order
        How the file writes its dates, where that is known from elsewhere (`find_order`).

    Returns
    -------
    Dates
        Days, precision and counts, in the order of ``values``.

    Examples
    --------
    >>> read = read_dates(["4 March 2019", "2019-03", "yesterday", None])
    >>> read.precision, read.unread
    (['day', 'month', 'missing', 'missing'], {'month only': 1, 'relative': 1})
    """
    written = [as_written(value) for value in values]
    read = _read_count if order == "since 1970" else _read_value
    known = {value: read(value) for value in dict.fromkeys(written) if value is not None}
    if order == "settle":
        order = _settle_order([reading for reading in known.values() if reading.kind == "order"])
    day_first = {"day first": True, "month first": False}.get(order)
    settled = {value: _settle(reading, day_first=day_first) for value, reading in known.items()}
    readings = [_Reading("none") if value is None else settled[value] for value in written]
    days = [dt.date(r.year or 1, r.month, r.day) if r.kind == "day" else None for r in readings]
    return Dates(
        days=np.array(days, dtype="datetime64[us]"),
        precision=[reading.kind if reading.kind in PRECISIONS else "missing" for reading in readings],
        years=[reading.year for reading in readings],
        raw=[None if r.kind in ("day", "none") else value for r, value in zip(readings, written, strict=True)],
        unread=_count_unread(readings),
    )


def find_order(values: Iterable[object]) -> DayOrder:
    """Say whether a file writes the day or the month first, or counts seconds, from all its dates.

    Examples
    --------
    >>> find_order(["03/04/2019", "13/04/2019"]), find_order(["03/04/2019"])
    ('day first', 'unknown')
    """
    written = dict.fromkeys(as_written(value) for value in values)
    if counts_since_1970(written):
        return "since 1970"
    readings = [_read_value(value) for value in written if value is not None]
    return _settle_order([reading for reading in readings if reading.kind == "order"])


def counts_since_1970(values: Iterable[object]) -> bool:
    """Say whether a column gives its dates as seconds, or milliseconds, since 1970.

    Every value that is not empty must be a whole number of the same unit between 1990 and tomorrow, and not every one
    may read as a day and a clock written out in pairs of digits (1303041530).

    Examples
    --------
    >>> counts_since_1970(["1551693600", None]), counts_since_1970(["1551693600", "2019"])
    (True, False)
    """
    written = {text for value in values if (text := as_written(value)) is not None}
    units = {_unit_of(text) for text in written}
    unit = units.pop() if len(units) == 1 else 0
    last = (dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).timestamp()
    in_range = all(unit and _FIRST_SECOND <= int(text) / unit <= last for text in written)
    return in_range and not all(_WRITTEN_OUT.fullmatch(text) for text in written)


def check_range(dates: Dates, *, names: Sequence[str], files: Sequence[str], today: dt.date | None = None) -> None:
    """Refuse dates that no newspaper can carry: before 1600, or after tomorrow.

    Tomorrow is allowed because it is already tomorrow further east.

    Raises
    ------
    CorpusError
        Names the article, the value and the file.
    """
    last = (today or dt.date.today()) + dt.timedelta(days=1)
    early = dates.days < np.datetime64(f"{EARLIEST_YEAR}-01-01")
    late = dates.days > np.datetime64(last)
    year_only = [
        kind in ("month", "year") and year is not None and not EARLIEST_YEAR <= year <= last.year
        for kind, year in zip(dates.precision, dates.years, strict=True)
    ]
    wrong = np.flatnonzero(early | late | np.array(year_only, dtype=bool))
    if not len(wrong):
        return
    first = int(wrong[0])
    value = dates.raw[first] or str(dates.days[first].astype("datetime64[D]"))
    more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    raise CorpusError(
        f"a date is outside {EARLIEST_YEAR} to today",
        found=f"article {names[first]!r} in {files[first]} is dated {value}{more}",
        do="mend the date in the file, or leave it empty: the article is then kept as undated",
    )


def as_written(value: object) -> str | None:
    """Give a cell as the text it stands for; None where it is empty."""
    if isinstance(value, dt.date | np.datetime64):  # datetime and Timestamp are dates too
        return None if pd.isna(value) else str(value)[:10]
    if isinstance(value, float):
        return None if value != value else str(int(value)) if value.is_integer() else str(value)
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    text = " ".join(str(value).split())
    return None if text.casefold() in _NOTHING else text


def _read_value(text: str) -> _Reading:
    """Read one value; where it cannot be, months of other languages are turned into English ones first."""
    reading = _read_english(text)
    if reading.kind != "unreadable":
        return reading
    translated = to_english(text)
    return reading if translated == text else _read_english(translated)


def _read_count(text: str) -> _Reading:
    """Read seconds or milliseconds since 1970 as the day in UTC; anything else as written."""
    if not (unit := _unit_of(text)):
        return _read_value(text)
    day = dt.date(1970, 1, 1) + dt.timedelta(days=int(text) // (86_400 * unit))
    return _Reading("day", day.year, day.month, day.day)


def _unit_of(text: str) -> int:
    return _UNITS.get(len(text), 0) if text.isascii() and text.isdigit() else 0


def _read_english(text: str) -> _Reading:
    for pattern in _DAY_PATTERNS:
        if found := pattern.fullmatch(text):
            return _day(int(found["year"]), _month_number(found["month"]), int(found["day"]))
    if found := _ORDER_PATTERN.fullmatch(text):
        return _Reading("order", int(found["year"]), int(found["first"]), int(found["second"]))
    for pattern in _MONTH_PATTERNS:
        if (found := pattern.fullmatch(text)) and 1 <= _month_number(found["month"]) <= 12:
            return _Reading("month", int(found["year"]), _month_number(found["month"]))
    if _YEAR_PATTERN.fullmatch(text):
        return _Reading("year", int(text))
    return _Reading("relative" if _RELATIVE.fullmatch(text) else "unreadable")


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else _MONTH_NUMBER[text.casefold()]


def _day(year: int, month: int, day: int) -> _Reading:
    """Make a day if the calendar has it."""
    try:
        dt.date(year, month, day)
    except ValueError:
        return _Reading("unreadable")
    return _Reading("day", year, month, day)


def _settle_order(readings: list[_Reading]) -> DayOrder:
    """Say whether the file writes the day first; "unknown" where nothing settles it or values disagree."""
    day_first = any(reading.month > 12 for reading in readings)
    month_first = any(reading.day > 12 for reading in readings)
    return "unknown" if day_first == month_first else "day first" if day_first else "month first"


def _settle(reading: _Reading, *, day_first: bool | None) -> _Reading:
    """Turn two numbers and a year into a day, where the order is known."""
    if reading.kind != "order" or reading.year is None:
        return reading
    first, second = reading.month, reading.day
    if first > 12 or second > 12 or first == second:
        return _day(reading.year, min(first, second), max(first, second))
    if day_first is None:
        return _Reading("ambiguous", reading.year)
    return _day(reading.year, second if day_first else first, first if day_first else second)


def _count_unread(readings: list[_Reading]) -> dict[str, int]:
    names = {"month": "month only", "year": "year only"}
    counts = Counter(names.get(r.kind, r.kind) for r in readings if r.kind not in ("day", "none"))
    return dict(sorted(counts.items()))
