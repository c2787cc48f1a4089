"""Factiva as web pages: every sample reads to the last article, and every damage is told by article and reason."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.databases.write_factiva_samples import ENGLISH, GERMAN, SAMPLES, Article

from framing.databases.factiva_pages import read_page, recognise_page
from framing.formats.harvest import Harvest, Unreadable

CODES = (SAMPLES / "factiva_codes.html").read_text(encoding="utf-8")
PLAIN = (SAMPLES / "factiva_plain.html").read_text(encoding="utf-8")
PAGES = [(CODES, ENGLISH), (PLAIN, GERMAN)]
SEARCHED = ("count wrong", None)  # the German sample is a page of 1,771 results


def doubts(harvest: Harvest) -> list[tuple[str, int | None]]:
    return [(d.reason, d.position) for d in harvest.doubts if (d.reason, d.position) != SEARCHED]


def check_article(row: dict[str, object], article: Article) -> None:
    assert row["text"] == "\n\n".join(article.text)
    assert (row["title"], row["date"], row["outlet"]) == (article.title, article.date, article.outlet)
    assert row["database_id"] == article.accession
    assert row["announced_words"] == article.words
    assert row.get("section", "") == article.section
    assert row.get("page", "") == article.page
    assert article.author.endswith(str(row.get("author", "")))
    assert row["language"] == article.language
    assert row["copyright"] == article.copyright
    assert row["source_code"] == article.code


def check_account(harvest: Harvest) -> None:
    lost = {doubt.position for doubt in harvest.doubts if not doubt.kept and doubt.position is not None}
    assert harvest.announced is None or harvest.announced == len(harvest.articles) + len(lost)


@pytest.mark.parametrize(("page", "articles"), PAGES)
def test_samples_read_to_the_last_article(page: str, articles: tuple[Article, ...]) -> None:
    assert recognise_page(page)
    harvest = read_page(page)
    assert (harvest.layout, harvest.announced, doubts(harvest)) == ("Factiva", 3, [])
    assert [article["position"] for article in harvest.articles] == [1, 2, 3]
    for row, article in zip(harvest.articles, articles, strict=True):
        check_article(row, article)


def test_what_is_not_text_goes_into_its_own_columns() -> None:
    first = read_page(CODES).articles[0]
    assert first["subjects"] == "glocal : Local Politics | gwea : Weather | gcat : Political/General News"
    assert first["retrieved"] == "2 April 2019 9:41"
    german = read_page(PLAIN).articles[0]
    assert german["caption"] == "So sah die Brücke im Januar aus. Foto: Wehrtaler Archiv"
    assert german["publisher"] == "Wehrtaler Verlag GmbH"
    assert german["author"] == "Hanne Oberrath"


def test_the_search_found_more_than_the_page_holds() -> None:
    harvest = read_page(PLAIN)
    assert [(d.reason, d.position) for d in harvest.doubts] == [SEARCHED]
    assert "found 1771 articles and the file holds 3" in harvest.doubts[0].note


@pytest.mark.parametrize(("page", "articles"), PAGES)
def test_a_page_cut_in_a_text(page: str, articles: tuple[Article, ...]) -> None:
    harvest = read_page(page[: page.index(articles[1].text[2][:10])])
    assert ("file cut off", 2) in doubts(harvest)
    assert len(harvest.articles) == 2
    assert str(harvest.articles[1]["text"]).startswith(articles[1].text[0])


@pytest.mark.parametrize(("page", "articles"), PAGES)
def test_a_page_cut_in_a_heading(page: str, articles: tuple[Article, ...]) -> None:
    harvest = read_page(page[: page.index(articles[1].copyright)])
    assert doubts(harvest) == [("article without text", 2), ("file cut off", 2)]
    assert {doubt.name.endswith(articles[1].title) for doubt in harvest.doubts} == {True}


def test_a_page_cut_after_an_article_says_so() -> None:
    harvest = read_page(CODES[: CODES.index(ENGLISH[1].accession) + 25])
    assert doubts(harvest) == [("file cut off", None)]
    assert len(harvest.articles) == 2


@pytest.mark.parametrize(("page", "articles"), PAGES)
def test_a_missing_end_marker(page: str, articles: tuple[Article, ...]) -> None:
    number = articles[0].accession
    harvest = read_page(re.sub(f">Do[ck]ument {number}<", "><", page))
    assert doubts(harvest) == [("end marker missing", 1)]
    assert harvest.articles[0]["text"] == "\n\n".join(articles[0].text)
    check_article(harvest.articles[1], articles[1])


@pytest.mark.parametrize(("page", "articles"), PAGES)
def test_a_damaged_start_of_an_article_changes_nothing(page: str, articles: tuple[Article, ...]) -> None:
    harvest = read_page(re.sub(r'class="article (?:en|de)Article"', 'class="x"', page))
    assert [article["database_id"] for article in harvest.articles] == [article.accession for article in articles]
    assert [article["text"] for article in harvest.articles] == ["\n\n".join(article.text) for article in articles]


@pytest.mark.parametrize(("page", "articles"), PAGES)
def test_start_and_end_both_missing_are_parted_at_the_headline(page: str, articles: tuple[Article, ...]) -> None:
    page = re.sub(f">Do[ck]ument {articles[0].accession}<", "><", page)
    at = page.index(articles[0].accession if articles is GERMAN else articles[0].title)
    page = page[:at] + re.sub(r'class="article (?:en|de)Article"', "", page[at:], count=2)
    harvest = read_page(page)
    assert ("end marker missing", 1) in doubts(harvest)
    assert [article["text"] for article in harvest.articles] == ["\n\n".join(article.text) for article in articles]


def test_a_number_skipped_is_a_missing_article() -> None:
    harvest = read_page(PLAIN.replace("3) Die Mühle", "4) Die Mühle"))
    assert [article["position"] for article in harvest.articles] == [1, 2, 4]
    assert doubts(harvest) == [("article missing", 3)]
    assert harvest.announced == 4


def test_two_pages_pasted_together() -> None:
    harvest = read_page(PLAIN + PLAIN)
    assert len(harvest.articles) == 6
    assert {position for reason, position in doubts(harvest) if reason == "number out of order"} == {4, 5, 6}
    both = read_page(CODES + PLAIN)
    assert [article["title"] for article in both.articles] == [article.title for article in (*ENGLISH, *GERMAN)] or [
        str(article["title"])[-10:] for article in both.articles
    ] == [article.title[-10:] for article in (*ENGLISH, *GERMAN)]


def test_the_summary_missing_leaves_the_number_open() -> None:
    page = re.sub(r'<table id="oddEvenPreview".*?</table>', "", CODES, flags=re.DOTALL)
    harvest = read_page(page)
    assert (harvest.announced, doubts(harvest), len(harvest.articles)) == (None, [], 3)


def test_wrong_encoding_keeps_every_article() -> None:
    harvest = read_page(PLAIN.encode().decode("cp1252", "replace"))
    assert [article["database_id"] for article in harvest.articles] == [article.accession for article in GERMAN]
    assert all(article["text"] for article in harvest.articles)


def test_an_article_in_another_language() -> None:
    page = CODES.replace("</form>", PLAIN[PLAIN.index('<div id="article-') : PLAIN.index('<table id="odd')] + "</form>")
    harvest = read_page(page)
    assert [article["language"] for article in harvest.articles] == ["English"] * 3 + ["Deutsch"] * 3


def test_marks_within_a_paragraph_part_no_words() -> None:
    page = CODES.replace("harbour wall of", "<b>harb</b>our <span class='companylink'>wall</span> of").replace(
        "eleven boats", "eleven\nboats"
    )
    check_article(read_page(page).articles[0], ENGLISH[0])


def test_a_page_nested_too_deeply_is_read_as_lines() -> None:
    harvest = read_page(CODES.replace("<form", "<div>" * 3000 + "<form", 1))
    assert "file damaged" in {doubt.reason for doubt in harvest.doubts}
    said = " ".join(str(value) for article in harvest.articles for value in article.values())
    assert all(article.text[0] in said for article in ENGLISH)


@pytest.mark.parametrize(
    "page",
    [
        "<html><article><h1>Rain</h1><p>4 March 2019</p><p>It rained.</p></article></html>",
        '<div class="article"><h1>Factiva is a database</h1><p class="paragraph">It is.</p></div>',
        "",
        "Document ALDERGZ020190304ef340001a",
    ],
)
def test_an_ordinary_page_is_not_taken_for_an_export(page: str) -> None:
    assert not recognise_page(page)


def test_a_page_without_a_word() -> None:
    with pytest.raises(Unreadable):
        read_page("   ")


@settings(max_examples=80, deadline=None)
@given(
    st.booleans(),
    st.lists(st.tuples(st.sampled_from(["cut", "repeat", "insert"]), st.floats(0, 1), st.integers(1, 3)), max_size=3),
)
def test_whatever_happens_to_a_page_no_word_is_lost(coded: bool, edits: list[tuple[str, float, int]]) -> None:
    page = CODES if coded else PLAIN
    head, tail = page[: page.index("<body")], page[page.index("<body") :]
    parts = re.split(r"(?<=>)(?=<)", tail)
    for kind, place, size in edits:
        at = int(place * len(parts))
        if kind == "cut":
            parts = parts[:at] + parts[at + size :]
        elif kind == "repeat":
            parts = parts[: at + size] + parts[at:]
        else:
            parts = [*parts[:at], ("<p>", "</div>", '<div class="article enArticle">')[size - 1], *parts[at:]]
    harvest = read_page(head + "".join(parts))
    check_account(harvest)
    said = " ".join(str(value) for article in harvest.articles for value in article.values())
    said += " ".join(f" {doubt.name} {doubt.note} " for doubt in harvest.doubts)
    words = Counter(
        " ".join(re.findall(r'articleParagraph">([^<]*)</p>', "".join(parts))).replace("&quot;", '"').split()
    )
    assert not words - Counter(said.split())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.integers(0, 9000))
def test_any_text_in_the_middle_of_a_page_breaks_nothing(text: str, at: int) -> None:
    check_account(read_page(CODES[:at] + text + CODES[at:]))


@pytest.mark.parametrize("page", [CODES, PLAIN])
def test_many_short_articles_take_a_second_at_most(page: str) -> None:
    body = page[page.index("<form") : page.index("</form>")]
    start = time.process_time()
    whole = page.replace(body, body * (2_000_000 // len(page)), 1)
    assert recognise_page(whole)
    assert len(read_page(whole).articles) > 500
    assert time.process_time() - start < 3  # seconds; under one on an idle machine


def test_a_summary_that_never_ends_costs_no_more_than_it_is_long() -> None:
    start = PLAIN.index('<table id="oddEvenPreview"')
    piece = PLAIN[start : PLAIN.index("</table>", start)]
    begun = time.process_time()
    found = read_page(PLAIN[:start] + piece * 80 + PLAIN[start:])
    assert time.process_time() - begun < 1
    assert [article["position"] for article in found.articles] == [1, 2, 3]
