"""The voice of any span: whose words they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.tables import check_spans, check_table

__all__ = ["assign_voices", "covering_quotation", "voice_of"]

Array = np.ndarray[Any, Any]

JOURNALIST, DIRECT, INDIRECT = range(3)  # places in tables.VOICES
_VOICE_NAMES = np.array(["journalist", "source_direct", "source_indirect"])


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
        known). A span has the voice of the place where it begins; one that begins with the mark that opens a quotation
        begins within it.

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
    for part in sorted(set(parts.tolist())):
        rows = np.flatnonzero(parts == part)
        starts = spans["start"].to_numpy()[rows]
        covering[rows] = covering_quotation(articles, quotations, part, number[rows], starts)
        after_mark = rows[covering[rows] < 0]  # a sentence that opens with a quotation mark begins within it
        starts = spans["start"].to_numpy()[after_mark] + 1
        covering[after_mark] = covering_quotation(articles, quotations, part, number[after_mark], starts)
    speakers = quotations["speaker"].to_numpy()
    speaker = pd.Series(
        np.where(covering >= 0, speakers[covering], None) if len(quotations) else None, spans.index, "str"
    )
    return spans.assign(
        voice=pd.Series(_VOICE_NAMES[voice_of(quotations, covering)], spans.index, "str"), speaker=speaker
    )


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
        return np.full(len(covering), JOURNALIST)
    direct = np.isin(quotations["kind"].to_numpy(), ("direct", "partial"))
    return np.where(covering < 0, JOURNALIST, np.where(direct[covering], DIRECT, INDIRECT))
