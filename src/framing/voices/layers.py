"""Quotations as layers: which one covers a place, and whose voice that gives it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from framing.attribution.statements import SCARE_QUOTE, TITLE
from framing.tables import VOICES

__all__ = ["Layers", "lay_quotations"]

Array = np.ndarray[Any, Any]

_JOURNALIST, _DIRECT, _INDIRECT = range(len(VOICES))
_IN_MARKS = ("direct", "partial")
_OWN_WORDS = (SCARE_QUOTE, TITLE)


class Layers(NamedTuple):
    """The quotations of one part, each article's in order, the outer before the inner.

    Attributes
    ----------
    owner, begin, end
        Number of the article, first character, one past the last.
    level
        How many others it lies within.
    voice
        Voice of its words, a number into `tables.VOICES`; what lies within quotation marks is in marks too.
    speaker
        Who says it; where that is not known, who says what it lies within.
    depth
        As in the table; where it has none, one more than `level`.
    """

    owner: Array
    begin: Array
    end: Array
    level: Array
    voice: Array
    speaker: Array
    depth: Array

    def covering(self, number: Array, start: Array) -> Array:
        """Row of the innermost quotation that covers each place, −1 for none.

        Parameters
        ----------
        number, start
            Number of the article, and the place in its part.
        """
        covering = np.full(len(number), -1)
        if not len(self.owner) or not len(number):
            return covering
        width = int(max(self.end.max(), start.max(initial=0))) + 1
        wanted = number.astype(np.int64) * width + start
        for level in range(self.level.max() + 1):
            rows = np.flatnonzero(self.level == level)
            key = self.owner[rows].astype(np.int64) * width + self.begin[rows]
            place = np.searchsorted(key, wanted, "right") - 1
            held = rows[np.maximum(place, 0)]
            inside = (place >= 0) & (self.owner[held] == number) & (start < self.end[held])
            covering[inside] = held[inside]
        return covering

    def voice_at(self, covering: Array) -> Array:
        """Voice of each place, given the row that covers it."""
        return np.where(covering >= 0, np.append(self.voice, _JOURNALIST)[covering], _JOURNALIST)

    def speaker_at(self, covering: Array) -> Array:
        """Speaker at each place, None for nobody."""
        speaker = np.full(len(covering), None, object)
        speaker[covering >= 0] = self.speaker[covering[covering >= 0]]
        return speaker

    def depth_at(self, covering: Array) -> Array:
        """Depth of each place, 0 for the journalist's own words."""
        return np.append(self.depth, 0)[covering]


def lay_quotations(articles: pd.DataFrame, quotations: pd.DataFrame, part: str) -> Layers:
    """Lay the quotations of a part over each other.

    A scare quote or a title is the journalist's and is left out. Of two that overlap without one lying within the
    other, the later counts where both do.
    """
    rows = quotations["part"].to_numpy() == part
    if "flag" in quotations.columns:
        rows &= ~quotations["flag"].isin(_OWN_WORDS).to_numpy()
    own = quotations[rows]
    owner = articles.index.get_indexer(pd.Index(own["article_id"]))
    begin, end = own["start"].to_numpy(np.int64), own["end"].to_numpy(np.int64)
    order = np.lexsort((-end, begin, owner))
    own, owner, begin, end = own.iloc[order], owner[order], begin[order], end[order]
    outer = _find_outer(owner, begin, end)
    voice = np.where(own["kind"].isin(_IN_MARKS).to_numpy(), _DIRECT, _INDIRECT).tolist()
    speaker = own["speaker"].astype(object).where(own["speaker"].notna(), None).tolist()
    level = [0] * len(outer)
    for row, around in enumerate(outer):
        if around >= 0:
            level[row] = level[around] + 1
            voice[row] = min(voice[row], voice[around])
            speaker[row] = speaker[around] if speaker[row] is None else speaker[row]
    levels = np.array(level, np.int64)
    given = own["depth"].to_numpy(np.float64, na_value=np.nan) if "depth" in own.columns else np.full(len(own), np.nan)
    depth = np.where(np.isnan(given), levels + 1, given).astype(np.int64)
    names = np.empty(len(speaker), object)
    names[:] = speaker
    return Layers(owner, begin, end, levels, np.array(voice, np.int64), names, depth)


def _find_outer(owner: Array, begin: Array, end: Array) -> list[int]:
    """Row of the quotation that each one begins within, −1 for none."""
    outer = []
    stack: list[tuple[int, int, int]] = []
    for row, (article, first, stop) in enumerate(zip(owner.tolist(), begin.tolist(), end.tolist(), strict=True)):
        while stack and (stack[-1][0] != article or stack[-1][1] <= first):
            stack.pop()
        outer.append(stack[-1][2] if stack else -1)
        stack.append((article, stop, row))
    return outer
