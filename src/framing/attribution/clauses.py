"""Reported clauses: what somebody is reported to have said or thought, without quotation marks, and how far it goes.

The rules, by the name that goes into the column `rule`; those of `complements`, and:

================= ================================================================================================
trailing          The plan would fail, Marsh said.
trailing, goes on The plan, Marsh said, would fail: the second piece
according to      The plan would fail, according to Marsh. According to Marsh, the plan would fail.
================= ================================================================================================

Scope. What stands behind a cue goes to the end of the sentence, or to a semicolon, to ", but", ", though", ", while",
", whereas", or to another act of speech of the same rank (", and Vane said"; ", adding"). What stands before one
goes back to the beginning of the sentence. What *I* and *we* say outside quotation marks is the journalist's own.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.attribution.complements import find_complement
from framing.attribution.speech import Speech
from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.phrases import Span

__all__ = ["Clause", "find_clauses", "keep_words", "scope_end"]

_OWN = frozenset(("i", "we", "you", "us", "me"))
_BREAKS = frozenset(("but", "though", "although", "while", "whereas", "even"))
_NO_CLAUSE = frozenset("but and while though who which when as after because since that".split())
_SUBORDINATE = frozenset("as when while if after because since although though before once until".split())
_LOOKED_AT = 3  # acts of speech behind a comma
_FEWEST = 2  # words outside quotation marks


@dataclass(frozen=True, slots=True)
class Clause:
    """Words reported: first token, one past the last, the act of speech, the rule."""

    first: int
    after: int
    speech: Speech
    rule: str


def find_clauses(reading: Reading, speeches: list[Speech], used: set[int]) -> list[Clause]:
    """Find the words that acts of speech report outside quotation marks.

    Parameters
    ----------
    reading
        The article.
    speeches
        Its acts of speech, in order.
    used
        First tokens of the cues that a quotation in marks has behind it: these report more only after "that".
    """
    clauses: list[Clause] = []
    for rank, speech in enumerate(speeches):
        if speech.subject is not None and reading.words[speech.subject[0]].lower() in _OWN:
            continue
        first, after = reading.bounds(speech.first)
        if speech.cue == "according to":
            found = _according(reading, speeches, rank, (first, after))
        else:
            found = _trailing(reading, speeches, rank, (first, after), quoted=speech.first in used)
            found = found or _leading(reading, speeches, rank, after, used)
        clauses += found
    return clauses


def _own_span(speech: Speech, first: int, after: int) -> Span | None:
    """Where the clause of the cue itself begins and ends, subject and verb; None where its subject is elsewhere."""
    subject = speech.subject
    if subject is None or not first <= subject[0] < after:
        return None
    return min(speech.first, subject[0]), max(speech.after, subject[1])


def _according(reading: Reading, speeches: list[Speech], rank: int, sentence: Span) -> list[Clause]:
    """Read "according to": before its clause, or after it."""
    speech, (first, after) = speeches[rank], sentence
    if speech.subject is None:
        return []
    if speech.first - first > 1:
        return keep_words(reading, first, speech.first, speech, "according to")
    place = speech.subject[1]
    while place < after and not reading.kind[place] & w.COMMA:
        place += 1
    return keep_words(reading, place + 1, scope_end(reading, speeches, place + 1, after), speech, "according to")


def _trailing(reading: Reading, speeches: list[Speech], rank: int, sentence: Span, *, quoted: bool) -> list[Clause]:
    """Read a cue that closes what it reports, or breaks into it."""
    speech, (first, after) = speeches[rank], sentence
    own = _own_span(speech, first, after)
    takes = "clause" in speech.entry.takes or speech.entry.form == "phrase"
    if own is None or not takes or speech.entry.tense == "ing":
        return []
    before = own[0] - 1 - (reading.words[own[0] - 1] == "as")
    if before <= first or reading.quote[before] >= 0 or not reading.kind[before] & (w.COMMA | w.DASH):
        return []
    place = own[1]
    while place < after and reading.kind[place] & (w.ADVERB | w.DAY):
        place += 1
    broken = place < after and bool(reading.kind[place] & (w.COMMA | w.DASH))
    closed = place >= after or bool(reading.kind[place] & (w.STOP | w.POINT)) or _is_circumstance(reading, place, after)
    if not closed and not (broken and reading.quote[min(place + 2, after - 1)] < 0):
        broken = False
    if not (broken or (closed and _has_verb(reading, first, before))):
        return []
    if not closed and reading.words[first].lower() in _SUBORDINATE:
        return []
    last = before
    while quoted and last > first and reading.quote[last - 1] < 0:
        last -= 1  # what stands between a quotation and its cue describes the speaker
    found = keep_words(reading, first, last, speech, "trailing")
    aside = place + 2 >= after or _is_aside(reading, place + 1)
    if broken and not aside and (not speech.inverted or _has_verb(reading, place + 1, after)):
        end = scope_end(reading, speeches, place + 1, after)
        found += keep_words(reading, place + 1, end, speech, "trailing, goes on")
    return found


def _is_circumstance(reading: Reading, place: int, after: int) -> bool:
    """Tell whether only where and when it was said follows: …, Marsh said in an interview."""
    if not reading.kind[place] & w.PREPOSITION or reading.words[place] == "to":
        return False
    clause = w.AUXILIARY | w.VERB | w.PRONOUN
    return not any(reading.kind[one] & clause or reading.words[one] == "that" for one in range(place, after))


def _is_aside(reading: Reading, place: int) -> bool:
    """Tell whether what a comma opens is not reported: …, Marsh said, smiling; but: …, she said, and would go."""
    word = reading.words[place]
    if word in ("and", "or"):
        return not reading.kind[place + 1] & w.AUXILIARY
    return word.endswith("ing") or word in _NO_CLAUSE


def _has_verb(reading: Reading, first: int, after: int) -> bool:
    """Tell whether words may be a clause: one of them may be a verb."""
    finite = w.AUXILIARY | w.VERB | w.CUE
    return any(
        reading.quote[place] < 0
        and not reading.kind[place] & w.NAME
        and (reading.kind[place] & finite or reading.words[place].endswith(("ed", "s")))
        for place in range(first, after)
    )


def _leading(reading: Reading, speeches: list[Speech], rank: int, after: int, used: set[int]) -> list[Clause]:
    """Read a cue that stands before what it reports."""
    speech = speeches[rank]
    if speech.subject is None and speech.entry.tense != "past":
        return []
    complement = find_complement(reading, speech, after)
    if complement is None or (speech.first in used and complement[1] != "that clause"):
        return []
    place, rule = complement
    return keep_words(reading, place, scope_end(reading, speeches, place, after), speech, rule)


def scope_end(reading: Reading, speeches: list[Speech], place: int, after: int) -> int:
    """Find where words reported behind a cue end.

    Parameters
    ----------
    reading, speeches
        The article and its acts of speech.
    place
        First token of the words.
    after
        One past the last token of the sentence.
    """
    kind = reading.kind
    for token in range(place, after):
        if reading.quote[token] >= 0:
            continue
        if kind[token] & w.STOP:
            return token
        goes_on = token + 2 >= after or reading.quote[token + 1] >= 0 or not kind[token] & w.COMMA
        if goes_on:
            continue
        if reading.words[token + 1].lower() in _BREAKS or _resumes(reading, speeches, token + 1):
            return token
    return after


def _resumes(reading: Reading, speeches: list[Speech], place: int) -> bool:
    """Tell whether an act of speech of the same rank begins behind a comma: , and Vane said; , adding."""
    joined = reading.words[place] in ("and", "or")
    low, high = 0, len(speeches)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if speeches[middle].first < place else (low, middle)
    for speech in speeches[low : low + _LOOKED_AT]:
        own = speech.subject is not None and speech.subject[0] >= place
        opening = min(speech.first, speech.subject[0]) if own and speech.subject is not None else speech.first
        if joined:
            lead = place + 1
            while lead < opening and reading.kind[lead] & (w.ADVERB | w.AUXILIARY):
                lead += 1
            return opening == lead
        return opening == place
    return False


def keep_words(reading: Reading, first: int, after: int, speech: Speech, rule: str) -> list[Clause]:
    """Trim marks from the ends of words reported; nothing where too few stand outside quotation marks."""
    edge = w.COMMA | w.QUOTE | w.STOP | w.POINT | w.DASH | w.COLON
    while first < after and reading.kind[first] & edge and reading.quote[first] < 0:
        first += 1
    while after > first and reading.kind[after - 1] & edge and reading.quote[after - 1] < 0:
        after -= 1
    outside = sum(reading.quote[place] < 0 and not reading.kind[place] & w.MARK for place in range(first, after))
    return [Clause(first, after, speech, rule)] if outside >= _FEWEST else []
