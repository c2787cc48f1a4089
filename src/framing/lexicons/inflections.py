"""The check-up of a term list on texts: which entries are ever found, and which of their forms it misses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import LexiconError, TableError
from framing.lexicons.lexicon import Lexicon
from framing.lexicons.matching import matcher_of
from framing.parts import check_language, check_parts, part_tokens
from framing.text import TermMatcher, Tokens, split_words

__all__ = ["count_entries", "find_inflections"]

Array = np.ndarray[Any, Any]

HOWS = ("spelling", "hyphen", "inflection", "derivation")
"""How a form differs from its entry, the surest first."""

_LANGUAGES = "danish german english spanish finnish french hungarian italian dutch norwegian portuguese russian"
_STEMMERS = dict(zip("da de en es fi fr hu it nl no pt ru".split(), _LANGUAGES.split(), strict=True))
_COLUMNS = {"form": "str", "entry": "str", "category": "str", "n": "int64", "n_elsewhere": "int64", "how": "str"}
_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_SPELLINGS = [
    (re.compile(british), american)
    for british, american in (
        (r"([aeiouy][^aeiou]+i?)our", r"\1or"),  # rumour, but not four or source
        (r"([aeiouy].*)is(?=(e|es|ed|er|ers|ing|ation|ations|able|ably)$)", r"\1iz"),  # minimise
        (r"ys(?=(e|es|ed|er|ers|ing)$)", "yz"),  # analyse
        (r"([aeiouy][^aeiou]+[aeiou])ll(?=(s|ed|er|ers|ing|or|ors|ous|ist|ists)?$)", r"\1l"),  # signalled, fulfil
        (r"(?<=[aeiou])lful", "llful"),  # wilful
        (r"en[cs]e(?=(s|less)?$)", "ense"),  # pretence
        (r"ogue(?=s?$)", "og"),  # dialogue
        (r"(?<=[bt])re(?=s?$|-)", "er"),  # sabre
        (r"(?<=dg)ement", "ment"),  # judgement
        (r"\bsc(?=ept)", "sk"),  # sceptical
    )
]
_INFLECTIONS = {"": [""], "s": [""], "es": [""], "ies": ["y"], "ed": ["", "e"], "ied": ["y"], "ing": ["", "e"]}
_ENDINGS = _INFLECTIONS | {"ying": ["ie"], "ier": ["y"], "iest": ["y"]}  # and what a word may end in without them


def count_entries(lexicon: Lexicon, matches: pd.DataFrame) -> pd.DataFrame:
    """Count how often each entry of a term list was found: the dead entries, and how few make up most hits.

    Unit: hits. ``n_effective`` = (Σ h)² / Σ h² over the hits h of a category's entries: how many entries of one size
    would be as concentrated; from 1 to the number of entries with hits; a low one says that the category is a few
    words. It and the shares are NaN where a category has no hit.

    Parameters
    ----------
    lexicon
        The list.
    matches
        A row a hit, found with it: ``article_id``, ``entry``, ``category``; hits of other lists are passed over where
        there is a column ``lexicon``.

    Returns
    -------
    pandas.DataFrame
        A row an entry: ``entry``, ``category``, ``listed`` (false for what a rule found and no entry, such as a
        question mark), ``n_hits``, ``n_articles``, ``share`` (0–1, of the category's hits), ``cumulative`` (that of it
        and all above it); and of the category, the same in its rows: ``n_entries`` with hits, ``n_for_half`` and
        ``n_for_90`` (fewest entries that make up 50 and 90 % of the hits), ``n_effective``. By category, most hits
        first.

    Raises
    ------
    TableError
        A column is missing, or no hit is of an entry of the list.

    Notes
    -----
    An entry without hits need not be absent from the texts: a longer one may have taken its words, or a rule of sense
    dropped it. ``find_terms(overlaps="all")`` finds all.

    Examples
    --------
    >>> import pandas as pd
    >>> doubt = Lexicon("doubt", pd.DataFrame({"term": ["may", "might", "perchance"], "category": "epistemic"}))
    >>> matches = pd.DataFrame({"article_id": list("aab"), "entry": ["may", "may", "might"], "category": "epistemic"})
    >>> table = count_entries(doubt, matches)
    >>> table[["entry", "n_hits", "n_articles", "n_for_half", "n_effective"]].values.tolist()
    [['may', 2, 1, 1, 1.8], ['might', 1, 1, 1, 1.8], ['perchance', 0, 0, 1, 1.8]]
    """
    absent = [name for name in ("article_id", "entry", "category") if name not in matches.columns]
    if absent:
        found = f"columns: {', '.join(map(str, matches.columns)) or 'none'}"
        raise TableError(f"`matches` has no column {absent[0]!r}", found=found, do="pass the matches that were found")
    own = matches[matches["lexicon"] == lexicon.name] if "lexicon" in matches.columns else matches
    counts = own["article_id"].groupby([own["entry"].astype("str"), own["category"].astype("str")])
    found_with = counts.agg(n_hits="size", n_articles="nunique").reset_index()
    table = lexicon.terms[["term", "category"]].rename(columns={"term": "entry"}).astype("str").assign(listed=True)
    if len(own) and not own["entry"].isin(table["entry"]).any():
        found, do = f"{len(own)} hits, first of {own['entry'].iloc[0]!r}", "pass the list they were found by"
        raise TableError(f"no hit is of an entry of {lexicon.name!r}", found=found, do=do)
    table = table.merge(found_with, on=["entry", "category"], how="outer")
    table["listed"] = table["listed"].eq(True)
    table = table.fillna({"n_hits": 0, "n_articles": 0}).astype({"n_hits": np.int64, "n_articles": np.int64})
    table = table.sort_values(["category", "n_hits", "entry"], ascending=[True, False, True], ignore_index=True)
    return pd.concat([_concentrate(rows) for _, rows in table.groupby("category", sort=True)])


def _concentrate(rows: pd.DataFrame) -> pd.DataFrame:
    """Say of one category, most hits first, how many entries make up its hits."""
    hits = rows["n_hits"].to_numpy()
    total, above = hits.sum(), np.cumsum(hits)
    some = total > 0
    return rows.assign(
        share=hits / total if some else np.nan,
        cumulative=above / total if some else np.nan,
        n_entries=int((hits > 0).sum()),
        n_for_half=int((2 * above < total).sum()) + some,
        n_for_90=int((10 * above < 9 * total).sum()) + some,
        n_effective=total**2 / (hits**2).sum() if some else np.nan,
    )


def find_inflections(
    lexicon: Lexicon,
    articles: pd.DataFrame,
    *,
    parts: tuple[str, ...] = ("text",),
    min_count: int = 3,
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Find forms of the entries that stand in the texts and that the term list does not find.

    A form is an entry with one of its words changed: to one with the same stem (Snowball), or to the same word in
    British or American spelling (-our/-or, -ise/-ize, -ll-/-l-, -re/-er, -ence/-ense, -ogue/-og); or with its parts
    joined by spaces, hyphens or nothing. Unit of ``n``: occurrences. Those that touch a hit of the same category, or
    are themselves a hit of any, are found already and do not count; so entries with ``*`` find all that they fit.

    Parameters
    ----------
    lexicon
        The list; entries found in their own case only (``cased``) and those with ``*`` are not varied.
    articles
        The texts.
    parts
        Parts to look at: title, text or both.
    min_count
        Forms that stand there less often are not listed.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        ``form``, ``entry`` (the nearest), ``category``, ``n``, ``n_elsewhere`` (those of them that touch a hit of
        another category), ``how``: "spelling", "hyphen", "inflection" (-s, -ed, -ing, -ier), "derivation" (another word
        of the stem); in this order, most frequent first.

    Raises
    ------
    LexiconError
        There is no stemmer for the language, or ``min_count`` is below 1.
    MeasureError, TableError
        As in ``find_terms``.

    Notes
    -----
    A form listed is a candidate to be read in context, not an omission: many have another sense (general, generally) or
    are names. Stems join what is not kin, and do not see irregular forms (think, thought); a word is not split in two.

    References
    ----------
    Porter, M. F. (2001). Snowball: a language for stemming algorithms. https://snowballstem.org

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Rumor has it he bluffed. Rumour has it he lost."], "title": [None]},
    ...                         index=pd.Index(["a"], name="article_id"))
    >>> talk = Lexicon("talk", pd.DataFrame({"term": ["rumour has it", "bluff*", "lose"], "category": "talk"}))
    >>> find_inflections(talk, articles, min_count=1)[["form", "entry", "how"]].values.tolist()
    [['rumor has it', 'rumour has it', 'spelling']]
    """
    if min_count < 1:
        raise LexiconError("min_count= must be at least 1", found=repr(min_count), do="min_count=3")
    check_language(articles, lexicon.language, of=f"the lexicon {lexicon.name!r}")
    parts = check_parts(parts, articles)
    texts = [part_tokens(articles, part, parts=parts, tokens=tokens) for part in parts]
    forms = _vary_entries(lexicon, texts)
    matcher = TermMatcher(list(forms))
    categories = np.array([category for _, _, _, category in forms.values()], object)
    n, n_elsewhere = np.sum([_count_unfound(part, matcher, categories, lexicon) for part in texts], axis=0)
    rows = [
        (form, entry, category, *counts, HOWS[how])
        for (form, (how, _, entry, category)), *counts in zip(
            forms.items(), n.tolist(), n_elsewhere.tolist(), strict=True
        )
        if counts[0] >= min_count
    ]
    rows.sort(key=lambda row: (HOWS.index(row[5]), -row[3], row[0]))
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _vary_entries(lexicon: Lexicon, texts: list[Tokens]) -> dict[str, tuple[int, int, str, str]]:
    """List the possible forms of all entries, each with its nearest: how they differ, by how many letters, which."""
    norms = sorted({norm for part in texts for norm in part.vocabulary.norms.decode(0) if _WORD.fullmatch(norm)})
    stem = _make_stemmer(lexicon.language)
    kin, joined = defaultdict(list), defaultdict(list)
    for norm in norms:
        kin[stem(norm)].append(norm)
        joined[norm.replace("-", "")].append(norm)
    forms: dict[str, tuple[int, int, str, str]] = {}
    entries = lexicon.terms[~lexicon.terms["cased"]]
    for entry, category in zip(entries["term"].tolist(), entries["category"].tolist(), strict=True):
        words = split_words(entry) if "*" not in entry else []
        for form, how in _vary(words, lambda word: kin[stem(word)], joined):
            nearness = HOWS.index(how), abs(len(form) - len(entry)), entry, category
            forms[form] = min(forms.get(form, nearness), nearness)
    return dict(sorted(forms.items()))


def _vary(
    words: list[str], kin_of: Callable[[str], list[str]], joined: dict[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """Change one word of an entry, or how its parts are joined; say in what the form differs."""
    for place, word in enumerate(words):
        for other in kin_of(word):
            if other != word:
                yield " ".join([*words[:place], other, *words[place + 1 :]]), _compare_words(other, word)
    whole = " ".join(words)
    pieces = re.split("[ -]", whole)
    forms = {joint.join(pieces) for joint in (" ", "-", "")} | set(joined[whole.replace("-", "")])
    yield from ((form, "hyphen") for form in sorted(forms - {whole, ""}))


def _compare_words(one: str, other: str) -> str:
    """Say how two words of one stem differ."""
    one, other = _respell(one), _respell(other)
    if one == other:
        return "spelling"
    return "inflection" if _cut_ending(one) & _cut_ending(other) else "derivation"


def _respell(word: str) -> str:
    """Write a word in one spelling, British or American, so that both become the same; it need be neither."""
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


def _cut_ending(word: str) -> set[str]:
    """List what a word can be an inflected form of."""
    cut = [(word[: len(word) - len(ending)], ends) for ending, ends in _ENDINGS.items() if word.endswith(ending)]
    bases = {base + end for base, ends in cut for end in ends}
    doubled = {base[:-1] for base in bases - {word} if base[-1:] == base[-2:-1]}  # planned: plann, plan
    return {base for base in bases | doubled if len(base) > 1}


def _make_stemmer(language: str) -> Callable[[str], str]:
    """Make the function that gives the stem of a word; English ones in one spelling."""
    from nltk.stem.snowball import SnowballStemmer

    if language not in _STEMMERS:
        found = f"stemmers for {', '.join(_STEMMERS)}"
        raise LexiconError(f"no stemmer for language {language!r}", found=found, do="pass a list in one of these")
    stem = SnowballStemmer(_STEMMERS[language]).stem
    return cache((lambda word: stem(_respell(word))) if language == "en" else stem)


def _count_unfound(tokens: Tokens, matcher: TermMatcher, categories: Array, lexicon: Lexicon) -> Array:
    """Count each form where it is no hit of the list and touches none of its category; and where one of another."""
    entry, first, last = matcher_of(lexicon).find(tokens, overlaps="all")
    form, begin, end = matcher.find(tokens, overlaps="all")
    free = ~np.isin(begin.astype(np.int64) * len(tokens) + end, first.astype(np.int64) * len(tokens) + last)
    of_entries = lexicon.terms["category"].to_numpy()[entry]
    for category in sorted(set(categories[form].tolist())):
        mine, its = np.flatnonzero(categories[form] == category), of_entries == category
        free[mine] &= ~_touch(begin[mine], end[mine], first[its], last[its], len(tokens))
    elsewhere = free & _touch(begin, end, first, last, len(tokens))
    return np.stack([np.bincount(form[chosen], minlength=len(categories)) for chosen in (free, elsewhere)])


def _touch(begin: Array, end: Array, first: Array, last: Array, n_tokens: int) -> Array:
    """Tell of spans of tokens whether they share a token with any of others."""
    opened, closed = (np.bincount(ends, minlength=n_tokens + 1) for ends in (first, last + 1))
    covered = np.concatenate([[0], np.cumsum(np.cumsum(opened - closed)[:-1] > 0)])
    return covered[end + 1] > covered[begin]
