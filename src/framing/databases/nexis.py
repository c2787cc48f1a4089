"""Exports of Nexis Uni (Word, RTF, text) and of the older LexisNexis Academic (text).

Nexis Uni: a cover with "Documents (40)" and the list of titles, then each article from its title to "End of Document".
Academic: above each article "12 of 500 DOCUMENTS", below it its load date, language and copyright.
"""

from __future__ import annotations

from collections.abc import Sequence

from framing.databases.nexis_article import Article, count_shortfall, read_article
from framing.databases.nexis_cover import choose_range, number_articles
from framing.databases.nexis_marks import Export, Mark, mark_line, mark_lines
from framing.databases.nexis_pieces import Part, Piece, find_numbers, part_by_end, part_by_number
from framing.formats.documents import Document, Line
from framing.formats.harvest import Doubt, Harvest, Unreadable, reconcile

__all__ = ["read", "recognise"]

_NEAR = 12  # lines between the length and the body
_LONGEST = 120  # characters: no longer line makes a file an export


def recognise(lines: Sequence[Line]) -> bool:
    """Say whether these are the lines of an export of Nexis Uni or LexisNexis Academic.

    Two marks of different kinds must stand where an export has them; an article that mentions one is not taken.

    Examples
    --------
    >>> recognise([Line("Length: 573 words"), Line("Body"), Line("It rained."), Line("End of Document")])
    True
    >>> recognise([Line("End of Document"), Line("The last page of the file said so.")])
    False
    """
    kinds: dict[str, int] = {}
    for at, line in enumerate(lines):
        if len(line.text) > _LONGEST:
            continue
        mark = mark_line(line.text)
        name = f"{mark.kind} {mark.field}" if mark.kind in ("label", "cover") else mark.kind
        kinds.setdefault(name, at)
        if mark.kind == "number":
            kinds["number"] = at
        elif mark.kind not in ("blank", "text") and _is_export(kinds, mark, at):
            return True
    return False


def _is_export(kinds: dict[str, int], mark: Mark, at: int) -> bool:
    """Say whether a mark, with those before it, makes an export."""
    if mark.kind == "end":
        return bool(kinds.keys() & {"body", "label length", "label load_date", "count", "cover job"})
    if mark.kind == "body":
        return 0 <= at - kinds.get("label length", at + 1) <= _NEAR
    if mark.kind == "count":
        return bool(kinds.keys() & {"cover job", "cover user", "cover time"})
    if mark.kind == "label" and mark.capitals and "number" in kinds:
        return mark.field in ("length", "load_date", "section", "author", "language")
    return mark.kind == "date" and 0 < at - kinds.get("number", at) <= _NEAR


def read(document: Document) -> Harvest:
    """Read an export of Nexis Uni or LexisNexis Academic, and account for every article it announces.

    Parameters
    ----------
    document
        The lines of the file.

    Returns
    -------
    Harvest
        Articles with ``text``, ``title``, ``outlet``, ``date`` (its words without weekday and clock), ``edition``,
        ``author``, ``section``, ``language``, ``announced_words``, ``load_date``, ``subjects``, ``retrieved`` … as far
        as given; ``position`` is the number in the export (a second export in the file counts on). ``announced`` is
        None where the file gives no number. The document's own doubts are not repeated.

    Raises
    ------
    Unreadable
        The lines are no export of Nexis.

    Notes
    -----
    An article whose end marker is missing is parted from the next at the next one's head (date, copyright line,
    labels, its title on the cover); where that head is damaged too, the two stay together and the cover's list says
    which one is missing.

    Examples
    --------
    >>> text = "Rain again|The Marl Echo|March 4, 2019 Monday|Length: 2 words|Body|It rained.|End of Document"
    >>> harvest = read(Document([Line(line) for line in text.split("|")]))
    >>> harvest.articles[0]["title"], harvest.articles[0]["outlet"], harvest.articles[0]["text"]
    ('Rain again', 'The Marl Echo', 'It rained.')
    """
    export = mark_lines(document)
    numbers = find_numbers(export)
    ends = sum(mark.kind == "end" for mark in export.marks)
    academic = len(numbers) > ends and not any(mark.kind == "count" for mark in export.marks)
    if academic:
        export = Export(export.lines, export.marks, export.wrapped, academic=True)
    parts = part_by_number(export, numbers) if academic else part_by_end(export)
    if not any(part.pieces or part.cover.last for part in parts):
        raise Unreadable("file of another kind", "no article in the layout of Nexis")
    harvest = Harvest("LexisNexis Academic" if academic else "Nexis Uni")
    base = 0
    for part in parts:
        base = _collect(_read_pieces(export, part), harvest, base=base, academic=academic)
    _announce(parts, harvest)
    _check_end(parts[-1], harvest, academic=academic)
    harvest.doubts.sort(key=lambda doubt: doubt.position or 0)
    return reconcile(harvest)


def _read_pieces(export: Export, part: Part) -> Part:
    """Read the articles of a part; one that was cut at its own words "End of Document" becomes whole again."""
    whole: list[Piece] = []
    for piece in part.pieces:
        piece.article = read_article(export, piece.start, piece.stop)
        if whole and not export.academic and _belongs_to(whole[-1].article, piece.article):
            joined = [*export.marks]
            joined[whole[-1].stop] = Mark("text")
            merged = Export(export.lines, joined, export.wrapped)
            whole[-1] = Piece(whole[-1].start, piece.stop, ended=piece.ended)
            whole[-1].article = read_article(merged, whole[-1].start, piece.stop)
        else:
            whole.append(piece)
    part.pieces = whole
    return part


def _belongs_to(before: Article, after: Article) -> bool:
    """Say whether what is below an end marker is the rest of the article above, which is long enough only with it."""
    if before.complete or not after.complete or after.row.keys() & {"title", "outlet", "date", "announced_words"}:
        return False
    announced, text = before.row.get("announced_words"), str(before.row.get("text", ""))
    both = f"{text} {after.row.get('text', '')}"
    return bool(count_shortfall(text, announced)) and not count_shortfall(both, announced)


def _collect(part: Part, harvest: Harvest, *, base: int, academic: bool) -> int:
    """Give the articles of one export their positions and put them, and what is doubtful, into the harvest."""
    if academic:
        numbers = _take_numbers(part, harvest, base)
    else:
        numbers = number_articles([str(piece.article.row.get("title", "")) for piece in part.pieces], part.cover)
    first = part.cover.first if not base else 1
    shift = base + first - part.cover.first
    for number, piece in zip(numbers, part.pieces, strict=True):
        piece.number = number + shift
        if part.cover.retrieved:
            piece.article.row["retrieved"] = part.cover.retrieved
        _add_article(piece, harvest, last=piece is part.pieces[-1])
    if part.cover.last is None:
        part.cover.last = part.cover.first - 1 + len(part.pieces)
    for number in sorted(set(range(part.cover.first, part.cover.last + 1)) - set(numbers)):
        name = part.cover.titles.get(number, "")
        harvest.doubts.append(Doubt("article missing", number + shift, name, kept=False))
    for doubt in part.cover.notes:
        doubt.position = doubt.position + shift if doubt.position is not None else None
        harvest.doubts.append(doubt)
    if base and part.pieces:
        note = "a second export begins here; its articles are counted on"
        harvest.doubts.append(Doubt("number out of order", part.pieces[0].number, _name(part.pieces[0]), note))
    return max([base, shift + part.cover.last, *(number + shift for number in numbers)])


def _add_article(piece: Piece, harvest: Harvest, *, last: bool) -> None:
    """Put one article into the harvest, or say why not, and what of it is doubtful."""
    row, name = piece.article.row, _name(piece)
    if not row.get("text") and piece.article.error:
        note = "; ".join(f"{key}: {str(row[key])[:200]}" for key in ("outlet", "date", "graphic") if row.get(key))
        harvest.doubts.append(Doubt("record not an article", piece.number, name, note, kept=False))
    else:
        harvest.articles.append({"text": "", "position": piece.number, **row})
        if not row.get("text"):
            harvest.doubts.append(Doubt("article without text", piece.number, name))
        for column in ("title", "outlet", "date"):
            if not row.get(column):
                harvest.doubts.append(Doubt(f"{column} missing", piece.number, name))
        if row.get("text") and (short := count_shortfall(str(row["text"]), row.get("announced_words"))):
            harvest.doubts.append(Doubt("text cut off", piece.number, name, short))
    if not piece.ended and not last:
        harvest.doubts.append(
            Doubt("end marker missing", piece.number, name, kept=not piece.article.error or bool(row.get("text")))
        )


def _name(piece: Piece) -> str:
    """Give the title of an article, or its first words."""
    row = piece.article.row
    return str(row.get("title") or " ".join(str(row.get("text", "")).split()[:8]))


def _take_numbers(part: Part, harvest: Harvest, base: int) -> list[int]:
    """Take the numbers above the articles; what is repeated or without one gets a free number."""
    given = [piece.number for piece in part.pieces]
    known = [number for number in given if number and number <= part.total]
    if part.cover.last is None or not known or known[0] < part.cover.first:
        first, last, note = choose_range(min(known, default=1), max(known, default=1), part.total)
        part.cover.first, part.cover.last = first, last
        if note:
            harvest.doubts.append(Doubt("count wrong", note=note))
    used, taken, after = set(known), set[int](), max(part.cover.last, *known, 0)
    numbers: list[int] = []
    for piece, number in zip(part.pieces, given, strict=True):
        before = numbers[-1] if numbers else part.cover.first - 1
        if number is None or number in taken or number > part.total:
            free = next((n for n in range(before + 1, part.cover.last + 1) if n not in used), None)
            after += free is None
            own = free or after
        else:
            own = number
        if number is not None and not number == own == before + 1:
            note = f"it is numbered {number}, after {before}"
            harvest.doubts.append(Doubt("number out of order", own + base, _name(piece), note))
        taken.add(own)
        used.add(own)
        numbers.append(own)
    return numbers


def _announce(parts: Sequence[Part], harvest: Harvest) -> None:
    """Add up what the exports of the file announce; one without a cover beside others announces what it holds."""
    if any(part.total or part.cover.announces for part in parts):
        harvest.announced = sum((part.cover.last or 0) - part.cover.first + 1 for part in parts)


def _check_end(part: Part, harvest: Harvest, *, academic: bool) -> None:
    """Say whether the file ends within its last article."""
    if not part.pieces:
        harvest.doubts.append(Doubt("file cut off", note="it ends within its cover page"))
        return
    piece = part.pieces[-1]
    complete, kept = piece.article.complete, not piece.article.error or bool(piece.article.row.get("text"))
    if academic:
        usual = [other.article.complete for other in part.pieces[:-1]]
        if not complete and (not usual or sum(usual) * 2 > len(usual)):
            harvest.doubts.append(Doubt("file cut off", piece.number, _name(piece), kept=kept))
    elif not piece.ended:
        reason = "end marker missing" if complete else "file cut off"
        harvest.doubts.append(Doubt(reason, piece.number, _name(piece), "the file ends here", kept=kept))
