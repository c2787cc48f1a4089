"""Small files of every kind the kit reads, to be damaged by ``benchmarks.fuzzing``: the tests' exports and others."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pandas as pd

__all__ = ["list_members", "list_samples", "pack_members"]

_TESTS = Path(__file__).parents[1] / "tests"
_FOLDERS = (_TESTS / "databases" / "samples", _TESTS / "formats" / "samples")
_PARAGRAPHS = (
    "The lock keeper of Upton wrote on Monday that the canal had risen by the width of a hand since the thaw began.",
    "Nobody at the council would say whether the café on the quay, which stands lowest, must be cleared before Friday.",
    'A barge owner called the warning "late, but welcome", and moved his two boats above the weir during the night.',
)
_BODY = "\n\n".join(_PARAGRAPHS)
_STORIES = [
    {"title": f"Canal at Upton rises, day {day}", "outlet": "Upton Post", "date": f"2019-03-{day:02}", "id": f"u{day}"}
    | {"text": f"Day {day} of the flood in words of its own number {day * 37}. {_BODY}"}
    for day in range(1, 5)
]
_TIME = (2019, 3, 20, 0, 0, 0)


def list_samples() -> dict[str, bytes]:
    """Give every sample by its file name: what the tests hold, then what is made here."""
    found = {path.name: path.read_bytes() for folder in _FOLDERS for path in sorted(folder.iterdir())}
    return found | _documents() | _encodings() | _tables() | _archives(found)


def list_members(data: bytes) -> dict[str, bytes]:
    """Unpack a zip; what is none has no members."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def pack_members(members: dict[str, bytes]) -> bytes:
    """Pack a zip, the same bytes every time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name, _TIME), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _documents() -> dict[str, bytes]:
    story = _STORIES[0]
    lines = [story["title"], *story["text"].split("\n\n")]
    rich = "\r\n".join(rf"\pard {''.join(_as_rich(sign) for sign in line)}\par" for line in lines)
    head = "".join(f"{name}: {story[name]}\n" for name in ("title", "outlet", "date"))
    page = "".join(f"<p>{line}</p>\n" for line in lines[1:])
    about = f'<html lang="en"><head><meta charset="utf-8"><title>{story["title"]}</title></head>'
    menu = "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
    return {
        "letter.docx": _write_word(lines),
        "letter.rtf": f"{{\\rtf1\\ansi\\ansicpg1252\\uc1 {rich}}}".encode("ascii"),
        "letter.pdf": _write_pdf([[line[at : at + 90] for line in lines for at in range(0, len(line), 90)]] * 2),
        "letter.txt": f"{head}\n{story['text']}\n".encode(),
        "saved.html": f"{about}<body>{menu}<article><h1>{story['title']}</h1>{page}</article></body></html>".encode(),
    }


def _as_rich(sign: str) -> str:
    return sign if ord(sign) < 128 else rf"\u{ord(sign)}?"


def _write_word(lines: list[str]) -> bytes:
    from docx import Document

    document = Document()
    document.add_heading(lines[0], level=1)
    for line in lines[1:]:
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return pack_members(list_members(written.getvalue()))


def _write_pdf(pages: list[list[str]]) -> bytes:
    """Write a PDF by hand; it needs no table of offsets to be read."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in enumerate(pages):
        stream = f"BT /F1 9 Tf 12 TL 72 750 Td\n{''.join(f'({line}) Tj T*{chr(10)}' for line in lines)}ET".encode(
            "cp1252"
        )
        about = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * number} 0 R"
        about += "/Resources<</Font<</F1 3 0 R>>>>>>"
        objects += [about.encode(), b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream)]
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size, at = len(objects) + 1, len(written)
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF"
    return written + tail.encode()


def _encodings() -> dict[str, bytes]:
    french = (
        "Le maire d'Été-sur-Loire a déclaré que la forêt brûlée près du château ne sera pas replantée cette année. "
    )
    text = f"La forêt ne sera pas replantée\n\n{french * 3}\n\n{_BODY}\n"
    named = ("utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-32", "mac-roman")
    return {f"letter_{name}.txt": text.encode(name) for name in named} | {
        "letter_gb18030.txt": ("城市今天下雨了，市长说没有人受伤。\n" * 8).encode("gb18030"),
    }


def _tables() -> dict[str, bytes]:
    frame = pd.DataFrame(_STORIES)
    book, parquet = io.BytesIO(), io.BytesIO()
    frame.to_excel(book, index=False)
    frame.to_parquet(parquet, index=False)
    lines = "".join(json.dumps(story, ensure_ascii=False) + "\n" for story in _STORIES)
    return {
        "table.csv": frame.to_csv(index=False).encode(),
        "table.tsv": frame.to_csv(index=False, sep="\t").encode(),
        "table.json": json.dumps(_STORIES, ensure_ascii=False).encode(),
        "table.jsonl": lines.encode(),
        "table.parquet": parquet.getvalue(),
        "table.xlsx": pack_members(list_members(book.getvalue())),
    }


def _archives(found: dict[str, bytes]) -> dict[str, bytes]:
    names = ("nexis_uni.txt", "factiva_plain.html", "proquest_references.ris", "gazette.rss")
    inner = {f"exports/{name}": found[name] for name in names} | {"table.csv": _tables()["table.csv"]}
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as folder:
        for name, data in inner.items():
            about = tarfile.TarInfo(name)
            about.size = len(data)
            folder.addfile(about, io.BytesIO(data))
    crawl = b"".join(_write_record(number, found["europresse_page.html"]) for number in range(1, 4))
    return {
        "pack.zip": pack_members(inner),
        "pack.tar": packed.getvalue(),
        "pack.tar.gz": gzip.compress(packed.getvalue(), mtime=0),
        "nexis.txt.gz": gzip.compress(found["nexis_uni.txt"], mtime=0),
        "crawl.warc": crawl,
        "crawl.warc.gz": b"".join(gzip.compress(_write_record(n, b""), mtime=0) for n in range(1, 4)),
        "crawl.wacz": pack_members({"archive/data.warc": crawl, "datapackage.json": b'{"profile": "data-package"}'}),
    }


def _write_record(number: int, page: bytes) -> bytes:
    """Write one capture of a crawl."""
    page = (
        page if number == 3 and page else f"<html><title>Day {number}</title><p>{_STORIES[number]['text']}</p>".encode()
    )
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://upton.example/{number}\r\n"
        f"WARC-Date: 2019-03-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"
