"""Work shared out to processes: none waits for a slow one, and what dies or hangs costs its own."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from framing.corpus import working
from framing.corpus.shards import Plan, Shard
from framing.corpus.working import work_off
from framing.formats.files import CorpusFile

PLAN = Plan({}, None, None)


@pytest.fixture
def shards(tmp_path: Path) -> list[Shard]:
    return [Shard((CorpusFile(tmp_path / name, name),), tmp_path / f"{name}.parquet") for name in "abcde"]


def let_read(monkeypatch: pytest.MonkeyPatch, how: Callable[[str, Path], None]) -> None:
    """Let the processes do this for a shard, by its name, and then write its account."""

    def read(shard: Shard, plan: Plan) -> None:
        how(shard.files[0].name, shard.record.parent)
        shard.record.write_text("{}")

    monkeypatch.setattr(working, "write_shard", read)


def for_long(files: Sequence[CorpusFile]) -> float:
    """Give files more time than any test takes."""
    return 300.0 * len(files)


def work(shards: Sequence[Shard], workers: int, **limits: float) -> list[tuple[str, str]]:
    """List the shards as they come, each with the reason why it was not read."""

    def limit(files: Sequence[CorpusFile]) -> float:
        return limits.get(files[0].name, 300.0)

    found = work_off(shards, PLAN, workers=workers, limit=limit)
    return [(shard.files[0].name, trouble[0] if trouble else "") for shard, trouble in found]


def test_a_slow_shard_does_not_idle_the_others(shards: list[Shard], monkeypatch: pytest.MonkeyPatch) -> None:
    def how(name: str, room: Path) -> None:
        while name == "a" and not (room / "e.json").exists():  # the last of the others
            time.sleep(0.01)

    let_read(monkeypatch, how)
    assert [pair for pair in work(shards, 2) if pair[0] != "a"] == [(name, "") for name in "bcde"]
    assert shards[0].is_done


def test_one_that_hangs_is_stopped_and_its_neighbour_read_again(
    shards: list[Shard], monkeypatch: pytest.MonkeyPatch
) -> None:
    def how(name: str, room: Path) -> None:
        if name == "a" or (name == "b" and not (room / "b.begun").exists()):
            (room / f"{name}.begun").write_text("")
            time.sleep(600 if name == "a" else 6)

    let_read(monkeypatch, how)
    found = work(shards, 2, a=3.0)
    assert sorted(found) == [("a", "file too slow"), *((name, "") for name in "bcde")]


def test_with_one_process_it_is_known_which_shard_ended_it(
    shards: list[Shard], monkeypatch: pytest.MonkeyPatch
) -> None:
    def how(name: str, room: Path) -> None:
        if name in "bd":
            os._exit(1)

    let_read(monkeypatch, how)
    lost = {"b": "file damaged", "d": "file damaged"}
    assert work(shards, 1) == [(name, lost.get(name, "")) for name in "abcde"]


def test_an_error_in_a_process_is_told(shards: list[Shard], monkeypatch: pytest.MonkeyPatch) -> None:
    def how(name: str, room: Path) -> None:
        if name == "b":
            raise UnicodeError("no\nway")

    let_read(monkeypatch, how)
    found = [trouble for _, trouble in work_off(shards, PLAN, workers=1, limit=for_long)]
    assert found == [None, ("file damaged", "UnicodeError: no way"), None, None, None]


def test_an_interruption_does_not_wait_for_what_hangs(shards: list[Shard], monkeypatch: pytest.MonkeyPatch) -> None:
    def how(name: str, room: Path) -> None:
        time.sleep(600 if name == "b" else 0)

    let_read(monkeypatch, how)
    found = work_off(shards, PLAN, workers=2, limit=for_long)
    assert next(found)[0] == shards[0]
    found.close()  # type: ignore[attr-defined]
    assert not shards[1].is_done


def test_nothing_to_do_starts_nothing() -> None:
    assert work([], 2) == []
