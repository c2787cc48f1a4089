"""A panel of dictionaries: whether a difference in tone holds whichever word list measures it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.analysis.groups import check_groups
from framing.analysis.resampling import (
    METHOD,
    Ratios,
    bootstrap_ratios,
    check_resampling,
    effective_clusters,
    intervals,
    standard_errors,
)
from framing.analysis.scores import ScoreCells, sum_scores
from framing.errors import MeasureError
from framing.lexicons import Lexicon, load_lexicon
from framing.measures.sentiment.articles import measure_sentiment
from framing.measures.sentiment.polarity import measure_polarity
from framing.measures.sentiment.verdicts import DictionaryPanel, correlate_ranks, judge_contrasts
from framing.parts import part_tokens
from framing.tables import VOICES, check_table
from framing.text import Tokens
from framing.variables import Variable
from framing.voices import find_quotations

__all__ = ["VARIABLES", "compare_dictionaries"]

Array = np.ndarray[Any, Any]

VARIABLES: tuple[Variable, ...] = (
    Variable(
        "tone_difference",
        "Difference in tone",
        "mean of articles, in units of the dictionary",
        -2,
        2,
        "more positive than the reference group",
        "a group without words",
        "compare_dictionaries",
        "VADER (doi:10.1609/icwsm.v8i1.14550), lexicon tone of the framing package, lists of the user",
    ),
)

_WORDS = "n_words"
_FEWEST = 3  # effective clusters, as for every other interval of the kit


def compare_dictionaries(
    articles: pd.DataFrame,
    lexicons: Sequence[Lexicon] = (),
    *,
    reference: str,
    group: str = "outlet",
    voice: Literal["journalist", "source_direct", "source_indirect", "all"] = "journalist",
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    cluster: str | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
    tokens: Tokens | None = None,
) -> DictionaryPanel:
    """Compare the tone of every group with that of a reference group by several dictionaries at once.

    Formula: mean over the group's articles minus mean over the reference's, all articles equal, of VADER's tone
    (`measure_sentiment`) and of the polarity by the own list `tone` and by each of `lexicons` (`measure_polarity`).
    Unit: that of the dictionary, so that signs and ranks compare and sizes do not; any sign, above 0 where the group
    is more positive. NaN where either has no words in that voice.

    The verdict on a contrast goes by signs first, then by intervals:

    - **not robust**: the sign flips, at least one dictionary above 0 and one below, whatever their intervals;
    - **robust**: all have one sign and every interval excludes 0;
    - **undecided**: all have one sign, but an interval includes 0 or cannot be had; or only one has an estimate.

    The interval resamples whole clusters, the same for all dictionaries and groups: difference ± Student's t with G−1
    degrees of freedom × bootstrap standard error × √(G/(G−1)), G the effective clusters of the group with fewer, as
    `compare_groups` has it.

    Parameters
    ----------
    articles
        The `articles` table, in English.
    lexicons
        Lists of the user, with polarity: see `measure_polarity`; each with a name of its own.
    reference, group
        The value of the column `group` to compare with.
    voice
        Whose words are measured; "all" for the whole article.
    quotations
        The `quotations` table; found where it is not given.
    parts, tokens
        As in `measure_sentiment`.
    cluster, level, draws, seed
        As in `summarise_scores`.

    Returns
    -------
    DictionaryPanel
        Printed, it says the verdicts in words. `estimates` has the columns of that table, with `dictionary`, the
        `group` and `reference`, ``variable`` = tone_difference, and `decided` (the interval excludes 0).

    Raises
    ------
    MeasureError
        For an unknown voice, two dictionaries of one name, a list without polarity, articles in another language.
    EstimateError
        There is one group only, the reference is none of them, or there are no words in that voice.
    TableError
        A column is missing.

    Notes
    -----
    Dictionaries that agree may be wrong together: they share most of their words. Agreement is no validity; a sample
    coded by hand is. What the groups report on is not held equal: for that, `compare_story_scores`.

    References
    ----------
    Boukes, M., van de Velde, B., Araujo, T., & Vliegenthart, R. (2020). What's the tone? Easy doesn't do it.
    Communication Methods and Measures, 14(2), 83–104. https://doi.org/10.1080/19312458.2019.1671966

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["A great victory in the war."] * 3 + ["They went home."] * 3
    >>> articles = pd.DataFrame({"text": texts, "outlet": ["Post"] * 3 + ["Echo"] * 3},
    ...                         index=pd.Index(list("abcdef"), name="article_id"))
    >>> articles = articles.assign(title="", date=pd.NaT, url="-")
    >>> war = Lexicon("war", pd.DataFrame({"term": ["war", "peace"], "category": ["negative", "positive"]}))
    >>> compare_dictionaries(articles, [war], reference="Post", voice="all", draws=200)
    Tone in the voice 'all', outlet minus 'Post', by vader, tone, war:
      Echo: not robust (vader -0.052, tone -0.500, war +0.500; 0 of 3 intervals exclude 0)
    """
    check_resampling(level=level, draws=draws)
    if voice not in (*VOICES, "all"):
        raise MeasureError("unknown voice", found=repr(voice), do=f"use {', '.join(VOICES)} or all")
    check_table("articles", articles)
    scores = _score(articles, _check_names(lexicons), voice, quotations, parts, tokens)
    names = [name for name in scores.columns if name != _WORDS]
    cells = sum_scores(
        scores,
        articles=articles,
        by=[group],
        variables=names,
        unit="article",
        cluster=cluster,
        weight=None,
    )
    n_groups = len(cells.facts) // len(names)
    check_groups(cells.facts[group].iloc[:n_groups], reference)
    over = np.arange(len(cells.facts))
    ratios = bootstrap_ratios(cells.values, cells.weights, over=over, draws=draws, seed=seed)
    estimates = _contrast(cells, ratios, group, reference, level)
    estimates = estimates.assign(level=level, unit="article", cluster=cells.cluster, weight="none", seed=seed)
    estimates = estimates.assign(draws=draws, n_left_out=cells.n_left_out)
    means = pd.DataFrame(
        ratios.estimate.reshape(-1, n_groups).T,
        index=pd.Index(cells.facts[group].iloc[:n_groups], name=group),
        columns=pd.Index(names, name="dictionary"),
    )
    settings: dict[str, object] = {"group": group, "reference": reference, "voice": voice, "cluster": cells.cluster}
    settings |= {"level": level, "draws": draws, "seed": seed}
    return DictionaryPanel(estimates, judge_contrasts(estimates, group), means, correlate_ranks(means), settings)


def _check_names(lexicons: Sequence[Lexicon]) -> list[Lexicon]:
    """List the lexicons of the panel, the own one first, each of a name of its own."""
    given: Sequence[object] = [lexicons] if isinstance(lexicons, Lexicon) else lexicons
    strange = [one for one in given if not isinstance(one, Lexicon)]
    if strange:
        do = 'read it first: read_lexicon("LSD2015.yml")'
        raise MeasureError("lexicons= must be lexicons", found=type(strange[0]).__name__, do=do)
    chosen = [load_lexicon("tone"), *(one for one in given if isinstance(one, Lexicon))]
    names = ["vader", _WORDS, *(one.name for one in chosen)]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise MeasureError(
            "dictionaries of a panel must differ in name; vader, tone and n_words are in it already",
            found=f"{names.count(repeated[0])} named {repeated[0]!r}",
            do='name each when it is read: read_lexicon("terms.csv", name="other")',
        )
    return chosen


def _score(
    articles: pd.DataFrame,
    lexicons: list[Lexicon],
    voice: str,
    quotations: pd.DataFrame | None,
    parts: tuple[str, ...],
    tokens: Tokens | None,
) -> pd.DataFrame:
    """Tone of every article in one voice, a column a dictionary, and its words in that voice."""
    if tokens is None and "text" in parts:
        tokens = part_tokens(articles, "text")  # once, for all that follows
    by: Literal["article", "voice"] = "article" if voice == "all" else "voice"
    if quotations is None and by == "voice":
        quotations = find_quotations(articles, parts=parts, tokens=tokens)
    columns = {
        "vader": measure_sentiment(articles, by=by, quotations=quotations, parts=parts, tokens=tokens)["sentiment"]
    }
    for one in lexicons:
        found = measure_polarity(articles, one, by=by, quotations=quotations, parts=parts, tokens=tokens)
        columns[one.name] = found["polarity"]
        columns[_WORDS] = found[_WORDS]
    scores = pd.DataFrame(columns)
    if by == "voice":
        heard = scores.index.get_level_values("voice") == voice
        scores = scores[heard].droplevel("voice")
    return scores


def _contrast(cells: ScoreCells, ratios: Ratios, group: str, reference: str, level: float) -> pd.DataFrame:
    """Difference of every group from the reference, dictionary by dictionary, with its interval."""
    facts = cells.facts
    n_groups = len(facts) // facts["variable"].nunique()
    is_reference = (facts[group] == reference).to_numpy()
    here = np.flatnonzero(~is_reference)
    there = np.flatnonzero(is_reference)[here // n_groups]
    estimate = ratios.estimate[here] - ratios.estimate[there]
    spread = ratios.replicates[:, here] - ratios.replicates[:, there]
    error = standard_errors(spread)
    effective = np.minimum(ratios.effective[here], ratios.effective[there])
    low, high = intervals(estimate, error, effective, level=level, log=False)
    reasons = [
        (np.isnan(estimate), "no estimate: a group without words in this voice"),
        (effective < _FEWEST, "no interval: fewer than three effective clusters"),
        (~(error > 0), "no interval: the clusters do not differ"),
    ]
    none = np.logical_or.reduce([where for where, _ in reasons])
    low, high = np.where(none, np.nan, low), np.where(none, np.nan, high)
    names, reports = facts["variable"].to_numpy()[here], effective_clusters(cells.reports)
    return pd.DataFrame(
        {
            group: facts[group].to_numpy()[here],
            "reference": reference,
            "dictionary": names,
            "variable": "tone_difference",
            "estimate": estimate,
            "std_error": np.where(none, np.nan, error),
            "low": low,
            "high": high,
            "decided": (low > 0) | (high < 0),
            "n_units": facts["n_units"].to_numpy()[here] + facts["n_units"].to_numpy()[there],
            "n_words": facts["n_words"].to_numpy()[here] + facts["n_words"].to_numpy()[there],
            "n_clusters": (ratios.members[:, here] | ratios.members[:, there]).sum(axis=0).astype(np.int64),
            "n_reports": np.minimum(reports[here], reports[there]),
            "estimand": [f"mean tone by {name} over articles: group minus reference" for name in names.tolist()],
            "method": np.select([where for where, _ in reasons], [text for _, text in reasons], METHOD).tolist(),
            "n_dropped": np.isnan(spread).sum(axis=0).astype(np.int64),
        }
    ).sort_values([group, "reference"], kind="stable", ignore_index=True)
