"""Opening files that are packed, damaged or more than one thing: what is not read is in the account."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from framing.corpus.doubts import find_doubts
from framing.corpus.gathering import Gathering
from framing.corpus.opening import open_files
from framing.corpus.reading import read_corpus
from framing.corpus.sources import list_sources
from framing.errors import CorpusError
from framing.formats.files import CorpusFile
from framing.formats.harvest import Doubt
from framing.formats.web_archives import Capture

ROWS = b"text,outlet\nIt rained in Upton all day and all night.,Gazette\n"
NOTE = b"Rain again\n\nIt rained in Upton all day, and the keeper of the lock said it would go on until the evening."
FACTIVA = Path(__file__).parents[1] / "databases" / "samples" / "factiva_plain.html"


def gather(folder: Path, name: str, data: bytes) -> Gathering:
    (folder / name).write_bytes(data)
    return open_files([CorpusFile(folder / name, name)], Gathering(), strict=False)


def packed(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize("name", ["pack.tar", "pack.tar.gz", "pack.TAR.GZ", "pack.tgz"])
def test_a_tar_is_read_however_it_is_packed(name: str, tmp_path: Path) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w" if name == "pack.tar" else "w:gz") as archive:
        about = tarfile.TarInfo("rain.txt")
        about.size = len(NOTE)
        archive.addfile(about, io.BytesIO(NOTE))
    found = gather(tmp_path, name, made.getvalue())
    assert [(source["source_file"], source["read"]) for source in found.sources] == [(f"{name}/rain.txt", 1)]


def test_packed_files_within_an_archive_are_unpacked_too(tmp_path: Path) -> None:
    members = {"a.csv.gz": gzip.compress(ROWS), "b.txt.gz": gzip.compress(NOTE), "c.csv.gz": b"no gzip", "d.csv": b" "}
    found = gather(tmp_path, "pack.zip", packed(members))
    assert [(source["source_file"], source["read"], source["reason"]) for source in found.sources] == [
        ("pack.zip/a.csv.gz", 1, None),
        ("pack.zip/b.txt.gz", 1, None),
        ("pack.zip/c.csv.gz", 0, "file damaged"),
        ("pack.zip/d.csv", 0, "file empty"),
    ]


def test_a_json_feed_is_read_as_a_feed_and_other_json_as_a_table(tmp_path: Path) -> None:
    item = {"id": 1, "title": "Rain", "content_text": "Wet."}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [item]}
    found = gather(tmp_path, "feed.json", json.dumps(feed).encode())
    assert [(source["layout"], source["announced"], source["read"]) for source in found.sources] == [
        ("JSON Feed", 1, 1)
    ]
    found = gather(tmp_path, "table.json", json.dumps([{"text": "It rained."}]).encode())
    assert [(source["layout"], source["read"]) for source in found.sources] == [("table", 1)]


def test_a_sheet_without_texts_is_reported_beside_the_one_that_has_them(tmp_path: Path) -> None:
    with pd.ExcelWriter(tmp_path / "book.xlsx") as book:
        pd.DataFrame({"variable": ["tone"], "meaning": ["sound"]}).to_excel(book, sheet_name="codes", index=False)
        pd.DataFrame({"text": ["It rained."], "title": ["Rain"]}).to_excel(book, sheet_name="news", index=False)
    articles = read_corpus(tmp_path)
    assert articles["text"].tolist() == ["It rained."]
    sources = list_sources(articles).set_index("source_file")
    assert sources["reason"].fillna("").to_dict() == {"book.xlsx": ""}
    lost = find_doubts(articles).query("reason == 'part not read'")
    assert (lost["source_file"].item(), lost["name"].item()) == ("book.xlsx", "book.xlsx#codes")
    assert "variable" in lost["note"].item()


def test_a_workbook_of_two_sheets_is_one_file(tmp_path: Path) -> None:
    with pd.ExcelWriter(tmp_path / "book.xlsx") as book:
        for sheet in "ab":
            pd.DataFrame({"text": [f"It rained on {sheet}."], "title": ["Rain"]}).to_excel(
                book, sheet_name=sheet, index=False
            )
    sources = list_sources(read_corpus(tmp_path))
    assert sources[["source_file", "read"]].to_numpy().tolist() == [["book.xlsx", 2]]


def test_a_table_in_another_encoding_is_guessed_in_an_import_and_told(tmp_path: Path) -> None:
    data = "text,title\nDer Bürgermeister fand die Straße naß und blieb zu Hause.,Größe\n".encode("cp1252")
    found = gather(tmp_path, "a.csv", data)
    assert found.sources[0]["encoding"] == "cp1252"
    assert [doubt["reason"] for doubt in found.doubts] == ["encoding guessed"]
    with pytest.raises(CorpusError, match="not UTF-8"):
        read_corpus(tmp_path / "a.csv")


def test_an_export_in_which_no_article_is_found_is_not_silent(tmp_path: Path) -> None:
    page = FACTIVA.read_bytes()
    page = page[: page.index(b'<table id="oddEvenPreview"')].replace(b"</title>", b"")
    found = gather(tmp_path, "factiva.html", page)
    assert found.rows == []
    assert [(doubt["reason"], doubt["kept"]) for doubt in found.doubts] == [("file damaged", False)]
    assert "Factiva" in str(found.sources[0]["note"])


def test_a_refused_file_has_its_fingerprint_and_one_never_opened_has_none(tmp_path: Path) -> None:
    data = b"\x89PNG no text"
    source = gather(tmp_path, "a.txt", data).sources[0]
    assert (source["reason"], source["bytes"]) == ("file of another kind", len(data))
    assert source["sha256"] == hashlib.sha256(data).hexdigest()
    (tmp_path / "b.txt").write_bytes(NOTE)
    (tmp_path / "c.jpg").write_bytes(b"\xff\xd8\xff")
    sources = list_sources(read_corpus(tmp_path)).set_index("source_file")
    assert sources.loc["c.jpg", "reason"] == "file of another kind"
    assert sources["bytes"].isna()["c.jpg"]


def test_a_web_archive_balances_when_pages_are_missing_and_others_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = b"<html><title>Rain</title><p>It rained in Upton all day, said the keeper of the lock.</p></html>"
    given = [
        Capture("https://a.example/1", "", "", page),
        Doubt("article missing", name="https://a.example/2", kept=False),
        Capture("https://a.example/3", "", "", page + b" "),
    ]
    monkeypatch.setattr("framing.formats.web_archives.read_web_archive", lambda *_: iter(given))
    monkeypatch.setattr("framing.formats.pages._LARGEST", len(page))
    found = gather(tmp_path, "crawl.warc", b"x")
    lost = [doubt for doubt in found.doubts if not doubt["kept"]]
    assert (found.sources[0]["announced"], found.sources[0]["read"], len(lost)) == (3, 1, 2)


def test_pages_that_name_no_encoding_are_guessed_and_told(tmp_path: Path) -> None:
    text = "<html><title>Été</title><p>L'été à Valbourg a été très sec, dit le maire, et la forêt a brûlé.</p></html>"
    for name, encoding in (("a.html", "cp1252"), ("b.html", "utf-16-le"), ("c.html", "utf-16-be")):
        found = gather(tmp_path, name, text.encode(encoding))
        assert "forêt a brûlé" in str(found.rows[0]["text"])
        assert ("encoding guessed", f"read as {encoding}") in [(d["reason"], d["note"]) for d in found.doubts]
    named = text.replace("<title>", "<meta charset=windows-1252><title>").encode("cp1252")
    assert "encoding guessed" not in {doubt["reason"] for doubt in gather(tmp_path, "d.html", named).doubts}


def test_keys_of_digits_stay_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,database_id,duplicate\nIt rained.,900000001,12\n", encoding="utf-8")
    articles = read_corpus(tmp_path)
    assert articles[["database_id", "duplicate"]].to_numpy().tolist() == [["900000001", "12"]]
