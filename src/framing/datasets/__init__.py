"""Public research sets by name: a register of where they come from and what they are, never their texts."""

from __future__ import annotations

from framing.datasets.loading import load_dataset
from framing.datasets.register import list_datasets

__all__ = ["list_datasets", "load_dataset"]
