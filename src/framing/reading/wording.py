"""What a word can do in a clause, told without a parser: function words, marks, capitals, reporting cues.

The classes are decided once for each distinct word.
"""

from __future__ import annotations

from functools import cache

from framing.reading.cues import read_cue_phrases, read_cues
from framing.reading.nouns import read_nouns
from framing.text import normalise

__all__ = ["classify"]

# What a word can do. A word has one class; NAME (written with a capital), CUE and PHRASE come on top.
NAME, CUE, PRONOUN, DETERMINER, AUXILIARY, ADVERB, PREPOSITION, CONJUNCTION = (1 << bit for bit in range(8))
COMMA, STOP, COLON, DASH, BRACKET, QUOTE, DAY, POINT = (1 << bit for bit in range(8, 16))
PHRASE = 1 << 16  # the first word of a cue of several words
VERB = 1 << 17  # a common verb that reports nothing
NOMINAL = 1 << 18  # a noun that hands words to somebody: claim, rumour
FUNCTION = PRONOUN | DETERMINER | AUXILIARY | ADVERB | PREPOSITION | CONJUNCTION
MARK = COMMA | STOP | COLON | DASH | BRACKET | QUOTE | POINT

_WORDS = {
    PRONOUN: "i we you he she it they who whom him them me us himself herself itself themselves "
    "everyone everybody someone somebody anyone anybody nobody what there that's he's she's it's they're they've "
    "he'd she'd we've we're i'm i've one's",
    DETERMINER: "the a an this these those his her their its our my your another each every some many "
    "several most few both no all any other one two three four five six dozens more",
    AUXILIARY: "is are was were be been being am has have had having do does did will would can could may might shall "
    "should must didn't doesn't don't wasn't isn't hasn't hadn't haven't won't wouldn't couldn't not never",
    ADVERB: "also then later once often just even still again ever soon now earlier first always already only "
    "further too meanwhile instead however moreover perhaps yet indeed today yesterday tomorrow thus therefore "
    "sometimes here nevertheless nonetheless afterward afterwards ago quickly both publicly simply",
    PREPOSITION: "of for from in on at with by to about into over under after before during against between among "
    "through without within toward towards near since until despite upon amid like per out outside inside "
    "around across behind beyond following including off up down",
    VERB: "took went came made got left gave kept put ran saw stood led won lost met became brought sent spent "
    "built bought "
    "fell rose drew grew sought fought caught taught sat threw broke chose drove wore paid sold sought "
    "shows seems seemed "
    "wants makes takes gets goes comes gives keeps looks uses used ended sees serves lives",
    CONJUNCTION: "and but or nor so because while when if although though unless whether where which that than as "
    "whereas "
    "whose why how",
}
_CLASS = {word: kind for kind, words in _WORDS.items() for word in words.split()} | dict.fromkeys(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december jan feb aug sept oct nov dec".split(),
    DAY,
)
_MARKS = (
    dict.fromkeys([",", "，"], COMMA)
    | dict.fromkeys([";", "!", "?", "…", "•", "|"], STOP)
    | dict.fromkeys([":"], COLON)
    | dict.fromkeys(["–", "—", "―", "-", "--", "---"], DASH)
    | dict.fromkeys(["(", ")", "[", "]"], BRACKET)
    | dict.fromkeys(["“", "”", "„", '"', "``", "''", "«", "»", "‘", "‚", "’", "'", "`"], QUOTE)
)
ABBREVIATED = frozenset(
    "mr mrs ms dr sen sens rep reps gov gen lt col sgt capt cmdr adm maj rev prof hon st jr sr del mt messrs atty supt "
    "insp det ald pres no inc co corp ltd".split()
)
_CAPITALS = frozenset(("US", "WHO", "IT"))  # no pronouns when written so
_OPEN_CLASS_LY = frozenset("family ally italy july supply reply assembly only rally bully lily kelly sally".split())


def classify(word: str) -> int:
    """Say what a word, as printed, can do in a clause."""
    if not word[0].isalnum():
        if word[0] == ".":
            return POINT if word == "." else STOP
        return _MARKS.get(word, _MARKS.get(word[0], 0))
    norm = normalise(word)
    kind = _base_class(word, norm)
    if norm in read_cues():
        kind |= CUE
    if norm in _phrase_heads():
        kind |= PHRASE
    if norm in read_nouns():
        kind |= NOMINAL
    if word[0].isupper() and not kind & (FUNCTION | DAY):
        kind |= NAME
    return kind


def _base_class(word: str, norm: str) -> int:
    """Class of a word apart from the lists of cues: what it is in any text."""
    if word in _CAPITALS:
        return 0
    kind = DAY if word == "May" else _CLASS.get(norm, 0)
    if not kind and norm.endswith("ly") and len(norm) > 4 and word.islower() and norm not in _OPEN_CLASS_LY:
        return ADVERB
    return 0 if kind == DAY and not word[0].isupper() else kind


@cache
def _phrase_heads() -> frozenset[str]:
    return frozenset(words[0] for words in read_cue_phrases())
