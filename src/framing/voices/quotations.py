"""Quotations: what stands between quotation marks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.parts import check_parts, part_tokens
from framing.tables import check_table
from framing.text import Tokens
from framing.voices.marks import pair_marks

__all__ = ["find_quotations"]

Array = np.ndarray[Any, Any]

_PARTIAL_WORDS = 4


def find_quotations(
    articles: pd.DataFrame, *, parts: tuple[str, ...] = ("text",), tokens: Tokens | None = None
) -> pd.DataFrame:
    """Find what stands between quotation marks.

    Curly, straight, angle and single marks; marks within marks belong to the outer quotation; a quotation over several
    paragraphs is several rows with one `quotation_id`.

    Parameters
    ----------
    articles
        The `articles` table.
    parts
        Parts to look at: title, text or both.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `quotations`: `quotation_id`, `article_id`, `part`, `start`, `end` (without the marks), `kind` ("direct" from
        four words, "partial" below), `speaker` (not known yet: missing), `flag` ("unclosed" where the mark that
        closes is missing: the quotation then ends with its paragraph), `rule`.

    Notes
    -----
    It cannot see speech without quotation marks, and takes a quoted title or a scare quote for a (partial) quotation.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“It is a bluff, surely,” she said."], "title": [None], "outlet": ["X"],
    ...     "date": [pd.NaT], "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> find_quotations(articles)[["start", "end", "kind"]].values.tolist()
    [[1, 23, 'direct']]
    """
    check_table("articles", articles)
    chosen = check_parts(parts, articles)
    found = [_find_in_part(articles, part, part_tokens(articles, part, parts=chosen, tokens=tokens)) for part in chosen]
    quotations = pd.concat(found, ignore_index=True) if len(found) > 1 else found[0]
    order = np.argsort(articles.index.get_indexer(pd.Index(quotations["article_id"])), kind="stable")
    return quotations.iloc[order].reset_index(drop=True)


def _find_in_part(articles: pd.DataFrame, part: str, tokens: Tokens) -> pd.DataFrame:
    pieces = pair_marks(tokens)
    first, last = tokens.pick(pieces.first), tokens.pick(pieces.last)
    text = first.text
    n_words = np.bincount(pieces.number, last.words_before + last.is_word - first.words_before)
    direct = n_words[pieces.number] >= _PARTIAL_WORDS
    keys = articles.index.to_numpy()
    ids = [f"{keys[t]}/{part}/q{n:04d}" for t, n in zip(text.tolist(), _within(text, pieces.number), strict=True)]
    return pd.DataFrame(
        {
            "quotation_id": pd.Series(ids, dtype="str"),
            "article_id": pd.Series(keys[text], dtype="str"),
            "part": part,
            "start": first.start.astype(np.int64),
            "end": last.end.astype(np.int64),
            "kind": pd.Series(np.array(["partial", "direct"])[direct.astype(np.int8)], dtype="str"),
            "speaker": pd.Series([None] * len(text), dtype="str"),
            "flag": pd.Series(["unclosed" if unclosed else None for unclosed in pieces.unclosed.tolist()], dtype="str"),
            "rule": "quotation marks",
        }
    )


def _within(text: Array, number: Array) -> list[int]:
    """Number of each quotation within its text."""
    base = number[np.searchsorted(text, text, "left")] if len(text) else number
    within: list[int] = (number - base).tolist()
    return within
