"""Topic clusters as a matrix: how alike topics are, ordered and outlined by cluster."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.errors import EstimateError
from framing.figures.cells import list_values, need_columns, to_keys
from framing.figures.theme import INK, SOFT_INK, clean, count, cut, theme, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import QuadMesh
    from matplotlib.figure import Figure

__all__ = ["plot_topic_clusters"]

_SIDE = 4.0  # inches: the whole matrix, if its topics are many
_CELL = (0.1, 0.3)  # inches: the smallest and the largest cell
_WORDS = 40  # characters of a topic's name and words


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The topics in order, how alike each two are (NaN: no link), and the first row and name of each cluster."""

    topics: list[Hashable]
    names: list[str]
    likeness: npt.NDArray[np.float64]
    first: list[int]
    clusters: list[str]

    @property
    def cell(self) -> float:
        """Inches of a cell."""
        return float(np.clip(_SIDE / len(self.topics), *_CELL))


def plot_topic_clusters(
    edges: pd.DataFrame,
    clusters: pd.DataFrame,
    *,
    label: str = "cosine of the topics' shares over articles (0–1)",
    title: str = "",
) -> Figure:
    """Draw how alike topics are as a matrix, ordered by cluster; each cluster is outlined.

    Unit: cosine of two topics' shares over the articles, 0 (never in one article) to 1 (in the same proportion
    everywhere). A cell without a link is left blank, and so is the diagonal.

    Parameters
    ----------
    edges
        ``TopicClusters.graph``: a row a link, ``topic``, ``other``, and ``weight`` or ``similarity``.
    clusters
        ``TopicClusters.clusters``: a row a topic, ``topic``, ``cluster``, ``words``, and ``share`` where known.
    label
        Label of the colour bar, for another measure of likeness.
    title
        Title above the figure.

    Returns
    -------
    matplotlib.figure.Figure
        Clusters by name; within a cluster topics by share, else by name.

    Raises
    ------
    EstimateError
        An empty table of clusters, a missing column, a topic in two rows, a link of a topic without a cluster, two
        links of one pair with different values.

    Notes
    -----
    Clusters are of topics that stand in the same articles, not frames. A cluster that is no darker inside than
    outside is a convention of the method: read ``TopicClusters.stability``.

    Examples
    --------
    >>> import pandas as pd
    >>> edges = pd.DataFrame({"topic": ["a"], "other": ["b"], "weight": [0.4]})
    >>> clusters = pd.DataFrame({"topic": list("abc"), "cluster": [1, 1, 2], "words": ["tax", "budget", "match"]})
    >>> [tick.get_text() for tick in plot_topic_clusters(edges, clusters).axes[0].get_yticklabels()]
    ['a: tax', 'b: budget', 'c: match']
    """
    matrix = _order(edges, clusters)
    n_links = int(np.isfinite(matrix.likeness).sum() // 2)
    pairs = len(matrix.topics) * (len(matrix.topics) - 1) // 2
    caption = (
        f"{count(len(matrix.topics), 'topic')} in {count(len(matrix.clusters), 'cluster')}, outlined; the diagonal is "
        "left out. "
        + (f"Blank: no link ({pairs - n_links:,} of {count(pairs, 'pair')}). " if n_links < pairs else "")
        + "Clusters are of topics that stand in the same articles; they are not frames."
    )
    with theme():
        from framing.figures.sheet import open_sheet

        height = matrix.cell * len(matrix.topics) + 0.9
        sheet, (axes,) = open_sheet(height=height, title=title, caption=caption)
        mesh = _draw_cells(axes, matrix)
        _name_topics(axes, matrix)
        _outline(axes, matrix)
        bar = sheet.colorbar(mesh, ax=axes, orientation="horizontal", aspect=45, fraction=0.15 / height, pad=0.02)
        bar.set_label(label)
        bar.outline.set_visible(False)
        sheet.settle()
    return sheet


def _order(edges: pd.DataFrame, clusters: pd.DataFrame) -> _Matrix:
    """Put topics in order, cluster by cluster, and fill the matrix."""
    need_columns(clusters, ("topic", "cluster", "words"))
    if clusters["topic"].duplicated().any():
        twice = clean(clusters["topic"][clusters["topic"].duplicated()].iloc[0])
        do = "pass the clusters of one method"
        raise EstimateError("each topic must have one row in `clusters`", found=f"{twice!r} twice", do=do)
    cluster_of = dict(zip(to_keys(clusters["topic"]), to_keys(clusters["cluster"]), strict=True))
    words = dict(zip(cluster_of, to_keys(clusters["words"]), strict=True))
    share = clusters["share"].tolist() if "share" in clusters.columns else [0.0] * len(clusters)
    less = dict(zip(cluster_of, (-value for value in share), strict=True))
    order = list_values(clusters["topic"])
    groups = list_values(clusters["cluster"])
    topics = sorted(order, key=lambda topic: (groups.index(cluster_of[topic]), less[topic], order.index(topic)))
    within = [cluster_of[topic] for topic in topics]
    return _Matrix(
        topics,
        [wrap(f"{clean(topic)}: {clean(words[topic])}", _WORDS, lines=1).replace(",…", "…") for topic in topics],
        _fill(edges, topics),
        [within.index(group) for group in groups],
        [clean(group) if isinstance(group, str) else f"cluster {clean(group)}" for group in groups],
    )


def _fill(edges: pd.DataFrame, topics: list[Hashable]) -> npt.NDArray[np.float64]:
    """Lay the links out as a matrix that is the same on both sides of its diagonal; NaN where there is none."""
    values = np.full((len(topics), len(topics)), np.nan)
    if isinstance(edges, pd.DataFrame) and not len(edges):
        return values
    column = "similarity" if isinstance(edges, pd.DataFrame) and "similarity" in edges.columns else "weight"
    need_columns(edges, ("topic", "other", column))
    place = {topic: number for number, topic in enumerate(topics)}
    for one, other, value in zip(*(to_keys(edges[name]) for name in ("topic", "other", column)), strict=True):
        if one not in place or other not in place:
            strange = clean(one if one not in place else other)
            do = "pass edges and clusters of one call of find_topic_clusters"
            raise EstimateError("a link of a topic that has no cluster", found=repr(strange), do=do)
        if one == other or value is None:
            continue
        before, now = values[place[one], place[other]], float(str(value))
        if not (np.isnan(before) or np.isclose(before, now)):
            found = f"{clean(one)!r} and {clean(other)!r}: {before:g} and {now:g}"
            raise EstimateError("two links of one pair differ", found=found, do="keep one of them")
        values[place[one], place[other]] = values[place[other], place[one]] = now
    return values


def _draw_cells(axes: Axes, matrix: _Matrix) -> QuadMesh:
    """Draw the cells, darker the more alike; below 0, if there is such, in another colour."""
    from matplotlib import colormaps
    from matplotlib.colors import ListedColormap

    known = matrix.likeness[np.isfinite(matrix.likeness)]
    low, high = float(known.min(initial=0)), float(known.max(initial=0)) or 1.0
    edges = np.arange(len(matrix.topics) + 1)
    blues = ListedColormap(colormaps["Blues"](np.linspace(0.13, 1, 256)))  # blank cells are white
    most = max(high, -low)
    scale = (blues, 0.0, high) if low >= 0 else (colormaps["PuOr"], -most, most)
    return axes.pcolormesh(
        edges, edges, np.ma.masked_invalid(matrix.likeness), cmap=scale[0], vmin=scale[1], vmax=scale[2],
        edgecolors="white", linewidth=0.4,
    )  # fmt: skip


def _name_topics(axes: Axes, matrix: _Matrix) -> None:
    """Name topics at the left, clusters at the right."""
    n = len(matrix.topics)
    axes.set_ylim(n, 0)
    axes.set_xlim(0, n)
    size = float(np.clip(matrix.cell * 72 * 0.78, 5, 7.5))
    axes.set_yticks(np.arange(n) + 0.5, matrix.names, fontsize=size)
    axes.set_xticks([])
    ends = [*matrix.first[1:], n]
    side = axes.twinx()
    side.set_ylim(n, 0)
    middles = [(first + end) / 2 for first, end in zip(matrix.first, ends, strict=True)]
    side.set_yticks(middles, [cut(name, 22) for name in matrix.clusters], fontsize=size)
    for drawn in (axes, side):
        drawn.tick_params(axis="y", length=0)
        drawn.spines[["top", "right", "bottom", "left"]].set_visible(False)
    side.tick_params(axis="y", labelcolor=SOFT_INK)


def _outline(axes: Axes, matrix: _Matrix) -> None:
    """Outline each cluster."""
    from matplotlib.patches import Rectangle

    for first, end in zip(matrix.first, [*matrix.first[1:], len(matrix.topics)], strict=True):
        size = end - first
        axes.add_patch(
            Rectangle((first, first), size, size, fill=False, edgecolor=INK, linewidth=1.3, clip_on=False, zorder=4)
        )
