"""Quotations: what stands between quotation marks, and who said it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.parts import check_parts, part_texts, part_tokens
from framing.tables import check_table
from framing.text import Tokens
from framing.voices.attribution import NO_RULE, Attribution, attribute
from framing.voices.marks import Pieces, pair_marks
from framing.voices.reading import Reading, read_articles

__all__ = ["find_quotations"]

Array = np.ndarray[Any, Any]

_Row = tuple[str | int | None, ...]

_PARTIAL_WORDS = 4
_COLUMNS = {
    "speaker": "str",
    "speaker_text": "str",
    "speaker_start": "Int64",
    "speaker_end": "Int64",
    "cue": "str",
    "cue_start": "Int64",
    "cue_end": "Int64",
    "cue_class": "str",
    "rule": "str",
}
_NOBODY: _Row = (*[None] * 8, NO_RULE)


def find_quotations(
    articles: pd.DataFrame, *, parts: tuple[str, ...] = ("text",), tokens: Tokens | None = None, speakers: bool = True
) -> pd.DataFrame:
    """Find what stands between quotation marks, and who said it.

    Curly, straight, angle and single marks; marks within marks belong to the outer quotation; a quotation over several
    paragraphs is several rows with one `quotation_id`. The speaker is found by rules on the words around it
    (`framing.voices.attribution`), without a parser.

    Parameters
    ----------
    articles
        The `articles` table.
    parts
        Parts to look at: title, text or both.
    tokens
        Tokens of the texts, where they were made before.
    speakers
        Whether to look for speakers and cues; without, only the spans are found, in a tenth of the time.

    Returns
    -------
    pandas.DataFrame
        `quotations`: `quotation_id`, `article_id`, `part`, `start`, `end` (without the marks), `kind` ("direct" from
        four words, "partial" below), `speaker` (one canonical name a person within an article, titles stripped; missing
        where not known), `speaker_text`, `speaker_start`, `speaker_end` (the words that name the speaker; they may be a
        pronoun), `cue` (base form), `cue_start`, `cue_end`, `cue_class`, `flag` ("unclosed" where the mark that closes
        is missing: the quotation then ends with its paragraph), `rule` (the rule that found the speaker, or
        "quotation marks").

    Notes
    -----
    It cannot see speech without quotation marks, and takes a quoted title or a scare quote for a (partial) quotation,
    mostly without a speaker. It does not know that a person is a woman or a man: *he* and *she* stand for the nearest
    person before.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“It is a bluff, surely,” she said."], "title": [None], "outlet": ["X"],
    ...     "date": [pd.NaT], "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> find_quotations(articles)[["start", "end", "kind", "speaker_text", "cue"]].values.tolist()
    [[1, 23, 'direct', 'she', 'say']]
    """
    check_table("articles", articles)
    chosen = check_parts(parts, articles)
    found = []
    for part in chosen:
        of_part = part_tokens(articles, part, parts=chosen, tokens=tokens)
        found.append(_find_in_part(articles, part, of_part, speakers=speakers))
    quotations = pd.concat(found, ignore_index=True) if len(found) > 1 else found[0]
    order = np.argsort(articles.index.get_indexer(pd.Index(quotations["article_id"])), kind="stable")
    return quotations.iloc[order].reset_index(drop=True)


def _find_in_part(articles: pd.DataFrame, part: str, tokens: Tokens, *, speakers: bool) -> pd.DataFrame:
    pieces = pair_marks(tokens)
    first, last = tokens.pick(pieces.first), tokens.pick(pieces.last)
    text = first.text
    n_words = np.bincount(pieces.number, last.words_before + last.is_word - first.words_before)
    direct = n_words[pieces.number] >= _PARTIAL_WORDS
    keys = articles.index.to_numpy()
    ids = [f"{keys[t]}/{part}/q{n:04d}" for t, n in zip(text.tolist(), _within(text, pieces.number), strict=True)]
    spans = pd.DataFrame(
        {
            "quotation_id": pd.Series(ids, dtype="str"),
            "article_id": pd.Series(keys[text], dtype="str"),
            "part": part,
            "start": first.start.astype(np.int64),
            "end": last.end.astype(np.int64),
            "kind": pd.Series(np.array(["partial", "direct"])[direct.astype(np.int8)], dtype="str"),
            "flag": pd.Series(["unclosed" if unclosed else None for unclosed in pieces.unclosed.tolist()], dtype="str"),
        }
    )
    found = _attribute(articles, part, tokens, pieces) if speakers else [_NOBODY] * len(text)
    columns = dict(zip(_COLUMNS, zip(*found, strict=True) if found else [()] * len(_COLUMNS), strict=True))
    named = {name: pd.Series(list(column), dtype=_COLUMNS[name]) for name, column in columns.items()}
    return spans.assign(**named)[[*spans.columns[:-1], *list(_COLUMNS)[:-1], "flag", "rule"]]


def _attribute(articles: pd.DataFrame, part: str, tokens: Tokens, pieces: Pieces) -> list[_Row]:
    """Find the speaker and the cue of each piece, as rows of `_COLUMNS`."""
    texts = part_texts(articles, part)
    rows: list[_Row] = []
    for reading in read_articles(articles, part, tokens, pieces):
        rows += [_row(reading, texts[reading.text], one) for one in attribute(reading)]
    return rows


def _row(reading: Reading, text: str, one: Attribution) -> _Row:
    """Write down what is known of one piece."""
    speaker, speech = one.speaker, one.speech
    named: _Row = (None,) * 4
    if speaker is not None:
        begin, end = reading.start[speaker.span[0]], reading.end[speaker.span[1] - 1]
        named = (speaker.name, text[begin:end], begin, end)
    cued: _Row = (None,) * 4
    if speech is not None:
        cued = (speech.cue, reading.start[speech.first], reading.end[speech.after - 1], speech.cue_class)
    return (*named, *cued, one.rule)


def _within(text: Array, number: Array) -> list[int]:
    """Number of each quotation within its text."""
    base = number[np.searchsorted(text, text, "left")] if len(text) else number
    within: list[int] = (number - base).tolist()
    return within
