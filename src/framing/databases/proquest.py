"""Exports of ProQuest: many documents in one text file or web page, each with its number and labelled lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from framing.databases.markup import list_hidden, list_paragraphs, parse_piece
from framing.databases.proquest_numbers import LISTED, Block, list_titles, number_documents
from framing.databases.proquest_records import Labels, find_closing, load_labels, read_record
from framing.formats.documents import Document, Line
from framing.formats.harvest import Doubt, Harvest, reconcile

__all__ = ["read", "read_page", "recognise", "recognise_page"]

_RULE = "_" * 20
_HEAD = 4000  # lines: the first document begins among them, after the list of titles
_ANCHOR = re.compile(r"<a\s[^<>]{0,200}?name\s*=\s*[\"']?DocID_", re.IGNORECASE)
_WORDS = re.compile(r"<text\s[^<>]{0,200}?wordcount\s*=\s*[\"']?(\d{1,7})", re.IGNORECASE)
_LONG = 120  # characters: no wrapped line is longer


def recognise(lines: Sequence[Line]) -> bool:
    """Tell whether lines are an export of ProQuest.

    They are where the labels that close a document stand together in ProQuest's order, the number of the document
    among them, or where a numbered document begins with labels ("Document 1 of 200", "Publication info:").

    Examples
    --------
    >>> recognise([Line("Title: Rain again"), Line("It rained.")])
    False
    """
    labels = load_labels()
    run: list[str] = []
    numbered = heads = 0
    for text in (line.text for line in lines[:_HEAD] if line.text):
        numbered += labels.numbers(text) is not None
        head = labels.in_head(text)
        heads += head is not None and head[0] in ("publication_info", "text", "links", "abstract")
        closing = labels.in_closing(text)
        run = [*run, closing[0]] if closing else []
        if (len(run) >= 4 and "database_id" in run) or (numbered and heads >= 2):
            return True
    return False


def read(document: Document) -> Harvest:
    r"""Read every document of an export as text.

    Parameters
    ----------
    document
        Its lines.

    Returns
    -------
    Harvest
        Articles with ``text`` (what stands under "Full text", nothing else), ``title``, ``outlet``, ``date`` as
        written, ``author``, ``section``, ``pages``, ``language``, ``url``, ``genre``, ``database_id``, ``abstract``,
        ``subjects`` and the other labels by name. Announced is what "Document 3 of 200" says, else the list of titles
        at the top.

    Notes
    -----
    A document without its text is kept with "" as text. A line in a text that looks like a label stays in the text
    unless it stands right above the true labels and ProQuest could have put it there. A line of underscores within a
    text is taken for an end only where a document follows.

    Examples
    --------
    >>> from framing.formats.documents import split_lines
    >>> lines = ["Document 1 of 2", "Rain again", "Publication info: The Gazette ; Valbourg. 04 Mar 2019: 1."]
    >>> lines += ["Full text: It rained.", "Title: Rain again", "ProQuest document ID: 1", "Database: Newsstream"]
    >>> found = read(Document(split_lines("\n".join(lines))))
    >>> found.announced, found.articles[0]["text"], [doubt.reason for doubt in found.doubts]
    (2, 'It rained.', ['article missing'])
    """
    labels = load_labels()
    blocks = list(_part(document.lines, labels))
    wrapped = document.wrapped and not _has_long_lines(document.lines)
    return _harvest(blocks, labels, wrapped=wrapped)


def recognise_page(html: str) -> bool:
    """Tell whether a page is an export of ProQuest: a document's anchor, or its labels in bold with its number."""
    if not re.search(r"proquest", html, re.IGNORECASE):
        return False
    bold = r"<strong[^<>]{0,200}>\s*ProQuest[\s-]*(?:document\s*ID|Dokument-ID)"
    return bool(_ANCHOR.search(html) or re.search(bold, html, re.IGNORECASE))


def read_page(html: str) -> Harvest:
    """Read every document of an export as a web page; see ``read``.

    ``announced_words`` is the number of words the page itself gives for a text.
    """
    labels = load_labels()
    starts = [found.start() for found in _ANCHOR.finditer(html)] or [0]
    cuts = [0, *starts, len(html)] if starts[0] else [*starts, len(html)]
    blocks: list[Block] = []
    for start, end in pairwise(cuts):
        piece = html[start:end]
        tree, whole = parse_piece(piece)
        texts = list_paragraphs(tree) if tree is not None else []
        lines = [Line(part) for text in texts for part in (text, "")]
        found = [block for block in _part(lines, labels) if block.lines or block.number is not None]
        words = _WORDS.search(piece)
        if found:
            found[0].words = int(words[1]) if words else None
            found[0].doubts += [] if whole else [("file damaged", "its mark-up is nested too deeply: taken off")]
        if hidden := list_hidden(piece, tree):
            found = found or [Block()]
            found[0].hidden = hidden
        blocks += found
    return _harvest(blocks, labels, wrapped=False)


def _part(lines: Sequence[Line], labels: Labels) -> Iterator[Block]:
    """Part the lines at rules, at "Document 3 of 200", at the end page and where a head follows a closing part."""
    totals = Counter(found[1] for line in lines if (found := labels.numbers(line.text)))
    usual = max(totals, key=lambda total: (totals[total], total), default=0)
    block, closing, after = Block(), [0, 0], -1  # labels in a row, of them the last stage; where the next would begin
    for line in lines:
        found = labels.numbers(line.text)
        filled = any(known.text for known in block.lines) if found else bool(block.lines)
        opens = found and (not filled or found[1] == usual)
        ends = (closing[1] or not filled) and labels.says("end", line.text)
        if (line.text[:20] == _RULE and not line.text.strip("_")) or opens or ends:
            yield block
            block, closing, after = Block(), [0, 0], -1
            if opens and found:
                block.number, block.total = found
            elif ends:
                block.lines.append(line)
            continue
        label = labels.in_closing(line.text)
        if label:
            closing = [closing[0] + 1, max(closing[1], int(label[1] == 5))]
        elif line.text:
            head = labels.in_head(line.text)
            if closing[0] >= 3 and closing[1]:
                after = len(block.lines)
            if head and head[1] >= 2 and after >= 0:
                rest, block.lines = block.lines[after:], block.lines[:after]
                yield block
                block, after = Block(rest), -1
            closing = [0, 0]
        block.lines.append(line)
    yield block


def _harvest(blocks: list[Block], labels: Labels, *, wrapped: bool) -> Harvest:
    """Name the blocks, number the documents, read them and account for all."""
    harvest = Harvest("ProQuest")
    records, covers, cut_off = _sort(blocks, labels, harvest)
    titles = number_documents(records, covers, harvest)
    for block in records:
        last = cut_off and block is records[-1]
        article, closed = read_record(block.lines, wrapped=wrapped, least=1 if last else 3)
        if block.hidden:
            article["unplaced"] = "\n".join(filter(None, (str(article.get("unplaced", "")), *block.hidden)))
            block.doubts.append(("file damaged", "its mark-up is broken: words it hides are in the column unplaced"))
        if block.words:
            article["announced_words"] = block.words
        harvest.articles.append({**article, "position": block.position})
        if last and not (closed and {"database", "database_id"} & set(article)):
            block.doubts.append(("file cut off", "the labels that close a document are not all there"))
        elif not closed:
            block.doubts.append(("end marker missing", "the labels that close a document are not there"))
        if not article["text"]:
            note = "there is an abstract alone: see the column abstract" if "abstract" in article else ""
            block.doubts.append(("article without text", note))
        missing = [name for name in ("title", "outlet", "date") if not article.get(name)]
        block.doubts += [(f"{name} missing", "") for name in missing]
        name = str(article.get("title") or block.name)
        harvest.doubts += [Doubt(reason, block.position, name, note) for reason, note in block.doubts]
    return reconcile(harvest, titles=titles)


def _sort(
    blocks: list[Block], labels: Labels, harvest: Harvest
) -> tuple[list[Block], list[tuple[int, dict[int, str]]], bool]:
    """Give the documents; the lists of titles, with the number of documents before each; and whether no end follows."""
    records: list[Block] = []
    covers: list[tuple[int, dict[int, str]]] = []
    fresh = True
    for block in blocks:
        block.kind = _kind(block, labels)
        open_ = bool(records) and not fresh and not records[-1].closed
        if block.kind == "record" or (block.kind == "rest" and not open_):
            block.fresh, fresh = fresh, False
            records.append(block)
        elif open_ and block.kind in ("rest", "other"):
            records[-1].lines += [Line("_" * 60), *block.lines]
            records[-1].closed = block.closed
            records[-1].hidden += block.hidden
            note = "a line of underscores stands within it: what follows was taken for the rest of its text"
            records[-1].doubts.append(("end marker missing", note))
        elif block.kind in ("cover", "end"):
            fresh = True
            if listed := list_titles(block):
                covers.append((len(records), listed))
        elif block.kind:
            text = " ".join([*(line.text for line in block.lines if line.text), *block.hidden])
            note = f"{len(text.split())} words that belong to no document: {text[:1000]}"
            harvest.doubts.append(Doubt("record not an article", name=block.name, note=note, kept=False))
    return records, covers, not fresh


def _kind(block: Block, labels: Labels) -> str:
    """Say what a block is, by its labels; "" where it is empty."""
    filled = [line.text for line in block.lines if line.text]
    if not filled:
        return "record" if block.number is not None else "other" if block.hidden else ""
    block.closed = find_closing(block.lines, labels) < len(block.lines)
    head = any((found := labels.in_head(text)) and found[1] >= 2 for text in filled[:400])
    if block.number is not None or head:
        return "record"
    if block.closed:
        return "rest"
    if labels.says("end", filled[0]):
        return "end"
    listed = sum(bool(LISTED.fullmatch(text)) for text in filled)
    return "cover" if labels.says("cover", filled[0]) or listed * 2 > len(filled) else "other"


def _has_long_lines(lines: Sequence[Line]) -> bool:
    """Tell whether a line is longer than wrapped ones are: an address does not count."""
    return any(len(line.text) > _LONG and "http" not in line.text[:60] for line in lines)
