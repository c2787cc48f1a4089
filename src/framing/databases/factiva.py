"""Factiva exports that come as lines: text, RTF and PDF, with field codes ("full article plus indexing") or without.

With codes an article is ``HD``, ``WC``, ``PD`` … ``AN``, each before its value (after a tab, in the cell of a table, or
on a line of its own). Without, it is section, headline, byline, "573 words", day, clock, outlet, its code, edition,
page, language, copyright, paragraphs, publisher; always with "Document GAZ0000020190304ef340001a" at its end. Headers
and footers of pages ("Page 3 of 200 © 2019 Factiva, Inc. …") belong to no article and are cut out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.databases.factiva_codes import collect, find_ways, match_code, read_codes
from framing.databases.factiva_headings import find_headings, read_plain
from framing.databases.factiva_records import (
    Account,
    Record,
    find_accession,
    is_date,
    labels,
    read_count,
    take_stock,
)
from framing.formats.documents import Document, Line
from framing.formats.harvest import Doubt, Harvest

__all__ = ["read", "recognise"]

_PAGE = re.compile(
    r"(?:[^\W\d_]{2,9}\s?(?P<page>\d{1,5})\s?[^\W\d_]{1,4}\s?(?P<pages>\d{1,5})\s*)?(?:©|\(c\))\s?\d{4}\s?Factiva\b.{0,60}",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\s?\.{4,}\s?\d{1,4}$")
_SUMMARY_LINES = 40
_SURE = 4  # codes
_SENTENCES = 25  # words: a longer line is no line of a heading
_CUT_HEADING = 4  # lines


def recognise(lines: Sequence[Line]) -> bool:
    """Say whether lines are an export of Factiva: its field codes, or its headings before its accession numbers.

    Examples
    --------
    >>> text = ["Rain", "2 words", "4 March 2019", "The Gazette", "It rained.", "Document GAZ0000020190304ef340001a"]
    >>> recognise([Line(line) for line in text]), recognise([Line(line) for line in text[:1]])
    (True, False)
    """
    codes: set[str] = set()
    heading = marked = False
    for number, line in enumerate(lines):
        text = line.text
        if (found := match_code(text)) and not found["single"] and found["code"] in labels().group:
            codes.add(found["code"])
        elif find_accession(text) or (len(text) < 120 and _PAGE.fullmatch(text)):
            marked = True
        elif read_count(text) is not None:
            heading = heading or any(is_date(near.text) for near in lines[number + 1 : number + 5])
        if "AN" in codes and find_accession(text):
            marked = True
        if (heading and marked) or (marked and len(codes) >= _SURE) or {"HD", "WC", "PD", "SN", "LA"} <= codes:
            return True
    return marked and "blank" in find_ways(lines)


def read(document: Document) -> Harvest:
    """Read an export of Factiva.

    Parameters
    ----------
    document
        The lines of one file.

    Returns
    -------
    Harvest
        One article a record, in the order of the file; ``database_id`` is the accession number, ``announced_words``
        what Factiva counts. ``subjects``, ``regions``, ``companies`` and ``industries`` are as Factiva writes them:
        "gpol : Domestic Politics | …". What lies between two articles and belongs to neither is in a doubt.

    Notes
    -----
    Without codes nothing parts the publisher from the last paragraph but its wording, nor the section from a
    headline of two lines but its shortness.

    Examples
    --------
    >>> text = "Rain|2 words|4 March 2019|The Gazette|English|It rained.|Document GAZ0000020190304ef340001a"
    >>> article = read(Document([Line(line) for line in text.split("|")])).articles[0]
    >>> article["title"], article["date"], article["outlet"], article["text"]
    ('Rain', '4 March 2019', 'The Gazette', 'It rained.')
    """
    account = Account(doubts=list(document.doubts))
    lines = _cut_pages(document.lines, account, wrapped=document.wrapped)
    ways = find_ways(lines)
    records: list[Record] = []
    pieces = _cut_summaries(lines, account)
    for number, piece in enumerate(pieces, start=1):
        for block, accession in _split_ends(piece):
            found = _read_block(block, account, ways=ways, first=not records, ended=bool(accession))
            if accession and found:
                found[-1].accession = accession
                found[-1].fields.pop("AN", None)
            elif accession:
                found = [Record(accession=accession)]
            records += found
        if records and number < len(pieces):
            records[-1].after = "summary"
    return take_stock(records, account, wrapped=document.wrapped)


def _cut_pages(lines: Sequence[Line], account: Account, *, wrapped: bool) -> list[Line]:
    """Take out headers and footers of pages, and join the sentence that a page breaks."""
    kept: list[Line] = []
    pages: list[int] = []
    total = 0
    torn = False
    for line in lines:
        found = _PAGE.fullmatch(line.text) if 10 < len(line.text) < 120 else None
        if found:
            if found["page"]:
                pages.append(int(found["page"]))
                total = max(total, int(found["pages"]))
            while kept and not kept[-1].text:
                kept.pop()
            torn = True
        elif torn and not line.text:
            continue
        else:
            broken = torn and bool(kept) and line.text[:1].islower()
            if broken and not wrapped:
                line = Line(f"{kept.pop().text} {line.text}")
            elif torn and kept and not broken:
                kept.append(Line(""))
            torn = False
            kept.append(line)
    missing = sorted(set(range(1, total + 1)) - set(pages)) if pages else []
    if missing:
        at_end = missing[0] == max(pages) + 1
        reason = "file cut off" if at_end else "number out of order"
        shown = ", ".join(map(str, missing[:10]))
        account.doubts.append(Doubt(reason, note=f"of {total} pages these are not in the file: {shown}"))
    return kept


def _cut_summaries(lines: list[Line], account: Account) -> list[list[Line]]:
    """Take out each search summary with its numbers; give what lies before and after each."""
    words = labels().words
    pieces: list[list[Line]] = []
    start = at = 0
    while at < len(lines):
        if lines[at].text.casefold() in words["title"]:
            end = _read_summary(lines[at : at + _SUMMARY_LINES], account)
            if end:
                pieces.append(lines[start:at])
                start = at = at + end
                continue
        at += 1
    return [*pieces, lines[start:]]


def _read_summary(lines: Sequence[Line], account: Account) -> int:
    """Read a search summary; give the number of its lines, 0 where it is none."""
    words = labels().words
    for number, line in enumerate(lines):
        label, value = _split_label(line.text, words["found"])
        if find_accession(line.text) or (number and line.text.casefold() in words["title"]):
            return 0
        if not label:
            continue
        near_by = enumerate(lines[number + 1 : number + 8], start=number + 1)
        rest = [(place, other.text) for place, other in near_by if other.text]
        end = number + 1
        if not value and rest:
            (end, value), rest = (rest[0][0] + 1, rest[0][1]), rest[1:]
        count = read_count(value, unit=False)
        if count is None:
            return 0
        account.found.append(count)
        for near, (place, text) in enumerate(rest[:2]):
            label, value = _split_label(text, words["time"])
            if label:
                after = rest[near + 1] if not value and near + 1 < len(rest) else (place, value)
                account.retrieved, end = after[1], after[0] + 1
                break
        return end
    return 0


def _split_label(text: str, known: frozenset[str]) -> tuple[str, str]:
    folded = text.casefold()
    label = next((label for label in known if folded.startswith(label)), "")
    return label, text[len(label) :].strip(" \t|:") if label else ""


def _split_ends(lines: list[Line]) -> list[tuple[list[Line], str]]:
    """Part lines after each accession number; the last part has none."""
    blocks: list[tuple[list[Line], str]] = []
    start = 0
    for at, line in enumerate(lines):
        accession = find_accession(line.text)
        if not accession and at and line.text and lines[at - 1].text == "AN":
            accession = find_accession(f"AN {line.text}")
        if accession:
            blocks.append((lines[start:at], accession))
            start = at + 1
    return [*blocks, (lines[start:], "")]


def _read_block(block: list[Line], account: Account, *, ways: frozenset[str], first: bool, ended: bool) -> list[Record]:
    """Read what lies between two accession numbers: one article, more where end markers are missing, or none."""
    block = _cut_furniture(block, account, first=first)
    if not any(line.text for line in block):
        return []
    items = read_codes(block, ways=ways)
    codes = {code: text for code, text in reversed(items) if code}
    if len(codes) >= (2 if ended else _SURE) or codes.get("HD") or codes.get("SE"):
        records, left = collect(items)
        account.leave_out(left, "lines before an article that belong to none")
        return records
    headings = find_headings(block)
    texts = [line.text for line in block if line.text]
    if headings or ended or any(len(text.split()) > _SENTENCES for text in texts):
        return read_plain(block, headings, account, first=first, ended=ended)
    if len(texts) <= _CUT_HEADING:  # the file ends before the word count
        return [Record({"HD": texts})]
    account.leave_out(texts, "lines that belong to no article")
    return []


def _cut_furniture(block: list[Line], account: Account, *, first: bool) -> list[Line]:
    """Take the name of the database and the list of contents off the top of a file or an article."""
    kept = []
    open_ = True
    for line in block:
        if open_ and line.text.casefold() in labels().words["furniture"]:
            continue
        if open_ and first and _ENTRY.search(line.text[-120:]):
            account.contents.append(line.text[:-120] + _ENTRY.sub("", line.text[-120:]))
            continue
        open_ = open_ and not line.text
        kept.append(line)
    return kept
