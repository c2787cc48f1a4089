"""How well reported speech without quotation marks is found: attributions that PolNeAR marks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from framing.validity.quotation_scoring import Figures, collect
from framing.validity.quotations import TURN, find_items, measure_halves
from framing.validity.reported_scoring import score_attributions, score_tokens

__all__ = ["KINDS", "measure", "score"]

KINDS = ("indirect", "nominal")
"""Kinds of rows that stand for speech without quotation marks."""

_SET = "polnear.jsonl.gz"


def measure(folder: Path | None = None) -> pd.DataFrame:
    r"""Measure `find_quotations` on what sources say outside quotation marks.

    The halves, the scan for quotation marks and the intervals are those of `quotations.measure`. Found are rows of kind
    indirect and nominal. Figures come for two units.

    ``token``: the words (``\w[\w.'’-]*``, by their first character) that stand outside quotation marks. Marked are
    those in the content of any attribution; found those in any row.

    - ``precision``, ``recall``, ``f1``; ``, with a source``: only the content of attributions with a source counts as
      marked.
    - ``baseline_…``: all words outside quotation marks are taken for reported.
    - ``precision, kind …``, ``precision, rule …``: of the words in rows of that kind, of that rule.
    - ``recall, without a source``; ``recall, cue in …``: of the words of attributions whose nearest cue stands in the
      sentence of their content, in its paragraph, or elsewhere.

    ``attribution``: a marked attribution of whose content at most half the characters stand between marks, against
    all rows that share the `quotation_id` of a row found. They match when they share at least half of the longer, in
    characters; of several the closest is the match.

    - ``precision``: found ones that match any attribution, direct or not; also by kind and rule. Found ones of which
      more than half stands between marks (a source hands on what another said) are left out, save of
      ``precision, between marks``.
    - ``recall``: marked ones that were found, also ``with a source``, ``without a source``, ``cue in …``. ``f1``: of
      both.
    - ``source_accuracy``: among marked ones that were found and have a source, by the rule of heads of
      `quotations.measure`; also by kind and rule. ``source_recall``: among all marked ones that have a source, those
      found with the right speaker. ``share_unnamed, without a source``: among marked ones without a source that were
      found, those to which no speaker was given.
    - ``cue_recall``: of the marked ones with a cue, those where it shares a character with the cue of a found one that
      shares a character with the marked one; also ``, cue in …``.

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n``: words or attributions
        marked (of precision: found). NaN where n is 0.

    Raises
    ------
    CorpusError
        The set is missing or another file.

    Notes
    -----
    The set marks thoughts, plans and feelings as well as speech, and sources within sources: content often lies in
    other content, and counts once for ``token``.
    """
    return measure_halves(folder, score)


def score(marked: Sequence[dict[str, Any]], quotations: pd.DataFrame) -> Figures:
    """Score the table that was found against marked articles, in both units.

    An article has `id`, `text`, `attributions` as the set has them, and it may have `marks`: its stretches between
    quotation marks, where a plain scan is not to be trusted.
    """
    reported = quotations["kind"].isin(KINDS) | (quotations["rule"] == TURN)
    chosen = quotations[quotations["quotation_id"].isin(quotations.loc[reported, "quotation_id"])]
    whole = find_items(chosen, kinds=("indirect", "nominal", "direct", "partial"))
    rows = dict(list(quotations[reported].groupby("article_id")))
    tokens, attributions = [], []
    for one in marked:
        text, listed, key = str(one["text"]), one["attributions"], str(one["id"])
        found = rows[key].to_dict("records") if key in rows else []
        marks = one.get("marks")
        tokens.append(score_tokens(text, listed, found, marks=marks))
        attributions.append(score_attributions(text, listed, whole.get(key, []), marks=marks))
    units = {"token": collect(tokens), "attribution": collect(attributions)}
    return {f"{unit}_{name}": rows for unit, figures in units.items() for name, rows in figures.items()}
