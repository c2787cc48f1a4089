"""Execution: one notebook in a kernel of its own, in surroundings that are the same every time."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.errors import StudyError

__all__ = ["Ending", "Failure", "execute_notebook", "read_notebook"]

SURROUNDINGS = {
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "SOURCE_DATE_EPOCH": "315532800",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
"""Environment of every kernel: no chance in hashing, one thread in linear algebra, no date in files."""

_VOLATILE = (
    (re.compile(r" at 0x[0-9a-fA-F]{6,}"), " at 0x…"),
    (re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py"), "cell"),
)
"""Memory addresses and names of cells, which hold the number of the process."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a notebook stopped, and why."""

    cell: int
    source: str
    error: str


@dataclass(frozen=True, slots=True)
class Ending:
    """That a notebook ended itself before its last cell, and the sentence that says why."""

    reason: str


def read_notebook(path: Path) -> Any:
    """Read a notebook; cells without an id get one from their position.

    Raises
    ------
    StudyError
        Where the file is not a notebook, or one for another language than Python.
    """
    import nbformat

    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    except Exception as error:  # nbformat raises errors of many kinds for a damaged file
        found = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise StudyError(f"{path.name} is not a notebook", found=found, do="save it again from JupyterLab") from None
    if language.lower() != "python":
        raise StudyError(f"{path.name} is not a Python notebook", found=language, do="run it on its own")
    for number, cell in enumerate(notebook.cells, start=1):
        cell.setdefault("id", f"cell-{number}")
    notebook.nbformat_minor = max(notebook.nbformat_minor, 5)
    return notebook


def execute_notebook(
    notebook: Any,
    *,
    folder: Path,
    settings: dict[str, Any],
    scratch: Path,
    timeout: int,
    advance: Callable[[], None],
) -> Failure | Ending | None:
    """Run every cell of a notebook; outputs are put into it, in place.

    Parameters
    ----------
    notebook
        As ``read_notebook`` gives it.
    folder
        Working directory of the kernel.
    settings
        What ``open_study`` is to find: folder, corpus, results and name of the notebook.
    scratch
        An empty folder for the kernel's own files.
    timeout
        Seconds a cell may take.
    advance
        Called after each code cell.

    Returns
    -------
    Failure, Ending or None
        Where it stopped, or why it ended itself; None if every cell ran.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    place = [0]
    client = NotebookClient(
        notebook,
        km=_make_manager(scratch),
        timeout=timeout,
        record_timing=False,
        coalesce_streams=True,
        on_cell_execute=lambda cell_index, **_: place.__setitem__(0, cell_index),
        on_cell_executed=lambda **_: advance(),
    )
    surroundings = _make_surroundings(scratch, settings)
    failure: Failure | Ending | None = None
    try:
        with (scratch / "kernel.log").open("wb") as log:  # what the kernel itself says is not for the terminal
            start = {"cwd": str(folder), "env": surroundings, "stdout": log, "stderr": log}
            _Worker(lambda: client.async_execute(cleanup_kc=True, **start)).finish()
    except CellExecutionError as error:
        if error.ename == "NotebookEnd":
            failure = _end(notebook, place[0], reason=error.evalue)
        else:
            failure = _describe(notebook, place[0], f"{error.ename}: {error.evalue}")
    except (TimeoutError, RuntimeError) as error:
        late = isinstance(error, TimeoutError)
        said = f"it took longer than {timeout} seconds" if late else f"{error} {_read_last(scratch / 'kernel.log')}"
        failure = _describe(notebook, place[0], said)
    _settle(notebook, results=settings["results"])
    return failure


def _describe(notebook: Any, index: int, error: str) -> Failure:
    source = notebook.cells[index].source if notebook.cells else ""
    first = next((line.strip() for line in source.splitlines() if line.strip()), "")
    plain = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", error).split())
    return Failure(cell=index + 1, source=first[:100], error=plain[:1000])


def _end(notebook: Any, index: int, *, reason: str) -> Ending:
    """Print the reason where the error stood, and empty the cells after it of what an older run left there."""
    from nbformat.v4 import new_output

    kept = [output for output in notebook.cells[index].outputs if output.output_type != "error"]
    notebook.cells[index].outputs = [*kept, new_output("stream", name="stdout", text=f"{reason}\n")]
    for cell in notebook.cells[index + 1 :]:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return Ending(" ".join(reason.split()))


def _read_last(log: Path) -> str:
    """Read the last line a kernel wrote before it died; it may say why."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return f"({lines[-1].strip()})" if lines else ""


def _make_manager(scratch: Path) -> Any:
    """Make a manager whose kernel is this very interpreter, whatever kernels are installed."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    spec = scratch / "kernels" / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    command = [
        sys.executable,
        "-m",
        "ipykernel_launcher",
        "-f",
        "{connection_file}",
        "--HistoryManager.enabled=False",
    ]
    spec.write_text(json.dumps({"argv": command, "display_name": "Python 3", "language": "python"}), encoding="utf-8")
    manager = AsyncKernelManager(
        kernel_name="python3",
        connection_file=str(scratch / "kernel.json"),
        transport="tcp" if os.name == "nt" else "ipc",  # no open port on a shared machine
    )
    manager.kernel_spec_manager = KernelSpecManager(kernel_dirs=[str(spec.parents[1])])
    return manager


def _make_surroundings(scratch: Path, settings: dict[str, Any]) -> dict[str, str]:
    """Make the kernel's environment; personal settings of IPython and matplotlib stay outside."""
    run = scratch / "run.json"
    run.write_text(json.dumps(settings), encoding="utf-8")
    style = scratch / "matplotlibrc"
    style.touch()
    mine = {"FRAMING_RUN": str(run), "IPYTHONDIR": str(scratch / "ipython"), "MATPLOTLIBRC": str(style)}
    inherited = {key: value for key, value in os.environ.items() if key != "JPY_SESSION_NAME"}
    return {**inherited, **SURROUNDINGS, **mine}


class _Worker(threading.Thread):
    """A thread that runs one coroutine, so that Ctrl-C reaches the main thread and the kernel is ended."""

    def __init__(self, job: Callable[[], Awaitable[Any]]) -> None:
        super().__init__(daemon=True)
        self._job = job
        self._cancel: Callable[[], Any] | None = None
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            asyncio.run(self._work())
        except BaseException as error:  # handed to the thread that waits
            self._error = error

    async def _work(self) -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        if task is not None:
            self._cancel = lambda: loop.call_soon_threadsafe(task.cancel)
        await self._job()

    def finish(self) -> None:
        """Run to the end; if the wait is interrupted, end the kernel first."""
        self.start()
        try:
            while self.is_alive():
                self.join(0.5)
        except BaseException:
            if self._cancel is not None and self.is_alive():
                self._cancel()
            self.join(30)
            raise
        if self._error is not None:
            raise self._error


def _settle(notebook: Any, *, results: str) -> None:
    """Take out of the outputs what differs from run to run and says nothing."""
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            for holder in (output, output.get("data", {})):
                for key, value in holder.items():
                    if key in {"text", "evalue", "traceback"} or key.startswith("text/"):
                        holder[key] = _settle_text(value, results=results)


def _settle_text(value: Any, *, results: str) -> Any:
    if isinstance(value, list):
        return [_settle_text(part, results=results) for part in value]
    text: str = value.replace(results, "results")
    for pattern, instead in _VOLATILE:
        text = pattern.sub(instead, text)
    return text
