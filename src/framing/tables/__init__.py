"""The documented tables and their check.

The invariant of the kit: ``articles.loc[article_id, part][start:end]`` is the text of every span.
"""

from framing.tables.checking import check_spans, check_table
from framing.tables.columns import OVERLAPS, PLACES, POLARITIES, ROLES, SPEAKER_TYPES, VOICES, Column, Table
from framing.tables.documented import TABLES

__all__ = [
    "OVERLAPS",
    "PLACES",
    "POLARITIES",
    "ROLES",
    "SPEAKER_TYPES",
    "TABLES",
    "VOICES",
    "Column",
    "Table",
    "check_spans",
    "check_table",
]
