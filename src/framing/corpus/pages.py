"""Pages: articles that each lie in a plain text file of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from framing.corpus.columns import resolve_columns
from framing.corpus.files import CorpusFile, read_bytes
from framing.corpus.formats import Note, Sheet, unpack_text
from framing.corpus.metadata import Metadata

__all__ = ["read_pages", "split_page", "take_title"]

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


def read_pages(
    files: Iterable[CorpusFile],
    *,
    columns: Mapping[str, str] | None,
    metadata: Metadata | None,
    seen: dict[str, None],
) -> list[Sheet]:
    """Read text files, one article each, into one sheet a folder.

    Parameters
    ----------
    files
        The text files.
    columns
        Mapping of header keys and metadata columns.
    metadata
        What a table says about the files, or None. It goes before a page's own header.
    seen
        Receives every name that was met, so that a mapping of names nobody uses can be refused.
    """
    folders: dict[str, list[dict[str, object]]] = {}
    notes: list[Note] = []
    for file in files:
        text, more = unpack_text(read_bytes(file.path, name=file.name), file)
        notes += more
        header, body = split_page(text)
        seen |= dict.fromkeys([*header, "text"])
        names = resolve_columns(list(header), columns={**(columns or {}), **file.columns}, where=file.name)
        row: dict[str, object] = {"text": body, "source_file": file.name}
        row |= {names.get(key, key): value or None for key, value in header.items() if names.get(key) != "text"}
        if metadata is not None:
            row |= metadata.take(file.name)
        if row.get("title") is None:
            row["title"], row["text"] = take_title(body)
        row["outlet"] = row.get("outlet") or file.outlet
        folders.setdefault(file.name.rpartition("/")[0], []).append(row)
    if metadata is not None:
        notes += metadata.count_leftover()
    sheets = [_sheet(folder, rows) for folder, rows in folders.items()]
    if sheets:
        sheets[0].notes += notes
    return sheets


def _pairs(found: Iterable[re.Match[str] | None]) -> dict[str, str]:
    return {match["key"].strip(): (match["value"] or "").strip() for match in found if match}


def _sheet(folder: str, rows: list[dict[str, object]]) -> Sheet:
    """Put the pages of a folder under one another."""
    names = dict.fromkeys(name for row in rows for name in row)
    columns: dict[str, list[object] | pd.Series] = {name: [row.get(name) for row in rows] for name in names}
    return Sheet(folder or "the text files", columns, typed=False, resolved=True)
