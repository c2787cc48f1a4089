"""What an import costs: seconds and peak memory of 1,000 and of 10,000 files, and of one killed half-way.

    python -m benchmarks.importing [--files 10000]

Files are invented: text, web pages, tables, Word, RTF, feeds, zips, and every twentieth one cannot be read. Memory is
the peak of the import's own process and that of the process that reads, each read from the system every 50 ms; it holds
the libraries too. The import that is killed must end, on the second run, with the same bytes as the one that was not.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

WORDS = "the river mayor bridge council rain storm vote market ferry said rose fell closed may perhaps not".split()
RUN = "import sys, framing as fr; fr.import_corpus(sys.argv[1], sys.argv[2])"


def make_text(chance: random.Random) -> str:
    return "\n\n".join(" ".join(chance.choices(WORDS, k=60)).capitalize() + "." for _ in range(6))


def make_word(text: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in text.split("\n\n"))
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    wide = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{kinds}"><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{wide}">'
            f'<Relationship Id="r" Type="{office}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return file.getvalue()


def make_file(number: int, chance: random.Random) -> tuple[str, bytes]:
    text = make_text(chance)
    kind = "damaged" if number % 20 == 19 else ("txt", "html", "csv", "jsonl", "docx", "rtf", "rss", "zip")[number % 8]
    day = f"2019-{number % 12 + 1:02}-{number % 28 + 1:02}"
    if kind == "txt":
        return "txt", f"Title: Story {number}\nOutlet: Gazette\nDate: {day}\n\n{text}".encode()
    if kind == "html":
        body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
        return "html", f"<html lang=en><head><title>Story {number}</title></head><body>{body}</body></html>".encode()
    if kind == "csv":
        return "csv", f'text,outlet,date,n\n"{text}",Post,{day},{number}\n'.encode()
    if kind == "jsonl":
        return "jsonl", json.dumps({"text": text, "outlet": "Herald", "date": day, "n": number}).encode()
    if kind == "docx":
        return "docx", make_word(text)
    if kind == "rtf":
        return "rtf", ("{\\rtf1\\ansi " + text.replace("\n\n", "\\par ") + "}").encode()
    if kind == "rss":
        item = f"<item><title>Story {number}</title><pubDate>{day}</pubDate><description>{text}</description></item>"
        return "rss", f'<rss version="2.0"><channel><title>Wire</title>{item}</channel></rss>'.encode()
    if kind == "zip":
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("a.txt", text)
        return "zip", file.getvalue()
    return ("docx", "pdf", "parquet", "xlsx")[number // 20 % 4], chance.randbytes(400)


def fill(folder: Path, n_files: int) -> None:
    chance = random.Random(7)  # noqa: S311
    for number in range(n_files):
        suffix, data = make_file(number, chance)
        (folder / f"{number:06}.{suffix}").write_bytes(data)


def peaks(process: subprocess.Popen[bytes], *, kill: Path | None = None, half: int = 0) -> dict[str, int]:
    """Watch the import and its children until it ends; kill them all once half of the shards are there."""
    found: dict[str, int] = {}
    while process.poll() is None:
        family = [process.pid, *children(process.pid)]
        for pid in family:
            role = "import" if pid == process.pid else "reader"
            found[role] = max(found.get(role, 0), resident(pid))
        if kill is not None and len(list(kill.glob("*.json"))) >= half:
            for pid in reversed(family):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
    return found


def children(pid: int) -> list[int]:
    own: list[int] = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                own += [int(path.parent.name), *children(int(path.parent.name))]
        except OSError:
            continue
    return own


def resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def run(folder: Path, out: Path, **options: object) -> tuple[float, dict[str, int]]:
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", RUN, str(folder), str(out)], start_new_session=True)
    found = peaks(process, **options)  # type: ignore[arg-type]
    return time.perf_counter() - start, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=10_000)
    n_files = parser.parse_args().files
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        print(f"{'files':>8}  {'seconds':>8}  {'import MB':>9}  {'reader MB':>9}  {'corpus MB':>9}")
        for count in (n_files // 10, n_files):
            folder = room / str(count)
            folder.mkdir()
            fill(folder, count)
            seconds, found = run(folder, room / f"{count}.parquet")
            size = (room / f"{count}.parquet").stat().st_size / 2**20
            print(f"{count:>8,}  {seconds:>8.1f}  {found['import']:>9}  {found['reader']:>9}  {size:>9.1f}")
        out = room / "killed.parquet"
        work = room / ".killed.parquet.import"
        run(room / str(n_files), out, kill=work, half=n_files // 100)
        kept = len(list(work.glob("*.json")))
        seconds, _ = run(room / str(n_files), out)
        same = out.read_bytes() == (room / f"{n_files}.parquet").read_bytes()
        said = "the same" if same else "OTHER"
        print(f"killed with {kept} shards read; the second run took {seconds:.1f} s: {said} bytes")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
