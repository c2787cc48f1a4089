"""Reading a corpus in: from tables and text files to the one documented table of articles."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from framing.corpus.identity import check_unique, hash_text, make_ids
from framing.corpus.values import as_texts, as_unknown
from framing.errors import CorpusError
from framing.formats.columns import ORDER, check_mapping, check_targets, resolve_columns, show_names
from framing.formats.dates import check_range, read_dates
from framing.formats.files import WEB_SUFFIXES, CorpusFile, file_kind, list_files, local_path
from framing.formats.metadata import Metadata
from framing.formats.pages import read_pages
from framing.formats.sheets import Note, Sheet, read_sheet, sheet_of_frame
from framing.tables import check_table

__all__ = ["read_corpus"]

_TABLE = "the table"
_PAGES = (".txt", *WEB_SUFFIXES)
_REQUIRED = ("text", "title", "outlet", "date", "date_precision", "url", "source_file", "text_hash")
_TEXTS = tuple(name for name in ORDER if name not in ("date", "date_precision", "date_raw", "retrieved", "text_hash"))


def read_corpus(
    source: pd.DataFrame | str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    metadata: pd.DataFrame | str | os.PathLike[str] | None = None,
    encoding: str | None = None,
    retrieved: str | dt.date | None = None,
    workers: int = 1,
) -> pd.DataFrame:
    """Read articles from a table, a file or a folder into the documented table ``articles``.

    Files are CSV (comma or semicolon), TSV, JSON Lines, a JSON list, Parquet, plain text (one article
    a file, with ``key: value`` lines at the top if wanted), or web pages (HTML, one article a file), also as
    ``.gz``. A folder is read with all its folders, in order of name. Nothing is fetched from a network and
    nothing is guessed silently: what was left out, replaced or not understood is counted in
    ``articles.attrs["reading"]``, which ``describe_corpus`` shows.

    Of a web page every line is read, menus and teasers too, and ``layout`` says which are the article's
    (`framing.formats.page_lines`): ``find_chrome`` shows the others with a reason, ``clean_articles`` cuts them. A page
    that cannot be read becomes a row with an empty text and is noted.

    Parameters
    ----------
    source
        A DataFrame, or the path of a file or folder. In a folder, files of other kinds and README files
        are left out and listed; ``corpus.toml`` may set encoding, columns and outlet by file:
        ``[files."old/*.txt"]`` with ``encoding = "cp1252"``.
    columns
        Names in the file → names in ``articles``, where the usual names (``body``, ``headline``,
        ``published``, …: ``framing.formats.columns.USUAL_NAMES``) do not do: ``{"lead": "text"}``.
        ``{"id": "id_in_file"}`` sets a column aside.
    metadata
        For text files and web pages: a table with a row a file, named in a column ``file`` (or by an ``id`` that
        is the file's name). It goes before what a page says itself.
    encoding
        Encoding of files that are not UTF-8 and carry no byte order mark, such as ``"cp1252"``. Web pages declare
        their own; for one that does not and is not UTF-8, Windows-1252 is taken where nothing is said here.
    retrieved
        The day the texts were collected, kept in ``retrieved`` where the file does not say.
    workers
        Processes that share the web pages. The table is the same whatever their number.

    Returns
    -------
    pandas.DataFrame
        Index ``article_id``: the file's own, else a hash of outlet, date, title and text, true repeats
        numbered. Columns ``text`` ("" where empty), ``title``, ``outlet``, ``date`` (a day, as written,
        whatever the time zone), ``date_precision`` (day, month, year, missing), ``date_raw`` (only if some
        date was not read to the day: its wording), ``url``, ``source_file`` (relative to the folder),
        ``text_hash``, others as known; then unknown columns as they are. Web pages bring ``layout``, and as they say,
        ``author`` and ``language``; their ``outlet`` is the site's name, else the host. Line ends become line feeds;
        blanks around a title or an outlet are cut; text itself is not otherwise touched.

    Raises
    ------
    CorpusError
        For an address, a missing, empty or damaged file, bytes in another encoding, no text at all, two
        columns that could be the same, an id given twice, dates before 1600 or after today, and fewer than one
        worker.

    Notes
    -----
    It does not see whether a text is complete, whose words it holds, or whether a page's first line is a
    headline: look at ``describe_corpus(articles)`` first. A CSV file holds no types: there, unknown
    columns that hold only numbers are read as numbers.

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
    seen: dict[str, None] = {}
    sheets, notes = _read_sheets(
        source, columns=columns, metadata=metadata, encoding=encoding, seen=seen, workers=workers
    )
    check_mapping(columns, seen)
    frames = [_shape(sheet, columns, notes) for sheet in sheets]
    articles = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True, sort=False)
    texts = articles["text"].tolist()
    if not any(text and not text.isspace() for text in texts):
        raise CorpusError(
            "every text is empty",
            found=f"{len(texts)} articles without a word",
            do='check which column holds the text; rename it to text, or name it in Python: columns={"body": "text"}',
        )
    articles["text_hash"] = pd.Series([hash_text(text) for text in texts], dtype="str")
    articles = _set_retrieved(articles, retrieved)
    articles = _set_ids(articles)
    known = [name for name in ORDER if name in articles.columns]
    articles = articles[[*known, *(name for name in articles.columns if name not in known)]]
    articles.attrs["reading"] = _merge_notes(notes)
    return check_table("articles", articles)


def _read_sheets(
    source: object,
    *,
    columns: Mapping[str, str] | None,
    metadata: object,
    encoding: str | None,
    seen: dict[str, None],
    workers: int,
) -> tuple[list[Sheet], list[Note]]:
    """Read every file of the source; a folder's tables and pages come in order of name."""
    if isinstance(source, pd.DataFrame):
        sheet = sheet_of_frame(source, name=_TABLE)
        if source.empty:
            raise CorpusError("the table holds no rows", found=f"shape {source.shape}", do="pass a table with articles")
        seen |= dict.fromkeys(sheet.columns)
        files: list[CorpusFile] = []
        left_out: list[str] = []
        sheets = [sheet]
    else:
        path = local_path(source)
        files, left_out = list_files(path, encoding=encoding)
        files = [file for file in files if not _is_metadata(file.path, metadata)]
        sheets = [read_sheet(file) for file in files if file_kind(file.path) not in _PAGES]
        seen |= dict.fromkeys(name for sheet in sheets for name in sheet.columns)
    pages = [file for file in files if file_kind(file.path) in _PAGES]
    if metadata is not None and not pages:
        raise CorpusError(
            "metadata= describes text files, and there are none",
            found=f"{len(sheets)} tables",
            do="leave metadata= out, or merge it with your table beforehand",
        )
    about = None if metadata is None else Metadata(metadata, columns=columns, encoding=encoding)
    seen |= dict.fromkeys(about.names if about else ())
    sheets += read_pages(pages, columns=columns, metadata=about, seen=seen, workers=workers)
    notes = [note for sheet in sheets for note in sheet.notes]
    if left_out:
        notes.append({"item": "files left out", "value": len(left_out), "note": show_names(left_out)})
    return sheets, notes


def _is_metadata(path: Path, metadata: object) -> bool:
    """Whether a file of the folder is the very table given as metadata=."""
    return isinstance(metadata, str | os.PathLike) and Path(metadata).exists() and path.samefile(metadata)


def _shape(sheet: Sheet, columns: Mapping[str, str] | None, notes: list[Note]) -> pd.DataFrame:
    """Give the rows of one file the columns of ``articles``."""
    own = sheet.file.columns if sheet.file else {}
    names = list(sheet.columns)
    if not sheet.resolved:
        for_all = {name: target for name, target in (columns or {}).items() if target not in own.values()}
        targets = resolve_columns(names, columns={**for_all, **own}, where=sheet.name)
        names = [targets.get(name, name) for name in names]
    if "text" not in names:
        raise CorpusError(
            "no column holds the text of the articles",
            found=f"columns of {sheet.name}: {show_names(list(sheet.columns))}",
            do='rename it to text, or name it in Python: columns={"body": "text"}; '
            "a table about text files goes into metadata=",
        )
    cells = dict(zip(names, sheet.columns.values(), strict=True))
    rows = len(next(iter(cells.values())))
    shaped: dict[str, pd.Series] = {}
    for name, values in cells.items():
        if name in _TEXTS or name == "article_id":
            shaped[name] = as_texts(values, name=name, where=sheet.name, notes=notes)
        elif name not in ("date", "date_precision", "date_raw", "retrieved"):
            shaped[name] = as_unknown(values, typed=sheet.typed)
    for name in _REQUIRED:
        if name not in shaped:
            shaped[name] = pd.Series([np.nan] * rows, dtype="str")
    if sheet.file:
        shaped["source_file"] = shaped["source_file"] if "source_file" in cells else _repeat(sheet.name, rows)
        shaped["outlet"] = shaped["outlet"].fillna(sheet.file.outlet) if sheet.file.outlet else shaped["outlet"]
    frame = pd.DataFrame(shaped)
    return _set_dates(frame, cells, where=sheet.name, notes=notes)


def _repeat(text: str, rows: int) -> pd.Series:
    return pd.Series([text] * rows, dtype="str")


def _set_dates(
    frame: pd.DataFrame, cells: Mapping[str, list[object] | pd.Series], *, where: str, notes: list[Note]
) -> pd.DataFrame:
    """Add date, date_precision, date_raw and retrieved, read from the cells of one file."""
    rows = len(frame)
    dates = read_dates(_listed(cells.get("date"), rows))
    check_range(dates, names=_labels(frame), files=frame["source_file"].fillna(where).tolist())
    precision = list(dates.precision)
    for row, given in enumerate(_listed(cells.get("date_precision"), rows)):
        if precision[row] == "missing" and given in ("month", "year"):
            precision[row] = str(given)
    raw = [new or old for new, old in zip(dates.raw, _listed(cells.get("date_raw"), rows), strict=True)]
    frame = frame.assign(date=dates.days, date_precision=pd.Series(precision, dtype="str"))
    if "date_raw" in cells or any(raw):
        frame["date_raw"] = pd.Series(raw, dtype="str")
    if "retrieved" in cells:
        frame["retrieved"] = read_dates(_listed(cells["retrieved"], rows)).days
    for reason, count in dates.unread.items():
        notes.append({"item": f"dates without a day: {reason}", "value": count, "note": where})
    return frame


def _labels(frame: pd.DataFrame) -> list[str]:
    """Give each row the name an error calls it by: its id, else its title, its number and its file."""
    numbers = pd.Series([f"row {row}" for row in range(1, len(frame) + 1)], dtype="str")
    names = frame["article_id"] if "article_id" in frame.columns else frame["title"]
    return [str(name) for name in names.fillna(frame["title"]).fillna(numbers).tolist()]


def _listed(values: list[object] | pd.Series | None, rows: int) -> list[object]:
    if values is None:
        return [None] * rows
    if isinstance(values, pd.Series):
        return values.astype(object).where(values.notna(), None).tolist()
    return [None if isinstance(value, float) and value != value else value for value in values]


def _set_retrieved(articles: pd.DataFrame, retrieved: str | dt.date | None) -> pd.DataFrame:
    if retrieved is None:
        return articles
    day = read_dates([retrieved]).days[0]
    if np.isnat(day):
        raise CorpusError("retrieved= is not a day", found=repr(retrieved), do='write it as "2026-03-04"')
    given = articles["retrieved"].fillna(day) if "retrieved" in articles.columns else day
    return articles.assign(retrieved=given).astype({"retrieved": "datetime64[us]"})


def _set_ids(articles: pd.DataFrame) -> pd.DataFrame:
    """Set the index: the ids of the files, and made ones where there are none."""
    if "article_id" in articles.columns:
        given = articles.pop("article_id")
        missing = given.isna().to_numpy()
        ids = np.array(given.tolist(), dtype=object)
        if missing.any():
            ids[missing] = make_ids(articles[missing])
        check_unique(ids.tolist(), articles["source_file"].fillna(_TABLE).tolist())
    else:
        ids = np.array(make_ids(articles), dtype=object)
    return articles.set_axis(pd.Index(ids.tolist(), dtype="str", name="article_id"))


def _merge_notes(notes: list[Note]) -> list[Note]:
    """Add up notes that say the same, so that a folder of many files stays a short list."""
    merged: dict[str, Note] = {}
    for note in notes:
        item, value, text = str(note["item"]), note["value"], str(note["note"])
        if item in merged:
            last = merged[item]
            shown = str(last["note"])
            more = text in shown or len(shown) > 200
            last["value"] = int(str(last["value"])) + int(str(value))
            last["note"] = shown if more else f"{shown}; {text}"
        else:
            merged[item] = {"item": item, "value": value, "note": text}
    return [merged[item] for item in sorted(merged)]
