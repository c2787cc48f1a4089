"""Dates in French, German, Spanish, Dutch, Italian and Portuguese, turned into English ones."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources

__all__ = ["to_english"]

_LONGEST = 80  # characters: what is longer is a sentence, not a date


def to_english(text: str) -> str:
    """Turn a date that names its month in one of six languages into an English date; leave all else as it is.

    The weekday, articles and the mark after the day (4., 1er, 4 de) fall away; a time of day stays, with a colon.

    Parameters
    ----------
    text
        A date as written: "lundi 4 mars 2019", "4. März 2019", "4 de marzo de 2019", "mars 2019".

    Returns
    -------
    str
        The date with an English month, or ``text`` itself where it is not such a date as a whole.

    Notes
    -----
    Only a whole value is turned: a sentence with a date in it is not. Languages with other letters are not known.

    Examples
    --------
    >>> to_english("lundi 4 mars 2019 à 10h30")
    '4 March 2019 10:30'
    >>> to_english("04/03/2019")
    '04/03/2019'
    """
    if len(text) > _LONGEST or not any(letter.isalpha() for letter in text):
        return text
    months, patterns = _load_months()
    plain = " ".join(_fold(text).split())
    for pattern in patterns:
        if found := pattern.fullmatch(plain):
            parts = found.groupdict()
            words = (parts.get("day"), months[found["month"]], found["year"])
            clock = f"{found['hour']}:{found['minute']}" if parts.get("hour") else None
            return " ".join(word for word in (*words, clock) if word)
    return text


def _fold(text: str) -> str:
    """Lower the case and take the accents off."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@cache
def _load_months() -> tuple[dict[str, str], tuple[re.Pattern[str], ...]]:
    """Read the names of the months, and make the patterns of a date of them: day first, month first, no day."""
    data = tomllib.loads(resources.files("framing.formats").joinpath("month_names.toml").read_text(encoding="utf-8"))
    months = {_fold(name): english for english, names in data["months"].items() for name in names}
    month = rf"(?P<month>{_any(months)})\.?"
    weekday = rf"(?:(?:{_any(map(_fold, data['days']['names']))})\b[.,]*\s?)?"
    lead = rf"(?:(?:le|el|il|am|den|op)\s)?{weekday}(?:(?:le|den|de|il|dia)\s)?"
    day = r"(?P<day>\d{1,2})(?:\.|er|re|e|o|\xba|\xaa|ro|ter)?"
    before, after = (_any(map(_fold, data["clock"][side])) for side in ("before", "after"))
    hour = rf"(?P<hour>\d{{1,2}})\s?[h:.]\s?(?P<minute>\d{{2}})(?:[:.]\d{{2}})?\s?(?:{after})?"
    clock = rf"(?:\s?[,–|-]?\s?(?:(?:{before})\s)?{hour})?"
    year = r"(?:,\s?|[\s-](?:del?\s)?)(?P<year>\d{4})"
    return months, (
        re.compile(rf"{lead}{day}[\s-]?(?:de\s)?{month}{year}{clock}"),
        re.compile(rf"{lead}{month}\s{day}{year}{clock}"),
        re.compile(rf"{month}{year}"),
    )


def _any(names: object) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))  # type: ignore[call-overload]
