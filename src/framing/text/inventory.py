"""The growing inventory of distinct forms and words, and how a form met for the first time is split."""

from __future__ import annotations

from typing import Any

import numpy as np

from framing.text.growing import Growing, Ragged, expand
from framing.text.shapes import find_words
from framing.text.strings import Spans, Strings, spans_of
from framing.text.words import normalise, split_form

__all__ = ["ALONE", "SHAPE", "Inventory"]

Array = np.ndarray[Any, Any]

SHAPE = ("prefix", "word", "suffix")
ALONE = -1
_LOWER = np.arange(256, dtype=np.uint8)
_LOWER[65:91] += 32
_ALPHANUMERIC = np.array([byte < 128 and chr(byte).isalnum() for byte in range(256)])
_STOP = 46


class Inventory:
    """Distinct forms, their pieces, and the distinct types among these.

    Attributes
    ----------
    forms, types, norms : Strings
        Each distinct form; each distinct word or mark as printed; each distinct normalised word. Row 0 of
        `norms` is the empty string of all marks.
    pieces : Ragged
        For each form: `start` and `end` in its characters, and `type` row.
    shape : dict
        For each plain form the rows of its marks and its word: `prefix` and `suffix` among the strings of marks,
        `word` among the types. The word of any other form is `ALONE`.
    """

    def __init__(self) -> None:
        self.forms, self.types, self.norms = Strings(), Strings(), Strings()
        self.norms.rows_of([""])
        self.pieces = Ragged({"start": np.int32, "end": np.int32, "type": np.int32})
        self._norm_of_type = Growing(np.int32)
        self._form_words = Growing(np.int32)
        self.affixes = Strings()
        self._affix_pieces = Ragged({"start": np.int32, "end": np.int32, "type": np.int32})
        self.shape = {name: Growing(np.int32) for name in SHAPE}

    @property
    def n_bytes(self) -> int:
        """Bytes of the strings and pieces; facts come on top."""
        strings = sum(strings.n_bytes for strings in (self.forms, self.types, self.norms))
        return strings + 20 * len(self.forms) + 4 * len(self.types) + 12 * len(self.pieces.column("type"))

    @property
    def norm(self) -> Array:
        """Row of each type's normalised word; 0 for a mark."""
        return self._norm_of_type.values

    @property
    def is_word(self) -> Array:
        """Whether each type is a word: it has a letter or a digit."""
        return self.norm > 0

    @property
    def form_words(self) -> Array:
        """Number of words in each form."""
        return self._form_words.values

    def rows(self, spans: Spans) -> Array:
        """Row of each form in a padded UTF-8 text; forms not met before are added."""
        before = len(self.forms)
        rows = self.forms.rows(spans)
        if len(self.forms) > before:
            self._add_pieces(self.forms.spans_from(before), before)
        return rows

    def _add_pieces(self, spans: Spans, before: int) -> None:
        """Split new forms: the plain ones all at once, the others one by one."""
        raw, start, end = spans
        word_start, word_end, plain = find_words(spans)
        form = np.flatnonzero(plain)
        low, high = word_start[form], word_end[form]
        prefix, suffix = self._add_affixes((raw, start[form], low)), self._add_affixes((raw, high, end[form]))
        word = self._add_types((raw, low, high))
        at = np.concatenate([[0], np.cumsum((raw & 0xC0) != 0x80)])  # characters before each byte
        low, high = (at[low] - at[start[form]]).astype(np.int32), (at[high] - at[start[form]]).astype(np.int32)
        odd = np.flatnonzero(~plain)
        self._lay_out(
            len(start),
            [
                self._pieces_of_affixes(form, prefix, np.zeros(len(form), np.int32)),
                (form, low, high, word),
                self._pieces_of_affixes(form, suffix, high),
                self._pieces_of_strings(odd, self.forms.pick(odd + before)),
            ],
        )
        for name, rows in zip(SHAPE, (prefix, word, suffix), strict=True):
            column = np.full(len(start), ALONE, np.int32)
            column[form] = rows
            self.shape[name].extend(column)

    def _lay_out(self, n_forms: int, sources: list[tuple[Array, Array, Array, Array]]) -> None:
        """Put the pieces of new forms, given source by source, in the order of the forms."""
        form, start, end, kind = (np.concatenate(column) for column in zip(*sources, strict=True))
        order = np.argsort(form, kind="stable")
        columns = {"start": start[order], "end": end[order], "type": kind[order]}
        self.pieces.extend(np.bincount(form, minlength=n_forms), columns)
        self._form_words.extend(np.bincount(form[self.is_word[kind]], minlength=n_forms))

    def _add_affixes(self, spans: Spans) -> Array:
        """Row of each string of marks, and the pieces of those not met before."""
        before = len(self.affixes)
        rows = self.affixes.rows(spans)
        new = self.affixes.decode(before)
        form, start, end, kind = self._pieces_of_strings(np.arange(len(new)), new)
        columns = {"start": start, "end": end, "type": kind}
        self._affix_pieces.extend(np.bincount(form, minlength=len(new)), columns)
        return rows

    def _pieces_of_affixes(self, form: Array, affix: Array, begin: Array) -> tuple[Array, Array, Array, Array]:
        pieces = self._affix_pieces
        row, item = expand(pieces.first[affix], pieces.count[affix])
        start, end = (pieces.column(name)[item] + begin[row] for name in ("start", "end"))
        return form[row], start, end, pieces.column("type")[item]

    def _pieces_of_strings(self, form: Array, strings: list[str]) -> tuple[Array, Array, Array, Array]:
        split = [split_form(string) for string in strings]
        bounds = np.array([(start, end) for pieces in split for start, end, _ in pieces], np.int32).reshape(-1, 2)
        named = [string[s:e] for string, pieces in zip(strings, split, strict=True) for s, e, _ in pieces]
        owner = np.repeat(form, [len(pieces) for pieces in split])
        return owner, bounds[:, 0], bounds[:, 1], self._add_types(spans_of(named))

    def _add_types(self, spans: Spans) -> Array:
        """Row of each piece among the types, and the normalised words of those not met before."""
        before = len(self.types)
        rows = self.types.rows(spans)
        if len(self.types) > before:
            raw, start, end = self.types.spans_from(before)
            self._norm_of_type.extend(self._add_norms((raw, start, end), before))
        return rows

    def _add_norms(self, types: Spans, before: int) -> Array:
        """Row of each new type's normalised word; plain ASCII is lower-cased at once."""
        raw, start, end = types
        first = raw[start]
        is_word = _ALPHANUMERIC[first]
        wide = np.logical_or.reduceat(raw >= 128, start)
        singly = wide | (is_word & (raw[end - 1] == _STOP))
        norm = np.zeros(len(start), np.int32)
        plain = np.flatnonzero(is_word & ~singly)
        norm[plain] = self.norms.rows((_LOWER[raw], start[plain], end[plain]))
        rest = np.flatnonzero(singly)
        words = [normalise(word) if word[0].isalnum() else "" for word in self.types.pick(rest + before)]
        norm[rest] = self.norms.rows_of(words)
        return norm
