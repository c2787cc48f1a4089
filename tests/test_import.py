"""Importing the kit loads little and opens nothing: measured in a fresh Python."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import framing as fr

HEAVY = {
    "sklearn", "seaborn", "matplotlib", "nltk", "statsmodels", "scipy", "trafilatura", "nbclient", "nbconvert",
    "nbformat", "IPython", "yaml",
}  # fmt: skip

WATCH = """
import sys, os, json
opened, sockets = [], []
def watch(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        opened.append(os.path.realpath(os.fsdecode(args[0])))
    if event.startswith("socket."):
        sockets.append(event)
import pandas
sys.addaudithook(watch)
import {module}
loaded = sorted({{name.partition(".")[0] for name in sys.modules}})
print(json.dumps([loaded, opened, sockets]))
"""


def watch_import(module: str) -> tuple[set[str], list[str], list[str]]:
    source = str(Path(fr.__file__).resolve().parents[1])
    found = subprocess.run(
        [sys.executable, "-c", WATCH.format(module=module)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": source, "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    loaded, opened, sockets = json.loads(found.stdout)
    return set(loaded), opened, sockets


def test_importing_the_kit_loads_nothing_heavy_and_opens_no_file() -> None:
    loaded, opened, sockets = watch_import("framing")
    assert not loaded & HEAVY
    strangers = [name for name in opened if not name.endswith((".py", ".pyc", ".so", "pyvenv.cfg"))]
    assert strangers == []
    assert sockets == []


@pytest.mark.parametrize("module", ["framing.figures", "framing.cli"])
def test_drawing_and_the_command_line_load_their_libraries_late(module: str) -> None:
    loaded, _, _ = watch_import(module)
    assert not loaded & {"seaborn", "sklearn", "nltk", "statsmodels"}


@pytest.mark.parametrize("name", fr.__all__)
def test_every_public_name_is_there(name: str) -> None:
    value = getattr(fr, name)
    assert name == "__version__" or value.__name__ == name
    assert name in dir(fr)


def test_public_names_are_sorted_and_come_from_one_room_each() -> None:
    assert fr.__all__ == sorted(fr.__all__)
    rooms = [name for names in fr._ROOMS.values() for name in names]
    assert sorted(rooms) == [name for name in fr.__all__ if name != "__version__"]


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'find_truth'"):
        fr.find_truth  # noqa: B018


def test_no_public_name_is_a_modules_too() -> None:
    # Once loaded, a module framing.x takes the place of the function fr.x.
    modules = {name.partition(".")[0] for name in fr._ROOMS}
    assert not modules & set(fr.__all__)
