"""Schemes of frames: each frame with its items, each item with the words that speak for a yes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path

import pandas as pd

from framing.errors import MeasureError
from framing.measures.frames.scheme_reading import parse_scheme
from framing.variables import Variable

__all__ = ["Scheme", "describe_frames", "list_schemes", "load_scheme", "read_scheme"]


@dataclass(frozen=True, eq=False)
class Scheme:
    """Frames, their items as questions, and the entries that speak for a yes; it knows where it comes from.

    Attributes
    ----------
    name
        Short name; it is written beside every match.
    frames
        Index `frame`; `title`, `definition`.
    items
        Index `item` (name of its own over all frames); `frame`, `question`, `note`, `hits`: how many hits make a yes.
    entries
        A row an entry: `frame`, `item`, `term`, `kind` (term, cased, pattern, exception), `notes`.
    classes
        From the name of a class of words to its terms; patterns name it in braces.
    short, long
        In fewer than `short` words one hit is enough for a yes; in more than `long` an item needs more than its `hits`,
        in proportion. 0: no such limit.
    language, citation, licence, source, version
        Where the scheme comes from and what one may do with it.
    about
        Anything else its description says.

    Examples
    --------
    >>> scheme = load_scheme("generic")
    >>> scheme.frames.index.tolist()
    ['responsibility', 'human_interest', 'conflict', 'morality', 'economic']
    >>> scheme.items.loc["economic_costs", "question"]
    'Are costs named, or how much a thing takes to pay for?'
    """

    name: str
    frames: pd.DataFrame
    items: pd.DataFrame
    entries: pd.DataFrame
    classes: dict[str, tuple[str, ...]]
    short: int = 0
    long: int = 0
    language: str = "en"
    citation: str = ""
    licence: str = ""
    source: str = ""
    version: str = ""
    about: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        return f"<Scheme {self.name}: {len(self.frames)} frames, {len(self.items)} items, {len(self)} entries>"


def list_schemes() -> pd.DataFrame:
    """List the schemes of frames that ship with the kit.

    Returns
    -------
    pandas.DataFrame
        Index `name`; `title`, `language`, `version`, `licence`, `frames`, `items`, `entries` (their numbers),
        `citation`.

    Examples
    --------
    >>> list_schemes().index.tolist()
    ['generic']
    """
    schemes = [load_scheme(name) for name in _names()]
    rows = [
        {
            "title": one.about.get("title", ""),
            "language": one.language,
            "version": one.version,
            "licence": one.licence,
            "frames": len(one.frames),
            "items": len(one.items),
            "entries": len(one),
            "citation": one.citation,
        }
        for one in schemes
    ]
    return pd.DataFrame(rows, index=pd.Index([one.name for one in schemes], name="name"))


def load_scheme(name: str = "generic") -> Scheme:
    """Load a scheme of frames that ships with the kit, after checking that its file is the one described.

    Parameters
    ----------
    name
        A name from `list_schemes`. "generic": the five generic frames of Semetko & Valkenburg (2000).

    Returns
    -------
    Scheme
        Frames, items and entries, with where they come from.

    Raises
    ------
    MeasureError
        For an unknown name, or a damaged file.

    References
    ----------
    Semetko, H. A., & Valkenburg, P. M. (2000). Framing European politics: a content analysis of press and television
    news. Journal of Communication, 50(2), 93–109. https://doi.org/10.1111/j.1460-2466.2000.tb02843.x

    Examples
    --------
    >>> load_scheme().items.query("frame == 'conflict'").index.tolist()
    ['conflict_disagreement', 'conflict_reproach', 'conflict_sides', 'conflict_winners']
    """
    known = _names()
    if name not in known:
        raise MeasureError(
            f"no scheme {name!r} ships with the kit",
            found=f"those that do: {', '.join(known)}",
            do='name one of them, or read your own with read_scheme("frames.toml")',
        )
    return _load(name)


def read_scheme(path: str | Path) -> Scheme:
    r"""Read a scheme of frames of your own: policy frames, issue frames.

    It is two files of one name: a description, ``name.toml``, and beside it the entries, ``name.csv``.

    - The description gives `title`, `language`, `citation` and so on; for each frame a table ``[frames.NAME]`` with
      `title` and `definition`; for each item ``[frames.NAME.items.ITEM]`` with its `question`, a `note` where one is
      needed, and `hits` (1 where not given); `short` and `long` if short texts are to need fewer hits and long ones
      more, see `measure_frames`. `sha256` and `count` of the entries are checked where they are given.
    - The entries are a table with the columns `frame`, `item`, `term`, `kind` and `notes`:

      ========== =======================================================================================
      kind       term
      ========== =======================================================================================
      term       words; `*` stands for any characters within a word
      cased      the same, found only in the case in which it is typed
      pattern    words and classes in one sentence: ``{authority} ... {duty}``, see `find_frames`
      exception  words that hide a shorter entry of their item: they are found and not counted
      class      a member of a class; the class is named in `item`, and `frame` is empty
      ========== =======================================================================================

    Parameters
    ----------
    path
        The description; the entries lie beside it.

    Returns
    -------
    Scheme
        What both files say, checked.

    Raises
    ------
    MeasureError
        A file is missing or cannot be read; an entry names a frame, an item, a kind or a class that is not there; a
        pattern cannot be read; sha256 or count are not those described.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "war.toml"
    >>> _ = file.write_text('[frames.war.items.attack]\nquestion = "Is there an attack?"\n')
    >>> _ = file.with_suffix(".csv").write_text("frame,item,term,kind\nwar,attack,attack*,term\n")
    >>> read_scheme(file)
    <Scheme war: 1 frames, 1 items, 1 entries>
    """
    file = Path(path)
    for wanted in (file.with_suffix(".toml"), file.with_suffix(".csv")):
        if not wanted.is_file():
            raise MeasureError(
                "a scheme of frames is two files of one name, .toml and .csv",
                found=f"no file {wanted}",
                do="check the path; write both, see the documentation of read_scheme",
            )
    return Scheme(
        **parse_scheme(file.stem, file.with_suffix(".toml").read_bytes(), file.with_suffix(".csv").read_bytes())
    )


def describe_frames(scheme: Scheme | None = None) -> tuple[Variable, ...]:
    """Describe the variables that `measure_frames` makes of a scheme."""
    chosen = load_scheme() if scheme is None else scheme
    source = chosen.citation or chosen.source or chosen.name
    described: list[Variable] = []
    for frame, title in zip(chosen.frames.index, chosen.frames["title"], strict=True):
        more = f"more of the frame: {title}"
        for name, label, unit, high in (
            (f"frame_{frame}", title, "mean of its items", 1.0),
            (f"frame_{frame}_rate", f"{title}, hits", "per 100 words", None),
            (f"frame_{frame}_strength", f"{title}, strength", "mean log2(1 + hits) of its items", None),
        ):
            described.append(Variable(name, label, unit, 0, high, more, "no words", "measure_frames", source))
    leading = "a frame, mixed or none"
    described.append(
        Variable(
            "frame_primary", "Leading frame", leading, None, None, "none: a name", "no words", "measure_frames", source
        )
    )
    for item, question in zip(chosen.items.index, chosen.items["question"], strict=True):
        described.append(
            Variable(f"item_{item}", question, "0 no, 1 yes", 0, 1, "yes", "no words", "measure_frames", source)
        )
    return tuple(described)


def _names() -> list[str]:
    return sorted(file.name[:-5] for file in resources.files(__package__).iterdir() if file.name.endswith(".toml"))


@cache
def _load(name: str) -> Scheme:
    room = resources.files(__package__)
    return Scheme(
        **parse_scheme(name, room.joinpath(f"{name}.toml").read_bytes(), room.joinpath(f"{name}.csv").read_bytes())
    )
