"""Keyness: which words one group of articles uses more than another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.analysis.dependence import name_clusters
from framing.analysis.groups import adjust_p
from framing.analysis.odds import bootstrap_errors, check_prior, log_odds, null_errors, p_values, shrink_odds
from framing.analysis.resampling import Floats, Integers, check_resampling
from framing.analysis.tally import need_columns
from framing.errors import EstimateError, TableError
from framing.text import Tokens, count_terms, tokenise

__all__ = ["compare_words", "log_odds"]


def compare_words(
    articles: pd.DataFrame,
    *,
    group: str,
    a: str,
    b: str,
    prior: str | Mapping[str, float] = "pooled",
    prior_size: float | None = None,
    min_articles: int = 5,
    min_clusters: int = 3,
    cluster: str | None = None,
    draws: int = 500,
    seed: int = 0,
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Find the words that the articles of group a use more than those of group b, and the reverse.

    Formula: log odds with an informative Dirichlet prior, see :func:`log_odds`. ``z_cluster`` divides the
    same log odds by their standard error between whole clusters (prior held fixed; the larger of that over
    resamples and that if both groups were alike), so that a name repeated in one story does not count as
    often as it is printed. Unit: log odds, standard errors.
    Any sign; above 0 where a uses the word more. Words are lower-cased and normalised; the text only, not
    the title.

    Parameters
    ----------
    articles
        Articles with ``text`` and the column ``group``.
    group, a, b
        Column, and the two of its values to compare.
    prior
        ``"pooled"``: the counts of both groups together; or counts of every word in a background corpus.
    prior_size
        Sum of the prior; None leaves the counts as they are. It tunes how far rare words are drawn in: fix it
        beforehand.
    min_articles, min_clusters
        A word is shown if it stands in at least so many articles and clusters of the two groups.
    cluster
        Column of ``articles`` to resample; default ``story`` where there, else ``duplicate``, else
        ``article_id``.
    draws, seed
        Number of resamples, seed of chance.
    tokens
        Tokens of ``articles["text"]``, where they have been made already.

    Returns
    -------
    pandas.DataFrame
        ``word``, ``count_a``, ``count_b``, ``per_100_a``, ``per_100_b``, ``n_articles``, ``n_clusters``,
        ``log_odds``, ``z``, ``z_cluster``, ``q``; largest ``|z_cluster|`` first. ``q`` is the two-sided p of
        ``z_cluster`` (t, one less than the clusters of the smaller group) after Benjamini–Hochberg over the
        words shown. ``z_cluster`` and ``q`` are NaN where a group is one cluster.

    Raises
    ------
    EstimateError
        A group has no words, a equals b, a word has no prior, ``draws`` make no standard error.
    TableError
        A column is missing, or the tokens belong to other texts.

    Notes
    -----
    It cannot see meanings: one spelling is one word. Words in few articles are left out by ``min_articles``.

    References
    ----------
    Monroe et al. (2008), see :func:`log_odds`.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["a rumour spread"] * 6 + ["the minister spoke"] * 6,
    ...                          "outlet": ["Post"] * 6 + ["Echo"] * 6},
    ...                         index=pd.Index([f"a{n:02d}" for n in range(12)], name="article_id"))
    >>> words = compare_words(articles, group="outlet", a="Post", b="Echo")
    >>> words.set_index("word").loc[["rumour", "minister"], "log_odds"].round(2).tolist()
    [0.83, -0.83]
    """
    check_resampling(level=0.95, draws=draws)
    is_a, rows = _choose_articles(articles, group, a, b)
    counts, terms = _count_words(articles, rows, tokens)
    y_a, y_b = (np.asarray(counts[side].sum(axis=0), dtype=np.float64) for side in (is_a, ~is_a))
    n_a, n_b = y_a.sum(), y_b.sum()
    if not (n_a and n_b and len(terms) > 1):
        raise EstimateError(
            "a group has no words to compare",
            found=f"{int(n_a)} words in {a!r}, {int(n_b)} in {b!r}, {len(terms)} of them different",
            do="choose groups whose articles have text",
        )
    alpha, size = _make_prior(terms, y_a + y_b, prior, prior_size)
    delta, z = shrink_odds(y_a, y_b, alpha, totals=(n_a, n_b), prior_size=size)
    names = name_clusters(articles, cluster)[1]
    keys = np.unique([names[key] for key in articles.index[rows].tolist()], return_inverse=True)[1]
    sums = [_sum_clusters(counts[side], keys[side], keys.max() + 1) for side in (is_a, ~is_a)]
    lengths = [table.sum(axis=1) for table in sums]
    n_articles, n_clusters = (np.asarray((table > 0).sum(axis=0)) for table in (counts, sums[0] + sums[1]))
    shown = np.flatnonzero((n_articles >= min_articles) & (n_clusters >= min_clusters))
    error = np.fmax(
        bootstrap_errors(sums, lengths, shown, alpha[shown], size, draws, seed),
        null_errors(sums, lengths, shown, alpha[shown]),
    )
    smaller = min(len(set(keys[side].tolist())) for side in (is_a, ~is_a))
    columns = {
        "count_a": y_a.astype(np.int64),
        "count_b": y_b.astype(np.int64),
        "per_100_a": 100 * y_a / n_a,
        "per_100_b": 100 * y_b / n_b,
        "n_articles": n_articles.astype(np.int64),
        "n_clusters": n_clusters.astype(np.int64),
        "log_odds": delta,
        "z": z,
    }
    table = pd.DataFrame({"word": pd.Series(terms, dtype="str"), **columns}).iloc[shown]
    z_cluster = np.where((error > 0) & (smaller > 1), delta[shown] / np.where(error > 0, error, 1), np.nan)
    table = table.assign(z_cluster=z_cluster, q=adjust_p(p_values(z_cluster, smaller)))
    return table.iloc[np.lexsort((shown, -np.abs(z[shown]), -np.abs(z_cluster)))].reset_index(drop=True)


def _choose_articles(articles: pd.DataFrame, group: str, a: str, b: str) -> tuple[npt.NDArray[np.bool_], Integers]:
    """Find the rows of both groups, and which of them belong to a."""
    need_columns("articles", articles, ["text", group])
    values = articles[group]
    if a == b:
        raise EstimateError("a and b are the same group", found=f"{a!r}", do=f"choose two values of {group!r}")
    for value in (a, b):
        if not (values == value).any():
            seen = sorted(set(values.dropna().tolist()), key=str)[:12]
            found = f"{group} has {', '.join(map(repr, seen)) or 'no values'}"
            raise EstimateError(f"no article has {group} {value!r}", found=found, do="choose two of these values")
    rows = np.flatnonzero(values.isin([a, b]).to_numpy())
    return (values == a).to_numpy(dtype=bool)[rows], rows


def _count_words(articles: pd.DataFrame, rows: Integers, tokens: Tokens | None) -> tuple[Any, list[str]]:
    """Count every word of the chosen articles: articles × words, and the words."""
    from scipy import sparse

    texts = articles["text"].fillna("").tolist()
    if tokens is None:
        tokens = tokenise([texts[row] for row in rows.tolist()])
    elif not tokens.belong_to(texts):
        raise TableError(
            "the tokens do not belong to these articles",
            found=f"tokens of {tokens.n_texts} texts, {len(texts)} articles",
            do='tokens = tokenise(articles["text"].tolist())',
        )
    text, term, count, terms = count_terms(tokens)
    counts = sparse.csr_array((count.astype(np.float64), (text, term)), shape=(tokens.n_texts, len(terms)))
    counts = counts if tokens.n_texts == len(rows) else counts[rows]
    used = np.flatnonzero(counts.sum(axis=0))
    return counts[:, used], [terms[word] for word in used.tolist()]


def _make_prior(
    terms: list[str], pooled: Floats, prior: str | Mapping[str, float], prior_size: float | None
) -> tuple[Floats, float]:
    """Give the prior α of every word, and their sum over the whole background."""
    if isinstance(prior, str) and prior != "pooled":
        raise EstimateError("unknown prior", found=repr(prior), do='prior="pooled", or counts of a background corpus')
    if isinstance(prior, str):
        alpha, size = pooled, float(pooled.sum())
    else:
        alpha = np.array([float(prior.get(term, 0)) for term in terms])
        size = float(np.sum(np.sort(np.array(list(prior.values()), dtype=np.float64))))
    check_prior(alpha)
    if prior_size is not None and not prior_size > 0:
        raise EstimateError("prior_size= must be above 0", found=repr(prior_size), do="prior_size=500, or None")
    factor = 1.0 if prior_size is None else prior_size / size
    return alpha * factor, size * factor


def _sum_clusters(counts: Any, cluster: Integers, n_clusters: int) -> Any:
    """Add up the counts of the articles of each cluster."""
    from scipy import sparse

    rows = np.arange(len(cluster))
    return sparse.csr_array((np.ones(len(rows)), (cluster, rows)), shape=(n_clusters, len(rows))) @ counts
