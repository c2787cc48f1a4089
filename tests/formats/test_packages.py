import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.formats import packages
from framing.formats.harvest import Unreadable
from framing.formats.packages import LIMIT_MEMBERS, OLE_MARK, Budget, check_package, open_zip, unpack_member


def pack(parts: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", way) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, way)
    return kept.getvalue()


def refuse(data: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        check_package(data)
    return refusal.value.reason


def test_a_sound_package_passes() -> None:
    check_package(
        pack({"word/document.xml": b"<?xml version='1.0' encoding='UTF-8'?><a>It rained.</a>", "a.png": b"\x89"})
    )


@pytest.mark.parametrize(
    "part",
    [
        b"<!DOCTYPE a><a/>",
        b"<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "\ufeff<!DOCTYPE a><a/>".encode("utf-16-le"),
        "\ufeff<!DOCTYPE a><a/>".encode("utf-16-be"),
        "\ufeff<!DOCTYPE a><a/>".encode("utf-32-le"),
        b"<?xml version='1.0' encoding='UTF-7'?><a/>",
        '<?xml version="1.0" encoding="cp037"?><a/>'.encode("cp037"),
        b" " * (2**16 - 5) + b"<!DOCTYPE a><a/>",
    ],
    ids=["doctype", "entity", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "ebcdic", "across pieces"],
)
def test_a_doctype_is_unsafe_however_it_is_written(part: bytes) -> None:
    assert refuse(pack({"word/document.xml": part})) == "file unsafe"


def test_a_doctype_is_found_whatever_the_part_is_called() -> None:
    assert refuse(pack({"word/document.bin": b"<!DOCTYPE a><a/>"})) == "file unsafe"


def test_pictures_and_pages_carried_along_may_have_a_doctype() -> None:
    check_package(pack({"media/a.svg": b"<!DOCTYPE svg><svg/>", "a.htm": b"<!DOCTYPE html><p>"}))


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.html", "xl/media/sheet1.svg", "word/document.mht", "a.xhtml"])
@pytest.mark.parametrize(
    "part", [b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]>"]
)
def test_the_name_of_a_page_hides_nothing_that_is_declared(name: str, part: bytes) -> None:
    assert refuse(pack({name: part})) == "file unsafe"
    assert refuse(pack({name: part.decode().encode("utf-16")})) == "file unsafe"
    assert refuse(pack({name: b'<?xml version="1.0" encoding="UTF-7"?>' + part})) == "file unsafe"


def test_blanks_in_front_hide_no_doctype() -> None:
    assert refuse(pack({"word/document.bin": b" " * 2**17 + b"<!DOCTYPE a><a/>"})) == "file unsafe"
    check_package(pack({"a.bin": b"\x89PNG <!DOCTYPE"}))


def test_a_small_file_that_unpacks_to_a_large_one_is_refused() -> None:
    assert refuse(pack({"a.xml": b" " * (11 * 2**20)})) == "file too large"
    check_package(pack({"a.xml": b" " * (9 * 2**20)}))


def test_too_many_members_are_refused() -> None:
    names = {f"{number}": b"" for number in range(LIMIT_MEMBERS + 1)}
    assert refuse(pack(names, zipfile.ZIP_STORED)) == "file too large"


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "LIMIT_BYTES", 1000)
    assert refuse(pack({"a": b"x" * 1001})) == "file too large"


def test_a_size_that_lies_is_found() -> None:
    data = pack({"a.xml": b" " * 2**20})
    true, false = struct.pack("<L", 2**20), struct.pack("<L", 100)
    assert data.count(true) == 2
    assert refuse(data.replace(true, false)) == "file damaged"


def test_unpacking_stops_at_the_limit() -> None:
    with open_zip(pack({"a": b"x" * 5000})) as archive, pytest.raises(Unreadable, match="file too large"):
        list(unpack_member(archive, archive.infolist()[0], limit=4999))


def test_other_ways_of_packing_are_refused() -> None:
    assert refuse(pack({"a": b"x" * 500}, zipfile.ZIP_BZIP2)) == "file unsafe"


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_what_can_be_unpacked_by_the_piece_is(way: int) -> None:
    with open_zip(pack({"a": b"x" * 500}, way)) as archive, pytest.raises(Unreadable, match=f"method {way}") as refusal:
        list(unpack_member(archive, archive.infolist()[0]))
    assert refusal.value.reason == "file of another kind"


def test_a_budget_is_a_ratio_and_never_below_what_is_free() -> None:
    assert (Budget(0).limit, Budget(2**20).limit) == (10 * 2**20, 200 * 2**20)
    budget = Budget(0)
    budget.spend(10 * 2**20)
    with pytest.raises(Unreadable, match="file too large"):
        budget.spend(1)


def test_a_member_with_a_password_is_protected() -> None:
    data = bytearray(pack({"a.xml": b"<a/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refuse(bytes(data)) == "file protected"


@pytest.mark.parametrize(
    ("stream", "reason", "note"),
    [
        ("EncryptedPackage", "file protected", "without one"),
        ("WordDocument", "file of another kind", r"\.docx"),
        ("Workbook", "file of another kind", r"\.xlsx"),
        ("Other", "file of another kind", "before 2007"),
    ],
)
def test_an_old_container_is_named(stream: str, reason: str, note: str) -> None:
    with pytest.raises(Unreadable, match=note) as refusal:
        check_package(OLE_MARK + bytes(504) + stream.encode("utf-16-le"))
    assert refusal.value.reason == reason


SAMPLE = pack({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a>It rained in Hazelby.</a>" * 20})


@settings(max_examples=150, deadline=5000)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 40), st.binary(max_size=8))
def test_damaged_packages_are_refused_or_pass(start: int, length: int, new: bytes) -> None:
    with contextlib.suppress(Unreadable):
        check_package(SAMPLE[:start] + new + SAMPLE[start + length :])
