"""The names of the targets: full names, aliases, surnames, and the entries that find them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from framing.errors import MeasureError
from framing.speakers.persons import surname
from framing.speakers.titles import SUFFIXES
from framing.text import TermMatcher, normalise

__all__ = ["Target", "TargetEntries", "compile_targets", "read_targets"]

NAME, ALIAS, SURNAME = "name", "alias", "surname"


class Target(NamedTuple):
    """One target: its name, its aliases, and the first names, surname and suffixes that its person may go by."""

    name: str
    aliases: tuple[str, ...]

    @property
    def surname(self) -> str | None:
        """Surname of a name of several words; None for a single word."""
        parts = self.name.split(" ")
        return surname(parts) if len(parts) > 1 else None

    def bears(self, written: str) -> bool:
        """Tell whether a full name of an article is this target's: same first name, surname and suffix."""
        return any(_is_alike(own.split(" "), written.split(" ")) for own in (self.name, *self.aliases) if " " in own)


def _is_alike(one: list[str], other: list[str]) -> bool:
    same = normalise(one[0]) == normalise(other[0]) and normalise(surname(one)) == normalise(surname(other))
    return same and _suffix(one) == _suffix(other)


def _suffix(parts: list[str]) -> str:
    last = parts[-1].lower().rstrip(".")
    return last if last in SUFFIXES else ""


class TargetEntries(NamedTuple):
    """What is looked up: the matcher, and for each entry its targets and what it is (name, alias, surname)."""

    matcher: TermMatcher
    owners: tuple[tuple[Target, ...], ...]
    links: tuple[str, ...]


def read_targets(targets: Any) -> list[Target]:
    """Read the targets: a mapping from name to aliases, a list of names, or a table of target and alias.

    Raises
    ------
    MeasureError
        None is given, a name is empty, missing or no text, or two targets share an alias.
    """
    pairs = _list_pairs(targets)
    names: dict[str, list[str]] = {}
    for name, alias in pairs:
        names.setdefault(name, []).extend([alias] if alias and alias != name else [])
    if not names or "" in names:
        raise MeasureError(
            "no target to look for" if not names else "a target has no name",
            found=f"{len(names)} targets",
            do='name them with their aliases: targets={"Ivo Marsh": ["the water minister"], "Tarn Water": []}',
        )
    found = [Target(name, tuple(dict.fromkeys(aliases))) for name, aliases in names.items()]
    _check_shared(found)
    return found


def _list_pairs(targets: Any) -> list[tuple[str, str]]:
    if isinstance(targets, pd.DataFrame):
        if not {"target", "alias"} <= set(targets.columns):
            raise MeasureError(
                "a table of targets must have the columns target and alias",
                found=f"columns: {', '.join(map(str, targets.columns))}",
                do='one row an alias: pd.DataFrame({"target": ["Ivo Marsh"], "alias": ["the water minister"]})',
            )
        aliases = targets["alias"].astype(object).where(targets["alias"].notna(), "").tolist()
        return [(_tidy(name), _tidy(alias)) for name, alias in zip(targets["target"].tolist(), aliases, strict=True)]
    if isinstance(targets, Mapping):
        return [(_tidy(name), _tidy(alias)) for name, given in targets.items() for alias in _list_aliases(given)]
    if isinstance(targets, str) or not isinstance(targets, Iterable):
        targets = [targets]
    return [(_tidy(name), "") for name in targets]


def _list_aliases(given: Any) -> list[Any]:
    """Aliases of one target, an empty one among them that stands for the name alone."""
    if isinstance(given, Iterable) and not isinstance(given, str):
        return ["", *given]
    return [""] if given is None or given is pd.NA or given != given else ["", given]


def _tidy(name: Any) -> str:
    if not isinstance(name, str):
        raise MeasureError(
            "names and aliases of targets must be text",
            found=f"{name!r} of type {type(name).__name__}",
            do="leave out missing ones, and put numbers in quotation marks",
        )
    return " ".join(name.split())


def _check_shared(targets: list[Target]) -> None:
    owner: dict[str, str] = {}
    for target in targets:
        for alias in (target.name, *target.aliases):
            other = owner.setdefault(normalise(alias), target.name)
            if other != target.name:
                raise MeasureError(
                    f"two targets share the name {alias!r}",
                    found=f"{other!r} and {target.name!r}",
                    do="leave it out: a surname is resolved within each article",
                )


def compile_targets(targets: list[Target]) -> TargetEntries:
    """Compile what is looked up: names and aliases with a capital as printed or in capitals, others in any case."""
    owners: dict[tuple[str, bool], list[Target]] = {}
    links: dict[tuple[str, bool], str] = {}
    for link in (NAME, ALIAS, SURNAME):
        for target in targets:
            for words in _words_of(target, link):
                cased = words != words.lower()
                for entry in dict.fromkeys([words, words.upper()] if cased else [words]):
                    if links.setdefault((entry, cased), link) == link:
                        owners.setdefault((entry, cased), []).append(target)
    entries = list(owners)
    matcher = TermMatcher([entry for entry, _ in entries], cased=[cased for _, cased in entries])
    return TargetEntries(matcher, tuple(tuple(owners[one]) for one in entries), tuple(links[one] for one in entries))


def _words_of(target: Target, link: str) -> tuple[str, ...]:
    if link == NAME:
        return (target.name,)
    if link == ALIAS:
        return target.aliases
    return (target.surname,) if target.surname is not None and target.surname[:1].isupper() else ()
