"""Characters that no text can hold, replaced and counted."""

from __future__ import annotations

import re

__all__ = ["Note", "mend_characters", "mend_values", "note_mended"]

Note = dict[str, object]
"""What was noticed on reading: item, value, note."""

_BROKEN = re.compile("[\x00\ud800-\udfff]")


def mend_characters(text: str) -> tuple[str, int]:
    r"""Replace what no text can hold, NULs and halves of surrogate pairs, by U+FFFD; count them.

    Examples
    --------
    >>> mend_characters("a\x00b")
    ('a�b', 1)
    """
    if "\x00" not in text:
        if text.isascii():
            return text, 0
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            pass
        else:
            return text, 0
    return _BROKEN.subn("\ufffd", text)


def mend_values(value: object, mended: list[int]) -> object:
    r"""Replace in parsed JSON, however deep, what no text can hold: an escape has no letter before it is parsed.

    Parameters
    ----------
    value
        What the parser gave.
    mended
        Receives the number of characters replaced, for each text in which there were any.

    Returns
    -------
    object
        The same with sound texts.

    Raises
    ------
    RecursionError
        Where it is nested too deeply.

    Examples
    --------
    >>> counts = []
    >>> mend_values({"title": "Rain\ud800", "words": [120]}, counts), counts
    ({'title': 'Rain�', 'words': [120]}, [1])
    """
    if isinstance(value, str):
        text, count = mend_characters(value)
        mended += [count] if count else []
        return text
    if isinstance(value, list):
        return [mend_values(item, mended) for item in value]
    if isinstance(value, dict):
        return {mend_values(key, mended): mend_values(item, mended) for key, item in value.items()}
    return value


def note_mended(count: int) -> Note:
    """Note how many characters were replaced."""
    return {
        "item": "characters replaced",
        "value": count,
        "note": "NULs and half surrogate pairs, now U+FFFD",
    }
