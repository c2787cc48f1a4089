"""What it costs to read a folder of web pages.

    python -m benchmarks.pages SET [--pages 10000] [--workers 2]

SET is the marked set of pages (html_article_extraction.jsonl.gz). Its pages are written to a folder again and again,
each time under another name and with another word in it, until there are enough of them.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import framing as fr
from benchmarks.machine import describe_machine
from framing.validity.sets import read_lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path, help="the marked set of pages")
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    print(describe_machine(("framing", "trafilatura", "lxml", "pandas")))
    with tempfile.TemporaryDirectory() as folder:
        size = write_pages(asked.set, Path(folder), asked.pages)
        wall = time.perf_counter()
        articles = fr.read_corpus(folder, workers=asked.workers)
        wall = time.perf_counter() - wall
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(articles):,} pages, {size / 1e6:,.0f} MB of HTML, {asked.workers} workers: {wall:.0f} s wall, "
        f"main process {held:,.0f} MB at most, {(articles['text'] != '').sum():,} pages with a text"
    )


def write_pages(marked: Path, folder: Path, n: int) -> int:
    """Write the pages of the set, again and again, to a folder; give their bytes."""
    pages, size = [row["html"] for row in read_lines(marked)], 0
    for number in range(n):
        page = pages[number % len(pages)].replace("</body>", f"<p>{number}</p></body>").encode()
        (folder / f"{number:06d}.html").write_bytes(page)
        size += len(page)
    return size


if __name__ == "__main__":
    main()
