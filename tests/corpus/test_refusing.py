"""Refusals: one line that says what a file lacks, and what to do about it."""

from __future__ import annotations

import pytest

from framing.corpus.refusing import nothing_read, tell_error, tell_trouble
from framing.errors import CorpusError, EmptyFileError


def test_what_a_file_lacks_is_told_by_the_kind_of_error_not_by_its_words() -> None:
    about = {"found": "a.csv", "do": "do this"}
    assert tell_error(CorpusError("an empty word with no rows", **about))[0] == "file damaged"
    assert tell_error(EmptyFileError("nothing", **about)) == ("file empty", "nothing: a.csv; to mend it: do this")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("a\nb   c"), "ValueError: a b c"),
        (RecursionError(), "RecursionError"),
        (KeyError("x" * 500), "KeyError: '" + "x" * 109),
        (TypeError("A\ud800"), "TypeError: A\ufffd"),
    ],
)
def test_an_unforeseen_error_is_one_short_line_that_can_be_written(error: Exception, told: str) -> None:
    assert tell_trouble(error) == told
    assert len(told.encode("utf-8")) <= 122


def test_the_first_file_says_what_to_do() -> None:
    reason, note = tell_error(CorpusError("the CSV cannot be read", found="line 3", do="close every quoted cell"))
    error = nothing_read([{"source_file": "a.csv", "reason": reason, "note": note}])
    assert (error.found, error.do) == (
        "'a.csv': file damaged: the CSV cannot be read: line 3",
        "close every quoted cell",
    )
    bare = nothing_read([{"source_file": "a.pdf", "reason": "file empty", "note": ""}])
    assert (bare.found, bare.do) == ("'a.pdf': file empty", "get the file again, save it anew or take it out")
