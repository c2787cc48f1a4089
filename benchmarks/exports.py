"""How well exports of news databases are read: real articles, written in each layout and read back.

    python -m benchmarks.exports CORPUS [--articles 2000] [--half seen] [--layouts Nexis] [--show 10]

The articles of a corpus (any that the kit reads) with a day, a title, an outlet and a text go into files of 200 in the
layout of each database (``benchmarks.export_writers``) and are read. A text is right where every word is there in its
order and nothing else, white space apart; a copyright line at its end may have gone to the column ``copyright``. A
silent difference is a text that is not right while no doubt names its article. The articles whose id has an even
sha256 are the seen half, on which the readers were mended; the unseen half was read once, at the end. Only the layouts'
writers are this project's, so what is measured is what real texts do to the readers, not how true the layouts are.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pandas as pd

import framing as fr
from benchmarks.export_stories import Story, shorten
from benchmarks.export_writers import LAYOUTS, Layout
from benchmarks.machine import describe_machine
from framing.databases.recognising import read_export, read_export_page
from framing.formats.dates import read_dates
from framing.formats.decoding import decode_page
from framing.formats.files import CorpusFile
from framing.formats.harvest import Harvest
from framing.formats.opening import open_document

_PER_FILE = 200
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_COLUMNS = ("announced", "read", "missing", "texts", "titles", "outlets", "dates", "doubts", "silent", "seconds")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="a corpus that the kit reads")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--half", choices=("seen", "unseen", "both"), default="both")
    parser.add_argument("--layouts", default="", help="only those whose name begins so")
    parser.add_argument("--show", type=int, default=0, help="texts that are not right to print, for each half")
    asked = parser.parse_args()
    print(describe_machine(("framing", "lxml", "python-docx")))
    halves = split_halves(fr.read_corpus(asked.corpus), asked.articles)
    print(f"{'layout':24} {'half':6} " + " ".join(f"{name:>9}" for name in _COLUMNS))
    for name, layout in LAYOUTS.items():
        for half, stories in halves.items():
            if name.startswith(asked.layouts) and asked.half in (half, "both"):
                counts = measure(name, layout, stories, show=asked.show)
                figures = " ".join(f"{counts[column]:9,}" for column in _COLUMNS[:-1])
                print(f"{name:24} {half:6} {figures} {counts['seconds'] / 1000:9.1f}", flush=True)


def split_halves(articles: pd.DataFrame, n: int) -> dict[str, list[Story]]:
    """Make the first ``n`` articles that have what an export has, and part them by their id."""
    halves: dict[str, list[Story]] = {"seen": [], "unseen": []}
    for number, (name, row) in enumerate(_choose(articles).head(n).iterrows(), start=1):
        even = hashlib.sha256(str(name).encode()).digest()[-1] % 2 == 0
        paragraphs = tuple(filter(None, (_on_one_line(part) for part in row["text"].split("\n"))))
        author = "" if pd.isna(row.get("author")) else _on_one_line(str(row["author"]))
        story = Story(number, _on_one_line(row["title"]), row["outlet"], row["date"].date(), author, paragraphs)
        halves["seen" if even else "unseen"].append(story)
    return halves


def _choose(articles: pd.DataFrame) -> pd.DataFrame:
    given = articles["date_precision"].eq("day")
    for column in ("text", "title", "outlet"):
        given &= articles[column].fillna("").str.replace(_UNFIT, " ", regex=True).str.strip().ne("")
    return articles[given]


def _on_one_line(text: str) -> str:
    return " ".join(_UNFIT.sub(" ", text).split())


def measure(name: str, layout: Layout, stories: Sequence[Story], *, show: int) -> Counter[str]:
    """Write stories in a layout, read them back and count what came of them; seconds are thousandths."""
    counts, abstracts = Counter[str](), layout.suffix == ".ris"
    with tempfile.TemporaryDirectory() as folder:
        for at in range(0, len(stories), _PER_FILE):
            part = stories[at : at + _PER_FILE]
            path = Path(folder) / f"{at}{layout.suffix}"
            path.write_bytes(layout.write(part))
            start = time.perf_counter()
            harvest = read_file(path)
            counts["seconds"] += round((time.perf_counter() - start) * 1000)
            if harvest is None:
                raise SystemExit(f"{name}: the layout was not recognised in the file from article {at + 1} on")
            counts += compare(part, harvest, abstracts=abstracts)
            for line in islice(list_differences(part, harvest, abstracts=abstracts), max(0, show - counts["shown"])):
                counts["shown"] += 1
                print("   ", line)
    return counts


def read_file(path: Path) -> Harvest | None:
    """Read a file as the kit does; None where no database is recognised."""
    data = path.read_bytes()
    if path.suffix == ".html":
        return read_export_page(decode_page(data, CorpusFile(path, path.name))[0])
    return read_export(open_document(data, path.name))


def compare(stories: Sequence[Story], harvest: Harvest, *, abstracts: bool) -> Counter[str]:
    """Count what of the articles of one file was read, and read right."""
    found = {article["position"]: article for article in harvest.articles}
    doubted = {doubt.position for doubt in harvest.doubts}
    counts = Counter(announced=harvest.announced or 0, read=len(harvest.articles), doubts=len(harvest.doubts))
    days = read_dates([article.get("date") for article in harvest.articles]).days.astype("datetime64[D]").tolist()
    dates = dict(zip(found, days, strict=False))
    for position, story in enumerate(stories, start=1):
        article = found.get(position)
        if article is None:
            counts["missing"] += 1
            continue
        right = is_recovered(story, article, abstracts=abstracts)
        counts["texts"] += right
        counts["silent"] += not right and position not in doubted
        counts["titles"] += article.get("title") == story.title
        counts["outlets"] += article.get("outlet") == story.outlet
        counts["dates"] += dates.get(position) == story.date
    return counts


def is_recovered(story: Story, article: dict[str, object], *, abstracts: bool) -> bool:
    """Say whether a text is the story's, white space apart, with what went to the column ``copyright``."""
    wanted, text = _words(story, article, abstracts=abstracts)
    left = wanted.removeprefix(text).strip()
    return wanted.startswith(text) and left in _on_one_line(str(article.get("copyright") or ""))


def _words(story: Story, article: dict[str, object], *, abstracts: bool) -> tuple[str, str]:
    """Give the words that were written and those that were read."""
    if abstracts:
        return shorten(story), str(article.get("abstract", ""))
    return " ".join(story.paragraphs), " ".join(str(article["text"]).split())


def list_differences(stories: Sequence[Story], harvest: Harvest, *, abstracts: bool) -> Iterator[str]:
    """Show where each text that is not right first differs, and the doubts about it."""
    found = {article["position"]: article for article in harvest.articles}
    for position, story in enumerate(stories, start=1):
        article = found.get(position, {"text": ""})
        if is_recovered(story, article, abstracts=abstracts):
            continue
        wanted, text = _words(story, article, abstracts=abstracts)
        at = next((at for at, (one, other) in enumerate(zip(wanted, text, strict=False)) if one != other), len(text))
        start, reasons = max(0, at - 60), [doubt.reason for doubt in harvest.doubts if doubt.position == position]
        yield f"{story.number} {reasons} wanted {wanted[start : at + 80]!r} read {text[start : at + 80]!r}"


if __name__ == "__main__":
    main()
