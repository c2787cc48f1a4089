"""One test for each kind of file that read_corpus hands to a reader; what the readers do is tested with them."""

import base64
import io
import json
import zipfile
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest

from framing.corpus.doubts import find_doubts
from framing.corpus.gathering import Gathering
from framing.corpus.importing import import_corpus
from framing.corpus.opening import open_files
from framing.corpus.reading import list_inputs, read_corpus
from framing.corpus.sources import list_sources
from framing.formats import opening

STORY = "It rained in Upton on Monday, said the keeper of the lock, and the river rose by a foot before the evening."
HTML = (
    f"<!DOCTYPE html><html><head><title>Rain again</title></head><body><article><p>{STORY}</p></article></body></html>"
)
RTF = rb"{\rtf1\ansi Rain again\par " + STORY.encode() + rb"\par}"
MAIL = (
    "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://www.gazette.example/rain\r\n"
    "Subject: Rain again\r\nDate: Mon, 4 Mar 2019 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="mark"\r\n\r\n--mark\r\n'
    "Content-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: base64\r\n"
    "Content-Location: https://www.gazette.example/rain\r\n\r\n"
    + base64.encodebytes(HTML.replace("Monday", "Monday – late –").encode("cp1252")).decode()
    + "\r\n--mark\r\nContent-Type: image/png\r\n\r\nPNG\r\n--mark--\r\n"
).encode()
FACTIVA = Path("tests/databases/samples/factiva_plain.html")


def make_word() -> bytes:
    word = docx.Document()
    word.add_paragraph("Rain again")
    word.add_paragraph(STORY)
    kept = io.BytesIO()
    word.save(kept)
    return kept.getvalue()


def make_workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == "Old" else "visible"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def make_zip(**members: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name.replace("_", ".")), data)
    return kept.getvalue()


def make_warc() -> bytes:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n\r\n"
    page += HTML.replace("Monday", "Monday – late –").encode("cp1252")
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://www.gazette.example/rain\r\n"
    head += "WARC-Date: 2019-03-04T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    return f"{head}Content-Length: {len(page)}\r\n\r\n".encode() + page + b"\r\n\r\n"


ROW = {"title": "Rain again", "text": STORY}
FEED = f"<rss version='2.0'><channel><item><title>Rain again</title><description>{STORY}</description></item>"
FEED += "</channel></rss>"
KINDS: dict[str, bytes] = {
    "a.csv": pd.DataFrame([ROW]).to_csv(index=False).encode(),
    "a.tsv": pd.DataFrame([ROW]).to_csv(index=False, sep="\t").encode(),
    "a.jsonl": json.dumps(ROW).encode(),
    "a.json": json.dumps([ROW]).encode(),
    "a.xlsx": make_workbook(News=[list(ROW), list(ROW.values())]),
    "a.txt": f"Rain again\n\n{STORY}".encode(),
    "a.docx": make_word(),
    "a.rtf": RTF,
    "a.html": HTML.encode(),
    "a.mht": MAIL,
    "a.mhtml": MAIL,
    "a.rss": FEED.encode(),
    "a.zip": make_zip(a_txt=f"Rain again\n\n{STORY}".encode()),
    "a.warc": make_warc(),
}


def read(folder: Path, name: str, data: bytes) -> pd.DataFrame:
    (folder / name).write_bytes(data)
    return read_corpus(folder / name)


def reasons(articles: pd.DataFrame) -> dict[str, str]:
    doubts = find_doubts(articles)
    return dict(zip(doubts["reason"], doubts["note"], strict=True))


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_file_gives_its_article(name: str, tmp_path: Path) -> None:
    articles = read(tmp_path, name, KINDS[name])
    assert articles["title"].tolist() == ["Rain again"]
    assert "said the keeper of the lock" in articles["text"].iloc[0]
    assert list_sources(articles)["read"].tolist() == [1]
    assert "file misnamed" not in reasons(articles)


def test_an_import_gives_the_same_of_every_kind(tmp_path: Path) -> None:
    for name, data in KINDS.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name.replace("a.", f"{name[2:]}.")).write_bytes(data)
    whole = read_corpus(tmp_path / "in")
    again = read_corpus(import_corpus(tmp_path / "in", tmp_path / "c.parquet", workers=0))
    assert len(whole) == len(KINDS)
    pd.testing.assert_frame_equal(again, whole)


@pytest.mark.parametrize("name", ["a.mht", "a.html", "a.txt", "a.doc", "a.docx"])
def test_a_page_saved_with_its_pictures_is_read_under_any_name(name: str, tmp_path: Path) -> None:
    articles = read(tmp_path, name, MAIL)
    assert "Monday – late –" in articles["text"].iloc[0]
    row = articles.iloc[0]
    assert [row["url"], row["outlet"], str(row["retrieved"])[:10]] == [
        "https://www.gazette.example/rain",
        "gazette.example",
        "2019-03-04",
    ]
    assert list_sources(articles)[["encoding", "bytes"]].iloc[0].tolist() == ["windows-1252", len(MAIL)]
    assert ("file misnamed" in reasons(articles)) == (name != "a.mht")


def test_an_export_saved_with_its_pictures_is_an_export(tmp_path: Path) -> None:
    plain = read(tmp_path, "a.html", FACTIVA.read_bytes())
    head = b"MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    saved = read(tmp_path, "a.mht", head + base64.encodebytes(FACTIVA.read_bytes()))
    assert len(saved) == len(plain) > 1
    assert saved["text"].tolist() == plain["text"].tolist()
    assert list_sources(saved)["layout"].tolist() == list_sources(plain)["layout"].tolist()


@pytest.mark.parametrize(
    ("data", "what"),
    [(RTF, "RTF"), (HTML.encode(), "a web page"), (f"Rain again\n\n{STORY}".encode(), "plain text")],
    ids=["rtf", "html", "text"],
)
def test_an_old_word_file_may_be_something_else(data: bytes, what: str, tmp_path: Path) -> None:
    articles = read(tmp_path, "a.doc", data)
    assert articles["title"].tolist() == ["Rain again"]
    assert reasons(articles)["file misnamed"] == f"its name ends in .doc, but it is {what} and was read as that"


def test_a_document_may_be_named_as_a_page(tmp_path: Path) -> None:
    articles = read(tmp_path, "a.html", make_word())
    assert STORY in articles["text"].iloc[0]
    assert "a Word file" in reasons(articles)["file misnamed"]


def test_a_page_of_a_web_archive_is_read_as_browsers_read_it(tmp_path: Path) -> None:
    row = read(tmp_path, "a.warc", make_warc()).iloc[0]
    assert "Monday – late –" in row["text"]
    assert [row["url"], row["outlet"]] == ["https://www.gazette.example/rain", "gazette.example"]


def test_what_is_doubtful_about_a_workbook_is_reported(tmp_path: Path) -> None:
    news: list[list[object]] = [["Export of 4 March"], ["title", "text", "n"], ["Rain again", STORY, "=1+2"]]
    news.append(["Snow", "It snowed. " * 3000, 3])
    data = make_workbook(Codes=[["code", "meaning"], [1, "rain"]], News=news, Old=[["text"], ["It hailed."]])
    articles = read(tmp_path, "a.xlsx", data)
    assert len(articles) == 3
    found = find_doubts(articles)
    notes = found.loc[found["reason"].isin(["lines taken out", "text cut off"]), "note"].tolist()
    assert any("Export of 4 March" in note for note in notes)
    assert any("row 4, column B" in note for note in notes)
    parts = found.loc[found["reason"] == "part not read", "note"].str.cat(sep="; ")
    assert "1 formula without a value" in parts
    assert "no column holds the text" in parts
    assert {"item": "hidden sheets read", "value": 1, "note": "a.xlsx#Old (hidden)"} in articles.attrs["reading"]


@pytest.mark.parametrize("kept", [1551693600, "1551693600", 1551693600000])
def test_seconds_since_1970_are_read_as_dates_of_a_whole_table(kept: object, tmp_path: Path) -> None:
    rows = pd.DataFrame({"text": [STORY, "It snowed."], "timestamp": [kept, None]})
    rows.astype({"timestamp": "Int64"}).to_csv(tmp_path / "a.csv", index=False)
    articles = read_corpus(tmp_path / "a.csv")
    assert articles["date"].astype(str).fillna("").tolist() == ["2019-03-04", ""]
    assert "UTC" in str([note for note in articles.attrs["reading"] if note["item"] == "dates counted since 1970"])
    pd.testing.assert_frame_equal(
        read_corpus(import_corpus(tmp_path / "a.csv", tmp_path / "c.parquet", workers=0)), articles
    )


def test_one_date_that_is_written_keeps_numbers_from_being_dates(tmp_path: Path) -> None:
    rows = pd.DataFrame({"text": [STORY, "It snowed."], "timestamp": ["1551693600", "2019-03-04"]})
    articles = read(tmp_path, "a.csv", rows.to_csv(index=False).encode())
    assert articles["date"].isna().sum() == 1
    assert reasons(articles)["date not understood"] == "1551693600"


def fail(*_: object, **__: object) -> None:
    raise RecursionError("too\ndeep" + "!" * 500)


def test_where_a_reader_fails_in_a_way_it_does_not_foresee_only_its_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.rtf").write_text(r"{\rtf1 It snowed.}")
    (tmp_path / "b.txt").write_text("It blew.")
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("d.csv", "text\nIt froze.\n")
        archive.writestr("e.txt", "It thawed.")
    files = list_inputs(tmp_path, encoding=None)[0]
    monkeypatch.setattr("framing.corpus.table_files.read_sheet", fail)
    monkeypatch.setitem(opening._READERS, "rich text", fail)
    gathering = open_files(files, Gathering(), strict=False)
    refused = {doubt["source_file"]: doubt["note"] for doubt in gathering.doubts if not doubt["kept"]}
    note = "RecursionError: too deep" + "!" * 96
    assert refused == {"a.rtf": note, "c.zip/d.csv": note}
    assert [row["text"] for row in gathering.rows] == ["It blew.", "It thawed."]
    with pytest.raises(RecursionError):  # in one's own process a fault of the kit is no fault of a file
        open_files(files, Gathering(), strict=True)


@pytest.mark.parametrize("name", ["a.warc", "a.txt"])
def test_a_file_that_is_not_there_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.txt").write_text("It blew.")
    sources = list_sources(read_corpus(tmp_path)).set_index("source_file")
    assert sources["reason"].dropna().to_dict() == {name: "file damaged"}
    assert "No such file" in str(sources.loc[name, "note"])


def test_what_is_doubtful_about_an_archive_is_told_of_the_archive(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "It rained.")
        archive.writestr("b.txt", "It snowed.")
    data = packed.getvalue()
    at = data.rfind(b"PK\x05\x06") + 10  # the number of files that the directory announces
    (tmp_path / "x.zip").write_bytes(data[:at] + b"\x05\x00" + data[at + 2 :])
    articles = read_corpus(tmp_path / "x.zip")
    doubt = find_doubts(articles).query("reason == 'count wrong'").iloc[0]
    assert (doubt["source_file"], bool(doubt["kept"])) == ("x.zip", True)
    assert list_sources(articles)["source_file"].tolist() == ["x.zip/a.txt", "x.zip/b.txt"]
    assert list_sources(articles)["reason"].isna().all()
