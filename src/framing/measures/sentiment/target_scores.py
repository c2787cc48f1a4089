"""Mentions as a table: their tokens, their clauses, their scores, and what spans of a user's own lack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.lexicons import Lexicon, load_lexicon
from framing.measures.sentiment.target_clauses import TargetClauses
from framing.measures.sentiment.target_effects import decide_tone, find_tone_words, score_mentions
from framing.measures.sentiment.target_items import compile_items
from framing.parts import part_texts, part_tokens
from framing.text import Tokens
from framing.voices import assign_voices, find_quotations

__all__ = ["SPAN", "check_mentions", "complete_mentions", "locate_spans", "score_table"]

Array = np.ndarray[Any, Any]

SPAN = ("article_id", "part", "start", "end")
"""Columns that say where a mention stands."""


def score_table(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    lexicon: Lexicon | Sequence[Lexicon] | None,
    parts: tuple[str, ...],
) -> pd.DataFrame:
    """Add clause, score, tone and hits to mentions that lie in these articles."""
    items = compile_items(_list_lexicons(lexicon))
    columns = {name: np.zeros(len(mentions), np.int64) for name in ("clause_start", "clause_end", "n_hits")}
    score, clause = np.zeros(len(mentions)), np.zeros(len(mentions), np.int64)
    for part in parts:
        rows = np.flatnonzero((mentions["part"] == part).to_numpy())
        tokens = part_tokens(articles, part, parts=parts)
        if not len(rows):
            continue
        clauses = TargetClauses(tokens)
        first, last = locate_spans(tokens, articles, mentions.iloc[rows])
        begin, end = clauses.bounds(first, last)
        columns["clause_start"][rows] = tokens.start[begin]
        columns["clause_end"][rows] = tokens.end[end]
        score[rows], columns["n_hits"][rows] = score_mentions(clauses, find_tone_words(clauses, items), first, last)
        clause[rows] = begin
    shared = _share_clause(mentions, clause)
    table = mentions.assign(ambiguous=mentions["ambiguous"].to_numpy(bool) | shared)
    placed = {name: columns[name] for name in ("clause_start", "clause_end")}
    return table.assign(**placed, score=score, tone=decide_tone(score), n_hits=columns["n_hits"])


def _list_lexicons(lexicon: Lexicon | Sequence[Lexicon] | None) -> tuple[Lexicon, ...]:
    if lexicon is None:
        return load_lexicon("tone"), load_lexicon("vader")
    return (lexicon,) if isinstance(lexicon, Lexicon) else tuple(lexicon)


def locate_spans(tokens: Tokens, articles: pd.DataFrame, spans: pd.DataFrame) -> tuple[Array, Array]:
    """First and last token that each span touches."""
    number = articles.index.get_indexer(pd.Index(spans["article_id"])).astype(np.int64)
    start, end = spans["start"].to_numpy(np.int64), spans["end"].to_numpy(np.int64)
    width = int(max(tokens.end.max(initial=0), end.max(initial=0))) + 1
    text = np.asarray(tokens.text, np.int64)
    first = np.searchsorted(text * width + tokens.end, number * width + start, "right")
    last = np.searchsorted(text * width + tokens.start, number * width + end, "left") - 1
    lost = (first > last) | (end <= start)
    if lost.any():
        one = spans.iloc[int(np.flatnonzero(lost)[0])]
        raise MeasureError(
            "a mention holds no word of its article",
            found=f"{int(lost.sum())} mentions, first {one['article_id']!r}, {one['part']} {one['start']}–{one['end']}",
            do="give start and end in characters of that part, the end exclusive",
        )
    return first, last


def _share_clause(mentions: pd.DataFrame, clause: Array) -> Array:
    """Tell of mentions whether another target stands in the same clause."""
    keys = pd.DataFrame(
        {"article_id": mentions["article_id"].to_numpy(), "part": mentions["part"].to_numpy(), "clause": clause}
    )
    target = pd.Series(pd.factorize(mentions["target"])[0])
    shared: Array = (target.groupby([keys[name] for name in keys]).transform("nunique") > 1).to_numpy(bool)
    return shared


def check_mentions(mentions: pd.DataFrame, articles: pd.DataFrame, parts: tuple[str, ...]) -> pd.DataFrame:
    """Refuse spans of the user's that are none, or lie elsewhere; give them whole numbers, and rows from 0 on.

    Raises
    ------
    MeasureError
        A column is missing; start, end or target is missing or of another kind; an article or part is not given.
    """
    absent = [name for name in (*SPAN, "target") if name not in mentions.columns]
    if absent:
        raise MeasureError(
            f"mentions have no column {absent[0]!r}",
            found=f"columns: {', '.join(map(str, mentions.columns))}",
            do="give a table with article_id, part, start, end and target, a row a mention",
        )
    known = mentions.reset_index(drop=True)
    for name in ("start", "end"):
        values = pd.to_numeric(known[name], errors="coerce").to_numpy(np.float64, na_value=np.nan)
        _refuse(known, ~(np.isfinite(values) & (values == np.floor(values))), f"no whole number for its {name}")
        known[name] = values.astype(np.int64)
    _refuse(known, known["target"].isna().to_numpy(), "no target")
    strange = ~known["part"].isin(parts).to_numpy() | ~known["article_id"].isin(articles.index).to_numpy()
    if strange.any():
        one = known.iloc[int(np.flatnonzero(strange)[0])]
        raise MeasureError(
            "a mention lies outside the articles and parts given",
            found=f"{int(strange.sum())} mentions, first {one['article_id']!r}, part {one['part']!r}",
            do="keep those of these articles, and name their parts in parts=",
        )
    return known


def _refuse(mentions: pd.DataFrame, wrong: Array, what: str) -> None:
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise MeasureError(
            f"a mention has {what}",
            found=f"{int(wrong.sum())} mentions, first {mentions['article_id'].iloc[row]!r} in row {row}",
            do="leave these rows out, or mend them",
        )


def complete_mentions(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    quotations: pd.DataFrame | None,
    parts: tuple[str, ...],
    tokens: Tokens | None,
) -> pd.DataFrame:
    """Add to spans of the user's what the mentions of `find_targets` have."""
    known = check_mentions(mentions, articles, parts)
    number = articles.index.get_indexer(pd.Index(known["article_id"]))
    texts = {part: part_texts(articles, part) for part in parts}
    spans = zip(number.tolist(), known["part"], known["start"], known["end"], strict=True)
    known["term"] = pd.Series([texts[part][row][begin:end] for row, part, begin, end in spans], dtype="str")
    for name, value in (("link", "given"), ("ambiguous", False), ("possessive", False)):
        known[name] = known[name] if name in known.columns else value
    if {"voice", "speaker", "place"} <= set(known.columns):
        return known
    some = articles.iloc[np.unique(number)]
    if quotations is None:
        quotations = find_quotations(some, parts=parts, tokens=tokens if len(some) == len(articles) else None)
    else:
        quotations = quotations[quotations["article_id"].isin(some.index)]
    return assign_voices(known, articles=some, quotations=quotations)
