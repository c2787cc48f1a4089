"""Outlets under one name each: which spellings are proposed to be one, which only look alike, and the user's word."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

import pandas as pd

from framing.corpus.outlet_names import (
    Outlet,
    Register,
    Spelling,
    key_of,
    read_register,
    read_spelling,
    stem_of,
    words_of,
)
from framing.corpus.outlet_tables import check_spellings, name_spellings
from framing.tables import check_table

__all__ = ["RULES", "list_outlets", "unify_outlets"]

RULES = {
    "as printed": "its own name",
    "spelling": "the same but for case, accents, blanks, punctuation or The",
    "edition": "the same but for an edition or section: (Online), - Opinion, International Edition, no. 12",
    "place in brackets": "the same but for a place",
    "domain": "the address of a site whose name is another spelling's",
    "register alias": "a name under which the register knows the outlet",
    "register domain": "an address under which the register knows the outlet",
    "by hand": "the name that the user's table gave it",
    "alike: check": "left as printed, though it resembles the names in the column alike: decide",
}
"""Every rule by which a unified name is proposed, and what it means."""

_COLUMNS = ["outlet_raw", "outlet", "n_articles", "first", "last", "since", "rule", "alike"]
_COMPARED = range(10, 101)  # letters: shorter names that differ in one are two names, longer ones are none


class _Join(NamedTuple):
    """What a spelling is joined under: a key, the rule, the outlet of the register, names it might be."""

    key: str
    rule: str
    known: Outlet | None = None
    alike: tuple[str, ...] = ()


def list_outlets(articles: pd.DataFrame) -> pd.DataFrame:
    """List every spelling of an outlet with the unified name that is proposed for it, or that it was given.

    Names of the shipped register go first; spellings it does not know are joined where they differ only in case,
    punctuation, an edition or a place. What is not sure is not joined but shown: rule "alike: check".
    Write the table to a file, put your own names into ``outlet``, and give it to ``unify_outlets``.

    Parameters
    ----------
    articles
        The table ``articles``; the spelling is ``outlet_raw`` where there is one, else ``outlet``.

    Returns
    -------
    pandas.DataFrame
        A row a spelling: ``outlet_raw``; ``outlet`` (proposed; after ``unify_outlets`` the name given); ``n_articles``;
        ``first`` and ``last`` date; ``since`` (the outlet's first year by the register, missing where not known; yours
        to fill); ``rule`` (a key of ``RULES``); ``alike`` (names it resembles, parted by " | ").

    Raises
    ------
    TableError
        Where ``articles`` is not that table.

    Notes
    -----
    It knows well-known outlets of seven languages only. It cannot tell two papers of one name apart where no place is
    printed, nor see that a paper changed its name, unless the register says so.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": "It rained.", "title": "Rain",
    ...                          "outlet": ["The Upton Gazette", "upton gazette"], "date": pd.NaT, "url": "-"},
    ...                         index=pd.Index(["a", "b"], name="article_id"))
    >>> list_outlets(articles)[["outlet_raw", "outlet", "rule"]].values.tolist()
    [['The Upton Gazette', 'The Upton Gazette', 'as printed'], ['upton gazette', 'The Upton Gazette', 'spelling']]
    """
    check_table("articles", articles)
    raw = _spellings(articles)
    dates = articles["date"].groupby(raw.to_numpy())
    first, last = dates.min().to_dict(), dates.max().to_dict()
    counts = Counter(raw.dropna().tolist())
    joins = _join([read_spelling(name) for name in sorted(counts)])
    names = _name_groups(joins, counts)
    alike = _find_alike(joins, names)
    given = dict(zip(raw, articles["outlet"], strict=True)) if "outlet_raw" in articles.columns else names
    rows = []
    for name, join in joins.items():
        by_hand = given[name] != names[name]
        unsure = not by_hand and name == names[name] and alike.get(name)
        rule = "alike: check" if unsure else "as printed" if name == names[name] else join.rule
        rule = "by hand" if by_hand else rule
        since = join.known.since if join.known else None
        likes = " | ".join(alike[name]) if unsure else ""
        rows.append((name, given[name], counts[name], first[name], last[name], since, rule, likes))
    table = pd.DataFrame(rows, columns=_COLUMNS)
    kinds = dict.fromkeys(("outlet_raw", "outlet", "rule", "alike"), "str") | {"n_articles": "int64", "since": "Int64"}
    return table.astype(kinds | dict.fromkeys(("first", "last"), "datetime64[us]"))


def unify_outlets(articles: pd.DataFrame, outlets: pd.DataFrame | None = None) -> pd.DataFrame:
    """Give every article the unified name of its outlet, and keep the spelling in ``outlet_raw``.

    Parameters
    ----------
    articles
        The table ``articles``.
    outlets
        A table as ``list_outlets`` makes it, perhaps edited: ``outlet_raw`` and ``outlet``. Without it, what
        ``list_outlets`` proposes.

    Returns
    -------
    pandas.DataFrame
        A copy of ``articles``.

    Raises
    ------
    CorpusError
        Where ``outlets`` lacks a column, a spelling or a name, or gives one spelling two names.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": "It rained.", "title": "Rain", "outlet": ["nyt", "New York Times"],
    ...                          "date": pd.NaT, "url": "-"}, index=pd.Index(["a", "b"], name="article_id"))
    >>> unify_outlets(articles)[["outlet", "outlet_raw"]].values.tolist()
    [['The New York Times', 'nyt'], ['The New York Times', 'New York Times']]
    """
    check_table("articles", articles)
    outlets = list_outlets(articles) if outlets is None else outlets
    raw = _spellings(articles)
    names = name_spellings(outlets)
    check_spellings(raw.dropna().tolist(), names)
    return articles.assign(outlet=raw.map(names).astype("str"), outlet_raw=raw)


def _spellings(articles: pd.DataFrame) -> pd.Series:
    """Give the outlet of each article as it was printed."""
    if "outlet_raw" not in articles.columns:
        return articles["outlet"].astype("str").rename("outlet_raw")
    return articles["outlet_raw"].fillna(articles["outlet"]).astype("str")


def _join(spellings: list[Spelling]) -> dict[str, _Join]:
    """Say for every spelling under which key it is joined with others, and why."""
    register = read_register()
    places: dict[str, set[str]] = defaultdict(set)
    keys = set()
    for spelling in spellings:
        if not spelling.host:
            keys.add(key_of(spelling.base))
            places[key_of(spelling.base)] |= {key_of(spelling.place)} if spelling.place else set()
    keys |= register.by_name.keys() | register.by_alias.keys()
    return {
        one.raw: _join_host(one, register, keys) if one.host else _join_name(one, register, keys, places)
        for one in spellings
    }


def _join_host(spelling: Spelling, register: Register, keys: set[str]) -> _Join:
    """Join an address: by the register, else to another spelling of the corpus that the address is made of."""
    known = register.find_domain(spelling.host)
    if known:
        rule = "spelling" if key_of(spelling.host) == key_of(known.outlet) else "register domain"
        return _Join(_known_key(known), rule, known)
    if known := register.by_alias.get(key_of(spelling.raw)):
        return _Join(_known_key(known), "register alias", known)
    key = _without_the(key_of(stem_of(spelling.host)), keys)
    known = register.by_name.get(key) or register.by_alias.get(key)
    if known or key not in keys or key in register.common:
        alike = (known.outlet,) if known else ()
        return _Join(f"host {spelling.host}", "spelling", None, alike)
    return _Join(key, "domain")


def _join_name(spelling: Spelling, register: Register, keys: set[str], places: dict[str, set[str]]) -> _Join:
    """Join a name: by the register as printed, then without edition and place, then with others of the corpus."""
    whole, base = (_without_the(key_of(name), keys) for name in (spelling.raw, spelling.base))
    if known := register.by_name.get(whole):
        return _Join(_known_key(known), "spelling", known)
    if known := register.by_alias.get(whole):
        return _Join(_known_key(known), "register alias", known)
    if spelling.place:
        return _join_place(spelling, base, register, places)
    rule = "edition" if spelling.edition else "spelling"
    if known := register.by_name.get(base) or register.by_alias.get(base):
        return _Join(_known_key(known), rule, known)
    return _Join(base, rule)


def _join_place(spelling: Spelling, base: str, register: Register, places: dict[str, set[str]]) -> _Join:
    """Join a name with a place: to the outlet of that place, or to the same name where no other place is printed."""
    parts = {key_of(part) for part in [*spelling.place.split(","), spelling.place]}
    candidates = register.by_base.get(base, ())
    fitting = [outlet for outlet in candidates if parts & outlet.places]
    if len(fitting) == 1:
        return _Join(_known_key(fitting[0]), "place in brackets", fitting[0])
    own = f"{base} in {key_of(spelling.place)}"
    if candidates:
        return _Join(own, "spelling", None, tuple(sorted(outlet.outlet for outlet in candidates)))
    generic = set(words_of(spelling.base)) <= register.common
    if len(places[key_of(spelling.base)]) > 1 or generic:
        return _Join(own, "edition" if spelling.edition else "spelling", None, (spelling.base,))
    return _Join(base, "place in brackets")


def _known_key(outlet: Outlet) -> str:
    return f"known {outlet.outlet}"


def _without_the(key: str, keys: set[str]) -> str:
    """Take a leading "the" off a name written in one word, where the rest is a name by itself."""
    return key[3:] if key.startswith("the") and key[3:] in keys else key


def _name_groups(joins: dict[str, _Join], counts: Counter[str]) -> dict[str, str]:
    """Name every group: as the register does, else by its most frequent spelling that says nothing but the name."""
    groups: dict[str, list[str]] = defaultdict(list)
    for raw, join in joins.items():
        groups[join.key].append(raw)
    names: dict[str, str] = {}
    for members in groups.values():
        known = joins[members[0]].known
        plain = [raw for raw in members if joins[raw].rule == "spelling"] or members
        best = min(plain, key=lambda raw: (-counts[raw], raw))
        alone = len(members) == 1 or joins[best].rule == "spelling"
        name = known.outlet if known else best if alone else read_spelling(best).base
        names |= dict.fromkeys(members, name)
    return names


def _find_alike(joins: dict[str, _Join], names: dict[str, str]) -> dict[str, list[str]]:
    """Find, for every spelling, names that may be its own: one within it, or one letter away."""
    known = {names[raw] for raw, join in joins.items() if join.known}
    words = {name: set(words_of(name)) for name in sorted(set(names.values()))}
    common = read_register().common
    holding: dict[str, list[str]] = defaultdict(list)
    letters: dict[str, list[str]] = defaultdict(list)
    for name, own in words.items():
        if own and not own <= common:
            holding[min(own - common)].append(name)
        for form in _forms(key_of(name)):
            letters[form].append(name)
    found: dict[str, list[str]] = {}
    for raw, join in joins.items():
        name = names[raw]
        within = [other for word in sorted(words[name]) for other in holding[word] if words[other] < words[name]]
        near = [other for form in _forms(key_of(name)) for other in letters[form] if other != name]
        others = [other for other in dict.fromkeys([*within, *near]) if not (name in known and other in known)]
        found[raw] = list(dict.fromkeys([*join.alike, *sorted(others)]))
    return found


def _forms(key: str) -> list[str]:
    """Give a key without digits, and it without each of its letters."""
    if len(key) not in _COMPARED or any(map(str.isdigit, key)):
        return []
    return [key, *dict.fromkeys(key[:place] + key[place + 1 :] for place in range(len(key)))]
