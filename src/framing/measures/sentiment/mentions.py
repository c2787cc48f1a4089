"""Mentions of named targets: by full name, by alias, and by surname where the article says whose it is."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from framing.measures.sentiment.target_names import NAME, SURNAME, Target, TargetEntries, compile_targets, read_targets
from framing.parts import check_language, check_parts, part_texts, part_tokens
from framing.reading import wording as w
from framing.reading.articles import Reading, read_articles
from framing.reading.marks import pair_marks
from framing.speakers.names import Names
from framing.speakers.persons import bare, surname, written
from framing.speakers.titles import SUFFIXES, TITLES, TOLD
from framing.tables import check_spans, check_table
from framing.text import Tokens, normalise
from framing.voices import assign_voices, find_quotations

__all__ = ["find_targets"]

Array = np.ndarray[Any, Any]

_COLUMNS = ("article_id", "part", "start", "end", "target", "link", "ambiguous", "possessive")


class Person(NamedTuple):
    """A full name in an article: where it stands (part, first token, one past the last), and what it is."""

    part: int
    first: int
    after: int
    name: str

    @property
    def surname(self) -> str:
        """Last name, without a suffix."""
        return normalise(surname(self.name.split(" ")))


class Candidate(NamedTuple):
    """A place where a name, an alias or a surname of some targets stands, by token within its part."""

    part: int
    first: int
    last: int
    link: str
    targets: tuple[Target, ...]


def find_targets(
    articles: pd.DataFrame,
    targets: Any,
    *,
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("title", "text"),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Find where named persons and bodies are mentioned: one row a mention, with voice and place.

    A target is found by its name, by any alias, and a person by the surname too, once the article gives the full name:
    a surname is that of the last full name with it before, or of the first where it comes earlier, as in a title. "Mr"
    and "Ms" leave out whom the article tells otherwise of.

    Parameters
    ----------
    articles
        The `articles` table, in English.
    targets
        A mapping from name to aliases, ``{"Ivo Marsh": ["the water minister"]}``; a list of names; or a table with
        `target` and `alias`, a row an alias. What has a capital is found as printed, and all in capitals; what has
        none, in any case.
    quotations
        The `quotations` table; found, in the articles with a mention, where it is not given.
    parts
        Parts to look at; a title that the text repeats counts once.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        In the order of the articles: `article_id`, `part`, `start`, `end` (without a possessive 's), `term` (as
        printed), `target`, `link` ("name", "alias", "surname"), `ambiguous` (another person of the article, a target
        or not, has that surname), `possessive` (what is spoken of is the target's: Marsh's plan; kept, for what is
        said of it mostly falls on the target), `place`, `voice`, `speaker`, `depth`. A warning names the targets that
        are nowhere mentioned.

    Raises
    ------
    MeasureError
        No target, a name without a word, an alias of two targets, tokens of other texts, articles in another language.

    Notes
    -----
    Pronouns are not resolved: "he" is no mention. Nor is a description that is no alias (the minister). A surname
    beside another capital, such as Marsh Hall, is held for another name, and a surname whose full name never comes is
    nobody's: name it as an alias to have it found. Common words as aliases (May) find what they find.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "Ivo Marsh spoke. His wife, Mrs Ana Marsh, left. Mr Marsh smiled. The water minister’s plan failed."
    >>> articles = pd.DataFrame({"text": [text], "title": ["Marsh speaks"], "outlet": ["X"], "date": [pd.NaT],
    ...     "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> mentions = find_targets(articles, {"Ivo Marsh": "the water minister"})
    >>> mentions[["part", "term", "link", "ambiguous"]].values.tolist()  # doctest: +NORMALIZE_WHITESPACE
    [['title', 'Marsh', 'surname', True], ['text', 'Ivo Marsh', 'name', False],
     ['text', 'Marsh', 'surname', False], ['text', 'The water minister', 'alias', False]]
    """
    check_table("articles", articles)
    check_language(articles, "en", of="find_targets")
    chosen = check_parts(parts, articles)
    if quotations is not None:
        check_spans("quotations", quotations, articles)
    wanted = read_targets(targets)
    entries = compile_targets(wanted)
    made = {part: part_tokens(articles, part, parts=chosen, tokens=tokens) for part in chosen}
    held = [tokens_of.pick(entries.matcher.find(tokens_of)[1]).text for tokens_of in made.values()]
    rows = np.unique(np.concatenate(held)).astype(np.int64)
    some = articles.iloc[rows]
    if len(some) < len(articles):
        made = {part: part_tokens(some, part, parts=chosen) for part in chosen}
    found = pd.DataFrame(list(_find_in_articles(some, entries, made)), columns=list(_COLUMNS))
    _warn_of_silence([target.name for target in wanted], found)
    return _finish(found, some, quotations, made)


def _warn_of_silence(names: list[str], found: pd.DataFrame) -> None:
    """Warn of targets that are nowhere mentioned: they may be misspelt."""
    silent = sorted(set(names) - set(found["target"].tolist()))
    if silent:
        told = ", ".join(map(repr, silent[:5])) + (" …" if len(silent) > 5 else "")
        warnings.warn(f"no mention of {told}: is it spelt as the articles print it?", stacklevel=3)


def _find_in_articles(
    articles: pd.DataFrame, entries: TargetEntries, made: dict[str, Tokens]
) -> Iterator[tuple[Any, ...]]:
    """Rows of all mentions, article by article."""
    candidates: dict[int, list[Candidate]] = {}
    read: dict[int, dict[int, Names]] = {}
    for number, (part, tokens) in enumerate(made.items()):
        for text, one in _find_candidates(number, entries, tokens):
            candidates.setdefault(text, []).append(one)
        for reading in read_articles(articles, part, tokens, pair_marks(tokens)):
            read.setdefault(reading.text, {})[number] = Names(reading)
    parts = list(made)
    for text in sorted(candidates):
        people = Article(read[text])
        for one in candidates[text]:
            for target in one.targets:
                mention = people.resolve(one, target)
                if mention is not None:
                    yield (articles.index[text], parts[one.part], *mention)


def _find_candidates(part: int, entries: TargetEntries, tokens: Tokens) -> Iterator[tuple[int, Candidate]]:
    """Places where an entry stands, with the number of the text."""
    entry, first, last = entries.matcher.find(tokens)
    text = tokens.pick(first).text
    origin = tokens.form_token[tokens.text_form[text]]
    columns = (text, entry, first - origin, last - origin)
    for number, row, begin, end in zip(*(column.tolist() for column in columns), strict=True):
        yield number, Candidate(part, begin, end, entries.links[row], entries.owners[row])


class Article:
    """The full names of one article, and whose a surname in it is."""

    def __init__(self, names: dict[int, Names]) -> None:
        self.names = names
        self.people = [
            Person(part, first, after, written(own.reading.words[first:after]))
            for part, own in sorted(names.items())
            for first, after in own.persons.full
        ]

    def resolve(self, one: Candidate, target: Target) -> tuple[Any, ...] | None:
        """Columns from `start` of a mention of the target; None where it is none."""
        run = next((p for p in self.people if p.part == one.part and p.first <= one.first and one.last < p.after), None)
        first, last, link = one.first, one.last, one.link
        if run is not None and run.after - run.first > last - first + 1:
            if not target.bears(run.name):
                return None
            first, last, link = run.first, run.after - 1, NAME
        if run is None and self._is_followed_by_suffix(one):
            return None
        others = self._others(one, target, link)
        if link == SURNAME and (self._is_within_name(one) or not self._is_targets(one, target)):
            return None
        reading = self.names[one.part].reading
        word = reading.words[last]
        end = reading.end[last] - (len(word) - len(bare(word)))
        owns = bare(word) != word or _is_owner(reading, last)
        return reading.start[first], end, target.name, link, bool(others), owns

    def _others(self, one: Candidate, target: Target, link: str) -> list[Person]:
        """Other persons of the article that the words of a surname, or of an alias of one word, may mean."""
        if link == NAME or one.first != one.last:
            return []
        return [person for person in self._bearers(one) if not target.bears(person.name)]

    def _bearers(self, one: Candidate) -> list[Person]:
        """Persons of the article with this surname whom the title before it allows."""
        own = self.names[one.part]
        word = normalise(bare(own.reading.words[one.last]))
        told = TOLD.get(own.reading.words[one.first - 1].lower()) if one.first else None
        known = [person for person in self.people if person.surname == word]
        return [person for person in known if told is None or self.names[person.part].persons.may_be(told, person.name)]

    def _is_targets(self, one: Candidate, target: Target) -> bool:
        """Tell whether a surname is the target's: of the last full name before it, or else of the first."""
        bearers = self._bearers(one)
        before = [person for person in bearers if (person.part, person.first) < (one.part, one.first)]
        nearest = before[-1] if before else bearers[0] if bearers else None
        return nearest is not None and target.bears(nearest.name)

    def _is_followed_by_suffix(self, one: Candidate) -> bool:
        """Tell whether a name goes on with Jr or the like: the name of another person."""
        reading, after = self.names[one.part].reading, one.last + 1
        return after < len(reading) and reading.words[after].lower() in SUFFIXES

    def _is_within_name(self, one: Candidate) -> bool:
        """Tell whether another capital beside a surname makes it part of another name."""
        reading = self.names[one.part].reading
        if reading.is_capitalised(one.first):
            return False
        before, after = one.first - 1, one.last + 1
        titled = before >= 0 and normalise(reading.words[before]).rstrip(".") in TITLES
        named = _is_name_beside(reading, before, one.first) and not titled
        owns = bare(reading.words[one.last]) != reading.words[one.last]
        return (named and before > 0) or (_is_name_beside(reading, after, one.first) and not owns)


def _is_name_beside(reading: Reading, place: int, own: int) -> bool:
    inside = 0 <= place < len(reading) and reading.sentence[place] == reading.sentence[own]
    return inside and bool(reading.kind[place] & w.NAME) and not reading.kind[place] & w.CUE


def _is_owner(reading: Reading, last: int) -> bool:
    """Tell whether an apostrophe alone follows: Ames' plan."""
    follows = last + 1 < len(reading) and reading.words[last + 1] in ("'", "’")
    return follows and reading.words[last].endswith("s") and reading.start[last + 1] == reading.end[last]


def _finish(
    found: pd.DataFrame, articles: pd.DataFrame, quotations: pd.DataFrame | None, made: dict[str, Tokens]
) -> pd.DataFrame:
    """Put the mentions in order and add their words, voices and places."""
    kinds = {"start": "int64", "end": "int64", "ambiguous": "bool", "possessive": "bool"}
    found = found.astype({name: kinds.get(name, "str") for name in _COLUMNS})
    found = found.drop_duplicates(["article_id", "part", "start", "end", "target"])
    parts = list(made)
    order = np.lexsort(
        (
            found["target"].to_numpy(object).astype(str),
            found["start"].to_numpy(),
            found["part"].map(parts.index).to_numpy(np.int64),
            articles.index.get_indexer(pd.Index(found["article_id"])),
        )
    )
    found = found.iloc[order].reset_index(drop=True)
    texts = {part: dict(zip(articles.index, part_texts(articles, part), strict=True)) for part in parts}
    spans = zip(found["part"], found["article_id"], found["start"], found["end"], strict=True)
    found.insert(4, "term", pd.Series([texts[part][key][begin:end] for part, key, begin, end in spans], dtype="str"))
    if quotations is None:
        quotations = find_quotations(articles, parts=tuple(parts), tokens=made.get("text"))
    else:
        quotations = quotations[quotations["article_id"].isin(articles.index)]
    return assign_voices(found, articles=articles, quotations=quotations, tokens=made.get("text"))
