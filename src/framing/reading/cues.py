"""Reporting cues: the verbs and phrases by which news hands words to somebody.

The list is `cues.csv`, one row a cue, described in `cues.toml`. A verb is listed once, by its base form in British
spelling; its forms, and the American spellings of them, are made here by rule and from a table of irregular verbs.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Literal, NamedTuple

from framing.errors import LexiconError

__all__ = ["CLASSES", "COMPLEMENTS", "Cue", "Tense", "inflect", "read_cue_phrases", "read_cues"]

CLASSES = ("neutral", "strong", "distancing", "soft", "evaluative", "cognitive")
"""Classes of cue; `cues.toml` defines them."""

COMPLEMENTS = ("clause", "to", "topic")
"""What a cue may take as the words reported; `cues.toml` defines them."""

Tense = Literal["base", "present", "past", "participle", "ing", ""]

_IRREGULAR = {
    "begin": ("began", "begun"),
    "beseech": ("beseeched besought", "beseeched besought"),
    "break": ("broke", "broken"),
    "cut": ("cut", "cut"),
    "feel": ("felt", "felt"),
    "find": ("found", "found"),
    "forecast": ("forecast forecasted", "forecast forecasted"),
    "foresee": ("foresaw", "foreseen"),
    "go": ("went", "gone"),
    "have": ("had", "had"),
    "hit": ("hit", "hit"),
    "hold": ("held", "held"),
    "know": ("knew", "known"),
    "lay": ("laid", "laid"),
    "learn": ("learned learnt", "learned learnt"),
    "let": ("let", "let"),
    "make": ("made", "made"),
    "plead": ("pleaded pled", "pleaded pled"),
    "prove": ("proved", "proved proven"),
    "put": ("put", "put"),
    "read": ("read", "read"),
    "say": ("said", "said"),
    "seek": ("sought", "sought"),
    "set": ("set", "set"),
    "shoot": ("shot", "shot"),
    "show": ("showed", "showed shown"),
    "sing": ("sang", "sung"),
    "speak": ("spoke", "spoken"),
    "spell": ("spelled spelt", "spelled spelt"),
    "swear": ("swore", "sworn"),
    "tell": ("told", "told"),
    "think": ("thought", "thought"),
    "understand": ("understood", "understood"),
    "write": ("wrote", "written"),
}
"""Past and past participle of the irregular verbs of the list; alternatives stand side by side."""

_VARIANTS = {"email": ["email", "e-mail"], "enquire": ["enquire", "inquire"], "lambast": ["lambast", "lambaste"]}
"""Other spellings of a base form, beside -ise and -ize."""

_DOUBLING = frozenset("admit aver begin concur deadpan demur infer rebut recap refer regret submit".split())
"""Verbs of more than one syllable that double their last letter."""

_BOTH_DOUBLINGS = frozenset("counsel label marvel signal".split())
"""Verbs that double their last letter in British spelling and not in American (counselled, counseled)."""

_ALWAYS_S = frozenset("advise chastise praise promise surmise".split())
"""Verbs in -ise that no spelling writes -ize."""


class Cue(NamedTuple):
    """A form of a reporting cue.

    Attributes
    ----------
    cue
        The cue it is a form of, as listed: base form, British spelling.
    cue_class
        One of `CLASSES`.
    form
        "verb", "clause" (a verb that reports clauses but hands over no words in quotation marks) or "phrase".
    inverts
        Whether the speaker usually may stand right after it ("said the minister", "according to the minister").
    tense
        Of a verb: "base" (say), "present" (says), "past" (said), "participle" (written; only where it is not the
        past), "ing" (saying). A form that is several (read, put) counts as past. Empty for a phrase.
    """

    cue: str
    cue_class: str
    form: str
    inverts: bool
    tense: Tense
    takes: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def read_cues() -> dict[str, Cue]:
    """Read the cues of one word, by every form they take.

    Returns
    -------
    dict
        From the form in lower case to its `Cue`. Read once; do not change it.

    Raises
    ------
    LexiconError
        The list is damaged: an unknown class, or one form of two cues.

    Examples
    --------
    >>> read_cues()["wrote"][:5]
    ('write', 'neutral', 'verb', True, 'past')
    >>> sorted(read_cues()["promised"].takes)
    ['clause', 'to', 'topic']
    >>> read_cues()["emphasized"].cue
    'emphasise'
    """
    return {words[0]: cue for words, cue in _read_forms().items() if len(words) == 1}


@lru_cache(maxsize=1)
def read_cue_phrases() -> dict[tuple[str, ...], Cue]:
    """Read the cues of several words: verbs with a particle in all their forms, and phrases.

    Returns
    -------
    dict
        From the words in lower case to their `Cue`. Read once; do not change it.

    Examples
    --------
    >>> read_cue_phrases()["pointed", "out"][:5]
    ('point out', 'neutral', 'verb', True, 'past')
    >>> read_cue_phrases()["according", "to"].form
    'phrase'
    """
    return {words: cue for words, cue in _read_forms().items() if len(words) > 1}


@lru_cache(maxsize=1)
def _read_forms() -> dict[tuple[str, ...], Cue]:
    """Read the list, every cue in every form; of the forms of one cue that are spelled alike the first counts."""
    found: dict[tuple[str, ...], Cue] = {}
    with resources.files("framing.reading").joinpath("cues.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            _check_row(row)
            takes = frozenset(row["takes"].split())
            head, *rest = row["cue"].split()
            forms: list[tuple[str, Tense]] = inflect(head) if row["form"] != "phrase" else [(head, "")]
            for form, tense in forms:
                cue = Cue(row["cue"], row["class"], row["form"], row["inverts"] == "yes", tense, takes)
                other = found.setdefault((form, *rest), cue)
                if other.cue != cue.cue:
                    raise LexiconError(
                        "a form belongs to two reporting cues",
                        found=f"{' '.join((form, *rest))!r}: {other.cue}, {cue.cue}",
                        do="keep one of them in reading/cues.csv",
                    )
    return found


def _check_row(row: dict[str, str]) -> None:
    """Refuse a row of the list that says something it cannot say."""
    allowed = {"class": CLASSES, "form": ("verb", "clause", "phrase"), "inverts": ("yes", "no")}
    for column, values in allowed.items():
        if row.get(column) not in values:
            raise LexiconError(
                f"the reporting cue {row.get('cue')!r} has no {column} that is known",
                found=repr(row.get(column)),
                do=f"use {', '.join(values)}",
            )
    strangers = set(row["takes"].split()) - set(COMPLEMENTS)
    if strangers:
        raise LexiconError(
            f"the reporting cue {row['cue']!r} takes what is not known",
            found=", ".join(sorted(strangers)),
            do=f"use {', '.join(COMPLEMENTS)}, or several, or none",
        )


def inflect(verb: str) -> list[tuple[str, Tense]]:
    """Give the forms of a verb, British and American, each with its tense.

    Parameters
    ----------
    verb
        One word, base form, British spelling, lower case.

    Returns
    -------
    list
        (form, tense), each form once: as past where past and base are the same word.

    Examples
    --------
    >>> [form for form, _ in inflect("summarise")][:4]
    ['summarised', 'summarized', 'summarises', 'summarizes']
    """
    forms: dict[str, Tense] = {}
    for form, tense in _inflect_all(verb):
        forms.setdefault(form, tense)
    return list(forms.items())


def _inflect_all(verb: str) -> Iterator[tuple[str, Tense]]:
    spellings = _spellings(verb)
    if verb in _IRREGULAR:
        past, participle = (forms.split() for forms in _IRREGULAR[verb])
    else:
        past = participle = [stem + "ed" for spelling in spellings for stem in _stems(spelling, "ed")]
    yield from ((form, "past") for form in past)
    yield from ((form, "participle") for form in participle)
    yield from ((_third_person(spelling), "present") for spelling in spellings)
    yield from ((spelling, "base") for spelling in spellings)
    yield from ((stem + "ing", "ing") for spelling in spellings for stem in _stems(spelling, "ing"))


def _spellings(verb: str) -> list[str]:
    """Spell a base form as British and as American texts do."""
    if verb.endswith("ise") and verb not in _ALWAYS_S:
        return [verb, verb[:-3] + "ize"]
    return _VARIANTS.get(verb, [verb])


def _stems(verb: str, ending: str) -> list[str]:
    """Give what stands before -ed or -ing."""
    if verb in _BOTH_DOUBLINGS:
        return [verb + verb[-1], verb]
    if _doubles(verb):
        return [verb + verb[-1]]
    if verb.endswith("ie") and ending == "ing":
        return [verb[:-2] + "y"]
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return [verb[:-1]]
    if verb.endswith("ee") and ending == "ed":
        return [verb[:-1]]
    if verb.endswith("y") and verb[-2] not in "aeiou" and ending == "ed":
        return [verb[:-1] + "i"]
    return [verb]


def _doubles(verb: str) -> bool:
    """Tell whether the last letter is doubled: one syllable that ends in vowel and consonant, and those listed."""
    if verb in _DOUBLING:
        return True
    vowels = [letter in "aeiou" for letter in verb.replace("qu", "q")]
    short = len(vowels) > 2 and sum(vowels) == 1 and vowels[-2]
    return short and verb[-1] not in "aeiouwxy"


def _third_person(verb: str) -> str:
    if verb == "have":
        return "has"
    if verb.endswith(("s", "x", "z", "ch", "sh")) or verb == "go":
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"
