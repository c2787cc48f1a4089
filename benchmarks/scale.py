"""What a corpus costs as it grows: CPU time, memory beyond the imports, and what a second process saves.

    python -m benchmarks.scale CORPUS [--articles 1000,10000,40000] [--rounds 3] [--through arrays] [--write]

Each size is written as Parquet by `write_corpus`, in a temporary folder; beyond the real articles the corpus is
lengthened as `benchmarks.growth` tells. Each measurement is a process of its own that streams the file. Memory is
the most that it held, less what it held after its imports; the lexicons count as part of the difference.
`--through product` takes `framing.batch.measure_corpus` where it streams from a path, `arrays` the engine alone.
"""

from __future__ import annotations

import argparse
import inspect
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

import framing as fr
from benchmarks.growth import count_growth, extend_texts, fit_heaps
from benchmarks.kit import Engine, measure_stream
from benchmarks.machine import (
    SINGLE_THREAD,
    describe_machine,
    peak_memory,
    resident_memory,
    restart_peak,
    table,
    write_section,
)
from framing.batch import measure_corpus

_HEADER = (
    "articles",
    "MB",
    "CPU s",
    "MB per CPU s",
    "imports MB",
    "peak beyond, MB",
    "wall s",
    "2 processes",
    "faster",
)
_CURVE = ("articles", "forms read", "distinct, law", "distinct, corpus", "of these real")
_BATCH = 128  # articles read at a time


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="what read_corpus reads; the file itself for a child")
    parser.add_argument("--articles", default="1000,10000,40000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--through", choices=("arrays", "product"), default="arrays")
    parser.add_argument("--cap", type=int, help="distinct forms beyond which the engine begins a new vocabulary")
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/RESULTS.md")
    parser.add_argument("--child", type=int, metavar="PROCESSES", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        print(json.dumps(measure(asked)))
        return
    if asked.through == "product" and "workers" not in inspect.signature(measure_corpus).parameters:
        sys.exit("measure_corpus does not stream from a path in this version: use --through arrays")
    about = f"Through {asked.through}, vocabulary cap {asked.cap or 'none'}, {asked.rounds} rounds."
    report = [f"{describe_machine(('framing', 'numpy', 'pandas', 'pyarrow'))} {about}"]
    print(report[0], flush=True)
    sizes = sorted(int(size) for size in asked.articles.split(","))
    with tempfile.TemporaryDirectory() as folder:
        paths, curves = build(fr.read_corpus(asked.corpus), sizes, Path(folder))
        rows = [row(path, size, asked) for size, path in zip(sizes, paths, strict=True)]
    report += [table(_HEADER, rows), curves]
    print("\n\n".join(report[1:]))
    if asked.write:
        write_section(
            f"scale, {asked.through}", f"## Growing corpora, {asked.through}\n\n" + "\n\n".join([*report, _NOTE])
        )


_NOTE = """Medians of the rounds. CPU and peak: one process. Faster: wall time of one process over that of two, the
start of the two included (smallest–largest). Forms: stretches without white space."""


def build(real: pd.DataFrame, sizes: Sequence[int], folder: Path) -> tuple[list[Path], str]:
    """Write a file for each size; tell how distinct forms grow in the real corpus, by the law and in what was built."""
    texts = real["text"].tolist()
    law = fit_heaps(count_growth(texts))
    further = max(sizes[-1] - len(real), 0)
    extra = real.iloc[[number % len(real) for number in range(further)]]
    extra = extra.assign(text=list(extend_texts(texts, further, law)))
    extra.index = pd.Index(
        [f"{key}-{1 + place // len(real)}" for place, key in enumerate(extra.index)], name="article_id"
    )
    whole = pd.concat([real, extra]) if further else real
    paths = []
    for size in sizes:
        columns = whole.iloc[:size].reset_index().drop(columns="text_hash")
        paths.append(fr.write_corpus(fr.read_corpus(columns), folder / f"{size}.parquet"))
    curve = count_growth(whole["text"].tolist())
    rows = []
    for size in sorted({*sizes, len(real)}):
        forms, distinct = curve[min(size, len(whole)) - 1]
        own = f"{curve[min(size, len(real)) - 1][1]:,}"
        rows.append((f"{size:,}", f"{forms:,}", f"{law(forms):,.0f}", f"{distinct:,}", own))
    about = f"Heaps' law fitted to the {len(real):,} real articles: {law.factor:.2f} · n^{law.exponent:.4f}."
    return paths, f"{about}\n\n{table(_CURVE, rows)}"


def row(path: Path, size: int, asked: argparse.Namespace) -> list[str]:
    """Measure a size with one process and with two, in turn."""
    rounds = [(run_child(path, 1, asked), run_child(path, 2, asked)) for _ in range(asked.rounds)]
    one = {key: statistics.median(first[key] for first, _ in rounds) for key in rounds[0][0]}
    two = statistics.median(second["wall"] for _, second in rounds)
    gains = sorted(first["wall"] / second["wall"] for first, second in rounds)
    megabytes = (
        sum(
            len(text.encode("utf-8", "surrogatepass"))
            for batch in read_batches(path)
            for text in batch.column("text").to_pylist()
        )
        / 1e6
    )
    return [
        f"{size:,}",
        f"{megabytes:.1f}",
        f"{one['cpu']:.2f}",
        f"{megabytes / one['cpu']:.2f}",
        f"{one['imports']:.0f}",
        f"{one['peak']:.0f}",
        f"{one['wall']:.2f}",
        f"{two:.2f}",
        f"{statistics.median(gains):.2f} ({gains[0]:.2f}–{gains[-1]:.2f})",
    ]


def run_child(path: Path, processes: int, asked: argparse.Namespace) -> dict[str, float]:
    """Measure a file in a fresh process."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.scale",
        str(path),
        "--child",
        str(processes),
        "--through",
        asked.through,
    ]
    command += ["--cap", str(asked.cap)] if asked.cap else []
    done = subprocess.run(command, env=os.environ | SINGLE_THREAD, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{path.name} with {processes} processes failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def measure(asked: argparse.Namespace) -> dict[str, float]:
    """Stream a file once."""
    restart_peak()
    imports, wall = resident_memory(), time.perf_counter()
    cpu = _cpu()
    found = measure_file(asked.corpus, asked.child, through=asked.through, cap=asked.cap)
    wall, cpu = time.perf_counter() - wall, _cpu() - cpu
    return {"wall": wall, "cpu": cpu, "imports": imports, "peak": peak_memory() - imports, "articles": found}


def _cpu() -> float:
    """CPU seconds of this process and of those it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure_file(path: str, processes: int, *, through: str, cap: int | None) -> int:
    """Measure the articles of a file; give how many there were. The one place that knows the streaming entry."""
    if through == "product":
        return len(measure_corpus(path, measures=["hedging", "sentiment"], workers=processes))
    if processes == 1:
        return measure_share(path, 0, 1, cap)
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        shares = [pool.submit(measure_share, path, share, processes, cap) for share in range(processes)]
        return sum(share.result() for share in shares)


def measure_share(path: str, share: int, shares: int, cap: int | None) -> int:
    """Measure every n-th batch of a file, n being the number of shares."""
    batches = (batch for number, batch in enumerate(read_batches(path)) if number % shares == share)
    texts = (text for batch in batches for text in batch.column("text").to_pylist())
    return len(measure_stream(texts, Engine(cap=cap)).get("sentences", ()))


def read_batches(path: str | Path) -> Any:
    """Read a Parquet file a few articles at a time, without holding a whole column."""
    return pq.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20).iter_batches(
        _BATCH, columns=["article_id", "text"]
    )


if __name__ == "__main__":
    main()
