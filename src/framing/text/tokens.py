"""Texts as arrays of tokens, made once and shared by every measure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.text.growing import expand
from framing.text.keys import PADDING
from framing.text.sentences import begins_sentence
from framing.text.spaces import code_points, find_forms
from framing.text.vocabulary import Vocabulary

__all__ = ["Tokens", "tokenise"]

Array = np.ndarray[Any, Any]

_BLOCK = 1_000_000  # characters worked on at a time: small enough for the processor's cache


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Words and marks of a list of texts, with their sentences.

    One million tokens of news take 31 MB and their vocabulary 18 MB; twelve million take 360 MB and 68 MB
    (more than twice that for a moment, while they are made).

    Attributes
    ----------
    vocabulary : Vocabulary
        The distinct forms and words, with their facts.
    n_texts : int
        Number of texts.
    start, end : ndarray of int32
        Bounds of each token, in characters of its text.
    type : ndarray of int32
        Row of each token in the vocabulary's types.
    form : ndarray of int32
        The form each token lies in.
    form_row, form_start, form_end : ndarray of int32
        Row of each form in the vocabulary, and its bounds in characters of its text.
    form_broken : ndarray of bool
        Whether a line break, or the start of the text, stands before the form.
    form_sentence : ndarray of int32
        The sentence each form lies in.
    sentence_form : ndarray of int32
        First form of each sentence, and the number of forms at the end.
    text_form : ndarray of int64
        First form of each text, and the number of forms at the end.
    digest : str
        Hash of the texts: a check that the tokens belong to them.
    """

    vocabulary: Vocabulary
    n_texts: int
    start: Array
    end: Array
    type: Array
    form: Array
    form_row: Array
    form_start: Array
    form_end: Array
    form_broken: Array
    form_sentence: Array
    sentence_form: Array
    text_form: Array
    digest: str

    def __len__(self) -> int:
        return len(self.type)

    @property
    def n_sentences(self) -> int:
        """Number of sentences in all texts."""
        return len(self.sentence_form) - 1

    @property
    def sentence(self) -> Array:
        """Sentence of each token."""
        return self.form_sentence[self.form]

    @property
    def text(self) -> Array:
        """Number of the text each token lies in."""
        return self._text_of(self.form)

    @property
    def sentence_text(self) -> Array:
        """Number of the text each sentence lies in."""
        return self._text_of(self.sentence_form[:-1])

    @property
    def sentence_spans(self) -> tuple[Array, Array]:
        """Bounds of each sentence, in characters of its text."""
        return self.form_start[self.sentence_form[:-1]], self.form_end[self.sentence_form[1:] - 1]

    @property
    def paragraph(self) -> Array:
        """Paragraph (line) of each form, counted through all texts."""
        return np.cumsum(self.form_broken, dtype=np.int32) - 1

    @property
    def is_word(self) -> Array:
        """Whether each token is a word."""
        return self.vocabulary.is_word[self.type]

    @property
    def norm(self) -> Array:
        """Row of each token in the vocabulary's normalised words; 0 for a mark."""
        return self.vocabulary.norm[self.type]

    def count_words(self) -> Array:
        """Count the words of each text."""
        return np.bincount(self.text[self.is_word], minlength=self.n_texts)

    def count_sentences(self) -> Array:
        """Count the sentences of each text."""
        return np.bincount(self.sentence_text, minlength=self.n_texts)

    def belong_to(self, texts: Sequence[str]) -> bool:
        """Tell whether these tokens were made from these texts."""
        return self.digest == _digest(texts)

    def _text_of(self, form: Array) -> Array:
        return np.searchsorted(self.text_form, form, "right") - 1


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
    blocks = [_split_block(block, vocabulary) for block in _blocks(texts)]
    row, start, end, broken, per_text = (
        np.concatenate([block[column] for block in blocks]) if blocks else np.zeros(0, dtype)
        for column, dtype in enumerate((np.int32, np.int32, np.int32, bool, np.int64))
    )
    begins = begins_sentence(vocabulary, row, broken)
    pieces = vocabulary.pieces
    form, item = expand(pieces.first[row], pieces.count[row])
    return Tokens(
        vocabulary=vocabulary,
        n_texts=len(texts),
        start=start[form] + pieces.column("start")[item],
        end=start[form] + pieces.column("end")[item],
        type=pieces.column("type")[item],
        form=form,
        form_row=row,
        form_start=start,
        form_end=end,
        form_broken=broken,
        form_sentence=np.cumsum(begins, dtype=np.int32) - 1,
        sentence_form=np.append(np.flatnonzero(begins), len(row)).astype(np.int32),
        text_form=np.concatenate([[0], np.cumsum(per_text)]).astype(np.int64),
        digest=_digest(texts),
    )


def _blocks(texts: Sequence[str]) -> Iterator[list[bytes]]:
    """Group the texts, as UTF-8, so that one block is about `_BLOCK` characters."""
    block: list[bytes] = []
    size = 0
    for text in texts:
        block.append(text.encode("utf-8", "surrogatepass"))
        size += len(text)
        if size >= _BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block


def _split_block(block: list[bytes], vocabulary: Vocabulary) -> tuple[Array, Array, Array, Array, Array]:
    """Forms of one block: rows, bounds in their text, line break before, number in each text."""
    raw = b"\n".join(block) + b"\n"
    size = len(raw)
    raw += PADDING
    start, end, broken = find_forms(raw, size)
    row = vocabulary.rows(raw, start, end)
    lengths = np.fromiter(map(len, block), np.int64, len(block)) + 1
    text_end = np.cumsum(lengths)
    form_text = np.searchsorted(text_end, start, "right")
    points = code_points(raw, size)
    origin = points[text_end - lengths][form_text]
    per_text = np.bincount(form_text, minlength=len(block))
    if len(broken):
        broken[0] = True
    return row, points[start] - origin, points[end] - origin, broken, per_text


def _digest(texts: Sequence[str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for text in texts:
        raw = text.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "little"))
        digest.update(raw)
    return digest.hexdigest()
