"""How good the kit is: its instruments measured on sets that people marked, beside the figures published."""

from framing.validity.instruments import INSTRUMENTS, measure_validity

__all__ = ["INSTRUMENTS", "measure_validity"]
