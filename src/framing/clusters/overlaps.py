"""Pairs of articles that share text, and what the shared text makes of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.clusters.candidates import Shingles, find_candidates, make_shingles
from framing.clusters.kinds import find_standing, is_strong, tell_kind
from framing.clusters.runs import Side, compare, count_common
from framing.errors import CorpusError
from framing.parts import part_texts, part_tokens
from framing.tables import check_table
from framing.text import Tokens

__all__ = ["MIN_SHARE", "find_overlaps"]

Array = np.ndarray[Any, Any]

MIN_SHARE = 0.05


def find_overlaps(
    articles: pd.DataFrame, *, min_share: float = MIN_SHARE, tokens: Tokens | None = None
) -> pd.DataFrame:
    """Find the pairs of articles that share text, and tell copies from quotation and standing text.

    Shared text is made of **matching runs**: at least 8 words in a row, every 5 of which stand in the other
    article too. Runs with fewer than 25 words between them make up a **passage**. What the pair is, follows
    from how much of both articles lies in passages (*reach*), from the number of runs, and from whether
    the words stand inside quotation marks; *own* words are those outside them.

    ============ =====================================================================================
    kind         what decides
    ============ =====================================================================================
    same_text    98 % of the words of both are the same, or all of them
    wire_copy    75 % of both are the same
    derivative   75 % of both lie in passages, and half of their own words; or half of the own words
                 of the shorter and a third of those of the longer do, in 5 own runs or more or with
                 one of 200 words, printed within 14 days where the dates are known
    boilerplate  no copy, and what is shared is mostly text that an outlet prints again and again, or
                 the outlet's own words once more
    quoting      no copy: passages, most often somebody's words, are taken over as they stand
    ============ =====================================================================================

    Within one outlet more is asked: a block taken over unchanged beside 150 words at a stretch on both sides
    is no copy (a gallery of pictures), and a derivative shares half of both, or 75 % of the shorter (the next
    report on a matter repeats its background). Text that an outlet prints in 3 different reports, or that stands
    in 11 of whatever outlets, is standing text, unless most who print it are versions of one report; it
    is left out of account for wire copies and derivatives.

    Parameters
    ----------
    articles
        Table of articles: index ``article_id``, column ``text``; ``outlet`` and ``date`` help.
    min_share
        Smallest ``share`` that is listed, above 0 to 1. Copies with a third of the words changed
        at random share a tenth.
    tokens
        Tokens of the texts, where they are made already.

    Returns
    -------
    pandas.DataFrame
        The ``overlaps`` table, a row a pair, in the order of ids: ``article_id``, ``other_id``, ``kind``,
        ``n_shared`` (words of the shorter article in runs), ``n_runs``, ``longest`` (words), ``share`` (n_shared /
        words of the shorter; 0 to 1, higher is more alike), ``jaccard`` (5-word shingles of both / of either; 0 to
        1), and further ``reach``, ``other_reach`` (shares of their words in passages), ``n_words``, ``other_words``.
        Never NaN. Articles with the same words are compared as one: the table joins each of them with the
        first, and only the first with others.

    Raises
    ------
    TableError
        Where ``articles`` is not the documented table.
    CorpusError
        Where ``min_share`` is no share.
    MeasureError
        Where ``tokens`` was made from other texts.

    Notes
    -----
    Titles are not compared. A translation, or a report told in other words, shares no runs. Text that stands
    in more than 11 articles joins each with the next 10 by id, in more than 50 with the next 2: of a larger
    family not every pair is listed. Clean the texts first: galleries of pictures look like text that is shared. A post
    that prints most of a report in long pieces without quotation marks, and posts of somebody quoted without
    them, may be called derivatives. Of copies with 40 % of the words changed at random most are missed.

    References
    ----------
    Clough, P., Gaizauskas, R., Piao, S. S. L., & Wilks, Y. (2002). METER: MEasuring TExt Reuse. Proceedings of
    ACL, 152–159. https://doi.org/10.3115/1073083.1073110

    Examples
    --------
    >>> import pandas as pd
    >>> report = "The dam at Ostrand held through the night while crews stacked sandbags along the lower road."
    >>> articles = pd.DataFrame({"text": [report, report.replace("night", "storm"), "The council met."],
    ...                          "title": None, "outlet": None, "date": pd.NaT, "url": None},
    ...                         index=pd.Index(["a", "b", "c"], name="article_id"))
    >>> find_overlaps(articles)[["article_id", "other_id", "kind", "n_shared", "n_runs"]].values.tolist()
    [['a', 'b', 'wire_copy', 8, 1]]
    """
    check_table("articles", articles)
    if not 0 < min_share <= 1:
        raise CorpusError("min_share must lie above 0 and not above 1", found=repr(min_share), do="min_share=0.05")
    tokens = part_tokens(articles, "text", tokens=tokens)
    ids = articles.index.tolist()
    first_of = _group_same(tokens, ids)
    order = sorted(set(first_of.values()), key=ids.__getitem__)
    shingles = make_shingles(tokens, order)
    outlets = part_texts(articles, "outlet")
    days = articles["date"].to_numpy().astype("datetime64[D]")[order]
    rows = _compare_pairs(shingles, [outlets[row] for row in order], days, min_share)
    named = [
        {**row, "article_id": ids[order[row["article_id"]]], "other_id": ids[order[row["other_id"]]]} for row in rows
    ]
    words = tokens.count_words().tolist()
    same = [_same(ids[first], ids[row], words[row]) for row, first in first_of.items() if first != row]
    return _make_table([*named, *same])


def _group_same(tokens: Tokens, ids: Sequence[str]) -> dict[int, int]:
    """Name for every article with words the first article, by id, that has the very same words."""
    norm = tokens.norm[tokens.is_word]
    end = np.cumsum(tokens.count_words())
    seen: dict[bytes, int] = {}
    first_of = {}
    for row in sorted(range(len(ids)), key=ids.__getitem__):
        words = norm[end[row - 1] if row else 0 : end[row]]
        if len(words):
            first_of[row] = seen.setdefault(hashlib.sha256(words.tobytes()).digest(), row)
    return first_of


def _compare_pairs(shingles: Shingles, outlets: Sequence[str], days: Array, min_share: float) -> list[dict[str, Any]]:
    """Compare every candidate pair, twice where it may hold standing text."""
    sides: dict[tuple[int, int], tuple[Side, Side]] = {}
    n_words = shingles.n_words.tolist()
    for one, other in find_candidates(shingles, min_share=min_share).tolist():
        short, long = (other, one) if n_words[other] < n_words[one] else (one, other)
        side = compare(shingles, short, long)
        if side.n_shared >= max(min_share * n_words[short], 1):
            back = compare(shingles, long, short)
            sides[one, other] = (side, back) if short == one else (back, side)
    strong = [pair for pair, (side, back) in sides.items() if is_strong(side, back)]
    standing = find_standing(shingles, strong, outlets)
    rows = []
    for (one, other), (side, back) in sides.items():
        left = side, back
        if standing[shingles.shared(one)].any():
            left = (
                compare(shingles, one, other, standing=standing),
                compare(shingles, other, one, standing=standing),
            )
        same_outlet = bool(outlets[one]) and outlets[one] == outlets[other]
        apart = abs((days[one] - days[other]) / np.timedelta64(1, "D"))
        kind = tell_kind((side, back), left, same_outlet=same_outlet, days=float(apart))
        rows.append({"article_id": one, "other_id": other, "kind": kind, **_describe(shingles, one, other, side, back)})
    return rows


def _shorter(side: Side, back: Side) -> Side:
    return back if back.n_words < side.n_words else side


def _describe(shingles: Shingles, one: int, other: int, side: Side, back: Side) -> dict[str, Any]:
    shorter, common = _shorter(side, back), count_common(shingles, one, other)
    return {
        "n_shared": shorter.n_shared,
        "n_runs": shorter.n_runs,
        "longest": shorter.longest,
        "share": shorter.n_shared / shorter.n_words,
        "jaccard": common / int(shingles.distinct[one] + shingles.distinct[other] - common),
        "reach": side.reach,
        "other_reach": back.reach,
        "n_words": side.n_words,
        "other_words": back.n_words,
    }


def _same(first: str, copy: str, n_words: int) -> dict[str, Any]:
    words = dict.fromkeys(("n_shared", "longest", "n_words", "other_words"), n_words)
    whole = dict.fromkeys(("share", "jaccard", "reach", "other_reach"), 1.0)
    return {"article_id": first, "other_id": copy, "kind": "same_text", "n_runs": 1, **words, **whole}


def _make_table(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Lay the pairs out in the order of their ids."""
    dtypes = {
        **dict.fromkeys(("article_id", "other_id", "kind"), "str"),
        **dict.fromkeys(("n_shared", "n_runs", "longest"), "int64"),
        **dict.fromkeys(("share", "jaccard", "reach", "other_reach"), "float64"),
        **dict.fromkeys(("n_words", "other_words"), "int64"),
    }
    ordered = sorted(rows, key=lambda row: (row["article_id"], row["other_id"]))
    table = pd.DataFrame({name: [row[name] for row in ordered] for name in dtypes}).astype(dtypes)
    return check_table("overlaps", table)
