"""One document of a ProQuest export: its head, its text, and the labelled lines that close it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from framing.formats.documents import Line, join_lines

__all__ = ["Labels", "find_closing", "load_labels", "read_record"]

_LONGEST_LABEL = 50
_STRAYS = 6  # lines of other kinds that the closing part may hold
_LABELLED = re.compile(r"[^\W\d_][^:.!?]{1,44}:\s")
_ADDRESS = re.compile(r"https?://\S+$", re.IGNORECASE)
_WHEN = re.compile(r"(\d{1,2}\.? [^\W\d_]{3,12}\.? \d{4}|[^\W\d_]{3,12}\.? \d{1,2}, \d{4})(?=\s*[:.]|\s*$)")
_HEAD_END = 5  # rank of the label of the text


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of an export: before the text with their rank, after it with their stage; and other marks."""

    head: dict[str, tuple[str, int]]
    closing: dict[str, tuple[str, int]]
    marks: dict[str, tuple[str, ...]]
    number: re.Pattern[str]

    def in_head(self, text: str) -> tuple[str, int, str] | None:
        """Take a line as a label before the text: column, rank and value; None where it is none."""
        return _look_up(self.head, text)

    def in_closing(self, text: str) -> tuple[str, int, str] | None:
        """Take a line as a label after the text: column, stage and value; None where it is none."""
        return _look_up(self.closing, text)

    def numbers(self, text: str) -> tuple[int, int] | None:
        """Take a line as "Document 3 of 200": the two numbers; None where it is none."""
        if len(text) > 40 or text[-1:] not in "0123456789" or not (found := self.number.fullmatch(text)):
            return None
        number, total = (int(group) for group in found.groups() if group is not None)
        return number, total

    def says(self, mark: str, text: str) -> bool:
        """Tell whether a line begins with one of the words of a mark."""
        return text[:60].casefold().startswith(self.marks[mark])


@cache
def load_labels() -> Labels:
    """Read the labels from ``proquest_labels.toml``."""
    place = resources.files("framing.databases").joinpath("proquest_labels.toml")
    data = tomllib.loads(place.read_text(encoding="utf-8"))
    marks = {name: tuple(word.casefold() for word in words) for name, words in data["marks"].items()}
    numbers = "|".join(word.replace("{n}", r"(\d{1,6})").replace("{m}", r"(\d{1,6})") for word in marks["number"])
    return Labels(
        {_key(name): (row["column"], rank) for rank, row in enumerate(data["head"], start=1) for name in row["names"]},
        {_key(name): (row["column"], row["stage"]) for row in data["closing"] for name in row["names"]},
        marks,
        re.compile(numbers, re.IGNORECASE),
    )


def find_closing(lines: Sequence[Line], labels: Labels, *, least: int = 3) -> int:
    """Find the line at which the labels after the text begin.

    A body may hold lines that look like labels. So the closing part is the longest run up to the end in which labels
    follow one another in ProQuest's order and none comes twice; other lines may stand between them as the rest of a
    value (from the name of the publication on), or as a label not known yet between blank lines.

    Parameters
    ----------
    lines
        The lines of one document.
    labels
        See ``load_labels``.
    least
        How many labels there must be.

    Returns
    -------
    int
        Number of the line, or ``len(lines)`` where there is no closing part.
    """
    filled = [number for number, line in enumerate(lines) if line.text]
    found = {number: label for number in filled if (label := labels.in_closing(lines[number].text))}
    after_blank = {number for number in filled if number == 0 or not lines[number - 1].text}
    for at, number in enumerate(filled):
        if number in found and _is_closing(filled, at, found, after_blank, lines, least):
            return number
    return len(lines)


def read_record(lines: Sequence[Line], *, wrapped: bool, least: int = 3) -> tuple[dict[str, object], bool]:
    """Read one document of an export.

    Parameters
    ----------
    lines
        Its lines, without the line "Document 3 of 200".
    wrapped
        Whether a paragraph goes on over several lines.
    least
        How many labels make a closing part.

    Returns
    -------
    tuple
        The article; and whether the labels that close it are there. ``text`` is what stands under "Full text" alone;
        an abstract is in ``abstract``; lines that have no place in the layout are in ``unplaced``.
    """
    labels = load_labels()
    start = find_closing(lines, labels, least=least)
    closing = _read_closing(lines[start:], labels)
    head, body, loose = _read_head(lines[:start], labels)
    if loose and ("title" not in closing or _same(loose[0].text, closing["title"])):
        closing.setdefault("title", loose[0].text)
        loose = loose[1:]
    if "author" not in head and len(loose) == 1 and body and len(loose[0].text) <= 80:
        head["author"], loose = loose[0].text, []
    if body is None and "abstract" not in head:  # nothing says where the text begins: what has no label is the text
        body, loose = loose, []
    text = join_lines(body or [], wrapped=wrapped)
    if "\n" not in text and len(text) < 80 and labels.says("no_text", text):
        text = ""
    if head.get("abstract", "").casefold().rstrip(". ") in labels.marks["no_abstract"]:
        del head["abstract"]
    article: dict[str, object] = {"text": text, **_name_columns(head, closing)}
    if loose:
        article["unplaced"] = join_lines(loose, wrapped=False)
    return article, start < len(lines)


def _is_closing(
    filled: Sequence[int],
    start: int,
    found: dict[int, tuple[str, int, str]],
    after_blank: set[int],
    lines: Sequence[Line],
    least: int,
) -> bool:
    """Tell whether all that follows is labels in their order."""
    stage, strays, seen, last = 0, 0, set[str](), ""
    for at in range(start, len(filled)):
        number = filled[at]
        label = found.get(number)
        if label:
            if label[1] < stage or (label[0] in seen and not (label[0] == last and label[1] >= 3)):
                return False
            last, stage = label[0], label[1]
            seen.add(last)
            continue
        alone = number in after_blank and (at + 1 == len(filled) or filled[at + 1] in after_blank)
        strays += 1
        if strays > _STRAYS or not (stage >= 3 or (alone and _LABELLED.match(lines[number].text))):
            return False
    return len(seen) >= least


def _read_closing(lines: Sequence[Line], labels: Labels) -> dict[str, str]:
    """Read the labels after the text; a line without one goes on the value before it."""
    values: dict[str, list[str]] = {}
    column, stage = "", 0
    for text in (line.text for line in lines if line.text):
        label = labels.in_closing(text)
        if label and label[1] >= stage:
            column, stage, text = label
        elif stage < 3 and _LABELLED.match(text):
            column = "other_labels"
        values.setdefault(column, []).append(text)
    return {name: " ".join(filter(None, parts)) for name, parts in values.items() if any(parts)}


def _read_head(lines: Sequence[Line], labels: Labels) -> tuple[dict[str, str], list[Line] | None, list[Line]]:
    """Read what stands before the closing labels: the head by column, the text (None without its label), the rest."""
    head: dict[str, list[str]] = {}
    loose: list[Line] = []
    column, rank, gap = "", 0, False
    for number, line in enumerate(lines):
        label = labels.in_head(line.text) if line.text else None
        if label and label[1] > rank:
            column, rank, value = label
            if rank == _HEAD_END:
                return _join(head), [Line(value), *lines[number + 1 :]], loose
            head.setdefault(column, []).append(value)
        elif _ADDRESS.match(line.text):
            head.setdefault("link", []).append(line.text)
        elif line.text.casefold().rstrip(" :") in labels.marks["link"]:
            pass
        elif line.text and (column == "abstract" or (column not in ("", "links") and not gap)):
            head[column].append(line.text)
        elif line.text:
            loose.append(line)
        gap = not line.text
    return _join(head), None, loose


def _join(values: dict[str, list[str]]) -> dict[str, str]:
    joined = {name: ("\n\n" if name == "abstract" else " ").join(filter(None, parts)) for name, parts in values.items()}
    return {name: value for name, value in joined.items() if value}


def _name_columns(head: dict[str, str], closing: dict[str, str]) -> dict[str, str]:
    """Put what the export says under the names of the table ``articles``."""
    values = {**head, **closing}
    info = values.get("publication_info", "")
    values["outlet"] = values.get("outlet", "").split(";")[0].strip() or _outlet_of(info)
    if "date" not in values and (found := _WHEN.search(info)):
        values["date"] = found[1]
    if "url" not in values:
        values["url"] = next((word for word in values.get("link", "").split() if _ADDRESS.match(word)), "")
    beside = [word for word in values.pop("link", "").split() if not _ADDRESS.match(word)]
    values["links"] = " ".join([values.get("links", ""), *beside]).strip()
    return {name: value for name, value in values.items() if value}


def _outlet_of(info: str) -> str:
    """Take the outlet from "The Gazette ; Valbourg [Valbourg]. 04 Mar 2019: A.1."."""
    name = re.split(r"\s*[;\[]", info, maxsplit=1)[0].strip()
    return "" if _WHEN.match(name) or name == info else name


def _look_up(names: dict[str, tuple[str, int]], text: str) -> tuple[str, int, str] | None:
    colon = text.find(":", 0, _LONGEST_LABEL)
    if colon < 0 or (found := names.get(_key(text[:colon]))) is None:
        return None
    return (*found, text[colon + 1 :].strip())


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """Give a label without blanks: exports lose them ("DocumentURL:")."""
    return "".join(name.casefold().split())


def _same(one: str, other: str) -> bool:
    """Tell whether two titles are the same, or one the other cut off."""
    first, second = _key(one), _key(other)
    return bool(first) and (first.startswith(second) or second.startswith(first))
