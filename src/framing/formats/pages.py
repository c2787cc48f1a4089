"""Pages: articles that each lie in a file of their own, as plain text or as a web page."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from framing.errors import CorpusError
from framing.formats.columns import resolve_columns
from framing.formats.files import WEB_SUFFIXES, CorpusFile, decode_page, file_kind, read_bytes
from framing.formats.html import list_lines, name_lines
from framing.formats.html_metadata import read_metadata
from framing.formats.metadata import Metadata
from framing.formats.sheets import Note, Sheet, mend_characters, note_mended, unpack_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Page", "read_pages", "read_web_page", "split_page", "take_title"]

_SHARE = 25  # web pages a process takes at a time
_LARGEST = 20 * 2**20
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}>")

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
    notes: list[Note] = field(default_factory=list)


def read_pages(
    files: Sequence[CorpusFile],
    *,
    columns: Mapping[str, str] | None,
    metadata: Metadata | None,
    seen: dict[str, None],
    workers: int = 1,
) -> list[Sheet]:
    """Read text files and web pages, one article each, into one sheet a folder.

    Parameters
    ----------
    files
        The text files and web pages.
    columns
        Mapping of header keys and metadata columns.
    metadata
        What a table says about the files, or None. It goes before a page's own header.
    seen
        Receives every name that was met, so that a mapping of names nobody uses can be refused.
    workers
        Processes that share the web pages.
    """
    folders: dict[str, list[dict[str, object]]] = {}
    notes: list[Note] = []
    for file, page in zip(files, _open_pages(files, workers=workers), strict=True):
        notes += page.notes
        seen |= dict.fromkeys([*page.header, "text"])
        names = resolve_columns(list(page.header), columns={**(columns or {}), **file.columns}, where=file.name)
        row: dict[str, object] = {"text": page.text, "source_file": file.name}
        row |= {names.get(key, key): value or None for key, value in page.header.items() if names.get(key) != "text"}
        if page.layout is not None:
            row |= {"layout": page.layout} | ({"outlet": file.outlet} if file.outlet else {})
        if metadata is not None:
            row |= metadata.take(file.name)
        if row.get("title") is None and page.layout is None:
            row["title"], row["text"] = take_title(page.text)
        row["outlet"] = row.get("outlet") or file.outlet
        folders.setdefault(file.name.rpartition("/")[0], []).append(row)
    if metadata is not None:
        notes += metadata.count_leftover()
    sheets = [_sheet(folder, rows) for folder, rows in folders.items()]
    if sheets:
        sheets[0].notes += notes
    return sheets


def read_web_page(data: bytes, file: CorpusFile) -> Page:
    """Read a web page: every line of it, a letter for each line, and what the page says of its article.

    Where it cannot be read, the text is empty and a note says why; nothing is fetched.
    """
    try:
        if len(data) > _LARGEST:
            raise ValueError(f"larger than {_LARGEST >> 20} MB")
        text, encoding = decode_page(data, file)
        text, count = mend_characters(text)
        with _quiet():
            tree, whole = _parse(text)
            header = read_metadata(tree)
            lines, places = list_lines(tree)
            found = _find_article(tree)
        layout = name_lines(lines, places, found=found, title=header["title"])
    except CorpusError:
        raise
    except Exception as error:  # a page may be anything: whatever it breaks, it breaks for itself alone
        note: Note = {"item": "web pages not read", "value": 1, "note": f"{file.name}: {str(error)[:80]}"}
        return Page("", layout="", notes=[note])
    notes = [note_mended(count)] if count else []
    if encoding not in ("utf-8", "utf-8-sig"):
        notes.append({"item": "file not in UTF-8", "value": 1, "note": f"{file.name} read as {encoding}"})
    if "p" not in layout:
        notes.append({"item": "web pages without an article", "value": 1, "note": file.name})
    if not whole:
        notes.append({"item": "web pages read in part: nested too deeply", "value": 1, "note": file.name})
    written = "".join(("\n\n" if line.gap else "\n") + line.text for line in lines)[1:]
    return Page(written, {key: value for key, value in header.items() if value}, layout, notes)


def _open_pages(files: Sequence[CorpusFile], *, workers: int) -> Iterator[Page]:
    """Give each file's page, in order; only web pages are worth a process of their own."""
    web = [replace(file, path=file.path.absolute()) for file in files if file_kind(file.path) in WEB_SUFFIXES]
    shares = [web[at : at + _SHARE] for at in range(0, len(web), _SHARE)]
    parts: Iterable[list[Page]]
    if min(workers, len(shares)) > 1:
        from joblib import Parallel, delayed

        parts = Parallel(n_jobs=min(workers, len(shares)), return_as="generator")(map(delayed(_read_share), shares))
    else:
        parts = map(_read_share, shares)
    of_web = (page for part in parts for page in part)
    for file in files:
        yield next(of_web) if file_kind(file.path) in WEB_SUFFIXES else _open_text(file)


def _read_share(files: list[CorpusFile]) -> list[Page]:
    return [_open_web(file) for file in files]


def _open_web(file: CorpusFile) -> Page:
    try:
        data = read_bytes(file.path, name=file.name)
    except CorpusError as error:
        note: Note = {"item": "web pages not read", "value": 1, "note": f"{file.name}: {error.what}"}
        return Page("", layout="", notes=[note])
    return read_web_page(data, file)


def _open_text(file: CorpusFile) -> Page:
    text, notes = unpack_text(read_bytes(file.path, name=file.name), file)
    header, body = split_page(text)
    return Page(body, dict(header), notes=notes)


def _parse(text: str) -> tuple[HtmlElement, bool]:
    """Parse a page, opening nothing outside it; also say whether it was read whole, not too deep for the parser."""
    from lxml import html

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True, collect_ids=False
    )
    tree = html.document_fromstring(_DECLARATION.sub("", text, count=1).encode(), parser=parser)
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


def _sheet(folder: str, rows: list[dict[str, object]]) -> Sheet:
    """Put the pages of a folder under one another."""
    names = dict.fromkeys(name for row in rows for name in row)
    columns: dict[str, list[object] | pd.Series] = {name: [row.get(name) for row in rows] for name in names}
    return Sheet(folder or "the text files", columns, typed=False, resolved=True)
