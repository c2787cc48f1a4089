"""Running a study: its notebooks in order, each in its own kernel, into results that are whole or absent."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from framing.errors import StudyError
from framing.study.execution import Ending, Failure, execute_notebook, read_notebook
from framing.study.files import hash_file, recover_folder, replace_folder, write_json, write_text
from framing.study.manifest import describe_inputs, describe_run
from framing.study.pages import make_notebook_page
from framing.study.plan import Plan, read_plan
from framing.study.records import read_records
from framing.study.report import count_warnings, make_report
from framing.study.staging import check_place, make_staging, name_failed

__all__ = ["Run", "run_study"]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run left behind.

    Attributes
    ----------
    results
        The results folder.
    index
        The report to open first.
    n_figures, n_tables, n_numbers
        How many the notebooks saved.
    n_warnings
        How many warnings they printed.
    seconds
        How long it took.
    endings
        Notebooks that ended themselves early, each with its reason.
    """

    results: Path
    index: Path
    n_figures: int
    n_tables: int
    n_numbers: int
    n_warnings: int
    seconds: float
    endings: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Course:
    """What is known while the notebooks run."""

    warnings: dict[str, dict[str, int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)
    endings: dict[str, str] = field(default_factory=dict)


def run_study(
    folder: str | Path,
    *,
    corpus: str | Path | None = None,
    results: str | Path | None = None,
    progress: bool = True,
) -> Run:
    """Run every notebook of a study; keep tables, figures and numbers with the record of how they were made.

    Each notebook runs in the interpreter that runs this function, in the study folder, with one thread for
    linear algebra, a fixed hash seed and without personal settings of IPython or matplotlib. Everything is
    built in a hidden folder beside the results and takes their place when the last notebook is done.

    Parameters
    ----------
    folder
        The study folder, with ``study.toml``.
    corpus
        A corpus to use instead of the one the plan names.
    results
        Where results go; ``results`` in the study folder where not given. The folder belongs to the run:
        what an earlier run left in it is replaced as a whole.
    progress
        Show a progress bar on standard error, one step a cell.

    Returns
    -------
    Run

    Raises
    ------
    StudyError
        Where the plan is wrong; where the results folder holds files that no run made; where a notebook
        fails: then earlier results stay as they were, and what was reached, with the failing notebook and
        its traceback, is in a folder of the same name with ``-failed`` at its end.

    Notes
    -----
    Same corpus, plan, notebooks, versions and machine: same bytes in ``tables``, ``figures``, ``data``,
    ``numbers.*`` and ``manifest.json``. Dates and durations are in ``run.json`` only.

    Examples
    --------
    >>> run = run_study("notebooks")        # doctest: +SKIP
    >>> print(run.index)                    # doctest: +SKIP
    """
    plan = read_plan(folder, corpus=corpus)
    place = (Path(results).expanduser() if results is not None else plan.results).resolve()
    check_place(place, plan=plan)
    notebooks = {name: read_notebook(plan.folder / name) for name in plan.notebooks}
    inputs = describe_inputs(plan)
    recover_folder(place)
    staging = make_staging(place)
    started = datetime.now(UTC)
    try:
        course = _run_notebooks(plan, notebooks, staging=staging, progress=progress)
        manifest = describe_run(plan, inputs=inputs, results=staging)
        _write_record(plan, course, manifest=manifest, started=started, staging=staging)
        (staging / "pid").unlink()
        failed = name_failed(place)
        if course.failures:
            replace_folder(staging, failed)
            raise _say_failure(course, failed=failed)
        replace_folder(staging, place)
        shutil.rmtree(failed, ignore_errors=True)  # of an earlier run; check_place has seen what is in it
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return _sum_up(place, course)


def _run_notebooks(plan: Plan, notebooks: dict[str, Any], *, staging: Path, progress: bool) -> _Course:
    """Run notebook after notebook until one fails; each leaves itself as it ran, and as a page."""
    from tqdm import tqdm

    course = _Course()
    cells = sum(
        cell.cell_type == "code" and bool(cell.source.strip()) for nb in notebooks.values() for cell in nb.cells
    )
    with tqdm(total=cells, unit="cell", file=sys.stderr, disable=not progress, dynamic_ncols=True) as bar:
        for name, notebook in notebooks.items():
            bar.set_description(Path(name).stem)
            before = time.perf_counter()
            failure = _run_one(plan, name, notebook, staging=staging, advance=bar.update)
            course.seconds[name] = round(time.perf_counter() - before, 3)
            course.warnings[name] = count_warnings(notebook)
            _write_notebook(notebook, name=name, study=plan.title, folder=staging / "notebooks")
            if isinstance(failure, Ending):
                course.endings[name] = failure.reason
            elif failure is not None:
                course.failures[name] = failure
                break
    return course


def _run_one(plan: Plan, name: str, notebook: Any, *, staging: Path, advance: Any) -> Failure | Ending | None:
    settings = {
        "folder": str(plan.folder),
        "corpus": None if plan.demo else str(plan.corpus),
        "results": str(staging),
        "seed": plan.seed,
        "notebook": Path(name).stem,
    }
    with tempfile.TemporaryDirectory(prefix="framing-", ignore_cleanup_errors=True) as scratch:
        return execute_notebook(
            notebook,
            folder=plan.folder,
            settings=settings,
            scratch=Path(scratch),
            timeout=plan.timeout,
            advance=lambda: advance(1),
        )


def _write_notebook(notebook: Any, *, name: str, study: str, folder: Path) -> None:
    import nbformat

    write_text(folder / name, nbformat.writes(notebook) + "\n")
    page = make_notebook_page(notebook, name=Path(name).stem, study=study)
    write_text(folder / f"{Path(name).stem}.html", page)


def _write_record(plan: Plan, course: _Course, *, manifest: dict[str, Any], started: datetime, staging: Path) -> None:
    """Write report, manifest, and apart from them what differs from run to run."""
    report = make_report(
        plan,
        results=staging,
        manifest=manifest,
        warnings=course.warnings,
        failures=course.failures,
        endings=course.endings,
    )
    write_text(staging / "index.html", report)
    write_json(staging / "manifest.json", manifest)
    pages = sorted((staging / "notebooks").iterdir())
    times = {
        "started": started.isoformat(timespec="seconds"),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": course.seconds,
        "complete": not course.failures,
        "notebooks": {file.name: hash_file(file) for file in pages},
    }
    write_json(staging / "run.json", times)


def _say_failure(course: _Course, *, failed: Path) -> StudyError:
    """Say where a run stopped; what the kit's own error says goes on as it is."""
    name, failure = next(iter(course.failures.items()))
    what, where = f"{name} stopped at cell {failure.cell}", f"the traceback is in {failed.name}/notebooks/{name}"
    own = re.fullmatch(r"\w+Error: (.+?); found: (.*); to mend it: (.+)", failure.error)
    if own:
        return StudyError(f"{what}: {own[1]}", found=own[2], do=f"{own[3]}; {where}")
    return StudyError(f"{what} ({failure.source})", found=failure.error, do=f"mend that cell; {where}")


def _sum_up(place: Path, course: _Course) -> Run:
    records = read_records(place).values()
    figures, tables, numbers = (
        sum(len(record.get(kind, {})) for record in records) for kind in ("figures", "tables", "numbers")
    )
    return Run(
        results=place,
        index=place / "index.html",
        n_figures=figures,
        n_tables=tables,
        n_numbers=numbers,
        n_warnings=sum(sum(counts.values()) for counts in course.warnings.values()),
        seconds=round(sum(course.seconds.values()), 3),
        endings=dict(course.endings),
    )
