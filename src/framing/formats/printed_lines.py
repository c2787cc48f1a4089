"""Lines as they are printed: heads and feet that run through the pages, and words divided at the end of a line."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

__all__ = ["find_running_lines", "join_hyphens"]

_EDGE = 3  # lines at the top and the bottom of a page that may run through all pages
_SHARE = 0.8
_NUMBER = re.compile(r"\d+")
_MARKER = re.compile(r"(?=.{0,60}$).*(?:\bdo[ck]ument|\bend\b|\bfin\b|\bende\b|\beinde\b)", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"(?<!\w)(\w++)([-\u2010\u00ad])$")
_REST_OF_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"\w+(?:[-\u2010]\w+)*")


def find_running_lines(pages: Sequence[Sequence[str]]) -> list[set[int]]:
    """Find the lines at the top and bottom of the pages that run through them.

    A line runs through where at least four in five pages (of up to four pages: all but one, and two at least) have it
    at the same place from the edge, and so have every line between it and the edge. Its numbers must be the same on
    each page, or go up by one a page. A line that may part documents ("End of Document") never runs through. A head
    that holds no number of the page stays on its first page: it may be all that says the outlet and the date. Where
    two pages or more hold such a parting line, each may be an article of its own: then only lines that count the pages
    run through.

    Parameters
    ----------
    pages
        The lines of each page.

    Returns
    -------
    list of set of int
        For each page the places of its running lines.

    Examples
    --------
    >>> find_running_lines([["Gazette 1", "It rained."], ["Gazette 2", "It snowed."]])
    [{0}, {0}]
    """
    found: list[set[int]] = [set() for _ in pages]
    if len(pages) < 2:
        return found
    needed = max(2, len(pages) - 1) if len(pages) < 5 else math.ceil(_SHARE * len(pages))
    parted = sum(any(map(_MARKER.match, page)) for page in pages) > 1
    filled = [[place for place, line in enumerate(page) if line] for page in pages]
    for at_top in (True, False):
        ends = filled if at_top else [places[::-1] for places in filled]
        open_ = dict.fromkeys(range(len(pages)))
        for depth in range(_EDGE):
            lines = {number: pages[number][ends[number][depth]] for number in open_ if depth < len(ends[number]) - 1}
            same, counted = _find_same(lines)
            if len(same) < needed or (parted and not counted) or _MARKER.match(lines[same[0]]):
                break
            open_ = dict.fromkeys(same)
            for number in same[1:] if at_top and not counted else same:
                found[number].add(ends[number][depth])
    return found


def _find_same(lines: Mapping[int, str]) -> tuple[list[int], bool]:
    """Find the pages, by number, that share a line; also say whether it counts the pages."""
    shapes = {number: tuple(_NUMBER.split(line)) for number, line in lines.items()}
    if not shapes:
        return [], False
    shape = Counter(shapes.values()).most_common(1)[0][0]
    same = [number for number in shapes if shapes[number] == shape]
    values = {number: [int(digits[:9]) for digits in _NUMBER.findall(lines[number])] for number in same}
    counted = False
    for column in range(len(shape) - 1):
        fixed = Counter(values[number][column] for number in same).most_common(1)[0]
        rising = Counter(values[number][column] - number for number in same).most_common(1)[0]
        rises = rising[1] > fixed[1]
        counted |= rises
        same = [
            number
            for number in same
            if (values[number][column] - number == rising[0] if rises else values[number][column] == fixed[0])
        ]
    return same, counted


def join_hyphens(lines: Sequence[str]) -> list[str]:
    """Put words together that are divided at the end of a line, where the file shows how they are written.

    The hyphen goes where the word stands elsewhere without it and nowhere with it; it stays where the word stands
    elsewhere with it and nowhere without; else the line is left as it is. A soft hyphen always goes.

    Examples
    --------
    >>> join_hyphens(["The govern-", "ment fell.", "A government falls."])
    ['The government', 'fell.', 'A government falls.']
    """
    words = {word.casefold().replace("\u2010", "-") for line in lines for word in _WORDS.findall(line)}
    joined = list(lines)
    at = 0
    while at < len(joined) - 1:
        start, rest = _BROKEN_WORD.search(joined[at]), _REST_OF_WORD.match(joined[at + 1])
        word = _choose_spelling(start, rest[0], words) if start and rest and rest[0].islower() else ""
        if start and rest and word:
            left = joined[at + 1][rest.end() :]
            tail, _, left = left.partition(" ")
            joined[at] = joined[at][: start.start()] + word + tail
            joined[at + 1] = left
            if not left:
                del joined[at + 1]
        at += 1
    return joined


def _choose_spelling(start: re.Match[str], rest: str, words: set[str]) -> str:
    """Give the divided word as it is written elsewhere in the file, "" where that is not sure."""
    plain, hyphened = start[1] + rest, f"{start[1]}-{rest}"
    if start[2] == "\u00ad":
        return plain
    whole, parted = plain.casefold() in words, hyphened.casefold() in words
    return "" if whole == parted else plain if whole else hyphened
