"""Invented sets, a server of one's own on this machine, and a cache of one's own: no test reaches further."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from framing.datasets import entries, register
from framing.datasets.entries import Entry

ARTICLES = [
    {
        "id": "gull-1",
        "outlet": "The Gull",
        "date": "2019-03-04",
        "title": "Harbour closes",
        "text": "The harbour closed.\n\nNobody said why.",
        "spans": [{"start": 4, "end": 11, "text": "harbour"}],
        "group": "g1",
        "event": "a closing",
    },
    {
        "id": "heron-1",
        "outlet": "The Heron",
        "date": None,
        "title": "Port shut",
        "text": "The port is shut, it is said.",
        "spans": [],
        "group": "g1",
        "event": "a closing",
    },
]
PAIRS = 'id_a,id_b,term,label\ngull-1,heron-1,null,copy\nheron-1,gull-1,"a, b",\n'


def pack_articles() -> bytes:
    lines = "".join(json.dumps(article) + "\n" for article in ARTICLES)
    return gzip.compress(lines.encode(), mtime=0)


def make_entry(name: str, file: str, data: bytes, **changes: object) -> Entry:
    about: dict[str, object] = {
        "rows": 2,
        "n_bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "address": "",
        "table": "own",
        "unit": "article",
        "language": "en",
        "what": "invented news of a harbour",
        "origin": "https://example.org/harbour @0a1b2c3d",
        "licence": "CC0-1.0",
        "rights": "nobody's property",
        "citation": "Gannet, G. (2019). A Harbour.",
        "damage": "one article has no date",
    }
    return Entry(name, file, **(about | changes))  # type: ignore[arg-type]


@pytest.fixture
def harbour() -> Entry:
    """A set of two articles."""
    return make_entry("harbour", "harbour.jsonl.gz", pack_articles(), table="articles", columns={"group": "story"})


@pytest.fixture
def pairs() -> Entry:
    """A set of two pairs."""
    return make_entry("pairs", "pairs.csv", PAIRS.encode())


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, no mirror, and no proxy on the way to this machine."""
    monkeypatch.delenv("FRAMING_DATA", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("pooch.os_cache", lambda project: tmp_path / "cache" / project)
    return tmp_path / "cache" / "framing"


@pytest.fixture
def known(harbour: Entry, pairs: Entry, monkeypatch: pytest.MonkeyPatch) -> dict[str, Entry]:
    """A register of the invented sets in the place of the real one."""
    sets = {"harbour": harbour, "pairs": pairs}
    for module in (entries, register):
        monkeypatch.setattr(module, "read_register", lambda: sets)
    return sets


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """A folder with the files of the invented sets."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    (folder / "harbour.jsonl.gz").write_bytes(pack_articles())
    (folder / "pairs.csv").write_text(PAIRS, "utf-8")
    return folder


@dataclass
class Server:
    """What a server answers by path, and what it was asked."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    announced: int | None = None
    """Length the server claims, where it is not the true one."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this machine with the files of the invented sets."""
    state = Server(files={"/harbour.jsonl.gz": pack_articles(), "/pairs.csv": PAIRS.encode()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            data = state.files.get(self.path)
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Length", str(state.announced or len(data or b"")))
            self.end_headers()
            with suppress(ConnectionError):  # who asked may have heard enough
                self.wfile.write(data or b"")

        def log_message(self, *args: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{running.server_port}"
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    running.shutdown()
    running.server_close()
    thread.join()
