import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from framing.cli import commands, main

CSV = "id,title,text,outlet,date\n1,A,It may rain.,X,2024-01-02\n2,B,It rained.,Y,2024-01-03\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "articles.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def _error(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("framing: error: ")
    assert err.count("\n") == 1
    return err


def test_help_and_version_need_no_heavy_room() -> None:
    command = (
        "import sys\nfrom framing.cli import main\ncode = main(sys.argv[1:])\n"
        "heavy = {'pandas', 'matplotlib', 'sklearn', 'nltk', 'seaborn', 'nbclient', 'pyarrow'} & set(sys.modules)\n"
        "sys.exit(code or ' '.join(sorted(heavy)) or 0)"
    )
    for words, said in (
        (["--help"], "lexicons"),
        (["--version"], "framing "),
        (["run", "--help"], "Example: framing run"),
    ):
        done = subprocess.run([sys.executable, "-c", command, *words], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert said in done.stdout


@pytest.mark.parametrize("words", [["bogus"], ["describe"], ["run", "--bogus"], ["measure", "x"]])
def test_a_slip_in_the_command_is_shown_with_its_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    err = capsys.readouterr().err
    assert "Usage: framing" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["describe", "measure", "run", "codebook", "lexicons"])
def test_every_command_says_what_it_does_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert f"Example: framing {command}" in capsys.readouterr().out


def test_describe(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", str(corpus)]) == 0
    assert any(line.split()[:2] == ["articles", "2"] for line in capsys.readouterr().out.splitlines())


def test_measure_writes_parquet_and_csv(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frames = []
    for name in ("scores.parquet", "scores.csv"):
        assert main(["measure", str(corpus), "--out", str(tmp_path / name), "--measures", "hedging, sentiment"]) == 0
        assert capsys.readouterr().out.startswith("2 rows, ")
    frames = [
        pd.read_parquet(tmp_path / "scores.parquet"),
        pd.read_csv(tmp_path / "scores.csv", index_col="article_id", dtype={"article_id": "str"}),
    ]
    assert frames[0].index.tolist() == frames[1].index.tolist() == ["1", "2"]
    assert frames[0].columns.tolist() == frames[1].columns.tolist()
    assert frames[0]["hedging_epistemic"].tolist() == frames[1]["hedging_epistemic"].tolist()


def test_measure_names_the_measures(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from framing.codebook import MEASURES

    monkeypatch.setenv("COLUMNS", "200")
    assert main(["measure", "--help"]) == 0
    assert f"separated by commas: {', '.join(MEASURES)};" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("options", "n_words", "said"),
    [
        ([], 3, "cleaning cut 2 lines of 1 article (menus, credits, notices …); --no-clean keeps them\n"),
        (["--no-clean"], 7, ""),
    ],
)
def test_measure_cleans_first_unless_told_not_to(
    options: list[str], n_words: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Photo: Ivo Renn\n\nIt may rain.\n\nAdvertisement"
    (tmp_path / "a.csv").write_text(f'id,text\n1,"{text}"\n2,"It rained."\n', encoding="utf-8")
    out = tmp_path / "s.parquet"
    assert main(["measure", str(tmp_path / "a.csv"), "--out", str(out), "--measures", "hedging", *options]) == 0
    assert capsys.readouterr().err == said
    scores = pd.read_parquet(out)
    assert scores.index.tolist() == ["1", "2"]
    assert scores["hedging_epistemic"].tolist()[0] == pytest.approx(100 / n_words)


@pytest.mark.parametrize("command", ["describe", "measure"])
def test_columns_of_a_corpus_are_named(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("id,a=b,Zeitung\n1,It may rain.,Echo\n", encoding="utf-8")
    out = ["--out", str(tmp_path / "s.csv")] if command == "measure" else []
    assert main([command, str(tmp_path / "a.csv"), *out, "--columns", "a=b=text", "--columns", "Zeitung = outlet"]) == 0
    assert ("Echo" if command == "describe" else "1 rows") in capsys.readouterr().out


@pytest.mark.parametrize("command", ["describe", "measure"])
@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (["lead"], "--columns takes two names; found: 'lead'; to mend it: write the name in the file, =,"),
        (["=text"], "found: '=text'"),
        (["lead="], "found: 'lead='"),
        (["lead=text", "lead=title"], "--columns names a column twice; found: lead=text, lead=title"),
        (["lead=text"], "columns= names 'lead', which is not there"),
    ],
)
def test_columns_in_a_wrong_form_are_one_line(
    command: str, pairs: list[str], said: str, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(corpus.with_name("s.csv"))] if command == "measure" else []
    assert main([command, str(corpus), *out, *(word for pair in pairs for word in ("--columns", pair))]) == 2
    assert said in _error(capsys)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--out", "scores.xlsx"], "end it in .parquet or .csv"),
        (["--out", "no/such/folder/scores.csv"], "folder for the scores does not exist"),
        (["--out", "scores.csv", "--by", "sentence"], "found: --by sentence"),
        (["--out", "folder.csv"], "the scores need a file"),
    ],
)
def test_measure_refuses_before_any_work(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    assert main(["measure", "this-corpus-does-not-exist", *options]) == 2
    assert said in _error(capsys)


def test_an_unknown_measure_leaves_no_file(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "scores.csv"
    out.write_text("old")
    assert main(["measure", str(corpus), "--out", str(out), "--measures", "hedgin"]) == 2
    assert "hedgin" in _error(capsys)
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles.csv", "scores.csv"]


def test_a_mistake_of_the_user_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["describe", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in _error(capsys)
    assert main(["run", str(tmp_path)]) == 2
    assert "study.toml" in _error(capsys)


@pytest.mark.parametrize("command", ["describe", "measure"])
def test_a_corpus_that_may_not_be_read_is_one_line(
    command: str, corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.R_OK)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    out = ["--out", str(corpus.with_name("scores.csv"))] if command == "measure" else []
    assert main([command, str(corpus), *out]) == 2
    assert "cannot be opened; found: 'articles.csv': Permission denied; to mend it: " in _error(capsys)
    assert [path.name for path in corpus.parent.iterdir()] == ["articles.csv"]


def test_an_error_of_the_system_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: Path, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "secret.csv")

    monkeypatch.setattr("framing.corpus.reading.read_corpus", refuse)
    assert main(["describe", "secret.csv"]) == 2
    assert _error(capsys).startswith("framing: error: Permission denied; found: secret.csv; to mend it: check")


BAD: dict[str, tuple[dict[str, bytes], str]] = {
    "an empty file": ({"a.csv": b""}, "the file is empty; found: 'a.csv', 0 bytes"),
    "an empty page": ({"a.txt": b" \n"}, "no file could be read; found: 'a.txt': file empty"),
    "no file": ({}, "the folder holds no file that can be read"),
    "another kind": ({"a.ods": b"x"}, "found: a.ods in 'corpus'"),
    "no text column": ({"a.csv": b"id,title\n1,A\n"}, "no column holds the text of the articles; found: columns of a"),
    "no text": ({"a.csv": b"id,text\n1,\n2, \n"}, "every text is empty; found: 2 articles"),
    "an id twice": ({"a.csv": b"id,text\n1,A\n1,B\n"}, "repeated within a file; found: 1 repeated ids in 'a.csv'"),
    "an id in two files": (
        {"a.csv": b"id,text\n1,A\n", "b.csv": b"id,text\n1,B\n"},
        "stands in more than one file; found: 1 such ids, first '1' in 'a.csv', 'b.csv'",
    ),
    "not UTF-8": ({"a.csv": b"id,text\n1,Gr\xf6\xdfe\n"}, "the file is not UTF-8; found: byte 0xf6 at offset 12"),
    "a broken line": ({"a.jsonl": b'{"text": "a"}\n{"text": "b"}\n{"text":\n'}, "in line 3 of 'a.jsonl'"),
    "broken Parquet": ({"a.parquet": b"PAR1" + bytes(40) + b"PAR1"}, "the Parquet file cannot be read"),
    "uneven rows": ({"a.csv": b"id,text\n1,a\n2\n"}, "found: 1 cells instead of 2 up to line 3 of 'a.csv'"),
}


@pytest.mark.parametrize("command", ["describe", "measure"])
@pytest.mark.parametrize("case", BAD)
def test_a_bad_corpus_is_one_line_and_nothing_is_written(
    case: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files, said = BAD[case]
    for folder in ("corpus", "out"):
        (tmp_path / folder).mkdir()
    for name, content in files.items():
        (tmp_path / "corpus" / name).write_bytes(content)
    out = ["--out", str(tmp_path / "out" / "scores.parquet")] if command == "measure" else []
    assert main([command, str(tmp_path / "corpus"), *out]) == 2
    err = _error(capsys)
    assert said in err
    assert "; to mend it: " in err
    assert list((tmp_path / "out").iterdir()) == []


def test_an_article_of_five_megabytes_is_measured_and_flagged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    text = "It may rain, said the minister.\n\n" * 160_000
    (tmp_path / "a.csv").write_text(f'id,text,outlet\n1,"{text}",X\n2,It rained.,Y\n', encoding="utf-8")
    assert len(text) > 5_000_000
    assert main(["describe", str(tmp_path / "a.csv")]) == 0
    long = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("texts over"))
    assert long.split()[-3:] == ["1", "0.5", "1"]
    out = tmp_path / "scores.parquet"
    assert main(["measure", str(tmp_path / "a.csv"), "--out", str(out), "--measures", "hedging"]) == 0
    assert pd.read_parquet(out)["hedging_epistemic"].tolist()[0] > 0


@pytest.mark.parametrize("name", ["articles.csv", "corpus/scores.csv"])
def test_scores_never_take_the_place_of_the_corpus(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    for place in ("articles.csv", "corpus/a.csv"):
        (tmp_path / place).write_text(CSV, encoding="utf-8")
    corpus = tmp_path / ("articles.csv" if name == "articles.csv" else "corpus")
    assert main(["measure", str(corpus), "--out", str(tmp_path / name)]) == 2
    assert "would lie in the corpus" in _error(capsys)
    assert (tmp_path / "articles.csv").read_text() == CSV
    assert [path.name for path in (tmp_path / "corpus").iterdir()] == ["a.csv"]


def test_a_folder_that_may_not_be_written_to_is_refused(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands.os, "access", lambda _, mode: mode != os.W_OK)
    assert main(["measure", str(corpus), "--out", str(corpus.with_name("scores.csv"))]) == 2
    assert "may not be written to" in _error(capsys)


def test_a_write_that_fails_leaves_nothing(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(self: pd.DataFrame, path: Path, **_: object) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", fill)
    assert main(["measure", str(corpus), "--out", str(corpus.with_name("scores.csv"))]) == 2
    assert "No space left on device; found: no file named; to mend it: " in _error(capsys)
    assert [path.name for path in corpus.parent.iterdir()] == ["articles.csv"]


def test_no_measure_at_all_is_refused_before_the_corpus_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for named, found in ((",", "an empty list"), ("hedgin", "'hedgin'")):
        assert main(["measure", "no-such-corpus", "--out", str(tmp_path / "s.csv"), "--measures", named]) == 2
        assert f"found: {found}" in _error(capsys)


def test_an_error_obeys_no_control_character(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("id,text\n1,A\n\x1b[31m,B\n\x1b[31m,C\n", encoding="utf-8")
    (tmp_path / "a.csv").rename(tmp_path / "\x1b[31m.csv")
    assert main(["describe", str(tmp_path / "\x1b[31m.csv")]) == 2
    assert "\x1b" not in _error(capsys)


def test_a_fault_of_the_kit_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path, **__: object) -> None:
        raise KeyError("fault")

    monkeypatch.setattr("framing.corpus.reading.read_corpus", fail)
    with pytest.raises(KeyError):
        main(["describe", "x"])


def test_run_says_where_to_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from framing import study

    asked = []

    def run(folder: Path, **options: object) -> study.Run:
        asked.append((folder, options))
        return study.Run(tmp_path / "r", tmp_path / "r" / "index.html", 1, 2, 0, 3, 1.5, {"05-x.ipynb": "One outlet."})

    monkeypatch.setattr(study, "run_study", run)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(commands.signal, "signal", lambda *_: None)
    assert main(["run", "notebooks", "--corpus", "c", "--no-progress"]) == 0
    assert asked == [(Path("notebooks"), {"corpus": Path("c"), "results": None, "progress": False})]
    assert capsys.readouterr().out.splitlines() == [
        "1 figure, 2 tables, 0 numbers, 3 warnings",
        "05-x.ipynb ended early: One outlet.",
        f"open {Path('r/index.html')}",
    ]


@pytest.mark.parametrize(("command", "said"), [("codebook", "hedging_epistemic"), ("lexicons", "vader")])
def test_registers_are_printed(command: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command]) == 0
    assert said in capsys.readouterr().out


def test_an_instrument_that_does_not_exist_and_a_set_that_is_missing_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FRAMING_DATA", raising=False)
    assert main(["validate", "cleanig"]) == 2
    assert "cleaning, duplicates, frames, hedging, import, quotations, sentiment, stories, topics" in _error(capsys)
    assert main(["validate", "stories"]) == 2
    assert "FRAMING_DATA" in _error(capsys)
    (tmp_path / "basil.jsonl").write_text("{}", encoding="utf-8")
    assert main(["validate", "stories", "--data", str(tmp_path)]) == 2
    assert "is not the file of the register" in _error(capsys)


def test_measure_keeps_one_language_and_says_what_it_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "id,text,language\n1,It may rain.,en\n2,Es regnet.,de\n3,It rained.,\n"
    (tmp_path / "a.csv").write_text(rows, encoding="utf-8")
    out = tmp_path / "scores.csv"
    assert main(["measure", str(tmp_path / "a.csv"), "--out", str(out)]) == 2
    assert "--language en" in _error(capsys)
    assert main(["measure", str(tmp_path / "a.csv"), "--out", str(out), "--language", "en"]) == 0
    assert pd.read_csv(out)["article_id"].tolist() == [1, 3]
    assert "--language en left out 1 of 3 articles" in capsys.readouterr().err
    (tmp_path / "a.csv").write_text("id,text,language\n2,Es regnet.,de\n", encoding="utf-8")
    assert main(["measure", str(tmp_path / "a.csv"), "--out", str(out), "--language", "en"]) == 2
    assert "no article is in language 'en'; found: de" in _error(capsys)
