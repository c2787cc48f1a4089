"""How fast the kit is beside its peers, on the same texts, in turn.

    python -m benchmarks.speed CORPUS [--articles 500,2000,10000] [--rounds 5] [--only NAME] [--write]

In every round, each tool runs once in a fresh process of one thread: it imports, reads the texts, sets up (lexicon
loaded, expressions compiled, one made-up sentence measured), then makes ONE pass, which is timed; garbage collection
is on. The kit's vocabulary is empty when the pass begins. Ratios are those of megabytes per CPU second between the
kit's job and the tool's in the same round: median, smallest and largest. A slow tool gets the first articles of at
most 5 MB; its ratio compares speeds on unequal amounts of text.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from benchmarks.kit import KIT
from benchmarks.machine import (
    SINGLE_THREAD,
    describe_machine,
    installed,
    peak_memory,
    resident_memory,
    restart_peak,
    table,
    write_section,
)
from benchmarks.peers import PEERS, SLOW_SAMPLE
from benchmarks.tools import Tool

TOOLS = KIT | PEERS
_MADE_UP = "“It may rain tomorrow,” the gardener said. Perhaps not: nobody was very happy!\n\nRumours have it."
_PACKAGES = (
    "framing",
    "numpy",
    "pandas",
    "pyarrow",
    "nltk",
    "vaderSentiment",
    "spacy",
    "scikit-learn",
    "pyahocorasick",
    "flashtext",
)
_HEADER = ("tool", "job", "MB", "CPU s", "MB per CPU s", "kit ÷ tool", "peak MB", "found")

Measured = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="what read_corpus reads")
    parser.add_argument("--articles", default="500,2000,10000", help="sizes, in articles from the first")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", action="append", choices=list(TOOLS), help="this tool and the kit's job; repeatable")
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/RESULTS.md")
    parser.add_argument("--child", choices=list(TOOLS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        print(json.dumps(measure(TOOLS[asked.child], json.loads(Path(asked.corpus).read_text("utf-8")))))
        return
    names, absent = choose(asked.only)
    sizes = [int(size) for size in asked.articles.split(",")]
    report = [f"{describe_machine(_PACKAGES)} {asked.rounds} rounds.", *absent]
    for text in report:
        print(text, flush=True)
    for heading, rounds in run_sizes(read_texts(asked.corpus), sizes, names, asked.rounds):
        report.append(f"### {heading}\n\n{table(_HEADER, [row(name, rounds) for name in names], left=2)}")
        print(f"\n{report[-1]}", flush=True)
    if asked.write:
        write_section("speed", "## Speed beside peers\n\n" + "\n\n".join([*report, _NOTE]))


_NOTE = f"""MB is UTF-8 text; with *, a slow tool had the first articles of at most {SLOW_SAMPLE // 1_000_000} MB.
Kit ÷ tool: MB per CPU second of the kit's job of that kind over the tool's, median of the rounds (smallest–largest).
Peak: beyond what the process held after imports, texts and set-up. Found: counts, to see that each did its work; the
tools split, match and count overlaps in their own ways. Differing: sentences with any of the four scores unlike the
kit's."""


def choose(only: Sequence[str] | None) -> tuple[list[str], list[str]]:
    """Name the tools that can run, with the kit's jobs they are set against; a line for each that cannot."""
    wanted = set(only or TOOLS)
    wanted |= {TOOLS[name].against for name in wanted}
    absent = {name: [package for package in TOOLS[name].package.split() if not installed(package)] for name in TOOLS}
    lines = [
        f"{name}: left out, {' and '.join(absent[name])} not installed."
        for name in TOOLS
        if name in wanted and absent[name]
    ]
    return [name for name in TOOLS if name in wanted and not absent[name]], lines


def read_texts(corpus: str) -> list[str]:
    """Read the texts of a corpus that have a word at all."""
    from framing import read_corpus

    return [text for text in read_corpus(corpus)["text"].tolist() if text.strip()]


def run_sizes(
    texts: list[str], sizes: Sequence[int], names: Sequence[str], rounds: int
) -> Iterator[tuple[str, dict[str, list[Measured]]]]:
    """Measure size by size; give a heading and, for each tool, what it did in each round."""
    for size in sizes:
        chosen = texts[:size]
        weight = list(accumulate(len(text.encode("utf-8", "surrogatepass")) for text in chosen))
        few = max(sum(total <= SLOW_SAMPLE for total in weight), 1)
        with tempfile.TemporaryDirectory() as folder:
            whole, sample = Path(folder, "texts.json"), Path(folder, "first.json")
            whole.write_text(json.dumps(chosen), "utf-8")
            sample.write_text(json.dumps(chosen[:few]), "utf-8")
            measured: dict[str, list[Measured]] = {name: [] for name in names}
            for _ in range(rounds):
                for name in names:
                    measured[name].append(run_child(name, sample if TOOLS[name].slow else whole))
        yield f"{len(chosen):,} articles, {weight[-1] / 1e6:.1f} MB", measured


def run_child(name: str, texts: Path) -> Measured:
    """Measure one tool in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.speed", "--child", name, str(texts)]
    environment = os.environ | SINGLE_THREAD
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def measure(tool: Tool, texts: list[str]) -> Measured:
    """Set up, then time one pass."""
    tool.make([_MADE_UP])()
    job = tool.make(texts)
    gc.collect()
    restart_peak()
    before, wall, cpu = resident_memory(), time.perf_counter(), time.process_time()
    found = job()
    cpu, wall, peak = time.process_time() - cpu, time.perf_counter() - wall, peak_memory() - before
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / 1e6
    counts = {key: value() if callable(value) else value for key, value in found.items()}
    return {"cpu": cpu, "wall": wall, "peak": peak, "size": size, "articles": len(texts), "found": counts}


def row(name: str, measured: dict[str, list[Measured]]) -> list[str]:
    """Lay out a tool's rounds as a row of the table."""
    tool, own, kit = TOOLS[name], measured[name], measured[TOOLS[name].against]
    ratios = sorted(ours["size"] / ours["cpu"] * its["cpu"] / its["size"] for ours, its in zip(kit, own, strict=True))
    cpu = statistics.median(run["cpu"] for run in own)
    size = own[0]["size"]
    part = "*" if own[0]["articles"] < kit[0]["articles"] else ""
    found = ", ".join(f"{key} {value:,.0f}" for key, value in own[0]["found"].items())
    compared = "" if name == tool.against else f"{statistics.median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"
    peak = max(run["peak"] for run in own)
    return [name, tool.does, f"{size:.1f}{part}", f"{cpu:.2f}", f"{size / cpu:.2f}", compared, f"{peak:.0f}", found]


if __name__ == "__main__":
    main()
