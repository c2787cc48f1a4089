"""Pairs of quotation marks are those that pairing every paragraph one by one gives."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.reading.marks import pair_marks
from framing.text import Vocabulary, tokenise
from framing.text.words import split_form

Piece = tuple[int, int, int, bool]
"""Quotation, first and last token, whether unclosed."""

FAMILIES = {"double": ["“", "”", "„", '"', "``", "''"], "single": list("‘’'‚`"), "angle": list("«»")}
FAMILY = {sign: family for family, signs in FAMILIES.items() for sign in signs}
OPENING, CLOSING = {"“", "„", "‘", "‚", "«", "``"}, {"”", "»"}
ELIDED = {"n", "em", "til", "tis", "twas"}  # ’n’, ’em, ’til, ’tis, ’twas


class Token(NamedTuple):
    """A word or mark, and what touches it in its form."""

    number: int
    printed: str
    left: str
    right: str

    @property
    def family(self) -> str | None:
        return FAMILY.get(self.printed)

    @property
    def stands_free(self) -> bool:
        """Whether white space, or a mark that opens a group, stands before it."""
        return self.left == "" or self.left in {*"([{—–-“‘«„\"'", "--", "``", "''"}

    @property
    def opens(self) -> bool:
        if self.family == "single" and is_elided(self.right):
            return False
        if self.printed in OPENING:
            return self.family != "single" or self.right != ""
        return self.printed not in CLOSING and self.printed != "’" and self.stands_free and self.right != ""

    @property
    def closes(self) -> bool:
        if self.printed in OPENING | CLOSING:
            return self.printed in CLOSING
        return not self.stands_free or self.right == ""

    def closes_what(self, opening: Token) -> bool:
        """Tell whether it closes a quotation; a low mark is closed by what opens elsewhere, too."""
        is_low = (opening.printed, self.printed) in {("„", "“"), ("‚", "‘")}
        return self.family == opening.family and (self.closes or is_low)

    @property
    def could_be_possessive(self) -> bool:
        return self.family == "single" and self.left[-1:] in set("sSzZxX") and self.left != ""


def is_elided(word: str) -> bool:
    decade = len(word) == 3 and word[:2].isdecimal() and word[2] == "s"  # ’90s
    return word.lower() in ELIDED or decade


def paragraphs_of(texts: list[str]) -> list[list[list[Token]]]:
    """Tokens of the paragraphs of each text, numbered through all."""
    number, found = 0, []
    for text in texts:
        paragraphs = []
        for line in filter(str.strip, text.splitlines()):
            tokens = []
            for form in line.split():
                pieces = [form[start:end] for start, end, _ in split_form(form)]
                for left, piece, right in zip(["", *pieces], pieces, [*pieces[1:], ""], strict=False):
                    tokens.append(Token(number, piece, left, right))
                    number += 1
            paragraphs.append(tokens)
        found.append(paragraphs)
    return found


def find_closing(opening: Token, rest: list[Token]) -> Token | None:
    """Find the first mark that closes; a plural possessive only where none better follows before the next opens."""
    doubtful = None
    for mark in rest:
        if mark.closes_what(opening):
            if not mark.could_be_possessive:
                return mark
            doubtful = doubtful or mark
        elif doubtful and mark.family == opening.family and mark.opens:
            return doubtful
    return doubtful


def pair_slowly(texts: list[str]) -> list[Piece]:
    pieces: list[Piece] = []
    quotation = -1
    for paragraphs in paragraphs_of(texts):
        carried = False
        for number, tokens in enumerate(paragraphs):
            following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            place, left_open = 0, False
            while place < len(tokens):
                opening = tokens[place]
                place += 1
                if opening.family is None or not opening.opens:
                    continue
                closing = find_closing(opening, tokens[place:])
                goes_on = following is not None and goes_on_in(following, opening)
                if (
                    closing is None
                    and opening.family == "single"
                    and not (goes_on and (opening is tokens[0] or opening.printed in "‘‚"))
                ):
                    continue  # an apostrophe
                last = tokens[-1].number if closing is None else closing.number - 1
                left_open = closing is None and goes_on
                quotation += not (carried and opening is tokens[0])
                pieces.append((quotation, opening.number + 1, last, closing is None and not left_open))
                place = len(tokens) if closing is None else closing.number - tokens[0].number + 1
            carried = left_open
    return [piece for piece in pieces if piece[2] >= piece[1]]


def goes_on_in(following: list[Token], opening: Token) -> bool:
    if following[0].family is None or not following[0].opens:
        return False
    return (opening.family == "single") == (following[0].family == "single")


def pair(texts: list[str], vocabulary: Vocabulary | None = None) -> list[Piece]:
    pieces = pair_marks(tokenise(texts, vocabulary=vocabulary))
    numbers: dict[int, int] = {}  # quotations without a word between the marks may leave gaps
    columns = (column.tolist() for column in pieces)
    return [
        (numbers.setdefault(number, len(numbers)), first, last, unclosed)
        for number, first, last, unclosed in zip(*columns, strict=True)
    ]


def renumbered(pieces: list[Piece]) -> list[Piece]:
    numbers: dict[int, int] = {}
    return [(numbers.setdefault(number, len(numbers)), *rest) for number, *rest in pieces]  # type: ignore[misc]


SIGNS = ["“", "”", '"', "'", "’", "‘", "«", "»", "„", "‚", "`", "``", "''"]
BASE = st.sampled_from(
    ["yes", "no", "boys", "farmers", "she", "5", "90s", "em", "n", "don’t", "it's", "O’Neill", "Jones"]
)
SIDE = st.lists(st.sampled_from([*SIGNS, "(", ")", "—", "-", "--", ",", ".", "?", "…", "["]), max_size=3).map("".join)
BARE = st.just("")
CHOSEN = [
    "“Yes,”",
    "“no”.",
    "‘so’",
    "farmers’",
    '"It',
    'is,"',
    "don't",
    "'90s",
    "’n’",
    "“",
    "”",
    '"',
    "« a",
    "b »",
    "„x“",
]
FORM = st.builds("{}{}{}".format, BARE | SIDE, BASE, BARE | SIDE) | SIDE | st.sampled_from(CHOSEN)
DOUBLE = st.sampled_from(["“a", "b”", '"a', 'b"', "“c”", "she", "“", "”", "said", '"'])
LINE = (st.lists(FORM, max_size=8) | st.lists(DOUBLE, max_size=6)).map(" ".join)
TEXTS = st.lists(st.lists(LINE, max_size=6).map("\n".join), max_size=4)


@given(TEXTS)
@settings(deadline=None)
def test_marks_are_paired_as_one_by_one(texts: list[str]) -> None:
    assert pair(texts) == renumbered(pair_slowly(texts))


@given(st.lists(st.text("“”\"'’‘«»„‚` \nas(—.", max_size=40), max_size=3))
@settings(deadline=None)
def test_so_are_marks_of_any_order(texts: list[str]) -> None:
    assert pair(texts) == renumbered(pair_slowly(texts))


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_a_used_vocabulary_changes_nothing(before: list[str], texts: list[str]) -> None:
    vocabulary = Vocabulary()
    pair(before, vocabulary)
    assert pair(texts, vocabulary) == pair(texts)


@given(TEXTS)
@settings(deadline=None)
def test_a_text_does_not_depend_on_its_neighbours(texts: list[str]) -> None:
    alone, origin = [], 0
    for text in texts:
        alone += [((origin, n), first + origin, last + origin, open_) for n, first, last, open_ in pair([text])]
        origin += len(tokenise([text]))
    assert pair(texts) == renumbered(alone)  # type: ignore[arg-type]


@given(TEXTS)
@settings(deadline=None)
def test_pieces_lie_in_their_paragraph_in_order_without_overlap(texts: list[str]) -> None:
    tokens = tokenise(texts)
    pieces = pair_marks(tokens)
    paragraph = tokens.paragraph[tokens.form]
    assert (paragraph[pieces.first] == paragraph[pieces.last]).all()
    assert (pieces.first[1:] > pieces.last[:-1]).all()
    assert (pieces.first <= pieces.last).all()
    steps = pieces.number[1:] - pieces.number[:-1]
    assert (steps >= 0).all()
    assert (paragraph[pieces.first][1:][steps == 0] > paragraph[pieces.first][:-1][steps == 0]).all()
    ends_paragraph = [last + 1 == len(tokens) or paragraph[last] < paragraph[last + 1] for last in pieces.last.tolist()]
    assert all(at_end for at_end, unclosed in zip(ends_paragraph, pieces.unclosed, strict=True) if unclosed)


@pytest.mark.parametrize(
    ("texts", "pieces"),
    [
        ([], []),
        ([""], []),
        (["“a” b “c”"], [(0, 1, 1, False), (1, 5, 5, False)]),
        (["“a", "“b”"], [(0, 1, 1, True), (1, 3, 3, False)]),
        (["“a\n“b\n“c”"], [(0, 1, 1, False), (0, 3, 3, False), (0, 5, 5, False)]),
        (["“a\nb\n“c”"], [(0, 1, 1, True), (1, 4, 4, False)]),
        (["“a\n\n\n“b"], [(0, 1, 1, False), (0, 3, 3, True)]),
        (["“a\n‘b’"], [(0, 1, 1, True), (1, 3, 3, False)]),
        (["“a” “b\n“c” “d”"], [(0, 1, 1, False), (1, 4, 4, False), (1, 6, 6, False), (2, 9, 9, False)]),
        (["„a“ „b”"], [(0, 1, 1, False), (1, 4, 4, False)]),
        (["‚a‘ ‚b’"], [(0, 1, 1, False), (1, 4, 4, False)]),
        (["„a „b“ c“"], [(0, 1, 3, False)]),
        (["«a “b” c»"], [(0, 1, 5, False)]),
        (["“” «» ‘’"], []),
        (['"a "b" c"'], [(0, 1, 3, False)]),
        (["‘the boys’ turn’ b"], [(0, 1, 4, False)]),
        (["‘the boys’ b ‘c’"], [(0, 1, 2, False), (1, 6, 6, False)]),
        (["‘a “b” c"], [(0, 3, 3, False)]),
    ],
)
def test_pairs(texts: list[str], pieces: list[Piece]) -> None:
    assert pair(texts) == pieces


def test_two_typewriter_apostrophes_are_a_double_mark():
    text = "''The gates are shut,'' she said. ''Nobody asked us.''\n\n``We were told,'' he said, ''too late.''"
    tokens = tokenise([text])
    pieces = pair_marks(tokens)
    found = [
        text[tokens.start[first] : tokens.end[last]] for first, last in zip(pieces.first, pieces.last, strict=True)
    ]
    assert found == ["The gates are shut,", "Nobody asked us.", "We were told,", "too late."]
