"""Names of outlets: what in a spelling is the name, and which outlets the register knows by it."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

__all__ = ["Outlet", "Register", "Spelling", "key_of", "read_register", "read_spelling", "words_of"]

_HOST = re.compile(r"(?:https?://)?(?:www\d?\.)?((?:[\w-]+\.)+[^\W\d_]{2,})(?:[/:?#]\S*)?")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,80})[)\]][\s.]*$")
_NUMBER = re.compile(r",?\s+(?:no|nr|n°|nº)\.?\s*[\d ]+$", re.IGNORECASE)
_MARKED = re.compile(r"^(.{2,}?)(?:\s+[-–—|:/]\s*|\s*[,–—|]\s+|:\s+)([^-–—|:/,]+)$")
_LONGEST = 200  # characters: a longer spelling is no name, and is not taken apart
_SECOND_LEVEL = {"co", "com", "org", "net", "ac", "gov", "edu"}


class Outlet(NamedTuple):
    """An outlet of the register; ``since`` is its first year, None where it is not certain."""

    outlet: str
    since: int | None
    country: str
    language: str
    places: frozenset[str]
    domains: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """The register, ready to look up: outlets by the key of their name, of an alias, of a name without its place."""

    outlets: tuple[Outlet, ...]
    by_name: dict[str, Outlet]
    by_alias: dict[str, Outlet]
    by_base: dict[str, tuple[Outlet, ...]]
    by_domain: dict[str, Outlet]
    editions: frozenset[str]
    endings: tuple[str, ...]
    common: frozenset[str]

    def find_domain(self, host: str) -> Outlet | None:
        """Find the outlet of a site or of one of its subdomains."""
        parts = host.split(".")
        hosts = (".".join(parts[first:]) for first in range(len(parts) - 1))
        return next((self.by_domain[name] for name in hosts if name in self.by_domain), None)


class Spelling(NamedTuple):
    """An outlet as printed, taken apart.

    ``base`` is the name without edition and place, ``edition`` and ``place`` what was taken off ("" where nothing),
    ``host`` the address where the spelling is one.
    """

    raw: str
    base: str
    edition: str
    place: str
    host: str


def words_of(name: str) -> list[str]:
    """Give the words of a name in small letters, without accents, punctuation and a leading "the".

    Examples
    --------
    >>> words_of("The Étoile-Gazette")
    ['etoile', 'gazette']
    """
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " and "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", re.sub(r"(?<=\w)['’](?=s\b)", "", plain))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def key_of(name: str) -> str:
    """Give the key under which spellings of one name meet: its words without blanks.

    Examples
    --------
    >>> key_of("The New-York Gazette") == key_of("new york gazette")
    True
    """
    return "".join(words_of(name)) or name.strip().casefold()


@cache
def read_register() -> Register:
    """Read the register of outlets (``outlets.csv``, described in ``outlets.toml``)."""
    room = resources.files("framing.corpus")
    about = tomllib.loads(room.joinpath("outlets.toml").read_text(encoding="utf-8"))
    with room.joinpath("outlets.csv").open(encoding="utf-8") as file:
        outlets = tuple(_outlet(row) for row in csv.DictReader(file))
    by_base: dict[str, tuple[Outlet, ...]] = {}
    for outlet in outlets:
        for key in {key_of(_BRACKET.sub("", name)) for name in (outlet.outlet, *outlet.aliases)}:
            by_base[key] = (*by_base.get(key, ()), outlet)
    return Register(
        outlets=outlets,
        by_name={key_of(outlet.outlet): outlet for outlet in outlets},
        by_alias={key_of(alias): outlet for outlet in outlets for alias in outlet.aliases},
        by_base=by_base,
        by_domain={domain: outlet for outlet in outlets for domain in outlet.domains},
        editions=frozenset(key_of(words) for words in about["editions"]),
        endings=tuple(sorted(about["endings"], key=len, reverse=True)),
        common=frozenset(words_of(word)[0] for word in about["common"]),
    )


def read_spelling(raw: str) -> Spelling:
    """Take a spelling apart into name, edition, place or address.

    Examples
    --------
    >>> read_spelling("The Gazette (Online)").base, read_spelling("Gazette (Upton, England)").place
    ('The Gazette', 'Upton, England')
    >>> read_spelling("https://www.gazette.example/news").host
    'gazette.example'
    """
    text = " ".join(raw.split())
    if host := _HOST.fullmatch(text):
        return Spelling(raw, text, "", "", host[1].lower())
    editions, places = [], []
    while len(text) <= _LONGEST and (cut := _cut_once(text)):
        text, edition, place = cut
        editions.append(edition)
        places.append(place)
    return Spelling(raw, text, "".join(editions), next((place for place in places if place), ""), "")


def _cut_once(text: str) -> tuple[str, str, str] | None:
    """Take the last bracket, number or edition off a name."""
    register = read_register()
    if (bracket := _BRACKET.search(text)) and bracket.start():
        inside = bracket[1].strip()
        is_edition = key_of(inside) in register.editions
        return text[: bracket.start()], inside if is_edition else "", "" if is_edition else inside
    if number := _NUMBER.search(text):
        return text[: number.start()], number[0].strip(" ,"), ""
    if (marked := _MARKED.match(text)) and key_of(marked[2]) in register.editions:
        return marked[1], marked[2], ""
    for ending in register.endings:
        if text.casefold().endswith(f" {ending}"):
            return text[: -len(ending) - 1].rstrip(), ending, ""
    return None


def stem_of(host: str) -> str:
    """Give the part of an address that names the site.

    Examples
    --------
    >>> stem_of("news.gazette.co.uk")
    'gazette'
    """
    parts = host.split(".")
    last = -3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else -2
    return parts[last]


def _outlet(row: dict[str, str]) -> Outlet:
    several = {name: [part for part in row[name].split("|") if part] for name in ("places", "domains", "aliases")}
    places = frozenset(key_of(place) for place in [*several["places"], row["country"]])
    since = int(row["since"]) if row["since"] else None
    domains, aliases = tuple(several["domains"]), tuple(several["aliases"])
    return Outlet(row["outlet"], since, row["country"], row["language"], places, domains, aliases)
