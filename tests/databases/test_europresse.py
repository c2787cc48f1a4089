import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.databases.europresse import read_page, recognise_page
from framing.formats.dates import read_dates
from framing.formats.harvest import REASONS, Harvest
from framing.formats.month_names import to_english

SAMPLES = Path(__file__).parent / "samples"
PAGE = (SAMPLES / "europresse_page.html").read_text(encoding="utf-8")
OLDER = (SAMPLES / "europresse_older.html").read_text(encoding="utf-8")


def doubts(found: Harvest) -> list[tuple[str, int | None]]:
    return [(doubt.reason, doubt.position) for doubt in found.doubts]


def texts(html: str) -> list[object]:
    return [article["text"] for article in read_page(html).articles]


def test_the_page_reconciles_to_the_last_article() -> None:
    found = read_page(PAGE)
    assert recognise_page(PAGE)
    assert (found.announced, len(found.articles), doubts(found)) == (3, 3, [])
    days = read_dates([to_english(str(article["date"])) for article in found.articles]).days
    assert [str(day)[:10] for day in days] == ["2019-03-04", "2019-03-05", "2019-03-06"]


def test_every_part_lies_in_its_column() -> None:
    first, second, third = read_page(PAGE).articles
    assert first["outlet"] == "La Gazette de Valbourg"
    assert first["edition"] == "no. 2211"
    assert first["section"] == "Politique"
    assert first["title"] == "La pluie revient à Valbourg"
    assert first["author"] == "Anne Roy"
    assert first["pages"] == "4"
    assert first["announced_words"] == len(re.findall(r"\S+", str(first["text"])))
    assert first["database_id"] == "news·20190304·GAV·0012"
    assert str(first["copyright"]).startswith("© 2019 La Gazette")
    assert "la gardienne du barrage, Ada" in str(first["text"])
    assert str(first["text"]).count("\n\n") == 2
    assert "©" not in str(first["text"])
    assert second["outlet"] == "Le Courrier d'Ostermer (site web)"
    assert (second["kicker"], second["subtitle"]) == ("Économie", "Un prix pour tous")
    assert second["notes"] == "Cet article est paru dans Le Courrier d'Ostermer"
    assert third["date"] == "March 6, 2019"
    assert [name for article in (first, second, third) for name in article if name == "unplaced"] == []


def test_the_older_layout_reads_the_same_texts() -> None:
    found = read_page(OLDER)
    assert recognise_page(OLDER)
    assert (found.announced, doubts(found)) == (2, [])
    assert texts(OLDER) == [texts(PAGE)[0], texts(PAGE)[2]]
    assert found.articles[0]["author"] == "Anne Roy"
    assert found.articles[0]["date"] == "4 mars 2019"
    assert found.articles[0]["database_id"] == "news·20190304·GAV·0012"
    assert "author" not in found.articles[1]


@pytest.mark.parametrize(
    ("header", "section", "date", "words", "pages"),
    [
        ("Économie, lundi 4 mars 2019, p. 4", "Économie", "4 mars 2019", None, "4"),
        ("lundi 4 mars 2019 1 234 mots, p. 4(40)", None, "4 mars 2019", 1234, "4(40)"),
        ("Jeudi, l'invité, 1er août 2019 - 10:30 UTC +00:00 589 mots", "Jeudi, l'invité", "1er août 2019", 589, None),
        ("Thursday, December 22, 2022 13887 words", None, "December 22, 2022", 13887, None),
        ("Montag, 4. März 2019 120 Wörter, S. 3", None, "4. März 2019", 120, "3"),
        ("Monde", None, "2019-03-04", None, "Monde"),
    ],
)
def test_the_header_is_parted(
    header: str, section: str | None, date: str, words: int | None, pages: str | None
) -> None:
    article = read_page(re.sub(r"Politique, lundi.*?(?=</span>)", header, PAGE)).articles[0]
    assert [article.get(name) for name in ("section", "date", "announced_words", "pages")] == [
        section,
        date,
        words,
        pages,
    ]


def test_an_ordinary_page_is_no_export() -> None:
    assert not recognise_page("<article><header><h1>DocPublicationName</h1></header><p>It rained.</p></article>")
    assert not recognise_page("<style>.DocPublicationName, .DocHeader {}</style><article>It rained.</article>")


# --- damaged copies


def test_a_page_cut_within_an_article() -> None:
    found = read_page(PAGE[: PAGE.index("The mayor said")])
    assert ("file cut off", 3) in doubts(found)
    assert ("text cut off", 3) in doubts(found)
    assert str(found.articles[2]["text"]).endswith("on the old bridge.")


@pytest.mark.parametrize("number", [0, 1])
def test_a_tag_that_closes_an_article_missing(number: int) -> None:
    at = [found.start() for found in re.finditer("</article>", PAGE)][number]
    damaged = PAGE[:at] + PAGE[at + len("</article>") :]
    assert doubts(read_page(damaged)) == [("end marker missing", number + 1)]
    assert texts(damaged) == texts(PAGE)


def test_a_tag_that_opens_an_article_missing() -> None:
    at = PAGE.index("<article>", PAGE.index("</article>"))
    damaged = PAGE[:at] + PAGE[at + len("<article>") :]
    assert doubts(read_page(damaged)) == [("end marker missing", 2)]
    assert texts(damaged) == texts(PAGE)


def test_both_tags_between_two_articles_missing() -> None:
    damaged = re.sub(r"</article>\s*<article>", "", PAGE, count=1)
    assert ("end marker missing", 1) in doubts(read_page(damaged))
    assert texts(damaged) == texts(PAGE)


def test_an_article_without_its_text() -> None:
    found = read_page(re.sub(r"<section>.*?</section>", "", PAGE, count=1, flags=re.DOTALL))
    assert ("article without text", 1) in doubts(found)
    assert found.articles[0]["text"] == ""
    assert found.announced == 3


def test_a_text_whose_class_is_lost_is_kept_and_reported() -> None:
    found = read_page(PAGE.replace("DocText clearfix", "x", 1).replace("docOcurrContainer", "y", 1))
    assert ("end marker missing", 1) in doubts(found)
    assert texts(PAGE)[0] == found.articles[0]["text"]


def test_a_document_number_without_its_article_is_an_article_missing() -> None:
    damaged = re.sub(r"<article>.*?</article>", "<p>news·20190304·GAV·0012</p>", PAGE, count=1, flags=re.DOTALL)
    found = read_page(damaged)
    assert (found.announced, len(found.articles)) == (3, 2)
    assert ("article missing", 3) in doubts(found)


def test_two_exports_pasted_together_are_both_read() -> None:
    found = read_page(PAGE + PAGE)
    assert found.announced == len(found.articles) == 6
    assert doubts(found) == []


def test_the_wrong_encoding_changes_letters_not_counts() -> None:
    found = read_page(PAGE.encode().decode("cp1252", "replace"))
    assert found.announced == len(found.articles) == 3


def test_a_page_nested_too_deeply_keeps_its_words() -> None:
    found = read_page(PAGE.replace("<p>Le conseil", "<div>" * 400 + "<p>Le conseil"))
    assert ("file damaged", 1) in doubts(found)
    assert "arrosage" in str(found.articles[0])
    assert texts(PAGE)[1:] == [article["text"] for article in found.articles[1:]]


def test_characters_that_stop_a_parser_do_not() -> None:
    assert str(texts(PAGE.replace("dimanche", "dim\x00anche"))[0]).endswith("jardins.")


PIECES = st.sampled_from(
    ["<article>", "</article>", "<p>", "</div>", "<span class='DocPublicationName'>", "\x00", "<!--", "&"]
)


def plant(html: str) -> str:
    """Put a word of its own before the end of every paragraph of a text."""
    numbers = iter(range(1000))
    return re.sub(r"(?<=[a-z]\.)</p>|(?<=[a-z]\.)(?=<br)", lambda found: f" zz{next(numbers)}zz{found[0]}", html)


@pytest.mark.parametrize("page", [PAGE, OLDER])
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_no_damage_breaks_it(page: str, data: st.DataObject) -> None:
    html = plant(page)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(html)))
        until = at + data.draw(st.integers(0, 600))
        html = html[:at] + data.draw(st.one_of(st.just(""), PIECES, st.text(max_size=8))) + html[until:]
    found = read_page(html)
    lost = {doubt.position for doubt in found.doubts if not doubt.kept and doubt.position}
    assert found.announced == len(found.articles) + len(lost)
    assert {doubt.reason for doubt in found.doubts} <= set(REASONS)
    seen = " ".join(map(str, (*found.articles, *found.doubts)))
    outside = re.sub(r"<!--.*?(?:-->|$)|<[^<>]*(?:>|$)", " ", html, flags=re.DOTALL)
    assert set(re.findall(r"zz\d+zz", outside)) <= set(re.findall(r"zz\d+zz", seen))


@pytest.mark.parametrize(
    "html",
    [
        PAGE * 150,
        "<article>" * 20_000,
        OLDER * 100,
        "<span class='DocPublicationName'>" * 5_000,
        "<span class=" * 50_000,
        "news·" * 50_000,
    ],
)
def test_time_grows_with_the_size_alone(html: str) -> None:
    start = time.process_time()
    recognise_page(html)
    read_page(html)
    assert time.process_time() - start < 3


def test_an_older_article_without_its_number_lacks_its_end_or_is_cut_off() -> None:
    whole = OLDER.replace("news·20190304·GAV·0012", "")
    assert doubts(read_page(whole)) == [("end marker missing", 1)]
    last = OLDER.replace("news·20190306·HPO·000045", "")
    assert doubts(read_page(last)) == [("end marker missing", 2)]
    assert doubts(read_page(OLDER[: OLDER.index("Personne ici")])) == [("file cut off", 1)]
    assert doubts(read_page(OLDER[: OLDER.index("The mayor said")])) == [("file cut off", 2)]
    assert doubts(read_page(re.sub(r"news·[\w·]+", "", OLDER))) == []  # no article of the file has one
