"""The commands that bring a corpus in: import, describe with a certificate, datasets."""

from pathlib import Path

import pandas as pd
import pytest

import framing as fr
from framing.cli import main

SAMPLES = Path(__file__).resolve().parents[1] / "databases" / "samples"
RAIN = "It rained through the night and well into the morning, and the river rose by a metre before noon. " * 6


@pytest.fixture
def exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One export, one article in a file of its own, and one file that cannot be read."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "nexis.txt").write_bytes((SAMPLES / "nexis_uni.txt").read_bytes())
    (folder / "rain.txt").write_text(f"Title: Rain\nOutlet: marlford echo\n\n{RAIN} It was the mayorâ€™s bridge.")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04")
    monkeypatch.chdir(tmp_path)
    return folder


def run(*arguments: str) -> int:
    return main(["import", *arguments, "--workers", "0", "--no-progress"])


def test_an_import_sums_up_what_came_in_and_leaves_a_certificate(
    exports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("exports", "--out", "corpus.parquet") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [
        "7 articles from 2 files; 1 file not read",
        "1 file announces 6 articles: 6 read (100.0%), 0 missing",
    ]
    assert said[2].startswith("Doubtful: characters garbled 1, ")
    assert said[-1] == "open corpus.certificate/certificate.md"
    names = sorted(path.name for path in (tmp_path / "corpus.certificate").iterdir())
    assert names == ["certificate.md", "certificate.png", "doubts.csv", "outlets.csv", "sources.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus.certificate", "corpus.parquet", "exports"]


def test_repair_and_an_edited_table_of_outlets(
    exports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("exports", "--out", "corpus.parquet") == 0
    names = pd.read_csv("corpus.certificate/outlets.csv", keep_default_na=False)
    names.loc[names["outlet_raw"] == "marlford echo", "outlet"] = "The Echo"
    names.to_csv("names.csv", index=False, sep=";")
    assert run("exports", "--out", "corpus.parquet", "--outlets", "names.csv", "--repair") == 0
    articles = fr.read_corpus("corpus.parquet").set_index("title")
    assert articles.loc["Rain", "outlet"] == "The Echo"
    assert articles.loc["Rain", "outlet_raw"] == "marlford echo"
    assert "the mayor’s bridge" in articles.loc["Rain", "text"] or "the mayor's bridge" in articles.loc["Rain", "text"]
    doubts = fr.find_doubts(fr.read_corpus("corpus.parquet"))
    assert "characters repaired" in doubts["reason"].tolist()
    assert "characters garbled" not in doubts["reason"].tolist()
    assert "7 articles from 2 files" in capsys.readouterr().out  # the account outlives the new names


def test_mistakes_come_before_the_work(exports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("exports", "--out", "corpus.csv") == 2
    assert "end it in .parquet" in capsys.readouterr().err
    Path("names.csv").write_text("a,b\n1,2\n")
    assert run("exports", "--out", "corpus.parquet", "--outlets", "names.csv") == 2
    assert "no column 'outlet_raw'" in capsys.readouterr().err
    assert run("nowhere", "--out", "corpus.parquet") == 2
    assert "no such file or folder" in capsys.readouterr().err
    assert not Path("corpus.parquet").exists()


def test_describe_writes_a_certificate_where_asked(exports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", "exports", "--certificate", "about"]) == 0
    shown = capsys.readouterr().out
    assert "articles announced" in shown
    assert shown.splitlines()[-1] == "open about/certificate.md"
    assert Path("about/certificate.png").is_file()


def test_datasets_are_listed_and_one_is_told_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["datasets"]) == 0
    assert "newsmtsc" in capsys.readouterr().out
    assert main(["datasets", "newsmtsc"]) == 0
    shown = capsys.readouterr().out
    assert "licence" in shown
    assert "Hamborg" in shown
    assert main(["datasets", "newsmtcs"]) == 2
    assert "newsmtsc" in capsys.readouterr().err


def test_neither_corpus_nor_certificate_lie_among_the_exports(
    exports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(exports.iterdir())
    assert run("exports", "--out", "exports/corpus.parquet") == 2
    assert "would lie in a folder it is read from" in capsys.readouterr().err
    assert sorted(exports.iterdir()) == before
    assert run("exports", "--out", "corpus.parquet", "--encoding", "cp125") == 2
    assert "unknown encoding; found: 'cp125'" in capsys.readouterr().err
    assert sorted(path.name for path in exports.parent.iterdir()) == ["exports"]
    Path("broken").mkdir()
    (Path("broken") / "a.csv").write_text('text\n"It rained.\n')
    assert run("broken", "--out", "corpus.parquet") == 2
    assert "double every quotation mark" in capsys.readouterr().err.partition("to mend it: ")[2]
