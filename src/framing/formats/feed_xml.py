"""The entries of RSS and Atom, parsed as far as they go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import TYPE_CHECKING

from framing.formats.feed_texts import Entry, plain_text
from framing.formats.harvest import Doubt, Harvest, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

    _Children = dict[str, list[_Element]]

__all__ = ["feed_layout", "read_entries"]

_HEAD = 4000
_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_RSS = ("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2")
_DC, _CONTENT = "http://purl.org/dc/elements/1.1/", "http://purl.org/rss/1.0/modules/content/"
_BURNER = "http://rssnamespace.org/feedburner/ext/1.0"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PROLOG = re.compile(r"\s*(?:<\?[^>]{0,500}\?>\s*|<!--(?:[^-]|-(?!->)){0,5000}-->\s*){0,20}")
_ROOT = re.compile(r"<(?:[\w-]+:)?(rss|RDF|feed)\b([^>]*)")
_ITEM = re.compile(r"<(?:rss:|atom:)?(?:item|entry)[\s>]")
_NAMED = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")
_MAILBOX = re.compile(r"^[^\s@]{1,254}@\S{1,254} \(([^()]{1,400})\)$")  # RSS: desk@gazette.example (Ann Miller)
_PREFIX = re.compile(r"(</?)[\w-]+:(?=[A-Za-z])")
_DATES = (
    *(("pubDate", ""), ("published", ""), ("issued", ""), ("date", _DC)),
    *(("created", ""), ("updated", ""), ("modified", "")),
)


def feed_layout(text: str) -> str:
    """Say which kind of feed a text is; "" where it is none."""
    prolog = _PROLOG.match(text)
    found = _ROOT.match(text, prolog.end() if prolog else 0)
    if not found:
        return ""
    root, rest = found[1], text[found.start() : found.start() + _HEAD]
    if root == "feed":
        return "Atom" if any(name in rest for name in _ATOM) else ""
    return "RSS" if root == "rss" or any(name in rest for name in _RSS[1:]) else ""


def read_entries(text: str) -> tuple[Harvest, Iterator[Entry]]:
    """Parse RSS or Atom; what the parser had to mend is reported."""
    from lxml import etree

    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if re.match(r"<!(?:doctype|entity)", text[start : start + 20], re.IGNORECASE):
        raise Unreadable("file unsafe", "a DOCTYPE: take the line out if you trust the feed")
    layout = feed_layout(text)
    if not layout:
        raise Unreadable("file of another kind", f"no feed: it begins with {text[start : start + 30]!r}")
    mended, outside = _mend(text[start:])
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, collect_ids=False,
    )  # fmt: skip
    root = etree.fromstring(mended.encode("utf-8", "replace"), parser=parser)
    harvest = Harvest(layout, announced=len(_ITEM.findall(outside)))
    errors = [f"line {entry.line}: {entry.message}" for entry in parser.error_log]
    if errors:
        note = f"no well-formed XML, read as far as it goes: {errors[0][:100]}"
        harvest.doubts.append(Doubt("file damaged", note=note))
    if root is None:
        return harvest, iter(())
    items = [node for node in root.iter("{*}item", "{*}entry") if _namespace(node) in (*_RSS, *_ATOM)]
    top = root if layout == "Atom" else next(root.iter("{*}channel"), root)
    about = _children(top)
    outlet = plain_text(_first(about, "title"))
    language = _first(about, "language") or _first(about, "language", _DC) or root.get(_LANG, "")
    return harvest, (_entry(node, outlet, language.strip()) for node in items)


def _mend(text: str) -> tuple[str, str]:
    """Write the named letters of HTML, which XML does not know, as letters; also give the text without CDATA."""
    parts, outside, at = [], [], 0
    while at < len(text):
        opened = text.find("<![CDATA[", at)
        closed = text.find("]]>", opened) if opened >= 0 else -1
        end = opened if closed >= 0 else len(text)
        plain = _without_comments(text[at:end])
        parts.append(_NAMED.sub(_letter, plain))
        outside.append(plain)
        at = closed + 3 if closed >= 0 else end
        parts.append(text[end:at])
    return "".join(parts), "\n".join(outside)


def _without_comments(text: str) -> str:
    parts, at = [], 0
    while (opened := text.find("<!--", at)) >= 0 and (closed := text.find("-->", opened)) >= 0:
        parts.append(text[at:opened])
        at = closed + 3
    return "".join([*parts, text[at:]])


def _letter(found: re.Match[str]) -> str:
    return html5.get(f"{found[1]};", "&amp;" + found[0][1:]) if found[1] else "&amp;"


def _entry(node: _Element, outlet: str, language: str) -> Entry:
    """Take what one item or entry says of itself."""
    own = _children(node)
    guid = _find(own, "guid")
    identity = _first(own, "guid") or _first(own, "id")
    url = _first(own, "origLink", _BURNER) or _link(own)
    is_address = guid is not None and guid.get("isPermaLink", "true") != "false"
    if not url and is_address and identity.startswith(("http://", "https://")):
        url = identity
    terms = [term.get("term") or term.get("label") or _inner(term) for term in own.get("category", ())]
    subjects = [plain_text(term) for term in (*terms, *_all(own, "subject", _DC))]
    source = _find(own, "source")
    named = "" if source is None else plain_text(_first(_children(source), "title") or _inner(source))
    return Entry(
        title=plain_text(_first(own, "title")),
        outlet=named or outlet,
        date=next((date for tag, space in _DATES if (date := _first(own, tag, space))), ""),
        url=url,
        author="; ".join(_authors(own)),
        subjects=[subject for subject in subjects if subject],
        language=_first(own, "language", _DC) or node.get(_LANG, "") or language,
        database_id=identity,
        content=_first(own, "encoded", _CONTENT) or _first(own, "content") or _first(own, "body", "*"),
        summary=_first(own, "description") or _first(own, "summary"),
    )


def _authors(own: _Children) -> list[str]:
    names = []
    for person in own.get("author", ()):
        inner = _children(person)
        name = _first(inner, "name") or _first(inner, "email") or ("" if inner else _inner(person))
        names.append(_MAILBOX.sub(r"\1", plain_text(name)))
    return [name for name in names if name] or [plain_text(name) for name in _all(own, "creator", _DC)]


def _children(node: _Element) -> _Children:
    """Give the children of an element by their names without namespace."""
    found: _Children = {}
    for child in node:
        if isinstance(child.tag, str):
            found.setdefault(child.tag.rpartition("}")[2], []).append(child)
    return found


def _namespace(node: _Element) -> str:
    return node.tag[1:].partition("}")[0] if node.tag.startswith("{") else ""


def _find(own: _Children, tag: str, space: str = "") -> _Element | None:
    """Find a child: in the namespaces of feeds, in the one named, or in any ("*")."""
    for child in own.get(tag, ()):
        if space == "*" or _namespace(child) in ((space,) if space else (*_RSS, *_ATOM)):
            return child
    return None


def _first(own: _Children, tag: str, space: str = "") -> str:
    child = _find(own, tag, space)
    return "" if child is None else _inner(child)


def _all(own: _Children, tag: str, space: str) -> list[str]:
    return [text for child in own.get(tag, ()) if _namespace(child) == space and (text := _inner(child))]


def _link(own: _Children) -> str:
    for link in own.get("link", ()):
        is_own = _namespace(link) in (*_RSS, *_ATOM) and link.get("rel", "alternate") == "alternate"
        if is_own and (address := (link.get("href") or link.text or "").strip()):
            return str(address)
    return ""


def _inner(node: _Element) -> str:
    """Give what an element holds: its text, or where it holds XHTML, that as it is written."""
    from lxml import etree

    if not len(node):
        return (node.text or "").strip()
    inner = "".join(etree.tostring(child, encoding="unicode") for child in node)
    return (node.text or "") + _PREFIX.sub(r"\1", inner)
