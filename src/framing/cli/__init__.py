"""The command line."""

from framing.cli import corpora  # noqa: F401  (its commands come first in the help)
from framing.cli.application import app
from framing.cli.commands import main

__all__ = ["app", "main"]
