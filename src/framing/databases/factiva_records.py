"""Articles of Factiva under its field codes, whatever display they were exported in, and the account of them.

Every article ends in its accession number ("Document GAZ0000020190304ef340001a"): that is the end marker. Three things
may say how many articles there should be: numbers before the headlines ("3) …"), a list of contents, and the search
summary ("Results Found 1,771"). The last counts what the search found, of which a file holds a selection or one page;
so it is the number announced only where it equals what the file holds, and any other number is told as ``count wrong``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import pairwise

from framing.formats.documents import join_lines
from framing.formats.harvest import Doubt, Harvest, reconcile

__all__ = ["Account", "Labels", "Record", "find_accession", "is_date", "labels", "read_count", "take_stock"]

_ACCESSION = re.compile(r"[A-Za-z0-9_]{8}(?:1[89]|20)\d{6}[A-Za-z0-9]{9}")
_SHORTER = re.compile(r"(?=\D*\d)[A-Za-z0-9_]{12,40}")  # older and damaged ones, after the word "Document"
_DAY = re.compile(
    r"\d{1,2}\.?(?:º|er)?(?: de| of)? [^\W\d_]{3,12}\.?,?(?: de)? (?:1[89]|20)\d{2}"
    r"|[^\W\d_]{3,12} \d{1,2}, (?:1[89]|20)\d{2}|(?:1[89]|20)\d{2}\s?年.{2,12}|\d{1,2}/\d{1,2}/(?:1[89]|20)\d{2}"
)
_COUNT = re.compile(r"(\d{1,3}(?:[.,  \u202f]?\d{3})*|\d{1,6})\s*([^\W\d_]{1,12})?\.?")
_NUMBERED = re.compile(r"(\d{1,4})\)\s+(?=\S)")

_ENOUGH = 0.9
_SLACK = 20
"""Words: Factiva counts headline, byline and more besides lead and text; where the whole is there, headline and text
come to more than nine tenths of its number, less twenty words for the parts that the export leaves out."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What Factiva prints around its articles, case-folded."""

    columns: dict[str, str]
    group: dict[str, int]
    words: dict[str, frozenset[str]]
    languages: frozenset[str]


@dataclass(slots=True)
class Record:
    """One article as exported: the lines under each field code, and how it ended.

    ``after`` says what followed an article without its end marker: "article", "summary" or "end" (of the file).
    """

    fields: dict[str, list[str]] = field(default_factory=dict)
    accession: str = ""
    after: str = "end"
    number: int | None = None
    note: str = ""

    def add(self, code: str, *texts: str) -> None:
        """Put lines under a code."""
        self.fields.setdefault(code, []).extend(texts)

    def value(self, code: str) -> str:
        """Give what stands under a code, as one line."""
        texts = self.fields.get(code)
        return " ".join(filter(None, texts)) if texts else ""

    def words(self) -> list[str]:
        """Give every word of the record."""
        return [word for texts in self.fields.values() for text in texts for word in text.split()]


@dataclass(slots=True)
class Account:
    """What a file says of its articles: the search summaries, the list of contents, and what is doubtful."""

    found: list[int] = field(default_factory=list)
    retrieved: str = ""
    contents: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def leave_out(self, texts: Iterable[str], note: str) -> None:
        """Report lines that belong to no article."""
        left = " ".join(text for text in texts if text)
        if any(letter.isalnum() for letter in left):
            self.doubts.append(Doubt("record not an article", None, left[:60], f"{note}: {left}", kept=False))


@cache
def labels() -> Labels:
    """Read the labels that ship with the kit."""
    text = resources.files("framing.databases").joinpath("factiva_labels.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    words = {name: frozenset(values) for name, values in (data["words"] | data["summary"]).items()}
    group = {code: number for number, codes in enumerate(data["order"].values()) for code in codes}
    languages = frozenset(name for names in data["languages"].values() for name in names)
    return Labels(data["columns"], group, words, languages)


def find_accession(text: str) -> str:
    """Give the accession number of a line that holds nothing else but the word before it; "" where it is another line.

    Examples
    --------
    >>> find_accession("Dokument GAZ0000020190304ef340001a")
    'GAZ0000020190304ef340001a'
    >>> find_accession("Document the damage")
    ''
    """
    if not 12 <= len(text) <= 80 or len(text.rstrip(" |")) - text.rstrip(" |").rfind(" ") <= 12:
        return ""
    parts = text.replace("|", " ").split()
    if parts[:1] == ["AN"]:
        parts = parts[1:]
    known = labels().words["document"]
    if len(parts) == 1:
        glued = next((word for word in known if parts[0].casefold().startswith(word)), "")
        parts = [glued, parts[0][len(glued) :]]
    if len(parts) != 2:
        return ""
    word, number = parts[0].rstrip(":").casefold(), parts[1]
    shape = _ACCESSION if word not in known else _SHORTER
    return number if shape.fullmatch(number) and (word in known or not any(c.isdigit() for c in word)) else ""


def is_date(text: str) -> bool:
    """Say whether a line is a day and nothing else ("4 March 2019", "29 décembre 2011")."""
    return len(text) <= 40 and _DAY.fullmatch(text) is not None


def read_count(text: str, *, unit: bool = True) -> int | None:
    """Read "1,573 words"; without a unit also "1,573". None where the line is something else.

    Examples
    --------
    >>> read_count("1,573 words"), read_count("1.573 Wörter"), read_count("573 days")
    (1573, 1573, None)
    """
    found = _COUNT.fullmatch(text) if len(text) <= 24 else None
    if found is None:
        return None
    known = labels().words["unit"] | labels().words["characters"]
    if unit and (found[2] or "").casefold() not in known:
        return None
    return int(re.sub(r"\D", "", found[1]))


def take_stock(records: Sequence[Record], account: Account, *, wrapped: bool = False) -> Harvest:
    """Turn the records of a file into articles and account for every one.

    Parameters
    ----------
    records
        In the order of the file.
    account
        What the file says of them.
    wrapped
        Whether a paragraph may be broken over several lines.

    Returns
    -------
    Harvest
        ``position`` is the number printed before the headline or in the list of contents where there is one and it
        rises, counted from the first; else the order in the file.
    """
    harvest = Harvest("Factiva", doubts=account.doubts)
    for record in records:
        _take_number(record)
    positions = _place(records, account, harvest.doubts)
    seen: dict[str, int] = {}
    for record, position in zip(records, positions, strict=True):
        row = _make_row(record, position, wrapped=wrapped)
        if account.retrieved:
            row["retrieved"] = account.retrieved
        harvest.doubts += _doubt(record, row, position, seen)
        harvest.articles.append(row)
    _count(records, positions, account, harvest)
    return reconcile(harvest, titles=enumerate(account.contents, start=1))


def _take_number(record: Record) -> None:
    """Take the number off a headline ("3) Rain again"); numbers count only where they make a list (``_place``)."""
    lines = record.fields.get("HD", [])
    found = _NUMBERED.match(lines[0]) if lines else None
    if found and record.number is None:
        record.number = int(found[1])


def _place(records: Sequence[Record], account: Account, doubts: list[Doubt]) -> list[int]:
    """Give each record its position, by its number where the numbers make a list."""
    numbers = [record.number for record in records]
    known = [number for number in numbers if number is not None]
    order = list(range(1, len(records) + 1))
    if len(known) < max(1, 0.8 * len(records)):
        for record in records:
            record.number = None  # a headline that begins so by chance
        return _place_by_contents(records, account) or order
    for record in records:
        if record.fields.get("HD"):
            record.fields["HD"][0] = _NUMBERED.sub("", record.fields["HD"][0], count=1)
    first = known[0]
    if first != 1:
        note = f"the first article has number {first}: what comes before is in another file, or missing"
        doubts.append(Doubt("number out of order", note=note))
    filled: list[int] = []
    for number in numbers:
        filled.append(number if number is not None else (filled[-1] + 1 if filled else max(1, first - 1)))
    if all(a < b for a, b in pairwise(filled)) and filled[-1] - filled[0] < 2 * len(records) + 100:
        return [number - filled[0] + 1 for number in filled]
    for position, (before, number) in enumerate(pairwise(filled), start=2):
        if number != before + 1:
            doubts.append(Doubt("number out of order", position, note=f"number {number} follows number {before}"))
    return order


def _place_by_contents(records: Sequence[Record], account: Account) -> list[int] | None:
    """Find the headlines in the list of contents, in order; None where one is not there."""
    keys = ["".join(filter(str.isalnum, title.casefold()))[:40] for title in account.contents]
    places: list[int] = []
    at = 0
    for record in records:
        key = "".join(filter(str.isalnum, record.value("HD").casefold()))[:40]
        try:
            at = keys.index(key, at) + 1
        except ValueError:
            return None
        places.append(at)
    return places


def _make_row(record: Record, position: int, *, wrapped: bool) -> dict[str, object]:
    row: dict[str, object] = {"position": position}
    parts = [join_lines(record.fields.get(code, []), wrapped=wrapped) for code in ("LP", "TD")]
    row["text"] = "\n\n".join(part for part in parts if part)
    columns = labels().columns
    for code in record.fields:
        if code in columns and (value := record.value(code)):
            row[columns[code]] = _drop_by(value) if code == "BY" else value
    if length := record.value("WC"):
        count = read_count(length, unit=False)
        row |= {"length": length} if count is None else {"announced_words": count}
    row["database_id"] = record.accession or None
    return row


def _drop_by(author: str) -> str:
    first, _, rest = author.partition(" ")
    return rest.strip() if rest and first.casefold() in labels().words["byline"] else author


def _doubt(record: Record, row: dict[str, object], position: int, seen: dict[str, int]) -> list[Doubt]:
    """List what is doubtful about one article."""
    name = record.value("HD") or " ".join(record.words()[:10])
    doubts = [Doubt("title missing", position, name, record.note)] if record.note or not row.get("title") else []
    if row["text"]:
        doubts += [Doubt(f"{key} missing", position, name) for key in ("outlet", "date") if key not in row]
    else:
        doubts.append(Doubt("article without text", position, name, " | ".join(_list_values(row))))
    if not record.accession:
        reason = "file cut off" if record.after == "end" else "end marker missing"
        doubts.append(Doubt(reason, position, name, "no accession number ends it"))
    elif record.accession in seen:
        note = f"the accession number {record.accession} is also that of article {seen[record.accession]}"
        doubts.append(Doubt("number out of order", position, name, note))
    else:
        seen[record.accession] = position
    announced = row.get("announced_words")
    unit = record.value("WC").split()[-1:]
    if isinstance(announced, int) and row["text"] and not labels().words["characters"].intersection(unit):
        counted = sum(len(record.value(code).split()) for code in ("SE", "HD", "BY", "CR", "LP", "TD", "ART", "CT"))
        if counted + _SLACK < _ENOUGH * announced:
            note = f"{announced} words announced, {counted} there, headline and byline included"
            doubts.append(Doubt("text cut off", position, name, note))
    return doubts


def _list_values(row: dict[str, object]) -> list[str]:
    return [f"{key}: {value}" for key, value in row.items() if value and key not in ("position", "text", "title")]


def _count(records: Sequence[Record], positions: Sequence[int], account: Account, harvest: Harvest) -> None:
    """Set the number announced, and tell where the search found another number than the file holds."""
    if any(record.number is not None for record in records):
        harvest.announced = max(positions)
    if account.contents:
        harvest.announced = max(len(account.contents), len(records))
    if not account.found:
        return
    found = sum(account.found)
    if found == len(records):
        harvest.announced = harvest.announced or found
        return
    why = "a page or a selection of them, or some are missing" if found > len(records) else "more than one export"
    note = f"the search found {found} articles and the file holds {len(records)}: {why}"
    harvest.doubts.append(Doubt("count wrong", note=note))
