"""Tone toward targets learnt from a user's labels: words marked by where they stand, and the score without labels."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.learning.features import Bags, FeatureSpace, bag_features, fit_space
from framing.learning.folds import fold_groups
from framing.learning.linear import LinearModel, fit_multinomial
from framing.measures.sentiment.target_scores import SPAN, locate_spans, score_table
from framing.parts import part_tokens
from framing.tables import check_table

__all__ = ["TargetModel", "fit_target_tone", "read_target_model", "write_target_model"]

Array = np.ndarray[Any, Any]

CLASSES = ("negative", "neutral", "positive")
"""The classes, in the order of −1, 0, 1."""

_LEFT, _RIGHT = 6, 8  # words on either side that are marked by it
_TARGET = "<target>"
_STRENGTH = 2.0
_MOST = 1.5  # a score beyond it tells no more
_FORMAT = "framing target model 1"


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
    group
        For each mention its group, such as the story; no group is in two folds. The article where it is not given.
    n_folds, seed
        Folds of the check; seed of their dealing.

    Returns
    -------
    TargetModel
        For `measure_target_tone(model=…)`; kept with `write_target_model`.

    Raises
    ------
    MeasureError
        A label is none of −1, 0, 1 or is missing, one of them never comes, columns are missing, or there are too few
        groups.

    Notes
    -----
    It learns what the labels of its articles go with, names of that year included; labels of two coders, compared with
    `measure_agreement`, are the ceiling. On 8,739 labelled mentions of US news (NewsMTSC) it lifts the macro-F1 of
    three classes from .62 to .68 (``framing validate sentiment``); with fewer labels less is to be expected.

    Examples
    --------
    >>> import pandas as pd
    >>> said = ["praised", "saw", "accused"] * 6
    >>> articles = pd.DataFrame({"text": [f"They {word} Ivo Marsh." for word in said], "title": None, "outlet": "X",
    ...     "date": pd.NaT, "url": None}, index=pd.Index([f"a{n:02d}" for n in range(18)], name="article_id"))
    >>> mentions = pd.DataFrame({"article_id": articles.index, "part": "text", "target": "Ivo Marsh",
    ...     "start": [6 + len(word) for word in said], "end": [15 + len(word) for word in said]})
    >>> model = fit_target_tone(articles, mentions, [1, 0, -1] * 6)
    >>> model.quality.set_index("measure")["value"].round(2)["macro_f1"]
    np.float64(1.0)
    """
    check_table("articles", articles)
    _check_labels(mentions, labels)
    truth = np.asarray(labels, np.int64)
    known = mentions.reset_index(drop=True).assign(ambiguous=False)
    order = np.lexsort([known[name].to_numpy() for name in ("target", "start", "part", "article_id")])
    known, truth = known.iloc[order].reset_index(drop=True), truth[order]
    groups = known["article_id"] if group is None else pd.Series(list(group)).iloc[order]
    scored = score_table(articles, known, lexicon=None, parts=_parts_of(known))
    bags, numbers = _bag_mentions(articles, scored), _measure_numbers(scored)
    fold = fold_groups([str(one) for one in groups], np.eye(3)[truth + 1], n_folds=n_folds, seed=seed)
    chances = np.zeros((len(truth), 3))
    for held in range(n_folds):
        rest, out = np.flatnonzero(fold != held), np.flatnonzero(fold == held)
        space, linear = _fit(bags.take(rest), numbers[rest], truth[rest])
        chances[out] = linear.probabilities(_join(space, bags.take(out), numbers[out]))
    space, linear = _fit(bags, numbers, truth)
    back = np.argsort(order)
    predicted = chances.argmax(axis=1) - 1
    table = pd.DataFrame(chances, columns=[f"p_{name}" for name in CLASSES]).assign(tone=predicted, fold=fold)
    settings = {
        "n_mentions": len(truth),
        "n_groups": int(groups.nunique()),
        "n_folds": n_folds,
        "seed": seed,
        "vocabulary": space.digest,
    }
    quality = _judge(truth, predicted, scored["tone"].to_numpy())
    return TargetModel(space, linear, quality, table.iloc[back].reset_index(drop=True), settings)


def _check_labels(mentions: pd.DataFrame, labels: Sequence[int]) -> None:
    absent = sorted({*SPAN, "target"} - set(mentions.columns))
    values = set(labels)
    if absent or len(labels) != len(mentions):
        raise MeasureError(
            "labels and mentions do not fit each other",
            found=f"no column {absent[0]!r}" if absent else f"{len(labels)} labels, {len(mentions)} mentions",
            do="give a label to each row of a table with article_id, part, start, end and target",
        )
    if values != {-1, 0, 1}:
        raise MeasureError(
            "labels must be −1, 0 and 1, each at least once",
            found=", ".join(sorted(map(str, values))) or "none",
            do="leave out mentions without a label, and code some of each class",
        )


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
    each = []
    for tone in (-1, 0, 1):
        both = int(((truth == tone) & (found == tone)).sum())
        every = int((truth == tone).sum() + (found == tone).sum())
        each.append(2 * both / every if every else 0.0)
    named = {f"f1_{name}": value for name, value in zip(CLASSES, each, strict=True)}
    return {"macro_f1": sum(each) / 3, "accuracy": float((truth == found).mean()), **named}


def _judge(truth: Array, predicted: Array, untrained: Array) -> pd.DataFrame:
    majority = np.full(len(truth), np.bincount(truth + 1, minlength=3).argmax() - 1)
    values = score_tones(truth, predicted) | {
        "majority_macro_f1": score_tones(truth, majority)["macro_f1"],
        "untrained_macro_f1": score_tones(truth, untrained)["macro_f1"],
    }
    return pd.DataFrame({"measure": list(values), "value": list(values.values())})


def write_target_model(model: TargetModel, path: str | Path) -> None:
    """Write a model as JSON: the same bytes for the same model.

    Parameters
    ----------
    model
        What :func:`fit_target_tone` gave. Its predictions are not kept.
    path
        The file.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> said = ["praised", "saw", "accused"] * 6
    >>> articles = pd.DataFrame({"text": [f"They {word} Ivo Marsh." for word in said], "title": None, "outlet": "X",
    ...     "date": pd.NaT, "url": None}, index=pd.Index([f"a{n:02d}" for n in range(18)], name="article_id"))
    >>> mentions = pd.DataFrame({"article_id": articles.index, "part": "text", "target": "Ivo Marsh",
    ...     "start": [6 + len(word) for word in said], "end": [15 + len(word) for word in said]})
    >>> model = fit_target_tone(articles, mentions, [1, 0, -1] * 6)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_target_model(model, f"{folder}/tone.json")
    ...     read_target_model(f"{folder}/tone.json").settings == model.settings
    True
    """
    saved = {
        "format": _FORMAT,
        "settings": model.settings,
        "quality": dict(zip(model.quality["measure"], model.quality["value"], strict=True)),
        "names": model.space.names,
        "idf": model.space.idf.tolist(),
        "linear": model.linear.to_json(),
    }
    Path(path).write_text(json.dumps(saved, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def read_target_model(path: str | Path) -> TargetModel:
    """Read a model that `write_target_model` wrote; its `predictions` are empty.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    TargetModel
        For `measure_target_tone(model=…)`.

    Raises
    ------
    MeasureError
        The file is no such model, or its vocabulary was changed.

    Examples
    --------
    >>> read_target_model("none.json")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.MeasureError: cannot read the target model; found: none.json: ...
    """
    try:
        saved = json.loads(Path(path).read_text(encoding="utf-8"))
        space = FeatureSpace(saved["names"], np.array(saved["idf"], np.float64))
        linear = LinearModel.from_json(saved["linear"])
        whole = saved["format"] == _FORMAT and space.digest == saved["settings"]["vocabulary"]
        quality = pd.DataFrame({"measure": list(saved["quality"]), "value": list(saved["quality"].values())})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MeasureError("cannot read the target model", found=f"{path}: {error!r}", do=_AGAIN) from error
    if not whole:
        raise MeasureError("cannot read the target model", found=f"{path}: another format or vocabulary", do=_AGAIN)
    return TargetModel(space, linear, quality, pd.DataFrame(), saved["settings"])


_AGAIN = "write it again with write_target_model(fit_target_tone(…), path)"
