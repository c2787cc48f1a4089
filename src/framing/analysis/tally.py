"""Counting: how many hits of each kind there were, beside how much was said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from framing.errors import TableError

__all__ = ["kind_column", "list_kinds", "need_columns", "tally"]


def tally(
    matches: pd.DataFrame,
    words: pd.DataFrame,
    *,
    by: str | Sequence[str],
    kind: str | None = None,
    kinds: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Count the hits of every kind in every group, beside the words and sentences of that group.

    The one count under every counting measure. Unit: hits, words, sentences (counts, 0 or more).
    The table is complete: every group that has a row in ``words`` times every kind, zeros included,
    so that no rate computed from it leaves out the texts in which nothing was found.

    Parameters
    ----------
    matches
        A row a hit; the columns of ``by`` and the column of kinds.
    words
        A row a piece of exposure: the columns of ``by``, ``n_words``, ``n_sentences``.
    by
        Columns that make the groups, present in both tables (``article_id``, ``voice`` …). A missing value
        is a group of its own: an unnamed speaker is still somebody who speaks.
    kind
        Column of ``matches`` that tells kinds apart; default ``family`` if there, else ``category``.
    kinds
        The kinds to count, so that one without any hit appears too; default the categories of a categorical
        column, else every kind seen, sorted.

    Returns
    -------
    pandas.DataFrame
        ``by``, the kind, ``n_hits``, ``n_words``, ``n_sentences``; sorted by group, then by kind.
        ``n_words`` and ``n_sentences`` repeat for each kind: never add them up over kinds.

    Raises
    ------
    TableError
        A column is missing; a hit lies in a group, or in a part (title, text), without words; a hit is of a
        kind not in ``kinds``.

    Notes
    -----
    It cannot see whether two hits overlap: a word that two families claim is counted by both.

    Examples
    --------
    >>> import pandas as pd
    >>> words = pd.DataFrame({"article_id": ["a", "b"], "n_words": [40, 60], "n_sentences": [2, 3]})
    >>> matches = pd.DataFrame({"article_id": ["a"], "family": ["booster"]})
    >>> tally(matches, words, by="article_id").values.tolist()
    [['a', 'booster', 1, 40, 2], ['b', 'booster', 0, 60, 3]]
    """
    by = [by] if isinstance(by, str) else list(by)
    kind = kind_column(matches, kind)
    if kind in by:
        raise TableError("`by` names the column of kinds", found=f"{kind!r} in {by}", do=f"leave {kind!r} out of by=")
    need_columns("matches", matches, by)
    need_columns("words", words, [*by, "n_words", "n_sentences"])
    kinds = list_kinds(matches, kind) if kinds is None else list(kinds)
    hit_group, word_group, groups = _number_groups(matches, words, by)
    n_words = _sum(word_group, words["n_words"], len(groups))
    _check_parts(matches, words)
    _check_exposed(matches, by, n_words[hit_group] == 0)
    hit_kind = _number_kinds(matches[kind], kinds)
    n_hits = np.bincount(hit_group * len(kinds) + hit_kind, minlength=len(groups) * len(kinds))
    long = groups.loc[groups.index.repeat(len(kinds))].reset_index(drop=True)
    n_sentences = _sum(word_group, words["n_sentences"], len(groups))
    long[kind] = kinds * len(groups)
    return long.assign(
        n_hits=n_hits, n_words=np.repeat(n_words, len(kinds)), n_sentences=np.repeat(n_sentences, len(kinds))
    )


def need_columns(name: str, table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Raise unless the table has the columns."""
    absent = [column for column in columns if column not in table.columns]
    if absent:
        raise TableError(
            f"`{name}` has no column {', '.join(map(repr, absent))}",
            found=f"columns: {', '.join(map(str, table.columns)) or 'none'}",
            do=f"add it to `{name}`, or leave it out of the call",
        )


def kind_column(matches: pd.DataFrame, kind: str | None) -> str:
    """Name the column that tells kinds of hits apart: the one asked for, else family, else category."""
    if kind is None:
        kind = "family" if "family" in matches.columns else "category"
    need_columns("matches", matches, [kind])
    return kind


def list_kinds(matches: pd.DataFrame, kind: str) -> list[str]:
    """List the kinds a table of matches knows: the categories of a categorical column, else those seen."""
    values = matches[kind]
    if isinstance(values.dtype, pd.CategoricalDtype):
        return list(values.cat.categories)
    return sorted(set(values.dropna().tolist()))


def _number_groups(
    matches: pd.DataFrame, words: pd.DataFrame, by: list[str]
) -> tuple[np.ndarray, np.ndarray, pd.DataFrame]:
    """Give each row of both tables the number of its group; the table of groups is sorted."""
    if not by:
        return np.zeros(len(matches), int), np.zeros(len(words), int), pd.DataFrame(index=range(1))
    hit_keys = matches[by].reset_index(drop=True).astype(object)
    word_keys = words[by].reset_index(drop=True).astype(object)
    keys = pd.concat([word_keys, hit_keys], ignore_index=True)
    number = keys.groupby(by, dropna=False, sort=True).ngroup().to_numpy()
    known, first = np.unique(number[: len(words)], return_index=True)
    strange = ~np.isin(number[len(words) :], known)
    _check_exposed(matches, by, strange)
    number = np.searchsorted(known, number)
    return number[len(words) :], number[: len(words)], words[by].iloc[first].reset_index(drop=True)


def _check_parts(matches: pd.DataFrame, words: pd.DataFrame) -> None:
    """Raise where hits lie in a part, such as the title, of which no word was counted."""
    if "part" not in matches.columns or "part" not in words.columns:
        return
    uncounted = sorted(set(matches["part"].tolist()) - set(words["part"].tolist()))
    if uncounted:
        raise TableError(
            "`matches` has hits in a part of which `words` counts nothing",
            found=f"{int(matches['part'].isin(uncounted).sum())} hits in {', '.join(map(repr, uncounted))}",
            do="give find_… and count_words the same parts=, or drop those hits",
        )


def _check_exposed(matches: pd.DataFrame, by: list[str], unexposed: np.ndarray) -> None:
    """Raise where hits lie in a group in which no word was counted."""
    if unexposed.any():
        row = matches.loc[unexposed, by].iloc[0].to_dict()
        raise TableError(
            "`matches` has hits in a group without words",
            found=f"{int(unexposed.sum())} hits, first in {row}",
            do="count the words of the same articles, parts and voices as the matches were found in",
        )


def _number_kinds(values: pd.Series, kinds: Sequence[str]) -> np.ndarray:
    """Give each hit the number of its kind."""
    place = {kind: number for number, kind in enumerate(kinds)}
    number = np.array([place.get(value, -1) for value in values.tolist()], dtype=np.int64)
    if (number < 0).any():
        strangers = sorted({str(value) for value in values[number < 0].tolist()})
        raise TableError(
            f"matches.{values.name} holds a kind that is not counted",
            found=f"{int((number < 0).sum())} hits, kinds {', '.join(strangers[:3])}",
            do="add the kind to kinds=, or drop those hits first",
        )
    return number


def _sum(group: np.ndarray, counts: pd.Series, n_groups: int) -> np.ndarray:
    """Add up whole numbers by group."""
    return np.bincount(group, weights=counts.to_numpy(), minlength=n_groups).astype(np.int64)
