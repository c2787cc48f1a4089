import pandas as pd
import pytest

from framing.analysis.dependence import name_clusters, name_families
from framing.errors import TableError


def test_clusters_story_by_default_missing_ones_alone():
    articles = pd.DataFrame({"story": ["s", "s", None]}, index=pd.Index(["a", "b", "c"], name="article_id"))
    assert name_clusters(articles, None) == ("story", {"a": "cluster s", "b": "cluster s", "c": "article c"})
    assert name_clusters(articles[[]], None)[0] == "article_id"
    with pytest.raises(TableError, match="no column 'day' to cluster by; found: columns: story; to mend it"):
        name_clusters(articles, "day")


def test_copies_are_drawn_together_unless_articles_are_named():
    articles = pd.DataFrame({"duplicate": ["a", "a", None]}, index=pd.Index(["a", "b", "c"], name="article_id"))
    assert name_clusters(articles, None) == ("duplicate", {"a": "cluster a", "b": "cluster a", "c": "article c"})
    assert name_clusters(articles, "article_id")[1] == {"a": "article a", "b": "article b", "c": "article c"}
    assert name_clusters(articles.assign(story="s"), None)[0] == "story"


def test_articles_without_a_story_stand_with_their_copies():
    articles = pd.DataFrame(
        {"story": ["s", None, None, None], "duplicate": ["a", "b", "b", None]},
        index=pd.Index(list("abcd"), name="article_id"),
    )
    names = name_clusters(articles, None)[1]
    assert names == {"a": "cluster s", "b": "copies b", "c": "copies b", "d": "article d"}
    assert name_families(articles) == {"a": "copies a", "b": "copies b", "c": "copies b", "d": "article d"}
