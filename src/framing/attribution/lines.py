"""Lines that begin with who speaks: a headline (*Marsh: The plan is dead*), the turns of an interview (*A: No.*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.phrases import Span
from framing.speakers.names import GROUP, ORGANISATION, PERSON, Names

__all__ = ["Line", "find_lines"]

_LONGEST = 5  # words of a name before a colon
_FEWEST_TURNS = 3
_FEWEST = 3  # words of a headline behind its colon
_LABELS = frozenset(
    "related update updated watch read correction editor's note more video photo photos source sources breaking "
    "exclusive opinion analysis review listen story image credit caption tags topics share follow contact "
    "subscribe advertisement location where when time date price p.s fact question answer claim verdict q".split()
)
_ASKS = frozenset(("Q",))
_ANSWERS = frozenset(("A",))


class Line(NamedTuple):
    """Words spoken: first token, one past the last; the words that name the speaker; the rule."""

    first: int
    after: int
    speaker: Span
    rule: str


def find_lines(reading: Reading, names: Names) -> Iterator[Line]:
    """Find the lines that begin with a speaker and a colon and hold no quotation marks.

    A headline is the title, a heading or the first line; what stands behind its colon is reported. Elsewhere
    such lines are turns of an interview or a debate where the article has three of them or more; they
    are verbatim. What an interviewer asks (*Q:*) is the journalist's own.
    """
    turns: list[Line] = []
    n_turns = 0
    for first, after in reading.paragraphs():
        colon = next(
            (place for place in range(first, min(first + _LONGEST + 1, after)) if reading.kind[place] & w.COLON), None
        )
        if colon is None or colon == first or not _names_speaker(reading, first, colon):
            continue
        begin, end = colon + 1, after
        if end <= begin:
            continue
        marked = any(reading.quote[place] >= 0 or reading.kind[place] & w.QUOTE for place in range(begin, end))
        labelled = reading.words[first] in _ASKS | _ANSWERS or reading.words[colon - 1].isupper()
        if not reading.in_headline(first) or (labelled and first):
            n_turns += 1  # those with marks too: one mark more or less changes no other line
            turns += [Line(begin, end, (first, colon), "turn")] * (not marked and _is_prose(reading, begin, end))
        elif not marked and end - begin >= _FEWEST and _is_known(reading, names, first, colon):
            yield Line(begin, end, (first, colon), "headline")
    if n_turns >= _FEWEST_TURNS:
        yield from (turn for turn in turns if reading.words[turn.speaker[0]] not in _ASKS)


def _names_speaker(reading: Reading, first: int, colon: int) -> bool:
    """Tell whether the words before a colon are a name, with its titles, or the A of an answer."""
    words = reading.words[first:colon]
    if len(words) == 1 and words[0] in _ASKS | _ANSWERS:
        return True
    named = all(kind & (w.NAME | w.POINT) for kind in reading.kind[first:colon])
    return named and not any(word.lower() in _LABELS for word in words)


def _is_known(reading: Reading, names: Names, first: int, colon: int) -> bool:
    """Tell whether the name of a headline is a speaker's: it is met again further down."""
    last = reading.words[colon - 1]
    own = reading.paragraph[first]
    again = any(word == last and reading.paragraph[place] != own for place, word in enumerate(reading.words))
    return again and names.sort(first, colon) in (PERSON, ORGANISATION, GROUP)


def _is_prose(reading: Reading, first: int, after: int) -> bool:
    """Tell whether a turn is speech, and not a number or a list of names."""
    spoken = w.AUXILIARY | w.VERB | w.PRONOUN
    words = sum(word[0].isalnum() for word in reading.words[first:after])
    return words > 0 and any(reading.kind[place] & spoken for place in range(first, after))
