import contextlib
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.formats import workbooks
from framing.formats.harvest import REASONS, Unreadable
from framing.formats.workbooks import read_workbook


def save(sheets: dict[str, list[list[object]]], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def change(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if name == part else content)
    return kept.getvalue()


ROWS: list[list[object]] = [
    ["title", "date", "text", "words"],
    ["Rain again", dt.date(2019, 3, 3), "It rained.\nIt \u201cpoured\u201d.", 3],
    [],
    ["Snow", dt.datetime(2019, 3, 4, 12, 30), None, 1.5],
]
SAMPLE = save({"Sheet1": ROWS})
SHEET = "xl/worksheets/sheet1.xml"


def table(data: bytes) -> dict[str, list[object]]:
    (only,) = read_workbook(data, "a.xlsx")
    return only.columns


def doubts(data: bytes) -> list[tuple[str, str]]:
    found = [doubt for table in read_workbook(data, "a.xlsx") for doubt in table.doubts]
    assert all(doubt.reason in REASONS for doubt in found)
    return [(doubt.reason, doubt.note) for doubt in found]


def refuse(data: bytes, note: str) -> str:
    with pytest.raises(Unreadable, match=note) as refusal:
        read_workbook(data, "a.xlsx")
    return refusal.value.reason


def test_values_keep_their_types() -> None:
    assert read_workbook(SAMPLE, "a.xlsx") == [
        (
            "a.xlsx",
            {
                "title": ["Rain again", "Snow"],
                "date": [dt.date(2019, 3, 3), dt.datetime(2019, 3, 4, 12, 30)],
                "text": ["It rained.\nIt \u201cpoured\u201d.", None],
                "words": [3, 1.5],
            },
            [],
            False,
        )
    ]


def test_each_sheet_with_a_header_is_a_table() -> None:
    data = save({"News": ROWS, "Old": [["text"], ["It snowed."]], "Empty": [], "Head": [["text"]]}, hidden="Old")
    tables = read_workbook(data, "a.xlsx")
    assert [(table.name, table.hidden) for table in tables] == [("a.xlsx#News", False), ("a.xlsx#Old (hidden)", True)]
    assert doubts(data) == [("part not read", "the sheet 'Head' holds no row below a header: text")]


def test_a_title_above_the_header_is_no_header_and_reported() -> None:
    data = save({"S": [["Export of 3 March"], [], *ROWS]})
    assert list(table(data)) == ["title", "date", "text", "words"]
    assert doubts(data) == [("lines taken out", "1 row above the header of the sheet 'S': Export of 3 March")]


@pytest.mark.parametrize("text", ["a" * 32_767, "It rained. " + "\U0001f327" * 16_378])
def test_a_cell_as_full_as_a_cell_can_be_is_reported_with_its_row(text: str) -> None:
    data = save({"S": [["title", "text"], ["Rain", "It rained."], [], ["Snow", text], ["Hail", text[:-1]]]})
    (found,) = read_workbook(data, "a.xlsx")[0].doubts
    assert (found.reason, found.name[:9]) == ("text cut off", text[:9])
    assert found.note == "row 4, column B of the sheet 'S' holds 32,767 characters, the most that a cell can"


def test_formulas_that_were_never_worked_out_are_reported() -> None:
    assert doubts(save({"S": [["text", "n"], ["It rained.", "=1+2"], ["It snowed.", "=3+4"]]})) == [
        ("part not read", "2 formulas without a value, the first in B2: open the file in Excel and save it")
    ]
    worked = save({"S": [["text", "n"], ["It rained.", 7]]})
    assert doubts(change(worked, SHEET, b"<v>7</v>", b"<f>3+4</f><v>7</v>")) == []
    empty_text = change(worked, SHEET, b'<c r="B2" t="n"><v>7</v>', b'<c r="B2" t="str"><f>A9</f><v></v>')
    assert (doubts(empty_text), empty_text == worked) == ([], False)


def test_columns_without_a_name_are_numbered_or_dropped() -> None:
    rows: list[list[object]] = [[None, "text", None, "outlet"], [1, "It rained.", None, "Gazette"]]
    assert list(table(save({"S": rows}))) == ["unnamed_1", "text", "outlet"]
    assert table(save({"S": [["text", "url"], ["It rained.", None, "more"]]}))["unnamed_3"] == ["more"]


def test_formulas_give_their_last_value_and_errors_none() -> None:
    data = save({"S": [["text", "n"], ["It rained.", 7], ["#N/A", 8]]})
    data = change(data, SHEET, b"<v>7</v>", b"<f>3+4</f><v>7</v>")
    assert table(data) == {"text": ["It rained.", None], "n": [7, 8]}


def test_escaped_characters_are_turned_back() -> None:
    data = save({"S": [["text"], ["It rained._x000D_\nIt _x0041_ _x0000_"]]})
    assert table(data) == {"text": ["It rained.\nIt A \ufffd"]}
    assert doubts(data) == [("characters replaced", "1 characters of the sheet 'S', now U+FFFD")]


def test_a_false_size_costs_nothing() -> None:
    assert table(change(SAMPLE, SHEET, b'ref="A1:D4"', b'ref="A1:XFD1048576"')) == table(SAMPLE)
    assert table(change(SAMPLE, SHEET, b'ref="A1:D4"', b'ref="A1"')) == table(SAMPLE)
    assert len(table(change(SAMPLE, SHEET, b'<row r="4"', b'<row r="2000000000"'))["text"]) == 1


def test_cells_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "_CELLS", 8)
    assert refuse(SAMPLE, "over 8 cells") == "file too large"


def test_what_is_no_table_is_refused() -> None:
    assert refuse(save({"S": []}), "header row") == "file empty"
    assert refuse(save({"S": [["text", "text"], ["a", "b"]]}), "'text' stands twice") == "file damaged"
    assert refuse(b"title,text", "first bytes") == "file damaged"
    assert refuse(change(SAMPLE, SHEET, b"</row>", b""), "mismatched|tag") == "file damaged"
    assert refuse(change(SAMPLE, SHEET, b"<worksheet", b"<!DOCTYPE a><worksheet"), "DOCTYPE") == "file unsafe"


def test_other_packages_are_named() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x00")
    assert refuse(kept.getvalue(), r"\.xlsb") == "file of another kind"


@settings(max_examples=60, deadline=5000)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 40), st.binary(max_size=8))
def test_damaged_files_are_refused_or_read(start: int, length: int, new: bytes) -> None:
    with contextlib.suppress(Unreadable):
        read_workbook(SAMPLE[:start] + new + SAMPLE[start + length :], "a.xlsx")


with zipfile.ZipFile(io.BytesIO(SAMPLE)) as sample:
    PARTS = {name: sample.read(name) for name in (SHEET, "xl/workbook.xml", "xl/styles.xml")}


@settings(max_examples=80, deadline=5000)
@given(
    st.sampled_from(sorted(PARTS)),
    st.integers(0, 3000),
    st.integers(1, 60),
    st.sampled_from([b"", b"9", b"<a>", b"-1"]),
)
def test_damaged_parts_are_refused_or_read(part: str, start: int, length: int, new: bytes) -> None:
    old = PARTS[part][start : start + length]
    with contextlib.suppress(Unreadable):
        read_workbook(change(SAMPLE, part, old, new) if old else SAMPLE, "a.xlsx")
