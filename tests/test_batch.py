from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing import batch
from framing.codebook import MEASURES
from framing.corpus import batches
from framing.errors import CorpusError, MeasureError


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
    with pytest.raises(
        MeasureError, match=f"found: {found}; to mend it: use one or more of frames, hedging, polarity, sent"
    ):
        fr.measure_corpus(demo, measures=measures)
    with pytest.raises(MeasureError, match=found):
        batch.check_measures(measures)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_gives_what_the_table_gives(
    demo: pd.DataFrame, tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = fr.write_corpus(demo, tmp_path / "demo.parquet")
    whole = fr.measure_corpus(demo)
    pd.testing.assert_frame_equal(fr.measure_corpus(path, workers=workers), whole)
    monkeypatch.setattr(batches, "_BATCH", 17)
    monkeypatch.chdir(tmp_path)  # where processes started earlier do not stand
    pd.testing.assert_frame_equal(fr.measure_corpus(path.name, workers=workers), whole)


def test_workers_change_nothing(demo: pd.DataFrame) -> None:
    twice = pd.concat([demo.set_axis(demo.index + f"-{n}") for n in range(5)])  # more than one part
    some = ["hedging", "polarity", "sources"]
    pd.testing.assert_frame_equal(
        fr.measure_corpus(twice, measures=some, workers=2), fr.measure_corpus(twice, measures=some)
    )


def test_a_new_vocabulary_changes_nothing(demo: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    some = ["hedging", "polarity"]
    whole = fr.measure_corpus(demo, measures=some)
    monkeypatch.setattr(batch, "_PART", 7)
    monkeypatch.setattr(batch, "_MOST_FORMS", 500)
    pd.testing.assert_frame_equal(fr.measure_corpus(demo, measures=some), whole)


def test_other_files_are_read_whole(demo: pd.DataFrame, tmp_path: Path) -> None:
    path = fr.write_corpus(demo, tmp_path / "demo.jsonl")
    some = ["frames", "hedging"]
    pd.testing.assert_frame_equal(fr.measure_corpus(path, measures=some), fr.measure_corpus(demo, measures=some))


def test_an_id_given_twice_is_refused(demo: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_BATCH", 72)
    pd.concat([demo, demo.iloc[:2]]).to_parquet(tmp_path / "twice.parquet")
    with pytest.raises(CorpusError, match=r"repeated.*2 repeated ids in 'twice\.parquet'"):
        fr.measure_corpus(tmp_path / "twice.parquet")


def test_work_needs_a_worker(demo: pd.DataFrame) -> None:
    with pytest.raises(MeasureError, match="workers=0"):
        fr.measure_corpus(demo, workers=0)
