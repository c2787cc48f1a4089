"""The growing table of distinct forms and words, and the facts known of each.

A **form** is a stretch without white space (`“don’t—stop,”`); its **pieces** are words and marks
(`“`, `don’t`, `—`, `stop`, `,`, `”`); each distinct piece is a **type**, and each distinct normalised word a
**norm**. To add a fact of a type, write a function from the word to a number and ask for it::

    def is_capitalised(word: str) -> bool:
        return word[:1].isupper()

    capital = tokens.vocabulary.fact(is_capitalised, bool)[tokens.type]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from framing.text.growing import Growing, Ragged, expand
from framing.text.keys import KeyTable
from framing.text.shapes import find_words
from framing.text.strings import Spans, Strings, spans_of
from framing.text.words import normalise, split_form

__all__ = ["Level", "Vocabulary", "any_word"]

Array = np.ndarray[Any, Any]
Level = Literal["form", "type", "norm", "mark"]

_SHAPE = ("prefix", "word", "suffix")
_ALONE = -1
_UNKNOWN = -1
_LOWER = np.arange(256, dtype=np.uint8)
_LOWER[65:91] += 32
_ALPHANUMERIC = np.array([byte < 128 and chr(byte).isalnum() for byte in range(256)])
_STOP = 46


def any_word(_word: str) -> int:
    """Say that all words are alike, as `alike=`: where only the marks around a word matter."""
    return 0


class _Shared:
    """Decisions that forms of one shape share: the key of each shape, and what was decided."""

    def __init__(self, values: Any) -> None:
        self.keys, self.values = KeyTable(), values

    def extend(self, decisions: list[Any]) -> None:
        if isinstance(self.values, Ragged):
            flat = [number for numbers in decisions for number in numbers]
            self.values.extend(list(map(len, decisions)), {"item": flat})
        else:
            self.values.extend(decisions)


class Vocabulary:
    """Distinct forms, their pieces, and the distinct types among these.

    Attributes
    ----------
    forms, types, norms : Strings
        Each distinct form; each distinct word or mark as printed; each distinct normalised word. Row 0 of
        `norms` is the empty string of all marks.
    pieces : Ragged
        For each form: `start` and `end` in its characters, and `type` row.
    """

    def __init__(self) -> None:
        self.forms, self.types, self.norms = Strings(), Strings(), Strings()
        self.norms.rows_of([""])
        self.pieces = Ragged({"start": np.int32, "end": np.int32, "type": np.int32})
        self._norm_of_type = Growing(np.int32)
        self._form_words = Growing(np.int32)
        # A plain form as marks, a word and marks; the word of any other is _ALONE.
        self._affixes = Strings()
        self._affix_pieces = Ragged({"start": np.int32, "end": np.int32, "type": np.int32})
        self._shape = {name: Growing(np.int32) for name in _SHAPE}
        self._shared: dict[Any, _Shared] = {}
        self._facts: dict[tuple[Any, ...], Growing] = {}
        self._ragged: dict[tuple[Any, ...], Ragged] = {}

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
        for name, rows in zip(_SHAPE, (prefix, word, suffix), strict=True):
            column = np.full(len(start), _ALONE, np.int32)
            column[form] = rows
            self._shape[name].extend(column)

    def _lay_out(self, n_forms: int, sources: list[tuple[Array, Array, Array, Array]]) -> None:
        """Put the pieces of new forms, given source by source, in the order of the forms."""
        form, start, end, kind = (np.concatenate(column) for column in zip(*sources, strict=True))
        order = np.argsort(form, kind="stable")
        columns = {"start": start[order], "end": end[order], "type": kind[order]}
        self.pieces.extend(np.bincount(form, minlength=n_forms), columns)
        self._form_words.extend(np.bincount(form[self.is_word[kind]], minlength=n_forms))

    def _add_affixes(self, spans: Spans) -> Array:
        """Row of each string of marks, and the pieces of those not met before."""
        before = len(self._affixes)
        rows = self._affixes.rows(spans)
        new = self._affixes.decode(before)
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

    def fact(
        self,
        of: Callable[[str], Any],
        dtype: Any,
        *,
        level: Level = "type",
        alike: Callable[[str], int] | None = None,
    ) -> Array:
        """Take a decision once for each distinct item and keep it.

        Parameters
        ----------
        of
            From the item to a number. Called once for each item not met before.
        dtype
            Type of the array.
        level
            "form", "type" (the word as printed), "norm" (the normalised word) or "mark" (the types that are no words;
            the fact of a word is 0).
        alike
            For forms, a short cut: from a word to a number. Forms of the same marks around words of
            the same number get the same decision, taken for one of them; −1 is for a word that is like no other.
        """
        column = self._facts.setdefault((level, of), Growing(dtype))
        begin = len(column)
        if level == "mark":
            values = np.zeros(len(self.types) - begin, dtype)
            marks = np.flatnonzero(~self.is_word[begin:])
            values[marks] = [of(mark) for mark in self.types.pick(marks + begin)]
            column.extend(values)
        elif alike is None:
            column.extend([of(item) for item in self._strings(level).decode(begin)])
        elif begin < len(self.forms):
            decided = self._shared.setdefault(of, _Shared(Growing(dtype)))
            row = self._decide_alike(decided, of, alike, begin)
            column.extend(decided.values.values[row])
        return column.values

    def ragged_fact(
        self,
        of: Callable[[str], Sequence[int]],
        *,
        level: Level = "type",
        alike: Callable[[str], int] | None = None,
        only: Array | None = None,
    ) -> Ragged:
        """Take a decision that is a list of numbers (column `item`) for each distinct item.

        Parameters
        ----------
        of, level, alike
            As for `fact`.
        only
            Whether the list of each item can hold anything; all are asked where not given.
        """
        column = self._ragged.setdefault((level, of), Ragged({"item": np.int32}))
        begin = len(column)
        if alike is None:
            strings = self._strings(level)
            asked = np.arange(begin, len(strings)) if only is None else begin + np.flatnonzero(only[begin:])
            lists = [of(item) for item in strings.pick(asked)]
            counts = np.zeros(len(strings) - begin, np.int32)
            counts[asked - begin] = list(map(len, lists))
            column.extend(counts, {"item": [number for numbers in lists for number in numbers]})
        elif begin < len(self.forms):
            decided = self._shared.setdefault(of, _Shared(Ragged({"item": np.int32})))
            row = self._decide_alike(decided, of, alike, begin)
            first, count = decided.values.first[row], decided.values.count[row]
            column.extend(count, {"item": decided.values.column("item")[expand(first, count)[1]]})
        return column

    def _decide_alike(
        self, decided: _Shared, of: Callable[[str], Any], alike: Callable[[str], int], begin: int
    ) -> Array:
        """Decide for forms not met before, once for all of one shape; give the decision of each."""
        prefix, word, suffix = (self._shape[name].values[begin:].astype(np.int64) for name in _SHAPE)
        kind = np.where(word < 0, _ALONE, 0 if alike is any_word else self.fact(alike, np.int32)[word])
        alone = (kind == _ALONE) | (np.maximum(np.maximum(prefix, suffix), kind) >= 1 << 20)
        keys = (prefix << 42 | suffix << 21 | kind).astype(np.uint64) * np.uint64(2) + np.uint64(1)
        keys[alone] = (np.flatnonzero(alone) + begin + (1 << 62)).astype(np.uint64) * np.uint64(2) + np.uint64(1)
        row = decided.keys.find(keys)
        new = np.flatnonzero(row < 0)
        if len(new):
            row[new], first = decided.keys.add(keys[new])
            decided.extend([of(form) for form in self.forms.pick(new[first] + begin)])
        return row

    def _strings(self, level: Level) -> Strings:
        return {"form": self.forms, "type": self.types, "norm": self.norms}[level]

    def form_fact(
        self,
        of: Callable[[str], Any],
        dtype: Any,
        *,
        level: Literal["type", "norm", "mark"] = "type",
        combine: np.ufunc,
    ) -> Array:
        """Bring a fact of pieces together for each form: `combine=np.add` counts, `np.bitwise_or` tells of any."""
        column = self._facts.setdefault(("pieces", level, of, combine), Growing(dtype))
        begin = len(column)
        if begin < len(self.forms):
            first = self.pieces.first[begin:]
            kind = self.pieces.column("type")[first[0] :]
            values = self.fact(of, dtype, level=level)[self.norm[kind] if level == "norm" else kind]
            column.extend(combine.reduceat(values, first - first[0]))
        return column.values

    def fact_at(self, of: Callable[[str], bool], rows: Array, *, level: Literal["type", "norm"] = "type") -> Array:
        """Decide yes or no for some items only, as for the neighbours of a match."""
        strings = self._strings(level)
        column = self._facts.setdefault(("at", level, of), Growing(np.int8))
        column.extend(np.full(len(strings) - len(column), _UNKNOWN, np.int8))
        known = column.values
        new = np.unique(rows[known[rows] == _UNKNOWN])
        known[new] = [of(item) for item in strings.pick(new)]
        decided: Array = known[rows] == 1
        return decided
