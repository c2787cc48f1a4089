"""Names and noun phrases: where a speaker's description ends, and one canonical name a person within an article."""

from __future__ import annotations

from dataclasses import dataclass

from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.phrases import PARTICLES, ROLES, Span
from framing.speakers.persons import Persons, bare, surname, written
from framing.speakers.titles import (
    BEFORE_TITLES,
    BODIES,
    COMMON,
    ORGANISATIONS,
    PLACES,
    PLURALS,
    SUFFIXES,
    TITLES,
    TOLD,
)
from framing.text import normalise

__all__ = ["GROUP", "ORGANISATION", "OTHER", "PERSON", "ROLES", "Names", "Speaker"]

PERSON, GROUP, ORGANISATION, OTHER = "person", "group", "organisation", "other"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: canonical name (None where not known), sort, and the words that say so."""

    name: str | None
    sort: str
    span: Span
    pronoun: str = ""


class Names:
    """The names of one article: of a noun phrase its canonical form, and what sort of speaker it is."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._persons: Persons | None = None
        self._full: dict[str, list[tuple[int, str, str]]] | None = None
        self._known: dict[tuple[int, int], tuple[str, str]] = {}
        self._headlines: dict[int, bool] = {}
        self._inner: frozenset[str] | None = None
        self._lowered: frozenset[str] | None = None

    def canonical(self, first: int, after: int) -> str:
        """Name of a speaker: titles stripped, the fuller name where the article gives one."""
        return self._decide(first, after)[0]

    def sort(self, first: int, after: int) -> str:
        """Sort of speaker: a person, a group, an organisation, other."""
        return self._decide(first, after)[1]

    @property
    def persons(self) -> Persons:
        """What the article tells of the persons it gives full names."""
        if self._persons is None:
            self._persons = Persons(self.reading, self._runs())
        return self._persons

    def is_sure(self, first: int, after: int) -> bool:
        """Tell whether a subject may be whom a pronoun stands for: a single capital is met as a name elsewhere too."""
        if after - first > 1 or not self.reading.kind[first] & w.NAME:
            return True
        word = bare(self.reading.words[first])
        if word in PLACES or word.lower() in TITLES:
            return False
        return word in self._full_names() or (word in self._within() and word not in self.persons.places)

    def _decide(self, first: int, after: int) -> tuple[str, str]:
        if (first, after) not in self._known:
            self._known[first, after] = self._name(first, after)
        return self._known[first, after]

    def _name(self, first: int, after: int) -> tuple[str, str]:
        kind, words = self.reading.kind, self.reading.words
        definite = bool(kind[first] & w.DETERMINER)
        begin = first + 1 if definite and first + 1 < after else first
        run_first, run_after, head_after = self._last_run(begin, after)
        if run_first < run_after == head_after:
            joined = [place for place in range(begin, head_after) if words[place] == "and"]
            if joined:
                return self._plain(begin, head_after), GROUP
            whole = run_first == begin
            described = self._described(begin, head_after) if definite and whole and head_after == after else None
            return described or self._of_run(run_first, run_after, definite and whole)
        plain = self._plain(begin, head_after)
        head = normalise(plain.rsplit(" ", 1)[-1]) if plain else ""
        if head in ORGANISATIONS:
            return plain, ORGANISATION
        described = self._described(begin, head_after) if definite and head_after == after else None
        if described is not None:
            return described
        plural = (head.endswith("s") and not head.endswith(("ss", "us", "is"))) or head in PLURALS
        return plain, GROUP if plural else OTHER

    def _described(self, first: int, after: int) -> tuple[str, str] | None:
        """Name whom a definite description with a title means: the water minister, the President."""
        name = self.persons.described(first, after)
        return (self._fuller(name), PERSON) if name is not None else None

    def _last_run(self, begin: int, after: int) -> tuple[int, int, int]:
        """Bounds of the last run of capitals before the first preposition, and where that head part ends."""
        kind, words = self.reading.kind, self.reading.words
        while after > begin + 1 and kind[after - 1] & w.POINT:
            after -= 1
        head = begin
        while head < after and not kind[head] & (w.PREPOSITION | w.COMMA | w.CONJUNCTION | w.DASH | w.BRACKET):
            head += 1
        if head < after and words[head] == "and" and kind[head - 1] & w.NAME:
            head = after
        elif (
            head + 1 < after
            and head > begin
            and words[head] in ("of", "for")
            and normalise(words[head - 1]) in BODIES
            and kind[head - 1] & w.NAME
            and kind[head + 1] & w.NAME
        ):
            body, head = head - 1, head + 2
            while head < after and kind[head] & w.NAME:
                head += 1
            named = normalise(words[body]) in TITLES and head - body > 3
            return body + 3 if named else begin, head, head
        run = head
        while run > begin and (kind[run - 1] & (w.NAME | w.POINT) or self._is_particle(run - 1, begin)):
            run -= 1
        return run, head, head

    def _is_particle(self, place: int, begin: int) -> bool:
        """Tell whether a small word stands within a name: Ivo van Marsh."""
        kind = self.reading.kind
        return self.reading.words[place] in PARTICLES and place > begin and bool(kind[place - 1] & w.NAME)

    def _plain(self, first: int, after: int) -> str:
        """Write a description as printed, without the capital a sentence's beginning gave it."""
        words = [
            bare(word) if place == after - 1 else word
            for place, word in enumerate(self.reading.words[first:after], first)
        ]
        named = len(words) > 1 and (words[1] == "and" or words[1][:1].isupper())
        if words and not named and self._begins_sentence(first) and words[0] not in self._within():
            words[0] = words[0][:1].lower() + words[0][1:]
        return " ".join(words)

    def _begins_sentence(self, place: int) -> bool:
        reading = self.reading
        before = place - 1
        while before >= 0 and reading.kind[before] & (w.QUOTE | w.DETERMINER):
            before -= 1
        return before < 0 or reading.sentence[before] != reading.sentence[place]

    def _is_headline(self, place: int) -> bool:
        """Tell whether a line has the capitals of a headline, and tells nothing of names."""
        paragraph = self.reading.paragraph[place]
        if paragraph not in self._headlines:
            self._headlines[paragraph] = self.reading.is_capitalised(place)
        return self._headlines[paragraph]

    def _within(self) -> frozenset[str]:
        """Words that the article writes with a capital within a sentence too."""
        if self._inner is None:
            kind, sentence, words = self.reading.kind, self.reading.sentence, self.reading.words
            self._inner = frozenset(
                words[place]
                for place in range(1, len(kind))
                if kind[place] & w.NAME and sentence[place] == sentence[place - 1] and not kind[place - 1] & w.QUOTE
            )
        return self._inner

    def _of_run(self, first: int, after: int, definite: bool) -> tuple[str, str]:
        """Name a run of capitals."""
        kind, words = self.reading.kind, self.reading.words
        if after - first == 1 and self._begins_sentence(first) and not definite and self._is_common(words[first]):
            plain = words[first].lower()
            return plain, GROUP if plain.endswith("s") or plain in PLURALS else OTHER
        last = normalise(bare(words[after - 1]))
        organisation = last in ORGANISATIONS or any(words[place] == "of" for place in range(first, after))
        told = None
        if not organisation:
            begin, first = first, _strip_titles(words, kind, first, after)
            told = next((TOLD[word.lower()] for word in words[begin:first] if word.lower() in TOLD), None)
        name = written(words[first:after])
        if organisation or definite or (last.isalpha() and words[after - 1].isupper() and len(last) > 1):
            return name, GROUP if definite and last.endswith("s") and not organisation else ORGANISATION
        if last.endswith("s") and after - first == 1 and last[:-1] in TITLES:
            return name, GROUP
        return self._fuller(name, told), PERSON

    def _is_common(self, word: str) -> bool:
        """Tell whether the article also has a word without its capital, or it is a plain plural role."""
        low = word.lower()
        return low in COMMON or low in self._lower()

    def _lower(self) -> frozenset[str]:
        if self._lowered is None:
            self._lowered = frozenset(self.reading.words)
        return self._lowered

    def _fuller(self, name: str, told: str | None = None) -> str:
        """Give the fuller name of a person that the article knows; of two with one surname the first named.

        A title that tells he or she (``told``) leaves out whom the article tells otherwise of.
        """
        parts = name.split(" ")
        known = [one for one in self._full_names().get(surname(parts), []) if len(parts) == 1 or one[1] == parts[0]]
        if told is not None:
            known = [one for one in known if self.persons.may_be(told, one[2])]
        return known[0][2] if known else name

    def _full_names(self) -> dict[str, list[tuple[int, str, str]]]:
        """Full names met, by surname: where each begins, the first name, the whole."""
        if self._full is None:
            self._full = {}
            for first, after in self.persons.full:
                name = written(self.reading.words[first:after])
                parts = name.split(" ")
                self._full.setdefault(surname(parts), []).append((first, parts[0], name))
        return self._full

    def _runs(self) -> list[tuple[int, int]]:
        """Runs of two to five capitals that may be a person's name, titles stripped."""
        kind, place = self.reading.kind, 0
        runs = []
        for first in self.reading.names:
            if first < place:
                continue
            after = place = self._run_end(first)
            while kind[after - 1] & w.POINT:
                after -= 1
            named = self._named(first, after) if after - first > 1 else None
            if named is not None:
                runs.append((named, after))
        return runs

    def _run_end(self, first: int) -> int:
        """Where a run of capitals ends: with its sentence, and after a possessive."""
        kind, words, sentence = self.reading.kind, self.reading.words, self.reading.sentence
        place = first
        while place < len(kind) and sentence[place] == sentence[first]:
            particle = words[place] in PARTICLES and place + 1 < len(kind) and kind[place + 1] & w.NAME
            if not (kind[place] & (w.NAME | w.POINT) or particle):
                break
            place += 1
            if words[place - 1].endswith(("'s", "’s")):
                break
        return place

    def _named(self, first: int, after: int) -> int | None:
        """Where in a run of capitals a person's full name begins; None where it is none."""
        kind, words = self.reading.kind, self.reading.words
        last = normalise(bare(words[after - 1]))
        if after - first < 2 or last in ORGANISATIONS or last in TITLES or self._is_headline(first):
            return None
        if self._begins_sentence(first) and (words[first].lower() in self._lower() or kind[first] & w.CUE):
            first += 1
        if words[first] == "State" and first and words[first - 1] == "of":
            first += 1  # Secretary of State Ivo Marsh
        if words[first].isupper() and len(words[first]) > 2 and not words[after - 1].isupper():
            first += 1  # WATCH Ivo Marsh
        if first < after and normalise(words[first]) in BEFORE_TITLES and after - first == 2:
            return None
        begin = _strip_titles(words, kind, first, after) if first < after else after
        return begin if 2 <= after - begin <= 5 and len(words[after - 1]) > 1 else None


def _strip_titles(words: list[str], kind: list[int], first: int, after: int) -> int:
    """Where a name begins behind its titles and whose it is; a title that stands alone is kept."""
    end = after - 1 if words[after - 1].lower() in SUFFIXES and after - first > 2 else after
    for place in range(end - 2, first - 1, -1):
        if normalise(words[place]) in TITLES or words[place].endswith(("'s", "’s")):
            begin = place + 1
            while begin < end - 1 and kind[begin] & w.POINT:
                begin += 1
            return begin
    return first
