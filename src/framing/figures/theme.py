"""The one theme of every figure: print sizes, colours that colour-blind readers can tell apart, plain text."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd

from framing.errors import EstimateError
from framing.variables import Variable

__all__ = ["COLOURS", "axis_label", "clean", "count", "cut", "name_value", "style_values", "theme", "wrap"]

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000", "#7A6A00")
"""Okabe and Ito's colours, without the yellow that white paper swallows, and a dark olive in its place."""

MARKERS = ("o", "s", "D", "^", "v", "P", "X", "h")
"""One shape a colour, so that a print in grey can be read."""

INK, SOFT_INK, BAND, LINE = "#1A1A1A", "#4D4D4D", "#F3F3F3", "#BDBDBD"

FIXED = {
    "journalist": 0,
    "source_direct": 1,
    "source_indirect": 5,
    "asserted": 0,
    "confirmed": 2,
    "questioned": 5,
    "doubted": 3,
    "denied": 1,
}
"""Values that look the same in every figure: place in ``COLOURS`` and ``MARKERS``."""

NAMES = {
    "journalist": "journalist",
    "source_direct": "source, direct speech",
    "source_indirect": "source, indirect speech",
}

ORDERS = (
    ("journalist", "source_direct", "source_indirect"),
    ("asserted", "confirmed", "questioned", "doubted", "denied"),
    ("title", "heading", "body"),
)
"""Values with an order of their own; all others are sorted by name."""

_SETTINGS: dict[str, Any] = {
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "savefig.facecolor": "white",
    "savefig.transparent": False,
    "figure.dpi": 110,
    "font.size": 8,
    "axes.titlesize": 8.5,
    "axes.labelsize": 8,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "legend.fontsize": 7.5,
    "legend.title_fontsize": 7.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT_INK,
    "xtick.color": SOFT_INK,
    "ytick.color": SOFT_INK,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.linewidth": 0.7,
    "grid.color": "#E2E2E2",
    "grid.linewidth": 0.6,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "xtick.major.size": 3,
    "ytick.major.size": 3,
    "text.parse_math": False,
    "text.usetex": False,
    "pdf.fonttype": 42,
}


@contextmanager
def theme() -> Iterator[None]:
    """Draw in the kit's theme, whatever settings the session has; they are put back afterwards.

    White paper, 8-point type, no mathematics in text that comes from data. Of the session's settings only the
    font is kept, so that a corpus in another script can be labelled: set ``font.sans-serif`` to one that has it.

    Examples
    --------
    >>> import matplotlib as mpl
    >>> with theme():
    ...     mpl.rcParams["font.size"]
    8.0
    """
    import matplotlib as mpl
    import seaborn as sns
    from matplotlib import style

    kept = {key: mpl.rcParams[key] for key in ("font.family", "font.sans-serif", "font.serif")}
    seaborns = {**sns.plotting_context("paper"), **sns.axes_style("ticks")}
    with style.context(["default", seaborns, _SETTINGS, kept]):
        yield


def style_values(values: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Give each value of a hue its colour and its marker; voices and polarities always have the same.

    Raises
    ------
    EstimateError
        There are more values than can be told apart.

    Examples
    --------
    >>> style_values(["source_direct", "journalist"])
    {'source_direct': ('#D55E00', 's'), 'journalist': ('#0072B2', 'o')}
    """
    if len(values) > len(COLOURS):
        raise EstimateError(
            f"a figure tells at most {len(COLOURS)} colours apart",
            found=f"{len(values)} values of hue=, first {', '.join(map(repr, values[:3]))}",
            do="put the column with many values in x= or facet=, or choose some of its rows",
        )
    free = [place for place in range(len(COLOURS)) if place not in {FIXED.get(value) for value in values}]
    places = [FIXED[value] if value in FIXED else free.pop(0) for value in values]
    return {value: (COLOURS[place], MARKERS[place]) for value, place in zip(values, places, strict=True)}


def clean(value: object) -> str:
    r"""Text fit for a figure: one line, no control or direction marks, no broken characters; "not given" if missing.

    Examples
    --------
    >>> clean("The  Post\n(\u202eDaily)")
    'The Post (Daily)'
    """
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return "not given"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    one_line = " ".join(str(value).split())
    return "".join(mark for mark in one_line if unicodedata.category(mark) not in ("Cc", "Cf", "Cs")) or "(empty)"


def name_value(value: object) -> str:
    """What a figure calls a value: voices in words, all else as it stands."""
    return NAMES.get(value, clean(value)) if isinstance(value, str) else clean(value)


def wrap(text: str, width: int, *, lines: int = 3) -> str:
    r"""Break a text into at most so many lines of about so many characters; what is cut ends in ….

    Examples
    --------
    >>> wrap("The Very Long Evening Messenger", 16, lines=2)
    'The Very Long\nEvening…'
    >>> wrap("short", 16)
    'short'
    """
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…")) or text


def count(number: int, noun: str) -> str:
    """Say how many there are of a thing whose plural takes an s.

    Examples
    --------
    >>> count(1, "article"), count(1234, "article")
    ('1 article', '1,234 articles')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def cut(text: str, length: int) -> str:
    """Shorten a text to so many characters by taking out its middle, so that both ends can be recognised.

    Examples
    --------
    >>> cut("Morning Echo, online edition 12", 20)
    'Morning Ech…ition 12'
    """
    if len(text) <= length:
        return text
    tail = 2 * length // 5
    return f"{text[: length - tail - 1].rstrip()}…{text[len(text) - tail :].lstrip()}"


def axis_label(variable: Variable | None, *, label: str, unit: str, per_voice: bool = False) -> str:
    """Label and unit of an axis: the codebook's where given; it says whose words the denominator counts.

    Examples
    --------
    >>> axis_label(None, label="Hedges", unit="per 100 words", per_voice=True)
    'Hedges (per 100 words of that voice)'
    """
    label, unit = (variable.label, variable.unit) if variable is not None else (label, unit)
    if per_voice and unit.endswith("words"):
        unit += " of that voice"
    return clean(f"{label} ({unit})" if unit else label)
