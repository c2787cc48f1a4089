"""What is known of each hedge beside its sense: polarity, scope, target, chance."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from framing.lexicons import Lexicon
from framing.measures.hedging.chances import parse_chance
from framing.measures.hedging.clauses import Clauses
from framing.measures.hedging.polarity import decide_polarity
from framing.measures.hedging.scopes import find_scopes, reaches_of
from framing.measures.hedging.targets import CODES, find_targets
from framing.parts import part_texts
from framing.tables import POLARITIES
from framing.text import Tokens

__all__ = ["describe_hedges"]

Array = np.ndarray[Any, Any]

_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")


def describe_hedges(
    hedges: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    quotations: pd.DataFrame,
    lexicon: Lexicon,
    tokens: Tokens,
    places: tuple[Array, Array, Array],
) -> pd.DataFrame:
    """Add `polarity`, `scope_start`, `scope_end`, `target` and `chance` to the hedges of one part.

    Parameters
    ----------
    hedges
        Hedges of one part of the articles.
    quotations
        Quotations of that part.
    places
        Row of the lexicon, first and last token of each.
    """
    entry, first, last = places
    part = str(hedges["part"].iloc[0]) if len(hedges) else "text"
    texts = part_texts(articles, part)
    own = quotations[quotations["part"] == part]
    polarity = decide_polarity(lexicon, tokens, entry=entry, first=first, last=last)
    scope = find_scopes(tokens, reaches_of(lexicon)[entry], own, articles, first=first, last=last)
    known = np.array([None, *POLARITIES], object)[polarity + 1]
    return hedges.assign(
        polarity=pd.Series(known, hedges.index, "str"),
        scope_start=_or_missing(scope[0], hedges.index),
        scope_end=_or_missing(scope[1], hedges.index),
        target=pd.Series(_name_targets(hedges, texts, tokens, first, last), hedges.index, "str"),
        chance=_read_chances(hedges, texts, tokens.pick(first).text),
    )


def _or_missing(numbers: Array, index: pd.Index) -> pd.Series:
    return pd.Series(pd.arrays.IntegerArray(np.array(numbers, np.int64), numbers < 0), index)


def _name_targets(
    hedges: pd.DataFrame, texts: list[str], tokens: Tokens, first: Array, last: Array
) -> list[str | None]:
    """Words that name the target of each bluff, pretence and rumour; missing where nobody is named."""
    rows = np.flatnonzero(hedges["code"].isin(CODES).to_numpy())
    acts = (hedges["code"] != "rumour").to_numpy()[rows]
    begin, end = find_targets(Clauses(tokens), acts, first[rows], last[rows])
    named: list[str | None] = [None] * len(hedges)
    held = np.flatnonzero(begin >= 0)
    opens, closes = tokens.pick(begin[held]), tokens.pick(end[held] - 1)
    spans = zip(rows[held].tolist(), opens.text.tolist(), opens.start.tolist(), closes.end.tolist(), strict=True)
    for row, text, start, stop in spans:
        named[row] = _POSSESSIVE.sub("", texts[text][start:stop])
    return named


def _read_chances(hedges: pd.DataFrame, texts: list[str], text: Array) -> Array:
    """Chance given by each numeric hedge; NaN for all others."""
    chance = np.full(len(hedges), np.nan)
    rows = np.flatnonzero((hedges["code"] == "numeric").to_numpy())
    bounds = (hedges[name].to_numpy()[rows].tolist() for name in ("start", "end"))
    for row, number, start, end in zip(rows.tolist(), text[rows].tolist(), *bounds, strict=True):
        chance[row] = parse_chance(texts[number], start, end)
    return chance
