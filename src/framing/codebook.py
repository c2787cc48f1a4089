"""The codebook: every measure and every variable of the kit, as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import pandas as pd

from framing.measures import frames, hedging, sentiment, sources, topics
from framing.variables import Variable

__all__ = ["MEASURES", "VARIABLES", "list_variables"]

# A measure takes articles and gives one row of scores an article. A new one is one line here.
MEASURES: dict[str, Callable[..., pd.DataFrame]] = {
    "frames": frames.measure_frames,
    "hedging": hedging.measure_hedging,
    "polarity": sentiment.measure_polarity,
    "sentiment": sentiment.measure_sentiment,
    "sources": sources.measure_sources,
}

VARIABLES: dict[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable("n_words", "Words", "count", 0, None, "a longer text", "never: 0 for an empty text", "count_words"),
        Variable("rate", "Rate", "hits per 100 words", 0, None, "more hits", "no words", "summarise_rates"),
        Variable(
            "rate_difference",
            "Difference of the rates",
            "hits per 100 words",
            None,
            None,
            "more hits than the reference group",
            "a group without words",
            "compare_groups",
        ),
        Variable(
            "share",
            "Share",
            "share of the quotations or of their words",
            0,
            1,
            "a larger part",
            "a group without quotations",
            "summarise_shares",
        ),
        Variable(
            "within_story_difference",
            "Difference of the rates within stories",
            "hits per 100 words",
            None,
            None,
            "more hits than the reference group on the same stories",
            "no story that both groups report",
            "compare_stories",
        ),
        *hedging.VARIABLES,
        *frames.describe_frames(),
        *(variable for variable in sentiment.VARIABLES if variable.name != "n_words"),
        *sentiment.POLARITY_VARIABLES,
        *sentiment.PANEL_VARIABLES,
        *sentiment.TONE_VARIABLES,
        *(variable for variable in sources.VARIABLES if variable.name != "n_words"),
        *topics.VARIABLES,
    )
}


def list_variables() -> pd.DataFrame:
    """List the variables of the kit, with unit, range, direction and when each is undefined.

    Returns
    -------
    pandas.DataFrame
        Index `name`; `label`, `unit`, `low`, `high`, `direction`, `undefined`, `measure`, `source`.

    Examples
    --------
    >>> list_variables().loc["sentiment", ["low", "high"]].tolist()
    [-1.0, 1.0]
    """
    return pd.DataFrame([asdict(variable) for variable in VARIABLES.values()]).set_index("name")
