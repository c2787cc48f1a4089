"""Counting quotations: how many there are of each source, and how many words are in them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.parts import check_language, check_parts, part_tokens
from framing.tables import VOICES, check_spans, check_table
from framing.text import Tokens
from framing.voices import count_words, find_quotations

__all__ = ["DIRECT", "choose_speech", "count_pieces", "count_quotations", "prepare_quotations"]

Array = np.ndarray[Any, Any]

DIRECT = ("direct", "partial")
_NO_SPEECH = ("scare quote", "title")
_KINDS = ("nominal", "indirect", "direct", "partial")  # of two on the same words the later one lies within
_FACTS = ("quotation_id", "speaker", "speaker_text", "speaker_role", "speaker_type", "anonymous", "cue", "cue_class")


def count_quotations(
    articles: pd.DataFrame,
    *,
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Count the quotations of sources and the words in them: one row a quotation and kind.

    What is counted: a quotation is one attribution, however many pieces it is printed in (rows of one `quotation_id`),
    reported directly or indirectly. One that lies within another of the same source ("she said she feared that …"), or
    has no known source of its own, is a part of it and not counted again. Its words are the words within its spans,
    each counted once: for the innermost span it lies in. Left out, their words being the journalist's or another
    source's:

    - spans flagged "scare quote" or "title";
    - depth 2 and beyond: where a source hands on what another said, the words are those of the source whom the
      journalist lets speak;
    - quotations without a word.

    Parameters
    ----------
    articles
        The `articles` table.
    quotations
        The `quotations` table; found where it is not given.
    parts
        Parts to count: title, text or both.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        In the order of the articles: `quotation_id`, `article_id`, `part`, `kind`, `voice`, `speaker`, `speaker_text`,
        `speaker_role`, `speaker_type`, `anonymous`, `cue`, `cue_class` (of the quotation's first piece that has it),
        `n_quotations`, `n_words`. A quotation with pieces of two kinds (a reported clause with words in quotation
        marks) has two rows: each has its own words, and `n_quotations` is 1 on the one with more words (at a tie, the
        one that begins first), 0 on the other. So both columns can be added up over any rows.

    Raises
    ------
    TableError
        Where the quotations do not belong to these articles, or one has rows in two articles.
    MeasureError
        Where quotations are to be found in articles in another language, or tokens belong to other texts.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“It may well rain,” said Ida Holm. “It will,” she added."], "title": [None],
    ...     "outlet": ["X"], "date": [pd.NaT], "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> count_quotations(articles)[["speaker", "cue", "kind", "n_quotations", "n_words"]].values.tolist()
    [['Ida Holm', 'say', 'direct', 1, 4], ['Ida Holm', 'add', 'partial', 1, 2]]
    """
    quotations, tokens = prepare_quotations(articles, quotations, parts, tokens)
    return count_pieces(articles, choose_speech(articles, quotations, parts), parts, tokens)


def prepare_quotations(
    articles: pd.DataFrame, quotations: pd.DataFrame | None, parts: tuple[str, ...], tokens: Tokens | None
) -> tuple[pd.DataFrame, Tokens | None]:
    """Give the quotations, found where not given, and the tokens of the texts, made once."""
    check_table("articles", articles)
    if "text" in check_parts(parts, articles):
        tokens = part_tokens(articles, "text", tokens=tokens)
    if quotations is None:
        check_language(articles, "en", of="the list of reporting cues")
        quotations = find_quotations(articles, parts=parts, tokens=tokens)
    return check_spans("quotations", quotations, articles), tokens


def choose_speech(articles: pd.DataFrame, quotations: pd.DataFrame, parts: tuple[str, ...]) -> pd.DataFrame:
    """Choose the spans that are a source's own words, in an order that does not depend on that of the rows.

    A column `number` counts the quotations through; `own` tells the pieces of each from what lies within it.
    """
    said = quotations[quotations["part"].isin(list(check_parts(parts, articles)))]
    if "flag" in said.columns:
        said = said[~said["flag"].isin(_NO_SPEECH)]
    if "depth" in said.columns:
        said = said[said["depth"].fillna(1) <= 1]
    article = articles.index.get_indexer(pd.Index(said["article_id"]))
    part, kind = (said["part"] == "text").to_numpy(), said["kind"].map(_KINDS.index).to_numpy(np.int64)
    keys = pd.factorize(said["quotation_id"], sort=True)[0]
    order = np.lexsort((keys, kind, -said["end"].to_numpy(), said["start"].to_numpy(), part, article))
    said = said.iloc[order].reset_index(drop=True)
    said = said.assign(number=pd.factorize(said["quotation_id"])[0])
    joined = _join_nested(said)
    said = said.assign(number=joined, own=said["number"] == joined)
    owners = said.groupby("number", sort=True)["article_id"].nunique()
    if (owners > 1).any():
        raise TableError(
            "a quotation lies in one article",
            found=f"{int((owners > 1).sum())} quotation_ids with rows in several articles",
            do='quotations["quotation_id"] = quotations["article_id"] + "/" + quotations["quotation_id"]',
        )
    return said


def _join_nested(said: pd.DataFrame) -> Array:
    """Number the quotations anew: one that lies within another of the same source has that one's number."""
    number = said["number"].tolist()
    speakers = said.groupby("number", sort=True)["speaker"].first().reindex(range(max(number, default=-1) + 1))
    speaker = dict(enumerate(speakers.astype(object).where(speakers.notna(), None).tolist()))
    within: dict[int, set[int]] = {}
    around: list[tuple[str, str, int, int]] = []
    spans = zip(*(said[name].tolist() for name in ("article_id", "part", "start", "end")), strict=True)
    for one, (article, part, _, end) in zip(number, spans, strict=True):
        while around and (around[-1][:2] != (article, part) or around[-1][2] < end):
            around.pop()
        within.setdefault(one, set()).add(next((other for *_, other in reversed(around) if other != one), -1))
        around.append((article, part, end, one))
    joined = list(range(len(within)))
    for one in range(len(within)):
        outer = within[one].pop() if len(within[one]) == 1 else -1
        if outer >= 0 and speaker[one] in (None, speaker[outer]):
            joined[one] = joined[outer]
            speaker[one] = speaker[joined[outer]]
    return np.array([joined[one] for one in number], np.int64)


def count_pieces(
    articles: pd.DataFrame, said: pd.DataFrame, parts: tuple[str, ...], tokens: Tokens | None
) -> pd.DataFrame:
    """Count the words of each quotation and kind: see :func:`count_quotations`."""
    piece = said.groupby(["number", "kind"], sort=False).ngroup().to_numpy(np.int64)
    spans = said[["quotation_id", "article_id", "part", "start", "end", "kind", "rule"]]
    spans = spans.assign(speaker=pd.Series(piece, said.index).astype("str"))  # so that words come by piece
    words = count_words(articles, quotations=spans, parts=parts, tokens=tokens)
    words = words[words["voice"] != VOICES[0]]
    n_words = np.bincount(words["speaker"].astype(np.int64), words["n_words"], int(piece.max(initial=-1)) + 1)
    pieces = said.iloc[np.unique(piece, return_index=True)[1]].reset_index(drop=True)
    pieces = pieces.assign(n_words=n_words.astype(np.int64))
    pieces = pieces[pieces["n_words"] > 0].reset_index(drop=True)
    direct = pieces["kind"].isin(DIRECT).to_numpy()
    return pieces.assign(
        **_first_known(said, pieces["number"]),
        voice=pd.Series(np.where(direct, VOICES[1], VOICES[2]), pieces.index, "str"),
        n_quotations=_is_largest(pieces).astype(np.int64),
    )[["quotation_id", "article_id", "part", "kind", "voice", *_FACTS[1:], "n_quotations", "n_words"]]


def _first_known(said: pd.DataFrame, number: pd.Series) -> dict[str, pd.Series]:
    """What is known of each quotation, from the first of its own pieces that has it."""
    facts, said = {}, said[said["own"]]
    for name in _FACTS:
        dtype = pd.BooleanDtype() if name == "anonymous" else pd.Series([], dtype="str").dtype
        values = said[name] if name in said.columns else pd.Series(pd.NA, said.index, "object")
        first = values.astype(dtype).groupby(said["number"], sort=True).first()
        facts[name] = first.reindex(number).astype(dtype).set_axis(number.index)
    return facts


def _is_largest(pieces: pd.DataFrame) -> Array:
    """Tell of each piece whether it is the one of its quotation with the most words, the first at a tie."""
    number = pieces["number"].to_numpy()
    order = np.lexsort((np.arange(len(pieces)), -pieces["n_words"].to_numpy(), number))
    largest = np.zeros(len(pieces), bool)
    largest[order[np.flatnonzero(np.diff(number[order], prepend=-1))]] = True
    return largest
