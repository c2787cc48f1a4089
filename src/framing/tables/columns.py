"""What a documented table is made of: columns, their kinds, and the values that some of them may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "LINKS",
    "OVERLAPS",
    "PLACES",
    "POLARITIES",
    "ROLES",
    "SPEAKER_TYPES",
    "VOICES",
    "Column",
    "Table",
    "optional",
]

Kind = Literal["text", "integer", "number", "date", "flag"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, whether it must be there, and the values it may take."""

    name: str
    kind: Kind
    means: str
    required: bool = True
    missing: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One documented table: what a row is, its index, its columns."""

    name: str
    row: str
    columns: tuple[Column, ...]
    index: str | None = None

    @property
    def required(self) -> list[str]:
        """Names of the columns that must be there."""
        return [column.name for column in self.columns if column.required]


def optional(name: str, kind: Kind, means: str, *choices: str) -> Column:
    """Give a column that may be absent, and whose values may be missing."""
    return Column(name, kind, means, required=False, missing=True, choices=choices)


VOICES = ("journalist", "source_direct", "source_indirect")
PLACES = ("title", "heading", "body")
POLARITIES = ("asserted", "questioned", "doubted", "denied", "confirmed")
LINKS = ("name", "alias", "surname", "given")
OVERLAPS = ("same_text", "wire_copy", "derivative", "quoting", "boilerplate")
ROLES = ("original", "same_text", "wire_copy", "derivative", "member", "single")
SPEAKER_TYPES = (
    *("government", "politics", "security", "justice", "international", "combatant"),
    *("expert", "business", "civil_society", "media", "citizen", "document"),
)
