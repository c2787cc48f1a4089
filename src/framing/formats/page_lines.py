"""What each line of a web page is: the letters of the column ``layout``."""

from __future__ import annotations

__all__ = ["LETTERS", "letters_match"]

LETTERS = {
    "p": "",
    "h": "",
    "H": "headline",
    "b": "byline",
    "d": "dateline",
    "c": "caption",
    "n": "navigation",
    "t": "teaser",
    "a": "advert",
    "s": "share",
    "o": "comments",
    "x": "outside",
}
"""From the letter of a line to the reason for which it is not the article; "" for the article's own lines.

``p`` is a paragraph and ``h`` a heading of the article; ``x`` stands outside the part of the page that holds it.
"""


def letters_match(text: str, layout: object) -> bool:
    r"""Say whether ``layout`` has a known letter for each line of ``text`` that is not blank.

    Examples
    --------
    >>> letters_match("Menu\n\nIt rained.", "np"), letters_match("It rained.", "np")
    (True, False)
    """
    if not isinstance(layout, str) or not set(layout) <= LETTERS.keys():
        return False
    return len(layout) == sum(not line.isspace() and line != "" for line in text.split("\n"))
