"""Files: written whole or not at all, and named by the hash of what they hold."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from framing.formats.files import show_path

__all__ = [
    "hash_file",
    "hash_files",
    "list_files",
    "recover_folder",
    "replace_folder",
    "replacing",
    "write_json",
    "write_text",
]


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to; what was written takes the place of ``path`` only if the block ends well.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "scores.csv"
    >>> with replacing(target) as part:
    ...     _ = part.write_text("a,b")
    ...     target.exists()
    False
    >>> [file.name for file in target.parent.iterdir()]
    ['scores.csv']
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8 with Unix line ends."""
    with replacing(path) as part:
        part.write_bytes(text.encode("utf-8"))


def write_json(path: Path, value: Any, *, sort: bool = True) -> None:
    """Write JSON with sorted keys, so that equal values are equal bytes; or in the order they were put in."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1, sort_keys=sort) + "\n")


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, as 64 hex digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def list_files(path: Path) -> list[Path]:
    """List a file, or all files below a folder that are not hidden, in the order of their relative names."""
    if path.is_file():
        return [path]
    inside = ((file.relative_to(path), file) for file in path.rglob("*") if file.is_file())
    shown = ((show_path(name), file) for name, file in inside if not any(p.startswith(".") for p in name.parts))
    return [file for _, file in sorted(shown)]


def hash_files(root: Path, files: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of each file, by its name relative to ``root``."""
    return {show_path(file.relative_to(root)): hash_file(file) for file in files}


def replace_folder(new: Path, old: Path) -> None:
    """Put one folder in the place of another; if that fails the old one is where it was."""
    aside = old.with_name(f".{old.name}.previous")
    recover_folder(old)
    if old.exists():
        old.rename(aside)
    try:
        new.rename(old)
    except BaseException:
        if aside.exists():
            aside.rename(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def recover_folder(old: Path) -> None:
    """Undo a replacement that a killed process left half done."""
    aside = old.with_name(f".{old.name}.previous")
    if aside.exists():
        if old.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(old)
