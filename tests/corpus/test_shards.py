"""Shards: the name of one is everything its rows depend on, and what lies in one is what was read."""

import datetime as dt
import importlib.metadata
import json
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import shards
from framing.corpus.gathering import Gathering
from framing.corpus.shards import (
    Plan,
    Shard,
    as_arrow,
    clear_room,
    plan_shards,
    refuse_shard,
    write_shard,
)
from framing.corpus.values import as_json
from framing.errors import CorpusError
from framing.formats.files import CorpusFile

PLAN = Plan({}, None, None)
CELLS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(alphabet='ab"é\\', max_size=4),
    lambda cells: st.lists(cells, max_size=3) | st.dictionaries(st.sampled_from("ab"), cells, max_size=2),
    max_leaves=5,
)


@pytest.fixture
def files(tmp_path: Path) -> list[CorpusFile]:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "room").mkdir()
    found = []
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(f"Title: Rain {name}\n\nIt rained.", encoding="utf-8")
        os.utime(folder / name, ns=(10**18, 10**18))
        found.append(CorpusFile(folder / name, name))
    return found


def names(files: list[CorpusFile], plan: Plan = PLAN) -> list[str]:
    room = files[0].path.parents[1] / "room"
    return [shard.path.stem for shard in plan_shards(files, plan, room)]


def test_the_same_files_and_options_have_the_same_name(
    files: list[CorpusFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files[0].path.parent)
    relative = [replace(file, path=Path(file.name)) for file in files]
    room = files[0].path.parents[1] / "room"
    assert [shard.path.stem for shard in plan_shards(relative, PLAN, room)] == names(files) == names(files)
    one, other = Plan({"a": "text", "b": "n"}, None, None), Plan({"b": "n", "a": "text"}, None, None)
    assert names(files, one) == names(files, other)


@pytest.mark.parametrize(
    "plan",
    [
        Plan({"lead": "text"}, None, None),
        Plan({"text": "lead"}, None, None),
        Plan({}, None, "cp1252"),
        Plan({}, None, None, repair=True),
    ],
)
def test_another_option_is_another_name(files: list[CorpusFile], plan: Plan) -> None:
    assert names(files, plan) != names(files)


def test_another_file_in_any_respect_is_another_name(files: list[CorpusFile]) -> None:
    found = {tuple(names(files))}
    first = files[0]
    others: list[CorpusFile] = [
        replace(first, name="in/a.txt"),
        replace(first, encoding="cp1252"),
        replace(first, outlet="Gazette"),
        replace(first, columns={"lead": "text"}),
        files[1],
    ]
    found |= {tuple(names([other, *files[1:]])) for other in others}
    found |= {tuple(names(files[::-1])), tuple(names(files[:2]))}
    os.utime(first.path, ns=(10**18, 10**18 + 1000))
    found.add(tuple(names(files)))
    first.path.write_text("It snowed, and more.", encoding="utf-8")
    os.utime(first.path, ns=(10**18, 10**18))
    found.add(tuple(names(files)))
    assert len(found) == 1 + len(others) + 2 + 2


def test_a_table_about_files_counts_with_its_time(files: list[CorpusFile], tmp_path: Path) -> None:
    about = tmp_path / "about.csv"
    about.write_text("file,outlet\na,Post\n", encoding="utf-8")
    plan = Plan({}, str(about), None)
    first = names(files, plan)
    assert first == names(files, plan) != names(files)
    os.utime(about, ns=(10**18, 10**18))
    assert names(files, plan) != first


def test_shards_part_the_files_in_order_by_number_and_size(
    files: list[CorpusFile], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def parts() -> list[list[str]]:
        return [[file.name for file in shard.files] for shard in plan_shards(files, PLAN, tmp_path / "room")]

    assert parts() == [["a.txt", "b.txt", "c.txt"]]
    monkeypatch.setattr("framing.corpus.shards._FILES", 2)
    assert parts() == [["a.txt", "b.txt"], ["c.txt"]]
    monkeypatch.setattr("framing.corpus.shards._BYTES", 1)
    assert parts() == [["a.txt"], ["b.txt"], ["c.txt"]]


def test_what_belongs_to_another_import_is_removed_and_what_was_read_stays(
    files: list[CorpusFile], tmp_path: Path
) -> None:
    (shard,) = plan_shards(files, PLAN, tmp_path / "room")
    write_shard(shard, PLAN)
    other, own = "0123456789abcdef01234567", f"{shard.path.stem}-0.parquet"
    for name in (f"{other}.parquet", f"{other}.json", f"{other}-3.json", f".{other}.parquet.17.part", own):
        (tmp_path / "room" / name).write_bytes(b"")
    (again,) = plan_shards(files, PLAN, tmp_path / "room")
    assert again == shard
    assert again.is_done
    assert sorted((tmp_path / "room").iterdir()) == sorted([shard.path.with_name(own), shard.path, shard.record])
    clear_room(tmp_path / "room")
    assert not (tmp_path / "room").exists()


@pytest.mark.parametrize("name", ["notes.txt", "table.parquet", "0123456789abcdef01234567.csv", "folder/a.json"])
def test_a_room_that_holds_anything_else_is_not_touched(name: str, files: list[CorpusFile], tmp_path: Path) -> None:
    stranger = tmp_path / "room" / name
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_text("mine")
    with pytest.raises(CorpusError, match=rf"holds other files.*{name.partition('/')[0]} in 'room'"):
        plan_shards(files, PLAN, tmp_path / "room")
    clear_room(tmp_path / "room")
    assert stranger.read_text() == "mine"


def test_what_an_older_kit_or_reader_read_is_read_again(
    files: list[CorpusFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {tuple(names(files))}
    for library in (*shards._READERS, "framing"):
        shards._list_versions.cache_clear()
        monkeypatch.setattr(
            shards,
            "version",
            lambda name, changed=library: "0" if name == changed else importlib.metadata.version(name),
        )
        found.add(tuple(names(files)))
    monkeypatch.undo()
    shards._list_versions.cache_clear()
    monkeypatch.setattr("platform.python_version", lambda: "3.0.0")
    found.add(tuple(names(files)))
    shards._list_versions.cache_clear()
    assert len(found) == 1 + len(shards._READERS) + 1 + 1


def test_a_file_that_is_not_there_is_a_file_that_is_refused(files: list[CorpusFile], tmp_path: Path) -> None:
    gone = files[0].path.with_name("gone.txt")
    gone.symlink_to("nowhere")
    (shard,) = plan_shards([CorpusFile(gone, "gone.txt"), *files], PLAN, tmp_path / "room")
    write_shard(shard, PLAN)
    assert [source["reason"] for source in shard.read_record()["sources"]] == ["file damaged", None, None, None]


def test_a_file_that_no_frame_can_hold_costs_itself(
    files: list[CorpusFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Gathering.take_frame

    def trapped(self: Gathering) -> pd.DataFrame | None:
        if "b.txt" in self.order:
            raise MemoryError("too\nlarge")
        return whole(self)

    monkeypatch.setattr(Gathering, "take_frame", trapped)
    (shard,) = plan_shards(files, PLAN, tmp_path / "room")
    shard.parts[1].path.write_bytes(b"of a process that was killed")
    write_shard(shard, PLAN)
    assert shard.is_done
    assert [part.path.is_file() for part in shard.list_read()] == [True, False, True]
    (source,) = shard.parts[1].read_record()["sources"]
    assert (source["reason"], source["note"]) == ("file damaged", "MemoryError: too large")
    (again,) = plan_shards(files, PLAN, tmp_path / "room")
    assert [part.is_done for part in again.list_read()] == [True] * 3


def test_lists_in_more_levels_than_a_file_can_hold_become_text(tmp_path: Path) -> None:
    deep = json.loads("[" * 900 + "]" * 900)
    assert as_arrow(pd.Series([deep]))[0] == "[" * 900 + "]" * 900
    level: object = ["x"]
    for _ in range(shards._DEEPEST):
        level = [level]
    pd.DataFrame({"n": as_arrow(pd.Series([level]))}).to_parquet(tmp_path / "a.parquet")
    assert len(pd.read_parquet(tmp_path / "a.parquet")) == 1


def test_a_shard_gives_back_its_rows_and_its_account(files: list[CorpusFile], tmp_path: Path) -> None:
    (shard,) = plan_shards(files, PLAN, tmp_path / "room")
    assert not shard.is_done
    files[1].path.write_bytes(b"")
    write_shard(shard, PLAN)
    assert shard.list_read() == [shard]
    assert shard.read_rows(["title"])["title"].tolist() == ["Rain a.txt", "Rain c.txt"]
    assert shard.read_rows()["text"].tolist() == ["It rained."] * 2
    record = shard.read_record()
    assert [source["reason"] for source in record["sources"]] == [None, "file empty", None]
    assert [(doubt["source_file"], doubt["kept"]) for doubt in record["doubts"]] == [("b.txt", False)]
    bytes_before = shard.path.read_bytes(), shard.record.read_bytes()
    write_shard(shard, PLAN)
    assert (shard.path.read_bytes(), shard.record.read_bytes()) == bytes_before
    refuse_shard(shard, "file too slow", "it took too long")
    assert [source["reason"] for source in shard.read_record()["sources"]] == ["file too slow"] * 3
    assert not shard.path.exists()


def test_a_shard_in_which_nothing_can_be_read_has_an_account_alone(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    shard = Shard((CorpusFile(tmp_path / "a.pdf", "a.pdf"),), tmp_path / "x.parquet")
    write_shard(shard, PLAN)
    assert shard.is_done
    assert not shard.path.exists()
    assert shard.read_record()["sources"][0]["reason"] == "file empty"


def plain(cell: object) -> object:
    """Write a cell so that what is equal is the same: nan too."""
    return json.dumps(cell, sort_keys=True, ensure_ascii=False)


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_cells_of_any_types_can_be_held(cells: list[object]) -> None:
    values = as_arrow(pd.Series(cells, dtype=object))
    held = pd.DataFrame({"n": values}).to_parquet(None)
    assert isinstance(held, bytes)
    if isinstance(values.dtype, pd.StringDtype):
        for cell, text in zip(cells, values, strict=True):
            missing = cell is None or cell != cell
            assert pd.isna(text) if missing else text == (cell if isinstance(cell, str) else plain(cell))


@given(CELLS.filter(lambda cell: not isinstance(cell, str)))
def test_a_cell_becomes_the_same_text_before_and_after_it_lay_in_a_file(cell: object) -> None:
    text = as_json(cell)
    assert text is None if cell is None or cell != cell else text == plain(cell)
    if isinstance(cell, list):
        array = np.empty(len(cell), dtype=object)
        array[:] = cell
        assert as_json(array) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (np.array([1, 2]), "[1, 2]"),
        (np.array([]), "[]"),
        ({"a": np.array(["x", "y"])}, '{"a": ["x", "y"]}'),
        (np.int64(7), "7"),
        (pd.NA, None),
        (pd.NaT, None),
        (np.float64("nan"), None),
        (True, "true"),
        (dt.date(2019, 3, 4), "2019-03-04"),
        (pd.Timestamp("2019-03-04 05:06"), "2019-03-04 05:06:00"),
        (Decimal("1.5"), "1.5"),
        (2**70, str(2**70)),
    ],
)
def test_what_files_hold_has_one_way_to_be_written(cell: object, text: str | None) -> None:
    assert as_json(cell) == text
