"""Sentence splitting measured on hand-marked lines of news: the kit, nltk's Punkt, pysbd and syntok.

python -m benchmarks.sentences PATH/TO/allsides.jsonl.gz

The marked lines are in tests/validity/sentences.json, as offsets: their text is read from the corpus. Each
line is given alone. A boundary is the offset of the first character of a sentence other than the first.
Punkt is trained on the first 2,000 articles that hold none of the lines, with INCLUDE_ALL_COLLOCS as its
makers train it, the rest as it comes: once so, once with common abbreviations of news added to those it learnt.
Its ready-made English model is left out where it is not on the machine.
A peer that is not installed is left out. Seconds are those of splitting all lines, without training.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from framing.text import tokenise

CODED = Path(__file__).resolve().parents[1] / "tests" / "validity" / "sentences.json"
TRAINED_ON = 2000
ABBREVIATIONS = (
    "mr mrs ms dr sen sens rep reps gov gen lt col adm capt sgt st jr sr prof rev hon vs no inc corp co ltd jan feb "
    "aug sept oct nov dec u.s u.k u.n e.u d.c a.m p.m ph.d ala ariz calif colo conn fla ga mass mich minn pa tenn wis"
).split()
Split = Callable[[list[str]], list[set[int]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="the JSON-lines file the lines were drawn from, gzipped")
    parser.add_argument("--half", choices=["seen", "unseen"], help="only this half of the lines")
    options = parser.parse_args()
    items, lines, training = read_items(options.corpus)
    if options.half:
        chosen = [item["half"] == options.half for item in items]
        lines = [line for line, keep in zip(lines, chosen, strict=True) if keep]
        items = [item for item, keep in zip(items, chosen, strict=True) if keep]
    print(f"{len(lines)} lines, {sum(len(item['boundaries']) for item in items)} boundaries inside them")
    figures = "".join(f"{name:>10}" for name in ("precision", "recall", "F1", "perfect"))
    print(f"{'splitter':16}{'lines of':22}{figures}  {'95 % of F1':11}{'seconds':>10}")
    for name, make in splitters(training).items():
        try:
            split = make()
        except (ImportError, LookupError) as error:
            missing = "not installed" if isinstance(error, ImportError) else "its model is not on this machine"
            print(f"{name:16}left out: {missing}")
            continue
        begin = time.perf_counter()
        found = split(lines)
        report(name, items, found, time.perf_counter() - begin)


def read_items(corpus: Path) -> tuple[list[dict[str, Any]], list[str], list[str]]:
    """The marked lines, their text, and texts of other articles to train on."""
    items = json.loads(CODED.read_text("utf-8"))["items"]
    wanted = {item["row"] for item in items}
    texts: dict[int, str] = {}
    training: list[str] = []
    with gzip.open(corpus, "rt", encoding="utf-8") as file:
        for row, line in enumerate(file):
            if row in wanted:
                texts[row] = json.loads(line)["text"]
            elif len(training) < TRAINED_ON:
                training.append(json.loads(line)["text"] or "")
    lines = [texts[item["row"]][item["start"] : item["end"]] for item in items]
    for item, line in zip(items, lines, strict=True):
        if hashlib.sha1(line.encode(), usedforsecurity=False).hexdigest()[:8] != item["sha1"]:
            raise SystemExit(f"row {item['row']} is not the text that was marked: is this the right corpus?")
    return items, lines, training


def splitters(training: list[str]) -> dict[str, Callable[[], Split]]:
    """What makes each splitter, by name."""
    return {
        "kit": lambda: split_kit,
        "Punkt (trained)": lambda: make_punkt(training),
        "Punkt (+ list)": lambda: make_punkt(training, ABBREVIATIONS),
        "Punkt (English)": make_punkt_english,
        "pysbd": make_pysbd,
        "syntok": make_syntok,
    }


def split_kit(lines: list[str]) -> list[set[int]]:
    tokens = tokenise(lines)
    starts: list[list[int]] = [[] for _ in lines]
    for text, start in zip(tokens.sentence_text.tolist(), tokens.sentence_spans[0].tolist(), strict=True):
        starts[text].append(start)
    return [set(each[1:]) for each in starts]


def make_punkt(training: list[str], abbreviations: Iterable[str] = ()) -> Split:
    from nltk.tokenize.punkt import PunktSentenceTokenizer, PunktTrainer

    trainer = PunktTrainer()
    trainer.INCLUDE_ALL_COLLOCS = True
    for text in training:
        trainer.train(text, finalize=False)
    trainer.finalize_training()
    learnt = trainer.get_params()
    learnt.abbrev_types.update(abbreviations)
    return _split_punkt(PunktSentenceTokenizer(learnt))


def make_punkt_english() -> Split:
    from nltk.tokenize.punkt import PunktTokenizer

    return _split_punkt(PunktTokenizer("english"))


def _split_punkt(punkt: Any) -> Split:
    return lambda lines: [{start for start, _ in list(punkt.span_tokenize(line))[1:]} for line in lines]


def make_pysbd() -> Split:
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False)
    return lambda lines: [starts_of(line, segmenter.segment(line)) for line in lines]


def make_syntok() -> Split:
    import syntok.segmenter as segmenter

    def starts(line: str) -> set[int]:
        sentences = [sentence for paragraph in segmenter.process(line) for sentence in paragraph]
        return {sentence[0].offset for sentence in sentences[1:]}

    return lambda lines: [starts(line) for line in lines]


def starts_of(line: str, sentences: Iterable[str]) -> set[int]:
    """Offsets of sentences given as strings, by counting the characters that are not white space."""
    inked = [place for place, character in enumerate(line) if not character.isspace()]
    before, starts = 0, set()
    for sentence in sentences:
        size = sum(not character.isspace() for character in sentence)
        if 0 < before < len(inked) and size:
            starts.add(inked[before])
        before += size
    return starts


def report(name: str, items: list[dict[str, Any]], found: list[set[int]], seconds: float) -> None:
    """Print a line for all items, for each half and for each stratum."""
    groups = {"all": [True] * len(items)}
    for key in ("half", "stratum"):
        for value in sorted({item[key] for item in items}):
            groups[value] = [item[key] == value for item in items]
    for group, chosen in groups.items():
        pairs = [(set(item["boundaries"]), mine) for item, mine, keep in zip(items, found, chosen, strict=True) if keep]
        right = sum(len(true & mine) for true, mine in pairs)
        claimed, there = sum(len(mine) for _, mine in pairs), sum(len(true) for true, _ in pairs)
        figures = [right / max(claimed, 1), right / max(there, 1), 2 * right / max(claimed + there, 1)]
        figures.append(sum(true == mine for true, mine in pairs) / len(pairs))
        took = f"{seconds:10.3f}" if group == "all" else ""
        low, high = interval_of_f1(pairs)
        print(
            f"{name:16}{group:22}" + "".join(f"{figure:10.3f}" for figure in figures) + f"  {low:.3f}–{high:.3f}" + took
        )


def interval_of_f1(pairs: list[tuple[set[int], set[int]]]) -> tuple[float, float]:
    """95 % percentile interval of F1, lines drawn with replacement: boundaries of one line share its difficulty."""
    counts = np.array([(len(true & mine), len(true) + len(mine)) for true, mine in pairs], float)
    drawn = np.random.Generator(np.random.PCG64(7)).integers(0, len(pairs), (2000, len(pairs)))
    right, size = (counts[drawn, column].sum(axis=1) for column in range(2))
    low, high = np.quantile(2 * right / np.maximum(size, 1), [0.025, 0.975])
    return float(low), float(high)


if __name__ == "__main__":
    main()
