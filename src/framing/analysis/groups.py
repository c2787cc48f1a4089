"""Contrasts: how far each group's rate of hits lies from that of a reference group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.analysis.cells import RateCells, count_cells, name_sums
from framing.analysis.resampling import (
    METHOD,
    Floats,
    Ratios,
    bootstrap_ratios,
    check_resampling,
    intervals,
    standard_errors,
    stretch,
)
from framing.errors import EstimateError

__all__ = ["adjust_p", "check_groups", "check_kinds", "compare_groups"]

_LEVEL_OF_P, _NORMAL = 0.95, 1.959963984540054  # p is stretched as a 95 % interval is, whatever level= says
_BEFORE = [
    "variable",
    "estimate",
    "std_error",
    "low",
    "high",
    "level",
    "n_units",
    "n_words",
    "n_clusters",
    "n_reports",
    "unit",
]
_AFTER = ["cluster", "weight", "estimand", "method", "seed", "draws", "p", "q", "n_dropped", "n_left_out"]


def compare_groups(
    matches: pd.DataFrame,
    words: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    group: str,
    reference: str,
    by: str | Sequence[str] = (),
    kind: str | None = None,
    cluster: str | None = None,
    weight: str | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the rate of hits in every group with that in a reference group.

    Formulas, with r = 100 × Σ hits / Σ words: ``rate_difference`` = r(group) − r(reference), in hits per 100
    words, any sign, above 0 where the group has more; ``rate_ratio`` = r(group) / r(reference), 0 upwards,
    above 1 where the group has more. NaN where either has no words; the ratio also where the reference has
    no hits.

    Whole clusters are drawn jointly for all groups, so that a story both report on counts as one event. The
    interval is that of :func:`summarise_rates`, for the ratio on the log scale, with the effective number of
    clusters of the group that has fewer. p counts the draws whose distance from the estimate, stretched as
    the interval is, reaches as far as "no difference": (1 + number) / (draws + 1). q is p after
    Benjamini–Hochberg over the rows of the same ``variable`` in this table; choose what the table holds
    before looking at it.

    Parameters
    ----------
    matches, words, articles
        As in :func:`summarise_rates`.
    group
        Column that tells the groups apart (outlet, voice).
    reference
        The value of ``group`` to compare with.
    by
        Further columns: the comparison is made within each of their values.
    kind, cluster, weight, level, draws, seed
        As in :func:`summarise_rates`.

    Returns
    -------
    pandas.DataFrame
        A table of ``estimates``: the kind, ``by``, ``group``, ``reference``, ``variable``, the columns of
        ``estimates``, ``p``, ``q``, ``n_dropped``, ``n_left_out``. Units, words and clusters are those of
        the two groups together; ``n_reports`` is that of the group with fewer, since a contrast rests on no
        more than its weaker side.

    Raises
    ------
    EstimateError
        There is one group only, or the reference is none of the groups.
    TableError
        As in :func:`summarise_rates`.

    Notes
    -----
    It cannot see whether groups differ in how they report or in what they report on: ``compare_stories``
    compares within stories where that matters. Where one of two groups has no hits at all, the difference has the
    error of the other group only.

    References
    ----------
    Benjamini, Y., & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal
    Statistical Society B, 57(1), 289–300. https://doi.org/10.1111/j.2517-6161.1995.tb02031.x

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"outlet": ["Post", "Post", "Echo", "Echo"]},
    ...                         index=pd.Index(["a", "b", "c", "d"], name="article_id"))
    >>> words = pd.DataFrame({"article_id": ["a", "b", "c", "d"], "n_words": 100, "n_sentences": 5})
    >>> matches = pd.DataFrame({"article_id": ["a", "a", "b", "c", "d", "d", "d"], "family": "booster"})
    >>> table = compare_groups(matches, words, articles=articles, group="outlet", reference="Post")
    >>> table[["outlet", "reference", "variable", "estimate"]].values.tolist()
    [['Echo', 'Post', 'rate_difference', 0.5], ['Echo', 'Post', 'rate_ratio', 1.3333333333333333]]
    """
    check_resampling(level=level, draws=draws)
    by = [by] if isinstance(by, str) else list(by)
    cells = count_cells(matches, words, articles=articles, by=[*by, group], kind=kind, cluster=cluster, weight=weight)
    check_kinds(cells)
    pairs = _pair_groups(cells.groups, by, group, reference)
    ratios = bootstrap_ratios(cells.hits, cells.words, over=cells.over, scale=100, draws=draws, seed=seed)
    tables = []
    for number, name in enumerate(cells.kinds):
        front = pairs[[*by, group]].assign(reference=reference)
        front.insert(0, cells.kind, name)
        tables.append(_contrast(cells, ratios, pairs, number, front, level, weight))
    table = pd.concat(tables, ignore_index=True)
    q = np.full(len(table), np.nan)
    for variable in ("rate_difference", "rate_ratio"):
        rows = (table["variable"] == variable).to_numpy()
        q[rows] = adjust_p(table.loc[rows, "p"].to_numpy())
    table = table.assign(level=level, unit="article", cluster=cells.cluster, weight=weight or "none", seed=seed)
    table = table.assign(draws=draws, q=q, n_left_out=cells.n_left_out)
    keys = [cells.kind, *by, group, "reference"]
    return table.sort_values(keys, kind="stable", ignore_index=True)[[*keys, *_BEFORE, *_AFTER]]


def adjust_p(p: npt.ArrayLike) -> Floats:
    """Adjust p-values for their number: q_(k) = min over j ≥ k of p_(j) × m / j (Benjamini–Hochberg).

    NaN stays NaN and is not counted in m.

    Examples
    --------
    >>> adjust_p([0.01, 0.04, 0.03, 0.005]).round(4).tolist()
    [0.02, 0.04, 0.04, 0.02]
    """
    from statsmodels.stats.multitest import multipletests

    p = np.asarray(p, dtype=np.float64)
    q = np.full(p.shape, np.nan)
    known = ~np.isnan(p)
    if known.any():
        q[known] = multipletests(p[known], method="fdr_bh")[1]
    return q


def check_kinds(cells: RateCells) -> None:
    """Raise unless there is a kind to compare."""
    if not cells.kinds:
        raise EstimateError(
            "there is nothing to compare",
            found="matches without a hit, and no list of kinds",
            do=f"make matches.{cells.kind} a Categorical that names the kinds",
        )


def check_groups(groups: pd.Series, reference: str) -> None:
    """Raise unless there are two groups at least and the reference is one of them."""
    values = sorted(set(groups.tolist()), key=str)
    if len(values) < 2:
        raise EstimateError(
            f"a comparison needs two groups of {groups.name!r} at least",
            found=f"{', '.join(map(str, values)) or 'none'}",
            do="describe the one group with summarise_rates, or choose another column",
        )
    if reference not in values:
        raise EstimateError(
            f"the reference is no value of {groups.name!r}",
            found=f"{reference!r}",
            do=f"use one of {', '.join(map(str, values[:12]))}",
        )


def _pair_groups(groups: pd.DataFrame, by: list[str], group: str, reference: str) -> pd.DataFrame:
    """Set beside each group but the reference the row number of both; -1 where the reference is not there."""
    check_groups(groups[group], reference)
    numbered = groups.assign(row=np.arange(len(groups)))
    is_reference = numbered[group] == reference
    others = numbered[~is_reference].reset_index(drop=True)
    if not by:
        return others.assign(row_reference=int(numbered.loc[is_reference, "row"].iloc[0]))
    base = numbered.loc[is_reference, [*by, "row"]].rename(columns={"row": "row_reference"})
    pairs = others.merge(base, on=by, how="left", sort=False)
    return pairs.assign(row_reference=pairs["row_reference"].fillna(-1).astype(np.int64))


def _contrast(
    cells: RateCells,
    ratios: Ratios,
    pairs: pd.DataFrame,
    number: int,
    front: pd.DataFrame,
    level: float,
    weight: str | None,
) -> pd.DataFrame:
    """Both contrasts of one kind, for every pair of groups."""
    here, there = pairs["row"].to_numpy(), pairs["row_reference"].to_numpy()
    absent, first = there < 0, number * len(cells.groups)
    rate, rate_reference = (
        ratios.estimate[first + here],
        np.where(absent, np.nan, ratios.estimate[first + there]),
    )
    drawn = ratios.replicates[:, first + here]
    drawn_reference = np.where(absent, np.nan, ratios.replicates[:, first + there])
    effective = np.minimum(ratios.effective[first + here], ratios.effective[first + there])
    fewest = np.minimum(ratios.n_clusters[first + here], ratios.n_clusters[first + there])
    undefined = np.isnan(drawn) | np.isnan(drawn_reference)
    front = front.assign(n_dropped=undefined.sum(axis=0), **_count_both(cells, ratios, here, there))
    with np.errstate(divide="ignore", invalid="ignore"):
        difference, ratio = rate - rate_reference, np.where(rate_reference > 0, rate / rate_reference, np.nan)
        log_ratio = np.where(ratio > 0, np.log(ratio), np.nan)
        relative = drawn / rate - drawn_reference / rate_reference  # log ratio, to first order
    sides = {
        "rate_difference": (difference, difference, drawn - drawn_reference - difference, "minus"),
        "rate_ratio": (ratio, log_ratio, relative, "over"),
    }
    sums = f"100 × {name_sums(weight)}"
    tables = []
    for variable, (value, distance, spread, word) in sides.items():
        said = f"rate of {cells.kind} {cells.kinds[number]}, {sums}: group {word} reference"
        inferred = _infer(value, distance, spread, effective=effective, level=level, log=word == "over")
        method = _explain(inferred, fewest, distance)
        inferred.loc[method != inferred["method"], ["std_error", "low", "high", "p"]] = np.nan
        tables.append(front.assign(variable=variable, estimand=said, **inferred.assign(method=method)))
    return pd.concat(tables)


def _count_both(
    cells: RateCells, ratios: Ratios, here: npt.NDArray[np.int64], there: npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[Any]]:
    """Units, words and clusters of each group and its reference together; reports of the one with fewer."""
    known = there >= 0
    members = ratios.members[:, here] | (ratios.members[:, there] & known)
    counts = {name: cells.groups[name].to_numpy() for name in ("n_units", "n_words")}
    both = {name: count[here] + np.where(known, count[there], 0) for name, count in counts.items()}
    reports = np.minimum(cells.n_reports[here], np.where(known, cells.n_reports[there], 0))
    return {**both, "n_clusters": members.sum(axis=0).astype(np.int64), "n_reports": reports}


def _infer(
    value: Floats, distance: Floats, spread: Floats, *, effective: Floats, level: float, log: bool
) -> pd.DataFrame:
    """Infer on one contrast; ``distance`` and ``spread`` are on the scale of the test."""
    spread = np.where(np.isfinite(spread), spread, np.nan)
    error = standard_errors(spread)
    std_error = error * value if log else error
    low, high = intervals(value, std_error, effective, level=level, log=log)
    stretched = np.abs(spread) * stretch(effective, level=_LEVEL_OF_P) / _NORMAL
    p = (1 + (stretched >= np.abs(distance)).sum(axis=0)) / (1 + (~np.isnan(spread)).sum(axis=0))
    columns = {"estimate": value, "std_error": std_error, "low": low, "high": high, "p": p}
    return pd.DataFrame(columns).assign(method=METHOD + ", log scale" * log)


def _explain(inferred: pd.DataFrame, fewest: npt.NDArray[np.int64], distance: Floats) -> npt.NDArray[np.str_]:
    """Say the method of each contrast, or why there is no interval."""
    reasons = {
        "no estimate: a group without words, or a reference without hits": inferred["estimate"].isna(),
        "no interval: one cluster in a group": fewest < 2,
        "no interval: no hits in a group": np.isnan(distance),
        "no interval: the clusters do not differ": ~(inferred["std_error"] > 0),
    }
    return np.select([np.asarray(where) for where in reasons.values()], list(reasons), inferred["method"].tolist())
