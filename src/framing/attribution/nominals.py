"""Nominal attributions: the claim that …, rumours of …, Marsh's promise to …; who holds them, and how far they go.

A noun of `nouns.csv` with one of the complements it takes. The holder is, in this order: who stands before it with a
possessive (*Marsh's claim*, *their fear*); who stands behind it with *by*, *from* or *among*; the subject of a verb
that makes it one's own (*Marsh repeated the claim*). Where there is none of these, nobody is named: `unattributed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from framing.attribution.clauses import scope_end
from framing.attribution.speech import Speech, name_speaker
from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.nouns import Noun, read_nouns
from framing.reading.phrases import Span, leading_subject, phrase_after, phrase_before
from framing.speakers.names import Names, Speaker
from framing.text import normalise

__all__ = ["Nominal", "find_nominals", "phrase_end"]

UNATTRIBUTED = "unattributed"

_OWN = frozenset(("i", "we", "you", "my", "our", "your"))
_BEFORE = 4  # words between a possessive and its noun
_BEHIND = 8  # words of a complement after which "by" still names the holder
_FEWEST = 1  # words outside quotation marks
_POSSESSIVE = frozenset(("his", "her", "their", "its", "my", "our", "your"))
_MAKES = frozenset(
    "made make makes making raised raise raises raising expressed expresses express expressing voiced voice voices "
    "voicing repeated repeats repeat repeating issued issue issues issuing renewed renew renews renewing aired air "
    "airs shared share shares reiterated reiterates holds hold held has have had offered offers offer conveyed "
    "spread spreads fuelled fueled floated pushed pushes dropped drops sent sends delivered levelled leveled gave "
    "give gives giving reached reaches".split()
)


class Nominal(NamedTuple):
    """Words reported by a noun: their first token and one past the last, the noun's place, its holder, the rule."""

    first: int
    after: int
    place: int
    noun: Noun
    speaker: Speaker | None
    rule: str


def find_nominals(reading: Reading, names: Names, speeches: list[Speech], taken: set[int]) -> Iterator[Nominal]:
    """Find the nouns outside quotation marks that report what somebody says or thinks.

    Parameters
    ----------
    reading, names, speeches
        The article, its names, its acts of speech.
    taken
        Tokens that are cues of reported clauses: verbs, not nouns.
    """
    nouns = read_nouns()
    for place in reading.nominals:
        if reading.quote[place] >= 0 or place in taken:
            continue
        noun = nouns[normalise(reading.words[place])]
        complement = _complement(reading, noun, place, reading.bounds(place)[1], speeches)
        if complement is None:
            continue
        begin, end = complement
        speaker = _holder(reading, names, speeches, place, end)
        if speaker is not None and reading.words[speaker.span[0]].lower() in _OWN:
            continue
        outside = sum(reading.quote[one] < 0 and not reading.kind[one] & w.MARK for one in range(begin, end))
        if outside >= _FEWEST:
            yield Nominal(begin, end, place, noun, speaker, "noun" if speaker is not None else UNATTRIBUTED)


def _complement(reading: Reading, noun: Noun, place: int, after: int, speeches: list[Speech]) -> Span | None:
    """Find what a noun takes: the words reported."""
    link = place + 1
    if link < after and reading.words[link] in ("by", "from", "among"):
        phrase = phrase_after(reading, link + 1, after)
        link = phrase[1] if phrase is not None else link
    if link + 1 >= after or reading.quote[link] >= 0 or reading.words[link] not in noun.takes:
        return None
    follows = reading.kind[link + 1]
    if reading.words[link] == "that":
        if follows & (w.AUXILIARY | w.VERB) and not follows & w.DETERMINER:
            return None  # a relative clause: a report that could harm
        return link, _clause_end(reading, speeches, place, link + 1, after)
    if reading.words[link] == "to":
        verb = reading.words[link + 1]
        plain = follows & (w.DETERMINER | w.NAME | w.PRONOUN | w.CONJUNCTION) or verb.endswith(("ing", "s"))
        return None if plain and noun.noun != "objection" else (link, scope_end(reading, speeches, link, after))
    end = phrase_end(reading, link + 1, after)
    while end > link + 1 and reading.kind[end - 1] & (w.CONJUNCTION | w.PREPOSITION) and reading.quote[end - 1] < 0:
        end -= 1
    return link + 1, end


def _clause_end(reading: Reading, speeches: list[Speech], place: int, begin: int, after: int) -> int:
    """Find where a clause behind a noun ends; where the noun is a subject, before the verb of the sentence."""
    end = scope_end(reading, speeches, begin, after)
    if not _leads(reading, place):
        return end
    verbs = [one for one in range(begin, end) if reading.kind[one] & (w.AUXILIARY | w.VERB) and reading.quote[one] < 0]
    groups = [
        one
        for rank, one in enumerate(verbs)
        if not rank or not all(reading.kind[between] & w.ADVERB for between in range(verbs[rank - 1] + 1, one))
    ]
    return groups[1] if len(groups) > 1 else end


def _leads(reading: Reading, place: int) -> bool:
    """Tell whether a noun stands before any verb of its sentence."""
    first, _ = reading.bounds(place)
    verb = w.AUXILIARY | w.VERB | w.CUE
    return not any(reading.kind[one] & verb and not reading.kind[one] & w.NAME for one in range(first, place))


def phrase_end(reading: Reading, begin: int, after: int) -> int:
    """Find where a phrase behind a noun ends: at a verb, a mark, a conjunction other than "and"."""
    kind = reading.kind
    for token in range(begin, after):
        if reading.quote[token] >= 0:
            continue
        mark = kind[token] & (w.COMMA | w.STOP | w.COLON | w.DASH | w.BRACKET)
        verb = kind[token] & (w.AUXILIARY | w.VERB)
        joint = kind[token] & w.CONJUNCTION and reading.words[token] not in ("and", "or", "that", "how", "whether")
        past = reading.words[token].endswith("ed") and token > begin and not kind[token] & w.NAME
        past = past and not kind[token - 1] & (w.DETERMINER | w.ADVERB)
        if mark or verb or joint or past or reading.words[token] in ("by", "from", "among"):
            return token
    return after


def _holder(reading: Reading, names: Names, speeches: list[Speech], place: int, end: int) -> Speaker | None:
    """Find who holds what a noun reports, given where that ends."""
    first, after = reading.bounds(place)
    for before in range(place - 1, max(first, place - 1 - _BEFORE) - 1, -1):
        word = reading.words[before].lower()
        if word in _POSSESSIVE:
            return name_speaker(reading, names, (before, before + 1), speeches)
        if word.endswith(("'s", "’s", "s'", "s’")):
            phrase = phrase_before(reading, before + 1, first)
            return name_speaker(reading, names, phrase, speeches) if phrase is not None else None
        if reading.kind[before] & (w.MARK | w.PREPOSITION | w.CONJUNCTION | w.AUXILIARY | w.VERB | w.PRONOUN):
            break
    for link in (place + 1, end):
        if link + 1 < after and reading.words[link] in ("by", "from", "among"):
            phrase = phrase_after(reading, link + 1, after)
            if phrase is not None:
                return name_speaker(reading, names, phrase, speeches)
    return _maker(reading, names, speeches, place, first)


def _maker(reading: Reading, names: Names, speeches: list[Speech], place: int, first: int) -> Speaker | None:
    """Find the subject of the verb by which a claim is made somebody's own."""
    before = place - 1
    while before > first and reading.kind[before] & (w.DETERMINER | w.ADVERB):
        before -= 1
    if before <= first or reading.words[before].lower() not in _MAKES:
        return None
    subject = leading_subject(reading, first, before)
    return name_speaker(reading, names, subject, speeches) if subject is not None else None
