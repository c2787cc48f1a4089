"""Which lines are unlike the article's own: a small logistic regression over what lines look like and where."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.cleaning.layout import Line
from framing.cleaning.line_features import OWN, describe_line, describe_lines

__all__ = ["judge_lines"]

_CHUNK = 500  # pages described together: bounds the memory


class _Model(NamedTuple):
    intercept: float
    weights: dict[str, float]


@lru_cache(maxsize=1)
def _read_model() -> _Model:
    model = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return _Model(model["intercept"], model["weights"])


def judge_lines(pages: Sequence[Sequence[Line]]) -> list[NDArray[np.float64]]:
    r"""Give the log-odds that each line of each page is the article's own.

    log-odds = intercept + Σ weight · number, over the numbers of ``describe_lines``. The weights stand in
    ``line_model.json``, with the set they were learnt from and the command that learns them again. No page
    changes the numbers of another.

    Examples
    --------
    >>> from framing.cleaning.layout import split_lines
    >>> prose = "The gates of the dam stayed open on Monday night, although the minister had said for three weeks "
    >>> page = split_lines("\n".join(["Home", "News", "Log in", *[prose + "that they would be shut."] * 4, "Share"]))
    >>> odds = judge_lines([page])[0]
    >>> bool(odds[4] > 0 > odds[-1])
    True
    """
    found: list[NDArray[np.float64]] = []
    for first in range(0, len(pages), _CHUNK):
        found += _judge_chunk(pages[first : first + _CHUNK])
    return found


def _judge_chunk(pages: Sequence[Sequence[Line]]) -> list[NDArray[np.float64]]:
    model, sizes = _read_model(), [len(lines) for lines in pages]
    own = np.array([describe_line(line) for lines in pages for line in lines], dtype=np.float64).reshape(-1, len(OWN))
    words = np.array([line.n_words for lines in pages for line in lines], dtype=np.int64)
    odds = np.full(len(own), model.intercept)
    for name, numbers in describe_lines(own, words, sizes).items():
        odds += model.weights[name] * numbers  # one after the other: the same sum whatever stands in the chunk
    return np.split(odds.round(6), np.cumsum(sizes)[:-1])
