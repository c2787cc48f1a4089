"""What an article tells of its persons: descriptions, whether he or she is meant, which capitals are places."""

from __future__ import annotations

from functools import cached_property

from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.speakers.titles import LOCATING, SHORT, SUFFIXES, TITLES, TOLD
from framing.text import normalise

__all__ = ["Persons", "bare", "surname", "written"]

_DESCRIPTION = 5  # words of a description before a name
_BORDER = w.COMMA | w.STOP | w.COLON | w.QUOTE | w.DASH | w.VERB | w.AUXILIARY
_TELLING = w.NAME | w.PRONOUN | w.DETERMINER
_EVIDENCE = 2  # pronouns more of one kind than of the other that tell who is meant
_MEANT = dict.fromkeys(("he", "his", "him", "himself"), 1) | dict.fromkeys(("she", "her", "hers", "herself"), -1)


class Persons:
    """The persons of one article, given where their full names stand (first token, one past the last)."""

    def __init__(self, reading: Reading, full: list[tuple[int, int]]) -> None:
        self.reading, self.full = reading, full
        self._asked: dict[tuple[str, str], bool] = {}

    def may_be(self, pronoun: str, name: str) -> bool:
        """Tell whether he or she may mean a person, as titles (Mr, Ms) and sentences of the article say."""
        known = self._asked.get((pronoun, name))
        if known is None:
            last = surname(name.split(" "))
            told = self._pronouns.get(name, self._pronouns.get(last) if self._bearers.get(last, 1) == 1 else None)
            known = self._asked[pronoun, name] = told in (None, pronoun)
        return known

    @cached_property
    def _bearers(self) -> dict[str, int]:
        """How many persons of different first names bear each surname."""
        firsts: dict[str, set[str]] = {}
        for first, after in self.full:
            parts = written(self.reading.words[first:after]).split(" ")
            firsts.setdefault(surname(parts), set()).add(parts[0])
        return {last: len(names) for last, names in firsts.items()}

    @cached_property
    def _pronouns(self) -> dict[str, str]:
        """From full name, or surname alone, to pronoun, where a title tells it or sentences that name nobody else."""
        sums: dict[str, int] = {}
        words, quote, sentence = self.reading.words, self.reading.quote, self.reading.sentence
        full = {after - 1: written(words[first:after]) for first, after in self.full}
        known = {surname(name.split(" ")) for name in full.values()}
        told: dict[str, str] = {}
        named: set[str] = set()
        own = -1  # the sentence that these are named in
        for place, kind in enumerate(self.reading.kind):
            if not kind & _TELLING or quote[place] >= 0:
                continue
            if sentence[place] != own:
                named, own = set(), sentence[place]
            if kind & w.NAME:
                last, title = bare(words[place]), self._title(place)
                name = full.get(place, last)
                if title is not None:
                    told[name] = title
                if last in known or title is not None:
                    named.add(name)
            elif len(named) == 1 and words[place].lower() in _MEANT:
                (name,) = named
                sums[name] = sums.get(name, 0) + _MEANT[words[place].lower()]
        counted = {name: "he" if total > 0 else "she" for name, total in sums.items() if abs(total) >= _EVIDENCE}
        return counted | told

    def _title(self, place: int) -> str | None:
        """Pronoun that the title before a name tells, at the last word of the name."""
        kind = self.reading.kind
        if place + 1 < len(kind) and kind[place + 1] & w.NAME:
            return None
        first = place
        while first and kind[first - 1] & (w.NAME | w.POINT):
            first -= 1
        begin = max(first - 1, 0)  # first lady Ana Marsh
        titles = (TOLD.get(word.lower()) for word in self.reading.words[begin:place])
        return next((title for title in titles if title), None)

    @cached_property
    def places(self) -> frozenset[str]:
        """Words with a capital that mostly stand behind in, at, from or near: places, not persons."""
        kind, words = self.reading.kind, self.reading.words
        met: dict[str, list[bool]] = {}
        for place in self.reading.names:
            if place and not kind[place - 1] & (w.NAME | w.POINT):
                met.setdefault(bare(words[place]), []).append(words[place - 1].lower() in LOCATING)
        return frozenset(word for word, found in met.items() if 2 * sum(found) >= len(found))

    def described(self, first: int, after: int) -> str | None:
        """Name the person last described so before: Ivo Marsh, the water minister, …; President Marsh …."""
        words = [_spell_out(word) for word in self.reading.words[first:after]]
        if not words or words[-1] not in TITLES:
            return None
        known = [span for span, told in self._descriptions if span[0] < first and told.issuperset(words)]
        return written(self.reading.words[slice(*known[-1])]) if known else None

    @cached_property
    def _descriptions(self) -> list[tuple[tuple[int, int], frozenset[str]]]:
        """Of each name the words that stand before it and in the apposition behind it."""
        kind, words = self.reading.kind, self.reading.words
        found = []
        for first, after in sorted([*self.full, *self._titled()]):
            begin, end = first, after
            while begin > max(0, first - _DESCRIPTION) and not kind[begin - 1] & _BORDER:
                begin -= 1
            if after < len(words) and kind[after] & w.COMMA:
                end += 1
                while end < min(len(words), after + 2 * _DESCRIPTION) and not kind[end] & _BORDER:
                    end += 1
            told = frozenset(_spell_out(word) for word in (*words[begin:first], *words[after:end]))
            found.append(((first, after), told))
        return found

    def _titled(self) -> list[tuple[int, int]]:
        """Surnames alone with a title before them: President Marsh."""
        kind, words = self.reading.kind, self.reading.words
        ends = {after for _, after in self.full}
        found = []
        for place in self.reading.names:
            before = place - 1 - bool(place > 1 and kind[place - 1] & w.POINT)
            last = place + 1 >= len(kind) or not kind[place + 1] & w.NAME
            if not last or before < 0 or place + 1 in ends or not kind[before] & w.NAME:
                continue
            if _spell_out(words[before]) in TITLES and _spell_out(words[place]) not in TITLES:
                found.append((place, place + 1))
        return found


def _spell_out(word: str) -> str:
    """Write a title in full: Gov as governor."""
    plain = normalise(word)
    return SHORT.get(plain, plain)


def surname(parts: list[str]) -> str:
    """Last name of the parts of a name, Jr and the like left out."""
    return parts[-2] if len(parts) > 1 and parts[-1].lower() in SUFFIXES else parts[-1]


def written(words: list[str]) -> str:
    """Write a name with single spaces, its initials with their points."""
    return " ".join([*words[:-1], bare(words[-1])]).replace(" .", ".")


def bare(word: str) -> str:
    """Take off a possessive ending."""
    if word.isalpha():
        return word
    return word[:-2] if word.endswith(("'s", "’s")) else word.removesuffix("’").removesuffix("'")
