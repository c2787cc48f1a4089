"""Days that cannot be the day of publication: to come, after the retrieval, before the outlet, before newspapers."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from framing.corpus.outlets import list_outlets
from framing.formats.dates import EARLIEST_YEAR

__all__ = ["find_date_doubts"]

_DAY = pd.Timedelta(days=1)  # it is tomorrow already further east, and a paper's site is ahead of the paper


def find_date_doubts(
    articles: pd.DataFrame, *, outlets: pd.DataFrame | None = None, today: dt.date | None = None
) -> pd.DataFrame:
    """Find articles whose date cannot be right.

    Parameters
    ----------
    articles
        The table ``articles``. Articles without a date are passed over.
    outlets
        A table as ``list_outlets`` makes it: ``outlet_raw`` and ``since``, the first year of each; yours to fill.
        Without it, the years of the shipped register.
    today
        The day from which a date lies in the future; the present day where nothing is said. A date one day later than
        ``today``, or than ``retrieved``, is not doubted.

    Returns
    -------
    pandas.DataFrame
        ``article_id``, ``reason`` (a key of ``framing.formats.harvest.REASONS``), ``note``; in the order of
        ``articles``, one row an article and reason.

    Notes
    -----
    A date before 1600 is not also called before its outlet, one in the future not also after its retrieval.

    Examples
    --------
    >>> import datetime, pandas as pd
    >>> articles = pd.DataFrame({"text": "It rained.", "title": "Rain", "outlet": ["CNN", "CNN"], "url": "-",
    ...                          "date": pd.to_datetime(["1970-01-01", "2019-03-04"])},
    ...                         index=pd.Index(["a", "b"], name="article_id"))
    >>> find_date_doubts(articles, today=datetime.date(2026, 1, 1)).values.tolist()
    [['a', 'date before the outlet', '1970-01-01; CNN since 1980']]
    """
    days = articles["date"]
    shown = days.dt.strftime("%Y-%m-%d")
    present = pd.Timestamp(today or dt.date.today())
    early = days.dt.year < EARLIEST_YEAR
    future = days > present + _DAY
    found = [_rows(articles[early], "date implausible", shown[early])]
    found.append(_rows(articles[future], "date in the future", shown[future] + f"; today is {present.date()}"))
    if "retrieved" in articles.columns:
        late = (days > articles["retrieved"] + _DAY) & ~future
        note = shown[late] + "; retrieved " + articles["retrieved"][late].dt.strftime("%Y-%m-%d")
        found.append(_rows(articles[late], "date after retrieval", note))
    since = _first_years(articles, list_outlets(articles) if outlets is None else outlets)
    before = ((days.dt.year < since) & ~early).fillna(value=False).astype(bool)
    note = shown[before] + "; " + articles["outlet"][before] + " since " + since[before].astype("str")
    found.append(_rows(articles[before], "date before the outlet", note))
    order = {name: row for row, name in enumerate(articles.index)}
    return pd.concat(found, ignore_index=True).sort_values(
        "article_id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True
    )


def _rows(articles: pd.DataFrame, reason: str, notes: pd.Series) -> pd.DataFrame:
    rows = {"article_id": articles.index.tolist(), "reason": reason, "note": notes.tolist()}
    return pd.DataFrame(rows, columns=["article_id", "reason", "note"]).astype("str")


def _first_years(articles: pd.DataFrame, outlets: pd.DataFrame) -> pd.Series:
    """Give the first year of each article's outlet, missing where it is not known."""
    if "since" not in outlets.columns:
        return pd.Series(pd.NA, index=articles.index, dtype="Int64")
    raw = articles["outlet_raw"].fillna(articles["outlet"]) if "outlet_raw" in articles.columns else articles["outlet"]
    years = pd.to_numeric(outlets["since"], errors="coerce").astype("Int64")
    known = dict(zip(outlets["outlet_raw"].tolist(), years.tolist(), strict=True))
    return pd.Series([known.get(name, pd.NA) for name in raw.tolist()], index=articles.index, dtype="Int64")
