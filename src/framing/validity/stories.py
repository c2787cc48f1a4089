"""How well stories are found: the same-event triplets of BASIL, and clusters of AllSides that were read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.cleaning.cutting import clean_articles
from framing.clusters.stories import find_stories
from framing.validity.scoring import exact_interval, score_clusters
from framing.validity.sets import find_set, read_lines

__all__ = ["PURITY", "measure"]

PURITY = Path(__file__).with_name("stories_purity.json")
"""Verdicts on clusters that were read: ids, no text."""

_LAST_SEEN = 2014
_DRAWS = 2000
_NAN = float("nan")


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure `find_stories` at its defaults.

    BASIL holds a hundred events, each reported by three outlets: those of 2010–2014 were seen while the values were
    chosen, those of 2015–2019 not. Precision, recall and F1 are BCubed; intervals draw events anew. Events of BASIL
    are weeks apart and each is one triplet: it shows whether reports of one event are found, and little of whether
    different events are kept apart.

    That is what AllSides is for: a hundred clusters drawn at random, none of which shares an article with those
    looked at during development, were read by two coders, both language models, the second blind to the first.
    ``share_pure`` is the share in which all articles report one event or its direct follow-up within days (rules in
    the file of verdicts), with its exact interval. ``share_formed_again`` is the share of these clusters that today's
    cleaning and grouping form with the same members: below 1, the verdicts speak of somewhat other clusters.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` units.

    Raises
    ------
    CorpusError
        A marked set is missing or another file.
    """
    basil = _read_articles(find_set("basil.jsonl", folder), ["triplet"])
    seen = basil["date"].dt.year <= _LAST_SEEN
    rows = [row for part, kept in (("seen", seen), ("unseen", ~seen)) for row in _score_events(basil[kept], part)]
    rows += _score_read(json.loads(PURITY.read_text("utf-8")), folder)
    return pd.DataFrame(rows, columns=["set", "part", "measure", "value", "low", "high", "n"])


def _read_articles(path: Path, further: list[str]) -> pd.DataFrame:
    """Read a set as the table of articles."""
    table = pd.DataFrame(read_lines(path)).set_index("id").rename_axis("article_id")
    return table.assign(date=pd.to_datetime(table["date"]))[["title", "text", "outlet", "date", "url", *further]]


def _score_events(articles: pd.DataFrame, part: str) -> list[tuple[Any, ...]]:
    """Compare the stories found with the true events."""
    true = articles["triplet"].tolist()
    found = find_stories(articles).tolist()
    items = pd.DataFrame({"found": found, "true": true})
    both = items.groupby(["found", "true"])["true"].transform("size")
    shares = {
        "bcubed_precision": both / items.groupby("found")["true"].transform("size"),
        "bcubed_recall": both / items.groupby("true")["true"].transform("size"),
    }
    events = pd.DataFrame(shares).groupby(items["true"], sort=True).agg(["sum", "size"])
    drawn = np.random.Generator(np.random.PCG64(7)).integers(0, len(events), (_DRAWS, len(events)))
    precision, recall = (
        events[name, "sum"].to_numpy()[drawn].sum(axis=1) / events[name, "size"].to_numpy()[drawn].sum(axis=1)
        for name in shares
    )
    draws = (precision, recall, 2 * precision * recall / (precision + recall))
    return [
        ("basil.jsonl", part, name, value, *map(float, np.quantile(draw, [0.025, 0.975])), len(events))
        for name, value, draw in zip((*shares, "bcubed_f1"), score_clusters(found, true), draws, strict=True)
    ]


def _score_read(verdicts: dict[str, Any], folder: Path | None) -> list[tuple[Any, ...]]:
    """Count the clusters judged pure, and those that are still formed."""
    articles = _read_articles(find_set(verdicts["data"], folder), [])
    story = find_stories(clean_articles(articles))
    formed = {frozenset(ids) for ids in story.groupby(story).groups.values()}
    first, second = ([bool(cluster[coder]) for cluster in verdicts["clusters"]] for coder in ("pure", "second"))
    both = [one and other for one, other in zip(first, second, strict=True)]
    again = [frozenset(cluster["members"]) in formed for cluster in verdicts["clusters"]]
    about, n = (verdicts["data"], "unseen"), len(first)
    judged = {"share_pure": first, "share_pure, second coder": second, "share_pure, both": both}
    return [
        *((*about, name, sum(pure) / n, *exact_interval(sum(pure), n), n) for name, pure in judged.items()),
        (*about, "alpha of the coders", verdicts["alpha"], _NAN, _NAN, n),
        (*about, "share_formed_again", float(np.mean(again)), _NAN, _NAN, n),
    ]
