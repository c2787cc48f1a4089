"""An import of many files: the same corpus as reading them, within bounds, and after an interruption."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from framing.corpus import importing
from framing.corpus.doubts import find_doubts
from framing.corpus.importing import import_corpus
from framing.corpus.reading import list_inputs, read_corpus
from framing.corpus.sources import list_sources
from framing.errors import CorpusError
from framing.formats import files as file_rules

SUN = "It shone over Upton and the hills, {} hours a day, said the mayor, and it went on shining until the evening."


def fill(folder: Path, n_files: int) -> Path:
    """Write files of several kinds; every fifth cannot be read."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(n_files):
        path = folder / f"{number:05}"
        if number % 5 == 0:
            head = f"Title: Rain {number}\nOutlet: Gazette\nDate: {number % 28 + 1}/03/2019\nn: {number}"
            path.with_suffix(".txt").write_text(f"{head}\n\nIt rained {number} times in Upton.", encoding="utf-8")
        elif number % 5 == 1:
            page = f"<html lang=en><head><title>Sun {number}</title></head><body><p>{SUN.format(number)}</p></body>"
            path.with_suffix(".html").write_text(page, encoding="utf-8")
        elif number % 5 == 2:
            rows = f"text,outlet,date,n\nIt snowed {number},Post,2019-01-0{number % 9 + 1},{number}\nSame,Post,2019,\n"
            path.with_suffix(".csv").write_text(rows, encoding="utf-8")
        elif number % 5 == 3:
            row = {"text": f"It blew {number}", "outlet": "Herald", "n": number / 2}
            path.with_suffix(".jsonl").write_text(json.dumps(row), encoding="utf-8")
        else:
            path.with_suffix(".csv").write_bytes(b"" if number % 2 else b'text,n\n"It rained,1\n')
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("import") / "in", 120)


@pytest.fixture(scope="module")
def whole(folder: Path) -> Path:
    return import_corpus(folder, folder.parent / "whole.parquet", workers=0)


def test_an_import_gives_what_reading_gives(folder: Path, whole: Path, tmp_path: Path) -> None:
    articles = read_corpus(whole)
    for path in folder.iterdir():
        if path.suffix != ".csv" or path.stat().st_size > 20:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    read = read_corpus(tmp_path)  # without the damaged tables, which reading refuses
    pd.testing.assert_frame_equal(articles, read)
    assert articles["n"].dtype == "float64"


def test_every_file_is_in_the_account(folder: Path, whole: Path) -> None:
    articles = read_corpus(whole)
    sources = list_sources(articles)
    assert sources["source_file"].tolist() == sorted(path.name for path in folder.iterdir())
    assert sources["read"].sum() == len(articles) == 24 + 24 + 48 + 24
    assert sources["reason"].value_counts().to_dict() == {"file damaged": 12, "file empty": 12}
    lost = find_doubts(articles).query("~kept")
    assert lost["source_file"].tolist() == sources.loc[sources["reason"].notna(), "source_file"].tolist()


def test_processes_and_shards_do_not_change_a_byte(
    folder: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("framing.corpus.shards._FILES", 7)
    again = import_corpus(folder, tmp_path / "again.parquet", workers=2)
    assert again.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.parquet"]


def test_an_import_that_was_killed_goes_on(folder: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "killed.parquet"
    code = (
        "import framing.corpus.shards as s, framing as fr\n"
        "s._FILES = 10\n"
        f"fr.import_corpus({str(folder)!r}, {str(out)!r}, workers=0)"
    )
    room = out.with_name(".killed.parquet.import")
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        while len(list(room.glob("*.json"))) < 2 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    kept = {path: path.stat().st_mtime_ns for path in room.glob("*.json")}
    assert kept
    assert not out.exists()
    subprocess.run([sys.executable, "-c", code], check=True)
    assert out.read_bytes() == whole.read_bytes()
    assert not room.exists()


def test_what_was_read_is_not_read_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "a.parquet"

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "assemble", stop)
    with pytest.raises(KeyboardInterrupt):
        import_corpus(folder, out, workers=0)
    monkeypatch.undo()
    monkeypatch.setattr(importing, "write_shard", stop)
    import_corpus(folder, out, workers=0)
    with pytest.raises(KeyboardInterrupt):
        import_corpus(folder, out, columns={"n": "number"}, workers=0)  # other options: all is read anew


_TRAP = """
import os, time
import framing.corpus.opening as o
whole = o._open_bytes
def trapped(data, file, *a, **k):
    if file.name == '00000.txt': os._exit(1)
    if file.name == '00001.html': time.sleep(600)
    if file.name == '00003.jsonl': raise LookupError("no such\\nthing")
    return whole(data, file, *a, **k)
o._open_bytes = trapped
"""


def test_a_file_that_kills_or_hangs_the_reader_costs_itself(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 10)
    (folder / "gone.csv").symlink_to(tmp_path / "nowhere")
    (tmp_path / "trap").mkdir()
    (tmp_path / "trap" / "sitecustomize.py").write_text(_TRAP)
    code = (
        "import framing.corpus.importing as i, framing.corpus.shards as s, framing as fr\n"
        "s._FILES = 4\n"
        "hangs = lambda files: any(file.name == '00001.html' for file in files)\n"
        "i._limit = lambda files: (2.0 if len(files) == 1 else 8.0) if hangs(files) else 300.0\n"  # whatever the load
        f"fr.import_corpus({str(folder)!r}, {str(tmp_path / 'c.parquet')!r}, workers=2)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(tmp_path / "trap")})
    sources = list_sources(read_corpus(tmp_path / "c.parquet")).set_index("source_file")
    assert sources["reason"].dropna().drop(["00004.csv", "00009.csv"]).to_dict() == {
        "00000.txt": "file damaged",
        "00001.html": "file too slow",
        "00003.jsonl": "file damaged",
        "gone.csv": "file damaged",
    }
    assert sources.loc["00003.jsonl", "note"] == "LookupError: no such thing"
    assert sources["read"].sum() == 1 + 1 + 2 * 2 + 1  # the other text, page, tables and records
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.parquet", "in", "trap"]


def test_known_troublemakers_are_read_or_refused_one_by_one(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    item = {"id": "1", "title": "A\ud800", "content_text": "It rained."}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "F\ud800", "items": [item]}
    (folder / "a.json").write_text(json.dumps(feed))
    (folder / "b.jsonl").write_text('{"text":"It snowed.","n":' + "[" * 900 + "]" * 900 + "}")
    (folder / "c.txt").write_text("It blew.")
    (folder / "d.warc").symlink_to(tmp_path / "nowhere")
    articles = read_corpus(import_corpus(folder, tmp_path / "c.parquet", workers=0))
    assert articles["text"].tolist() == ["It rained.", "It snowed.", "It blew."]
    assert list_sources(articles)["reason"].dropna().tolist() == ["file damaged"]
    assert find_doubts(articles)["note"].notna().all()


def test_others_who_compute_in_parallel_keep_their_processes(tmp_path: Path) -> None:
    from joblib import Parallel, delayed

    with Parallel(n_jobs=1) as parallel:  # makes no processes of its own here
        assert parallel(delayed(len)("ab") for _ in range(2)) == [2, 2]
    from joblib.externals.loky import reusable_executor

    before = reusable_executor._executor
    (tmp_path / "a.txt").write_text("It rained.")
    import_corpus(tmp_path / "a.txt", tmp_path / "c.parquet", workers=1)
    assert reusable_executor._executor is before


def test_what_lies_in_the_room_of_an_import_is_not_removed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained.")
    room = tmp_path / ".c.parquet.import"
    room.mkdir()
    (room / "mine.csv").write_text("mine")
    with pytest.raises(CorpusError, match=r"holds other files.*mine\.csv.*move them"):
        import_corpus(tmp_path / "a.txt", tmp_path / "c.parquet", workers=0)
    assert (room / "mine.csv").read_text() == "mine"
    (room / "mine.csv").unlink()
    room.rmdir()
    room.write_text("mine")
    with pytest.raises(CorpusError, match="needs a folder of that name"):
        import_corpus(tmp_path / "a.txt", tmp_path / "c.parquet", workers=0)


def test_a_corpus_is_not_written_among_its_sources(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.csv").write_text("text\nIt rained.\n")
    with pytest.raises(CorpusError, match=r"would lie in a folder it is read from.*in 'in'.*beside the folder"):
        import_corpus(tmp_path / "in", tmp_path / "in" / "deep" / "c.parquet", workers=0)
    out = import_corpus(tmp_path / "in", tmp_path / "c.parquet", workers=0)
    with pytest.raises(CorpusError, match=r"the only source is the file to write; found: 'c\.parquet'"):
        import_corpus(out, out, workers=0)
    with pytest.raises(CorpusError, match="one of the sources is the file to write"):
        import_corpus([tmp_path / "in", out], out, workers=0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.parquet", "in"]


def test_the_room_of_an_interrupted_import_is_no_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fill(tmp_path / "in", 3)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "assemble", stop)
    with pytest.raises(KeyboardInterrupt):
        import_corpus(folder, tmp_path / "c.parquet", workers=0)
    monkeypatch.undo()
    assert any(path.is_dir() for path in tmp_path.iterdir() if path != folder)
    names = [file.name for file in list_inputs(tmp_path, encoding=None)[0]]
    assert names == ["in/00000.txt", "in/00001.html", "in/00002.csv"]


def test_tables_in_memory_are_named_as_a_mistake(tmp_path: Path) -> None:
    table = pd.DataFrame({"text": ["It rained."], "file": ["a"]})
    with pytest.raises(CorpusError, match="an import takes source as a path"):
        import_corpus(table, tmp_path / "c.parquet")  # type: ignore[arg-type]
    (tmp_path / "a.txt").write_text("It rained.")
    with pytest.raises(CorpusError, match="an import takes metadata= as a path"):
        import_corpus(tmp_path / "a.txt", tmp_path / "c.parquet", metadata=table)  # type: ignore[arg-type]


def test_a_table_about_files_that_cannot_be_read_is_a_mistake_not_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained.")
    (tmp_path / "about.csv").write_text("outlet\nPost\n")
    with pytest.raises(CorpusError, match="metadata"):
        import_corpus(tmp_path / "a.txt", tmp_path / "c.parquet", metadata=tmp_path / "about.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "about.csv"]


@pytest.mark.parametrize("name", ["cp125", "hex", "a\0b"])
def test_a_misspelt_encoding_is_told_before_anything_is_read(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("It rained.")
    with pytest.raises(CorpusError, match="unknown encoding"):
        read_corpus(folder, encoding=name)
    with pytest.raises(CorpusError, match="unknown encoding"):
        import_corpus(folder, tmp_path / "c.parquet", encoding=name)
    if name.isalnum():
        (folder / "corpus.toml").write_text(f'[files."a.txt"]\nencoding = "{name}"\n')
        with pytest.raises(CorpusError, match=f"unknown encoding; found: '{name}'"):
            read_corpus(folder)


def test_archives_open_into_their_members(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.txt", "Title: Rain\n\nIt rained.")
        archive.writestr("b/c.csv", "text\nIt snowed.\n")
        archive.writestr("d.png", "x")
        archive.writestr("../e.txt", "It fled.")
    articles = read_corpus(import_corpus(tmp_path / "all.zip", tmp_path / "c.parquet", workers=0))
    assert articles[["source_file", "text"]].to_numpy().tolist() == [
        ["all.zip/a.txt", "It rained."],
        ["all.zip/b/c.csv", "It snowed."],
    ]
    reasons = list_sources(articles).set_index("source_file")["reason"].dropna()
    assert sorted(reasons) == ["file of another kind", "file unsafe"]


def test_a_table_about_files_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.txt").write_text("It rained.")
    about = tmp_path / "about.csv"
    about.write_text("file,outlet\na,Gazette\nc,Post\n")
    articles = read_corpus(import_corpus(folder, tmp_path / "c.parquet", metadata=about, workers=0))
    assert articles["outlet"].fillna("-").tolist() == ["Gazette", "-"]
    assert [note["item"] for note in articles.attrs["reading"]] == [
        "files without a metadata row",
        "metadata rows without a file",
    ]


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"out": "a.csv"}, r"end it in \.parquet"),
        ({"out": "nowhere/a.parquet"}, "make it first"),
        ({"workers": -1}, "number of processes"),
        ({"columns": {"leed": "text"}}, "leed"),
        ({"retrieved": "soon"}, "retrieved= is not a day"),
    ],
)
def test_mistakes_are_one_clear_line_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, object], match: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text("It rained.")
    with pytest.raises(CorpusError, match=match):
        import_corpus("in", **({"out": "a.parquet", "workers": 0} | options))  # type: ignore[arg-type]
    assert not list(tmp_path.glob("*.parquet"))


def test_nothing_read_is_an_error_that_names_the_first_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    with pytest.raises(
        CorpusError, match=r"no file could be read.*a\.csv.*file empty.*to mend it: get the file again or"
    ):
        import_corpus(tmp_path / "a.csv", tmp_path / "c.parquet", workers=0)


def test_every_kind_of_file_has_a_reader() -> None:
    kinds = {*file_rules.TABLE_SUFFIXES, *file_rules.DOCUMENT_SUFFIXES, *file_rules.WEB_SUFFIXES}
    assert kinds | {*file_rules.FEED_SUFFIXES, *file_rules.ARCHIVE_SUFFIXES} == set(file_rules.SUFFIXES)
