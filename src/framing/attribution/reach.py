"""How far a reporting cue reaches: which cue stands before a quotation, behind it, or closes its sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from framing.attribution.speech import Speech, name_speaker
from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.phrases import phrase_after
from framing.speakers.names import PERSON, Names

__all__ = ["Reach"]

_REACH = 25  # unquoted words between a quotation and its cue
_DESCRIPTION = 14  # words of a description between a quotation and its cue
_TRIED = 8  # cues behind a quotation that may close its sentence
_CLOSE = 3  # unquoted words over which the nearest cue is taken whatever its class


class Reach:
    """The acts of speech around the pieces of one article's quotations; pieces are given by number."""

    def __init__(self, reading: Reading, names: Names, speeches: list[Speech]) -> None:
        self.reading, self.names = reading, names
        self.speeches = [speech for speech in speeches if speech.entry.form != "clause"]
        self._firsts = [speech.first for speech in self.speeches]

    def near_before(self, number: int) -> Speech | None:
        """Find the cue that only a comma, a colon or "that" parts from the quotation."""
        kind = self.reading.kind
        place = self.reading.pieces[number][0] - 2
        if place < 0 or not self._same_sentence(place, number):
            return None
        colon = bool(kind[place] & w.COLON)
        while place >= 0 and (kind[place] & (w.COMMA | w.COLON | w.DASH) or self.reading.words[place] == "that"):
            place -= 1
        rank = bisect_right(self._firsts, place) - 1
        if rank < 0:
            return None
        speech = self.speeches[rank]
        if speech.after - 1 == place or (speech.inverted and speech.subject and speech.subject[1] - 1 == place):
            return speech
        led = colon and self.is_clear(speech.after, place + 1) and self._same_sentence(speech.first, number)
        return speech if led else None

    def _same_sentence(self, token: int, number: int) -> bool:
        """Tell whether a token before a quotation lies in its sentence, or in the one that leads over to it."""
        reading = self.reading
        first = reading.pieces[number][0]
        if reading.paragraph[token] != reading.paragraph[first]:
            return False
        return reading.sentence[token] == reading.sentence[first] or self.is_clear(token, first - 1)

    def is_clear(self, begin: int, after: int) -> bool:
        """Tell whether no sentence ends outside quotation marks between two tokens."""
        reading = self.reading
        return not any(reading.kind[place] & w.STOP and reading.quote[place] < 0 for place in range(begin, after))

    def before(self, number: int) -> Speech | None:
        """Find the nearest cue before, in the same sentence."""
        first = self.reading.pieces[number][0]
        found = None
        for rank in range(bisect_left(self._firsts, first - 1) - 1, -1, -1):
            speech = self.speeches[rank]
            between = [place for place in range(speech.after, first - 1) if self.reading.quote[place] < 0]
            if len(between) > _REACH or not self._same_sentence(speech.first, number):
                break
            if not self._governs(speech, number):
                break
            if speech.cue_class == "neutral" or len(between) <= _CLOSE:
                return speech if found is None or speech.speaker is not None else found
            found = found or speech
        return found

    def is_sure(self, speech: Speech, number: int) -> bool:
        """Tell whether a cue behind a quotation is surely its own, though another stands before it."""
        reading = self.reading
        first = reading.pieces[number][0]
        sure = speech.speaker is not None and (speech.speaker.sort == PERSON or bool(speech.speaker.pronoun))
        return reading.words[first][:1].isupper() or (sure and speech.subject is not None)

    def answers(self, speech: Speech, number: int) -> bool:
        """Tell whether a quotation ends in a comma that leads to the cue and its subject at once."""
        last = self.reading.pieces[number][1]
        if speech.subject is None or not self.reading.kind[last] & w.COMMA:
            return False
        return min(speech.first, speech.subject[0]) == last + 2 and self.is_sure(speech, number)

    def _governs(self, speech: Speech, number: int) -> bool:
        """Tell whether a cue before a quotation reaches it: no sentence has ended within a quotation between."""
        reading = self.reading
        for rank in range(number - 1, -1, -1):
            first, last, _ = reading.pieces[rank]
            if first <= speech.first:
                break
            if reading.words[last] == ".":
                return False
        return True

    def after(self, number: int) -> tuple[Speech | None, bool]:
        """Find the cue of the clause behind a quotation, and tell whether the quotation's end calls for one."""
        reading = self.reading
        kind = reading.kind
        last = reading.pieces[number][1]
        begin = last + 2
        if begin >= len(reading) or reading.paragraph[begin] != reading.paragraph[last]:
            return None, False
        word = reading.words[last]
        strong = bool(kind[last] & (w.COMMA | w.DASH)) or word in ("?", "!", "…", "...", "-")
        if kind[last] & w.STOP and not strong:
            return None, False
        if kind[begin] & (w.COMMA | w.DASH):
            begin, strong = begin + 1, True
        speech = self._first_from(begin, last)
        if speech is None:
            return None, strong
        speech = self._from_its_name(speech, begin)
        opening = min(speech.first, speech.subject[0] if speech.subject is not None else speech.first)
        if not strong:
            return (speech if opening == begin and speech.subject else None), False
        near = speech.cue == "according to" or self._leads(begin, opening)
        return (speech if near else None), strong

    def _leads(self, begin: int, opening: int) -> bool:
        """Tell whether what stands between a quotation and its clause is adverbs, or the beginning of a description."""
        kind = self.reading.kind
        lead = range(begin, opening)
        if all(kind[place] & (w.ADVERB | w.COMMA | w.DAY) or self.reading.words[place] == "as" for place in lead):
            return True
        described = kind[begin] & (w.DETERMINER | w.NAME) and opening - begin <= _DESCRIPTION
        clause = w.AUXILIARY | w.VERB | w.PRONOUN | w.CONJUNCTION | w.CUE | w.STOP | w.COLON
        return bool(described) and not any(kind[place] & clause for place in lead)

    def _from_its_name(self, speech: Speech, begin: int) -> Speech:
        """Put the name right behind a quotation in the place of what describes it: Ivo Marsh, who farms, said."""
        reading = self.reading
        phrase = phrase_after(reading, begin, speech.first)
        if phrase is None or speech.subject is None or phrase[1] >= speech.subject[0] or speech.inverted:
            return speech
        named = reading.kind[phrase[1] - 1] & w.NAME and reading.kind[phrase[1]] & w.COMMA
        if not named or not self._leads(begin, speech.subject[0]):
            return speech
        speaker = name_speaker(reading, self.names, phrase, [])
        return speech if speaker.sort != PERSON else replace(speech, subject=phrase, speaker=speaker)

    def _first_from(self, begin: int, last: int) -> Speech | None:
        """Find the first cue from a token on, before the sentence or the paragraph ends or a quotation begins."""
        reading = self.reading
        rank = bisect_left(self._firsts, begin)
        if rank == len(self.speeches):
            return None
        speech = self.speeches[rank]
        span = range(begin, speech.first)
        if len(span) > _REACH or reading.paragraph[speech.first] != reading.paragraph[last]:
            return None
        stops = any(reading.kind[place] & (w.STOP | w.COLON) or reading.quote[place] >= 0 for place in span)
        return None if stops else speech

    def trailing(self, number: int) -> Speech | None:
        """Find the clause of speech that closes the sentence: The plan is “a mess” and must go, Marsh said."""
        reading = self.reading
        kind, last = reading.kind, reading.pieces[number][1]
        if kind[last] & w.STOP:
            return None
        for speech in self.speeches[bisect_right(self._firsts, last) :][:_TRIED]:
            if reading.paragraph[speech.first] != reading.paragraph[last] or not self.is_clear(last + 1, speech.first):
                return None
            opening = min(speech.first, speech.subject[0] if speech.subject else speech.first)
            if kind[opening - 1] & w.COMMA or (reading.words[opening - 1] == "as" and kind[opening - 2] & w.COMMA):
                return speech if speech.subject is not None or speech.cue == "according to" else None
        return None
