from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError
from framing.measures.topics import TopicModel, assign_topics
from framing.measures.topics.storing import read_topics, write_topics


@pytest.fixture(scope="module", params=["nmf", "lda"])
def model(request: pytest.FixtureRequest, planted: pd.DataFrame) -> TopicModel:
    return fr.fit_topics(planted.iloc[::2], n_topics=3, method=request.param, seed=5)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_model_that_was_written_is_read_back(model: TopicModel, planted: pd.DataFrame, tmp_path: Path) -> None:
    again = read_topics(write_topics(model, tmp_path / "topics"))
    for name in ("words", "shares", "quality", "weights"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(model, name), check_exact=True)
    assert (again.settings, again.warnings, again.phrases) == (model.settings, model.warnings, model.phrases)
    pd.testing.assert_frame_equal(assign_topics(again, planted), assign_topics(model, planted), check_exact=True)
    assert set(json.loads((tmp_path / "topics" / "topics.json").read_text())["settings"]["versions"]) > {"numpy"}


def test_the_same_articles_and_seed_give_the_same_files(planted: pd.DataFrame, tmp_path: Path) -> None:
    one, two = planted.iloc[::2], planted.iloc[::2].sample(frac=1, random_state=1)
    folders = [
        write_topics(fr.fit_topics(table, n_topics=3), tmp_path / name) for table, name in ((one, "a"), (two, "b"))
    ]
    assert bytes_of(folders[0]) == bytes_of(folders[1])
    assert {path.suffix for path in folders[0].iterdir()} == {".parquet", ".json"}
    assert bytes_of(write_topics(read_topics(folders[0]), folders[1])) == bytes_of(folders[0])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_folder_that_holds_something_else_is_left_alone(model: TopicModel, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(MeasureError, match=r"something else than a topic model; found: notes\.txt"):
        write_topics(model, tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "words.parquet").write_bytes(b"")
    with pytest.raises(MeasureError, match=r"something else .* found: words\.parquet"):
        write_topics(model, other)
    folder = write_topics(model, tmp_path / "topics")
    (folder / "labels.csv").write_text("mine")
    with pytest.raises(MeasureError, match=r"labels\.csv"):
        write_topics(model, folder)
    assert (folder / "labels.csv").read_text() == "mine"


@pytest.mark.parametrize("place", ["file", "missing/topics"])
def test_a_place_that_cannot_be_written_is_refused(model: TopicModel, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MeasureError, match="nothing can be written there"):
        write_topics(model, tmp_path / place)


def test_nothing_is_left_half_written(model: TopicModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_topics(model, tmp_path / "topics")
    before = bytes_of(folder)

    def full(*_: object) -> int:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space"):
        write_topics(model, folder)
    assert bytes_of(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["topics"]


def test_what_is_no_model_or_damaged_is_refused(model: TopicModel, tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match="holds no topic model"):
        read_topics(tmp_path)
    folder = write_topics(model, tmp_path / "topics")
    note = json.loads((folder / "topics.json").read_text())
    (folder / "topics.json").write_text(json.dumps({**note, "terms_sha256": "0"}))
    with pytest.raises(MeasureError, match=r"damaged; found: .* not those"):
        read_topics(folder)
    (folder / "topics.json").write_text(json.dumps(note))
    (folder / "shares.parquet").unlink()
    with pytest.raises(MeasureError, match="the topic model is damaged"):
        read_topics(folder)
