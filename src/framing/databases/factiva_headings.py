"""Headings of articles exported from Factiva without field codes: which line is what, told by order and shape."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.databases.factiva_records import Account, Record, is_date, labels, read_count
from framing.formats.documents import Line

__all__ = ["find_headings", "read_heading_lines", "read_plain", "take_publisher"]

_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,5})?")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{1,12}")
_PAGE = re.compile(r"(?:[A-Z]{0,3}\d{1,4}[A-Z]?)(?:[-,; ]{1,2}[A-Z]{0,3}\d{1,4}[A-Z]?){0,5}")
_AND = re.compile(r"(?<!\s)\s*+[,;&]\s*+(?:and\s|und\s|et\s)?|\s(?:and|und|et)\s")
_ENDS = re.compile(r"(?<!\b[JS]r)\.$|[?!:]$")
_YEAR = re.compile(r"(?:1[89]|20)\d{2}")

_LINES = 14  # a heading, from the word count to the copyright
_TITLE_LINES = 4
_SECTION = 4  # words
_ITEM = 12  # words in a line of the heading before the copyright


def find_headings(block: Sequence[Line]) -> list[int]:
    """Find the lines "573 words" with a day soon after: each is an article's.

    The unit may be damaged ("WÃ¶rter") where the very next line is the day.
    """
    filled = [at for at, line in enumerate(block) if line.text]
    found: list[int] = []
    for rank, at in enumerate(filled):
        text = block[at].text
        near = [block[place].text for place in filled[rank + 1 : rank + 5]]
        if read_count(text) is not None:
            dated = any(is_date(other) for other in near) or any(_is_copyright(other) for other in near)
        else:
            dated = len(text) < 24 and text[0].isdigit() and len(text.split()) == 2 and near[:1] != []
            dated = dated and text.split()[0].replace(",", "").replace(".", "").isdigit() and is_date(near[0])
        if dated:
            found.append(at)
    return found


def read_plain(
    block: Sequence[Line], headings: Sequence[int], account: Account, *, first: bool, ended: bool
) -> list[Record]:
    """Read the articles of a block without field codes."""
    if not headings:
        note = "the file begins within this article" if first else "no heading could be told from the text"
        record = Record(note=f"{note}; all of it is in the text")
        record.add("TD", *(line.text for line in block))
        return [record]
    starts = [_start_heading(block, at, before + 1) for at, before in zip(headings, [-1, *headings[:-1]], strict=True)]
    if sum(bool(line.text) for line in block[: headings[0]]) <= _TITLE_LINES:
        starts[0] = 0
    account.leave_out([line.text for line in block[: starts[0]]], "lines before an article that belong to none")
    records = []
    for start, at, end in zip(starts, headings, [*starts[1:], len(block)], strict=True):
        record = Record(after="article" if end < len(block) else "end")
        _read_title(block[start:at], record)
        record.add("WC", block[at].text)
        body = at + 1 + read_heading_lines([line.text for line in block[at + 1 : end]], record)
        whole = ended and end == len(block)
        last = take_publisher([line.text for line in block], record, body) if whole else end
        record.add("TD", *(line.text for line in block[body:last]))
        records.append(record)
    return records


def read_heading_lines(texts: Sequence[str], record: Record) -> int:
    """Put the lines after the word count under their codes; give the number of lines that are heading.

    The heading ends with the copyright, else with the language, else with the code of the source.
    """
    filled = [at for at, text in enumerate(texts[: 3 * _LINES]) if text][:_LINES]
    items = [texts[at] for at in filled]
    short = next((n for n, item in enumerate(items) if len(item.split()) > _ITEM), len(items))
    rights = next((n for n, item in enumerate(items[: short + 1]) if _is_copyright(item)), None)
    language = next((n for n, item in enumerate(items[:short]) if item.casefold() in labels().languages), None)
    coded = next((n for n, item in enumerate(items[1:5], 1) if n < short and _is_source_code(item)), None)
    dated = next((n for n, item in enumerate(items[:3]) if is_date(item)), None)
    if rights is not None:
        end = rights + 1
    elif language is not None:
        end = language + 1
        if end < len(items) and _YEAR.search(items[end]) and len(items[end].split()) <= 2 * _ITEM:
            after = texts[filled[end] + 1] if filled[end] + 1 < len(texts) else ""
            end, rights = (end + 1, end) if not after else (end, None)
    elif coded is not None:
        end = coded + 1
    else:
        end = min(len(items), 0 if dated is None else dated + 2)
    end = min(end, len(items))
    for item, code in zip(items[:end], _name_items(items[:end], rights), strict=True):
        record.add(code, item)
    return filled[end - 1] + 1 if end else 0


def _name_items(items: Sequence[str], rights: int | None) -> list[str]:
    """Name the lines of a heading by their order and shape."""
    codes: list[str] = []
    for number, item in enumerate(items):
        if number == rights:
            code = "CY"
        elif "PD" not in codes and is_date(item):
            code = "PD"
        elif "ET" not in codes and _CLOCK.fullmatch(item):
            code = "ET"
        elif "SN" not in codes:
            code = "SN"
        elif "SC" not in codes and _is_source_code(item):
            code = "SC"
        elif item.casefold() in labels().languages:
            code = "LA"
        else:
            code = "PG" if _PAGE.fullmatch(item) else "ED"
        codes.append(code)
    return codes


def take_publisher(texts: Sequence[str], record: Record, body: int) -> int:
    """Take the publisher off the end of a text: a short last line that the copyright names, or a company's name."""
    last = max((at for at in range(body, len(texts)) if texts[at]), default=None)
    if last is None or last == body:
        return len(texts)
    words = [word.strip(".,()&").casefold() for word in texts[last].split()]
    named = {word.strip(".,()&").casefold() for word in record.value("CY").split()}
    if len(words) <= 8 and words and (set(words) <= named or words[-1] in labels().words["company"]):
        record.add("PUB", texts[last])
        return last
    return len(texts)


def _start_heading(block: Sequence[Line], at: int, low: int) -> int:
    """Give the line at which the heading before a word count begins: the lines up to the blank before its headline."""
    start = at
    taken: list[int] = []
    while start > low and len(taken) < _TITLE_LINES:
        text = block[start - 1].text
        if not text and any(not _is_byline(block[place].text) for place in taken):
            return start
        start -= 1
        if text:
            taken.append(start)
    if start > low and block[start - 1].text:  # the text before runs on: only the byline and one line are sure
        titles = [place for place in taken if not _is_byline(block[place].text)]
        return titles[0] if titles else start
    return start


def _read_title(lines: Sequence[Line], record: Record) -> None:
    """Tell section, headline and byline apart."""
    left = [line for line in lines if line.text]
    if left and (number := _read_number(left[0].text)) is not None:
        record.number, left = number, left[1:]
    styled = [line for line in left if line.style]
    if len(left) > 1 and (_is_byline(left[-1].text) or (not left[-1].style and styled and len(left) > len(styled))):
        last = left[-1]
        if _is_byline(last.text) or last not in styled:
            record.add("BY", last.text)
            left = left[:-1]
    if len(left) > 1 and "BY" not in record.fields and _are_names(left[-1].text):
        record.add("BY", left[-1].text)
        left = left[:-1]
    if len(left) > 1 and _is_section(left[0].text, left[1].text, named="BY" in record.fields):
        record.add("SE", left[0].text)
        left = left[1:]
    titled = "SE" in record.fields or len(left[0].text.split()) > _SECTION if left else False
    if len(left) > 1 and "BY" not in record.fields and _is_name(left[-1].text) and titled:
        record.add("BY", left[-1].text)
        left = left[:-1]
    record.add("HD", *(line.text for line in left))


def _read_number(text: str) -> int | None:
    """Read "Article 3"."""
    word, _, number = text.partition(" ")
    known = word.casefold() in labels().words["article"]
    return int(number) if known and number.isdecimal() and len(number) <= 5 else None


def _is_section(text: str, below: str, *, named: bool) -> bool:
    """Say whether the first of two lines is a section and the second a headline, not an author; ``named`` where known.

    A headline goes on in a second line only where the first is full.
    """
    words, others = len(text.split()), len(below.split())
    return words <= _SECTION and (named or others > _SECTION or (words <= others and not _is_name(below)))


def _is_byline(text: str) -> bool:
    """Say whether a line is "By Maud Tennick"; the names of many authors may make it a long one."""
    first, _, rest = text.partition(" ")
    if first.casefold() not in labels().words["byline"] or not _is_upper(rest):
        return False
    names = filter(None, _AND.split(rest))
    return len(rest.split()) < _ITEM or all(len(name.split()) <= 5 and _is_upper(name) for name in names)


def _is_upper(text: str) -> bool:
    return text.lstrip("\"'“‘(")[:1].isupper()


def _is_name(text: str) -> bool:
    """Say whether a line may be a name, or several with commas between them."""
    names = [name.split() for name in _AND.split(text) if name]
    capital = all(_is_upper(word) for name in names for word in name)
    return bool(names) and capital and all(len(name) <= 5 for name in names) and not _ENDS.search(text)


def _are_names(text: str) -> bool:
    """Say whether a line is a list of three authors or more."""
    names = [name.split() for name in _AND.split(text) if name]
    return len(names) >= 3 and _is_name(text) and ":" not in text and all(2 <= len(name) <= 4 for name in names)


def _is_source_code(text: str) -> bool:
    return _SOURCE_CODE.fullmatch(text) is not None and not text.isdigit()


def _is_copyright(text: str) -> bool:
    start = text[:40].casefold()
    return any(start.startswith(mark) for mark in labels().words["copyright"])
