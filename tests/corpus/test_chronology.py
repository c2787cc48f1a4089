import datetime as dt

import numpy as np
import pandas as pd

from framing.corpus.chronology import find_date_doubts
from framing.corpus.outlets import list_outlets
from framing.formats.harvest import REASONS

TODAY = dt.date(2026, 3, 4)


def articles(*dates: str | None, outlet: str | None = "The Upton Gazette", **columns: object) -> pd.DataFrame:
    index = pd.Index([f"a{number}" for number in range(len(dates))], name="article_id")
    days = pd.Series(np.array(dates, dtype="datetime64[us]"), index=index)
    return pd.DataFrame(
        {"text": "It rained.", "title": "Rain", "outlet": outlet, "date": days, "url": "-"} | columns, index=index
    )


def reasons(frame: pd.DataFrame, **options: object) -> dict[str, str]:
    found = find_date_doubts(frame, today=TODAY, **options)  # type: ignore[arg-type]
    assert set(found["reason"]) <= REASONS.keys()
    return dict(zip(found["article_id"], found["reason"], strict=True))


def test_days_to_come_and_before_newspapers() -> None:
    frame = articles("2026-03-04", "2026-03-05", "2026-03-06", "1599-12-31", "1700-01-01", None)
    assert reasons(frame) == {"a2": "date in the future", "a3": "date implausible"}


def test_days_after_the_retrieval() -> None:
    frame = articles("2020-01-02", "2020-01-03", "2020-01-03", "2027-01-01")
    frame["retrieved"] = np.array(["2020-01-01", "2020-01-01", None, "2020-01-01"], dtype="datetime64[us]")
    assert reasons(frame) == {"a1": "date after retrieval", "a3": "date in the future"}
    note = find_date_doubts(frame, today=TODAY)["note"].tolist()
    assert note[0] == "2020-01-03; retrieved 2020-01-01"


def test_days_before_the_outlet_by_the_register_and_by_the_user() -> None:
    frame = articles("1970-01-01", "1996-06-01", outlet="Fox News (Online)")
    assert reasons(frame) == {"a0": "date before the outlet"}
    unknown = articles("1970-01-01")
    assert reasons(unknown) == {}
    outlets = list_outlets(unknown)
    assert reasons(unknown, outlets=outlets.assign(since=1971)) == {"a0": "date before the outlet"}
    assert reasons(unknown, outlets=outlets.assign(since=[" "])) == {}
    assert reasons(unknown, outlets=outlets.drop(columns="since")) == {}


def test_nothing_is_found_where_nothing_is_known() -> None:
    found = find_date_doubts(articles(None, None, outlet=None), today=TODAY)
    assert found.empty
    assert found.columns.tolist() == ["article_id", "reason", "note"]
