"""Refusing: why a file is not read, and what to do about it, in the words of the account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.errors import CorpusError, EmptyFileError
from framing.formats.mending import mend_characters

__all__ = ["check_texts", "nothing_read", "tell_error", "tell_kind", "tell_trouble"]

_DO = "; to mend it: "
_SAVE_AS = {
    **dict.fromkeys(("xls", "xlsb", "ods", "numbers"), ".xlsx"),
    **dict.fromkeys(("odt", "pages", "wps"), ".docx"),
}
_LONGEST = 120  # characters told of an error that no reader expected


def tell_error(error: CorpusError) -> tuple[str, str]:
    """Give the reason for which a file is not read, and a note, where a reader said it as a mistake of the user.

    Examples
    --------
    >>> tell_error(EmptyFileError("the file is empty", found="'a.csv', 0 bytes", do="get it again"))
    ('file empty', "the file is empty: 'a.csv', 0 bytes; to mend it: get it again")
    """
    reason = "file empty" if isinstance(error, EmptyFileError) else "file damaged"
    return reason, mend_characters(f"{error.what}: {error.found}{_DO}{error.do}")[0]


def tell_trouble(error: BaseException) -> str:
    """Say in one short line what an error is that no reader expected.

    Examples
    --------
    >>> tell_trouble(KeyError("rain"))
    "KeyError: 'rain'"
    """
    said = " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
    return mend_characters(said)[0][:_LONGEST]


def tell_kind(name: str) -> str:
    """Say what to do with a file of a kind that is not read; "" where nothing helps.

    Examples
    --------
    >>> tell_kind("news.xls"), tell_kind("map.png")
    ('save it as .xlsx', '')
    """
    kind = name.rpartition(".")[2].lower()
    return f"save it as {_SAVE_AS[kind]}" if kind in _SAVE_AS else ""


def nothing_read(doubts: Sequence[Mapping[str, object]]) -> CorpusError:
    """Make the error for a corpus of which no file could be read: it says what to do about the first.

    Parameters
    ----------
    doubts
        What was gathered of doubts; the first is about the first file.

    Examples
    --------
    >>> print(nothing_read([{"source_file": "a.txt", "reason": "file empty", "note": "0 bytes"}]))
    no file could be read; found: 'a.txt': file empty: 0 bytes; to mend it: get the file again, save it anew or take \
it out
    """
    first = doubts[0]
    note, _, do = str(first["note"] or "").partition(_DO)
    return CorpusError(
        "no file could be read",
        found=f"{first['source_file']!r}: {first['reason']}" + (f": {note}" if note else ""),
        do=do or "get the file again, save it anew or take it out",
    )


def check_texts(n_articles: int, *, has_text: bool, sources: Sequence[Mapping[str, object]]) -> None:
    """Refuse a corpus without a word, unless an export was read that says itself that it holds no texts (RIS).

    Raises
    ------
    CorpusError
        Says which column to look for.
    """
    if has_text or any(source.get("announced") for source in sources):
        return
    raise CorpusError(
        "every text is empty",
        found=f"{n_articles} articles without a word",
        do='check which column holds the text; rename it to text, or name it: columns={"body": "text"} in Python, '
        "--columns body=text on the command line",
    )
