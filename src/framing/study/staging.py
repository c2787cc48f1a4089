"""Staging: the hidden folder in which results are built, and what a results folder may be replaced by it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from framing.errors import StudyError
from framing.study.plan import Plan

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


def check_place(place: Path, *, plan: Plan) -> None:
    """Refuse a results folder whose replacement would take something with it that is not a result."""
    corpus = plan.corpus
    if corpus.is_relative_to(place) or plan.folder.is_relative_to(place) or place.is_relative_to(corpus):
        raise StudyError(
            "results cannot lie around the study or the corpus, nor inside the corpus",
            found=place.name,
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
    """List what lies in a results folder and is not a result."""
    if place.exists() and not place.is_dir():
        return [f"a file named {place.name}"]
    return sorted(entry.name for entry in place.iterdir() if not _is_own(entry.name)) if place.exists() else []


def _is_own(name: str) -> bool:
    return name in OWN or name in {".DS_Store", ".ipynb_checkpoints"}


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
