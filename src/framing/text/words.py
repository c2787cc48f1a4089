"""What a word is, decided on one form: a stretch of characters without white space."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["normalise", "split_form", "split_words", "straighten"]

# A run of letters and digits, with the combining and invisible characters that may stand inside it.
# Possessive repeats (++) never give a character back, so that a form of any length takes linear time.
_RUN = r"[^\W_]++(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]++[^\W_]*+)*+"
_PIECE = re.compile(
    rf"""
      (?P<word>
        (?:https?://|www\.)\S*[^\W_]/?                         # an address
      | [^\W_][\w.+-]{{0,63}}@[^\W_][\w-]{{0,62}}(?:\.[^\W_]+){{1,5}} # an e-mail address
      | [^\W\d_](?:\.[^\W\d_]){{1,9}}(?![^\W_])\.?(?:['’ʼ＇‐‑-]{_RUN})*+ # initials: U.S., p.m., U.S.-led, U.S.’s
      | {_RUN}(?:(?:['’ʼ＇&]|[-‐‑]|(?<=\d)[.,:/](?=\d)){_RUN})*+   # don't, so-called, AT&T, 1,000.5
      )
    | (?P<mark>(?s:.)(?:(?<=\.)\.+|(?<=[-])-+|(?<=!)!+|(?<=\?)\?+|(?<=')'+|(?<=`)`+)?)
    """,
    re.VERBOSE,
)
_LONGEST = 256  # characters; a longer word is no word of a language, and NFKC may take quadratic time
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ＇‘`´", "'") | dict.fromkeys("‐‑", "-"))
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def split_form(form: str) -> list[tuple[int, int, bool]]:
    """Split a form into its words and marks.

    Returns
    -------
    list of (start, end, is_word)
        In order, without gaps: every character of the form lies in exactly one piece.

    Examples
    --------
    >>> [form[s:e] for form in ["“don’t—stop,”"] for s, e, is_word in split_form(form)]
    ['“', 'don’t', '—', 'stop', ',', '”']
    """
    if form.isalnum():
        return [(0, len(form), True)]
    return [(m.start(), m.end(), m.lastgroup == "word") for m in _PIECE.finditer(form)]


def normalise(word: str) -> str:
    """Give the form under which a word is looked up and counted: `straighten`, in lower case.

    Examples
    --------
    >>> normalise("Don’t"), normalise("U.S."), normalise("bluﬀ")
    ("don't", 'u.s', 'bluff')
    """
    return straighten(word).lower()


def straighten(word: str) -> str:
    """Write a word in the plainest way that keeps its case.

    NFKC, straight apostrophes, plain hyphens, no invisible characters, no final stop of initials. Words of more
    than 256 characters are not brought to NFKC.

    Examples
    --------
    >>> straighten("Don’t"), straighten("U.S.")
    ("Don't", 'U.S')
    """
    if word.isascii():
        return word.rstrip(".") or word
    folded = word.translate(_APOSTROPHES).translate(_INVISIBLE)
    if len(folded) <= _LONGEST:
        folded = unicodedata.normalize("NFKC", folded)
    return folded.translate(_APOSTROPHES).rstrip(".") or word


def split_words(text: str, *, keep_case: bool = False) -> list[str]:
    """List the normalised words of a short text, such as an entry of a lexicon.

    Examples
    --------
    >>> split_words("The so-called “bluff”, he’d say")
    ['the', 'so-called', 'bluff', "he'd", 'say']
    """
    write = straighten if keep_case else normalise
    return [write(form[start:end]) for form in text.split() for start, end, is_word in split_form(form) if is_word]
