import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from framing.errors import MeasureError
from framing.learning.saving import checking, read_json, write_json

KIND = "framing.Example"
SAVED = {"names": ["a", "é"], "weights": [[0.1, -2.0], [1e-9, 3.0]], "settings": {"seed": 1}}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    write_json(SAVED, path, kind=KIND)
    assert read_json(str(path), kind=KIND) == SAVED
    assert [file.name for file in tmp_path.iterdir()] == ["model.json"]
    assert path.read_bytes().count(b"\n") == 1
    assert b"\r" not in path.read_bytes()


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    given = {"b": (1, 2), "a": {2: np.float64(0.5), 10: np.int64(7)}, "c": np.bool_(True)}
    plain = {"a": {"10": 7, "2": 0.5}, "c": True, "b": [1, 2]}
    for name, content in (("one", given), ("two", plain)):
        write_json(content, tmp_path / name, kind=KIND)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert read_json(tmp_path / "one", kind=KIND) == plain


@pytest.mark.parametrize(("old", "new"), [("-2.0", "1000000000.0"), ('"a"', '"o"'), ('"seed":1', '"seed":2')])
def test_a_change_of_weights_names_or_settings_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "model.json"
    write_json(SAVED, path, kind=KIND)
    changed = path.read_text("utf-8").replace(old, new)
    assert changed != path.read_text("utf-8")
    path.write_text(changed, "utf-8")
    with pytest.raises(MeasureError, match="the file was changed"):
        read_json(path, kind=KIND)


@pytest.mark.parametrize("text", ["", "[]", "{}", "3", '{"kind": "framing.Example"}', '{"kind": "x"}', "[" * 100_000])
def test_a_file_that_holds_something_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(MeasureError, match=r"no framing\.Example that can be read; found: .*x\.json: "):
        read_json(path, kind=KIND)


def test_no_file_and_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xff\xfe")
    for name in ("x", "none", "."):
        with pytest.raises(MeasureError, match="can be read"):
            read_json(tmp_path / name, kind=KIND)


def test_only_a_file_of_its_kind_is_replaced(tmp_path: Path) -> None:
    mine, other, empty = (tmp_path / name for name in ("mine", "other", "empty"))
    write_json(SAVED, mine, kind=KIND)
    write_json({"names": []}, mine, kind=KIND)
    assert read_json(mine, kind=KIND) == {"names": []}
    empty.touch()
    write_json(SAVED, empty, kind=KIND)
    assert read_json(empty, kind=KIND) == SAVED
    for text in ("article_id,text\n", '{"kind": "framing.Other"}', "[]"):
        other.write_text(text)
        with pytest.raises(MeasureError, match=r"already that is no framing\.Example"):
            write_json(SAVED, other, kind=KIND)
        assert other.read_text() == text
    with pytest.raises(MeasureError, match="nothing can be written there"):
        write_json(SAVED, tmp_path, kind=KIND)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match=r"no folder .*gone"):
        write_json(SAVED, tmp_path / "gone" / "model.json", kind=KIND)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), np.float64("nan"), {1}, np.zeros(2), b"x"])
def test_what_json_does_not_know_is_an_error_and_leaves_the_file(tmp_path: Path, value: Any) -> None:
    path = tmp_path / "model.json"
    write_json(SAVED, path, kind=KIND)
    with pytest.raises(MeasureError, match=r"this framing\.Example cannot be written as JSON"):
        write_json({"value": value}, path, kind=KIND)
    assert read_json(path, kind=KIND) == SAVED


def test_a_writing_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "model.json"
    write_json(SAVED, path, kind=KIND)
    write = Path.write_bytes

    def fail(self: Path, data: bytes) -> int:
        write(self, data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(MeasureError, match="No space left"):
        write_json({"names": []}, path, kind=KIND)
    assert read_json(path, kind=KIND) == SAVED
    assert [file.name for file in tmp_path.iterdir()] == ["model.json"]


def make_our_error() -> None:
    raise MeasureError("too few labels", found="1", do="add some")


def test_errors_of_building_name_the_file() -> None:
    wrongs = (lambda: SAVED["idf"], lambda: np.zeros((2, 3)) @ np.zeros(2), lambda: json.loads("{"), make_our_error)
    messages = ("KeyError: 'idf'", "ValueError: matmul", "JSONDecodeError", "too few labels: 1")
    for wrong, message in zip(wrongs, messages, strict=True):
        with pytest.raises(MeasureError, match=rf"x\.json: {message}"), checking("x.json", kind=KIND):
            wrong()
