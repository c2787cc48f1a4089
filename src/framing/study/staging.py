"""Staging: the hidden folder in which results are built, and what a results folder may be replaced by it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from framing.errors import StudyError
from framing.study.plan import Plan
from framing.study.records import read_records

__all__ = ["check_place", "find_strangers", "make_staging", "name_failed", "refuse_strangers"]

OWN = frozenset(
    {
        "data",
        "figures",
        "index.html",
        "manifest.json",
        "notebooks",
        "numbers.json",
        "numbers.tex",
        "records",
        "run.json",
        "tables",
    }
)
"""What a results folder holds. One that holds anything else is not replaced."""

_PASSING = frozenset({".DS_Store", ".ipynb_checkpoints"})
_SUFFIXES = {
    "data": (".parquet",),
    "figures": (".png", ".pdf"),
    "tables": (".csv", ".tex"),
}
"""Files an output is saved as."""


def check_place(place: Path, *, plan: Plan) -> None:
    """Refuse a results folder whose replacement would take something with it that is not a result."""
    corpus = plan.corpus
    if corpus.is_relative_to(place) or plan.folder.is_relative_to(place) or place.is_relative_to(corpus):
        raise StudyError(
            "results cannot lie around the study or the corpus, nor inside the corpus",
            found=place.name or str(place),
            do="name another folder for the results",
        )
    above = next(folder for folder in place.parents if folder.exists())
    if not above.is_dir() or not os.access(above, os.W_OK):
        raise StudyError(
            "the results folder cannot be made",
            found=f"{above.name or above} is {'not to be written to' if above.is_dir() else 'a file'}",
            do="name another folder for the results",
        )
    for folder in (place, name_failed(place)):
        refuse_strangers(folder)


def name_failed(place: Path) -> Path:
    """Name the folder for what a run reached that failed."""
    return place.with_name(f"{place.name}-failed")


def refuse_strangers(place: Path) -> None:
    """Refuse a results folder that holds what no run made."""
    strangers = find_strangers(place)
    if strangers:
        raise StudyError(
            f"the results folder {place.name} holds what no run made, and would be replaced",
            found=", ".join(strangers[:5]),
            do="move that elsewhere, or name another folder for the results",
        )


def find_strangers(place: Path) -> list[str]:
    """List what lies in a results folder and is not a result: what no notebook has saved, by the records."""
    if not place.exists():
        return []
    if not place.is_dir():
        return [f"a file named {place.name}"]
    strangers = [entry.name for entry in place.iterdir() if entry.name not in OWN | _PASSING]
    records = read_records(place).values()
    for kind, suffixes in _SUFFIXES.items():
        own = {f"{name}{suffix}" for record in records for name in record.get(kind, {}) for suffix in suffixes}
        strangers += [f"{kind}/{entry.name}" for entry in (place / kind).glob("*") if entry.name not in own | _PASSING]
    return sorted(strangers)


def make_staging(place: Path) -> Path:
    """Make the hidden folder in which results are built; one a killed run left behind is cleared away."""
    staging = place.with_name(f".{place.name}.unfinished")
    if staging.exists() and _is_alive(staging / "pid"):
        raise StudyError(
            "another run of this study is under way",
            found=f"the folder {staging.name}",
            do="wait for it to end; if there is none, delete that folder",
        )
    shutil.rmtree(staging, ignore_errors=True)
    (staging / "notebooks").mkdir(parents=True)
    (staging / "pid").write_text(str(os.getpid()), encoding="utf-8")
    return staging


def _is_alive(file: Path) -> bool:
    """Whether the process whose number is in the file still runs; Windows cannot be asked without harm."""
    try:
        number = int(file.read_text(encoding="utf-8"))
        if os.name != "nt":
            os.kill(number, 0)
    except (OSError, ValueError) as error:
        return isinstance(error, PermissionError)
    return True
