"""The file of a research set: where it is looked for, how it is fetched when asked for, and whether it is right."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from framing.datasets.entries import Entry
from framing.errors import CorpusError

__all__ = [
    "MIRROR",
    "cache_folder",
    "check_file",
    "choose_mirror",
    "fetch_file",
    "find_file",
    "find_in_folder",
    "show_address",
]

MIRROR = "FRAMING_DATA"
"""Environment variable that names a folder, or an address, with the files of the sets."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_LOGIN = re.compile(r"(?<=://)[^/]*@")
_TIMEOUT = (10, 30)  # seconds: to be connected, and without a byte
_CHUNK = 2**16


def cache_folder() -> Path:
    """Give the user's own folder for fetched files; it need not exist."""
    import pooch

    return Path(pooch.os_cache("framing"))


def choose_mirror(mirror: str | os.PathLike[str] | None) -> str:
    """Give the mirror that was named, else the one that ``FRAMING_DATA`` names; "" where there is none.

    Raises
    ------
    CorpusError
        It is neither a folder nor an http address.
    """
    place = os.fspath(mirror) if mirror is not None else os.environ.get(MIRROR, "")
    scheme = _SCHEME.match(place)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise CorpusError(
            "a mirror is a folder or an address that begins with http:// or https://",
            found=repr(show_address(place)),
            do=f'name one of these: mirror="folder", or the environment variable {MIRROR}',
        )
    return place


def find_in_folder(entry: Entry, folder: Path) -> Path | None:
    """Give the set's file in a folder, checked; None where it is not there.

    Raises
    ------
    CorpusError
        It is another file than the register names; shows both hashes.
    """
    path = folder / entry.file
    return check_file(path, entry) if path.is_file() else None


def find_file(entry: Entry, *, mirror: str | os.PathLike[str] | None = None) -> Path | None:
    """Find the set's file on this machine: in the mirror folder, else in the user's cache; nothing is fetched.

    Raises
    ------
    CorpusError
        The file there is another one than the register names. From the cache such a file is removed.
    """
    place = choose_mirror(mirror)
    found = find_in_folder(entry, Path(place)) if place and not _SCHEME.match(place) else None
    if found:
        return found
    cached = cache_folder() / entry.file
    if not cached.is_file():
        return None
    try:
        return check_file(cached, entry, where=f"{cached}, removed from the cache")
    except CorpusError:
        cached.unlink()
        raise


def fetch_file(entry: Entry, *, mirror: str | os.PathLike[str] | None = None) -> Path:
    """Find the set's file on this machine, else fetch it into the cache and say so on stderr.

    Raises
    ------
    CorpusError
        The file is another one than the register names, lies nowhere, or cannot be fetched.
    """
    found = find_file(entry, mirror=mirror)
    if found:
        return found
    place = choose_mirror(mirror)
    address = f"{place.rstrip('/')}/{entry.file}" if _SCHEME.match(place) else entry.address
    if not address:
        raise _nowhere(entry, place)
    shown, size = show_address(address), f"{entry.n_bytes / 1e6:.1f} MB"
    print(f"framing: fetching {entry.file} ({size}) from {shown} into {cache_folder()}", file=sys.stderr)
    return _download(entry, address)


def check_file(path: Path, entry: Entry, *, where: str = "") -> Path:
    """Refuse any file that is not the one the register names.

    Raises
    ------
    CorpusError
        Shows both hashes.
    """
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != entry.sha256:
        raise CorpusError(
            f"{entry.file} is not the file of the register",
            found=f"sha256 {found} in {where or path}",
            do=f"use the one with sha256 {entry.sha256} ({entry.n_bytes:,} bytes)",
        )
    return path


def show_address(address: str) -> str:
    """Write an address without a user's name and password.

    Examples
    --------
    >>> show_address("https://gull:secret@example.org/sets")
    'https://example.org/sets'
    """
    return _LOGIN.sub("", address)


def _download(entry: Entry, address: str) -> Path:
    """Fetch a file; it comes under its name into the cache only when it is whole and the right one."""
    import pooch

    def download(url: str, path: str, asked_by: object) -> None:
        with Path(path).open("wb") as file, _downloader() as get:
            get(url, _Capped(file, entry, address), asked_by)
        check_file(Path(path), entry, where=show_address(address))

    try:
        with _quiet():
            found = pooch.retrieve(
                address, f"sha256:{entry.sha256}", fname=entry.file, path=cache_folder(), downloader=download
            )
    except CorpusError:
        raise
    except (OSError, ValueError) as error:  # what requests raises is an OSError; a malformed address a ValueError
        answer = getattr(getattr(error, "response", None), "status_code", None)
        raise CorpusError(
            f"{entry.file} could not be fetched",
            found=f"{type(error).__name__}{f' {answer}' if answer else ''} from {show_address(address)}",
            do=f"try again later, or name a folder that holds the file: mirror=, or the environment variable {MIRROR}",
        ) from None  # its own words may show the password of an address
    return Path(found)


@contextmanager
def _downloader() -> Iterator[Callable[..., None]]:
    """Give what fetches an address; what a server has left to say when that stops is not kept open."""
    import pooch

    with ExitStack() as answers:

        def keep(answer: Any, **_: object) -> None:
            answers.callback(answer.close)

        yield pooch.HTTPDownloader(
            timeout=_TIMEOUT,
            chunk_size=_CHUNK,
            headers={"Accept-Encoding": "identity"},  # a .gz is wanted as it lies there, not unpacked on the way
            hooks={"response": keep},
        )


class _Capped:
    """A file that takes no more bytes than the set has."""

    def __init__(self, file: BinaryIO, entry: Entry, address: str) -> None:
        self.file, self.entry, self.address, self.left = file, entry, address, entry.n_bytes

    def write(self, chunk: bytes) -> None:
        self.left -= len(chunk)
        if self.left < 0:
            raise CorpusError(
                f"{self.entry.file} is not the file of the register",
                found=f"more than {self.entry.n_bytes:,} bytes from {show_address(self.address)}: no sha256 was taken",
                do=f"use the one with sha256 {self.entry.sha256}",
            )
        self.file.write(chunk)

    def flush(self) -> None:
        self.file.flush()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pooch from saying in its own words what has been said."""
    import pooch

    logger = pooch.get_logger()
    before = logger.level
    logger.setLevel("WARNING")
    try:
        yield
    finally:
        logger.setLevel(before)


def _nowhere(entry: Entry, place: str) -> CorpusError:
    looked = f"in {place} or" if place else f"in {MIRROR}, which names no mirror, or"
    return CorpusError(
        f"the dataset {entry.name!r} is not on this machine, and this file of it has no public address",
        found=f"nothing {looked} in {cache_folder()}; it is {entry.what}; from {entry.origin}; "
        f"licence: {entry.licence}; {entry.rights}",
        do=f"name a mirror, a folder or http address, that holds {entry.file} with sha256 {entry.sha256}: "
        f"mirror=, or the environment variable {MIRROR}",
    )
