"""Field codes of Factiva at the beginning of lines: HD, WC, PD … AN, and the articles they make."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.databases.factiva_records import Record, labels, read_count
from framing.formats.documents import Line

__all__ = ["collect", "find_ways", "match_code", "read_codes"]

_CODE = re.compile(r"\|?\s*(?P<code>[A-Z]{2,3})(?:\s*$|\s*\|\s*|\s*\t\s*|\s{2,}|(?P<single>\s)(?=\S))(?P<value>.*)")


def match_code(text: str) -> re.Match[str] | None:
    r"""Match a line that begins as with a code: its parts are "code", "single" (one blank after it) and "value".

    Examples
    --------
    >>> [match_code(line)["value"] for line in ("HD\tRain again", "HD |Rain again|", "HD Rain again")]
    ['Rain again', 'Rain again|', 'Rain again']
    """
    return _CODE.match(text) if text[:2].isupper() or text[:1] == "|" else None


def find_ways(lines: Sequence[Line]) -> frozenset[str]:
    """Say how a file sets its codes off, besides a tab or a cell: by one blank, as a PDF does, or alone on a line."""
    texts = [line.text for line in lines]
    heads = sum(text.startswith("HD ") for text in texts)
    counts = sum(text.startswith("WC ") and read_count(text[3:]) is not None for text in texts)
    ways = {"blank"} if 0 < heads <= 2 * counts + 2 and counts else set()
    return frozenset(ways | ({"alone"} if "HD" in texts and "PD" in texts else set()))


def read_codes(block: Sequence[Line], *, ways: frozenset[str]) -> list[tuple[str, str]]:
    """Give each line the field code it begins with, "" where it goes on; codes count only in their order."""
    items: list[tuple[str, str]] = []
    group = 0
    cells = any((found := match_code(line.text)) and "|" in found[0][: found.start("value")] for line in block)
    last = max((number for number, line in enumerate(block) if line.text), default=0)
    for number, line in enumerate(block):
        text = line.text[:-1].rstrip() if cells and line.text.endswith("|") else line.text
        found = match_code(text)
        if found is None or not _is_code(found, group, ways=ways, last=number == last):
            items.append(("", text.lstrip("|").lstrip()))
            continue
        group = labels().group[found["code"]]
        items.append((found["code"], found["value"].strip()))
    return items


def _is_code(found: re.Match[str], group: int, *, ways: frozenset[str], last: bool) -> bool:
    """Say whether what begins a line is a code: in its place after the codes before it, and set off as in this file."""
    code = found["code"]
    place = labels().group.get(code)
    begins = code in ("HD", "SE") and (group == 0 or not found["single"])
    if place is None or (place < group and not begins) or (code == "AN" and not last):
        return False
    alone = found["value"] == "" and found[0].strip() == code
    if alone:
        return "alone" in ways or code in ("LP", "TD", "AN")
    return not found["single"] or "blank" in ways


def collect(items: Sequence[tuple[str, str]]) -> tuple[list[Record], list[str]]:
    """Gather coded lines into articles; a second headline or section begins the next one."""
    records: list[Record] = []
    left: list[str] = []
    code = ""
    for new, text in items:
        fields = records[-1].fields if records else {}
        again = new in ("SE", "HD") and bool(fields.keys() - {"SE"})
        if new and (not records or again):
            if records:
                records[-1].after = "article"
            records.append(Record())
        code = new or code
        if not records:
            left.append(text)
        else:
            records[-1].add(code, text)
    return records, left
