"""Write articles in the layouts of news databases, for ``benchmarks.exports``: the bytes of one file of export."""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from benchmarks.export_pages import write_codes_page, write_europresse, write_plain_page, write_proquest_page
from benchmarks.export_stories import Story, give_abstract, list_codes, list_heading, list_labels, name_issue, shorten

__all__ = ["LAYOUTS", "Layout"]

_NBSP = "\xa0"
_RULE = "_" * 60


class Layout(NamedTuple):
    """How the kit's reader meets a layout: the end of the file's name, and the writer of a file."""

    suffix: str
    write: Callable[[Sequence[Story]], bytes]


def _long_day(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _list_uni(stories: Sequence[Story]) -> list[list[str]]:
    """List the lines of Nexis Uni: the cover, then each article from its title to its end marker."""
    cover = ["User Name: = ", "Date and Time: = Wednesday, March 20, 2019 3:12:00 PM GMT", "Job Number: = 84213377", ""]
    cover.append(f"Documents ({len(stories)})")
    for place, story in enumerate(stories, start=1):
        cover += [f"{place}. {story.title}", "Client/Matter: -None-", "Search Terms: policy OR election"]
        cover += ["Search Type: NL", "Narrowed by:", "Content Type\tNarrowed by", "News\tLanguage: English", ""]
    return [[*cover, ""], *(_list_uni_article(story) for story in stories)]


def _list_uni_article(story: Story) -> list[str]:
    lines = [story.title, story.outlet, f"{_long_day(story.date)} {story.date:%A}", ""]
    lines += [f"Copyright {story.date.year} {story.outlet} All Rights Reserved", ""]
    lines += [f"Section:{_NBSP}{story.section}; Pg. A1"] if story.section else []
    lines += [f"Length:{_NBSP}{story.words} words"]
    lines += [f"Byline:{_NBSP}{story.byline}"] if story.author else []
    lines += ["Body", "", "", *(line for paragraph in story.paragraphs for line in (paragraph, "")), ""]
    lines += ["Graphic", "", "", story.caption, ""] if story.caption else []
    if story.has_subjects:
        lines += ["Classification", "", "", "Language: ENGLISH", "", "Publication-Type: Newspaper", ""]
        lines += ["Subject: POLITICS (90%); ELECTIONS (78%)", ""]
    return [*lines, f"Load-Date: {_long_day(story.date)}", "", "", "End of Document", "", ""]


def _write_uni_text(stories: Sequence[Story]) -> bytes:
    return _encode(line for part in _list_uni(stories) for line in part)


def _write_uni_rtf(stories: Sequence[Story]) -> bytes:
    body = "\r\n".join(
        rf"\pard\plain\f0\fs20 {''.join(map(_as_rich, line))}\par" for part in _list_uni(stories) for line in part
    )
    head = r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fnil Arial;}}"
    return f"{head}\r\n{body}\r\n}}".encode("ascii")


def _as_rich(sign: str) -> str:
    """Write a character as RTF does: beyond ASCII by its number, in two halves beyond the first 65,536."""
    marks = {"\\": r"\\", "{": r"\{", "}": r"\}", "\t": r"\tab ", _NBSP: r"\~"}
    if sign in marks or ord(sign) < 128:
        return marks.get(sign, sign)
    units = sign.encode("utf-16-le")
    numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(rf"\u{number}?" for number in numbers)


def _write_uni_word(stories: Sequence[Story]) -> bytes:
    """Write Word's own mark-up with titles as headings; only the body of the package is made here."""
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = Document()
    body = document.element.body
    cover, *articles = _list_uni(stories)
    lines = [(line, False) for line in cover]
    lines += [(line, at == 0) for article in articles for at, line in enumerate(article)]
    for line, is_title in lines:
        style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if is_title else ""
        run = f'<w:r><w:t xml:space="preserve">{escape(line.replace(chr(9), " "))}</w:t></w:r>'
        body.insert(len(body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{style}{run}</w:p>"))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _write_academic(stories: Sequence[Story]) -> bytes:
    """Write LexisNexis Academic: lines of 78 characters, numbers in the middle."""
    lines = ["", "", f"Download Request: Selected Items: 1-{len(stories)}"]
    lines += ["Time Of Request: Wednesday, March 20, 2019  15:12:51", "", "Send To:", "COLLEGE LIBRARY", ""]
    lines += ["Terms: (policy or election)", "", "Project ID: None", "", ""]
    for place, story in enumerate(stories, start=1):
        day = f"{_long_day(story.date)} {story.date:%A}"
        lines += [_centre(f"{place} of {len(stories)} DOCUMENTS"), "", "", "", _centre(story.outlet), "", _centre(day)]
        lines += ["", *_wrap(story.title), ""]
        lines += [*_wrap(f"BYLINE: {story.byline}"), ""] if story.author else []
        lines += [f"SECTION: {story.section}; Pg. A1", ""] if story.section else []
        lines += [f"LENGTH: {story.words} words", "", ""]
        lines += [line for paragraph in story.paragraphs for line in (*_wrap(paragraph), "")]
        lines += [f"GRAPHIC: {story.caption}", ""] if story.caption else []
        lines += [f"LOAD-DATE: {_long_day(story.date)}", "", "LANGUAGE: ENGLISH", ""]
        lines += ["SUBJECT: POLITICS (90%); ELECTIONS (78%)", ""] if story.has_subjects else []
        lines += ["PUBLICATION-TYPE: Newspaper", "", ""]
        lines += [_centre(f"Copyright {story.date.year} {story.outlet}"), _centre("All Rights Reserved"), ""]
    return _encode(lines)


def _centre(text: str) -> str:
    return text.center(78).rstrip()


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, 78, break_long_words=False, break_on_hyphens=False)


def _write_codes(stories: Sequence[Story]) -> bytes:
    lines = [" ", ""]
    for story in stories:
        for code, values in list_codes(story):
            long = code in ("LP", "TD")
            lines += [f" {code}\t{values[0]}", *(part for value in values[1:] for part in ("", value))]
            lines += [""] if long or code == "CY" else []
        lines += [" ", "", "", ""]
    lines += ["Search Summary", "Text\tpolicy or election", f"Results Found\t{len(stories)}"]
    return _encode([*lines, "Timestamp\t2 April 2019 9:41"])


def _write_plain(stories: Sequence[Story]) -> bytes:
    lines = []
    for story in stories:
        lines += [*([story.section] if story.section else []), story.title]
        lines += [*([story.byline] if story.byline else []), *list_heading(story), ""]
        lines += [line for paragraph in story.paragraphs for line in (paragraph, "")]
        lines += [f"{story.outlet} Limited", f"Document {story.accession}", ""]
    lines += ["Search Summary", "Text policy or election", f"Results Found {len(stories)}"]
    return _encode([*lines, "Timestamp 2 April 2019 9:41"])


def _write_report(stories: Sequence[Story]) -> bytes:
    """Write ProQuest's text: a list of titles, documents between lines of underscores, the end page."""
    lines = [_RULE, "", "Report Information from ProQuest", "", "20 March 2019 09:15", "", _RULE, ""]
    lines += ["Table of contents", ""]
    lines += [line for place, story in enumerate(stories, start=1) for line in (f"{place}. {story.title}", "")]
    for place, story in enumerate(stories, start=1):
        lines += [_RULE, "", f"Document {place} of {len(stories)}", "", story.title, ""]
        lines += [f"Author: {story.author}", ""] if story.author else []
        lines += [f"Publication info: {name_issue(story)}", "", list_labels(story)[-4][1], ""]
        lines += [
            f"Abstract: {give_abstract(story)}",
            "",
            "Links: https://resolver.example.org/openurl?genre=unknown",
            "",
        ]
        lines += [f"Full text: {story.paragraphs[0]}", *story.paragraphs[1:], ""]
        lines += [part for label, value in list_labels(story) for part in (f"{label}: {value}", "")]
    lines += [_RULE, "", "Contact us at: http://about.proquest.com/go/pqissupportcontact", ""]
    return _encode([*lines, "Database copyright © 2019 ProQuest LLC. All rights reserved.", ""])


def _write_references(stories: Sequence[Story]) -> bytes:
    lines = []
    for story in stories:
        lines += ["TY  - NEWS", f"T1  - {story.title}", *([f"A1  - {story.author}"] if story.author else [])]
        lines += [f"JF  - {story.outlet}", f"Y1  - {story.date:%Y/%m/%d}/", f"PY  - {story.date.year}", "SP  - A.1"]
        lines += ["LA  - English", f"AN  - {900000000 + story.number}", f"N2  - {shorten(story)}"]
        lines += [f"AB  - {shorten(story)}", "KW  - Politics", "ER  - ", ""]
    return _encode(lines)


def _encode(lines: Iterable[str]) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode()


LAYOUTS: Mapping[str, Layout] = {
    "Nexis Uni TXT": Layout(".txt", _write_uni_text),
    "Nexis Uni RTF": Layout(".rtf", _write_uni_rtf),
    "Nexis Uni DOCX": Layout(".docx", _write_uni_word),
    "LexisNexis Academic TXT": Layout(".txt", _write_academic),
    "Factiva HTML, codes": Layout(".html", write_codes_page),
    "Factiva HTML, plain": Layout(".html", write_plain_page),
    "Factiva TXT, codes": Layout(".txt", _write_codes),
    "Factiva TXT, plain": Layout(".txt", _write_plain),
    "ProQuest TXT": Layout(".txt", _write_report),
    "ProQuest HTML": Layout(".html", write_proquest_page),
    "Europresse HTML": Layout(".html", write_europresse),
    "RIS (abstracts)": Layout(".ris", _write_references),
}
