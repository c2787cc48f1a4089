"""The voice of any span: whose words they are."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.parts import part_texts, part_tokens
from framing.segments import form_places
from framing.tables import PLACES, VOICES, check_spans, check_table
from framing.text import Tokens
from framing.voices.layers import Layers, lay_quotations

__all__ = ["assign_voices"]

Array = np.ndarray[Any, Any]

_MARKS = re.compile(r"[\W_]*+(?!\Z)")


def assign_voices(
    spans: pd.DataFrame, *, articles: pd.DataFrame, quotations: pd.DataFrame, tokens: Tokens | None = None
) -> pd.DataFrame:
    """Add to a table of spans the voice in which each is said, the speaker, and where in the article it stands.

    Parameters
    ----------
    spans
        Any table with `article_id`, `part`, `start`, `end`: matches, segments, a user's own.
    articles
        The `articles` table.
    quotations
        The `quotations` table of the same articles.
    tokens
        Tokens of the texts, where they were made before; used to find the place of spans that have none.

    Returns
    -------
    pandas.DataFrame
        The spans with the columns `place` (title, heading, body; kept where there), `voice` (journalist,
        source_direct, source_indirect), `speaker` (missing where not known) and `depth` (0 in the journalist's own
        words, 1 in a source's, 2 where a source hands on another's, and so on). A span has the voice of the place where
        it begins; one that begins with marks before a quotation, such as the one that opens it, has the voice of its
        first word. Where quotations lie within each other the innermost names the speaker, or the next around it
        that has one; within quotation marks the voice is source_direct, whatever lies in them. Scare quotes and
        titles of works (column `flag`) are the journalist's words.

    Raises
    ------
    TableError
        Where spans or quotations do not belong to these articles.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.voices import find_quotations
    >>> articles = pd.DataFrame({"text": ["“It may rain,” she said. It may not."], "title": [None], "outlet": ["X"],
    ...     "date": [pd.NaT], "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> spans = pd.DataFrame({"article_id": "a", "part": "text", "start": [4, 28], "end": [7, 31]})
    >>> assign_voices(spans, articles=articles, quotations=find_quotations(articles))["voice"].tolist()
    ['source_direct', 'journalist']
    """
    check_table("articles", articles)
    for name, table in (("spans", spans), ("quotations", quotations)):
        if not {"article_id", "part", "start", "end"} <= set(table.columns):
            raise TableError(
                f"`{name}` must have the columns article_id, part, start, end",
                found=f"columns: {', '.join(map(str, table.columns))}",
                do=f"make {name} with find_quotations, find_terms or segment_articles",
            )
    check_spans("quotations", quotations, articles)
    number = articles.index.get_indexer(pd.Index(spans["article_id"]))
    if (number < 0).any():
        raise TableError(
            "`spans` names articles that are not in `articles`",
            found=f"{int((number < 0).sum())} rows, first {spans['article_id'].to_numpy()[number < 0][0]!r}",
            do='spans = spans[spans["article_id"].isin(articles.index)]',
        )
    parts = spans["part"].to_numpy()
    voice, depth = np.zeros(len(spans), np.int64), np.zeros(len(spans), np.int64)
    place = np.full(len(spans), PLACES.index("body"))
    speaker = np.full(len(spans), None, object)
    for part in sorted(set(parts.tolist())):
        rows = np.flatnonzero(parts == part)
        layers = lay_quotations(articles, quotations, part)
        covering = _cover(layers, articles, part, number[rows], spans.iloc[rows])
        voice[rows], depth[rows] = layers.voice_at(covering), layers.depth_at(covering)
        speaker[rows] = layers.speaker_at(covering)
        if "place" not in spans.columns:
            place[rows] = _find_places(articles, part, number[rows], spans["start"].to_numpy()[rows], tokens)
    found = spans if "place" in spans.columns else spans.assign(place=_name(PLACES, place, spans.index))
    named = pd.Series(speaker, spans.index, "str")
    return found.assign(voice=_name(VOICES, voice, spans.index), speaker=named, depth=depth)


def _name(names: tuple[str, ...], number: Array, index: pd.Index) -> pd.Series:
    return pd.Series(np.array(names)[number], index, "str")


def _cover(layers: Layers, articles: pd.DataFrame, part: str, number: Array, spans: pd.DataFrame) -> Array:
    """Row of the quotation that covers the beginning of each span, or its first word."""
    covering = layers.covering(number, spans["start"].to_numpy())
    rows = np.flatnonzero(covering < 0)
    starts = _skip_marks(part_texts(articles, part), number[rows], spans.iloc[rows])
    covering[rows] = layers.covering(number[rows], starts)
    return covering


def _find_places(articles: pd.DataFrame, part: str, number: Array, start: Array, tokens: Tokens | None) -> Array:
    """Place of each span: title, heading or body."""
    own = part_tokens(articles, part, tokens=tokens)
    if not len(own.form_start):
        return np.full(len(start), PLACES.index("body"))
    width = int(max(own.form_end.max(), start.max(initial=0))) + 1
    key = own.form_text.astype(np.int64) * width + own.form_start
    form = np.maximum(np.searchsorted(key, number.astype(np.int64) * width + start, "right") - 1, 0)
    return form_places(articles, part, own)[form]


def _skip_marks(texts: list[str], number: Array, spans: pd.DataFrame) -> Array:
    """Where the first word of each span begins, or the span where it has none."""
    bounds = zip(number.tolist(), spans["start"].tolist(), spans["end"].tolist(), strict=True)
    places = [(start, _MARKS.match(texts[row], start, end)) for row, start, end in bounds]
    return np.array([marks.end() if marks else start for start, marks in places], np.int64)
