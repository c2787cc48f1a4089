"""Stretches of text in which nothing changes: within one paragraph, and within or outside each quotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from framing.text import Tokens

__all__ = ["Stretches", "lay_stretches"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Stretches of all texts, in order.

    Attributes
    ----------
    text, start : ndarray
        Number of the text, and the character of it with which the stretch begins.
    form : ndarray
        First form of the paragraph it lies in.
    n_words : ndarray
        Number of words that begin in it.
    width : int
        More than the characters of any text: `text * width + start` puts all places in one order.
    """

    text: Array
    start: Array
    form: Array
    n_words: Array
    width: int

    def containing(self, text: Array, start: Array) -> Array:
        """Stretch in which each place lies."""
        return np.searchsorted(self.text * self.width + self.start, text * self.width + start, "right") - 1


def lay_stretches(articles: pd.DataFrame, quotations: pd.DataFrame, tokens: Tokens) -> Stretches:
    """Cut the texts where a paragraph or a quotation begins or ends.

    Parameters
    ----------
    articles
        The `articles` table.
    quotations
        Those of the part that the tokens are of.
    tokens
        Tokens of that part.
    """
    paragraph = np.flatnonzero(tokens.form_broken)
    owner = articles.index.get_indexer(pd.Index(quotations["article_id"]))
    text = np.concatenate([tokens.form_text[paragraph], owner, owner]).astype(np.int64)
    bounds = (quotations[name].to_numpy(np.int64) for name in ("start", "end"))
    start = np.concatenate([tokens.form_start[paragraph], *bounds])
    width = int(max(start.max(initial=0), tokens.form_end.max(initial=0))) + 1
    key = np.unique(text * width + start) if len(paragraph) else np.zeros(0, np.int64)
    text, start = np.divmod(key, width)
    begins = tokens.form_text[paragraph].astype(np.int64) * width + tokens.form_start[paragraph]
    form = paragraph[np.maximum(np.searchsorted(begins, key, "right") - 1, 0)]
    before = _count_words_before(tokens, text, start, width)
    return Stretches(text, start, form, np.diff(before, append=tokens.words_before[-1]), width)


def _count_words_before(tokens: Tokens, text: Array, start: Array, width: int) -> Array:
    """Count the words of all texts that begin before each place."""
    form = np.searchsorted(tokens.form_text * np.int64(width) + tokens.form_start, text * width + start)
    before = tokens.words_before[form].astype(np.int64)
    last = np.maximum(form - 1, 0)
    cut = np.flatnonzero((form > 0) & (tokens.form_text[last] == text) & (tokens.form_end[last] > start))
    inside = tokens.pick_forms(last[cut])
    owner = np.repeat(cut, tokens.form_token[last[cut] + 1] - tokens.form_token[last[cut]])
    after = inside.is_word & (inside.start >= start[owner])
    return before - np.bincount(owner[after], minlength=len(before))
