import numpy as np
import pandas as pd
import pytest

from framing.analysis.cells import count_cells, count_reports, name_sums
from framing.analysis.resampling import effective_clusters

ARTICLES = pd.DataFrame(
    {"outlet": ["Echo", "Echo", "Post"], "story": ["s", "t", "s"], "share": [0.5, 1.0, 2.0]},
    index=pd.Index(["a", "b", "c"], name="article_id"),
)
WORDS = pd.DataFrame({"article_id": ["a", "b", "c"], "n_words": [100, 200, 300], "n_sentences": 9})
MATCHES = pd.DataFrame({"article_id": ["a", "b", "b", "c"], "family": ["x", "x", "y", "x"]})


def test_hits_and_words_by_cluster_and_group():
    cells = count_cells(MATCHES, WORDS, articles=ARTICLES, by="outlet", weight="share")
    assert (cells.kind, cells.kinds, cells.cluster, cells.n_left_out) == ("family", ["x", "y"], "story", 0)
    assert cells.groups.to_numpy().tolist() == [["Echo", 2, 300], ["Post", 1, 300]]
    assert cells.words.cells.toarray().tolist() == [[50, 600], [200, 0]]
    assert cells.hits.cells.toarray().tolist() == [[0.5, 2, 0, 0], [1, 0, 1, 0]]
    assert cells.over.tolist() == [0, 1, 0, 1]
    assert cells.n_reports == pytest.approx([1.5**2 / 1.25, 1])


def test_reports_by_family_and_group():
    articles = ARTICLES.assign(duplicate=["w", "w", "w"])
    group, weight = np.array([0, 0, 1]), np.ones(3)
    apart = count_reports(ARTICLES, ["a", "b", "c"], group, weight, n_groups=2)
    copies = count_reports(articles, ["a", "b", "c"], group, weight, n_groups=2)
    assert effective_clusters(apart).tolist() == [2, 1]
    assert effective_clusters(copies).tolist() == [1, 1]
    nothing = count_reports(articles, [], np.array([], int), np.array([]), n_groups=2)
    assert effective_clusters(nothing).tolist() == [0, 0]


def test_sums_are_named():
    assert name_sums(None) == "Σ hits / Σ words"
    assert name_sums("share") == "Σ share × hits / Σ share × words"
