"""How well the indicator scales of the generic frames tell the articles that coders gave a frame from the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.corpus.outlets import unify_outlets
from framing.learning.reports import areas_under_curve, f1_scores
from framing.measures.frames.finding import find_frames
from framing.measures.frames.scales import summarise_scales
from framing.measures.frames.scoring import measure_frames
from framing.validity.halves import part_of
from framing.validity.sets import find_set, read_lines

__all__ = ["FRAMES", "ITEMS", "measure"]

Array = np.ndarray[Any, Any]

_SET = "narrative_frames.jsonl"
_DRAWS = 1000
_YES = 0.5  # a frame is used where at least half its items are answered yes

FRAMES = {
    "responsibility": "resolution",
    "human_interest": "human_interest",
    "conflict": "conflict",
    "morality": "moral",
    "economic": "economic",
}
"""From a generic frame to the coders' frame that comes nearest."""

ITEMS = {
    "conflict_disagreement": "co1",
    "conflict_reproach": "co2",
    "conflict_sides": "co3",
    "conflict_winners": "co4",
    "economic_gains_losses": "ec1",
    "economic_costs": "ec2",
    "economic_consequences": "ec3",
    "human_interest_human_face": "hi1",
    "human_interest_emotion": "hi2",
    "human_interest_affected": "hi3",
    "morality_message": "mo1",
    "morality_religion": "mo2",
}
"""From an item to the coders' question that asks the same, by the order of the original questions."""


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure how the frames' scores and items go with what coders said of 214 articles on climate change.

    Entries and rules were written with the half of the articles in view whose sha256 of the id ends in an even digit
    (``seen``); the other half is ``unseen``. For each frame, by its generic name:

    - ``<frame>_auc``: the chance that of two articles, one coded with the frame and one without, the first has the
      higher ``frame_<frame>`` (ties count half), 0 to 1, .5 by luck; ``<frame>_rate_auc``: the same of the hits per 100
      words; ``<frame>_strength_auc``: of ``frame_<frame>_strength``, which long texts have more of;
    - ``<frame>_f1``: F1 of "at least half the items are answered yes"; ``<frame>_always_f1``: that of saying yes to
      every article, the floor below which the rule is worth nothing;
    - ``<item>_auc``: the chance for the hits per 100 words of an item and the coders' answer to the question that asks
      the same, over the articles on which they agreed;
    - ``<frame>_alpha``: Cronbach's alpha of the items, over all the articles of the part.

    Intervals draw whole outlets anew (spellings unified). The coders' *resolution* is not quite the frame of
    responsibility: it was made of the questions on a solution and on who can ease the problem, not of those on blame
    and urgency. Their items are not independent of their frames: a frame is two or three agreed answers.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` articles.

    Raises
    ------
    CorpusError
        The set is missing or another file.

    References
    ----------
    Frermann, L., Li, J., Khanehzar, S., & Mikolajczak, G. (2023). Conflicts, villains, resolutions: towards models of
    narrative media framing. Proceedings of ACL 2023, 8712–8732. https://doi.org/10.18653/v1/2023.acl-long.486
    """
    lines = sorted(read_lines(find_set(_SET, folder)), key=lambda one: str(one["id"]))
    coded = pd.DataFrame(lines, index=pd.Index([one["id"] for one in lines], name="article_id"))
    articles = pd.DataFrame({"text": coded["text"], "outlet": coded["outlet"], "date": pd.NaT, "url": "-"})
    articles = articles.assign(title=pd.Series([None] * len(articles), articles.index, "str"))
    outlets = unify_outlets(articles)["outlet"].to_numpy(str)
    scores = measure_frames(articles, items=True)
    hits = _count_items(articles)
    seen = np.array([part_of(key) == "seen" for key in coded.index])
    rows: list[tuple[str, str, str, float, float, float, int]] = []
    for part, own in (("seen", seen), ("unseen", ~seen), ("all", np.ones(len(seen), bool))):
        drawn = _draw_outlets(outlets[own])
        figures = _compare(coded[own], scores[own], hits[own], drawn)
        rows.extend((_SET, part, *figure) for figure in figures)
        scales = summarise_scales(scores[own], cluster=pd.Series(outlets[own], scores.index[own]), draws=_DRAWS)
        names = zip(scales.index, scales["alpha"], scales["low"], scales["high"], strict=True)
        rows.extend((_SET, part, f"{name}_alpha", alpha, low, high, int(own.sum())) for name, alpha, low, high in names)
    return pd.DataFrame(rows, columns=["set", "part", "measure", "value", "low", "high", "n"])


def _count_items(articles: pd.DataFrame) -> pd.DataFrame:
    """Count the hits of every item (articles × items)."""
    matches = find_frames(articles)
    counts = pd.crosstab(matches["article_id"], matches["item"], dropna=False)
    return counts.reindex(articles.index, fill_value=0)


def _draw_outlets(outlets: Array) -> Array:
    """Draw whole outlets anew: how often each article counts (draws × articles), in the first row once."""
    names, number = np.unique(outlets, return_inverse=True)
    drawn = np.random.Generator(np.random.PCG64(7)).integers(0, len(names), (_DRAWS, len(names)))
    counts = np.stack([np.bincount(row, minlength=len(names)) for row in drawn])
    return np.concatenate([np.ones((1, len(outlets))), counts[:, number]])


def _compare(
    coded: pd.DataFrame, scores: pd.DataFrame, hits: pd.DataFrame, drawn: Array
) -> Iterator[tuple[str, float, float, float, int]]:
    """Compare scores and items with the codes: name, value, interval, articles."""
    for frame, theirs in FRAMES.items():
        yes = coded[theirs].to_numpy(bool)
        numbers = {
            f"{frame}_auc": scores[f"frame_{frame}"].to_numpy(),
            f"{frame}_rate_auc": scores[f"frame_{frame}_rate"].to_numpy(),
            f"{frame}_strength_auc": scores[f"frame_{frame}_strength"].to_numpy(),
        }
        for name, number in numbers.items():
            yield name, *_bound(areas_under_curve(yes, number, drawn)), len(yes)
        said = scores[f"frame_{frame}"].to_numpy() >= _YES
        yield f"{frame}_f1", *_bound(_weigh_f1(said, yes, drawn)), len(yes)
        yield f"{frame}_always_f1", *_bound(_weigh_f1(np.ones(len(yes), bool), yes, drawn)), len(yes)
    answers = pd.DataFrame(coded["questions"].tolist(), index=coded.index)
    for item, question in ITEMS.items():
        agreed = answers[question].isin(["yes", "no"]).to_numpy()
        yes = (answers[question] == "yes").to_numpy()[agreed]
        rate = (hits[item] / scores["n_words"]).to_numpy()[agreed]
        yield f"{item}_auc", *_bound(areas_under_curve(yes, rate, drawn[:, agreed])), int(agreed.sum())


def _bound(values: Array) -> tuple[float, float, float]:
    """Give the figure, and the middle 95 % of its draws."""
    low, high = np.nanquantile(values[1:], [0.025, 0.975])
    return float(values[0]), float(low), float(high)


def _weigh_f1(said: Array, yes: Array, weight: Array) -> Array:
    """F1 of what was said, draw by draw."""
    right, given, true = (weight @ kind.astype(np.float64) for kind in (said & yes, said, yes))
    return f1_scores(right, given, true)
