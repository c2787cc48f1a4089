"""Finding hedges: one row a cue, with its family, code, sense, voice and place."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.lexicons import Lexicon, load_lexicon, match_part
from framing.measures.hedging.senses import SENSES, decide_senses, load_rules
from framing.text import Tokens
from framing.voices import find_with_voices

__all__ = ["find_hedges"]

Array = np.ndarray[Any, Any]


def find_hedges(
    articles: pd.DataFrame,
    *,
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    senses: Literal["hedge", "all"] = "hedge",
    lexicon: Lexicon | None = None,
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Find the words by which a text marks doubt, hearsay, condition, insincerity, approximation or certainty.

    Six families, never to be added up: `epistemic` (may, unclear, no evidence), `attribution` (according to,
    allegedly, rumours), `hypothetical` (if, would), `insincerity` (bluff, ploy: doubt about an actor's intention, often
    asserted flatly), `approximation` (about 90) and, on the other side, `booster` (certainly). The longest entry is
    taken at each place; rules on the neighbouring words tell the hedge from other uses (*May 9*, *claimed 12 lives*,
    *Council Bluffs*).

    Parameters
    ----------
    articles
        The `articles` table.
    quotations
        The `quotations` table; found where it is not given.
    parts
        Parts to look at: title, text or both.
    senses
        "hedge": only the hedges. "all": also other and ambiguous uses, told apart by `sense`; `rule` says which rule
        decided.
    lexicon
        Another lexicon in place of the kit's; its categories are then the families.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `matches`: `article_id`, `part`, `start`, `end`, `term`, `entry`, `category`, `weight`, `lexicon`, `family`,
        `code`, `level`, `sense`, `rule`, `place`, `voice`, `speaker`.

    Raises
    ------
    MeasureError
        For an unknown `senses`, articles in another language, or tokens of other texts.

    Notes
    -----
    It sees words, not claims: a hedge is counted where it stands, whatever it is about. Negated hedges ("not possible")
    are not counted; whether a rumour is denied or a bluff doubted is not told apart yet. Families: Prince et al. 1982,
    Hyland 1998, Rubin 2006, Szarvas et al. 2012; hedges explain certainty only in part (Pei & Jurgens 2021).

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["On 5 May she said: “It may be a bluff.”"], "title": [None], "outlet": ["X"],
    ...     "date": [pd.NaT], "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> find_hedges(articles)[["term", "family", "voice"]].values.tolist()
    [['may', 'epistemic', 'source_direct'], ['bluff', 'insincerity', 'source_direct']]
    """
    if senses not in ("hedge", "all"):
        raise MeasureError("unknown senses", found=f"senses={senses!r}", do='use senses="hedge" or senses="all"')
    lexicon = load_lexicon("hedging") if lexicon is None else lexicon

    def find_in_part(part: str, part_of: Tokens) -> tuple[pd.DataFrame, Array]:
        return _find_in_part(articles, lexicon, part, part_of, senses)

    return find_with_voices(
        articles,
        find_in_part,
        language=lexicon.language,
        of=f"the lexicon {lexicon.name!r}",
        quotations=quotations,
        parts=parts,
        tokens=tokens,
    )


def _find_in_part(
    articles: pd.DataFrame, lexicon: Lexicon, part: str, tokens: Tokens, senses: str
) -> tuple[pd.DataFrame, Array]:
    matches, first, last = match_part(articles, lexicon, part=part, tokens=tokens)
    entry = pd.MultiIndex.from_frame(lexicon.terms[["term", "category"]]).get_indexer(
        pd.MultiIndex.from_frame(matches[["entry", "category"]])
    )
    rules = load_rules()
    sense, rule = decide_senses(rules, lexicon, tokens, entry=entry, first=first, last=last)
    names = np.array([*(rule.name for rule in rules), None], object)
    matches = matches.assign(
        family=pd.Categorical(matches["category"], lexicon.categories),
        code=matches["code"] if "code" in matches.columns else matches["category"],
        level=matches["level"] if "level" in matches.columns else "",
        sense=pd.Series(np.array(SENSES)[sense], matches.index, "str"),
        rule=pd.Series(names[rule], matches.index, "str"),
    )
    keep = np.flatnonzero(sense == SENSES.index("hedge")) if senses == "hedge" else np.arange(len(matches))
    return matches.iloc[keep].reset_index(drop=True), first[keep]
