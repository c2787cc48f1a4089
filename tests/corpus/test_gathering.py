"""Gathering: every file has a row of account, every article a row, whichever process took it."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from framing.corpus.gathering import Gathering
from framing.formats.files import CorpusFile
from framing.formats.harvest import Doubt, Harvest
from framing.formats.mending import Note
from framing.formats.metadata import Metadata
from framing.formats.pages import Page
from framing.formats.sheets import Sheet

DATA = b"It rained."


def file(name: str, **known: object) -> CorpusFile:
    return CorpusFile(Path(name), name, **known)  # type: ignore[arg-type]


def page(text: str = "It rained.", header: dict[str, str] | None = None, **known: object) -> Page:
    return Page(text, header or {}, **known)  # type: ignore[arg-type]


def harvest(*texts: str, announced: int | None = None, doubts: tuple[Doubt, ...] = ()) -> Harvest:
    articles: list[dict[str, object]] = [{"position": n, "text": text} for n, text in enumerate(texts, start=1)]
    return Harvest("Factiva", articles, announced, list(doubts))


def take(gathering: Gathering) -> pd.DataFrame:
    frame = gathering.take_frame()
    assert frame is not None
    return frame


def test_every_kind_of_file_has_its_row_of_account() -> None:
    gathering = Gathering()
    gathering.add_harvest(harvest("a", "b", announced=3), file("a.txt"), DATA, encoding="cp1252")
    gathering.add_page(page(encoding="utf-8"), file("b.html"), DATA)
    table = file("c.csv")
    gathering.add_table(Sheet("c.csv", {"text": ["x", "y"]}, table), table, DATA, encoding="utf-8")
    gathering.refuse(file("d.pdf.gz"), "file empty", "nothing", data=b"")
    rows = pd.DataFrame(gathering.sources)
    assert rows["source_file"].tolist() == list(gathering.order) == ["a.txt", "b.html", "c.csv", "d.pdf.gz"]
    assert rows["format"].tolist() == ["txt", "html", "csv", "pdf"]
    assert rows["layout"].fillna("-").tolist() == ["Factiva", "page", "table", "-"]
    assert rows["encoding"].fillna("-").tolist() == ["cp1252", "utf-8", "utf-8", "-"]
    assert rows["announced"].fillna(0).tolist() == [3, 0, 0, 0]
    assert rows["read"].tolist() == [2, 1, 2, 0]
    assert rows["bytes"].tolist() == [len(DATA)] * 3 + [0]
    assert rows["sha256"].fillna("-").tolist() == [hashlib.sha256(DATA).hexdigest()] * 3 + ["-"]
    assert rows["reason"].dropna().tolist() == ["file empty"]
    assert [(d["source_file"], d["reason"], d["position"], d["kept"]) for d in gathering.doubts] == [
        ("a.txt", "article missing", 3, False),
        ("d.pdf.gz", "file empty", None, False),
    ]
    assert rows["read"].sum() == len(take(gathering))


def test_rows_lie_in_the_order_of_the_files_whatever_their_kind() -> None:
    gathering = Gathering()
    gathering.add_page(page("one"), file("a.txt"), DATA)
    table = file("b.csv")
    gathering.add_table(Sheet("b.csv", {"text": ["two", "three"]}, table), table, DATA)
    gathering.add_harvest(harvest("four", "five"), file("c.txt"), DATA)
    frame = take(gathering)
    assert frame["text"].tolist() == ["one", "two", "three", "four", "five"]
    assert frame.index.tolist() == list(range(5))
    assert frame["_group"].tolist() == ["/", "b.csv", "b.csv", "c.txt", "c.txt"]


def test_what_two_processes_gathered_is_what_one_would() -> None:
    parts = [Gathering(), Gathering(), Gathering()]
    for gathering in (parts[0], parts[1]):
        gathering.add_page(page("one", {"Title": "A", "n": "1"}), file("a.txt"), DATA)
    for gathering in (parts[0], parts[2]):
        table = file("b.csv")
        gathering.add_table(Sheet("b.csv", {"text": ["two"], "n": [1.5]}, table), table, DATA)
        gathering.add_harvest(harvest("four", announced=2), file("c.txt"), DATA)
        gathering.refuse(file("d.pdf"), "file damaged", "cut off")
    whole, one, other = parts
    one.merge(other)
    assert (one.sources, one.doubts, one.order, one.names) == (whole.sources, whole.doubts, whole.order, whole.names)
    pd.testing.assert_frame_equal(take(one), take(whole))


def test_text_here_and_numbers_there_stay_apart() -> None:
    gathering = Gathering()
    gathering.add_page(page("one", {"title": "A", "n": "1", "m": "2"}), file("a.txt"), DATA)
    table = file("b.csv")
    gathering.add_table(Sheet("b.csv", {"text": ["two"], "n": ["x"], "m": [7]}, table), table, DATA)
    assert take(gathering).attrs["untyped"] == ["m"]  # n is text in a file with types


def test_the_title_of_a_plain_page_is_its_first_line_unless_it_has_one() -> None:
    gathering = Gathering()
    text = "Rain again\n\nIt rained all day in Upton."
    gathering.add_page(page(text), file("a.txt"), DATA)
    gathering.add_page(page(text, {"Title": "Sun"}), file("b.txt"), DATA)
    gathering.add_page(page(text, layout="pp"), file("c.html"), DATA)
    frame = take(gathering)
    assert frame["title"].fillna("-").tolist() == ["Rain again", "Sun", "-"]
    assert frame["text"].tolist() == ["It rained all day in Upton.", text, text]


def test_the_outlet_of_a_file_serves_where_the_article_has_none() -> None:
    gathering = Gathering()
    gathering.add_page(page(header={"Outlet": "Post"}), file("a.txt", outlet="Gazette"), DATA)
    gathering.add_page(page(), file("b.txt", outlet="Gazette"), DATA)
    found = harvest("a", "b")
    found.articles[0]["outlet"] = "Post"
    gathering.add_harvest(found, file("c.txt", outlet="Gazette"), DATA)
    gathering.add_page(page(header={"outlet": "the-post.example"}, layout="p"), file("d.html", outlet="Gazette"), DATA)
    assert take(gathering)["outlet"].tolist() == ["Post", "Gazette", "Post", "Gazette", "Gazette"]


def test_a_table_about_files_goes_before_what_the_page_says() -> None:
    about = pd.DataFrame({"file": ["a.txt", "b"], "title": ["Rain", None], "desk": ["Home", "City"]})
    gathering = Gathering(metadata=Metadata(about, columns=None, encoding=None))
    for name in ("a.txt", "b.txt", "c.txt"):
        gathering.add_page(page(header={"Title": "Sun"}), file(name), DATA)
    frame = take(gathering)
    assert frame["title"].tolist() == ["Rain", "Sun", "Sun"]
    assert frame["section"].fillna("-").tolist() == ["Home", "City", "-"]
    assert gathering.taken == [("a.txt", "a.txt"), ("b.txt", "b"), ("c.txt", None)]


def test_a_header_line_about_the_text_is_not_the_text() -> None:
    gathering = Gathering(columns={"kicker": "title"})
    gathering.add_page(page(header={"Body": "none", "Kicker": "Rain", "n": ""}), file("a.txt"), DATA)
    frame = take(gathering)
    assert frame[["text", "title"]].to_numpy().tolist() == [["It rained.", "Rain"]]
    assert frame["n"].isna().all()
    assert {"Body", "Kicker", "n", "text"} == set(gathering.names)


@pytest.mark.parametrize("on_disc", [True, False])
def test_pages_of_an_archive_are_accounted_for_together(tmp_path: Path, on_disc: bool) -> None:
    (tmp_path / "a.warc").write_bytes(DATA)
    torn = page("It snowed.", {"title": "Snow"}, layout="p", doubts=[Doubt("encoding guessed", note="cp1252")])
    pages: list[tuple[Page, dict[str, object]]] = [
        (page(layout="p"), {"url": "http://u.example/1", "position": 1}),
        (torn, {"url": "http://u.example/3", "position": 3}),
    ]
    lost = Harvest("web archive", announced=3, doubts=[Doubt("file damaged", 2, "http://u.example/2", kept=False)])
    gathering = Gathering()
    gathering.add_captures(pages, lost, file("a.warc", outlet="Gazette"), tmp_path / "a.warc" if on_disc else DATA)
    (source,) = gathering.sources
    assert (source["announced"], source["read"], source["bytes"]) == (3, 2, len(DATA))
    assert source["sha256"] == hashlib.sha256(DATA).hexdigest()
    assert [(d["reason"], d["position"], d["name"]) for d in gathering.doubts] == [
        ("file damaged", 2, "http://u.example/2"),
        ("encoding guessed", 3, "Snow"),
    ]
    assert take(gathering)[["url", "outlet", "position"]].to_numpy().tolist() == [
        ["http://u.example/1", "Gazette", 1],
        ["http://u.example/3", "Gazette", 3],
    ]


def test_garbled_characters_are_turned_back_where_asked_and_counted_by_file() -> None:
    for repair in (True, False):
        gathering = Gathering(repair=repair)
        gathering.add_page(page("The mayorâ€™s cafÃ©", {"title": "CafÃ©"}), file("a.txt"), DATA)
        gathering.add_page(page("It rained.", {"url": "u"}), file("b.txt"), DATA)
        frame = take(gathering)
        assert frame["text"].tolist() == (
            ["The mayor’s café", "It rained."] if repair else ["The mayorâ€™s cafÃ©", "It rained."]
        )
        assert frame["title"].fillna("-").tolist() == ["Café" if repair else "CafÃ©", "-"]
        told = [(d["source_file"], d["reason"], d["note"]) for d in gathering.doubts]
        assert told == ([("a.txt", "characters repaired", "3 characters of 1 articles")] if repair else [])


def test_a_corpus_of_the_kit_brings_its_own_account() -> None:
    account: dict[str, list[Note]] = {
        "sources": [{"source_file": "x.txt"}],
        "doubts": [{"reason": "count wrong"}],
        "reading": [],
    }
    table = file("corpus.parquet")
    gathering = Gathering()
    gathering.add_table(Sheet("corpus.parquet", {"text": ["a"]}, table, account=account), table, DATA)
    assert gathering.sources == [{"source_file": "x.txt"}]
    assert gathering.doubts == [{"reason": "count wrong"}]


def test_nothing_gathered_is_no_frame() -> None:
    gathering = Gathering()
    gathering.refuse(file("a.pdf"), "file empty", "")
    assert gathering.take_frame() is None


def test_a_kind_that_is_not_read_says_what_to_do() -> None:
    gathering = Gathering()
    gathering.leave_out(["old.XLS", "map.png"])
    assert [(source["reason"], source["note"]) for source in gathering.sources] == [
        ("file of another kind", "save it as .xlsx"),
        ("file of another kind", None),
    ]
