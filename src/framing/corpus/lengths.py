"""How long a text is, and what is too short or too long for an article."""

from __future__ import annotations

from collections.abc import Iterable

from framing.text.words import split_form

__all__ = ["LONG_BYTES", "LONG_WORDS", "SHORT_WORDS", "count_bytes", "count_words"]

SHORT_WORDS = 50
LONG_WORDS = 20_000
LONG_BYTES = 1_000_000


class _WordsOfForm(dict[str, int]):
    """Words in a stretch without white space, worked out once for each distinct one."""

    def __missing__(self, form: str) -> int:
        self[form] = count = sum(is_word for _, _, is_word in split_form(form))
        return count


def count_words(texts: Iterable[str]) -> list[int]:
    """Count words as ``tokenise(texts).count_words()`` does, without making the tokens.

    Examples
    --------
    >>> count_words(["It rained -- again.", ""])
    [3, 0]
    """
    known = _WordsOfForm()
    return [sum(map(known.__getitem__, text.split())) for text in texts]


def count_bytes(text: str) -> int:
    """Count the bytes of a text in UTF-8; of a text too short to reach ``LONG_BYTES``, its characters."""
    return len(text) if len(text) * 4 <= LONG_BYTES else len(text.encode("utf-8", "replace"))
