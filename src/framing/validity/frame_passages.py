"""How often the words of a frame answer its question: passages of AllSides that two coders read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from framing.measures.frames import find_frames
from framing.validity.coded_articles import read_coded_articles
from framing.validity.scoring import exact_interval
from framing.voices import find_quotations

__all__ = ["CODED", "measure"]

CODED = Path(__file__).with_name("frame_codes.json")
"""Codes of the passages: ids and offsets, no text."""

_NAN = float("nan")
_COLUMNS = ["set", "part", "measure", "value", "low", "high", "n"]


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure the passages that `find_frames` gives for the generic frames.

    Of each item hits were drawn at random, at most one an article, from articles that nobody had looked at. Two
    readers, both language models, blind to each other, said whether the words, as they are used there, speak for a yes
    to the item's question.

    - ``passages right``: of the coded hits that are still found, how many both readers call right; over all items alike
      (``, all``), by frame and by item.
    - ``alpha of the coders``: Krippendorff's, of the author coding.

    Intervals are exact (Clopper & Pearson). It says nothing of the passages that are not found, nor of how well the
    score of an article goes with what readers say of it (`frame_indicators`).

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` passages.

    Raises
    ------
    CorpusError
        The set is missing or another file.
    """
    coded = json.loads(CODED.read_text("utf-8"))
    items = _find_again(coded, folder)
    items = items[items["found"]]
    right = (items["first"] == "y") & (items["second"] == "y")
    rows: list[tuple[Any, ...]] = []
    groups = {"all": ["all"] * len(items), "frame": items["category"].tolist(), "item": items["item"].tolist()}
    for keys in groups.values():
        for name, own in right.groupby(keys, sort=True):
            found = int(own.sum())
            rows.append((f"passages right, {name}", found / len(own), *exact_interval(found, len(own)), len(own)))
    rows.append(("alpha of the coders", coded["alpha"], _NAN, _NAN, len(coded["items"])))
    table = pd.DataFrame(rows, columns=_COLUMNS[2:])
    return table.assign(set=coded["data"], part="unseen")[_COLUMNS]


def _find_again(coded: dict[str, Any], folder: Path | None) -> pd.DataFrame:
    """The coded passages, and whether they are found today; with the frame of their item."""
    items = pd.DataFrame(coded["items"], columns=coded["columns"])
    items = items.assign(item=[coded["names"][number] for number in items["item"].tolist()])
    articles = read_coded_articles(coded["data"], items["article_id"], folder)
    hits = find_frames(articles, quotations=find_quotations(articles, speakers=False))
    keys = ["article_id", "start", "end", "item"]
    hits = hits.assign(item=hits["item"].astype(str), category=hits["category"].astype(str), found=True)
    items = items.merge(hits[[*keys, "category", "found"]].drop_duplicates(keys), on=keys, how="left")
    return items.assign(found=items["found"].eq(True))
