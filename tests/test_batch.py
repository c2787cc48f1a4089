from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing import batch
from framing.codebook import MEASURES
from framing.errors import MeasureError


def test_gives_what_each_measure_gives(demo: pd.DataFrame) -> None:
    articles = demo.iloc[::4]
    scores = fr.measure_corpus(articles)
    assert scores.index.equals(articles.index)
    for measure in MEASURES.values():
        alone = measure(articles)
        pd.testing.assert_frame_equal(scores[alone.columns], alone)


def test_the_size_of_a_part_changes_nothing(demo: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fr.measure_corpus(demo.iloc[:9])
    monkeypatch.setattr(batch, "_PART", 4)
    pd.testing.assert_frame_equal(fr.measure_corpus(demo.iloc[:9]), whole)


def test_takes_only_the_measures_named(demo: pd.DataFrame) -> None:
    scores = fr.measure_corpus(demo.iloc[:2], measures=["sentiment", "sentiment"])
    assert not [column for column in scores.columns if column.startswith("hedging")]
    assert scores.columns.is_unique


def test_no_articles_give_no_scores(demo: pd.DataFrame) -> None:
    scores = fr.measure_corpus(demo.iloc[:0])
    assert len(scores) == 0
    assert "sentiment" in scores.columns


@pytest.mark.parametrize(("measures", "found"), [(["tone"], "'tone'"), ([], "an empty list")])
def test_other_measures_are_refused(demo: pd.DataFrame, measures: list[str], found: str) -> None:
    with pytest.raises(MeasureError, match=f"found: {found}; to mend it: use one or more of hedging, sentiment"):
        fr.measure_corpus(demo, measures=measures)
    with pytest.raises(MeasureError, match=found):
        batch.check_measures(measures)
