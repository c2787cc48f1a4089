import datetime as dt

import pandas as pd
import pytest

from framing.corpus.doubts import find_doubts
from framing.corpus.reading import read_corpus
from framing.errors import CorpusError
from framing.formats.harvest import REASONS

PLAIN = "The mayor of Upton closed the old bridge before noon because the river had risen by a metre. " * 5
GERMAN = "Der Bürgermeister schloss am Montag die alte Brücke, weil der Fluss um einen Meter gestiegen war. " * 5


def articles(*texts: str, **columns: object) -> pd.DataFrame:
    index = pd.Index([chr(ord("a") + number) for number in range(len(texts))], name="article_id")
    day = pd.Series([pd.Timestamp("2019-03-04")] * len(texts), index=index, dtype="datetime64[us]")
    titles = [f"Bridge {number}" for number in range(len(texts))]
    usual = {"text": list(texts), "title": titles, "outlet": [f"Paper {number}" for number in range(len(texts))]}
    return pd.DataFrame(usual | {"date": day, "url": "-"} | columns, index=index)


def reasons(frame: pd.DataFrame, **options: object) -> list[tuple[str, str]]:
    found = find_doubts(frame, today=dt.date(2026, 3, 4), **options)  # type: ignore[arg-type]
    assert set(found["reason"]) <= REASONS.keys()
    return list(found[["article_id", "reason"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" \n", "article without text"),
        ("It rained all day.", "short text"),
        ("rain fell again. " * 7000, "long text"),
        ("ß" * 500_001 + " " + PLAIN, "long text"),
        (PLAIN + "Subscribe to read the full story", "text cut off"),
        (PLAIN + "the mayorâ€™s bridge.", "characters garbled"),
        (PLAIN + "Guant\ufffdnamo.", "characters replaced"),
        (GERMAN, "other language"),
        (PLAIN, "repeated text"),
    ],
)
def test_each_doubt_about_a_text_is_found_and_a_plain_one_has_none(text: str, reason: str) -> None:
    assert reasons(articles(PLAIN, PLAIN + "It opens on Monday.")) == []
    assert reasons(articles(PLAIN, PLAIN + "It opens on Monday.", text)) == [("c", reason)]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("title", None, "title missing"),
        ("title", " ", "title missing"),
        ("outlet", None, "outlet missing"),
        ("date", pd.NaT, "date missing"),
        ("date", pd.Timestamp("2030-01-01"), "date in the future"),
        ("date", pd.Timestamp("1500-01-01"), "date implausible"),
        ("announced_words", 900, "text cut off"),
        ("language", "de", None),
    ],
)
def test_each_doubt_about_a_column_is_found(column: str, value: object, reason: str | None) -> None:
    frame = articles(PLAIN)
    frame[column] = pd.Series([value], index=frame.index, dtype=frame.get(column, pd.Series([value])).dtype)
    assert reasons(frame, language="en") == ([("a", reason)] if reason else [])


@pytest.mark.parametrize(
    ("raw", "reason", "note"),
    [
        ("yesterday", "date relative", "yesterday"),
        ("03/04/2019", "date ambiguous", "03/04/2019"),
        ("March 2019", "date not understood", "March 2019 (month only)"),
        ("2019", "date not understood", "2019 (year only)"),
        ("on a Monday", "date not understood", "on a Monday"),
        (None, "date missing", ""),
    ],
)
def test_a_date_that_was_not_read_says_why(raw: str | None, reason: str, note: str) -> None:
    frame = read_corpus(pd.DataFrame({"text": [PLAIN], "title": ["Rain"], "outlet": ["Paper"], "date": [raw]}))
    assert find_doubts(frame)[["reason", "note"]].to_numpy().tolist() == [[reason, note]]


def test_a_version_of_another_is_named_and_a_repeat_is_not_named_twice() -> None:
    frame = articles(PLAIN, PLAIN + "It opens on Monday.", PLAIN, outlet="Paper")
    assert reasons(frame) == [("a", "version of another"), ("c", "repeated text")]
    assert find_doubts(frame)["note"].tolist() == ["of b", "as a"]
    known = frame.assign(version_of=pd.Series([None, None, None], index=frame.index, dtype="str"))
    assert reasons(known) == reasons(frame)


def test_spellings_of_one_outlet_do_not_hide_a_version_or_a_first_year() -> None:
    day = pd.to_datetime(["1970-01-01", "1970-01-01"])
    frame = articles(PLAIN, PLAIN + "It opens on Monday.", outlet=["Fox News", "Fox News (Online)"], date=day)
    before = "date before the outlet"
    assert reasons(frame) == [("a", before), ("a", "version of another"), ("b", before)]


def test_what_the_readers_noted_comes_with_its_article() -> None:
    frame = articles(
        PLAIN, GERMAN * 2 + "Ende.", source_file=["b.txt", "a.txt"], position=[1, 2], language=["en", "en"]
    )
    frame.attrs["doubts"] = [
        {"source_file": "b.txt", "position": 2, "name": "Lost", "reason": "article missing", "note": "", "kept": False},
        {"source_file": "b.txt", "position": 1, "name": "", "reason": "end marker missing", "note": "n", "kept": True},
        {"source_file": "c.txt", "position": None, "name": "", "reason": "file empty", "note": "", "kept": False},
        {"source_file": "a.txt", "position": 2, "name": "B", "reason": "other language", "note": "mine", "kept": True},
    ]
    found = find_doubts(frame, language="en")
    assert found["article_id"].fillna("-").tolist() == ["b", "a", "-", "-"]
    assert found["reason"].tolist() == ["other language", "end marker missing", "article missing", "file empty"]
    assert found["note"].tolist() == ["mine", "n", "", ""]
    assert found["name"].tolist() == ["B", "Bridge 0", "Lost", ""]
    assert found["kept"].tolist() == [True, True, False, False]
    assert found["position"].fillna(-1).tolist() == [2, 1, 2, -1]


def test_an_article_without_a_title_is_called_by_its_first_words() -> None:
    found = find_doubts(articles(PLAIN, title=None))
    assert found["name"].tolist() == ["The mayor of Upton closed the old bridge"]


def test_a_doubt_about_an_article_that_was_taken_out_is_not_listed() -> None:
    frame = articles(PLAIN, PLAIN.upper()).assign(source_file="a.txt", position=[1, 2])
    frame.attrs["doubts"] = [
        {"source_file": "a.txt", "position": place, "reason": "end marker missing", "kept": True} for place in (1, 2)
    ]
    found = find_doubts(frame.iloc[:1])
    assert found.loc[found["reason"] == "end marker missing", "position"].tolist() == [1]


def test_the_same_file_twice_is_named() -> None:
    frame = articles(PLAIN)
    frame.attrs["sources"] = [{"source_file": name, "sha256": "1", "reason": None} for name in ("a.txt", "b.txt")]
    row = find_doubts(frame).query("reason == 'repeated file'").iloc[0]
    assert (row["source_file"], row["note"], row["kept"]) == ("b.txt", "the same as a.txt", True)


def test_languages_are_compared_with_the_one_that_is_asked_for() -> None:
    frame = articles(PLAIN, GERMAN, GERMAN + "Ende.", language=["en", "de", "en"])
    assert reasons(frame) == [("a", "other language")]
    assert reasons(frame, language="English") == [("b", "other language"), ("c", "other language")]
    assert find_doubts(frame, language="en")["note"].tolist() == [
        "de, the corpus is in en",
        "de, the corpus is in en; the file says en",
    ]
    with pytest.raises(CorpusError, match="not known"):
        find_doubts(frame, language="Klingon")


def test_the_order_of_rows_does_not_matter_and_nothing_is_changed() -> None:
    frame = articles(PLAIN, "", PLAIN, GERMAN, "Short.", source_file="x.csv")
    before = frame.copy()
    pd.testing.assert_frame_equal(find_doubts(frame.iloc[::-1]), find_doubts(frame))
    pd.testing.assert_frame_equal(frame, before)


def test_a_corpus_without_a_doubt_gives_an_empty_table_of_the_same_kinds() -> None:
    empty, full = find_doubts(articles(PLAIN)), find_doubts(articles("Short."))
    assert len(empty) == 0 < len(full)
    assert empty.dtypes.equals(full.dtypes)
