"""Reading passages in a notebook: from a count back to the words that made it."""

from framing.explorer.passages import Passages, show_passages

__all__ = ["Passages", "show_passages"]
