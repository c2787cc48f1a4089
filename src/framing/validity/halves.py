"""The halves of a marked set: what was looked at while rules were written, and what was not."""

from __future__ import annotations

import hashlib

__all__ = ["part_of"]


def part_of(key: str) -> str:
    """Tell the half of a document, an article or a host by the last hexadecimal digit of the sha256 of its name.

    Even: seen while rules were written; odd: unseen.

    Examples
    --------
    >>> part_of("www.example.com"), part_of("www.example.org")
    ('seen', 'unseen')
    """
    return "unseen" if int(hashlib.sha256(key.encode()).hexdigest()[-1], 16) % 2 else "seen"
