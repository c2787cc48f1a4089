"""Pairs: a value of the group and one of the reference for every story that both report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.analysis.groups import check_groups
from framing.analysis.resampling import Floats, Integers, bootstrap_ratios, sum_by_cluster, summarise_ratios
from framing.analysis.signs import describe_flips, flip_signs
from framing.errors import EstimateError, TableError

__all__ = ["StoryValues", "check_stories", "compare_pairs"]

_REASONS = {
    "no estimate: nothing was counted in the group": "no estimate: no story that both report",
    "no interval: one cluster": "no interval: one story that both report",
    "no interval: fewer than three effective clusters": "no interval: fewer than three stories that both report",
    "no interval: the clusters do not differ": "no interval: the stories do not differ",
}


@dataclass(frozen=True, slots=True)
class StoryValues:
    """Values of several variables in every story of every group.

    Attributes
    ----------
    rows
        A row a group and story that it reports, sorted: the group, then the story.
    values
        Variables × rows; NaN where the group says nothing on the story.
    n_units, n_words
        Articles and words behind each value, of the same shape.
    reports
        For each variable the weights of these articles, families of copies × rows.
    """

    rows: pd.DataFrame
    values: Floats
    n_units: Integers
    n_words: Integers
    reports: list[Any]


def check_stories(articles: pd.DataFrame, *, group: str, story: str) -> None:
    """Raise unless the articles name their stories, in another column than their groups."""
    if story not in articles.columns:
        raise TableError(
            f"`articles` has no column {story!r} that names the event of each article",
            found=f"columns: {', '.join(map(str, articles.columns)) or 'none'}",
            do="add the column, or name the one that holds the events in story=",
        )
    if group == story:
        found = f"group={group!r}, story={story!r}"
        raise EstimateError("stories cannot be the groups too", found=found, do='group="outlet"')


def compare_pairs(
    table: StoryValues, *, group: str, reference: str, story: str, level: float, draws: int, seed: int
) -> pd.DataFrame:
    """Estimate each group's mean difference from the reference over the stories that both report.

    Returns
    -------
    pandas.DataFrame
        A row a variable and group, variables outermost: ``number`` (of the variable), the group,
        ``reference``, ``estimate``, ``std_error``, ``low``, ``high``, ``n_units``, ``n_words``, ``n_clusters``,
        ``n_reports``, ``method``, ``p``, ``n_stories_left_out``.
    """
    check_groups(table.rows[group], reference)
    events = table.rows.groupby(story, sort=True, observed=True).ngroup().to_numpy()
    n_events = len(set(events.tolist()))
    names = table.rows[group].tolist()
    places = {name: np.full(n_events, -1) for name in names}
    for row, (name, event) in enumerate(zip(names, events.tolist(), strict=True)):
        places[name][event] = row
    contrasts = []
    for name, place in places.items():
        if name != reference:
            found = _contrast(table, place, places[reference], level=level, draws=draws, seed=seed)
            contrasts.append(found.assign(**{group: name, "reference": reference}))
    found = pd.concat(contrasts).rename_axis("number").reset_index()
    found = found.sort_values("number", kind="stable", ignore_index=True)
    first = ["number", group, "reference"]
    return found[first + [column for column in found.columns if column not in first]]


def _contrast(
    table: StoryValues, here: Integers, there: Integers, *, level: float, draws: int, seed: int
) -> pd.DataFrame:
    """Contrast one group with the reference in every variable; ``here``, ``there``: the row of each story or -1."""
    told = [_take(table.values, rows, np.nan) for rows in (here, there)]
    differences = told[0] - told[1]
    shared = ~np.isnan(differences)
    parts = []
    for stories in np.unique(shared, axis=0):  # variables that rest on the same stories are resampled together
        variables = np.flatnonzero((shared == stories).all(axis=1))
        pairs = differences[np.ix_(variables, stories)].T
        parts.append(_infer(pairs, level=level, draws=draws, seed=seed).set_axis(variables))
    n_told = sum((~np.isnan(value)).sum(axis=1) for value in told)
    counts = {
        name: sum(np.where(shared, _take(count, rows, 0), 0).sum(axis=1) for rows in (here, there))
        for name, count in (("n_units", table.n_units), ("n_words", table.n_words))
    }
    n_reports = [
        min(_count_reports(reports, rows[both]) for rows in (here, there))
        for reports, both in zip(table.reports, shared, strict=True)
    ]
    left_out = n_told - 2 * shared.sum(axis=1)
    return pd.concat(parts).sort_index().assign(**counts, n_reports=n_reports, n_stories_left_out=left_out)


def _take(table: npt.NDArray[Any], rows: Integers, otherwise: float) -> npt.NDArray[Any]:
    """Take columns by number; ``otherwise`` where the number is -1."""
    return np.where(rows >= 0, table[:, rows], otherwise)


def _count_reports(reports: Any, rows: Integers) -> float:
    """Effective number of independent reports behind several rows together: (Σ W)² / Σ W²."""
    weight = np.asarray(reports[:, rows].sum(axis=1)).ravel()
    squares = float((weight**2).sum())
    return float(weight.sum()) ** 2 / squares if squares > 0 else 0.0


def _infer(pairs: Floats, *, level: float, draws: int, seed: int) -> pd.DataFrame:
    """Estimate the mean of each column of differences (stories × variables), its interval and its p."""
    n_stories, n_variables = pairs.shape
    story, variable = (part.ravel() for part in np.indices(pairs.shape))
    shape = (max(n_stories, 1), n_variables)
    sums = sum_by_cluster(story, variable, pairs.ravel(), shape=shape)
    counts = sum_by_cluster(story, variable, np.ones(pairs.size), shape=shape)
    ratios = bootstrap_ratios(sums, counts, over=np.arange(n_variables), draws=draws, seed=seed)
    found = summarise_ratios(ratios, level=level, log=False).drop(columns="n_dropped").replace({"method": _REASONS})
    made = found["low"].notna()
    p = np.where(made, flip_signs(sums.cells.toarray(), draws=draws, seed=seed), np.nan)
    method = found["method"] + np.where(made, f"; {describe_flips(n_stories, draws=draws)}", "")
    return found.assign(method=method, p=p)
