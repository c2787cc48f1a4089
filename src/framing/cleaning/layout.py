"""A page as lines: what the place and the company of a line tell about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

__all__ = [
    "Line",
    "ends_sentence",
    "find_zones",
    "is_prose",
    "is_spaced",
    "reach_of_box",
    "reach_of_run",
    "split_lines",
]

PROSE_WORDS = 25
_PARAGRAPH_WORDS = 18
_HEADLINE_WORDS = 22
_SUBHEAD_WORDS = 6
_RUN = 12
_CAPITALS = 7
_LONG_WORD = 12
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")  # Thai, kana, Chinese characters
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]」』）]*(?:\s?[(\[][^()\[\]]{1,120}[)\]])?$")
_LINE = re.compile(r"[^\n]+")


class Line(NamedTuple):
    """A line of a page, without the spaces at its ends.

    ``gap``: a blank line stands between it and the line before. ``stop``: it ends like a sentence.
    """

    start: int
    end: int
    text: str
    n_words: int
    stop: bool
    gap: bool


def ends_sentence(text: str) -> bool:
    """Say whether a line ends with a full stop, question or exclamation mark.

    Quotation marks after it, and a remark in brackets such as a credit, do not matter.

    Examples
    --------
    >>> ends_sentence("“We shall see.”"), ends_sentence("Two Gates of Six")
    (True, False)
    """
    return _STOP.search(text, max(0, len(text) - 130)) is not None


def split_lines(text: str) -> list[Line]:
    r"""Split a text into its lines, blank ones left out.

    Examples
    --------
    >>> [(line.start, line.text, line.gap) for line in split_lines("One\n\n Two ")]
    [(0, 'One', False), (6, 'Two', True)]
    """
    lines: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        whole = match.group()
        words = whole.strip()
        if not words:
            continue
        start = match.start() + whole.index(words[0])
        gap = bool(lines) and text.count("\n", last, start) > 1
        lines.append(make_line(start, words, gap=gap))
        last = start + len(words)
    return lines


def make_line(start: int, text: str, *, gap: bool) -> Line:
    """Describe one line."""
    return Line(start, start + len(text), text, _count_words(text), ends_sentence(text), gap)


def _count_words(text: str) -> int:
    """Count the words between spaces; in a script without spaces, one for every two characters."""
    n_words = len(text.split())
    if len(text) <= _LONG_WORD * n_words or text.isascii():
        return n_words
    return n_words + len(_UNSPACED.findall(text)) // 2


def is_prose(line: Line, *, n_words: int = PROSE_WORDS) -> bool:
    """Say whether a line reads as a paragraph: long, and ending like a sentence."""
    return line.n_words >= n_words and line.stop


def is_spaced(lines: Sequence[Line]) -> bool:
    """Say whether blank lines mean something on this page: some lines stand together, some apart."""
    gaps = sum(line.gap for line in lines)
    return 0 < gaps < len(lines) - 1 and gaps >= 2


def find_zones(lines: Sequence[Line]) -> tuple[int, int, int]:
    """Find where the top of the page ends, where its text has begun, and where its bottom begins.

    Returns
    -------
    tuple of int
        The top is every line before the second paragraph of prose (a standfirst may come before the
        byline); the text has begun after the first paragraph that is not all in capitals (never on a page
        with more than seven lines of three words or more in capitals: they are its subheads); the bottom is
        every line after the last paragraph. Without prose, top and bottom are the whole page.
    """
    prose = [place for place, line in enumerate(lines) if line.stop and line.n_words >= _PARAGRAPH_WORDS]
    if not prose:
        return len(lines), len(lines), 0
    amid = next((place + 1 for place in prose if not lines[place].text.isupper()), len(lines))
    if sum(line.text.isupper() and line.n_words > 2 for line in lines) > _CAPITALS:
        amid = len(lines)
    return (prose[1] if len(prose) > 1 else prose[0]), amid, prose[-1] + 1


def reach_of_box(lines: Sequence[Line], place: int) -> int:
    """Find the end of the box that begins at a line: the short lines that stand with it, no blank between."""
    end = place + 1
    while end < len(lines) and not lines[end].gap and not is_prose(lines[end]):
        end += 1
    return end


def reach_of_run(lines: Sequence[Line], place: int, *, spaced: bool) -> int:
    """Find the end of the run of headlines below a heading such as "You may also like".

    A headline is short and does not end with a full stop. Where the first of them stands directly below
    the heading, a blank line ends the run. Otherwise it ends at the first line that reads as prose, and a
    last line of up to six words before that prose is left alone: it may be a subhead of the article.
    """
    end = place + 1
    if spaced and end < len(lines) and not lines[end].gap:
        return reach_of_box(lines, place)
    while end < len(lines) and end - place <= _RUN and _like_headline(lines[end]):
        end += 1
    before_text = end < len(lines) and end - place <= _RUN
    if before_text and end > place + 1 and lines[end - 1].n_words <= _SUBHEAD_WORDS:
        end -= 1
    return end


def _like_headline(line: Line) -> bool:
    ending = line.text.rstrip("\"'”’»)] ")
    return line.n_words <= _HEADLINE_WORDS and not (ending.endswith(".") and not ending.endswith(".."))
