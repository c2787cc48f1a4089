"""How often each word stands in each text."""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.text.tokens import Tokens

__all__ = ["count_terms"]

Array = np.ndarray[Any, Any]


def count_terms(tokens: Tokens) -> tuple[Array, Array, Array, list[str]]:
    """Count the normalised words of each text.

    Returns
    -------
    (text, term, count, terms)
        The cells that are not zero, sorted by text and term, and the words in alphabetical order.

    Examples
    --------
    >>> from framing.text import tokenise
    >>> text, term, count, terms = count_terms(tokenise(["Rumours and rumours.", "A bluff"]))
    >>> [(int(t), terms[w], int(n)) for t, w, n in zip(text, term, count)]
    [(0, 'and', 1), (0, 'rumours', 2), (1, 'a', 1), (1, 'bluff', 1)]
    """
    norms = tokens.vocabulary.norms
    words = np.flatnonzero(tokens.is_word)
    norm, text = tokens.norm[words], tokens.text[words]
    used = np.flatnonzero(np.bincount(norm, minlength=len(norms)))
    order = sorted(used.tolist(), key=norms.__getitem__)
    rank = np.zeros(len(norms), np.int64)
    rank[order] = np.arange(len(order))
    cell, count = np.unique(text * max(len(order), 1) + rank[norm], return_counts=True)
    terms = [norms[row] for row in order]
    return cell // max(len(order), 1), cell % max(len(order), 1), count, terms
