"""The marked sets: which file, with which hash, and where it is looked for."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from framing.errors import CorpusError

__all__ = ["FOLDER", "SETS", "find_set", "read_lines"]

FOLDER = "FRAMING_DATA"
"""Environment variable that names the folder of the sets."""

SETS = {
    "allsides.jsonl.gz": "28104745243f9096c7c9f1f709783497b19d0558e3ed4e70108fc9c4ce737503",
    "basil.jsonl": "91030c3f0ba9dd4cb84bc9b4c54dff646b716a79e759bd7979cc41e6df8433ad",
    "hedge_szeged.jsonl.gz": "968f613cdf291a0f99e10cce860b471ef2d69655a5456ec5ea3e2b751bfe46c8",
    "html_article_extraction.jsonl.gz": "bdaeabf82adf33a6560c2b667829dfd0b739cbd039370dbfb87d475701faca4a",
    "kwic_bluff_rumour_allsides.csv": "ae4599604ddbe6b5c10ac4610f173563daaea030e64e775d2cb7878264141c1a",
    "neardup_allsides_pairs.csv": "243ed3f2475a30e2b6c98ce5cfbe589f7179c20635291692c7fb66b371e5b2fd",
    "polnear.jsonl.gz": "55f770239de07ff9e47818ca27c531a644bd1523999b1b8854e1456730cb2497",
    "science_certainty.jsonl": "56fde21d4a6bd698ca210922228882e5ffa8f38e6de423f5f52421c05b754a49",
}
"""sha256 of every set a figure was published for."""


def find_set(name: str, folder: Path | None = None) -> Path:
    """Find a marked set in ``folder``, else in the folder that ``FRAMING_DATA`` names, and check its hash.

    Raises
    ------
    CorpusError
        The set is not there, or it is another file than the one the figures were published for.
    """
    place = folder or (Path(os.environ[FOLDER]) if os.environ.get(FOLDER) else None)
    path = place / name if place else None
    if path is None or not path.is_file():
        raise CorpusError(
            f"the marked set {name} is not there",
            found=f"looked in {place or 'no folder: none was named'}",
            do=f"name the folder that holds it: --data FOLDER, or the environment variable {FOLDER}",
        )
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SETS[name]:
        raise CorpusError(
            f"{name} is not the file that was measured",
            found=f"sha256 {found}",
            do=f"use the one with sha256 {SETS[name]}",
        )
    return path


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a JSON Lines file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
