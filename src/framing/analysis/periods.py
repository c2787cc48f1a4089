"""Periods: the day, week or month an article belongs to, so that rates can be followed over time."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from framing.errors import EstimateError, TableError

__all__ = ["assign_period"]

_RULES = {"day": "D", "week": "W-SUN", "month": "M"}


def assign_period(articles: pd.DataFrame, *, every: Literal["day", "week", "month"] = "week") -> pd.Series:
    """Find the first day of the period in which each article was published.

    Weeks begin on Monday. Unit: a date. NaT where the article has no date; such an article is left out of any
    series and counted there (``n_left_out``). A trend is ``summarise_rates`` by this column:
    a period without articles has no row, and is missing, not 0.

    Parameters
    ----------
    articles
        Articles with a column ``date``.
    every
        ``"day"``, ``"week"`` or ``"month"``.

    Returns
    -------
    pandas.Series
        datetime64, named after the period, on the index of ``articles``.

    Raises
    ------
    TableError
        There is no column ``date``, or it does not hold dates.
    EstimateError
        The period is none of the three.

    Notes
    -----
    The date is taken as the calendar day at its own place: a time zone is dropped, not converted.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"date": pd.to_datetime(["2024-02-29", None])},
    ...                         index=pd.Index(["a", "b"], name="article_id"))
    >>> articles = articles.assign(week=assign_period(articles))
    >>> articles["week"].dt.strftime("%Y-%m-%d").tolist()
    ['2024-02-26', nan]
    """
    if every not in _RULES:
        raise EstimateError("unknown period", found=f"every={every!r}", do='every="day", "week" or "month"')
    if "date" not in articles.columns:
        found = f"columns: {', '.join(map(str, articles.columns)) or 'none'}"
        raise TableError("`articles` has no column 'date'", found=found, do="add the day of publication as `date`")
    date = articles["date"]
    if not pd.api.types.is_datetime64_any_dtype(date):
        raise TableError(
            "articles.date must hold dates",
            found=f"dtype {date.dtype}",
            do="articles = articles.assign(date=pd.to_datetime(articles.date))",
        )
    starts: pd.Series = date.dt.tz_localize(None).dt.to_period(_RULES[every]).dt.start_time
    return starts.rename(every)
