"""The head of an article in Europresse: outlet and edition; section, day, words and page in one line."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from framing.formats.month_names import to_english

__all__ = ["load_labels", "read_header", "read_outlet"]

_DATE = (
    r"(?:\b(?:{days}),?\s)?(?:\b\d{{1,2}}(?:er|\.)?\s(?:de\s)?(?:{letters}){{3,12}}\.?\s(?:de\s)?\d{{4}}|"
    r"\b(?:{letters}){{3,12}}\.?\s\d{{1,2}},\s\d{{4}}|\b\d{{4}}-\d{{2}}-\d{{2}})\b"
)
_CLOCK = re.compile(r"^\s*+[-–,]?\s*+\d{1,2}\s?[:h]\s?\d{2}(?::\d{2})?(?:\s*UTC)?(?:\s*[+-]\d{1,2}:?\d{2})?")
_ENGLISH = r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b"


def read_outlet(lines: list[str], article: dict[str, object]) -> None:
    """Part "La Gazette, no. 2211" into outlet and edition."""
    if not lines:
        return
    marks = "|".join(map(re.escape, sorted(load_labels()["issue"], key=len, reverse=True)))
    found = re.search(rf",\s*(?=(?:{marks})\.?\s*\d)", lines[0], re.IGNORECASE)
    article["outlet"] = lines[0][: found.start()] if found else lines[0].rstrip(",")
    article["edition"] = " ".join([*([lines[0][found.end() :]] if found else []), *lines[1:]])


def read_header(lines: list[str], article: dict[str, object]) -> None:
    """Part "Politique, lundi 4 mars 2019 354 mots, p. 4" into section, date, words and page."""
    text = ", ".join(line.strip(" ,") for line in lines)
    dates = [found for found in _date_pattern().finditer(text) if _is_date(found[0])]
    if dates:
        article["date"] = _without_weekday(dates[0][0])
        article["section"] = text[: dates[0].start()].strip(" ,;")
        text = _CLOCK.sub("", text[dates[0].end() :])
    marks = "|".join(map(re.escape, load_labels()["words"]))
    if found := re.search(rf"(\d[\d\s.,]{{0,9}})\s*(?:{marks})\b", text, re.IGNORECASE):
        article["announced_words"] = int(re.sub(r"\D", "", found[1]))
        text = text[: found.start()] + text[found.end() :]
    marks = "|".join(map(re.escape, load_labels()["page"]))
    article["pages"] = re.sub(rf"^(?:{marks})\s*", "", text.strip(" ,;-"), flags=re.IGNORECASE)


def _is_date(text: str) -> bool:
    words = _without_weekday(text)
    return to_english(words) != words or bool(re.search(_ENGLISH, words, re.IGNORECASE)) or text[0].isdigit()


def _without_weekday(text: str) -> str:
    """Drop a word before the day: "lundi 4 mars 2019", "Monday, March 4, 2019"."""
    first, _, rest = text.partition(" ")
    return rest if not first[0].isdigit() and not re.match(r"\d{1,2},", rest) else text


@cache
def _date_pattern() -> re.Pattern[str]:
    days = "|".join(map(re.escape, load_labels()["days"]))
    return re.compile(_DATE.format(days=days, letters=r"[^\W\d_]"), re.IGNORECASE)


@cache
def load_labels() -> dict[str, list[str]]:
    """Read the words that Europresse prints around an article, by what they say."""
    place = resources.files("framing.databases").joinpath("europresse_labels.toml")
    labels: dict[str, list[str]] = tomllib.loads(place.read_text(encoding="utf-8"))
    return labels
