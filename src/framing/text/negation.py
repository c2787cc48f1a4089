"""Whether a token is negated: a negating word in the window to its left."""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.text.tokens import Tokens

__all__ = ["is_negated"]

Array = np.ndarray[Any, Any]

_NEGATIONS = frozenset("no not never neither nor nobody none nothing nowhere without hardly scarcely cannot".split())
_BARRIERS = frozenset('.,;:!?()[]–—“”"«»')


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


def _bars(mark: str) -> bool:
    return mark[0] in _BARRIERS or mark.lower() == "but"


def is_negated(tokens: Tokens, positions: Array, *, window: int = 3) -> Array:
    """Tell whether a negation stands within `window` words to the left.

    The window ends at punctuation, at a quotation mark, at "but" and at the sentence's start.

    Parameters
    ----------
    tokens
        The texts.
    positions
        Tokens to look at.
    window
        Number of tokens to the left that are looked at.

    Returns
    -------
    ndarray of bool

    Examples
    --------
    >>> import numpy as np
    >>> from framing.text import tokenise
    >>> tokens = tokenise(["It is not a bluff, but it may be."])
    >>> is_negated(tokens, np.array([4, 8])).tolist()  # bluff, may
    [True, False]
    """
    vocabulary, sentence = tokens.vocabulary, tokens.pick(positions).sentence
    found = np.zeros(len(positions), bool)
    open_ = np.ones(len(positions), bool)
    for step in range(1, window + 1):
        at = tokens.pick(np.maximum(positions - step, 0))
        open_ &= (positions >= step) & (at.sentence == sentence) & ~vocabulary.fact_at(_bars, at.type)
        found |= open_ & vocabulary.fact_at(_negates, at.norm, level="norm")
    return found
