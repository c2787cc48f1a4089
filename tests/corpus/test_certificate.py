"""The certificate: one page whose numbers are those of the tables beside it."""

import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.certificate import write_certificate
from framing.corpus.doubts import find_doubts
from framing.corpus.reading import read_corpus
from framing.corpus.sources import list_sources
from framing.errors import CorpusError, TableError

SAMPLES = Path(__file__).parents[1] / "databases" / "samples"
NAMES = st.text(alphabet="ab|\\\n *_`", max_size=80)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """All samples of the databases, one of them cut in half, and a file that cannot be read."""
    folder = tmp_path_factory.mktemp("certificate") / "in"
    folder.mkdir()
    for path in SAMPLES.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    half = (SAMPLES / "nexis_uni.txt").read_text(encoding="utf-8")
    (folder / "half.txt").write_text(half[: len(half) // 2], encoding="utf-8")
    (folder / "nothing.docx").write_bytes(b"")
    return read_corpus(folder)


@pytest.fixture(scope="module")
def doubts(articles: pd.DataFrame) -> pd.DataFrame:
    return find_doubts(articles)


def make(n: int = 2, *, sources: list[dict[str, object]] | None = None, **columns: object) -> pd.DataFrame:
    texts = [f"It rained {number} times in Upton." for number in range(n)]
    articles = read_corpus(pd.DataFrame({"text": texts, "title": "Rain", "outlet": "Gazette"} | columns))
    articles.attrs |= {"sources": sources or [], "doubts": []}
    return articles


PLAIN = make()


def page_of(articles: pd.DataFrame, folder: Path, **more: object) -> str:
    return write_certificate(articles, folder, **more).read_text(encoding="utf-8")  # type: ignore[arg-type]


def rows_of(page: str, heading: str) -> list[list[str]]:
    """Read the table under a heading: cells parted by pipes that are not escaped."""
    part = page.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.split("\n") if line.startswith("|")]
    cells = [re.findall(r"(?<= )((?:\\.|[^|\\])*) \|", line) for line in lines]
    return cells[2:]


def numbers(text: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"(?<![\d.])\d[\d,]*(?![\d.])", text)]


def test_it_is_one_page_with_its_tables_and_the_same_bytes_twice(
    articles: pd.DataFrame, doubts: pd.DataFrame, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        page = page_of(articles, tmp_path / name, doubts=doubts)
    files = ["certificate.md", "doubts.csv", "outlets.csv", "sources.csv"]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == files
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)
    assert page.count("\n") < 90
    assert page.endswith(".\n")
    assert not re.search(r"\b(?:nan|NaN|None|NaT|<NA>)\b", page)


def test_its_numbers_are_those_of_the_account(articles: pd.DataFrame, doubts: pd.DataFrame, tmp_path: Path) -> None:
    page = page_of(articles, tmp_path, doubts=doubts)
    sources = list_sources(articles)
    told = sources[sources["announced"].notna()]
    first, second = page.split("\n\n")[1].split(". ", 1)
    filled = int((articles["text"] != "").sum())
    assert numbers(first) == [len(articles), int(sources["reason"].isna().sum()), filled, 1]
    announced, read, missing = (int(told[name].sum()) for name in ("announced", "read", "missing"))
    assert numbers(second.split(". ")[0]) == [len(told), announced, read, missing]
    assert f"({read / announced:.1%})" in second
    columns = ["layout", "files", "announced", "read", "missing", "others"]
    rows = pd.DataFrame(rows_of(page, "Files"), columns=columns)
    rows = rows.set_index("layout").replace("–", "0").astype(int)
    assert rows.sum().tolist() == [len(sources) - 1, announced, read, missing, int(sources["read"].sum()) - read]
    assert rows["read"].sum() + rows["others"].sum() == len(articles)
    assert count_rows(page, "Not in the corpus") == int((~doubts["kept"]).sum())
    assert count_rows(page, "In the corpus, and doubtful") == int(doubts["kept"].sum())


def count_rows(page: str, heading: str) -> int:
    """Add up articles and files of the first table under a heading, and what its last row names in words."""
    rows = [row for row in rows_of(page, heading) if len(row) == 5]
    rest = sum(sum(numbers(row[3])) for row in rows if row[0] == "others")
    return rest + sum(int(cell.replace(",", "") or 0) for row in rows if row[0] != "others" for cell in row[1:3])


def test_the_tables_beside_it_are_whole(articles: pd.DataFrame, doubts: pd.DataFrame, tmp_path: Path) -> None:
    write_certificate(articles, tmp_path, doubts=doubts)
    assert len(pd.read_csv(tmp_path / "sources.csv")) == len(list_sources(articles))
    assert pd.read_csv(tmp_path / "doubts.csv")["reason"].tolist() == doubts["reason"].tolist()
    assert set(pd.read_csv(tmp_path / "outlets.csv")["outlet_raw"]) == set(articles["outlet"].dropna())


def test_articles_that_are_missing_are_named(articles: pd.DataFrame, doubts: pd.DataFrame, tmp_path: Path) -> None:
    lost = doubts[~doubts["kept"] & doubts["position"].notna()]
    rows = [row for row in rows_of(page_of(articles, tmp_path, doubts=doubts), "Not in the corpus") if len(row) == 4]
    rows = rows[-len(lost) :]
    assert set(lost["source_file"]) == {"half.txt"}
    assert lost["name"].str.len().gt(0).all()  # the cover of the export lists them
    expected = zip(lost["source_file"], map(str, lost["position"]), lost["reason"], strict=True)
    assert [(row[0], row[1], row[3]) for row in rows] == list(expected)
    assert all(
        row[2].rstrip("…") == name[: len(row[2].rstrip("…"))] for row, name in zip(rows, lost["name"], strict=True)
    )


def test_the_longest_account_stays_on_the_page(tmp_path: Path) -> None:
    files = [{"source_file": f"{n}.txt", "layout": "Factiva", "announced": 3, "read": 2} for n in range(40)]
    articles = make(10, sources=files)
    reasons = ["article missing", "end marker missing", "number out of order", "count wrong", "file cut off"]
    reasons += ["record not an article", "encoding guessed", "lines taken out", "part not read", "file misnamed"]
    reasons += ["characters repaired", "date implausible", "date relative", "other language"]
    articles.attrs["doubts"] = [
        {"source_file": f"{n}.txt", "position": 1, "name": "x" * 90, "reason": reason, "kept": n % 2 == 0}
        for n in range(40)
        for reason in reasons
    ]
    articles = articles.assign(source_file=[f"{n}.txt" for n in range(0, 20, 2)], position=1)
    doubts = find_doubts(articles)
    page = page_of(articles, tmp_path, doubts=doubts)
    assert page.count("\n") < 90
    counted = [row for row in rows_of(page, "Not in the corpus") if len(row) == 5]
    assert len(counted) == 13
    assert counted[-1][0] == "others"
    assert count_rows(page, "Not in the corpus") == int((~doubts["kept"]).sum())
    assert rows_of(page, "Not in the corpus")[-1][0] == f"and {20 * len(reasons) - 12} more, in doubts.csv"


@settings(max_examples=10, deadline=None)
@given(NAMES, NAMES)
def test_no_name_breaks_a_table(tmp_path_factory: pytest.TempPathFactory, name: str, layout: str) -> None:
    articles = PLAIN.copy()
    articles.attrs["sources"] = [{"source_file": "a.txt", "layout": layout, "announced": 2, "read": 1}]
    lost = pd.DataFrame([{"source_file": "a|b.txt", "position": 2, "name": name, "reason": "article missing"}])
    doubts = lost.assign(article_id=pd.Series([None], dtype="str"), note="", kept=False)
    page = page_of(articles, tmp_path_factory.mktemp("names"), doubts=doubts)
    assert [len(row) for row in rows_of(page, "Files")] == [6]
    row = rows_of(page, "Not in the corpus")[-1]
    shown = re.sub(r"\\(.)", r"\1", row[2])
    assert row[0] == r"a\|b.txt"
    assert len(shown) <= 60
    assert " ".join(name.split()).startswith(shown.removesuffix("…"))


def test_files_that_announce_none_are_no_reason_to_fail(tmp_path: Path) -> None:
    page = page_of(make(1, sources=[{"source_file": "a.rss", "layout": "RSS", "announced": 0, "read": 0}]), tmp_path)
    assert page.split("\n")[2].startswith("1 article from 1 file. 1 file announces 0 articles: 0 read, 0 missing.")


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        (make(), "\n2 articles.\n"),
        (make(sources=[{"source_file": "a.csv", "layout": "table", "read": 2}]), "completeness cannot be checked"),
        (make(), "No article has a day."),
        (make(outlet=None), "No article names its outlet."),
        (
            make(outlet=["A", "B"], date=["2019-03-04", None]),
            "without a single date, which drop out of every trend: B.",
        ),
        (make(outlet=["A", "B"], date=["2019-03-04", "2020"]), "2019-03-04 to 2019-03-04; 1 of 2 have no day."),
        (
            make(outlet=["Marlford Observer", "Marlford Observers"]),
            "Left apart, though alike: Marlford Observer (Marlford Observers), Marlford Observers (Marlford Observer).",
        ),
        (make(10, outlet=[f"Outlet {'ABCDEFGHIJ'[n] * 5}" for n in range(10)]), "10 outlets under 10 spellings."),
    ],
)
def test_what_a_reader_must_know_is_said(articles: pd.DataFrame, said: str, tmp_path: Path) -> None:
    assert said in page_of(articles, tmp_path)


def test_a_corpus_without_a_doubt_says_so(tmp_path: Path) -> None:
    none = find_doubts(make()).head(0)
    page = page_of(make(), tmp_path, doubts=none)
    assert "Nothing that was announced or found is missing." in page
    assert "Nothing was found doubtful." in page


def test_mistakes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match="name a folder"):
        write_certificate(make(), tmp_path / "file")
    with pytest.raises(TableError):
        write_certificate(make(), tmp_path, doubts=pd.DataFrame({"reason": ["?"]}))
    with pytest.raises(TableError):
        write_certificate(pd.DataFrame({"body": ["It rained."]}), tmp_path)
    assert not (tmp_path / "certificate.md").exists()
