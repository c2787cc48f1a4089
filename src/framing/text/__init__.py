"""The one text engine: strings in, arrays of spans out. numpy only.

Every decision about a word is taken once per distinct word, in plain Python, and kept in the
`Vocabulary`; tokens carry row numbers, so the work on a corpus is array gathers.
"""

from framing.text.counts import count_terms
from framing.text.negation import is_negated
from framing.text.patterns import Pattern
from framing.text.terms import TermMatcher
from framing.text.tokenising import tokenise
from framing.text.tokens import Picked, Tokens
from framing.text.vocabulary import Vocabulary, any_word
from framing.text.words import normalise, split_words

__all__ = [
    "Pattern",
    "Picked",
    "TermMatcher",
    "Tokens",
    "Vocabulary",
    "any_word",
    "count_terms",
    "is_negated",
    "normalise",
    "split_words",
    "tokenise",
]
