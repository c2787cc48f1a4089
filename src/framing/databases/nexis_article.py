"""One article of a Nexis export: its head, its body and what the database says below it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from framing.databases.nexis_marks import HEAD, TAIL, Export, Mark
from framing.formats.documents import join_lines

__all__ = ["Article", "count_shortfall", "read_article"]

_FRONT = 6  # paragraphs before the date: title, outlet, a distributor, a copyright line
_SHORT = 60  # characters: an edition
_TITLE = 300  # characters: no title or outlet is longer
_FULL = 45  # characters: a shorter line of a wrapped value is its last
_TITLES = 4  # paragraphs between the date and the first label (Academic): title, subtitle
_CAPTIONS = 12  # paragraphs of captions below "Graphic"
_CAPTION_WORDS = 400
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_LEAST_SHARE, _LEAST_MISSING = 0.8, 30


@dataclass(slots=True)
class Article:
    """What was read of one article: ``complete`` where its last lines are there, ``error`` where there is only one."""

    row: dict[str, object] = field(default_factory=dict)
    complete: bool = False
    error: bool = False

    def add(self, name: str, value: str) -> None:
        """Put words into a column; a second value goes behind the first."""
        value = " ".join(value.split())
        if value:
            self.row[name] = f"{self.row[name]}; {value}" if self.row.get(name) else value


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The paragraphs of an article as places in the file."""

    export: Export
    places: list[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.places)

    def mark(self, at: int) -> Mark:
        return self.export.marks[self.places[at][0]]

    def text(self, at: int) -> str:
        start, stop = self.places[at]
        return " ".join(line.text for line in self.export.lines[start:stop])

    def is_label(self, at: int, fields: frozenset[str]) -> bool:
        return self.export.is_label(self.places[at][0], fields)

    def value(self, at: int) -> str:
        """The value of a label, over all its lines."""
        start, stop = self.places[at]
        return " ".join([self.export.marks[start].value, *(line.text for line in self.export.lines[start + 1 : stop])])


def read_article(export: Export, start: int, stop: int) -> Article:
    """Read the lines of one article, from its first to the one before its end marker.

    Where the head cannot be told from the body, everything is body: no word of an article is dropped.
    """
    article = Article()
    blocks = _cut_blocks(export, start, stop)
    first = _read_head(blocks, article)
    last = _read_tail(blocks, first, article)
    body = [at for at in range(first, last) if blocks.mark(at).kind != "error"]
    article.error = len(body) < last - first
    if body:
        lines = export.lines[blocks.places[body[0]][0] : blocks.places[body[-1]][1]]
        article.row["text"] = join_lines(lines, wrapped=export.wrapped)
    if "length" in article.row:
        article.row["announced_words"] = int(str(article.row.pop("length")).split(";")[0])
    return article


def count_shortfall(text: str, announced: object) -> str:
    """Say how many words a text has of those announced, where it is clearly shorter; else "".

    Nexis counts the title, the byline and captions too, and parts words at hyphens and apostrophes; these make a
    difference of a tenth, more in a short notice. So a text is called short only where more than a fifth of its words
    *and* more than 30 are missing.

    Examples
    --------
    >>> count_shortfall("It rained. " * 40, 573), count_shortfall("It rained. " * 40, 90)
    ('80 of 573 words', '')
    """
    if not isinstance(announced, int):
        return ""
    found = sum(1 for _ in _WORD.finditer(text))
    short = found < _LEAST_SHARE * announced and announced - found > _LEAST_MISSING
    return f"{found} of {announced} words" if short else ""


def _cut_blocks(export: Export, start: int, stop: int) -> _Blocks:
    """Cut lines into paragraphs: at blank lines and marks; where lines are not wrapped, each is a paragraph."""
    places: list[tuple[int, int]] = []
    for at in range(start, stop):
        kind = export.marks[at].kind
        if kind == "blank":
            continue
        if places and places[-1][1] == at and kind == "text" and _goes_on(export, places[-1][0], at):
            places[-1] = (places[-1][0], at + 1)
        else:
            places.append((at, at + 1))
    return _Blocks(export, places)


def _goes_on(export: Export, start: int, at: int) -> bool:
    """Say whether a line goes on with the paragraph that begins at ``start``."""
    kind = export.marks[start].kind
    if not export.wrapped or kind in ("body", "classification", "graphic", "number", "end", "count"):
        return False
    if kind == "date":
        return at - start <= 2 and len(export.lines[at].text) <= _SHORT
    return kind == "text" or len(export.lines[at - 1].text) >= _FULL


def _read_head(blocks: _Blocks, article: Article) -> int:
    """Read title, outlet, date and labels; give the place of the first paragraph of the body."""
    at = _find_date(blocks)
    if at is not None:
        _read_front(blocks, at, article)
        at = _read_below_date(blocks, at + 1, article)
    else:
        at = _read_undated(blocks, article)
    label = ""
    while at < len(blocks):
        mark = blocks.mark(at)
        if blocks.is_label(at, HEAD):
            label = mark.field
            article.add(label, blocks.value(at))
        elif mark.kind == "copyright":
            article.add("copyright", blocks.text(at))
        elif mark.kind == "date" and "date" not in article.row:
            article.row["date"] = mark.field
        elif mark.kind == "body" and not blocks.export.academic:
            return at + 1
        elif label not in ("", "length") and _body_follows(blocks, at):
            article.add(label, blocks.text(at))
        else:
            return at
        at += 1
    return at


def _body_follows(blocks: _Blocks, at: int) -> bool:
    """Say whether "Body" comes so soon that what stands before it belongs to the last label."""
    if blocks.export.academic:
        return False
    return any(blocks.mark(ahead).kind == "body" for ahead in range(at, min(at + 4, len(blocks))))


def _find_date(blocks: _Blocks) -> int | None:
    for at in range(min(_FRONT + 1, len(blocks))):
        kind = blocks.mark(at).kind
        if kind == "date":
            return at
        if kind not in ("text", "copyright") or len(blocks.text(at)) > _TITLE:
            return None
    return None


def _read_front(blocks: _Blocks, stop: int, article: Article) -> None:
    """Read what stands above the date: title and outlet (Nexis Uni), or the outlet (Academic)."""
    front: list[list[str]] = []
    for at in range(stop):
        if blocks.mark(at).kind == "copyright":
            article.add("copyright", blocks.text(at))
        else:
            start, end = blocks.places[at]
            front.append([line.text for line in blocks.export.lines[start:end]])
    article.row["date"] = blocks.mark(stop).field
    article.add("edition", blocks.value(stop))
    if not front:
        return
    if blocks.export.academic:
        article.add("outlet", " ".join(front[0]))
        article.add("title", " ".join(" ".join(part) for part in front[1:]))
        return
    if len(front) == 1 and len(front[0]) > 1:  # title and outlet without a blank line between them
        front = [front[0][:-1], front[0][-1:]]
    article.add("title", " ".join(front[0]))
    if len(front) > 1:
        article.add("outlet", " ".join(front[-1]))
    article.add("distributor", " ".join(" ".join(part) for part in front[1:-1]))


def _read_below_date(blocks: _Blocks, at: int, article: Article) -> int:
    """Read the edition (Nexis Uni) or the title (Academic) below the date; give the next place."""
    stops: Callable[[int], bool] = lambda place: (  # noqa: E731
        blocks.is_label(place, HEAD) or blocks.mark(place).kind in ("copyright", "body")
    )
    most, longest = (_TITLES, _TITLE) if blocks.export.academic else (2, _SHORT)
    ahead = at
    while ahead < min(at + most, len(blocks)) and not stops(ahead):
        if blocks.mark(ahead).kind != "text" or len(blocks.text(ahead)) > longest:
            break
        ahead += 1
    labelled = ahead < len(blocks) and stops(ahead)
    if blocks.export.academic:
        ahead = ahead if labelled else min(ahead, at + 1)
    elif not labelled:
        return at
    for place in range(at, ahead):
        article.add("title" if blocks.export.academic else "edition", blocks.text(place))
    return ahead


def _read_undated(blocks: _Blocks, article: Article) -> int:
    """Read title and outlet where the date is missing: the short paragraphs above the first label, if there is one."""
    at = 0
    while at < min(3, len(blocks)) and blocks.mark(at).kind == "text" and len(blocks.text(at)) <= _TITLE:
        at += 1
    labelled = at < len(blocks) and (blocks.is_label(at, HEAD) or blocks.mark(at).kind in ("copyright", "body"))
    if not labelled:
        if blocks.places and blocks.export.lines[blocks.places[0][0]].style:
            article.add("title", blocks.text(0))
            return 1
        return 0
    order = ("outlet", "title", "title") if blocks.export.academic else ("title", "outlet", "distributor")
    for place in range(at):
        article.add(order[place], blocks.text(place))
    return at


def _read_tail(blocks: _Blocks, first: int, article: Article) -> int:
    """Read what the database says below the body; give the place after the last paragraph of the body.

    Read from the end upwards, each label once, so that a sentence of the article that begins like a label stays in it.
    """
    last, seen, classified = len(blocks), set[str](), False
    while last > first:
        mark = blocks.mark(last - 1)
        if mark.kind == "copyright":
            article.row["copyright"] = f"{blocks.text(last - 1)} {article.row.get('copyright', '')}".strip()
        elif mark.kind == "classification" and not classified:
            classified = True
        elif blocks.is_label(last - 1, TAIL) and mark.field not in seen and (not classified or mark.field in _ABOVE):
            seen.add(mark.field)
            article.add(mark.field, blocks.value(last - 1))
        else:
            caption = _find_caption(blocks, first, last) if "graphic" not in seen else None
            if caption is None:
                break
            words = [blocks.value(caption), *(blocks.text(at) for at in range(caption + 1, last))]
            article.add("graphic", " ".join(words if blocks.mark(caption).kind == "label" else words[1:]))
            seen.add("graphic")
            last = caption + 1
        last -= 1
    article.complete = bool(seen - {"graphic"}) or classified or last < len(blocks)
    return last


_ABOVE = frozenset({"load_date", "graphic", "correction_date", "notes"})


def _find_caption(blocks: _Blocks, first: int, last: int) -> int | None:
    """Find the line "Graphic" whose captions end at ``last``; where nothing stands above it, it is no caption."""
    words = 0
    for at in range(last - 1, max(first, last - _CAPTIONS), -1):
        if blocks.mark(at).kind == "graphic" or blocks.is_label(at, frozenset({"graphic"})):
            return at
        words += len(blocks.text(at).split())
        if blocks.mark(at).kind not in ("text", "date") or words > _CAPTION_WORDS:
            return None
    return None
