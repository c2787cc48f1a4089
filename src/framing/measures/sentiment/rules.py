"""The constants of VADER's rules, as data.

From vaderSentiment 3.3.2, https://github.com/cjhutto/vaderSentiment.
Copyright (c) 2016 C.J. Hutto, MIT licence: the full notice is in ``framing/lexicons/vader.LICENSE``.

Left out are two entries that the original can never reach: the one-word special case "badass" (its
look-up is by two and three words only; "badass" is a word of the lexicon), and the idioms that it
lists as future work.
"""

from __future__ import annotations

__all__ = [
    "BOOSTERS",
    "BOOSTER_PHRASES",
    "BUT_AFTER",
    "BUT_BEFORE",
    "CAPITALS",
    "DAMPING",
    "EXCLAMATION",
    "MOST_EXCLAMATIONS",
    "NAMED",
    "NEGATION",
    "NEGATIONS",
    "NEVER_SO",
    "NORMALISER",
    "QUESTION",
    "QUESTIONS_AT_MOST",
    "SPECIAL_CASES",
]

INCREASE, DECREASE = 0.293, -0.293  # of a booster or a dampener
CAPITALS = 0.733  # a word in capitals among words that are not
NEGATION = -0.74  # factor of a negated word
NEVER_SO = 1.25  # factor after "never so" and "never this"
DAMPING = {1: 1.0, 2: 0.95, 3: 0.9}  # of a booster, by its distance in words
BUT_BEFORE, BUT_AFTER = 0.5, 1.5  # factors before and after "but"
EXCLAMATION, MOST_EXCLAMATIONS = 0.292, 4  # each mark, and how many count
QUESTION, QUESTIONS_AT_MOST = 0.18, 0.96  # each of two or three marks, and the sum of more
NORMALISER = 15  # compound = sum / sqrt(sum² + 15)


def _words(listed: str) -> list[str]:
    return listed.split()


NEGATIONS = frozenset(
    _words("""
    aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt
    oughtnt shant shouldnt wasnt werent wont wouldnt ain't aren't can't couldn't daren't didn't doesn't
    don't hadn't hasn't haven't isn't mightn't mustn't needn't oughtn't shan't shouldn't wasn't weren't
    won't wouldn't neither never none nope nor not nothing nowhere uhuh uh-uh without rarely seldom
    despite
    """)
)
_BOOSTERS = _words("""
    absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous
    enormously entirely especially exceptional exceptionally extreme extremely fabulously flipping flippin
    frackin fracking fricking frickin frigging friggin fully fuckin fucking fuggin fugging greatly hella
    highly hugely incredible incredibly intensely major majorly more most particularly purely quite really
    remarkably so substantially thoroughly total totally tremendous tremendously uber unbelievably
    unusually utter utterly very
""")
_DAMPENERS = _words("""
    almost barely hardly kinda kindof kind-of less little marginal marginally occasional occasionally
    partly scarce scarcely slight slightly somewhat sorta sortof sort-of
""")
BOOSTERS = dict.fromkeys(_BOOSTERS, INCREASE) | dict.fromkeys(_DAMPENERS, DECREASE)
BOOSTER_PHRASES = {("just", "enough"): DECREASE, ("kind", "of"): DECREASE, ("sort", "of"): DECREASE}

SPECIAL_CASES = {
    ("the", "shit"): 3.0,
    ("the", "bomb"): 3.0,
    ("bad", "ass"): 1.5,
    ("bus", "stop"): 0.0,
    ("yeah", "right"): -2.0,
    ("kiss", "of", "death"): -1.5,
    ("to", "die", "for"): 3.0,
    ("beating", "heart"): 3.5,
}

# Words that a rule calls by name, beside those of the lists above.
NAMED = tuple(_words("at but doubt kind least never no nor of or so this very without"))
