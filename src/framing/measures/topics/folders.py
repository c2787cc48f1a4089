"""Files of a measure: folders that are replaced as a whole, cells that no spreadsheet runs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from framing.errors import MeasureError

__all__ = ["FORMULA", "guard_cell", "list_strangers", "replace_folder"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell starts with that a spreadsheet would run."""


def guard_cell(cell: object) -> object:
    """Put a ``'`` before a text that a spreadsheet would run; leave numbers as they are.

    Examples
    --------
    >>> guard_cell("=SUM(A1)"), guard_cell(-1.5), guard_cell("a = b")
    ("'=SUM(A1)", -1.5, 'a = b')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def list_strangers(folder: Path, own: Iterable[str]) -> list[str]:
    """List what a folder holds that is not one's own; nothing where there is no folder."""
    return sorted({path.name for path in folder.iterdir()} - set(own)) if folder.is_dir() else []


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder of their own, made beside its place and moved there: it is never half-written.

    What the folder held is gone; look at it first (:func:`list_strangers`). Where writing fails, it is as it was.

    Raises
    ------
    MeasureError
        The folder is the one the program runs in.
    """
    target = folder.resolve()
    if target == Path.cwd():
        raise MeasureError("the folder is the one you work in", found=str(target), do="name a folder inside it")
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    try:
        new = beside / "new"
        new.mkdir()
        for name, data in files.items():
            (new / name).write_bytes(data)
        if target.exists():
            target.rename(beside / "old")
        new.rename(target)
    finally:
        if not target.exists() and (beside / "old").exists():
            (beside / "old").rename(target)
        shutil.rmtree(beside)
