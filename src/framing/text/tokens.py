"""Texts as arrays of tokens, made once and shared by every measure."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from framing.text.growing import expand
from framing.text.vocabulary import Vocabulary

__all__ = ["Picked", "Tokens", "digest", "encode"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, eq=False)
class Tokens:
    """Words and marks of a list of texts, with their sentences.

    What is kept is an entry for each form, a stretch without white space; the entries of all tokens (`form`, `type`,
    `start`, `end`) are laid out when they are first asked for. `pick` looks at some tokens without that.

    Of cleaned news, 0.9 million tokens take 13 MB, 31 MB with all laid out, and their vocabulary 11 MB; 10.8 million
    take 162 MB, 377 MB and 46 MB (``python -m benchmarks.corpus CORPUS``).

    Attributes
    ----------
    vocabulary : Vocabulary
        The distinct forms and words, with their facts.
    n_texts : int
        Number of texts.
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
    form_row: Array
    form_start: Array
    form_end: Array
    form_broken: Array
    form_sentence: Array
    sentence_form: Array
    text_form: Array
    digest: str

    def __len__(self) -> int:
        return int(self.form_token[-1])

    @property
    def n_bytes(self) -> int:
        """Bytes of the arrays, those laid out so far included; the vocabulary comes on top."""
        held = (values if isinstance(values, tuple) else (values,) for values in vars(self).values())
        return sum(array.nbytes for arrays in held for array in arrays if isinstance(array, np.ndarray))

    @property
    def n_sentences(self) -> int:
        """Number of sentences in all texts."""
        return len(self.sentence_form) - 1

    @cached_property
    def form_token(self) -> Array:
        """First token of each form, and the number of tokens at the end."""
        first = np.zeros(len(self.form_row) + 1, np.int32)
        np.cumsum(self.vocabulary.pieces.count[self.form_row], out=first[1:])
        return first

    @cached_property
    def _laid_out(self) -> tuple[Array, Array]:
        """Form of each token, and its place among the pieces of the vocabulary."""
        pieces = self.vocabulary.pieces
        return expand(pieces.first[self.form_row], pieces.count[self.form_row])

    @property
    def form(self) -> Array:
        """The form each token lies in."""
        return self._laid_out[0]

    @cached_property
    def type(self) -> Array:
        """Row of each token in the vocabulary's types."""
        return self.vocabulary.pieces.column("type")[self._laid_out[1]]

    @cached_property
    def start(self) -> Array:
        """Where each token starts, in characters of its text."""
        form, item = self._laid_out
        return self.form_start[form] + self.vocabulary.pieces.column("start")[item]

    @cached_property
    def end(self) -> Array:
        """Where each token ends, in characters of its text."""
        form, item = self._laid_out
        return self.form_start[form] + self.vocabulary.pieces.column("end")[item]

    @property
    def sentence(self) -> Array:
        """Sentence of each token."""
        return self.form_sentence[self.form]

    @cached_property
    def form_text(self) -> Array:
        """Number of the text each form lies in."""
        return np.repeat(np.arange(self.n_texts, dtype=np.int32), np.diff(self.text_form))

    @property
    def text(self) -> Array:
        """Number of the text each token lies in."""
        return self.form_text[self.form]

    @property
    def sentence_text(self) -> Array:
        """Number of the text each sentence lies in."""
        return self.form_text[self.sentence_form[:-1]]

    @property
    def sentence_spans(self) -> tuple[Array, Array]:
        """Bounds of each sentence, in characters of its text."""
        return self.form_start[self.sentence_form[:-1]], self.form_end[self.sentence_form[1:] - 1]

    @cached_property
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

    @cached_property
    def form_words(self) -> Array:
        """Number of words in each form."""
        return self.vocabulary.form_words[self.form_row]

    @cached_property
    def words_before(self) -> Array:
        """Number of words before each form, and in all at the end."""
        before = np.zeros(len(self.form_row) + 1, np.int32)
        np.cumsum(self.form_words, out=before[1:])
        return before

    def count_words(self) -> Array:
        """Count the words of each text."""
        return np.diff(self.words_before[self.text_form])

    def count_sentences(self) -> Array:
        """Count the sentences of each text."""
        return np.bincount(self.sentence_text, minlength=self.n_texts)

    def count_sentence_words(self) -> Array:
        """Count the words of each sentence."""
        return np.diff(self.words_before[self.sentence_form])

    def pick(self, token: Array) -> Picked:
        """Look at some tokens, given by number."""
        own = np.asarray(token).astype(self.form_token.dtype, copy=False)  # or all forms are cast anew
        return Picked(self, token, np.searchsorted(self.form_token, own, "right") - 1)

    def pick_forms(self, form: Array) -> Picked:
        """Look at all tokens of some forms."""
        first = self.form_token
        owner, token = expand(first[form], first[form + 1] - first[form])
        return Picked(self, token, form[owner])

    def belong_to(self, texts: Sequence[str]) -> bool:
        """Tell whether these tokens were made from these texts."""
        return len(texts) == self.n_texts and self.digest == digest(map(encode, texts))


@dataclass(frozen=True, slots=True, eq=False)
class Picked:
    """Some tokens of many, with what is known of each.

    Attributes
    ----------
    tokens : Tokens
        All of them.
    token, form : ndarray
        Number of each picked token, and the form it lies in.
    """

    tokens: Tokens
    token: Array
    form: Array

    def keep(self, kept: Array) -> Picked:
        """Keep some of those picked."""
        return Picked(self.tokens, self.token[kept], self.form[kept])

    @property
    def _item(self) -> Array:
        tokens = self.tokens
        first = tokens.vocabulary.pieces.first[tokens.form_row[self.form]]
        return first + (self.token - tokens.form_token[self.form])

    @property
    def type(self) -> Array:
        """Row of each in the vocabulary's types."""
        return self.tokens.vocabulary.pieces.column("type")[self._item]

    @property
    def norm(self) -> Array:
        """Row of each in the vocabulary's normalised words; 0 for a mark."""
        return self.tokens.vocabulary.norm[self.type]

    @property
    def is_word(self) -> Array:
        """Whether each is a word."""
        return self.norm > 0

    @property
    def words_before(self) -> Array:
        """Number of words before each, in all texts."""
        place = self.token - self.tokens.form_token[self.form]
        before = self.tokens.words_before[self.form]
        inner = np.flatnonzero(place)
        owner, item = expand(self._item[inner] - place[inner], place[inner])
        kind = self.tokens.vocabulary.pieces.column("type")[item]
        before[inner] += np.bincount(owner[self.tokens.vocabulary.is_word[kind]], minlength=len(inner))
        return before

    @property
    def start(self) -> Array:
        """Where each starts, in characters of its text."""
        return self.tokens.form_start[self.form] + self.tokens.vocabulary.pieces.column("start")[self._item]

    @property
    def end(self) -> Array:
        """Where each ends, in characters of its text."""
        return self.tokens.form_start[self.form] + self.tokens.vocabulary.pieces.column("end")[self._item]

    @property
    def sentence(self) -> Array:
        """Sentence of each."""
        return self.tokens.form_sentence[self.form]

    @property
    def text(self) -> Array:
        """Number of the text each lies in."""
        return np.searchsorted(self.tokens.text_form, self.form, "right") - 1


def encode(text: str) -> bytes:
    """Write a text as UTF-8, lone surrogates and all."""
    return text.encode("utf-8", "surrogatepass")


def digest(texts: Iterable[bytes]) -> str:
    """Hash texts: quick, for a mix-up is to be noticed and not an attack."""
    check, size = 0, 0
    for text in texts:
        check = zlib.crc32(text, zlib.crc32(len(text).to_bytes(8, "little"), check))
        size += len(text)
    return f"{size}-{check:08x}"
