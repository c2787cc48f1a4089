"""What finding copies costs as the corpus grows: CPU and wall seconds, and the most memory beyond the articles.

    python -m benchmarks.duplicates CORPUS [--articles 2500,5000,10000] [--rounds 3] [--write]

Each measurement is a process of its own that reads the corpus, keeps the first articles by id and calls
`find_duplicates`, tokens and overlaps included. Memory is the most it held from then on, less what it held after
reading.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time

import framing as fr
from benchmarks.machine import (
    SINGLE_THREAD,
    describe_machine,
    peak_memory,
    resident_memory,
    restart_peak,
    table,
    write_section,
)
from framing.clusters.duplicates import find_duplicates

_HEADER = ("articles", "MB", "CPU s", "wall s", "peak beyond, MB", "articles with a copy")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="what read_corpus reads")
    parser.add_argument("--articles", default="2500,5000,10000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="write the table into benchmarks/RESULTS.md")
    parser.add_argument("--child", type=int, metavar="ARTICLES", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        print(json.dumps(measure(asked.corpus, asked.child)))
        return
    about = f"{describe_machine(('framing', 'numpy', 'pandas'))} Medians of {asked.rounds} rounds, one thread."
    print(about, flush=True)
    rows = [row(asked.corpus, int(size), asked.rounds) for size in asked.articles.split(",")]
    print("\n" + table(_HEADER, rows))
    if asked.write:
        write_section("duplicates", f"## Finding copies\n\n{about}\n\n{table(_HEADER, rows)}")


def row(corpus: str, size: int, rounds: int) -> list[str]:
    """Measure a size in fresh processes."""
    found = [run_child(corpus, size) for _ in range(rounds)]
    middle = {key: statistics.median(one[key] for one in found) for key in found[0]}
    return [
        f"{middle['articles']:,.0f}",
        f"{middle['megabytes']:.1f}",
        f"{middle['cpu']:.1f}",
        f"{middle['wall']:.1f}",
        f"{middle['peak']:.0f}",
        f"{middle['copies']:,.0f}",
    ]


def run_child(corpus: str, size: int) -> dict[str, float]:
    """Measure a size in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.duplicates", corpus, "--child", str(size)]
    done = subprocess.run(command, env=os.environ | SINGLE_THREAD, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{size} articles failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def measure(corpus: str, size: int) -> dict[str, float]:
    """Find the copies among the first articles, by id, of a corpus."""
    articles = fr.read_corpus(corpus).sort_index().iloc[:size].copy()
    restart_peak()
    before, cpu, wall = resident_memory(), _cpu(), time.perf_counter()
    found = find_duplicates(articles)
    wall, cpu = time.perf_counter() - wall, _cpu() - cpu
    return {
        "articles": len(articles),
        "megabytes": sum(len(text.encode("utf-8", "surrogatepass")) for text in articles["text"].tolist()) / 1e6,
        "cpu": cpu,
        "wall": wall,
        "peak": peak_memory() - before,
        "copies": int((found["role"] != "single").sum()),
    }


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
