"""All that an article reports somebody to say: quotations in marks, reported clauses, nominal attributions, lines.

What belongs to one attribution shares a key: the pieces of a quotation, and what else its cue reports. A statement
that lies within another's words is one step deeper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from framing.attribution.clauses import Clause, find_clauses
from framing.attribution.lines import find_lines
from framing.attribution.nominals import Nominal, find_nominals
from framing.attribution.passives import find_passives
from framing.attribution.quoted import NO_RULE, Attribution, attribute
from framing.attribution.speech import find_speeches, name_speaker
from framing.reading import wording as w
from framing.reading.articles import Reading
from framing.reading.phrases import Span
from framing.speakers.names import Names, Speaker

__all__ = ["PARTIAL_WORDS", "SCARE_QUOTE", "TITLE", "Statement", "find_statements"]

PARTIAL_WORDS = 4
"""Words from which a quotation is direct and not partial."""
SCARE_QUOTE, TITLE = "scare quote", "title"
IN_MARKS = ", in marks"
_SURE = ("that clause", "clause", "question", "according to")  # rules that hold within quotation marks too

_LONG = 3  # letters above which a word of a title is written with a capital
_INNER = 6  # words from which a quotation in marks is searched for what it hands on

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of a source: first token, one past the last, how they are reported, who says them, which cue says so."""

    first: int
    after: int
    kind: str
    rule: str
    key: Key
    speaker: Speaker | None = None
    cue: Span | None = None
    cue_name: str | None = None
    cue_class: str | None = None
    flag: str | None = None
    piece: int = -1
    depth: int = 1


def find_statements(reading: Reading, unclosed: list[bool]) -> tuple[list[Statement], Names]:
    """Find the statements of an article.

    Parameters
    ----------
    reading
        The article, word by word.
    unclosed
        Of each of its pieces between quotation marks, whether the mark that closes is missing.

    Returns
    -------
    tuple
        The statements, in order of their place, and the names of the article.
    """
    names = Names(reading)
    speeches = find_speeches(reading, names)
    attributed = attribute(reading, names, speeches)
    used = {one.speech.first for one in attributed if one.speech is not None and "cue after" in one.rule}
    clauses = [*find_clauses(reading, speeches, used), *find_passives(reading, names, speeches)]
    taken = {clause.speech.first for clause in clauses}
    reported = [
        *(_of_clause(clause) for clause in clauses),
        *(_of_nominal(nominal) for nominal in find_nominals(reading, names, speeches, taken)),
        *_of_lines(reading, names),
    ]
    direct = _are_direct(reading)
    pieces = [_of_piece(reading, rank, one, reported, direct[rank]) for rank, one in enumerate(attributed)]
    pieces = [replace(one, flag="unclosed") if unclosed[one.piece] else one for one in _go_on(reading, pieces)]
    found = [*pieces, *reported, *_handed_on(reading, names)]
    return _deepen(sorted(found, key=lambda one: (one.first, -one.after, one.piece))), names


def _of_clause(clause: Clause) -> Statement:
    speech = clause.speech
    return Statement(
        clause.first,
        clause.after,
        "indirect",
        clause.rule,
        ("cue", speech.first),
        speech.speaker,
        (speech.first, speech.after),
        speech.cue,
        speech.cue_class,
    )


def _of_nominal(nominal: Nominal) -> Statement:
    noun = nominal.noun
    cue = (nominal.place, nominal.place + 1)
    key = ("cue", nominal.place)
    return Statement(
        nominal.first, nominal.after, "nominal", nominal.rule, key, nominal.speaker, cue, noun.noun, noun.cue_class
    )


def _of_lines(reading: Reading, names: Names) -> Iterator[Statement]:
    for line in find_lines(reading, names):
        kind = "direct" if line.rule == "turn" and line.after - line.first >= PARTIAL_WORDS else "indirect"
        speaker = None
        if reading.words[line.speaker[0]] != "A":
            speaker = name_speaker(reading, names, line.speaker, [])
        yield Statement(line.first, line.after, kind, line.rule, ("line", line.first), speaker)


def _are_direct(reading: Reading) -> list[bool]:
    """Tell of each piece whether the quotation it belongs to has words enough to be direct."""
    words: dict[int, int] = {}
    for first, last, number in reading.pieces:
        spoken = sum(word[0].isalnum() for word in reading.words[first : last + 1])
        words[number] = words.get(number, 0) + spoken
    return [words[number] >= PARTIAL_WORDS for _, _, number in reading.pieces]


def _of_piece(reading: Reading, rank: int, one: Attribution, reported: list[Statement], is_direct: bool) -> Statement:
    """Make a statement of a piece between quotation marks; one that nobody is named for has the clause's around it."""
    first, last, number = reading.pieces[rank]
    kind = "direct" if is_direct else "partial"
    if one.rule == NO_RULE and one.speaker is None:
        around = [clause for clause in reported if clause.first < first and last < clause.after and clause.speaker]
        if around:
            nearest = max(around, key=lambda clause: (clause.first, -clause.after))
            return replace(nearest, first=first, after=last + 1, kind=kind, rule="within a clause", piece=rank)
        flag = SCARE_QUOTE if kind == "partial" else TITLE if _is_title(reading, first, last) else None
        return Statement(first, last + 1, kind, NO_RULE, ("marks", number), flag=flag, piece=rank)
    speech = one.speech
    return Statement(
        first,
        last + 1,
        kind,
        one.rule,
        ("marks", number) if speech is None else ("cue", speech.first),
        one.speaker,
        None if speech is None else (speech.first, speech.after),
        None if speech is None else speech.cue,
        None if speech is None else speech.cue_class,
        piece=rank,
    )


def _go_on(reading: Reading, pieces: list[Statement]) -> list[Statement]:
    """Count a piece that goes on in the paragraph of the one before to its attribution: “A,” she said. “B.” in one."""
    found: list[Statement] = []
    for one in pieces:
        if found and one.rule == "continuation":
            before = found[-1]
            together = reading.paragraph[before.first] == reading.paragraph[one.first]
            if together and before.speaker == one.speaker:
                one = replace(one, key=before.key)
        found.append(one)
    return found


def _is_title(reading: Reading, first: int, last: int) -> bool:
    """Tell whether all words of a piece that are not small have a capital: the title of a work."""
    words = [word for word in reading.words[first : last + 1] if len(word) > _LONG and word[0].isalpha()]
    return len(words) > 1 and all(word[0].isupper() for word in words) and not reading.kind[last] & w.STOP


def _handed_on(reading: Reading, names: Names) -> Iterator[Statement]:
    """Find what a source, quoted in marks, reports another to say: “The minister says it is over,” said Marsh."""
    inner = _inside(reading)
    if inner is None:
        return
    for clause in find_clauses(inner, find_speeches(inner, names), set()):
        named = clause.speech.speaker is not None and not clause.speech.speaker.pronoun
        if not named or clause.rule not in _SURE:
            continue
        first, last, _ = reading.pieces[reading.quote[clause.first]]
        statement = _of_clause(clause)
        statement = replace(statement, after=min(clause.after, last + 1), rule=clause.rule + IN_MARKS)
        if first <= clause.speech.first <= last:
            yield statement


def _inside(reading: Reading) -> Reading | None:
    """Read the article as if all outside its quotation marks stood within them, and the other way round."""
    long = {rank for rank, (first, last, _) in enumerate(reading.pieces) if last - first >= _INNER}
    if not long:
        return None
    return replace(reading, quote=[-1 if rank in long else 0 for rank in reading.quote], pieces=[])


def _deepen(statements: list[Statement]) -> list[Statement]:
    """Give each statement its depth: one more than that of another speaker's words it lies within."""
    found: list[Statement] = []
    around: list[Statement] = []
    for one in statements:
        while around and around[-1].after < one.after:
            around.pop()
        outer = next((other for other in reversed(around) if other.key != one.key and other.after >= one.after), None)
        if outer is not None and one.flag not in (SCARE_QUOTE, TITLE):
            one = replace(one, depth=outer.depth + _is_other(one, outer))
        found.append(one)
        if one.flag not in (SCARE_QUOTE, TITLE):
            around.append(one)
    return found


def _is_other(one: Statement, outer: Statement) -> bool:
    """Tell whether a statement is not the words of the one within whose words it lies."""
    name = one.speaker.name if one.speaker is not None else None
    of_outer = outer.speaker.name if outer.speaker is not None else None
    if one.rule.endswith(IN_MARKS):
        return True
    return name != of_outer and (name is not None or one.kind == "nominal" or one.rule == "passive")
