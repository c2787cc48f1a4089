"""The voice of any span: whose words they are."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.parts import part_texts
from framing.tables import VOICES, check_spans, check_table

__all__ = ["assign_voices", "covering_quotation", "voice_of"]

Array = np.ndarray[Any, Any]

_JOURNALIST, _DIRECT, _INDIRECT = range(len(VOICES))
_MARKS = re.compile(r"[\W_]*+(?!\Z)")


def assign_voices(spans: pd.DataFrame, *, articles: pd.DataFrame, quotations: pd.DataFrame) -> pd.DataFrame:
    """Add to a table of spans the voice in which each is said.

    Parameters
    ----------
    spans
        Any table with `article_id`, `part`, `start`, `end`: matches, segments, a user's own.
    articles
        The `articles` table.
    quotations
        The `quotations` table of the same articles.

    Returns
    -------
    pandas.DataFrame
        The spans with the columns `voice` (journalist, source_direct, source_indirect) and `speaker` (missing where not
        known). A span has the voice of the place where it begins; one that begins with marks before a quotation, such
        as the one that opens it, has the voice of its first word.

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
    covering = np.full(len(spans), -1)
    parts = spans["part"].to_numpy()
    number = articles.index.get_indexer(pd.Index(spans["article_id"]))
    if (number < 0).any():
        raise TableError(
            "`spans` names articles that are not in `articles`",
            found=f"{int((number < 0).sum())} rows, first {spans['article_id'].to_numpy()[number < 0][0]!r}",
            do='spans = spans[spans["article_id"].isin(articles.index)]',
        )
    for part in sorted(set(parts.tolist())):
        rows = np.flatnonzero(parts == part)
        starts = spans["start"].to_numpy()[rows]
        covering[rows] = covering_quotation(articles, quotations, part, number[rows], starts)
        rows = rows[covering[rows] < 0]
        starts = _skip_marks(part_texts(articles, part), number[rows], spans.iloc[rows])
        covering[rows] = covering_quotation(articles, quotations, part, number[rows], starts)
    speakers = quotations["speaker"].to_numpy()
    speaker = pd.Series(
        np.where(covering >= 0, speakers[covering], None) if len(quotations) else None, spans.index, "str"
    )
    voice = pd.Series(np.array(VOICES)[voice_of(quotations, covering)], spans.index, "str")
    return spans.assign(voice=voice, speaker=speaker)


def _skip_marks(texts: list[str], number: Array, spans: pd.DataFrame) -> Array:
    """Where the first word of each span begins, or the span where it has none."""
    bounds = zip(number.tolist(), spans["start"].tolist(), spans["end"].tolist(), strict=True)
    places = [(start, _MARKS.match(texts[row], start, end)) for row, start, end in bounds]
    return np.array([marks.end() if marks else start for start, marks in places], np.int64)


def covering_quotation(
    articles: pd.DataFrame, quotations: pd.DataFrame, part: str, number: Array, start: Array
) -> Array:
    """Row of the quotation that covers each place, −1 for none; of nested ones the innermost.

    Parameters
    ----------
    number, start
        Number of the article, and the place in its part.
    """
    rows = np.flatnonzero(quotations["part"].to_numpy() == part)
    covering = np.full(len(number), -1)
    if not len(rows) or not len(number):
        return covering
    owner = articles.index.get_indexer(pd.Index(quotations["article_id"]))[rows]
    begin, end = quotations["start"].to_numpy()[rows], quotations["end"].to_numpy()[rows]
    order = np.lexsort((-end, begin, owner))
    rows, owner, begin, end = rows[order], owner[order], begin[order], end[order]
    width = int(max(end.max(initial=0), start.max(initial=0))) + 1
    depth = _depth(owner, begin, end)
    for level in range(depth.max() + 1):
        at = depth == level
        key = owner[at].astype(np.int64) * width + begin[at]
        place = np.searchsorted(key, number.astype(np.int64) * width + start, "right") - 1
        held = np.maximum(place, 0)
        inside = (place >= 0) & (owner[at][held] == number) & (start < end[at][held])
        covering[inside] = rows[at][held[inside]]
    return covering


def _depth(owner: Array, begin: Array, end: Array) -> Array:
    """How many quotations each one lies within."""
    depth = np.zeros(len(owner), np.int64)
    stack: list[tuple[int, int]] = []
    for row, (article, first, stop) in enumerate(zip(owner.tolist(), begin.tolist(), end.tolist(), strict=True)):
        while stack and (stack[-1][0] != article or stack[-1][1] <= first):
            stack.pop()
        depth[row] = len(stack)
        stack.append((article, stop))
    return depth


def voice_of(quotations: pd.DataFrame, covering: Array) -> Array:
    """Voice, as a number into `tables.VOICES`, given the covering quotation."""
    if not len(quotations):
        return np.full(len(covering), _JOURNALIST)
    direct = np.isin(quotations["kind"].to_numpy(), ("direct", "partial"))
    return np.where(covering < 0, _JOURNALIST, np.where(direct[covering], _DIRECT, _INDIRECT))
