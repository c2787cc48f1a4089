"""Acts of speech: each reporting cue outside quotation marks, its subject, and who that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.cues import Cue, read_cue_phrases, read_cues
from framing.reading.phrases import (
    ALONE,
    ROLES,
    SUBJECTS,
    Span,
    leading_subject,
    named_phrase_after,
    phrase_after,
    phrase_before,
    subject_before,
)
from framing.speakers.names import GROUP, ORGANISATION, PERSON, Names, Speaker
from framing.text import normalise

__all__ = ["Speech", "cue_at", "find_speeches", "is_passive", "leading_subject", "name_speaker"]

_PASSIVE = frozenset("is are was were be been being".split())
_NEVER_NOUNS = frozenset("say tell think believe argue agree insist expect predict consider know write".split())
_MEANT = {"he": (PERSON,), "she": (PERSON,), "they": (GROUP, ORGANISATION), "it": (ORGANISATION,)}
_POSSESSIVE = {"his": "he", "her": "she", "their": "they", "its": "it"}
_RECENT = 40  # acts of speech looked back upon
_SENTENCES, _FAR = 5, 12  # how many sentences back a pronoun looks for a subject, and for a speaker


@dataclass(slots=True)
class Speech:
    """A reporting cue (first token, one past the last), its list entry, and its subject."""

    first: int
    after: int
    entry: Cue
    inverted: bool
    subject: Span | None
    speaker: Speaker | None = None

    @property
    def cue(self) -> str:
        """Base form of the cue."""
        return self.entry.cue

    @property
    def cue_class(self) -> str:
        """Class of the cue."""
        return self.entry.cue_class


def find_speeches(reading: Reading, names: Names) -> list[Speech]:
    """Find the cues outside quotation marks that report speech, in order, each with its subject and speaker."""
    speeches: list[Speech] = []
    for place in reading.cues:
        if reading.quote[place] >= 0 or (speeches and place < speeches[-1].after):
            continue
        found = cue_at(reading, place)
        if found is None:
            continue
        cue, after = found
        read = _phrase if cue.form == "phrase" else _verb
        speech = read(reading, place, after, cue, speeches)
        if speech is not None:
            if speech.subject is not None:
                speech.speaker = name_speaker(reading, names, speech.subject, speeches)
            speeches.append(speech)
    return speeches


def cue_at(reading: Reading, place: int) -> tuple[Cue, int] | None:
    """Find the longest cue that begins at a token, and one past its last token."""
    words = reading.words
    if reading.kind[place] & w.PHRASE and place + 1 < len(words):
        following = words[place + 1].lower()
        for phrase, cue in _phrases()[_plain(words[place])]:
            if phrase[1] != following:
                continue
            after = place + len(phrase)
            if tuple(word.lower() for word in words[place:after]) == phrase and reading.quote[after - 1] < 0:
                return cue, after
    cue_of_word = read_cues().get(_plain(words[place])) if reading.kind[place] & w.CUE else None
    return None if cue_of_word is None else (cue_of_word, place + 1)


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    return normalise(word)


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    """Cues of several words by their first word, the longest first."""
    phrases: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for words, cue in sorted(read_cue_phrases().items(), key=lambda item: (-len(item[0]), item[0])):
        phrases.setdefault(words[0], []).append((words, cue))
    return phrases


def _phrase(reading: Reading, place: int, after: int, cue: Cue, speeches: list[Speech]) -> Speech | None:
    """Read a cue that is no verb: the speaker stands after it, or before it (was quoted as saying)."""
    first, limit = reading.bounds(place)
    if cue.inverts:
        subject = phrase_after(reading, after, limit)
    else:
        before, _ = _skip_back(reading, place, first)
        subject = subject_before(reading, before, first) if before >= first else None
        subject = subject or _shared(reading, place, first, speeches)
    return Speech(place, after, cue, cue.inverts, subject)


def _verb(reading: Reading, place: int, end: int, cue: Cue, speeches: list[Speech]) -> Speech | None:
    """Read a cue as a verb with its subject; None where it is a noun, a passive or a name."""
    kind = reading.kind
    first, after = reading.bounds(place)
    floor = place
    while floor > first and reading.quote[floor - 1] < 0:
        floor -= 1
    if kind[place] & w.NAME and place > floor and not kind[place - 1] & w.MARK and not reading.in_headline(place):
        return None
    finite = cue.tense in ("past", "present") or (cue.tense == "base" and cue.cue in _NEVER_NOUNS)
    behind = named_phrase_after(reading, end, after) if cue.inverts and finite else None
    at_border = place == floor or (kind[place - 1] & w.MARK and _opens(reading, floor, place))
    if behind is not None and at_border and _may_follow(reading, behind):
        return Speech(place, end, cue, True, behind)
    before, passive = _skip_back(reading, place, floor)
    if cue.tense in ("past", "participle") and (passive or reading.words[end : end + 1] == ["by"]):
        return None
    if before < floor:
        return Speech(place, end, cue, False, None) if finite else None
    if cue.tense != "ing" and _is_noun(reading, place, before, cue):
        return None
    subject = _subject(reading, place, before, floor, cue, speeches)
    if subject is not None and cue.tense != "ing" and _is_bare(reading, subject):
        return None
    if subject is None and behind is not None and kind[before] & w.COMMA and _closes_clause(reading, behind, after):
        return Speech(place, end, cue, True, behind)
    if subject is None and finite:
        subject = _shared(reading, before, floor, speeches)
    return Speech(place, end, cue, False, subject)


def _subject(reading: Reading, place: int, before: int, floor: int, cue: Cue, speeches: list[Speech]) -> Span | None:
    """Find the subject before a verb, given the token where auxiliaries and adverbs before it end."""
    kind, words = reading.kind, reading.words
    if cue.tense == "ing" and not any(kind[one] & w.AUXILIARY for one in range(before + 1, place)):
        if before > floor and kind[before] & w.NAME and "with" in words[max(floor, before - 6) : before]:
            return phrase_before(reading, before + 1, floor)
        return _shared(reading, place, floor, speeches)
    if kind[before] & w.CONJUNCTION or words[before] == "to":
        if words[before] == "that" and before > floor and not kind[before - 1] & (w.MARK | w.CUE):
            return phrase_before(reading, before, floor)
        return _shared(reading, before, floor, speeches)
    return subject_before(reading, before, floor)


def _closes_clause(reading: Reading, phrase: Span, after: int) -> bool:
    """Tell whether a name behind a cue ends the clause, as a subject does: …, says Ivo Marsh, a farmer."""
    ends = phrase[1] >= after or bool(reading.kind[phrase[1]] & (w.COMMA | w.STOP | w.DASH))
    return ends and any(reading.kind[place] & w.NAME for place in range(*phrase))


def _is_noun(reading: Reading, place: int, before: int, cue: Cue) -> bool:
    """Tell by what stands before it that a cue is a noun or an adjective: his claims, Marsh's proposed tax."""
    words, kind = reading.words, reading.kind
    if words[before].lower() in ALONE and cue.tense != "ing" and before == place - 1:
        return cue.tense == "base" and words[before].lower() in ("another", "one", "each")
    if kind[before] & w.DETERMINER or (kind[before] & w.PREPOSITION and words[before] != "to"):
        return True
    if before < place - 1:
        return False
    if words[before].endswith(("'s", "’s", "s'", "s’")) and kind[before] & w.NAME:
        return True
    if cue.tense != "base" or kind[before] & (w.PRONOUN | w.CONJUNCTION | w.COMMA) or words[before] == "to":
        return False
    if cue.cue in _NEVER_NOUNS or _hands_over(reading, place + 1):
        return False
    return not words[before].lower().endswith("s") and words[before].lower() not in ("people", "police", "men", "women")


def _hands_over(reading: Reading, place: int) -> bool:
    """Tell whether a word is followed as a verb of speech is: by that, or by a comma and a quotation mark."""
    if place + 1 >= len(reading):
        return False
    comma = reading.kind[place] & w.COMMA and reading.kind[place + 1] & w.QUOTE
    return bool(comma) or reading.words[place] == "that"


def _is_bare(reading: Reading, subject: Span) -> bool:
    """Tell whether a noun phrase is but words without article, capital or plural: no speaker."""
    kind, words = reading.kind, reading.words
    if any(kind[place] & (w.NAME | w.DETERMINER | w.PRONOUN) for place in range(*subject)):
        return False
    last = words[subject[1] - 1].lower()
    return not last.endswith("s") and last not in ROLES and last not in ("people", "men", "women")


def _opens(reading: Reading, floor: int, place: int) -> bool:
    """Tell whether only marks stand between the last quotation and a cue."""
    return all(reading.kind[before] & (w.MARK | w.QUOTE) for before in range(floor, place))


def _may_follow(reading: Reading, subject: Span) -> bool:
    """Tell whether a noun phrase behind a cue may be its subject and not its object."""
    kind = reading.kind[subject[0]]
    if kind & w.PRONOUN:
        return reading.words[subject[0]].lower() in SUBJECTS
    return bool(kind & (w.NAME | w.DETERMINER)) or not kind & (w.CUE | w.ADVERB | w.AUXILIARY)


def _skip_back(reading: Reading, place: int, floor: int) -> tuple[int, bool]:
    """Go left over auxiliaries, adverbs and days; tell whether the verb is a passive."""
    words, kind = reading.words, reading.kind
    before, passive, nearest = place - 1, False, True
    while before >= floor:
        if kind[before] & w.AUXILIARY:
            passive |= nearest and words[before].lower() in _PASSIVE
            nearest = False
        elif kind[before] & w.DAY:
            before -= before - 1 >= floor and words[before - 1].lower() in ("on", "in", "last", "this")
        elif not kind[before] & w.ADVERB:
            break
        before -= 1
    return before, passive


def is_passive(reading: Reading, place: int) -> bool:
    """Tell whether a form of "be" goes with a verb, adverbs between."""
    return _skip_back(reading, place, reading.bounds(place)[0])[1]


def _shared(reading: Reading, place: int, floor: int, speeches: list[Speech]) -> Span | None:
    """Subject of a verb that has none of its own: the last speaker's of the sentence, else the sentence's."""
    sentence = reading.sentence[place]
    if speeches and reading.sentence[speeches[-1].first] == sentence and speeches[-1].subject is not None:
        return speeches[-1].subject
    first = reading.bounds(place)[0]
    return leading_subject(reading, first, place) or (leading_subject(reading, floor, place) if floor > first else None)


def name_speaker(reading: Reading, names: Names, subject: Span, speeches: list[Speech]) -> Speaker:
    """Name the subject of a cue, given the speeches before it."""
    possessive = _POSSESSIVE.get(reading.words[subject[0]].lower(), "") if subject[1] - subject[0] == 1 else ""
    if not reading.kind[subject[0]] & w.PRONOUN and not possessive:
        return Speaker(names.canonical(*subject) or None, names.sort(*subject), subject)
    pronoun = possessive or reading.words[subject[0]].lower()
    if pronoun not in _MEANT:
        return Speaker(None, "", subject, pronoun)
    name, sort = _resolve(reading, names, subject, pronoun, speeches)
    return Speaker(name, sort, subject, pronoun)


def _resolve(
    reading: Reading, names: Names, speaker: Span, pronoun: str, speeches: list[Speech]
) -> tuple[str | None, str]:
    """Find whom a pronoun stands for: the nearest subject or speaker of a fitting sort before it."""
    place = speaker[0]
    first = reading.bounds(place)[0]
    spoken = [
        (one.first, one.speaker)
        for one in speeches[-_RECENT:]
        if one.speaker is not None
        and _fits(names, one.speaker.name, one.speaker.sort, pronoun)
        and (one.speaker.sort != PERSON or one.speaker.pronoun or names.is_sure(*one.speaker.span))
    ]
    for back in range(_FAR):
        of_sentence = [(one.name, one.sort) for begin, one in spoken if first <= begin < place]
        found = of_sentence[-1] if of_sentence else None
        if found is None and back <= _SENTENCES:
            found = _led_by(reading, names, first, place, pronoun)
        if found is not None:
            return found
        place = first
        if not first:
            break
        first = reading.bounds(first - 1)[0]
    return (spoken[-1][1].name, spoken[-1][1].sort) if spoken else (None, "")


def _led_by(reading: Reading, names: Names, first: int, place: int, pronoun: str) -> tuple[str | None, str] | None:
    """Find the subject of a sentence, where a pronoun at a later place may mean it."""
    subject = leading_subject(reading, first, place)
    if subject is None or reading.kind[subject[0]] & w.PRONOUN or subject[0] <= place < subject[1]:
        return None
    name, sort = names.canonical(*subject), names.sort(*subject)
    return (name, sort) if _fits(names, name, sort, pronoun) and (sort != PERSON or names.is_sure(*subject)) else None


def _fits(names: Names, name: str | None, sort: str, pronoun: str) -> bool:
    """Tell whether a name may be what a pronoun stands for."""
    return bool(name) and sort in _MEANT[pronoun] and (sort != PERSON or names.persons.may_be(pronoun, name or ""))
