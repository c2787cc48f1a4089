"""How well copies are found: pairs that a reader labelled, and copies planted with a known share of words changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from framing.cleaning.chrome import find_chrome
from framing.cleaning.cutting import clean_articles
from framing.clusters.kinds import COPIES
from framing.clusters.overlaps import find_overlaps
from framing.corpus.reading import read_corpus
from framing.validity.halves import part_of
from framing.validity.scoring import exact_interval
from framing.validity.sets import find_set

__all__ = ["SHARES", "measure", "plant_copies"]

SHARES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
"""Shares of the words that are changed in planted copies."""

_CORPUS = "allsides.jsonl.gz"
_PAIRS = "neardup_allsides_pairs.csv"
_NO_COPIES = ("quoting", "boilerplate_only")
_PLANTED = 500


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure how well copies are told from other articles that share text.

    Two sets. **Labelled pairs** of news articles, by one reader: for each label the share of pairs
    that ``find_overlaps`` calls what they are: a copy (same_text, wire_copy, derivative), or, for quoting and
    standing text, no copy; 0 to 1, more is better. Part "seen" was looked at while the rules were written,
    "unseen" was not. The labels were given on the texts as they were scraped; these and the cleaned ones are
    both measured.
    **Planted copies** (`plant_copies`) in the cleaned corpus: recall by share of words changed, and of the
    pairs with a planted copy that are called copies, the share that joins it with its original, or with a copy of that.

    Parameters
    ----------
    folder
        Folder with the sets; default the one that ``FRAMING_DATA`` names.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high`` (exact 95 % interval of a
        share), ``n`` pairs.

    Raises
    ------
    CorpusError
        A set is missing or another file.

    Notes
    -----
    The label ``boilerplate_only`` was given by a rule and not by reading: some of its pairs are two versions
    of one report, and called copies rightly. Planted changes are strewn at random, an editor's are not.
    """
    articles = read_corpus(find_set(_CORPUS, folder))
    labelled = pd.read_csv(find_set(_PAIRS, folder))
    rows = _score_labels("as scraped", labelled, find_overlaps(articles))
    cleaned = clean_articles(articles, chrome=find_chrome(articles))
    rows += _score_labels("cleaned", labelled, find_overlaps(cleaned))
    rows += _score_planted(cleaned)
    return pd.DataFrame(rows, columns=["set", "part", "measure", "value", "low", "high", "n"])


def _score_labels(texts: str, labelled: pd.DataFrame, overlaps: pd.DataFrame) -> list[tuple[object, ...]]:
    """Share of the pairs of each label that are called what they are, in both halves."""
    copies = _copy_pairs(overlaps)
    pairs = list(zip(labelled["id_a"].tolist(), labelled["id_b"].tolist(), strict=True))
    called = pd.Series([frozenset(pair) in copies for pair in pairs], dtype=float)
    parts = pd.Series([part_of(f"{one} {other}") for one, other in pairs])
    labels = labelled["label"].str.replace("(rule)", "", regex=False)
    rows = []
    for part in ("seen", "unseen"):
        for label in sorted(set(labels.dropna().tolist())):
            values = called[(labels == label) & (parts == part)]
            said, right = ("a copy", values) if label not in _NO_COPIES else ("no copy", 1 - values)
            if len(values):
                rows.append(_figure(_PAIRS, part, f"{texts}, {label}: called {said}", right.tolist()))
    return rows


def _score_planted(articles: pd.DataFrame) -> list[tuple[object, ...]]:
    """Recall of the planted copies by share of words changed, and precision of the pairs they are in."""
    planted = plant_copies(articles)
    both = pd.concat([articles, planted])
    copies = _copy_pairs(find_overlaps(both))
    original = dict(zip(planted.index.tolist(), planted["planted_from"].tolist(), strict=True))
    changed = dict(zip(planted.index.tolist(), planted["changed"].tolist(), strict=True))
    found = {key: float(frozenset((key, source)) in copies) for key, source in original.items()}
    rows = []
    for share in SHARES:
        values = [found[key] for key in original if changed[key] == share]
        rows.append(_figure(_CORPUS, "planted", f"recall, {share:.0%} changed", values))
    upto = [found[key] for key in original if changed[key] <= 0.25]
    rows.append(_figure(_CORPUS, "planted", "recall, up to 25% changed", upto))
    right = []
    for pair in copies:
        sources = frozenset(original.get(key, key) for key in pair)
        if pair & original.keys():
            right.append(float(len(sources) == 1 or sources in copies))
    rows.append(_figure(_CORPUS, "planted", "precision of their pairs", right))
    return rows


def _copy_pairs(overlaps: pd.DataFrame) -> set[frozenset[str]]:
    copies = overlaps[overlaps["kind"].isin(COPIES)]
    return {frozenset(pair) for pair in zip(copies["article_id"].tolist(), copies["other_id"].tolist(), strict=True)}


def _figure(name: str, part: str, what: str, values: Sequence[float]) -> tuple[object, ...]:
    """A row: the share of those that are right, with its exact interval."""
    right, n = int(sum(values)), len(values)
    return (name, part, what, right / n, *exact_interval(right, n), n)


def plant_copies(articles: pd.DataFrame, *, n: int = _PLANTED, seed: int = 7) -> pd.DataFrame:
    """Make copies of articles as another newsroom might have edited them.

    Of each word, with the probability ``changed``, one of three things: it is replaced by a word drawn from the corpus,
    left out, or followed by a drawn word. One copy in three loses a fifth of its paragraphs, one in three
    gets the first paragraph of another article for its lead; all get a headline of another article, another
    outlet and a date within two days.

    Parameters
    ----------
    articles
        Table of articles.
    n
        Copies; each of another article.
    seed
        Which articles, and what is changed.

    Returns
    -------
    pandas.DataFrame
        Articles like those given, with ``planted_from`` (id of the original) and ``changed`` (share of words).
    """
    random = np.random.Generator(np.random.PCG64(seed))
    ordered = articles.sort_index()
    chosen = random.choice(len(ordered), min(n, len(ordered)), replace=False)
    texts = ordered["text"].tolist()
    words = " ".join(texts[row] for row in chosen).split()
    copies = ordered.iloc[chosen].copy()
    others = random.integers(0, len(ordered), len(chosen))
    changed = [SHARES[number % len(SHARES)] for number in range(len(chosen))]
    new = []
    for number, (row, other) in enumerate(zip(chosen, others, strict=True)):
        paragraphs = [line for line in texts[row].split("\n") if line.strip()]
        if number % 3 == 1 and len(paragraphs) > 4:
            kept = sorted(random.choice(len(paragraphs), math.ceil(0.8 * len(paragraphs)), replace=False))
            paragraphs = [paragraphs[place] for place in kept]
        if number % 3 == 2 and len(paragraphs) > 4:
            paragraphs[0] = next((line for line in texts[other].split("\n") if line.strip()), "")
        new.append("\n".join(_edit(line, changed[number], words, random) for line in paragraphs))
    days = pd.to_timedelta(random.integers(-2, 3, len(chosen)), unit="D")
    titles = [ordered["title"].iloc[other] for other in others]
    copies = copies.assign(text=new, title=titles, outlet="Planted", planted_from=copies.index, changed=changed)
    copies["date"] = copies["date"] + days
    copies.index = pd.Index([f"planted-{number:04d}" for number in range(len(copies))], name="article_id")
    return copies


def _edit(line: str, share: float, words: Sequence[str], random: np.random.Generator) -> str:
    """Change each word of a line with a probability."""
    edited: list[str] = []
    for word in line.split():
        if random.random() >= share:
            edited.append(word)
            continue
        drawn = words[int(random.integers(len(words)))]
        edited += ([drawn], [], [word, drawn])[int(random.integers(3))]
    return " ".join(edited)
