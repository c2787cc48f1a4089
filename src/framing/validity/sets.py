"""The marked sets: where the file of one is looked for, with the hashes of the register of research sets."""

from __future__ import annotations

from pathlib import Path

from framing.datasets.entries import read_register
from framing.datasets.fetching import MIRROR, choose_mirror, find_file, find_in_folder, show_address
from framing.datasets.loading import read_lines
from framing.errors import CorpusError

__all__ = ["FOLDER", "SETS", "find_set", "read_lines"]

FOLDER = MIRROR
"""Environment variable that names the folder of the sets."""

_ENTRIES = {entry.file: entry for entry in read_register().values()}

SETS = {file: entry.sha256 for file, entry in _ENTRIES.items()}
"""sha256 of every set of the register, by its file."""


def find_set(name: str, folder: Path | None = None) -> Path:
    """Find a marked set and check its hash.

    It is looked for in ``folder``; without one in the folder that ``FRAMING_DATA`` names, then in the user's cache.
    Nothing is fetched.

    Raises
    ------
    CorpusError
        The set is not there, or it is another file than the one the figures were published for.
    """
    entry = _ENTRIES[name]
    path = find_in_folder(entry, folder) if folder else find_file(entry)
    if path is None:
        looked = folder or f"{show_address(choose_mirror(None)) or 'no folder: none was named'}, and in the cache"
        raise CorpusError(
            f"the marked set {name} is not there",
            found=f"looked in {looked}",
            do=f"name the folder that holds it: --data FOLDER, or the environment variable {FOLDER}",
        )
    return path
