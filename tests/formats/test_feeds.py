import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.formats.dates import read_dates
from framing.formats.feeds import is_feed, read_feed
from framing.formats.harvest import REASONS, Harvest, Unreadable

SAMPLES = Path(__file__).parent / "samples"
NAMES = ("gazette.rss", "kurier.atom", "old.rdf", "ledger.json")
KINDS = [("gazette.rss", "RSS", 3), ("kurier.atom", "Atom", 2), ("old.rdf", "RSS", 1), ("ledger.json", "JSON Feed", 3)]
FEED = b'<rss version="2.0"><channel><title>The Gazette</title>%s</channel></rss>'


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def account(harvest: Harvest) -> None:
    """Check that announced = read + reported, and that each doubt names a known reason."""
    lost = {doubt.position for doubt in harvest.doubts if not doubt.kept and doubt.position is not None}
    read = [article["position"] for article in harvest.articles]
    assert harvest.announced is None or harvest.announced == len(read) + len(lost)
    assert not lost & set(read)
    assert all(doubt.reason in REASONS for doubt in harvest.doubts)


def doubts(harvest: Harvest) -> list[tuple[str, int | None]]:
    return [(doubt.reason, doubt.position) for doubt in harvest.doubts]


@pytest.mark.parametrize(("name", "layout", "count"), KINDS)
def test_every_sample_reconciles(name: str, layout: str, count: int) -> None:
    harvest = read_feed(sample(name), name)
    assert (harvest.layout, harvest.announced) == (layout, count)
    assert is_feed(sample(name).decode("latin-1"))
    account(harvest)
    dates = [article["date"] for article in harvest.articles if "date" in article]
    assert set(read_dates(dates).precision) == {"day"}


def test_full_text_goes_before_the_summary_and_loses_its_tags_only() -> None:
    first, second, third = read_feed(sample("gazette.rss"), "gazette.rss").articles
    assert first["text"] == (
        "The council says that the wall will hold until the spring tide.\n\n"
        "“We have looked at every stone,” said the keeper of the wall, Tom Arden.\n\n"
        "A wet winter\n\nThe tide came twice.\n\nThe gate was shut."
    )
    assert first["summary"] == "The council says that the wall will hold until the spring."
    assert (first["title"], first["author"]) == ("Harbour wall ‘will hold’, says council", "Ann Thornby")
    assert (first["subjects"], first.get("section")) == ("Harbour; Rain & floods", None)
    assert second["text"] == "One ticket will do for ferry & tram from May.\n\nIt costs two crowns."
    assert (second["title"], second["author"]) == ("Ferry & tram to share one ticket", "Bea Lunt")
    assert (second["url"], second["section"]) == ("https://gazette.example/2019/03/ferry/", "Transport")
    assert third["outlet"] == "The Wexmouth Gazette"
    assert third["language"] == "en-GB"


def test_a_summary_alone_is_the_text_and_said_to_be_cut_off() -> None:
    harvest = read_feed(sample("gazette.rss"), "gazette.rss")
    assert doubts(harvest) == [("text cut off", 3), ("date missing", 3)]
    assert harvest.doubts[0].note == "the feed holds a summary only"
    assert harvest.articles[2]["summary"] == harvest.articles[2]["text"]


def test_a_full_text_that_ends_as_a_teaser_is_reported() -> None:
    item = b"<item><title>Rain</title><pubDate>2019-03-04</pubDate><description>%s</description></item>"
    long = b"It rained on and on. " * 80
    for end, cut in ((b"", False), (b"Read more", True), (b"and [&#8230;]", True), (b"Weiterlesen &gt;", True)):
        found = doubts(read_feed(FEED % (item % (long + end)), "x"))
        assert found == ([("text cut off", 1)] if cut else [])


def test_atom_reads_xhtml_several_authors_and_the_source_of_an_entry() -> None:
    first, second = read_feed(sample("kurier.atom"), "kurier.atom").articles
    assert first["text"] == "Die Brücke ist seit Montag gesperrt.\n\n„Sie schwankt“, sagte der Wärter."
    assert (first["title"], first["author"]) == ("Brücke gesperrt", "Ute Sander; Jan Vogt")
    assert (first["url"], first["date"]) == ("https://kurier.example/bruecke", "2019-03-04T11:30:00+01:00")
    assert (first["language"], second["outlet"]) == ("de", "Bote von Neustadt")


def test_rss_1_in_latin_1() -> None:
    harvest = read_feed(sample("old.rdf"), "old.rdf")
    (article,) = harvest.articles
    assert article["text"] == "La digue a tenu toute la nuit, dit un employé de la mairie, où l'on veillait."
    assert (article["outlet"], article["language"]) == ("Le Veilleur de Port-Brun", "fr")
    assert doubts(harvest) == [("text cut off", 1)]


def test_json_feed() -> None:
    harvest = read_feed(sample("ledger.json"), "ledger.json")
    first, second = harvest.articles
    assert first["text"] == "Workers found a well on Monday.\n\nIt is forty feet deep."
    assert (first["author"], first["subjects"]) == ("Ida Frome; Sam Pell", "market; digging")
    assert (second["text"], second["database_id"]) == ("The choir sang on.\n\nNobody left.", "2")
    assert [(d.reason, d.position, d.name) for d in harvest.doubts] == [("article without text", 3, "A heading alone")]


def test_a_json_feed_that_is_cut_off_is_read_up_to_the_cut() -> None:
    data = sample("ledger.json")
    harvest = read_feed(data[: data.index(b"The choir")], "x.json")
    assert [article["title"] for article in harvest.articles] == ["Old well found under the market"]
    assert harvest.articles[0]["outlet"] == "The Hill Ledger"
    assert doubts(harvest) == [("file damaged", None), ("file cut off", 2)]
    account(harvest)


def test_a_feed_that_is_cut_off_is_read_up_to_the_cut() -> None:
    data = sample("gazette.rss")
    harvest = read_feed(data[: data.index(b"It costs two")], "x.rss")
    assert [article["position"] for article in harvest.articles] == [1, 2]
    assert harvest.articles[1]["text"] == "One ticket will do for ferry & tram from May."
    assert ("file damaged", None) in doubts(harvest)
    account(harvest)


def test_an_end_tag_that_is_missing_costs_no_entry() -> None:
    harvest = read_feed(
        sample("gazette.rss").replace(b"</item>\n  <item>\n    <title>Ferry", b"<item><title>Ferry"), "x.rss"
    )
    assert [len(str(a["text"])) > 20 for a in harvest.articles] == [True] * 3
    assert doubts(harvest)[0] == ("file damaged", None)


def test_letters_of_html_and_bare_ampersands_are_read() -> None:
    item = b"<item><title>Rain &ndash; again & again</title><description>AT&T&nbsp;said.</description></item>"
    (article,) = read_feed(FEED % item, "x").articles
    assert (article["title"], article["text"]) == ("Rain – again & again", "AT&T said.")


def test_characters_that_no_text_can_hold_are_counted() -> None:
    harvest = read_feed(FEED % b"<item><title>R</title><description>It\x00 ra\x08ined.</description></item>", "x")
    assert harvest.articles[0]["text"] == "It\ufffd ra\ufffdined."
    assert harvest.doubts[0].note == "2 characters"


def test_an_encoding_that_is_not_declared_is_said_to_be_guessed() -> None:
    item = "<item><title>Fête</title><description>Il pleut.</description></item>".encode("cp1252")
    harvest = read_feed(FEED % item, "x")
    assert harvest.articles[0]["title"] == "Fête"
    assert doubts(harvest)[0] == ("encoding guessed", None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "file empty"),
        (b" \n", "file empty"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel/></rss>', "file unsafe"),
        (b'<?xml version="1.0"?><!-- x --><!doctype rss><rss><channel/></rss>', "file unsafe"),
        (b"<html><body>It rained.</body></html>", "file of another kind"),
        (b'{"title": "It rained."}', "file of another kind"),
        (b"It rained.", "file of another kind"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_feed(data, "x")
    assert refusal.value.reason == reason


def test_a_doctype_within_an_article_is_text() -> None:
    item = b"<item><title>R</title><description><![CDATA[<!DOCTYPE html><p>It rained.</p>]]></description></item>"
    assert read_feed(FEED % item, "x").articles[0]["text"] == "It rained."


@pytest.mark.parametrize(
    "piece", [b"<item>", b"<![CDATA[", b"<!--", b"&x", b"<a ", b"<p>", b'<item><title>"</title></item>']
)
def test_half_a_megabyte_of_one_piece_is_read_in_two_seconds(piece: bytes) -> None:
    data = FEED % (piece * (500_000 // len(piece)))
    started = time.process_time()
    account(read_feed(data, "x"))
    assert time.process_time() - started < 2


def _cut(data: bytes, start: int, end: int, insert: bytes) -> bytes:
    first, last = sorted((start % (len(data) + 1), end % (len(data) + 1)))
    return data[:first] + insert + data[last:]


def _repeat(data: bytes, start: int, end: int, insert: bytes) -> bytes:
    first, last = sorted((start % (len(data) + 1), end % (len(data) + 1)))
    return data[:last] + insert + data[first:]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(NAMES),
    change=st.sampled_from([_cut, _repeat]),
    start=st.integers(0, 4000),
    length=st.integers(0, 300),
    insert=st.sampled_from(
        [b"", b"<", b"<item>", b"</item>", b"]]>", b"&", b"\x00", b"\xff", b"{", b'"', b"<!--", b"<![CDATA["]
    ),
)
def test_a_mutated_feed_is_read_or_refused(
    name: str, change: Callable[[bytes, int, int, bytes], bytes], start: int, length: int, insert: bytes
) -> None:
    data = change(sample(name), start, start + length, insert)
    try:
        harvest = read_feed(data, name)
    except Unreadable:
        return
    account(harvest)
    assert all(isinstance(a["text"], str) and a["text"].strip() for a in harvest.articles)


def test_the_same_bytes_give_the_same_rows() -> None:
    rows = [json.dumps(read_feed(sample(name), name).articles) for name in NAMES * 2]
    assert rows[:4] == rows[4:]


def test_halves_of_letters_in_json_are_mended_and_counted() -> None:
    feed = (
        b'{"version":"https://jsonfeed.org/version/1.1","title":"The Ledger\\ud800","items":[{"id":"1","title":"Rain'
        b'\\ud801 \\ud83d\\ude00","content_text":"It rained\\u0000.","tags":["a\\udc00"],'
        b'"date_published":"2019-03-04"}]}'
    )
    for data, note in ((feed, "4 characters"), (feed[:-1], "3 characters")):  # whole, and taken entry by entry
        harvest = read_feed(data, "ledger.json")
        article = harvest.articles[0]
        assert (article["title"], article["text"]) == ("Rain\ufffd \U0001f600", "It rained\ufffd.")
        assert article["subjects"] == "a\ufffd"
        assert [d.note for d in harvest.doubts if d.reason == "characters replaced"] == [note]
        assert "\ud800" not in f"{harvest.articles} {harvest.doubts}"


@pytest.mark.parametrize("name", ["desk" + "@a" * 30_000, "a" * 60_000 + "@", "a@b (" + "c" * 60_000, "(" * 60_000])
def test_the_name_of_an_author_costs_no_time(name: str) -> None:
    item = f"<item><title>Rain</title><author>{name}</author><description>It rained.</description></item>"
    started = time.process_time()
    assert read_feed(FEED % item.encode(), "x").articles[0]["author"] == name
    assert time.process_time() - started < 1


def test_a_mailbox_gives_its_name() -> None:
    item = b"<item><author>%s</author><description>It rained.</description></item>"
    for author, name in ((b"desk@gazette.example (Ann Miller)", "Ann Miller"), (b"desk@gazette.example", None)):
        assert read_feed(FEED % (item % author), "x").articles[0]["author"] == (name or author.decode())
