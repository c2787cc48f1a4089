"""How well bluffs and rumours are told from names and cliffs, and asserted ones from doubted and denied ones."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.measures.hedging import find_hedges
from framing.tables import POLARITIES
from framing.validity.halves import part_of
from framing.validity.scoring import exact_interval, nominal_alpha, score_classes
from framing.validity.sets import find_set
from framing.voices import find_quotations

__all__ = ["CODED", "agree", "measure"]

CODED = Path(__file__).with_name("talk_codes.json")
"""Codes of the contexts: rows and codes, no text."""

_DRAWS = 2000
_NAN = float("nan")
_COLUMNS = ["set", "part", "measure", "value", "low", "high", "n"]


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure sense and polarity of `find_hedges` on contexts of *bluff* and *rumour* in AllSides.

    All 171 hits of *bluff* and 330 hits of *rumour* drawn at random, each with some 120 characters on either side, were
    coded by two readers, both language models, blind to each other, with written rules; where they differ a written
    rule settles. The halves are those of the article's id: even, seen while rules were written; odd, unseen. The kit
    sees what the coders saw: the context, not the article.

    - ``sense accuracy``: of all hits, how many are rightly called a hedge or not one (a place, a name, a cliff, text of
      the site); ``, all called hedges`` is the plain list's.
    - ``polarity accuracy``, ``polarity macro-F1``: of the hits that are and are called hedges. Macro-F1 is the plain
      mean over the polarities that the coders gave; ``, majority`` calls all of them asserted. ``polarity F1, …`` is
      that of one class.
    - ``alpha of the coders``: Krippendorff's, nominal, of the author coding.

    Intervals of accuracies are exact, those of F1 draw articles anew.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` hits.

    Raises
    ------
    CorpusError
        The set is missing or another file.
    """
    coded = json.loads(CODED.read_text("utf-8"))
    hits = _find_hits(coded, folder)
    rows: list[tuple[Any, ...]] = []
    for part in ("seen", "unseen"):
        for term in ("bluff", "rumour"):
            own = hits[(hits["part"] == part) & (hits["term"] == term)]
            rows += [
                (part, f"{term}: {name}", *figures) for name, *figures in (*_score_sense(own), *_score_polarity(own))
            ]
        both = hits[hits["part"] == part]
        rows += [(part, f"both: {name}", *figures) for name, *figures in _score_polarity(both)]
    rows += [("all", f"{name}, alpha of the coders", value, _NAN, _NAN, n) for name, value, n in agree(coded)]
    return pd.DataFrame(rows, columns=_COLUMNS[1:]).assign(set=coded["data"])[_COLUMNS]


def _find_hits(coded: dict[str, Any], folder: Path | None) -> pd.DataFrame:
    """The coded hits with the sense and the polarity that the kit gives them."""
    with find_set(coded["data"], folder).open(encoding="utf-8", newline="") as file:
        contexts = list(csv.DictReader(file))
    items = pd.DataFrame(coded["items"], columns=coded["columns"])
    items = items[items["sense"] != "open"].reset_index(drop=True)
    own = [contexts[row] for row in items["row"].tolist()]
    articles = pd.DataFrame(
        {"text": [one["left"] + one["match"] + one["right"] for one in own]},
        index=pd.Index([str(row) for row in items["row"].tolist()], name="article_id"),
    )
    articles = articles.assign(title=None, outlet=None, date=pd.Series(pd.NaT, articles.index), url=None)
    uses = find_hedges(articles, quotations=find_quotations(articles, speakers=False))
    at = dict(zip(articles.index, [len(one["left"]) for one in own], strict=True))
    place = uses["article_id"].map(at)
    uses = uses[(uses["start"] <= place) & (place < uses["end"])].set_index("article_id")
    known = uses["polarity"].reindex(articles.index)
    return items.assign(
        term=[one["term"] for one in own],
        article=[one["article_id"] for one in own],
        part=[part_of(one["article_id"]) for one in own],
        is_hedge=(items["sense"] == "hedge"),
        called=known.notna().to_numpy(),
        found=known.tolist(),
    )


def _score_sense(hits: pd.DataFrame) -> list[tuple[Any, ...]]:
    n, right = len(hits), int((hits["is_hedge"] == hits["called"]).sum())
    listed = int(hits["is_hedge"].sum())
    return [
        ("sense accuracy", right / n, *exact_interval(right, n), n),
        ("sense accuracy, all called hedges", listed / n, *exact_interval(listed, n), n),
    ]


def _score_polarity(hits: pd.DataFrame) -> list[tuple[Any, ...]]:
    own = hits[hits["is_hedge"] & hits["called"]]
    true, found = own["polarity"].tolist(), own["found"].tolist()
    n, right = len(own), sum(one == other for one, other in zip(true, found, strict=True))
    majority = ["asserted"] * n
    classes = [name for name in POLARITIES if name in true]
    by_class = score_classes(true, found, classes)
    return [
        ("polarity accuracy", right / n, *exact_interval(right, n), n),
        ("polarity accuracy, majority", true.count("asserted") / n, *exact_interval(true.count("asserted"), n), n),
        ("polarity macro-F1", float(np.mean(by_class)), *_draw_macro(own, classes), n),
        ("polarity macro-F1, majority", float(np.mean(score_classes(true, majority, classes))), _NAN, _NAN, n),
        *(
            (f"polarity F1, {name}", f1, _NAN, _NAN, true.count(name))
            for name, f1 in zip(classes, by_class, strict=True)
        ),
    ]


def _draw_macro(own: pd.DataFrame, classes: Sequence[str]) -> tuple[float, float]:
    """95 % interval of macro-F1: articles drawn anew, over the classes of the whole set."""
    code = {name: number for number, name in enumerate(POLARITIES)}
    table = np.zeros((own["article"].nunique(), len(POLARITIES), len(POLARITIES)))
    article = pd.factorize(own["article"])[0]
    np.add.at(table, (article, own["polarity"].map(code).to_numpy(), own["found"].map(code).to_numpy()), 1)
    drawn = np.random.Generator(np.random.PCG64(7)).integers(0, len(table), (_DRAWS, len(table)))
    counts = np.stack([np.bincount(one, minlength=len(table)) for one in drawn]) @ table.reshape(len(table), -1)
    counts = counts.reshape(_DRAWS, len(POLARITIES), len(POLARITIES))
    right, either = np.diagonal(counts, axis1=1, axis2=2), counts.sum(axis=1) + counts.sum(axis=2)
    f1 = np.where(either > 0, 2 * right / np.maximum(either, 1), 0.0)[:, [code[name] for name in classes]]
    low, high = np.quantile(f1.mean(axis=1), [0.025, 0.975])
    return float(low), float(high)


def agree(coded: dict[str, Any]) -> list[tuple[str, float, int]]:
    """Krippendorff's alpha of the two coders, for sense and, where both say hedge, for polarity."""
    items = pd.DataFrame(coded["items"], columns=coded["columns"])
    hedges = items[(items["sense_1"] == "hedge") & (items["sense_2"] == "hedge")]
    return [
        ("sense", nominal_alpha(items["sense_1"].tolist(), items["sense_2"].tolist()), len(items)),
        ("polarity", nominal_alpha(hedges["polarity_1"].tolist(), hedges["polarity_2"].tolist()), len(hedges)),
    ]
