"""The instruments that can be validated, and the floors below which none may fall."""

from __future__ import annotations

import importlib
import json
import warnings
from pathlib import Path

import pandas as pd

from framing.errors import CorpusError, MeasureError

__all__ = ["FLOORS", "INSTRUMENTS", "measure_validity"]

INSTRUMENTS = {
    "cleaning": ("html_pages", "plain_pages"),
    "duplicates": ("duplicates",),
    "frames": ("frame_indicators", "frame_passages", "frame_models"),
    "hedging": ("senses", "talk", "scopes", "uncertain_sentences", "findings", "known_groups", "claims"),
    "import": ("imports",),
    "quotations": ("quotations", "reported", "demonstration_quotations"),
    "sentiment": ("tone", "target_tone", "links"),
    "stories": ("stories",),
    "topics": ("topics",),
}
"""From the name of an instrument to the modules of this room that measure it."""

_SHIPPED = ("demonstration_quotations",)  # modules whose set comes with the kit

FLOORS = Path(__file__).with_name("floors.json")
_KEYS = ["set", "part", "measure"]


def measure_validity(instrument: str, *, folder: Path | None = None) -> pd.DataFrame:
    """Measure how good an instrument of the kit is, on sets that people marked.

    Parameters
    ----------
    instrument
        "cleaning", "duplicates", "frames", "hedging", "import", "quotations", "sentiment", "stories" or "topics".
    folder
        Folder with the marked sets; default the one that the environment variable ``FRAMING_DATA`` names. A set
        that is not the published file is refused: its figures would mean something else. Where neither names a folder,
        "quotations" is measured on the small set that comes with the kit, with a warning.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part`` (seen while the rules were written, or unseen), ``measure``, ``value``,
        ``low`` and ``high`` (95 % interval, units of the set drawn anew; NaN where there is none), ``n`` units,
        ``floor`` (the published value it may not fall below; NaN where none is pinned).

    Raises
    ------
    MeasureError
        There is no such instrument.
    CorpusError
        A marked set is missing or another file.

    Notes
    -----
    Figures of the seen part are too good: rules were written with it in view. The sets are news in English.

    Examples
    --------
    >>> measure_validity("cleanig")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.MeasureError: no such instrument; found: 'cleanig'; to mend it: use cleaning, duplicates, ...
    """
    if instrument not in INSTRUMENTS:
        raise MeasureError("no such instrument", found=repr(instrument), do=f"use {', '.join(INSTRUMENTS)}")
    figures = pd.concat(_measure_rooms(INSTRUMENTS[instrument], folder), ignore_index=True)
    floors = {tuple(floor[key] for key in _KEYS): floor["floor"] for floor in json.loads(FLOORS.read_text("utf-8"))}
    keys = zip(*(figures[key].tolist() for key in _KEYS), strict=True)
    return figures.assign(floor=[floors.get(key, float("nan")) for key in keys])


def _measure_rooms(names: tuple[str, ...], folder: Path | None) -> list[pd.DataFrame]:
    """Measure what can be measured: where no folder is named, a set that ships is enough."""
    figures, missing = [], []
    for name in names:
        room = importlib.import_module(f"framing.validity.{name}")
        try:
            figures.append(room.measure(folder))
        except CorpusError as error:
            if folder is not None or not any(ships in names for ships in _SHIPPED):
                raise
            missing.append(error)
    if not figures:
        raise missing[0]
    for gap in missing:
        warnings.warn(f"left out: {gap}", stacklevel=3)
    return figures
