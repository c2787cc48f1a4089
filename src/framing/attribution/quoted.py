"""Who said each quotation: rules in order, each with the name that goes into the column `rule`.

==================== ===============================================================================================
cue after            “…,” Marsh said; “…,” Ivo Marsh, of the harbour union, said
cue after, inverted  “…,” said Marsh
cue before           Marsh said: “…”; Marsh called it “…”
cue between          the piece behind a cue that has one before it too: “…,” Marsh said, “…”
according to         “…,” according to Marsh
colon                Marsh: “…”; a paragraph that ends in a colon before one that begins with the quotation
name after           “…” — Marsh; “…” and below it: Ivo Marsh, The Corvane Courier
verb after           “…,” he rattled off
continuation         no cue of its own: the speaker of the last attribution
echo                 of a heading: the same words are somebody's further down
nearby               the last one who spoke in the paragraph
quotation marks      none of these: nobody is named
==================== ===============================================================================================

Before the names of the first four stands "pronoun, " where the subject is he, she, it or they.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from framing.attribution.introductions import Introductions, is_human
from framing.attribution.reach import Reach
from framing.attribution.speech import Speech, name_speaker
from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.speakers.names import OTHER, PERSON, Names, Speaker

__all__ = ["NO_RULE", "Attribution", "attribute"]

NO_RULE = "quotation marks"

_RECENT = 40  # acts of speech looked back upon
_UNCUED = 2  # unquoted paragraphs without a cue that end a continuation
_DIRECT = 4  # words
_ECHO = 3  # words that are an echo
_LINE = 12  # words of a heading


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is known of one piece: the rule, the speaker, the cue."""

    rule: str = NO_RULE
    speaker: Speaker | None = None
    speech: Speech | None = None


def attribute(reading: Reading, names: Names, speeches: list[Speech]) -> list[Attribution]:
    """Attribute each piece of one article's quotations.

    Parameters
    ----------
    reading, names, speeches
        The article, word by word, its names and its acts of speech.

    Returns
    -------
    list of Attribution
        One a piece, in order. The pieces of one quotation share what one of them was given.
    """
    article = _Article(reading, names, speeches)
    found: list[Attribution] = []
    for number in range(len(reading.pieces)):
        found.append(article.attribute(number, found))
    headings = [article.is_heading(number) for number in range(len(found))]
    return _echo(reading, _share(reading, _look_ahead(reading, found)), headings)


def _echo(reading: Reading, found: list[Attribution], headings: list[bool]) -> list[Attribution]:
    """Give words in marks that nobody is named for, in a heading, to who says them further down."""
    for number, (first, last, _) in enumerate(reading.pieces):
        if found[number].rule != NO_RULE or not headings[number] or last - first + 1 < _ECHO:
            continue
        said = [word.lower() for word in reading.words[first : last + 1] if word[0].isalnum()]
        for later in range(number + 1, len(found)):
            begin, end, _ = reading.pieces[later]
            words = [word.lower() for word in reading.words[begin : end + 1] if word[0].isalnum()]
            if found[later].speaker is not None and f" {' '.join(said)} " in f" {' '.join(words)} ":
                found[number] = Attribution("echo", found[later].speaker)
                break
    return found


def _look_ahead(reading: Reading, found: list[Attribution]) -> list[Attribution]:
    """Give words in marks without a cue that of the next in the sentence: “is bad” and “has failed,” Marsh said."""
    for number in range(len(found) - 2, -1, -1):
        (first, last, _), (following, _, _) = reading.pieces[number], reading.pieces[number + 1]
        together = reading.sentence[last] == reading.sentence[following] and not reading.kind[last] & w.STOP
        open_ = found[number].rule in (NO_RULE, "nearby") and last - first + 1 >= _DIRECT
        if together and open_ and "cue after" in found[number + 1].rule:
            found[number] = found[number + 1]
    return found


def _share(reading: Reading, found: list[Attribution]) -> list[Attribution]:
    """Give all pieces of one quotation the attribution of the piece that has a cue."""
    best: dict[int, Attribution] = {}
    for (_, _, quotation), one in zip(reading.pieces, found, strict=True):
        held = best.get(quotation)
        if held is None or (_weight(one) > _weight(held)):
            best[quotation] = one
    return [best[quotation] for _, _, quotation in reading.pieces]


def _weight(one: Attribution) -> int:
    return 0 if one.speaker is None else 1 if one.rule == "continuation" else 2


class _Article:
    """An article, its names and its acts of speech."""

    def __init__(self, reading: Reading, names: Names, speeches: list[Speech]) -> None:
        self.reading, self.names, self.speeches = reading, names, speeches
        self.reach = Reach(reading, self.names, self.speeches)
        self.introductions = Introductions(reading, names, speeches)
        voiced = [*(speech.first for speech in self.speeches), *(first for first, _, _ in reading.pieces)]
        self.voiced = {reading.paragraph[token] for token in voiced}
        self.linked: set[int] = set()  # first tokens of the cues that have a quotation
        self.used: set[int] = set()  # first tokens of the cues that a piece has had behind it

    def attribute(self, number: int, earlier: list[Attribution]) -> Attribution:
        """Apply the rules to a piece, in order."""
        speech, rule = self._cued(number)
        if speech is not None:
            return self._with(speech, rule)
        rule, subject = self.introductions.find(number)
        if subject is not None:
            return Attribution(rule, name_speaker(self.reading, self.names, subject, self._until(subject[0])))
        if self.is_heading(number):
            return Attribution()
        found = self._continued(number, earlier)
        return found if found.rule != NO_RULE else self._nearby(number, earlier)

    def is_heading(self, number: int) -> bool:
        """Tell whether a piece stands in a heading, or is one: a short line of its own that no stop ends."""
        reading = self.reading
        first, last, _ = reading.pieces[number]
        own = reading.paragraph[first]
        if own in reading.headings:
            return True
        begin, after = bisect_left(reading.paragraph, own), bisect_right(reading.paragraph, own)
        stops = reading.kind[last] & (w.STOP | w.POINT | w.COMMA | w.DASH)
        return not stops and last - first < _LINE and first - begin <= 1 and after - last <= 2

    def _nearby(self, number: int, earlier: list[Attribution]) -> Attribution:
        """Fall back on the last one who spoke in the paragraph, for words in marks without a cue."""
        reading = self.reading
        first, last, _ = reading.pieces[number]
        if sum(word[0].isalnum() for word in reading.words[first : last + 1]) < _DIRECT or not self._is_spoken(
            first, last
        ):
            return Attribution()
        paragraph = reading.paragraph[first]
        for one, (start, _, _) in zip(reversed(earlier), reversed(reading.pieces[:number]), strict=True):
            if reading.paragraph[start] == paragraph and one.speaker is not None:
                return Attribution("nearby", one.speaker)
        for speech in reversed(self._until(first)):
            if (
                reading.paragraph[speech.first] == paragraph
                and speech.speaker is not None
                and _can_go_on(self.reading, speech)
            ):
                return Attribution("nearby", speech.speaker)
        return Attribution()

    def _is_spoken(self, first: int, last: int) -> bool:
        """Tell whether words in marks are not all capitals, as a title is."""
        words = [word for word in self.reading.words[first : last + 1] if len(word) > 3 and word[0].isalpha()]
        return any(word[0].islower() for word in words)

    def _cued(self, number: int) -> tuple[Speech | None, str]:
        """Choose among the cues that reach a piece."""
        near, before = self.reach.near_before(number), self.reach.before(number)
        after, strong = self.reach.after(number)
        if after is not None and strong:
            free = near is None or near.first in self.used or self.reach.answers(after, number)
            if free and (before is None or before.first in self.used or self.reach.is_sure(after, number)):
                return after, "cue after"
        leading = near or before
        if leading is not None:
            return leading, "cue between" if leading.first in self.used else "cue before"
        return after or self.reach.trailing(number), "cue after"

    def _with(self, speech: Speech, rule: str) -> Attribution:
        """Attribute a piece to the subject of a cue."""
        self.linked.add(speech.first)
        if rule == "cue after":
            self.used.add(speech.first)
            rule += ", inverted" if speech.inverted else ""
        if speech.cue == "according to":
            rule = "according to"
        speaker = speech.speaker
        if speaker is not None and speaker.pronoun:
            rule = f"pronoun, {rule}"
        return Attribution(rule, speaker, speech)

    def _until(self, token: int) -> list[Speech]:
        """List the last acts of speech before a token."""
        rank = bisect_left(self.speeches, token, key=lambda speech: speech.first)
        return self.speeches[max(rank - _RECENT, 0) : rank]

    def _continued(self, number: int, earlier: list[Attribution]) -> Attribution:
        """Give an uncued quotation the speaker of the last attribution of any kind, unless something stands between."""
        reading = self.reading
        first = reading.pieces[number][0]
        if not self._stands_alone(number):
            return Attribution()
        speech = self._last_speech(first)
        place = speech.first if speech is not None else -1
        speaker = speech.speaker if speech is not None else None
        if number and earlier[number - 1].speaker is not None and reading.pieces[number - 1][0] > place:
            place, speaker = reading.pieces[number - 1][0], earlier[number - 1].speaker
        if speaker is None or self._barred(place, first):
            return Attribution()
        return Attribution("continuation", speaker)

    def _last_speech(self, first: int) -> Speech | None:
        """Find the last attribution before a token: of its sentence the first person's, else the first."""
        own: list[Speech] = []
        for speech in reversed(self._until(first)):
            if own and self.reading.sentence[speech.first] != self.reading.sentence[own[0].first]:
                break
            if speech.speaker is not None and (speech.first in self.linked or _can_go_on(self.reading, speech)):
                own.insert(0, speech)
        persons = [speech for speech in own if speech.speaker is not None and speech.speaker.sort == PERSON]
        return next(iter(persons or own), None)

    def _stands_alone(self, number: int) -> bool:
        """Tell whether a piece is an utterance: it opens a sentence, and is closed like one or fills it."""
        reading = self.reading
        first = reading.pieces[number][0]
        opens = reading.words[first][0].isupper() or not reading.words[first][0].isalnum()
        before = first - 2
        at_start = before < 0 or reading.paragraph[before] != reading.paragraph[first]
        behind = at_start or bool(reading.kind[before] & (w.STOP | w.QUOTE | w.COLON)) or reading.quote[before] >= 0
        return opens and behind and (at_start or self._is_utterance(number))

    def _is_utterance(self, number: int) -> bool:
        """Tell whether a piece is a sentence of its own, and no title of a work or a term."""
        reading = self.reading
        first, last, _ = reading.pieces[number]
        after = last + 2
        if reading.kind[last] & w.STOP or after >= len(reading) or reading.kind[after] & w.STOP:
            return True
        words = [word for word in reading.words[first : last + 1] if word[0].isalnum()]
        return len(words) >= _DIRECT and not all(word[0].isupper() for word in words if len(word) > 3)

    def _barred(self, place: int, first: int) -> bool:
        """Tell whether a heading, or paragraphs without quotation and cue, stand between."""
        reading = self.reading
        paragraphs = range(reading.paragraph[place] + 1, reading.paragraph[first])
        if any(number in reading.headings for number in paragraphs):
            return True
        return sum(number not in self.voiced for number in paragraphs) >= _UNCUED


def _can_go_on(reading: Reading, speech: Speech) -> bool:
    """Tell whether the speaker of an attribution outside quotation marks may be the one who goes on speaking."""
    speaker = speech.speaker
    if speaker is None or speaker.name is None:
        return speaker is not None and speaker.pronoun in ("he", "she", "they")
    plain = speech.cue_class in ("neutral", "strong")
    return speaker.sort == PERSON or (plain and (speaker.sort != OTHER or is_human(reading, speaker.span)))
