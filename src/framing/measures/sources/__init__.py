"""Sources: who gets to speak in an article, how much, and how evenly."""

from framing.measures.sources.articles import measure_sources
from framing.measures.sources.counting import count_quotations
from framing.measures.sources.sides import count_sides
from framing.measures.sources.variables import VARIABLES

__all__ = ["VARIABLES", "count_quotations", "count_sides", "measure_sources"]
