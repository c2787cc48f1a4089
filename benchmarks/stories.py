"""What finding stories costs as a corpus grows: CPU and wall seconds, and memory.

    python -m benchmarks.stories CORPUS [--articles 2500,5000,10000] [--rounds 3] [--write]

Each size is a random sample of the corpus (seed 7), written as Parquet by `write_corpus` in a temporary folder. Each
measurement is a process of its own that reads the file, finds the stories and scores them. Dates are left as they
are, put into one week (every two articles of a day or three days apart are compared), or taken away (every two
articles are). Memory is the most that the process held while it found stories, and that less what it held before:
imports and articles.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

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
from framing.clusters.stories import find_stories, score_stories

_HEADER = (
    "dates",
    "articles",
    "MB",
    "CPU s",
    "wall s",
    "peak MB",
    "beyond, MB",
    "score CPU s",
    "stories ≥ 2",
    "largest",
)
_DATES = ("kept", "one week", "none")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="what read_corpus reads; the file itself for a child")
    parser.add_argument("--articles", default="2500,5000,10000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="write the table into benchmarks/RESULTS.md")
    parser.add_argument("--child", choices=_DATES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        print(json.dumps(measure(fr.read_corpus(asked.corpus), asked.child)))
        return
    real, sizes = fr.read_corpus(asked.corpus), sorted(int(size) for size in asked.articles.split(","))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            sample = real.sample(n=min(size, len(real)), random_state=7)
            path = fr.write_corpus(sample, Path(folder) / f"{size}.parquet")
            rows += [row(path, sample, dates, asked.rounds) for dates in _DATES]
    rows.sort(key=lambda cells: _DATES.index(cells[0]))
    machine = describe_machine(("framing", "numpy", "pandas", "scipy"))
    report = f"{machine} Medians of {asked.rounds} rounds, one thread.\n\n{table(_HEADER, rows)}"
    print(report)
    if asked.write:
        write_section("stories", f"## Finding stories\n\n{report}")


def row(path: Path, sample: pd.DataFrame, dates: str, rounds: int) -> list[str]:
    """Measure one size with one kind of dates."""
    found = [run_child(path, dates) for _ in range(rounds)]
    one = {key: statistics.median(each[key] for each in found) for key in found[0]}
    megabytes = sum(len(text.encode("utf-8", "surrogatepass")) for text in sample["text"].tolist()) / 1e6
    seconds = [f"{one[key]:.1f}" for key in ("cpu", "wall")]
    memory = [f"{one[key]:.0f}" for key in ("peak", "beyond")]
    counts = [f"{one[key]:,.0f}" for key in ("stories", "largest")]
    return [dates, f"{len(sample):,}", f"{megabytes:.1f}", *seconds, *memory, f"{one['score']:.1f}", *counts]


def run_child(path: Path, dates: str) -> dict[str, float]:
    """Measure a file in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.stories", str(path), "--child", dates]
    done = subprocess.run(command, env=os.environ | SINGLE_THREAD, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{path.name} with dates {dates} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def measure(articles: pd.DataFrame, dates: str) -> dict[str, float]:
    """Find and score the stories of one corpus."""
    if dates == "none":
        articles = articles.assign(date=pd.Series(pd.NaT, articles.index))
    elif dates == "one week":
        days = pd.to_timedelta(np.arange(len(articles)) % 7, unit="D")
        articles = articles.assign(date=pd.Timestamp("2020-03-02") + days)
    restart_peak()
    before = resident_memory()
    stories, cpu, wall = _time(lambda: find_stories(articles))
    peak = peak_memory()
    _, score, _ = _time(lambda: score_stories(articles.assign(story=stories)))
    sizes = stories.value_counts()
    counts = {"stories": float((sizes > 1).sum()), "largest": float(sizes.iloc[0])}
    return {"cpu": cpu, "wall": wall, "peak": peak, "beyond": peak - before, "score": score, **counts}


def _time(task: Callable[[], Any]) -> tuple[Any, float, float]:
    """Give what a task gives, its CPU and its wall seconds."""
    cpu, wall = time.process_time(), time.perf_counter()
    done = task()
    return done, time.process_time() - cpu, time.perf_counter() - wall


if __name__ == "__main__":
    main()
