"""The cover page of a Nexis export: how many articles it announces, under which titles, and which one is which."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from framing.databases.nexis_marks import Export, find_date
from framing.formats.harvest import Doubt

__all__ = ["Cover", "choose_range", "fold", "number_articles", "read_cover"]

_ENTRY = re.compile(r"(\d{1,6})\.\s*(.*)")
_RANGE = re.compile(r"\D*(\d{1,6})\s?-\s?(\d{1,6})\D*")
_BATCH = 50  # Nexis hands out parts of 50, 100, 200, 250 or 500 articles
_TABLE, _CELLS = 8, 60  # lines; characters of a line
_SKIP = 5  # numbers that a list may leave out
_ARTICLE = frozenset({"label", "body", "copyright", "classification"})  # no line of a cover is one of these
_NOT_WORD = re.compile(r"\W+")


@dataclass(slots=True)
class Cover:
    """What a cover announces: the articles ``first`` to ``last``, their titles by number, the day of the export."""

    first: int = 1
    last: int | None = None
    titles: dict[int, str] = field(default_factory=dict)
    retrieved: str = ""
    stop: int = 0
    announces: bool = False
    notes: list[Doubt] = field(default_factory=list)


def fold(title: str) -> str:
    """Give a title without capitals and signs, to compare it."""
    return _NOT_WORD.sub(" ", title.casefold()).strip()


def read_cover(export: Export, start: int, stop: int) -> Cover:
    """Read a cover page between two places; ``stop`` of the result is the first line that is no longer part of it."""
    cover, declared, last = Cover(stop=start), "", start - 1
    entry = 0  # the number of the list whose title may go on
    for at in range(start, stop):
        mark = export.marks[at]
        if mark.kind in _ARTICLE:
            break
        if mark.kind == "count" and not declared and not cover.titles:
            declared, last = mark.value, at
        elif mark.kind == "cover":
            entry, last = 0, _pass_table(export, at, stop) if mark.field == "narrowed" else at
            if mark.field == "time":
                cover.retrieved = find_date(mark.value)
            elif mark.field == "request" and (found := _RANGE.fullmatch(mark.value)):
                declared = f"{found[1]}-{found[2]}/"
        elif mark.kind != "blank" and (number := _add_entry(export, at, cover, entry, near=at == last + 1)):
            entry, last = number, at
        elif not entry or cover.titles[entry]:
            entry = 0
    cover.stop = last + 1
    _settle_count(cover, declared)
    return cover


def _add_entry(export: Export, at: int, cover: Cover, entry: int, *, near: bool) -> int:
    """Add "12. Title" to the list, or a further line to the title of ``entry``; give the number, 0 for another line."""
    text = export.lines[at].text
    previous = next(reversed(cover.titles), 0)  # they rise
    found = None if export.academic else _ENTRY.fullmatch(text)
    if found and (not cover.titles or previous < int(found[1]) <= previous + _SKIP):
        number = int(found[1])
        cover.titles[number] = found[2]
        if number > previous + 1 and previous:
            note = f"the list on the cover goes from {previous} to {number}"
            cover.notes.append(Doubt("number out of order", number, found[2], note))
        return number
    if entry and (not cover.titles[entry] or (export.wrapped and near)):
        cover.titles[entry] = f"{cover.titles[entry]} {text}".strip()
        return entry
    return 0


def _pass_table(export: Export, at: int, stop: int) -> int:
    """Give the last line of the small table that may stand below "Narrowed by", up to a blank line."""
    below = at + 1
    while (
        below < min(at + _TABLE, stop)
        and export.marks[below].kind == "text"
        and len(export.lines[below].text) <= _CELLS
    ):
        below += 1
    return below - 1 if below == stop or export.marks[below].kind == "blank" else at


def choose_range(first: int, last: int, total: int) -> tuple[int, int, str]:
    """Say which articles a file announces that goes from ``first`` to ``last`` of ``total``; a note where it is a part.

    A part begins behind a full batch, or ends with one; anything else is an export that has lost articles.

    Examples
    --------
    >>> choose_range(1, 5, 6)
    (1, 6, '')
    >>> choose_range(101, 200, 400)[:2]
    (101, 200)
    """
    if (first - 1) % _BATCH == 0 and (first > 1 or (last < total and last % _BATCH == 0)):
        end = last if last % _BATCH == 0 else max(last, total)
        return first, end, f"it goes from {first} to {last} of {total}: a part of an export"
    return 1, total, ""


def _settle_count(cover: Cover, declared: str) -> None:
    """Make one count of what the cover says ("Documents (40)") and what it lists."""
    listed = (min(cover.titles), max(cover.titles)) if cover.titles else None
    if declared:
        first, last, _ = (int(part or 0) for part in re.split("[-/]", declared))
        if listed and first == 1 and listed != (1, last):
            first, last, note = choose_range(*listed, last)
            if not note:
                note = f"it announces {last} articles and lists {len(cover.titles)}"
            cover.notes.append(Doubt("count wrong", note=note))
        elif listed and len(cover.titles) < last - first + 1:
            note = f"it announces {last - first + 1} articles and lists {len(cover.titles)}"
            cover.notes.append(Doubt("count wrong", note=note))
        cover.first, cover.last = first, last
    elif listed:
        cover.first, cover.last = listed
    cover.announces = cover.last is not None


def number_articles(titles: Sequence[str], cover: Cover) -> list[int]:
    """Give each article its number on the cover by its title; the others take the free numbers in order.

    Titles that stand once in both lists are anchors, as far as they are in the same order; between two anchors the
    rest goes by title, then by order. Articles that the cover has no number for are numbered after its last.
    """
    last = after = cover.last if cover.last is not None else len(titles)
    folded = [fold(title) for title in titles]
    numbers = _find_anchors(folded, cover)
    at = 0
    while at < len(titles):
        end = at
        while end < len(titles) and not numbers[end]:
            end += 1
        low = numbers[at - 1] if at else cover.first - 1
        high = numbers[end] if end < len(titles) else last + 1
        numbers[at:end] = _fill(folded[at:end], low + 1, high, cover)
        at = end + 1
    for place, number in enumerate(numbers):
        if not number:
            after += 1
            numbers[place] = after
    return numbers


def _fill(titles: list[str], low: int, high: int, cover: Cover) -> list[int]:
    """Number the articles between two anchors: by title where it is listed, else the next; 0 where none is left."""
    if not titles:
        return []
    listed: dict[str, list[int]] = {}
    for number in range(low, high):
        if number in cover.titles:
            listed.setdefault(fold(cover.titles[number]), []).append(number)
    numbers: list[int] = []
    for order, title in enumerate(titles):
        same = listed.get(title, [])
        place = bisect_left(same, low)
        spare = high - low - (len(titles) - order)  # numbers that may be passed over
        number = same[place] if place < len(same) and same[place] - low <= spare else low
        numbers.append(number if number < high else 0)
        low = max(low, number + 1)
    return numbers


def _find_anchors(titles: list[str], cover: Cover) -> list[int]:
    """Number the articles whose title stands once on the cover and once in the file, in rising order."""
    listed: dict[str, int] = {}
    for number, title in cover.titles.items():
        key = fold(title)
        listed[key] = 0 if key in listed else number
    times = Counter(titles)
    pairs = [(place, listed[title]) for place, title in enumerate(titles) if times[title] == 1 and listed.get(title)]
    ends: list[int] = []  # longest rising run: the last pair of each length
    ends_at: list[int] = []
    before: list[int] = []
    for index, (_, number) in enumerate(pairs):
        size = bisect_left(ends, number)
        before.append(ends_at[size - 1] if size else -1)
        ends[size : size + 1], ends_at[size : size + 1] = [number], [index]
    numbers = [0] * len(titles)
    index = ends_at[-1] if ends_at else -1
    while index >= 0:
        place, number = pairs[index]
        numbers[place] = number
        index = before[index]
    return numbers
