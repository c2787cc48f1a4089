"""What coders said: codes of any shape as one table of 0 and 1, and how far the coders agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from framing.analysis.agreement import nominal_alpha
from framing.errors import MeasureError, TableError
from framing.learning.reports import f1_scores

__all__ = ["Coded", "gather_codes", "measure_coders"]

_LONG = ["unit_id", "coder", "variable", "value"]
_RANDOM = "random"
_SPELT = {"0": 0, "1": 1, "0.0": 0, "1.0": 1}  # 0 and 1 as a file of text gives them


@dataclass(frozen=True, eq=False)
class Coded:
    """The codes of the articles.

    Attributes
    ----------
    truth : DataFrame
        Index article_id, sorted; a column a label, sorted: 1, 0, or NaN where nobody coded it or the coders tie.
    single : bool
        Whether each article has exactly one label.
    sampled : ndarray of bool
        Whether an article is of the random sample, the only one that figures are taken from.
    codings : DataFrame
        Every code, of ties too: article_id, coder, label, value (0 or 1), sampled.
    ties : DataFrame
        What was left out because as many coders said yes as no: article_id, label, sampled.
    """

    truth: pd.DataFrame
    single: bool
    sampled: np.ndarray
    codings: pd.DataFrame
    ties: pd.DataFrame

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the labels."""
        return tuple(self.truth.columns)


def gather_codes(codes: pd.DataFrame | pd.Series, articles: pd.Index) -> Coded:
    """Bring codes to one table.

    Parameters
    ----------
    codes
        The table `codes` (unit_id, coder, variable, value; perhaps batch); or a wide table indexed by article_id, a
        column of 0 and 1 a label, whatever its name (but ``batch``, which is the batch); or a Series of one label (or
        of 0 and 1) an article. "0" and "1" written as text are 0 and 1.
    articles
        Ids of the articles there are.

    Raises
    ------
    TableError
        The shape is none of these, a code is given twice by a coder, or an article is in two batches.
    MeasureError
        Values are not 0 and 1, or articles are not known.
    """
    table = _lengthen(codes)
    unknown = sorted(set(table["unit_id"]) - set(articles))
    if unknown:
        raise MeasureError(
            "codes= has articles that are not in articles",
            found=f"{len(unknown)}, first {unknown[:3]}",
            do="give all coded articles, or drop those codes",
        )
    twice = table.duplicated(["unit_id", "coder", "variable"])
    if twice.any():
        first = table.loc[twice, ["unit_id", "coder", "variable"]].iloc[0].tolist()
        raise TableError("a coder coded a unit twice", found=f"{int(twice.sum())}, first {first}", do="keep one code")
    single = len(set(table["variable"])) == 1 and not _is_binary(table["value"])
    return _decide(_split_values(table) if single else _check_binary(table), table, single=single)


def measure_coders(coded: Coded) -> pd.DataFrame:
    """Measure how far coders agree on each label, over the random sample.

    ``alpha`` is Krippendorff's, nominal: 1 − observed / expected disagreement; ``coder_f1`` takes each coder in turn
    for the truth of another: Σ 2 · both yes / Σ (yes of one + yes of the other), over all pairs of coders. ``n_double``
    articles have two codes or more. NaN where there are none, or all say the same.
    """
    chosen = coded.codings[coded.codings["sampled"]]
    rows = []
    for label in coded.labels:
        wide = chosen[chosen["label"] == label].pivot_table("value", "article_id", "coder")
        rows.append((nominal_alpha(wide), _pair_f1(wide), int((wide.count(axis=1) > 1).sum())))
    index = pd.Index(coded.labels, name="label")
    return pd.DataFrame(rows, columns=["alpha", "coder_f1", "n_double"], index=index)


def _lengthen(codes: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """Codes of any shape as the long table, with a batch."""
    if isinstance(codes, pd.Series):
        table = _stack({str(codes.name or "frame"): codes}, codes.index, _RANDOM)
    elif isinstance(codes, pd.DataFrame) and set(_LONG) <= set(codes.columns):
        table = codes[[*_LONG, *codes.columns.intersection(["batch"])]].astype({"value": object})
    elif isinstance(codes, pd.DataFrame) and codes.index.name in ("article_id", "unit_id") and codes.index.is_unique:
        batch = codes["batch"].tolist() if "batch" in codes.columns else _RANDOM
        table = _stack(codes.drop(columns="batch", errors="ignore"), codes.index, batch)
    else:
        raise TableError(
            "codes= must be the table `codes`, a table of 0 and 1 by article, or a Series of labels",
            found=f"{type(codes).__name__} with {', '.join(map(str, getattr(codes, 'columns', []))) or 'no columns'}",
            do='give it unit_id, coder, variable and value, or the index article_id: codes.rename_axis("article_id")',
        )
    if not table["value"].notna().any():
        raise TableError("there is no code in codes=", found=f"{len(table)} empty cells", do="code some articles first")
    table = table.assign(batch=table["batch"].fillna(_RANDOM) if "batch" in table.columns else _RANDOM)
    table = table[table["value"].notna()].astype({"unit_id": str, "coder": str, "variable": str, "batch": str})
    mixed = table.groupby("unit_id")["batch"].nunique()
    if (mixed > 1).any():
        raise TableError(
            "an article is in one batch", found=f"{mixed.idxmax()!r} is in {mixed.max()}", do="keep the first of them"
        )
    table = table.sort_values(["unit_id", "variable", "coder"], kind="stable").reset_index(drop=True)
    return table.assign(value=_read_numbers(table["value"], several=len(set(table["variable"])) > 1))


def _stack(columns: Mapping[str, pd.Series] | pd.DataFrame, units: pd.Index, batch: list[str] | str) -> pd.DataFrame:
    """Columns of codes one below the other, whatever their names."""
    about = {"unit_id": units, "coder": "", "batch": batch}
    blocks = [pd.DataFrame({**about, "variable": label, "value": cells.to_numpy(object)})
              for label, cells in columns.items()]  # fmt: skip
    return pd.concat(blocks) if blocks else pd.DataFrame(columns=[*_LONG, "batch"])


def _read_numbers(values: pd.Series, *, several: bool) -> pd.Series:
    """Read "0" and "1" as numbers: of one variable only if there is nothing else, which would be names of labels."""
    cells = values.tolist()
    read = [_SPELT.get(cell.strip(), cell) if isinstance(cell, str) else cell for cell in cells]
    numbers = pd.Series(read, values.index, dtype=object)
    return numbers if several or _is_binary(numbers) else values


def _is_binary(values: pd.Series) -> bool:
    return set(values.tolist()) <= {0, 1}


def _check_binary(table: pd.DataFrame) -> pd.DataFrame:
    if not _is_binary(table["value"]):
        odd = sorted({str(value) for value in table["value"].tolist() if value not in (0, 1)})
        raise MeasureError("codes of several labels must be 0 or 1", found=", ".join(odd[:5]), do="recode them")
    long = table.rename(columns={"unit_id": "article_id", "variable": "label"})
    return long[["article_id", "coder", "label", "value"]].astype({"value": float})


def _split_values(table: pd.DataFrame) -> pd.DataFrame:
    """Make of one variable with many values a yes or no for each of them."""
    numbers = [value for value in table["value"].tolist() if not isinstance(value, str)]
    if numbers:
        raise MeasureError(
            "labels must be text, or codes 0 and 1", found=f"{numbers[0]!r}", do="name the labels: .map({2: ...})"
        )
    labels = sorted(set(table["value"].tolist()))
    blocks = [
        pd.DataFrame({"article_id": table["unit_id"], "coder": table["coder"], "label": label})
        .assign(value=(table["value"] == label).astype(float))
        for label in labels
    ]  # fmt: skip
    return pd.concat(blocks, ignore_index=True)


def _decide(codings: pd.DataFrame, table: pd.DataFrame, *, single: bool) -> Coded:
    """Take the majority of the coders; where there is none, the code is missing."""
    mean = codings.pivot_table("value", "article_id", "label", aggfunc="sum" if single else "mean")
    if single:
        best = mean.eq(mean.max(axis=1), axis=0)
        tied = best.sum(axis=1) > 1
        truth = best.astype(float).mask(tied)
        left_out = pd.DataFrame({"article_id": mean.index[tied], "label": ""})
    else:
        truth = (mean > 0.5).astype(float).where(mean.notna() & (mean != 0.5))
        row, column = np.nonzero(mean.to_numpy() == 0.5)
        left_out = pd.DataFrame({"article_id": mean.index[row], "label": mean.columns[column]})
    truth.columns = pd.Index([str(label) for label in truth.columns], name=None)
    random = table.groupby("unit_id")["batch"].first() == _RANDOM
    codings = codings.assign(sampled=random.reindex(codings["article_id"]).to_numpy())
    truth = truth[truth.notna().any(axis=1)]
    ties = left_out.assign(sampled=random.reindex(left_out["article_id"]).to_numpy(bool))
    return Coded(truth, single, random.reindex(truth.index).to_numpy(), codings, ties)


def _pair_f1(wide: pd.DataFrame) -> float:
    pairs = [wide[list(pair)].dropna().to_numpy() for pair in combinations(wide.columns, 2)]
    counts = [(pair.prod(axis=1).sum(), *pair.sum(axis=0)) for pair in pairs]  # both yes, yes of one, of the other
    return float(f1_scores(*np.sum(counts, axis=0))) if counts else float("nan")
