"""What a figure was measured on, how much memory a process takes, and where figures are written."""

from __future__ import annotations

import os
import platform
import re
import resource
import sys
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

__all__ = [
    "SINGLE_THREAD",
    "describe_machine",
    "installed",
    "peak_memory",
    "resident_memory",
    "restart_peak",
    "table",
    "write_section",
]

RESULTS = Path(__file__).with_name("RESULTS.md")
SINGLE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)

_TITLE = """# Speed and memory, measured

Written by `python -m benchmarks.speed CORPUS --write`, and the same with `scale`, `duplicates` and `stories`; the
tables are as they were printed, a note above a table is ours. How each figure is taken is told in those modules.
"""


def installed(distribution: str) -> bool:
    """Tell whether a distribution is installed."""
    try:
        metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return False
    return True


def describe_machine(distributions: Iterable[str]) -> str:
    """Name the processor, memory, system, Python and the versions of what is installed."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    versions = [f"{name} {metadata.version(name)}" for name in sorted(distributions, key=str.lower) if installed(name)]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{_processor()}, {cores} cores, {memory:.0f} GB; {system}; {python}; {', '.join(versions)}."


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", about.read_text(), re.M) if about.is_file() else None
    return found[1].strip() if found else platform.processor() or "unknown processor"


def resident_memory() -> float:
    """Megabytes that this process holds now; its largest so far where the system does not tell."""
    return _status("VmRSS") or _largest()


def peak_memory() -> float:
    """Megabytes that this process held at most, since `restart_peak` where the system allows it."""
    return _status("VmHWM") or _largest()


def restart_peak() -> None:
    """Forget the largest memory so far, as Linux allows."""
    if Path("/proc/self/clear_refs").exists():
        Path("/proc/self/clear_refs").write_text("5")


def _status(field: str) -> float:
    about = Path("/proc/self/status")
    found = re.search(rf"^{field}:\s*(\d+) kB", about.read_text(), re.M) if about.is_file() else None
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def _largest() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1) -> str:
    """Lay out a Markdown table: the first columns to the left, the others to the right, all aligned."""
    cells = [list(header), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    signs = ["<"] * left + [">"] * (len(header) - left)
    lines = [
        " | ".join(f"{cell:{sign}{width}}" for cell, sign, width in zip(row, signs, widths, strict=True))
        for row in cells
    ]
    rules = [f":{'-' * (w + 1)}" if sign == "<" else f"{'-' * (w + 1)}:" for sign, w in zip(signs, widths, strict=True)]
    return "\n".join([f"| {lines[0]} |", f"|{'|'.join(rules)}|", *(f"| {line} |" for line in lines[1:])])


def write_section(name: str, text: str) -> None:
    """Put a section between its markers in the file of results, in place of what stood there."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    whole = RESULTS.read_text("utf-8") if RESULTS.exists() else _TITLE
    if begin not in whole:
        whole = f"{whole.rstrip()}\n\n{begin}\n{end}\n"
    before, rest = whole.split(begin, 1)
    after = rest.split(end, 1)[1]
    RESULTS.write_text(f"{before}{begin}\n{text.strip()}\n{end}{after}", "utf-8")
