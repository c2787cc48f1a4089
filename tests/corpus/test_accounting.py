"""What the description says of files and doubts, with numbers that can be counted by hand."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.accounting import Row, describe_doubts, describe_sources
from framing.corpus.doubts import find_doubts
from framing.corpus.reading import read_corpus

Notes = list[dict[str, object]]
ROWS = {
    "text": ["It rained.", "It snowed.", "It blew."],
    "title": ["Rain", "Snow", "Wind"],
    "outlet": ["Gazette", "Gazette", "Post"],
}
PLAIN = read_corpus(pd.DataFrame(ROWS))


def corpus(sources: Notes | None = None, doubts: Notes | None = None, **columns: list[str]) -> pd.DataFrame:
    articles = read_corpus(pd.DataFrame(ROWS | columns)) if columns else PLAIN.copy()
    articles.attrs = {"sources": sources or [], "doubts": doubts or []}
    return articles


def source(name: str, **known: object) -> dict[str, object]:
    return {"source_file": name, "layout": "page", "encoding": "utf-8", "read": 1, "reason": None} | known


def about(rows: Iterable[Row]) -> dict[str, Row]:
    return {f"{row[0]} {row[1]}".strip(): row for row in rows}


def test_files_are_counted_by_what_became_of_them() -> None:
    files = [
        source("a.txt", layout="Factiva", announced=4, read=3),
        source("b.txt", layout="Factiva", announced=2, read=2, encoding="cp1252"),
        source("c.txt"),
        source("d.xlsx", encoding="sheet One"),
        *(source(name, layout=None, encoding=None, read=0, reason="file empty") for name in ("e.pdf", "f.pdf")),
    ]
    said = about(describe_sources(corpus(files)))
    assert said["files"][2:] == (6, said["files"][3], "Factiva: 2, page: 2")
    assert said["files not read: file empty"][2:] == (2, 2 / 6, "e.pdf; f.pdf")
    assert said["files not in UTF-8"][2:] == (1, 1 / 6, "cp1252: 1")
    assert said["articles announced"][2:] == (6, said["articles announced"][3], "by 2 of the files")
    assert said["articles announced and read"][2:4] == (5, 5 / 6)
    assert said["articles announced and missing"][2:] == (1, 1 / 6, "a.txt")


def test_a_file_that_announces_nothing_at_all_has_no_share() -> None:
    said = about(describe_sources(corpus([source("a.rss", announced=0, read=0)])))
    assert said["articles announced"][2] == 0
    assert np.isnan(said["articles announced and read"][3])
    assert np.isnan(said["articles announced and missing"][3])


def test_without_an_account_or_an_announcement_nothing_is_said_of_it() -> None:
    assert list(describe_sources(corpus())) == []
    assert list(about(describe_sources(corpus([source("a.txt")])))) == ["files"]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.none() | st.integers(0, 9), st.integers(0, 9), st.booleans()), min_size=1, max_size=8))
def test_what_is_announced_is_read_or_missing(files: list[tuple[int | None, int, bool]]) -> None:
    listed = [
        source(f"{n}.txt", announced=told, read=min(read, told or 0), reason="file empty" if refused else None)
        for n, (told, read, refused) in enumerate(files)
    ]
    said = about(describe_sources(corpus(listed)))
    assert sum(int(str(row[2])) for row in said.values() if row[0].startswith("files not read")) == sum(
        f[2] for f in files
    )
    assert ("articles announced" in said) == any(told is not None for told, _, _ in files)
    if "articles announced" in said:
        items = ["articles announced and read", "articles announced and missing", "articles announced"]
        read, missing, announced = (int(str(said[item][2])) for item in items)
        assert read + missing == announced


def noted(
    reason: str, position: int | None, name: str = "", *, file: str = "a.txt", kept: bool = True
) -> dict[str, object]:
    return {"source_file": file, "position": position, "name": name, "reason": reason, "note": "", "kept": kept}


def describe(articles: pd.DataFrame) -> dict[str, Row]:
    return about(describe_doubts(articles, find_doubts(articles)))


def test_doubts_are_counted_and_three_are_named() -> None:
    doubts = [noted("end marker missing", n, name) for n, name in enumerate(["D", "B", "A", "B", "C"], start=1)]
    articles = read_corpus(pd.DataFrame({"text": [f"It rained {n} times." for n in range(5)]}))
    articles = articles.assign(source_file="a.txt", position=range(1, 6))
    articles.attrs = {"sources": [], "doubts": doubts}
    row = describe(articles)["end marker missing"]
    assert row[2] == 5
    assert row[4] == "A; B; C and 2 more"


def test_what_has_a_line_elsewhere_has_none_here() -> None:
    doubts = [noted("article missing", 2, "Lost", kept=False), noted("file empty", None, file="b.pdf", kept=False)]
    files = [source("a.txt", announced=2), source("b.pdf", read=0, reason="file empty")]
    said = describe(corpus(files, doubts, text=["", "It snowed.", "It snowed."]))
    assert set(said) == set()  # empty, short and repeated texts, missing dates: all counted by the description itself


def test_doubts_about_dates_are_counted_by_outlet() -> None:
    said = describe(corpus(date=["yesterday", "4 March 2019", "03/04/2019"], outlet=["Gazette", "Gazette", "Post"]))
    assert said["date relative"][2:] == (1, 1 / 3, "Rain")
    assert said["date relative, by outlet Gazette"][2:4] == (1, 1 / 2)
    assert said["date ambiguous, by outlet Post"][2:4] == (1, 1.0)
    assert not any(item.startswith("date ambiguous, by outlet Gazette") for item in said)


def test_a_doubt_about_no_article_of_the_corpus_has_no_share() -> None:
    row = describe(corpus(doubts=[noted("record not an article", 9, "A picture", kept=False)]))["record not an article"]
    assert (row[2], row[4]) == (1, "A picture")
    assert np.isnan(row[3])
