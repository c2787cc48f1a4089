import numpy as np
import pandas as pd
import pytest

from framing.analysis.periods import assign_period
from framing.errors import EstimateError, TableError

IDS = pd.Index(["a", "b", "c", "d"], name="article_id")
DATES = ["2024-02-26", "2024-03-03 23:59", "2024-03-04", None]
ARTICLES = pd.DataFrame({"date": pd.to_datetime(DATES, format="ISO8601")}, index=IDS)


@pytest.mark.parametrize(
    ("every", "starts"),
    [
        ("day", ["2024-02-26", "2024-03-03", "2024-03-04", None]),
        ("week", ["2024-02-26", "2024-02-26", "2024-03-04", None]),
        ("month", ["2024-02-01", "2024-03-01", "2024-03-01", None]),
    ],
)
def test_periods_begin_where_they_should(every, starts):
    period = assign_period(ARTICLES, every=every)
    assert period.name == every
    assert period.index.equals(IDS)
    assert pd.api.types.is_datetime64_any_dtype(period)
    assert period.isna().tolist() == [start is None for start in starts]
    assert period.dropna().tolist() == [pd.Timestamp(start) for start in starts if start]


def test_a_time_zone_is_dropped_not_converted():
    late = ARTICLES.assign(date=ARTICLES["date"].dt.tz_localize("America/New_York"))
    assert assign_period(late, every="day").equals(assign_period(ARTICLES, every="day"))


def test_no_date_at_all():
    assert assign_period(ARTICLES.assign(date=pd.NaT)).isna().all()


def test_errors_say_what_to_do():
    with pytest.raises(EstimateError, match="found: every='year'"):
        assign_period(ARTICLES, every="year")
    with pytest.raises(TableError, match="no column 'date'"):
        assign_period(ARTICLES[[]])
    with pytest.raises(TableError, match=r"must hold dates; found: dtype .*; to mend it: .*to_datetime"):
        assign_period(ARTICLES.assign(date=np.array(["yesterday"] * 4)))
