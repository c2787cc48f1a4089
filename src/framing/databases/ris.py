"""RIS: the exchange format for references that every news database offers; it holds abstracts, hardly ever texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from framing.formats.documents import Document, Line
from framing.formats.harvest import Doubt, Harvest, reconcile

__all__ = ["read", "recognise"]

_TAG = re.compile(r"([A-Z][A-Z0-9])[ ]{1,2}-(?:[ ](.*))?")
_DAY = re.compile(r"(\d{4})/(\d{0,2})/(\d{0,2})(?:/(.*))?")
_HEAD = 60  # filled lines that are looked at
_SHARE = 0.6  # of them that must carry a tag

_COLUMNS = {
    "title": ("T1", "TI", "CT", "BT"),
    "author": ("A1", "AU"),
    "outlet": ("JF", "T2", "JO", "JA", "J2", "J1"),
    "date": ("DA", "Y1", "PY"),
    "abstract": ("AB", "N2"),
    "url": ("UR", "LK", "L2"),
    "database_id": ("AN", "ID"),
    "language": ("LA",),
    "genre": ("M3",),
    "record_type": ("TY",),
    "subjects": ("KW",),
    "publisher": ("PB",),
    "place": ("CY", "PP"),
    "issn": ("SN",),
    "volume": ("VL",),
    "issue": ("IS",),
    "edition": ("ET",),
    "section": ("SE",),
    "first_page": ("SP",),
    "last_page": ("EP",),
    "notes": ("N1",),
    "database": ("DB",),
    "provider": ("DP",),
    "doi": ("DO",),
    "retrieved": ("Y2",),
}
"""Column, and the tags that fill it: the first that has a value does, the others stay under their own name."""

_LISTS = {"author", "subjects"}


@dataclass(slots=True)
class _Record:
    """One reference: its tags in order, each with its value and the lines that go on from it."""

    values: list[tuple[str, list[str]]] = field(default_factory=list)
    typed: bool = False
    ended: bool = False
    cut: bool = False


def recognise(lines: Sequence[Line]) -> bool:
    """Tell whether lines are references in RIS: most carry a tag, and one of them begins or ends a reference.

    Examples
    --------
    >>> recognise([Line("TY  - NEWS"), Line("T1  - Rain again"), Line("ER  -")])
    True
    >>> recognise([Line("TY - a name of the valley"), Line("It rained."), Line("It snowed.")])
    False
    """
    head = [line.text.lstrip("\ufeff") for line in lines[: 10 * _HEAD] if line.text][:_HEAD]
    tags = [found[1] for text in head if (found := _TAG.fullmatch(text))]
    return len(tags) >= 2 and len(tags) >= _SHARE * len(head) and ("TY" in tags or "ER" in tags)


def read(document: Document) -> Harvest:
    r"""Read every reference of a file in RIS.

    Parameters
    ----------
    document
        Its lines. A value may go on over lines without a tag.

    Returns
    -------
    Harvest
        Articles with ``title``, ``outlet``, ``date``, ``author``, ``abstract``, ``url``, ``database_id`` and so on;
        tags without a column of their own are kept as ``ris_xx``. ``text`` is always "": an abstract is not a text,
        and every article is reported as one without. Announced is the number of lines that begin a reference (TY).

    Notes
    -----
    Damaged references are read as far as they go: one without its first line, without its end, with unknown tags.

    Examples
    --------
    >>> from framing.formats.documents import split_lines
    >>> found = read(Document(split_lines("TY  - NEWS\nT1  - Rain again\nY1  - 2019/03/04/\nER  -")))
    >>> found.articles[0]["title"], found.articles[0]["date"], found.announced
    ('Rain again', '2019/03/04', 1)
    """
    harvest = Harvest("RIS")
    records = _part(document.lines, harvest)
    for position, record in enumerate(records, start=1):
        article = _name_columns(record)
        harvest.articles.append({"text": "", **article, "position": position})
        name = str(article.get("title") or article.get("abstract", ""))[:100]
        reasons = [("article without text", "RIS holds the reference and an abstract at most")]
        if not record.typed:
            reasons.append(("end marker missing", "no line TY begins it"))
        if not record.ended:
            reasons.append(("file cut off" if record.cut else "end marker missing", "no line ER ends it"))
        reasons += [(f"{column} missing", "") for column in ("title", "outlet", "date") if column not in article]
        harvest.doubts += [Doubt(reason, position, name, note) for reason, note in reasons]
    harvest.announced = sum(record.typed for record in records)
    return reconcile(harvest)


def _part(lines: Sequence[Line], harvest: Harvest) -> list[_Record]:
    """Part the lines into references; lines that belong to none are reported."""
    records: list[_Record] = []
    open_: _Record | None = None
    stray: list[str] = []
    for line in lines:
        text = line.text.lstrip("\ufeff")
        found = _TAG.fullmatch(text)
        tag = found[1] if found else ""
        if tag == "ER" and open_ is None:
            continue
        if tag == "TY" or (tag and open_ is None):
            open_ = _Record()
            records.append(open_)
        if open_ is None:
            stray += [text] if text else []
        elif tag == "ER":
            open_.ended, open_ = True, None
        elif found:
            open_.typed = open_.typed or tag == "TY"
            open_.values.append((tag, [found[2] or ""]))
        elif text:
            open_.values[-1][1].append(text)
    if open_:
        open_.cut = True
    if stray:
        note = f"{sum(len(text.split()) for text in stray)} words outside a reference: {' '.join(stray)[:500]}"
        harvest.doubts.append(Doubt("record not an article", name=stray[0][:100], note=note, kept=False))
    return records


def _name_columns(record: _Record) -> dict[str, str]:
    """Put the values of a reference under the names of the table ``articles``."""
    values: dict[str, list[str]] = {}
    for tag, parts in record.values:
        if text := " ".join(part.strip() for part in parts if part.strip()):
            values.setdefault(tag, []).append(text)
    article: dict[str, str] = {}
    for column, tags in _COLUMNS.items():
        first = next((tag for tag in tags if tag in values), None)
        if first is None:
            continue
        given = values.pop(first)
        article[column] = "; ".join(given) if column in _LISTS else " ".join(given)
        for other in tags:
            if values.get(other) == given:  # the same said twice (AB and N2, JF and T2)
                del values[other]
    if "date" in article:
        written, article["date"] = article["date"], _read_day(article["date"])
        if not set(re.findall(r"\w+", written)) <= set(re.findall(r"\w+", article["date"])):
            article["ris_date"] = written
    return article | {f"ris_{tag.lower()}": "; ".join(given) for tag, given in values.items()}


def _read_day(text: str) -> str:
    """Write a day of RIS (2019/03/04/, 2019/03//, 2019///Mar 04) as a date is written elsewhere."""
    found = _DAY.fullmatch(text)
    if not found:
        return text
    year, month, day, words = found.groups(default="")
    if words and not month:
        return f"{words}, {year}"
    return "/".join(part for part in (year, month, day if month else "") if part)
