"""What the register says of each research set, read from ``register.toml``."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from framing.errors import CorpusError

__all__ = ["Entry", "find_entry", "read_register"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One research set.

    Attributes
    ----------
    name, file
        How it is asked for, and the name of its file wherever that lies.
    rows, n_bytes, sha256
        How many rows the file has, how large it is and what its bytes are.
    address
        Where these very bytes can be fetched; "" where they lie at no public address.
    table
        "articles": read into the documented table; "own": a table with the set's own columns.
    unit, language, what
        What a row is, in which language the texts are (mul: in several), and what the set holds.
    origin, licence, rights, citation
        Repository and commit; the licence (SPDX where there is one); whose the texts are; how to cite it.
    damage
        What to know before using it.
    columns
        Names in the file → names in ``articles``, where the usual names do not do.
    """

    name: str
    file: str
    rows: int
    n_bytes: int
    sha256: str
    address: str
    table: str
    unit: str
    language: str
    what: str
    origin: str
    licence: str
    rights: str
    citation: str
    damage: str
    columns: Mapping[str, str] = field(default_factory=dict)


@cache
def read_register() -> dict[str, Entry]:
    """Read the register: every set by its name, in order of name.

    Examples
    --------
    >>> read_register()["basil"].rows
    300
    """
    text = (resources.files("framing.datasets") / "register.toml").read_text(encoding="utf-8")
    return {name: Entry(name, **about) for name, about in sorted(tomllib.loads(text).items())}


def find_entry(name: str) -> Entry:
    """Give what the register says of one set.

    Raises
    ------
    CorpusError
        There is no set of that name; shows the names that come nearest.
    """
    register = read_register()
    if name not in register:
        near = difflib.get_close_matches(str(name), register, n=1)
        raise CorpusError(
            f"the register has no dataset {name!r}",
            found=f"those it has: {', '.join(register)}",
            do=f"did you mean {near[0]!r}?" if near else "name one of them: list_datasets() says what each is",
        )
    return register[name]
