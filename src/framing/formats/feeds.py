"""News feeds: the entries of RSS, Atom and JSON Feed, with their full texts where the feed has them.

Feeds are read with lxml, which the kit already has: it opens no address, its limits are known, and it needs a fraction
of the time of feedparser, which takes a text that looks like an address for one to fetch, and reads a damaged feed with
a second parser made of regular expressions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from framing.formats.decoding import decode_page
from framing.formats.feed_texts import Entry, html_to_text, is_teaser, plain_text
from framing.formats.feed_xml import feed_layout, read_entries
from framing.formats.files import CorpusFile
from framing.formats.harvest import Doubt, Harvest, Unreadable, reconcile
from framing.formats.mending import mend_characters, mend_values

__all__ = ["is_feed", "read_feed"]

_LARGEST = 50 * 2**20
_HEAD = 4000
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BLANKS = re.compile(r"[\s,]*")


def is_feed(text: str) -> bool:
    """Say whether a text is a feed, by its first element or, for JSON, its version.

    Examples
    --------
    >>> is_feed('<?xml version="1.0"?><rss version="2.0"><channel/></rss>'), is_feed("<html><body/></html>")
    (True, False)
    """
    head = text[:_HEAD].lstrip("\ufeff \r\n\t")
    if head.startswith("{"):
        return bool(_JSON_FEED.search(head) or _JSON_FEED.search(text[-_HEAD:]))
    return bool(feed_layout(head))


def read_feed(data: bytes, name: str) -> Harvest:
    """Read the entries of an RSS, Atom or JSON feed.

    The text is the full text where the feed has it (``content:encoded``, Atom's ``content``, ``content_html``), its
    HTML turned into paragraphs. Where it has only a summary, that is the text, also kept in ``summary``, and
    ``text cut off`` says so. The outlet is the source that an entry names, else the title of the feed.

    Parameters
    ----------
    data
        The bytes of the feed.
    name
        Its name.

    Returns
    -------
    Harvest
        Rows with ``text``, ``title``, ``outlet``, ``date`` as written, ``url``, ``author``, ``section`` (where the
        entry has one category), ``subjects`` (all of them), ``summary``, ``language`` and ``database_id``; announced
        are the entries that begin in the file. A feed that is damaged or cut off is read as far as it goes.

    Raises
    ------
    Unreadable
        ``file empty``, ``file too large`` (50 MB), ``file unsafe`` (a DOCTYPE), ``file of another kind``.

    Examples
    --------
    >>> feed = b'''<rss version="2.0"><channel><title>The Harbour Gazette</title><item><title>Rain again</title>
    ... <description>It rained.</description></item></channel></rss>'''
    >>> harvest = read_feed(feed, "gazette.rss")
    >>> harvest.layout, harvest.articles[0]["text"], [doubt.reason for doubt in harvest.doubts]
    ('RSS', 'It rained.', ['text cut off', 'date missing'])
    """
    if not data.strip():
        raise Unreadable("file empty", "only blanks")
    if len(data) > _LARGEST:
        raise Unreadable("file too large", f"larger than {_LARGEST >> 20} MB")
    text, encoding = decode_page(data, CorpusFile(Path(name), name))
    text = _CONTROLS.sub("\ufffd", mend_characters(text.lstrip("\ufeff"))[0])
    mended = [max(0, text.count("\ufffd") - data.count(b"\xef\xbf\xbd"))]
    if text.lstrip().startswith("{"):
        harvest, entries = _open_json(text, mended)
    else:
        harvest, entries = read_entries(text)
    doubts = [Doubt("characters replaced", note=f"{sum(mended)} characters")] if sum(mended) else []
    if encoding == "cp1252" and b"encoding=" not in data[:_HEAD]:
        doubts.append(Doubt("encoding guessed", note="read as Windows-1252"))
    harvest.doubts = doubts + harvest.doubts
    for position, entry in enumerate(entries, start=1):
        _add(harvest, entry, position)
    return reconcile(harvest)


def _add(harvest: Harvest, entry: Entry, position: int) -> None:
    """Put an entry into the harvest, with what is doubtful about it."""
    name = entry.title or entry.url
    summary = html_to_text(entry.summary)
    text = html_to_text(entry.content) or summary
    if not text:
        harvest.doubts.append(Doubt("article without text", position, name, entry.url, kept=False))
        return
    row = entry.row() | {"text": text, "position": position}
    if summary:
        row["summary"] = summary
    harvest.articles.append(row)
    if text == summary and is_teaser(text, alone=not entry.content.strip()):
        harvest.doubts.append(Doubt("text cut off", position, name, "the feed holds a summary only"))
    elif is_teaser(text, alone=False):
        harvest.doubts.append(Doubt("text cut off", position, name, "it ends as a teaser does"))
    for reason, missing in (("title missing", not entry.title), ("date missing", not entry.date)):
        if missing:
            harvest.doubts.append(Doubt(reason, position, name))


def _open_json(text: str, mended: list[int]) -> tuple[Harvest, Iterator[Entry]]:
    """Read a JSON feed; of one that is cut off, the entries in front of the cut."""
    harvest, is_cut = Harvest("JSON Feed"), False
    try:
        feed: Any = mend_values(json.loads(text), mended)
    except (ValueError, RecursionError) as error:
        harvest.doubts.append(Doubt("file damaged", note=f"no JSON, read as far as it goes: {error}"))
        feed, is_cut = _rescue(text, mended)
    version = str(feed.get("version", "")) if isinstance(feed, dict) else ""
    if "jsonfeed.org" not in version:
        raise Unreadable("file of another kind", "JSON, but no feed: it names no version of jsonfeed.org")
    items = feed.get("items")
    items = items if isinstance(items, list) else []
    harvest.announced = len(items) + is_cut
    if is_cut:
        harvest.doubts.append(Doubt("file cut off", len(items) + 1, note="and what follows it", kept=False))
    return harvest, (_json_entry(item if isinstance(item, dict) else {}, feed) for item in items)


def _rescue(text: str, mended: list[int]) -> tuple[dict[str, object], bool]:
    """Take the entries of a damaged JSON feed one by one; also say whether it ends within one."""
    begin = _ITEMS.search(text)
    items: list[object] = []
    decoder, at = json.JSONDecoder(), _skip(text, begin.end()) if begin else len(text)
    while at < len(text):
        try:
            item, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        items.append(mend_values(item, mended))
        at = _skip(text, end)
    title = re.search(r'"title"\s*:\s*"([^"\\]{0,200})"', text[: begin.start()] if begin else "")
    version = _JSON_FEED.search(text)
    is_cut = begin is not None and at < len(text) and text[at] != "]"
    return {"version": version[0] if version else "", "title": title[1] if title else "", "items": items}, is_cut


def _skip(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _json_entry(item: dict[str, object], feed: dict[str, object]) -> Entry:
    people = item.get("authors") or [item.get("author")]
    names = [person.get("name") for person in people if isinstance(person, dict)] if isinstance(people, list) else []
    tags = item.get("tags")
    return Entry(
        title=plain_text(_text(item.get("title"))),
        outlet=plain_text(_text(feed.get("title"))),
        date=_text(item.get("date_published")) or _text(item.get("date_modified")),
        url=_text(item.get("url")) or _text(item.get("external_url")),
        author="; ".join(name for raw in names if (name := _text(raw))),
        subjects=[tag for raw in (tags if isinstance(tags, list) else []) if (tag := _text(raw))],
        language=_text(item.get("language")) or _text(feed.get("language")),
        database_id=_text(item.get("id")),
        content=_text(item.get("content_html")) or _text(item.get("content_text")),
        summary=_text(item.get("summary")),
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""
