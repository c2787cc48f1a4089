"""A small study in a scratch folder, made of cells given as text."""

import os
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

import framing

PLAN = '[study]\ntitle = "Who <hedges> & why?"\nquestion = "Is it so?"\nseed = 7\n[corpus]\npath = "corpus"\n'
MakeStudy = Callable[..., Path]


def write_notebook(path: Path, cells: list[str]) -> None:
    made = [
        nbformat.v4.new_markdown_cell(cell[1:]) if cell.startswith("#") else nbformat.v4.new_code_cell(cell)
        for cell in cells
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)


def build_study(folder: Path, notebooks: dict[str, list[str]], plan: str = PLAN) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "corpus").mkdir(exist_ok=True)
    (folder / "corpus" / "one.txt").write_text("a text", encoding="utf-8")
    (folder / "study.toml").write_text(plan, encoding="utf-8")
    for name, cells in notebooks.items():
        write_notebook(folder / name, cells)
    return folder


@pytest.fixture(scope="session")
def build() -> MakeStudy:
    return build_study


@pytest.fixture
def make_study(tmp_path: Path) -> MakeStudy:
    def make(notebooks: dict[str, list[str]] | None = None, plan: str = PLAN) -> Path:
        return build_study(tmp_path / "study", notebooks or {"01-corpus.ipynb": ["1"]}, plan)

    return make


@pytest.fixture(scope="session", autouse=True)
def kernels_find_the_kit() -> None:
    """Kernels are processes of their own: they must find the kit where this process found it."""
    source = str(Path(framing.__file__).resolve().parents[1])
    known = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join([source, known]) if known else source
