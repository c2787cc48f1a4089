"""Finishing: from raw rows to the documented table, with days, ids and fingerprints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd

from framing.corpus.identity import check_unique, hash_text, make_ids
from framing.corpus.shaping import OWN
from framing.corpus.values import as_numbers
from framing.errors import CorpusError
from framing.formats.columns import ORDER
from framing.formats.dates import DayOrder, find_order, read_dates
from framing.formats.mending import Note

__all__ = [
    "WHOLE_NUMBERS",
    "find_orders",
    "finish_rows",
    "merge_notes",
    "order_columns",
    "read_day",
    "set_ids",
    "set_numbers",
]

WHOLE_NUMBERS = ("position", "announced_words")
_LARGEST = 2**53  # above, a decimal holds no whole number exactly


def find_orders(raw: pd.DataFrame) -> dict[str, DayOrder]:
    """Settle, for every file or folder that writes dates alike, whether the day or the month comes first."""
    if "date" not in raw.columns:
        return {}
    dated = raw.loc[raw["date"].notna(), ["_group", "date"]]
    return {str(group): find_order(dates.tolist()) for group, dates in dated.groupby("_group", sort=True)["date"]}


def finish_rows(raw: pd.DataFrame, *, orders: Mapping[str, DayOrder], retrieved: np.datetime64 | None) -> pd.DataFrame:
    """Read the dates of raw rows and fingerprint their texts.

    Parameters
    ----------
    raw
        Raw rows (`framing.corpus.shaping`), all of the corpus or some of it.
    orders
        What `find_orders` says of the whole corpus.
    retrieved
        The day the texts were collected, for rows that do not say.
    """
    frame = raw.drop(columns=list(OWN))
    days = np.full(len(raw), np.datetime64("NaT"), dtype="datetime64[us]")
    precision = np.full(len(raw), "missing", dtype=object)
    written = np.full(len(raw), None, dtype=object)
    for group, places in raw.groupby("_group", sort=True).indices.items():
        dates = read_dates(_listed(raw["date"].iloc[places]), order=orders.get(str(group), "unknown"))
        days[places], precision[places], written[places] = dates.days, dates.precision, dates.raw
    for row, given in enumerate(_given(raw, "date_precision")):
        if precision[row] == "missing" and given in ("month", "year"):
            precision[row] = given
    wording = [new or old for new, old in zip(written, _given(raw, "date_raw"), strict=True)]
    frame = frame.assign(date=days, date_precision=pd.Series(precision.tolist(), index=raw.index, dtype="str"))
    if "date_raw" in raw.columns or any(wording):
        frame["date_raw"] = pd.Series(wording, index=raw.index, dtype="str")
    if "retrieved" in raw.columns or retrieved is not None:
        collected = read_dates(_given(raw, "retrieved")).days
        frame["retrieved"] = collected if retrieved is None else np.where(np.isnat(collected), retrieved, collected)
    hashes = [hash_text(text) for text in frame["text"].tolist()]
    return frame.assign(text_hash=pd.Series(hashes, index=raw.index, dtype="str"))


def set_numbers(articles: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Turn columns of files that know only text into the numbers or flags they are; ``kinds`` as `find_number_kind`.

    Raises
    ------
    CorpusError
        Where a column has the name of a documented number, and holds text.
    """
    numbers = {name: as_numbers(articles[name], kind) for name, kind in kinds.items() if name in articles.columns}
    articles = articles.assign(**numbers)
    for name in WHOLE_NUMBERS:
        if name in articles.columns and isinstance(articles[name].dtype, pd.StringDtype):
            _check_absent(articles[name])
    return articles.assign(
        **{name: articles[name].astype("Int64") for name in WHOLE_NUMBERS if _is_whole(articles, name)}
    )


def set_ids(articles: pd.DataFrame) -> pd.DataFrame:
    """Set the index: the ids of the files, and made ones where there are none."""
    if "article_id" in articles.columns:
        given = articles.pop("article_id")
        missing = given.isna().to_numpy()
        ids = np.array(given.tolist(), dtype=object)
        if missing.any():
            ids[missing] = make_ids(articles[missing])
        check_unique(ids.tolist(), articles["source_file"].fillna("the table").tolist())
    else:
        ids = np.array(make_ids(articles), dtype=object)
    return articles.set_axis(pd.Index(ids.tolist(), dtype="str", name="article_id"))


def order_columns(names: list[str]) -> list[str]:
    """Order columns: the documented ones first, the others as they came."""
    known = [name for name in ORDER if name in names]
    return [*known, *(name for name in names if name not in known)]


def read_day(retrieved: str | dt.date | None) -> np.datetime64 | None:
    """Read the day of ``retrieved=``.

    Raises
    ------
    CorpusError
        Where it is no day.
    """
    if retrieved is None:
        return None
    day = read_dates([retrieved]).days[0]
    if np.isnat(day):
        raise CorpusError("retrieved= is not a day", found=repr(retrieved), do='write it as "2026-03-04"')
    return day


def merge_notes(notes: list[Note]) -> list[Note]:
    """Add up notes that say the same, so that a folder of many files stays a short list."""
    merged: dict[str, Note] = {}
    for note in notes:
        item, value, text = str(note["item"]), note["value"], str(note["note"])
        if item in merged:
            last = merged[item]
            shown = str(last["note"])
            more = text in shown or len(shown) > 200
            last["value"] = int(str(last["value"])) + int(str(value))
            last["note"] = shown if more else f"{shown}; {text}"
        else:
            merged[item] = {"item": item, "value": value, "note": text}
    return [merged[item] for item in sorted(merged)]


def _check_absent(values: pd.Series) -> None:
    """Refuse text under the name of a documented number."""
    if values.notna().any():
        raise CorpusError(
            f"the column {values.name!r} must hold numbers: it is the kit's own name",
            found=repr(values.dropna().iloc[0])[:80],
            do=f'give the column of the file another name: columns={{"{values.name}": "{values.name}_in_file"}}',
        )


def _is_whole(articles: pd.DataFrame, name: str) -> bool:
    """Whether a column is there and holds whole numbers: a user's own may hold shares."""
    if name not in articles.columns or not pd.api.types.is_numeric_dtype(articles[name]):
        return False
    values = articles[name].dropna()
    return bool((values.abs() < _LARGEST).all() and (values % 1 == 0).all())


def _given(raw: pd.DataFrame, name: str) -> list[object]:
    return _listed(raw[name]) if name in raw.columns else [None] * len(raw)


def _listed(values: pd.Series) -> list[object]:
    return [None if gone else value for value, gone in zip(values.tolist(), values.isna().tolist(), strict=True)]
