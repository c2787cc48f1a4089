"""What a whole corpus costs: seconds, megabytes a second and peak memory of each step, and of the study's run.

python -m benchmarks.corpus PATH/TO/corpus.jsonl.gz
python -m benchmarks.corpus PATH/TO/corpus.jsonl.gz --study notebooks
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import framing as fr


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus")
    arguments.add_argument("--study", help="run this study on the corpus too")
    chosen = arguments.parse_args()
    if chosen.study:  # first, while this process is small: a child begins as large as its parent
        measure_study(chosen.corpus, chosen.study)
    measure_steps(chosen.corpus)


def measure_steps(corpus: str) -> None:
    """Time each step in this process, one after the other."""
    scraped = _step("read_corpus", lambda: fr.read_corpus(corpus), 0.0)
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in scraped["text"].tolist()) / 1e6
    print(f"{len(scraped):,} articles, {size:.1f} MB of text")
    chrome = _step("find_chrome", lambda: fr.find_chrome(scraped), size)
    articles = _step("clean_articles", lambda: fr.clean_articles(scraped, chrome=chrome), size)
    _step("find_duplicates", lambda: fr.find_duplicates(articles), size)
    _step("find_stories", lambda: fr.find_stories(articles), size)
    tokens = _step("tokenise", lambda: fr.tokenise(articles["text"].tolist()), size)
    print(f"{len(tokens):,} tokens, {tokens.n_sentences:,} sentences")
    _print_memory(articles["text"].tolist())
    quotations = _step("find_quotations", lambda: fr.find_quotations(articles, tokens=tokens), size)
    words = _step("count_words", lambda: fr.count_words(articles, quotations=quotations, tokens=tokens), size)
    hedges = _step("find_hedges", lambda: fr.find_hedges(articles, quotations=quotations, tokens=tokens), size)
    _step("measure_sentiment", lambda: fr.measure_sentiment(articles, tokens=tokens), size)
    by = ["outlet", "voice"]
    _step("summarise_rates", lambda: fr.summarise_rates(hedges, words, articles=articles, by=by, seed=7), size)
    _step("fit_topics (12)", lambda: fr.fit_topics(articles, n_topics=12, seed=7), size)


def _print_memory(texts: list[str]) -> None:
    """Print what tokens take, of about a million of them and of all."""
    for part in (texts[: len(texts) // 12], texts):
        tokens = fr.tokenise(part)
        bare = tokens.n_bytes
        laid_out = [tokens.start, tokens.end, tokens.type, tokens.form]
        kinds = len(tokens.vocabulary.forms)
        print(
            f"{len(laid_out[0]):,} tokens take {bare / 1e6:.0f} MB, {tokens.n_bytes / 1e6:.0f} MB laid out; "
            f"their vocabulary of {kinds:,} forms {tokens.vocabulary.n_bytes / 1e6:.0f} MB"
        )


def _step(name: str, run: Callable[[], Any], size: float) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    result = run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    speed = f"{size / cpu:8.1f} MB/s" if size else " " * 13
    print(f"{name:20} {wall:7.2f} s  {cpu:7.2f} CPU s {speed}  peak {_peak(resource.RUSAGE_SELF):6.0f} MB", flush=True)
    return result


def measure_study(corpus: str, study: str) -> None:
    """Time the run of the study in processes of its own."""
    with tempfile.TemporaryDirectory() as folder:
        wall = time.perf_counter()
        results = str(Path(folder) / "results")
        entry = "import sys; from framing.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", entry, "run", study, "--corpus", corpus, "--results", results]
        subprocess.run([*command, "--no-progress"], check=True)
        wall = time.perf_counter() - wall
    print(f"framing run          {wall:7.2f} s, largest process {_peak(resource.RUSAGE_CHILDREN):.0f} MB")


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1e3


if __name__ == "__main__":
    main()
