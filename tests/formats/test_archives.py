import hashlib
import io
import stat
import tarfile
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.formats import archives, packages
from framing.formats.archives import Member, open_archive
from framing.formats.harvest import REASONS, Doubt, Unreadable

RAIN = b"It rained all night, and the river rose."


def zipped(files: dict[str, bytes], *, way: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", way) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, way)
    return packed.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def read(data: bytes | Path, name: str = "x.zip") -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    found = list(open_archive(data, name))
    members = [entry for entry in found if isinstance(entry, Member)]
    doubts = [entry for entry in found if isinstance(entry, Doubt)]
    assert all(doubt.reason in REASONS for doubt in doubts)
    assert len({member.name for member in members}) == len(members)
    return {m.name: m.data for m in members}, [(d.reason, d.name) for d in doubts]


FILES = {"b/two.txt": b"Two.", "a.txt": RAIN * 50, "c.docx": b"PK"}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zipped(FILES), "x.zip"),
        (zipped(FILES, way=zipfile.ZIP_STORED), "X.ZIP"),
        (tarred(FILES), "x.tar"),
        (tarred(FILES, "w:gz"), "x.tar.gz"),
        (tarred(FILES, "w:gz"), "x.tgz"),
        (tarred(FILES, "w:bz2"), "x.tar.bz2"),
        (tarred(FILES, "w:xz"), "x.tar.xz"),
    ],
)
def test_members_come_in_order_of_name(data: bytes, name: str, tmp_path: Path) -> None:
    members, doubts = read(data, name)
    assert (list(members), doubts) == (["a.txt", "b/two.txt", "c.docx"], [])
    assert members == FILES
    (tmp_path / "packed").write_bytes(data)
    assert read(tmp_path / "packed", name) == (members, doubts)


def test_a_member_is_known_as_an_archive_by_its_ending() -> None:
    inner = zipped({"a.txt": RAIN})
    members, doubts = read(zipped(dict.fromkeys(("a.ZIP", "b.docx", "c.xlsx", "d.zip.gz", "e.wacz"), inner)))
    assert (list(members), doubts) == (["a.ZIP/a.txt", "b.docx", "c.xlsx", "d.zip.gz", "e.wacz"], [])
    names = ("a.tar", "a.tgz", "a.tar.gz", "a.tar.bz2", "a.tbz2", "a.tar.xz", "a.txz")
    assert read(zipped(dict.fromkeys(names, b"It rained.")))[1] == [("file damaged", name) for name in sorted(names)]


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_zipfile_unpacks_at_one_stroke_is_refused_before(way: int) -> None:
    data = zipped({"a.txt": bytes(30 * 2**20), "b.txt": RAIN}, way=way).replace(b"b.txt", b"b.png")
    tracemalloc.start()
    members, doubts = read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (members, doubts) == ({}, [("file of another kind", name) for name in ("a.txt", "b.png")])
    assert peak < 5 * 2**20
    assert read(data[: data.index(b"PK\x01\x02")])[1][1:] == doubts  # without its directory


def test_hidden_files_and_folders_are_passed_over() -> None:
    files = {"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "d/.git/c": b"x", "~$a.docx": b"x", "d/": b"", "a.txt": RAIN}
    assert read(zipped(files)) == ({"a.txt": RAIN}, [])
    assert read(tarred(files), "x.tar") == ({"a.txt": RAIN}, [])


@pytest.mark.parametrize(
    "name", ["../a.txt", "a/../../b.txt", "/etc/rain.txt", "C:\\rain.txt", "..\\a.txt", "\\\\h\\a"]
)
def test_a_path_that_leads_out_is_refused(name: str) -> None:
    shown = name.replace("\\", "/")
    assert read(zipped({name: b"x", "a.txt": RAIN})) == ({"a.txt": RAIN}, [("file unsafe", shown)])
    assert read(tarred({name: b"x", "a.txt": RAIN}), "x.tar") == ({"a.txt": RAIN}, [("file unsafe", shown)])


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_in_a_tar_are_refused(kind: bytes) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        info = tarfile.TarInfo("link.txt")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
    assert read(packed.getvalue(), "x.tar") == ({}, [("file unsafe", "link.txt")])


def test_a_link_in_a_zip_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    assert read(packed.getvalue()) == ({}, [("file unsafe", "link.txt")])


def test_archives_within_are_opened_two_levels_deep() -> None:
    third = zipped({"deep.txt": b"deep"})
    second = tarred({"3.zip": third, "two.txt": b"two"}, "w:gz")
    first = zipped({"2.tar.gz": second, "one.txt": b"one"})
    members, doubts = read(zipped({"1.zip": first, "x.docx": zipped({"word.xml": b""})}))
    assert list(members) == ["1.zip/2.tar.gz/two.txt", "1.zip/one.txt", "x.docx"]
    assert doubts == [("file unsafe", "1.zip/2.tar.gz/3.zip")]


def test_what_is_wrong_with_an_archive_within_costs_that_one() -> None:
    files = {"a.zip": b"no zip", "b.zip": b"", "c.txt": RAIN, "d.zip": zipped({"../x": b"x"})}
    members, doubts = read(zipped(files))
    assert members == {"c.txt": RAIN}
    assert doubts == [("file damaged", "a.zip"), ("file empty", "b.zip"), ("file unsafe", "d.zip/../x")]


def test_a_member_with_a_password_is_reported() -> None:
    data = bytearray(zipped({"a.txt": RAIN, "b.txt": RAIN}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert read(bytes(data)) == ({"b.txt": RAIN}, [("file protected", "a.txt")])


def test_a_word_file_under_another_name_is_no_archive() -> None:
    with pytest.raises(Unreadable, match=r"file of another kind.*\.docx"):
        read(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}))


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "x.zip", "file empty"),
        (b"It rained.", "x.zip", "file damaged"),
        (b"It rained.", "x.tar", "file damaged"),
        (b"It rained.", "x.tar.gz", "file damaged"),
        (bytes(10240), "x.tar", "file empty"),
    ],
)
def test_what_is_no_archive_is_refused(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(data, name)
    assert refusal.value.reason == reason


def test_names_are_utf8_or_of_dos() -> None:
    for name, written in (("Brücke.txt", "Brücke.txt".encode()), ("Brücke.txt", "Brücke.txt".encode("cp437"))):
        data = zipped({"Br__cke.txt" if len(written) == 11 else "Br_cke.txt": RAIN})
        plain = b"Br__cke.txt" if len(written) == 11 else b"Br_cke.txt"
        assert list(read(data.replace(plain, written))[0]) == [name]
    assert list(read(zipped({"Brücke.txt": RAIN}))[0]) == ["Brücke.txt"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_files_of_one_name_are_told_apart() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for text in ("one", "two"):
            archive.writestr("a/b.txt", text)
    assert read(packed.getvalue())[0] == {"a/b.txt": b"one", "a/b (2).txt": b"two"}


def test_limits_of_members_bytes_and_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped({f"{n:03}.txt": b"x" for n in range(300)})
    monkeypatch.setattr(archives, "LIMIT_BYTES", 1000)
    assert read(zipped({"a.txt": bytes(2000), "b.txt": b"x"})) == ({"b.txt": b"x"}, [("file too large", "a.txt")])
    monkeypatch.setattr(packages, "_FREE_BYTES", 100)
    bomb = zipped({f"{n}.txt": bytes(900) for n in range(200)})
    monkeypatch.setattr(packages, "_RATIO", 2)
    members, doubts = read(bomb)
    assert 0 < len(members) < 200
    assert {reason for reason, _ in doubts} == {"file too large"}
    assert len(members) + min(len(doubts), 100) > 100
    monkeypatch.undo()
    monkeypatch.setattr(archives._Budget.__init__, "__defaults__", (0, 150))
    members, doubts = read(many)
    assert (len(members), len(doubts)) == (150, 101)
    assert doubts[0] == ("file too large", "150.txt")
    assert doubts[-1] == ("file too large", "50 more files")


def test_a_packed_tar_that_unpacks_to_far_too_much_is_refused() -> None:
    data = tarred({"a.txt": bytes(11 * 2**20)}, "w:gz")
    with pytest.raises(Unreadable, match="file too large"):
        read(data, "x.tar.gz")


def test_a_zip_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    data = zipped({f"{n}.txt": RAIN * 30 for n in range(5)})
    directory = data.index(b"PK\x01\x02")
    files = {f"{n}.txt": RAIN * 30 for n in range(5)}
    assert read(data[: directory + 10]) == (files, [("file damaged", "")])
    members, doubts = read(data[: directory - 20])
    assert list(members) == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert doubts == [("file damaged", ""), ("file damaged", "4.txt")]


def test_a_zip_written_as_a_stream_is_read_without_its_directory() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    packed = Pipe()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.txt", "b.txt"):
            archive.writestr(name, RAIN * 10)
    data = packed.getvalue()
    assert read(data[: data.index(b"PK\x01\x02")])[0] == {"a.txt": RAIN * 10, "b.txt": RAIN * 10}


def test_a_wrong_checksum_costs_that_member() -> None:
    data = zipped(FILES, way=zipfile.ZIP_STORED).replace(b"Two.", b"Too.")
    members, doubts = read(data)
    assert (list(members), doubts) == (["a.txt", "c.docx"], [("file damaged", "b/two.txt")])


def test_a_directory_that_announces_more_than_it_lists_is_reported() -> None:
    data = bytearray(zipped(FILES))
    data[-12] = 7
    members, doubts = read(bytes(data))
    assert (len(members), doubts) == (3, [("count wrong", "")])


@pytest.mark.parametrize("cut", [300, 512, 700, 1024, 1536, 2000])
def test_a_tar_that_is_cut_off_says_so(cut: int) -> None:
    data = tarred({"a.txt": b"A" * 300, "b.txt": b"B" * 300})
    if cut < 512:
        with pytest.raises(Unreadable, match="file damaged"):
            read(data[:cut], "x.tar")
        return
    members, doubts = read(data[:cut], "x.tar")
    assert doubts[0] == ("file damaged", "")
    assert len(members) + len(doubts) - 1 == 1 + (cut > 1024)
    assert all(len(text) == 300 for text in members.values())


def test_a_packed_tar_that_is_cut_off_says_so() -> None:
    data = tarred({f"{n}.txt": hashlib.shake_128(bytes([n])).digest(3000) for n in range(9)}, "w:gz")
    members, doubts = read(data[: len(data) // 2], "x.tgz")
    assert members
    assert doubts[0] == ("file damaged", "")


@settings(max_examples=200, deadline=None)
@given(
    base=st.sampled_from([(zipped(FILES), "x.zip"), (tarred(FILES), "x.tar"), (tarred(FILES, "w:gz"), "x.tgz")]),
    start=st.integers(0, 12000),
    length=st.integers(0, 200),
    insert=st.binary(max_size=12),
)
def test_a_mutated_archive_is_read_or_refused(base: tuple[bytes, str], start: int, length: int, insert: bytes) -> None:
    data, name = base
    at = start % len(data)
    data = data[:at] + insert + data[at + length :]
    try:
        members, doubts = read(data, name)
    except Unreadable:
        return
    assert set(FILES) <= set(members) or doubts


def test_a_thousand_members_are_read_in_a_second() -> None:
    data = zipped({f"{n:05}.txt": RAIN * 20 for n in range(1000)})
    started = time.process_time()
    assert len(read(data)[0]) == 1000
    assert time.process_time() - started < 1
