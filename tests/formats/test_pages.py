import logging
from pathlib import Path

import pytest

from framing.formats.files import CorpusFile
from framing.formats.harvest import Unreadable
from framing.formats.pages import Page, parse_page, read_web_page, split_page, take_title

LONG = "It rained through the night and well into the morning, and the river rose by a metre before noon."


def test_a_header_ends_at_a_blank_line() -> None:
    header, text = split_page("Headline: Rain: again\nOutlet: The Gazette\n\nIt rained.\n\nAnd rained.\n")
    assert header == {"Headline": "Rain: again", "Outlet": "The Gazette"}
    assert text == "It rained.\n\nAnd rained."


def test_a_fenced_header_may_hold_anything() -> None:
    assert split_page("---\ntopic: weather\n---\nIt rained.") == ({"topic": "weather"}, "It rained.")


@pytest.mark.parametrize(
    "text",
    [
        "Update: the river fell.\n\nIt rained.",  # no usual name
        "Title: Rain\nIt rained all day.\n\nAnd rained.",  # not every line
        "Title: Rain",  # no blank line
        "---\nIt rained.",  # no second fence
        "---\nIt rained.\n---\nMore.",  # no key
        "https://example.org/rain\n\nIt rained.",
        "\nIt rained.",
    ],
)
def test_text_that_only_looks_like_a_header_stays_text(text: str) -> None:
    assert split_page(text) == ({}, text)


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("River rises after a night of rain", f"\n{LONG}"),
        ("River rises after a night of rain", LONG),
        ("Will the dam hold?", f"\n{LONG}"),
        ("Share prices fall as the river rises", f"\n{LONG}"),
        ("‘Never so much rain’", f"\n{LONG}"),
    ],
)
def test_a_first_line_that_looks_like_a_title_is_one(first: str, rest: str) -> None:
    assert take_title(f"{first}\n{rest}") == (first, LONG)


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        f"It rained all night.\n\n{LONG}",
        f"“It rained all night.”\n\n{LONG}",
        f"The mayor said:\n\n{LONG}",
        f"Will the dam hold?\n{LONG}",
        f"River rises again\nRain goes on\n{LONG}",
        f"Skip to main content\n\n{LONG}",
        f"Home News Sport\n\n{LONG}",
        f"By Ann Miller\n\n{LONG}",
        f"Published: 4 March 2019\n\n{LONG}",
        f"Photo by Ann Miller\n\n{LONG}",
        f"Rain\n\n{LONG}",
        f"{'rain and ' * 12}sun\n\n{LONG}",
        "River rises after a night of rain",
        "River rises after a night of rain\n\n",
        "",
    ],
)
def test_any_other_first_line_is_text(text: str) -> None:
    assert take_title(text) == (None, text)


RAIN = "The river rose by a metre before noon, and the gate on the quay was shut until the evening tide had passed by."
GATE = "The keeper of the gate said that he had never seen so much water in the harbour, and that more was on its way."
TIDE = (
    "By the evening the tide had turned, the shops along the quay had opened again, and the last boats had come home."
)
BODY = f"<nav><a href=a>Home</a></nav><article><h1>River rises</h1><p>{RAIN}</p><p>{GATE}</p><p>{TIDE}</p></article>"


def read(html: str | bytes) -> Page:
    return read_web_page(html if isinstance(html, bytes) else html.encode(), CorpusFile(Path("a.html"), "a.html"))


def test_a_web_page_is_all_its_lines_with_a_letter_each() -> None:
    page = read(
        f"<html lang=en><head><title>River rises</title></head><body>{BODY}<footer>About</footer></body></html>"
    )
    assert page.text == f"Home\n\nRiver rises\n\n{RAIN}\n\n{GATE}\n\n{TIDE}\n\nAbout"
    assert page.layout == "nHpppn"
    assert page.header == {"title": "River rises", "language": "en"}
    assert page.doubts == []


@pytest.mark.parametrize(
    ("html", "item"),
    [
        (b"<html></html>", "article without text"),
        (b"<html><head><title>Rain</title></head></html>", "article without text"),
        (b"<script>document.write('rain')</script>", "article without text"),
        (b"<html><frameset><frame src='file:///etc/passwd'></frameset></html>", "article without text"),
        (b"<div>" * 50_000, "file damaged"),
        (b"<p>" + b"<b>" * 50_000 + b"rain", "file damaged"),
    ],
)
def test_a_page_without_text_costs_itself_only(html: bytes, item: str) -> None:
    page = read(html)
    assert page.text == ""
    assert page.layout == ""
    assert item in [doubt.reason for doubt in page.doubts]


def test_a_page_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.formats.pages._LARGEST", 100)
    with pytest.raises(Unreadable, match="file too large: larger than"):
        read(BODY)


def test_an_empty_page_is_not_read() -> None:
    with pytest.raises(Unreadable, match="file damaged"):
        read(b"")


def test_nuls_declarations_and_entities_are_read() -> None:
    start = "<?xml version='1.0' encoding='iso-8859-1'?>"
    declared = f"{start}<html><body>{BODY}<p>Gr\xfcn &amp; gut&nbsp;&eacute;\x00</p></body></html>"
    page = read(declared.encode("latin-1"))
    assert page.text.endswith("Grün & gut é\ufffd")
    assert [(doubt.reason, page.encoding) for doubt in page.doubts] == [("characters replaced", "cp1252")]


def test_an_entity_that_names_a_file_stays_closed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the key lies under the mat")
    page = read(f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body>{BODY}<p>&x;</p></body></html>')
    assert RAIN in page.text
    assert "key" not in page.text


def test_many_megabytes_in_one_line_are_read() -> None:
    page = read(f"<p>{RAIN * 10_000}</p>")
    assert (len(page.text), page.layout) == (10_000 * len(RAIN), "p")


def test_trafilatura_says_nothing_and_its_loggers_are_left_as_they_were(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("trafilatura")
    logger.setLevel(logging.INFO)
    read(b"<html></html>")
    assert caplog.records == []
    assert logger.level == logging.INFO
    logger.setLevel(logging.NOTSET)


def test_what_breaks_inside_costs_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise RecursionError("too deep")

    monkeypatch.setattr("framing.formats.pages._find_article", fail)
    with pytest.raises(Unreadable, match="file damaged: too deep"):
        read(BODY)


def test_what_stands_behind_the_end_of_a_page_is_read_too() -> None:
    one = "<html><head><title>Rain</title></head><body><p>It rained in Upton all day.</p></body></html>"
    two = one.replace("Rain", "Sun").replace("It rained", "The sun shone")
    for page in (one + two, f"{one}<p>The sun shone in Upton all day.</p>", f"</body></html>{one}{two}"):
        tree, whole = parse_page(page)
        assert whole
        assert "It rained" in tree.text_content()
        assert "The sun shone" in tree.text_content()


def test_a_page_that_begins_and_does_not_end_is_cut_off() -> None:
    page = f"<html><head><title>Rain</title></head><body><p>{LONG}</p><p>{LONG}</p></body></html>"
    for end, reasons in ((len(page), []), (page.index("</html>"), []), (page.index("</body>"), ["file cut off"])):
        found = read_web_page(page[:end].encode(), CorpusFile(Path("a.html"), "a.html"))
        assert [doubt.reason for doubt in found.doubts] == reasons
    piece = read_web_page(f"<p>{LONG}</p>".encode(), CorpusFile(Path("a.html"), "a.html"))
    assert piece.doubts == []
