"""Pages: articles that each lie in a file of their own, as plain text or as a web page."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.errors import CorpusError
from framing.formats.columns import resolve_columns
from framing.formats.decoding import decode_page, is_guessed
from framing.formats.documents import Document, Line, join_lines
from framing.formats.files import CorpusFile
from framing.formats.harvest import Doubt, Unreadable
from framing.formats.html import list_lines, name_lines
from framing.formats.html_metadata import read_metadata
from framing.formats.mending import mend_characters

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Page", "parse_page", "read_document_page", "read_text_page", "read_web_page", "split_page", "take_title"]

_LARGEST = 20 * 2**20
_DECLARATION = re.compile(r"\A\s*+<\?xml[^>]{0,200}>")

_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z _-]{0,30}):(?:[ \t]+(?P<value>.*))?")
_SIGNS = {"title", "outlet", "date", "url", "author", "article_id"}
"""An unfenced header must name one of these, or the lines are taken as the article's own."""

_TITLE_LENGTH = 150
_CHROME = re.compile(
    r"(?:skip to|sign (?:in|up)|log ?in|read (?:more|next)|more from|share (?:this|on)|follow (?:us|@)"
    r"|advertisement|sponsored|subscribe|(?:we use )?cookies?\b|all rights reserved|copyright|©"
    r"|getty images|breaking news|trending now|watch live|listen to this|loading"
    r"|by\s+[A-Z][a-z]+\s+[A-Z]"
    r"|(?:photo|photograph|image|picture|video|credit|source)\s*(?:by|:)"
    r"|(?:published|posted|(?:last )?updated)\s*(?:by|on|at|:|\d))",
    re.IGNORECASE,
)
_BEGIN, _END = re.compile(r"<(?:html|body)\b", re.IGNORECASE), re.compile(r"</(?:html|body)\b", re.IGNORECASE)
_FURNITURE = frozenset(
    (
        *(
            "home",
            "news",
            "world",
            "politics",
            "business",
            "sport",
            "sports",
            "opinion",
            "culture",
            "menu",
            "search",
        ),
        *(
            "login",
            "subscribe",
            "share",
            "print",
            "email",
            "weather",
            "video",
            "videos",
            "photos",
            "live",
            "more",
        ),
        *("about", "contact", "us", "local", "national", "tech", "health", "entertainment"),
    )
)


def split_page(text: str) -> tuple[dict[str, str], str]:
    r"""Part a page into its header and its text.

    A header is ``key: value`` lines between two ``---`` lines, or at the very top up to a blank line; without
    the fence one of the keys must be a title, outlet, date, url, author or id under a usual name.

    Examples
    --------
    >>> split_page("Title: Rain again\nOutlet: The Gazette\n\nIt rained.")
    ({'Title': 'Rain again', 'Outlet': 'The Gazette'}, 'It rained.')
    """
    lines = text.lstrip("\n").split("\n")
    if lines[0].strip() == "---":
        ends = [number for number, line in enumerate(lines[1:], start=1) if line.strip() == "---"]
        header = [line for line in lines[1 : ends[0]] if line.strip()] if ends else []
        found = [_LINE.fullmatch(line.rstrip()) for line in header]
        if ends and all(found):
            return _pairs(found), "\n".join(lines[ends[0] + 1 :]).strip("\n")
        return {}, text
    blank = next((number for number, line in enumerate(lines) if not line.strip()), None)
    if not blank:
        return {}, text
    found = [_LINE.fullmatch(line.rstrip()) for line in lines[:blank]]
    pairs = _pairs(found) if all(found) else {}
    if not _SIGNS & set(resolve_columns(list(pairs), columns=None, where="the header").values()):
        return {}, text
    return pairs, "\n".join(lines[blank + 1 :]).strip("\n")


def take_title(text: str) -> tuple[str | None, str]:
    """Take the first line of a page without a header as its title, if it looks like one.

    It must be two to twenty words, not end in a sentence's stop (a question mark only before a blank
    line), not begin like a byline, a caption or a site's furniture, and be followed by a blank line or
    a line at least twice as long. The title is then no longer part of the text.
    """
    first, _, rest = text.strip("\n").partition("\n")
    line = first.strip()
    next_line = rest.split("\n", 1)[0].strip()
    last = line.rstrip("\"'”’»)]")[-1:]
    looks = (
        2 <= len(line.split()) <= 20
        and len(line) <= _TITLE_LENGTH
        and last not in (".", "!", "…", ":", ";", ",", "?"[: bool(next_line)] or ".")
        and not _CHROME.match(line)
        and not _FURNITURE.issuperset(line.casefold().replace("|", " ").split())
        and bool(rest.strip())
        and (not next_line or len(next_line) >= max(80, 2 * len(line)))
    )
    return (line, rest.strip("\n")) if looks else (None, text)


@dataclass(slots=True)
class Page:
    """An article in a file of its own: what the file says of it, its text, and of a web page what each line is."""

    text: str
    header: dict[str, str | None] = field(default_factory=dict)
    layout: str | None = None
    encoding: str = ""
    doubts: list[Doubt] = field(default_factory=list)


def read_text_page(text: str) -> Page:
    """Read an article in a text file: its header where it has one, and its text."""
    header, body = split_page(text)
    return Page(body, dict(header))


def read_document_page(document: Document) -> Page:
    """Read an article in a Word, RTF or PDF file: a line styled as title or heading at the top is its title."""
    header, body = split_page("\n".join(line.text for line in document.lines))
    if header:
        lines = [Line(text) for text in body.split("\n")]
        return Page(join_lines(lines, wrapped=document.wrapped), dict(header))
    first = next((n for n, line in enumerate(document.lines) if line.text), len(document.lines))
    rest = document.lines[first + 1 :]
    if first < len(document.lines) and document.lines[first].style and any(line.text for line in rest):
        return Page(join_lines(rest, wrapped=document.wrapped), {"title": document.lines[first].text})
    return Page(join_lines(document.lines, wrapped=document.wrapped))


def read_web_page(data: bytes, file: CorpusFile) -> Page:
    """Read a web page: every line of it, a letter for each line, and what the page says of its article.

    Nothing is fetched.

    Raises
    ------
    Unreadable
        Whatever breaks the page, breaks it for itself alone.
    """
    try:
        if len(data) > _LARGEST:
            raise Unreadable("file too large", f"larger than {_LARGEST >> 20} MB")
        text, encoding = decode_page(data, file)
        text, count = mend_characters(text)
        with _quiet():
            tree, whole = parse_page(text)
            header = read_metadata(tree)
            lines, places = list_lines(tree)
            found = _find_article(tree)
        layout = name_lines(lines, places, found=found, title=header["title"])
    except (CorpusError, Unreadable):
        raise
    except Exception as error:  # a page may be anything
        raise Unreadable("file damaged", str(error)[:80]) from error
    doubts = [Doubt("characters replaced", note=f"{count} characters")] if count else []
    if is_guessed(data, file, encoding):
        doubts.append(Doubt("encoding guessed", note=f"read as {encoding}"))
    if _BEGIN.search(text) and not _END.search(text):
        doubts.append(Doubt("file cut off", note="the page begins and does not end"))
    if "p" not in layout:
        doubts.append(Doubt("article without text", note="no line of the page looks like an article's"))
    if not whole:
        doubts.append(Doubt("file damaged", note="nested too deeply: read in part"))
    written = "".join(("\n\n" if line.gap else "\n") + line.text for line in lines)[1:]
    return Page(written, {key: value for key, value in header.items() if value}, layout, encoding, doubts)


def parse_page(text: str) -> tuple[HtmlElement, bool]:
    """Parse a page, opening nothing outside it; also say whether it was read whole, not too deep for the parser."""
    from lxml import html

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True, collect_ids=False
    )
    tree = html.document_fromstring(_DECLARATION.sub("", text, count=1).encode(), parser=parser)
    body = tree.find("body")
    for later in list(tree.itersiblings()):  # what stands behind </html>, as in a page saved twice
        (tree if body is None else body).append(later)
    return tree, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _find_article(tree: HtmlElement) -> str:
    """Let trafilatura say what the article is; "" where it finds none."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, favor_precision=True, include_comments=False, include_tables=True)
    text = getattr(found, "text", None)
    return text if isinstance(text, str) else ""


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep trafilatura from logging what it thinks of a page."""
    loggers = [logging.getLogger(name) for name in ("trafilatura", "htmldate", "courlan")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _pairs(found: Iterable[re.Match[str] | None]) -> dict[str, str]:
    return {match["key"].strip(): (match["value"] or "").strip() for match in found if match}
