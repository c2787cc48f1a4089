"""Reliability of scales: Cronbach's alpha of the items of each frame, and what each item adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.analysis.resampling import check_resampling, draw_totals, effective_clusters, sum_by_cluster
from framing.errors import MeasureError
from framing.measures.frames.schemes import Scheme, load_scheme

__all__ = ["summarise_items", "summarise_scales"]

Array = np.ndarray[Any, Any]
Scales = Scheme | Mapping[str, Sequence[str]] | None

_FEWEST = 3  # effective clusters, as for the intervals of estimates


def summarise_scales(
    items: pd.DataFrame,
    *,
    scales: Scales = None,
    cluster: pd.Series | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate how far the items of each scale measure one thing: Cronbach's alpha, KR-20 for items of 0 and 1.

    ``alpha = k / (k − 1) × (1 − Σ item variances / variance of the sum)`` over the k items of a scale and the units
    that have a value in all of them. At most 1, higher is more consistent, below 0 where items go against one another.
    The interval is the middle `level` of the alphas of whole clusters drawn anew.

    Parameters
    ----------
    items
        A row a unit, a column an item: `measure_frames(items=True)`, or codes of people, one column an item. Columns
        that belong to no scale are passed over.
    scales
        A scheme, whose items are the columns ``item_<item>``; or from the name of a scale to its columns. The generic
        frames where not given.
    cluster
        Cluster of each unit, such as the story, by the index of `items`. Where not given the article, which is the
        first level of the index.
    level, draws, seed
        Level of the interval, number of draws, seed of chance.

    Returns
    -------
    pandas.DataFrame
        Index `scale`: `n_items`, `n_units`, `alpha`, `low`, `high`, `inter_item` (mean correlation of two items, over
        pairs that both vary), `mean` (of the scale's items), `n_clusters`, `level`, `draws`, `seed`.

    Raises
    ------
    MeasureError
        A column of a scale is missing or not numeric, or `cluster` lacks a unit or names one twice.

    Notes
    -----
    Alpha is NaN for a scale of one item, for fewer than two units, and where no unit differs from another; the interval
    also where there are fewer than three effective clusters, or more than one draw in twenty has no alpha. Of items
    answered by counting words alpha tells less than of coders' answers: two items can agree because both grow with the
    length of the text, and items that are different signs of one frame need not agree at all. It says nothing about
    whether the scale measures the frame; that is `framing validate frames`.

    References
    ----------
    Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika, 16, 297–334.
    https://doi.org/10.1007/BF02310555

    Kuder, G. F., & Richardson, M. W. (1937). The theory of the estimation of test reliability. Psychometrika, 2,
    151–160. https://doi.org/10.1007/BF02288391

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 1, 0, 0], "c": [1, 0, 1, 0]}, index=list("wxyz"))
    >>> summarise_scales(answers, scales={"war": ["a", "b", "c"]}, draws=100)["alpha"].round(2).to_dict()
    {'war': 0.6}
    """
    check_resampling(level=level, draws=draws)
    rows = {}
    for name, columns in _list_scales(items, scales).items():
        values, units = _take_complete(items, columns)
        clusters = _number_clusters(items, cluster)[units]
        alpha = _alpha(*_sum_up(values)) if len(values) else np.nan
        low, high, n_clusters = _draw_alphas(values, clusters, level=level, draws=draws, seed=seed)
        rows[name] = {
            "n_items": len(columns),
            "n_units": len(values),
            "alpha": alpha,
            "low": low,
            "high": high,
            "inter_item": _mean_defined(_correlate(values)[np.triu_indices(len(columns), 1)]),
            "mean": float(values.mean()) if values.size else np.nan,
            "n_clusters": n_clusters,
        }
    table = pd.DataFrame(list(rows.values()), index=pd.Index(list(rows), name="scale", dtype="str"))
    return table.assign(level=level, draws=draws, seed=seed)


def summarise_items(items: pd.DataFrame, *, scales: Scales = None) -> pd.DataFrame:
    """Say what each item does in its scale: how often yes, how it goes with the others, alpha without it.

    Parameters
    ----------
    items, scales
        As for `summarise_scales`.

    Returns
    -------
    pandas.DataFrame
        Index `item`: `scale`, `question` (of a scheme, else empty), `n_units`, `mean` (share of yes for items of 0 and
        1), `item_rest` (correlation with the sum of the other items, −1 to 1), `inter_item` (mean correlation with each
        of them), `alpha_without` (alpha of the scale without it). NaN: the correlation of an item that does not vary,
        or of the only one; alpha of what is left where that is one item.

    Raises
    ------
    MeasureError
        As for `summarise_scales`.

    Notes
    -----
    An item with ``alpha_without`` above the scale's alpha speaks against the others. That may be its fault or theirs:
    read its hits before it is left out.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 1, 0, 0], "c": [1, 0, 1, 0]}, index=list("wxyz"))
    >>> summarise_items(answers, scales={"war": ["a", "b", "c"]})["alpha_without"].to_dict()
    {'a': 0.0, 'b': 0.0, 'c': 1.0}
    """
    rows, questions = {}, _list_questions(scales)
    for name, columns in _list_scales(items, scales).items():
        values, _ = _take_complete(items, columns)
        between = _correlate(values)
        for number, column in enumerate(columns):
            rest = np.delete(values, number, axis=1)
            left = _correlate(np.column_stack([values[:, number], rest.sum(axis=1)]))[0, 1]
            rows[column] = {
                "scale": name,
                "question": questions.get(column, ""),
                "n_units": len(values),
                "mean": float(values[:, number].mean()) if len(values) else np.nan,
                "item_rest": left if len(columns) > 1 else np.nan,
                "inter_item": _mean_defined(np.delete(between[number], number)),
                "alpha_without": _alpha(*_sum_up(rest)) if len(values) else np.nan,
            }
    return pd.DataFrame(list(rows.values()), index=pd.Index(list(rows), name="item", dtype="str"))


def _list_scales(items: pd.DataFrame, scales: Scales) -> dict[str, list[str]]:
    """List the columns of each scale, after checking that they are there and numeric."""
    chosen = load_scheme() if scales is None else scales
    if isinstance(chosen, Scheme):
        frames = chosen.items["frame"]
        listed = {frame: [f"item_{item}" for item in frames.index[frames == frame]] for frame in chosen.frames.index}
    else:
        listed = {str(name): list(columns) for name, columns in chosen.items()}
    absent = [column for columns in listed.values() for column in columns if column not in items.columns]
    if absent:
        raise MeasureError(
            f"`items` has no column {absent[0]!r}",
            found=f"columns: {', '.join(map(str, items.columns)) or 'none'}",
            do='pass measure_frames(articles, items=True), or scales={"name": ["column", …]}',
        )
    strange = [column for columns in listed.values() for column in columns if not _is_numeric(items[column])]
    if strange:
        found = f"{items[strange[0]].dtype} in column {strange[0]!r}"
        raise MeasureError("items must be numbers", found=found, do="write 1 for yes, 0 for no, nothing for no answer")
    return listed


def _is_numeric(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)


def _list_questions(scales: Scales) -> dict[str, str]:
    """List the question of each column, where a scheme asks them."""
    chosen = load_scheme() if scales is None else scales
    return (
        {f"item_{item}": text for item, text in chosen.items["question"].items()} if isinstance(chosen, Scheme) else {}
    )


def _take_complete(items: pd.DataFrame, columns: list[str]) -> tuple[Array, Array]:
    """Take the units that have a value in all items of a scale, and tell which they are."""
    values = items[columns].to_numpy(np.float64, na_value=np.nan)
    complete = ~np.isnan(values).any(axis=1)
    return values[complete], complete


def _number_clusters(items: pd.DataFrame, cluster: pd.Series | None) -> Array:
    """Number the cluster of each unit, in the order of their names."""
    if cluster is None:
        names = items.index.get_level_values(0)
    elif cluster.index.equals(items.index):
        names = pd.Index(cluster)
    elif not cluster.index.is_unique:
        twice = cluster.index[cluster.index.duplicated()][0]
        raise MeasureError(
            "cluster= must give every unit one cluster", found=f"{twice!r} twice", do="drop what is given again"
        )
    else:
        names = pd.Index(cluster.reindex(items.index))
    if pd.isna(names).any():
        found = f"{int(pd.isna(names).sum())} of {len(items)} units without one"
        raise MeasureError(
            "cluster= must give every unit a cluster", found=found, do="pass a Series with the index of items"
        )
    return np.unique(np.asarray(names, dtype=str), return_inverse=True)[1]


def _sum_up(values: Array) -> tuple[Array, Array, Array]:
    """Sum up items: units, Σ of each item with each other, Σ of each item."""
    return np.asarray(float(len(values))), values.T @ values, values.sum(axis=0)


def _alpha(units: Array, products: Array, sums: Array) -> Any:
    """Compute alpha from sums, of one sample or of many draws (the first axis); NaN where it is undefined."""
    n_items = sums.shape[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = products - sums[..., :, None] * sums[..., None, :] / units[..., None, None]
        own, whole = np.trace(spread, axis1=-2, axis2=-1), spread.sum(axis=(-2, -1))
        alpha = n_items / np.float64(n_items - 1) * (1 - own / whole)
    defined = (n_items > 1) & (units > 1) & (whole > 1e-9)
    result = np.where(defined, alpha, np.nan)
    return result if result.ndim else float(result)


def _draw_alphas(values: Array, clusters: Array, *, level: float, draws: int, seed: int) -> tuple[float, float, int]:
    """Draw whole clusters anew: the ends of the interval, and the number of clusters."""
    if not len(values):
        return np.nan, np.nan, 0
    number = np.unique(clusters, return_inverse=True)[1]
    n_units, n_items = values.shape
    pairs = (values[:, :, None] * values[:, None, :]).reshape(n_units, -1)
    columns = np.column_stack([np.ones(n_units), values, pairs])
    shape = (int(number.max()) + 1, columns.shape[1])
    sums = sum_by_cluster(
        np.repeat(number, columns.shape[1]), np.tile(np.arange(columns.shape[1]), n_units), columns.ravel(), shape=shape
    )
    if effective_clusters(sums)[0] < _FEWEST:
        return np.nan, np.nan, shape[0]
    (totals,) = draw_totals([sums], draws=draws, seed=seed)
    products = totals[:, 1 + n_items :].reshape(draws, n_items, n_items)
    alphas = _alpha(totals[:, 0], products, totals[:, 1 : 1 + n_items])
    if np.isnan(alphas).mean() > 0.05:
        return np.nan, np.nan, shape[0]
    low, high = np.nanquantile(alphas, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high), shape[0]


def _correlate(values: Array) -> Array:
    """Correlate columns; NaN for one that does not vary."""
    centred = values - values.mean(axis=0) if len(values) else values
    products = centred.T @ centred
    spread = np.sqrt(np.diag(products))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(np.outer(spread, spread) > 1e-12, products / np.outer(spread, spread), np.nan))


def _mean_defined(values: Array) -> float:
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else np.nan
