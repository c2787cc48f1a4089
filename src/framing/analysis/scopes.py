"""What hedges are about: the words inside their scopes, and those outside."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from framing.analysis.tally import need_columns
from framing.tables import check_spans, check_table

__all__ = ["split_scopes"]

_GAP = " … "


def split_scopes(
    articles: pd.DataFrame, hedges: pd.DataFrame, *, quotations: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Split the text of each article into what its hedges are about and the rest, for `compare_words`.

    What lies in the scope of any of the hedges is inside; all else is outside; the hedges themselves are in neither, so
    that *may* is not found to be what is doubted. Pieces are joined by an ellipsis.

    Parameters
    ----------
    articles
        Table of articles.
    hedges
        Table of ``find_hedges``, with ``scope_start`` and ``scope_end``: those of one family and one voice, as a rule.
    quotations
        What to leave out on both sides, for hedges of the journalist's own voice: the ``quotations`` table of the same
        articles. None leaves nothing out.

    Returns
    -------
    pandas.DataFrame
        Articles, two rows each: index ``article_id`` (the article's, with ``/inside`` or ``/outside``), ``text`` (its
        pieces), ``scope`` (inside, outside), ``article`` (the id it has in ``articles``, to be given as ``cluster``),
        and the other columns of ``articles``. Only articles with a scope in their text are in it.

    Raises
    ------
    TableError
        The hedges have no scopes, or belong to other texts.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["The dam may burst. The sun shone."], "title": None, "outlet": "X",
    ...     "date": pd.NaT, "url": None}, index=pd.Index(["a"], name="article_id"))
    >>> hedges = pd.DataFrame({"article_id": ["a"], "part": "text", "start": [8], "end": [11], "term": "may",
    ...     "entry": "may", "category": "epistemic", "weight": 1.0, "lexicon": "hedging", "scope_start": [0],
    ...     "scope_end": [17]})
    >>> split_scopes(articles, hedges)["text"].tolist()
    ['The dam … burst', '. The sun shone.']
    """
    check_table("articles", articles)
    need_columns("hedges", hedges, ["article_id", "part", "start", "end", "scope_start", "scope_end"])
    check_spans("matches", hedges, articles)
    own = hedges[(hedges["part"] == "text") & hedges["scope_start"].notna()]
    said = quotations[quotations["part"] == "text"] if quotations is not None else own.head(0)
    quoted = {str(key): list(zip(rows["start"], rows["end"], strict=True)) for key, rows in said.groupby("article_id")}
    texts: dict[str, list[str]] = {}
    for key, rows in own.groupby("article_id", sort=False):
        text = str(articles.loc[[key], "text"].iloc[0])
        side = bytearray(len(text))  # of each character: 0 outside, 1 inside, 2 in neither
        _paint(side, zip(rows["scope_start"], rows["scope_end"], strict=True), 1)
        _paint(side, zip(rows["start"], rows["end"], strict=True), 2)
        _paint(side, quoted.get(str(key), []), 2)
        texts[str(key)] = [_cut(text, side, 1), _cut(text, side, 0)]
    kept = articles.loc[articles.index.isin(list(texts))]
    halves = []
    for number, scope in enumerate(("inside", "outside")):
        half = kept.assign(text=[texts[str(key)][number] for key in kept.index], scope=scope, article=kept.index)
        halves.append(half.set_axis(pd.Index([f"{key}/{scope}" for key in kept.index], dtype="str")))
    return pd.concat(halves).rename_axis("article_id")


def _paint(side: bytearray, spans: Iterable[tuple[int, int]], value: int) -> None:
    for start, end in spans:
        side[int(start) : int(end)] = bytes([value]) * (int(end) - int(start))


def _cut(text: str, side: bytearray, value: int) -> str:
    """The pieces of a text that lie on one side, in order."""
    runs = re.finditer(bytes([value]) + b"+", side)
    pieces = (text[run.start() : run.end()].strip() for run in runs)
    return _GAP.join(piece for piece in pieces if piece)
