"""Known groups: opinion pages should hedge and boost more than news pages of the same outlet, in the writer's voice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from framing.cleaning.chrome import find_chrome
from framing.cleaning.cutting import clean_articles
from framing.measures.hedging import find_hedges
from framing.validity.sets import find_set, read_lines
from framing.voices import count_words, find_quotations

__all__ = ["measure"]

Array = np.ndarray[Any, Any]

_SET = "allsides.jsonl.gz"
_OPINION = re.compile(r"opinion|editorial", re.IGNORECASE)
_LEAST = 5  # opinion pages of an outlet
_DRAWS = 2000
_CODES = ("modal", "adverb", "adjective", "verb", "doxastic", "expect_passive", "investigate", "neg_evidence")
_COLUMNS = ["set", "part", "measure", "value", "low", "high", "n"]


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure whether opinion pages hedge and boost more than news pages, as theory has it.

    Opinion is a page of AllSides whose address says opinion or editorial; outlets are told by the host of the address,
    and those with fewer than five opinion pages are left out. Pages are cleaned first; only the journalist's own words
    count, hits and words alike.

    ``difference, family`` = Σ over outlets of s × (rate of opinion − rate of news), in hits per 100 words, where s is
    the outlet's share of the words of all opinion pages: the difference within outlets, at opinion's mix of outlets.
    Above 0 where opinion pages have more. The interval draws pages anew within each outlet and kind of page. ``ratio,
    family`` is the same sum of rates over each other. ``outlets with more, family`` is the share of outlets in which
    the difference is above 0. No rule was made with these groups in view. The codes within the epistemic family are
    there to see what a difference is made of; nothing was foretold of them.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` opinion pages.

    Raises
    ------
    CorpusError
        The set is missing or another file.

    References
    ----------
    Rubin, V. L., Liddy, E. D. & Kando, N. (2005). Certainty identification in texts: categorization model and manual
    tagging results. Hyland, K. (2005). Metadiscourse. Continuum.
    """
    pages = _read_pages(folder)
    articles = clean_articles(pages, chrome=find_chrome(pages))
    quotations = find_quotations(articles)
    words = count_words(articles, quotations=quotations)
    hedges = find_hedges(articles, quotations=quotations, details=False)
    own = words[words["voice"] == "journalist"].groupby("article_id")["n_words"].sum()
    n_words = own.reindex(articles.index, fill_value=0).to_numpy(np.float64)
    said = hedges[hedges["voice"] == "journalist"]
    n_opinion = int(pages["opinion"].sum())
    rows: list[tuple[Any, ...]] = []
    for kind in (*hedges["family"].cat.categories, *_CODES):
        hits = said[(said["family"] == kind) | (said["code"] == kind)].groupby("article_id").size()
        n_hits = hits.reindex(articles.index, fill_value=0).to_numpy(np.float64)
        label = f"epistemic {kind}" if kind in _CODES else kind
        figures = _compare(pages, n_hits, n_words)
        rows += [("all", f"{name}, {label}", *values, n_opinion) for name, *values in figures]
    return pd.DataFrame(rows, columns=_COLUMNS[1:]).assign(set=_SET)[_COLUMNS]


def _read_pages(folder: Path | None) -> pd.DataFrame:
    """Pages of the outlets that have opinion pages, as articles, with `opinion` and the host as outlet."""
    lines = read_lines(find_set(_SET, folder))
    pages = pd.DataFrame(lines).set_index("id").rename_axis("article_id")
    addresses = [url if isinstance(url, str) else "" for url in pages["url"].tolist()]
    pages = pages.assign(
        opinion=[bool(_OPINION.search(url)) for url in addresses],
        outlet=[urlsplit(url).netloc.lower().removeprefix("www.") for url in addresses],
        date=pd.to_datetime(pages["date"]),
    )
    with_opinion = pages.groupby("outlet")["opinion"].transform("sum") >= _LEAST
    kept = pages[with_opinion & (pages["outlet"] != "")]
    return kept[["text", "title", "outlet", "date", "url", "opinion"]]


def _compare(pages: pd.DataFrame, hits: Array, words: Array) -> list[tuple[Any, ...]]:
    """Difference, ratio and share of outlets, each with its interval."""
    outlet, names = pd.factorize(pages["outlet"], sort=True)
    cell = 2 * outlet + pages["opinion"].to_numpy(np.int64)
    n_cells = 2 * len(names)
    rng = np.random.Generator(np.random.PCG64(7))
    members = [np.flatnonzero(cell == number) for number in range(n_cells)]

    def rates(chosen: Array) -> tuple[float, float, float]:
        n_hits = np.bincount(cell[chosen], hits[chosen], n_cells).reshape(-1, 2)
        n_words = np.bincount(cell[chosen], words[chosen], n_cells).reshape(-1, 2)
        rate = 100 * n_hits / np.maximum(n_words, 1)
        share = n_words[:, 1] / n_words[:, 1].sum()
        news, opinion = share @ rate
        return opinion - news, opinion / news, float(np.mean(rate[:, 1] > rate[:, 0]))

    drawn = [
        rates(np.concatenate([own[rng.integers(0, len(own), len(own))] for own in members])) for _ in range(_DRAWS)
    ]
    low, high = np.quantile(np.array(drawn), [0.025, 0.975], axis=0)
    figures = zip(("difference", "ratio", "outlets with more"), rates(np.arange(len(cell))), low, high, strict=True)
    return [(name, float(value), float(least), float(most)) for name, value, least, most in figures]
