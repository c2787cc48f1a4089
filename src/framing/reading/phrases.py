"""Noun phrases without a parser: where the subject of a verb begins and ends."""

from __future__ import annotations

import re

from framing.reading import wording as w
from framing.reading.articles import Reading

__all__ = [
    "ALONE",
    "PARTICLES",
    "ROLES",
    "SUBJECTS",
    "Span",
    "leading_subject",
    "named_phrase_after",
    "phrase_after",
    "phrase_before",
    "subject_before",
]

Span = tuple[int, int]

_NOUN_FIRST = frozenset(("state", "view", "report"))
_NOUNS = frozenset(
    "state report view release call talk plan support offer promise demand claim comment order charge attack question "
    "project share challenge answer show".split()
)
"""Cues that are nouns too, in the form that both have."""
_PARTY = re.compile(r"[DRI]-[A-Z]")
_PARTISANS = frozenset("republican democrat independent labour tory conservative".split())

_ENDS = (
    w.COMMA | w.STOP | w.COLON | w.DASH | w.BRACKET | w.QUOTE | w.CONJUNCTION | w.AUXILIARY | w.DAY | w.PRONOUN | w.VERB
)
_BARRIER = w.COMMA | w.STOP | w.COLON | w.DASH | w.BRACKET | w.QUOTE | w.AUXILIARY | w.DAY | w.VERB
_DATELINE, _LONGEST_DATELINE = 4, 12  # letters of a place in capitals, words up to the dash
_BEFORE_NAME = 6  # words of a description such as "one of them"
_APPOSITION = 18  # words between a subject and its verb
_INNER = frozenset(("of", "for", "from"))  # what may go on a noun phrase after the verb
PARTICLES = frozenset(("de", "da", "van", "von", "der", "den", "bin", "al", "el", "la", "le", "du", "di", "ter", "ibn"))
ALONE = frozenset("another some many one both several few most all each".split())  # may be subjects by themselves
SUBJECTS = frozenset("he she it they we i who you one everyone everybody someone nobody".split())
ROLES = frozenset(
    "spokesman spokeswoman spokesperson spokesmen manager campaign officials official aide aides adviser "
    "advisers advisor "
    "advisors supporters supporter administration director president chief minister secretary leader leaders lawyer "
    "lawyers attorney editor reporter reporters professor analyst analysts strategist strategists consultant chairman "
    "chairwoman chair member members founder author executive activist activists lawmakers lawmaker candidate nominee "
    "governor mayor senator police sources source delegate delegates voters voter residents resident farmer doctor "
    "ambassador economist historian scientist researcher researchers host anchor columnist moderator correspondent "
    "surrogate surrogates ally allies operative operatives pollster organizer organiser team staff group government "
    "department experts expert critics prosecutors prosecutor investigators detective deputy coach".split()
)


def phrase_after(reading: Reading, first: int, limit: int) -> tuple[int, int] | None:
    """Find the noun phrase that begins at a token: (first, after), or None where none begins there.

    It ends at a mark, a conjunction, an auxiliary, a preposition other than of, for, from, and after a person's name.
    """
    kind, words = reading.kind, reading.words
    if first >= limit or reading.quote[first] >= 0:
        return None
    if kind[first] & w.PRONOUN:
        return first, first + 1
    begin = place = first + 1 if kind[first] & w.DETERMINER else first
    while place < limit and reading.quote[place] < 0:
        if kind[place] & w.POINT or (words[place] == "and" and place > begin and _joins(reading, place, limit)):
            place += 1
            continue
        if kind[place] & _ENDS or (place > begin and kind[place] & (w.CUE | w.ADVERB) and not kind[place] & w.NAME):
            break
        if kind[place] & w.PREPOSITION and not (words[place] in _INNER and place > begin):
            break
        if place > begin and kind[place - 1] & w.NAME and not _goes_on(reading, place, limit):
            break
        if place > begin and words[place].endswith("ed") and words[place].islower():
            break
        place += 1
    while place > begin and kind[place - 1] & (w.PREPOSITION | w.POINT | w.CONJUNCTION):
        place -= 1
    return (first, place) if place > begin else None


def named_phrase_after(reading: Reading, first: int, after: int) -> Span | None:
    """Find the subject behind a cue: the name a description leads to (said one of them, Representative Ivo Marsh)."""
    phrase = phrase_after(reading, first, after)
    if phrase is not None and any(reading.kind[place] & w.NAME for place in range(*phrase)):
        return phrase
    behind = range(first, min(first + _BEFORE_NAME, after))
    comma = phrase[1] if phrase is not None else next((one for one in behind if reading.kind[one] & w.COMMA), after)
    if comma + 1 >= after or not reading.kind[comma] & w.COMMA or not reading.kind[comma + 1] & w.NAME:
        return phrase
    name = phrase_after(reading, comma + 1, after)
    ends = name is not None and (name[1] >= after or reading.kind[name[1]] & (w.COMMA | w.STOP | w.POINT))
    return name if ends else phrase


def _goes_on(reading: Reading, place: int, limit: int) -> bool:
    """Tell whether what follows a name still belongs to the noun phrase: a role, or a role and another name."""
    kind, words = reading.kind, reading.words
    if kind[place] & w.NAME or words[place - 1].endswith(("'s", "’s")) or kind[place] & w.PREPOSITION:
        return True
    for later in range(place, min(place + 4, limit)):
        if kind[later] & w.NAME:
            return True
        word = words[later].lower()
        if word in ROLES or word in PARTICLES:
            return True
        barred = kind[later] & (w.MARK | w.FUNCTION | w.CUE) and word not in _NOUN_FIRST
        if barred or word.endswith(("ed", "ing")):
            return False
    return False


def _joins(reading: Reading, place: int, limit: int) -> bool:
    """Tell whether an "and" joins two names."""
    kind = reading.kind
    return place + 1 < limit and bool(kind[place - 1] & w.NAME) and bool(kind[place + 1] & w.NAME)


def subject_before(reading: Reading, last: int, floor: int) -> Span | None:
    """Find the subject whose last word, or the comma that closes its apposition, stands at a token."""
    kind, words = reading.kind, reading.words
    if kind[last] & w.PRONOUN:
        word = words[last].lower()
        if word == "who":
            end = last - 1 if last > floor and kind[last - 1] & w.COMMA else last
            return phrase_before(reading, end, floor)
        return (last, last + 1) if word in SUBJECTS else None
    if not kind[last] & (w.COMMA | w.DASH | w.BRACKET):
        return phrase_before(reading, last + 1, floor)
    return _before_apposition(reading, last, floor)


def _before_apposition(reading: Reading, last: int, floor: int) -> Span | None:
    """Find the noun phrase that an apposition closed by a comma describes, or the name that it is."""
    kind = reading.kind
    described, closing = None, False
    for place in range(last - 1, max(floor, last - _APPOSITION) - 1, -1):
        if kind[place] & (w.STOP | w.COLON):
            break
        if closing and reading.words[place] == "(":
            closing = False
        closing = closing or (reading.words[place] == ")" and place < last)
        if closing or not kind[place] & (w.COMMA | w.DASH | w.BRACKET):
            continue
        named = last - place > 2 and all(kind[one] & (w.NAME | w.POINT) for one in range(place + 1, last))
        if named and not _is_affiliation(reading, place + 1, last):
            return place + 1, last
        phrase = phrase_before(reading, place, floor)
        if phrase is None or (phrase[0] > floor and kind[phrase[0] - 1] & w.PREPOSITION):
            continue
        if _is_named(reading, phrase):
            return phrase
        if described is None and kind[phrase[0]] & w.DETERMINER:
            described = phrase
    return described


def _is_affiliation(reading: Reading, first: int, after: int) -> bool:
    """Tell whether capitals between marks say what a person belongs to: (R-Ky.), Arizona Republican."""
    return bool(_PARTY.match(reading.words[first])) or reading.words[after - 1].lower() in _PARTISANS


def _is_named(reading: Reading, phrase: Span) -> bool:
    """Tell whether a name is the head of a noun phrase: what stands before its first preposition ends in one."""
    head = next((place for place in range(*phrase) if reading.kind[place] & w.PREPOSITION), phrase[1])
    return head > phrase[0] and bool(reading.kind[head - 1] & w.NAME)


def phrase_before(reading: Reading, after: int, floor: int) -> Span | None:
    """Find the noun phrase that ends before a token."""
    kind, words = reading.kind, reading.words
    begin = after
    while begin > floor and not _bars(reading, begin - 1, begin < after, floor):
        begin -= 1
    if floor < begin < after and words[begin - 1].lower() == "who":
        return phrase_before(reading, begin - 2 if kind[begin - 2] & w.COMMA else begin - 1, floor)
    while begin < after and kind[begin] & (w.ADVERB | w.POINT):
        begin += 1
    if begin < after and kind[begin] & w.PREPOSITION:
        if begin > floor and words[begin - 1].endswith("ing"):
            return phrase_before(reading, begin - 1, floor)
        begin = _after_preposition(reading, begin, after)
    if begin == after or kind[after - 1] & w.PREPOSITION:
        return None
    return None if kind[after - 1] & w.DETERMINER and words[after - 1].lower() not in ALONE else (begin, after)


def _bars(reading: Reading, place: int, begun: bool, floor: int) -> bool:
    """Tell whether a token, met from the right, cannot belong to a noun phrase."""
    kind, words = reading.kind, reading.words
    if reading.quote[place] >= 0 or kind[place] & w.PRONOUN:
        return True
    if kind[place] & _BARRIER:
        return not kind[place] & w.POINT
    named_before = place > floor and kind[place - 1] & w.NAME
    if kind[place] & w.CONJUNCTION:
        return not (words[place] == "and" and begun and named_before and kind[place + 1] & w.NAME)
    verb = kind[place] & w.CUE and not kind[place] & w.NAME and not _is_noun_here(reading, place, floor)
    return bool(verb) and not (place > floor and kind[place - 1] & w.DETERMINER)


def _is_noun_here(reading: Reading, place: int, floor: int) -> bool:
    """Tell whether a cue within a phrase is a noun: behind a word that can be no subject of it, her economic plan."""
    word = reading.words[place]
    if word in _NOUN_FIRST:
        return True
    before = place - 1
    subject = before >= floor and (reading.kind[before] & (w.NAME | w.PRONOUN) or reading.words[before].endswith("s"))
    return word in _NOUNS and before >= floor and not subject


def _after_preposition(reading: Reading, begin: int, after: int) -> int:
    """Where the subject begins behind a prepositional phrase that opens the clause: In an interview Marsh said."""
    kind = reading.kind
    if kind[after - 1] & w.NAME:
        run = after
        while run > begin and kind[run - 1] & (w.NAME | w.POINT):
            run -= 1
        inside = run > begin + 1 and kind[run - 1] & w.DETERMINER and kind[run - 2] & w.PREPOSITION
        return after if inside else run
    for place in range(after - 1, begin + 1, -1):
        if kind[place] & w.DETERMINER and not kind[place - 1] & w.PREPOSITION:
            return place
    return after


def leading_subject(reading: Reading, first: int, limit: int) -> Span | None:
    """Find the noun phrase with which a sentence begins, behind an opening phrase and its comma."""
    kind = reading.kind
    first = _skip_dateline(reading, first, limit)
    for _ in range(3):
        while (
            first < limit
            and kind[first] & (w.CONJUNCTION | w.ADVERB | w.COMMA | w.QUOTE | w.DASH | w.BRACKET)
            and (reading.words[first].lower() in ("and", "but", "so", "yet", "that") or not kind[first] & w.CONJUNCTION)
        ):
            first += 1
        if first >= limit or reading.quote[first] >= 0:
            return None
        is_lead = kind[first] & (w.PREPOSITION | w.CONJUNCTION | w.DAY) or reading.words[first].endswith("ing")
        if not is_lead:
            break
        comma = next(
            (place for place in range(first, limit) if kind[place] & w.COMMA and reading.quote[place] < 0), None
        )
        if comma is None:
            return None
        first = comma + 1
    phrase = phrase_after(reading, first, limit)
    if phrase is None or (kind[phrase[0]] & (w.AUXILIARY | w.DAY | w.CUE) and not kind[phrase[0]] & w.NAME):
        return None
    return phrase


def _skip_dateline(reading: Reading, first: int, limit: int) -> int:
    """Where a sentence begins behind a dateline: CORVANE (Norden Wire) — The council …."""
    if first >= limit or not reading.words[first].isupper() or len(reading.words[first]) < _DATELINE:
        return first
    for place in range(first + 1, min(first + _LONGEST_DATELINE, limit)):
        if reading.kind[place] & w.DASH or reading.words[place] == "-":
            return place + 1
    return first
