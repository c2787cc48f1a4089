"""The files of a corpus: which are read, which are left out, and how their bytes become text."""

from __future__ import annotations

import fnmatch
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from framing.errors import CorpusError, EmptyFileError
from framing.formats.gzip_files import unpack_gzip

__all__ = [
    "ARCHIVE_SUFFIXES",
    "DOCUMENT_KINDS",
    "DOCUMENT_SUFFIXES",
    "FEED_SUFFIXES",
    "PACKED_SUFFIXES",
    "SETTINGS",
    "SUFFIXES",
    "TABLE_SUFFIXES",
    "WEB_KINDS",
    "WEB_SUFFIXES",
    "CorpusFile",
    "file_kind",
    "list_files",
    "local_path",
    "read_bytes",
    "show_path",
]

TABLE_SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".xlsx", ".xlsm")
WEB_KINDS: Mapping[str, str] = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), "page"),
    **dict.fromkeys((".mht", ".mhtml"), "mail"),
}
"""The kind of web page that a suffix promises."""

WEB_SUFFIXES = tuple(WEB_KINDS)
DOCUMENT_KINDS: Mapping[str, str] = {
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".docx", ".docm", ".dotx"), "word"),
    ".rtf": "rich text",
    ".pdf": "pdf",
    ".doc": "old office",
}
"""The kind of document that a suffix promises."""

DOCUMENT_SUFFIXES = (*DOCUMENT_KINDS, ".ris")
FEED_SUFFIXES = (".rss", ".atom", ".xml", ".rdf")
PACKED_SUFFIXES = (".zip", ".tar", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
ARCHIVE_SUFFIXES = (*PACKED_SUFFIXES, ".warc", ".wacz")
SUFFIXES = (*TABLE_SUFFIXES, *DOCUMENT_SUFFIXES, *WEB_SUFFIXES, *FEED_SUFFIXES, *ARCHIVE_SUFFIXES)
SETTINGS = "corpus.toml"
_OPTIONS = {"encoding", "columns", "outlet"}
_ABOUT = {"readme", "licence", "license", "changelog", "copying", "notice"}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/+|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of a corpus: where it is, its name within the corpus, and how it is to be read."""

    path: Path
    name: str
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    outlet: str | None = None
    in_folder: bool = False


def local_path(source: object) -> Path:
    """Take a path, never an address: nothing is fetched from a network.

    Raises
    ------
    CorpusError
        For an address, for what is no path, and for a path that does not exist.
    """
    if not isinstance(source, str | os.PathLike):
        raise CorpusError(
            "a corpus is read from a table, a file or a folder",
            found=type(source).__name__,
            do='pass a DataFrame or a path: read_corpus("articles.csv")',
        )
    text = os.fspath(source)
    if _ADDRESS.match(text):
        raise CorpusError(
            "an address on the web is not opened",
            found=repr(text),
            do="download the file first and pass the path of your copy",
        )
    path = Path(text)
    if not path.exists():
        raise CorpusError("there is no such file or folder", found=repr(text), do="check the spelling of the path")
    return path


def file_kind(path: Path) -> str:
    """Give the suffix that says how a file is read ("" where none does); ``.gz`` does not count.

    Examples
    --------
    >>> file_kind(Path("rain.csv.gz")), file_kind(Path("export.tar.bz2")), file_kind(Path("rain.ods"))
    ('.csv', '.tar.bz2', '')
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        suffixes = [] if suffixes[-2:-1] == [".parquet"] else suffixes[:-1]
    return next((kind for n in (2, 1) if (kind := "".join(suffixes[-n:])) in SUFFIXES), "")


def show_path(path: Path) -> str:
    r"""Give a relative path as text with slashes; bytes of it that are not UTF-8 become U+FFFD.

    Examples
    --------
    >>> show_path(Path("old") / "caf\udce9.txt")
    'old/caf\ufffd.txt'
    """
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def list_files(path: Path, *, encoding: str | None) -> tuple[list[CorpusFile], list[str]]:
    """List the files of a corpus in order of name, and what of a folder is left out.

    Hidden files and folders are not looked at. ``corpus.toml`` in the folder may set ``encoding``,
    ``columns`` and ``outlet`` for a file or a pattern: ``[files."old/*.txt"]``. The folder ``page_files`` that
    a browser saves beside ``page.html`` is left out.
    """
    if not path.is_dir():
        if not file_kind(path):
            raise CorpusError(
                "this kind of file is not read",
                found=repr(path.name),
                do=f"save it as one of {', '.join(SUFFIXES)} (or .gz of these; a spreadsheet: as CSV UTF-8)",
            )
        return [CorpusFile(path, show_path(Path(path.name)), encoding)], []
    settings = _read_settings(path / SETTINGS)
    files, left_out = [], []
    names = _walk(path)
    attached = {f"{name[: name.rindex('.')]}_files" for name in names if file_kind(path / name) in WEB_SUFFIXES}
    for name in names:
        about = Path(name).name.split(".")[0].casefold() in _ABOUT
        if not file_kind(path / name) or about or any(part.as_posix() in attached for part in Path(name).parents):
            left_out.append(show_path(Path(name)))
            continue
        own: dict[str, object] = {}
        for pattern, options in settings.items():
            if name == pattern or fnmatch.fnmatchcase(name, pattern):
                own |= options
        files.append(_set_options(path / name, show_path(Path(name)), encoding, own))
    if not files:
        raise CorpusError(
            "the folder holds no file that can be read",
            found=f"{', '.join(left_out[:5]) or 'no file'} in {path.name!r}",
            do=f"put files of these kinds into it: {', '.join(SUFFIXES)}",
        )
    return files, left_out


def read_bytes(path: Path, *, name: str) -> bytes:
    """Read a file whole, unpacking ``.gz``; a small file that unpacks to a huge one is refused."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size else b""
    except OSError as error:
        raise _closed(error, name) from error
    if not size:
        raise EmptyFileError("the file is empty", found=f"{name!r}, 0 bytes", do="get the file again or take it out")
    return unpack_gzip(data, name) if path.suffix.lower() == ".gz" else data


def _walk(folder: Path) -> list[str]:
    """List the files below a folder as relative names, in order; one that may not be looked into is an error."""
    names = []

    def refuse(error: OSError) -> None:
        raise _closed(error, Path(error.filename).relative_to(folder.parent).as_posix()) from error

    for root, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        names += [(Path(root) / name).relative_to(folder).as_posix() for name in files if not _is_hidden(name)]
    return sorted(name for name in names if name != SETTINGS)


def _closed(error: OSError, name: str) -> CorpusError:
    do = "see to it that the file is there and that you may read it, or take it out"
    return CorpusError("a file or folder cannot be opened", found=f"{name!r}: {error.strerror or error}", do=do)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name == "__MACOSX"


def _read_settings(path: Path) -> dict[str, dict[str, object]]:
    """Read ``corpus.toml``: options by file name or pattern."""
    if not path.is_file():
        return {}
    mend = '[files."name.txt"] with encoding = "cp1252", outlet = "…" or columns = { body = "text" }'
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{SETTINGS} cannot be read", found=str(error), do="mend that line") from error
    settings = content.get("files", {})
    strangers = [key for key in content if key != "files"]
    if not isinstance(settings, dict) or strangers:
        raise CorpusError(f"{SETTINGS} may only hold [files]", found=f"{strangers or settings}", do=f"write {mend}")
    for name, options in settings.items():
        if not isinstance(options, dict) or set(options) - _OPTIONS:
            raise CorpusError(f"{SETTINGS} holds an unknown option", found=f"{name!r}: {options}", do=f"write {mend}")
    return settings


def _set_options(path: Path, name: str, encoding: str | None, own: Mapping[str, object]) -> CorpusFile:
    chosen, columns, outlet = own.get("encoding", encoding), own.get("columns", {}), own.get("outlet")
    if not (
        isinstance(chosen, str | None)
        and isinstance(outlet, str | None)
        and isinstance(columns, dict)
        and all(isinstance(target, str) for target in columns.values())
    ):
        raise CorpusError(
            f"an option in {SETTINGS} has the wrong type",
            found=f"{name!r}: {dict(own)}",
            do='encoding and outlet are text, columns is { body = "text" }',
        )
    return CorpusFile(path, name, chosen, columns, outlet, in_folder=True)
