"""Lexicons on texts: which terms stand where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.lexicons.lexicon import Lexicon
from framing.text import TermMatcher, Tokens

__all__ = ["match_part", "matcher_of"]

Array = np.ndarray[Any, Any]

_COLUMNS = ("term", "category", "weight", "cased", "code", "level")


def matcher_of(lexicon: Lexicon | Sequence[Lexicon]) -> TermMatcher:
    """Compile the matcher of one or several lexicons, once; entries of several do not compete for words."""
    lexicons = _list_lexicons(lexicon)
    return _compile(
        tuple(term for one in lexicons for term in one.terms["term"].tolist()),
        tuple(cased for one in lexicons for cased in one.terms["cased"].tolist()),
        tuple(len(one) for one in lexicons),
    )


@lru_cache(maxsize=16)
def _compile(terms: tuple[str, ...], cased: tuple[bool, ...], sizes: tuple[int, ...]) -> TermMatcher:
    return TermMatcher(terms, cased=cased, groups=np.repeat(np.arange(len(sizes)), sizes).tolist())


def match_part(
    articles: pd.DataFrame,
    lexicon: Lexicon | Sequence[Lexicon],
    *,
    part: str,
    tokens: Tokens,
    overlaps: Literal["longest", "all"] = "longest",
) -> tuple[pd.DataFrame, Array, Array]:
    """Find the terms of one or several lexicons in one part of the articles, in one pass.

    Returns
    -------
    (matches, first, last)
        The `matches` table without voices, and the first and last token of each match; sorted by article and first
        word, then by lexicon. `category` is categorical, so that the rate of a category without a hit is 0 and not
        absent.
    """
    lexicons = _list_lexicons(lexicon)
    entries, owner = _join_entries(lexicons)
    entry, first, last = matcher_of(lexicons).find(tokens, overlaps=overlaps)
    kept = np.arange(len(entry)) if overlaps == "all" else _once_a_category(entries, owner, entry, first)
    kept = kept[np.lexsort((owner[entry[kept]], first[kept]))]
    entry, first, last = entry[kept], first[kept], last[kept]
    texts = articles[part].tolist()
    begin = tokens.pick(first)
    text, start, end = begin.text, begin.start, tokens.pick(last).end
    spans = zip(text.tolist(), start.tolist(), end.tolist(), strict=True)
    names = np.array([one.name for one in lexicons], object)
    categories = list(dict.fromkeys(category for one in lexicons for category in one.categories))
    matches = pd.DataFrame(
        {
            "article_id": pd.Series(articles.index.to_numpy()[text], dtype="str"),
            "part": part,
            "start": start.astype(np.int64),
            "end": end.astype(np.int64),
            "term": pd.Series([texts[t][s:e] for t, s, e in spans], dtype="str"),
            "entry": pd.Series(entries["term"].to_numpy()[entry], dtype="str"),
            "category": pd.Categorical(entries["category"].to_numpy()[entry], categories),
            "weight": entries["weight"].to_numpy()[entry],
            "lexicon": pd.Series(names[owner[entry]], dtype="str"),
        }
    )
    extra = [column for column in ("code", "level") if column in entries.columns]
    known = {column: entries[column].take(entry).set_axis(matches.index) for column in extra}
    return matches.assign(**known), first, last


def _list_lexicons(lexicon: Lexicon | Sequence[Lexicon]) -> list[Lexicon]:
    return [lexicon] if isinstance(lexicon, Lexicon) else list(lexicon)


def _join_entries(lexicons: Sequence[Lexicon]) -> tuple[pd.DataFrame, Array]:
    """Put the entries of the lexicons one below the other; and give each the number of its lexicon."""
    tables = [one.terms[[column for column in _COLUMNS if column in one.terms.columns]] for one in lexicons]
    owner = np.repeat(np.arange(len(tables)), [len(table) for table in tables])
    return (tables[0] if len(tables) == 1 else pd.concat(tables, ignore_index=True)), owner


def _once_a_category(entries: pd.DataFrame, owner: Array, entry: Array, first: Array) -> Array:
    """Of entries of one category for the same words (attack, Attack, attack*), the most literal."""
    terms, cased = entries["term"].tolist(), entries["cased"].tolist()
    category, names = pd.factorize(entries["category"])
    kind = owner * len(names) + category

    def how_open(row: int) -> tuple[int, bool, int, int]:
        return terms[row].count("*"), not cased[row], -len(terms[row]), row

    rank = np.empty(len(terms), np.int64)
    rank[sorted(range(len(terms)), key=how_open)] = range(len(terms))
    order = np.lexsort((rank[entry], kind[entry], first))
    again = (np.diff(first[order]) == 0) & (np.diff(kind[entry[order]]) == 0)
    return np.sort(order[np.concatenate([[True], ~again])]) if len(order) else order
