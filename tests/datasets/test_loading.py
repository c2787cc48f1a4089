"""A set as a table: articles as the documented table, everything else as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from framing.datasets import load_dataset
from framing.datasets.entries import Entry, read_register
from framing.errors import CorpusError
from framing.tables import check_table

DATA = next((place for folder in Path(__file__).parents if (place := folder / "shared" / "data").is_dir()), None)
NAMES = sorted(read_register())


@pytest.fixture
def data() -> Path:
    if DATA is None:
        pytest.skip("the files of the sets are not on this machine")
    return DATA


@cache
def load_once(name: str) -> pd.DataFrame:
    """The largest set takes seconds: no test changes what it is given."""
    return load_dataset(name, mirror=DATA)


def test_articles_come_as_the_documented_table(known: dict[str, Entry], mirror: Path) -> None:
    articles = load_dataset("harbour", mirror=mirror)
    check_table("articles", articles)
    assert articles.index.tolist() == ["gull-1", "heron-1"]
    assert articles["text"].tolist()[0] == "The harbour closed.\n\nNobody said why."
    assert articles["date"].tolist() == [pd.Timestamp("2019-03-04"), pd.NaT]
    assert articles["date_precision"].tolist() == ["day", "missing"]
    assert articles["story"].tolist() == ["g1", "g1"]
    assert articles["event"].tolist() == ["a closing"] * 2
    assert articles["spans"].tolist() == [[{"start": 4, "end": 11, "text": "harbour"}], []]
    assert articles["language"].tolist() == ["en", "en"]
    assert articles["source_file"].tolist() == ["harbour.jsonl.gz"] * 2


def test_other_sets_keep_their_own_columns(known: dict[str, Entry], mirror: Path) -> None:
    pairs = load_dataset("pairs", mirror=mirror)
    assert pairs.columns.tolist() == ["id_a", "id_b", "term", "label"]
    assert pairs["term"].tolist() == ["null", "a, b"]
    assert pairs["label"].isna().tolist() == [False, True]


@pytest.mark.parametrize("name", ["harbour", "pairs"])
def test_a_table_says_which_set_it_is(known: dict[str, Entry], mirror: Path, name: str) -> None:
    about = load_dataset(name, mirror=mirror).attrs["dataset"]
    entry = known[name]
    assert about == {"name": name, "sha256": entry.sha256, "licence": "CC0-1.0", "citation": entry.citation}


def test_a_set_is_loaded_from_an_address_then_from_the_cache(known: dict[str, Entry], server: Any, cache: Path) -> None:
    first = load_dataset("harbour", mirror=server.address)
    again = load_dataset("harbour")
    pd.testing.assert_frame_equal(first, again)
    assert server.asked == ["/harbour.jsonl.gz"]
    assert os.listdir(cache) == ["harbour.jsonl.gz"]  # noqa: PTH208


def test_importing_the_room_loads_no_library_that_fetches() -> None:
    source = "import sys, framing.datasets; print({'pooch', 'requests', 'urllib3'} & set(sys.modules) or 'none')"
    found = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert found.stdout == "none\n"


def test_an_unknown_name_is_an_error_before_anything_is_looked_for(known: dict[str, Entry]) -> None:
    with pytest.raises(CorpusError, match="did you mean 'harbour'"):
        load_dataset("harbor")


@pytest.mark.parametrize("name", NAMES)
def test_every_set_loads_with_the_rows_it_says(data: Path, name: str) -> None:
    entry = read_register()[name]
    table = load_once(name)
    assert len(table) == entry.rows
    assert (data / entry.file).stat().st_size == entry.n_bytes
    if entry.table == "articles":
        check_table("articles", table)
        assert (table["text"] == "").sum() == (135 if name == "uk_immigration_news" else 0)
        assert set(table["language"].dropna()) == ({"en"} if entry.language == "en" else set())
    else:
        assert table.index.equals(pd.RangeIndex(entry.rows))


def test_the_register_holds_every_file_there_is(data: Path) -> None:
    assert {path.name for path in data.iterdir() if path.suffix in (".jsonl", ".gz", ".csv")} == {
        entry.file for entry in read_register().values()
    }


def test_the_missing_dates_of_allsides_stay_missing(data: Path) -> None:
    articles = load_once("allsides")
    assert articles["date"].isna().sum() == 977
    assert (articles["date_precision"] == "missing").sum() == 977
    assert articles.loc[articles["outlet"] == "ABC News", "date"].isna().all()


def test_the_offsets_of_polnear_still_fit_its_texts(data: Path) -> None:
    articles = load_once("polnear")
    spans = [
        (text, span)
        for text, attributions in zip(articles["text"], articles["attributions"], strict=True)
        for attribution in attributions
        for part in ("source", "cue", "content")
        for span in attribution[part]
    ]
    assert len(spans) > 40_000
    assert all(text[start:end] == said for text, (start, end, said) in spans)


def test_a_term_may_be_the_word_null(data: Path) -> None:
    terms = load_once("lexicons")
    assert terms["term"].notna().all()
    assert (terms["term"] == "null").sum() == 1
