"""Which western encoding a text is in, by its typography: quotation marks, dashes and letters in their places."""

from __future__ import annotations

import re

__all__ = ["find_typographic_encoding"]

_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_FEW = 0.03  # share of the letters that are beyond a to z: with more, the language decides
_SURE = 0.6
_SIGN = re.compile(r"[^\x00-\x7f]")
_OPENING, _CLOSING, _DASHES = "“‘„‚«¿¡", "”’»", "–—…•·"
_MONEY, _MARKS = "£€¥", "©®™°§½¼¾†‹›\xa0×−ªº²³µ"


def find_typographic_encoding(sample: bytes) -> str:
    r"""Choose the western encoding in which signs beyond ASCII stand where print has them; "" where none convinces.

    English news has few accented letters and many curly quotation marks: an encoding is right where an opening mark
    follows a blank, a closing one a letter or a stop, an accented letter stands in a word.

    Parameters
    ----------
    sample
        Bytes that are not UTF-8.

    Returns
    -------
    str
        "cp1252" (Windows), "mac_roman" (old Macintosh) or "cp850" (DOS); "" where accented letters are many, for then
        the language tells more, or where no encoding puts three signs of five in their places.

    Examples
    --------
    >>> find_typographic_encoding("The mayor said: “It’s over” – and left.".encode("mac_roman"))
    'mac_roman'
    """
    scores = {}
    for name in _ENCODINGS:
        text = sample.decode(name, "replace")
        letters = sum(map(str.isalpha, text))
        beyond = sum(sign.isalpha() for sign in _SIGN.findall(text))
        scores[name] = _score(text) if beyond <= max(1, _FEW * letters) else 0.0
    best = max(_ENCODINGS, key=lambda name: scores[name])
    return best if scores[best] >= _SURE else ""


def _score(text: str) -> float:
    """Give the mean over all signs: 1 in its place, 0 neither, -1 where print never has it."""
    found = [_judge(text, match.start()) for match in _SIGN.finditer(text)]
    return sum(found) / len(found) if found else 0.0


def _judge(text: str, at: int) -> int:
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign in _MARKS:
        return 0
    if sign.isalpha():
        return _judge_letter(sign, before, after)
    if sign in _OPENING:
        fits = not before.isalnum() and not after.isspace()
    elif sign in _CLOSING:
        fits = bool(before) and not before.isspace()
    else:
        fits = sign in _DASHES or (sign in _MONEY and (after.isdigit() or before.isdigit() or before == " "))
    return 1 if fits else -1


def _judge_letter(sign: str, before: str, after: str) -> int:
    """An accented letter stands in a word, a capital one at its beginning; two in a row are rare."""
    if any(near and not near.isascii() and near.isalpha() for near in (before, after)) or before.isdigit():
        return -1
    if sign.isupper():
        return -1 if before.islower() or not after.isalpha() else 1
    return 1 if before.isalpha() or after.isalpha() else -1
