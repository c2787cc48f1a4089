"""Factiva exports that come as a web page ("Format for saving", article format), with field codes or without.

Each article is ``div.article.enArticle`` (the language of the article before ``Article``): with codes a table, a code
and its value in each row; without, ``div#hd`` with the headline, a ``div`` for every line of the heading,
``p.articleParagraph`` for the text, and plain ``p`` for captions, publisher and "Document GAZ…". The page is read as
one stream of these, so that an article whose own ``div`` is damaged is still found by its headline and its end marker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.databases.factiva import read
from framing.databases.factiva_headings import read_heading_lines, take_publisher
from framing.databases.factiva_records import Account, Record, find_accession, labels, read_count, take_stock
from framing.databases.markup import classes_of, list_paragraphs, parse_piece
from framing.formats.documents import Document, Line
from framing.formats.harvest import Doubt, Harvest, Unreadable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_page", "recognise_page"]

_SIGN = re.compile(r"""class\s*=\s*["']?(?:article\s+[a-z]{2,6}Article|[a-z]{2,6}Headline|articleParagraph\s)""")
_ARTICLE = re.compile(r"[a-z]{2,6}Article")
_HEADLINE = re.compile(r"[a-z]{2,6}Headline")
_CODE = re.compile(r"[A-Z]{2,3}")
_ARTICLE_WITHIN = ".//*[contains(@class, 'Headline') or contains(@class, 'articleParagraph')][1]"
_SPACES = re.compile(r"\s+")
_SKIPPED = ("script", "style", "head", "noscript", "input", "select", "title")
_FURNITURE = ("pageFooter", "navcontainer", "footerBG", "fcpNavContainer", "postProcessingNav")
_BLOCKS = frozenset("div p td tr table li ul ol h1 h2 h3 h4 pre blockquote form body".split())


@dataclass(slots=True)
class _Piece:
    """One line of the page: "start" of an article, "code", "headline", "author", "line", "text" or "plain"."""

    kind: str
    text: str = ""


def recognise_page(html: str) -> bool:
    """Say whether a page is an export of Factiva: classes that only its articles have, and its end marker or codes.

    Examples
    --------
    >>> page = '<div class="article enArticle"><span class="enHeadline">Rain</span>'
    >>> page += "<p>Document GAZ0000020190304ef340001a</p></div>"
    >>> recognise_page(page), recognise_page("<article><h1>Rain</h1><p>It rained.</p></article>")
    (True, False)
    """
    if not _SIGN.search(html):
        return False
    return "Factiva" in html or any(find_accession(text.strip()) for text in re.split(r"<[^>]{0,300}>", html))


def read_page(html: str) -> Harvest:
    """Read a page saved from Factiva.

    Parameters
    ----------
    html
        The page, decoded.

    Returns
    -------
    Harvest
        As of ``factiva.read``. Captions and other lines outside the paragraphs of the text are in ``caption``.

    Raises
    ------
    Unreadable
        Where the page holds nothing.

    Examples
    --------
    >>> page = '<div class="article enArticle"><div id="hd"><span class="enHeadline">Rain</span></div>'
    >>> page += '<div>2 words</div><p class="articleParagraph">It rained.</p>'
    >>> page += "<p>Document GAZ0000020190304ef340001a</p></div></html>"
    >>> article = read_page(page).articles[0]
    >>> article["title"], article["text"], article["announced_words"]
    ('Rain', 'It rained.', 2)
    """
    tree, whole = parse_piece(html)
    if tree is None or not html.strip():
        raise Unreadable("file empty", "a page without a word")
    if not whole:
        harvest = read(Document([Line(text) for text in list_paragraphs(tree)]))
        harvest.doubts.append(Doubt("file damaged", note="nested too deeply: read as lines, without its mark-up"))
        return harvest
    account = Account()
    _read_summary(tree, account)
    records = _collect(list(_list_pieces(tree)), account)
    if "</html>" not in html[-2000:].lower() and records and records[-1].accession:
        account.doubts.append(Doubt("file cut off", note="the page does not end: what came after is lost"))
    if account.found and records:
        records[-1].after = "summary"
    return take_stock(records, account)


def _read_summary(tree: HtmlElement, account: Account) -> None:
    """Read the table of the search summary."""
    for row in _list_summary(tree):
        cells = [_SPACES.sub(" ", cell.text_content()).strip() for cell in row.findall("td")]
        if len(cells) != 2:
            continue
        label, value = cells[0].casefold(), cells[1]
        count = read_count(value, unit=False)
        if label in labels().words["found"] and count is not None:
            account.found.append(count)
        elif label in labels().words["time"]:
            account.retrieved = value


def _list_summary(tree: HtmlElement) -> Iterator[HtmlElement]:
    """List the rows of the summary; one around another table, where an end is lost, is none."""
    from lxml import etree

    depth, bare = 0, None
    for event, element in etree.iterwalk(tree, events=("start", "end"), tag=("table", "tr")):
        if element.tag == "table":
            depth += ("searchpreview" in classes_of(element)) * (1 if event == "start" else -1)
            bare = None
        elif event == "start":
            bare = element if depth else None
        elif element is bare:
            yield element


def _list_pieces(tree: HtmlElement) -> Iterator[_Piece]:
    """List the lines of a page in order, each with what its mark-up says it is."""
    kind, words = "plain", [""]
    around = ["plain"]
    for event, element in _walk(tree):
        tag = element.tag
        classes = (element.get("class") or "").split()
        if event == "start":
            if tag in _BLOCKS or tag == "br":
                yield from _close(kind, words)
            if tag in _BLOCKS:
                kind = _kind(element, classes)
                around.append(kind)
            if tag == "div" and any(_ARTICLE.fullmatch(name) for name in classes):
                yield _Piece("start")
            if any(_HEADLINE.fullmatch(name) for name in classes) and kind != "value":
                kind = "headline"
            words.append(element.text or "")
        else:
            if tag in _BLOCKS:
                yield from _close(kind, words)
                around.pop()
                kind = around[-1]
            words.append(element.tail or "")
    yield from _close(kind, words)


def _walk(tree: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Go through the elements of a page, but not into its furniture, which gives only what follows it."""
    from lxml import etree

    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if event == "start" and _is_furniture(element):
            walker.skip_subtree()
            element.text = ""
        yield event, element


def _is_furniture(element: HtmlElement) -> bool:
    classes = element.get("class") or ""
    named = (element.get("id") or "") in _FURNITURE or any(name in _FURNITURE for name in classes.split())
    if element.tag in _SKIPPED:
        return True
    return (named or "searchPreview" in classes) and not element.xpath(_ARTICLE_WITHIN)  # an end lost, and it takes all


def _kind(element: HtmlElement, classes: list[str]) -> str:
    if "articleParagraph" in classes or element.tag == "pre":
        return "text"
    if element.get("id") == "hd":
        return "headline"
    if element.tag == "td" or any(above.tag == "td" for above in _above(element)):
        named = any("index" in (near.get("class") or "").split() for near in (element, *_above(element)))
        return "code" if named else "value"
    if element.tag == "div" and "author" in classes:
        return "author"
    inside = any(_ARTICLE.fullmatch(name) for above in _above(element) for name in (above.get("class") or "").split())
    return "line" if element.tag == "div" and inside and not classes else "plain"


def _above(element: HtmlElement) -> Iterator[HtmlElement]:
    """Give the two elements around one."""
    parent = element.getparent()
    for _ in range(2):
        if parent is None:
            return
        yield parent
        parent = parent.getparent()


def _close(kind: str, words: list[str]) -> Iterator[_Piece]:
    text = _SPACES.sub(" ", "".join(words)).strip()
    words.clear()
    if text:
        yield _Piece(kind, text)


def _collect(pieces: list[_Piece], account: Account) -> list[Record]:
    """Part the lines of a page into articles: at the start of each, after each end marker, at a second headline."""
    records: list[Record] = []
    open_: list[_Piece] = []

    def close(accession: str = "") -> None:
        record = _read(open_)
        if record is not None:
            record.accession = accession
            record.after = "article"
            records.append(record)
        elif accession:
            records.append(Record(accession=accession))
        else:
            account.leave_out((piece.text for piece in open_), "lines of the page that belong to no article")
        open_.clear()

    for piece in pieces:
        accession = find_accession(piece.text) if piece.kind != "text" else ""
        if piece.kind == "start" or (_begins(piece) and any(_begins(other) for other in open_)):
            close()
        if accession:
            close(accession)
        elif piece.kind != "start":
            open_.append(piece)
    close()
    if records:
        records[-1].after = "end"
    return records


def _begins(piece: _Piece) -> bool:
    return piece.kind == "headline" or (piece.kind == "code" and piece.text == "HD")


def _read(pieces: list[_Piece]) -> Record | None:
    """Read the lines of one article; None where they are none."""
    codes = {piece.text for piece in pieces if piece.kind == "code"}
    record = Record()
    if codes & labels().group.keys():
        code = "ART"
        for piece in pieces:
            if piece.kind == "code" and _CODE.fullmatch(piece.text):
                code = piece.text if piece.text in labels().group else "ART"
            else:
                record.add(code if code != "AN" else "ART", piece.text)
        return record
    if not any(piece.kind in ("headline", "text") for piece in pieces):
        return None
    _read_plain(pieces, record)
    return record


def _read_plain(pieces: list[_Piece], record: Record) -> None:
    """Read an article without codes: section, headline, author, the lines of the heading, text, captions, publisher."""
    seen = False
    heading: list[str] = []
    rest: list[str] = []
    for piece in pieces:
        count = read_count(piece.text) if piece.kind in ("line", "plain") and not heading else None
        if piece.kind == "headline":
            record.add("HD", piece.text)
            seen = True
        elif piece.kind == "author":
            record.add("BY", piece.text)
        elif piece.kind in ("text", "value"):
            record.add("TD", piece.text)
        elif count is not None and "WC" not in record.fields:
            record.add("WC", piece.text)
        elif piece.kind == "line" and "WC" in record.fields:
            heading.append(piece.text)
        elif piece.kind == "line":
            record.add("BY" if seen else "SE", piece.text)
        else:
            rest.append(piece.text)
    after = read_heading_lines(heading, record)
    rest = heading[after:] + rest
    end = take_publisher(["", *rest], record, -1) - 1
    if rest[:end]:
        record.add("ART", *rest[:end])
