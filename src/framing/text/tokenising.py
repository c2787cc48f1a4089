"""Splitting texts into tokens and sentences: bytes in, arrays out, about a megabyte at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from framing.text.growing import expand
from framing.text.inventory import ALONE
from framing.text.keys import PADDING
from framing.text.sentences import begins_sentence, find_glued
from framing.text.spaces import code_points, find_forms
from framing.text.tokens import Tokens, digest, encode
from framing.text.vocabulary import Vocabulary

__all__ = ["tokenise"]

Array = np.ndarray[Any, Any]

_BLOCK = 1_000_000  # bytes worked on at a time: small enough for the processor's cache


def tokenise(texts: Sequence[str], *, vocabulary: Vocabulary | None = None) -> Tokens:
    """Split texts into tokens and sentences, in one pass.

    Parameters
    ----------
    texts
        The texts. Any string will do; offsets are code points into it.
    vocabulary
        A vocabulary to go on filling; a new one where none is given.

    Returns
    -------
    Tokens

    Examples
    --------
    >>> text = "Mr. Vane won’t resign. Rumours, she said, are “pure invention”."
    >>> tokens = tokenise([text])
    >>> tokens.count_words().tolist(), tokens.n_sentences
    ([10], 2)
    >>> [text[s:e] for s, e in zip(*tokens.sentence_spans)]
    ['Mr. Vane won’t resign.', 'Rumours, she said, are “pure invention”.']
    """
    vocabulary = Vocabulary() if vocabulary is None else vocabulary
    encoded = [encode(text) for text in texts]
    blocks = [_split_block(texts[block], encoded[block], vocabulary) for block in _blocks(encoded)]
    row, start, end, broken, glued, per_text = (
        np.concatenate([block[column] for block in blocks]) if blocks else np.zeros(0, dtype)
        for column, dtype in enumerate((np.int32, np.int32, np.int32, bool, bool, np.int64))
    )
    begins = begins_sentence(vocabulary, row, broken) | glued
    return Tokens(
        vocabulary=vocabulary,
        n_texts=len(texts),
        form_row=row,
        form_start=start,
        form_end=end,
        form_broken=broken,
        form_sentence=np.cumsum(begins, dtype=np.int32) - 1,
        sentence_form=np.append(np.flatnonzero(begins), len(row)).astype(np.int32),
        text_form=np.concatenate([[0], np.cumsum(per_text)]).astype(np.int64),
        digest=digest(encoded),
    )


def _blocks(encoded: Sequence[bytes]) -> Iterator[slice]:
    """Group the texts so that one block is about `_BLOCK` bytes."""
    begin, size = 0, 0
    for number, text in enumerate(encoded, 1):
        size += len(text)
        if size >= _BLOCK or number == len(encoded):
            yield slice(begin, number)
            begin, size = number, 0


def _split_block(texts: Sequence[str], encoded: Sequence[bytes], vocabulary: Vocabulary) -> tuple[Array, ...]:
    """Forms of one block: rows, bounds in their text, line break before, cut from the one before, number a text."""
    raw = b"\n".join([*encoded, PADDING])
    size = len(raw) - len(PADDING)
    start, end, broken = find_forms(raw, size)
    row, start, end, broken, glued = _cut_glued(np.frombuffer(raw, np.uint8), start, end, broken, vocabulary)
    n_bytes, n_points = (np.fromiter(map(len, of), np.int64, len(of)) + 1 for of in (encoded, texts))
    per_text = np.diff(np.searchsorted(start, np.cumsum(n_bytes)), prepend=0)
    if not raw.isascii():
        start, end = code_points(raw, size, start, end)
    origin = np.repeat(np.cumsum(n_points) - n_points, per_text)
    if len(broken):
        broken[0] = True
    return row, (start - origin).astype(np.int32), (end - origin).astype(np.int32), broken, glued, per_text


def _cut_glued(raw: Array, start: Array, end: Array, broken: Array, vocabulary: Vocabulary) -> tuple[Array, ...]:
    """Look the forms up, and cut those in which a sentence ends without a space behind it."""
    row = vocabulary.rows((raw, start, end))
    glued = np.zeros(len(row), bool)
    odd = vocabulary.shape["word"].values == ALONE  # a plain form holds one word and so no two sentences
    cuts = vocabulary.ragged_fact(find_glued, level="form", only=odd)
    places = np.flatnonzero((cuts.count > 0)[row])
    if len(places):
        owner, cut = expand(cuts.first[row[places]], cuts.count[row[places]])
        after = places[owner]
        middle = start[after] + cuts.column("item")[cut]
        start, end = np.insert(start, after + 1, middle), np.insert(end, after, middle)
        broken, glued, row = (np.insert(column, after + 1, 0) for column in (broken, glued, row))
        new = after + 1 + np.arange(len(after))
        glued[new] = True
        parts = np.union1d(new, new - 1)
        row[parts] = vocabulary.rows((raw, start[parts], end[parts]))
    return row, start, end, broken, glued
