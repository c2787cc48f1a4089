"""How well uncertain sentences and their cues are found: what the Szeged Uncertainty Corpus marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from framing.measures.hedging.cue_model import DOMAINS, load_cue_model
from framing.measures.hedging.finding import find_hedges
from framing.text import tokenise
from framing.validity.halves import part_of
from framing.validity.quotations import summarise
from framing.validity.sets import find_set, read_lines
from framing.voices import find_quotations

__all__ = ["CODES", "Found", "as_articles", "judge_by_model", "judge_by_rules", "measure", "score"]

Array = np.ndarray[Any, Any]
Marked = Sequence[dict[str, Any]]
Figures = dict[str, list[tuple[float, float]]]
Span = tuple[int, int]

_SET = "hedge_szeged.jsonl.gz"
CODES = {
    "epistemic": ("modal", "adverb", "adjective", "verb", "neg_evidence", "numeric"),
    "doxastic": ("doxastic", "expect_passive", "weasel"),
    "investigation": ("investigate",),
    "condition": ("condition",),
}
"""Which codes of `find_hedges` count as which type of uncertainty."""


class Found(NamedTuple):
    """What an instrument finds: whether each sentence is uncertain, and the spans of its cues."""

    uncertain: Array
    cues: list[list[Span]]


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure the hedges by rule, and the cue model, on sentences whose cues of uncertainty people marked.

    Documents are split by the last hexadecimal digit of the sha256 of their name: even, seen; odd, unseen. The cue
    model was learnt on the seen half: its figures there mean nothing and are left out. Wikipedia is told apart from
    biomedical abstracts and papers; intervals draw whole documents anew.

    The set has four types, by Szarvas et al. 2012. Codes were set beside them by what they mean: *epistemic*, it is
    possible and no more (modals, adverbs, adjectives, verbs such as seem and suggest, missing evidence, chances);
    *doxastic*, somebody believes it (verbs of belief, passives of expectation, opinions of unnamed groups);
    *investigation*, whether it holds is being found out; *condition*, it depends on something else. The set has no type
    for hearsay, rumour, distance, insincerity and approximation: they do not count, nor do boosters. Three codes could
    stand on either side; figures of the seen half, and no others, decided: `weasel` counts; `would`, which the set
    marks in conditions but not as the future of the past, and `distance` ("alleged" is marked there, "claimed" is not)
    do not.

    - ``…_rules``: `find_hedges`, a sentence is uncertain where a hedge that counts stands in it.
    - ``…_model``: the cue model at its threshold, each text in its own domain; ``…_model_as_encyclopaedia``: as
      `measure_certainty` takes all texts.
    - ``…_list``: a baseline: the same entries wherever they stand, without rules of sense.
    - ``…_tfidf``: a baseline: logistic regression on TF-IDF of words and pairs of words, learnt for each domain on
      the half that it is not measured on.

    ``sentence_precision``, ``_recall``, ``_f1`` are of uncertain sentences. ``cue_precision`` is the share of the cues
    found that share a character with a marked one, ``cue_recall`` the share of marked ones that share one with a
    cue found (the model's are single words); ``cue_recall, doxastic``: of one type; ``cue_precision, code modal`` and
    ``…, family booster``: of all hedges of a code or family, whether it counts or not.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n``: sentences or cues, marked
        ones of recall and F1, found ones of precision.

    Raises
    ------
    CorpusError
        The set is missing or another file.

    References
    ----------
    Szarvas, G., Vincze, V., Farkas, R., Móra, G., & Gurevych, I. (2012). Cross-genre and cross-domain detection of
    semantic uncertainty. Computational Linguistics, 38(2), 335–367. https://doi.org/10.1162/COLI_a_00098
    """
    marked = sorted(read_lines(find_set(_SET, folder)), key=lambda one: str(one["id"]))
    rows: list[tuple[Any, ...]] = []
    for part in ("seen", "unseen"):
        for name, domain in zip(("wikipedia", "biomedical"), DOMAINS, strict=True):
            own = [one for one in marked if (one["domain"] == "wikipedia") == (name == "wikipedia")]
            chosen = [one for one in own if part_of(one["doc"]) == part]
            others = [one for one in own if part_of(one["doc"]) != part]
            figures = score_all(chosen, others, domain)
            kept = [key for key in figures if _is_shown(key, part, domain)]
            summaries = summarise({key: figures[key] for key in kept})
            rows += [(_SET, part, f"{name}_{key}", *summary) for key, summary in summaries.items()]
    return pd.DataFrame(rows, columns=["set", "part", "measure", "value", "low", "high", "n"])


def _is_shown(key: str, part: str, domain: str) -> bool:
    """Leave out what means nothing (the model where it was learnt), and codes in biomedical prose."""
    if key.startswith("model"):
        return part == "unseen"
    return domain == DOMAINS[0] or ", code " not in key


def score_all(marked: Marked, others: Marked, domain: str) -> Figures:
    """Score every instrument and baseline on some documents of a domain; `others` are what the baseline learns on."""
    hedges = find_all_hedges(marked)
    counted = hedges["code"].isin([code for codes in CODES.values() for code in codes])
    own = hedges["sense"] == "hedge"
    found = {
        "rules": judge_by_rules(marked, hedges[own & counted]),
        "list": judge_by_rules(marked, hedges[counted]),
        "model": judge_by_model(marked, domain),
        "tfidf": Found(_judge_by_frequencies(marked, others), []),
    }
    if domain != DOMAINS[0]:
        found["model_as_encyclopaedia"] = judge_by_model(marked, DOMAINS[0])
    figures = {f"{by}_{key}": rows for by, judged in found.items() for key, rows in score(marked, judged).items()}
    for column in ("family", "code"):
        for value, table in hedges[own].groupby(column, observed=True, sort=True):
            spans = judge_by_rules(marked, table).cues
            figures[f"rules_cue_precision, {column} {value}"] = score_precision(marked, spans)
    return figures


def as_articles(marked: Marked) -> pd.DataFrame:
    """Make an article of every sentence."""
    index = pd.Index([one["id"] for one in marked], name="article_id")
    text = [one["text"] for one in marked]
    return pd.DataFrame({"text": text, "title": None, "outlet": "-", "date": pd.NaT, "url": None}, index=index)


def find_all_hedges(marked: Marked) -> pd.DataFrame:
    """Find the hedges of some sentences, in all senses."""
    articles = as_articles(marked)
    return find_hedges(articles, quotations=find_quotations(articles, speakers=False), senses="all", details=False)


def judge_by_rules(marked: Marked, hedges: pd.DataFrame) -> Found:
    """Take hedges for the cues: a sentence that has one is uncertain."""
    cues: dict[str, list[Span]] = {one["id"]: [] for one in marked}
    for key, start, end in zip(hedges["article_id"], hedges["start"], hedges["end"], strict=True):
        cues[key].append((start, end))
    return Found(np.array([bool(spans) for spans in cues.values()], bool), list(cues.values()))


def judge_by_model(marked: Marked, domain: str) -> Found:
    """Take the words that the cue model holds for cues; a sentence that has one is uncertain."""
    model, tokens = load_cue_model(), tokenise([one["text"] for one in marked])
    token, odds = model.judge_words(tokens, domain=domain)
    at = tokens.pick(token[odds >= np.log(model.threshold / (1 - model.threshold))])
    cues: list[list[Span]] = [[] for _ in marked]
    for text, start, end in zip(at.text.tolist(), at.start.tolist(), at.end.tolist(), strict=True):
        cues[text].append((start, end))
    return Found(np.array([bool(spans) for spans in cues], bool), cues)


def _judge_by_frequencies(marked: Marked, others: Marked) -> Array:
    """Learn from words and pairs of words of other documents which sentences are uncertain."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000)
    model.fit(words.fit_transform([one["text"] for one in others]), [one["uncertain"] for one in others])
    return np.asarray(model.predict(words.transform([one["text"] for one in marked])), bool)


def score(marked: Marked, found: Found) -> Figures:
    """Score what was found: how many are right, of how many, document by document."""
    true = np.array([one["uncertain"] for one in marked], bool)
    right = found.uncertain & true
    by_document = _sum_by_document(marked)
    figures = {
        "sentence_precision": by_document(right, found.uncertain),
        "sentence_recall": by_document(right, true),
    }
    return figures | (score_cues(marked, found.cues) if found.cues else {})


def score_precision(marked: Marked, found: list[list[Span]]) -> list[tuple[float, float]]:
    """How many of the cues found share a character with a marked one, and of how many, document by document."""
    right = [
        _count_met(own, [(cue["start"], cue["end"]) for cue in one["cues"]]) if own else 0
        for own, one in zip(found, marked, strict=True)
    ]
    return _sum_by_document(marked)(right, list(map(len, found)))


def score_cues(marked: Marked, found: list[list[Span]]) -> Figures:
    """Score cues: those found against those marked, and back, type by type."""
    by_document = _sum_by_document(marked)
    spans = [[(cue["start"], cue["end"]) for cue in one["cues"]] for one in marked]
    figures = {"cue_precision": score_precision(marked, found)}
    for kind in (None, *CODES):
        true = [
            [span for span, cue in zip(own, one["cues"], strict=True) if kind in (None, cue["type"])]
            for own, one in zip(spans, marked, strict=True)
        ]
        right = [_count_met(own, met) for own, met in zip(true, found, strict=True)]
        figures[f"cue_recall, {kind}" if kind else "cue_recall"] = by_document(right, list(map(len, true)))
    return figures


def _count_met(spans: Sequence[Span], others: Sequence[Span]) -> int:
    """Count the spans that share a character with any of the others."""
    return sum(any(start < stop and begin < end for begin, stop in others) for start, end in spans)


def _sum_by_document(marked: Marked) -> Callable[[Any, Any], list[tuple[float, float]]]:
    """Make a function that sums what is right, and of how many, over the sentences of each document."""
    document, names = pd.factorize(np.array([one["doc"] for one in marked], object))

    def by_document(right: Any, of: Any) -> list[tuple[float, float]]:
        sums = [np.bincount(document, np.asarray(column, float), len(names)).tolist() for column in (right, of)]
        return list(zip(*sums, strict=True))

    return by_document
