"""Hedges of titles and headings that take up a source's quoted word and drop the quotation marks."""

from __future__ import annotations

import pandas as pd

from framing.lexicons import Lexicon

__all__ = ["name_echoes"]


def name_echoes(hedges: pd.DataFrame, quotations: pd.DataFrame, lexicon: Lexicon) -> pd.Series:
    """Name the quotation that each hedge of a title or heading repeats; missing for all others.

    A hedge in the journalist's voice echoes the first quotation between marks in the body of the same article that
    holds a hedge of the same lemma: "They are bluffing" becomes the heading "Bluffing?".

    Parameters
    ----------
    hedges
        Hedges with `place` and `voice`.
    quotations
        The `quotations` table of the same articles.
    lexicon
        Its column `lemma` groups spellings and inflections; without it the entry itself is the lemma.
    """
    terms = lexicon.terms
    lemmas = dict(zip(terms["term"], terms["lemma"] if "lemma" in terms.columns else terms["term"], strict=True))
    lemma = hedges["entry"].map(lambda entry: lemmas.get(entry, entry))
    heads = hedges[hedges["place"].isin(("title", "heading")) & (hedges["voice"] == "journalist")]
    near = hedges["article_id"].isin(set(heads["article_id"]))
    quoted = hedges[near & (hedges["voice"] == "source_direct") & (hedges["place"] == "body")]
    named = _name_quotations(quoted, quotations)
    first: dict[tuple[str, str], str] = {}
    for article, word, name in zip(quoted["article_id"], lemma[quoted.index], named, strict=True):
        if name is not None:
            first.setdefault((article, word), name)
    wanted = zip(heads["article_id"], lemma[heads.index], strict=True)
    echo = {row: first.get(key) for row, key in zip(heads.index, wanted, strict=True)}
    return pd.Series([echo.get(row) for row in hedges.index], hedges.index, "str")


def _name_quotations(spans: pd.DataFrame, quotations: pd.DataFrame) -> list[str | None]:
    """Id of the first quotation between marks that holds the beginning of each span."""
    kept = quotations["kind"].isin(("direct", "partial")) & quotations["article_id"].isin(set(spans["article_id"]))
    held: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    columns = (quotations.loc[kept, name] for name in ("article_id", "part", "start", "end", "quotation_id"))
    for article, part, start, end, name in zip(*columns, strict=True):
        held.setdefault((article, part), []).append((start, end, name))
    return [
        next((name for start, end, name in held.get((article, part), ()) if start <= at < end), None)
        for article, part, at in zip(spans["article_id"], spans["part"], spans["start"], strict=True)
    ]
