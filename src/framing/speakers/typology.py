"""What sort of source a speaker is, by the words of the article.

The evidence, in order:

1. the words of the speaker's own span, and the title before the name (Senator Marsh);
2. the apposition after it, or in front of it (Marsh, of the harbour union; the union's leader, Ivo Marsh, said);
3. the same at the other places where the article names the speaker, and "Marsh is a farmer", earliest first;
4. the campaign or the government of that name (the Marsh administration).

The first that decides counts. A word that says nothing alone (spokesman) is decided by the body it belongs to; where
none is named, what the word mostly means counts only if no later evidence decides. The words are those of `roles.csv`.
Nothing inside quotation marks is evidence, and no words that describe somebody else.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.phrases import ALONE, Span
from framing.speakers.names import PERSON, Names, Speaker
from framing.speakers.roles import bare, find_roles
from framing.speakers.surroundings import PARTY, SUFFIXES, Surroundings
from framing.speakers.verdicts import NOTHING, Verdict, judge_phrase, weightier

__all__ = ["Description", "describe_speaker"]

_MENTIONS = 12  # places looked at for one name
_ONE = frozenset(("a", "an", "one", "another", "each", "every", "no"))


class Description(NamedTuple):
    """What sort of source a speaker is.

    Attributes
    ----------
    role
        The words of the article that decide, as printed (secretary of state); None where there are none.
    type
        One of `SPEAKER_TYPES`; None where the article does not tell.
    anonymous
        Whether the source is people without a name; None where the speaker is not known.
    """

    role: str | None
    type: str | None
    anonymous: bool | None


def describe_speaker(reading: Reading, names: Names, speaker: Speaker) -> Description:
    """Describe a speaker by the words of the article.

    People without a proper name are anonymous: officials, critics, some, "people familiar with the plan". A spokesman
    without a name is anonymous even where the body is named. Not anonymous are a named person, a body (the ministry,
    police), a text (a report), and one person told by an office or a calling (the president, the professor), mostly
    somebody named before.

    Parameters
    ----------
    reading
        The article, word by word.
    names
        Its names.
    speaker
        The speaker. What a pronoun stands for is looked up by its name.

    Returns
    -------
    Description
        The words that decide, the type, and whether the source is anonymous.
    """
    if speaker.name is None:
        return Description(None, None, None)
    return _article(reading, names).describe(speaker, speaker.name)


@lru_cache(maxsize=1)
def _article(reading: Reading, names: Names) -> _Article:
    """Keep what is known of the article at hand: its speakers come one after the other."""
    return _Article(reading, names)


class _Article:
    """An article, where its names stand, and what was found of them."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self.reading, self.names = reading, names
        self.near = Surroundings(reading)
        self.places: dict[str, list[int]] | None = None
        self.described: dict[tuple[str, Span | None], Description] = {}
        self.elsewhere: dict[str, Verdict] = {}

    def describe(self, speaker: Speaker, name: str) -> Description:
        span = None if speaker.pronoun else speaker.span
        if (name, span) not in self.described:
            self.described[name, span] = self._describe(name, span, speaker.sort)
        return self.described[name, span]

    def _describe(self, name: str, span: Span | None, sort: str) -> Description:
        parts = name.split(" ")
        if PARTY.match(name):
            return Description(name, "politics", False)
        described = sort != PERSON or _is_described(parts)
        itself = judge_phrase(parts, [w.classify(word) for word in parts]) if described else NOTHING
        if sort == PERSON and len(parts) == 1 and itself.head and itself.head.form == "person" and not itself.many:
            itself = NOTHING  # a surname: King
        anonymous = self._is_anonymous(name, span, sort, itself)
        verdict = self._own(span, parts, sort) if span is not None else NOTHING
        if verdict.weight < 2 and not anonymous and parts[-1][:1].isupper():
            if name not in self.elsewhere:
                self.elsewhere[name] = self._mentioned(parts)
            verdict = weightier(verdict, self.elsewhere[name])
        if described:
            verdict = weightier(verdict, itself)
        return Description(verdict.role, verdict.type, anonymous)

    def _own(self, span: Span, parts: list[str], sort: str) -> Verdict:
        """Judge the place where the speaker is named beside the quotation."""
        found = self._name_within(span, parts)
        first, after = found or span
        phrase = self.near.judge(range(*span), range(first, after) if found and sort == PERSON else range(0))
        if phrase.weight == 2:
            return phrase
        return weightier(phrase, self.near.around(first, after, span[1]))

    def _name_within(self, span: Span, parts: list[str]) -> Span | None:
        """Where in a phrase the name stands; None where it does not: the minister."""
        words = self.reading.words
        held = frozenset(parts)
        after = next((one + 1 for one in range(span[1] - 1, span[0] - 1, -1) if bare(words[one]) in held), 0)
        return (self.near.begin_of_name(after - 1, held, span[0]), after) if after else None

    def _mentioned(self, parts: list[str]) -> Verdict:
        """Judge the places that name somebody, earliest first; the first that decides counts."""
        if self.places is None:
            self.places = {}
            words, quote = self.reading.words, self.reading.quote
            for one in [one for one, kind in enumerate(self.reading.kind) if kind & w.NAME]:
                if quote[one] < 0:
                    self.places.setdefault(bare(words[one]), []).append(one)
        last = parts[-2] if len(parts) > 1 and parts[-1].lower().strip(".") in SUFFIXES else parts[-1]
        best = owned = NOTHING
        for place in self.places.get(last, ())[:_MENTIONS]:
            first = self.near.begin_of_name(place, frozenset(parts))
            best = weightier(best, self.near.mention(first, place + 1, len(parts)))
            if best.weight == 2:
                return best
            owned = weightier(owned, self.near.owned(place + 1))
        return weightier(best, owned)

    def _is_anonymous(self, name: str, span: Span | None, sort: str, itself: Verdict) -> bool:
        """Tell whether a speaker is people without a name."""
        parts = name.split(" ")
        head = itself.head
        article = self.reading.words[span[0]].lower() if span is not None else ""
        if head is None or itself.named:
            return parts[0].lower() in ALONE
        if head.form != "person" or (parts[-1][:1].isupper() and sort == PERSON and not itself.many):
            return False
        known = head.alone in ("yes", "bare") and not itself.many and article not in _ONE
        return not known


def _is_described(words: list[str]) -> bool:
    """Tell whether all of a name are role words: House Republicans."""
    return sum(one.after - one.first for one in find_roles(words)) == len(words)
