"""Reading a corpus in: from tables, exports, documents and pages to the one documented table of articles."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from framing.corpus.finishing import (
    find_orders,
    finish_rows,
    merge_notes,
    order_columns,
    read_day,
    set_ids,
    set_numbers,
)
from framing.corpus.gathering import Gathering
from framing.corpus.opening import open_files
from framing.corpus.refusing import check_texts, nothing_read
from framing.corpus.sources import Records
from framing.corpus.values import find_number_kind
from framing.errors import CorpusError, NoTextError
from framing.formats.columns import check_mapping, check_targets
from framing.formats.files import CorpusFile, list_files, local_path
from framing.formats.metadata import Metadata
from framing.formats.sheets import sheet_of_frame
from framing.tables import check_table

__all__ = ["list_inputs", "read_corpus"]

_TABLE = "the table"
_SHARE = 25  # files a process takes at a time


def read_corpus(
    source: pd.DataFrame | str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    columns: Mapping[str, str] | None = None,
    metadata: pd.DataFrame | str | os.PathLike[str] | None = None,
    encoding: str | None = None,
    retrieved: str | dt.date | None = None,
    repair: bool = False,
    workers: int = 1,
) -> pd.DataFrame:
    """Read articles from tables, exports of news databases, documents and pages into the table ``articles``.

    - Tables: CSV (comma or semicolon), TSV, JSON Lines, a JSON list, Parquet, Excel (``.xlsx``).
    - Exports, many articles a file, known by their layout: Nexis Uni and LexisNexis (DOCX, RTF, TXT), Factiva (HTML,
      RTF, TXT), ProQuest (TXT, HTML, RIS), Europresse (HTML).
    - One article a file: plain text (``key: value`` lines at the top if wanted), Word, RTF, PDF, saved web pages.
    - Web archives (WARC, WACZ), feeds (RSS, Atom), and ``.zip``, ``.tar``, ``.gz`` of all of these.

    Folders are read with their folders, in order of name. Nothing is fetched from a network and nothing is lost in
    silence: ``list_sources(articles)`` has a row for every file, with the articles it announces and those that were
    read; ``find_doubts(articles)`` names every article that is missing or doubtful, and why.

    Of a web page every line is read, menus and teasers too, and ``layout`` says which are the article's
    (`framing.formats.page_lines`): ``find_chrome`` shows the others with a reason, ``clean_articles`` cuts them.

    Parameters
    ----------
    source
        A DataFrame, the path of a file or folder, or a list of paths. In a folder, files of other kinds and README
        files are left out and listed; ``corpus.toml`` may set encoding, columns and outlet by file:
        ``[files."old/*.txt"]`` with ``encoding = "cp1252"``.
    columns
        Names in the file → names in ``articles``, where the usual names (``body``, ``headline``,
        ``published``, …: ``framing.formats.columns.USUAL_NAMES``) do not do: ``{"lead": "text"}``.
        ``{"id": "id_in_file"}`` sets a column aside.
    metadata
        For files of one article: a table with a row a file, named in a column ``file`` (or by an ``id`` that
        is the file's name). It goes before what a page says itself.
    encoding
        Encoding of files that are not UTF-8 and carry no byte order mark, such as ``"cp1252"``. Where nothing is said,
        that of a text file or web page is guessed and the guess reported; that of a table is not.
    retrieved
        The day the texts were collected, kept in ``retrieved`` where the file does not say.
    repair
        Whether to turn garbled characters back (``â€™`` for ``’``: UTF-8 once read as another encoding); what was
        turned back is counted by file in ``find_doubts``.
    workers
        Processes that share the files of a folder. The table is the same whatever their number.

    Returns
    -------
    pandas.DataFrame
        Index ``article_id``: the file's own, else a hash of outlet, date, title and text, true repeats
        numbered. Columns ``text`` ("" where empty), ``title``, ``outlet``, ``date`` (a day, as written,
        whatever the time zone), ``date_precision`` (day, month, year, missing), ``date_raw`` (only if some
        date was not read to the day: its wording), ``url``, ``source_file`` (relative to the folder),
        ``text_hash``, others as known; then unknown columns as they are. Exports bring ``position`` (the article's
        number in its file) and, as they say, ``section``, ``announced_words``, ``database_id`` and more; web pages
        ``layout``, and their ``outlet`` is the site's name, else the host. Line ends become line feeds; blanks around
        a title or an outlet are cut.

    Raises
    ------
    CorpusError
        For an address, a missing path, a table that is empty, damaged or in another encoding, no text at all, two
        columns that could be the same, an id given twice, and fewer than one worker. Any other file that cannot be
        read is reported and left out.

    Notes
    -----
    It does not see whose words a text holds, or whether a page's first line is a headline: look at
    ``describe_corpus(articles)`` first. A CSV file holds no types: there, unknown columns that hold only numbers are
    read as numbers. A corpus too large for memory, or an import that may be interrupted: ``import_corpus``.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = read_corpus(pd.DataFrame({"Headline": ["Rain again"], "Body": ["It rained."],
    ...                                      "Published": ["4 March 2019"], "Newspaper": ["The Gazette"]}))
    >>> articles[["title", "outlet", "date"]].iloc[0].tolist()
    ['Rain again', 'The Gazette', Timestamp('2019-03-04 00:00:00')]
    """
    check_targets(columns)
    if workers < 1:
        raise CorpusError("work needs at least one process", found=f"workers={workers}", do="use workers=1 or more")
    day = read_day(retrieved)
    about: Metadata | None = None
    left_out: list[str] = []
    files: list[CorpusFile] = []
    if not isinstance(source, pd.DataFrame):
        files, left_out = list_inputs(source, encoding=encoding, metadata=metadata)
        about = None if metadata is None else Metadata(metadata, columns=columns, encoding=encoding)
    gathering = Gathering(columns, about, repair)
    try:
        if isinstance(source, pd.DataFrame):
            _gather_frame(source, gathering, metadata=metadata)
        else:
            _gather(files, gathering, workers=workers)
    except CorpusError as error:
        if isinstance(error, NoTextError):
            check_mapping(columns, gathering.names)  # a misspelt mapping is the likelier cause
        raise
    gathering.names |= dict.fromkeys(about.names if about else ())
    gathering.notes += about.count_leftover(gathering.taken) if about else []
    check_mapping(columns, gathering.names)
    raw = gathering.take_frame()
    if raw is None:
        raise nothing_read(gathering.doubts)
    articles = finish_rows(raw, orders=find_orders(raw), retrieved=day)
    kinds = {name: find_number_kind([raw[name]]) for name in raw.attrs["untyped"]}
    articles = set_ids(set_numbers(articles, kinds))
    articles = articles[order_columns(list(articles.columns))]
    has_text = any(text and not text.isspace() for text in articles["text"].tolist())
    check_texts(len(articles), has_text=has_text, sources=gathering.sources)
    articles.attrs = {"reading": Records(merge_notes(gathering.notes))}
    gathering.leave_out(left_out)
    articles.attrs |= {"sources": Records(gathering.sources), "doubts": Records(gathering.doubts)}
    return check_table("articles", articles)


def list_inputs(
    source: str | os.PathLike[str] | Sequence[str | os.PathLike[str]], *, encoding: str | None, metadata: object = None
) -> tuple[list[CorpusFile], list[str]]:
    """List the files of one or several sources, and what of their folders is left out.

    Raises
    ------
    CorpusError
        For what is no path, an encoding that Python does not know, or two sources that hold files of one name.
    """
    sources = [source] if isinstance(source, str | os.PathLike) or not isinstance(source, Sequence) else list(source)
    if not sources:
        raise CorpusError("no source is named", found="an empty list", do="name a file or folder")
    files: list[CorpusFile] = []
    left_out: list[str] = []
    for one in sources:
        found, others = list_files(local_path(one), encoding=encoding)
        files += [file for file in found if not _is_metadata(file.path, metadata)]
        left_out += others
    _check_encodings([encoding, *(file.encoding for file in files)])
    files = list({file.path.resolve(): file for file in reversed(files)}.values())[::-1]  # one named twice is one
    names: dict[str, Path] = {}
    for file in files:
        if names.setdefault(file.name, file.path) != file.path:
            raise CorpusError(
                "two sources hold files of one name",
                found=f"{file.name!r} as {names[file.name]} and {file.path}",
                do="put them into one folder with two names, or two folders within one, and name that",
            )
    return files, left_out


def _check_encodings(names: Iterable[str | None]) -> None:
    """Refuse a misspelt encoding before anything is read with it."""
    for name in dict.fromkeys(names):
        try:
            b"a".decode(name or "utf-8", "replace")
        except (LookupError, ValueError) as error:
            do = 'use a name Python knows, such as "cp1252" or "utf-16"'
            raise CorpusError("unknown encoding", found=repr(name), do=do) from error


def _gather(files: list[CorpusFile], gathering: Gathering, *, workers: int) -> None:
    """Open the files, by several processes where asked; the result is the same whatever their number."""
    shares = [files[at : at + _SHARE] for at in range(0, len(files), _SHARE)]
    if min(workers, len(shares)) < 2:
        open_files(files, gathering, strict=True)
        return
    from joblib import Parallel, delayed

    empty = Gathering(gathering.columns, gathering.metadata)
    jobs = (delayed(open_files)([_absolute(file) for file in share], empty, strict=True) for share in shares)
    for part in Parallel(n_jobs=min(workers, len(shares)), return_as="generator")(jobs):
        gathering.merge(part)


def _gather_frame(source: pd.DataFrame, gathering: Gathering, *, metadata: object) -> None:
    if source.empty:
        raise CorpusError("the table holds no rows", found=f"shape {source.shape}", do="pass a table with articles")
    if metadata is not None:
        raise CorpusError(
            "metadata= describes files of text, and there are none",
            found="a DataFrame",
            do="leave metadata= out, or merge it with your table beforehand",
        )
    gathering.add_frame(sheet_of_frame(source, name=_TABLE))


def _absolute(file: CorpusFile) -> CorpusFile:
    return replace(file, path=file.path.absolute())


def _is_metadata(path: Path, metadata: object) -> bool:
    """Whether a file of the folder is the very table given as metadata=."""
    return isinstance(metadata, str | os.PathLike) and Path(metadata).exists() and path.samefile(metadata)
