"""The entry of a feed, and its HTML as text."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from framing.formats.pages import parse_page

__all__ = ["Entry", "html_to_text", "is_teaser", "plain_text"]

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_LETTER = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SKIPPED = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "audio",
    "video",
    "select",
    "textarea",
)
_BLOCKS = frozenset(
    "address article aside blockquote br caption center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_LONG = 250  # words: a summary as long as this is an article
_TAIL = 80
_TEASER = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;)\]?|\b(?:(?:read|see) (?:more|the full (?:story|article))|continue reading|read on"
    r"|weiterlesen|mehr lesen|zum artikel|lire (?:la suite|plus)|leer más|seguir leyendo|lees (?:meer|verder)"
    r"|leggi (?:tutto|di più)|leia mais)\b[^.!?\n]{0,60})\W{0,5}$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Entry:
    """One entry of a feed as it says itself; ``content`` and ``summary`` may be HTML."""

    title: str = ""
    outlet: str = ""
    date: str = ""
    url: str = ""
    author: str = ""
    subjects: list[str] = field(default_factory=list)
    language: str = ""
    database_id: str = ""
    content: str = ""
    summary: str = ""

    def row(self) -> dict[str, object]:
        """Give what is known under the names of ``articles``."""
        names = ("title", "outlet", "date", "url", "author", "language", "database_id")
        row: dict[str, object] = {name: value for name in names if (value := getattr(self, name))}
        subjects = list(dict.fromkeys(self.subjects))
        if subjects:
            row["subjects"] = "; ".join(subjects)
        if len(subjects) == 1:
            row["section"] = subjects[0]
        return row


def html_to_text(text: str) -> str:
    r"""Turn HTML into paragraphs with a blank line between them; text without tags keeps its own.

    Examples
    --------
    >>> html_to_text("<p>It rained.</p><p>It&nbsp;snowed.<br>And froze.</p>")
    'It rained.\n\nIt snowed.\n\nAnd froze.'
    """
    if not _TAG.search(text):
        plain = html.unescape(text) if _LETTER.search(text) else text
        return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", plain) if part.strip())
    from lxml.etree import iterwalk, strip_elements

    tree, whole = parse_page(f"<html><body>{text}</body></html>")
    if not whole:  # nested too deeply for the parser
        return " ".join(html.unescape(_TAG.sub(" ", text)).split())
    strip_elements(tree, *_SKIPPED, with_tail=False)
    parts: list[str] = []
    for event, element in iterwalk(tree, events=("start", "end")):
        if element.tag in _BLOCKS:
            parts.append("\0")  # no page holds one
        parts.append((element.text if event == "start" else element.tail) or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\0"))
    return "\n\n".join(line for line in lines if line)


def plain_text(text: str) -> str:
    """Turn what may be HTML into one line.

    Examples
    --------
    >>> plain_text("Rain &amp; <b>snow</b> again")
    'Rain & snow again'
    """
    return " ".join(html_to_text(text).split())


def is_teaser(text: str, *, alone: bool) -> bool:
    """Say whether a text ends as a teaser does or, where it stands ``alone`` in the feed, is as short as one.

    Examples
    --------
    >>> is_teaser("It rained all day and […]", alone=False), is_teaser("It rained.", alone=False)
    (True, False)
    """
    return bool(_TEASER.search(text[-_TAIL:])) or (alone and len(text.split()) < _LONG)
