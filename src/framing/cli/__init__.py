"""The command line."""

from framing.cli.commands import app, main

__all__ = ["app", "main"]
