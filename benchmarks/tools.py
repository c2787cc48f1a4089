"""What a row of the tables of speed is: a peer, or a job of the kit."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

__all__ = ["Found", "Job", "Tool"]

Found = dict[str, float | Callable[[], float]]
Job = Callable[[], Found]


class Tool(NamedTuple):
    """A peer or a job of the kit, as a row of the tables.

    Attributes
    ----------
    make
        Sets up for texts and gives the job.
    against
        The kit's job that does at least as much.
    does
        What the job is, in the table.
    package
        The distribution it needs; empty for Python's own library.
    slow
        Whether it is run on the first articles only.
    """

    make: Callable[[list[str]], Job]
    against: str
    does: str
    package: str = ""
    slow: bool = False
