"""What a web page says of itself (title, author, day, outlet) and of its parts (a menu, a caption, a notice)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from framing.errors import CorpusError
from framing.formats.dates import check_range, read_dates

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["is_advert", "is_hidden", "is_notice", "is_pointer", "letter_of", "read_metadata"]

_OF_TAG = {
    **dict.fromkeys(("nav", "menu", "footer"), "n"),
    **dict.fromkeys(("aside", "header", "form", "button", "dialog", "fieldset"), "x"),
    **dict.fromkeys(("figure", "figcaption", "caption"), "c"),
    **{"time": "d", "address": "b"},
}
_OF_ROLE = {"navigation": "n", "contentinfo": "n", "search": "n", "complementary": "x", "dialog": "x", "banner": "x"}
_OF_MARK = {"author": "b", "creator": "b", "datepublished": "d", "datemodified": "d", "caption": "c"}
_OF_NAME = {
    letter: re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")
    for letter, words in {
        "o": "comments?|disqus|respond|replies",
        "s": "shar(?:e|es|ing)|social|addthis|sharebar|sharedaddy|follow",
        "a": "ads?|advert|advertisement|advertorial|sponsor|sponsored|promos?|promotion|dfp|newsletters?|subscribe"
        "|subscription|signup|cta|donate|donation|paywall|affiliate",
        "t": "related|recommend(?:ed|ations?)|trending|popular|teasers?|readmore|outbrain|taboola|recirc|recirculation"
        "|upnext|most-?read|more-?(?:stories|news|on|from|posts)|(?:see|read|you-may)-also|dont-miss|also-like|latest",
        "c": "captions?|credits?|figcaption|photo-?credit|gallery|slider|slideshow|carousel",
        "b": "bylines?|authors?|bio|contributors?",
        "d": "dates?|dateline|timestamp|datetime|pubdate|published",
        "n": "nav|navigation|navbar|subnav|menu|breadcrumbs?|toolbar|masthead|topbar|footer|pagination|pager|sitemap"
        "|skip|tags|taglist|cookies?|consent|gdpr",
        "x": "sidebar|rail|modal|popup|overlay|tooltip",
    }.items()
}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\s]+")
_ARTICLE = re.compile(r"(?:article|posting|review)$", re.IGNORECASE)
_DAY_NAMES = (
    *("article:published_time", "og:article:published_time", "datepublished", "article.published", "publish-date"),
    *(
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish_date",
        "publication_date",
        "dc.date.issued",
    ),
    *(
        "dcterms.created",
        "dcterms.date",
        "dc.date",
        "article_date_original",
        "originalpublicationdate",
        "cxenseparse:recs:publishtime",
        "date",
    ),
)
_AUTHOR_NAMES = ("author", "parsely-author", "sailthru.author", "dc.creator", "byl", "article:author")
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_DAY_OF_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-])")
_DEPTH = 8
_POINTER = re.compile(
    r"(?:read|see|learn|find out|watch|listen)\b[^.:]{0,12}\b(?:more|also|next|related)\b|related\b|also (?:on|read)\b"
    r"|more (?:from|on|great|stories|news)\b|don.t miss\b|recommended\b|most read\b|continue reading\b"
    r"|(?:you )?(?:may|might) also (?:like|be interested)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"follow\b.{0,80}\b(?:on|twitter|facebook|instagram)\b|sign up\b|subscribe\b|click here\b"
    r"|listen to .{0,40}\blive\b|reach the reporter|(?:get|have) .{0,60}\b(?:in your inbox|letterbox)\b"
    r"|tell us what\b|like this story\b|share (?:this|it)\b|copyright\b|©|.{0,80}\b(?:newsletter|subscribe to)\b",
    re.IGNORECASE,
)
_ADVERT = re.compile(r"(?:advert(?:isement|orial)?|sponsored(?: content)?|article continues below.*)\W*", re.IGNORECASE)


def letter_of(element: HtmlElement) -> str:
    """Say what the class, role and tag of an element make of the lines in it; "" where they say nothing.

    The letters are those of `framing.formats.page_lines`. An article, and a quotation in it, say nothing.
    """
    tag = element.tag
    if tag in ("html", "body", "main", "article", "blockquote"):
        return ""
    said = dict(element.attrib)
    letter = _letter_of_name(f"{said.get('class', '')} {said.get('id', '')}") if "class" in said or "id" in said else ""
    if not letter and ("itemprop" in said or "rel" in said or "role" in said):
        marks = (_OF_MARK.get(said.get(name, "").lower(), "") for name in ("itemprop", "rel"))
        letter = next(filter(None, marks), "") or _OF_ROLE.get(said.get("role", ""), "")
    return letter or _OF_TAG.get(tag, "")


@lru_cache(maxsize=4096)
def _letter_of_name(name: str) -> str:
    unified = _HUMP.sub("-", name).lower()
    return next((letter for letter, pattern in _OF_NAME.items() if pattern.search(unified)), "")


def is_hidden(element: HtmlElement) -> bool:
    """Say whether a page keeps an element from view at first."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and "display:none" in style.replace(" ", ""))


def is_pointer(text: str) -> bool:
    """Say whether a line begins as one that points to another story: "Read more", "Don't miss".

    Examples
    --------
    >>> is_pointer("Read more: The river falls"), is_pointer("The river falls")
    (True, False)
    """
    return _POINTER.match(text) is not None


def is_notice(text: str) -> bool:
    """Say whether a line is of the kind that closes a page: "Sign up for …", "Follow us on …", a copyright."""
    return _NOTICE.match(text) is not None


def is_advert(text: str) -> bool:
    """Say whether a line does nothing but announce an advertisement."""
    return _ADVERT.fullmatch(text) is not None


def read_metadata(tree: HtmlElement) -> dict[str, str | None]:
    """Read what a page says of its article: in JSON-LD, OpenGraph and other ``meta``, in ``time`` and ``link``.

    The title is without the name of the site where the page has it as a heading. A title or an author that the page
    does not declare is looked for in its text by trafilatura. A day is taken from a full date in the page's own
    address (the day at the outlet's place), else only from where it names the day of publication; one before
    1600 or in the future is not. The outlet is the site's name, else its publisher's, else the host.

    Returns
    -------
    dict
        ``title``, ``author``, ``date`` (ISO), ``date_raw`` (a day that was not understood, as written), ``outlet``,
        ``url``, ``language`` (``en``); None where the page does not say.
    """
    meta = _list_meta(tree)
    records = list(_list_records(tree))
    article = next((record for record in records if _is_article(record)), {})
    url = _address(tree, meta)
    day, raw = _read_day(tree, meta, article, url)
    title, author = _clean(article.get("headline")) or _clean(meta.get("og:title")), _authors(article, meta)
    if not (title and author):
        said = _look_for_both(tree)
        title, author = title or said[0], author or said[1]
    return {
        "title": _without_site(title, tree),
        "author": author,
        "date": day,
        "date_raw": raw,
        "outlet": _outlet(meta.get("og:site_name"), article) or _host(url),
        "url": url,
        "language": _language(tree, meta),
    }


def _list_meta(tree: HtmlElement) -> dict[str, str]:
    """Give the first content of every name in the page's ``meta``."""
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                meta.setdefault(name, content)
    return meta


def _list_records(tree: HtmlElement) -> Iterator[dict[str, object]]:
    """List the objects of the page's JSON-LD, those within others too; what is not JSON is passed over."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            content = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [(content, 0)]
        while waiting:
            value, depth = waiting.pop(0)
            if isinstance(value, dict):
                yield value
            inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            if depth < _DEPTH:
                waiting += [(item, depth + 1) for item in inner if isinstance(item, dict | list)]


def _is_article(record: dict[str, object]) -> bool:
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in _listed(record.get("@type")))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names(said: object) -> list[str]:
    """Give the names of those whom a record or a ``meta`` names; an address is no name."""
    names = [_clean(item.get("name") if isinstance(item, dict) else item) for item in _listed(said)]
    return list(dict.fromkeys(_BY.sub("", name) for name in names if name and not _host(name)))


def _authors(article: dict[str, object], meta: dict[str, str]) -> str | None:
    declared = _names([meta.get(name) for name in _AUTHOR_NAMES])
    return "; ".join(_names(article.get("author")) or declared[:1]) or None


def _look_for_both(tree: HtmlElement) -> tuple[str | None, str | None]:
    from trafilatura.metadata import extract_metadata

    try:
        said = extract_metadata(tree, date_config={"extensive_search": False, "original_date": True})
    except Exception:  # it follows what a page wrote: whatever fails there fails for that page alone
        return None, None
    return _clean(said.title), _clean(said.author)


def _outlet(name: str | None, article: dict[str, object]) -> str | None:
    """Give the name of the site, else of the publisher; of an address, the host."""
    name = _clean(name) or next(iter(_names(article.get("publisher"))), None)
    return name and (_host(name) or name.removeprefix("@"))


def _address(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    """Give the page's own address, where it names one in full."""
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    for address in (*links, meta.get("og:url")):
        if address and _host(address.strip()):
            return str(address).strip()
    return None


def _host(address: str | None) -> str | None:
    try:
        parts = urlsplit(address or "")
        return (parts.hostname or "").removeprefix("www.") or None if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _read_day(
    tree: HtmlElement, meta: dict[str, str], article: dict[str, object], url: str | None
) -> tuple[str | None, str | None]:
    """Give the day of publication, or what stands in its place and is not a day."""
    found = _DAY_OF_ADDRESS.search(url or "")
    places = ["-".join(found.groups()) if found else None, article.get("datePublished")]
    places += [meta.get(name) for name in _DAY_NAMES]
    places += [
        element.get("datetime") or element.get("content") or element.text
        for element in tree.iter("time", "span", "abbr", "div", "p")
        if (element.get("itemprop") or "").lower() == "datepublished" or element.get("pubdate") is not None
    ]
    raw = None
    for said in places:
        value = said.strip() if isinstance(said, str) else None
        if not value:
            continue
        dates = read_dates([value])
        try:
            check_range(dates, names=["page"], files=["page"])
        except CorpusError:
            continue
        if dates.precision[0] == "day":
            return str(dates.days[0])[:10], None
        raw = raw or dates.raw[0]
    return None, raw


def _without_site(title: str | None, tree: HtmlElement) -> str | None:
    """Take the page's own heading for the title where the title only adds to it."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    return next((h for h in headings if title and len(h.split()) > 2 and title.startswith(h)), title)


def _language(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    said = tree.get("lang") or meta.get("og:locale") or ""
    found = re.match(r"\s*([a-z]{2,3})(?![a-z])", said, re.IGNORECASE)
    return found[1].lower() if found else None


def _clean(value: object) -> str | None:
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None
