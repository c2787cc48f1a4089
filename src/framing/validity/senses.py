"""How often a hedge is one: passages of AllSides, family by family, that two coders read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from framing.measures.hedging import find_hedges
from framing.validity.coded_articles import read_coded_articles
from framing.validity.scoring import exact_interval
from framing.voices import find_quotations

__all__ = ["CODED", "measure"]

CODED = Path(__file__).with_name("senses.json")
"""Codes of the passages: ids and offsets, no text."""

_NAN = float("nan")
_COLUMNS = ["set", "part", "measure", "value", "low", "high", "n"]


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure the rules of sense of `find_hedges`.

    Two readers, both language models, blind to each other and to the rules, coded uses drawn at random, a family at a
    time, in four samples. Rules were sharpened on the first three (660 uses); the fourth (330, from other articles) was
    drawn and read after that. It holds, of each family, 40 uses that are called hedges and 15 that are not, so that
    ``kept`` there speaks of this mixture, and is lower than among all uses would be.

    - ``precision, family``: of the uses called hedges, how many both coders call one.
    - ``kept, family``: of the uses both coders call a hedge, how many are called one.
    - ``ambiguous that are hedges, family``: of the uses that no rule could tell, how many both coders call a hedge.
    - ``alpha of the coders, sample``: Krippendorff's, of the author coding.

    Intervals are exact (Clopper & Pearson).

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` uses.

    Raises
    ------
    CorpusError
        The set is missing or another file.
    """
    coded = json.loads(CODED.read_text("utf-8"))
    items = _find_again(coded, folder)
    rows: list[tuple[Any, ...]] = []
    for part, own in items.groupby("part", sort=True):
        for family, uses in own.groupby("family", sort=True):
            called, true = uses["sense"] == "hedge", uses["right"]
            unclear = uses["sense"] == "ambiguous"
            shares = {
                "precision": (called & true, called),
                "kept": (called & true, true),
                "ambiguous that are hedges": (unclear & true, unclear),
            }
            for name, (right, of) in shares.items():
                if n := int(of.sum()):
                    found = int(right.sum())
                    rows.append((f"{name}, {family}", part, found / n, *exact_interval(found, n), n))
    table = pd.DataFrame(rows, columns=["measure", "part", "value", "low", "high", "n"])
    alphas = pd.DataFrame(
        [
            (f"alpha of the coders, sample {one['sample']}", _part_of(one["sample"]), one["alpha"], one["items"])
            for one in coded["samples"]
        ],
        columns=["measure", "part", "value", "n"],
    )
    return pd.concat([table, alphas.assign(low=_NAN, high=_NAN)], ignore_index=True).assign(set=coded["data"])[_COLUMNS]


def _part_of(sample: int) -> str:
    """The fourth sample was read after the rules were done."""
    return "unseen" if sample == 4 else "seen"


def _find_again(coded: dict[str, Any], folder: Path | None) -> pd.DataFrame:
    """The coded uses with the sense they are given today; one that is no longer found has none."""
    items = pd.DataFrame(coded["items"], columns=coded["columns"])
    articles = read_coded_articles(coded["data"], items["article_id"], folder)
    uses = find_hedges(articles, quotations=find_quotations(articles, speakers=False), senses="all", details=False)
    keys = ["article_id", "start", "end"]
    items = items.merge(uses[[*keys, "sense"]], on=keys, how="left", validate="many_to_one")
    return items.assign(right=(items["first"] == "1") & (items["second"] == "1"), part=items["sample"].map(_part_of))
