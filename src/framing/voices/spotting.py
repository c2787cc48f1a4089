"""Finding the matches of any measure, with the voice and the place of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from framing.parts import check_language, check_parts, part_tokens
from framing.segments import form_places
from framing.tables import PLACES, check_table
from framing.text import Tokens
from framing.voices.assignment import assign_voices
from framing.voices.quotations import find_quotations

__all__ = ["find_with_voices"]

Array = np.ndarray[Any, Any]
PartFinder = Callable[[str, Tokens], tuple[pd.DataFrame, Array]]


def find_with_voices(
    articles: pd.DataFrame,
    find_in_part: PartFinder,
    *,
    language: str,
    of: str,
    quotations: pd.DataFrame | None,
    parts: tuple[str, ...],
    tokens: Tokens | None,
) -> pd.DataFrame:
    """Find matches part by part, and say of each in whose voice and in which place it stands.

    Parameters
    ----------
    find_in_part
        From a part and its tokens to its matches and the first token of each.
    language, of
        Language the finder is made for, and what to call it in an error.
    """
    check_table("articles", articles)
    check_language(articles, language, of=of)
    chosen = check_parts(parts, articles)
    found = []
    for part in chosen:
        part_of = part_tokens(articles, part, parts=chosen, tokens=tokens)
        matches, first = find_in_part(part, part_of)
        places = form_places(articles, part, part_of)[part_of.pick(first).form]
        found.append(matches.assign(place=pd.Series(np.array(PLACES)[places], matches.index, "str")))
    matches = pd.concat(found, ignore_index=True) if len(found) > 1 else found[0]
    if quotations is None:
        quotations = find_quotations(articles, parts=parts, tokens=tokens)
    voiced = assign_voices(matches, articles=articles, quotations=quotations)
    order = np.argsort(articles.index.get_indexer(pd.Index(voiced["article_id"])), kind="stable")
    return voiced.iloc[order].reset_index(drop=True)
