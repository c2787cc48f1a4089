"""Families of copies: which articles are the same report, and which of them is likely the original."""

from __future__ import annotations

import heapq
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from framing.clusters.kinds import COPIES, group_pairs
from framing.clusters.overlaps import find_overlaps
from framing.errors import TableError
from framing.parts import part_texts, part_tokens
from framing.tables import check_table
from framing.text import Tokens

__all__ = ["find_duplicates"]

_CERTAIN = 0.25  # of a copy's words, or of its model's, come from the original for certain
_HEAD = 300  # characters in which an agency is credited

_AGENCIES = (
    "AP|AFP|UPI|DPA|dpa|ANSA|EFE|TASS|Reuters|Bloomberg|Xinhua|Kyodo|Interfax|Associated Press|Agence France[- ]Presse|"
    "United Press International|PA Media|Press Association|Canadian Press|Australian Associated Press"
)
_AGENCY = re.compile(rf"(?:the )?(?:{_AGENCIES})(?: news)?(?: agency)?", re.IGNORECASE)
_CREDIT = re.compile(rf"\((?:{_AGENCIES})\)|(?:^|[A-Z]{{3,}}[ ,.]*)(?:{_AGENCIES})\s*[-–—:]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Link:
    """A pair of copies seen from one of them."""

    other: int
    kind: str
    n_shared: int
    reach: float
    other_reach: float


def find_duplicates(
    articles: pd.DataFrame, *, overlaps: pd.DataFrame | None = None, tokens: Tokens | None = None
) -> pd.DataFrame:
    """Find the families of copies among articles, and the likely original of each.

    Pairs that ``find_overlaps`` calls ``same_text``, ``wire_copy`` or ``derivative`` join articles; quotation and
    standing text never do. The likely original of a family is the article of an agency (its outlet is one), else one
    that credits an agency (author, or "(Reuters)", "(AP) —" at its head), else the first by date (those
    without a date last), the longest, the smallest id.

    Every member shares text with the original: it is a copy of it, or a copy of a copy B such that the
    passages that B shares with either must meet: what of B surely comes from the original and
    reappears in the copy is at least *reach* + *reach* − 1, and a quarter of B is asked for. An
    article that only shares the other half of B begins a family of its own or stays single.

    Parameters
    ----------
    articles
        Table of articles: index ``article_id``, column ``text``; ``outlet``, ``date`` and ``author`` help.
    overlaps
        The table of ``find_overlaps``, perhaps corrected by hand: change a ``kind``, or drop a row. It is made where
        not given.
    tokens
        Tokens of the texts, where they are made already.

    Returns
    -------
    pandas.DataFrame
        The ``clusters`` table, a row for every article in the order of ``articles``: ``article_id``, ``kind``
        ("duplicate"), ``cluster`` (id of the likely original; a single's own), ``role`` (original, same_text,
        wire_copy, derivative, single: what it is to the original, or to the nearest member), ``score`` (words in
        matching runs with the member that shares most / words of the article; 0 to 1, higher is a closer copy; NaN for
        singles).

    Raises
    ------
    TableError
        Where a table is not the documented one, or ``overlaps`` names articles that are not there.
    MeasureError
        Where ``tokens`` was made from other texts.

    Notes
    -----
    Nothing is deleted. Who wrote first is a guess: an outlet may print an agency's report without a word of
    credit, and dates are of the day. Credits are those of English-language news.

    References
    ----------
    Boumans, J., Trilling, D., Vliegenthart, R., & Boomgaarden, H. (2018). The agency makes the (online) news world go
    round. International Journal of Communication, 12, 1768–1789.

    Examples
    --------
    >>> import pandas as pd
    >>> report = "The dam at Ostrand held through the night while crews stacked sandbags along the lower road."
    >>> articles = pd.DataFrame({"text": [report, f"OSTRAND (AP) — {report}", "The council met."],
    ...                          "title": None, "outlet": None, "date": pd.NaT, "url": None},
    ...                         index=pd.Index(["a", "b", "c"], name="article_id"))
    >>> find_duplicates(articles)[["article_id", "cluster", "role"]].values.tolist()
    [['a', 'b', 'wire_copy'], ['b', 'b', 'original'], ['c', 'c', 'single']]
    """
    check_table("articles", articles)
    tokens = part_tokens(articles, "text", tokens=tokens)
    overlaps = find_overlaps(articles, tokens=tokens) if overlaps is None else _check_overlaps(overlaps, articles)
    n_words = tokens.count_words().tolist()
    links = _read_links(overlaps, articles.index.tolist(), n_words)
    order = _rank_originals(articles, n_words)
    family = group_pairs(len(articles), [(row, link.other) for row, found in links.items() for link in found])
    connected: dict[int, list[int]] = {}
    for row in order:
        connected.setdefault(int(family[row]), []).append(row)
    original = list(range(len(articles)))
    for rows in connected.values():
        original = _split_family(rows, links, n_words, original)
    return _make_table(articles.index.tolist(), original, links, n_words)


def _check_overlaps(overlaps: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    check_table("overlaps", overlaps)
    for column in ("article_id", "other_id"):
        strange = overlaps.loc[~overlaps[column].isin(articles.index), column].tolist()
        if strange:
            raise TableError(
                "`overlaps` names articles that are not in `articles`",
                found=f"{len(strange)} rows, first {strange[0]!r}",
                do="find the overlaps of these articles: find_overlaps(articles)",
            )
    return overlaps


def _read_links(overlaps: pd.DataFrame, ids: Sequence[str], n_words: Sequence[int]) -> dict[int, list[_Link]]:
    """List the copies of each article; where reach is not given, the words in runs stand for it."""
    row = {key: number for number, key in enumerate(ids)}
    copies = overlaps[overlaps["kind"].isin(COPIES)]
    shared = copies["n_shared"].tolist()
    reaches = [copies[name].tolist() if name in copies else [None] * len(copies) for name in ("reach", "other_reach")]
    links: dict[int, list[_Link]] = {}
    for one_id, other_id, kind, n_shared, reach, back in zip(
        copies["article_id"].tolist(),
        copies["other_id"].tolist(),
        copies["kind"].tolist(),
        shared,
        *reaches,
        strict=True,
    ):
        one, other = row[one_id], row[other_id]
        reach = n_shared / max(n_words[one], 1) if reach is None else reach
        back = n_shared / max(n_words[other], 1) if back is None else back
        links.setdefault(one, []).append(_Link(other, kind, n_shared, reach, back))
        links.setdefault(other, []).append(_Link(one, kind, n_shared, back, reach))
    return links


def _rank_originals(articles: pd.DataFrame, n_words: Sequence[int]) -> list[int]:
    """Order the articles by how likely each is the original of its family."""
    outlets = [bool(_AGENCY.fullmatch(outlet.strip())) for outlet in part_texts(articles, "outlet")]
    authors = part_texts(articles, "author") if "author" in articles.columns else [""] * len(articles)
    credited = [
        bool(_CREDIT.search(text[:_HEAD]) or _AGENCY.fullmatch(author.strip()))
        for text, author in zip(part_texts(articles, "text"), authors, strict=True)
    ]
    undated = articles["date"].isna().tolist()
    dates = articles["date"].to_numpy().astype("datetime64[D]").astype("int64").tolist()
    ids = articles.index.tolist()

    def rank(row: int) -> tuple[object, ...]:
        day = (True, 0) if undated[row] else (False, dates[row])
        return (not outlets[row], not credited[row], day, -n_words[row], ids[row])

    return sorted(range(len(articles)), key=rank)


def _split_family(
    rows: Sequence[int], links: Mapping[int, Sequence[_Link]], n_words: Sequence[int], original: list[int]
) -> list[int]:
    """Give each article of a connected group, in the order of rank, the original it shares text with for certain."""
    free = set(rows)
    for row in rows:
        if row in free:
            for member in _find_members(row, free, links, n_words):
                original[member] = row
                free.discard(member)
    return original


def _find_members(
    original: int, free: set[int], links: Mapping[int, Sequence[_Link]], n_words: Sequence[int]
) -> list[int]:
    """Find the free articles that surely hold text of the original, the surest way first."""
    certain = {original: 1.0}
    queue = [(-1.0, original)]
    done: dict[int, None] = {}
    while queue:
        share, row = heapq.heappop(queue)
        if row in done or -share < certain[row]:
            continue
        done[row] = None
        for link in links.get(row, ()):
            if link.other not in free:
                continue
            kept = link.reach - (1.0 - certain[row])  # of this article's words: from the original, and in the other
            if row != original and kept < _CERTAIN:
                continue
            passed = min(link.other_reach, kept * n_words[row] / max(n_words[link.other], 1))
            if passed > certain.get(link.other, -1.0):
                certain[link.other] = passed
                heapq.heappush(queue, (-passed, link.other))
    return list(done)


def _make_table(
    ids: Sequence[str], original: Sequence[int], links: Mapping[int, Sequence[_Link]], n_words: Sequence[int]
) -> pd.DataFrame:
    roles, scores = [], []
    size: dict[int, int] = {}
    for first in original:
        size[first] = size.get(first, 0) + 1
    for row, first in enumerate(original):
        members = [link for link in links.get(row, ()) if original[link.other] == first]
        if size[first] == 1:
            roles.append("single")
            scores.append(float("nan"))
            continue
        nearest = max(members, key=lambda link: (link.other == first, link.n_shared, ids[link.other]))
        roles.append("original" if first == row else nearest.kind)
        scores.append(min(max(link.n_shared for link in members) / n_words[row], 1.0))
    table = pd.DataFrame(
        {
            "article_id": pd.Series(ids, dtype="str"),
            "kind": pd.Series("duplicate", index=range(len(ids)), dtype="str"),
            "cluster": pd.Series([ids[first] for first in original], dtype="str"),
            "role": pd.Series(roles, dtype="str"),
            "score": pd.Series(scores, dtype="float64"),
        }
    )
    return check_table("clusters", table)
