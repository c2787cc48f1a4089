"""The marked sets are those of the register, and only the right file is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.datasets.entries import read_register
from framing.errors import CorpusError
from framing.validity.sets import FOLDER, SETS, find_set

NAME = "basil.jsonl"


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.delenv(FOLDER, raising=False)
    monkeypatch.setattr("pooch.os_cache", lambda project: tmp_path / "cache" / project)
    return tmp_path / "cache" / "framing"


def test_the_hashes_are_those_of_the_register() -> None:
    assert {entry.file: entry.sha256 for entry in read_register().values()} == SETS
    assert SETS["polnear.jsonl.gz"].startswith("55f77023")


def test_a_set_that_is_nowhere_is_asked_for_by_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CorpusError, match="none was named, and in the cache; to mend it: name the folder"):
        find_set(NAME)
    with pytest.raises(CorpusError, match=f"basil.jsonl is not there; found: looked in {tmp_path};"):
        find_set(NAME, tmp_path)
    monkeypatch.setenv(FOLDER, "http://127.0.0.1:1/sets")
    with pytest.raises(CorpusError, match=r"looked in http://127\.0\.0\.1:1/sets, and in the cache"):
        find_set(NAME)


def test_another_file_is_refused_with_both_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / NAME).write_bytes(b"{}\n")
    monkeypatch.setenv(FOLDER, str(tmp_path))
    for folder in (tmp_path, None):
        with pytest.raises(CorpusError, match=r"sha256 ca3d163b.*sha256 91030c3f"):
            find_set(NAME, folder)


def test_a_named_folder_is_the_only_place(tmp_path: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    (cache / NAME).write_bytes(b"{}\n")
    with pytest.raises(CorpusError, match="is not there"):
        find_set(NAME, tmp_path)
    assert (cache / NAME).is_file()
