"""Opening a study from inside a notebook: where the corpus is, and where results go."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from framing.errors import StudyError
from framing.study.outputs import (
    check_caption,
    check_frame,
    check_number,
    find_figure,
    write_data,
    write_figure,
    write_table,
)
from framing.study.plan import PLAN_FILE, Plan, read_plan
from framing.study.records import add_record, check_free, check_name, write_numbers

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Study", "open_study"]

RUN_VARIABLE = "FRAMING_RUN"
"""Environment variable that names the settings of the run a notebook is part of."""


class NotebookEnd(Exception):  # noqa: N818 (no error: the notebook is done)
    """A notebook ends before its last cell, and says why; no fault."""

    def _render_traceback_(self) -> list[str]:
        """Say it without a traceback: IPython asks for this."""
        return [str(self)]


@dataclass(frozen=True, slots=True)
class Study:
    """A study as a notebook sees it: its question, its corpus, and the folder for results.

    Attributes
    ----------
    plan
        What ``study.toml`` says.
    results
        Folder that outputs are written to.
    notebook
        Name of the notebook that is running, without its suffix; empty where it is not known.

    Notes
    -----
    Outputs are named with small letters, digits and hyphens. A notebook may save a name again; two
    notebooks may not share one. It cannot see whether data handed over by an earlier notebook are
    older than that notebook: run the study as a whole before anything is published.
    """

    plan: Plan
    results: Path
    notebook: str = ""

    @property
    def title(self) -> str:
        """Title of the study."""
        return self.plan.title

    @property
    def question(self) -> str:
        """Question the study asks."""
        return self.plan.question

    @property
    def seed(self) -> int:
        """Seed for every function that draws at random."""
        return self.plan.seed

    @property
    def corpus(self) -> Path:
        """File or folder of the corpus."""
        return self.plan.corpus

    def read_corpus(self) -> pd.DataFrame:
        """Read the corpus of the study as a table of articles."""
        if self.plan.demo:
            from framing.corpus.demonstration import load_demo

            return load_demo()
        from framing.corpus.reading import read_corpus

        return read_corpus(self.corpus, columns=self.plan.columns, encoding=self.plan.encoding)

    def save_articles(self, articles: pd.DataFrame) -> Path:
        """Hand the articles on to the next notebooks, as ``data/articles.parquet``."""
        from framing.tables import check_table

        return self._save_data(check_table("articles", articles), "articles")

    def load_articles(self) -> pd.DataFrame:
        """Load the articles that an earlier notebook saved with ``save_articles``."""
        return self._load_data("articles")

    def save_data(self, table: pd.DataFrame, name: str) -> Path:
        """Hand a table on to the next notebooks, as ``data/<name>.parquet``; its index is kept."""
        if name == "articles":
            raise StudyError("articles have their own door", found="save_data", do="call save_articles(articles)")
        return self._save_data(table, name)

    def load_data(self, name: str) -> pd.DataFrame:
        """Load a table that an earlier notebook saved with ``save_data``."""
        return self._load_data(check_name(name))

    def save_table(self, table: pd.DataFrame, name: str, *, caption: str, decimals: int = 3) -> Path:
        """Save a table for the paper: ``tables/<name>.csv`` with every digit, ``.tex`` rounded.

        In LaTeX whole numbers stand as they are, others have ``decimals`` places, and one that would
        round to zero is printed as below the last place; columns with one value in all rows, or with
        long texts, are left to the CSV and named in a note. The index is written if it has a name or
        is not just 0, 1, 2 ….
        """
        frame, said = check_frame(table, name=name), check_caption(caption)
        path = self._place("tables", name)
        write_table(frame, path, caption=said, decimals=decimals)
        self._record("tables", name, {"caption": said, "rows": len(frame), "columns": frame.shape[1]})
        return path.with_suffix(".csv")

    def save_figure(self, figure: Any, name: str, *, caption: str) -> Path:
        """Save a figure for the paper: ``figures/<name>.png`` and ``.pdf``.

        ``figure`` is a matplotlib figure, axes on it, or a seaborn grid.
        """
        drawn, said = find_figure(figure), check_caption(caption)
        path = self._place("figures", name)
        write_figure(drawn, path)
        self._record("figures", name, {"caption": said})
        return path.with_suffix(".png")

    def save_number(self, name: str, value: float | str, *, unit: str = "") -> None:
        r"""Save a number for the text of the paper, in ``numbers.json`` and ``numbers.tex``.

        In LaTeX ``\input{numbers}`` and write ``\studyMeanRate`` for the number ``mean-rate``; whole
        numbers stand as they are, others have three places.
        """
        self._place("numbers", name)
        self._record("numbers", name, {"value": check_number(name, value), "unit": unit})
        write_numbers(self.results)

    def end_notebook(self, reason: str) -> NoReturn:
        """End this notebook here, because the corpus does not allow the rest of it.

        ``reason`` is one sentence. It is printed, ``framing run`` repeats it, and the study goes on with the
        next notebook.

        Examples
        --------
        >>> study = open_study()                                            # doctest: +SKIP
        >>> study.end_notebook("One outlet only: nothing to compare.")      # doctest: +SKIP
        """
        raise NotebookEnd(reason)

    def _save_data(self, table: pd.DataFrame, name: str) -> Path:
        frame = check_frame(table, name=name)
        path = self._place("data", name).with_suffix(".parquet")
        write_data(frame, path)
        self._record("data", name, {"rows": len(frame), "columns": frame.shape[1]})
        return path

    def _load_data(self, name: str) -> pd.DataFrame:
        import pandas as pd

        path = self.results / "data" / f"{name}.parquet"
        if not path.is_file():
            first = _find_maker(self.plan, name)
            raise StudyError(
                f"no notebook has saved {name!r} yet",
                found=f"no data/{path.name} in {self.results.name}",
                do=f"run {first} first" if first else f"save {name!r} in an earlier notebook",
            )
        return pd.read_parquet(path, engine="pyarrow")

    def _place(self, kind: str, name: str) -> Path:
        """Path without suffix for an output, if the name is free."""
        known = [Path(notebook).stem for notebook in self.plan.notebooks]
        others = known if self.notebook in known else []
        check_free(self.results, notebook=self.notebook, others=others, kind=kind, name=name)
        return self.results / kind / name

    def _record(self, kind: str, name: str, entry: dict[str, Any]) -> None:
        add_record(self.results, notebook=self.notebook or "by-hand", kind=kind, name=name, entry=entry)


def open_study(path: str | Path | None = None) -> Study:
    """Open the study a notebook belongs to.

    The same notebook runs by hand in JupyterLab, where results go to the folder ``results`` beside it,
    and under ``framing run``, where the run says which corpus to read and where results go.

    Parameters
    ----------
    path
        The study folder. Without it: the run that is under way, else the nearest ``study.toml`` in the
        working directory or above it.

    Returns
    -------
    Study

    Raises
    ------
    StudyError
        Where there is no ``study.toml``, or it is wrong.

    Examples
    --------
    >>> study = open_study()                # doctest: +SKIP
    >>> articles = study.load_articles()    # doctest: +SKIP
    """
    run = _read_run()
    if run is not None and (path is None or Path(path).resolve() == Path(run["folder"])):
        plan = read_plan(run["folder"], corpus=run["corpus"])
        return Study(plan=plan, results=Path(run["results"]), notebook=run["notebook"])
    plan = read_plan(path if path is not None else _find_folder(Path.cwd()))
    return Study(plan=plan, results=plan.results, notebook=_name_notebook())


def _read_run() -> dict[str, Any] | None:
    """Read the settings that ``run_study`` wrote for this notebook, if it is part of a run."""
    named = os.environ.get(RUN_VARIABLE)
    if not named:
        return None
    try:
        settings: dict[str, Any] = json.loads(Path(named).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise StudyError(
            f"{RUN_VARIABLE} does not name the settings of a run", found=named, do=f"unset {RUN_VARIABLE}"
        ) from None
    return settings


def _find_folder(start: Path) -> Path:
    for folder in (start, *start.parents):
        if (folder / PLAN_FILE).is_file():
            return folder
    raise StudyError(
        "this notebook does not lie in a study",
        found=f"no {PLAN_FILE} in {start.name} or above it",
        do='name the folder: open_study("path/to/study")',
    )


def _name_notebook() -> str:
    """Name the notebook as JupyterLab tells its kernels; empty elsewhere."""
    return Path(os.environ.get("JPY_SESSION_NAME", "")).stem


def _find_maker(plan: Plan, name: str) -> str | None:
    """Find the notebook whose code saves a table of this name."""
    call = "save_articles(" if name == "articles" else "save_data("
    for notebook in plan.notebooks:
        code = (plan.folder / notebook).read_text(encoding="utf-8", errors="replace")
        if call in code and (name == "articles" or f'\\"{name}\\"' in code or f"'{name}'" in code):
            return notebook
    return plan.notebooks[0] if name == "articles" else None
