"""Frames as scores: items answered yes or no, their mean, and the frame that leads."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.analysis.tally import tally
from framing.errors import MeasureError
from framing.measures.frames.finding import check_scheme, find_frames
from framing.measures.frames.schemes import Scheme
from framing.parts import part_tokens
from framing.tables import PLACES, VOICES, check_table
from framing.text import Tokens
from framing.voices import count_words, find_quotations

__all__ = ["answer_items", "measure_frames"]

Array = np.ndarray[Any, Any]


def measure_frames(
    articles: pd.DataFrame,
    *,
    scheme: Scheme | None = None,
    by: Literal["article", "voice", "place"] = "article",
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    margin: float = 1.5,
    items: bool = False,
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Measure how far each article, each voice or each place in it uses each frame of a scheme.

    An item is answered yes (1) where it has at least as many hits as it needs, else no (0):
    ``needed = hits × max(1, words / long)``, rounded up, with `hits` of the item and `long` of the scheme (1,000 words
    for the generic frames), so that a very long text does not say yes to everything; in fewer than `short` words (100)
    one hit is enough. ``frame_<name>`` is the mean of the frame's items: 0–1, more of the frame, NaN where the unit has
    no words. ``frame_<name>_rate`` is the frame's hits per 100 words. ``frame_<name>_strength`` is the mean over its
    items of log2(1 + hits): twice the hits of an item add about one to it; 0 or more, longer texts have more.

    Parameters
    ----------
    articles
        The `articles` table.
    scheme
        From `load_scheme` or `read_scheme`; the five generic frames where not given.
    by
        "article"; "voice" for journalist and sources apart; "place" for title, headings and body apart.
    quotations
        The `quotations` table; found where it is not given.
    parts
        Parts to measure: title, text or both.
    margin
        The leading frame is named only if its score is at least this many times that of the second.
    items
        Whether to add a column ``item_<frame>_<item>`` for each item, 0 or 1.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `scores`: index `article_id`, with `voice` or `place`; for each frame ``frame_<name>``,
        ``frame_<name>_rate`` and ``frame_<name>_strength``; `frame_primary` (a frame, "mixed" where the margin is not
        reached, "none" where no item is answered yes, missing without words); the items if asked for; `n_words`.

    Raises
    ------
    MeasureError
        For an unknown `by`, a margin below 1, or as in `find_frames`.

    Notes
    -----
    The score says what a text names, not what a reader takes from it. Measured on news about climate change that people
    coded (`framing validate frames`; the half that was not in view when the entries were written), the chance that of
    two articles the one coded with the frame has the higher score is .87 for morality, .77 for economic consequences
    and conflict, .72 for human interest, by the rate .94, .83, .79 and .79. For responsibility, set against what the
    coders called resolution, it is .54, near luck: do not use that scale as a measure of solutions without codes of
    your own, and see `fit_frames`. The items on a human face and on emotion go with the coders' answers little better
    than luck (.51, .57). Items of one frame are different signs of it rather than repeats of one: alpha is .54 for
    economic consequences and .14 to .26 for others. Of 190 passages in US news that two blind readers judged, 71 % (64
    to 77) speak for a yes to their question: read them, by item, before a result rests on one.

    Long texts say yes to more: in US news from 750 to 1,000 words the mean scores are 1.6 (economic) to 3 times
    (morality) those of news from 300 to 500 words. Compare texts of like length, or the rates. By voice and by place a
    unit is short and a score coarse: compare many. It does not see irony, denial, nor a story told without the words.

    References
    ----------
    Semetko, H. A., & Valkenburg, P. M. (2000). Framing European politics: a content analysis of press and television
    news. Journal of Communication, 50(2), 93–109. https://doi.org/10.1111/j.1460-2466.2000.tb02843.x

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["The repairs cost £3 million, a loss for the town's economy.", ""],
    ...     "title": [None] * 2, "outlet": ["X"] * 2, "date": [pd.NaT] * 2, "url": [None] * 2},
    ...     index=pd.Index(["a", "b"], name="article_id"))
    >>> measure_frames(articles)[["frame_economic", "frame_conflict", "frame_primary"]].values.tolist()
    [[1.0, 0.0, 'economic'], [nan, nan, nan]]
    """
    check_table("articles", articles)
    chosen = check_scheme(scheme)
    if by not in ("article", "voice", "place"):
        raise MeasureError("unknown unit", found=f"by={by!r}", do='use by="article", by="voice" or by="place"')
    if not margin >= 1:
        raise MeasureError("margin= must be at least 1", found=repr(margin), do="margin=1.5")
    if tokens is None and "text" in parts:
        tokens = part_tokens(articles, "text", parts=parts)  # once, for all that follows
    if quotations is None:
        quotations = find_quotations(articles, parts=parts, tokens=tokens, speakers=by == "voice")
    matches = find_frames(articles, scheme=chosen, quotations=quotations, parts=parts, tokens=tokens)
    words = count_words(articles, quotations=quotations, parts=parts, tokens=tokens)
    keys = ["article_id"] if by == "article" else ["article_id", by]
    units = _list_units(articles, words, by)
    hits, n_words = _count_hits(matches, words, keys, units, chosen)
    return _score(hits, n_words, units, chosen, margin=margin, items=items)


def answer_items(hits: Array, n_words: Array, scheme: Scheme) -> Array:
    """Answer each item of each unit: 1 where it has the hits that it needs, 0 where not, NaN without words.

    Parameters
    ----------
    hits
        Hits (units × items).
    n_words
        Words of each unit.
    """
    longer = np.maximum(1.0, n_words / scheme.long) if scheme.long else np.ones(len(n_words))
    needed = np.ceil(scheme.items["hits"].to_numpy()[None, :] * longer[:, None] - 1e-9)
    needed[n_words < scheme.short] = 1
    return np.where(n_words[:, None] > 0, (hits >= needed).astype(np.float64), np.nan)


def _list_units(articles: pd.DataFrame, words: pd.DataFrame, by: str) -> pd.Index:
    """List the units: every article, with every voice or place that any of them has."""
    if by == "article":
        return articles.index
    known, always = (VOICES, {"journalist", "source_direct"}) if by == "voice" else (PLACES, {"body"})
    heard = {*always, *words.loc[words["n_words"] > 0, by].tolist()}
    return pd.MultiIndex.from_product(
        [articles.index, [one for one in known if one in heard]], names=["article_id", by]
    )


def _count_hits(
    matches: pd.DataFrame, words: pd.DataFrame, keys: list[str], units: pd.Index, scheme: Scheme
) -> tuple[Array, Array]:
    """Count the hits of every item (units × items), and the words of every unit."""
    items = scheme.items.index.tolist()
    counts = tally(matches, words, by=keys, kind="item", kinds=items)  # group after group, all items of each
    groups = counts.iloc[:: len(items)]
    known = pd.Index(groups[keys[0]]) if len(keys) == 1 else pd.MultiIndex.from_frame(groups[keys])
    row = known.get_indexer(units)
    heard = row >= 0
    hits = np.zeros((len(units), len(items)))
    n_words = np.zeros(len(units), np.int64)
    hits[heard] = counts["n_hits"].to_numpy().reshape(-1, len(items))[row[heard]]
    n_words[heard] = groups["n_words"].to_numpy()[row[heard]]
    return hits, n_words


def _score(hits: Array, n_words: Array, units: pd.Index, scheme: Scheme, *, margin: float, items: bool) -> pd.DataFrame:
    """Turn hits into scores."""
    answers = answer_items(hits, n_words, scheme)
    exposure = np.where(n_words > 0, n_words, np.nan)
    frames = scheme.frames.index.tolist()
    columns: dict[str, Any] = {}
    for frame in frames:
        own = (scheme.items["frame"] == frame).to_numpy()
        columns[f"frame_{frame}"] = answers[:, own].mean(axis=1)
        columns[f"frame_{frame}_rate"] = 100 * hits[:, own].sum(axis=1) / exposure
        columns[f"frame_{frame}_strength"] = np.where(n_words > 0, np.log2(1 + hits[:, own]).mean(axis=1), np.nan)
    means = np.column_stack([columns[f"frame_{frame}"] for frame in frames])
    columns["frame_primary"] = pd.Series(_name_primary(means, frames, margin), units, "str")
    if items:
        columns |= {f"item_{item}": answers[:, number] for number, item in enumerate(scheme.items.index)}
    return pd.DataFrame(columns, index=units).assign(n_words=n_words)


def _name_primary(means: Array, frames: list[str], margin: float) -> list[str | None]:
    """Name the leading frame of each unit: mixed where it leads by less than the margin, none where all are 0."""
    ranked = np.sort(np.nan_to_num(means), axis=1)
    best, second = ranked[:, -1], ranked[:, -2] if len(frames) > 1 else np.zeros(len(ranked))
    leading = np.nan_to_num(means).argmax(axis=1)
    clear = (best >= margin * second - 1e-9) & ~((len(frames) > 1) & (best == second))
    names: list[str | None] = []
    for number, leads, score, silent in zip(
        leading.tolist(), clear.tolist(), best.tolist(), np.isnan(means[:, 0]).tolist(), strict=True
    ):
        names.append(None if silent else "none" if score == 0 else frames[number] if leads else "mixed")
    return names
