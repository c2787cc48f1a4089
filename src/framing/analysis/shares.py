"""Shares: whose quotations and whose words the sources' speech is made of, by outlet, week or anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from framing.analysis.cells import attach_groups, count_reports, number_rows, weigh_articles
from framing.analysis.dependence import name_clusters
from framing.analysis.resampling import (
    METHOD,
    Floats,
    Integers,
    Sums,
    bootstrap_ratios,
    check_resampling,
    effective_clusters,
    stretch,
    sum_by_cluster,
    summarise_ratios,
)
from framing.analysis.tally import need_columns
from framing.errors import EstimateError, TableError

__all__ = ["NOT_KNOWN", "name_values", "summarise_shares"]

NOT_KNOWN = "not known"
_MEASURES = {"count": "n_quotations", "words": "n_words"}


def summarise_shares(
    counted: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    by: str | Sequence[str] = "outlet",
    of: str = "speaker_type",
    cluster: str | None = None,
    weight: str | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate what share of the quotations, and of their words, each value of a column has in every group.

    Formula: Σ of the value / Σ of all values, over the quotations of the group (`measure` "count") and over their
    words ("words"); with weights, over weight × quotations and weight × words. Unit: a share. Range: 0 to 1. The
    shares of a group add up to 1 over the values, "not known" among them. NaN where a group has no quotation.

    The interval resamples whole clusters, jointly for all groups, and is set on the logit scale, so that it
    stays within 0 and 1 and is the same whether a share or its complement is asked for: logit(share) ± Student's t with
    G−1 degrees of freedom × standard error × √(G/(G−1)) / (share × (1 − share)), where G = (Σ m)² / Σ m² over the
    sizes m of the group's clusters is their effective number. A share of 0 or 1 has no interval. In simulated samples
    of 5 to 60 clusters (shares of .05 to .9, strongly and weakly clustered) nominal 95 % intervals held the true share
    in .96 of the samples on average, .90 at worst, for rare and strongly clustered shares; on the plain scale in .93,
    .80 at worst, percentiles in .88, .79 at worst.

    Parameters
    ----------
    counted
        From `count_quotations`: `article_id`, `n_quotations`, `n_words` and the columns named in the call. Without
        `n_quotations`, as `count_words` gives it, only words are shared out: ``of="voice"`` is then how much of an
        outlet each voice has.
    articles
        Articles; columns of `by` that `counted` does not have are taken from here (outlet, story, week).
    by
        Columns that make the groups. Rows in which one is missing are left out and counted.
    of
        Column of `counted` whose values share out the group: `speaker_type`, `speaker`, `cue_class`, `kind`, `voice`,
        `anonymous` (as "yes" and "no"). A missing value is the value "not known".
    cluster
        Column of `articles` whose values are resampled whole; default `story` where there, else `duplicate`, else
        `article_id`, as in `summarise_rates`.
    weight
        Column of `articles` that multiplies an article's quotations and words; None leaves them as they are.
    level, draws, seed
        Level of the interval, number of resamples, seed of chance.

    Returns
    -------
    pandas.DataFrame
        A table of `estimates`: `of`, `by`, `measure` ("count" or "words"), `variable` ("share"), the columns of
        `estimates`, `n_quotations`, `n_dropped` and `n_left_out` as in `summarise_rates`. `n_units` (articles with a
        quotation), `n_quotations`, `n_words`, `n_clusters` and `n_reports` are those of the whole group.

    Raises
    ------
    TableError
        A column is missing, an article is unknown, a weight is negative or missing, `of` is one of `by`.
    EstimateError
        There is no quotation, or `level` or `draws` make no interval.

    Notes
    -----
    Shares are of what was found: a rule that misses the indirect speech of one kind of source lowers its share. To
    see who is "claimed" and who "said", keep the two classes of cues and read the row "distancing":
    ``summarise_shares(counted[counted["cue_class"].isin(["neutral", "distancing"])], articles=articles,
    by="speaker", of="cue_class")`` is claimed / (claimed + said) for every source. The names of sources are canonical
    within an article: across articles two people of one name are one source here.

    References
    ----------
    Cameron, A. C., & Miller, D. L. (2015). A practitioner's guide to cluster-robust inference. Journal of
    Human Resources, 50(2), 317–372. https://doi.org/10.3368/jhr.50.2.317

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"outlet": ["Post", "Post"]}, index=pd.Index(["a", "b"], name="article_id"))
    >>> counted = pd.DataFrame({"article_id": ["a", "a", "b", "b"], "n_quotations": 1, "n_words": [30, 10, 50, 10],
    ...                         "speaker_type": ["expert", "citizen", "expert", None]})
    >>> shares = summarise_shares(counted, articles=articles)
    >>> shares.query("measure == 'words'")[["speaker_type", "outlet", "estimate"]].values.tolist()
    [['citizen', 'Post', 0.1], ['expert', 'Post', 0.8], ['not known', 'Post', 0.1]]
    """
    check_resampling(level=level, draws=draws)
    by = [by] if isinstance(by, str) else list(by)
    _check_counted(counted, by, of)
    only_words = _MEASURES["count"] not in counted.columns
    counted = counted.assign(**{_MEASURES["count"]: 1}) if only_words else counted
    cells = _sum_cells(counted, articles, by, of, cluster, weight)
    ratios = bootstrap_ratios(cells.parts, cells.wholes, over=cells.over, draws=draws, seed=seed)
    summary = _bound(summarise_ratios(ratios, level=level, log=False), ratios.effective, level=level)
    facts = cells.groups.iloc[cells.over // len(_MEASURES)].reset_index(drop=True)
    names = np.repeat(cells.names, len(cells.groups) * len(_MEASURES)).tolist()
    measures = np.resize(list(_MEASURES), len(names)).tolist()
    sums = {measure: _name_sums(column, weight, only_words) for measure, column in _MEASURES.items()}
    shares = pd.DataFrame({of: pd.Series(names, dtype="str")}).assign(
        **{column: facts[column] for column in by},
        measure=pd.Series(measures, dtype="str"),
        variable="share",
        **{name: summary[name] for name in ("estimate", "std_error", "low", "high")},
        level=level,
        n_units=facts["n_units"],
        n_words=facts["n_words"],
        n_clusters=summary["n_clusters"],
        n_reports=facts["n_reports"],
        unit="article",
        cluster=cells.cluster,
        weight=weight or "none",
        estimand=[f"{of} {name}: share of {sums[measure]}" for name, measure in zip(names, measures, strict=True)],
        method=summary["method"],
        seed=seed,
        draws=draws,
        n_quotations=facts["n_quotations"],
        n_dropped=summary["n_dropped"],
        n_left_out=cells.n_left_out,
    )
    if not only_words:
        return shares
    return shares[shares["measure"] == "words"].drop(columns=_MEASURES["count"]).reset_index(drop=True)


def name_values(values: pd.Series) -> tuple[list[str], Integers]:
    """Name the values of a column as text, a missing one last as "not known", and number those of its rows.

    Categories of a categorical column are all named, in their order; other values that are there, sorted.

    Examples
    --------
    >>> import pandas as pd
    >>> name_values(pd.Series([True, None, False], dtype="boolean"))
    (['no', 'yes', 'not known'], array([1, 2, 0]))
    """
    missing = values.isna().to_numpy()
    if isinstance(values.dtype, pd.CategoricalDtype):
        names = [str(name) for name in values.cat.categories]
    else:
        names = sorted({_name(value) for value in values[~missing].tolist()})
    names = [name for name in names if name != NOT_KNOWN]
    place = {name: number for number, name in enumerate(names)}
    pairs = zip(values.tolist(), missing.tolist(), strict=True)
    number = [len(names) if absent else place.get(_name(value), len(names)) for value, absent in pairs]
    return names + [NOT_KNOWN] * (len(names) in number), np.array(number, np.int64)


def _name(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _check_counted(counted: pd.DataFrame, by: list[str], of: str) -> None:
    """Raise unless quotations were counted, and are shared out by another column than they are grouped by."""
    if _MEASURES["words"] not in counted.columns:
        raise TableError(
            f"`counted` has no column {_MEASURES['words']!r}",
            found=f"columns: {', '.join(map(str, counted.columns)) or 'none'}",
            do="counted = count_quotations(articles, quotations=quotations)",
        )
    need_columns("counted", counted, ["article_id", of])
    if of in by:
        raise TableError("`of` is one of the columns of `by`", found=f"{of!r} in {by}", do=f"leave {of!r} out of by=")


@dataclass(frozen=True, slots=True)
class _Cells:
    """Quotations and words summed by cluster: for every value and group, and for every group.

    Attributes
    ----------
    groups
        A row a group: `by`, `n_units`, `n_quotations`, `n_words`, `n_reports`.
    names
        The values shared out.
    parts, wholes
        Clusters × (values × groups × measures), and clusters × (groups × measures).
    n_left_out, cluster
        As in :class:`framing.analysis.cells.RateCells`.
    """

    groups: pd.DataFrame
    names: list[str]
    parts: Sums
    wholes: Sums
    n_left_out: int
    cluster: str

    @property
    def over(self) -> Integers:
        """For each column of parts, its column of wholes."""
        return np.tile(np.arange(len(self.groups) * len(_MEASURES)), len(self.names))


def _sum_cells(
    counted: pd.DataFrame, articles: pd.DataFrame, by: list[str], of: str, cluster: str | None, weight: str | None
) -> _Cells:
    own = [column for column in by if column in counted.columns]
    table, left = attach_groups("counted", counted, articles=articles, by=by, own=own)
    table = table[table["n_words"] > 0]
    if not len(table):
        do = f"look at the columns {', '.join(by)}, and at what was chosen before"
        raise EstimateError("there is nothing to share out", found="no quotation with every group value present", do=do)
    names, value = name_values(table[of])
    group, groups = number_rows(table, by)
    chosen, clusters = name_clusters(articles, cluster)
    keys, row = np.unique([clusters[key] for key in table["article_id"].tolist()], return_inverse=True)
    factor = weigh_articles(articles, weight, table["article_id"])
    amounts = np.stack([table[column].to_numpy(np.float64) * factor for column in _MEASURES.values()]).ravel()
    way, row = np.arange(len(_MEASURES))[:, None], np.tile(row, len(_MEASURES))
    whole = (group * len(_MEASURES) + way).ravel()
    part = ((value * len(groups) + group) * len(_MEASURES) + way).ravel()
    n_wholes = len(groups) * len(_MEASURES)
    return _Cells(
        _count_groups(articles, table, group, groups, factor),
        names,
        parts=sum_by_cluster(row, part, amounts, shape=(len(keys), len(names) * n_wholes)),
        wholes=sum_by_cluster(row, whole, amounts, shape=(len(keys), n_wholes)),
        n_left_out=len(left),
        cluster=chosen,
    )


def _count_groups(
    articles: pd.DataFrame, table: pd.DataFrame, group: Integers, groups: pd.DataFrame, factor: Floats
) -> pd.DataFrame:
    """Count the articles, quotations, words and independent reports of each group."""
    article = articles.index.get_indexer(pd.Index(table["article_id"]))
    once = np.unique(group * len(articles) + article, return_index=True)[1]
    ids = table["article_id"].iloc[once].tolist()
    reports = count_reports(articles, ids, group[once], factor[once], n_groups=len(groups))
    sums = {
        column: np.bincount(group, table[column].to_numpy(np.float64), len(groups)).astype(np.int64)
        for column in _MEASURES.values()
    }
    n_units = np.bincount(group[once], minlength=len(groups)).astype(np.int64)
    return groups.assign(n_units=n_units, **sums, n_reports=effective_clusters(reports))


def _bound(summary: pd.DataFrame, effective: Floats, *, level: float) -> pd.DataFrame:
    """Set the intervals on the logit scale, and say why a share of 0 or 1 has none."""
    share = np.clip(summary["estimate"].to_numpy(), 0.0, 1.0)
    within = (share > 0) & (share < 1)
    made = within & summary["low"].notna().to_numpy()
    inside = np.where(made, share, 0.5)
    reach = stretch(effective, level=level) * summary["std_error"].to_numpy() / (inside * (1 - inside))
    with np.errstate(over="ignore"):
        odds, factor = inside / (1 - inside), np.exp(reach)
        low, high = 1 / (1 + factor / odds), 1 / (1 + 1 / (odds * factor))
    certain = ~within & (summary["method"] == "no interval: the clusters do not differ").to_numpy()
    method = np.where(certain, "no interval: a share of 0 or 1", summary["method"])
    return summary.assign(
        estimate=np.where(np.isnan(summary["estimate"]), np.nan, share),
        std_error=summary["std_error"].where(made),
        low=np.where(made, low, np.nan),
        high=np.where(made, high, np.nan),
        method=np.where(made, METHOD + ", logit scale", method).tolist(),
    )


def _name_sums(column: str, weight: str | None, only_words: bool) -> str:
    """Say of which sum a share is a share."""
    what = {"n_quotations": "the quotations", "n_words": "the words" if only_words else "the words of the quotations"}[
        column
    ]
    return what if weight is None else f"{what}, weighted by {weight}"
