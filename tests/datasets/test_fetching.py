"""Only the right file is taken, from wherever it comes, and nothing is fetched that was not asked for."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from framing.datasets.entries import Entry
from framing.datasets.fetching import MIRROR, fetch_file, find_file
from framing.errors import CorpusError

WRONG = "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"  # {} and a line feed


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_the_mirror_that_is_named_comes_before_the_variable_and_the_cache(
    harbour: Entry, mirror: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.mkdir(parents=True)
    (cache / harbour.file).write_bytes((mirror / harbour.file).read_bytes())
    assert find_file(harbour) == cache / harbour.file
    monkeypatch.setenv(MIRROR, str(mirror))
    assert find_file(harbour) == mirror / harbour.file
    assert find_file(harbour, mirror=tmp_path) == cache / harbour.file
    monkeypatch.setenv(MIRROR, "")
    assert find_file(harbour, mirror=mirror) == mirror / harbour.file


def test_what_is_nowhere_says_what_it_is_and_what_is_needed(harbour: Entry, tmp_path: Path, cache: Path) -> None:
    assert find_file(harbour) is None
    with pytest.raises(CorpusError) as raised:
        fetch_file(harbour, mirror=tmp_path)
    said = str(raised.value)
    wanted = (harbour.what, harbour.origin, harbour.licence, harbour.rights, harbour.file, harbour.sha256, MIRROR)
    assert all(text in said for text in (*wanted, str(tmp_path), str(cache), "mirror="))
    assert "\n" not in said
    with pytest.raises(CorpusError, match="FRAMING_DATA, which names no mirror"):
        fetch_file(harbour)


def test_a_wrong_file_in_the_mirror_is_refused_and_left_alone(harbour: Entry, mirror: Path) -> None:
    (mirror / harbour.file).write_bytes(b"{}\n")
    with pytest.raises(CorpusError, match=rf"sha256 {WRONG} in .*mirror.*sha256 {harbour.sha256}"):
        fetch_file(harbour, mirror=mirror)
    assert (mirror / harbour.file).read_bytes() == b"{}\n"


def test_a_wrong_file_in_the_cache_is_refused_and_removed(harbour: Entry, cache: Path) -> None:
    cache.mkdir(parents=True)
    (cache / harbour.file).write_bytes(b"{}\n")
    with pytest.raises(CorpusError, match=rf"sha256 {WRONG} in .*removed from the cache.*{harbour.sha256}"):
        fetch_file(harbour)
    assert listed(cache) == []


@pytest.mark.parametrize("named", ["argument", "variable", "register"])
def test_a_file_is_fetched_once_with_one_line_on_stderr(
    harbour: Entry,
    server: Any,
    cache: Path,
    named: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    if named == "variable":
        monkeypatch.setenv(MIRROR, f"{server.address}/")
    if named == "register":
        harbour = dataclasses.replace(harbour, address=f"{server.address}/harbour.jsonl.gz")
    mirror = server.address if named == "argument" else None
    assert fetch_file(harbour, mirror=mirror) == cache / harbour.file
    said = capfd.readouterr()
    assert said.err == (
        f"framing: fetching harbour.jsonl.gz (0.0 MB) from {server.address}/harbour.jsonl.gz into {cache}\n"
    )
    assert said.out == ""
    assert fetch_file(harbour, mirror=mirror) == cache / harbour.file
    assert server.asked == ["/harbour.jsonl.gz"]
    assert capfd.readouterr().err == ""
    assert listed(cache) == [harbour.file]


def test_finding_never_fetches(harbour: Entry, server: Any) -> None:
    assert find_file(dataclasses.replace(harbour, address=server.address), mirror=server.address) is None
    assert server.asked == []


def test_a_wrong_download_is_refused_with_both_hashes_and_leaves_nothing(
    harbour: Entry, server: Any, cache: Path
) -> None:
    server.files["/harbour.jsonl.gz"] = b"{}\n"
    with pytest.raises(CorpusError, match=rf"sha256 {WRONG} in http.*sha256 {harbour.sha256}"):
        fetch_file(harbour, mirror=server.address)
    assert listed(cache) == []


def test_a_download_stops_where_the_set_ends(harbour: Entry, server: Any, cache: Path) -> None:
    server.files["/harbour.jsonl.gz"] = b"x" * 5_000_000
    with pytest.raises(CorpusError, match=rf"more than {harbour.n_bytes} bytes.*sha256 {harbour.sha256}"):
        fetch_file(harbour, mirror=server.address)
    assert listed(cache) == []


@pytest.mark.parametrize("trouble", ["missing", "cut off", "no server"])
def test_a_download_that_fails_says_why_and_leaves_nothing(
    harbour: Entry, server: Any, cache: Path, trouble: str
) -> None:
    address = "http://127.0.0.1:1" if trouble == "no server" else server.address
    if trouble == "missing":
        server.files.clear()
    server.announced = 10_000 if trouble == "cut off" else None
    why = {"missing": "HTTPError 404", "cut off": "ChunkedEncodingError", "no server": "ConnectionError"}[trouble]
    with pytest.raises(CorpusError, match=rf"could not be fetched; found: {why} from {address}.*name a folder"):
        fetch_file(harbour, mirror=address)
    assert listed(cache) == []


def test_a_server_that_says_nothing_is_not_waited_for(harbour: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.setattr("framing.datasets.fetching._TIMEOUT", (0.2, 0.2))
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(CorpusError, match="ReadTimeout"):
        fetch_file(harbour, mirror=f"http://127.0.0.1:{silent.getsockname()[1]}")


def test_a_password_in_an_address_is_never_shown(
    harbour: Entry, server: Any, capfd: pytest.CaptureFixture[str], cache: Path
) -> None:
    server.files.clear()
    address = server.address.replace("http://", "http://gull:secret@")
    with pytest.raises(CorpusError) as raised:
        fetch_file(harbour, mirror=address)
    assert "secret" not in str(raised.value) + capfd.readouterr().err
    assert raised.value.__suppress_context__


def test_a_malformed_address_is_a_users_mistake(harbour: Entry) -> None:
    with pytest.raises(CorpusError, match="could not be fetched; found: InvalidURL"):
        fetch_file(harbour, mirror="http://[1")


@pytest.mark.parametrize("place", ["ftp://example.org/sets", "file:///etc", "s3://bucket"])
def test_a_mirror_is_a_folder_or_an_http_address(harbour: Entry, place: str) -> None:
    with pytest.raises(CorpusError, match="begins with http"):
        fetch_file(harbour, mirror=place)
