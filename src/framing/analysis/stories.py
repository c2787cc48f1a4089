"""Within stories: how differently two groups, such as outlets, report the same events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from framing.analysis.cells import count_cells, name_sums
from framing.analysis.groups import adjust_p, check_kinds
from framing.analysis.pairs import StoryValues, check_stories, compare_pairs
from framing.analysis.resampling import Floats, Sums, check_resampling
from framing.analysis.scores import name_mean, sum_scores

__all__ = ["compare_stories", "compare_story_scores"]

_COLUMNS = [
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
    "cluster",
    "weight",
    "estimand",
    "method",
    "seed",
    "draws",
    "p",
    "q",
    "n_stories_left_out",
    "n_left_out",
]
_PAIRED = "group minus reference, mean over the stories that both report, all equal"


def compare_stories(
    matches: pd.DataFrame,
    words: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    group: str,
    reference: str,
    story: str = "story",
    kind: str | None = None,
    weight: str | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the rate of hits in every group with that in a reference group, story by story.

    Formula: for every story s that both report, d_s = r(group, s) − r(reference, s) with r = 100 × Σ hits /
    Σ words over the articles of the group on the story; the estimate is the mean of d_s. All stories are equal,
    however many articles or words they have. Unit: hits per 100 words. Any sign; above 0 where the group has
    more on the same events. NaN where no story is reported by both.

    Which events an outlet takes up cannot enter d_s: that is agenda, and ``compare_groups`` mixes it in. The
    interval resamples whole stories: mean ± Student's t with S−1 degrees of freedom × bootstrap standard error
    × √(S/(S−1)), S stories (``benchmarks/story_contrasts.py``). p flips the sign of each d_s: all flips up to 12
    stories, with a smallest p of 2^(1−S), so that fewer than 6 stories never reach .05; else ``draws`` flips,
    p = (1 + number as far from 0 as the estimate) / (1 + draws). q is p after Benjamini–Hochberg over the
    table; choose what the table holds before looking at it.

    Parameters
    ----------
    matches, words, articles
        As in :func:`summarise_rates`.
    group
        Column that tells the groups apart (outlet).
    reference
        The value of ``group`` to compare with.
    story
        Column that names the event; articles in which it is missing are left out.
    kind
        Column of kinds; default ``family`` if there, else ``category``.
    weight
        Column of ``articles`` that multiplies an article's hits and words within its story; a group whose
        articles on a story all weigh 0 does not report it. None leaves them as they are.
    level, draws, seed
        Level of the interval, number of resamples and of drawn flips, seed of chance.

    Returns
    -------
    pandas.DataFrame
        A table of ``estimates``: the kind, ``group``, ``reference``, ``variable`` ("within_story_difference"),
        the columns of ``estimates``, ``p``, ``q``, ``n_stories_left_out`` (stories that only one of the two
        reports), ``n_left_out`` (articles left out, the group or the story being missing). ``n_clusters`` is the
        number of stories that both report; ``n_units`` and ``n_words`` count the articles on these, of both
        groups; ``n_reports`` (see :func:`summarise_rates`) is that of the group with fewer. With fewer
        than three such stories, or if all differ alike, ``std_error``, ``low``, ``high`` and ``p`` are NaN and
        ``method`` says why. A row does not depend on which other groups are in the table, save for q.

    Raises
    ------
    EstimateError
        There is one group only, the reference is none of the groups, no kinds, the stories are the groups.
    TableError
        As in :func:`summarise_rates`; there is no column of stories.

    Notes
    -----
    It says nothing on stories that one of the two leaves out; they are counted. A copy that both print differs
    by nothing, and draws the mean towards 0: leave copies out, or weigh them, where the outlet's own words are
    asked for. The sign flips suppose that a story's difference would be as likely to point either way; with very
    unequal lengths of text that holds only roughly. Stories that were joined wrongly bring the agenda back in.

    References
    ----------
    Phipson, B., & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in
    Genetics and Molecular Biology, 9(1), 39. https://doi.org/10.2202/1544-6115.1585

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"outlet": ["Post", "Echo", "Post", "Echo", "Echo"],
    ...                          "story": ["flood", "flood", "strike", "strike", "derby"]},
    ...                         index=pd.Index(list("abcde"), name="article_id"))
    >>> words = pd.DataFrame({"article_id": list("abcde"), "n_words": 100, "n_sentences": 5})
    >>> matches = pd.DataFrame({"article_id": list("bbbdeeeee"), "family": "booster"})
    >>> table = compare_stories(matches, words, articles=articles, group="outlet", reference="Post")
    >>> table[["outlet", "estimate", "n_clusters", "n_stories_left_out"]].values.tolist()
    [['Echo', 2.0, 2, 1]]
    """
    check_resampling(level=level, draws=draws)
    check_stories(articles, group=group, story=story)
    cells = count_cells(matches, words, articles=articles, by=[group, story], kind=kind, cluster=story, weight=weight)
    check_kinds(cells)
    shape = (len(cells.kinds), len(cells.groups))
    table = StoryValues(
        rows=cells.groups[[group, story]],
        values=_divide(cells.hits, cells.words, shape, scale=100),
        n_units=np.broadcast_to(cells.groups["n_units"].to_numpy(), shape),
        n_words=np.broadcast_to(cells.groups["n_words"].to_numpy(), shape),
        reports=[cells.reports.cells] * len(cells.kinds),
    )
    found = compare_pairs(table, group=group, reference=reference, story=story, level=level, draws=draws, seed=seed)
    kinds = [cells.kinds[number] for number in found["number"].tolist()]
    sums = f"100 × {name_sums(weight)}"
    found = found.assign(
        **{cells.kind: kinds},
        variable="within_story_difference",
        unit="article",
        estimand=[f"rate of {cells.kind} {value}, {sums}: {_PAIRED}" for value in kinds],
        n_left_out=cells.n_left_out,
    )
    found = _describe(found, story, weight, level=level, draws=draws, seed=seed)
    return found[[cells.kind, group, "reference", *_COLUMNS]]


def compare_story_scores(
    scores: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    group: str,
    reference: str,
    story: str = "story",
    variables: str | Sequence[str] | None = None,
    unit: Literal["article", "sentence"] = "article",
    weight: str | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the mean of each variable in every group with that in a reference group, story by story.

    Formula: for every story s that both report, d_s = mean(group, s) − mean(reference, s), the means those of
    :func:`summarise_scores`; the estimate is the mean of d_s, all stories equal. Unit: that of the variable. Any
    sign; above 0 where the group scores higher on the same events. NaN where no story has a value in both.
    Interval, p and q are those of :func:`compare_stories`.

    Parameters
    ----------
    scores, articles, variables, unit
        As in :func:`summarise_scores`.
    group, reference, story, weight, level, draws, seed
        As in :func:`compare_stories`.

    Returns
    -------
    pandas.DataFrame
        A table of ``estimates`` as from :func:`compare_stories`, a row a variable and group. ``variable`` is the
        name of the score; ``n_units`` counts the units with a value on the stories that both report.

    Raises
    ------
    EstimateError, TableError
        As in :func:`summarise_scores` and :func:`compare_stories`.

    Notes
    -----
    What it cannot see is what :func:`compare_stories` cannot.

    Examples
    --------
    >>> import pandas as pd
    >>> ids = pd.Index(list("abcd"), name="article_id")
    >>> articles = pd.DataFrame({"outlet": ["Post", "Echo"] * 2, "story": ["flood"] * 2 + ["derby"] * 2}, index=ids)
    >>> scores = pd.DataFrame({"tone": [0.5, 0.25, 0.0, -0.75]}, index=ids)
    >>> table = compare_story_scores(scores, articles=articles, group="outlet", reference="Post")
    >>> table[["outlet", "variable", "estimate", "method"]].values.tolist()
    [['Echo', 'tone', -0.5, 'no interval: fewer than three stories that both report']]
    """
    check_resampling(level=level, draws=draws)
    check_stories(articles, group=group, story=story)
    cells = sum_scores(
        scores, articles=articles, by=[group, story], variables=variables, unit=unit, cluster=story, weight=weight
    )
    names = list(dict.fromkeys(cells.facts["variable"].tolist()))
    n_rows = len(cells.facts) // len(names)
    shape = (len(names), n_rows)
    table = StoryValues(
        rows=cells.facts[[group, story]].iloc[:n_rows],
        values=_divide(cells.values, cells.weights, shape),
        n_units=cells.facts["n_units"].to_numpy().reshape(shape),
        n_words=cells.facts["n_words"].to_numpy().reshape(shape),
        reports=[cells.reports.cells[:, n_rows * number : n_rows * (number + 1)] for number in range(len(names))],
    )
    found = compare_pairs(table, group=group, reference=reference, story=story, level=level, draws=draws, seed=seed)
    chosen = [names[number] for number in found["number"].tolist()]
    found = found.assign(
        variable=chosen,
        unit=unit,
        estimand=[f"{name_mean(name, unit, weight)}: {_PAIRED}" for name in chosen],
        n_left_out=cells.n_left_out,
    )
    found = _describe(found, story, weight, level=level, draws=draws, seed=seed)
    return found[[group, "reference", *_COLUMNS]]


def _divide(above: Sums, below: Sums, shape: tuple[int, int], *, scale: float = 1.0) -> Floats:
    """Divide the totals, variables × rows; NaN where there is nothing below."""
    total = above.totals.reshape(shape) * scale
    size = np.broadcast_to(below.totals.reshape(-1, shape[1]), shape)
    return np.divide(total, size, out=np.full(shape, np.nan), where=size > 0)


def _describe(
    found: pd.DataFrame, story: str, weight: str | None, *, level: float, draws: int, seed: int
) -> pd.DataFrame:
    """Add what is the same in every row, and q."""
    found = found.assign(level=level, cluster=story, weight=weight or "none", seed=seed, draws=draws)
    return found.assign(q=adjust_p(found["p"].to_numpy()))
