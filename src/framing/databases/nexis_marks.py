"""The marks of a Nexis export: what each line says it is, in the language of the interface it was made with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from framing.formats.documents import Document, Line

__all__ = ["HEAD", "TAIL", "Export", "Mark", "find_date", "mark_line", "mark_lines"]

_LABELS = Path(__file__).with_name("nexis_labels.toml")
_LONGEST_LABEL = 40  # characters up to the colon
_LONGEST_MARK = 200  # characters: no date line, copyright line or number is longer
_NUMBER = re.compile(r"(?P<value>\d{1,3}(?:[.,' ]\d{3})+|\d{1,7})(?:\s+[^\W\d_]{1,12})?")
_COPYRIGHT = re.compile(r"(?:copyright|urheberrecht|©|\(c\))\W{0,4}(?:\(c\)\W{0,2})?\d{4}\b", re.IGNORECASE)

HEAD = frozenset(
    "length section author highlight dateline title series url correction distribution".split()
)  # the tables [head] and [tail] of the labels: the columns above and below the body
TAIL = frozenset(
    "language publication_type load_date subjects graphic genre journal_code industry geographic company organization "
    "person ticker state country city notes correction_date url series category".split()
)


class Mark(NamedTuple):
    """What one line is: blank, text, label, cover, end, body, classification, graphic, copyright, date, number, count.

    ``field`` and ``value`` are the column and the value of a label; for a date its words and what follows them; for
    a number ("12 of 500 DOCUMENTS") the number and the total; for a count ("Documents (40)") first, last and total
    as "first-last/total". ``capitals`` says whether a label is written in capitals.
    """

    kind: str
    field: str = ""
    value: str = ""
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """The lines of a file and what each of them is; ``academic`` is the old layout of LexisNexis Academic."""

    lines: Sequence[Line]
    marks: Sequence[Mark]
    wrapped: bool = False
    academic: bool = False

    def is_label(self, at: int, fields: Iterable[str]) -> bool:
        """Say whether a line is a label of one of these fields, written as this layout writes labels."""
        mark = self.marks[at]
        return mark.kind == "label" and mark.field in fields and (mark.capitals or not self.academic)

    def filled(self, start: int, stop: int, *, most: int) -> list[int]:
        """List the first lines that are not blank between two places; backwards where ``stop`` is before ``start``."""
        found: list[int] = []
        for at in range(start, stop, 1 if stop >= start else -1):
            if self.marks[at].kind != "blank":
                found.append(at)
                if len(found) == most:
                    break
        return found


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels file, made ready for looking up."""

    lines: dict[str, str]
    fields: dict[str, str]
    cover: dict[str, str]
    number: re.Pattern[str]
    count: re.Pattern[str]
    date: re.Pattern[str]
    rest: re.Pattern[str]


@lru_cache(maxsize=1)
def _read_labels() -> _Labels:
    """Read the labels file."""
    data = tomllib.loads(_LABELS.read_text(encoding="utf-8"))
    lines = {line.casefold(): kind for kind, words in data["marks"].items() for line in words}
    lines |= {line.casefold(): "error" for line in data["errors"]["lines"]}
    fields = {
        label.casefold(): field for part in ("tail", "head") for field, words in data[part].items() for label in words
    }
    cover = {label.casefold(): field for field, words in data["cover"].items() for label in words}
    documents, of = _either(data["count"]["documents"]), _either(data["count"]["of"])
    month, weekday, edition = (_either(data["dates"][name]) for name in ("months", "weekdays", "editions"))
    zone = r"(?:\s+[A-Z]{2,5}\b|\s+[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\sTime\b)?"
    clock = rf"\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?:\s*[ap]\.?m\b\.?)?{zone}"
    return _Labels(
        lines=lines,
        fields=fields,
        cover=cover,
        number=re.compile(
            r"(?:FOCUS - )?(?:(\d{1,5}) (?:OF|VAN|of|van) (\d{1,5}) DOCUMENT(?:S|EN)?"
            rf"|{documents} (\d{{1,5}}) {of} (\d{{1,5}}))"
        ),
        count=re.compile(
            rf"{documents}\s?\((\d{{1,5}})(?:\s?[-–]\s?(\d{{1,5}}))?(?:\s{of}\s(\d{{1,5}}))?\)", re.IGNORECASE
        ),
        date=re.compile(
            rf"(?:{weekday}\b[,.]?\s+)?(?P<date>{month}\b\.?\s+\d{{1,2}}(?:,\s?|\s)\d{{4}}"
            rf"|\d{{1,2}}\.?\s?(?:de\s)?{month}\b\.?,?\s(?:de\s)?\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|{month},?\s\d{{4}})(?!\w)",
            re.IGNORECASE,
        ),
        rest=re.compile(
            rf"(?:[,;]?\s+{weekday}\b)?(?:[,;]?\s+(?:at\s)?{clock})?[,;.]?"
            rf"(?:\s*(?P<edition>[^:]{{0,60}}\b{edition}\b.{{0,60}}))?",
            re.IGNORECASE,
        ),
    )


def _either(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"


def mark_line(text: str) -> Mark:
    """Say what a line is by its own words alone.

    Examples
    --------
    >>> mark_line("Length: 573 words")
    Mark(kind='label', field='length', value='573', capitals=False)
    >>> mark_line("March 4, 2019 Monday").kind, mark_line("Length: short").kind
    ('date', 'text')
    """
    text = text.replace("\xa0", " ").strip()
    if not text:
        return Mark("blank")
    labels = _read_labels()
    kind = labels.lines.get(text.casefold()) if len(text) < _LONGEST_MARK else None
    if kind:
        return Mark("copyright" if kind == "rights" else kind, value=text)
    head, colon, _ = text[: _LONGEST_LABEL + 1].partition(":")
    if colon and (mark := _mark_label(head, text[len(head) + 1 :].strip(), labels)):
        return mark
    return _mark_form(text, labels) if len(text) < _LONGEST_MARK else Mark("text")


def mark_lines(document: Document) -> Export:
    """Say of every line of a document what it is."""
    return Export(document.lines, [mark_line(line.text) for line in document.lines], document.wrapped)


def find_date(text: str) -> str:
    """Give the words of the first date in a text, without weekday and clock; "" where there is none."""
    found = _read_labels().date.search(text)
    return found["date"] if found else ""


def _mark_label(head: str, value: str, labels: _Labels) -> Mark | None:
    """Take a label only where its value is of its kind: "Length: short" is an article's own words."""
    name = " ".join(head.split()).casefold()
    if name in labels.cover:
        return Mark("cover", labels.cover[name], value)
    field = labels.fields.get(name)
    if field == "length":
        found = _NUMBER.fullmatch(value)
        return Mark("label", field, re.sub(r"\D", "", found["value"]), head.isupper()) if found else None
    short = {"language": 60, "publication_type": 80, "load_date": 60, "title": 400}.get(field or "", 1_000_000)
    if field is None or len(value) > short or (field == "load_date" and not labels.date.search(value)):
        return None
    if field == "language" and (not value or len(value.split()) > 5 or value.endswith((".", "!", "?"))):
        return None
    return Mark("label", field, value, head.isupper())


def _mark_form(text: str, labels: _Labels) -> Mark:
    """Know a line by its form: a date, a copyright line, a number of the export."""
    if _COPYRIGHT.match(text):
        return Mark("copyright", value=text)
    if not any(char.isdecimal() for char in text):
        return Mark("text")
    if found := labels.number.fullmatch(text):
        number, total = (group for group in found.groups() if group)
        return Mark("number", number, total)
    if found := labels.count.fullmatch(text):
        first, last, total = found.groups()
        return Mark("count", value=f"{first}-{last}/{total or ''}" if last else f"1-{first}/{first}")
    found = labels.date.match(text)
    if found and (rest := labels.rest.fullmatch(text, found.end())):
        return Mark("date", found["date"], rest["edition"] or "")
    return Mark("text")
