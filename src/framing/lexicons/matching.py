"""A lexicon on texts: which terms stand where."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.lexicons.lexicon import Lexicon
from framing.text import TermMatcher, Tokens

__all__ = ["match_part", "matcher_of"]

Array = np.ndarray[Any, Any]


def matcher_of(lexicon: Lexicon) -> TermMatcher:
    """Compile the matcher of a lexicon, once."""
    return _compile(tuple(lexicon.terms["term"].tolist()))


@lru_cache(maxsize=16)
def _compile(terms: tuple[str, ...]) -> TermMatcher:
    return TermMatcher(terms)


def match_part(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    *,
    part: str,
    tokens: Tokens,
    overlaps: Literal["longest", "all"] = "longest",
) -> tuple[pd.DataFrame, Array, Array]:
    """Find the terms of a lexicon in one part of the articles.

    Returns
    -------
    (matches, first, last)
        The `matches` table without voices, and the first and last token of each match. `category` is
        categorical, so that the rate of a category without a hit is 0 and not absent.
    """
    entry, first, last = matcher_of(lexicon).find(tokens, overlaps=overlaps)
    if overlaps == "longest":
        once = _once_a_category(lexicon, entry, first)
        entry, first, last = entry[once], first[once], last[once]
    texts = articles[part].tolist()
    begin = tokens.pick(first)
    text, start, end = begin.text, begin.start, tokens.pick(last).end
    spans = zip(text.tolist(), start.tolist(), end.tolist(), strict=True)
    terms = lexicon.terms
    matches = pd.DataFrame(
        {
            "article_id": pd.Series(articles.index.to_numpy()[text], dtype="str"),
            "part": part,
            "start": start.astype(np.int64),
            "end": end.astype(np.int64),
            "term": pd.Series([texts[t][s:e] for t, s, e in spans], dtype="str"),
            "entry": pd.Series(terms["term"].to_numpy()[entry], dtype="str"),
            "category": pd.Categorical(terms["category"].to_numpy()[entry], lexicon.categories),
            "weight": terms["weight"].to_numpy()[entry],
            "lexicon": lexicon.name,
        }
    )
    extra = [column for column in ("code", "level") if column in terms.columns]
    known = {column: terms[column].take(entry).set_axis(matches.index) for column in extra}
    return matches.assign(**known), first, last


def _once_a_category(lexicon: Lexicon, entry: Array, first: Array) -> Array:
    """Of entries of one category for the same words (attack, Attack, attack*), the most literal."""
    terms, categories = lexicon.terms["term"].tolist(), pd.factorize(lexicon.terms["category"])[0]
    rank = np.empty(len(terms), np.int64)
    rank[sorted(range(len(terms)), key=lambda row: (terms[row].count("*"), -len(terms[row]), row))] = range(len(terms))
    order = np.lexsort((rank[entry], categories[entry], first))
    again = (np.diff(first[order]) == 0) & (np.diff(categories[entry[order]]) == 0)
    return np.sort(order[np.concatenate([[True], ~again])]) if len(order) else order
