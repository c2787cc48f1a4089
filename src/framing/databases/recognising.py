"""Which news database a file comes from: each reader is asked whether the layout is its own."""

from __future__ import annotations

from framing.databases import europresse, factiva, factiva_pages, nexis, proquest, ris
from framing.formats.documents import Document
from framing.formats.harvest import Harvest

__all__ = ["read_export", "read_export_page"]

_READERS = (nexis, factiva, proquest, ris)
_PAGE_READERS = (factiva_pages, proquest, europresse)


def read_export(document: Document) -> Harvest | None:
    """Read a document as the export of the database whose layout it has; None where it has none.

    Examples
    --------
    >>> from framing.formats.documents import split_lines
    >>> read_export(Document(split_lines("It rained."))) is None
    True
    """
    reader = next((reader for reader in _READERS if reader.recognise(document.lines)), None)
    return reader.read(document) if reader else None


def read_export_page(html: str) -> Harvest | None:
    """Read a web page as the export of the database whose layout it has; None where it has none."""
    reader = next((reader for reader in _PAGE_READERS if reader.recognise_page(html)), None)
    return reader.read_page(html) if reader else None
