"""Factiva as lines: every sample reads to the last article, and every damage is told by article and reason."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.databases.write_factiva_samples import ENGLISH, FRENCH, GERMAN, SAMPLES, Article, samples

from framing.databases.factiva import read, recognise
from framing.databases.factiva_records import find_accession, is_date, read_count
from framing.formats.documents import Document, Line, split_lines
from framing.formats.harvest import Harvest
from framing.formats.rich_text import read_rich_text

CODES = (SAMPLES / "factiva_codes.txt").read_text(encoding="utf-8")
PLAIN = (SAMPLES / "factiva_plain.txt").read_text(encoding="utf-8")
OUTSIDE = frozenset((PLAIN[PLAIN.index("Résumé") :] + CODES[CODES.index("Search Summary") :]).split())
BODY = frozenset(word for a in (*ENGLISH, *FRENCH, *GERMAN) for part in a.text for word in part.split()) - OUTSIDE


def read_text(text: str, *, wrapped: bool = True) -> Harvest:
    return read(Document(split_lines(text), wrapped=wrapped))


def doubts(harvest: Harvest) -> list[tuple[str, int | None]]:
    return [(doubt.reason, doubt.position) for doubt in harvest.doubts]


def check_article(row: dict[str, object], article: Article) -> None:
    assert row["text"] == "\n\n".join(article.text)
    assert (row["title"], row["date"], row["outlet"]) == (article.title, article.date, article.outlet)
    assert row["database_id"] == article.accession
    assert row["announced_words"] == article.words
    assert row.get("section", "") == article.section
    assert row.get("page", "") == article.page
    assert row.get("time", "") == article.time
    assert str(row.get("author", "")).split() == [w for w in article.author.split() if w not in ("By", "Von", "Par")]
    assert row["language"] == article.language
    assert row["copyright"] == article.copyright


def lost_words(text: str, harvest: Harvest) -> Counter[str]:
    """Count the words of the articles' texts that stand in a file and in nothing that was read or reported."""
    said = " ".join(str(value) for article in harvest.articles for value in article.values())
    said += " ".join(f" {doubt.name} {doubt.note} " for doubt in harvest.doubts)
    there = Counter(word for line in outside_summaries(text.split("\n")) for word in line.split() if word in BODY)
    return there - Counter(said.split())


def outside_summaries(lines: list[str]) -> Iterator[str]:
    """Give the lines that are not between the title of a search summary and the number it found."""
    inside = False
    for line in lines:
        inside = inside or line.strip() in ("Search Summary", "Résumé de la recherche")
        if not inside:
            yield line
        inside = inside and not line.startswith(("Results Found", "Résultats trouvés", "Document ", " AN"))


def check_account(harvest: Harvest) -> None:
    lost = {doubt.position for doubt in harvest.doubts if not doubt.kept and doubt.position is not None}
    assert harvest.announced is None or harvest.announced == len(harvest.articles) + len(lost)


@pytest.mark.parametrize("name", sorted(samples()))
def test_samples_are_what_the_script_writes(name: str) -> None:
    assert (SAMPLES / name).read_bytes() == samples()[name]


@pytest.mark.parametrize(
    ("name", "articles", "announced"),
    [
        ("factiva_codes.txt", ENGLISH, 3),
        ("factiva_plain.txt", FRENCH, 2),
        ("factiva_codes.rtf", ENGLISH, 3),
        ("factiva_plain.rtf", (*ENGLISH[:2], GERMAN[0]), None),
    ],
)
def test_samples_read_to_the_last_article(name: str, articles: tuple[Article, ...], announced: int | None) -> None:
    data = (SAMPLES / name).read_bytes()
    document = read_rich_text(data) if name.endswith(".rtf") else Document(split_lines(data.decode()), wrapped=True)
    assert recognise(document.lines)
    harvest = read(document)
    assert harvest.layout == "Factiva"
    assert harvest.announced == announced
    assert [article["position"] for article in harvest.articles] == list(range(1, len(articles) + 1))
    assert harvest.doubts == []
    for row, article in zip(harvest.articles, articles, strict=True):
        check_article(row, article)


def test_indexing_goes_into_its_own_columns() -> None:
    first, second, _ = read_text(CODES).articles
    assert first["subjects"] == "glocal : Local Politics | gwea : Weather | gcat : Political/General News"
    assert first["regions"] == "aldby : Alderby | nshir : Northshire"
    assert first["companies"] == "aldhar : Alderby Harbour Trust | quawor : Quarrow Works Ltd"
    assert first["publisher"] == "Alderby Gazette Limited"
    assert first["retrieved"] == "2 April 2019 9:41"
    assert second["contact"] == "Readers may write to the editor of the Meridian Evening News."


@pytest.mark.parametrize("gap", ["|", " | ", "  ", "\n"])
def test_codes_are_read_in_every_way_they_are_set_off(gap: str) -> None:
    harvest = read_text(CODES.replace("\t", gap).replace("\r\n", "\n"), wrapped=False)
    assert [article["database_id"] for article in harvest.articles] == [article.accession for article in ENGLISH]
    assert [article["title"] for article in harvest.articles] == [article.title for article in ENGLISH]
    assert harvest.articles[2]["text"] == "\n\n".join(ENGLISH[2].text)


def test_one_blank_after_the_code_as_a_pdf_gives_it() -> None:
    text = CODES.replace("\t", " ")
    assert recognise(split_lines(text))
    harvest = read_text(text)
    assert [article["title"] for article in harvest.articles] == [article.title for article in ENGLISH]
    assert harvest.articles[0]["text"] == "\n\n".join(ENGLISH[0].text)


def test_a_word_like_a_code_does_not_end_a_text() -> None:
    text = CODES.replace("A new estimate", "IN MAY a new estimate")
    assert "IN MAY a new estimate" in str(read_text(text).articles[0]["text"])


def test_a_bar_at_the_end_of_a_line_is_the_texts_own_where_there_are_no_cells() -> None:
    text = CODES.replace("the council says.", "the council says. |")
    assert str(read_text(text).articles[0]["text"]).endswith("the council says. |")
    assert str(read_text(text.replace("\t", "|")).articles[0]["text"]).endswith("the council says.")


MANY = "Maud Tennick, Ines Quarrow, Jost Ammerling, Tobias Ferncastle, Runa Delbeck, Odette Brissac and Kuno Ahlers"


@pytest.mark.parametrize(
    ("section", "title", "author"),
    [
        ("News", "Wait for rain", ""),
        ("News", "Wait for rain", "By Maud Tennick"),
        ("News", "Wait for rain", "Maud Tennick"),
        ("Main News; Northern Desk", "Dry Spring", "By Maud Tennick"),
        ("Opinion", "What the flood map of Alderby does not show", f"By {MANY}"),
        ("Opinion", "What the flood map of Alderby does not show", MANY),
        ("", "What the flood map of Alderby does not show", f"By {MANY}"),
        ("", "What the flood map of Alderby does not show", "Tobias Ferncastle Jr."),
        ("News", "As the Drought Goes On, So Does Alderby's Old Quarrel", "Maud Tennick"),
        ("", "Dry Spring", f"By {MANY}"),
        ("", "Dry Spring", MANY),
        ("", "Dry Spring", ""),
    ],
)
def test_section_headline_and_byline_are_told_apart(section: str, title: str, author: str) -> None:
    heading = "\n".join(filter(None, (section, title, author)))
    text = f"{heading}\n60 mots{PLAIN.split('60 mots', 1)[1]}"
    first = read_text(text).articles[0]
    found = tuple(first.get(column, "") for column in ("section", "title", "author"))
    assert found == (section, title, author.removeprefix("By "))


def test_a_file_cut_in_a_text_is_cut_off_there() -> None:
    harvest = read_text(CODES[: CODES.index("whom this newspaper")])
    assert doubts(harvest) == [("file cut off", 2), ("text cut off", 2)] or doubts(harvest) == [("file cut off", 2)]
    assert len(harvest.articles) == 2


def test_a_file_cut_in_a_heading_names_the_article_without_text() -> None:
    harvest = read_text(CODES[: CODES.index(" WC\t", CODES.index("Meridian buses"))])
    assert doubts(harvest) == [("article without text", 2), ("file cut off", 2)]
    assert harvest.doubts[0].name == ENGLISH[1].title


def test_a_plain_file_cut_in_a_text_and_in_a_heading() -> None:
    cut = read_text(PLAIN[: PLAIN.index("ressort") if "ressort" in PLAIN else PLAIN.index("La photo")])
    assert ("file cut off", 2) in doubts(cut)
    heading = read_text(PLAIN[: PLAIN.index("12 mars 2019") + 13])
    assert ("article without text", 2) in doubts(heading)
    assert {doubt.name for doubt in heading.doubts if doubt.position == 2} == {FRENCH[1].title}


def test_a_file_cut_at_its_beginning_keeps_the_rest_of_the_first_article() -> None:
    harvest = read_text(PLAIN[PLAIN.index("Les commerçants") :])
    assert harvest.articles[0]["text"] == f"{FRENCH[0].text[2]}\n\n{FRENCH[0].publisher}"
    assert ("title missing", 1) in doubts(harvest)
    assert "begins within" in harvest.doubts[0].note or "begins within" in harvest.doubts[1].note
    check_article(harvest.articles[1], FRENCH[1])


@pytest.mark.parametrize(("text", "articles"), [(CODES, ENGLISH), (PLAIN, FRENCH)])
def test_a_missing_end_marker_is_told_and_parts_the_articles_all_the_same(
    text: str, articles: tuple[Article, ...]
) -> None:
    marker = next(line for line in text.splitlines() if articles[0].accession in line)
    harvest = read_text(text.replace(marker, ""))
    assert doubts(harvest) == [("end marker missing", 1)]
    assert str(harvest.articles[0]["text"]).startswith("\n\n".join(articles[0].text))
    check_article(harvest.articles[1], articles[1])


def test_a_missing_end_marker_before_the_summary() -> None:
    harvest = read_text(CODES.replace(f" AN\tDocument {ENGLISH[2].accession}", ""))
    assert doubts(harvest) == [("end marker missing", 3)]


def test_blank_lines_doubled_change_nothing() -> None:
    for text in (CODES.replace("\r\n", "\n"), PLAIN):
        once, twice = read_text(text), read_text(text.replace("\n\n", "\n\n\n\n"))
        assert once == twice


def test_lines_all_doubled_with_blanks_read_the_same_without_codes() -> None:
    harvest = read_text(PLAIN.replace("\n", "\n\n"), wrapped=False)
    assert [article["title"] for article in harvest.articles] == [article.title for article in FRENCH]
    assert [article["database_id"] for article in harvest.articles] == [article.accession for article in FRENCH]


def test_an_article_in_another_language_stands_beside_the_others() -> None:
    harvest = read(read_rich_text((SAMPLES / "factiva_plain.rtf").read_bytes()))
    assert [article["language"] for article in harvest.articles] == ["English", "English", "Deutsch"]


def test_wrong_encoding_keeps_every_article() -> None:
    harvest = read_text(PLAIN.encode().decode("cp1252", "replace"))
    assert [article["database_id"] for article in harvest.articles] == [article.accession for article in FRENCH]
    assert doubts(harvest) == [("record not an article", None)]  # the summary, no longer to be read
    german = "Titel der Sache\n64 WÃ¶rter\n7 April 2019\nTagblatt\nTAGBL\nDeutsch\n\nEs regnet.\nDokument "
    found = read_text(german + GERMAN[0].accession).articles
    assert (found[0]["title"], found[0]["text"]) == ("Titel der Sache", "Es regnet.")


def test_two_exports_pasted_together_keep_both_and_tell_the_repeats() -> None:
    harvest = read_text(CODES + CODES)
    assert len(harvest.articles) == 6
    assert harvest.announced == 6
    assert doubts(harvest) == [("number out of order", position) for position in (4, 5, 6)]
    assert "that of article 1" in harvest.doubts[0].note


def test_a_codes_and_a_plain_export_pasted_together() -> None:
    harvest = read_text(CODES + "\n" + PLAIN)
    assert [article["title"] for article in harvest.articles] == [a.title for a in (*ENGLISH, *FRENCH)]
    assert harvest.announced == 5


def test_the_search_found_another_number_than_the_file_holds() -> None:
    harvest = read_text(CODES.replace("Results Found\t3", "Results Found\t1,771"))
    assert harvest.announced is None
    assert doubts(harvest) == [("count wrong", None)]
    assert "found 1771 articles and the file holds 3" in harvest.doubts[0].note
    fewer = read_text(CODES.replace("Results Found\t3", "Results Found\t2"))
    assert doubts(fewer) == [("count wrong", None)]


def test_without_a_summary_nothing_is_announced() -> None:
    harvest = read_text(CODES[: CODES.index("Search Summary")])
    assert (harvest.announced, len(harvest.articles), harvest.doubts) == (None, 3, [])


def number_titles(text: str, numbers: tuple[int, ...]) -> str:
    for number, article in zip(numbers, ENGLISH, strict=True):
        text = text.replace(f"HD\t{article.title}", f"HD\t{number}) {article.title}")
    return text


def test_numbers_before_headlines_are_positions() -> None:
    harvest = read_text(number_titles(CODES, (1, 2, 4)).replace("Results Found\t3", "Results Found\t4"))
    assert [article["position"] for article in harvest.articles] == [1, 2, 4]
    assert ("article missing", 3) in doubts(harvest)
    assert harvest.announced == 4
    assert harvest.articles[0]["title"] == ENGLISH[0].title


def test_numbers_that_begin_late_or_fall_are_told() -> None:
    late = read_text(number_titles(CODES, (101, 102, 103)))
    assert doubts(late) == [("number out of order", None)]
    assert [article["position"] for article in late.articles] == [1, 2, 3]
    falls = read_text(number_titles(CODES, (1, 2, 2)))
    assert doubts(falls) == [("number out of order", 3)]


def test_article_numbers_on_a_line_of_their_own() -> None:
    text = PLAIN.replace("Région\n", "Article 1\nRégion\n").replace(FRENCH[1].title, f"Article 2\n{FRENCH[1].title}")
    harvest = read_text(text)
    assert [article["title"] for article in harvest.articles] == [article.title for article in FRENCH]
    assert harvest.announced == 2


def test_a_list_of_contents_names_the_missing_article() -> None:
    contents = "".join(f"{article.title}........{page}\n" for page, article in enumerate(ENGLISH, start=2))
    start, end = CODES.index(" HD\tMeridian"), CODES.index(" SE\tOpinion")
    harvest = read_text("Factiva\n" + contents + CODES[:start] + CODES[end : CODES.index("Search Summary")])
    assert [article["position"] for article in harvest.articles] == [1, 3]
    assert [(d.reason, d.position, d.name) for d in harvest.doubts] == [("article missing", 2, ENGLISH[1].title)]


def test_pages_that_are_missing_are_told() -> None:
    lines = [line for line in PLAIN.split("\n") if not line.startswith("Page 3 sur")]
    assert ("file cut off", None) in doubts(read_text("\n".join(lines)))
    lines = [line for line in PLAIN.split("\n") if not line.startswith("Page 1 sur")]
    assert doubts(read_text("\n".join(lines))) == [("number out of order", None)]


@pytest.mark.parametrize(
    "footer",
    [
        "Page 12 of 175 © 2026 Factiva, Inc. All rights reserved.",
        "Page12of175 ©2026Factiva,Inc.Allrightsreserved.",
        "Seite 3 von 200 © 2019 Factiva, Inc. Alle Rechte vorbehalten.",
        "© 2018 Factiva, Inc.  All rights reserved.",
    ],
)
def test_footers_of_pages_belong_to_no_article(footer: str) -> None:
    harvest = read_text(CODES.replace("\r\n", "\n").replace("Two of the eleven", f"\n\n{footer}\n\nTwo of the eleven"))
    assert "Factiva" not in str(harvest.articles[0]["text"])
    assert {word for part in ENGLISH[0].text for word in part.split()} <= set(str(harvest.articles[0]["text"]).split())


def test_a_sentence_broken_by_a_page_is_one_again() -> None:
    harvest = read_text(PLAIN, wrapped=False)
    assert [article["text"] for article in harvest.articles] == ["\n\n".join(article.text) for article in FRENCH]


def test_a_text_much_shorter_than_announced_is_told() -> None:
    text = CODES.replace("WC\t90 words", "WC\t1,090 words")
    assert "1,090" in text
    harvest = read_text(text)
    assert doubts(harvest) == [("text cut off", 1)]
    assert "1090 words announced" in harvest.doubts[0].note


def test_a_heading_without_a_text_is_named() -> None:
    start, end = CODES.index(" LP\tBuses"), CODES.index(" CT\t")
    harvest = read_text(CODES[:start] + CODES[end:])
    assert doubts(harvest) == [("article without text", 2)]
    assert harvest.announced == 3
    assert "Meridian Evening News" in harvest.doubts[0].note


def test_lines_between_articles_are_reported() -> None:
    text = CODES.replace("\r\n", "\n").replace(" SE\tOpinion", "Printed by somebody on a Tuesday.\n\n SE\tOpinion")
    harvest = read_text(text)
    assert doubts(harvest) == [("record not an article", None)]
    assert "Printed by somebody" in harvest.doubts[0].note
    assert harvest.announced == 3


@pytest.mark.parametrize(
    "text",
    [
        "Rain again\n\nBy Maud Tennick\n\n4 March 2019\n\nIt rained. Nobody measured it.",
        "500 words\n\nA column of five hundred words. Document the damage, they said.",
        "The bill was 90 words\nlong.\nDocument ABCDEFGH.",
        "Page 3 of 4\nCopyright 2019 The Alderby Gazette",
        "",
        "HD\nIN\nRE\nTD 6, Smith for the home side.",
    ],
)
def test_an_ordinary_article_is_not_taken_for_an_export(text: str) -> None:
    assert not recognise(split_lines(text))


def test_truncated_exports_are_still_recognised() -> None:
    assert recognise(split_lines(CODES[: CODES.index("Fishermen")]))
    assert recognise(split_lines(PLAIN[: PLAIN.index("Les commerçants")]))
    assert recognise(split_lines(PLAIN[PLAIN.index("Les commerçants") :]))


def test_accession_dates_and_counts() -> None:
    number = ENGLISH[0].accession
    for line in (
        f"Document {number}",
        f"Dokument {number}",
        f"AN\tDocument {number}",
        f"Document{number}",
        f"文書 {number}",
    ):
        assert find_accession(line) == number
    for line in ("Document", "Document everything", f"See {number} there", "Document ABCDEFGHIJKLMNOP"):
        assert find_accession(line) == ""
    for day in ("4 March 2019", "29 décembre 2011", "3. April 2017", "4 de marzo de 2019", "2019年3月4日"):
        assert is_date(day)
    assert not is_date("4 March 2019, they said")
    assert [read_count(text) for text in ("573 words", "1,771 mots", "1.771 Wörter", "300字", "3 men")] == [
        *(573, 1771, 1771, 300),
        None,
    ]


def test_an_empty_document_gives_an_empty_harvest() -> None:
    assert read(Document([])).articles == []


EDIT = st.tuples(st.sampled_from(["cut", "repeat", "insert", "head", "tail"]), st.integers(0, 200), st.integers(1, 12))
INSERTS = (
    "",
    "Search Summary",
    "HD\tAnother",
    "64 words",
    "4 March 2019",
    "By Maud",
    "IN",
    "\x00\ufffd|",
    "12) ",
    "AN",
)


def mutate(lines: list[str], edits: list[tuple[str, int, int]]) -> list[str]:
    for kind, place, size in edits:
        at = place % (len(lines) + 1)
        if kind == "cut":
            lines = lines[:at] + lines[at + size :]
        elif kind == "repeat":
            lines = lines[: at + size] + lines[at:]
        elif kind == "insert":
            lines = [*lines[:at], INSERTS[size % len(INSERTS)], *lines[at:]]
        elif kind == "head":
            lines = lines[min(at, 3 * size) :]
        else:
            lines = lines[: max(at, len(lines) - 3 * size)]
    return lines


@settings(max_examples=150, deadline=None)
@given(st.booleans(), st.booleans(), st.lists(EDIT, min_size=1, max_size=4))
def test_whatever_happens_to_a_file_no_word_is_lost(
    coded: bool, wrapped: bool, edits: list[tuple[str, int, int]]
) -> None:
    text = "\n".join(mutate((CODES if coded else PLAIN).replace("\r", "").split("\n"), edits))
    harvest = read_text(text, wrapped=wrapped)
    check_account(harvest)
    assert not lost_words(text, harvest)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300), st.integers(0, 3000))
def test_any_text_in_the_middle_of_a_file_breaks_nothing(text: str, at: int) -> None:
    check_account(read_text(CODES[:at] + text + CODES[at:]))
    recognise(split_lines(text))


@pytest.mark.parametrize("text", [CODES, PLAIN])
def test_many_short_articles_take_a_second_at_most(text: str) -> None:
    lines = split_lines(text) * (2_000_000 // len(text))
    start = time.process_time()
    assert recognise(lines)
    harvest = read(Document(lines, wrapped=True))
    assert time.process_time() - start < 2  # seconds; half a second on an idle machine
    assert len(harvest.articles) > 1000


@pytest.mark.parametrize(
    "line", ["1 " * 40_000, "." * 100_000, "HD\t" + " |" * 50_000, "Page 1 of " + " " * 90_000, "(c)" * 9_000]
)
def test_long_lines_take_no_time(line: str) -> None:
    start = time.process_time()
    lines = [Line(line)] * 20 + split_lines(CODES)
    recognise(lines)
    read(Document(lines))
    assert time.process_time() - start < 2


def test_samples_lie_where_they_should() -> None:
    assert {path.name for path in Path(SAMPLES).glob("factiva_*")} == set(samples())
