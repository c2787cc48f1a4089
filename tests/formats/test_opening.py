import contextlib
import io
import time
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.formats.files import DOCUMENT_KINDS, SUFFIXES, WEB_KINDS
from framing.formats.harvest import Unreadable
from framing.formats.opening import find_kind, find_misnamed, open_document
from framing.formats.packages import OLE_MARK

RTF = rb"{\rtf1\ansi It rained.\par}"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"


def make_word() -> bytes:
    word = docx.Document()
    word.add_paragraph("It rained.")
    kept = io.BytesIO()
    word.save(kept)
    return kept.getvalue()


def make_zip(name: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "<a/>")
    return kept.getvalue()


WORD = make_word()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (WORD, "word"),
        (WORD[:-60], "word"),
        (make_zip("xl/workbook.xml"), "workbook"),
        (make_zip("a.txt"), "zip"),
        (RTF, "rich text"),
        (b"\xef\xbb\xbf\n" + RTF, "rich text"),
        (PDF, "pdf"),
        (b"\nHTTP junk\n" + PDF, "pdf"),
        (b"<!doctype HTML>\n<p>", "page"),
        (b"\n<html><p>", "page"),
        (b"<?xml version='1.0'?>\n<!-- saved -->\n<html>", "page"),
        ("\ufeff<html>".encode("utf-16-le"), "page"),
        (b"From: <Saved>\r\nSubject: Rain\r\n again\r\nMIME-Version: 1.0\r\n", "mail"),
        (b"Snapshot-Content-Location: https://a.example/" + b"a" * 2000 + b"\r\nMIME-Version: 1.0\r\n", "mail"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x89PNG\r\n", "picture"),
        (OLE_MARK, "old office"),
        (b"<p>It rained in HTML and MIME-Version: was said.", "text"),
        (b"", "text"),
    ],
)
def test_kinds_are_known_by_their_first_bytes(data: bytes, kind: str) -> None:
    assert find_kind(data) == kind


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (WORD, "a.txt", "a Word file"),
        (RTF, "a.doc", "RTF"),
        (RTF, "a.docx", "RTF"),
        (b"It rained.", "a.DOC", "plain text"),
        (b"It rained.", "a.rtf", "plain text"),
    ],
)
def test_bytes_go_before_the_name_and_the_note_says_so(data: bytes, name: str, found: str) -> None:
    document = open_document(data, name)
    assert document.lines[0].text == "It rained."
    assert [(doubt.reason, doubt.kept) for doubt in document.doubts] == [("file misnamed", True)]
    assert found in document.doubts[0].note


@pytest.mark.parametrize(("data", "name"), [(WORD, "a.docx"), (RTF, "a.rtf"), (b"It rained.", "a.txt"), (RTF, "a")])
def test_a_true_name_needs_no_note(data: bytes, name: str) -> None:
    document = open_document(data, name)
    assert (document.lines[0].text, document.doubts) == ("It rained.", [])


def test_the_encoding_is_for_text() -> None:
    assert open_document(b"caf\x8e", "a.txt", "mac-roman").lines[0].text == "caf\u00e9"


@pytest.mark.parametrize(
    ("data", "name", "reason", "note"),
    [
        (b"<html><p>It rained.", "a.doc", "file of another kind", "a web page, not .doc"),
        (make_zip("xl/workbook.xml"), "a.txt", "file of another kind", "an Excel workbook"),
        (b"\x89PNG\r\n", "a.pdf", "file of another kind", "a picture"),
        (OLE_MARK + "WordDocument".encode("utf-16-le"), "a.doc", "file of another kind", r"save it as \.docx"),
        (b"", "a.docx", "file empty", "0 bytes"),
        (b"x\\rtf1 It rained.\\par }", "a.rtf", "file damaged", "no RTF"),
        (WORD[30:], "a.docx", "file damaged", "."),
        (WORD[:400], "a.docx", "file damaged", "."),
    ],
)
def test_what_is_no_document_is_refused_with_what_to_do(data: bytes, name: str, reason: str, note: str) -> None:
    with pytest.raises(Unreadable, match=note) as refusal:
        open_document(data, name)
    assert refusal.value.reason == reason


@settings(max_examples=150, deadline=5000)
@given(
    st.sampled_from([WORD, RTF, PDF, b"<html>", OLE_MARK, b"PK\x03\x04", b""]),
    st.integers(0, 60),
    st.binary(max_size=20),
    st.sampled_from(["a.docx", "a.doc", "a.rtf", "a.pdf", "a.txt", "a"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, at: int, new: bytes, name: str) -> None:
    with contextlib.suppress(Unreadable):
        open_document(data[:at] + new + data[at:], name)


@pytest.mark.parametrize(
    ("name", "found", "is_doubted"),
    [
        ("a.mht", "mail", False),
        ("a.html", "mail", True),
        ("a.HTML", "text", False),
        ("a.mht", "text", True),
        ("a.txt", "page", True),
        ("a.ris", "page", False),
        ("page", "page", False),
    ],
)
def test_a_name_that_promises_another_kind_is_reported(name: str, found: str, is_doubted: bool) -> None:
    assert [doubt.reason for doubt in find_misnamed(name, found)] == ["file misnamed"] * is_doubted


@pytest.mark.parametrize(
    "unit", [b"<!---->", b"<!-- -->\n", b"<!--", b"-", b" ", b"a:\n", b"a:\n b\n", b"<?xml", b"{\\"]
)
def test_the_kind_is_known_at_once_whatever_the_bytes(unit: bytes) -> None:
    started = time.process_time()
    for start in (b"", b"<!--", b"<?xml", b"a:", b"\xff\xfe"):
        assert find_kind(start + unit * 2000) in ("text", "page")
    assert time.process_time() - started < 1


def test_every_ending_that_promises_a_kind_is_read_in_a_folder() -> None:
    assert {*DOCUMENT_KINDS, *WEB_KINDS} <= set(SUFFIXES)
    assert len(set(SUFFIXES)) == len(SUFFIXES)
