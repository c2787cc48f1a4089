"""Exposure: how many words each voice has. The denominator of every rate."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from framing.parts import check_parts, part_tokens
from framing.segments import form_places
from framing.tables import PLACES, VOICES, check_spans, check_table
from framing.text import Tokens
from framing.voices.layers import Layers, lay_quotations
from framing.voices.quotations import find_quotations
from framing.voices.stretches import Stretches, lay_stretches

__all__ = ["count_words"]

Array = np.ndarray[Any, Any]


def count_words(
    articles: pd.DataFrame,
    *,
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Count words and sentences by article, part, place, voice and speaker.

    A word is a token with a letter or a digit; hyphenated and apostrophised forms count once. A sentence counts for the
    voice in which it begins, as in `assign_voices`.

    Parameters
    ----------
    articles
        The `articles` table.
    quotations
        The `quotations` table; found where it is not given.
    parts
        Parts to count: title, text or both. A title that the text repeats is counted once.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `words`: `article_id`, `part`, `place`, `voice`, `speaker`, `n_words`, `n_sentences`. Every article is in it,
        one without words with a row of zeros.

    Raises
    ------
    TableError
        Where the quotations do not belong to these articles.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["“It may rain,” she said."], "title": [None], "outlet": ["X"],
    ...     "date": [pd.NaT], "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> count_words(articles)[["voice", "n_words"]].values.tolist()
    [['journalist', 2], ['source_direct', 3]]
    """
    check_table("articles", articles)
    chosen = check_parts(parts, articles)
    if quotations is None:
        quotations = find_quotations(articles, parts=parts, tokens=tokens)
    check_spans("quotations", quotations, articles)
    tables = [
        _count_part(articles, quotations, part, part_tokens(articles, part, parts=chosen, tokens=tokens))
        for part in chosen
    ]
    words = pd.concat([*tables, _silent(articles, tables, chosen[-1])], ignore_index=True)
    order = np.argsort(articles.index.get_indexer(pd.Index(words["article_id"])), kind="stable")
    return words.iloc[order].reset_index(drop=True)


def _count_part(articles: pd.DataFrame, quotations: pd.DataFrame, part: str, tokens: Tokens) -> pd.DataFrame:
    """Count stretch by stretch: between two borders of paragraphs and quotations nothing changes."""
    own = quotations[quotations["part"] == part]
    stretches = lay_stretches(articles, own, tokens)
    layers = lay_quotations(articles, own, part)
    covering = layers.covering(stretches.text, stretches.start)
    begins, voiced = _stretches_of_sentences(tokens, stretches, covering)
    speaker, speakers = _speakers(layers, covering)
    place, voice = form_places(articles, part, tokens)[stretches.form], layers.voice_at(covering)
    shape = (tokens.n_texts, len(PLACES), len(VOICES), len(speakers))
    cell = np.concatenate(
        [
            np.ravel_multi_index((stretches.text, place, voice, speaker), shape),
            np.ravel_multi_index((stretches.text[begins], place[begins], voice[voiced], speaker[voiced]), shape),
        ]
    )
    held, back = np.unique(cell, return_inverse=True)
    n_words = np.bincount(back[: len(covering)], stretches.n_words, len(held)).astype(np.int64)
    n_sentences = np.bincount(back[len(covering) :], minlength=len(held))
    kept = (n_words > 0) | (n_sentences > 0)
    text, place, voice, speaker = np.unravel_index(held[kept], shape)
    return pd.DataFrame(
        {
            "article_id": pd.array(articles.index.to_numpy()[text], dtype="str"),
            "part": part,
            "place": pd.array(np.array(PLACES)[place], dtype="str"),
            "voice": pd.array(np.array(VOICES)[voice], dtype="str"),
            "speaker": pd.Series(np.array(speakers, object)[speaker], dtype="str"),
            "n_words": n_words[kept],
            "n_sentences": n_sentences[kept],
        }
    )


def _stretches_of_sentences(tokens: Tokens, stretches: Stretches, covering: Array) -> tuple[Array, Array]:
    """Stretch in which each sentence begins, and the one whose voice it has.

    A sentence that opens with marks before a quotation has the voice of its first word.
    """
    first, last = tokens.sentence_form[:-1], tokens.sentence_form[1:]
    text = tokens.form_text[first].astype(np.int64)
    begins = stretches.containing(text, tokens.form_start[first])
    voiced = begins.copy()
    form = np.searchsorted(tokens.words_before[1:], tokens.words_before[first], "right")  # of the first word
    open_ = np.flatnonzero((covering[begins] < 0) & (form < last))
    picked = tokens.pick_forms(form[open_])
    words = picked.keep(np.flatnonzero(picked.is_word))
    words = words.keep(np.flatnonzero(np.diff(words.form, prepend=-1)))
    voiced[open_] = stretches.containing(text[open_], words.start)
    return begins, voiced


def _speakers(layers: Layers, covering: Array) -> tuple[Array, list[str | None]]:
    """Number of the speaker at each place, and the names: the first is nobody."""
    names: list[str | None] = [None, *sorted({name for name in layers.speaker.tolist() if name is not None})]
    number = {name: place for place, name in enumerate(names)}
    of_row = np.array([number[name] for name in layers.speaker.tolist()] + [0], np.int64)
    return of_row[covering], names


def _silent(articles: pd.DataFrame, tables: list[pd.DataFrame], part: str) -> pd.DataFrame:
    """Rows of zeros for the articles without a word."""
    spoken = {key for table in tables for key in table["article_id"].tolist()}
    silent = [key for key in articles.index.tolist() if key not in spoken]
    return pd.DataFrame(
        {
            "article_id": pd.Series(silent, dtype="str"),
            "part": pd.Series(part, range(len(silent)), "str"),
            "place": pd.Series("body", range(len(silent)), "str"),
            "voice": pd.Series("journalist", range(len(silent)), "str"),
            "speaker": pd.Series([None] * len(silent), dtype="str"),
            "n_words": np.zeros(len(silent), np.int64),
            "n_sentences": np.zeros(len(silent), np.int64),
        }
    )
