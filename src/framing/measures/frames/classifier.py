"""A fitted frame classifier: what it predicts, how good it is, what it goes by; saved as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.learning.features import FeatureSpace, Recipe, bag_texts
from framing.learning.linear import LinearModel
from framing.learning.saving import checking, read_json, write_json
from framing.measures.frames.packing import pack_table, unpack_table
from framing.parts import check_parts, part_texts
from framing.tables import check_table
from framing.text import tokenise

__all__ = ["FrameClassifier", "join_parts", "read_frames", "tabulate", "weigh_words"]

Array = np.ndarray[Any, Any]

_FORMAT, _KIND = 2, "framing.FrameClassifier"
_AT_ONCE = 500  # articles whose features are held at once
_WORD_ARTICLES = 3
_WORDS = 100
_TABLES = ("predictions", "report", "overall", "by_outlet", "words", "ties")
_LICENCE = (
    "Weights learnt from the articles and codes of whoever made this file. It holds word parts, top words and article "
    "ids, no text; pass it on under the terms of the coded set."
)


@dataclass(frozen=True, eq=False)
class FrameClassifier:
    """Frames learnt from coded articles.

    Attributes
    ----------
    predictions : DataFrame
        Index article_id, all coded articles; ``probability_<label>`` (0–1, by a model that never saw the article's
        group), ``frame_<label>`` (0 or 1, by thresholds tuned inside the training folds); where each article has one
        label, ``frame``, that of the highest probability, and the probabilities are those of labels that are all as
        common, which sum to 1; ``fold`` (0 to n_folds − 1); ``sampled`` (whether it is of the random sample, the only
        one that figures and shares may be taken from). Missing where an article holds no known feature.
    report : DataFrame
        Index label: see `framing.learning.reports.report_labels`; and ``alpha``, ``coder_f1``, ``n_double``: how far
        the coders agree.
    overall : DataFrame
        Accuracy, macro and micro F1, each beside the best constant answer.
    by_outlet : DataFrame
        A row an outlet and label, predicted by a model that saw no article of the outlet: ``n``, ``support``,
        ``share_coded``, ``share_predicted``, ``f1``, ``auc``; ``n_left_out`` articles of other outlets were not
        learnt from, because they share a group with the outlet. NaN where too little was left to learn from.
    words : DataFrame
        The words that speak most for and against each label: ``label``, ``word``, ``weight``, ``n_articles``.
    ties : DataFrame
        Codes left out because as many coders said yes as no: ``article_id``, ``label``, ``sampled``.
    space, model, thresholds, prior
        The vocabulary, the weights, for each label the score from which on it is given, and its log odds in the
        random sample.
    settings : dict
        What was chosen, how much was coded, versions, hash of the vocabulary.
    warnings : tuple of str
        What casts doubt on it.
    """

    predictions: pd.DataFrame
    report: pd.DataFrame
    overall: pd.DataFrame
    by_outlet: pd.DataFrame
    words: pd.DataFrame
    ties: pd.DataFrame
    space: FeatureSpace
    model: LinearModel
    thresholds: Array
    prior: Array
    settings: dict[str, Any]
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        macro = [float(self.overall[name]["macro_f1"]) for name in ("estimate", "baseline")]
        learnt = f"{len(self.labels)} labels from {len(self.predictions)} articles"
        return f"<FrameClassifier: {learnt}, macro F1 {macro[0]:.2f} (no learning: {macro[1]:.2f})>"

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the labels."""
        return self.model.labels

    @property
    def single(self) -> bool:
        """Whether each article has exactly one label."""
        return bool(self.settings["single"])

    def features(self, label: str, n: int = 20) -> pd.DataFrame:
        """List the words that speak most for a label.

        The weight of a word is the score that a text made of this word alone would get, less that of an empty one:
        above 0 it speaks for the label. Words that fewer than three coded articles have are left out.

        Parameters
        ----------
        label
            The label.
        n
            How many, at most 100.

        Returns
        -------
        pandas.DataFrame
            ``word``, ``weight``, ``n_articles``, the strongest first.
        """
        if label not in self.labels:
            raise MeasureError("no such label", found=repr(label), do=f"use one of {', '.join(self.labels)}")
        chosen = self.words[self.words["label"] == label]
        return chosen.drop(columns="label").head(n).reset_index(drop=True)

    def score(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Score articles: the logit of each label, as if it were as common as its absence; NaN without a feature."""
        check_table("articles", articles)
        texts, scores = join_parts(articles, self.settings["parts"]), np.full((len(articles), len(self.labels)), np.nan)
        for first in range(0, len(texts), _AT_ONCE):
            seen = self.space.transform(bag_texts(texts[first : first + _AT_ONCE], self.recipe))
            known = np.diff(seen.indptr) > 0
            scores[first : first + _AT_ONCE][known] = self.model.score(seen)[known]
        return pd.DataFrame(scores, index=articles.index, columns=list(self.labels))

    @property
    def recipe(self) -> Recipe:
        """Which features it sees."""
        return Recipe.from_json(self.settings["recipe"])

    def predict(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Predict the labels of articles.

        For articles that were coded take ``predictions``: this model has seen them.

        Parameters
        ----------
        articles
            The table `articles`.

        Returns
        -------
        pandas.DataFrame
            `scores`: ``probability_<label>``, ``frame_<label>`` and, where each article has one label, ``frame``, as in
            ``predictions``. NaN where an article holds nothing that the model knows. Shares of predicted frames carry
            the model's errors: correct them with the random sample before comparing outlets.
        """
        scores = self.score(articles)
        return tabulate(scores, self.thresholds, self.prior, single=self.single)

    def write(self, path: str | Path, *, licence: str = _LICENCE) -> None:
        """Write the classifier to a JSON file, whole or not at all: the same bytes for the same classifier.

        Parameters
        ----------
        path
            The file, in a folder that exists; only a classifier's file is written over.
        licence
            On what terms it may be passed on.

        Raises
        ------
        MeasureError
            There is no such folder, or another file stands there.
        """
        saved = {
            "format": _FORMAT,
            "licence": licence,
            "settings": self.settings,
            "warnings": list(self.warnings),
            "features": self.space.names,
            "idf": self.space.idf.tolist(),
            "model": self.model.to_json(),
            "thresholds": self.thresholds.tolist(),
            "prior": self.prior.tolist(),
            "tables": {name: pack_table(getattr(self, name)) for name in _TABLES},
        }
        write_json(saved, path, kind=_KIND)


def read_frames(path: str | Path) -> FrameClassifier:
    """Read a classifier that `FrameClassifier.write` wrote; it predicts what it did before.

    Parameters
    ----------
    path
        The JSON file.

    Returns
    -------
    FrameClassifier
        The classifier with its report, its predictions and its settings.

    Raises
    ------
    MeasureError
        The file is not there, no classifier, of another format, or was changed.

    Examples
    --------
    >>> import framing as fr, tempfile
    >>> articles = fr.load_demo()
    >>> codes = articles["text"].str.contains("minister").astype(int).rename("minister").to_frame()
    >>> model = fr.fit_frames(articles, codes, outlet=None)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     model.write(f"{folder}/minister.json")
    ...     again = read_frames(f"{folder}/minister.json")
    >>> again.predict(articles).equals(model.predict(articles))
    True
    """
    saved = read_json(path, kind=_KIND)
    with checking(path, kind=_KIND):
        found = _build(saved)
        _check_sizes(found)
    return found


def _build(saved: dict[str, Any]) -> FrameClassifier:
    if saved["format"] != _FORMAT:
        raise ValueError(f"format {saved['format']!r}, not {_FORMAT}")
    return FrameClassifier(
        **{name: unpack_table(saved["tables"][name]) for name in _TABLES},
        space=FeatureSpace(saved["features"], np.array(saved["idf"], np.float64)),
        model=LinearModel.from_json(saved["model"]),
        thresholds=np.array(saved["thresholds"], np.float64),
        prior=np.array(saved["prior"], np.float64),
        settings=saved["settings"],
        warnings=tuple(saved["warnings"]),
    )


def _check_sizes(found: FrameClassifier) -> None:
    """Check that vocabulary, weights, labels and settings are those of one model."""
    sizes = (found.space.idf.shape, found.model.weights.shape, found.thresholds.shape, found.prior.shape)
    n_features, n_labels = len(found.space.names), len(found.labels)
    if sizes != ((n_features,), (n_labels, n_features), (n_labels,), (n_labels,)):
        raise ValueError(f"{n_features} features and {n_labels} labels, but sizes {sizes}")
    if found.space.digest != found.settings["vocabulary"]:
        raise ValueError("a vocabulary that is not the one it was fitted with")
    if not (isinstance(found.single, bool) and found.recipe and found.settings["parts"]):
        raise ValueError("settings that say not how to read a text")


def tabulate(scores: pd.DataFrame, thresholds: Array, prior: Array, *, single: bool) -> pd.DataFrame:
    """Turn scores into probabilities and labels; thresholds are one a label, or one a text and label.

    Where each text has one label, neither thresholds nor prior count: given is the label of the highest score, which
    has the highest probability too.
    """
    from scipy.special import expit

    values = scores.to_numpy(np.float64)
    known = ~np.isnan(values).all(axis=1)
    chance = expit(values if single else values + prior)
    given = np.where(np.isnan(values), np.nan, values >= thresholds)
    labels = list(scores.columns)
    table = pd.DataFrame(index=scores.index)
    if single:
        chance = chance / np.nansum(chance, axis=1, keepdims=True) if len(chance) else chance
        best = np.argmax(np.where(np.isnan(values), -np.inf, values), axis=1)
        given = np.where(known[:, None], np.arange(len(labels)) == best[:, None], np.nan)
        chosen = [labels[place] if sure else None for place, sure in zip(best.tolist(), known.tolist(), strict=True)]
        table["frame"] = pd.Series(chosen, index=scores.index, dtype="str")
    for place, label in enumerate(labels):
        table[f"probability_{label}"] = chance[:, place]
    for place, label in enumerate(labels):
        table[f"frame_{label}"] = given[:, place]
    return table


def weigh_words(texts: Sequence[str], recipe: Recipe, space: FeatureSpace, model: LinearModel) -> pd.DataFrame:
    """What the model would say of a text of one word, for the words of the coded articles."""
    tokens = tokenise(texts)
    place = np.flatnonzero(tokens.is_word)
    pair = np.unique(np.stack([tokens.norm[place], tokens.text[place]]), axis=1)
    norm, n_articles = np.unique(pair[0], return_counts=True)
    norm, n_articles = norm[n_articles >= _WORD_ARTICLES], n_articles[n_articles >= _WORD_ARTICLES]
    words = np.array([tokens.vocabulary.norms[row] for row in norm.tolist()], dtype=object)
    weights = model.score(space.transform(bag_texts(words.tolist(), recipe))) - model.intercepts
    blocks = []
    for column, label in enumerate(model.labels):
        order = np.lexsort((words, -np.round(weights[:, column], 6)))[:_WORDS]
        top = {"word": words[order], "weight": np.round(weights[order, column], 6), "n_articles": n_articles[order]}
        blocks.append(pd.DataFrame({"label": label, **top}))
    return pd.concat(blocks, ignore_index=True).astype({"label": "str", "word": "str", "n_articles": "int64"})


def join_parts(articles: pd.DataFrame, parts: Any) -> list[str]:
    """Title and text of each article as one text; a title that the text repeats counts once."""
    chosen = check_parts(parts, articles)
    columns = [part_texts(articles, part, parts=chosen) for part in chosen]
    return ["\n\n".join(part for part in texts if part) for texts in zip(*columns, strict=True)]
