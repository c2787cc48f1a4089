"""A corpus read some articles at a time is the corpus read whole."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import framing as fr
from framing.corpus import batches
from framing.corpus.batches import can_batch, read_batches
from framing.errors import CorpusError, TableError


@pytest.fixture
def written(demo: pd.DataFrame, tmp_path: Path) -> Path:
    return fr.write_corpus(demo, tmp_path / "demo.parquet")


def test_the_batches_together_are_the_corpus(
    demo: pd.DataFrame, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "_BATCH", 25)
    parts = list(read_batches(written))
    assert [len(part) for part in parts] == [25, 25, 22]
    together = pd.concat(parts)
    pd.testing.assert_frame_equal(together, demo[together.columns])


def test_shares_leave_nothing_out_and_take_nothing_twice(
    demo: pd.DataFrame, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "_BATCH", 10)
    ids = [key for share in range(3) for part in read_batches(written, share=share, shares=3) for key in part.index]
    assert sorted(ids) == sorted(demo.index)


def test_only_what_the_kit_wrote_can_be_batched(demo: pd.DataFrame, written: Path, tmp_path: Path) -> None:
    assert can_batch(written)
    assert not can_batch(fr.write_corpus(demo, tmp_path / "demo.csv"))
    assert not can_batch(tmp_path / "missing.parquet")
    demo.drop(columns="url").to_parquet(tmp_path / "other.parquet")
    assert not can_batch(tmp_path / "other.parquet")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 no")
    assert not can_batch(tmp_path / "broken.parquet")
    demo.assign(date=demo["date"].astype(str)).to_parquet(tmp_path / "dates.parquet")
    assert not can_batch(tmp_path / "dates.parquet")


def test_missing_texts_are_empty(demo: pd.DataFrame, tmp_path: Path) -> None:
    bare = demo.iloc[:3].assign(text=pd.Series([None, "Rain.", None], demo.index[:3], dtype="str"))
    bare.to_parquet(tmp_path / "bare.parquet")
    assert next(iter(read_batches(tmp_path / "bare.parquet")))["text"].tolist() == ["", "Rain.", ""]


def test_ids_that_are_numbers_are_refused(demo: pd.DataFrame, tmp_path: Path) -> None:
    demo.reset_index(drop=True).rename_axis("article_id").reset_index().to_parquet(tmp_path / "numbers.parquet")
    with pytest.raises(TableError, match="article_id"):
        list(read_batches(tmp_path / "numbers.parquet"))


def test_a_file_damaged_in_the_middle_is_refused_in_one_line(written: Path) -> None:
    raw = bytearray(written.read_bytes())
    offset = pq.ParquetFile(written).metadata.row_group(0).column(0).data_page_offset
    raw[offset : offset + 400] = b"\xff" * 400
    written.write_bytes(raw)
    with pytest.raises(CorpusError, match=r"cannot be read.*demo\.parquet.*write it again"):
        list(read_batches(written))
