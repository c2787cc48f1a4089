"""The top of a scraped page: where the headline, the byline and the date are, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from framing.cleaning.layout import Line, find_zones, is_prose

__all__ = ["mark_footer", "mark_masthead", "read_author", "read_day", "same_words"]

_ANCHORS = {"byline", "dateline"}
_FURNITURE = {"navigation", "share", "newsletter", "notice"}
_ENDINGS = {"copyright", "comments", "teaser"}
_HEADLINE_LEAST = (4, 2)  # words; shorter ones only where no line has four
_HEADLINE_MOST = 24
_KICKER = 6
_MENU = 8
_NOT_WORDS = re.compile(r"\W+")
_BY = re.compile(r"^(?:(?:analysis|written|reported|story|words)\s+)?by\s+", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"\s*(?:[|/·•(–—@]|\s-\s|,(?!\s*(?:[JS]r|I{2,3})\b)(?!\s+(?:and\s+|&\s+)?[A-Z][\w.’'-]+\s+(?:[A-Z][\w.’'-]+\s*)+(?:,|and|&|$))"
    r"|\s+for\s|\s+in\s).*$",
    re.DOTALL,
)
_NAMES = re.compile(r"[A-Z][\w.'’-]+(?:,? (?:and |& )?[A-Z][\w.'’-]+){1,6}")
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY = re.compile(
    rf"\b(?:{_MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}\.?,? \d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}([./-])\d{1,2}\1\d{4})\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    return _NOT_WORDS.sub(" ", text).strip().casefold()


def same_words(one: str, other: str) -> bool:
    """Say whether two lines have the same words, whatever their case, spaces and punctuation.

    Examples
    --------
    >>> same_words("Two Gates of Six", "TWO GATES OF SIX:")
    True
    """
    return _bare(one) == _bare(other) != ""


def read_author(byline: str) -> str | None:
    """Read the name or names from a byline; None where it holds none.

    Examples
    --------
    >>> read_author("By Tamsin Vale, Senior reporter"), read_author("Tamsin Vale · March 31, 2019")
    ('Tamsin Vale', 'Tamsin Vale')
    >>> read_author("By Ada Fenwright and Jo Marsh | 4 min read")
    'Ada Fenwright and Jo Marsh'
    """
    name = _AFTER_NAME.sub("", _BY.sub("", byline.strip())).strip(" ,.")
    if not name or _DAY.search(name) or not name[0].isalpha():
        return None
    return name.title() if name.isupper() and " " in name else name


def read_day(line: str) -> str | None:
    """Read the first absolute day in a line of dates, as written; None where there is none.

    Examples
    --------
    >>> read_day("March 9, 2019 · 6 min read"), read_day("1 day ago")
    ('March 9, 2019', None)
    """
    found = _DAY.search(line)
    return found.group() if found else None


def mark_masthead(
    lines: Sequence[Line],
    marks: Sequence[str | None],
    *,
    title: str | None,
    outlet: str | None,
    author: str | None,
) -> dict[int, str]:
    """Find the headline and what stands around it.

    Parameters
    ----------
    lines
        The lines of the page.
    marks
        The reason of each line that the rules found, None elsewhere.
    title, outlet, author
        What is known of the article. Where the title is known, the headline is the line that says it;
        otherwise it is the first line of 4 to 24 words at the top (or else of 2 or 3) that does not end
        with a full stop, with a byline or a date below it, or navigation above it.

    Returns
    -------
    dict
        Reason by number of the line.
    """
    found: dict[int, str] = {}
    top, _, bottom = find_zones(lines)
    for place, line in enumerate(lines):
        if outlet and line.n_words <= _KICKER and _names_outlet(line.text, outlet):
            found[place] = "navigation"
            if 0 < place < top and marks[place - 1] is None and _NAMES.fullmatch(lines[place - 1].text):
                found[place - 1] = "byline"
        elif author and (place < top or place >= bottom) and line.n_words <= _KICKER and same_words(line.text, author):
            found[place] = "byline"
    headline = _find_headline(lines, [found.get(place, mark) for place, mark in enumerate(marks)], title=title, top=top)
    if headline is not None:
        found[headline] = "headline"
        for place in range(headline):
            line = lines[place]
            if marks[place] is None and line.n_words <= _KICKER and not line.stop:
                found.setdefault(place, "navigation")
    return found


def _names_outlet(text: str, outlet: str) -> bool:
    return _bare(text).removeprefix("the ") == _bare(outlet).removeprefix("the ") != ""


def _find_headline(lines: Sequence[Line], marks: Sequence[str | None], *, title: str | None, top: int) -> int | None:
    """Give the number of the headline's line; None where there is none."""
    if title:
        return next((place for place in range(top) if same_words(lines[place].text, title)), None)
    for least in _HEADLINE_LEAST:
        above = False
        for place in range(top):
            line, mark = lines[place], marks[place]
            above = above or mark in _FURNITURE
            if mark is None and (is_prose(line) or (line.n_words >= least and _not_a_headline(line.text))):
                break
            if mark is None and least <= line.n_words <= _HEADLINE_MOST:
                if above or not _ANCHORS.isdisjoint(marks[place + 1 : place + 5]):
                    return place
                break
    return None


def _not_a_headline(text: str) -> bool:
    return text.endswith(".") or not (text[0].isalnum() or text[0] in "“‘\"'¿¡#$£€")


def mark_footer(lines: Sequence[Line], marks: Sequence[str | None]) -> dict[int, str]:
    """Find the menus: rows of short lines above the first paragraph, or below a line that ends the page.

    A menu is eight or more lines together of up to six words that do not end like a sentence. Below a
    copyright line, a comments prompt or a list of other stories after the last paragraph, any line of up to
    twelve words that does not end like a sentence is furniture.
    """
    found: dict[int, str] = {}
    top, _, bottom = find_zones(lines)
    if top == len(lines):  # no paragraph of prose: a page of verse or figures is not a menu
        return found
    ended = False
    for place in range(bottom, len(lines)):
        ended = ended or marks[place] in _ENDINGS
        if ended and marks[place] is None and lines[place].n_words <= 2 * _KICKER and not lines[place].stop:
            found[place] = "navigation"
    run: list[int] = []
    for place in range(top):
        line = lines[place]
        if marks[place] == "headline" or line.stop or line.n_words > _KICKER:
            break
        run.append(place)
    if len(run) >= _MENU:
        found |= {place: "navigation" for place in run if marks[place] is None}
    return found
