"""How often mentions that are grouped are of one claim, and mentions kept apart are not: pairs of AllSides, read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from framing.analysis.claims import find_claims
from framing.clusters.stories import find_stories
from framing.measures.hedging import find_hedges
from framing.validity.quotations import as_articles
from framing.validity.scoring import exact_interval
from framing.validity.sets import find_set, read_lines

__all__ = ["CODED", "measure"]

CODED = Path(__file__).with_name("claim_pairs.json")
"""Verdicts on the pairs: ids and offsets, no text; the file says how they were drawn and read."""

_COLUMNS = ["set", "part", "measure", "value", "low", "high", "n"]


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure `find_claims` at its defaults.

    One reader, a language model who also wrote the program, judged pairs of mentions without seeing which were
    grouped: is it one assertion about the same actors and the same event? The value of ``likeness`` was chosen in view
    of these verdicts: they are seen, and too good.

    - ``grouped: the same claim``: of the pairs that are grouped today.
    - ``kept apart: different claims``: of the pairs that are not, those drawn as grouped by an earlier rule left out.
    - ``found again``: share of the pairs of which both mentions are still found.

    Intervals are exact (Clopper & Pearson).

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` pairs.

    Raises
    ------
    CorpusError
        The set is missing or another file.
    """
    coded = json.loads(CODED.read_text("utf-8"))
    pairs = _group_again(coded, folder)
    found = pairs[["first_claim", "second_claim"]].notna().all(axis=1)
    grouped = pairs["first_claim"] == pairs["second_claim"]
    apart = pairs[found & ~grouped & (pairs["drawn_as"] != "together")]
    judged = {
        "grouped: the same claim": pairs.loc[grouped, "same"].tolist(),
        "kept apart: different claims": (~apart["same"].astype(bool)).tolist(),
        "found again": found.tolist(),
    }
    rows = [
        (
            coded["data"],
            "seen",
            f"claims, {name}",
            sum(right) / len(right),
            *exact_interval(sum(right), len(right)),
            len(right),
        )
        for name, right in judged.items()
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _group_again(coded: dict[str, Any], folder: Path | None) -> pd.DataFrame:
    """The pairs, with the claim that each mention is grouped with today."""
    articles = as_articles(read_lines(find_set(coded["data"], folder)))
    first, last = map(pd.Timestamp, coded["articles"])
    articles = articles[articles["date"].between(first, last)]
    articles = articles.assign(story=find_stories(articles))
    pairs = pd.DataFrame(coded["items"], columns=coded["columns"])
    read = articles.loc[sorted({*pairs["first_article"], *pairs["second_article"]})]
    of_stories = articles[articles["story"].isin(read["story"])]
    claims = find_claims(of_stories, find_hedges(of_stories)).set_index(["article_id", "start"])["claim"]
    for side in ("first", "second"):
        places = pd.MultiIndex.from_frame(pairs[[f"{side}_article", f"{side}_start"]])
        pairs[f"{side}_claim"] = claims.reindex(places).array
    return pairs
