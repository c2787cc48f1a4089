"""The check-up of a dictionary on results: which entries carry a contrast, and how often each is right."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.analysis.cells import RateCells, attach_groups, count_cells, name_sums, weigh_articles
from framing.analysis.dependence import name_clusters
from framing.analysis.groups import check_kinds
from framing.analysis.proportions import wilson_interval
from framing.analysis.resampling import (
    Floats,
    Integers,
    Ratios,
    Sums,
    bootstrap_ratios,
    check_resampling,
    sum_by_cluster,
    summarise_ratios,
)
from framing.analysis.tally import kind_column, list_kinds, need_columns
from framing.errors import EstimateError, TableError

__all__ = ["compare_entries", "score_entries"]

_BLOCK = 1000  # entries drawn at once: with 2,000 draws some 100 MB
_COUNTED = ["n_hits", "n_coded", "n_right", "n_tied"]
_CHANGES = "n_hits_a n_hits_b share change flips clear carries variable estimate std_error low high level".split()
_FACTS = "n_units n_words n_clusters n_reports unit cluster weight estimand method seed draws".split()
_SCORES = [*_COUNTED, "share", "precision", "low", "high", "level", "weighted_precision", "covered", "n_left_out"]
_Hits = tuple[Integers, Integers, Floats]  # row, column and weight of each


def compare_entries(
    matches: pd.DataFrame,
    words: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    group: str,
    a: str,
    b: str,
    kind: str | None = None,
    entry: str = "entry",
    cluster: str | None = None,
    weight: str | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Tell which entries of a term list carry the difference between two groups: each is left out in turn.

    Formula: d = r(a) − r(b), r = 100 × Σ hits / Σ words; d without an entry leaves out its hits and no word;
    ``change`` is d without it − d with all. Unit: hits per 100 words. Any sign; d is above 0 where a has more,
    ``change`` below 0 where the entry speaks for a. NaN where a group has no words. The interval is
    :func:`compare_groups`', from the same draws for every entry; none with fewer than three effective clusters.

    Parameters
    ----------
    matches, words, articles, kind, cluster, weight, level, draws, seed
        As in :func:`summarise_rates`; ``matches`` with a column of entries.
    group, a, b
        Column that tells the groups apart (outlet, voice), and the two of its values to compare.
    entry
        Column of what is left out in turn: ``entry``, or coarser, such as ``code``.

    Returns
    -------
    pandas.DataFrame
        A table of ``estimates``; for each kind a row with all entries (``entry`` missing), then one an entry, largest
        ``|change|`` first: the kind, ``entry``, ``group`` (a), ``reference`` (b), ``n_hits_a``, ``n_hits_b``, ``share``
        (0–1, of the kind's hits in both), ``change``, ``flips`` (d turns its sign), ``clear`` (the interval leaves 0
        out), ``carries`` (d was clear with all entries; without this one it is not, or it flips); the columns of
        ``estimates``. An entry with hits in other groups only is listed too: it changes nothing.

    Raises
    ------
    EstimateError, TableError
        As in :func:`compare_groups`; a is b, a group has no words, a hit has no entry.

    Notes
    -----
    It cannot see whether a hit is right (:func:`score_entries`), nor which entries carry a result only together; it
    describes a contrast and tests none. A shorter entry inside a longer does not come back when that is left out.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"outlet": ["Post", "Echo"]}, index=pd.Index(["a", "b"], name="article_id"))
    >>> words = pd.DataFrame({"article_id": ["a", "b"], "n_words": 200, "n_sentences": 9})
    >>> matches = pd.DataFrame({"article_id": list("aaabb"), "family": "epistemic",
    ...                         "entry": ["may", "may", "may", "may", "perhaps"]})
    >>> table = compare_entries(matches, words, articles=articles, group="outlet", a="Post", b="Echo")
    >>> table[["entry", "n_hits_a", "n_hits_b", "estimate", "change", "flips"]].fillna("all").values.tolist()
    [['all', 3, 2, 0.5, 0.0, False], ['may', 3, 1, -0.5, -1.0, True], ['perhaps', 0, 1, 1.0, 0.5, False]]
    """
    check_resampling(level=level, draws=draws)
    kind = kind_column(matches, kind)
    items, item = _number_entries(matches, kind, entry)
    hits, said, n_left_out = _choose_groups(matches.assign(item=item), words, articles, group, (a, b))
    cells = count_cells(hits, said, articles=articles, by=group, kind=kind, cluster=cluster, weight=weight)
    check_kinds(cells)
    names = name_clusters(articles, cluster)[1]
    keys = np.unique([names[key] for key in said["article_id"].tolist()])
    row = np.searchsorted(keys, [names[key] for key in hits["article_id"].tolist()]).astype(np.int64)
    column = 2 * hits["item"].to_numpy(np.int64) + (hits[group] == b).to_numpy(np.int64)
    hit = (row, column, weigh_articles(articles, weight, hits["article_id"]))
    sides = [cells.groups[group].tolist().index(side) for side in (a, b)]
    estimates = _leave_out(hit, items["number"].to_numpy(), cells, sides, level=level, draws=draws, seed=seed)
    counts = np.bincount(column, minlength=2 * len(items)).reshape(-1, 2)
    table = _judge(items.assign(n_hits_a=counts[:, 0], n_hits_b=counts[:, 1]).join(estimates))
    table = table.assign(
        **{group: a, "reference": b, "variable": "rate_difference", "unit": "article", "cluster": cells.cluster},
        estimand=[f"rate of {kind} {name}, 100 × {name_sums(weight)}: {a} minus {b}" for name in table["kind"]],
    )
    table = table.assign(level=level, seed=seed, draws=draws, weight=weight or "none", n_left_out=n_left_out)
    n_units, n_words, n_reports = cells.groups["n_units"].sum(), cells.groups["n_words"].sum(), cells.n_reports.min()
    table = table.assign(n_units=n_units, n_words=n_words, n_reports=n_reports)
    table = table[["kind", "entry", group, "reference", *_CHANGES, *_FACTS, "n_dropped", "n_left_out"]]
    return table.rename(columns={"kind": kind, "entry": entry})


def score_entries(
    matches: pd.DataFrame, codes: pd.DataFrame, *, kind: str | None = None, entry: str = "entry", level: float = 0.95
) -> pd.DataFrame:
    """Score how often each entry of a term list is right, from hits that people have coded.

    Formula: precision = right / coded hits. That of a kind pools its coded hits as they are; ``weighted_precision`` is
    Σ n × precision / Σ n over its coded entries, n their hits in the corpus: what holds of the corpus where rare
    entries were coded as often as common ones. Unit: share, 0–1; higher is better. NaN where nothing was coded. The
    interval is Wilson's (1927, Journal of the American Statistical Association 22, 209–212).

    Parameters
    ----------
    matches
        A row a hit: ``article_id``, ``start``, ``end``, perhaps ``part``; the columns of kinds and entries.
    codes
        A row a coder's verdict on a hit: ``article_id``, ``start``, ``end``, ``right`` (true or false, 1 or 0; a
        missing one is passed over), perhaps ``part`` and the kind: joined on all of these that both tables have. Of
        several coders of a hit the majority counts; a tie leaves it out.
    kind, entry, level
        As in :func:`compare_entries`.

    Returns
    -------
    pandas.DataFrame
        For each kind a row of all its entries (``entry`` missing), then one an entry, most hits first: the kind,
        ``entry``, ``n_hits``, ``n_coded``, ``n_right``, ``n_tied``, ``share`` (of the kind's hits), ``precision``,
        ``low``, ``high``, ``level``; of the kind only, ``weighted_precision`` and ``covered`` (share of its hits whose
        entry was coded); ``n_left_out`` (coded spans that are no hit, as after a change of the list).

    Raises
    ------
    EstimateError, TableError
        ``level`` is no share; a column is missing, ``right`` holds another value, no code belongs to a hit, a span is
        a hit of two kinds and the codes do not say of which they speak.

    Notes
    -----
    It cannot see what the list leaves unfound. Coded hits are taken as drawn by chance within their entry, and as
    independent: many from one article make the interval too narrow. ``weighted_precision`` has none.

    Examples
    --------
    >>> import pandas as pd
    >>> matches = pd.DataFrame({"article_id": "a", "start": range(5), "end": range(1, 6), "family": "epistemic",
    ...                         "entry": ["may", "may", "may", "might", "could"]})
    >>> codes = matches[["article_id", "start", "end"]].iloc[[0, 1, 3]].assign(right=[True, False, True])
    >>> score_entries(matches, codes)[["n_hits", "n_coded", "weighted_precision", "covered"]].values.tolist()[0]
    [5.0, 3.0, 0.625, 0.8]
    """
    check_resampling(level=level, draws=2)
    kind = kind_column(matches, kind)
    items, item = _number_entries(matches, kind, entry)
    right, n_left_out = _settle_codes(matches, codes, kind)
    told = (np.full(len(item), True), np.isin(right, [0, 1]), right == 1, right == 0.5)
    counts = [np.bincount(item[chosen], minlength=len(items)) for chosen in told]
    table = _weigh_precision(items.assign(**dict(zip(_COUNTED, counts, strict=True))))
    precision = table["n_right"] / table["n_coded"].where(table["n_coded"] > 0)
    low, high = wilson_interval(table["n_right"].to_numpy(), table["n_coded"].to_numpy(), level=level)
    table = table.assign(precision=precision, low=low, high=high, level=level, n_left_out=n_left_out)
    table = table.iloc[np.lexsort((-table["n_hits"], table["entry"].notna(), table["number"]))]
    return table[["kind", "entry", *_SCORES]].rename(columns={"kind": kind, "entry": entry}).reset_index(drop=True)


def _number_entries(matches: pd.DataFrame, kind: str, entry: str) -> tuple[pd.DataFrame, Integers]:
    """List what can be left out, for each kind nothing (``entry`` missing) and every entry; number that of each hit."""
    need_columns("matches", matches, [kind, entry])
    missing = matches[[kind, entry]].isna().any(axis=1)
    if missing.any():
        found = f"{int(missing.sum())} of {len(matches)} rows without"
        raise TableError(f"every hit needs {kind} and {entry}", found=found, do="fill them in, or drop those rows")
    kinds = list_kinds(matches, kind)
    number = pd.Categorical(matches[kind], kinds).codes.astype(np.int64)
    of_hits = pd.DataFrame({"number": number, "entry": matches[entry].astype("str").to_numpy()})
    wholes = pd.DataFrame({"number": np.arange(len(kinds)), "entry": pd.Series([None] * len(kinds), dtype="str")})
    items = pd.concat([wholes, of_hits.drop_duplicates().sort_values(["number", "entry"])])
    items = items.sort_values("number", kind="stable", ignore_index=True)
    item = of_hits.merge(items.assign(item=items.index), on=["number", "entry"], how="left")["item"]
    return items.assign(kind=[kinds[place] for place in items["number"].tolist()]), item.to_numpy(np.int64)


def _choose_groups(
    matches: pd.DataFrame, words: pd.DataFrame, articles: pd.DataFrame, group: str, sides: tuple[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Keep the hits and words of both groups; count the articles left out because theirs is missing."""
    own = [group] if group in matches.columns and group in words.columns else []
    hits, no_group = attach_groups("matches", matches, articles=articles, by=[group], own=own)
    said, none_said = attach_groups("words", words, articles=articles, by=[group], own=own)
    groups = sorted(set(said[group].tolist()), key=str)
    if sides[0] == sides[1] or not set(sides) <= set(groups):
        found, do = f"{sides[0]!r} and {sides[1]!r}", f"choose two of {', '.join(map(repr, groups[:12])) or 'none'}"
        raise EstimateError(f"a= and b= must be two values of {group!r} with words", found=found, do=do)
    return hits[hits[group].isin(sides)], said[said[group].isin(sides)], len(no_group | none_said)


def _leave_out(
    hit: _Hits, number: Integers, cells: RateCells, sides: list[int], *, level: float, draws: int, seed: int
) -> pd.DataFrame:
    """Take the difference and its interval without each item, all from the same draws."""
    (row, column, weights), (n_clusters, _) = hit, cells.words.cells.shape
    items = sum_by_cluster(row, column, weights, shape=(n_clusters, 2 * len(number)))
    kinds = sum_by_cluster(row, 2 * number[column // 2] + column % 2, weights, shape=(n_clusters, 2 * len(cells.kinds)))

    def draw(hits: Sums) -> Ratios:
        over = np.tile(sides, len(hits.totals) // 2)
        return bootstrap_ratios(hits, cells.words, over=over, scale=100, draws=draws, seed=seed)

    whole, size, tables = draw(kinds), cells.words.totals[sides], []
    left = kinds.totals.reshape(-1, 2)[number] - items.totals.reshape(-1, 2)
    rate = np.divide(100 * left, size, out=np.full(left.shape, np.nan), where=size > 0)
    for first in range(0, len(number), _BLOCK):
        own, both = slice(first, first + _BLOCK), slice(2 * first, 2 * (first + _BLOCK))
        rates = whole.replicates.reshape(draws, -1, 2)[:, number[own]]
        rates -= draw(Sums(items.cells[:, both], items.totals[both])).replicates.reshape(draws, -1, 2)
        d, drawn = rate[own, 0] - rate[own, 1], rates[..., 0] - rates[..., 1]
        weaker = (np.full(len(d), whole.n_clusters.min()), np.full(len(d), whole.effective.min()))
        tables.append(summarise_ratios(Ratios(d, drawn, *weaker, whole.members), level=level, log=False))
    return pd.concat(tables, ignore_index=True).assign(n_clusters=int(whole.members.any(axis=1).sum()))


def _judge(table: pd.DataFrame) -> pd.DataFrame:
    """Compare each item with its kind as a whole; sort by the change."""
    table = _count_wholes(table, ["n_hits_a", "n_hits_b"])
    is_whole, hits = table["entry"].isna(), table["n_hits_a"] + table["n_hits_b"]
    place = np.flatnonzero(is_whole)[table["number"]]
    estimate, clear = table["estimate"].to_numpy(), ((table["low"] > 0) | (table["high"] < 0)).to_numpy()
    flips, change = estimate * estimate[place] < 0, estimate - estimate[place]
    table = table.assign(share=hits / hits.to_numpy()[place], change=change, flips=flips, clear=clear)
    table = table.assign(carries=clear[place] & (flips | ~clear))
    return table.iloc[np.lexsort((-hits, -np.abs(change), ~is_whole, table["number"]))].reset_index(drop=True)


def _count_wholes(table: pd.DataFrame, counts: list[str]) -> pd.DataFrame:
    """Count for each kind as a whole what its entries count."""
    sums = table.groupby("number")[counts].transform("sum")
    return table.assign(**{name: table[name].where(table["entry"].notna(), sums[name]) for name in counts})


def _settle_codes(matches: pd.DataFrame, codes: pd.DataFrame, kind: str) -> tuple[pd.Series, int]:
    """Give the verdict on each hit: 1, 0, ½ at a tie, NaN where uncoded; count coded spans that are no hit."""
    extra = [name for name in ("part", kind) if name in matches.columns and name in codes.columns]
    keys = ["article_id", "start", "end", *extra]
    need_columns("matches", matches, keys)
    need_columns("codes", codes, [*keys, "right"])
    given = codes[codes["right"].notna()]
    strange = given.loc[~given["right"].isin([True, False]), "right"].tolist()
    if strange:
        raise TableError("codes.right must be true or false", found=repr(strange[0]), do="write True or False, 1 or 0")
    mean = given["right"].astype(float).groupby([given[key].astype(object) for key in keys]).mean()
    spans = pd.MultiIndex.from_frame(matches[keys].astype(object))
    known = mean.index.isin(spans)
    if not known.any():
        raise TableError("no code belongs to a hit", found=f"{len(mean)} coded spans", do="code spans of these matches")
    several = matches[kind].astype(object).groupby(spans).nunique().loc[mean.index[known]] > 1
    if several.any():
        found = f"{int(several.sum())} such spans"
        raise TableError("a coded span is a hit of several kinds", found=found, do=f"give codes the column {kind!r}")
    return mean.map(lambda share: 0.5 + np.sign(share - 0.5) / 2).reindex(spans), int((~known).sum())


def _weigh_precision(table: pd.DataFrame) -> pd.DataFrame:
    """Weigh the precision of the entries of a kind by their hits; and say what share of its hits is covered."""
    coded = table["n_hits"].where(table["n_coded"] > 0, 0)
    expected = (coded * table["n_right"] / table["n_coded"]).fillna(0)
    table = _count_wholes(table.assign(coded=coded, expected=expected), [*_COUNTED, "coded", "expected"])
    whole, place = table["entry"].isna(), np.flatnonzero(table["entry"].isna())[table["number"]]
    return table.assign(
        share=table["n_hits"] / table["n_hits"].to_numpy()[place],
        weighted_precision=(table["expected"] / table["coded"]).where(whole),
        covered=(table["coded"] / table["n_hits"]).where(whole),
    )
