import shutil
import subprocess
from pathlib import Path

import pytest

from framing.study.manifest import find_version, read_commit


def _git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *words], check=True, capture_output=True)  # noqa: S607


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_commit_is_read_and_results_do_not_make_it_dirty(tmp_path: Path) -> None:
    study = tmp_path / "study"
    (study / "results").mkdir(parents=True)
    assert read_commit(study, apart=study / "results") is None
    (study / "study.toml").write_text("a")
    (study / "results" / "old").write_text("a")
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "first")
    (study / "results" / "old").write_text("b")
    found = read_commit(study, apart=study / "results")
    assert found is not None
    assert len(found["commit"]) == 40
    assert found["dirty"] is False
    (study / "study.toml").write_text("b")
    found = read_commit(study, apart=study / "results")
    assert found is not None
    assert found["dirty"] is True


def test_versions_are_found() -> None:
    import numpy as np

    assert find_version("numpy") == np.__version__
    assert find_version("framing")
    assert find_version("no-such-package") is None
