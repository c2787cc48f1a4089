"""The account of the files, from what the readers noted to the documented table."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from framing.corpus.doubts import find_doubts
from framing.corpus.reading import read_corpus
from framing.corpus.sources import list_sources
from framing.corpus.writing import write_corpus
from framing.errors import TableError

SAMPLES = Path(__file__).parents[1] / "databases" / "samples"
NEXIS = "nexis_uni.txt"


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """A corpus of an export, the same with its fourth article damaged away, a page, a table and an empty file."""
    folder = tmp_path_factory.mktemp("sources")
    shutil.copy(SAMPLES / NEXIS, folder / "a.txt")
    whole = (SAMPLES / NEXIS).read_bytes()
    (folder / "b.txt").write_bytes(whole[: len(whole) // 2])
    (folder / "c.txt").write_text("Title: Rain\nOutlet: Gazette\n\nIt rained in Upton.", encoding="utf-8")
    (folder / "d.csv").write_text("text,outlet\nIt snowed.,Post\nIt blew.,Post\n", encoding="utf-8")
    (folder / "e.pdf").write_bytes(b"")
    return read_corpus(folder)


def test_a_file_is_a_row_in_the_order_it_was_read(articles: pd.DataFrame) -> None:
    sources = list_sources(articles).set_index("source_file")
    assert sources.index.tolist() == ["a.txt", "b.txt", "c.txt", "d.csv", "e.pdf"]
    assert sources["layout"].fillna("-").tolist() == ["Nexis Uni", "Nexis Uni", "page", "table", "-"]
    assert sources["announced"].fillna(-1).tolist() == [6, 6, -1, -1, -1]
    assert sources["reason"].dropna().to_dict() == {"e.pdf": "file empty"}
    first = sources[["read", "missing", "format", "encoding"]].head(1)
    assert first.to_numpy().tolist() == [[6, 0, "txt", "utf-8"]]
    assert sources.loc["e.pdf", "bytes"] == 0
    assert sources["sha256"].str.len().dropna().eq(64).all()


def test_read_is_what_is_in_the_corpus_and_missing_is_what_is_named(articles: pd.DataFrame) -> None:
    sources = list_sources(articles).set_index("source_file")
    counts = articles["source_file"].value_counts()
    assert sources["read"].to_dict() == {name: counts.get(name, 0) for name in sources.index}
    doubts = find_doubts(articles)
    lost = doubts[~doubts["kept"] & doubts["position"].notna()].groupby("source_file").size()
    assert lost["b.txt"] > 0
    assert sources["missing"].dropna().to_dict() == {"a.txt": 0, "b.txt": lost["b.txt"]}
    assert (sources["announced"] - sources["read"] == sources["missing"]).dropna().all()


def test_the_account_stays_through_parquet_and_selection_and_is_lost_in_csv(
    articles: pd.DataFrame, tmp_path: Path
) -> None:
    sources = list_sources(articles)
    again = read_corpus(write_corpus(articles, tmp_path / "c.parquet"))
    pd.testing.assert_frame_equal(list_sources(again), sources)
    pd.testing.assert_frame_equal(list_sources(articles[articles["outlet"] == "Post"]), sources)
    flat = read_corpus(write_corpus(articles, tmp_path / "c.csv"))
    assert list_sources(flat)["source_file"].tolist() == ["c.csv"]


def test_a_table_without_an_account_gives_an_empty_one_of_the_same_kinds(articles: pd.DataFrame) -> None:
    empty = list_sources(read_corpus(pd.DataFrame({"text": ["It rained."]})))
    assert empty.empty
    assert empty.dtypes.equals(list_sources(articles).dtypes)


def test_another_table_is_refused() -> None:
    with pytest.raises(TableError):
        list_sources(pd.DataFrame({"body": ["It rained."]}))
