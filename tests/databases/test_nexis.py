"""Exports of Nexis: every article comes in whole, and every damage is reported by article and reason."""

from __future__ import annotations

import dataclasses
import importlib.util
import random
import re
import time
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.databases import nexis, nexis_marks
from framing.databases.nexis_article import count_shortfall
from framing.databases.nexis_cover import choose_range
from framing.formats.documents import Document, Line, split_lines
from framing.formats.harvest import REASONS, Harvest, Unreadable

SAMPLES = Path(__file__).with_name("samples")
TEXTS = ("nexis_uni.txt", "nexis_uni_german.txt", "nexis_academic.txt", "nexis_academic_german.txt")


def _load_writer() -> ModuleType:
    path = Path(__file__).with_name("write_nexis_samples.py")
    spec = importlib.util.spec_from_file_location("write_nexis_samples", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


WRITER = _load_writer()
STORIES = {name: WRITER.GERMAN if "german" in name else WRITER.ENGLISH for name in TEXTS}


def _sample(name: str) -> str:
    return (SAMPLES / name).read_bytes().decode("utf-8")


def _read(text: str, *, wrapped: bool = True) -> Harvest:
    return nexis.read(Document(split_lines(text), wrapped=wrapped))


def _open(name: str) -> Document:
    data = (SAMPLES / name).read_bytes()
    if name.endswith(".docx"):
        from framing.formats.word import read_word

        return read_word(data)
    if name.endswith(".rtf"):
        from framing.formats.rich_text import read_rich_text

        return read_rich_text(data)
    return Document(split_lines(data.decode("utf-8")), wrapped=True)


def _found(harvest: Harvest) -> list[tuple[str, int | None]]:
    return [(doubt.reason, doubt.position) for doubt in harvest.doubts]


def _balances(harvest: Harvest) -> bool:
    lost = {doubt.position for doubt in harvest.doubts if not doubt.kept and doubt.position is not None}
    return harvest.announced is None or harvest.announced == len(harvest.articles) + len(lost)


def _cut(text: str, begin: str, end: str, *, keep: str = "") -> str:
    """Take out what stands from one place to the next occurrence of another."""
    start = text.index(begin)
    stop = text.index(end, start)
    return text[:start] + keep + text[stop:]


@pytest.mark.parametrize("name", [*TEXTS, "nexis_uni.docx", "nexis_uni.rtf"])
def test_a_sample_reconciles_to_the_last_article(name: str) -> None:
    stories = WRITER.GERMAN if "german" in name else WRITER.ENGLISH
    document = _open(name)
    assert nexis.recognise(document.lines)
    harvest = nexis.read(document)
    assert (harvest.announced, harvest.doubts) == (len(stories), [])
    assert [article["position"] for article in harvest.articles] == list(range(1, len(stories) + 1))
    for story, article in zip(stories, harvest.articles, strict=True):
        assert article["text"] == "\n\n".join(story.body)
        assert (article["title"], article["outlet"]) == (story.title, story.outlet)
        assert article["announced_words"] == story.words
        for column in ("section", "edition"):
            assert article.get(column, "") == getattr(story, column)
        assert (article.get("author", ""), article.get("highlight", "")) == (story.byline, story.highlight)
        assert (article.get("graphic", ""), article.get("load_date", "")) == (story.graphic, story.loaded)
        assert article.get("subjects", "") == story.subject
        assert str(article["date"]) in story.date
        assert str(article["retrieved"]).endswith("2019")


def test_the_samples_are_what_the_script_writes(tmp_path: Path) -> None:
    WRITER.write_samples(tmp_path)
    for path in tmp_path.iterdir():
        if path.suffix != ".docx":  # its template differs between versions of the library
            assert path.read_bytes() == (SAMPLES / path.name).read_bytes(), path.name


def test_the_columns_are_those_of_the_labels_file() -> None:
    data = tomllib.loads(Path(nexis_marks.__file__).with_name("nexis_labels.toml").read_text(encoding="utf-8"))
    assert set(data["head"]) == nexis_marks.HEAD
    assert set(data["tail"]) == nexis_marks.TAIL


@pytest.mark.parametrize("name", TEXTS)
def test_doubled_blank_lines_change_nothing(name: str) -> None:
    plain = _read(_sample(name))
    assert _read(re.sub(r"\r\n\r\n", "\r\n\r\n\r\n\r\n", _sample(name))) == plain


def test_a_french_interface_is_read() -> None:
    words = WRITER._ENGLISH_WORDS | {
        "user": "Nom d'utilisateur",
        "time": "Date et heure",
        "job": "Numéro de tâche",
        "matter": "Client/dossier",
        "section": "Rubrique",
        "length": "Longueur",
        "words": "mots",
        "byline": "Auteur",
        "body": "Corps",
        "graphic": "Graphique",
        "language": "Langue",
        "publication": "Type de publication",
        "subject": "Sujet",
        "loaded": "Date de chargement",
        "end": "Fin du document",
        "now": "mercredi 20 mars 2019 15:12:00",
    }
    harvest = _read(WRITER.write_uni(WRITER.ENGLISH[:3], words))
    assert (harvest.announced, harvest.doubts) == (3, [])
    assert [article["text"] for article in harvest.articles] == ["\n\n".join(s.body) for s in WRITER.ENGLISH[:3]]
    assert harvest.articles[0]["retrieved"] == "20 mars 2019"


def test_an_article_alone_is_read_without_a_cover() -> None:
    harvest = _read(_sample("nexis_uni_alone.txt"))
    assert (harvest.announced, harvest.doubts, len(harvest.articles)) == (None, [], 1)
    assert harvest.articles[0]["title"] == WRITER.ENGLISH[0].title


def test_a_missing_cover_costs_no_article() -> None:
    text = _sample("nexis_uni.txt")
    bare = text[text.index("Marlford ferry may close", text.index("6. Bridge")) :]
    harvest = _read(bare)
    assert harvest.announced is None
    assert harvest.doubts == []
    assert [article["title"] for article in harvest.articles] == [story.title for story in WRITER.ENGLISH]
    academic = _sample("nexis_academic.txt")
    harvest = _read(academic[academic.index("1 of 6 DOCUMENTS") :])
    assert (harvest.announced, harvest.doubts, len(harvest.articles)) == (6, [], 6)


@pytest.mark.parametrize("wrapped", [True, False])
@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_a_missing_end_marker_is_reported_at_its_article(place: int, wrapped: bool) -> None:
    lines = _sample("nexis_uni.txt").split("\r\n")
    ends = [at for at, line in enumerate(lines) if line == "End of Document"]
    ends.pop(3)  # the article's own words
    del lines[ends[place]]
    harvest = _read("\r\n".join(lines), wrapped=wrapped)
    assert _found(harvest) == [("end marker missing", place + 1)]
    assert [article["text"] for article in harvest.articles] == ["\n\n".join(story.body) for story in WRITER.ENGLISH]


def test_a_missing_number_is_reported_at_the_article_before() -> None:
    text = re.sub(r" +3 of 6 DOCUMENTS\r\n", "", _sample("nexis_academic.txt"))
    harvest = _read(text)
    assert _found(harvest) == [("end marker missing", 2)]
    assert [article["text"] for article in harvest.articles] == ["\n\n".join(story.body) for story in WRITER.ENGLISH]


def test_a_skipped_and_a_repeated_number_are_reported() -> None:
    text = _sample("nexis_academic.txt").replace("4 of 6 DOCUMENTS", "3 of 6 DOCUMENTS")
    harvest = _read(text)
    assert _found(harvest) == [("number out of order", 4)]
    assert len(harvest.articles) == 6
    gone = _cut(_sample("nexis_academic.txt"), "4 of 6 DOCUMENTS", "5 of 6 DOCUMENTS")
    harvest = _read(gone)
    assert _found(harvest) == [("article missing", 4), ("number out of order", 5)]
    assert _balances(harvest)


def test_a_missing_article_is_called_by_its_title_on_the_cover() -> None:
    text = _sample("nexis_uni.txt")
    start = text.index("Weavers of Ostrick", text.index("1. Marlford") + 1200)
    stop = text.index("Letters\r\nTarn Valley Post\r\nMarch 12", start)
    harvest = _read(text[:start] + text[stop:])
    assert [(doubt.reason, doubt.position, doubt.name) for doubt in harvest.doubts] == [
        ("article missing", 3, "Weavers of Ostrick win a year's grace")
    ]
    assert [article["position"] for article in harvest.articles] == [1, 2, 4, 5, 6]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("share", [0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.97])
def test_a_truncated_file_accounts_for_every_article(name: str, share: float) -> None:
    stories, text = STORIES[name], _sample(name)
    harvest = _read(text[: int(len(text) * share)])
    assert harvest.announced == len(stories)
    assert _balances(harvest)
    reasons = {doubt.reason for doubt in harvest.doubts}
    assert share > 0.95 or reasons & {"file cut off", "end marker missing", "article missing"}
    whole = [article for article in harvest.articles if "file cut off" not in _reasons(harvest, article["position"])]
    for article in whole:
        assert isinstance(article["position"], int)
        assert article["text"] == "\n\n".join(stories[article["position"] - 1].body)
    missing = [doubt for doubt in harvest.doubts if doubt.reason == "article missing" and "uni" in name]
    assert all(doubt.name == stories[(doubt.position or 0) - 1].title for doubt in missing)


def _reasons(harvest: Harvest, position: object) -> set[str]:
    return {doubt.reason for doubt in harvest.doubts if doubt.position == position}


def test_a_file_cut_within_an_article_says_which() -> None:
    for name, place in (("nexis_uni.txt", 6), ("nexis_academic.txt", 6)):
        text = _sample(name)
        harvest = _read(text[: text.index("The bridge of Tarn will be lit") + 60])
        assert ("file cut off", place) in _found(harvest)
        assert str(harvest.articles[-1]["text"]).startswith("The bridge of Tarn will be lit")


def test_a_cover_alone_names_what_is_missing() -> None:
    text = _sample("nexis_uni.txt")
    harvest = _read(text[: text.index("Marlford ferry may close", text.index("6. Bridge"))])
    assert harvest.announced == 6
    assert [doubt.name for doubt in harvest.doubts if not doubt.kept] == [story.title for story in WRITER.ENGLISH]


def test_a_front_cut_off_keeps_the_rest_of_the_first_article() -> None:
    for name in ("nexis_uni.txt", "nexis_academic.txt"):
        text = _sample(name)
        harvest = _read(text[text.index("Councillor Bevis Trant") :])
        assert str(harvest.articles[0]["text"]).startswith("Councillor Bevis Trant")
        assert {"title missing", "outlet missing", "date missing"} <= _reasons(harvest, 1)
        assert len(harvest.articles) == 6


@pytest.mark.parametrize("first", TEXTS)
def test_two_exports_in_one_file_are_both_read(first: str) -> None:
    second = first.replace("_german", "") if "german" in first else first.replace(".txt", "_german.txt")
    n_first, n_second = len(STORIES[first]), len(STORIES[second])
    harvest = _read(_sample(first) + _sample(second))
    assert harvest.announced == n_first + n_second
    assert [article["position"] for article in harvest.articles] == list(range(1, n_first + n_second + 1))
    assert _found(harvest) == [("number out of order", n_first + 1)]
    bodies = ["\n\n".join(story.body) for story in (*STORIES[first], *STORIES[second])]
    assert [article["text"] for article in harvest.articles] == bodies


def test_a_wrong_encoding_loses_no_article() -> None:
    data = _sample("nexis_uni_german.txt").encode("utf-8")
    harvest = _read(data.decode("cp1252", errors="replace"))
    assert (harvest.announced, len(harvest.articles)) == (3, 3)
    assert all(
        "wird" in str(a["text"]) or "war" in str(a["text"]) or "soll" in str(a["text"]) for a in harvest.articles
    )


def test_a_text_much_shorter_than_announced_is_reported() -> None:
    text = _sample("nexis_uni.txt").replace("Length:\xa088 words", "Length:\xa01,088 words")
    assert _found(_read(text)) == [("text cut off", 1)]
    assert count_shortfall("word " * 80, 100) == ""
    assert count_shortfall("word " * 79, 100) == ""  # only 21 missing: captions, title
    assert count_shortfall("word " * 160, 201) == "160 of 201 words"


def test_a_cover_that_counts_wrong_is_reported() -> None:
    text = _sample("nexis_uni.txt").replace("Documents (6)", "Documents (7)")
    harvest = _read(text)
    assert _found(harvest) == [("count wrong", None), ("article missing", 7)]
    fewer = _read(_sample("nexis_uni.txt").replace("Documents (6)", "Documents (5)"))
    assert len(fewer.articles) == 6
    assert "count wrong" in {doubt.reason for doubt in fewer.doubts}
    assert _balances(fewer)


def test_a_part_of_an_export_announces_its_own_part() -> None:
    text = _sample("nexis_academic.txt").replace("Selected Items: 1-6", "Selected Items: 101-106")
    text = re.sub(r"(\d) of 6 DOCUMENTS", r"10\1 of 400 DOCUMENTS", text)
    harvest = _read(text)
    assert (harvest.announced, harvest.doubts) == (6, [])
    assert [article["position"] for article in harvest.articles] == [101, 102, 103, 104, 105, 106]
    uni = _sample("nexis_uni.txt").replace("Documents (6)", "Documents (101 - 106 of 400)")
    for number in range(1, 7):
        uni = uni.replace(f"\n{number}. ", f"\n10{number}. ")
    harvest = _read(uni)
    assert (harvest.announced, harvest.doubts) == (6, [])
    assert harvest.articles[-1]["position"] == 106
    assert choose_range(1, 100, 400)[:2] == (1, 100)
    assert choose_range(1, 99, 400)[:2] == (1, 400)


def test_an_article_without_labels_and_body_mark_is_read() -> None:
    text = _sample("nexis_uni.txt")
    text = text.replace("Section:\xa0NEWS; Pg. 1\r\n", "").replace("Length:\xa049 words\r\n", "")
    start = text.rindex("Byline:\xa0By Ida")
    harvest = _read(text[:start] + text[start:].replace("Byline:\xa0By Ida Penhallow\r\nBody\r\n", "", 1))
    assert harvest.doubts == []
    assert harvest.articles[-1]["text"] == "\n\n".join(WRITER.ENGLISH[-1].body)


def test_a_title_without_a_text_is_reported() -> None:
    body = "\r\n\r\n".join(WRITER.ENGLISH[4].body)
    harvest = _read(_sample("nexis_uni.txt").replace(body, ""))
    assert [(d.reason, d.position, d.name, d.kept) for d in harvest.doubts] == [
        ("article without text", 5, "No, the owl is not back", True)
    ]
    assert _balances(harvest)
    error = "We are sorry but there is an error in this document and it is not possible to display it."
    harvest = _read(_sample("nexis_uni.txt").replace(body, error))
    assert _found(harvest) == [("record not an article", 5)]


@pytest.mark.parametrize("layout", ["uni", "academic"])
def test_a_caption_that_begins_with_photo_and_a_link_to_photos_are_told_apart(layout: str) -> None:
    story = WRITER.ENGLISH[0]
    linked = dataclasses.replace(
        story, graphic="", body=(*story.body, "PHOTOS: The tarn in ten pictures", story.body[0])
    )
    shown = dataclasses.replace(story, graphic="Photo: The tarn at dawn.")
    stories = (linked, shown, dataclasses.replace(shown, subject=""))
    text = WRITER.write_academic(stories) if layout == "academic" else WRITER.write_uni(stories, WRITER._ENGLISH_WORDS)
    articles = _read(text).articles
    assert [article["text"] for article in articles] == ["\n\n".join(story.body) for story in stories]
    assert [article.get("graphic", "") for article in articles] == ["", shown.graphic, shown.graphic]


def test_a_title_that_begins_with_a_date_and_a_distributor_are_told_apart() -> None:
    lines = [
        "May 06, 2026: Marl fair opens",
        "Newsfeed Blogs",
        "The Marl Diary",
        "May 13, 2026 Wednesday 12:01 AM Eastern Time",
    ]
    lines += [
        "Copyright 2026 Marl",
        "Length: 2 words",
        "Body",
        "It opened.",
        "Load-Date: May 14, 2026",
        "End of Document",
    ]
    article = nexis.read(Document([Line(line) for line in lines])).articles[0]
    assert (article["title"], article["distributor"]) == (lines[0], "Newsfeed Blogs")
    assert (article["outlet"], article["date"], article["text"]) == ("The Marl Diary", "May 13, 2026", "It opened.")


@pytest.mark.parametrize(
    "text",
    [
        "The clerk read on.\n\nEnd of Document\n\nThat was the last line of it.",
        "Length: short\nBody\nIt rained.",
        "3 of 6 DOCUMENTS\n\nwere found in the cellar, the court heard, on\n\nMonday.",
        "Documents (40)\n\n1. A list\n2. Another list",
        "Copyright 2019 The Marl Echo\nMarch 4, 2019\nIt rained.",
        "Load-Date: March 4, 2019\nwas printed on the sack.",
        "",
    ],
)
def test_an_ordinary_article_is_not_taken_for_an_export(text: str) -> None:
    assert not nexis.recognise(split_lines(text))


def test_what_is_no_export_is_refused() -> None:
    with pytest.raises(Unreadable, match="no article"):
        _read("\n\n")


def test_a_megabyte_is_read_within_seconds() -> None:
    for name in ("nexis_uni.txt", "nexis_academic.txt"):
        text = _sample(name) * (1_000_000 // len(_sample(name)))
        start = time.perf_counter()
        harvest = _read(text)
        assert time.perf_counter() - start < 3
        assert _balances(harvest)


BODY_LINES = {
    line.strip()
    for name in TEXTS
    for story in STORIES[name]
    for line in _sample(name).split("\r\n")
    if len(line) > 55 and any(line.strip() in paragraph for paragraph in story.body)
}
INSERTED: tuple[str, ...] = (
    "",
    "Body",
    "End of Document",
    "Length: 12 words",
    "Load-Date: March 4, 2019",
    "7 of 6 DOCUMENTS",
    "4. Letters",
)
INSERTED += (
    "Documents (9)",
    "March 4, 2019 Monday",
    "Copyright 2019 X",
    "Graphic",
    "Classification",
    "\x00\ufffd\u2028",
    "x" * 300,
)


def _mutate(lines: list[str], seed: int) -> list[str]:
    chance = random.Random(seed)  # noqa: S311
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines) + 1)
        stop = min(len(lines), at + chance.choice((1, 1, 2, 5, 20, 60)))
        kind = chance.randrange(5)
        if kind == 0:
            lines = lines[:at]
        elif kind == 1:
            lines = lines[:at] + lines[stop:]
        elif kind == 2:
            lines = lines[:stop] + lines[at:]
        elif kind == 3:
            lines = [*lines[:at], chance.choice(INSERTED), *lines[at:]]
        elif at < len(lines) and lines[at]:
            place = chance.randrange(len(lines[at]))
            lines = [
                *lines[:at],
                lines[at][:place] + chance.choice("\x00é:9 \ufffd") + lines[at][place + 1 :],
                *lines[at + 1 :],
            ]
    return lines


@settings(max_examples=120, deadline=None)
@given(name=st.sampled_from(TEXTS), seed=st.integers(0, 2**32), wrapped=st.booleans())
def test_no_mutation_crashes_or_loses_words(name: str, seed: int, wrapped: bool) -> None:
    lines = _mutate(_sample(name).split("\r\n"), seed)
    try:
        harvest = _read("\n".join(lines), wrapped=wrapped)
    except Unreadable:
        return
    assert _balances(harvest)
    assert {doubt.reason for doubt in harvest.doubts} <= REASONS.keys()
    assert all(isinstance(article["position"], int) for article in harvest.articles)
    empty = {article["position"] for article in harvest.articles if not article["text"]}
    assert empty == {doubt.position for doubt in harvest.doubts if doubt.reason == "article without text"}
    kept = " ".join(str(value) for article in harvest.articles for value in article.values())
    kept = " ".join(f"{kept} {' '.join(f'{doubt.name} {doubt.note}' for doubt in harvest.doubts)}".split())
    lost = [line for line in lines if line.strip() in BODY_LINES and line.strip() not in kept]
    assert lost == []
