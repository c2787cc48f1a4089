import gzip
import io
import json
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.formats.harvest import REASONS, Doubt, Unreadable
from framing.formats.web_archives import Capture, read_web_archive

Pack = Callable[[list[bytes]], bytes]
DATE = "2019-03-04T10:00:00Z"
PAGE = "<html><head><title>Rain</title></head><body><p>It rained, said the keeper of the lock.</p></body></html>"


def record(
    url: str,
    body: bytes | str = PAGE,
    *,
    kind: str = "response",
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
    more: str = "",
    warc: str = "",
) -> bytes:
    """Write one record as a crawler does."""
    data = body.encode() if isinstance(body, str) else body
    of_record = content_type
    if kind in ("response", "revisit"):
        of_record = "application/http; msgtype=response"
        typed = f"Content-Type: {content_type}\r\n" if content_type else ""
        data = f"HTTP/1.1 {status}\r\n{typed}{more}\r\n".encode() + data
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {DATE}\r\n{warc}"
    head += f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {of_record}\r\nContent-Length: {len(data)}\r\n\r\n"
    return head.encode() + data + b"\r\n\r\n"


def page(number: int) -> bytes:
    return record(f"https://gazette.example/{number}", PAGE.replace("rained", f"rained {number} days"))


INFO = record("", b"software: written for a test\r\n", kind="warcinfo", content_type="application/warc-fields")
CRAWL = [
    INFO,
    page(1),
    record("https://gazette.example/1", b"GET /1 HTTP/1.1\r\n\r\n", kind="request", content_type="application/http"),
    record("https://gazette.example/old", "", status="301 Moved", more="Location: /1\r\n"),
    record("https://gazette.example/gone", PAGE, status="404 Not Found"),
    record("https://gazette.example/a.jpg", b"\xff\xd8\xff", content_type="image/jpeg"),
    record("https://gazette.example/b.jpg", b"\xff\xd8\xfe", content_type="image/jpeg"),
    record("https://gazette.example/robots.txt", "User-agent: *", content_type="text/plain"),
    record("https://gazette.example/1", "", kind="revisit"),
    page(1),
    page(2),
    record("https://gazette.example/3", PAGE, kind="resource", content_type="text/html"),
]


def packed(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def read(data: bytes | Path, name: str = "x.warc") -> tuple[list[Capture], list[Doubt]]:
    found = list(read_web_archive(data, name))
    doubts = [entry for entry in found if isinstance(entry, Doubt)]
    assert all(doubt.reason in REASONS for doubt in doubts)
    return [entry for entry in found if isinstance(entry, Capture)], doubts


def urls(captures: list[Capture]) -> list[str]:
    return [capture.url.removeprefix("https://gazette.example/") for capture in captures]


def shown(doubts: list[Doubt]) -> list[tuple[str, str, bool]]:
    return [(d.reason, d.name.removeprefix("https://gazette.example/"), d.kept) for d in doubts]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"".join(CRAWL), "x.warc"),
        (packed(CRAWL), "x.warc.gz"),
        (gzip.compress(b"".join(CRAWL)), "one-member.warc.gz"),
    ],
)
def test_pages_come_with_address_and_moment_and_the_rest_is_counted(data: bytes, name: str, tmp_path: Path) -> None:
    captures, doubts = read(data, name)
    assert urls(captures) == ["1", "2", "3"]
    first = captures[0]
    assert (first.retrieved, first.content_type, first.encoding) == (DATE, "text/html; charset=utf-8", "utf-8")
    assert first.data.startswith(b"<html>")
    assert {doubt.name: doubt.note.partition(" ")[0] for doubt in doubts} == {
        "answer 404 of a server": "1",
        "image file, not HTML": "2",
        "page captured again with the same bytes": "2",
        "record of the crawler, not of a page": "2",
        "redirect to another address": "1",
        "text file, not HTML": "1",
    }
    assert {(doubt.reason, doubt.kept) for doubt in doubts} == {("record not an article", False)}
    (tmp_path / "crawl").write_bytes(data)
    assert read(tmp_path / "crawl", name) == (captures, doubts)


def test_two_versions_of_one_address_are_both_given() -> None:
    captures, doubts = read(page(1) + record("https://gazette.example/1", "<p>Another text.</p>"))
    assert urls(captures) == ["1", "1"]
    assert doubts == []


def test_what_the_server_packed_or_cut_into_chunks_is_put_together() -> None:
    text = PAGE.encode()
    raw = zlib.compressobj(wbits=-15)
    chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (20, text[:20], len(text) - 20, text[20:])
    cases = [
        ("Content-Encoding: gzip\r\n", gzip.compress(text)),
        ("Content-Encoding: deflate\r\n", zlib.compress(text)),
        ("Content-Encoding: deflate\r\n", raw.compress(text) + raw.flush()),
        ("Transfer-Encoding: chunked\r\n", chunked),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", text),  # left from the wire, long unpacked
        ("Content-Encoding: br\r\n", text),
    ]
    for number, (more, body) in enumerate(cases):
        captures, doubts = read(record(f"https://gazette.example/{number}", body, more=more))
        assert [capture.data for capture in captures] == [text], more
        assert doubts == []


def test_what_is_packed_in_an_unknown_way_is_reported() -> None:
    captures, doubts = read(record("https://gazette.example/1", b"\x1b\x01\x02", more="Content-Encoding: br\r\n"))
    assert (captures, shown(doubts)) == ([], [("file of another kind", "1", False)])
    assert "br" in doubts[0].note


def test_a_page_without_a_type_is_known_by_its_start() -> None:
    data = record("https://gazette.example/1", "<!DOCTYPE html>" + PAGE, content_type="")
    data += record("https://gazette.example/2", "It rained.", content_type="")
    captures, doubts = read(data)
    assert urls(captures) == ["1"]
    assert shown(doubts) == [("record not an article", "file of another kind, not HTML", False)]


def test_empty_and_huge_pages_are_reported() -> None:
    data = record("https://gazette.example/1", " \n") + record("https://gazette.example/2", b"<p>" + b"x" * 22 * 2**20)
    captures, doubts = read(data + page(3))
    assert urls(captures) == ["3"]
    assert shown(doubts) == [("article without text", "1", False), ("file too large", "2", False)]


def test_a_page_that_the_crawler_cut_off_is_kept_and_reported() -> None:
    captures, doubts = read(record("https://gazette.example/1", warc="WARC-Truncated: length\r\n"))
    assert urls(captures) == ["1"]
    assert shown(doubts) == [("text cut off", "1", True)]


@pytest.mark.parametrize("pack", [b"".join, packed])
def test_an_archive_that_is_cut_off_gives_the_page_as_far_as_it_goes(pack: Pack) -> None:
    whole = pack([page(1), page(2)])
    captures, doubts = read(whole[:-60])
    assert urls(captures) == ["1", "2"]
    assert captures[1].data.startswith(b"<html>")
    assert shown(doubts)[0] == ("file cut off", "2", True)


def test_a_cut_within_a_head_is_reported() -> None:
    whole = page(1) + page(2)
    for cut in (len(page(1)) + 40, len(page(1)) + page(2).index(b"HTTP") - 3, whole.rindex(b"Content-Type: text")):
        captures, doubts = read(whole[:cut])
        assert urls(captures) == ["1"]
        assert [doubt.reason for doubt in doubts] == ["file damaged"]


def test_wrong_lengths_cost_no_other_page() -> None:
    first, second, third = page(1), page(2), page(3)
    size = first.split(b"Content-Length: ")[1].split(b"\r\n")[0]
    for wrong in (b"9999999", b"100", str(int(size) - 9).encode(), str(int(size) + 9).encode()):
        broken = first.replace(b"Content-Length: " + size, b"Content-Length: " + wrong)
        captures, doubts = read(broken + second + third)
        assert urls(captures) == ["1", "2", "3"], wrong
        assert shown(doubts) == [("file damaged", "1", True)]
        assert captures[0].data == read(first)[0][0].data
    captures, doubts = read(first.replace(b"Content-Length: " + size + b"\r\n", b"") + second)
    assert urls(captures) == ["1", "2"]
    assert shown(doubts) == [("file damaged", "1", True)]


def test_a_damaged_stretch_costs_its_record_only() -> None:
    parts = packed([page(1)]), packed([page(2)]), packed([page(3)])
    broken = bytearray(parts[1])
    broken[60:90] = bytes(30)
    captures, doubts = read(parts[0] + bytes(broken) + parts[2], "x.warc.gz")
    assert {"1", "3"} <= set(urls(captures))
    assert any(doubt.reason == "file damaged" for doubt in doubts)


def test_a_packed_archive_that_unpacks_to_far_too_much_is_left() -> None:
    data = packed([page(1), record("https://gazette.example/2", bytes(12 * 2**20), content_type="image/png")])
    captures, doubts = read(data)
    assert urls(captures) == ["1"]
    assert ("file too large", "", True) in shown(doubts)


def wacz(records: list[bytes], pages: list[object] | None) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("archive/data.warc.gz", packed(records))
        archive.writestr("datapackage.json", "{}")
        if pages is not None:
            lines = [{"format": "json-pages-1.0", "id": "pages", "title": "All pages"}, *pages]
            archive.writestr("pages/pages.jsonl", "\n".join(json.dumps(line) for line in lines))
    return target.getvalue()


def test_the_list_of_a_wacz_says_what_is_a_page() -> None:
    listed: list[object] = [
        {"url": "https://gazette.example/old#top", "title": "Rain"},
        {"url": "https://gazette.example/2", "ts": DATE},
        {"url": "https://gazette.example/lost", "title": "Lost"},
    ]
    captures, doubts = read(wacz([*CRAWL[2:4], *CRAWL[1:2], *CRAWL[8:]], listed), "x.wacz")
    assert urls(captures) == ["1", "2"]
    assert shown(doubts)[0] == ("article missing", "Lost", False)
    assert {doubt.name: doubt.note for doubt in doubts}["HTML that is not in the list of pages (frames, adverts)"] == (
        "1 record: https://gazette.example/3"
    )


def test_a_wacz_without_a_list_gives_every_page() -> None:
    assert urls(read(wacz(CRAWL, None), "x.wacz")[0]) == ["1", "2", "3"]
    captures, doubts = read(wacz([page(1)], [{"title": "no address"}, "text"]), "x.wacz")
    assert (urls(captures), doubts) == (["1"], [])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "file empty"),
        (b"It rained.", "file damaged"),
        (b"PK\x03\x04 It rained.", "file damaged"),
        (wacz([], None).replace(b"data.warc.gz", b"data.text.gz"), "file of another kind"),
    ],
)
def test_what_is_no_web_archive_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(data)
    assert refusal.value.reason == reason


def test_a_record_that_swallows_a_page_is_reported_though_it_is_none() -> None:
    request = record("https://gazette.example/1", b"GET /1", kind="request", content_type="application/http")
    for junk in (b"\0\r\n", b"\r\n\0"):
        captures, doubts = read(request[:-2] + junk + page(1) + page(2))
        assert urls(captures)[-1] == "2"
        assert urls(captures) == ["1", "2"] or shown(doubts)[0] == ("file damaged", "", True)


def zipped(parts: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", way) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, way)
    return target.getvalue()


def test_a_wacz_is_read_within_what_it_may_unpack_to() -> None:
    bomb = page(1) + record("https://gazette.example/2", bytes(12 * 2**20), content_type="image/png")
    captures, doubts = read(zipped({"archive/a.warc": bomb + page(3)}), "x.wacz")
    assert urls(captures) == ["1"]
    assert ("file too large", "", True) in shown(doubts)
    half = page(1) + record("https://gazette.example/2", bytes(6 * 2**20), content_type="image/png")
    captures, doubts = read(zipped({"a.warc": half, "b.warc": page(2) + half, "c.warc": page(3)}), "x.wacz")
    assert urls(captures)[:2] == ["1", "2"]
    assert ("file too large", "", True) in shown(doubts)
    assert ("file too large", "c.warc", False) in shown(doubts)
    captures, doubts = read(zipped({"pages/pages.jsonl": bytes(11 * 2**20), "a.warc": page(1)}), "x.wacz")
    assert doubts[0].reason == "file too large"
    assert "list of pages" in doubts[0].note


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_wacz_packed_in_another_way_is_refused_before_it_is_unpacked(way: int) -> None:
    data = zipped({"a.warc": page(1) + bytes(30 * 2**20), "pages/pages.jsonl": bytes(30 * 2**20)}, way)
    tracemalloc.start()
    captures, doubts = read(data, "x.wacz")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * 2**20
    assert (captures, shown(doubts)) == (
        [],
        [("file of another kind", "pages/pages.jsonl", True), ("file of another kind", "a.warc", False)],
    )


def test_a_part_of_a_wacz_with_a_password_is_reported() -> None:
    data = bytearray(zipped({"a.warc": page(1), "b.warc": page(2)}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    captures, doubts = read(bytes(data), "x.wacz")
    assert (urls(captures), shown(doubts)) == (["2"], [("file protected", "a.warc", False)])


@settings(max_examples=200, deadline=None)
@given(
    pack=st.sampled_from([b"".join, packed]),
    start=st.integers(0, 6000),
    length=st.integers(0, 300),
    insert=st.sampled_from([b"", b"\r\n", b"\r\n\r\n", b"WARC/1.0\r\n", b"\x00", b"\x1f\x8b\x08", b"9", page(7)]),
)
def test_a_mutated_archive_loses_no_page_in_silence(pack: Pack, start: int, length: int, insert: bytes) -> None:
    data = pack(CRAWL)
    at = start % len(data)
    mutated = data[:at] + insert + data[at + length :]
    try:
        captures, doubts = read(mutated)
    except Unreadable:
        return
    counted = sum(int(d.note.partition(" ")[0]) for d in doubts if d.reason == "record not an article")
    damaged = [d for d in doubts if d.reason != "record not an article"]
    assert len(captures) + counted >= len(CRAWL) or damaged or length
    whole = [one for one in CRAWL[-2:] if pack([one]) in mutated]
    assert {urls(read(one)[0])[0] for one in whole} <= set(urls(captures)) or damaged


def test_many_records_and_many_wrong_lengths_are_read_in_a_second() -> None:
    wrong = page(1).replace(b"Content-Length: ", b"Content-Length: 99999")
    for data in (
        b"".join(page(n) for n in range(2000)),
        wrong * 2000,
        b"WARC/1.0\r\n" * 20000,
        b"\x1f\x8b\x08" * 99999,
    ):
        started = time.process_time()
        read(data)
        assert time.process_time() - started < 2


def test_a_type_of_blanks_costs_no_time() -> None:
    started = time.process_time()
    captures, _ = read(record("https://gazette.example/1", content_type="text/html; charset=" + "\t" * 100_000 + "!"))
    assert (len(captures), captures[0].encoding) == (1, "")
    assert time.process_time() - started < 1
