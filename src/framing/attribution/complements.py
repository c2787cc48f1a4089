"""What a reporting cue takes: where the words that it reports begin, and by which rule that is told.

============ =====================================================================================================
that clause  Marsh said on Monday that …; for every cue
question     Marsh asked whether …; for every cue
infinitive   Marsh promised to …; told the council to …: for cues that take "to"
clause       Marsh said the plan would fail: for cues that take a clause, where a verb with its subject follows
topic        Marsh rejected the plan; warned of a flood: for cues that take a topic
============ =====================================================================================================

What a cue takes beside a clause with "that" is a column of `cues.csv`.
"""

from __future__ import annotations

from framing.attribution.speech import Speech
from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.phrases import phrase_after

__all__ = ["find_complement"]

_THAT = 14  # words between a cue and its "that"
_CLAUSE = 16  # words between the beginning of a clause and its verb
_HEARD = frozenset(
    "tell remind inform assure warn ask urge advise reassure instruct order beg implore beseech encourage challenge "
    "convince persuade exhort invite notify".split()
)
_ASKING = frozenset("whether if how why what".split())
_WHEREABOUTS = frozenset("when where who which".split())
_OF_PLACE = frozenset("in on at during after before from with of about by via through into over upon to".split())
_OPENS_CLAUSE = frozenset("despite during after before since until under without unlike in at on with for by".split())
_FINITE = w.AUXILIARY | w.VERB | w.CUE
_ENDS = w.COMMA | w.STOP | w.POINT | w.COLON | w.DASH
_AS_IS = frozenset(("say", "tell", "think", "believe"))


def find_complement(reading: Reading, speech: Speech, after: int) -> tuple[int, str] | None:
    """Find where the words reported by a cue before them begin.

    Parameters
    ----------
    reading
        The article.
    speech
        The cue and its subject.
    after
        One past the last token of the sentence.

    Returns
    -------
    tuple or None
        The first token, and the rule; None where the cue takes nothing here.
    """
    place = speech.subject[1] if speech.inverted and speech.subject is not None else speech.after
    place = _skip(reading, place, after)
    that = _find_that(reading, place, after)
    if that is not None:
        return that, "that clause"
    if speech.entry.form == "phrase":
        return None
    if speech.cue in _HEARD and place < after:
        hearer = phrase_after(reading, place, after)
        place = _skip(reading, hearer[1], after) if hearer is not None else place
    return _without_that(reading, speech, place, after)


def _without_that(reading: Reading, speech: Speech, place: int, after: int) -> tuple[int, str] | None:
    """Find what a cue takes when no "that" follows."""
    takes = speech.entry.takes
    if place >= after or reading.kind[place] & _ENDS:
        return None
    word = reading.words[place].lower()
    if word == "to":
        return (place, "infinitive") if "to" in takes else None
    if word in _ASKING or (word in _WHEREABOUTS and "clause" in takes and speech.cue != "see"):
        return place, "question"
    if "clause" in takes:
        behind = _skip_circumstances(reading, place, after)
        if behind < after and not reading.kind[behind] & _ENDS and _is_clause(reading, behind, after):
            return behind, "clause"
        if "topic" not in takes:
            return None if behind > place or speech.cue not in _AS_IS else (place, "topic")
    return (place, "topic") if "topic" in takes else None


def _skip(reading: Reading, place: int, after: int) -> int:
    """Go right over adverbs and days."""
    while place < after and reading.kind[place] & (w.ADVERB | w.DAY):
        place += 1
    return place


def _skip_circumstances(reading: Reading, place: int, after: int) -> int:
    """Go right over where, when and to whom it was said: said in a letter to the council the plan was dead."""
    while place < after and reading.words[place].lower() in _OF_PLACE:
        phrase = phrase_after(reading, place + 1, after)
        if phrase is None:
            break
        subject = (one for one in range(phrase[0] + 1, phrase[1]) if reading.kind[one] & w.DETERMINER)
        place = _skip(reading, next(subject, phrase[1]), after)
    return place


def _find_that(reading: Reading, place: int, after: int) -> int | None:
    """Find the "that" which opens the words reported, over the hearer and the circumstances."""
    kind = reading.kind
    for token in range(place, min(place + _THAT, after - 1)):
        if reading.quote[token] >= 0 or kind[token] & (w.STOP | w.COLON | w.AUXILIARY | w.VERB):
            return None
        if reading.words[token] == "that" and (token == place or not kind[token - 1] & w.PREPOSITION):
            return token if _opens_clause(reading, token + 1, after) else None
        if kind[token] & w.COMMA and token > place:
            return None
        if kind[token] & w.CUE and not kind[token] & w.NAME and not kind[token - 1] & w.DETERMINER:
            return None
    return None


def _opens_clause(reading: Reading, place: int, after: int) -> bool:
    """Tell whether a word behind "that" may go on the clause; a stop or an "and" makes it a pronoun: said that."""
    return place < after and not reading.kind[place] & (w.STOP | w.POINT) and reading.words[place] != "and"


def _is_clause(reading: Reading, place: int, after: int) -> bool:
    """Tell whether a verb follows whose subject begins here."""
    kind, words = reading.kind, reading.words
    if kind[place] & w.PREPOSITION and words[place].lower() not in _OPENS_CLAUSE:
        return False
    if words[place].endswith("ing") and not kind[place] & w.NAME:
        return True
    for token in range(place + 1, min(place + _CLAUSE, after)):
        if reading.quote[token] >= 0:
            return True
        if kind[token] & (w.STOP | w.COLON):
            return False
        named = kind[token] & w.NAME
        noun = kind[token - 1] & (w.DETERMINER | w.PREPOSITION)
        if not named and ((kind[token] & _FINITE and not noun) or (words[token].endswith("ed") and not noun)):
            return True
        if words[token] == "and" and not kind[token - 1] & w.NAME:
            return False
    return False
