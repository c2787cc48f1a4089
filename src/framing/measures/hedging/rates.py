"""Hedging scores: hedges per 100 words of each article, or of each voice in it, family by family."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from framing.analysis.units import rate_units
from framing.errors import MeasureError
from framing.measures.hedging.finding import find_hedges
from framing.parts import part_tokens
from framing.text import Tokens
from framing.variables import Variable
from framing.voices import count_words, find_quotations

__all__ = ["VARIABLES", "measure_hedging"]

_FAMILIES = {
    "epistemic": "more doubt about what is said",
    "attribution": "more is handed to hearsay and to distanced claims",
    "hypothetical": "more is said under a condition",
    "insincerity": "more is called a bluff, a ploy or a pretence",
    "approximation": "more quantities and words are blurred",
    "booster": "more is asserted with force",
}
_SOURCE = "lexicon hedging; families after Prince 1982, Hyland 1998, Rubin 2006, Szarvas et al. 2012"
_UNDEFINED = "the article, or the voice in it, has no words"


def _describe(name: str, label: str, direction: str) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit="per 100 words",
        low=0,
        high=100,
        direction=direction,
        undefined=_UNDEFINED,
        measure="measure_hedging",
        source=_SOURCE,
    )


VARIABLES = (
    *(
        _describe(f"hedging_{family}", f"{family.capitalize()} terms", direction)
        for family, direction in _FAMILIES.items()
    ),
    *(
        _describe(
            f"hedging_{family}_upper",
            f"{family.capitalize()} terms, with ambiguous ones",
            f"{direction}; an upper bound: uses that no rule could tell are counted too",
        )
        for family, direction in _FAMILIES.items()
    ),
)


def measure_hedging(
    articles: pd.DataFrame,
    *,
    by: Literal["article", "voice"] = "article",
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Measure how much each article hedges, family by family.

    Rate = 100 × hedges of the family / words, of the article or of one voice in it. From 0 up; a higher rate means more
    terms of the family, not less truth. NaN where there are no words. The rate counts terms whose sense is "hedge"; the
    upper rate counts "ambiguous" ones too, so that the two bound what better rules of sense could find.

    Parameters
    ----------
    articles
        The `articles` table.
    by
        "article": all words of an article, whoever says them. "voice": journalist and sources apart, each over
        the words of that voice.
    quotations
        The `quotations` table; found where it is not given, by voice with what is reported without marks.
    parts
        Parts to measure: title, text or both.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `scores`: index `article_id`, or `article_id` and `voice`; `hedging_epistemic`, `hedging_attribution`,
        `hedging_hypothetical`, `hedging_insincerity`, `hedging_approximation`, `hedging_booster` (per 100 words), the
        same with `_upper`, and `n_words`.

    Raises
    ------
    MeasureError
        For an unknown `by`.

    Notes
    -----
    Families are kept apart: their sum has no meaning, and there is no score called uncertainty. Boosters stand on the
    other side: hedging_epistemic and hedging_booster may be set against each other, not added. What `find_hedges`
    cannot see is not here either. For outlets compare Σ hits / Σ words with `summarise_rates`, not the mean of
    these rates.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["It may rain.", ""], "title": [None, None], "outlet": ["X", "X"],
    ...     "date": [pd.NaT, pd.NaT], "url": [None, None]}, index=pd.Index(["a", "b"], name="article_id"))
    >>> measure_hedging(articles)["hedging_epistemic"].round(1).tolist()
    [33.3, nan]
    """
    if by not in ("article", "voice"):
        raise MeasureError("unknown unit", found=f"by={by!r}", do='use by="article" or by="voice"')
    if tokens is None and "text" in parts:
        tokens = part_tokens(articles, "text")  # once, for all that follows
    if quotations is None:
        quotations = find_quotations(articles, parts=parts, tokens=tokens, speakers=by == "voice")
    uses = find_hedges(articles, quotations=quotations, parts=parts, senses="all", details=False, tokens=tokens)
    words = count_words(articles, quotations=quotations, parts=parts, tokens=tokens)

    def rate(senses: tuple[str, ...], suffix: str) -> pd.DataFrame:
        columns = {family: f"hedging_{family}{suffix}" for family in _FAMILIES}
        kept = uses[uses["sense"].isin(senses)]
        return rate_units(kept, words, articles=articles, by=by, kind="family", columns=columns)

    headline = rate(("hedge",), "")
    upper = rate(("hedge", "ambiguous"), "_upper").drop(columns="n_words")
    return headline.drop(columns="n_words").join(upper).assign(n_words=headline["n_words"])
