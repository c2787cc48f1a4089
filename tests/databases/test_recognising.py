"""Recognising: every export by one reader, its own, and an ordinary article or page by none."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.databases import recognising
from framing.databases.recognising import read_export, read_export_page
from framing.formats.decoding import decode_page
from framing.formats.documents import Document, split_lines
from framing.formats.files import CorpusFile
from framing.formats.opening import find_kind, open_document

SAMPLES = sorted((Path(__file__).parent / "samples").iterdir())
CORPUS = Path(__file__).parents[2] / "corpus"
LAYOUTS = {"nexis": ("Nexis Uni", "LexisNexis"), "factiva": ("Factiva",), "proquest": ("ProQuest", "RIS")}
LAYOUTS |= {"europresse": ("Europresse",)}
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Rain again – The Upton Gazette</title>
<meta name="author" content="A. Weir"><style>.article {{ color: black }}</style></head>
<body><nav><ul><li>Home</li><li>News</li></ul></nav><article class="article"><h1>Rain again</h1>
<div class="author">A. Weir</div><span>Length: 4 minutes</span><p>{}</p></article>
<table><tr><td>HD</td><td>Hire a dredger</td></tr><tr><td>TD</td><td>Today</td></tr></table></body></html>"""
HABITS = """Title: What the archives of Factiva, ProQuest and Nexis Uni hold
Outlet: The Upton Gazette
Date: 4 March 2019

1 of 200 documents was opened, the clerk said.

Length: 12 metres

Body of the report

The mayor spoke. Document 3 of 200 was not among them.

HD
Copyright 2019 The Upton Gazette
All Rights Reserved

“End of Document”, it said."""
MARKS = ["Length: 573 words", "Body", "End of Document", "Document 1 of 2", "HD", "TD", "TY  - NEWS", "ER  -"]


def readers_of_page(html: str) -> list[str]:
    found = [reader.__name__ for reader in recognising._PAGE_READERS if reader.recognise_page(html)]
    return [name.rpartition(".")[2] for name in found]


def readers_of(document: Document) -> list[str]:
    found = [reader.__name__ for reader in recognising._READERS if reader.recognise(document.lines)]
    return [name.rpartition(".")[2] for name in found]


def decode(path: Path) -> str:
    return decode_page(path.read_bytes(), CorpusFile(path, path.name))[0]


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
def test_a_sample_is_recognised_by_its_own_reader_alone_and_read(path: Path) -> None:
    database, data = path.name.partition("_")[0], path.read_bytes()
    if find_kind(data) == "page":
        expected = "factiva_pages" if database == "factiva" else database
        assert readers_of_page(decode(path)) == [expected]
        found = read_export_page(decode(path))
    else:
        document = open_document(data, path.name)
        assert readers_of(document) == ["ris" if path.suffix == ".ris" else database]
        found = read_export(document)
    assert found is not None
    assert found.articles
    assert found.layout.startswith(LAYOUTS[database])


def test_every_reader_has_a_sample() -> None:
    pages = [path for path in SAMPLES if path.suffix == ".html"]
    of_pages = {name for path in pages for name in readers_of_page(decode(path))}
    documents = [open_document(path.read_bytes(), path.name) for path in SAMPLES if path not in pages]
    assert {name for document in documents for name in readers_of(document)} == {"nexis", "factiva", "proquest", "ris"}
    assert of_pages == {"factiva_pages", "proquest", "europresse"}


def test_no_article_of_the_demonstration_corpus_is_taken_for_an_export(demo: pd.DataFrame) -> None:
    texts = [*demo["text"], *(path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.txt")))]
    assert len(texts) > len(demo)
    assert [text[:40] for text in texts if read_export(Document(split_lines(text))) is not None] == []
    assert [text[:40] for text in texts if readers_of_page(text) or readers_of_page(PAGE.format(text))] == []
    pages = sorted(CORPUS.rglob("*.html"))
    assert [path.name for path in pages if read_export_page(decode(path)) is not None] == []


def test_an_article_that_speaks_of_exports_is_none() -> None:
    assert readers_of(Document(split_lines(HABITS))) == []
    assert readers_of_page(PAGE.format(HABITS)) == []
    assert readers_of(Document(split_lines(PAGE))) == []


@given(st.lists(st.sampled_from([*HABITS.split("\n"), *MARKS]), max_size=12))
def test_asking_never_fails_and_reads_only_what_is_recognised(lines: list[str]) -> None:
    document = Document(split_lines("\n".join(lines)))
    names = readers_of(document)
    assert len(names) <= 1
    assert (read_export(document) is not None) == bool(names)


@pytest.mark.parametrize("text", ["", "\n\n", "\x00", "<", "It rained."])
def test_nothing_is_no_export(text: str) -> None:
    assert read_export(Document(split_lines(text))) is None
    assert read_export_page(text) is None
