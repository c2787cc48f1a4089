"""The numbers of the documents of a ProQuest export: which are there, and how many there should be."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from framing.formats.documents import Line
from framing.formats.harvest import Doubt, Harvest

__all__ = ["LISTED", "Block", "list_titles", "number_documents"]

LISTED = re.compile(r"(\d{1,6})\.\s+(\S.*)")
"""A line of the list of titles at the top: "3. Rain again"."""


@dataclass(slots=True, eq=False)
class Block:
    """The lines between two rules, and what is known of them before they are read."""

    lines: list[Line] = field(default_factory=list)
    number: int | None = None
    total: int | None = None
    words: int | None = None
    kind: str = ""  # record, rest (of a record), cover, end, other
    closed: bool = False
    fresh: bool = False  # the first after a cover or an end
    position: int = 0
    hidden: list[str] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The first line with words in it."""
        return next((line.text[:100] for line in self.lines if line.text), "")


def list_titles(block: Block) -> dict[int, str]:
    """Read the list of titles on a cover, as far as its numbers follow one another."""
    titles: dict[int, str] = {}
    for line in block.lines:
        found = LISTED.fullmatch(line.text)
        if found and int(found[1]) == len(titles) + 1:
            titles[len(titles) + 1] = found[2]
    return titles


def number_documents(
    records: list[Block], covers: list[tuple[int, dict[int, str]]], harvest: Harvest
) -> list[tuple[int, str]]:
    """Give every document its place, over several exports in one file.

    Parameters
    ----------
    records
        The documents in order; each gets its ``position``, and doubts about its number.
    covers
        Lists of titles, each with the number of documents before it.
    harvest
        Gets what is announced: the totals of the exports, None where no export says one.

    Returns
    -------
    list
        Position and title of every document listed.
    """
    parts: list[list[Block]] = []
    for at, block in enumerate(records):
        following = records[at + 1].number if at + 1 < len(records) else None
        again = block.number == 1 and (block.fresh or following == 2)
        if not parts or again or (block.fresh and block.number is None and any(first == at for first, _ in covers)):
            parts.append([])
        parts[-1].append(block)
    offset, at, known = 0, 0, False
    titles: list[tuple[int, str]] = []
    for number, part in enumerate(parts):
        listed = next((names for first, names in covers if first == at), {})
        totals = Counter(block.total for block in part if block.total is not None)
        total = max(totals, key=lambda value: (totals[value], value), default=len(listed))
        if len(totals) > 1 or (listed and total != len(listed)):
            note = f"its documents say {sorted(filter(None, totals))}, its list of titles {len(listed)}"
            harvest.doubts.append(Doubt("count wrong", note=note))
        if number:
            part[0].doubts.append(("number out of order", "numbers begin again: several exports in one file"))
        last = _place(part, total, listed, offset)
        titles += [(offset + place, title) for place, title in listed.items()]
        known = known or total > 0
        offset += max(total, last) if total else last
        harvest.announced = (harvest.announced or 0) + (total or len(part))
        at += len(part)
    if not parts and covers:
        titles = list(covers[0][1].items())
        harvest.announced, known = len(titles), True
    harvest.announced = harvest.announced if known else None
    return titles


def _place(part: list[Block], total: int, listed: dict[int, str], offset: int) -> int:
    """Place the documents of one export by their numbers, else by the list of titles, else in order."""
    by_title = {title.casefold()[:60]: number for number, title in reversed(listed.items())}
    last = 0
    for at, block in enumerate(part):
        number = block.number
        if number is None:
            following = part[at + 1].number if at + 1 < len(part) else None
            number = by_title.get(block.name.casefold()[:60]) or (following - 1 if following else last + 1)
            number = number if number > last else last + 1
        if number <= last or (total and number > total >= last + 1):
            block.doubts.append(("number out of order", f"it is numbered {number} after {last}"))
            number = last + 1
        block.position, last = offset + number, number
    return last
