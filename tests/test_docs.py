"""The examples of README.md and docs/howto.md run, from top to bottom, on a user's own file."""

import csv
import random
import re
import shlex
import shutil
from pathlib import Path

import matplotlib as mpl
import pytest

import framing as fr
from framing import figures
from framing.cli import main

ROOT = Path(__file__).resolve().parents[1]
RUBRIC, MISSED = "What the other papers say today", "Tell us what you think of our new pages"
SENTENCES = (
    "The mill may close before the spring, the council wrote on Monday.",
    "Reportedly the owners have met twice since the treaty talks began.",
    "“It could be a bluff,” said Ada Quill, who runs the ferry.",
    "There are rumours that the bridge was sold for about nine million crowns.",
    "“We will certainly not attack the plan,” the mayor told the meeting.",
    "The river rose by a hand and the market opened as it does every week.",
    "If the bank agrees, the threat of a strike is over.",
    "According to two workers, nobody was asked.",
)


@pytest.fixture(autouse=True)
def own_file(tmp_path, monkeypatch):
    """Forty invented articles of two outlets as `my-articles.csv`, beside a copy of the notebooks."""
    chance = random.Random(7)  # noqa: S311
    rows = []
    for number in range(40):
        paragraphs = [" ".join(chance.sample(SENTENCES, 4)) for _ in range(4)]
        if number % 2 and number < 20:
            paragraphs.insert(2, RUBRIC)
        if number in (4, 6):
            paragraphs.insert(1, MISSED)
        day, outlet = f"2021-03-{1 + number % 28:02d}", ("The Lantern", "Echo")[number % 2]
        rows.append((f"The mill, part {number}", "\n\n".join([*paragraphs, "Advertisement"]), outlet, day))
    with (tmp_path / "my-articles.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("headline", "body", "source", "published"), *rows])
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns("results", ".*"))
    shutil.copytree(ROOT / "tests/databases/samples", tmp_path / "exports")
    monkeypatch.chdir(tmp_path)
    with mpl.rc_context({"backend": "agg"}):
        yield


def read_blocks(page):
    return re.findall(r"^```(\w*)\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)


def run_block(language, code, names):
    """Run Python; write TOML to the file its first line names; run commands."""
    if language == "python":
        exec(compile(code, "example", "exec"), names)  # noqa: S102
    elif language == "toml":
        Path(code.splitlines()[0].removeprefix("# ")).write_text(code, encoding="utf-8")
    else:
        for line in code.splitlines():
            run_command(*shlex.split(line))


def run_command(command, *arguments):
    if command == "cp":
        assert arguments[0] == "-r"
        shutil.copytree(*arguments[1:])
    else:
        assert command == "framing"
        assert main(arguments) == 0


def test_the_how_to_runs_from_top_to_bottom(tmp_path, capsys):
    names = {}
    blocks = read_blocks("docs/howto.md")
    for language, code in blocks:
        run_block(language, code, names)
    assert {language for language, _ in blocks} == {"python", "toml", "sh"}
    assert (tmp_path / "attribution.png").stat().st_size > 5_000
    assert "https://doi.org/10.1609/icwsm.v8i1.14550" in capsys.readouterr().out
    assert names["scores"].columns.tolist() == ["conflict_conflict", "conflict_diplomacy", "n_words"]
    assert (tmp_path / "my-study" / "results" / "numbers.tex").is_file()


def test_exports_are_imported_as_the_page_says(tmp_path, capsys):
    names = {}
    for language, code in read_blocks("docs/importing.md"):
        run_block(language, code, names)
    assert " files announce " in capsys.readouterr().out
    assert (tmp_path / "corpus.certificate" / "certificate.png").stat().st_size > 10_000
    assert names["sources"]["missing"].sum() == 0
    assert set(names["articles"]["source_file"]) <= {path.name for path in (tmp_path / "exports").iterdir()}
    assert names["first"]["version_of"].isna().all()


@pytest.mark.parametrize("page", ["topics", "frames", "tone"])
def test_a_page_runs_from_top_to_bottom(page, tmp_path, capsys):
    names = {}
    for language, code in read_blocks(f"docs/{page}.md"):
        run_block(language, code, names)
    if page == "topics":
        files = {path.name for path in (tmp_path / "intrusions").iterdir()}
        assert files == {"key.csv", "sheet_anna.csv", "sheet_ben.csv"}
        assert (tmp_path / "for-stm" / "fit.R").is_file()
        assert (names["scores"].precision["precision"] == 1).all()
    elif page == "frames":
        assert names["classifier"].labels == ("economic", "security")
        assert len(names["batch"]) == 10
    else:
        assert " robust" in capsys.readouterr().out
        assert set(names["again"]["tone"]) <= {-1, 0, 1}


def test_the_how_to_corrects_the_cleaning():
    names = {}
    for language, code in read_blocks("docs/howto.md")[:4]:
        run_block(language, code, names)
    assert names["wrong"].sum() == 10
    texts = "\n".join(names["articles"]["text"].tolist())
    assert texts.count(RUBRIC) == 10
    assert MISSED not in texts
    assert "Advertisement" not in texts


def test_the_first_example_is_ten_lines_long():
    assert len(read_blocks("docs/howto.md")[0][1].splitlines()) == 10


def test_the_readme_runs(tmp_path):
    for language, code in read_blocks("README.md"):
        if not code.startswith("python -m pip"):  # the tests' own installation
            run_block(language, code, {})
    assert (tmp_path / "scores.parquet").is_file()
    assert (tmp_path / "notebooks" / "results" / "index.html").is_file()


def test_every_public_name_is_in_the_reference():
    page = (ROOT / "docs/api.md").read_text("utf-8")
    named, classes = (
        re.findall(rf"^\.\. auto{kind}:: framing\.(.+)\.(\w+)$", page, re.MULTILINE) for kind in ("function", "class")
    )
    public = {(fr._ROOM_OF[name], name) for name in fr.__all__ if name != "__version__"}
    assert set(named) | (public & set(classes)) == public | {("figures", name) for name in figures.__all__}
    assert len(named) == len(set(named))


@pytest.mark.parametrize("page", ["codebook", "tables", "lexicons"])
def test_a_generated_table_is_not_typed_by_hand(page):
    text = (ROOT / f"docs/{page}.md").read_text("utf-8")
    assert text.count(f"<!-- {page} -->") == 1
    assert "|" not in text


def test_the_bibliography_has_every_doi_that_is_cited():
    bibliography = set(re.findall(r"doi = \{(.+)\}", (ROOT / "docs/references.bib").read_text("utf-8")))
    sources = [*(ROOT / "src/framing").rglob("*.py"), *(ROOT / "src/framing").rglob("*.toml")]
    cited = {
        doi.rstrip(".)")
        for source in sources
        for doi in re.findall(r"(?:doi\.org/|doi:)(10\.[^\s\";,]+)", source.read_text("utf-8"))
    }
    assert cited
    assert cited <= bibliography
