"""Hedging: words of doubt, hearsay, condition, insincerity, approximation, and their opposite, boosters."""

from framing.measures.hedging.finding import find_hedges
from framing.measures.hedging.rates import VARIABLES, measure_hedging

__all__ = ["VARIABLES", "find_hedges", "measure_hedging"]
