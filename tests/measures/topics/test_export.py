from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError
from framing.measures.topics.export import write_stm
from framing.measures.topics.model import TopicModel
from framing.measures.topics.preparing import TopicTerms, count_topic_terms


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    """Invented words, forty texts, three of them special: empty, without a date, without an outlet."""
    rng = np.random.default_rng(1)
    words = [
        f"{first}{middle}{last}" for first in "bdfgklmp" for middle in ("ama", "ole", "uri") for last in "kmnprstvz"
    ]
    texts = [" ".join(rng.choice(words, 80)) for _ in range(40)]
    ids = pd.Index([f"{number:04d}" for number in range(40)], name="article_id")
    table = pd.DataFrame({"text": texts, "title": "x", "outlet": ["Post", 'Écho, le "Grand"'] * 20}, index=ids)
    dates = pd.date_range("2020-02-27", periods=40, freq="D") + pd.Timedelta(hours=20)
    table = table.assign(date=dates, url="-", tone=np.linspace(-1, 1, 40), note="a\nb")
    table.loc["0003", "text"] = " "
    table.loc["0005", "date"] = pd.NaT
    table.loc["0007", "outlet"] = None
    return table


@pytest.fixture(scope="module")
def terms(articles: pd.DataFrame) -> TopicTerms:
    return count_topic_terms(articles)


def read_ldac(path: Path) -> list[dict[int, int]]:
    """Read as stm's readLdac does: split at blanks and colons, drop the first number, add one to every term."""
    documents = []
    for line in path.read_text(encoding="utf-8").splitlines():
        first, *numbers = line.replace(":", " ").split(" ")
        pairs = np.array(numbers, dtype=int).reshape(-1, 2)
        assert int(first) == len(pairs)
        documents.append({int(term) + 1: int(count) for term, count in pairs})
    return documents


def test_the_files_hold_the_counts(articles: pd.DataFrame, terms: TopicTerms, tmp_path: Path) -> None:
    left_out = write_stm(terms, articles, tmp_path, columns=["tone", "note"])
    assert left_out.to_numpy().tolist() == [["0003", "no terms"], ["0005", "no date"], ["0007", "no outlet"]]
    documents = read_ldac(tmp_path / "documents.ldac")
    vocab = (tmp_path / "vocab.txt").read_text(encoding="utf-8").splitlines()
    meta = pd.read_csv(tmp_path / "meta.csv", dtype={"article_id": str})
    assert len(documents) == len(meta) == 37
    assert {term for document in documents for term in document} == set(range(1, len(vocab) + 1))
    for document, article in zip(documents, meta["article_id"], strict=True):
        words = articles.loc[article, "text"].split()
        assert {vocab[term - 1]: count for term, count in document.items()} == {
            word: words.count(word) for word in set(words) if word in vocab
        }
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "left_out.csv", dtype=str), left_out)


def test_the_covariates_stand_in_the_order_of_the_documents(
    articles: pd.DataFrame, terms: TopicTerms, tmp_path: Path
) -> None:
    write_stm(terms, articles.iloc[10:].sample(frac=1, random_state=2), tmp_path, columns=["tone", "note"])
    meta = pd.read_csv(tmp_path / "meta.csv", dtype={"article_id": str})
    assert meta.columns.tolist() == ["document", "article_id", "outlet", "date", "day", "tone", "note"]
    assert meta["document"].tolist() == list(range(1, 31))
    assert meta["day"].tolist() == list(range(30))
    assert meta["date"].iloc[0] == "2020-03-08"
    assert meta["article_id"].tolist() == articles.index[10:].tolist()
    assert meta["outlet"].tolist() == articles["outlet"].iloc[10:].tolist()
    assert meta["note"].eq("a\nb").all()
    np.testing.assert_allclose(meta["tone"], articles["tone"].iloc[10:])


def test_the_same_articles_give_the_same_bytes(articles: pd.DataFrame, tmp_path: Path) -> None:
    for name, table in (("one", articles), ("other", articles.sample(frac=1, random_state=3))):
        write_stm(count_topic_terms(table), table, tmp_path / name)
    one, other = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert one == other
    assert b"\r" not in b"".join(one.values())


@pytest.mark.parametrize(
    ("change", "formula"),
    [
        ({}, "~ outlet + s(day)"),
        ({"outlet": "Post"}, "~ s(day)"),
        ({"date": pd.NaT}, "~ outlet"),
        ({"date": pd.to_datetime(["2020-01-01", "2020-01-02"] * 20)}, "~ outlet + day"),
        ({"date": pd.NaT, "outlet": None}, "NULL"),
    ],
)
def test_the_script_asks_for_what_varies(
    articles: pd.DataFrame, terms: TopicTerms, tmp_path: Path, change: dict[str, Any], formula: str
) -> None:
    write_stm(terms, articles.assign(**change), tmp_path, n_topics=9, seed=4)
    script = (tmp_path / "fit.R").read_text(encoding="utf-8")
    assert f"prevalence = {formula}, data" in script
    assert "K = 9" in script
    assert "seed = 4" in script
    assert script.count("(") == script.count(")")
    assert script.count("{") == script.count("}")


def test_an_earlier_export_is_replaced_and_nothing_else(
    articles: pd.DataFrame, terms: TopicTerms, tmp_path: Path
) -> None:
    write_stm(terms, articles, tmp_path / "stm")
    write_stm(terms, articles.iloc[:20], tmp_path / "stm")
    assert len((tmp_path / "stm" / "documents.ldac").read_text().splitlines()) == 17
    (tmp_path / "stm" / "notes.txt").write_text("mine")
    with pytest.raises(MeasureError, match=r"something else; found: .*notes\.txt"):
        write_stm(terms, articles, tmp_path / "stm")
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "fit.R").write_text("my own script")
    with pytest.raises(MeasureError, match="something else"):
        write_stm(terms, articles, other)
    assert [file.name for file in other.iterdir()] == ["fit.R"]
    with pytest.raises(MeasureError, match="a folder"):
        write_stm(terms, articles, other / "fit.R")


def test_results_are_never_left_beside_another_export(
    articles: pd.DataFrame, terms: TopicTerms, tmp_path: Path
) -> None:
    folder = tmp_path / "stm"
    write_stm(terms, articles, folder)
    (folder / "theta.csv").write_text("hours of work")
    write_stm(terms, articles, folder)  # the same documents: theta.csv is still theirs
    with pytest.raises(MeasureError, match=r"results of another export; found: .*theta\.csv"):
        write_stm(terms, articles.iloc[:20], folder)
    assert (folder / "theta.csv").read_text() == "hours of work"
    assert len((folder / "documents.ldac").read_text().splitlines()) == 37


def test_an_interrupted_export_leaves_nothing_and_can_be_repeated(
    articles: pd.DataFrame, terms: TopicTerms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, write = tmp_path / "deep" / "stm", Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "meta.csv":
            raise OSError("no space left")
        return write(path, data)

    for part in (articles, articles.iloc[:20]):
        before = sorted(path.name for path in folder.iterdir()) if folder.exists() else None
        monkeypatch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="no space"):
            write_stm(terms, part, folder)
        monkeypatch.undo()
        assert (sorted(path.name for path in folder.iterdir()) if folder.exists() else None) == before
        write_stm(terms, part, folder)
    assert [path.name for path in folder.parent.iterdir()] == ["stm"]


def test_no_cell_is_a_formula(articles: pd.DataFrame, terms: TopicTerms, tmp_path: Path) -> None:
    table = articles.assign(note="=HYPERLINK(1)", outlet=["-Post", "@Echo"] * 20).rename(index={"0003": "=3"})
    write_stm(count_topic_terms(table), table, tmp_path / "stm", columns=["note", "tone"])
    meta = pd.read_csv(tmp_path / "stm" / "meta.csv")
    assert set(meta["note"]) == {"'=HYPERLINK(1)"}
    assert set(meta["outlet"]) == {"'-Post", "'@Echo"}
    np.testing.assert_allclose(meta["tone"].iloc[0], -1)
    assert "'=3" in (tmp_path / "stm" / "left_out.csv").read_text()
    assert """sub("^'(?=[=+@\\t\\r-])", "", cells, perl = TRUE)""" in (tmp_path / "stm" / "fit.R").read_text()


@pytest.mark.parametrize("n_topics", [1, 0, 2.5])
def test_stm_needs_two_topics(articles: pd.DataFrame, terms: TopicTerms, tmp_path: Path, n_topics: int) -> None:
    with pytest.raises(MeasureError, match="n_topics="):
        write_stm(terms, articles, tmp_path, n_topics=n_topics)


def test_the_folder_one_works_in_is_not_replaced(
    articles: pd.DataFrame, terms: TopicTerms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(MeasureError, match="the one you work in"):
        write_stm(terms, articles, ".")
    assert not list(tmp_path.iterdir())


def test_mistakes_are_named(articles: pd.DataFrame, terms: TopicTerms, tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match="did not count"):
        write_stm(terms, articles.rename(index={"0001": "new"}), tmp_path)
    with pytest.raises(MeasureError, match="no column 'genre'"):
        write_stm(terms, articles, tmp_path, columns=["genre"])
    with pytest.raises(MeasureError, match="written anyway"):
        write_stm(terms, articles, tmp_path, columns=["outlet"])
    with pytest.raises(MeasureError, match="fewer than two"):
        write_stm(terms, articles.loc[["0003", "0004"]], tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_model_gives_the_number_of_topics(articles: pd.DataFrame, terms: TopicTerms, tmp_path: Path) -> None:
    quality = pd.DataFrame(index=pd.Index([f"topic_{number:02d}" for number in range(1, 8)], name="topic"))
    model = TopicModel(words=pd.DataFrame(), shares=pd.DataFrame(), quality=quality, settings={})
    write_stm(terms, articles, tmp_path, model=model)
    assert "K = 7" in (tmp_path / "fit.R").read_text(encoding="utf-8")
