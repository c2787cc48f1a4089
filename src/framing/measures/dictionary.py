"""Any lexicons as a measure: their terms found, and their rates per 100 words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.analysis.units import rate_units
from framing.errors import MeasureError
from framing.lexicons import Lexicon, match_part
from framing.parts import check_language, part_tokens
from framing.tables import check_table
from framing.text import Tokens
from framing.variables import Variable
from framing.voices import count_words, find_quotations, find_with_voices

__all__ = ["describe_terms", "find_terms", "measure_terms"]

Array = np.ndarray[Any, Any]


def find_terms(
    articles: pd.DataFrame,
    lexicon: Lexicon | Sequence[Lexicon],
    *,
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    overlaps: Literal["longest", "all"] = "longest",
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Find the terms of one or several lexicons: one row a hit, with voice and place.

    Curly apostrophes and a possessive 's make no difference, nor does case but for entries marked `cased`; `*` stands
    for any characters within a word; the words of a longer term must follow one another within a sentence, without a
    mark between them. Several lexicons are looked up in one pass and find what each finds alone.

    Parameters
    ----------
    articles
        The `articles` table.
    lexicon
        From `load_lexicon` or `read_lexicon`; or a list of them, each with a name of its own.
    quotations
        The `quotations` table; found where it is not given.
    parts
        Parts to look at: title, text or both.
    overlaps
        "longest": from left to right the longest term at each place, none inside another of its lexicon. "all": every
        term.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `matches`: `article_id`, `part`, `start`, `end`, `term`, `entry`, `category`, `weight`, `lexicon`, `place`,
        `voice`, `speaker`. A term listed under two categories gives two rows; of entries of one category for the same
        words (attack, attack*), the most literal counts. `category` is categorical: it knows those without a hit too,
        lexicon after lexicon. Sorted by article and place; at one place by lexicon.

    Raises
    ------
    MeasureError
        For articles in another language than a lexicon's, lexicons of one name, or tokens of other texts.

    Notes
    -----
    It cannot see in which sense a word is used. Categories of one name in two lexicons are one kind to
    `summarise_rates`: find the terms of such lexicons in a call each.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“Attack!” he cried. The attackers fled."], "title": [None], "outlet": ["X"],
    ...     "date": [pd.NaT], "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> war = Lexicon("war", pd.DataFrame({"term": ["attack*"], "category": ["conflict"]}))
    >>> find_terms(articles, war)[["term", "voice"]].values.tolist()
    [['Attack', 'source_direct'], ['attackers', 'journalist']]
    >>> people = Lexicon("people", pd.DataFrame({"term": ["he", "the attackers"], "category": ["man", "group"]}))
    >>> find_terms(articles, [war, people])[["term", "lexicon"]].values.tolist()
    [['Attack', 'war'], ['he', 'people'], ['The attackers', 'people'], ['attackers', 'war']]
    """
    lexicons = _check_lexicons(lexicon)
    if overlaps not in ("longest", "all"):
        raise MeasureError("unknown overlaps", found=repr(overlaps), do='use overlaps="longest" or overlaps="all"')
    check_table("articles", articles)
    for other in lexicons[1:]:
        check_language(articles, other.language, of=f"the lexicon {other.name!r}")

    def find_in_part(part: str, part_of: Tokens) -> tuple[pd.DataFrame, Array]:
        matches, first, _ = match_part(articles, lexicons, part=part, tokens=part_of, overlaps=overlaps)
        return matches, first

    return find_with_voices(
        articles,
        find_in_part,
        language=lexicons[0].language,
        of=f"the lexicon {lexicons[0].name!r}",
        quotations=quotations,
        parts=parts,
        tokens=tokens,
    )


def measure_terms(
    articles: pd.DataFrame,
    lexicon: Lexicon | Sequence[Lexicon],
    *,
    by: Literal["article", "voice"] = "article",
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Measure how much each article uses the terms of one or several lexicons, category by category.

    Rate = 100 × Σ weight of the hits / words, of the article or of one voice in it; with weights of 1, hits per 100
    words. NaN where there are no words.

    Parameters
    ----------
    articles
        The `articles` table.
    lexicon
        From `load_lexicon` or `read_lexicon`; or a list of them, each with a name of its own.
    by
        "article", or "voice" for journalist and sources apart.
    quotations
        The `quotations` table; found where it is not given, by voice with what is reported without marks.
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
        For an unknown `by`, another language, or lexicons that would give two columns one name.

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
    >>> say = Lexicon("say", pd.DataFrame({"term": ["failed"], "category": ["loss"]}))
    >>> measure_terms(articles, [war, say]).columns.tolist()
    ['war_conflict', 'say_loss', 'n_words']
    """
    names = _name_columns(_check_lexicons(lexicon))
    if by not in ("article", "voice"):
        raise MeasureError("unknown unit", found=f"by={by!r}", do='use by="article" or by="voice"')
    if tokens is None and "text" in parts:
        tokens = part_tokens(articles, "text")  # once, for all that follows
    if quotations is None:
        quotations = find_quotations(articles, parts=parts, tokens=tokens, speakers=by == "voice")
    matches = find_terms(articles, lexicon, quotations=quotations, parts=parts, tokens=tokens)
    words = count_words(articles, quotations=quotations, parts=parts, tokens=tokens)
    hits = zip(matches["lexicon"].tolist(), matches["category"].tolist(), strict=True)
    matches = matches.assign(variable=pd.Categorical([f"{name}_{category}" for name, category in hits], names))
    columns = {name: name for name in names}
    return rate_units(matches, words, articles=articles, by=by, kind="variable", columns=columns)


def _check_lexicons(lexicon: Lexicon | Sequence[Lexicon]) -> list[Lexicon]:
    """List the lexicons given, each of a name of its own."""
    given: Sequence[object] = lexicon if isinstance(lexicon, list | tuple) else [lexicon]
    lexicons = [one for one in given if isinstance(one, Lexicon)]
    strange = [one for one in given if not isinstance(one, Lexicon)]
    if strange or not lexicons:
        raise MeasureError(
            "the second argument must be a lexicon, or a list of them",
            found=type(strange[0]).__name__ if strange else "an empty list",
            do='read it first: read_lexicon("terms.csv") or load_lexicon("hedging")',
        )
    names = [one.name for one in lexicons]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise MeasureError(
            "lexicons that are looked up together must differ in name",
            found=f"{names.count(repeated[0])} named {repeated[0]!r}",
            do='name each when it is read: read_lexicon("terms.csv", name="other")',
        )
    return lexicons


def _name_columns(lexicons: Sequence[Lexicon]) -> list[str]:
    """Name the column of each category of each lexicon."""
    columns = [f"{one.name}_{category}" for one in lexicons for category in one.categories]
    taken = [*columns, "n_words"]
    repeated = sorted({column for column in columns if taken.count(column) > 1})
    if repeated:
        raise MeasureError(
            "two columns of the scores would have one name",
            found=f"{repeated[0]!r} from lexicons {', '.join(repr(one.name) for one in lexicons)}",
            do='name a lexicon otherwise when it is read: read_lexicon("terms.csv", name="other")',
        )
    return columns


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
