from __future__ import annotations

import pandas as pd
import pytest

from framing.analysis.units import rate_units
from framing.errors import TableError

ARTICLES = pd.DataFrame(index=pd.Index(["b", "a", "c"], name="article_id"))
WORDS = pd.DataFrame(
    {
        "article_id": ["b", "b", "a", "c"],
        "voice": ["journalist", "source_indirect", "journalist", "journalist"],
        "n_words": [30, 20, 10, 0],
        "n_sentences": [2, 1, 1, 0],
    }
)
HITS = pd.DataFrame(
    {
        "article_id": ["b", "b", "a"],
        "voice": ["journalist", "source_indirect", "journalist"],
        "category": ["x", "x", "y"],
        "weight": [1.0, -2.0, 3.0],
    }
)


def rate(by: str, hits: pd.DataFrame = HITS) -> pd.DataFrame:
    return rate_units(hits, WORDS, articles=ARTICLES, by=by, kind="category", columns={"x": "war_x", "y": "war_y"})


def test_by_article() -> None:
    scores = rate("article")
    assert scores.index.equals(ARTICLES.index)
    assert scores.fillna(-1).to_numpy().tolist() == [[-2.0, 0.0, 50.0], [0.0, 30.0, 10.0], [-1.0, -1.0, 0.0]]
    assert scores["n_words"].dtype == "int64"


def test_by_voice() -> None:
    scores = rate("voice")
    assert scores.index.names == ["article_id", "voice"]
    assert scores.loc["b", "war_x"].round(4).fillna(-1).to_dict() == {
        "journalist": 3.3333, "source_direct": -1.0, "source_indirect": -10.0,
    }  # fmt: skip
    assert scores.loc["a", "n_words"].tolist() == [10, 0, 0]


def test_a_voice_that_nobody_has_is_left_out_but_for_the_first_two() -> None:
    words = WORDS[WORDS["voice"] == "journalist"]
    hits = HITS[HITS["voice"] == "journalist"]
    scores = rate_units(hits, words, articles=ARTICLES, by="voice", kind="category", columns={"x": "x", "y": "y"})
    assert scores.index.get_level_values("voice").unique().tolist() == ["journalist", "source_direct"]


def test_without_hits_rates_are_nought() -> None:
    assert rate("article", HITS.iloc[:0])["war_x"].fillna(-1).tolist() == [0.0, 0.0, -1.0]


def test_the_order_of_hits_is_irrelevant() -> None:
    pd.testing.assert_frame_equal(rate("voice", HITS.iloc[::-1]), rate("voice"))


def test_hits_without_exposure_are_refused() -> None:
    with pytest.raises(TableError, match="hits in a group without words"):
        rate("article", HITS.assign(article_id="c"))
