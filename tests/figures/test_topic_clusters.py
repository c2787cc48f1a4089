from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from framing.errors import EstimateError
from framing.figures.topic_clusters import plot_topic_clusters

Texts = Callable[[Figure], str]
IsWhole = Callable[[Figure], bool]
Save = Callable[[Figure], bytes]

EDGES = pd.DataFrame({"topic": ["a", "a", "c"], "other": ["c", "b", "d"], "weight": [0.6, 0.1, 0.2]})
CLUSTERS = pd.DataFrame(
    {
        "topic": list("abcd"),
        "cluster": [1, 2, 1, 2],
        "share": [0.1, 0.2, 0.4, 0.3],
        "words": ["tax", "cup", "bank", "goal"],
    }
)


def cells(figure: Figure) -> list[list[float]]:
    (mesh,) = [drawn for drawn in figure.axes[0].collections if isinstance(drawn, QuadMesh)]
    values = mesh.get_array()
    assert values is not None
    return np.ma.filled(values, np.nan).round(3).tolist()


def names(figure: Figure, axes: int = 0) -> list[str]:
    return [label.get_text() for label in figure.axes[axes].get_yticklabels()]


def make_clusters(n: int, n_clusters: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    topics = [f"topic_{number:02d}" for number in range(n)]
    words = "border, asylum, police, minister, parliament, opposition"
    clusters = pd.DataFrame({"topic": topics, "cluster": [f"cluster_{i % n_clusters:02d}" for i in range(n)]})
    rows = [(one, other, (i % 10) / 10) for i, (one, other) in enumerate(combinations(topics, 2))]
    return pd.DataFrame(rows, columns=["topic", "other", "weight"]), clusters.assign(words=words)


def test_topics_stand_cluster_by_cluster_the_largest_first() -> None:
    figure = plot_topic_clusters(EDGES, CLUSTERS)
    assert names(figure) == ["c: bank", "a: tax", "d: goal", "b: cup"]
    nan = np.nan
    expected = [[nan, 0.6, 0.2, nan], [0.6, nan, nan, 0.1], [0.2, nan, nan, nan], [nan, 0.1, nan, nan]]
    np.testing.assert_array_equal(cells(figure), expected)
    assert names(plot_topic_clusters(EDGES, CLUSTERS.drop(columns="share"))) == [
        "a: tax",
        "c: bank",
        "b: cup",
        "d: goal",
    ]
    renamed = EDGES.rename(columns={"weight": "similarity"})
    assert cells(plot_topic_clusters(renamed, CLUSTERS))[0][1] == 0.6


def test_clusters_are_outlined_and_named_and_the_bar_has_its_unit(texts: Texts) -> None:
    figure = plot_topic_clusters(EDGES, CLUSTERS, title="Together")
    frames = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    assert [(patch.get_xy(), patch.get_width()) for patch in frames] == [((0, 0), 2), ((2, 2), 2)]
    assert names(figure, 1) == ["cluster 1", "cluster 2"]
    said = texts(figure)
    assert "cosine of the topics' shares over articles (0–1)" in said
    assert "4 topics in 2 clusters" in said
    assert "Blank: no link (3 of 6 pairs)." in said
    assert "not frames" in said


def test_no_links_and_negative_ones_can_be_drawn(texts: Texts) -> None:
    assert "no link (6 of 6 pairs)" in texts(plot_topic_clusters(EDGES.iloc[:0], CLUSTERS))
    figure = plot_topic_clusters(EDGES.assign(weight=[0.5, -0.3, 0.1]), CLUSTERS, label="correlation (−1 to 1)")
    (mesh,) = [drawn for drawn in figure.axes[0].collections if isinstance(drawn, QuadMesh)]
    assert mesh.get_clim() == (-0.5, 0.5)
    assert "correlation (−1 to 1)" in texts(figure)


@pytest.mark.parametrize(("n", "n_clusters"), [(2, 1), (4, 4), (20, 4), (60, 14)])
def test_nothing_is_cut_or_overlaps(n: int, n_clusters: int, is_whole: IsWhole) -> None:
    assert is_whole(plot_topic_clusters(*make_clusters(n, n_clusters), title="A title that goes on " * 6))


def test_same_rows_same_bytes(save: Save) -> None:
    turned = EDGES.rename(columns={"topic": "other", "other": "topic"}).iloc[::-1]
    assert save(plot_topic_clusters(EDGES, CLUSTERS)) == save(plot_topic_clusters(turned, CLUSTERS.iloc[::-1]))


def test_mistakes_are_told() -> None:
    with pytest.raises(EstimateError, match="nothing to draw"):
        plot_topic_clusters(EDGES, CLUSTERS.iloc[:0])
    with pytest.raises(EstimateError, match="no column 'words'"):
        plot_topic_clusters(EDGES, CLUSTERS.drop(columns="words"))
    with pytest.raises(EstimateError, match="no column 'weight'"):
        plot_topic_clusters(EDGES.drop(columns="weight"), CLUSTERS)
    with pytest.raises(EstimateError, match="drawn from a table; found: NoneType"):
        plot_topic_clusters(None, CLUSTERS)  # type: ignore[arg-type]
    with pytest.raises(EstimateError, match="one row in `clusters`; found: 'a' twice"):
        plot_topic_clusters(EDGES, pd.concat([CLUSTERS, CLUSTERS.iloc[:1]]))
    with pytest.raises(EstimateError, match="a link of a topic that has no cluster; found: 'd'"):
        plot_topic_clusters(EDGES, CLUSTERS.iloc[:3])
    with pytest.raises(EstimateError, match=r"two links of one pair differ; found: 'c' and 'a': 0\.6 and 0\.3"):
        plot_topic_clusters(pd.concat([EDGES, pd.DataFrame([["c", "a", 0.3]], columns=EDGES.columns)]), CLUSTERS)
