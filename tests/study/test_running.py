"""Two runs of a small study are made once; most tests look at what they left."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from framing.errors import StudyError
from framing.study import Run, manifest, run_study
from framing.study.records import add_record

OPEN = "from framing.study import open_study\nstudy = open_study()"
ARTICLES = """
import pandas as pd
articles = pd.DataFrame(
    {"text": ["a b", "c d"], "title": ["t", "<script>alert(1)</script>"], "outlet": ["X", "Y"],
     "date": pd.to_datetime(["2024-01-02", "2024-02-03"]), "url": ["u", "v"]},
    index=pd.Index(["1", "2"], name="article_id"),
)
"""

NOTEBOOKS = {
    "01-corpus.ipynb": [
        "# Corpus",
        OPEN + ARTICLES,
        "import os, sys, warnings\nstudy.save_articles(articles)\nwarnings.warn('careful <b>')\nprint(sys.executable)\n"
        "from matplotlib import matplotlib_fname\n"
        "print(os.environ['OMP_NUM_THREADS'], os.getcwd(), matplotlib_fname() == os.environ['MATPLOTLIBRC'])",
        "object(), study.results",
        "from IPython.display import HTML\nHTML('<p>raw</p>')",
    ],
    "02-rates.ipynb": [
        OPEN + "\narticles = study.load_articles()",
        "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2])\n"
        "saved = study.save_figure(figure, 'rates', caption='Rates <i>')",
        "rates = articles.groupby('outlet').size().to_frame('n').assign(rate=[1 / 3, 2 / 3])\n"
        "saved = study.save_table(rates, 'rates', caption='By outlet')\n"
        "saved = study.save_data(rates, 'rates')\nstudy.save_number('n-articles', len(articles))",
    ],
}


def _bytes(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def runs(build, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, dict[str, bytes], dict[str, bytes]]:
    folder = build(tmp_path_factory.mktemp("runs") / "study", NOTEBOOKS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest, "_hash_package", lambda: "0" * 64)  # the kit may be edited while its tests run
        first = _bytes(run_study(folder, progress=False).results)
        run = run_study(folder, progress=False)
    return run, first, _bytes(run.results)


def test_a_run_leaves_everything_and_nothing_beside(runs) -> None:
    run, _, files = runs
    assert set(files) == {
        *("index.html", "manifest.json", "run.json", "numbers.json", "numbers.tex"),
        *("data/articles.parquet", "data/rates.parquet", "records/01-corpus.json", "records/02-rates.json"),
        *("figures/rates.pdf", "figures/rates.png", "tables/rates.csv", "tables/rates.tex"),
        *(f"notebooks/{name}.{kind}" for name in ("01-corpus", "02-rates") for kind in ("html", "ipynb")),
    }
    assert sorted(path.name for path in run.results.parent.iterdir()) == sorted(
        ["01-corpus.ipynb", "02-rates.ipynb", "corpus", "results", "study.toml"]
    )
    assert (run.n_figures, run.n_tables, run.n_numbers, run.n_warnings) == (1, 1, 1, 1)


def test_two_runs_give_the_same_bytes(runs) -> None:
    _, first, second = runs
    assert {name for name in first if first[name] != second[name]} == {"run.json"}


def test_the_kernel_is_this_interpreter_in_fixed_surroundings(runs) -> None:
    run, _, files = runs
    said = files["notebooks/01-corpus.ipynb"].decode()
    assert sys.executable in said
    assert f"1 {run.results.parent} True\\n" in said


def test_executed_notebooks_are_valid_and_say_nothing_volatile(runs) -> None:
    run, _, files = runs
    for name in ("01-corpus", "02-rates"):
        nbformat.validate(nbformat.read(run.results / "notebooks" / f"{name}.ipynb", as_version=4))
    said = files["notebooks/01-corpus.ipynb"].decode()
    assert "at 0x…" in said
    assert "unfinished" not in said
    assert "PosixPath('results')" in said or "WindowsPath('results')" in said


def test_pages_load_nothing_and_run_nothing(runs) -> None:
    _, _, files = runs
    pages = {name: files[name].decode() for name in files if name.endswith(".html")}
    assert len(pages) == 3
    for page in pages.values():
        assert not re.search(r"<script|<link|<iframe|@import", page)
        assert not re.search(r"""(?:src|srcset|data)\s*=\s*["']?(?:https?:)?//""", page)
        assert "url(" not in page
    assert "&lt;script&gt;" in pages["notebooks/01-corpus.html"] or "script" not in pages["notebooks/01-corpus.html"]
    assert "<p>raw</p>" in pages["notebooks/01-corpus.html"]


def test_the_report_shows_everything_escaped(runs) -> None:
    _, _, files = runs
    page = files["index.html"].decode()
    for shown in (
        "<h1>Who &lt;hedges&gt; &amp; why?</h1>",
        "X (1), Y (1)",
        "2024-01-02 to 2024-02-03",
        'href="notebooks/02-rates.html"',
        'src="figures/rates.png" alt="Rates &lt;i&gt;"',
        "By outlet",
        '<td class="number">0.3333</td>',
        "In all rows: n 1.",
        "1 warning<",
        "UserWarning: careful &lt;b&gt; (1×)",
        "n-articles",
    ):
        assert shown in page
    assert "did not finish" not in page


def test_the_manifest_names_inputs_outputs_and_versions(runs) -> None:
    run, _, files = runs
    found = json.loads(files["manifest.json"])
    assert found["study"]["seed"] == 7
    assert (found["inputs"]["corpus"]["columns"], found["inputs"]["corpus"]["encoding"]) == (None, None)
    assert list(found["inputs"]["corpus"]["files"]) == ["one.txt"]
    assert list(found["inputs"]["notebooks"]) == ["01-corpus.ipynb", "02-rates.ipynb"]
    assert found["outputs"] == manifest.hash_outputs(run.results)
    assert len(found["outputs"]) == 10
    assert found["versions"]["pandas"] == pd.__version__
    said = files["manifest.json"].decode()
    assert str(run.results.parent) not in said
    assert str(Path.home()) not in said
    assert json.loads(files["run.json"])["complete"] is True


def test_a_failing_notebook_is_named_and_old_results_stay(make_study, build) -> None:
    folder = make_study(
        {
            "01-a.ipynb": [OPEN, "study.save_number('n', 1)"],
            "02-b.ipynb": ["# Title", OPEN, "\nx = 1\nraise KeyError('no <such>')", "study.save_number('m', 2)"],
            "03-c.ipynb": ["1"],
        }
    )
    (folder / "results" / "tables").mkdir(parents=True)
    (folder / "results" / "tables" / "old.csv").write_text("old")
    add_record(folder / "results", notebook="01-a", kind="tables", name="old", entry={})
    with pytest.raises(StudyError) as error:
        run_study(folder, progress=False)
    assert error.value.what == "02-b.ipynb stopped at cell 3 (x = 1)"
    assert error.value.found == "KeyError: 'no <such>'"
    assert "results-failed/notebooks/02-b.ipynb" in error.value.do
    assert list(_bytes(folder / "results")) == ["records/01-a.json", "tables/old.csv"]
    failed = _bytes(folder / "results-failed")
    assert json.loads(failed["numbers.json"]) == {"n": {"unit": "", "value": 1}}
    assert "Traceback" in failed["notebooks/02-b.ipynb"].decode()
    assert "notebooks/03-c.ipynb" not in failed
    page = failed["index.html"].decode()
    assert "did not finish" in page
    assert "KeyError: &#x27;no &lt;such&gt;&#x27;" in page
    assert "Not run." in page
    assert not (folder / ".results.unfinished").exists()
    for name in ("01-a", "02-b"):
        build(folder, {f"{name}.ipynb": ["1"]})
    run_study(folder, progress=False)
    assert not (folder / "results-failed").exists()
    assert not (folder / "results" / "tables").exists()


def test_what_the_kit_says_of_a_corpus_goes_on_as_it_is(make_study) -> None:
    folder = make_study({"01-a.ipynb": [OPEN + "\nstudy.read_corpus()"]})
    (folder / "corpus" / "one.txt").write_text("")
    with pytest.raises(StudyError) as error:
        run_study(folder, progress=False)
    assert error.value.what == "01-a.ipynb stopped at cell 1: no file could be read"
    assert error.value.found == "'one.txt': file empty: the file is empty: 'one.txt', 0 bytes"
    assert error.value.do.startswith("get the file again or take it out; the traceback is in results-failed/")


def test_a_notebook_may_end_early_and_the_next_one_runs(make_study) -> None:
    folder = make_study(
        {
            "01-a.ipynb": [OPEN, "print('seen')\nstudy.end_notebook('One outlet\\nonly.')", "raise ValueError"],
            "02-b.ipynb": [OPEN, "study.save_number('m', 2)"],
        }
    )
    stale = nbformat.read(folder / "01-a.ipynb", as_version=4)
    stale.cells[2].outputs = [nbformat.v4.new_output("stream", text="of an older run")]
    nbformat.write(stale, folder / "01-a.ipynb")
    run = run_study(folder, progress=False)
    assert run.endings == {"01-a.ipynb": "One outlet only."}
    assert run.n_numbers == 1
    cells = nbformat.read(run.results / "notebooks" / "01-a.ipynb", as_version=4).cells
    assert [output.text for output in cells[1].outputs] == ["seen\n", "One outlet\nonly.\n"]
    assert cells[2].outputs == []
    assert "One outlet" in (run.results / "notebooks" / "01-a.html").read_text()
    assert "Ended early: One outlet only." in run.index.read_text()


def test_two_notebooks_cannot_save_one_name(make_study) -> None:
    cells = [OPEN + "\nstudy.save_number('n', 1)"]
    with pytest.raises(StudyError, match=r"02-b\.ipynb stopped at cell 1.*01-a\.ipynb has already saved numbers"):
        run_study(make_study({"01-a.ipynb": cells, "02-b.ipynb": cells}), progress=False)


def test_a_cell_that_takes_too_long_or_kills_its_kernel_is_named(make_study) -> None:
    plan = '[study]\ntitle = "T"\n[corpus]\npath = "corpus"\n[run]\ntimeout = 1\n'
    with pytest.raises(StudyError, match=r"stopped at cell 1 .*longer than 1 seconds"):
        run_study(make_study({"01-a.ipynb": ["import time; time.sleep(30)"]}, plan), progress=False)
    with pytest.raises(StudyError, match=r"stopped at cell 1 \(import os\).*[Kk]ernel died"):
        run_study(make_study({"01-a.ipynb": ["import os\nos._exit(1)"]}), progress=False)


def test_another_corpus_and_another_place(make_study, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "two.txt").write_text("other")
    folder = make_study({"01-a.ipynb": [OPEN, "study.save_number('corpus', study.corpus.name)"]})
    run = run_study(folder, corpus=other, results=tmp_path / "out")
    assert run.index == tmp_path / "out" / "index.html"
    assert json.loads((run.results / "numbers.json").read_text())["corpus"]["value"] == "other"
    assert list(json.loads((run.results / "manifest.json").read_text())["inputs"]["corpus"]["files"]) == ["two.txt"]
    assert not (folder / "results").exists()
    assert "01-a: 100%" in capsys.readouterr().err


def test_a_corpus_is_read_as_the_plan_says(make_study) -> None:
    plan = '[study]\ntitle = "T"\n[corpus]\npath = "a.csv"\ncolumns = { lead = "text", Zeitung = "outlet" }\n'
    cells = [OPEN, "a = study.read_corpus()\nstudy.save_number('read', '/'.join(a[['text', 'outlet']].iloc[0]))"]
    folder = make_study({"01-a.ipynb": cells}, plan + 'encoding = "cp1252"\n')
    (folder / "a.csv").write_bytes("id,lead,Zeitung\n1,Größe,Echo\n".encode("cp1252"))
    run = run_study(folder, progress=False)
    assert json.loads((run.results / "numbers.json").read_text("utf-8"))["read"]["value"] == "Größe/Echo"
    found = json.loads((run.results / "manifest.json").read_text("utf-8"))["inputs"]["corpus"]
    assert (found["columns"], found["encoding"]) == ({"Zeitung": "outlet", "lead": "text"}, "cp1252")


def test_results_never_take_a_users_files_with_them(make_study, tmp_path: Path) -> None:
    folder = make_study()
    (folder / "results").mkdir()
    (folder / "results" / "notes.txt").write_text("mine")
    with pytest.raises(StudyError, match=r"holds what no run made.*notes\.txt"):
        run_study(folder, progress=False)
    for place in (folder, folder.parent, folder / "corpus", folder / "corpus" / "out"):
        with pytest.raises(StudyError, match="cannot lie around the study"):
            run_study(folder, results=place, progress=False)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StudyError, match="a file named file"):
        run_study(folder, results=tmp_path / "file", progress=False)
    assert (folder / "results" / "notes.txt").read_text() == "mine"
    with pytest.raises(StudyError, match="cannot be made; found: file is a file"):
        run_study(folder, results=tmp_path / "file" / "results", progress=False)


@pytest.mark.parametrize("name", ["data/survey.csv", "figures/map.png", "tables/notes.tex"])
def test_a_users_own_file_among_the_results_is_kept(make_study, name: str) -> None:
    folder = make_study({"01-a.ipynb": [OPEN, "study.save_data(study.read_corpus(), 'texts')"]})
    place = run_study(folder, progress=False).results
    assert run_study(folder, progress=False).results == place
    (place / name).parent.mkdir(exist_ok=True)
    (place / name).write_text("mine")
    with pytest.raises(StudyError, match=f"holds what no run made.*{name}"):
        run_study(folder, progress=False)
    assert (place / name).read_text() == "mine"


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="file names there are Unicode")
def test_a_corpus_whose_file_names_are_not_utf8_runs(make_study) -> None:
    folder = make_study({"01-a.ipynb": [OPEN, "study.save_articles(study.read_corpus())"]})
    (folder / "corpus" / os.fsdecode(b"caf\xe9.txt")).write_text("another text")
    run = run_study(folder, progress=False)
    assert "caf\ufffd.txt" in json.loads((run.results / "manifest.json").read_text())["inputs"]["corpus"]["files"]


def test_a_damaged_notebook_is_found_before_anything_runs(make_study) -> None:
    folder = make_study({"01-a.ipynb": ["open('ran', 'w').close()"]})
    (folder / "02-b.ipynb").write_text("{not json")
    with pytest.raises(StudyError, match=r"02-b\.ipynb is not a notebook"):
        run_study(folder, progress=False)
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"language": "R", "name": "ir", "display_name": "R"}})
    nbformat.write(notebook, folder / "02-b.ipynb")
    with pytest.raises(StudyError, match=r"02-b\.ipynb is not a Python notebook; found: R"):
        run_study(folder, progress=False)
    assert not (folder / "ran").exists()


def test_a_second_run_at_the_same_time_is_refused(make_study) -> None:
    folder = make_study()
    (folder / ".results.unfinished").mkdir()
    (folder / ".results.unfinished" / "pid").write_text(str(os.getpid()))
    with pytest.raises(StudyError, match="another run of this study is under way"):
        run_study(folder, progress=False)


def test_what_a_killed_run_left_is_cleared_away(make_study) -> None:
    folder = make_study()
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    (folder / ".results.unfinished").mkdir()
    (folder / ".results.unfinished" / "pid").write_text(gone.stdout.decode())
    assert run_study(folder, progress=False).index.is_file()
    assert not (folder / ".results.unfinished").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_no_trace_and_no_kernel(make_study, number: signal.Signals, code: int) -> None:
    folder = make_study(
        {"01-a.ipynb": ["import os, time\nopen('pid', 'w').write(f'{os.getpid()}\\n')", "time.sleep(60)"]}
    )
    command = "import sys; from framing.cli import main; sys.exit(main())"
    run = subprocess.Popen(
        [sys.executable, "-c", command, "run", str(folder), "--no-progress"], stderr=subprocess.PIPE, text=True
    )
    pid = folder / "pid"
    for _ in range(300):
        if pid.exists() and pid.read_text().endswith("\n"):
            break
        time.sleep(0.1)
    run.send_signal(number)
    _, said = run.communicate(timeout=30)
    assert run.returncode == code
    assert "Traceback" not in said
    assert sorted(path.name for path in folder.iterdir()) == ["01-a.ipynb", "corpus", "pid", "study.toml"]
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
