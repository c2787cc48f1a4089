"""The manifest: what went into a run and what came out, by hash and version.

It holds no date, no path and no name of a person or machine, so that equal runs give equal manifests.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import platform
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

from framing.study.execution import SURROUNDINGS
from framing.study.files import hash_file, hash_files, list_files
from framing.study.plan import PLAN_FILE, Plan

__all__ = ["describe_inputs", "describe_run", "find_version", "hash_outputs"]

PACKAGES = (
    "framing",
    "matplotlib",
    "nltk",
    "numpy",
    "pandas",
    "pyarrow",
    "scikit-learn",
    "scipy",
    "seaborn",
    "statsmodels",
)

OUTCOMES = ("data", "figures", "numbers.json", "numbers.tex", "records", "tables")
"""What notebooks write. Executed notebooks are hashed in ``run.json``, for they may print times."""


def describe_inputs(plan: Plan) -> dict[str, Any]:
    """Hash what a run starts from: corpus, plan and notebooks. To be called before the run."""
    corpus = list_files(plan.corpus)
    root = plan.corpus if plan.corpus.is_dir() else plan.corpus.parent
    files = hash_files(root, corpus)
    return {
        "corpus": {
            "name": "demonstration" if plan.demo else plan.corpus.name,
            "demo": plan.demo,
            "columns": None if plan.columns is None else dict(plan.columns),
            "encoding": plan.encoding,
            "n_files": len(corpus),
            "n_bytes": sum(file.stat().st_size for file in corpus),
            "sha256": _hash_hashes(files),
            "files": files,
        },
        "plan": {PLAN_FILE: hash_file(plan.folder / PLAN_FILE)},
        "notebooks": hash_files(plan.folder, [plan.folder / name for name in plan.notebooks]),
        "code": _hash_package(),
        "git": read_commit(plan.folder, apart=plan.results),
    }


def describe_run(plan: Plan, *, inputs: dict[str, Any], results: Path) -> dict[str, Any]:
    """Put together the manifest of a run that is done.

    Returns
    -------
    dict
        ``study`` (the settings in force), ``inputs``, ``outputs`` (sha256 of every file the notebooks
        wrote), ``versions``, ``platform``, ``environment``. Two runs of the same inputs on the same
        machine give the same manifest.
    """
    return {
        "study": {
            "title": plan.title,
            "question": plan.question,
            "seed": plan.seed,
            "language": plan.language,
            "notebooks": list(plan.notebooks),
            "timeout": plan.timeout,
        },
        "inputs": inputs,
        "outputs": hash_outputs(results),
        "versions": {
            "python": platform.python_version(),
            "unicode": unicodedata.unidata_version,
            **{name: find_version(name) for name in PACKAGES},
        },
        "platform": {
            "system": platform.system(),
            "machine": platform.machine(),
            "implementation": platform.python_implementation(),
        },
        "environment": dict(SURROUNDINGS),
    }


def hash_outputs(results: Path) -> dict[str, str]:
    """SHA-256 of every file that notebooks wrote, by its name in the results folder."""
    places = [results / name for name in OUTCOMES]
    return hash_files(results, [file for place in places if place.exists() for file in list_files(place)])


def find_version(name: str) -> str | None:
    """Find the version of an installed package; None where it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _hash_package() -> str:
    """Hash the kit itself: a change of code or term lists shows even where the version stands still."""
    package = Path(__file__).resolve().parents[1]
    return _hash_hashes(hash_files(package, [file for file in list_files(package) if file.suffix != ".pyc"]))


def _hash_hashes(files: dict[str, str]) -> str:
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def read_commit(folder: Path, *, apart: Path) -> dict[str, Any] | None:
    """Read the git commit a folder is at, and whether tracked files beside the results differ from it."""
    commit = _ask_git(folder, "rev-parse", "HEAD")
    if commit is None:
        return None
    changed = _ask_git(
        folder, "status", "--porcelain", "--untracked-files=no", "--", ":/", f":(exclude,literal){apart}"
    )
    return {"commit": commit, "dirty": None if changed is None else bool(changed)}


def _ask_git(folder: Path, *words: str) -> str | None:
    """Ask git; None where there is no git or no repository. Hooks of the repository are not run."""
    git = shutil.which("git")
    if git is None:
        return None
    try:
        answer = subprocess.run(
            [git, "-C", str(folder), "-c", "core.fsmonitor=false", *words],
            capture_output=True,
            check=True,
            text=True,
            timeout=20,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()
