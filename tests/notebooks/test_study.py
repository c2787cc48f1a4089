"""The study that ships: it runs on the demonstration corpus, twice with the same bytes."""

import json
from pathlib import Path

import pytest

from framing.study import run_study

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
SAME = ("tables", "figures", "data", "numbers.json", "numbers.tex", "manifest.json")


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folders = [tmp_path_factory.mktemp("runs") / name for name in ("first", "second")]
    return [run_study(NOTEBOOKS, results=folder, progress=False) for folder in folders]


def read_all(folder):
    files = [file for name in SAME for file in [folder / name, *(folder / name).rglob("*")] if file.is_file()]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_the_same_run_gives_the_same_bytes(runs):
    first, second = (read_all(run.results) for run in runs)
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


def test_every_notebook_leaves_figures_tables_and_a_page(runs):
    results = runs[0].results
    for notebook in sorted(NOTEBOOKS.glob("0*.ipynb")):
        record = json.loads((results / "records" / f"{notebook.stem}.json").read_text("utf-8"))
        assert record["figures"], notebook.stem
        assert record["tables"], notebook.stem
        assert (results / "notebooks" / f"{notebook.stem}.html").is_file()
    assert runs[0].n_figures == len(list((results / "figures").glob("*.png")))


def test_the_report_names_every_figure_and_loads_nothing_from_elsewhere(runs):
    page = (runs[0].results / "index.html").read_text("utf-8")
    for figure in (runs[0].results / "figures").glob("*.png"):
        assert figure.name in page
    assert "<script" not in page
    assert 'src="http' not in page


@pytest.mark.parametrize("notebook", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_is_committed_without_results_and_defines_nothing(notebook):
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
    assert not any(
        line.lstrip().startswith(("def ", "class ")) for cell in code for line in "".join(cell["source"]).splitlines()
    )
    first, last = cells[0], cells[-1]
    assert "?" in "".join(first["source"]).splitlines()[0]
    assert "cannot" in "".join(last["source"])
