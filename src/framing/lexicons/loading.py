"""The lexicons that ship with the kit."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib import resources

import pandas as pd

from framing.errors import LexiconError
from framing.lexicons.lexicon import Lexicon

__all__ = ["list_lexicons", "load_lexicon"]


def list_lexicons() -> pd.DataFrame:
    """List the lexicons that ship with the kit.

    Returns
    -------
    pandas.DataFrame
        Index `name`; `title`, `language`, `version`, `licence`, `terms`, `citation`.

    Examples
    --------
    >>> list_lexicons().index.tolist()
    ['events', 'hedging', 'tone', 'vader']
    """
    names = sorted(file.name[:-5] for file in _room().iterdir() if file.name.endswith(".toml"))
    rows = []
    for name in names:
        about = _about(name)
        row: dict[str, object] = {key: about.get(key, "") for key in ("title", "language", "version", "licence")}
        rows.append(row | {"terms": len(load_lexicon(name)), "citation": about.get("citation", "")})
    return pd.DataFrame(rows, index=pd.Index(names, name="name"))


def load_lexicon(name: str) -> Lexicon:
    """Load a lexicon that ships with the kit, after checking that its file is the one described.

    Parameters
    ----------
    name
        A name from `list_lexicons`.

    Returns
    -------
    Lexicon
        Its terms, with where they come from.

    Raises
    ------
    LexiconError
        For an unknown name, or a file whose sha256 is not the recorded one.

    Examples
    --------
    >>> load_lexicon("hedging").categories
    ['approximation', 'attribution', 'booster', 'epistemic', 'hypothetical', 'insincerity']
    """
    about = _about(name)
    raw = (_room() / f"{name}.csv").read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if digest != about.get("sha256"):
        raise LexiconError(
            f"the file of lexicon {name!r} is not the one its description names",
            found=f"sha256 {digest}, expected {about.get('sha256')}",
            do="install the kit again; read your own version with read_lexicon",
        )
    return _parse(name, raw)


@cache
def _parse(name: str, raw: bytes) -> Lexicon:
    import io

    about = _about(name)
    terms = pd.read_csv(io.BytesIO(raw), keep_default_na=False)
    texts = {key: str(value) for key, value in about.items() if isinstance(value, str)}
    return Lexicon(
        name,
        terms,
        language=texts.get("language", "en"),
        citation=texts.get("citation", ""),
        licence=texts.get("licence", ""),
        source=texts.get("source", ""),
        about=texts,
    )


def _room() -> resources.abc.Traversable:
    return resources.files("framing.lexicons")


def _about(name: str) -> dict[str, object]:
    file = _room() / f"{name}.toml"
    if not name.isidentifier() or not file.is_file():
        known = sorted(file.name[:-5] for file in _room().iterdir() if file.name.endswith(".toml"))
        raise LexiconError(
            f"no lexicon {name!r} ships with the kit",
            found=f"those that do: {', '.join(known)}",
            do="name one of them, or read your own with read_lexicon(path)",
        )
    return tomllib.loads(file.read_text(encoding="utf-8"))
