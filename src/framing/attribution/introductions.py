"""Who introduces or signs a quotation without a reporting cue: a colon, a name behind it, a pronoun with any verb."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from framing.attribution.speech import Speech
from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.phrases import Span, leading_subject, phrase_after
from framing.speakers.names import OTHER, Names
from framing.speakers.roles import find_roles

__all__ = ["Introductions", "is_human"]

_HEADLINE = 40  # words
_RECENT = 40  # acts of speech looked back upon
_CLOSING = 25  # words behind a quotation that are but a name
_SIGNATURE, _SIGNED_TOGETHER = 14, 4  # words of a line that signs, paragraphs that it may sign


class Introductions:
    """The words around the pieces of one article's quotations; pieces are given by number."""

    def __init__(self, reading: Reading, names: Names, speeches: list[Speech]) -> None:
        self.reading, self.names, self.speeches = reading, names, speeches

    def find(self, number: int) -> tuple[str, Span | None]:
        """Find the words that name the speaker, and the rule: name after, colon, verb after."""
        for rule, find in (("name after", self.by_name), ("colon", self.by_colon), ("verb after", self.by_verb)):
            subject = find(number)
            if subject is not None:
                return rule, subject
        return "", None

    def by_verb(self, number: int) -> Span | None:
        """Find the subject behind a quotation's comma, whatever its verb: “…,” he rattled off; “…,” the law shows."""
        reading = self.reading
        last = reading.pieces[number][1]
        place = last + 2
        if place + 1 >= len(reading) or not reading.kind[last] & w.COMMA:
            return None
        _, after = reading.bounds(place)
        phrase = phrase_after(reading, place, after)
        if phrase is None or phrase[1] >= after or reading.quote[phrase[1]] >= 0:
            return None
        verb, behind = phrase[1], phrase[1] + 1
        plain = reading.words[verb].islower() and not reading.kind[verb] & w.FUNCTION
        if reading.kind[place] & w.PRONOUN:
            return phrase if plain and reading.words[place] in ("he", "she", "they") else None
        ends = behind >= after or reading.kind[behind] & (w.STOP | w.POINT)
        return phrase if plain and ends and reading.words[verb].endswith(("s", "ed")) else None

    def by_colon(self, number: int) -> Span | None:
        """Find the subject of a line that ends in a colon before the quotation, or that a headline names behind one."""
        reading = self.reading
        kind = reading.kind
        first, last, _ = reading.pieces[number]
        place = first - 2
        if place >= 0 and kind[place] & w.COLON and reading.quote[place] < 0:
            begin = place
            while (
                begin
                and reading.paragraph[begin - 1] == reading.paragraph[place]
                and (not kind[begin - 1] & w.STOP and reading.quote[begin - 1] < 0)
            ):
                begin -= 1
            return self._signed(begin, place) or self._led(begin, place)
        if not reading.in_headline(first):
            return None
        place = last + 2
        if place + 1 < len(reading) and kind[place] & w.COLON:
            return self._closing_name(place + 1)
        begin = first
        while begin and reading.paragraph[begin - 1] == reading.paragraph[first] and first - begin < _HEADLINE:
            begin -= 1
        phrase = phrase_after(reading, begin, first) if begin < first else None
        return phrase if phrase is not None and phrase[1] < first and kind[phrase[1]] & w.COLON else None

    def _signed(self, begin: int, after: int) -> Span | None:
        """Find the name right before a colon: A wet spring ahead – Ivo Marsh: “…”."""
        kind = self.reading.kind
        run = after
        while run > begin and (kind[run - 1] & (w.NAME | w.POINT) or self.reading.words[run - 1] == "and"):
            run -= 1
        alone = run == begin or kind[run - 1] & w.DASH or self.reading.words[run - 1].lower() == "from"
        return (run, after) if run < after and alone else None

    def _led(self, begin: int, after: int) -> Span | None:
        """Find who leads over to a quotation: the last one reported to speak, else the subject; a thing does not."""
        reading = self.reading
        rank = bisect_left(self.speeches, after, key=lambda speech: speech.first)
        before = self.speeches[max(rank - _RECENT, 0) : rank]
        speech = next((one for one in reversed(before) if begin <= one.first and one.subject), None)
        subject = speech.subject if speech is not None else leading_subject(reading, begin, after)
        for place in range(*(subject or (begin, after))):
            if reading.kind[place] & w.NAME and reading.words[place].endswith(("'s", "’s")):
                return subject[0] if subject else place, place + 1
        if subject is None:
            return None
        pronoun = reading.kind[subject[0]] & w.PRONOUN
        human = self.names.sort(*subject) != OTHER or is_human(reading, subject)
        return subject if pronoun or human else None

    def by_name(self, number: int) -> Span | None:
        """Find the name that signs a quotation: “…” — Marsh."""
        reading = self.reading
        place = reading.pieces[number][1] + 2
        if place + 1 >= len(reading):
            return None
        if reading.kind[place] & w.DASH:
            return self._closing_name(place + 1)
        if reading.paragraph[place] == reading.paragraph[place - 2]:
            stops = (reading.kind[place - 2] | reading.kind[place - 3]) & (w.STOP | w.POINT)
            return self._signature(place) if stops else None
        return self._signature_below(number)

    def _signature_below(self, number: int) -> Span | None:
        """Find the line that signs a quotation, or the quotations, above it: Ivo Marsh, The Corvane Courier."""
        reading = self.reading
        first, last, _ = reading.pieces[number]
        alone = first < 2 or reading.paragraph[first - 2] != reading.paragraph[first]
        place = last + 2
        for _ in range(_SIGNED_TOGETHER):
            if not alone or place >= len(reading):
                return None
            if reading.kind[place] & w.DASH:
                return self._closing_name(place + 1)
            if not reading.kind[place] & w.QUOTE:
                return self._signature(place)
            place = bisect_right(reading.paragraph, reading.paragraph[place])
        return None

    def _signature(self, begin: int) -> Span | None:
        """Find the name in a line of a name, a comma and what the name belongs to."""
        reading = self.reading
        after = bisect_right(reading.paragraph, reading.paragraph[begin])
        line = reading.kind[begin:after]
        plain = w.NAME | w.POINT | w.COMMA | w.PREPOSITION | w.DETERMINER | w.BRACKET
        small = all(kind & plain or reading.words[place] == "and" for place, kind in enumerate(line, begin))
        if len(line) > _SIGNATURE or not small or not any(kind & w.COMMA for kind in line):
            return None
        return self._closing_name(begin)

    def _closing_name(self, begin: int) -> Span | None:
        """Find a name that, with what belongs to it, fills the rest of a paragraph."""
        reading = self.reading
        after = begin
        while after < len(reading) and reading.paragraph[after] == reading.paragraph[begin]:
            after += 1
        if after - begin > _CLOSING or not after - begin or not reading.kind[begin] & w.NAME:
            return None
        phrase = phrase_after(reading, begin, after)
        return phrase if phrase is not None and (phrase[1] == after or reading.kind[phrase[1]] & w.COMMA) else None


def is_human(reading: Reading, phrase: Span) -> bool:
    """Tell whether a description is of people: a top adviser, my sister."""
    return any(found.role.form == "person" for found in find_roles(reading.words[slice(*phrase)]))
