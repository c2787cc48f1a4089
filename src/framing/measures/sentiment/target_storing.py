"""Target models as files: JSON, the same bytes for the same model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.learning.features import FeatureSpace
from framing.learning.linear import LinearModel
from framing.learning.saving import checking, read_json, write_json
from framing.measures.sentiment.target_model import CLASSES, N_NUMBERS, TargetModel

__all__ = ["read_target_model", "write_target_model"]

_KIND = "framing.TargetModel"
_FORMAT = 1


def write_target_model(model: TargetModel, path: str | Path) -> None:
    """Write a model as JSON: the same bytes for the same model.

    Parameters
    ----------
    model
        What :func:`fit_target_tone` gave. Its predictions are not kept.
    path
        The file; a model that is there is replaced.

    Raises
    ------
    MeasureError
        The folder does not exist, or the file is there and holds something else.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from framing.measures.sentiment import fit_target_tone
    >>> said = ["praised", "saw", "accused"] * 6
    >>> texts = [f"They {word} Ivo Marsh in year {number}." for number, word in enumerate(said)]
    >>> articles = pd.DataFrame({"text": texts, "title": None, "outlet": "X", "date": pd.NaT, "url": None},
    ...     index=pd.Index([f"a{n:02d}" for n in range(18)], name="article_id"))
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
        "quality": model.quality[["measure", "value"]].to_numpy(object).tolist(),
        "names": model.space.names,
        "idf": model.space.idf.tolist(),
        "linear": model.linear.to_json(),
    }
    write_json(saved, path, kind=_KIND)


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
        The file is no such model, or was changed.

    Examples
    --------
    >>> read_target_model("none.json")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    framing.errors.MeasureError: this is no framing.TargetModel that can be read; found: none.json: ...
    """
    saved = read_json(path, kind=_KIND)
    with checking(path, kind=_KIND):
        model = _build(saved)
        _check(model)
    return model


def _build(saved: dict[str, Any]) -> TargetModel:
    if saved["format"] != _FORMAT:
        raise ValueError(f"format {saved['format']!r}")
    space = FeatureSpace([str(name) for name in saved["names"]], np.array(saved["idf"], np.float64))
    quality = pd.DataFrame(saved["quality"], columns=["measure", "value"]).astype({"value": "float64"})
    return TargetModel(space, LinearModel.from_json(saved["linear"]), quality, pd.DataFrame(), dict(saved["settings"]))


def _check(model: TargetModel) -> None:
    """Check that vocabulary, weights and settings are those of one model."""
    n_features, n_weights = len(model.space.names), model.linear.weights.shape[1]
    if model.space.idf.shape != (n_features,) or n_weights != n_features + N_NUMBERS:
        raise ValueError(f"{n_features} words, {model.space.idf.size} idf, {n_weights} weights a class")
    if model.linear.labels != CLASSES or not model.linear.multinomial:
        raise ValueError(f"classes {', '.join(model.linear.labels)}")
    if model.settings["vocabulary"] != model.space.digest:
        raise ValueError("a vocabulary that is not its own")
