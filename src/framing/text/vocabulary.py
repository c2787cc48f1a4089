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
from framing.text.inventory import ALONE, SHAPE, Inventory
from framing.text.keys import KeyTable
from framing.text.strings import Strings

__all__ = ["Level", "Vocabulary", "any_word"]

Array = np.ndarray[Any, Any]
Level = Literal["form", "type", "norm", "mark"]

_UNKNOWN = -1


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


class Vocabulary(Inventory):
    """Distinct forms, pieces and types, with the facts known of each: an `Inventory` and its columns."""

    def __init__(self) -> None:
        super().__init__()
        self._shared: dict[Any, _Shared] = {}
        self._facts: dict[tuple[Any, ...], Growing] = {}
        self._ragged: dict[tuple[Any, ...], Ragged] = {}

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
        prefix, word, suffix = (self.shape[name].values[begin:].astype(np.int64) for name in SHAPE)
        kind = np.where(word < 0, ALONE, 0 if alike is any_word else self.fact(alike, np.int32)[word])
        alone = (kind == ALONE) | (np.maximum(np.maximum(prefix, suffix), kind) >= 1 << 20)
        keys = (prefix << 42 | suffix << 21 | kind).astype(np.uint64) * np.uint64(2) + np.uint64(1)
        keys[alone] = (np.flatnonzero(alone) + begin + (1 << 62)).astype(np.uint64) * np.uint64(2) + np.uint64(1)
        row = decided.keys.find(keys)
        new = np.flatnonzero(row < 0)
        if len(new):
            first = np.sort(np.unique(keys[new], return_index=True)[1])
            decided.extend([of(form) for form in self.forms.pick(new[first] + begin)])
            row[new], _ = decided.keys.add(keys[new])
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

    def fact_at(
        self, of: Callable[[str], bool], rows: Array, *, level: Literal["form", "type", "norm"] = "type"
    ) -> Array:
        """Decide yes or no for some items only, as for the neighbours of a match."""
        strings = self._strings(level)
        column = self._facts.setdefault(("at", level, of), Growing(np.int8))
        column.extend(np.full(len(strings) - len(column), _UNKNOWN, np.int8))
        known = column.values
        new = np.unique(rows[known[rows] == _UNKNOWN])
        known[new] = [of(item) for item in strings.pick(new)]
        decided: Array = known[rows] == 1
        return decided
