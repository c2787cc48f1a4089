"""Keyness: which words one group of articles uses more than another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from framing.analysis.groups import adjust_p
from framing.analysis.resampling import Floats, Integers, check_resampling, draw_counts, name_clusters
from framing.analysis.tally import need_columns
from framing.errors import EstimateError, TableError
from framing.text import Tokens, count_terms, tokenise

__all__ = ["compare_words", "log_odds"]

_CHUNK = 20


def log_odds(counts_a: npt.ArrayLike, counts_b: npt.ArrayLike, prior: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Compare how often each word is used in two groups, drawn towards a prior.

    Formula: δ = ln[(y_a + α) / (n_a + α₀ − y_a − α)] − ln[(y_b + α) / (n_b + α₀ − y_b − α)], with n the sum of
    the counts y and α₀ the sum of the prior α; z = δ / √(1/(y_a + α) + 1/(y_b + α)). Unit: log odds, and
    standard errors. Any sign; above 0 where a uses the word more. Swapping a and b flips every sign.

    Parameters
    ----------
    counts_a, counts_b
        Counts of every word in each group (last axis: words).
    prior
        α of every word, above 0. The larger their sum, the more rare words are drawn towards no difference.

    Returns
    -------
    tuple of numpy.ndarray
        δ and z.

    Raises
    ------
    EstimateError
        A word has a prior of 0 or less, or there is one word only.

    Notes
    -----
    z takes words to be independent draws. Names come in bursts, so z is too large for them.

    References
    ----------
    Monroe, B. L., Colaresi, M. P., & Quinn, K. M. (2008). Fightin' words. Political Analysis, 16(4), 372–403.
    https://doi.org/10.1093/pan/mpn018

    Examples
    --------
    >>> delta, z = log_odds([10, 30, 60], [2, 58, 40], [12, 88, 100])
    >>> delta.round(4).tolist(), z.round(3).tolist()
    ([0.4804, -0.38, 0.2671], [1.405, -3.07, 2.308])
    """
    y_a, y_b, alpha = (np.asarray(values, dtype=np.float64) for values in (counts_a, counts_b, prior))
    if not (alpha > 0).all():
        raise EstimateError(
            "the prior of every word must be above 0",
            found=f"{int((~(alpha > 0)).sum())} of {alpha.size} words with a prior of 0 or less",
            do='use prior="pooled", or give every word a count in the background corpus (add a small constant)',
        )
    if alpha.size < 2:
        raise EstimateError("log odds need two words at least", found=f"{alpha.size}", do="give more texts")
    totals = (y_a.sum(axis=-1, keepdims=True), y_b.sum(axis=-1, keepdims=True))
    return _log_odds(y_a, y_b, alpha, totals=totals, prior_size=alpha.sum())


def _log_odds(
    y_a: Floats, y_b: Floats, alpha: Floats, *, totals: tuple[Any, Any], prior_size: float
) -> tuple[Floats, Floats]:
    """Log odds of some of the words, given the sums over all of them."""
    a, b = y_a + alpha, y_b + alpha
    delta = np.log(a / (totals[0] + prior_size - a)) - np.log(b / (totals[1] + prior_size - b))
    return delta, delta / np.sqrt(1 / a + 1 / b)


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

    Formula: log odds with an informative Dirichlet prior, see :func:`log_odds`. ``z_cluster`` divides the same
    log odds by their standard error over resamples of whole clusters (prior held fixed), so that a name repeated
    in one story does not count as often as it is printed. Unit: log odds, standard errors. Any sign; above 0
    where a uses the word more. Words are lower-cased and normalised; the text only, not the title.

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
        Column of ``articles`` to resample; default ``story`` where there, else ``article_id``.
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
    Monroe, B. L., Colaresi, M. P., & Quinn, K. M. (2008). Fightin' words. Political Analysis, 16(4), 372–403.
    https://doi.org/10.1093/pan/mpn018

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["a rumour spread"] * 6 + ["the minister spoke"] * 6,
    ...                          "outlet": ["Post"] * 6 + ["Echo"] * 6},
    ...                         index=pd.Index([f"a{n:02d}" for n in range(12)], name="article_id"))
    >>> words = compare_words(articles, group="outlet", a="Post", b="Echo")
    >>> words.set_index("word").loc[["rumour", "minister"], "log_odds"].round(2).tolist()
    [0.81, -0.81]
    """
    check_resampling(level=0.95, draws=draws)
    chosen = _choose_articles(articles, group, a, b)
    counts, terms = _count_words(articles, tokens)
    rows = np.flatnonzero(chosen.to_numpy() != "")
    is_a = chosen.to_numpy()[rows] == "a"
    counts = counts[rows]
    y_a, y_b = counts[is_a].sum(axis=0), counts[~is_a].sum(axis=0)
    alpha = _make_prior(terms, y_a + y_b, prior, prior_size)
'''
