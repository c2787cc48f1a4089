"""Where each article of a Nexis export begins and ends: at its marks, and where one is missing, at the next head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from framing.databases.nexis_article import Article
from framing.databases.nexis_cover import Cover, fold, read_cover
from framing.databases.nexis_marks import HEAD, TAIL, Export

__all__ = ["Part", "Piece", "find_numbers", "part_by_end", "part_by_number"]

_NEAR = 60  # lines within which the marks around a head are sought, blank ones too
_AFTER, _BEFORE = 8, 6  # lines that are not blank, below and above a date line
_CELLS = 60  # characters: longer lines of a cover are search terms, which do not end as a sentence does
_FORE = 3  # lines above the first mark of a cover that still belong to it
_OWN = frozenset({"user", "time", "job", "matter", "request"})  # labels that only a cover has
_CLOSING = frozenset({"end", "number", "classification", "cover", "count"})


@dataclass(slots=True)
class Piece:
    """The lines of one article, its number in the file, and whether its end is marked."""

    start: int
    stop: int
    number: int | None = None
    ended: bool = True
    article: Article = field(default_factory=Article)


@dataclass(slots=True)
class Part:
    """One export: its cover and its articles; a file may hold several, one behind the other."""

    cover: Cover
    pieces: list[Piece] = field(default_factory=list)
    total: int = 0
    titles: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.titles = {fold(title) for title in self.cover.titles.values()} - {""}


def part_by_end(export: Export) -> list[Part]:
    """Part a Nexis Uni export at "End of Document", at covers and at heads before which an end is missing."""
    parts = [Part(Cover())]
    for start, stop, ended in _cut_at_ends(export):
        cover_at = _find_cover(export, start, stop)
        if cover_at is None:
            parts[-1].pieces += _cut_at_heads(export, start, stop, parts[-1].titles, ended=ended)
            continue
        if len(export.filled(start, cover_at, most=_FORE + 1)) > _FORE:
            parts[-1].pieces += _cut_at_heads(export, start, cover_at, parts[-1].titles, ended=False)
            start = cover_at
        head = next((at for at in _dates(export, cover_at, stop) if _weigh(export, at, start, stop, set())), None)
        cover = read_cover(export, start, stop if head is None else head)
        parts.append(Part(cover))
        begin = cover.stop
        if head is not None:
            begin = _find_start(export, head, cover.stop, parts[-1].titles)
            if _has_article(export, cover.stop, begin) or _has_prose(export, cover.stop, begin):
                parts[-1].pieces += _cut_at_heads(export, cover.stop, begin, parts[-1].titles, ended=False)
        parts[-1].pieces += _cut_at_heads(export, begin, stop, parts[-1].titles, ended=ended)
    return parts if parts[0].pieces else parts[1:] or parts


def find_numbers(export: Export) -> list[int]:
    """Find the lines "12 of 500 DOCUMENTS" that stand above an article, not within one."""
    places = [at for at, mark in enumerate(export.marks) if mark.kind == "number"]
    headed = {at for at in places if _opens(export, at)}
    totals = Counter(export.marks[at].value for at in places if at in headed)
    usual = totals.most_common(1)[0][0] if totals else ""
    found: list[int] = []
    for at in places:
        mark = export.marks[at]
        follows = not found or int(mark.field) == int(export.marks[found[-1]].field) + 1
        if at in headed or (mark.value == usual and follows):
            found.append(at)
    return found


def part_by_number(export: Export, numbers: list[int]) -> list[Part]:
    """Part an Academic export at its numbers, at covers and at heads before which a number is missing."""
    parts = [Part(Cover())]
    _add_preface(export, numbers[0], parts)
    for at, stop in zip(numbers, [*numbers[1:], len(export.marks)], strict=True):
        number, total = int(export.marks[at].field), int(export.marks[at].value)
        known = [piece.number for piece in parts[-1].pieces if piece.number]
        if known and number == 1 and (total != parts[-1].total or known[-1] >= total):
            parts.append(Part(Cover()))
        parts[-1].total = parts[-1].total or total
        cover_at = _find_cover(export, at + 1, stop)
        pieces = _cut_at_heads(export, at + 1, cover_at or stop, set(), ended=True)
        if pieces:
            pieces[0].number = number
        parts[-1].pieces += pieces or [Piece(at + 1, cover_at or stop, number)]
        if cover_at is not None:
            parts.append(Part(read_cover(export, cover_at, stop)))
            rest = parts[-1].cover.stop
            if _has_article(export, rest, stop) or _has_prose(export, rest, stop):
                parts[-1].pieces += _cut_at_heads(export, rest, stop, set(), ended=True)
    return [part for part in parts if part.pieces or part.cover.last]


def _add_preface(export: Export, stop: int, parts: list[Part]) -> None:
    """Read what stands above the first number: a cover, and an article that has lost its number."""
    cover_at = _find_cover(export, 0, stop)
    if cover_at is not None:
        parts[0].cover = read_cover(export, 0, stop)
    start = parts[0].cover.stop
    if cover_at is None or _has_article(export, start, stop) or _has_prose(export, start, stop):
        head = next((at for at in _dates(export, start, stop) if _weigh(export, at, start, stop, set())), None)
        begin = start if head is None or cover_at is None else _find_start(export, head, start, set())
        if _has_article(export, start, begin) or _has_prose(export, start, begin):
            parts[0].pieces += _cut_at_heads(export, start, begin, set(), ended=False)
        parts[0].pieces += _cut_at_heads(export, begin, stop, set(), ended=True)


def _cut_at_ends(export: Export) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for at, mark in enumerate(export.marks):
        if mark.kind == "end":
            yield start, at, True
            start = at + 1
    yield start, len(export.marks), False


def _cut_at_heads(export: Export, start: int, stop: int, titles: set[str], *, ended: bool) -> list[Piece]:
    """Cut at every further head; all but the last piece have lost their end."""
    if not export.filled(start, stop, most=1):
        return []
    begins, floor = [start], start
    for at in _dates(export, start, stop):
        if _is_apart(export, floor, at) and _weigh(export, at, floor, stop, titles) > 1:
            begins.append(_find_start(export, at, floor, titles))
        floor = at + 1
    begins = sorted({begin for begin in begins if begin == start or export.filled(start, begin, most=1)})
    last = begins[-1]
    return [
        Piece(begin, end, ended=ended if begin == last else False)
        for begin, end in zip(begins, [*begins[1:], stop], strict=True)
    ]


def _is_apart(export: Export, start: int, stop: int) -> bool:
    """Say whether an article's marks lie between two places, so that a date below them may begin another."""
    return any(
        mark.kind in ("label", "body", "copyright", "classification")
        for mark in export.marks[max(start, stop - 5 * _NEAR) : stop]
    )


def _weigh(export: Export, at: int, start: int, stop: int, titles: set[str]) -> int:
    """Count what speaks for a date line being that of a head: what stands below it, and what above."""
    after = export.filled(at + 1, min(stop, at + _NEAR), most=_AFTER)
    after = list(takewhile(lambda place: export.marks[place].kind not in ("number", "end"), after))
    before = export.filled(at - 1, max(start, at - _NEAR) - 1, most=_BEFORE)
    closed = ("copyright", "number") if export.academic else ("classification", "end")
    return sum(
        (
            any(export.marks[place].kind == "copyright" for place in after[:4]),
            any(export.is_label(place, HEAD) for place in after),
            any(export.marks[place].kind == "body" for place in after) and not export.academic,
            any(export.marks[place].kind in closed or export.is_label(place, TAIL) for place in before),
            any(export.lines[place].style or _is_titled(export, place, titles) for place in before),
        )
    )


def _find_start(export: Export, date: int, floor: int, titles: set[str]) -> int:
    """Find the first line of the head to which a date line belongs.

    It is the first below the marks that close the article before; else the title on the cover or in Word's style;
    else the second line above the date (Nexis Uni: title and outlet), or the first (Academic: the outlet).
    """
    above = export.filled(date - 1, max(floor, date - _NEAR) - 1, most=_BEFORE)
    for order, place in enumerate(above):
        mark = export.marks[place]
        closes = mark.kind in _CLOSING or export.is_label(place, TAIL) or (export.academic and mark.kind == "copyright")
        if closes:
            return _pass_value(export, place, above[order - 1] if order else date)
    named = [place for place in above if _is_titled(export, place, titles) or export.lines[place].style]
    if named:
        return named[0] if len(named) == 1 else named[-1]
    keep = 1 if export.academic else 2
    return above[min(keep, len(above)) - 1] if above else date


def _pass_value(export: Export, label: int, first: int) -> int:
    """Give the first line below a label and the further lines of its value."""
    at = label + 1
    if export.wrapped:
        while at < first and export.marks[at].kind == "text" and len(export.lines[at - 1].text) >= 45:
            at += 1
    return at


def _is_titled(export: Export, at: int, titles: set[str]) -> bool:
    """Say whether a title of the cover begins with this line."""
    return bool(titles) and export.marks[at].kind == "text" and fold(export.lines[at].text) in titles


def _find_cover(export: Export, start: int, stop: int) -> int | None:
    """Find the first line of a cover page: two of its labels near one another, one of them its own."""
    places = list(_kinds(export, start, stop, ("cover", "count")))
    for order, at in enumerate(places):
        near = [export.marks[place] for place in places[order : order + 2] if place - at <= _NEAR]
        listed = export.filled(at + 1, min(stop, at + _NEAR), most=1)
        counted = near[0].kind == "count" and bool(listed) and export.lines[listed[0]].text.startswith("1.")
        own = any(mark.kind == "count" or mark.field in _OWN for mark in near)
        if counted or (own and len(near) > 1):
            before = export.filled(start, at, most=_FORE + 1)
            return before[0] if 0 < len(before) <= _FORE else at
    return None


def _has_article(export: Export, start: int, stop: int) -> bool:
    """Say whether an article's marks lie between two places."""
    return any(
        mark.kind in ("body", "copyright", "classification") or export.is_label(at, HEAD | TAIL)
        for at, mark in enumerate(export.marks[start:stop], start)
    )


def _has_prose(export: Export, start: int, stop: int) -> bool:
    """Say whether a paragraph of an article lies between two places: long, and ending as a sentence does."""
    return any(
        mark.kind == "text" and len(line.text) > _CELLS and line.text.endswith((".", "!", "?", '"', "”", "’", "“", "»"))
        for mark, line in zip(export.marks[start:stop], export.lines[start:stop], strict=True)
    )


def _opens(export: Export, at: int) -> bool:
    """Say whether a head follows a number: a date or a label of one before anything that ends an article."""
    for place in export.filled(at + 1, min(len(export.marks), at + _NEAR), most=_AFTER):
        kind = export.marks[place].kind
        if kind == "date" or (kind == "label" and export.marks[place].field in HEAD and export.marks[place].capitals):
            return True
        if kind in ("number", "label", "end"):
            return False
    return False


def _dates(export: Export, start: int, stop: int) -> Iterator[int]:
    return _kinds(export, start, stop, ("date",))


def _kinds(export: Export, start: int, stop: int, kinds: Iterable[str]) -> Iterator[int]:
    return (at for at in range(start, stop) if export.marks[at].kind in kinds)
