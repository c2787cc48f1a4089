"""The growing table of distinct forms and words, and the facts known of each.

A **form** is a stretch without white space (`“don’t—stop,”`); its **pieces** are words and marks
(`“`, `don’t`, `—`, `stop`, `,`, `”`); each distinct piece is a **type**. To add a fact of a type, write a
function from the word to a number and ask for it::

    def is_capitalised(word: str) -> bool:
        return word[:1].isupper()

    capital = tokens.vocabulary.fact(is_capitalised, bool)[tokens.type]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from framing.text.growing import Growing, Ragged
from framing.text.keys import KeyTable, form_keys
from framing.text.words import normalise, split_form

__all__ = ["Vocabulary"]

Array = np.ndarray[Any, Any]


class Vocabulary:
    """Distinct forms, their pieces, and the distinct types among these.

    Attributes
    ----------
    forms : list of str
        Each distinct form, by row.
    types : list of str
        Each distinct word or mark as printed, by row.
    norms : list of str
        Each distinct normalised word, by row; row 0 is the empty string of all marks.
    pieces : Ragged
        For each form: `start` and `end` in its characters, and `type` row.
    """

    def __init__(self) -> None:
        self.forms: list[str] = []
        self.types: list[str] = []
        self.norms: list[str] = [""]
        self.pieces = Ragged({"start": np.int32, "end": np.int32, "type": np.int32})
        self._keys = KeyTable()
        self._type_row: dict[str, int] = {}
        self._norm_row: dict[str, int] = {"": 0}
        self._norm_of_type = Growing(np.int32)
        self._facts: dict[tuple[str, Any], Growing] = {}
        self._ragged: dict[tuple[str, Any], Ragged] = {}

    def rows(self, raw: bytes, start: Array, end: Array) -> Array:
        """Row of each form in a padded UTF-8 text; forms not met before are added."""
        keys = form_keys(raw, start, end)
        rows = self._keys.find(keys)
        new = np.flatnonzero(rows < 0)
        if len(new):
            distinct, first, back = np.unique(keys[new], return_index=True, return_inverse=True)
            source = new[first]
            spans = zip(start[source].tolist(), end[source].tolist(), strict=True)
            self._add_forms([raw[s:e].decode("utf-8", "surrogatepass") for s, e in spans])
            rows[new] = self._keys.add(distinct)[back]
        return rows

    def _add_forms(self, forms: Sequence[str]) -> None:
        counts, starts, ends, types = [], [], [], []
        for form in forms:
            pieces = split_form(form)
            counts.append(len(pieces))
            for start, end, is_word in pieces:
                starts.append(start)
                ends.append(end)
                types.append(self._type(form[start:end], is_word))
        self.forms.extend(forms)
        self.pieces.extend(counts, {"start": starts, "end": ends, "type": types})

    def _type(self, piece: str, is_word: bool) -> int:
        row = self._type_row.get(piece)
        if row is None:
            row = self._type_row[piece] = len(self.types)
            norm = normalise(piece) if is_word else ""
            if norm not in self._norm_row:
                self._norm_row[norm] = len(self.norms)
                self.norms.append(norm)
            self.types.append(piece)
            self._norm_of_type.extend([self._norm_row[norm]])
        return row

    @property
    def norm(self) -> Array:
        """Row of each type's normalised word; 0 for a mark."""
        return self._norm_of_type.values

    @property
    def is_word(self) -> Array:
        """Whether each type is a word: it has a letter or a digit."""
        return self.norm > 0

    def fact(self, of: Callable[[str], Any], dtype: Any, *, level: str = "type") -> Array:
        """Take a decision once for each distinct item and keep it.

        Parameters
        ----------
        of
            From the item to a number. Called once for each item not met before.
        dtype
            Type of the array.
        level
            "form", "type" (the word as printed) or "norm" (the normalised word).
        """
        items = self._items(level)
        column = self._facts.setdefault((level, of), Growing(dtype))
        column.extend([of(item) for item in items[len(column) :]])
        return column.values

    def ragged_fact(self, of: Callable[[str], Sequence[int]], *, level: str = "type") -> Ragged:
        """Take a decision that is a list of numbers (column `item`) for each distinct item."""
        items = self._items(level)
        column = self._ragged.setdefault((level, of), Ragged({"item": np.int32}))
        new = [of(item) for item in items[len(column) :]]
        flat = [number for numbers in new for number in numbers]
        column.extend([len(numbers) for numbers in new], {"item": flat})
        return column

    def _items(self, level: str) -> list[str]:
        return {"form": self.forms, "type": self.types, "norm": self.norms}[level]
