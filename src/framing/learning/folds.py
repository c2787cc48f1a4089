"""Folds that keep together what belongs together, and do not hang on the order of rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError, TableError

__all__ = ["fold_groups", "join_groups", "name_groups"]

Array = np.ndarray[Any, Any]


def name_groups(articles: pd.DataFrame, *, group: str | None = None, texts: Sequence[str] | None = None) -> list[str]:
    """Name the group of each article that must stay in one fold: of one story, near copies, and equal texts.

    A model that learnt from one of two copies knows the other; so would figures across folds that part them.

    Parameters
    ----------
    articles
        The table `articles`.
    group
        Column whose values tie articles together; default ``story`` where there is one. Articles of one ``duplicate``,
        where there is that column, and of the same text (in any case and spacing) are tied in any case, and so on in
        turn.
    texts
        What a model reads of each article, such as title and text; where they are the same the articles are tied too.

    Returns
    -------
    list of str
        The group of each article: the alphabetically first article_id in it.

    Raises
    ------
    TableError
        There is no such column.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Rain.", "rain. ", "Sun.", ""], "story": ["s", None, "s", None]},
    ...                         index=pd.Index(list("abcd"), name="article_id"))
    >>> name_groups(articles)
    ['a', 'a', 'a', 'd']
    """
    if group is not None and group not in articles.columns:
        found = ", ".join(map(str, articles.columns))
        do = "name one of these; without group= it is story, where there is one"
        raise TableError(f"articles have no column {group!r}", found=found, do=do)
    columns = [name for name in (group or "story", "duplicate") if name in articles.columns]
    keys = [articles[name].astype(object).where(articles[name].notna(), None).tolist() for name in columns]
    if "text" in articles.columns:
        keys.append(_fold_case(articles["text"].tolist()))
    if texts is not None:
        keys.append(_fold_case(texts))
    return join_groups(articles.index.tolist(), keys)


def _fold_case(texts: Sequence[Any]) -> list[str | None]:
    """Put texts in small letters and single spaces, so that equal ones are equal; None where there is no text."""
    return [" ".join(text.lower().split()) or None if isinstance(text, str) else None for text in texts]


def join_groups(names: Sequence[str], keys: Sequence[Sequence[Any]]) -> list[str]:
    """Group rows that share any key: of one story, or copies of one text, or both in turn.

    Parameters
    ----------
    names
        A name for each row, all different.
    keys
        Columns of keys, each as long as `names`; a row whose key is missing shares it with none.

    Returns
    -------
    list of str
        The group of each row: the alphabetically first name in it.

    Examples
    --------
    >>> join_groups(["a", "b", "c", "d"], [["s", "s", None, "t"], [1, 2, 2, 3]])
    ['a', 'a', 'a', 'd']
    """
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    n_rows, ends = len(names), [np.zeros((0, 2), np.int64)]
    first = n_rows
    for column in keys:
        code, kinds = pd.factorize(np.asarray([*column, None], dtype=object)[:-1])
        with_key = np.flatnonzero(code >= 0)
        ends.append(np.stack([with_key, first + code[with_key]], axis=1))
        first += len(kinds)
    edge = np.concatenate(ends)
    graph = sparse.csr_array((np.ones(len(edge)), (edge[:, 0], edge[:, 1])), shape=(first, first))
    part = connected_components(graph, directed=False)[1][:n_rows]
    leader: dict[int, str] = {}
    for name, number in sorted(zip(names, part.tolist(), strict=True)):
        leader.setdefault(number, name)
    return [leader[number] for number in part.tolist()]


def fold_groups(groups: Sequence[str], labels: Array, *, n_folds: int = 5, seed: int = 0) -> Array:
    """Deal groups to folds so that every fold has its part of every label.

    The largest groups go first, those of one size in an order that the seed and their names give. Each goes to the fold
    that it leaves most even: the one with the smallest Σ over labels and folds of (rows of the label in the fold /
    rows of the label)², all rows counting as one more label.

    Parameters
    ----------
    groups
        The group of each row; no group is split.
    labels
        Rows × labels, 0 or 1; NaN counts as 0.
    n_folds, seed
        Number of folds; seed of the order.

    Returns
    -------
    ndarray
        The fold of each row, 0 to `n_folds` − 1; the same for a group whatever the order of rows.

    Raises
    ------
    MeasureError
        There are fewer groups than folds.

    Examples
    --------
    >>> import numpy as np
    >>> fold_groups(["a", "a", "b", "c"], np.array([[1], [1], [0], [0]]), n_folds=2).tolist()
    [0, 0, 1, 1]
    """
    names = sorted(set(groups), key=lambda name: hashlib.sha256(f"{seed}:{name}".encode()).digest())
    if len(names) < n_folds or n_folds < 2:
        raise MeasureError(
            "there must be two folds, and a group for each",
            found=f"{len(names)} groups, n_folds={n_folds}",
            do="code articles of more groups (stories, outlets), or lower n_folds=",
        )
    place = {name: number for number, name in enumerate(names)}
    row = np.array([place[name] for name in groups], np.int64)
    each = np.column_stack([np.nan_to_num(np.asarray(labels, np.float64)), np.ones(len(row))])
    held = np.zeros((len(names), each.shape[1]))
    np.add.at(held, row, each)
    share = held / np.maximum(held.sum(axis=0), 1)
    fold_of = np.zeros(len(names), np.int64)
    filled = np.zeros((n_folds, each.shape[1]))
    for group in np.argsort(-held[:, -1], kind="stable").tolist():
        # (filled + new)² − filled² summed over labels: what this fold would add to the unevenness
        added = (2 * filled * share[group] + share[group] ** 2).sum(axis=1)
        fold = int(np.argmin(np.round(added, 12)))
        filled[fold] += share[group]
        fold_of[group] = fold
    return fold_of[row]
