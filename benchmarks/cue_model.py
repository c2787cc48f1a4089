"""Learn which words make a sentence uncertain: writes src/framing/measures/hedging/cue_model.json.

python -m benchmarks.cue_model FOLDER          (FOLDER holds hedge_szeged.jsonl.gz)

A logistic regression on the words that were marked as cues, and what stands around them, learnt on the seen half of the
documents (sha256 of the name ends on an even digit). A word is true where it shares a character with a marked cue. The
threshold, one for both domains, is the best for the mean F1 of sentences over documents left out, which are divided
into folds three times. ``--folds`` prints that F1, and how well the probabilities are calibrated.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from framing.measures.hedging import cue_model
from framing.measures.hedging.cue_model import DOMAINS, SLOTS, Candidates, CueModel, find_contexts, stem_of
from framing.text import Tokens, tokenise
from framing.validity.halves import part_of
from framing.validity.sets import SETS, find_set, read_lines

_SET = "hedge_szeged.jsonl.gz"
_PATH = Path(cue_model.__file__).with_suffix(".json")
_SHARE = 0.05  # of its uses a word must be marked, to be a candidate
_STEMMED = 5  # letters of a word whose other forms are candidates too
_LEAST = 2  # how often a context must be there
_STRENGTH = 0.3
_KEPT = 10_000
_FOLDS, _FOLDINGS = 5, 3


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", action="store_true")
    asked = parser.parse_args()
    rows = [row for row in read_lines(find_set(_SET, asked.folder)) if part_of(row["doc"]) == "seen"]
    true, wiki = np.array([row["uncertain"] for row in rows]), is_wiki(rows)
    found = [judge_left_out(rows, seed) for seed in range(_FOLDINGS)]
    threshold = choose_threshold(found, true, wiki)
    if asked.folds:
        print_folds(found, true, wiki, threshold)
        return
    model = {
        "what": "logistic regression: log-odds that a word is a cue of uncertainty, or part of one",
        "learnt from": f"{len(rows)} sentences of Wikipedia and of biomedical abstracts and papers, in {_SET}",
        "sha256": SETS[_SET],
        "split": "documents whose name has a sha256 that ends on an even hexadecimal digit; the others are not seen",
        "title": "Szeged Uncertainty Corpus (WikiWeasel 2.0, BioScope 2.0)",
        "authors": "György Szarvas, Veronika Vincze, Richárd Farkas, György Móra, Iryna Gurevych",
        "reference": "Cross-genre and cross-domain detection of semantic uncertainty. Computational Linguistics 38(2), "
        "335–367 (2012). https://doi.org/10.1162/COLI_a_00098",
        "origin": "https://github.com/meyersbs/uncertainty, from https://rgai.inf.u-szeged.hu/node/160",
        "licence": "CC BY-SA, as the set: these coefficients may be passed on with this credit and under this licence",
        "changes": "coefficients of a logistic regression; no text of the set",
        "recipe": "python -m benchmarks.cue_model FOLDER",
        "threshold": threshold,
        **learn(rows),
    }
    _PATH.write_text(json.dumps(model, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{_PATH}: {_PATH.stat().st_size} bytes")


def is_wiki(rows: Sequence[dict[str, Any]]) -> np.ndarray:
    return np.array([row["domain"] == "wikipedia" for row in rows])


def find_cues(tokens: Tokens, rows: Sequence[dict[str, Any]]) -> np.ndarray:
    """Tell for each token whether it shares a character with a marked cue."""
    bounds = np.searchsorted(tokens.text, np.arange(len(rows) + 1))
    start, end, marked = tokens.start, tokens.end, np.zeros(len(tokens), bool)
    for row, a, b in zip(rows, bounds[:-1], bounds[1:], strict=True):
        for cue in row["cues"]:
            marked[a:b] |= (start[a:b] < cue["end"]) & (end[a:b] > cue["start"])
    return marked


def choose_candidates(tokens: Tokens, marked: np.ndarray) -> tuple[list[str], list[str]]:
    """Choose the words that are cues often enough, and the stems of those that have one."""
    norms = list(tokens.vocabulary.norms)
    uses, cues = Counter(tokens.norm.tolist()), Counter(tokens.norm[marked].tolist())
    often = [norms[n] for n, count in cues.items() if count / uses[n] >= _SHARE]
    words = sorted(word for word in often if word.isalpha())
    return words, sorted({stem_of(word) for word in words if len(word) >= _STEMMED} - {""})


def lay_out(tokens: Tokens, candidates: Candidates, names: list[str], domain: str) -> tuple[np.ndarray, Any]:
    """Give the candidates' tokens, and for each a row with a one for every context under each of its keys."""
    token, keys = candidates.find(tokens)
    rows, codes = [], []
    for slot, name in find_contexts(tokens, token, names, domain):
        for column, key in enumerate(keys.T):
            if column or SLOTS[slot] not in ("word", "form", "domain"):
                row = np.flatnonzero((name >= 0) & (key >= 0))
                rows.append(row)
                codes.append((key[row] * len(SLOTS) + slot) * len(names) + name[row])
    row, code = np.concatenate(rows), np.concatenate(codes)
    shape = (len(token), len(candidates.keys) * len(SLOTS) * len(names))
    return token, (row, code, shape)


def learn(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Fit on sentences; keep the contexts that matter most, and fit these again."""
    wiki, parts = is_wiki(rows), []
    everything = tokenise([row["text"] for row in rows])
    words, stems = choose_candidates(everything, find_cues(everything, rows))
    candidates, vocabulary = Candidates(words, stems), everything.vocabulary
    names = sorted({"", "capital", "lower", *DOMAINS, *cue_model.SHAPES, *vocabulary.norms, *vocabulary.types})
    for domain, inside in zip(DOMAINS, (wiki, ~wiki), strict=True):
        own = [row for row, kept in zip(rows, inside, strict=True) if kept]
        tokens = tokenise([row["text"] for row in own])
        token, (row, code, shape) = lay_out(tokens, candidates, names, domain)
        parts.append((row, code, shape[0], find_cues(tokens, own)[token]))
    before = np.cumsum([0, *(size for _, _, size, _ in parts)])
    row = np.concatenate([row + first for (row, *_), first in zip(parts, before, strict=False)])
    code = np.concatenate([code for _, code, *_ in parts])
    true = np.concatenate([true for *_, true in parts])
    used, column, times = np.unique(code, return_inverse=True, return_counts=True)
    x = csr_matrix((np.ones(len(row)), (row, column)), (len(true), len(used)))
    kept = np.flatnonzero(times >= _LEAST)
    first = fit(x[:, kept], true).coef_[0]
    kept = np.sort(kept[np.argsort(-np.abs(first) * np.sqrt(times[kept]), kind="stable")[:_KEPT]])
    model = fit(x[:, kept], true)
    weights: dict[str, Any] = {}
    for number, weight in zip(used[kept].tolist(), np.round(model.coef_[0], 3).tolist(), strict=True):
        key, slot, name = np.unravel_index(number, (len(candidates.keys), len(SLOTS), len(names)))
        if weight:
            weights.setdefault(candidates.keys[key], {}).setdefault(SLOTS[slot], {})[names[name]] = weight
    return {"intercept": round(float(model.intercept_[0]), 3), "words": words, "stems": stems, "weights": weights}


def fit(x: Any, true: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=300).fit(x, true)


def judge(tree: dict[str, Any], rows: Sequence[dict[str, Any]]) -> np.ndarray:
    """Probability that each marked sentence is uncertain, in its own domain."""
    model, found = CueModel({"threshold": 0.5, **tree}), np.zeros(len(rows))
    wiki, tokens = is_wiki(rows), tokenise([row["text"] for row in rows])
    for domain, inside in zip(DOMAINS, (wiki, ~wiki), strict=True):
        best = np.zeros(len(rows))
        np.maximum.at(best, tokens.sentence_text, model.judge_sentences(tokens, domain=domain))
        found[inside] = best[inside]
    return found


def judge_left_out(rows: Sequence[dict[str, Any]], seed: int) -> np.ndarray:
    """Judge each sentence by a model that has not seen its document."""
    fold = np.array([int(hashlib.sha256(f"{seed} {row['doc']}".encode()).hexdigest()[:8], 16) % _FOLDS for row in rows])
    found = np.zeros(len(rows))
    for number in range(_FOLDS):
        tree = learn([row for row, one in zip(rows, fold, strict=True) if one != number])
        left = np.flatnonzero(fold == number)
        found[left] = judge(tree, [rows[place] for place in left.tolist()])
    return found


def score(found: np.ndarray, true: np.ndarray) -> tuple[float, float, float]:
    right = float((found & true).sum())
    return right / found.sum(), right / true.sum(), 2 * right / (found.sum() + true.sum())


def choose_threshold(found: Sequence[np.ndarray], true: np.ndarray, wiki: np.ndarray) -> float:
    cuts = np.arange(30, 71) / 100
    means = [sum(score(one[p] >= cut, true[p])[2] for one in found for p in (wiki, ~wiki)) for cut in cuts]
    return float(cuts[int(np.argmax(means))])


def print_folds(found: Sequence[np.ndarray], true: np.ndarray, wiki: np.ndarray, threshold: float) -> None:
    for name, part in (("Wikipedia", wiki), ("biomedical", ~wiki)):
        print(name, f"threshold {threshold}: precision, recall, F1 of each division into folds; Brier score")
        for one in found:
            figures = score(one[part] >= threshold, true[part])
            print("  ", np.round([*figures, ((one - true)[part] ** 2).mean()], 4))
        print("   probability, share uncertain, n")
        for low in np.arange(0, 1, 0.1):
            own = part & (found[0] >= low) & (found[0] < low + 0.1)
            print(f"   {found[0][own].mean():.3f} {true[own].mean():.3f} {own.sum()}")


if __name__ == "__main__":
    main()
