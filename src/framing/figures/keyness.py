"""Keyness as bars to both sides: the words that tell two groups of articles apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.errors import EstimateError
from framing.figures.cells import need_columns
from framing.figures.theme import COLOURS, SOFT_INK, clean, count, cut, theme, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["plot_keyness"]

_Q = 0.05  # below it, a word's point is filled


def plot_keyness(
    keyness: pd.DataFrame, *, n: int = 15, labels: tuple[str, str] | None = None, title: str = ""
) -> Figure:
    """Draw the words most typical of each of two groups.

    Unit: z, the log odds ratio over its standard error between clusters. Above 0, to the right: more frequent in
    the first group. A point a word, its rate in both groups and its number of articles at the side.

    Parameters
    ----------
    keyness
        The table of ``compare_words``: ``word``, ``per_100_a``, ``per_100_b``, ``n_articles``, ``z_cluster``,
        and ``q`` where known.
    n
        Words a side; ties go by the alphabet.
    labels
        Names of the groups a and b.
    title
        Title above the figure.

    Returns
    -------
    matplotlib.figure.Figure
        The first group's words on top, the most typical first; then the second group's, the most typical last.

    Raises
    ------
    EstimateError
        An empty table, a missing column, ``n`` below 1, no word with a z.

    Notes
    -----
    Where the table has ``q`` (Benjamini–Hochberg), a point is filled if q < 0.05 and hollow if not. It cannot
    see in which sense a word is used: read its passages.

    Examples
    --------
    >>> import pandas as pd
    >>> keyness = pd.DataFrame({"word": ["alleged", "said"], "per_100_a": [0.2, 0.4], "per_100_b": [0.1, 0.9],
    ...                         "n_articles": [12, 60], "z_cluster": [3.1, -5.0]})
    >>> [tick.get_text() for tick in plot_keyness(keyness, labels=("Echo", "Post")).axes[0].get_yticklabels()]
    ['alleged', 'said']
    """
    need_columns(keyness, ("word", "per_100_a", "per_100_b", "n_articles", "z_cluster"))
    if n < 1:
        raise EstimateError("n= must be at least 1", found=repr(n), do="n=15")
    first, second = (clean(label) for label in labels or ("group a", "group b"))
    known = keyness[keyness["z_cluster"].notna()]
    if not len(known):
        do = "compare groups of at least two clusters each"
        raise EstimateError("no word has a z", found=f"{count(len(keyness), 'word')} without z_cluster", do=do)
    rows = _choose_words(known, n)
    caption = (
        f"{count(len(known), 'word')} compared; shown are up to {n} a side. z: log odds ratio over its standard error "
        f"between clusters. At the right: per 100 words in {first} : in {second} · articles with the word."
    )
    if "q" in rows.columns:
        caption += f" Filled: q < {_Q}, the share of false finds held down over all words compared; else hollow."
    if len(known) < len(keyness):
        caption += f" Words without a z are left out: {len(keyness) - len(known):,}."
    with theme():
        from framing.figures.sheet import open_sheet

        sheet, (axes,) = open_sheet(height=0.15 * len(rows) + 0.95, title=title, caption=caption)
        _draw_words(axes, rows)
        _name_sides(axes, first, second)
        _write_rates(axes, rows)
        sheet.settle()
    return sheet


def _choose_words(known: pd.DataFrame, n: int) -> pd.DataFrame:
    """The n most typical words of each side, from the first group's to the second's."""
    words = known.sort_values("word", kind="stable").sort_values("z_cluster", ascending=False, kind="stable")
    more, less = words[words["z_cluster"] > 0], words[words["z_cluster"] < 0]
    return pd.concat([more.head(n), less.tail(n)])


def _draw_words(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw a stem and a point for each word."""
    z = rows["z_cluster"].to_numpy(dtype=float)
    places = range(len(rows))
    colours = [COLOURS[0] if value > 0 else COLOURS[1] for value in z.tolist()]
    axes.hlines(places, 0, z, colors=colours, linewidth=1.6)
    q = rows["q"].to_numpy(dtype=float) if "q" in rows.columns else np.zeros(len(rows))
    fills = [colour if value < _Q else "white" for colour, value in zip(colours, q.tolist(), strict=True)]
    axes.scatter(z, places, s=22, facecolors=fills, edgecolors=colours, zorder=3)
    axes.axvline(0, color=SOFT_INK, linewidth=0.8)
    axes.set_yticks(places, [cut(clean(word), 28) for word in rows["word"].tolist()])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    reach = 1.08 * float(abs(z).max())
    axes.set_xlim(-reach, reach)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _name_sides(axes: Axes, first: str, second: str) -> None:
    """Name both groups above the sides of their words."""
    left, right = f"← more in {second}", f"more in {first} →"
    axes.set_title(wrap(left, 34, lines=2), loc="left", color=COLOURS[1], weight="bold")
    axes.set_title(wrap(right, 34, lines=2), loc="right", color=COLOURS[0], weight="bold")
    axes.set_xlabel("z of the log odds ratio, clusters resampled together")


def _write_rates(axes: Axes, rows: pd.DataFrame) -> None:
    """Write the rates in both groups and the number of articles at the right of each word."""
    triples = zip(*(rows[name].tolist() for name in ("per_100_a", "per_100_b", "n_articles")), strict=True)
    side = axes.twinx()
    side.set_ylim(axes.get_ylim())
    side.set_yticks(range(len(rows)), [f"{a:.3f} : {b:.3f} · {count:,}" for a, b, count in triples])
    side.tick_params(axis="y", length=0, labelcolor=SOFT_INK)
    side.spines[["top", "right", "left"]].set_visible(False)
