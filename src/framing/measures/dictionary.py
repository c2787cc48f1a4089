"""Any lexicon as a measure: its terms found, and their rate per 100 words."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.analysis.units import rate_units
from framing.errors import MeasureError
from framing.lexicons import Lexicon, match_part
from framing.parts import part_tokens
from framing.text import Tokens
from framing.variables import Variable
from framing.voices import count_words, find_quotations, find_with_voices

__all__ = ["describe_terms", "find_terms", "measure_terms"]

Array = np.ndarray[Any, Any]


def find_terms(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    *,
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    overlaps: Literal["longest", "all"] = "longest",
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Find the terms of a lexicon: one row a hit, with voice and place.

    Case, curly apostrophes and a possessive 's make no difference; `*` stands for any characters within a word; the
    words of a longer term must follow one another within a sentence, without a mark between them.

    Parameters
    ----------
    articles
        The `articles` table.
    lexicon
        From `load_lexicon` or `read_lexicon`.
    quotations
        The `quotations` table; found where it is not given.
    parts
        Parts to look at: title, text or both.
    overlaps
        "longest": from left to right the longest term at each place, none inside another. "all": every term.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `matches`: `article_id`, `part`, `start`, `end`, `term`, `entry`, `category`, `weight`, `lexicon`, `place`,
        `voice`, `speaker`. A term listed under two categories gives two rows; of entries of one category for the same
        words (attack, attack*), the most literal counts. `category` is categorical: it knows those without a hit too.

    Raises
    ------
    MeasureError
        For articles in another language than the lexicon's, or tokens of other texts.

    Notes
    -----
    It cannot see in which sense a word is used.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“Attack!” he cried. The attackers fled."], "title": [None], "outlet": ["X"],
    ...     "date": [pd.NaT], "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> war = Lexicon("war", pd.DataFrame({"term": ["attack*"], "category": ["conflict"]}))
    >>> find_terms(articles, war)[["term", "voice"]].values.tolist()
    [['Attack', 'source_direct'], ['attackers', 'journalist']]
    """
    if not isinstance(lexicon, Lexicon):
        raise MeasureError(
            "the second argument must be a lexicon",
            found=type(lexicon).__name__,
            do='read it first: read_lexicon("terms.csv") or load_lexicon("hedging")',
        )
    if overlaps not in ("longest", "all"):
        raise MeasureError("unknown overlaps", found=repr(overlaps), do='use overlaps="longest" or overlaps="all"')

    def find_in_part(part: str, part_of: Tokens) -> tuple[pd.DataFrame, Array]:
        matches, first, _ = match_part(articles, lexicon, part=part, tokens=part_of, overlaps=overlaps)
        return matches, first

    return find_with_voices(
        articles,
        find_in_part,
        language=lexicon.language,
        of=f"the lexicon {lexicon.name!r}",
        quotations=quotations,
        parts=parts,
        tokens=tokens,
    )


def measure_terms(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    *,
    by: Literal["article", "voice"] = "article",
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Measure how much each article uses the terms of a lexicon, category by category.

    Rate = 100 × Σ weight of the hits / words, of the article or of one voice in it; with weights of 1, hits per 100
    words. NaN where there are no words.

    Parameters
    ----------
    articles
        The `articles` table.
    lexicon
        From `load_lexicon` or `read_lexicon`.
    by
        "article", or "voice" for journalist and sources apart.
    quotations
        The `quotations` table; found where it is not given.
    parts
        Parts to measure: title, text or both.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `scores`: index `article_id`, or `article_id` and `voice`; a column `<lexicon>_<category>` each, and `n_words`.

    Raises
    ------
    MeasureError
        For an unknown `by`, or another language.

    Notes
    -----
    What the number means is the lexicon's to show: check it against codes of your own material.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["The attack failed."], "title": [None], "outlet": ["X"],
    ...     "date": [pd.NaT], "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> war = Lexicon("war", pd.DataFrame({"term": ["attack*"], "category": ["conflict"]}))
    >>> measure_terms(articles, war)["war_conflict"].round(1).tolist()
    [33.3]
    """
    if by not in ("article", "voice"):
        raise MeasureError("unknown unit", found=f"by={by!r}", do='use by="article" or by="voice"')
    if tokens is None and "text" in parts:
        tokens = part_tokens(articles, "text")  # once, for all that follows
    if quotations is None:
        quotations = find_quotations(articles, parts=parts, tokens=tokens)
    matches = find_terms(articles, lexicon, quotations=quotations, parts=parts, tokens=tokens)
    words = count_words(articles, quotations=quotations, parts=parts, tokens=tokens)
    columns = {category: f"{lexicon.name}_{category}" for category in lexicon.categories}
    return rate_units(matches, words, articles=articles, by=by, kind="category", columns=columns)


def describe_terms(lexicon: Lexicon) -> tuple[Variable, ...]:
    """Describe the variables that `measure_terms` makes of a lexicon."""
    weights = lexicon.terms["weight"]
    plain = bool((weights == 1).all())
    return tuple(
        Variable(
            name=f"{lexicon.name}_{category}",
            label=f"{lexicon.name}: {category}",
            unit="per 100 words" if plain else "Σ weight per 100 words",
            low=0 if weights.min() >= 0 else None,
            high=None,
            direction=f"more terms of {category}",
            undefined="no words",
            measure="measure_terms",
            source=lexicon.citation or lexicon.source,
        )
        for category in lexicon.categories
    )
