"""Commands that bring a corpus in and say what it is: import, describe, datasets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from framing.cli.application import ColumnNames, CorpusPath, app, read_columns
from framing.cli.printing import flatten, print_table

if TYPE_CHECKING:
    import pandas as pd

_Certificate = Annotated[
    Path | None, typer.Option(readable=False, help="Folder for the certificate: a page, a figure, three tables.")
]


@app.command("import", epilog="Example: framing import exports/ --out corpus.parquet")
def _import(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="SOURCE", readable=False, help="Files and folders: exports, documents, pages, tables."),
    ],
    out: Annotated[Path, typer.Option(readable=False, help="File for the corpus, .parquet.")],
    columns: ColumnNames = None,
    metadata: Annotated[
        Path | None, typer.Option(readable=False, help="Table about files of one article; its column file names them.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of files that are not UTF-8 and do not say, e.g. cp1252.")
    ] = None,
    retrieved: Annotated[str | None, typer.Option(help="Day the texts were collected, e.g. 2026-03-04.")] = None,
    repair: Annotated[bool, typer.Option(help="Turn garbled characters (â€™ for ’) back.")] = False,
    outlets: Annotated[
        Path | None,
        typer.Option(readable=False, help="Table of unified outlets: outlets.csv of a certificate, edited."),
    ] = None,
    certificate: _Certificate = None,
    workers: Annotated[int, typer.Option(help="Processes that share the work.")] = 1,
    progress: Annotated[bool, typer.Option(help="Show a progress bar.")] = True,
) -> None:
    """Import files into one corpus, and certify what came in.

    Interrupted, it goes on where it stopped when it is called again.
    """
    from framing.corpus.importing import import_corpus
    from framing.corpus.outlet_tables import read_outlets
    from framing.corpus.reading import read_corpus

    try:
        path = import_corpus(
            list(sources),
            out,
            columns=read_columns(columns),
            metadata=metadata,
            encoding=encoding,
            retrieved=retrieved,
            repair=repair,
            outlets=None if outlets is None else read_outlets(outlets),
            workers=workers,
            progress=progress,
        )
    except KeyboardInterrupt:
        typer.echo("framing: interrupted; what was read is kept: the same command goes on from there", err=True)
        raise typer.Exit(130) from None
    if progress:
        typer.echo("looking for what is doubtful: languages, versions, dates …", err=True)
    articles = read_corpus(path)
    for line in _certify(articles, certificate or out.with_suffix(".certificate")):
        typer.echo(line)


@app.command("describe", epilog="Example: framing describe corpus/")
def _describe(corpus: CorpusPath, columns: ColumnNames = None, certificate: _Certificate = None) -> None:
    """Say what is in a corpus and what is doubtful about it."""
    from framing.corpus.describing import describe_corpus
    from framing.corpus.doubts import find_doubts
    from framing.corpus.reading import read_corpus

    articles = read_corpus(corpus, columns=read_columns(columns))
    doubts = find_doubts(articles)
    print_table(describe_corpus(articles, doubts=doubts))
    if certificate is not None:
        typer.echo(f"open {_write(articles, doubts, certificate)}")


@app.command("datasets", epilog="Example: framing datasets newsmtsc")
def _datasets(
    name: Annotated[str, typer.Argument(help="A set, for all that is known of it; all sets where none is named.")] = "",
) -> None:
    """Print the public research sets, with licences."""
    from framing.datasets import list_datasets
    from framing.datasets.entries import find_entry

    sets = list_datasets()
    if name:
        find_entry(name)
        print_table(sets.loc[[name]].T.rename_axis("about").set_axis(["what is known"], axis=1))
        return
    print_table(sets[["rows", "unit", "licence", "at_hand"]])
    typer.echo("framing datasets NAME says more: what it is, whom to cite, what of it is damaged")


def _certify(articles: pd.DataFrame, folder: Path) -> list[str]:
    """Write the certificate and sum it up in a few lines."""
    from framing.corpus.certificate_page import sum_up
    from framing.corpus.doubts import find_doubts
    from framing.corpus.sources import list_sources

    doubts = find_doubts(articles)
    said = [flatten(line) for line in sum_up(articles, list_sources(articles), doubts)]
    reasons = doubts.loc[doubts["kept"], "reason"].value_counts().sort_index()
    if len(reasons):
        said.append("Doubtful: " + ", ".join(f"{reason} {count:,}" for reason, count in reasons.items()))
    return [*said, f"open {_write(articles, doubts, folder)}"]


def _write(articles: pd.DataFrame, doubts: pd.DataFrame, folder: Path) -> str:
    """Write the certificate with its figure, where there is an account to draw."""
    from framing.corpus.certificate import write_certificate
    from framing.corpus.certificate_page import FIGURE
    from framing.corpus.sources import list_sources

    sources = list_sources(articles)
    if len(sources) and (folder.is_dir() or not folder.exists()):
        from framing.figures import plot_account

        folder.mkdir(parents=True, exist_ok=True)
        figure = plot_account(sources, doubts, title="How the corpus came in")
        figure.savefig(folder / FIGURE, dpi=200, metadata={"Software": None})
    return flatten(os.path.relpath(write_certificate(articles, folder, doubts=doubts)))
