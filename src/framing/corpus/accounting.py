"""What the description of a corpus says of its account: files, articles announced and missing, and every doubt."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from framing.corpus.sources import list_sources

__all__ = ["Row", "describe_doubts", "describe_sources"]

Row = tuple[str, str, object, float, str]
"""A row of the description: item, outlet, value, share, note."""

_SHOWN = 3
_COUNTED = frozenset(
    (
        *("article without text", "short text", "long text", "repeated text"),
        *("characters garbled", "characters replaced", "title missing", "outlet missing", "date missing"),
    )
)
"""Reasons that the description has a line of its own for."""

_BY_OUTLET = (
    *("date relative", "date ambiguous", "date not understood", "date in the future", "date after retrieval"),
    *("date before the outlet", "date implausible"),
)


def describe_sources(articles: pd.DataFrame) -> Iterator[Row]:
    """Count files by what became of them, and articles by what the files announced."""
    sources = list_sources(articles)
    if sources.empty:
        return
    refused = sources[sources["reason"].notna()]
    yield "files", "", len(sources), np.nan, _listed(sources["layout"].dropna())
    for reason, files in refused.groupby("reason", sort=True):
        yield f"files not read: {reason}", "", len(files), len(files) / len(sources), _names(files["source_file"])
    encodings = sources["encoding"].dropna()
    others = encodings[~encodings.isin(["utf-8", "utf-8-sig"]) & ~encodings.str.startswith("sheet ")]
    if len(others):
        yield "files not in UTF-8", "", len(others), len(others) / len(sources), _listed(others)
    told = sources[sources["announced"].notna()]
    if len(told):
        announced, missing = int(told["announced"].sum()), int(told["missing"].sum())
        yield "articles announced", "", announced, np.nan, f"by {len(told)} of the files"
        read = int(told["read"].sum())
        yield "articles announced and read", "", read, read / announced if announced else np.nan, ""
        lacking = told.loc[told["missing"] > 0, "source_file"]
        yield (
            "articles announced and missing",
            "",
            missing,
            missing / announced if announced else np.nan,
            _names(lacking),
        )


def describe_doubts(articles: pd.DataFrame, doubts: pd.DataFrame) -> Iterator[Row]:
    """Count doubts by reason, those about dates by outlet too."""
    outlets = articles["outlet"]
    files = set(list_sources(articles).query("reason.notna()")["source_file"])
    for reason, found in doubts[~doubts["reason"].isin(_COUNTED)].groupby("reason", sort=True):
        of_files = found["position"].isna() & found["article_id"].isna() & found["source_file"].isin(files)
        of_articles = found[~of_files]
        if of_articles.empty or reason == "article missing":
            continue
        size = len(of_articles)
        share = size / len(articles) if of_articles["article_id"].notna().all() else np.nan
        yield str(reason), "", size, share, _names(of_articles["name"])
        if reason in _BY_OUTLET:
            named = outlets.reindex(of_articles["article_id"].dropna()).dropna()
            for outlet, count in named.value_counts().sort_index().items():
                yield f"{reason!s}, by outlet", str(outlet), count, count / int((outlets == outlet).sum()), ""


def _names(names: pd.Series) -> str:
    """Name the first three, in order."""
    shown = sorted({" ".join(str(name).split())[:60] for name in names.dropna() if name})
    rest = len(names) - min(len(shown), _SHOWN)
    return "; ".join(shown[:_SHOWN]) + (f" and {rest} more" if shown and rest else "")


def _listed(values: pd.Series) -> str:
    """Count values, the most frequent first."""
    counts = sorted(values.value_counts().items(), key=lambda pair: (-pair[1], str(pair[0])))
    return ", ".join(f"{value!s}: {count}" for value, count in counts)
