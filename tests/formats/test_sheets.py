import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from framing.errors import CorpusError
from framing.formats.files import CorpusFile
from framing.formats.mending import mend_characters
from framing.formats.sheets import read_sheet, sheet_of_frame


def read(folder: Path, name: str, content: str | bytes) -> dict[str, list[object]]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return {key: list(values) for key, values in read_sheet(CorpusFile(path, name)).columns.items()}


def test_csv_keeps_words_that_look_missing(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "id,text\n1,NA\n2,None\n3,null\n4,\n") == {
        "id": ["1", "2", "3", "4"],
        "text": ["NA", "None", "null", None],
    }


def test_csv_keeps_line_breaks_and_quotation_marks(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", 'id,text\r\n1,"It ""rained"".\r\n\r\nA, b; c."\r\n')["text"] == [
        'It "rained".\n\nA, b; c.'
    ]


@pytest.mark.parametrize(
    ("header", "row"), [("id;text", "1;It rained, and rained."), ('"a,b,c";text', "1;It rained, and rained.")]
)
def test_the_semicolon_is_seen_in_the_header(tmp_path: Path, header: str, row: str) -> None:
    assert read(tmp_path, "a.csv", f"{header}\n{row}\n")["text"] == ["It rained, and rained."]


def test_a_comma_file_may_hold_semicolons(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "id,text\n1,a; b; c; d\n")["text"] == ["a; b; c; d"]


def test_tsv_is_read_quoted_or_not(tmp_path: Path) -> None:
    assert read(tmp_path, "a.tsv", 'id\ttext\n1\t"It\nrained"\n')["text"] == ["It\nrained"]
    assert read(tmp_path, "a.tsv", 'id\ttext\n1\t"Rain" it said\n')["text"] == ['"Rain" it said']


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ("id,text\n1,a,b\n", r"3 cells instead of 2 up to line 2 of 'a\.csv'"),
        ("id,text\n1,a\n2\n", "1 cells instead of 2 up to line 3"),
        ('id,text\n1,"a\n2,b\n', "cannot be read.*near line 3"),
        ('id,text\n1,"a"b\n', "cannot be read.*line 2"),
        ("text,text\na,b\n", "stands twice.*'text'"),
        ("id,text\n", "no rows"),
        ("\n \n", "only blanks"),
    ],
)
def test_damaged_csv_is_one_clear_error(tmp_path: Path, content: str, match: str) -> None:
    with pytest.raises(CorpusError, match=match):
        read(tmp_path, "a.csv", content)


def test_an_article_longer_than_the_csv_module_allows_is_read(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    assert len(str(read(tmp_path, "a.csv", f"id,text\n1,{'rain ' * 100_000}\n")["text"][0])) == 500_000
    assert csv.field_size_limit() == before


def test_a_column_without_a_name_is_kept_only_if_it_holds_something(tmp_path: Path) -> None:
    assert list(read(tmp_path, "a.csv", ",text,\n0,a,\n1,b,\n")) == ["unnamed_1", "text"]


def test_json_lines_and_lists_give_the_same(tmp_path: Path) -> None:
    rows = [{"id": 1, "text": "a\u2028b"}, {"id": 2, "n": [1]}]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    expected = {"id": [1, 2], "text": ["a\u2028b", None], "n": [None, [1]]}
    assert read(tmp_path, "a.jsonl", lines + "\n\n") == expected
    assert read(tmp_path, "a.ndjson", lines) == expected
    assert read(tmp_path, "a.json", lines) == expected
    assert read(tmp_path, "a.json", json.dumps(rows)) == expected
    assert read(tmp_path, "a.json", json.dumps({"n": 2, "articles": rows})) == expected
    assert read(tmp_path, "b.json", '{"text": "a", "tags": ["x"]}') == {"text": ["a"], "tags": [["x"]]}


@pytest.mark.parametrize(
    ("name", "content", "match"),
    [
        ("a.jsonl", '{"text": "a"}\n{"text": \n', r"in line 2 of 'a\.jsonl'"),
        ("a.jsonl", '{"text": "a"}\n["b"]\n', "list as record 2"),
        ("a.json", '[{"text": "a"},\n{]', r"in line 2 of 'a\.json'"),
        ("a.json", "[]", "no rows"),
        ("a.json", "[" * 100_000, "cannot be read"),
        ("a.jsonl", "[" * 100_000, "cannot be read"),
    ],
)
def test_damaged_json_is_one_clear_error(tmp_path: Path, name: str, content: str, match: str) -> None:
    with pytest.raises(CorpusError, match=match):
        read(tmp_path, name, content)


def test_half_surrogate_pairs_are_replaced_and_counted_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a\\ud83d b\\u0000 \\ud83d\\ude00", "more": {"k": ["\\udc00"]}}')
    sheet = read_sheet(CorpusFile(path, "a.jsonl"))
    assert list(sheet.columns["text"]) == ["a\ufffd b\ufffd 😀"]
    assert list(sheet.columns["more"]) == [{"k": ["\ufffd"]}]
    assert sheet.notes[0]["value"] == 3


def test_mending_leaves_good_text_alone() -> None:
    assert mend_characters("Größe 😀") == ("Größe 😀", 0)
    assert mend_characters("a\ud800b\x00") == ("a\ufffdb\ufffd", 2)


def test_parquet_is_read_and_damage_is_named(tmp_path: Path) -> None:
    frame = pd.DataFrame({"text": ["a", None], "n": [1, 2]})
    frame.to_parquet(tmp_path / "x.parquet")
    data = (tmp_path / "x.parquet").read_bytes()
    assert read(tmp_path, "a.parquet", data)["n"] == [1, 2]
    with pytest.raises(CorpusError, match=r"Parquet file cannot be read.*'a\.parquet'"):
        read(tmp_path, "a.parquet", data[:-10])


def test_a_frame_keeps_its_id_index_and_must_not_repeat_a_name() -> None:
    frame = pd.DataFrame({"text": ["a"]}, index=pd.Index(["x"], name="article_id"))
    assert list(sheet_of_frame(frame, name="t").columns) == ["article_id", "text"]
    with pytest.raises(CorpusError, match="stands twice"):
        sheet_of_frame(pd.DataFrame([["a", "b"]], columns=["text", "text"]), name="t")
