"""Files that hold a table: how their rows, and those of every sheet of a workbook, come into a gathering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from framing.corpus.gathering import Gathering
from framing.corpus.refusing import tell_error
from framing.errors import CorpusError, NoTextError
from framing.formats.files import CorpusFile, file_kind
from framing.formats.harvest import Doubt
from framing.formats.mending import Note
from framing.formats.plain_text import decode_text
from framing.formats.sheets import Sheet, read_sheet

__all__ = ["take_table"]

_OF_TEXT = (".csv", ".tsv", ".json", ".jsonl", ".ndjson")


def take_table(data: bytes, file: CorpusFile, gathering: Gathering, *, strict: bool) -> None:
    """Take the rows of a table.

    Where ``strict``, a table that is not UTF-8 is an error, as its encoding can be named; else it is guessed, and the
    guess reported.

    Raises
    ------
    CorpusError
        For a table that cannot be read, or holds no texts.
    """
    kind = file_kind(file.path)
    if kind in (".xlsx", ".xlsm"):
        _take_workbook(data, file, gathering, strict=strict)
        return
    doubts: Sequence[Doubt] = ()
    if not strict and not file.encoding and kind in _OF_TEXT:
        _, encoding, doubts = decode_text(data, None)
        file = replace(file, encoding=encoding)
    sheet = read_sheet(file, data)
    gathering.add_table(sheet, file, data, encoding=sheet.encoding, doubts=doubts)


def _take_workbook(data: bytes, file: CorpusFile, gathering: Gathering, *, strict: bool) -> None:
    """Take the sheets that hold texts; one that does not (a codebook, notes) is reported."""
    from framing.formats.workbooks import read_workbook

    tables = read_workbook(data, file.name)
    refused: list[tuple[str, CorpusError]] = []
    doubts: list[Doubt] = []
    for table in tables:
        doubts += table.doubts  # what is about the file comes with its first sheet, which may be refused
        notes: list[Note] = [{"item": "hidden sheets read", "value": 1, "note": table.name}] if table.hidden else []
        sheet = Sheet(file.name, dict(table.columns), file, notes=notes)
        try:
            gathering.add_table(sheet, file, data, doubts=doubts)
            doubts = []
        except CorpusError as error:
            if strict and not isinstance(error, NoTextError):
                raise
            refused.append((table.name, error))
    if len(refused) == len(tables):
        raise refused[0][1]
    lost = [Doubt("part not read", name=name, note=tell_error(trouble)[1]) for name, trouble in refused]
    gathering.report(lost, file)
