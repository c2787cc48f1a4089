"""Titles and headings that ask: a claim put as a question is not asserted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.segments import form_places
from framing.tables import PLACES
from framing.text import Picked, Tokens
from framing.text.words import straighten

__all__ = ["find_questions"]

Array = np.ndarray[Any, Any]

_MARK = "?"
_ASKING = frozenset("what how who when where why which whose whom what's who's how's where's why's".split())


def find_questions(articles: pd.DataFrame, tokens: Tokens, part: str, *, senses: str) -> tuple[pd.DataFrame, Array]:
    """Find the question marks that end a sentence of a title or a heading, one row each.

    "A feint?" and "Is it a feint?" question a claim and are hedges; "What is a feint?" asks for more and is none.

    Parameters
    ----------
    articles, tokens, part
        The articles, the tokens of one part of them, and that part.
    senses
        "hedge" leaves out the questions that are none; "all" keeps them, with sense other.

    Returns
    -------
    (matches, token)
        Rows of `matches` with family hypothetical, code question and level questioned, the scope of each being its
        sentence; and the token of each mark.
    """
    at = _find_marks(tokens, form_places(articles, part, tokens))
    first = tokens.sentence_form[at.sentence]
    for_more = _asks_for_more(tokens, first) | _asks_for_more(tokens, np.minimum(first + 1, at.form))
    asks = at.start > tokens.form_start[first]  # a mark alone asks nothing
    kept = np.flatnonzero(asks & (~for_more | (senses == "all")))
    at, first, for_more = at.keep(kept), first[kept], for_more[kept]
    n = len(kept)
    table = pd.DataFrame(
        {
            "article_id": pd.Series(articles.index.to_numpy()[at.text], dtype="str"),
            "part": part,
            "start": at.start.astype(np.int64),
            "end": at.end.astype(np.int64),
            "term": pd.Series([_MARK] * n, dtype="str"),
            "entry": pd.Series([_MARK] * n, dtype="str"),
            "category": ["hypothetical"] * n,
            "weight": 1.0,
            "lexicon": pd.Series(["hedging"] * n, dtype="str"),
            "code": pd.Series(["question"] * n, dtype="str"),
            "level": pd.Series(["questioned"] * n, dtype="str"),
            "sense": pd.Series(np.where(for_more, "other", "hedge"), dtype="str"),
            "rule": pd.Series(np.where(for_more, "asks for more", "asks whether"), dtype="str"),
            "polarity": pd.Series([None] * n, dtype="str"),
            "scope_start": pd.array(tokens.form_start[first], dtype="Int64"),
            "scope_end": pd.array(at.start, dtype="Int64"),
            "target": pd.Series([None] * n, dtype="str"),
            "chance": np.full(n, np.nan),
        }
    )
    return table, at.token


def _find_marks(tokens: Tokens, places: Array) -> Picked:
    """The question marks that end sentences outside the body, the first of each form."""
    last = tokens.sentence_form[1:] - 1
    asks = tokens.vocabulary.fact_at(_has_mark, tokens.form_row[last], level="form") if len(last) else last > 0
    inside = tokens.pick_forms(last[asks & (places[last] != PLACES.index("body"))])
    marks = inside.keep(np.flatnonzero(tokens.vocabulary.fact_at(_has_mark, inside.type)))
    return marks.keep(np.unique(marks.form, return_index=True)[1])


def _asks_for_more(tokens: Tokens, form: Array) -> Array:
    """Tell whether a form is a word that opens an open question."""
    words = tokens.vocabulary.forms.pick(tokens.form_row[form])
    return np.array([straighten(word).lower().strip("\"'“‘") in _ASKING for word in words], bool)


def _has_mark(word: str) -> bool:
    return _MARK in word
