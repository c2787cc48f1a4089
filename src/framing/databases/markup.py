"""A piece of an export in HTML as paragraphs of text."""

from __future__ import annotations

import re
from collections.abc import Container
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["classes_of", "list_hidden", "list_paragraphs", "parse_piece"]

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html"),
        *("li", "main", "nav", "ol", "p", "pre", "section", "small", "table", "tbody", "td", "text", "tfoot"),
        *("th", "thead", "tr", "ul"),
    )
)
_SILENT = frozenset({"head", "noscript", "script", "style", "template", "title"})
_TAG = re.compile(r"<[/!]?+([a-zA-Z0-9]*+)[^<>]*+>")
_QUIET_PART = re.compile(r"<(script|style|title|template|noscript)\b[^<>]*>[^<]*</\1\s*>|<!--[^<>]*-->", re.IGNORECASE)
_WORD = re.compile(r"\w{2,}")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse_piece(html: str) -> tuple[HtmlElement | None, bool]:
    """Parse a piece of a page, opening nothing outside it.

    Parameters
    ----------
    html
        Mark-up, whole or cut anywhere.

    Returns
    -------
    tuple
        The tree, None where there is nothing in the piece; and whether its mark-up was read: where it is too deep for
        the parser, it is taken off and the words are left. Characters that no page may hold become U+FFFD, as the
        parser would stop at them.
    """
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True, collect_ids=False
    )
    data = f"<div>{_UNFIT.sub(chr(0xFFFD), html)}</div>".encode("utf-8", "replace")
    try:
        tree = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, not html.strip()
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        flat = _TAG.sub(lambda tag: "<br>" if tag[1].lower() in _BLOCKS else "", html)
        return lxml_html.document_fromstring(
            f"<div>{_UNFIT.sub(chr(0xFFFD), flat)}</div>".encode("utf-8", "replace")
        ), False
    return tree, True


def list_paragraphs(element: HtmlElement, *, without: Container[HtmlElement] = ()) -> list[str]:
    """List the paragraphs of text below an element, in order, each with single blanks.

    Parameters
    ----------
    element
        Where to look.
    without
        Elements whose text is left out.
    """
    from lxml import etree

    pieces = [element.text or ""]
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        if node is element:
            continue
        silent = node.tag in _SILENT or node in without
        if event == "start":
            pieces.append("\n" if node.tag in _BLOCKS else "")
            if silent:
                walker.skip_subtree()
            else:
                pieces.append(_on_one_line(node.text))
        else:
            pieces.append(("\n" if node.tag in _BLOCKS else "") + _on_one_line(node.tail))
    pieces[0] = _on_one_line(pieces[0])
    return [line for line in (" ".join(line.split()) for line in "".join(pieces).split("\n")) if line]


def list_hidden(html: str, tree: HtmlElement | None) -> list[str]:
    """List the lines of a damaged piece with words that the parser lost: behind a quotation mark that never ends.

    Parameters
    ----------
    html
        The piece as it is.
    tree
        What the parser made of it.
    """
    flat = _TAG.sub(lambda tag: "\n" if tag[1].lower() in _BLOCKS else "", _QUIET_PART.sub("", html))
    seen = set(_WORD.findall(" ".join(list_paragraphs(tree)))) if tree is not None else set()
    lines = (" ".join(line.split()) for line in _UNFIT.sub("\ufffd", unescape(flat)).split("\n"))
    return [line for line in lines if not seen.issuperset(_WORD.findall(line))]


def classes_of(element: HtmlElement) -> set[str]:
    """Give the classes of an element, in lower case."""
    return set((element.get("class") or "").lower().split())


def _on_one_line(text: str | None) -> str:
    """Make line ends within the mark-up into blanks: they part nothing on a page."""
    return (text or "").replace("\r", " ").replace("\n", " ")
