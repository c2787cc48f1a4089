import gzip
import os
import sys
import time
from pathlib import Path

import pytest

from framing.errors import CorpusError
from framing.formats.decoding import decode, decode_page
from framing.formats.files import CorpusFile, file_kind, list_files, local_path, read_bytes


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a.csv", "http:/example.org/a", "s3://b/a.csv", "file:///a.csv", "www.a.org/b.csv"],
)
def test_an_address_is_never_opened(address: str) -> None:
    with pytest.raises(CorpusError, match=r"not opened.*download the file first"):
        local_path(address)


def test_a_missing_path_and_a_stranger_are_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no such file.*nowhere\.csv"):
        local_path(tmp_path / "nowhere.csv")
    with pytest.raises(CorpusError, match="found: list"):
        local_path(["a.csv"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(("a.csv", ".csv"), ("A.CSV.GZ", ".csv"), ("a.b.jsonl", ".jsonl"), ("a.txt.gz", ".txt"), ("a", "")),
        *(("a.gz", ""), ("a.parquet", ".parquet"), ("a.parquet.gz", ""), ("a.csv.bak", ""), ("a.xlsx", ".xlsx")),
        *(("a.html", ".html"), ("a.HTM", ".htm"), ("a.xhtml.gz", ".xhtml"), ("a.html5", "")),
        *(("a.tar.gz", ".tar"), ("a.b.TAR.BZ2", ".tar.bz2"), ("a.tar.xz", ".tar.xz"), ("a.txz", ".txz"), ("a.bz2", "")),
        *(("a.tbz2", ".tbz2"), ("a.docm", ".docm"), ("a.dotx", ".dotx"), ("a.text", ".text"), ("a.tar.docx", ".docx")),
    ],
)
def test_the_suffix_says_the_kind(name: str, kind: str) -> None:
    assert file_kind(Path(name)) == kind


def test_a_lone_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_text("x")
    with pytest.raises(CorpusError, match=r"'a\.ods'.*save it as"):
        list_files(tmp_path / "a.ods", encoding=None)


def test_a_folder_is_listed_in_order_and_what_is_left_out_too(tmp_path: Path) -> None:
    names = [
        "b/a.txt",
        "b.csv",
        "a.jsonl.gz",
        "README.txt",
        "map.png",
        "Licence",
        ".x.csv",
        ".git/a.txt",
        "~$b.csv",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    files, left_out = list_files(tmp_path, encoding=None)
    assert [file.name for file in files] == ["a.jsonl.gz", "b.csv", "b/a.txt"]
    assert left_out == ["Licence", "README.txt", "map.png"]


def test_what_a_browser_saves_beside_a_page_is_left_out(tmp_path: Path) -> None:
    for name in ("rain.html", "rain_files/frame.html", "rain_files/ads/x.csv", "sun_files/a.html", "sun.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    files, left_out = list_files(tmp_path, encoding=None)
    assert [file.name for file in files] == ["rain.html", "sun.csv", "sun_files/a.html"]
    assert left_out == ["rain_files/ads/x.csv", "rain_files/frame.html"]


def test_a_folder_without_a_file_to_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_text("x")
    with pytest.raises(CorpusError, match=r"no file that can be read.*map\.png"):
        list_files(tmp_path, encoding=None)


def test_settings_go_to_files_and_patterns(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    for name in ("old/a.txt", "b.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "corpus.toml").write_text(
        '[files."old/*"]\nencoding = "cp1252"\noutlet = "Gazette"\n[files."b.txt"]\ncolumns = { heading = "title" }\n'
    )
    b, a = list_files(tmp_path, encoding="utf-16")[0]
    assert (a.encoding, a.outlet, dict(a.columns)) == ("cp1252", "Gazette", {})
    assert (b.encoding, b.outlet, dict(b.columns)) == ("utf-16", None, {"heading": "title"})


@pytest.mark.parametrize(
    ("settings", "match"),
    [
        ("files = [", "cannot be read"),
        ("encoding = 'x'", r"may only hold \[files\]"),
        ("[files.'a.txt']\nencodign = 'cp1252'", "unknown option"),
        ("[files]\n'a.txt' = 'cp1252'", "unknown option"),
        ("[files.'a.txt']\nencoding = 1252", "wrong type"),
    ],
)
def test_wrong_settings_are_refused(tmp_path: Path, settings: str, match: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "corpus.toml").write_text(settings)
    with pytest.raises(CorpusError, match=match):
        list_files(tmp_path, encoding=None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_and_plain_unicode_are_read(encoding: str) -> None:
    assert decode("Größe\r\n“x”\r".encode(encoding), CorpusFile(Path("a"), "a"))[0] == "Größe\n“x”\n"


def test_other_bytes_are_refused_with_their_place() -> None:
    with pytest.raises(
        CorpusError, match=r"not UTF-8.*byte 0xf6 at offset 2 of 'a\.csv'.*encoding=\"cp1252\""
    ) as error:
        decode(b"Gr\xf6\xdfe", CorpusFile(Path("a.csv"), "a.csv"))
    assert "[files" not in str(error.value)
    with pytest.raises(CorpusError, match=r'\[files\."b/a\.txt"\] encoding'):
        decode(b"Gr\xf6\xdfe", CorpusFile(Path("a.txt"), "b/a.txt", in_folder=True))


def test_an_encoding_that_is_said_is_used_unless_a_mark_says_another() -> None:
    assert decode(b"Gr\xf6\xdfe", CorpusFile(Path("a"), "a", "cp1252")) == ("Größe", "cp1252")
    assert decode("Größe".encode("utf-8-sig"), CorpusFile(Path("a"), "a", "cp1252"))[0] == "Größe"
    with pytest.raises(CorpusError, match=r"unknown encoding.*'klingon'"):
        decode(b"x", CorpusFile(Path("a"), "a", "klingon"))


@pytest.mark.parametrize(
    ("data", "said", "encoding"),
    [
        ("<p>Größe".encode(), None, "utf-8"),
        ("<p>Größe".encode("cp1252"), None, "cp1252"),
        ("<p>Größe".encode("cp1252"), "latin-1", "latin-1"),
        ("<p>Größe".encode("utf-16"), "cp1252", "utf-16"),
        ("<p>Größe".encode("utf-32"), "cp1252", "utf-32"),
        (b"\0\0\xfe\xff" + "<p>Größe".encode("utf-32-be"), None, "utf-32"),
        ("<meta charset=utf-8><p>Größe".encode("utf-8-sig"), "cp1252", "utf-8-sig"),
        ("<meta charset='utf-8'><p>Größe".encode(), "cp1252", "utf-8"),
        ("<meta charset='ISO-8859-1'><p>Größe “x”".encode("cp1252"), None, "cp1252"),
        ("<meta http-equiv=x content='text/html; charset=mac-roman'><p>Größe".encode("mac-roman"), None, "mac-roman"),
        ("<?xml version='1.0' encoding='cp1252'?><p>Größe".encode("cp1252"), None, "cp1252"),
        ("<meta charset=utf-16><p>Größe".encode(), None, "utf-8"),
        ("<meta charset=klingon><p>Größe".encode(), None, "utf-8"),
        ("<meta charset=rot13><p>Größe".encode(), None, "utf-8"),
    ],
)
def test_a_page_declares_its_encoding(data: bytes, said: str | None, encoding: str) -> None:
    text, used = decode_page(data, CorpusFile(Path("a.html"), "a.html", said))
    assert "<p>Größe" in text
    assert used == encoding


def test_a_declaration_of_blanks_costs_no_time() -> None:
    started = time.process_time()
    for _ in range(20):
        decode_page(b"<meta charset=" * 20 + b"\t" * 4000 + b"<p>", CorpusFile(Path("a.html"), "a.html"))
    assert time.process_time() - started < 1


def test_bytes_that_break_the_declared_encoding_are_marked_and_a_name_the_user_gives_must_exist() -> None:
    assert decode_page(b"<meta charset=utf-8>a\xffb", CorpusFile(Path("a"), "a"))[0].endswith("a\ufffdb")
    with pytest.raises(CorpusError, match=r"unknown encoding.*'klingon'"):
        decode_page(b"x", CorpusFile(Path("a"), "a", "klingon"))


def test_gz_is_unpacked_and_damage_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    whole = gzip.compress(b"rain" * 1000)
    path.write_bytes(whole + gzip.compress(b"sun"))
    assert read_bytes(path, name="a.txt.gz") == b"rain" * 1000 + b"sun"
    for damaged in (whole[:-20], b"rain", whole[:30] + b"xx" + whole[32:]):
        path.write_bytes(damaged)
        with pytest.raises(CorpusError, match=r"cannot be unpacked.*'a\.txt\.gz'"):
            read_bytes(path, name="a.txt.gz")


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("framing.formats.gzip_files._FREE_BYTES", 1000)
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(bytes(200_000)))
    with pytest.raises(CorpusError, match="more than 100 times its size"):
        read_bytes(path, name="a.txt.gz")


def test_what_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied", "secret.csv")

    (tmp_path / "secret.csv").write_text("x")
    (tmp_path / "gone.csv").symlink_to("nowhere")
    with pytest.raises(CorpusError, match=r"cannot be opened; found: 'gone\.csv': No such file"):
        read_bytes(tmp_path / "gone.csv", name="gone.csv")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(CorpusError, match=r"cannot be opened; found: 'secret\.csv': Permission denied"):
        read_bytes(tmp_path / "secret.csv", name="secret.csv")


def test_a_folder_that_may_not_be_looked_into_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text("x")
    (tmp_path / "closed").mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(CorpusError, match=r"cannot be opened; found: '[^']*/closed': Permission denied"):
        list_files(tmp_path, encoding=None)


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="file names there are Unicode")
def test_a_name_that_is_not_utf8_is_shown_as_text(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("x")
    (file,), _ = list_files(tmp_path, encoding=None)
    (alone,), _ = list_files(path, encoding=None)
    assert (file.name, alone.name) == ("caf\ufffd.txt", "caf\ufffd.txt")
    assert file.path.read_text() == "x"


def test_a_pipe_is_no_folder(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CorpusError, match="this kind of file is not read"):
        list_files(tmp_path / "pipe", encoding=None)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    with pytest.raises(CorpusError, match=r"empty.*'a\.csv', 0 bytes"):
        read_bytes(tmp_path / "a.csv", name="a.csv")
