import hashlib
from pathlib import Path

import pytest

from framing.study.files import (
    hash_file,
    hash_files,
    list_files,
    recover_folder,
    replace_folder,
    replacing,
    write_json,
)


def _fail_half_way(path: Path) -> None:
    with replacing(path) as part:
        part.write_text("half")
        raise RuntimeError


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        _fail_half_way(path)
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_equal_values_are_equal_bytes(tmp_path: Path) -> None:
    write_json(tmp_path / "a", {"b": 1, "a": "ü"})
    write_json(tmp_path / "b", {"a": "ü", "b": 1})
    assert hash_file(tmp_path / "a") == hash_file(tmp_path / "b")
    assert hash_file(tmp_path / "a") == hashlib.sha256((tmp_path / "a").read_bytes()).hexdigest()


def test_hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in ("b/c.txt", "a.txt", ".hidden", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert list(hash_files(tmp_path, list_files(tmp_path))) == ["a.txt", "b/c.txt"]
    assert list_files(tmp_path / "a.txt") == [tmp_path / "a.txt"]


def _folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "file").write_text(text)
    return path


def test_a_folder_is_replaced_whole(tmp_path: Path) -> None:
    replace_folder(_folder(tmp_path / "new", "new"), _folder(tmp_path / "old", "old"))
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old" / "file").read_text() == "new"


def test_a_replacement_that_fails_changes_nothing(tmp_path: Path) -> None:
    old = _folder(tmp_path / "old", "old")
    with pytest.raises(FileNotFoundError):
        replace_folder(tmp_path / "missing", old)
    assert (old / "file").read_text() == "old"


@pytest.mark.parametrize("new_is_there", [True, False])
def test_a_replacement_half_done_is_undone(tmp_path: Path, new_is_there: bool) -> None:
    _folder(tmp_path / ".old.previous", "old")
    if new_is_there:
        _folder(tmp_path / "old", "new")
    recover_folder(tmp_path / "old")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old" / "file").read_text() == ("new" if new_is_there else "old")
