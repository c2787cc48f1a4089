"""Commands that measure, run and check: the same verbs as in Python.

A heavy room is entered only by the command that needs it.
"""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.cli.application import ColumnNames, CorpusPath, app, read_columns
from framing.cli.printing import flatten, print_table
from framing.errors import CorpusError, MeasureError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["main"]


@app.command("measure", epilog="Example: framing measure corpus/ --out scores.parquet --measures hedging,sentiment")
def _measure(
    corpus: CorpusPath,
    out: Annotated[Path, typer.Option(readable=False, help="File for the scores, .parquet or .csv.")],
    measures: Annotated[
        str,
        typer.Option(
            help="Measures, separated by commas: frames, hedging, polarity, sentiment, sources; all where not given."
        ),
    ] = "",
    by: Annotated[str, typer.Option(help="Unit of the scores: article.")] = "article",
    columns: ColumnNames = None,
    clean: Annotated[bool, typer.Option(help="Cut menus, credits, notices … first, as the study does.")] = True,
    language: Annotated[
        str, typer.Option(help="Measure the articles in this language, e.g. en, and those that name none.")
    ] = "",
    workers: Annotated[int, typer.Option(help="Processes that share the work.")] = 1,
) -> None:
    """Measure every article, one row of scores each.

    A Parquet file that the kit wrote is measured as it is read when --no-clean is given: memory does not grow with it.
    """
    _check_measuring(out, corpus=corpus, by=by)
    mapping = read_columns(columns)
    from framing.batch import check_measures, measure_corpus

    chosen = check_measures([name.strip() for name in measures.split(",") if name.strip()] if measures else None)
    articles, said = _read_articles(corpus, mapping, clean=clean, language=language)
    scores = measure_corpus(articles, measures=chosen, workers=workers)
    _write_scores(scores, out)
    for line in said:
        typer.echo(line, err=True)
    typer.echo(f"{len(scores):,} rows, {scores.shape[1]} variables: {flatten(str(out))}")


@app.command("run", epilog="Example: framing run notebooks/")
def _run(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", readable=False, help="Folder with study.toml and its notebooks.")
    ],
    corpus: Annotated[
        Path | None, typer.Option(readable=False, help="Corpus to use instead of the one in study.toml.")
    ] = None,
    results: Annotated[
        Path | None, typer.Option(readable=False, help="Folder for the results; FOLDER/results if not given.")
    ] = None,
    progress: Annotated[bool, typer.Option(help="Show a progress bar.")] = True,
) -> None:
    """Run the notebooks of a study and make its report."""
    from framing.study import run_study

    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # so that the run clears up
    run = run_study(folder, corpus=corpus, results=results, progress=progress)
    counts = (
        (run.n_figures, "figure"),
        (run.n_tables, "table"),
        (run.n_numbers, "number"),
        (run.n_warnings, "warning"),
    )
    typer.echo(", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts))
    for name, reason in run.endings.items():
        typer.echo(f"{name} ended early: {flatten(reason)}")
    typer.echo(f"open {flatten(os.path.relpath(run.index))}")


@app.command("validate", epilog="Example: framing validate duplicates --data marked-sets/")
def _validate(
    instrument: Annotated[
        str,
        typer.Argument(
            help="One of cleaning, duplicates, frames, hedging, import, quotations, sentiment, stories, topics."
        ),
    ],
    data: Annotated[
        Path | None,
        typer.Option(readable=False, help="Folder with the marked sets; FRAMING_DATA where not given."),
    ] = None,
) -> None:
    """Measure an instrument of the kit on marked sets."""
    from framing.validity import measure_validity

    with warnings.catch_warnings(record=True) as left_out:
        warnings.simplefilter("always")
        figures = measure_validity(instrument, folder=data)
    print_table(figures)
    for message in dict.fromkeys(str(warning.message) for warning in left_out):
        typer.echo(message, err=True)


@app.command("codebook", epilog="Example: framing codebook")
def _codebook() -> None:
    """Print every variable: measure, unit, range, meaning."""
    from framing.codebook import list_variables

    print_table(list_variables())


@app.command("lexicons", epilog="Example: framing lexicons")
def _lexicons() -> None:
    """Print the term lists that ship, with licences."""
    from framing.lexicons import list_lexicons

    print_table(list_lexicons())


def _check_measuring(out: Path, *, corpus: Path, by: str) -> None:
    """Refuse before any work what could only fail after it."""
    if out.suffix not in {".parquet", ".csv"}:
        raise MeasureError("scores are written as Parquet or CSV", found=str(out), do="end it in .parquet or .csv")
    if not out.absolute().parent.is_dir():
        raise MeasureError("the folder for the scores does not exist", found=str(out.parent), do="make it first")
    if not os.access(out.absolute().parent, os.W_OK):
        do = "name a file in another folder"
        raise MeasureError("the folder for the scores may not be written to", found=str(out.absolute().parent), do=do)
    if out.resolve().is_relative_to(corpus.resolve()):
        do = "name a file outside the corpus"
        raise MeasureError("the scores would lie in the corpus and be read as articles", found=str(out), do=do)
    if out.is_dir():
        raise MeasureError("the scores need a file", found=f"the folder {out}", do="name a file")
    if by != "article":
        do = "leave --by out; other units are measured in Python"
        raise MeasureError("the command line measures articles", found=f"--by {by}", do=do)


def _read_articles(
    corpus: Path, mapping: dict[str, str] | None, *, clean: bool, language: str
) -> tuple[pd.DataFrame | Path, list[str]]:
    """Read a corpus and clean it, and say how much was cut; leave one on the disc that can be measured from there."""
    from framing.cleaning.chrome import find_chrome
    from framing.cleaning.cutting import clean_articles
    from framing.corpus.batches import can_batch
    from framing.corpus.reading import read_corpus

    if not clean and not mapping and not language and can_batch(corpus):
        return corpus, []
    articles, said = read_corpus(corpus, columns=mapping), []
    if language and "language" in articles.columns:
        kept = articles["language"].isna() | (articles["language"] == language)
        said.append(f"--language {language} left out {(~kept).sum():,} of {len(articles):,} articles")
        if not kept.any():
            found = ", ".join(sorted(set(articles["language"].tolist())))
            raise CorpusError(f"no article is in language {language!r}", found=found, do="use the code the corpus has")
        articles = articles[kept]
    if not clean:
        return articles, said
    chrome = find_chrome(articles, strictness="lenient")
    lines, held = len(chrome), chrome["article_id"].nunique()
    cut = f"{lines:,} line{'' if lines == 1 else 's'} of {held:,} article{'' if held == 1 else 's'}"
    said.append(f"cleaning cut {cut} (menus, credits, notices …); --no-clean keeps them")
    return clean_articles(articles, chrome=chrome), said


def _write_scores(scores: pd.DataFrame, out: Path) -> None:
    from framing.study.files import replacing

    with replacing(out) as part:
        if out.suffix == ".csv":
            scores.to_csv(part, lineterminator="\n", encoding="utf-8")
        else:
            scores.to_parquet(part, engine="pyarrow", compression="zstd")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 2 a mistake of the user, 130 interrupted.

    Examples
    --------
    >>> main(["measure", "corpus/", "--out", "scores.xls"])
    2
    """
    try:
        app(args=list(arguments) if arguments is not None else None, prog_name="framing")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    return 0
