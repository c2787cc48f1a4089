"""The word patterns of entries: a literal word, or one with `*` for any characters."""

from __future__ import annotations

from framing.text.words import split_words

__all__ = ["Pattern", "WordPatterns", "fits", "parse_entry"]

Pattern = tuple[str, ...]

_HEAD = 4  # characters by which most words are told apart from all patterns


class WordPatterns:
    """Distinct word patterns with numbers, and which of them a word fits.

    Examples
    --------
    >>> patterns = WordPatterns()
    >>> [patterns.add(pattern) for pattern in ("rumour*", "rumours", "*-led")]
    [0, 1, 2]
    >>> patterns.close()
    >>> patterns.patterns_of("rumours"), patterns.patterns_of("state-led's")
    ((0, 1), (2,))
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._literal: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._globs: dict[str, int] = {}
        self._heads: set[str] = set()
        self._head, self._longest_stem = _HEAD, 0

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, word: str) -> int:
        """Give the number of a pattern."""
        number = self._numbers.setdefault(word, len(self._numbers))
        stem = word.partition("*")[0]
        if stem == word:
            self._literal[word] = number
        elif len(stem) == len(word) - 1:
            self._stems[stem] = number
        else:
            self._globs[word] = number
        return number

    def close(self) -> None:
        """Note by which first letters the patterns can be told apart from other words."""
        begins = [*self._stems, *(glob.partition("*")[0] for glob in self._globs)]
        self._longest_stem = max(map(len, self._stems), default=0)
        self._head = min([_HEAD, *map(len, begins)])
        printed = [*begins, *self._literal, *(f"{word}'s" for word in self._literal)]
        self._heads = {word[: self._head] for word in printed}

    def patterns_of(self, norm: str) -> tuple[int, ...]:
        """List the patterns that a normalised word fits, with or without a possessive 's."""
        if norm[: self._head] not in self._heads or not norm:
            return ()
        found = self._fitting(norm)
        if norm.endswith("'s"):
            found |= self._fitting(norm[:-2].rstrip("."))
        return tuple(sorted(found))

    def _fitting(self, norm: str) -> set[int]:
        found = {self._literal[norm]} if norm in self._literal else set()
        if self._stems:
            longest = min(len(norm), self._longest_stem)
            found |= {self._stems[norm[:n]] for n in range(longest + 1) if norm[:n] in self._stems}
        return found | {number for glob, number in self._globs.items() if fits(norm, glob)}


def parse_entry(entry: str, *, keep_case: bool = False) -> Pattern:
    """Split an entry into the patterns of its words, normalised as texts are.

    Examples
    --------
    >>> parse_entry("Saber-rattl*  threat")
    ('saber-rattl*', 'threat')
    """
    # A letter stands in for the star, so that the entry is split exactly as a text is.
    forms = [form.replace("*", "ⴰ") for form in entry.split() if any(map(str.isalnum, form)) or form == "*"]
    words = [word.replace("ⴰ", "*") for form in forms for word in split_words(form, keep_case=keep_case)]
    emoticon = any(word == "*" for word in words) and words.count("*") > entry.split().count("*")  # as in *\0/*
    return tuple(words) if any(word.strip("*") for word in words) and not emoticon else ()


def fits(word: str, pattern: str) -> bool:
    """Whether a word fits a pattern: each part at its first place after the one before.

    Examples
    --------
    >>> fits("saber-rattling", "sab*-rattl*"), fits("saber", "sab")
    (True, False)
    """
    begin, *parts = pattern.split("*")
    if not parts:
        return word == pattern
    end = parts.pop()
    if len(word) < len(begin) + len(end) or not (word.startswith(begin) and word.endswith(end)):
        return False
    place, stop = len(begin), len(word) - len(end)
    for part in parts:
        place = word.find(part, place, stop)
        if place < 0:
            return False
        place += len(part)
    return True
