import base64
import contextlib
import quopri
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.formats import mail_pages
from framing.formats.dates import read_dates
from framing.formats.harvest import REASONS, Doubt, Unreadable
from framing.formats.mail_pages import as_sent, read_mail_page
from framing.formats.web_archives import Capture

URL = "https://www.gazette.example/rain"
PAGE = "<!DOCTYPE html><html><head><title>Rain again</title></head><body><p>It rained — in Upton.</p></body></html>"
FRAME = b"<html><body>" + b"<p>Buy an umbrella.</p>" * 40


def part(body: bytes, kind: str = "text/html", *, way: str = "", place: str = "", name: str = "") -> bytes:
    packed = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(way, bytes)(body)
    head = f"Content-Type: {kind}\r\n"
    head += f"Content-Transfer-Encoding: {way}\r\n" if way else ""
    head += f"Content-Location: {place}\r\n" if place else ""
    head += f"Content-ID: <{name}>\r\n" if name else ""
    return head.encode() + b"\r\n" + packed.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def mail(*parts: bytes, snapshot: str = URL, start: str = "") -> bytes:
    head = f"From: <Saved by a browser>\r\nSnapshot-Content-Location: {snapshot}\r\nSubject: Rain again\r\n"
    head += "Date: Mon, 4 Mar 2019 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    head += f'\ttype="text/html";{start}\r\n\tboundary="----Mark----"\r\n\r\n'
    inner = b"".join(b"\r\n------Mark----\r\n" + one for one in parts)
    return head.encode() + inner + b"\r\n------Mark------\r\n"


PICTURE = part(b"\x89PNG\r\n" * 40, "image/png", way="base64", place="https://www.gazette.example/rain.png")
SAMPLE = mail(part(PAGE.encode(), way="quoted-printable", place=URL, name="frame-1@saved"), PICTURE)


NESTED = b"MIME-Version: 1.0\n" + b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(9)
)


def shown(doubts: list[Doubt]) -> list[str]:
    assert all(doubt.reason in REASONS for doubt in doubts)
    return [doubt.reason for doubt in doubts]


@pytest.mark.parametrize("way", ["", "8bit", "binary", "quoted-printable", "base64", "BASE64"])
def test_the_page_comes_out_as_it_went_in(way: str) -> None:
    packed = part(PAGE.encode(), way=way.lower(), place=URL).replace(b": base64", b": " + way.encode() or b": base64")
    page, doubts = read_mail_page(mail(packed, PICTURE))
    assert (page.data.strip().decode(), page.url, page.encoding, doubts) == (PAGE, URL, "", [])
    assert str(read_dates([page.retrieved]).days[0])[:10] == "2019-03-04"


def test_one_part_alone_is_the_page() -> None:
    head = b"MIME-Version: 1.0\nDate: Mon, 4 Mar 2019 10:00:00 +0100\nContent-Location: file:///C:/rain.html\n"
    page, _ = read_mail_page(head + part(PAGE.encode(), "text/html; charset=utf-8").replace(b"\r\n", b"\n"))
    assert (page.url, page.encoding, page.data.decode()) == ("", "utf-8", PAGE)


def test_of_several_pages_the_named_one_is_taken() -> None:
    own = part(PAGE.encode(), place=URL, name="page@saved")
    frame = part(FRAME, place="https://adverts.example/1", name="frame@saved")
    for data, is_own in (
        (mail(frame, own), True),
        (mail(frame, own, snapshot="https://else.example/"), False),
        (mail(frame, own, snapshot="", start=' start="<page@saved>";'), True),
        (mail(own, frame, start=' start="<frame@saved>";'), False),
    ):
        page, doubts = read_mail_page(data)
        assert (page.data.decode().strip() == PAGE) is is_own
        assert shown(doubts) == ["part not read"]
        assert "1 other part of HTML" in doubts[0].note


def test_parts_within_parts_are_found() -> None:
    inner = mail(part(PAGE.encode(), place=URL), PICTURE).replace(b"--Mark--", b"--Inner--")
    assert read_mail_page(mail(inner, PICTURE))[0].data.decode().strip() == PAGE


def test_an_address_may_be_folded_or_coded() -> None:
    folded = part(PAGE.encode(), place="https://gazette.example/\r\n\train/again")
    assert read_mail_page(mail(folded))[0].url == "https://gazette.example/rain/again"
    coded = part(PAGE.encode(), place="=?utf-8?Q?https://gazette.example/caf=C3=A9?=")
    assert read_mail_page(mail(coded))[0].url == "https://gazette.example/café"


def test_a_file_cut_off_is_reported() -> None:
    _, doubts = read_mail_page(SAMPLE[:-60])
    assert [(doubt.reason, "whole" in doubt.note) for doubt in doubts] == [("file damaged", True)]
    page, doubts = read_mail_page(SAMPLE[: SAMPLE.index(b"Upton")])
    assert shown(doubts) == ["file cut off"]
    assert page.data.decode().endswith("It rained — in ")


def test_damaged_base64_is_read_as_far_as_it_goes() -> None:
    data = mail(part(PAGE.encode(), way="base64", place=URL))
    page, doubts = read_mail_page(data.replace(b"\r\n\r\n------Mark------", b"!!\r\n------Mark------"))
    assert (page.data.decode(), shown(doubts)) == (PAGE, ["file damaged"])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "file empty"),
        (b" \r\n\0", "file empty"),
        (mail(part(b" ", place=URL)), "file empty"),
        (b"It rained.", "file of another kind"),
        (mail(PICTURE), "file of another kind"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\nIt rained.", "file of another kind"),
        (SAMPLE[: SAMPLE.index(b"------Mark----\r\n")], "file damaged"),
        (mail(part(PAGE.encode()).replace(b"\r\n", b"\r\nContent-Transfer-Encoding: zip\r\n", 1)), "file damaged"),
        (b"MIME-Version: 1.0\n" + b"X-Note: rain\n" * 4000, "file damaged"),
        (NESTED, "file unsafe"),
        (mail(*[b"X: y\r\n" * 5000 + part(b"")] * 80), "file unsafe"),
        (mail(*[part(b"")] * 5_002), "file unsafe"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/mixed; " + b"a=b;" * 4000 + b"\n\n", "file unsafe"),
    ],
    ids=range(13),
)
def test_what_is_no_page_is_refused(data: bytes, reason: str) -> None:
    began = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        read_mail_page(data)
    assert refusal.value.reason == reason
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(("limit", "note"), [("_LARGEST", "larger than 0 MB"), ("_LARGEST_PAGE", "a page over 0 MB")])
def test_size_is_limited(limit: str, note: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_pages, limit, 50)
    with pytest.raises(Unreadable, match=f"file too large: {note}"):
        read_mail_page(SAMPLE)


@pytest.mark.parametrize(
    ("written", "encoding", "text"),
    [
        (b"caf\xe9", "ISO-8859-1", "café"),
        (b"\x93rain\x94", "iso-8859-1", "“rain”"),
        ("\ufeffcafé".encode(), "utf-8", "café"),
        ("café".encode("utf-16"), "utf-16", "café"),
    ],
)
def test_the_encoding_of_the_part_goes_before_that_of_the_page(written: bytes, encoding: str, text: str) -> None:
    assert as_sent(Capture("", "", "", written, encoding)).decode("utf-8-sig") == text


@pytest.mark.parametrize("encoding", ["", "x-user-defined", "undefined", "idna", "hex", "a\0b", "utf-\udce9"])
def test_what_is_no_encoding_changes_nothing(encoding: str) -> None:
    assert as_sent(Capture("", "", "", b"caf\xe9", encoding)) == b"caf\xe9"


@settings(max_examples=150, deadline=5000)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 80), st.binary(max_size=12) | st.sampled_from([SAMPLE, b"\r\n\r\n"]))
def test_damaged_files_are_refused_or_read(start: int, length: int, new: bytes) -> None:
    with contextlib.suppress(Unreadable):
        page, doubts = read_mail_page(SAMPLE[:start] + new + SAMPLE[start + length :])
        as_sent(page)
        shown(doubts)


@settings(max_examples=60, deadline=5000)
@given(st.integers(0, len(SAMPLE)))
def test_a_cut_is_never_silent(end: int) -> None:
    with contextlib.suppress(Unreadable):
        assert read_mail_page(SAMPLE[:end])[1] or end > len(SAMPLE) - 4
