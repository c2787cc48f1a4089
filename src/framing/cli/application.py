"""The command line as a whole: a user's mistake is one line on stderr and exit code 2."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from framing.cli.printing import flatten
from framing.errors import CorpusError, FramingError

__all__ = ["ColumnNames", "CorpusPath", "app", "read_columns"]


class _Commands(TyperGroup):
    """The commands, with every mistake of a user said in one line."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except FramingError as error:
            said, code = str(error), 2
        except BrokenPipeError:  # the reader of a pipe has left; typer ends quietly
            raise
        except OSError as error:
            do = "check the path, the space left, and that you may read or write there"
            found = error.filename or "no file named"
            said, code = f"{error.strerror or error}; found: {found}; to mend it: {do}", 2
        except KeyboardInterrupt:
            said, code = "interrupted; nothing was written", 130
        typer.echo(f"framing: error: {flatten(said)}", err=True)
        raise typer.Exit(code)


app = typer.Typer(
    cls=_Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Media framing research: describe a corpus, measure it, run a study.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from framing.study.manifest import find_version

        typer.echo(f"framing {find_version('framing') or '(version not known)'}")
        raise typer.Exit


@app.callback()
def _start(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    pass


# readable=False: a file that may not be read is refused in one line, below, not with the usage
CorpusPath = Annotated[Path, typer.Argument(metavar="CORPUS", readable=False, help="File or folder with the articles.")]

ColumnNames = Annotated[
    list[str] | None,
    typer.Option(metavar="FILE=KIT", help="Which column is which, e.g. lead=text; may be given more than once."),
]


def read_columns(pairs: Sequence[str] | None) -> dict[str, str] | None:
    """Read ``FILE=KIT`` pairs into the mapping that ``read_corpus`` takes; the last = divides them."""
    if not pairs:
        return None
    mapping: dict[str, str] = {}
    for pair in pairs:
        own, _, target = (part.strip() for part in pair.rpartition("="))
        if not own or not target:
            do = "write the name in the file, =, the name in the kit: --columns lead=text"
            raise CorpusError("--columns takes two names", found=repr(pair), do=do)
        if own in mapping:
            raise CorpusError("--columns names a column twice", found=f"{own}={mapping[own]}, {pair}", do="keep one")
        mapping[own] = target
    return mapping
