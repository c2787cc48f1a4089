"""Quotations: what sources are reported to say, directly and indirectly, and who said it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.attribution.quoted import NO_RULE
from framing.attribution.statements import PARTIAL_WORDS, Statement, find_statements
from framing.parts import check_parts, part_texts, part_tokens
from framing.reading.articles import Reading, read_articles
from framing.reading.marks import Pieces, pair_marks
from framing.speakers.names import Names
from framing.speakers.typology import describe_speaker
from framing.tables import check_table
from framing.text import Tokens

__all__ = ["find_quotations"]

Array = np.ndarray[Any, Any]

_COLUMNS = {
    "quotation_id": "str",
    "article_id": "str",
    "part": "str",
    "start": "int64",
    "end": "int64",
    "kind": "str",
    "speaker": "str",
    "speaker_text": "str",
    "speaker_start": "Int64",
    "speaker_end": "Int64",
    "speaker_role": "str",
    "speaker_type": "str",
    "anonymous": "boolean",
    "cue": "str",
    "cue_start": "Int64",
    "cue_end": "Int64",
    "cue_class": "str",
    "depth": "int64",
    "flag": "str",
    "rule": "str",
}


def find_quotations(
    articles: pd.DataFrame, *, parts: tuple[str, ...] = ("text",), tokens: Tokens | None = None, speakers: bool = True
) -> pd.DataFrame:
    """Find what sources are reported to say, in quotation marks and without, and who said it.

    Direct speech: curly, straight, angle and single marks; marks within marks belong to the outer quotation; a
    quotation over several paragraphs, and one that its cue breaks, is several rows with one `quotation_id`; turns of an
    interview. Indirect speech: the clauses, infinitives and topics that reporting verbs take, "according to", passives.
    Nominal: *the claim that …*, *rumours of …*. Speakers are found by rules on the words around, without a parser; the
    rules stand in `framing.attribution.quoted`, `clauses`, `complements`, `nominals`, `passives` and `lines`.

    Parameters
    ----------
    articles
        The `articles` table.
    parts
        Parts to look at: title, text or both.
    tokens
        Tokens of the texts, where they were made before.
    speakers
        Without, only the stretches between quotation marks are found, and nobody is named: far faster.

    Returns
    -------
    pandas.DataFrame
        `quotations`, in the order of the articles: `quotation_id` (shared by the pieces of one attribution: what
        stands in marks in a reported clause belongs to it), `article_id`, `part`, `start`, `end` (without the marks),
        `kind` ("direct" from four words, "partial" below, "indirect", "nominal"), `speaker` (one canonical name a
        person within an article, titles stripped; missing where not known), `speaker_text`, `speaker_start`,
        `speaker_end` (the words that name the speaker; they may be a pronoun), `speaker_role`, `speaker_type`,
        `anonymous` (what sort of source, by the words of the article: `assign_speaker_types` corrects it), `cue` (base
        form), `cue_start`, `cue_end`, `cue_class`, `depth` (1; 2 where a source hands on another's words), `flag`,
        `rule`. A flag is "unclosed" (the mark that closes is missing: the quotation then ends with its paragraph),
        "scare quote" (fewer than four words, and no source) or "title" (all capitals, and no source): the words
        of these two are the journalist's.

    Notes
    -----
    How far a clause goes is a rule, not a parse: to the end of the sentence, or to ", but" and its like. What a source
    wants, plans, supports or rejects counts as reported; what *I* and *we* say outside quotation marks does not. A
    scare quote in a headline may be somebody's words. It does not guess from first names who is a woman or a man: *he*
    and *she* stand for the nearest person before whom no title or sentence of the article contradicts.
    ``framing validate quotations`` prints how good each rule is.

    References
    ----------
    Newell, E., Margolin, D. & Ruths, D. (2018). An attribution relations corpus for political news. LREC.
    Pareti, S., O'Keefe, T., Konstas, I., Curran, J. R. & Koprinska, I. (2013). Automatically detecting and attributing
    indirect quotations. EMNLP.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“It is a bluff, surely,” she said. Marsh fears it is none."],
    ...     "title": [None], "outlet": ["X"], "date": [pd.NaT], "url": [None]},
    ...     index=pd.Index(["a"], name="article_id"))
    >>> find_quotations(articles)[["start", "end", "kind", "speaker_text", "cue"]].values.tolist()
    [[1, 23, 'direct', 'she', 'say'], [47, 57, 'indirect', 'Marsh', 'fear']]
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
    find = _find_statements if speakers else _find_pieces
    rows = find(articles, part, tokens, pieces)
    columns = dict(zip(_COLUMNS, zip(*rows, strict=True) if rows else [()] * len(_COLUMNS), strict=True))
    return pd.DataFrame({name: pd.Series(list(column), dtype=_COLUMNS[name]) for name, column in columns.items()})


def _find_statements(articles: pd.DataFrame, part: str, tokens: Tokens, pieces: Pieces) -> list[tuple[Any, ...]]:
    """Find all that sources are reported to say, as rows of `_COLUMNS`."""
    texts, keys = part_texts(articles, part), articles.index.tolist()
    unclosed = pieces.unclosed.tolist()
    rows: list[tuple[Any, ...]] = []
    done = 0
    for reading in read_articles(articles, part, tokens, pieces):
        held = slice(done, done + len(reading.pieces))
        done = held.stop
        statements, names = find_statements(reading, unclosed[held])
        numbers: dict[Any, int] = {}
        for one in statements:
            number = numbers.setdefault(one.key, len(numbers))
            front = (f"{keys[reading.text]}/{part}/q{number:04d}", keys[reading.text], part)
            rows.append((*front, *_row(reading, names, texts[reading.text], one)))
    return rows


def _row(reading: Reading, names: Names, text: str, one: Statement) -> tuple[Any, ...]:
    """Write a statement as the columns behind `part`."""
    start, end = reading.start[one.first], reading.end[one.after - 1]
    speaker = one.speaker
    named: tuple[Any, ...] = (None,) * 7
    if speaker is not None:
        begin, stop = reading.start[speaker.span[0]], reading.end[speaker.span[1] - 1]
        named = (speaker.name, text[begin:stop], begin, stop, *describe_speaker(reading, names, speaker))
    cued: tuple[Any, ...] = (None,) * 4
    if one.cue is not None:
        cued = (one.cue_name, reading.start[one.cue[0]], reading.end[one.cue[1] - 1], one.cue_class)
    return (start, end, one.kind, *named, *cued, one.depth, one.flag, one.rule)


def _find_pieces(articles: pd.DataFrame, part: str, tokens: Tokens, pieces: Pieces) -> list[tuple[Any, ...]]:
    """Find the stretches between quotation marks alone, as rows of `_COLUMNS`."""
    first, last = tokens.pick(pieces.first), tokens.pick(pieces.last)
    n_words = np.bincount(pieces.number, last.words_before + last.is_word - first.words_before)[pieces.number]
    keys = articles.index.to_numpy()[first.text].tolist()
    numbers = _within(first.text, pieces.number)
    columns = zip(
        keys,
        numbers,
        first.start.tolist(),
        last.end.tolist(),
        n_words.tolist(),
        pieces.unclosed.tolist(),
        strict=True,
    )
    nobody = (None,) * 11
    return [
        (
            f"{key}/{part}/q{number:04d}",
            key,
            part,
            start,
            end,
            "direct" if words >= PARTIAL_WORDS else "partial",
            *nobody,
            1,
            "unclosed" if unclosed else None,
            NO_RULE,
        )
        for key, number, start, end, words, unclosed in columns
    ]


def _within(text: Array, number: Array) -> list[int]:
    """Number of each quotation within its text."""
    base = number[np.searchsorted(text, text, "left")] if len(text) else number
    within: list[int] = (number - base).tolist()
    return within
