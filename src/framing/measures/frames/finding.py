"""Frames in texts: every word and pattern that speaks for an item of a frame, as matches."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.measures.frames.indicators import matcher_of
from framing.measures.frames.schemes import Scheme, load_scheme
from framing.text import Tokens
from framing.voices import find_with_voices

__all__ = ["check_scheme", "find_frames"]

Array = np.ndarray[Any, Any]


def find_frames(
    articles: pd.DataFrame,
    *,
    scheme: Scheme | None = None,
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Find what speaks for the items of each frame: one row a hit, with item, voice and place.

    Entries of a scheme are words, looked up as in `find_terms`, and patterns: what a list of words cannot say. A
    pattern names words and classes of words that stand in this order in one sentence: ``{authority} ... {duty}`` is a
    word of the class authority, up to five words, a word of the class duty; ``...12`` lets up to twelve words stand
    between; without dots the next follows at once. Four classes need no list: ``{sum}`` (a sum of money, in English),
    ``{figure}`` (a number in figures), ``{name}`` (a capitalised word that does not open its sentence) and ``{age}`` (a
    figure from 1 to 110 between commas after a capitalised word).

    Parameters
    ----------
    articles
        The `articles` table.
    scheme
        From `load_scheme` or `read_scheme`; the five generic frames where not given.
    quotations
        The `quotations` table; found where it is not given.
    parts
        Parts to look at: title, text or both.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `matches`: `article_id`, `part`, `start`, `end`, `term`, `entry` (the word or the pattern), `category` (the
        frame), `weight` (1), `lexicon` (the scheme), `item` (``<frame>_<item>``), `place`, `voice`, `speaker`. Hits of
        one item share no word; a word may speak for two items. `category` and `item` are categorical: they know those
        without a hit too. Sorted by article and place.

    Raises
    ------
    MeasureError
        For something that is not a scheme, articles in another language, or tokens of other texts.

    Notes
    -----
    A hit is a passage to be read, not a finding: it does not see whether the words are denied, asked or supposed, nor
    whether they concern the issue of the article. A pattern knows the order of words and not the syntax.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["The government must act. She accused the minister of lying."],
    ...     "title": [None], "outlet": ["X"], "date": [pd.NaT], "url": [None]},
    ...     index=pd.Index(["a"], name="article_id"))
    >>> found = find_frames(articles)
    >>> found.loc[found["item"] == "conflict_reproach", ["term", "category"]].values.tolist()
    [['accused', 'conflict'], ['lying', 'conflict']]
    """
    chosen = check_scheme(scheme)

    def find_in_part(part: str, part_of: Tokens) -> tuple[pd.DataFrame, Array]:
        row, first, last = matcher_of(chosen).find(part_of)
        return _lay_out(articles, chosen, part, part_of, (row, first, last)), first

    return find_with_voices(
        articles,
        find_in_part,
        language=chosen.language,
        of=f"the scheme {chosen.name!r}",
        quotations=quotations,
        parts=parts,
        tokens=tokens,
    )


def check_scheme(scheme: Scheme | None) -> Scheme:
    """Give the scheme, the generic frames where there is none."""
    chosen = load_scheme() if scheme is None else scheme
    if not isinstance(chosen, Scheme):
        raise MeasureError(
            "scheme= must be a scheme of frames",
            found=type(chosen).__name__,
            do='read it first: load_scheme("generic") or read_scheme("frames.toml")',
        )
    return chosen


def _lay_out(
    articles: pd.DataFrame, scheme: Scheme, part: str, tokens: Tokens, hits: tuple[Array, Array, Array]
) -> pd.DataFrame:
    """Set out hits as a `matches` table."""
    row, first, last = hits
    texts = articles[part].tolist()
    begin = tokens.pick(first)
    text, start, end = begin.text, begin.start, tokens.pick(last).end
    spans = zip(text.tolist(), start.tolist(), end.tolist(), strict=True)
    entries = scheme.entries
    return pd.DataFrame(
        {
            "article_id": pd.Series(articles.index.to_numpy()[text], dtype="str"),
            "part": part,
            "start": start.astype(np.int64),
            "end": end.astype(np.int64),
            "term": pd.Series([texts[t][s:e] for t, s, e in spans], dtype="str"),
            "entry": pd.Series(entries["term"].to_numpy()[row], dtype="str"),
            "category": pd.Categorical(entries["frame"].to_numpy()[row], scheme.frames.index.tolist()),
            "weight": np.ones(len(row)),
            "lexicon": pd.Series(scheme.name, range(len(row)), "str"),
            "item": pd.Categorical(entries["item"].to_numpy()[row], scheme.items.index.tolist()),
        }
    )
