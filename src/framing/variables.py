"""What a column of numbers means: unit, range, direction, and when it is undefined."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Variable"]


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the codebook.

    Attributes
    ----------
    name
        Column name.
    label
        What an axis or a table heading calls it.
    unit
        Unit, with the denominator where there is one ("per 100 words").
    low, high
        Smallest and largest possible value; None where there is no bound.
    direction
        What a higher value means.
    undefined
        When the value is NaN.
    measure
        The public function that computes it.
    source
        Publication or lexicon it rests on.

    Examples
    --------
    >>> hits = Variable("hits", "Term hits", "count", 0, None, "more terms found", "empty text", "measure_terms")
    >>> hits.axis_label
    'Term hits (count)'
    """

    name: str
    label: str
    unit: str
    low: float | None
    high: float | None
    direction: str
    undefined: str
    measure: str
    source: str = ""

    @property
    def axis_label(self) -> str:
        """Label and unit, as an axis prints them."""
        return f"{self.label} ({self.unit})" if self.unit else self.label
