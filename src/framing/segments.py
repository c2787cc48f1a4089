"""Units of text: paragraphs and sentences, and where in the article they stand."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.parts import check_parts, part_texts, part_tokens, repeats_title
from framing.tables import PLACES, check_table
from framing.text import Tokens

__all__ = ["form_places", "segment_articles", "segment_ids"]

Array = np.ndarray[Any, Any]

_TITLE, _HEADING, _BODY = range(len(PLACES))
_HEADING_WORDS = 12


def segment_articles(
    articles: pd.DataFrame,
    *,
    by: Literal["sentence", "paragraph"] = "sentence",
    parts: tuple[str, ...] = ("text",),
    with_text: bool = False,
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Split articles into sentences or paragraphs.

    Parameters
    ----------
    articles
        The `articles` table.
    by
        "sentence" or "paragraph" (a line of the text).
    parts
        Parts to split: title, text or both.
    with_text
        Whether to add the column `text`.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `segments`: index `segment_id`; `article_id`, `part`, `place` (title, heading, body), `start`, `end`
        (characters of the part), `kind`. Empty texts have none.

    Raises
    ------
    MeasureError
        Where `by` is neither of the two.

    Notes
    -----
    A heading is what the page marks as one, where the articles were read from web pages (column `layout`).
    Elsewhere it is a line of at most twelve words without a closing stop, followed by a longer line; a line
    of a list can look the same.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["It may be a bluff. Nobody knows."], "title": ["Bluff?"]},
    ...                         index=pd.Index(["a"], name="article_id"))
    >>> segment_articles(articles.assign(outlet="X", date=pd.NaT, url="-"))[["start", "end"]].values.tolist()
    [[0, 18], [19, 32]]
    """
    if by not in ("sentence", "paragraph"):
        raise MeasureError("unknown unit", found=f"by={by!r}", do='use by="sentence" or by="paragraph"')
    check_table("articles", articles)
    chosen = check_parts(parts, articles)
    tables = []
    for part in chosen:
        part_of = part_tokens(articles, part, parts=chosen, tokens=tokens)
        tables.append(_segment_part(articles, part, part_of, by))
    segments = pd.concat(tables) if len(tables) > 1 else tables[0]
    order = np.argsort(articles.index.get_indexer(pd.Index(segments["article_id"])), kind="stable")
    segments = segments.iloc[order]
    if with_text:
        segments = segments.assign(text=pd.Series(_cut(articles, segments, chosen), segments.index, "str"))
    return segments


def _segment_part(articles: pd.DataFrame, part: str, tokens: Tokens, by: str) -> pd.DataFrame:
    begins = tokens.sentence_form[:-1] if by == "sentence" else np.flatnonzero(tokens.form_broken)
    ends = np.append(begins[1:], len(tokens.form_row))
    text = np.searchsorted(tokens.text_form, begins, "right") - 1
    places = form_places(articles, part, tokens)[begins]
    return pd.DataFrame(
        {
            "article_id": pd.array(articles.index.to_numpy()[text], dtype="str"),
            "part": part,
            "place": np.array(PLACES)[places],
            "start": tokens.form_start[begins].astype(np.int64),
            "end": tokens.form_end[ends - 1].astype(np.int64) if len(begins) else np.zeros(0, np.int64),
            "kind": by,
        },
        index=segment_ids(articles, part, text),
    )


def segment_ids(articles: pd.DataFrame, part: str, text: Array) -> pd.Index:
    """Ids of segments: article, part and running number within both."""
    first = np.searchsorted(text, text, "left") if len(text) else text
    number = np.arange(len(text)) - first
    keys = articles.index.tolist()
    names = [f"{keys[t]}/{part}/{n:04d}" for t, n in zip(text.tolist(), number.tolist(), strict=True)]
    return pd.Index(names, name="segment_id", dtype="str")


def form_places(articles: pd.DataFrame, part: str, tokens: Tokens) -> Array:
    """Place of each form, as a number into `PLACES`."""
    if part == "title" or not len(tokens.form_row):
        return np.full(len(tokens.form_row), _TITLE, np.int8)
    first = np.flatnonzero(tokens.form_broken)
    text = np.searchsorted(tokens.text_form, first, "right") - 1
    headings = _take_marked(articles, text, _is_heading(tokens, first, text))
    places = np.where(headings, _HEADING, _BODY).astype(np.int8)
    opening = np.ones(len(first), bool)
    opening[1:] = text[1:] != text[:-1]
    places[opening & np.array(repeats_title(articles), bool)[text]] = _TITLE
    return np.repeat(places, np.diff(first, append=len(tokens.form_row)))


def _is_heading(tokens: Tokens, first: Array, text: Array) -> Array:
    """Tell for each paragraph, given its first form and its text, whether it is a heading."""
    last = np.append(first[1:], len(tokens.form_row)) - 1
    words = tokens.words_before[last + 1] - tokens.words_before[first]
    closes = tokens.vocabulary.fact_at(_closes, tokens.form_row[last], level="form")
    opens = tokens.vocabulary.fact_at(_opens_heading, tokens.form_row[first], level="form")
    longer = np.zeros(len(first), bool)
    longer[:-1] = (text[1:] == text[:-1]) & (words[1:] > words[:-1])
    return (words > 0) & (words <= _HEADING_WORDS) & ~closes & opens & longer


def _take_marked(articles: pd.DataFrame, text: Array, guessed: Array) -> Array:
    """Replace the guess by the page's own marks, for each article whose `layout` fits its text."""
    if "layout" not in articles.columns:
        return guessed
    headings = guessed.copy()
    bounds = np.searchsorted(text, np.arange(len(articles) + 1))
    for row, letters in enumerate(articles["layout"].tolist()):
        if isinstance(letters, str) and len(letters) == bounds[row + 1] - bounds[row]:
            headings[bounds[row] : bounds[row + 1]] = [letter == "h" for letter in letters]
    return headings


def _closes(form: str) -> bool:
    """Tell whether a form closes a sentence or leads on to the next line."""
    return form.rstrip("\"'”’»)]").endswith((".", "!", "…", ":", ",", ";")) or form.endswith(("”", "’", '"', "»"))


def _opens_heading(form: str) -> bool:
    opening = form.lstrip("\"'“‘«(")
    return opening[:1].isupper() or opening[:1].isdigit()


def _cut(articles: pd.DataFrame, segments: pd.DataFrame, parts: tuple[str, ...]) -> list[str]:
    texts = {part: dict(zip(articles.index.tolist(), part_texts(articles, part), strict=True)) for part in parts}
    columns = (segments[name].tolist() for name in ("part", "article_id", "start", "end"))
    return [texts[part][key][start:end] for part, key, start, end in zip(*columns, strict=True)]
