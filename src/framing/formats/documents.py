"""A document as lines: what is left of a Word, RTF, PDF or text file when its make-up is taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from framing.formats.harvest import Doubt

__all__ = ["Document", "Line", "join_lines", "split_lines"]

_SHORT = 60  # characters: a shorter line that ends a sentence ends its paragraph
_LONG = 120  # characters: with a longer line anywhere, lines are not wrapped
_GARBLED_BLANK = "Â\xa0"  # a fixed blank in UTF-8 once read as another encoding: behind every label of Nexis
_HYPHEN = re.compile(r"[^\W\d_]-$")
_JOINING = frozenset("and or to but und oder bis et ou y o e en of".split())
_END_OF_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph: its text without blanks around it, and what its make-up says it is.

    ``style`` is "title" or "heading" where the file says so (Word's styles), else "".
    """

    text: str
    style: str = ""


@dataclass(slots=True)
class Document:
    """The lines of one file, in order, blank ones too.

    ``wrapped`` says whether a paragraph may be broken over several lines (plain text, PDF), so that only a blank line
    parts paragraphs. ``encoding`` is "" where the format fixes it.
    """

    lines: list[Line]
    wrapped: bool = False
    encoding: str = ""
    doubts: list[Doubt] = field(default_factory=list)


def split_lines(text: str) -> list[Line]:
    r"""Split a text at its line ends.

    Examples
    --------
    >>> [line.text for line in split_lines("Rain again\r\n\r\n  It rained. ")]
    ['Rain again', '', 'It rained.']
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    text = text.replace(_GARBLED_BLANK, " ").replace("\xa0", " ")
    return [Line(line.strip()) for line in text.split("\n")]


def join_lines(lines: Iterable[Line] | Sequence[str], *, wrapped: bool) -> str:
    r"""Join the lines of a body into paragraphs with a blank line between them.

    Where lines are wrapped (and none is longer than 120 characters, as no wrapped line is), a line goes on in the
    next, up to a blank line or a short line that ends a sentence; else each line is a paragraph.

    Examples
    --------
    >>> join_lines(["It rained.", "", "", "It snowed."], wrapped=False)
    'It rained.\n\nIt snowed.'
    >>> join_lines(["The long-", "planned bridge, pre-", "and post-war."], wrapped=True)
    'The long-planned bridge, pre- and post-war.'
    """
    texts = [line.text if isinstance(line, Line) else line.strip() for line in lines]
    if not wrapped or any(len(text) > _LONG for text in texts):
        return "\n\n".join(text for text in texts if text)
    paragraphs: list[list[str]] = []
    goes_on = False
    for text in texts:
        if text and goes_on:
            paragraphs[-1].append(text)
        elif text:
            paragraphs.append([text])
        goes_on = bool(text) and (len(text) >= _SHORT or not _END_OF_SENTENCE.search(text))
    return "\n\n".join(_unwrap(lines) for lines in paragraphs)


def _unwrap(lines: Sequence[str]) -> str:
    """Join the lines of a paragraph; a word broken at its own hyphen is one again, "pre- and post-war" are two."""
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        broken = _HYPHEN.search(before) and line[0].isalpha() and line.split(None, 1)[0].casefold() not in _JOINING
        pieces += [line] if broken else [" ", line]
    return "".join(pieces)
