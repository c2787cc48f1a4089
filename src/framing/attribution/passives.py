"""Passive reports: is said to …, was accused of …, it was believed that …; and who says so, if anybody."""

from __future__ import annotations

from collections.abc import Iterator

from framing.attribution.clauses import Clause, keep_words, scope_end
from framing.attribution.nominals import phrase_end
from framing.attribution.speech import Speech, cue_at, is_passive, name_speaker
from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.cues import Cue
from framing.reading.phrases import phrase_after
from framing.speakers.names import Names

__all__ = ["find_passives"]

_LINKS = {"to": "clause to", "that": "clause to topic", "of": "topic", "for": "topic"}
_NOT_REPORTED = frozenset(("suppose", "invite", "direct"))  # is supposed to: an obligation
_ASKED = frozenset(("whether", "if", "how", "why", "what", "about"))
_BEHIND = 12  # words behind a verb in which "by" names who says so


def find_passives(reading: Reading, names: Names, speeches: list[Speech]) -> Iterator[Clause]:
    """Find what is reported in the passive; where "by" names nobody the speaker is missing."""
    for place in reading.cues:
        if not reading.kind[place] & w.CUE or reading.quote[place] >= 0 or reading.kind[place] & w.NAME:
            continue
        found = cue_at(reading, place)
        if found is None or found[0].tense not in ("past", "participle") or not is_passive(reading, place):
            continue
        cue, end = found
        _, after = reading.bounds(place)
        begin = _link(reading, cue, end, after)
        if begin is None:
            continue
        speech = Speech(place, end, cue, False, None)
        _name(reading, names, speeches, speech, after)
        clausal = reading.words[begin] not in ("of", "for")
        last = scope_end(reading, speeches, begin, after) if clausal else phrase_end(reading, begin + 1, after)
        yield from keep_words(reading, begin, last, speech, "passive")


def _link(reading: Reading, cue: Cue, place: int, after: int) -> int | None:
    """Find the word behind a passive that opens what is reported."""
    while place < after and reading.kind[place] & (w.ADVERB | w.DAY):
        place += 1
    if place + 1 >= after or reading.quote[place] >= 0:
        return None
    word = reading.words[place]
    if cue.cue in _NOT_REPORTED:
        return None
    if word in _LINKS:
        names = word == "to" and reading.kind[place + 1] & (w.DETERMINER | w.NAME | w.PRONOUN)
        return place if cue.takes & set(_LINKS[word].split()) and not names else None
    return place if cue.cue in ("ask", "tell", "question") and word in _ASKED else None


def _name(reading: Reading, names: Names, speeches: list[Speech], speech: Speech, after: int) -> None:
    """Name who says so: was accused of it by Marsh."""
    for place in range(speech.after, min(speech.after + _BEHIND, after - 1)):
        if reading.words[place] == "by" and reading.quote[place] < 0:
            phrase = phrase_after(reading, place + 1, after)
            if phrase is not None and not reading.words[phrase[0]].endswith("ing"):
                speech.subject = phrase
                speech.speaker = name_speaker(reading, names, phrase, speeches)
            return
