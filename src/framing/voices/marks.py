"""Pairing quotation marks, paragraph by paragraph.

An odd mark in one paragraph changes nothing in the others, save that a quotation left open is carried into the
next paragraph when that paragraph begins with an opening mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.text import Tokens

__all__ = ["Piece", "pair_marks"]

Array = np.ndarray[Any, Any]

# The family of a mark: only a mark of the same family closes what another opened.
_DOUBLE, _SINGLE, _ANGLE = 1, 2, 3
_FAMILY = (
    dict.fromkeys(("“", "”", "„", '"', "``", "''"), _DOUBLE)
    | dict.fromkeys("‘’'‚`", _SINGLE)
    | dict.fromkeys("«»", _ANGLE)
)
_ONLY_OPENS, _ONLY_CLOSES = frozenset(("“", "„", "‘", "‚", "«", "``")), frozenset(("”", "»", "''"))

_LOW = frozenset((("„", "“"), ("‚", "‘")))  # a low mark is closed by what opens elsewhere
_ELIDED = frozenset(("n", "em", "til", "tis", "twas"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between quotation marks: its first and last token, and what is known of it."""

    number: int
    first: int
    last: int
    flag: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark in its place: which it is, and what touches it."""

    token: int
    sign: str
    family: int
    paragraph: int
    glued_left: bool
    glued_right: bool
    after_stop: bool
    after_s: bool
    elides: bool

    @property
    def may_open(self) -> bool:
        if self.family == _SINGLE and self.elides:
            return False
        if self.sign in _ONLY_OPENS:
            return self.glued_right or self.family != _SINGLE
        return self.sign not in _ONLY_CLOSES and self.sign != "’" and self.glued_right and not self.glued_left

    @property
    def may_close(self) -> bool:
        if self.sign in _ONLY_OPENS or self.sign in _ONLY_CLOSES:
            return self.sign in _ONLY_CLOSES
        return self.glued_left or not self.glued_right


def pair_marks(tokens: Tokens) -> list[Piece]:
    """Find the stretches between quotation marks.

    Single marks open only before a word and after white space, so an apostrophe opens nothing; an opening single mark
    without its closing one in the paragraph is taken for an apostrophe.

    Returns
    -------
    list of Piece
        In the order of the text. Pieces of one quotation over several paragraphs share `number`. `flag` is
        "unclosed" where the paragraph ends before the quotation does and none goes on.
    """
    pieces: list[Piece] = []
    marks = _marks(tokens)
    ends, opens_text = _paragraphs(tokens)
    number, start, carried = -1, 0, False
    while start < len(marks):
        stop = start
        while stop < len(marks) and marks[stop].paragraph == marks[start].paragraph:
            stop += 1
        paragraph = marks[start].paragraph
        begin, end = ends[paragraph], ends[paragraph + 1] - 1
        carried = carried and marks[start].token == begin and marks[start].family != _SINGLE
        found, open_end = _pair_paragraph(marks[start:stop], end)
        following = marks[stop] if stop < len(marks) else None
        goes_on = open_end and not opens_text[paragraph + 1] and _continues(following, ends[paragraph + 1])
        for place, (first, last, closed) in enumerate(found):
            if not (carried and place == 0):
                number += 1
            flag = "" if closed or goes_on else "unclosed"
            if last >= first:
                pieces.append(Piece(number, first, last, flag))
        carried = goes_on
        start = stop
    return pieces


def _pair_paragraph(marks: list[_Mark], end: int) -> tuple[list[tuple[int, int, bool]], bool]:
    """Pair the marks of one paragraph: (first token, last token, closed), and whether the last stays open."""
    found: list[tuple[int, int, bool]] = []
    hopeless: set[str] = set()  # signs that nothing closes from here on: looked for once a paragraph
    place = 0
    while place < len(marks):
        opening = marks[place]
        place += 1
        if not opening.may_open or opening.sign in hopeless:
            continue
        closing = _closing(opening, marks, place)
        if closing is not None:
            found.append((opening.token + 1, marks[closing].token - 1, True))
            place = closing + 1
        elif opening.family == _SINGLE:
            hopeless.add(opening.sign)
        else:
            found.append((opening.token + 1, end, False))
            return found, True
    return found, False


def _closing(opening: _Mark, marks: list[_Mark], begin: int) -> int | None:
    """Place of the mark that closes; a plural possessive (farmers’) does not while a better one follows."""
    doubtful = None
    for place in range(begin, len(marks)):
        mark = marks[place]
        if mark.family != opening.family:
            continue
        if mark.may_close or (opening.sign, mark.sign) in _LOW:
            if mark.family != _SINGLE or mark.after_stop or not mark.after_s:
                return place
            doubtful = place if doubtful is None else doubtful
        elif mark.may_open and mark.family == _SINGLE and doubtful is not None:
            break
    return doubtful


def _continues(mark: _Mark | None, begin: int) -> bool:
    """Tell whether the paragraph that begins with a token begins with an opening mark."""
    return mark is not None and mark.token == begin and mark.family != _SINGLE and mark.may_open


def _family(piece: str) -> int:
    return _FAMILY.get(piece, 0)


def _stops(piece: str) -> bool:
    return piece[0] in ".,!?…;:)—–-"


def _ends_in_s(piece: str) -> bool:
    return piece[-1] in "sSzZxX"


def _is_elided(piece: str) -> bool:
    """Tell whether an apostrophe stands before the word: ’90s, rock ’n’ roll."""
    return piece.lower() in _ELIDED or (len(piece) == 3 and piece[:2].isdecimal() and piece[2] == "s")


def _marks(tokens: Tokens) -> list[_Mark]:
    """List the quotation marks of all texts, with what touches them."""
    vocabulary, kind = tokens.vocabulary, tokens.type
    family = vocabulary.fact(_family, np.int8)[kind]
    places = np.flatnonzero(family)
    if not len(places):
        return []
    joined = np.zeros(len(kind) + 1, bool)
    joined[1:-1] = tokens.form[1:] == tokens.form[:-1]
    before, after = np.maximum(places - 1, 0), np.minimum(places + 1, len(kind) - 1)
    opens_before = vocabulary.fact(_opens_group, bool)[kind][before]
    columns = (
        places,
        family[places],
        tokens.paragraph[tokens.form[places]],
        joined[places] & ~opens_before,
        joined[places + 1],
        joined[places] & vocabulary.fact(_stops, bool)[kind][before],
        joined[places] & vocabulary.fact(_ends_in_s, bool)[kind][before],
        joined[places + 1] & vocabulary.fact(_is_elided, bool)[kind][after],
    )
    types = vocabulary.types
    rows = zip(*(column.tolist() for column in columns), kind[places].tolist(), strict=True)
    return [_Mark(token, types[row], *facts) for token, *facts, row in rows]


def _opens_group(piece: str) -> bool:
    return piece in "([{—–-“‘«„\"'" or piece in ("--", "``")


def _paragraphs(tokens: Tokens) -> tuple[list[int], list[bool]]:
    """First token of each paragraph, and whether a text begins with it; one more entry for the end."""
    forms = np.flatnonzero(tokens.form_broken)
    firsts = np.searchsorted(tokens.form, forms)
    opens_text = np.isin(forms, tokens.text_form)
    return [*firsts.tolist(), len(tokens)], [*opens_text.tolist(), True]
