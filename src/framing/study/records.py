"""Records: what each notebook saved, under which name and caption; one file a notebook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from framing.errors import StudyError
from framing.study.files import write_json, write_text
from framing.study.typesetting import escape_tex, format_tex, name_macro

__all__ = ["Records", "add_record", "check_name", "read_records"]

KINDS = ("data", "tables", "figures", "numbers")

Records = dict[str, dict[str, dict[str, dict[str, Any]]]]
"""Notebook → kind → name → what is known of it."""


def check_name(name: str) -> str:
    """Check the name of an output: it becomes a file name and part of a LaTeX label."""
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9-]+", name):
        raise StudyError(
            "the name of an output may hold small letters, digits and hyphens",
            found=repr(name),
            do='name it like "hedges-by-outlet"',
        )
    return name


def read_records(results: Path) -> Records:
    """Read what the notebooks saved, in the order of their names; empty where nothing was saved yet.

    Raises
    ------
    StudyError
        Where a record is damaged.
    """
    return {file.stem: _read_record(file) for file in sorted(results.glob("records/*.json"))}


def _read_record(file: Path) -> dict[str, dict[str, dict[str, Any]]]:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        record = None
    if not isinstance(record, dict) or not all(isinstance(names, dict) for names in record.values()):
        raise StudyError(
            "a record of what a notebook saved is damaged",
            found=f"records/{file.name}",
            do="delete it, or name another folder for the results; then run the study again as a whole",
        )
    return record


def check_free(results: Path, *, notebook: str, others: Iterable[str], kind: str, name: str) -> None:
    """Refuse a name that another notebook of the study has already used for the same kind of output.

    Raises
    ------
    StudyError
        Where the name is not well formed or is taken: the second would overwrite the first; and where
        two numbers would make the same LaTeX command (``a1`` and ``a-one``).
    """
    check_name(name)
    records = read_records(results)
    for other in others:
        if other != notebook and name in records.get(other, {}).get(kind, {}):
            raise StudyError(
                f"{other}.ipynb has already saved {kind} of the name {name!r}",
                found=f"the same name in {notebook}.ipynb",
                do="give one of them another name",
            )
    for known in _collect_numbers(records) if kind == "numbers" else ():
        if known != name and name_macro(known) == name_macro(name):
            raise StudyError(
                f"two numbers make the same LaTeX command {name_macro(name)}",
                found=f"{known} and {name}",
                do=f"give one of them another name; if {known} is gone, run the study again as a whole",
            )


def add_record(results: Path, *, notebook: str, kind: str, name: str, entry: dict[str, Any]) -> None:
    """Record an output of a notebook; the same name again replaces the entry."""
    record = read_records(results).get(notebook, {})
    names = {**record.get(kind, {}), name: entry}
    write_json(results / "records" / f"{notebook}.json", {**record, kind: names}, sort=False)


def write_numbers(results: Path, *, decimals: int = 3) -> None:
    r"""Write ``numbers.json`` (every digit) and ``numbers.tex`` (one ``\newcommand`` a number)."""
    found = _collect_numbers(read_records(results))
    lines = []
    for name in sorted(found):
        value = format_tex(found[name]["value"], decimals=decimals)
        unit = f" % {escape_tex(found[name]['unit'])}" if found[name]["unit"] else ""
        lines.append(rf"\newcommand{{{name_macro(name)}}}{{{value}}}{unit}")
    write_json(results / "numbers.json", found)
    write_text(results / "numbers.tex", "\n".join([*lines, ""]))


def _collect_numbers(records: Records) -> dict[str, dict[str, Any]]:
    return {name: entry for record in records.values() for name, entry in record.get("numbers", {}).items()}
