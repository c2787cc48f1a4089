"""What a text does with a rumour, a claim or a bluff that it names: assert, question, doubt, deny or confirm it.

Rules read from `polarity.toml`; the first that holds decides, and where none does it is asserted.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.lexicons import Lexicon
from framing.measures.hedging.rules import Rule, decide, read_rules
from framing.tables import POLARITIES
from framing.text import Tokens

__all__ = ["FAMILIES", "decide_polarity", "load_rules"]

Array = np.ndarray[Any, Any]

FAMILIES = ("attribution", "insincerity")
"""Families that name something which can be denied or confirmed; the others have no polarity."""


def load_rules() -> tuple[Rule, ...]:
    """Read the rules of polarity."""
    return read_rules("polarity.toml", about="polarity", verdicts=POLARITIES)


def decide_polarity(lexicon: Lexicon, tokens: Tokens, *, entry: Array, first: Array, last: Array) -> Array:
    """Decide the polarity of each match: place in `POLARITIES`, −1 for families that have none.

    Parameters
    ----------
    entry, first, last
        Row of the lexicon, first and last token of each match.
    """
    rules = load_rules()
    polarities = np.array([POLARITIES.index(one.verdict) for one in rules] + [POLARITIES.index("asserted")])
    rows = np.flatnonzero(lexicon.terms["category"].isin(FAMILIES).to_numpy()[entry])
    found = np.full(len(entry), -1)
    found[rows] = polarities[decide(rules, lexicon, tokens, entry=entry[rows], first=first[rows], last=last[rows])]
    return found
