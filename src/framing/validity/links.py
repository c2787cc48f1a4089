"""How often a surname means the person it is taken for: mentions in AllSides that two coders read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from framing.measures.sentiment import find_targets
from framing.validity.coded_articles import read_coded_articles
from framing.validity.scoring import exact_interval
from framing.voices import find_quotations

__all__ = ["CODED", "measure"]

CODED = Path(__file__).with_name("link_codes.json")
"""Codes of the mentions: ids and offsets, no text."""

_NAN = float("nan")


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure the surnames of `find_targets`.

    In articles of the half that nobody looked at, surnames taken for one of 31 politicians were drawn at random, at
    most five a person: 80 of those called clear, 40 of those called ambiguous. Two readers, both language models, blind
    to each other, said whether that person is meant.

    - ``surname right, clear`` and ``, ambiguous``: of the mentions called so today, how many both readers call right.
    - ``alpha of the coders``: Krippendorff's, of the author coding.

    Intervals are exact (Clopper & Pearson). How many mentions are missed was not coded.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` mentions.

    Raises
    ------
    CorpusError
        The set is missing or another file.
    """
    coded = json.loads(CODED.read_text("utf-8"))
    items = _find_again(coded, folder)
    rows: list[tuple[Any, ...]] = []
    for name, called in (("clear", False), ("ambiguous", True)):
        own = items[items["ambiguous"] == called]
        right = int(((own["first"] == "y") & (own["second"] == "y")).sum())
        rows.append((f"surname right, {name}", right / len(own), *exact_interval(right, len(own)), len(own)))
    rows.append(("alpha of the coders", coded["alpha"], _NAN, _NAN, len(coded["items"])))
    table = pd.DataFrame(rows, columns=["measure", "value", "low", "high", "n"])
    return table.assign(set=coded["data"], part="unseen")[["set", "part", *table.columns]]


def _find_again(coded: dict[str, Any], folder: Path | None) -> pd.DataFrame:
    """The coded mentions with what they are called today; one that is no longer found is called nothing."""
    items = pd.DataFrame(coded["items"], columns=coded["columns"])
    items = items.assign(target=[coded["targets"][number] for number in items["target"].tolist()])
    articles = read_coded_articles(coded["data"], items["article_id"], folder)
    quotations = find_quotations(articles, speakers=False)
    found = find_targets(articles, sorted(set(items["target"])), quotations=quotations, parts=("text",))
    keys = ["article_id", "start", "end", "target"]
    return items.merge(found[[*keys, "ambiguous"]], on=keys, how="left", validate="one_to_one")
