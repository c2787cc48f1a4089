"""What a hedging term does in its context: rules read from `senses.toml`, the first that holds decides.

"May" before "9, 2022" is a month, "about" without a number is a preposition, "claimed 12 lives" claims nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.lexicons import Lexicon
from framing.measures.hedging.rules import Rule, decide, read_rules
from framing.text import Tokens

__all__ = ["SENSES", "decide_senses", "load_rules"]

Array = np.ndarray[Any, Any]

SENSES = ("hedge", "other", "ambiguous")


def load_rules() -> tuple[Rule, ...]:
    """Read the rules of sense that ship with the hedging lexicon."""
    return read_rules("senses.toml", about="sense", verdicts=SENSES)


def decide_senses(
    rules: tuple[Rule, ...], lexicon: Lexicon, tokens: Tokens, *, entry: Array, first: Array, last: Array
) -> tuple[Array, Array]:
    """Decide the sense of each match; a hedge where no rule holds.

    Parameters
    ----------
    rules
        In the order in which they are asked.
    entry, first, last
        Row of the lexicon, first and last token of each match.

    Returns
    -------
    (sense, rule)
        Place in `SENSES`, and number of the rule that decided (−1: none).
    """
    rule = decide(rules, lexicon, tokens, entry=entry, first=first, last=last)
    senses = [SENSES.index(one.verdict) for one in rules] + [SENSES.index("hedge")]
    return np.array(senses, np.int8)[rule], rule
