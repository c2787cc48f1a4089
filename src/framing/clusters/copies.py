"""Copies: which articles are copies of one another, and how much each of them is to count."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.errors import CorpusError, TableError
from framing.tables import check_table

__all__ = ["assign_copies"]

COUNTS = ("all", "one", "share")


def assign_copies(
    articles: pd.DataFrame, duplicates: pd.DataFrame, *, count: Literal["all", "one", "share"] = "share"
) -> pd.DataFrame:
    """Tell every article its family of copies, its role there and how much it is to count.

    ``copy_weight``: 1 with ``count="all"``; with ``"one"`` 1 for the original and 0 for the others; with
    ``"share"`` 1 / number of articles of the family. Families are counted among the articles given: choose
    the articles first. Where the original is not among them, ``"one"`` keeps the first that remains, by date,
    then by id; an article without a date comes last. Unit: articles. Range: 0 to 1. With ``"one"`` and
    ``"share"`` a family adds up to 1; higher means that the article counts for more. Never NaN.

    Nothing is deleted: name the column in ``weight=`` of any estimate. Estimates give the effective number of
    independent reports (``n_reports``) and resample copies together, whatever the weight.

    Parameters
    ----------
    articles
        Articles; ``date``, where there, tells which copy came first.
    duplicates
        Clusters of kind "duplicate", a row an article. It may name further articles, and hold clusters of
        other kinds beside.
    count
        How copies count: ``"all"``, ``"one"`` or ``"share"``.

    Returns
    -------
    pandas.DataFrame
        The articles with the columns ``duplicate`` (key of the family), ``copy_role`` and ``copy_weight``,
        which are written anew where they were there.

    Raises
    ------
    TableError
        There are no duplicates, an article has none or several of them, a table is not as documented.
    CorpusError
        ``count`` is none of the three.

    Notes
    -----
    ``"one"`` says what was written, once; ``"all"`` what readers met; ``"share"`` lets all who printed a text
    answer for it, and outlets that print the same copy share its weight. It cannot see copies that were not
    found.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Gate shut.", "Gate shut.", "Ferry late."], "title": "-", "outlet": "-",
    ...                          "date": pd.to_datetime(["2024-05-09", "2024-05-08", None]), "url": "-"},
    ...                         index=pd.Index(["a", "b", "c"], name="article_id"))
    >>> duplicates = pd.DataFrame({"article_id": ["a", "b", "c"], "kind": "duplicate", "cluster": ["b", "b", "c"],
    ...                            "role": ["same_text", "original", "single"], "score": [1.0, 1.0, 1.0]})
    >>> assign_copies(articles, duplicates)["copy_weight"].tolist()
    [0.5, 0.5, 1.0]
    >>> assign_copies(articles, duplicates, count="one")["copy_weight"].tolist()
    [0.0, 1.0, 1.0]
    """
    if count not in COUNTS:
        raise CorpusError("unknown way to count copies", found=f"count={count!r}", do=f"use one of {', '.join(COUNTS)}")
    member = _join_clusters(articles, duplicates)
    family, role = member["cluster"], member["role"]
    number, size = np.unique(family.to_numpy(dtype=object).astype(str), return_inverse=True, return_counts=True)[1:]
    if count == "all":
        weight = np.ones(len(articles))
    elif count == "share":
        weight = 1 / size[number]
    else:
        weight = _find_first(articles, number, role).astype(np.float64)
    return articles.assign(duplicate=family.array, copy_role=role.array, copy_weight=weight)


def _join_clusters(articles: pd.DataFrame, duplicates: pd.DataFrame) -> pd.DataFrame:
    """Find the one row of each article, in the order of the articles."""
    check_table("clusters", duplicates)
    copies = duplicates[duplicates["kind"] == "duplicate"]
    if copies.empty and len(articles):
        raise TableError(
            "`duplicates` holds no clusters of kind 'duplicate'",
            found=f"kinds: {', '.join(sorted(set(duplicates['kind'].tolist()))) or 'none'}",
            do="duplicates = find_duplicates(articles)",
        )
    if not articles.index.is_unique:
        raise TableError(
            "`articles` names an article more than once",
            found=f"{int(articles.index.duplicated().sum())} rows too many",
            do="articles = articles[~articles.index.duplicated()], or give each row its own id",
        )
    again = copies["article_id"].duplicated()
    if again.any():
        raise TableError(
            "`duplicates` puts an article into more than one family",
            found=f"{int(again.sum())} rows too many, first {copies.loc[again, 'article_id'].iloc[0]!r}",
            do="keep one row an article, as find_duplicates gives them",
        )
    place = pd.Index(copies["article_id"]).get_indexer(articles.index)
    unknown = articles.index[place < 0].tolist()
    if unknown:
        raise TableError(
            "`duplicates` does not know all of these articles: the tables do not belong together",
            found=f"{len(unknown)} of {len(articles)} articles missing, first {unknown[0]!r}",
            do="find the duplicates of these articles, or choose the articles that were searched",
        )
    return copies[["cluster", "role"]].iloc[place]


def _find_first(articles: pd.DataFrame, family: npt.NDArray[np.int64], role: pd.Series) -> npt.NDArray[np.bool_]:
    """Tell the one article that stands for its family: the original, else the first by date, then by id."""
    ids = np.unique(np.array(articles.index.tolist(), dtype=str), return_inverse=True)[1]
    late = (role != "original").to_numpy()
    date = np.zeros(len(articles))
    if "date" in articles.columns:
        date = np.asarray(articles["date"].rank(method="dense", na_option="bottom"), dtype=np.float64)
    rows = np.lexsort((ids, date, late, family))
    first = np.zeros(len(articles), dtype=np.bool_)
    first[rows[np.unique(family[rows], return_index=True)[1]]] = True
    return first
