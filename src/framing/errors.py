"""Every error the kit raises: what is wrong, what was found, what to do, in one message."""

from __future__ import annotations

__all__ = [
    "CorpusError",
    "EmptyFileError",
    "EstimateError",
    "FramingError",
    "LexiconError",
    "MeasureError",
    "NoTextError",
    "StudyError",
    "TableError",
]


class FramingError(ValueError):
    """A user's mistake, said so that it can be mended.

    Parameters
    ----------
    what
        What is wrong.
    found
        What was found instead.
    do
        What the user can do about it.

    Examples
    --------
    >>> print(FramingError("no text column", found="columns: id, body", do='pass columns={"body": "text"}'))
    no text column; found: columns: id, body; to mend it: pass columns={"body": "text"}
    """

    def __init__(self, what: str, *, found: str, do: str) -> None:
        self.what, self.found, self.do = what, found, do
        super().__init__(f"{what}; found: {found}; to mend it: {do}")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.what, self.found, self.do)


def _rebuild(kind: type[FramingError], what: str, found: str, do: str) -> FramingError:
    """Make the error again in another process."""
    return kind(what, found=found, do=do)


class TableError(FramingError):
    """A table does not have the documented shape."""


class CorpusError(FramingError):
    """A corpus cannot be read, or what was read cannot be a corpus."""


class EmptyFileError(CorpusError):
    """A file of a corpus holds nothing."""


class NoTextError(CorpusError):
    """A table holds no column of texts."""


class LexiconError(FramingError):
    """A term list is missing, damaged or not fit for the texts."""


class MeasureError(FramingError):
    """A measure cannot be taken on these texts."""


class EstimateError(FramingError):
    """An estimate, or its interval, is not defined on these data."""


class StudyError(FramingError):
    """A study plan is wrong, or one of its notebooks failed."""
