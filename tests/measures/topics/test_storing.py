from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError
from framing.measures.topics import TopicModel, assign_topics
from framing.measures.topics.storing import read_topics, write_topics


@pytest.fixture(scope="module", params=["nmf", "lda"])
def model(request: pytest.FixtureRequest, planted: pd.DataFrame) -> TopicModel:
    return fr.fit_topics(planted.iloc[::2], n_topics=3, method=request.param, seed=5)


@pytest.fixture(scope="module")
def small(planted: pd.DataFrame) -> TopicModel:
    return fr.fit_topics(planted.iloc[::2], n_topics=3, seed=5)


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
    (folder / "topics.json").write_text(json.dumps({**note, "sha256": {**note["sha256"], "weights": "0"}}))
    with pytest.raises(MeasureError, match=r"damaged; found: .* weights\.parquet is not the file that was written"):
        read_topics(folder)
    (folder / "topics.json").write_text(json.dumps(note))
    (folder / "shares.parquet").unlink()
    with pytest.raises(MeasureError, match="the topic model is damaged"):
        read_topics(folder)


def change_table(folder: Path, name: str, change: Any, *, sign: bool) -> None:
    """Change a table of a stored model, and sign it as if it had been written so."""
    path, note = folder / f"{name}.parquet", json.loads((folder / "topics.json").read_text())
    change(pd.read_parquet(path)).to_parquet(path)
    if sign:
        note["sha256"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
        (folder / "topics.json").write_text(json.dumps(note))


def test_a_changed_weight_is_noticed(small: TopicModel, tmp_path: Path) -> None:
    folder = write_topics(small, tmp_path / "topics")
    change_table(folder, "weights", lambda table: table.assign(topic_01=1e9), sign=False)
    with pytest.raises(MeasureError, match="is not the file that was written"):
        read_topics(folder)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("weights", lambda table: table.reset_index(drop=True)),
        ("weights", lambda table: table.drop(columns="topic_03")),
        ("weights", lambda table: table.drop(columns="idf")),
        ("weights", lambda table: table.set_axis([*table.columns[:2], "topic_02", "idf"], axis=1)[["topic_01", "idf"]]),
        ("weights", lambda table: table.astype(str) + "x"),
        ("weights", lambda table: table * np.nan),
        ("shares", lambda table: table[["topic_01"]]),
        ("shares", lambda table: table.rename_axis(None)),
        ("quality", lambda table: table.iloc[:2]),
        ("words", lambda table: table.drop(columns="topic")),
    ],
)
def test_tables_that_do_not_fit_are_refused(small: TopicModel, tmp_path: Path, name: str, change: Any) -> None:
    folder = write_topics(small, tmp_path / "topics")
    change_table(folder, name, change, sign=True)
    with pytest.raises(MeasureError, match="the topic model is damaged"):
        read_topics(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"settings": {}},
        {"settings": []},
        {"settings": {"method": "stm", "n_topics": 3, "n_articles": 90, "n_terms": 240}},
        {"scale": {"topic_01": 1.0}},
        {"scale": {"topic_01": "a"}},
        {"warnings": None},
        {"phrases": [3]},
        {"sha256": "x"},
        {"sha256": {}},
    ],
)
def test_notes_that_do_not_fit_are_refused(small: TopicModel, tmp_path: Path, change: dict[str, Any]) -> None:
    folder = write_topics(small, tmp_path / "topics")
    note = json.loads((folder / "topics.json").read_text())
    (folder / "topics.json").write_text(json.dumps(note | change))
    with pytest.raises(MeasureError, match="the topic model is damaged"):
        read_topics(folder)


def test_a_model_whose_tables_do_not_fit_is_not_written(small: TopicModel, tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match="cannot be written; found: shares"):
        write_topics(replace(small, shares=small.shares[["topic_01"]]), tmp_path / "topics")
    assert not list(tmp_path.iterdir())


def test_settings_of_other_packages_are_written_as_plain_numbers(small: TopicModel, tmp_path: Path) -> None:
    told = replace(small, settings={**small.settings, "seed": np.int64(5), "max_share": np.float32(0.5)})
    assert read_topics(write_topics(told, tmp_path / "topics")).settings == small.settings
