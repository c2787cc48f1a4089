import contextlib
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.formats import pdf
from framing.formats.harvest import Unreadable
from framing.formats.pdf import read_pdf

FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def make_pdf(pages: list[list[str]], resources: str = "/Font<</F1 3 0 R>>") -> bytes:
    """Write a PDF of the given lines by hand."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        FONT.encode(),
    ]
    for number, lines in enumerate(pages):
        shown = "".join("(" + re.sub(r"([\\()])", r"\\\1", line) + ") Tj T*\n" for line in lines)
        stream = f"BT /F1 10 Tf 12 TL 72 750 Td\n{shown}ET".encode("cp1252")
        head = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<{resources}>>/Contents {5 + 2 * number} 0 R>>"
        )
        objects += [head.encode(), f"<</Length {len(stream)}>>stream\n".encode() + stream + b"\nendstream"]
    written, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(written))
        written += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "0000000000 65535 f \n" + "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(written)}\n%%EOF"
    return written + end.encode()


PAGES = [
    ["Gazette, 3 March 2019", "Rain again", "It rained (twice) and the govern-", "ment met in a caf\u00e9.", "1/3"],
    ["Gazette, 3 March 2019", "The government fell.", "A long-term plan was made.", "2/3"],
    ["Gazette, 3 March 2019", "Nobody came.", "It was a long-", "term worry.", "3/3"],
]
SAMPLE = make_pdf(PAGES)


def refuse(data: bytes, note: str) -> str:
    with pytest.raises(Unreadable, match=note) as refusal:
        read_pdf(data)
    return refusal.value.reason


def test_lines_are_read_without_heads_and_feet() -> None:
    document = read_pdf(SAMPLE)
    assert document.wrapped
    assert [line.text for line in document.lines if line.text] == [
        "Gazette, 3 March 2019",
        "Rain again",
        "It rained (twice) and the government",
        "met in a caf\u00e9.",
        "The government fell.",
        "A long-term plan was made.",
        "Nobody came.",
        "It was a long-term",
        "worry.",
    ]
    assert [doubt.note for doubt in document.doubts] == [
        "a head or foot, taken out of 3 pages: 1/3",
        "a head or foot, taken out of 2 pages: Gazette, 3 March 2019",
    ]


def test_a_file_of_nothing_but_heads_keeps_them() -> None:
    assert [line.text for line in read_pdf(make_pdf([["Rain 1", "2"], ["Rain 2", "2"]])).lines if line.text]


def test_a_scan_is_named_and_an_empty_file_too() -> None:
    scan = make_pdf([[], []], "/XObject<</Im1 3 0 R>>")
    assert refuse(scan, "it is a scan") == "file damaged"
    assert refuse(make_pdf([[], []]), "no text in it") == "file empty"
    mixed = read_pdf(make_pdf([["It rained."], []], "/Font<</F1 3 0 R>>/XObject<</Im1 3 0 R>>"))
    assert [(doubt.reason, doubt.note) for doubt in mixed.doubts] == [
        ("part not read", "a picture without text: page 2")
    ]


def test_a_broken_page_costs_only_that_page() -> None:
    document = read_pdf(SAMPLE.replace(b"/Contents 7 0 R", b"/Contents (ab)"))
    assert [line.text for line in document.lines if "Nobody" in line.text]
    assert not [line.text for line in document.lines if "fell" in line.text]


def test_a_page_with_too_many_steps_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pdf._LIMITS, "stream_parsing_work_maximum_count", 20)
    document = read_pdf(make_pdf([["It rained."], ["It snowed."] * 20]))
    assert [line.text for line in document.lines if line.text] == ["It rained."]
    assert [doubt.reason for doubt in document.doubts] == ["part not read"]
    assert "page 2" in document.doubts[0].note


def test_what_is_protected_is_refused_unless_it_opens_without_a_password() -> None:
    from pypdf import PdfReader, PdfWriter

    for user, opens in (("", True), ("secret", False)):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(SAMPLE)))
        writer.encrypt(user, "owner", algorithm="RC4-128")
        kept = io.BytesIO()
        writer.write(kept)
        if opens:
            assert "Rain again" in [line.text for line in read_pdf(kept.getvalue()).lines]
        else:
            assert refuse(kept.getvalue(), "password") == "file protected"


def test_ligatures_become_letters() -> None:
    assert "\ufb01rst \ufb02oor".translate(pdf._LIGATURES) == "first floor"


def test_limits_on_pages_and_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_PAGES", 2)
    assert refuse(SAMPLE, "3 pages") == "file too large"
    monkeypatch.setattr(pdf, "_PAGES", 3)
    monkeypatch.setattr(pdf, "_SECONDS", -1.0)
    assert refuse(SAMPLE, "pages took more than") == "file too slow"


@pytest.mark.parametrize(
    "data", [b"", b"It rained.", b"%PDF-1.4\n", SAMPLE[:300], SAMPLE[:-400], b"%PDF-1.4\n%%EOF" + bytes(999)]
)
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert refuse(data, ".") in ("file damaged", "file empty")


NUMBERS = [found.span() for found in re.finditer(rb"\d+", SAMPLE)]


@settings(max_examples=120, deadline=5000)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 50), st.binary(max_size=8))
def test_damaged_files_are_refused_or_read(start: int, length: int, new: bytes) -> None:
    with contextlib.suppress(Unreadable):
        read_pdf(SAMPLE[:start] + new + SAMPLE[start + length :])


@settings(max_examples=120, deadline=5000)
@given(st.sampled_from(NUMBERS), st.sampled_from([b"0", b"-1", b"1", b"2", b"4", b"99999999999", b"1e9"]))
def test_wrong_numbers_make_no_loop(place: tuple[int, int], number: bytes) -> None:
    with contextlib.suppress(Unreadable):
        read_pdf(SAMPLE[: place[0]] + number + SAMPLE[place[1] :])
