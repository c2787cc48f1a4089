"""What a panel of dictionaries says of contrasts: robust, not robust or undecided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["VERDICTS", "DictionaryPanel", "correlate_ranks", "judge_contrasts"]

VERDICTS = ("robust", "not robust", "undecided")
"""What can be said of a contrast: see `compare_dictionaries`."""


@dataclass(frozen=True, eq=False)
class DictionaryPanel:
    """The same contrasts by several dictionaries, and whether they agree.

    Attributes
    ----------
    estimates : DataFrame
        A row a contrast and dictionary: see :func:`compare_dictionaries`.
    verdicts : DataFrame
        Index the group; `verdict`, `reason`, `n_dictionaries`, `n_above`, `n_below` (estimates above and below 0),
        `n_decided` (intervals that exclude 0).
    means : DataFrame
        Mean tone, groups × dictionaries.
    ranks : DataFrame
        Spearman's correlation of the groups' means, dictionaries × dictionaries; NaN with fewer than three groups.
    settings : dict
        Group, reference, voice, cluster, level, draws and seed.
    """

    estimates: pd.DataFrame
    verdicts: pd.DataFrame
    means: pd.DataFrame
    ranks: pd.DataFrame
    settings: dict[str, Any]

    def __repr__(self) -> str:
        of = self.settings
        lines = [f"Tone in the voice {of['voice']!r}, {of['group']} minus {of['reference']!r}, by {self._list()}:"]
        lines += [f"  {row.Index}: {row.verdict} ({row.reason})" for row in self.verdicts.itertuples()]
        upper = self.ranks.to_numpy()[np.triu_indices(len(self.ranks), 1)]
        known = upper[~np.isnan(upper)]
        if len(known):
            lines.append(f"  Rank correlation of {len(self.means)} groups: {known.min():.2f} to {known.max():.2f}")
        return "\n".join(lines)

    def _list(self) -> str:
        return ", ".join(self.means.columns)


def judge_contrasts(estimates: pd.DataFrame, group: str) -> pd.DataFrame:
    """Say of each contrast whether the dictionaries agree, and why."""
    rows = []
    for name, own in estimates.groupby(group, sort=True, observed=True):
        known = own[own["estimate"].notna()]
        above, below = int((known["estimate"] > 0).sum()), int((known["estimate"] < 0).sum())
        decided = int(known["decided"].sum())
        if above and below:
            verdict = "not robust"
        elif len(known) > 1 and decided == len(own):
            verdict = "robust"
        else:
            verdict = "undecided"
        said = [f"{one.dictionary} {one.estimate:+.3f}" for one in own.itertuples()]
        reason = f"{', '.join(said)}; {decided} of {len(own)} intervals exclude 0"
        rows.append((name, verdict, reason, len(known), above, below, decided))
    columns = [group, "verdict", "reason", "n_dictionaries", "n_above", "n_below", "n_decided"]
    return pd.DataFrame(rows, columns=columns).set_index(group)


def correlate_ranks(means: pd.DataFrame) -> pd.DataFrame:
    """Spearman's correlation of the groups between every two dictionaries."""
    ranks = means.corr(method="spearman", min_periods=3)
    return ranks.rename_axis(index="dictionary", columns="dictionary")
