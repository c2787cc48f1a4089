import csv
import hashlib
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.reading import read_corpus
from framing.corpus.sources import Records
from framing.corpus.writing import write_corpus
from framing.errors import CorpusError, TableError

SUFFIXES = [".parquet", ".csv", ".csv.gz", ".tsv", ".jsonl", ".jsonl.gz", ".ndjson"]
CELLS = st.one_of(
    st.none(), st.text(max_size=12), st.sampled_from(["NA", "=1+1", "a\r\nb", "\x00", "'x", '"', "\ufeff"])
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "text": CELLS,
            "title": CELLS,
            "outlet": CELLS,
            "author": CELLS,
            "date": st.one_of(
                st.none(), st.dates(pd.Timestamp("1600-01-01").date(), pd.Timestamp("2020-01-01").date())
            ),
            "n": st.integers(-5, 5),
            "x": st.floats(allow_nan=False, allow_infinity=False).map(lambda value: value + 0.5),
        }
    ),
    min_size=1,
    max_size=5,
)


@pytest.fixture
def articles() -> pd.DataFrame:
    rows = {
        "id": ["a", "b"],
        "text": ["=SUM(A1)\n\nIt “rained”, again; \u2028 and", ""],
        "title": ["-5 degrees", None],
        "date": ["2019-03-04", "March 2019"],
        "tags": [["x", "y"], []],
    }
    return read_corpus(pd.DataFrame(rows), retrieved="2026-01-01")


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, suffix=st.sampled_from(SUFFIXES))
def test_what_is_written_reads_back(rows: list[dict[str, object]], suffix: str, tmp_path_factory) -> None:
    table = pd.DataFrame(rows, dtype=object).astype({"n": int, "x": float})
    table.loc[0, "text"] = "rain"
    articles = read_corpus(table)
    path = write_corpus(articles, tmp_path_factory.mktemp("w") / f"a{suffix}")
    pd.testing.assert_frame_equal(read_corpus(path), articles)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_documented_columns_read_back_and_bytes_repeat(articles: pd.DataFrame, tmp_path: Path, suffix: str) -> None:
    path = write_corpus(articles, tmp_path / f"a{suffix}")
    first = path.read_bytes()
    pd.testing.assert_frame_equal(read_corpus(path).drop(columns="tags"), articles.drop(columns="tags"))
    other = articles.copy()
    other.attrs = {**articles.attrs, "mine": 1}
    assert write_corpus(other, tmp_path / f"a{suffix}").read_bytes() == first
    assert write_corpus(articles, tmp_path / f"b{suffix}").read_bytes() == first
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"a{suffix}", f"b{suffix}"]


def test_a_spreadsheet_finds_no_formula(articles: pd.DataFrame, tmp_path: Path) -> None:
    path = write_corpus(articles, tmp_path / "a.csv", spreadsheet_safe=True)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows[1][1].startswith("'=SUM(A1)")
    assert rows[1][2] == "'-5 degrees"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
    assert write_corpus(articles, path).read_text().count("'=SUM") == 0


def test_a_failed_write_leaves_the_old_file(articles: pd.DataFrame, tmp_path: Path, monkeypatch) -> None:
    path = write_corpus(articles, tmp_path / "a.csv")
    before = path.read_bytes()

    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_corpus(articles.iloc[:1], path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_mistakes_are_named(articles: pd.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"not written to this kind.*a\.txt"):
        write_corpus(articles, tmp_path / "a.txt")
    with pytest.raises(CorpusError, match="concerns CSV"):
        write_corpus(articles, tmp_path / "a.parquet", spreadsheet_safe=True)
    with pytest.raises(CorpusError, match="no such file or folder"):
        write_corpus(articles, tmp_path / "nowhere" / "a.csv")
    with pytest.raises(TableError, match="must have the index"):
        write_corpus(articles.reset_index(), tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("suffix", "column"),
    [
        (".parquet", [2**70, 1]),
        (".parquet", ["x", 1]),
        (".csv", ["\ud800", "x"]),
        (".jsonl", ["\ud800", "x"]),
    ],
)
def test_a_column_that_cannot_be_written_is_one_clear_error(tmp_path: Path, suffix: str, column: list[object]) -> None:
    articles = read_corpus(pd.DataFrame({"text": ["a", "b"]})).pipe(
        lambda table: table.assign(odd=pd.Series(column, index=table.index, dtype=object))
    )
    with pytest.raises(CorpusError, match="cannot be written as"):
        write_corpus(articles, tmp_path / f"a{suffix}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_missing_values_of_every_kind_are_written_as_nothing(tmp_path: Path, suffix: str) -> None:
    articles = read_corpus(pd.DataFrame({"text": ["a", "b"]}))
    odd = pd.Series([pd.NA, "x"], index=articles.index, dtype=object)
    path = write_corpus(articles.assign(odd=odd, n=pd.array([1, None], dtype="Int64")), tmp_path / f"a{suffix}")
    back = read_corpus(path)
    assert back["odd"].isna().tolist() == [True, False]
    assert back["n"].isna().tolist() == [False, True]


def test_a_corpus_of_200000_files_opens_again_with_its_account(articles: pd.DataFrame, tmp_path: Path) -> None:
    names = [f"A folder of exports/an outlet {n % 97}/{n:06}.html" for n in range(200_000)]
    articles.attrs = {
        "reading": Records(),
        "sources": Records(
            {"source_file": name, "read": 1, "sha256": hashlib.sha256(name.encode()).hexdigest()} for name in names
        ),
        "doubts": Records(
            {"source_file": name, "name": f"A title of usual length: {name}", "reason": "date missing", "kept": True}
            for name in names
        ),
    }
    path = write_corpus(articles, tmp_path / "a.parquet")
    again = read_corpus(path)
    assert again.attrs == articles.attrs
    assert path.stat().st_size < 20 * 2**20
    assert write_corpus(again, tmp_path / "b.parquet").read_bytes() == path.read_bytes()


def test_the_account_stands_once_in_the_footer(articles: pd.DataFrame, tmp_path: Path) -> None:
    articles.attrs = {key: Records([{"source_file": "a.txt"}]) for key in ("reading", "sources", "doubts")}
    path = write_corpus(articles, tmp_path / "a.parquet")
    footer = pq.read_metadata(path).metadata
    assert set(footer) == {b"framing", b"pandas", b"ARROW:schema"}
    assert set(pq.read_schema(path).metadata) == {b"pandas"}
    assert b"a.txt" not in footer[b"pandas"]
    assert pd.read_parquet(path).attrs == {}


def test_a_damaged_account_is_an_error_that_names_the_file(
    articles: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("framing.corpus.writing.pack_account", lambda _: {"framing": "rain"})
    path = write_corpus(articles, tmp_path / "a.parquet")
    with pytest.raises(CorpusError, match=r"Parquet file cannot be read; found: 'a\.parquet': the account .* damaged"):
        read_corpus(path)


def test_a_column_that_no_reader_could_open_is_refused(articles: pd.DataFrame, tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(200):
        deep = [deep]
    with pytest.raises(CorpusError, match=r"cannot be written as \.parquet"):
        write_corpus(articles.assign(deep=[deep] * len(articles)), tmp_path / "a.parquet")
    assert not list(tmp_path.iterdir())
