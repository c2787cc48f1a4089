import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.databases.ris import read, recognise
from framing.formats.dates import read_dates
from framing.formats.documents import Document, split_lines
from framing.formats.harvest import REASONS, Harvest

SAMPLE = (Path(__file__).parent / "samples" / "proquest_references.ris").read_text(encoding="utf-8")


def harvest(text: str) -> Harvest:
    return read(Document(split_lines(text)))


def doubts(found: Harvest) -> list[tuple[str, int | None]]:
    """List the doubts besides the one that every reference has."""
    return [(doubt.reason, doubt.position) for doubt in found.doubts if doubt.reason != "article without text"]


def test_every_reference_is_read() -> None:
    found = harvest(SAMPLE)
    assert recognise(split_lines(SAMPLE))
    assert (found.announced, len(found.articles), doubts(found)) == (3, 3, [])
    assert list(read_dates([article["date"] for article in found.articles]).precision) == ["day"] * 3


def test_an_abstract_is_not_the_text_and_that_is_said() -> None:
    found = harvest(SAMPLE)
    assert [article["text"] for article in found.articles] == ["", "", ""]
    assert [doubt.position for doubt in found.doubts] == [1, 2, 3]
    assert {doubt.reason for doubt in found.doubts} == {"article without text"}
    assert found.articles[0]["abstract"] == "Rain fell on Valbourg for the first time in seven weeks."


def test_tags_lie_in_their_columns() -> None:
    first, second, _ = harvest(SAMPLE).articles
    assert first["title"] == "Rain returns to Valbourg after a dry spring"
    assert first["outlet"] == "The Valbourg Gazette"
    assert first["subjects"] == "Weather; Rain"
    assert first["database_id"] == "900000001"
    assert second["author"] == "Pym, Jonas; Varga, Lil"
    assert str(second["abstract"]).endswith("a rye loaf, and they shook hands on it under the clock.")
    assert second["ris_x9"] == "a tag of its own"


@pytest.mark.parametrize(
    ("written", "day"),
    [("2019/03/04/", "2019-03-04"), ("2019///Mar 04", "2019-03-04"), ("2019/03/04/morning", "2019-03-04")],
)
def test_a_day_is_read(written: str, day: str) -> None:
    date = harvest(f"TY  - NEWS\nT1  - x\nY1  - {written}\nER  - ").articles[0]["date"]
    assert str(read_dates([date]).days[0])[:10] == day


@pytest.mark.parametrize(("written", "kind"), [("2019/03//", "month"), ("2019///", "year"), ("2019", "year")])
def test_a_date_that_says_less_says_less(written: str, kind: str) -> None:
    date = harvest(f"TY  - NEWS\nT1  - x\nPY  - {written}\nER  - ").articles[0]["date"]
    assert read_dates([date]).precision == [kind]


def test_an_article_is_no_list_of_references() -> None:
    assert not recognise(split_lines("It rained.\nTY  - NEWS\nIt rained.\nER  - \nIt rained."))
    assert not recognise(split_lines("TY  - NEWS"))
    assert not recognise([])


def test_an_end_that_is_missing_is_reported() -> None:
    found = harvest(SAMPLE.replace("ER  - \n", "", 1))
    assert doubts(found) == [("end marker missing", 1)]
    assert (found.announced, len(found.articles)) == (3, 3)


def test_a_first_line_that_is_missing_is_reported() -> None:
    found = harvest(SAMPLE.replace("ER  - \n\nTY  - NEWS\n", "ER  - \n\n", 1))
    assert ("end marker missing", 2) in doubts(found)
    assert len(found.articles) == found.announced == 3


def test_a_file_cut_off_is_reported_at_its_last_reference() -> None:
    found = harvest(SAMPLE[: SAMPLE.index("LA  - German")])
    assert doubts(found) == [("file cut off", 3)]
    assert found.articles[2]["date"] == "2019/03/07"


def test_words_between_references_are_reported() -> None:
    found = harvest(SAMPLE.replace("ER  - \n\nTY", "ER  - \n\nstray words\n\nTY", 1))
    assert "stray words" in next(doubt.note for doubt in found.doubts if doubt.reason == "record not an article")


def test_blank_lines_and_two_files_in_one_change_nothing() -> None:
    assert harvest(SAMPLE.replace("\n", "\n\n")) == harvest(SAMPLE)
    assert harvest(SAMPLE + "\ufeff" + SAMPLE).announced == 6


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_breaks_it_or_loses_a_word(data: st.DataObject) -> None:
    lines = [
        f"{line} zz{number}zz" if line[:2] not in ("", "ER", "TY") else line
        for number, line in enumerate(SAMPLE.split("\n"))
    ]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines)))
        until = at + data.draw(st.integers(0, 8))
        odd = data.draw(
            st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["TY  - X", "ER  -", "AB  - y"])), max_size=2)
        )
        keep = data.draw(st.booleans())
        lines = [*lines[:at], *odd, *(lines[at:] if keep else lines[until:])]
    text = "\n".join(lines)
    found = harvest(text)
    lost = {doubt.position for doubt in found.doubts if not doubt.kept and doubt.position}
    assert found.announced == len(found.articles) + len(lost)
    assert {doubt.reason for doubt in found.doubts} <= set(REASONS)
    assert set(re.findall(r"zz\d+zz", text)) <= set(
        re.findall(r"zz\d+zz", " ".join(map(str, (*found.articles, *found.doubts))))
    )


@pytest.mark.parametrize(
    "text", [SAMPLE * 800, "TY  - X\n" * 20_000, "TY  - X\n" + "AB  - y\n" * 50_000, "x\n" * 100_000]
)
def test_time_grows_with_the_size_alone(text: str) -> None:
    document = Document(split_lines(text))
    start = time.process_time()
    recognise(document.lines)
    read(document)
    assert time.process_time() - start < 2
