"""The certificate of a corpus: one page for the appendix of a paper, and the tables behind it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from framing.corpus.doubts import find_doubts
from framing.corpus.outlets import list_outlets
from framing.corpus.sources import list_sources
from framing.corpus.writing import replace_file
from framing.errors import CorpusError
from framing.formats.harvest import REASONS
from framing.tables import check_table

__all__ = ["write_certificate"]

_ROWS = 12  # of each table on the page
_EXAMPLE = 60


def write_certificate(
    articles: pd.DataFrame, folder: str | os.PathLike[str], *, doubts: pd.DataFrame | None = None
) -> Path:
    """Write down how a corpus came in: one page of text, and its tables in full.

    The page says how many articles the files announce and how many were read, which are missing, what is doubtful by
    reason, and how the dates and outlets stand. Beside it lie ``sources.csv`` (a row a file), ``doubts.csv`` (a row a
    doubt) and ``outlets.csv`` (a row a spelling; edit its column ``outlet`` and give the table to ``unify_outlets``).

    Parameters
    ----------
    articles
        The table ``articles`` as it was read.
    folder
        Where to: made if it is not there.
    doubts
        What ``find_doubts(articles)`` gave, where it is at hand.

    Returns
    -------
    pathlib.Path
        ``certificate.md`` in that folder. The same corpus gives the same bytes, until a date in the future has passed.

    Raises
    ------
    TableError
        Where a table is not the documented one.
    CorpusError
        Where ``folder`` is a file.

    Notes
    -----
    It certifies the import, not the search: what the database left out, or nobody asked for, it cannot know.

    Examples
    --------
    >>> import framing as fr, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = write_certificate(fr.load_demo(), folder)
    ...     print(page.read_text(encoding="utf-8").splitlines()[2].partition(". ")[0])
    72 articles were read from 27 files; 1 file was not read
    """
    check_table("articles", articles)
    doubts = find_doubts(articles) if doubts is None else check_table("doubts", doubts)
    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise CorpusError("a certificate is written into a folder", found=f"the file {place}", do="name a folder")
    place.mkdir(parents=True, exist_ok=True)
    sources, outlets = list_sources(articles), list_outlets(articles)
    for name, table in (("sources", sources), ("doubts", doubts), ("outlets", outlets)):
        replace_file(place / f"{name}.csv", table.to_csv(index=False, lineterminator="\n").encode("utf-8"))
    page = "\n\n".join(_write_page(articles, sources, doubts, outlets)) + "\n"
    replace_file(place / "certificate.md", page.encode("utf-8"))
    return place / "certificate.md"


def _write_page(
    articles: pd.DataFrame, sources: pd.DataFrame, doubts: pd.DataFrame, outlets: pd.DataFrame
) -> Iterator[str]:
    yield "# How the corpus came in"
    yield " ".join(_sum_up(articles, sources))
    if len(sources):
        yield "## Files"
        yield _table(_by_layout(sources))
    yield "## Missing or doubtful"
    yield _table(_by_reason(doubts)) if len(doubts) else "Nothing was found missing or doubtful."
    lost = doubts[~doubts["kept"] & doubts["position"].notna()]
    if len(lost):
        yield "## Articles not in the corpus"
        yield _table(_by_name(lost))
    yield "## Dates and outlets"
    yield " ".join(_describe_dates(articles))
    yield " ".join(_describe_outlets(outlets))
    yield (
        "`sources.csv`, `doubts.csv` and `outlets.csv` hold every file, doubt and spelling. What the databases left "
        "out, or the search did not ask for, no import can see."
    )


def _sum_up(articles: pd.DataFrame, sources: pd.DataFrame) -> Iterator[str]:
    read, refused = sources[sources["reason"].isna()], sources[sources["reason"].notna()]
    said = f"{_count(len(articles), 'article')} {'was' if len(articles) == 1 else 'were'} read"
    if len(sources):
        said += f" from {_count(len(read), 'file')}"
        if len(refused):
            said += f"; {_count(len(refused), 'file')} {'was' if len(refused) == 1 else 'were'} not read"
    yield f"{said}."
    told = sources[sources["announced"].notna()]
    if len(told):
        announced, found, missing = (int(told[name].sum()) for name in ("announced", "read", "missing"))
        share = f" ({found / announced:.1%})" if announced else ""
        yield (
            f"{_count(len(told), 'file')} {'says' if len(told) == 1 else 'say'} how many articles there are: "
            f"{announced:,} announced, {found:,} read{share}, {missing:,} missing."
        )
    elif len(sources):
        yield "No file says how many articles it should hold: completeness cannot be checked."


def _by_layout(sources: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for layout, files in sources.assign(layout=sources["layout"].fillna("not read")).groupby("layout", sort=True):
        told = files[files["announced"].notna()]
        announced = f"{int(told['announced'].sum()):,}" if len(told) else "–"
        missing = f"{int(told['missing'].sum()):,}" if len(told) else "–"
        rows.append((layout, f"{len(files):,}", announced, f"{int(files['read'].sum()):,}", missing))
    return pd.DataFrame(rows, columns=["layout", "files", "announced", "read", "missing"])


def _by_reason(doubts: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for reason, found in doubts.groupby("reason", sort=False):
        names = [name for name in found["name"].fillna(found["source_file"]).dropna().tolist() if name.strip()]
        example = _shorten(names[0]) if names else ""
        lost = int((~found["kept"]).sum())
        rows.append((reason, len(found), lost, REASONS.get(str(reason), ""), example))
    rows.sort(key=lambda row: (-row[2], -row[1], row[0]))
    shown = [(reason, f"{n:,}", f"{lost:,}", means, example) for reason, n, lost, means, example in rows[:_ROWS]]
    if len(rows) > _ROWS:
        rest = rows[_ROWS:]
        shown.append(("others", f"{sum(row[1] for row in rest):,}", f"{sum(row[2] for row in rest):,}", "", ""))
    return pd.DataFrame(shown, columns=["reason", "n", "not in the corpus", "what it means", "first example"])


def _by_name(lost: pd.DataFrame) -> pd.DataFrame:
    """Name the articles that a file announces or holds and that are not in the corpus, as far as the page goes."""
    named = lost.head(_ROWS)[["source_file", "position", "name", "reason"]].itertuples(index=False, name=None)
    rows = [(file, f"{position:,}", _shorten(name), reason) for file, position, name, reason in named]
    if len(lost) > _ROWS:
        rows.append((f"and {len(lost) - _ROWS:,} more, in doubts.csv", "", "", ""))
    return pd.DataFrame(rows, columns=["file", "number in it", "title", "reason"])


def _shorten(name: object) -> str:
    said = " ".join(name.split()) if isinstance(name, str) else ""
    return said if len(said) <= _EXAMPLE else f"{said[: _EXAMPLE - 1].rstrip()}…"


def _describe_dates(articles: pd.DataFrame) -> Iterator[str]:
    dates = articles["date"]
    if dates.notna().any():
        yield f"The articles are dated {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d};"
        yield f"{int(dates.isna().sum()):,} of {len(dates):,} have no day."
    else:
        yield "No article has a day."
    undated = dates.isna().groupby(articles["outlet"].to_numpy()).agg(["sum", "size"])
    whole = undated[undated["sum"] == undated["size"]]
    if len(whole) and dates.notna().any():
        yield f"Outlets without a single date, which drop out of every trend: {_listed(whole.index.tolist())}."


def _describe_outlets(outlets: pd.DataFrame) -> Iterator[str]:
    names = outlets["outlet"].nunique()
    if not names:
        yield "No article names its outlet."
        return
    yield f"{_count(names, 'outlet')} under {_count(len(outlets), 'spelling')}."
    check = outlets.loc[outlets["rule"] == "alike: check", "outlet_raw"].tolist()
    if check:
        yield f"Names that resemble another's and were left apart: {_listed(check)}."


def _listed(names: list[str]) -> str:
    shown = ", ".join(sorted(names)[:8])
    return shown if len(names) <= 8 else f"{shown} and {len(names) - 8} more"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _table(rows: pd.DataFrame) -> str:
    """Write a frame of text as a Markdown table."""
    cells = [list(rows.columns), ["---"] * rows.shape[1], *rows.to_numpy().tolist()]
    return "\n".join("| " + " | ".join(_escape(cell) for cell in row) + " |" for row in cells)


def _escape(cell: object) -> str:
    return " ".join(str(cell).split()).replace("\\", "\\\\").replace("|", "\\|")
