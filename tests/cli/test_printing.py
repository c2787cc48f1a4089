import pandas as pd
import pytest

from framing.cli import printing


def _print(
    frame: pd.DataFrame, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    printing.print_table(frame)
    return capsys.readouterr().out


def test_tables_are_aligned_wrapped_or_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pd.DataFrame({"item": ["a", "bb"], "value": [1.23456, float("nan")], "note": ["one two " * 5, "x\x1b[31m"]})
    wide = _print(frame, 100, monkeypatch, capsys).splitlines()
    assert wide[0].split() == ["item", "value", "note"]
    assert [line.index(word) for line, word in zip(wide[2:], ("one", "x"), strict=True)] == [13, 13]
    assert "1.235" in wide[2]
    wrapped = _print(frame, 40, monkeypatch, capsys).splitlines()
    assert len(wrapped) == 5
    assert max(map(len, wrapped)) <= 40
    listed = _print(frame, 20, monkeypatch, capsys)
    assert listed.startswith("a\n    value: 1.235\n    note: one two")
    assert "\x1b" not in listed + "".join(wide)
