import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.databases.proquest import read, read_page, recognise, recognise_page
from framing.formats.dates import read_dates
from framing.formats.documents import Document, Line, split_lines
from framing.formats.harvest import REASONS, Harvest

SAMPLES = Path(__file__).parent / "samples"
REPORT = (SAMPLES / "proquest_report.txt").read_text(encoding="utf-8")
PLAIN = (SAMPLES / "proquest_unnumbered.txt").read_text(encoding="utf-8")
PAGE = (SAMPLES / "proquest_page.html").read_text(encoding="utf-8")
RULE = "_" * 60


def harvest(text: str) -> Harvest:
    return read(Document(split_lines(text), wrapped=True))


def doubts(found: Harvest) -> list[tuple[str, int | None]]:
    return [(doubt.reason, doubt.position) for doubt in found.doubts]


def is_accounted(found: Harvest) -> bool:
    lost = {doubt.position for doubt in found.doubts if not doubt.kept and doubt.position}
    positions = [article["position"] for article in found.articles]
    return len(set(positions)) == len(positions) and found.announced in (None, len(positions) + len(lost))


def words_in(found: Harvest) -> set[str]:
    return set(re.findall(r"zz\d+zz|[^\W_]+?(?=zz\d|\b)", " ".join(map(str, (*found.articles, *found.doubts)))))


def cut(text: str, number: int) -> str:
    """Take document ``number`` out whole."""
    return re.sub(rf"{RULE}\n\nDocument {number} of.*?(?={RULE})", "", text, flags=re.DOTALL)


def test_the_report_reconciles_to_the_last_article() -> None:
    found = harvest(REPORT)
    assert recognise(split_lines(REPORT))
    assert (found.announced, len(found.articles)) == (5, 5)
    assert doubts(found) == [("article without text", 3)]
    assert [article["position"] for article in found.articles] == [1, 2, 3, 4, 5]
    assert list(read_dates([article["date"] for article in found.articles]).precision) == ["day"] * 5


def test_every_label_lies_in_its_column() -> None:
    first = harvest(REPORT).articles[0]
    assert first["title"] == "Rain returns to Valbourg after a dry spring"
    assert first["outlet"] == "The Valbourg Gazette"
    assert first["author"] == "Harrow, Nell"
    assert first["date"] == "Mar 4, 2019"
    assert first["section"] == "News"
    assert first["pages"] == "A.1"
    assert first["language"] == "English"
    assert first["genre"] == "News"
    assert first["database_id"] == "900000001"
    assert str(first["url"]).endswith("docview/900000001/se-2?accountid=12345")
    assert first["abstract"] == "Rain fell on Valbourg for the first time in seven weeks."
    assert str(first["text"]).startswith("Rain fell on Valbourg on Sunday")
    assert str(first["text"]).endswith("CREDIT: Nell Harrow")
    assert str(first["text"]).count("\n\n") == 4
    assert "unplaced" not in first


def test_lines_that_look_like_labels_stay_in_the_text() -> None:
    letters = harvest(REPORT).articles[1]
    text = str(letters["text"])
    assert "Subject: hoses, buckets and common sense" in text
    assert "Title: do not water at noon" in text
    assert text.endswith("Publication date: none given, though the postmark says February.")
    assert letters["subjects"] == "Letters to the editor"
    assert letters["title"] == "Letters: what the hose ban taught us"


def test_an_abstract_is_never_passed_off_as_the_text() -> None:
    bakers = harvest(REPORT).articles[2]
    assert bakers["text"] == ""
    assert str(bakers["abstract"]).startswith("Seven bakers")


@pytest.mark.parametrize("words", ["Full text not available from ProQuest.", "Not available.", "Full Text: "])
def test_a_text_that_is_not_available_is_none(words: str) -> None:
    start = REPORT.index("Full text: The council voted")
    end = REPORT.index("Subject: Bridges")
    label = words if words.startswith("Full") and words.endswith(": ") else f"Full text: {words}"
    found = harvest(f"{REPORT[:start]}{label}\n\n{REPORT[end:]}")
    assert found.articles[4]["text"] == ""
    assert ("article without text", 5) in doubts(found)


def test_documents_without_numbers_and_labels_without_blanks_are_read() -> None:
    found = harvest(PLAIN)
    assert recognise(split_lines(PLAIN))
    assert doubts(found) == []
    assert [article["outlet"] for article in found.articles] == ["The Valbourg Gazette", "Neustädter Bote"]
    assert [article["date"] for article in found.articles] == ["Mar 4, 2019", "Mar 7, 2019"]
    assert str(found.articles[1]["url"]).endswith("900000004/se-2?accountid=12345")


def test_the_page_reconciles_and_counts_words() -> None:
    found = read_page(PAGE)
    assert recognise_page(PAGE)
    assert (found.announced, len(found.articles)) == (3, 3)
    assert doubts(found) == [("article without text", 3)]
    assert found.articles[0]["text"] == harvest(REPORT).articles[0]["text"]
    assert found.articles[1]["text"] == harvest(REPORT).articles[1]["text"]
    assert found.articles[0]["announced_words"] == len(str(found.articles[0]["text"]).split())
    assert found.articles[2]["database"] == "Arvenian Major Dailies"


def test_an_ordinary_article_is_no_export() -> None:
    article = "Rain again\nAuthor: Nell Harrow\n\nSubject: rain\nTitle: more rain\nDocument 1 of 3\nIt rained.\n"
    assert not recognise(split_lines(article))
    assert not recognise([])
    assert not recognise_page("<html><body><p>ProQuest is a database.</p></body></html>")


def test_labels_in_german_are_known() -> None:
    names = {
        "Author:": "Autor:",
        "Full text:": "Volltext:",
        "Subject:": "Thema:",
        "Publication title:": "Titel der Publikation:",
        "Publication year:": "Erscheinungsjahr:",
        "Publication date:": "Publikationsdatum:",
        "ProQuest document ID:": "ProQuest-Dokument-ID:",
        "Database:": "Datenbank:",
    }
    text = re.sub(r"Document (\d) of (\d)", r"Dokument \1 von \2", REPORT)
    for english, german in names.items():
        text = re.sub(rf"^{english}", german, text, flags=re.MULTILINE)
    found = harvest(text)
    assert recognise(split_lines(text))
    assert (found.announced, len(found.articles)) == (5, 5)
    assert found.articles[3]["date"] == "Mar 7, 2019"
    assert str(found.articles[3]["text"]).startswith("Der Pegel")


# --- damaged copies: each is reported, at its article


def test_a_file_cut_within_a_text() -> None:
    found = harvest(REPORT[: REPORT.index("hoped for a different")])
    assert found.announced == 5
    assert ("file cut off", 5) in doubts(found)
    assert str(found.articles[4]["text"]).endswith("The ferrymen, who had")


def test_a_file_cut_within_the_labels() -> None:
    found = harvest(REPORT[: REPORT.index("Publication year: 2019", REPORT.index("Document 5 of"))])
    assert doubts(found)[-1] == ("file cut off", 5)
    assert str(found.articles[4]["text"]).endswith("left before the end.")
    assert found.articles[4]["subjects"] == "Bridges; Tolls"


def test_a_file_cut_before_the_last_documents_calls_them_by_name() -> None:
    found = harvest(REPORT[: REPORT.index(f"{RULE}\n\nDocument 4")])
    missing = [(doubt.position, doubt.name) for doubt in found.doubts if doubt.reason == "article missing"]
    assert missing == [
        (4, "Nach dem Regen: Pegel an der Alster Mühle steigt"),
        (5, "Bridge toll: council votes again"),
    ]


def test_a_document_left_out_is_missed_by_its_name() -> None:
    found = harvest(cut(REPORT, 2))
    assert [(d.position, d.name) for d in found.doubts if not d.kept] == [(2, "Letters: what the hose ban taught us")]
    assert [article["position"] for article in found.articles] == [1, 3, 4, 5]


def test_a_document_left_out_of_a_file_without_numbers_is_found_by_the_list_of_titles() -> None:
    found = harvest(re.sub(r"Document \d of \d\n", "", cut(REPORT, 2)))
    assert [(d.position, d.name) for d in found.doubts if not d.kept] == [(2, "Letters: what the hose ban taught us")]


def test_blank_lines_doubled_or_gone_change_nothing() -> None:
    texts = [article["text"] for article in harvest(REPORT).articles]
    for text in (REPORT.replace("\n\n", "\n\n\n\n"), REPORT.replace("\n\n", "\n")):
        found = harvest(text)
        assert found.announced == 5
        assert doubts(found) == [("article without text", 3)]
        assert [article["text"] for article in found.articles] == texts


def test_a_rule_missing_between_documents_loses_nothing() -> None:
    for text in (REPORT, PLAIN.replace(RULE, RULE, 1)):
        at = text.index(RULE, text.index("Database: "))
        found = harvest(text[:at] + text[at + 61 :])
        assert [article["text"] for article in found.articles] == [
            article["text"] for article in harvest(text).articles
        ]


def test_closing_labels_missing_are_reported_at_their_article() -> None:
    start = REPORT.index("Subject: Weather")
    found = harvest(REPORT[:start] + REPORT[REPORT.index(RULE, start) :])
    assert ("end marker missing", 1) in doubts(found)
    assert found.announced == len(found.articles) == 5


def test_a_line_of_underscores_within_a_text_does_not_part_it() -> None:
    found = harvest(REPORT.replace("Mayor Odile Fenn", f"{RULE}\nMayor Odile Fenn"))
    assert found.announced == len(found.articles) == 5
    assert str(found.articles[4]["text"]).count("\n\n") == 2
    assert found.articles[4]["database_id"] == "900000005"
    assert ("end marker missing", 5) in doubts(found)


def test_a_number_repeated_is_reported() -> None:
    found = harvest(REPORT.replace("Document 3 of 5", "Document 2 of 5"))
    assert ("number out of order", 3) in doubts(found)
    assert [article["position"] for article in found.articles] == [1, 2, 3, 4, 5]


def test_a_number_skipped_is_an_article_missing() -> None:
    found = harvest(REPORT.replace("Document 5 of 5", "Document 6 of 5").replace(" of 5", " of 6"))
    assert ("article missing", 5) in doubts(found)
    assert "count wrong" in {reason for reason, _ in doubts(found)}


def test_without_its_cover_a_file_is_read_all_the_same() -> None:
    found = harvest(REPORT[REPORT.index(f"{RULE}\n\nDocument 1") :])
    assert (found.announced, doubts(found)) == (5, [("article without text", 3)])


@pytest.mark.parametrize("second", [REPORT, REPORT[REPORT.index(f"{RULE}\n\nDocument 1") :]])
def test_two_exports_pasted_together_are_told_apart(second: str) -> None:
    found = harvest(REPORT + second)
    assert found.announced == len(found.articles) == 10
    assert ("number out of order", 6) in doubts(found)
    assert [article["position"] for article in found.articles] == list(range(1, 11))
    assert found.articles[5]["text"] == found.articles[0]["text"]


def test_the_wrong_encoding_changes_letters_not_counts() -> None:
    found = harvest(REPORT.encode().decode("cp1252", "replace"))
    assert (found.announced, doubts(found)) == (5, [("article without text", 3)])


def test_a_text_without_its_label_is_kept_and_reported() -> None:
    found = harvest(REPORT.replace("Full text: The council voted", "The council voted"))
    assert "outlasted" in words_in(found)
    assert found.articles[4]["author"] == "Harrow, Nell"


def test_words_that_belong_to_no_document_are_reported() -> None:
    found = harvest(REPORT.replace(f"{RULE}\n\nBibliography", f"{RULE}\n\nStray words here.\n{RULE}\n\nBibliography"))
    stray = [doubt for doubt in found.doubts if doubt.reason == "record not an article"]
    assert len(stray) == 1
    assert "Stray words here." in stray[0].note


def test_a_page_nested_too_deeply_keeps_its_words() -> None:
    found = read_page(PAGE.replace("<p>The council said", "<div>" * 400 + "<p>The council said"))
    assert ("file damaged", 1) in doubts(found)
    assert "hoses" in words_in(found)
    assert len(found.articles) == 3


LINES = REPORT.split("\n")


def plant(lines: list[str]) -> list[str]:
    """Put a word of its own into every paragraph of a body."""
    planted, body = [], False
    for number, line in enumerate(lines):
        body = line.startswith("Full text: ") or (body and bool(line))
        planted.append(f"{line} zz{number}zz" if body and not re.match(r"\w+( \w+)?: ", line[11:]) else line)
    return planted


@st.composite
def mutations(draw: st.DrawFn) -> list[str]:
    lines = plant(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        until = min(len(lines), at + draw(st.integers(1, 12)))
        change = draw(st.sampled_from(["cut", "repeat", "delete", "insert", "blank", "swap"]))
        if change == "cut":
            lines = lines[: max(at, 1)]
        elif change == "repeat":
            lines = lines[:until] + lines[at:]
        elif change == "delete":
            lines = lines[:at] + lines[until:]
        elif change == "insert":
            odd = st.one_of(
                st.text(max_size=30),
                st.sampled_from([RULE, "Document 2 of 5", "Title: x", "Full text: y", "Database: z"]),
            )
            lines = [*lines[:at], draw(odd), *lines[at:]]
        elif change == "blank":
            lines = [*lines[:at], "", "", *lines[at:]]
        else:
            lines = lines[:at] + lines[at:until][::-1] + lines[until:]
    return lines


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutations())
def test_no_damage_breaks_it_or_loses_a_word(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = harvest(text)
    assert is_accounted(found)
    assert {doubt.reason for doubt in found.doubts} <= set(REASONS)
    standing = set(re.findall(r"zz\d+zz", text))
    assert standing <= words_in(found)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_damage_to_a_page_breaks_it_or_loses_a_word(data: st.DataObject) -> None:
    numbers = iter(range(1000))
    html = re.sub(r"(?<=[a-z]\.)</p>", lambda found: f" zz{next(numbers)}zz{found[0]}", PAGE)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(html)))
        until = at + data.draw(st.integers(0, 600))
        odd = st.one_of(
            st.text(max_size=8),
            st.sampled_from(["<strong>Title: </strong>", "</p>", '<a name="DocID_1">', "<div>", '"']),
        )
        html = html[:at] + data.draw(odd) + html[until:]
    found = read_page(html)
    assert is_accounted(found)
    assert {doubt.reason for doubt in found.doubts} <= set(REASONS)
    outside = re.sub(r"<[^<>]*(?:>|$)", " ", html)
    assert set(re.findall(r"zz\d+zz", outside)) <= words_in(found)


def test_words_of_the_text_behind_a_link_are_kept() -> None:
    button = (
        '<strong style="float:left; margin:0px 5px 0px 0px;">Links: </strong><a target="_blank" href="http://resolver.'
    )
    at = PAGE.index(button)
    stop = PAGE.index("</a>", at) + len("</a>")
    found = read_page(f"{PAGE[:stop]}breakfast zz1zz{PAGE[stop:]}")
    assert "zz1zz" in words_in(found)


@pytest.mark.parametrize(
    "text",
    [
        REPORT * (1_000_000 // len(REPORT)),
        "Subject: a\n" * 20_000,
        "Subject: a\nLocation: b\nPeople: c\nTitle: d\nPublication title: e\n\n\n" * 5_000,
        f"{RULE}\nDocument 1 of 5\nx\n" * 3_000,
        "Document 1 of 5\nFull text: a\n" * 6_000,
        "1. a\n" * 50_000,
        f"{RULE}\n" * 10_000,
    ],
    ids=["export", "label", "labels", "ruled", "numbers", "list", "rules"],
)
def test_time_grows_with_the_size_alone(text: str) -> None:
    document = Document([Line(line) for line in text.split("\n")])
    start = time.process_time()
    recognise(document.lines)
    read(document)
    assert time.process_time() - start < 2
