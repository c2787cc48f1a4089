"""Tone toward targets learnt from a user's labels: words marked by where they stand, and the score without labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.learning.features import Bags, FeatureSpace, bag_features, fit_space
from framing.learning.folds import fold_groups, name_groups
from framing.learning.linear import LinearModel, fit_multinomial
from framing.learning.reports import f1_scores
from framing.measures.sentiment.target_scores import check_mentions, locate_spans, score_table
from framing.parts import part_tokens
from framing.tables import check_table

__all__ = ["CLASSES", "N_NUMBERS", "TargetModel", "fit_target_tone", "score_tones"]

Array = np.ndarray[Any, Any]

CLASSES = ("negative", "neutral", "positive")
"""The classes, in the order of −1, 0, 1."""

_LEFT, _RIGHT = 6, 8  # words on either side that are marked by it
N_NUMBERS = 4
"""How many numbers of the score there are beside the words."""

_TARGET = "<target>"
_STRENGTH = 2.0
_COMPARED = ("untrained_macro_f1", "majority_macro_f1")
_MOST = 1.5  # a score beyond it tells no more


@dataclass(frozen=True, eq=False)
class TargetModel:
    """A classifier of mentions, with what it was worth on articles that it had not seen.

    Attributes
    ----------
    space
        The words and pairs of words that count, and their idf.
    linear
        Their weights, and those of the four numbers of the score, for each class.
    quality
        Cross-fitted: `measure` (macro_f1, accuracy, f1_negative, f1_neutral, f1_positive, majority_macro_f1,
        untrained_macro_f1), `value`.
    predictions
        The cross-fitted tone of each labelled mention (−1, 0, 1), its `fold` and its probabilities; not saved.
    settings
        Numbers of mentions and groups, folds, seed, digest of the vocabulary.
    """

    space: FeatureSpace
    linear: LinearModel
    quality: pd.DataFrame
    predictions: pd.DataFrame
    settings: dict[str, Any]

    def __repr__(self) -> str:
        figures = dict(zip(self.quality["measure"], self.quality["value"], strict=True))
        told = ", ".join(f"{name.removesuffix('_macro_f1')} {figures[name]:.2f}" for name in _COMPARED)
        return f"<TargetModel: {len(self.space.names)} features, macro-F1 {figures['macro_f1']:.2f} ({told})>"

    def classify(self, articles: pd.DataFrame, scored: pd.DataFrame) -> pd.DataFrame:
        """Put the most probable class of each scored mention in `tone`, and add the probabilities."""
        given = self.linear.probabilities(_join(self.space, _bag_mentions(articles, scored), _measure_numbers(scored)))
        chances = {f"p_{name}": given[:, place] for place, name in enumerate(CLASSES)}
        return scored.assign(tone=given.argmax(axis=1).astype(np.int64) - 1 if len(scored) else 0, **chances)


def fit_target_tone(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    labels: Sequence[int],
    *,
    group: Sequence[Any] | None = None,
    n_folds: int = 5,
    seed: int = 0,
) -> TargetModel:
    """Learn the tone toward targets from labelled mentions.

    Multinomial logistic regression, balanced by class, on TF-IDF of the words and pairs of words of the sentence, the
    target masked; of the 6 words to the left and the 8 to the right once more, marked by their side; and on the score
    of `measure_target_tone`. What it is worth is measured on groups held out (`quality`).

    Parameters
    ----------
    articles
        The `articles` table, in English.
    mentions
        A row a mention: `article_id`, `part`, `start`, `end`, `target`; a result of `find_targets` will do.
    labels
        For each mention −1 (against), 0 (neither), 1 (in favour): what the sentence says of the target or does to it.
        A Series must have the index of `mentions`, in any order.
    group
        For each mention its group; no group is in two folds. Where it is not given, articles of one `story`, of one
        `duplicate` and of the same text are a group.
    n_folds, seed
        Folds of the check; seed of their dealing.

    Returns
    -------
    TargetModel
        For `measure_target_tone(model=…)`; kept with `write_target_model`.

    Raises
    ------
    MeasureError
        A label is none of −1, 0, 1 or is missing, one of them never comes, labels or groups do not fit the mentions,
        columns are missing, a mention is not in the texts, or there are too few groups.

    Notes
    -----
    It learns what the labels of its articles go with, names of that year included; labels of two coders, compared with
    Krippendorff's alpha, are the ceiling. On 8,739 labelled mentions of US news (NewsMTSC) it lifts the macro-F1 of
    three classes from .62 to .68 (``framing validate sentiment``); with fewer labels less is to be expected.

    Examples
    --------
    >>> import pandas as pd
    >>> said = ["praised", "saw", "accused"] * 6
    >>> texts = [f"They {word} Ivo Marsh in year {number}." for number, word in enumerate(said)]
    >>> articles = pd.DataFrame({"text": texts, "title": None, "outlet": "X", "date": pd.NaT, "url": None},
    ...     index=pd.Index([f"a{n:02d}" for n in range(18)], name="article_id"))
    >>> mentions = pd.DataFrame({"article_id": articles.index, "part": "text", "target": "Ivo Marsh",
    ...     "start": [6 + len(word) for word in said], "end": [15 + len(word) for word in said]})
    >>> model = fit_target_tone(articles, mentions, [1, 0, -1] * 6)
    >>> model.quality.set_index("measure")["value"].round(2)["macro_f1"]
    np.float64(1.0)
    """
    check_table("articles", articles)
    known = check_mentions(mentions, articles, tuple(part for part in ("title", "text") if part in articles.columns))
    truth = _read_labels(labels, mentions)
    groups = _group(articles, known) if group is None else [str(one) for one in _align(group, mentions, "group")]
    order = np.lexsort([known[name].to_numpy() for name in ("target", "start", "part", "article_id")])
    known, truth = known.iloc[order].assign(ambiguous=False).reset_index(drop=True), truth[order]
    groups = [groups[row] for row in order.tolist()]
    scored = score_table(articles, known, lexicon=None, parts=_parts_of(known))
    bags, numbers = _bag_mentions(articles, scored), _measure_numbers(scored)
    fold = fold_groups(groups, _mark(truth), n_folds=int(n_folds), seed=int(seed))
    chances = _predict_across(bags, numbers, truth, fold)
    space, linear = _fit(bags, numbers, truth)
    predicted = chances.argmax(axis=1) - 1
    table = pd.DataFrame(chances, columns=[f"p_{name}" for name in CLASSES]).assign(tone=predicted, fold=fold)
    settings = {
        "n_mentions": len(truth),
        "n_groups": len(set(groups)),
        "n_folds": int(n_folds),
        "seed": int(seed),
        "vocabulary": space.digest,
    }
    quality = _judge(truth, predicted, scored["tone"].to_numpy())
    return TargetModel(space, linear, quality, table.iloc[np.argsort(order)].reset_index(drop=True), settings)


def _group(articles: pd.DataFrame, mentions: pd.DataFrame) -> list[str]:
    """Tie mentions together whose articles are of one story, near copies, or of the same text."""
    names, number = name_groups(articles), articles.index.get_indexer(pd.Index(mentions["article_id"]))
    return [names[row] for row in number.tolist()]


def _read_labels(labels: Any, mentions: pd.DataFrame) -> Array:
    values = _align(labels, mentions, "labels")
    if set(values) != {-1, 0, 1}:
        raise MeasureError(
            "labels must be −1, 0 and 1, each at least once",
            found=", ".join(sorted({str(value) for value in values})) or "none",
            do="leave out mentions without a label, and code some of each class",
        )
    return np.asarray(values, np.int64)


def _align(values: Any, mentions: pd.DataFrame, name: str) -> list[Any]:
    """Values in the order of the mentions: those of a Series by its index, others by their place."""
    listed: list[Any] = list(values)
    if len(listed) != len(mentions):
        raise MeasureError(
            f"{name} and mentions do not fit each other",
            found=f"{len(listed)} {name}, {len(mentions)} mentions",
            do=f"give one of {name} to each row of the mentions",
        )
    if not isinstance(values, pd.Series) or values.index.equals(mentions.index):
        return listed
    if not (values.index.is_unique and mentions.index.is_unique and mentions.index.isin(values.index).all()):
        raise MeasureError(
            f"{name} and mentions do not fit each other",
            found=f"a Series of {name} whose index is not that of the mentions",
            do=f"give it their index, or, where it is in their order, give {name}.tolist()",
        )
    return list(values.reindex(mentions.index))


def _mark(tones: Array) -> Array:
    """Mentions × classes, 1 for the class of each."""
    return np.eye(len(CLASSES))[tones + 1]


def _predict_across(bags: Bags, numbers: Array, truth: Array, fold: Array) -> Array:
    """Probabilities of each mention's classes, by a model of the other folds."""
    chances = np.zeros((len(truth), len(CLASSES)))
    for held in range(int(fold.max()) + 1):
        rest, out = np.flatnonzero(fold != held), np.flatnonzero(fold == held)
        space, linear = _fit(bags.take(rest), numbers[rest], truth[rest])
        chances[out] = linear.probabilities(_join(space, bags.take(out), numbers[out]))
    return chances


def _parts_of(mentions: pd.DataFrame) -> tuple[str, ...]:
    held = set(mentions["part"].tolist())
    return tuple(part for part in ("title", "text") if part in held)


def _fit(bags: Bags, numbers: Array, truth: Array) -> tuple[FeatureSpace, LinearModel]:
    space = fit_space(bags)
    names = [CLASSES[label + 1] for label in truth.tolist()]
    return space, fit_multinomial(_join(space, bags, numbers), names, CLASSES, strength=_STRENGTH)


def _join(space: FeatureSpace, bags: Bags, numbers: Array) -> Any:
    """Put the weighed words and the numbers of the score side by side."""
    from scipy import sparse

    return sparse.csr_array(sparse.hstack([space.transform(bags), sparse.csr_array(numbers)]))


def _measure_numbers(scored: pd.DataFrame) -> Array:
    """Four numbers of the score: itself, squeezed to −1…1; its good side; its bad side; whether no word tells."""
    score = scored["score"].to_numpy(np.float64)
    sides = (np.clip(score, 0, _MOST), np.clip(-score, 0, _MOST))
    return np.stack([np.tanh(2 * score), *sides, scored["n_hits"].to_numpy() == 0], axis=1)


def _bag_mentions(articles: pd.DataFrame, mentions: pd.DataFrame) -> Bags:
    """Words and pairs of the sentence of each mention (s:), and words to its left (l:) and right (r:)."""
    features: list[list[str]] = [[] for _ in range(len(mentions))]
    for part in _parts_of(mentions):
        rows = np.flatnonzero((mentions["part"] == part).to_numpy())
        tokens = part_tokens(articles, part)
        first, last = locate_spans(tokens, articles, mentions.iloc[rows])
        sentence = tokens.sentence
        begin = np.searchsorted(sentence, sentence[first])
        end = np.searchsorted(sentence, sentence[last], "right")
        norms, marks = tokens.vocabulary.norms, tokens.vocabulary.types
        for row, *places in zip(rows.tolist(), *(at.tolist() for at in (begin, first, last, end)), strict=True):
            run = range(places[0], places[3])
            pairs = zip(tokens.norm[run].tolist(), tokens.type[run].tolist(), strict=True)
            words = [norms[norm] if norm else marks[kind] for norm, kind in pairs]
            features[row] = _name_features(words, places[1] - places[0], places[2] - places[0])
    return bag_features(features)


def _name_features(words: list[str], first: int, last: int) -> list[str]:
    masked = [*words[:first], _TARGET, *words[last + 1 :]]
    return [
        *(f"s:{word}" for word in masked),
        *(f"s:{one} {other}" for one, other in pairwise(masked)),
        *(f"l:{word}" for word in words[max(0, first - _LEFT) : first]),
        *(f"r:{word}" for word in words[last + 1 : last + 1 + _RIGHT]),
    ]


def score_tones(truth: Array, found: Array) -> dict[str, float]:
    """Macro-F1, accuracy, and F1 of each class (0 where it was never rightly found)."""
    true, given = _mark(truth), _mark(found)
    each = np.nan_to_num(f1_scores((true * given).sum(axis=0), given.sum(axis=0), true.sum(axis=0)))
    named = {f"f1_{name}": float(value) for name, value in zip(CLASSES, each, strict=True)}
    return {"macro_f1": float(each.mean()), "accuracy": float((truth == found).mean()), **named}


def _judge(truth: Array, predicted: Array, untrained: Array) -> pd.DataFrame:
    majority = np.full(len(truth), np.bincount(truth + 1, minlength=3).argmax() - 1)
    values = score_tones(truth, predicted) | {
        "majority_macro_f1": score_tones(truth, majority)["macro_f1"],
        "untrained_macro_f1": score_tones(truth, untrained)["macro_f1"],
    }
    return pd.DataFrame({"measure": list(values), "value": list(values.values())})
