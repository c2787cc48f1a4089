"""Hedging: words of doubt, hearsay, condition, insincerity, approximation, and their opposite, boosters."""

from framing.measures.hedging import certainty, rates
from framing.measures.hedging.certainty import measure_certainty
from framing.measures.hedging.finding import find_hedges
from framing.measures.hedging.rates import measure_hedging

__all__ = ["VARIABLES", "find_hedges", "measure_certainty", "measure_hedging"]

VARIABLES = (*rates.VARIABLES, *certainty.VARIABLES)
