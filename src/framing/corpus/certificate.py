"""The certificate of a corpus: one page for the appendix of a paper, and the tables behind it."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from framing.corpus.certificate_page import FIGURE, write_page
from framing.corpus.doubts import find_doubts
from framing.corpus.outlet_tables import name_spellings, read_outlets
from framing.corpus.outlets import list_outlets
from framing.corpus.sources import list_sources
from framing.corpus.writing import replace_file
from framing.errors import CorpusError
from framing.tables import check_table

__all__ = ["write_certificate"]


def write_certificate(
    articles: pd.DataFrame, folder: str | os.PathLike[str], *, doubts: pd.DataFrame | None = None
) -> Path:
    """Write down how a corpus came in: one page of text, and its tables in full.

    The page says how many articles the files announce and how many were read, which are missing, what is doubtful by
    reason, and how the dates and outlets stand. Beside it lie ``sources.csv`` (a row a file), ``doubts.csv`` (a row a
    doubt) and ``outlets.csv`` (a row a spelling). Edit the column ``outlet`` of the last and give the table to
    ``unify_outlets``; an edited one stays where it is, and the new one is called ``outlets-new.csv``.

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
    72 articles from 27 files; 1 file not read
    """
    check_table("articles", articles)
    doubts = find_doubts(articles) if doubts is None else check_table("doubts", doubts)
    place = Path(folder)
    if place.exists() and not place.is_dir():
        raise CorpusError("a certificate is written into a folder", found=f"the file {place}", do="name a folder")
    place.mkdir(parents=True, exist_ok=True)
    sources, outlets = list_sources(articles), list_outlets(articles)
    for name, table in (("sources", sources), ("doubts", doubts), (_name_outlets(place, outlets), outlets)):
        replace_file(place / f"{name}.csv", table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))
    figure = (place / FIGURE).is_file()
    page = "\n\n".join(write_page(articles, sources, doubts, outlets, figure=figure)) + "\n"
    replace_file(place / "certificate.md", page.encode("utf-8"))
    return place / "certificate.md"


def _name_outlets(place: Path, outlets: pd.DataFrame) -> str:
    """Name the table of outlets so that it never takes the place of one that somebody has edited."""
    path = place / "outlets.csv"
    if not path.is_file():
        return "outlets"
    try:
        before = name_spellings(read_outlets(path))
    except CorpusError:
        return "outlets-new"
    now = dict(zip(outlets["outlet_raw"], outlets["outlet"], strict=True))
    return "outlets" if all(now.get(name, given) == given for name, given in before.items()) else "outlets-new"
