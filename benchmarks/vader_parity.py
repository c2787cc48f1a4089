"""Compare the kit's VADER with vaderSentiment on every sentence of a corpus.

    python benchmarks/vader_parity.py articles.jsonl.gz [--part text] [--limit 1000]

The corpus is a JSON-lines file, one article a line. Prints how many sentences differ, and the speed of
both in characters per second of processor time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.measures.sentiment.vader import SentenceScores, score_sentences
from framing.text import Tokens, tokenise

KEYS = {"compound": "compound", "pos": "positive", "neu": "neutral", "neg": "negative"}


def read_texts(path: Path, part: str, limit: int | None) -> list[str]:
    """Texts of a JSON-lines file, gzipped or not."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in raw.decode("utf-8").split("\n") if line.strip()]
    return [row[part] or "" for row in rows[:limit]]


def count_differences(texts: list[str], tokens: Tokens, scores: SentenceScores) -> dict[str, float]:
    """Compare sentence by sentence."""
    analyser = SentimentIntensityAnalyzer()
    counts = {"differ at all": 0.0, "compound differs": 0.0, "shares differ": 0.0, "largest difference": 0.0}
    ours = {key: getattr(scores, name).tolist() for key, name in KEYS.items()}
    starts, ends = (bound.tolist() for bound in tokens.sentence_spans)
    sentences = zip(tokens.sentence_text.tolist(), starts, ends, strict=True)
    for number, (text, start, end) in enumerate(sentences):
        theirs = analyser.polarity_scores(texts[text][start:end])
        gaps = {key: abs(theirs[key] - ours[key][number]) for key in KEYS}
        counts["compound differs"] += gaps["compound"] > 0
        counts["shares differ"] += max(gaps["pos"], gaps["neu"], gaps["neg"]) > 0
        counts["differ at all"] += max(gaps.values()) > 0
        counts["largest difference"] = max(counts["largest difference"], *gaps.values())
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="JSON-lines file, .gz or not")
    parser.add_argument("--part", default="text", help="field with the text")
    parser.add_argument("--limit", type=int, help="articles to read at most")
    options = parser.parse_args()
    texts = read_texts(options.corpus, options.part, options.limit)
    begin = time.process_time()
    tokens = tokenise(texts)
    tokenised = time.process_time()
    scores = score_sentences(tokens, normalise=False)
    scored = time.process_time()
    counts = count_differences(texts, tokens, scores)
    compared = time.process_time()
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(texts)} texts, {megabytes:.1f} MB, {tokens.n_sentences} sentences")
    print(f"sentences with a hit: {int((scores.hits > 0).sum())}")
    for name, count in counts.items():
        print(f"{name}: {count:g}")
    print(f"tokenise: {megabytes / (tokenised - begin):.1f} MB per CPU second")
    print(f"score_sentences: {megabytes / (scored - tokenised):.1f} MB per CPU second")
    print(f"vaderSentiment, with the comparison: {megabytes / (compared - scored):.2f} MB per CPU second")


if __name__ == "__main__":
    main()
