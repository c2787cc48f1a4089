"""What stands around a name and says what sort of source it is: titles, appositions, "is a farmer"."""

from __future__ import annotations

import re

from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.cues import read_cues
from framing.reading.phrases import PARTICLES
from framing.speakers.roles import Found, bare, find_roles
from framing.speakers.verdicts import NOTHING, Verdict, judge_phrase, weightier
from framing.text import normalise

__all__ = ["PARTY", "SUFFIXES", "Surroundings"]

_TITLE, _APPOSITION, _JOINED = 8, 18, 5  # words
_PARTIES = frozenset(
    ("D", "R", "I", "Lab", "Con", "LD", "SNP", "DUP", "Labour", "Conservative", "Republican", "Democrat")
)
_COURTESIES = frozenset(("mr", "mrs", "ms", "miss", "sir", "dame", "mx", "messrs"))
_CLOSING = w.COMMA | w.STOP | w.DASH | w.BRACKET | w.COLON | w.QUOTE
_BARRIER = _CLOSING | w.PRONOUN | w.AUXILIARY | w.VERB | w.DAY
_NO_TITLE = _BARRIER | w.DETERMINER | w.PREPOSITION | w.CONJUNCTION
_BE = frozenset(("is", "was", "became", "remains"))
_RELATIVE = frozenset(("who", "which", "that", "whose", "where", "whom"))
_SERVES = (["served", "as"], ["serves", "as"], ["works", "as"], ["worked", "as"], ["acted", "as"])
_LEADS = frozenset("leads heads runs chairs directs founded led headed ran chaired directed".split())
_OWNED = {
    "administration": "government",
    "presidency": "government",
    "government": "government",
    "campaign": "politics",
}
_NO_NAME = range(0)
PARTY = re.compile(r"[DRI]-[A-Z]\w*\.?$")
"""How a party and a state are written behind a name: R-Texas."""
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


class Surroundings:
    """An article, read around its names."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def around(self, first: int, after: int, end: int) -> Verdict:
        """Judge what stands around a name: the title, the apposition after the phrase, the one in front."""
        return weightier(
            self._title(first, after), self._apposition(end), self._before(first, after), self._belongs(end)
        )

    def mention(self, first: int, after: int, n_parts: int) -> Verdict:
        """Judge one place that may name the speaker; another's name with the same last part says nothing."""
        reading = self.reading
        kind, words = reading.kind, reading.words
        title = self._title(first, after)
        unknown = title.role is None and bool(first and kind[first - 1] & w.NAME)
        if unknown and words[first - 1].lower() not in _COURTESIES:
            if after - first < n_parts or words[first - 1] != bare(words[first - 1]):
                return NOTHING
            first -= 1  # the first name, where the article's name of the speaker lacks it
            title = self._title(first, after)
        if after < len(kind) and kind[after] & w.NAME and reading.sentence[after] == reading.sentence[first]:
            if bare(words[after]).lower() not in SUFFIXES:
                return title
            after += 1
        if title.weight == 2 or words[after - 1] != bare(words[after - 1]):
            return title
        return weightier(
            title, self._apposition(after), self._before(first, after), self._is_one(after), self._belongs(after)
        )

    def begin_of_name(self, last: int, held: frozenset[str], floor: int = 0) -> int:
        """Where a name begins that ends at a token: its other parts, initials and particles before it."""
        reading = self.reading
        first = last
        while first > floor and reading.sentence[first - 1] == reading.sentence[last]:
            word = reading.words[first - 1]
            if not (word in held or reading.kind[first - 1] & w.POINT or word in PARTICLES or len(word) == 1):
                break
            first -= 1
        while first < last and reading.words[first] not in held:  # the points and initials of somebody else
            first += 1
        return first

    def judge(self, span: range, name: range = _NO_NAME) -> Verdict:
        """Judge the words of a phrase outside quotation marks, without the name and the points."""
        reading = self.reading
        places = [
            one
            for one in span
            if one not in name and reading.quote[one] < 0 and not reading.kind[one] & (w.POINT | w.QUOTE)
        ]
        return judge_phrase([reading.words[one] for one in places], [reading.kind[one] for one in places])

    def _title(self, first: int, after: int) -> Verdict:
        """Judge the title right before a name, or at the head of it where the name took it in."""
        reading = self.reading
        kind, words = reading.kind, reading.words
        end = first
        while end and (kind[end - 1] & w.POINT or words[end - 1].lower() in _COURTESIES):
            end -= 1
        begins = self._title_begins(end)
        if begins == end and after - end < 3:
            return NOTHING
        places = [one for one in range(begins, max(end, after - 1)) if not kind[one] & w.POINT]
        n_before = sum(one < end for one in places)
        found = find_roles([words[place] for place in places])
        last = _last_title(found, n_before, len(places))
        if last is None:
            return NOTHING
        owner = words[places[last.after - 1]]
        if last.role.form != "person" and not (last.role.form == "body" and owner != bare(owner)):
            return NOTHING
        inside = {place for one in found for place in range(one.first, one.after)}
        loose = [one for one in range(last.after) if kind[places[one]] & w.PREPOSITION and one not in inside]
        begin = loose[-1] + 1 if loose else 0
        verdict = self.judge(range(places[begin], places[last.after - 1] + 1)) if begin < last.after else NOTHING
        alone = verdict.many and words[after : after + 1] not in (["and"], [","])
        return NOTHING if alone else verdict

    def _title_begins(self, end: int) -> int:
        """Where the capitals and plain words before a name begin."""
        reading = self.reading
        kind, sentence = reading.kind, reading.sentence
        begin = end
        while begin and end - begin < _TITLE and sentence[begin - 1] == sentence[end]:
            before = kind[begin - 1]
            barred = before & _NO_TITLE or self._is_verb(begin - 1)
            if not before & (w.POINT | w.NAME) and barred and reading.words[begin - 1] != "of":
                break
            begin -= 1
        return begin

    def _apposition(self, after: int, tries: int = 3) -> Verdict:
        """Judge what follows a name behind a comma, a bracket or a dash, as long as it describes that name."""
        reading = self.reading
        kind, words = reading.kind, reading.words
        while after < len(kind) and kind[after] & w.POINT:
            after += 1
        if after + 1 >= len(kind) or not kind[after] & (w.COMMA | w.BRACKET | w.DASH) or words[after] == ")":
            return NOTHING
        first = after + 1
        if PARTY.match(words[first]) or (words[after] == "(" and words[first] in _PARTIES):
            return Verdict(words[first], "politics", 2)
        if words[first] == "who" and first + 2 < len(kind):
            if words[first + 1] in _LEADS:
                return self._led(first + 2)
            first += 2 if words[first + 1] in _BE else 3 if words[first + 1 : first + 3] in _SERVES else 0
        end, closed = self._phrase_end(first)
        opens = not kind[first] & (w.PRONOUN | w.CONJUNCTION) and not self._is_verb(first)
        if end == first or not opens or not closed or not self._may_hold(first):
            return NOTHING
        verdict = self.judge(range(first, end))
        head = verdict.head
        one = words[first] == "one" or "and" in words[max(after - _JOINED, 0) : after]
        if verdict.named or (head is not None and head.form == "text") or (verdict.many and not one):
            return NOTHING
        passed_over = words[first].isdigit() or kind[first] & w.PREPOSITION
        if verdict.weight == 0 and passed_over and tries > 1:
            return self._apposition(end, tries - 1)
        return verdict

    def _is_verb(self, place: int) -> bool:
        """Tell whether a word is a cue in a form that is no noun: said, and not state."""
        if not self.reading.kind[place] & w.CUE or self.reading.kind[place] & w.NAME:
            return False
        cue = read_cues().get(normalise(self.reading.words[place]))
        return cue is not None and cue.tense != "base"

    def _may_hold(self, first: int) -> bool:
        """Tell whether a phrase that opens with "with" names a body: with the union, not with pleasure."""
        after = first + 1
        named = after < len(self.reading) and self.reading.kind[after] & (w.DETERMINER | w.NAME)
        return self.reading.words[first] != "with" or bool(named)

    def _led(self, first: int) -> Verdict:
        """Judge by the body that somebody leads: who runs the harbour union."""
        verdict = self.judge(range(first, self._phrase_end(first)[0]))
        return verdict if verdict.head is not None and verdict.head.form == "body" else NOTHING

    def _phrase_end(self, first: int) -> tuple[int, bool]:
        """Where an apposition ends, and whether nothing but a mark or a relative clause ends it."""
        reading = self.reading
        end = first
        while end < len(reading) and end - first < _APPOSITION and reading.sentence[end] == reading.sentence[first]:
            kind = reading.kind[end]
            if reading.words[end] in _RELATIVE:
                return end, True
            if reading.quote[end] >= 0 or (kind & _BARRIER and not kind & w.POINT):
                break
            if end > first and self._is_verb(end) and not reading.kind[end - 1] & w.DETERMINER:
                break
            end += 1
        if end == len(reading) or reading.quote[end] >= 0 or reading.sentence[end] != reading.sentence[first]:
            return end, True
        return end, bool(reading.kind[end] & _CLOSING) or end - first == _APPOSITION

    def _before(self, first: int, after: int) -> Verdict:
        """Judge an apposition in front of a name: the union's leader, Ivo Marsh, said."""
        reading = self.reading
        kind = reading.kind
        if first < 2 or not kind[first - 1] & w.COMMA or (after < len(kind) and not kind[after] & _CLOSING):
            return NOTHING
        begin = first - 1
        while begin and first - begin < _TITLE + 2 and reading.sentence[begin - 1] == reading.sentence[first]:
            barred = kind[begin - 1] & (_BARRIER | w.CONJUNCTION) or self._is_verb(begin - 1)
            if barred and not kind[begin - 1] & (w.POINT | w.NAME):
                break
            begin -= 1
        words = reading.words
        opening = (one for one in range(begin, first - 1) if kind[one] & w.DETERMINER or words[one] != bare(words[one]))
        start = next(opening, None)
        if start is None:
            return NOTHING
        verdict = self.judge(range(start, first - 1))
        fits = verdict.head is not None and verdict.head.form == "person"
        return verdict if fits and not verdict.named and not verdict.many else NOTHING

    def _is_one(self, after: int) -> Verdict:
        """Judge "Marsh is a farmer"."""
        reading = self.reading
        if after + 1 >= len(reading) or reading.words[after] not in _BE:
            return NOTHING
        if not reading.kind[after + 1] & w.DETERMINER:
            return NOTHING
        verdict = self.judge(range(after + 1, self._phrase_end(after + 1)[0]))
        fits = verdict.head is not None and verdict.head.form != "text"
        return verdict if fits and not verdict.named and not verdict.many else NOTHING

    def _belongs(self, after: int) -> Verdict:
        """Judge the body a name is said to be of: Marsh of the harbour union."""
        if after >= len(self.reading) or self.reading.words[after] not in ("of", "with") or not self._may_hold(after):
            return NOTHING
        verdict = self.judge(range(after, self._phrase_end(after)[0]))
        return verdict if verdict.head is not None and verdict.head.form == "body" else NOTHING

    def owned(self, after: int) -> Verdict:
        """Judge what is called by somebody's name: the Marsh administration."""
        word = self.reading.words[after] if after < len(self.reading) else ""
        return Verdict(word, _OWNED[word], 1) if word in _OWNED else NOTHING


def _last_title(found: list[Found], n_before: int, n_words: int) -> Found | None:
    """Find the last role word of a title, given the words before the name and those of it save the last.

    A name that took its title in begins with it, or is long; a first name and a last are left of it.
    """
    last: Found | None = None
    for one in found:
        within = one.first >= n_before
        if one.after < n_before or one.after + within > n_words:
            continue
        if within and last is not None and (last.role.form == "person" or last.after < one.first):
            break
        if not within or last is not None or one.first == n_before or n_words - n_before > 2:
            last = one
    return last
