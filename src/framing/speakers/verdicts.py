"""What a noun phrase says of the type of source: its head decides, or the body that its head belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from framing.reading import wording as w
from framing.speakers.roles import Found, Role, bare, find_roles

__all__ = ["NOTHING", "Verdict", "judge_phrase", "weightier"]

_TIMES = frozenset("former current incoming outgoing acting new then late interim first longtime deputy ex".split())
_OF_STATES = frozenset("spokesman spokeswoman spokesperson leader deputy leader head".split())
_OF = frozenset(("of", "for", "at", "with"))  # what joins a role to its body


class Verdict(NamedTuple):
    """What a noun phrase says.

    Attributes
    ----------
    role
        The words that decide, as printed; None where there is no role word.
    type
        Type of source; None where the words do not tell.
    weight
        2: the words say it; 1: it is what the word mostly means; 0: nothing is said.
    head
        The role word at the head of the phrase.
    named
        Whether a name that is no role word follows the head: the phrase names somebody.
    many
        Whether the head is a plural.
    """

    role: str | None
    type: str | None
    weight: int
    head: Role | None = None
    named: bool = False
    many: bool = False


NOTHING = Verdict(None, None, 0)


def judge_phrase(words: Sequence[str], kinds: Sequence[int]) -> Verdict:
    """Judge a noun phrase.

    What stands before its first preposition is its head part; of roles joined by *and* the first that decides counts. A
    head that says nothing alone looks left, nearest first, then into each prepositional phrase.

    Parameters
    ----------
    words
        Its words as printed, without the points of abbreviations.
    kinds
        Their classes in `framing.reading.wording`.

    Examples
    --------
    >>> from framing.reading.wording import classify
    >>> words = "a spokesman for the harbour union".split()
    >>> judge_phrase(words, [classify(word) for word in words])[:3]
    ('spokesman for the harbour union', 'civil_society', 2)
    """
    return _judge(tuple(words), tuple(kinds))


@lru_cache(maxsize=50_000)  # "the president" comes again and again
def _judge(words: tuple[str, ...], kinds: tuple[int, ...]) -> Verdict:
    if len(words) > 2 and words[1] == "of" and kinds[0] & w.DETERMINER:  # one of the plaintiffs
        words, kinds = words[2:], kinds[2:]
    found = find_roles(words)
    if not found:
        return NOTHING
    phrase = _Phrase(words, kinds, found)
    verdicts = [phrase.judge(*part) for part in phrase.conjuncts()]
    joint = next((place for place in phrase.joints if place > phrase.end), None)
    if joint is not None and not any(one.weight == 2 for one in verdicts):
        verdicts.append(judge_phrase(words[joint + 1 :], kinds[joint + 1 :]))
    best = max(verdicts, key=lambda one: (one.weight, one.role is not None))
    return best if best.role is not None else phrase.belongs()


def weightier(*verdicts: Verdict) -> Verdict:
    """Choose the first verdict of the greatest weight; of those that say nothing the first with words."""
    best = NOTHING
    for one in verdicts:
        if one.weight > best.weight or (one.role is not None and best.role is None and not best.weight):
            best = one
    return best


class _Phrase:
    """A noun phrase, its role words, and where its parts begin."""

    def __init__(self, words: Sequence[str], kinds: Sequence[int], found: list[Found]) -> None:
        self.words, self.kinds, self.found = words, kinds, found
        inside = {place for one in found for place in range(one.first, one.after)}
        free = [place for place in range(len(words)) if place not in inside]
        self.breaks = [place for place in free if kinds[place] & w.PREPOSITION]
        self.joints = [place for place in free if words[place] in ("and", "&")]
        self.free = set(free)
        self.end = self.breaks[0] if self.breaks else len(words)

    def conjuncts(self) -> list[tuple[int, int]]:
        """Bounds of the parts of the head part that "and" joins."""
        borders = [-1, *(place for place in self.joints if place < self.end), self.end]
        return [(one + 1, other) for one, other in pairwise(borders)]

    def judge(self, first: int, after: int) -> Verdict:
        """Judge one part by its head, the last role word that is no mere field of work."""
        own = [one for one in self.found if first <= one.first < after]
        head = next((one for one in reversed(own) if one.role.form != "field"), None)
        if head is None:
            return NOTHING
        named = any(place in self.free and self.kinds[place] & w.NAME for place in range(head.after, after))
        if head.role.form == "place":
            whole = head.after - head.first == len(self._content(first, after))
            return self._said(head, head, 2, named) if whole else NOTHING
        if head.role.alone in ("yes", "weak"):
            return self._said(head, head, 2 if head.role.alone == "yes" else 1, named)
        left = [one for one in reversed(own) if one.after <= head.first]
        return self._by_body(head, left, named) or self._by_default(head, first, named)

    def _by_body(self, head: Found, left: list[Found], named: bool) -> Verdict | None:
        """Let the body decide: nearest left of the head, then in each phrase after it."""
        weaker: Verdict | None = None
        for part in [left, *([] if named else self._tails())]:
            for one in part:
                foreign = (
                    one.role.form == "place" and head.role.type != "government" and head.role.role not in _OF_STATES
                )
                stray = one.role.form == "field" and part is not left and weaker is None  # of foreign studies
                if foreign or stray or one.role.form == "text" or self._is_inner(one):
                    continue
                if weaker is not None and one.role.form not in ("body", "field"):
                    continue
                if one.role.type and (one.role.alone in ("yes", "weak") or one.role.form == "place"):
                    return self._said(head, one, 2, named)
                if one.role.form == "body" and weaker is None:
                    weaker = self._said(head, one, 1 if one.role.type else 0, named)
        return weaker

    def _by_default(self, head: Found, first: int, named: bool) -> Verdict:
        """Take what the head mostly means, unless something unknown may be the body it belongs to."""
        unknown = not named and any(
            self.words[place].lower() in _OF and any(self.kinds[one] & w.NAME for one in self._tail(place))
            for place in self.breaks
        )
        left = head.first - 1
        plain = left < first or left not in self.free or self.words[left].lower() in _TIMES
        beside = not plain and self.kinds[left] & w.NAME
        unknown &= head.role.type != "business"  # a body that nobody need explain is most often a company
        if not head.role.type or unknown or (head.role.alone == "bare" and beside):
            return self._said(head, head, 0, named)
        return self._said(head, head, 2 if head.role.alone == "bare" else 1, named)

    def belongs(self) -> Verdict:
        """Judge a name by the body it belongs to: Marsh of the harbour union."""
        for tail in self._tails() if self.breaks[:1] == [0] else []:
            for one in tail:
                if one.role.form == "body" and one.role.type and not self._is_inner(one):
                    return self._said(one, one, 2 if one.role.alone == "yes" else 1, False)
        return NOTHING

    def _tails(self) -> list[list[Found]]:
        """Role words of each prepositional phrase, the last of each first."""
        tails = []
        for place in self.breaks:
            bounds = self._tail(place)
            tails.append([one for one in reversed(self.found) if one.first in bounds])
        return tails

    def _tail(self, place: int) -> range:
        """Words of the phrase that a preposition opens."""
        ends = (other for other in sorted((*self.breaks, *self.joints)) if other > place)
        return range(place + 1, next(ends, len(self.words)))

    def _is_inner(self, one: Found) -> bool:
        """Tell whether a common word is but a part of a name that goes on: a partner at Doctor Image."""
        if not self.words[one.first][:1].isupper():
            return False
        beside = (one.after, one.first - 1) if one.role.form == "place" else (one.after,)
        goes_on = any(place in self.free and self.kinds[place] & w.NAME for place in beside)
        common = one.role.role.islower() or one.role.form in ("person", "place")
        several = one.role.form == "person" and one.role.role.islower() and self._is_plural(one)
        return (goes_on and common) or (several and one.first > self.end)

    def _content(self, first: int, after: int) -> list[int]:
        return [place for place in range(first, after) if not self.kinds[place] & w.DETERMINER]

    def _said(self, head: Found, decides: Found, weight: int, named: bool) -> Verdict:
        """Write down a verdict, with the words from the head to what decides."""
        first, after = min(head.first, decides.first), max(head.after, decides.after)
        if decides.first > head.after:
            tail = next(tail for tail in self._tails() if decides in tail)
            after = max(one.after for one in tail)
        kind = decides.role.type if weight else ""
        words = " ".join(self.words[first:after])
        return Verdict(words, kind or None, weight, head.role, named, self._is_plural(head))

    def _is_plural(self, one: Found) -> bool:
        last = bare(self.words[one.after - 1]).lower()
        return last.endswith(("s", "men", "people")) and not one.role.role.lower().endswith(last)
