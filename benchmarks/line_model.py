"""Learn which lines of a plain page are unlike its article: writes src/framing/cleaning/line_model.json.

python -m benchmarks.line_model FOLDER          (FOLDER holds html_article_extraction.jsonl.gz)

A logistic regression on the numbers of ``line_features``, learnt on the seen half of the pages (by host name). A line
is the article's where at least half of its words align with the marked text. Each page is learnt from as it is and,
at half the weight, without its blank lines; in each, a line weighs as much as its share of the page's words.
``--folds`` prints precision, recall and F1 of the model alone on hosts left out.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from framing.cleaning import line_model
from framing.cleaning.layout import Line, split_lines
from framing.cleaning.line_features import describe_line, describe_lines
from framing.validity.plain_pages import SET, is_seen, strip_tags
from framing.validity.scoring import score_text
from framing.validity.sets import SETS, find_set, read_lines

_PATH = Path(line_model.__file__).with_suffix(".json")
_WORD = re.compile(r"\w+")
_WEIGHTS = {"page": 1.0, "unspaced": 0.5}
_PENALTY = 0.003
_EXTRA = 3  # words that every line counts beside its own


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", action="store_true")
    asked = parser.parse_args()
    rows = [row for row in read_lines(find_set(SET, asked.folder)) if is_seen(row["url"])]
    names, numbers, true, weights, groups, whole = make_table(rows)
    if asked.folds:
        print_folds(rows, numbers, true, weights, groups, whole)
        return
    weight, intercept = fit(numbers, true, weights)
    model = {
        "what": "logistic regression: log-odds that a line is the article's own",
        "learnt from": f"{len(rows)} pages (hosts whose sha256 ends on an even digit) of {SET}, sha256 {SETS[SET]}",
        "credit": "Article Extraction Benchmark, Copyright (c) Scrapinghub, MIT licence, "
        "https://github.com/scrapinghub/article-extraction-benchmark",
        "recipe": "python -m benchmarks.line_model FOLDER",
        "intercept": intercept,
        "weights": dict(zip(names, weight, strict=True)),
    }
    _PATH.write_text(json.dumps(model, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{_PATH}: {len(names)} weights from {len(true)} lines")


def mark_lines(lines: Sequence[Line], article: str) -> np.ndarray:
    """Give the share of each line's words that align with the marked article."""
    words = [_WORD.findall(line.text.casefold()) for line in lines]
    flat = [word for line in words for word in line]
    hits = np.zeros(len(flat) + 1)
    matcher = SequenceMatcher(None, flat, _WORD.findall(article.casefold()), autojunk=False)
    for block in matcher.get_matching_blocks():
        hits[block.a : block.a + block.size] = 1
    edges = np.cumsum([0, *map(len, words)])
    return np.array([hits[a:b].mean() if b > a else 0.0 for a, b in pairwise(edges)])


def make_table(rows: Sequence[dict[str, str]]) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray, np.ndarray, Any]:
    """Make the numbers of all lines, what is true of them, their weights and their hosts."""
    pages, marks, weights, groups, whole = [], [], [], [], []
    for row in rows:
        lines = split_lines(strip_tags(row["html"]))
        own = mark_lines(lines, row["text"]) >= 0.5
        words = np.array([line.n_words for line in lines]) + _EXTRA
        for name, weight in _WEIGHTS.items():
            pages.append(lines if name == "page" else [line._replace(gap=False) for line in lines])
            marks.append(own)
            weights.append(words / max(1, words.sum()) * weight)
            groups += [urlsplit(row["url"]).hostname] * len(lines)
            whole.append(name == "page")
    own = np.array([describe_line(line) for lines in pages for line in lines])
    words = np.array([line.n_words for lines in pages for line in lines])
    described = describe_lines(own, words, [len(lines) for lines in pages])
    true = np.concatenate(marks)
    numbers = np.column_stack(list(described.values()))
    return list(described), numbers, true, np.concatenate(weights), np.array(groups), (pages, whole)


def fit(numbers: np.ndarray, true: np.ndarray, weights: np.ndarray) -> tuple[list[float], float]:
    """Fit on standardised numbers; give the weights of the numbers as they are."""
    scaler = StandardScaler().fit(numbers)
    model = LogisticRegression(C=_PENALTY, max_iter=2000, tol=1e-6)
    model.fit(scaler.transform(numbers), true, sample_weight=weights / weights.mean())
    weight = model.coef_[0] / scaler.scale_
    return [round(float(value), 5) for value in weight], round(float(model.intercept_[0] - weight @ scaler.mean_), 5)


def print_folds(rows: Any, numbers: Any, true: Any, weights: Any, groups: Any, whole: Any) -> None:
    pages, is_page = whole
    odds = np.zeros(len(true))
    for learn, test in GroupKFold(6).split(numbers, true, groups):
        weight, intercept = fit(numbers[learn], true[learn], weights[learn])
        odds[test] = numbers[test] @ np.array(weight) + intercept
    edges = np.cumsum([0, *(len(lines) for lines in pages)])
    texts = iter(rows)
    chosen = [(place, next(texts)["text"]) for place, page in enumerate(is_page) if page]
    for cut in np.arange(-4, 0.1, 0.5):
        scores = []
        for place, text in chosen:
            kept = zip(pages[place], odds[edges[place] : edges[place + 1]] >= cut, strict=True)
            scores.append(score_text("\n".join(line.text for line, keep in kept if keep), text))
        print(f"cut below {cut:5.1f}: precision, recall, F1", np.mean(scores, axis=0).round(3))


if __name__ == "__main__":
    main()
