"""Who said each quotation: rules in order, each with the name that goes into the column `rule`.

==================== ===============================================================================================
cue after            “…,” Marsh said; “…,” Ivo Marsh, of the harbour union, said
cue after, inverted  “…,” said Marsh
cue before           Marsh said: “…”; Marsh called it “…”
cue between          the piece behind a cue that has one before it too: “…,” Marsh said, “…”
according to         “…,” according to Marsh
colon                Marsh: “…”; a paragraph that ends in a colon before one that begins with the quotation
name after           “…” — Marsh
continuation         no cue of its own: the speaker of the last attribution
quotation marks      none of these: nobody is named
==================== ===============================================================================================

Before the names of the first four stands "pronoun, " where the subject is he, she, it or they.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from framing.voices import wording as w
from framing.voices.names import OTHER, PERSON, Names
from framing.voices.phrases import Span, leading_subject, phrase_after
from framing.voices.reach import Reach
from framing.voices.reading import Reading
from framing.voices.speech import Speaker, Speech, name_speaker

__all__ = ["NO_RULE", "Attribution", "attribute"]

NO_RULE = "quotation marks"

_RECENT = 40  # acts of speech looked back upon
_HEADLINE = 40  # words
_UNCUED = 2  # unquoted paragraphs without a cue that end a continuation
_DIRECT = 4  # words


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
    return _share(reading, found)


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
        voiced = [*(speech.first for speech in self.speeches), *(first for first, _, _ in reading.pieces)]
        self.voiced = {reading.paragraph[token] for token in voiced}
        self.linked: set[int] = set()  # first tokens of the cues that have a quotation
        self.used: set[int] = set()  # first tokens of the cues that a piece has had behind it

    def attribute(self, number: int, earlier: list[Attribution]) -> Attribution:
        """Apply the rules to a piece, in order."""
        speech, rule = self._cued(number)
        if speech is not None:
            return self._with(speech, rule)
        for rule, subject in (("colon", self._by_colon(number)), ("name after", self._by_name(number))):
            if subject is not None:
                return Attribution(rule, name_speaker(self.reading, self.names, subject, self._until(subject[0])))
        return self._continued(number, earlier)

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

    def _by_colon(self, number: int) -> Span | None:
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
        speech = next((one for one in reversed(self._until(after)) if begin <= one.first < after and one.subject), None)
        subject = speech.subject if speech is not None else leading_subject(reading, begin, after)
        for place in range(*(subject or (begin, after))):
            if reading.kind[place] & w.NAME and reading.words[place].endswith(("'s", "’s")):
                return subject[0] if subject else place, place + 1
        if subject is None:
            return None
        pronoun = reading.kind[subject[0]] & w.PRONOUN
        return subject if pronoun or self.names.sort(*subject) != OTHER else None

    def _by_name(self, number: int) -> Span | None:
        """Find the name that signs a quotation: “…” — Marsh."""
        reading = self.reading
        place = reading.pieces[number][1] + 2
        signed = place + 1 < len(reading) and reading.kind[place] & w.DASH
        return self._closing_name(place + 1) if signed else None

    def _closing_name(self, begin: int) -> Span | None:
        """Find a name that, with what belongs to it, fills the rest of a paragraph."""
        reading = self.reading
        after = begin
        while after < len(reading) and reading.paragraph[after] == reading.paragraph[begin]:
            after += 1
        if after - begin > 12 or not after - begin or not reading.kind[begin] & w.NAME:
            return None
        phrase = phrase_after(reading, begin, after)
        return phrase if phrase is not None and (phrase[1] == after or reading.kind[phrase[1]] & w.COMMA) else None

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
            if speech.speaker is not None and (speech.first in self.linked or _can_go_on(speech)):
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


def _can_go_on(speech: Speech) -> bool:
    """Tell whether the speaker of an attribution outside quotation marks may be the one who goes on speaking."""
    speaker = speech.speaker
    if speaker is None or speaker.name is None:
        return speaker is not None and speaker.pronoun in ("he", "she", "they")
    return speaker.sort == PERSON or (speaker.sort != OTHER and speech.cue_class in ("neutral", "strong"))
