"""Role words: the words by which news English says what sort of source somebody is.

The list is `roles.csv`, one row a word or phrase, described in `roles.toml`. It is listed once, in the singular and in
British spelling; plurals and American spellings are made here by rule.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from framing.errors import LexiconError
from framing.tables import SPEAKER_TYPES

__all__ = ["FORMS", "Found", "Role", "bare", "find_roles", "read_roles"]

FORMS = ("person", "body", "text", "place", "field")
"""What a role word names: people, a body of people, a thing written or shown, a country or a city, a field of work."""

_ALONE = ("yes", "weak", "no", "bare")

_AMERICAN = (
    ("defence", "defense"),
    ("labour", "labor"),
    ("organis", "organiz"),
    ("centre", "center"),
    ("neighbour", "neighbor"),
    ("councillor", "councilor"),
    ("counsellor", "counselor"),
    ("programme", "program"),
    ("traveller", "traveler"),
    ("judgement", "judgment"),
)
_PLURALS = {"person": "people", "child": "children", "wife": "wives", "thief": "thieves", "medium": "media"}
_LINKS = frozenset(("of", "for", "in", "at", "from", "to", "general"))
"""Words before which a phrase takes its plural: chiefs of staff, attorneys general."""


class Role(NamedTuple):
    """A role word.

    Attributes
    ----------
    role
        The word or phrase as listed: singular, British spelling; capitals where only capitals are meant (House, UN).
    type
        One of `SPEAKER_TYPES`; empty where the word says nothing by itself.
    form
        One of `FORMS`.
    alone
        "yes": it decides by itself. "weak": it does, unless the article says more of the speaker elsewhere (a friend,
        an author). "no": the body it belongs to decides; the type is what holds where none is named. "bare": as "no",
        and the type holds only where no name of something unknown stands beside it either.
    """

    role: str
    type: str
    form: str
    alone: str


class Found(NamedTuple):
    """A role word among words: the first, one past the last, the role."""

    first: int
    after: int
    role: Role


Words = tuple[str, ...]


@lru_cache(maxsize=1)
def read_roles() -> dict[Words, tuple[Role, ...]]:
    """Read the role words, in every form they take.

    Returns
    -------
    dict
        From the words in lower case, without possessive endings and points, to the roles so spelled: those that want
        capitals first. Read once; do not change it.

    Raises
    ------
    LexiconError
        The list is damaged: a type, a form or a way to stand alone that is unknown, or one role twice.

    Examples
    --------
    >>> read_roles()["attorneys", "general"]
    (Role(role='attorney general', type='justice', form='person', alone='yes'),)
    >>> [role.type for role in read_roles()["labor",]]
    ['politics', 'civil_society']
    """
    listed = _read_list()
    found: dict[Words, list[Role]] = {}
    for made in (False, True):  # a word that is listed goes before one that is made
        for role in listed:
            for words in _forms(role.role, role.form) if made else [_key(role.role)]:
                known = found.setdefault(words, [])
                if not any(_pattern(one) == _pattern(role) for one in known):
                    known.append(role)
    return {words: tuple(sorted(roles, key=lambda role: -sum(_pattern(role)))) for words, roles in found.items()}


def _read_list() -> list[Role]:
    """Read the rows of the list."""
    with resources.files("framing.speakers").joinpath("roles.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    allowed = {"type": (*SPEAKER_TYPES, ""), "form": FORMS, "alone": _ALONE}
    listed: dict[str, Role] = {}
    for row in rows:
        for column, values in allowed.items():
            if row.get(column) not in values:
                raise LexiconError(
                    f"the role {row.get('role')!r} has no {column} that is known",
                    found=repr(row.get(column)),
                    do=f"use {', '.join(value or 'nothing' for value in values)}",
                )
        if row["role"] in listed:
            raise LexiconError(
                "a role is listed twice", found=repr(row["role"]), do="keep one row in speakers/roles.csv"
            )
        listed[row["role"]] = Role(row["role"], row["type"], row["form"], row["alone"])
    return list(listed.values())


def _forms(role: str, form: str) -> list[Words]:
    """Spell a role as American texts do, and in the plural where it is no name."""
    american = role
    for british, other in _AMERICAN:
        american = american.replace(british, other).replace(british.capitalize(), other.capitalize())
    forms = [american]
    if form == "person" or role.islower():
        forms += [_plural(spelling) for spelling in (role, american)]
    return [_key(one) for one in forms]


def _plural(role: str) -> str:
    words = role.split()
    place = next((rank for rank, word in enumerate(words) if word in _LINKS and rank), len(words)) - 1
    words[place] = _plural_word(words[place])
    return " ".join(words)


def _plural_word(word: str) -> str:
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("man") and not word.endswith("human"):
        return word[:-2] + "en"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _key(role: str) -> Words:
    return tuple(_spell(word).lower() for word in role.split())


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """Take off a possessive ending: Marsh’s."""
    return word[:-2] if word.endswith(("'s", "’s")) else word.removesuffix("’").removesuffix("'")


@lru_cache(maxsize=50_000)
def _spell(word: str) -> str:
    """Spell a word without a possessive ending and without the points of an abbreviation: U.S."""
    return bare(word).replace(".", "").replace("’", "'") or word


@cache
def _pattern(role: Role) -> tuple[int, ...]:
    """How each word of a role must be printed: 0 any way, 1 with a capital, 2 in capitals only."""
    words = [_spell(word) for word in role.role.split()]
    return tuple(0 if word.islower() else 2 if word.isupper() and len(word) > 1 else 1 for word in words)


@lru_cache(maxsize=1)
def _by_first() -> dict[str, list[tuple[Words, tuple[Role, ...]]]]:
    """Role words by their first, the longest first."""
    found: dict[str, list[tuple[Words, tuple[Role, ...]]]] = {}
    for words, roles in sorted(read_roles().items(), key=lambda item: (-len(item[0]), item[0])):
        found.setdefault(words[0], []).append((words, roles))
    return found


def find_roles(words: Sequence[str]) -> list[Found]:
    """Find the role words among words in order; of those that begin at one word the longest.

    A compound that is not listed is read by its last part, or by what stands before "-elect": ex-minister,
    then-senator, mayor-elect.

    Parameters
    ----------
    words
        Words as printed, without the points of abbreviations.

    Returns
    -------
    list of Found
        In order, none overlapping another.

    Examples
    --------
    >>> [(one.first, one.after, one.role.type) for one in find_roles("the U.S. Secretary of State".split())]
    [(1, 2, 'government'), (2, 5, 'government')]
    """
    return list(_find_roles(tuple(words)))


@lru_cache(maxsize=50_000)  # names and roles come again and again
def _find_roles(words: Words) -> tuple[Found, ...]:
    printed = [_spell(word) for word in words]
    low = [word.lower() for word in printed]
    heads = _by_first()
    found: list[Found] = []
    done = 0
    for place, word in enumerate(low):
        if place < done or (word not in heads and "-" not in word):
            continue
        one = _longest(printed, low, place)
        if one is not None:
            found.append(one)
            done = one.after
    return tuple(found)


def _longest(printed: list[str], low: list[str], place: int) -> Found | None:
    """Find the longest role word that begins at a word."""
    for words, roles in _by_first().get(low[place], ()):
        after = place + len(words)
        if len(words) > 1 and tuple(low[place:after]) != words:
            continue
        for role in roles:
            if _is_printed(printed[place:after], _pattern(role)):
                return Found(place, after, role)
    if "-" not in low[place]:
        return None
    head, _, last = low[place].rpartition("-")
    plain = next(iter(read_roles().get((head if last == "elect" else last,), ())), None)
    fits = plain is not None and plain.form == "person" and plain.role.islower()
    return Found(place, place + 1, plain) if plain is not None and fits else None


def _is_printed(words: list[str], pattern: tuple[int, ...]) -> bool:
    """Tell whether words have the capitals a role wants."""
    return all(
        not want or (word.removesuffix("s").isupper() if want == 2 else word[:1].isupper())
        for word, want in zip(words, pattern, strict=True)
    )
