"""Characters that came in wrong: found, and turned back where that can be done."""

from __future__ import annotations

import re

__all__ = ["GARBLED", "REPLACED", "repair_text"]

GARBLED = re.compile(
    "[âÃÂïð](?:(?<=â)[€‚„†\x80\x82\x84\x86]|(?<=[ÃÂ])[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|(?<=ï)»¿|(?<=ð)[Ÿ\x9f])"
)
"""UTF-8 once read as Windows-1252 or Latin-1: "â€™" for "’"."""

REPLACED = re.compile("\ufffd")
"""What stands where a character was lost in an earlier conversion."""

_STRETCH = re.compile("[\x80-\xff‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€ŠŽžŸ]+")
_LONGEST = 12  # characters that one becomes when it is garbled twice
_CAPITAL_BEFORE_MARK = re.compile(r"(?<=[^\W\d_a-z])[ÃÂ][‘’“”…–—‹›»](?![^\W\d_])")


def repair_text(text: str) -> tuple[str, int]:
    """Turn garbled characters back ("â€™" into "’"), and nothing else.

    Only stretches without ASCII that ``GARBLED`` finds are given to ftfy (Speer 2019); the rest of the text is not
    looked at. A capital Ã or Â at the end of a word in capitals, before a quotation mark or a dash (IRMÃ”), is left.

    Parameters
    ----------
    text
        A text or a title.

    Returns
    -------
    str
        The text.
    int
        How many characters were turned back, counted as they are now.

    Notes
    -----
    A character of which a byte was lost or made a plain blank stays as it is.

    Examples
    --------
    >>> repair_text("The mayorâ€™s cafÃ©")
    ('The mayor’s café', 2)
    >>> repair_text("The mayor’s café")
    ('The mayor’s café', 0)
    """
    if not GARBLED.search(text):
        return text, 0
    from ftfy import fix_encoding

    pieces: list[str] = []
    done = count = 0
    for stretch in _STRETCH.finditer(text):
        garbled = stretch[0]
        if not GARBLED.search(garbled) or _CAPITAL_BEFORE_MARK.search(
            text, max(stretch.start() - 1, 0), stretch.end() + 1
        ):
            continue
        mended = fix_encoding(garbled)
        if mended != garbled:
            count += _count_mended(garbled, mended)
            pieces += [text[done : stretch.start()], mended]
            done = stretch.end()
    return "".join([*pieces, text[done:]]), count


def _count_mended(old: str, new: str) -> int:
    """Count the characters of the new that stand for several of the old."""
    from ftfy import fix_encoding

    count = place = 0
    for letter in new:
        if old[place : place + 1] != letter:
            count += 1
            lengths = range(2, _LONGEST + 1)
            place += next((n for n in lengths if fix_encoding(old[place : place + n]) == letter), 2) - 1
        place += 1
    return max(count, 1)
