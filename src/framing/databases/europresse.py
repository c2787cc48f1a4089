"""Exports of Europresse as a web page: ``<article>`` by article, or in the older layout table by table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from framing.databases.europresse_header import load_labels, read_header, read_outlet
from framing.databases.markup import classes_of, list_hidden, list_paragraphs, parse_piece
from framing.formats.harvest import Doubt, Harvest, reconcile

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_page", "recognise_page"]

_OUTLET = re.compile(r"<span[^<>]{0,200}?class\s*=\s*[\"']?[^\"'<>]{0,100}?DocPublicationName", re.IGNORECASE)
_PARTS = re.compile(r"class\s*=\s*[\"']?[^\"'<>]{0,100}?(?:DocHeader|titreArticle|publiC-lblNodoc)", re.IGNORECASE)
_EDGE = re.compile(r"<(/?)article\b[^<>]{0,500}>", re.IGNORECASE)
_NUMBER = re.compile(r"\b[a-z]{2,12}\s?·\s?(\d{8})\s?·\s?([\w-]{1,20})\s?·\s?([\w./-]{1,60})")
_TITLE = re.compile(r"titreArticle", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…:»\"”]$")

_PLACES = {
    "outlet": ("docpublicationname",),
    "header": ("docheader",),
    "title": ("rdp__articletitle", "titrearticle", "grandtitre", "titrearticlevisu"),
    "kicker": ("rdp__surtitle",),
    "subtitle": ("rdp__subtitle",),
    "author": ("docauthors", "sm-margin-bottomnews"),
    "text": ("dococurrcontainer", "doctext"),
    "notes": ("apd-wrapper", "rdp__newsdoc"),
    "number": ("public-lblnodoc", "public_lblnodoc"),
    "copyright": ("doc-legalinfo",),
}
"""Part of an article, and the classes that mark it: the first class that is there counts."""


@dataclass(slots=True)
class _Piece:
    """The mark-up of one article, and whether its tags were there."""

    html: str
    doubts: list[tuple[str, str]] = field(default_factory=list)


def recognise_page(html: str) -> bool:
    """Tell whether a page is an export of Europresse: the name of an outlet in its own span, and another of its parts.

    Examples
    --------
    >>> recognise_page("<article><h1>Rain again</h1><p>It rained.</p></article>")
    False
    """
    return bool(_OUTLET.search(html) and _PARTS.search(html))


def read_page(html: str) -> Harvest:
    """Read every article of an export.

    Parameters
    ----------
    html
        The page as text.

    Returns
    -------
    Harvest
        Articles with ``text`` (the part Europresse marks as text), ``title``, ``outlet``, ``edition``, ``date`` as
        written, ``section``, ``pages``, ``announced_words``, ``author``, ``database_id`` (news·20190304·GA·001),
        ``copyright``; ``unplaced`` is what stands elsewhere in the article. Announced is the number of opening tags, or
        of document numbers where there are more.

    Notes
    -----
    An article whose tags are lost is still found by the name of its outlet. In the older layout nothing marks the
    author: a first line of ten words at most that ends no sentence is taken for it.

    Examples
    --------
    >>> page = '<article><span class="DocPublicationName">La Gazette</span><span class="DocHeader">4 mars 2019</span>'
    >>> page += '<div class="titreArticle">La pluie</div><div class="DocText"><p>Il a plu.</p></div></article>'
    >>> found = read_page(page)
    >>> found.announced, found.articles[0]["text"], found.articles[0]["date"]
    (1, 'Il a plu.', '4 mars 2019')
    """
    old = not _EDGE.search(html)
    harvest = Harvest("Europresse, older layout" if old else "Europresse")
    pieces = list(_part_old(html) if old else _part(html))
    outside = [piece for piece in pieces if not _is_article(piece.html)]
    for piece in outside:
        _report_outside(piece, harvest)
    articles = [piece for piece in pieces if _is_article(piece.html)]
    for position, piece in enumerate(articles, start=1):
        article = _read_article(piece, old=old)
        if old and "database_id" not in article:
            piece.doubts += _doubt_end(html, is_last=position == len(articles))
        harvest.articles.append({**article, "position": position})
        name = str(article.get("title") or article["text"])[:100]
        harvest.doubts += [Doubt(reason, position, name, note) for reason, note in piece.doubts]
    n_numbers = len({found[0] for found in _NUMBER.finditer(html)})
    harvest.announced = max(
        sum(not edge[1] for edge in _EDGE.finditer(html)), n_numbers, 0 if not old else len(articles)
    )
    return reconcile(harvest)


def _part(html: str) -> Iterator[_Piece]:
    """Cut a page at the tags of its articles; where these are lost, at the name of the next outlet."""
    start, inside = 0, False
    for edge in (*_EDGE.finditer(html), None):
        end = edge.start() if edge else len(html)
        pieces = list(_part_old(html[start:end]))
        last = pieces[-1]
        if not inside and any(_is_article(piece.html) for piece in pieces):
            pieces[0].doubts.append(("end marker missing", "the tag that opens it is not there"))
        for piece in pieces[:-1]:
            piece.doubts.append(("end marker missing", "the tags between it and the next article are not there"))
        if inside and edge is None:
            last.doubts.append(("file cut off", "the page ends within it"))
        elif inside and edge and not edge[1]:
            last.doubts.append(("end marker missing", "the tag that closes it is not there"))
        yield from pieces
        if edge:
            start, inside = edge.end(), not edge[1]


def _part_old(html: str) -> Iterator[_Piece]:
    """Cut where the name of an outlet follows a title or a document number: there the next article begins."""
    names = [found.start() for found in _OUTLET.finditer(html)]
    start = 0
    for before, name in pairwise(names):
        if _TITLE.search(html, before, name) or _NUMBER.search(html, before, name):
            yield _Piece(html[start:name])
            start = name
    yield _Piece(html[start:])


def _is_article(html: str) -> bool:
    return bool(_OUTLET.search(html) or _PARTS.search(html))


def _report_outside(piece: _Piece, harvest: Harvest) -> None:
    """Report words that stand outside every article."""
    tree, _ = parse_piece(piece.html)
    lines = [*(list_paragraphs(tree) if tree is not None else []), *list_hidden(piece.html, tree)]
    if lines:
        note = f"{sum(len(line.split()) for line in lines)} words outside an article: {' '.join(lines)[:1000]}"
        harvest.doubts.append(Doubt("record not an article", name=lines[0][:100], note=note, kept=False))


def _read_article(piece: _Piece, *, old: bool) -> dict[str, object]:
    """Read one article: its parts by class, and what stands outside them."""
    tree, whole = parse_piece(piece.html)
    if tree is None:
        piece.doubts += [("article without text", "there is nothing in it"), ("title missing", "")]
        return {"text": "", "unplaced": "\n".join(list_hidden(piece.html, None))}
    if not whole:
        piece.doubts.append(("file damaged", "its mark-up is nested too deeply: it was taken off"))
    parts = _find_parts(tree)
    found = {name: _texts(elements) for name, elements in parts.items()}
    rest = list_paragraphs(tree, without={element for elements in parts.values() for element in elements})
    article: dict[str, object] = {}
    read_outlet(found["outlet"], article)
    read_header(found["header"], article)
    for name in ("title", "kicker", "subtitle"):
        article[name] = " ".join(found[name])
    article["author"] = "; ".join(found["author"])
    article["notes"] = "\n".join(found["notes"])
    body = found["text"]
    notices = _take_number(found["number"] + found["copyright"], article)
    rest = _take_number(rest, article)
    rest, below = _take_copyright(rest)
    article["copyright"] = " ".join([*notices, *below])
    if not body and (old or rest):
        body, rest = _take_body(rest, article, old=old), []
        if not old:
            piece.doubts.append(
                ("end marker missing", "nothing marks its text: it is what stands outside its other parts")
            )
    if hidden := list_hidden(piece.html, tree):
        piece.doubts.append(("file damaged", "its mark-up is broken: words it hides are in the column unplaced"))
    article["unplaced"] = "\n".join([*rest, *hidden])
    _doubt(article, body, piece)
    return {"text": "\n\n".join(body), **{name: value for name, value in article.items() if value}}


def _find_parts(tree: HtmlElement) -> dict[str, list[HtmlElement]]:
    """Find the elements of each part: the outermost of the first class that is there."""
    marked: dict[str, list[HtmlElement]] = {}
    for element in tree.iter():
        for name in classes_of(element):
            marked.setdefault(name, []).append(element)
        if element.tag in ("aside", "footer"):
            marked.setdefault(element.tag, []).append(element)
    parts = {}
    for part, classes in _PLACES.items():
        elements = next((marked[name] for name in classes if name in marked), [])
        own = set(elements)
        parts[part] = [element for element in elements if not own.intersection(element.iterancestors())]
    parts["notes"] += marked.get("aside", [])
    parts["copyright"] += marked.get("footer", [])
    return parts


def _texts(elements: list[HtmlElement]) -> list[str]:
    """List the paragraphs of elements, none of them twice."""
    known = set(elements)
    outer = [element for element in elements if not known.intersection(element.iterancestors())]
    return [line for element in outer for line in list_paragraphs(element)]


def _take_number(lines: list[str], article: dict[str, object]) -> list[str]:
    """Take the document number out of lines, and from it the day where the header gives none; give the others."""
    others: list[str] = []
    for line in lines:
        found = _NUMBER.search(line)
        if found:
            article.setdefault("database_id", found[0])
            article.setdefault("date", f"{found[1][:4]}-{found[1][4:6]}-{found[1][6:]}")
            line = " ".join((line[: found.start()] + line[found.end() :]).split())
        if line and line.casefold().rstrip(" :") not in load_labels()["number"]:
            others.append(line)
    return others


def _take_copyright(lines: list[str]) -> tuple[list[str], list[str]]:
    """Part the notice of copyright, among the last four lines, from the others."""
    signs = tuple(load_labels()["copyright"])
    below = [line for line in lines[-4:] if len(line) < 600 and line.casefold().startswith(signs)]
    return [line for line in lines if line not in below], below


def _take_body(lines: list[str], article: dict[str, object], *, old: bool) -> list[str]:
    """Take the lines that no class marks as the text, in the older layout the author first."""
    by_line = old and len(lines) > 1 and len(lines[0].split()) <= 10 and not _SENTENCE.search(lines[0])
    if by_line and not article.get("author"):
        article["author"], lines = lines[0], lines[1:]
    return lines


def _doubt_end(html: str, *, is_last: bool) -> list[tuple[str, str]]:
    """Say of an article of the older layout that no document number ends: cut off, or without its end mark."""
    if is_last and "</html" not in html.lower():
        return [("file cut off", "the page ends within it")]
    return [("end marker missing", "no document number stands below it")] if _NUMBER.search(html) else []


def _doubt(article: dict[str, object], body: list[str], piece: _Piece) -> None:
    """Say what is missing or cut off."""
    n_words = sum(len(line.split()) for line in body)
    announced = article.get("announced_words")
    if not body:
        piece.doubts.append(("article without text", ""))
    elif isinstance(announced, int) and n_words < 0.8 * announced - 5:
        piece.doubts.append(("text cut off", f"{announced} words announced, {n_words} found"))
    missing = [column for column in ("title", "outlet", "date") if not article.get(column)]
    piece.doubts += [(f"{column} missing", "") for column in missing]
