"""What hedges are said to be about, and whose bluff it is said to be: passages of AllSides that two coders read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pandas as pd

from framing.measures.hedging import find_hedges
from framing.validity.quotations import as_articles
from framing.validity.scoring import exact_interval, nominal_alpha
from framing.validity.sets import find_set, read_lines

__all__ = ["CODED", "hash_target", "measure"]

CODED = Path(__file__).with_name("scope_codes.json")
"""Verdicts on the passages: ids, offsets, hashes of the targets; no text."""

_NAN = float("nan")
_NONE = "x"  # no hedge there
_COLUMNS = ["set", "part", "measure", "value", "low", "high", "n"]


def measure(folder: Path | None = None) -> pd.DataFrame:
    """Measure scopes and targets of `find_hedges`.

    Two readers, both language models, blind to each other, judged two samples of scopes, eight of each code, and of
    targets: pretences and rumours half and half, three with a target to two without. Rules were mended on the first,
    which is seen; the second was drawn from other articles after that. Uses that either reader holds for no hedge are
    left out.

    - ``scope right``: both readers find that the scope is what the hedge is about, but for words without weight;
      ``scope, core inside``: both find that the core is in it. All codes count alike, so that this is not the share
      among all hedges, most of which are modals and rounders.
    - ``target right, where given``, of all and of pretences and rumours apart; ``target rightly none, where not``:
      nobody is named in the sentence.
    - ``alpha of the coders, …``: Krippendorff's, nominal.
    - ``found again``: share of the scopes and targets that are found today as they were read: below 1, the verdicts
      speak of somewhat other rules.

    Intervals are exact (Clopper & Pearson).

    Parameters
    ----------
    folder
        Folder with the marked sets, as for `find_set`.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n`` uses.

    Raises
    ------
    CorpusError
        The set is missing or another file.
    """
    coded = json.loads(CODED.read_text("utf-8"))
    items = pd.DataFrame(coded["items"], columns=coded["columns"])
    items = items.assign(again=_find_again(items, find_set(coded["data"], folder)))
    rows: list[tuple[Any, ...]] = []
    for part, own in items.groupby("part", sort=True):
        rows += [(part, name, *figures) for name, *figures in _score(own)]
    return pd.DataFrame(rows, columns=_COLUMNS[1:]).assign(set=coded["data"])[_COLUMNS]


def _score(items: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Figures of one sample."""
    told = items[(items["first"] != _NONE) & (items["second"] != _NONE)]
    scopes, targets = told[told["kind"] == "scope"], told[told["kind"] == "target"]
    given = targets["target"].notna()
    pairs = {
        "scope right": _both(scopes, ("2",)),
        "scope, core inside": _both(scopes, ("2", "1")),
        "target right, where given": _both(targets[given], ("1",)),
        "target right, where given, pretences": _both(targets[given & (targets["code"] != "rumour")], ("1",)),
        "target right, where given, rumours": _both(targets[given & (targets["code"] == "rumour")], ("1",)),
        "target rightly none, where not": _both(targets[~given], ("1",)),
    }
    rows = [
        (name, sum(judged) / len(judged), *exact_interval(sum(judged), len(judged)), len(judged))
        for name, judged in pairs.items()
    ]
    for kind, own in items.groupby("kind", sort=True):
        alpha = nominal_alpha(own["first"].tolist(), own["second"].tolist())
        rows.append((f"alpha of the coders, {kind}", alpha, _NAN, _NAN, len(own)))
    return [*rows, ("found again", float(items["again"].mean()), _NAN, _NAN, len(items))]


def _both(items: pd.DataFrame, codes: tuple[str, ...]) -> list[bool]:
    return (items["first"].isin(codes) & items["second"].isin(codes)).tolist()


def hash_target(target: Any) -> str | None:
    """Short hash of a target, so that it can be told again without its words."""
    return hashlib.sha256(target.encode()).hexdigest()[:12] if isinstance(target, str) else None


def _find_again(items: pd.DataFrame, path: Path) -> list[bool]:
    """Whether each use is found today with the scope, or the target, that was read."""
    wanted = set(items["article_id"])
    articles = as_articles([line for line in read_lines(path) if line["id"] in wanted])
    hedges = find_hedges(articles, senses="all")
    found = {(row["article_id"], row["part"], row["start"], row["end"]): row for row in hedges.to_dict("records")}
    again = []
    for item in items.to_dict("records"):
        row = found.get((item["article_id"], item["field"], item["start"], item["end"]))
        if row is None:
            again.append(False)
        elif item["kind"] == "target":
            read = item["target"] if isinstance(item["target"], str) else None
            again.append(hash_target(row["target"]) == read)
        else:
            again.append((row["scope_start"], row["scope_end"]) == (item["scope_start"], item["scope_end"]))
    return again
