"""Pairing quotation marks, paragraph by paragraph.

An odd mark in one paragraph changes nothing in the others, save that a quotation left open is carried into the
next paragraph when that paragraph begins with an opening mark.

Most paragraphs hold only double marks that open and close in turn: these are paired at once, the others one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from framing.text import Picked, Tokens, Vocabulary

__all__ = ["Pieces", "pair_marks"]

Array = np.ndarray[Any, Any]

# The family of a mark: only a mark of the same family closes what another opened.
_DOUBLE, _SINGLE, _ANGLE = 1, 2, 3
_FAMILY = (
    dict.fromkeys(("“", "”", "„", '"', "``", "''"), _DOUBLE)
    | dict.fromkeys("‘’'‚`", _SINGLE)
    | dict.fromkeys("«»", _ANGLE)
)
_ONLY_OPENS, _ONLY_CLOSES = frozenset(("“", "„", "‘", "‚", "«", "``")), frozenset("”»")
_LOW = frozenset((("„", "“"), ("‚", "‘")))  # a low mark is closed by what opens elsewhere
_ELIDED = frozenset(("n", "em", "til", "tis", "twas"))


class Pieces(NamedTuple):
    """Stretches between quotation marks, in the order of the text.

    Attributes
    ----------
    number : ndarray
        The quotation each belongs to: those of one quotation over several paragraphs share it.
    first, last : ndarray
        First and last token of each.
    unclosed : ndarray of bool
        Whether the paragraph ends before the quotation does and none goes on.
    """

    number: Array
    first: Array
    last: Array
    unclosed: Array


class _Mark(NamedTuple):
    """A quotation mark in its place: which it is, and what it may do there."""

    token: int
    sign: str
    family: int
    may_open: bool
    may_close: bool
    after_stop: bool
    after_s: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    """All quotation marks of some texts, and the paragraphs they lie in."""

    at: Picked
    kind: Array
    family: Array
    may_open: Array
    may_close: Array
    after_stop: Array
    after_s: Array

    def keep(self, kept: Array) -> _Marks:
        """Keep some of them."""
        names = ("kind", "family", "may_open", "may_close", "after_stop", "after_s")
        return _Marks(self.at.keep(kept), *(getattr(self, name)[kept] for name in names))

    def listed(self, chosen: Array) -> list[_Mark]:
        """List some of them one by one."""
        types = self.at.tokens.vocabulary.types
        signs = {row: types[row] for row in set(self.kind[chosen].tolist())}
        columns = (self.family, self.may_open, self.may_close, self.after_stop, self.after_s)
        token, kind, *rest = (column[chosen].tolist() for column in (self.at.token, self.kind, *columns))
        return list(map(_Mark, token, [signs[row] for row in kind], *rest))


def pair_marks(tokens: Tokens) -> Pieces:
    """Find the stretches between quotation marks.

    Single marks open only before a word and after white space, so an apostrophe opens nothing; an opening single mark
    without its closing one in the paragraph is taken for an apostrophe.

    Returns
    -------
    Pieces
    """
    marks = _find_marks(tokens)
    paragraph = tokens.paragraph[marks.at.form]
    of_use = _are_of_use(marks, paragraph)
    marks, paragraph = marks.keep(of_use), paragraph[of_use]
    bounds = np.flatnonzero(np.diff(paragraph, prepend=-1, append=-1))  # first mark of each paragraph that has one
    plain = _are_plain(marks, bounds)
    plain[1:] &= plain[:-1]  # what the paragraph before leaves open may be carried on
    opening = np.flatnonzero(np.repeat(plain, np.diff(bounds)))[0::2]
    singly = _pair_singly(tokens, marks, paragraph, bounds, ~plain)
    token = marks.at.token
    columns = [
        (token[opening] + 1, [first for first, _, _, _ in singly]),
        (token[opening + 1] - 1, [last for _, last, _, _ in singly]),
        (np.zeros(len(opening), bool), [unclosed for _, _, unclosed, _ in singly]),
        (np.zeros(len(opening), bool), [goes_on for _, _, _, goes_on in singly]),
    ]
    first, last, unclosed, goes_on = (np.concatenate([a, np.array(b, a.dtype)]) for a, b in columns)
    order = np.argsort(first, kind="stable")
    number = np.cumsum(~goes_on[order]) - 1
    kept = last[order] >= first[order]
    return Pieces(number[kept], first[order][kept], last[order][kept], unclosed[order][kept])


def _find_marks(tokens: Tokens) -> _Marks:
    """Find the quotation marks of all texts, and what touches each."""
    vocabulary = tokens.vocabulary
    marked = vocabulary.form_fact(_family, np.int8, level="mark", combine=np.bitwise_or) > 0
    at = tokens.pick_forms(np.flatnonzero(marked[tokens.form_row]))
    at = at.keep(np.flatnonzero(vocabulary.fact(_family, np.int8, level="mark")[at.type]))
    first, after = tokens.form_token[at.form], tokens.form_token[at.form + 1]
    glued_left, glued_right = at.token > first, at.token + 1 < after
    left = Picked(tokens, np.maximum(at.token - 1, first), at.form).type
    right = Picked(tokens, np.minimum(at.token + 1, after - 1), at.form).type
    after_stop = glued_left & vocabulary.fact(_stops, bool, level="mark")[left]
    glued_left &= ~vocabulary.fact(_opens_group, bool, level="mark")[left]
    kind = at.type
    family, may_open, may_close = _uses(vocabulary, kind, glued_left, glued_right)
    single = np.flatnonzero(family == _SINGLE)
    after_s = np.zeros(len(kind), bool)
    after_s[single] = (at.token > first)[single] & vocabulary.fact_at(_ends_in_s, left[single])
    may_open[single] &= ~(glued_right[single] & vocabulary.fact_at(_is_elided, right[single]))
    return _Marks(at, kind, family, may_open, may_close, after_stop, after_s)


def _uses(vocabulary: Vocabulary, kind: Array, glued_left: Array, glued_right: Array) -> tuple[Array, Array, Array]:
    """Family of each mark, and whether it may open and close a quotation where it stands."""
    family = vocabulary.fact(_family, np.int8, level="mark")[kind]
    only_opens = vocabulary.fact(_only_opens, bool, level="mark")[kind]
    only_closes = vocabulary.fact(_only_closes, bool, level="mark")[kind]
    is_apostrophe = vocabulary.fact(_is_apostrophe, bool, level="mark")[kind]
    opens = ~only_closes & ~is_apostrophe & glued_right & ~glued_left
    may_open = np.where(only_opens, glued_right | (family != _SINGLE), opens)
    may_close = np.where(only_opens | only_closes, only_closes, glued_left | ~glued_right)
    return family, may_open, may_close


def _are_of_use(marks: _Marks, paragraph: Array) -> Array:
    """Leave out the single marks of paragraphs in which none can open: apostrophes and feet."""
    single = marks.family == _SINGLE
    opens = np.zeros(int(paragraph[-1]) + 1 if len(paragraph) else 0, bool)
    opens[paragraph[single & marks.may_open]] = True
    return np.flatnonzero(~single | opens[paragraph])


def _are_plain(marks: _Marks, bounds: Array) -> Array:
    """Tell of each paragraph with marks whether they are double ones that open and close in turn."""
    size = np.diff(bounds)
    if not len(size):
        return np.zeros(0, bool)
    rank = np.arange(bounds[-1]) - np.repeat(bounds[:-1], size)
    is_low = marks.at.tokens.vocabulary.fact(_is_low, bool, level="mark")[marks.kind]
    in_turn = np.where(rank % 2 == 0, marks.may_open, marks.may_close)
    fits = in_turn & (marks.family == _DOUBLE) & ~is_low
    plain: Array = np.logical_and.reduceat(fits, bounds[:-1]) & (size % 2 == 0)
    return plain


def _pair_singly(
    tokens: Tokens, marks: _Marks, paragraph: Array, bounds: Array, wanted: Array
) -> list[tuple[int, int, bool, bool]]:
    """Pair the marks of some paragraphs: first and last token, whether unclosed, whether it goes on another."""
    pieces: list[tuple[int, int, bool, bool]] = []
    if not wanted.any():
        return pieces
    forms = np.flatnonzero(tokens.form_broken)
    listed = marks.listed(np.flatnonzero(np.repeat(wanted, np.diff(bounds))))
    place = paragraph[bounds[:-1][wanted]]
    first, after = tokens.form_token[forms[place]], np.append(forms, len(tokens.form_row))[place + 1]
    opens_text = np.isin(after, tokens.text_form)
    columns = (place, np.diff(bounds)[wanted], first, tokens.form_token[after], opens_text)
    carried, expected, end = False, -1, 0
    for number, size, begin, stop, last_of_text in zip(*(column.tolist() for column in columns), strict=True):
        here, end = listed[end : end + size], end + size
        carried = carried and expected == number
        following = listed[end] if not last_of_text and end < len(listed) else None
        leading = _leading(following, stop)
        found, open_family = _pair_paragraph(here, begin, stop - 1, leading)
        goes_on = min(open_family, leading) > 0 and (open_family == _SINGLE) == (leading == _SINGLE)
        for opened, closing, closed in found:
            pieces.append((opened, closing, not (closed or goes_on), carried and opened == begin + 1))
        carried, expected = goes_on, number + 1
    return pieces


def _pair_paragraph(
    marks: list[_Mark], begin: int, end: int, following: int
) -> tuple[list[tuple[int, int, bool]], int]:
    """Pair the marks of one paragraph: (first token, last token, closed), and the family of one left open.

    A single mark that nothing closes is an apostrophe, save where the next paragraph begins with one too and this one
    opens its paragraph or is a mark that only opens.

    Parameters
    ----------
    begin, end
        First and last token of the paragraph.
    following
        Family of the mark that opens the next paragraph, 0 for none.
    """
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
        elif opening.family == _SINGLE and not (
            following == _SINGLE and (opening.token == begin or opening.sign in _ONLY_OPENS)
        ):
            hopeless.add(opening.sign)
        else:
            found.append((opening.token + 1, end, False))
            return found, opening.family
    return found, 0


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


def _leading(mark: _Mark | None, begin: int) -> int:
    """Family of the opening mark with which the paragraph that begins with a token begins, 0 for none."""
    return mark.family if mark is not None and mark.token == begin and mark.may_open else 0


def _is_low(piece: str) -> bool:
    return piece in "„‚"


def _is_apostrophe(piece: str) -> bool:
    return piece == "’"


def _only_opens(piece: str) -> bool:
    return piece in _ONLY_OPENS


def _only_closes(piece: str) -> bool:
    return piece in _ONLY_CLOSES


def _family(piece: str) -> int:
    return _FAMILY.get(piece, 0)


def _stops(piece: str) -> bool:
    return piece[0] in ".,!?…;:)—–-"


def _ends_in_s(piece: str) -> bool:
    return piece[-1] in "sSzZxX"


def _is_elided(piece: str) -> bool:
    """Tell whether an apostrophe stands before the word: ’90s, rock ’n’ roll."""
    return (len(piece) < 5 and piece.lower() in _ELIDED) or (
        len(piece) == 3 and piece[:2].isdecimal() and piece[2] == "s"
    )


def _opens_group(piece: str) -> bool:
    return piece in "([{—–-“‘«„\"'" or piece in ("--", "``", "''")
