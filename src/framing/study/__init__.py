"""A study: its plan, its run, its outputs, and the record of how they were made."""

from __future__ import annotations

from framing.study.opening import Study, open_study
from framing.study.plan import Plan, read_plan
from framing.study.running import Run, run_study

__all__ = ["Plan", "Run", "Study", "open_study", "read_plan", "run_study"]
