"""The plan of a study: what ``study.toml`` says, read and checked."""

from __future__ import annotations

import codecs
import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.errors import StudyError

__all__ = ["Plan", "read_plan"]

PLAN_FILE = "study.toml"

_KEYS: dict[str, dict[str, type]] = {
    "study": {"title": str, "question": str, "seed": int, "language": str},
    "corpus": {"path": str, "demo": bool, "columns": dict, "encoding": str},
    "run": {"notebooks": list, "timeout": int},
}
_SAID = {
    str: "text in quotation marks",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: 'a table of text to text, such as { lead = "text" }',
}
_NUMBERED = re.compile(r"\d\d-.+\.ipynb")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a study is and how it is run.

    Attributes
    ----------
    folder
        The study folder: where ``study.toml`` and the notebooks lie.
    title, question
        What the study is called and what it asks.
    seed
        Where every draw starts.
    language
        Language of the texts, as a two-letter code.
    corpus
        File or folder of the corpus; of the demonstration corpus where ``demo`` is true.
    demo
        Whether the corpus is the one that ships.
    columns, encoding
        How the corpus is read, as ``read_corpus`` takes them; None where the plan does not say.
    notebooks
        File names, in the order they are run.
    timeout
        Seconds a cell may take.
    """

    folder: Path
    title: str
    question: str
    seed: int
    language: str
    corpus: Path
    demo: bool
    columns: Mapping[str, str] | None
    encoding: str | None
    notebooks: tuple[str, ...]
    timeout: int

    @property
    def results(self) -> Path:
        """Where results go unless another place is named."""
        return self.folder / "results"


def read_plan(folder: str | Path, *, corpus: str | Path | None = None) -> Plan:
    r"""Read ``study.toml`` and check every line of it.

    Parameters
    ----------
    folder
        The study folder, or the ``study.toml`` in it.
    corpus
        A corpus to use instead of the one the plan names, relative to the working directory.

    Returns
    -------
    Plan

    Raises
    ------
    StudyError
        Where the file is missing or is not TOML; where a key is unknown (with the nearest known
        one) or of the wrong kind; where the corpus or a notebook it names does not exist.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "01-corpus.ipynb").write_text("{}")
    >>> _ = (folder / "study.toml").write_text('[study]\ntitle = "Rumours"\n[corpus]\npath = "."')
    >>> read_plan(folder).notebooks
    ('01-corpus.ipynb',)
    """
    path = Path(folder).expanduser()
    path = path if path.name == PLAN_FILE else path / PLAN_FILE
    sections = _check_keys(_read_toml(path))
    home = path.resolve().parent
    study, run = sections["study"], sections["run"]
    if not study.get("title", "").strip():
        raise StudyError("a study needs a title", found="none in [study]", do='write title = "…" under [study]')
    place, demo = _find_corpus(sections["corpus"], home=home, instead=corpus)
    return Plan(
        folder=home,
        title=study["title"].strip(),
        question=study.get("question", "").strip(),
        seed=_check_least("seed", study.get("seed", 0), least=0),
        language=study.get("language", "en"),
        corpus=place,
        demo=demo,
        columns=sections["corpus"].get("columns"),
        encoding=_check_encoding(sections["corpus"].get("encoding")),
        notebooks=_list_notebooks(run.get("notebooks"), home=home),
        timeout=_check_least("timeout", run.get("timeout", 1800), least=1),
    )


def _read_toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        empty = "a folder without one" if path.parent.is_dir() else "no such folder"
        found = "a file" if path.parent.is_file() else empty
        raise StudyError(
            f"{path.parent} is not a study: it has no {PLAN_FILE}",
            found=found,
            do=f"name the folder that holds {PLAN_FILE}",
        )
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudyError(f"{PLAN_FILE} is not valid TOML", found=str(error), do="mend that line") from None


def _check_keys(sections: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Refuse what is not known, so that a slip of the pen is not silently ignored."""
    for section, values in sections.items():
        if section in _KEYS and not isinstance(values, dict):
            raise StudyError(
                f"{section} in {PLAN_FILE} must be a section", found=f"{section} = {values!r}", do=f"write [{section}]"
            )
        if section not in _KEYS:
            raise _unknown(f"[{section}]" if isinstance(values, dict) else section, section, list(_KEYS))
        for key, value in values.items():
            if key not in _KEYS[section]:
                raise _unknown(f"{key} under [{section}]", key, list(_KEYS[section]))
            kind = _KEYS[section][key]
            if not _is_kind(value, kind):
                raise StudyError(
                    f"{key} under [{section}] in {PLAN_FILE} must be {_SAID[kind]}",
                    found=repr(value),
                    do=f"write {key} as {_SAID[kind]}",
                )
    return {section: sections.get(section, {}) for section in _KEYS}


def _is_kind(value: Any, kind: type) -> bool:
    """Say whether a value is of a kind, where true is no number and a table holds text only."""
    if kind is dict:
        return isinstance(value, dict) and all(isinstance(entry, str) for entry in value.values())
    return type(value) is kind


def _unknown(said: str, key: str, known: list[str]) -> StudyError:
    near = difflib.get_close_matches(key, known, n=1)
    do = f"write {near[0]}" if near else f"use one of {', '.join(known)}"
    return StudyError(f"{PLAN_FILE} has an entry that means nothing", found=said, do=do)


def _check_least(key: str, value: int, *, least: int) -> int:
    if value < least:
        raise StudyError(f"{key} must be at least {least}", found=str(value), do=f"mend {key} in {PLAN_FILE}")
    return value


def _check_encoding(encoding: str | None) -> str | None:
    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except (LookupError, ValueError):
            do = 'write its name, such as encoding = "cp1252", under [corpus]'
            raise StudyError(f"{PLAN_FILE} names an unknown encoding", found=repr(encoding), do=do) from None
    return encoding


def _find_corpus(section: dict[str, Any], *, home: Path, instead: str | Path | None) -> tuple[Path, bool]:
    """Find where the corpus lies, and whether it is the demonstration corpus."""
    own = [key for key in ("columns", "encoding") if key in section]
    if own and section.get("demo"):
        raise StudyError(
            "columns and encoding are for a corpus of your own",
            found=f"{' and '.join(own)} beside demo = true under [corpus]",
            do='take them out, or write path = "…" instead of demo = true',
        )
    if instead is not None:
        return _check_exists(Path(instead).expanduser().resolve(), said=str(instead), do="check its spelling"), False
    demo, path = section.get("demo", False), section.get("path")
    if demo == (path is not None):
        raise StudyError(
            "a study needs one corpus",
            found="both path and demo = true" if demo else "neither path nor demo = true under [corpus]",
            do='write path = "…" or demo = true under [corpus]',
        )
    if demo:
        from framing.corpus.demonstration import demonstration_folder

        return demonstration_folder(), True
    do = f"mend path under [corpus] in {PLAN_FILE} (relative to that file), or name a corpus to run on"
    return _check_exists((home / Path(str(path)).expanduser()).resolve(), said=str(path), do=do), False


def _check_exists(path: Path, *, said: str, do: str) -> Path:
    if not path.exists():
        raise StudyError(
            "the corpus does not exist",
            found=f"no file or folder {said}",
            do=do,
        )
    return path


def _list_notebooks(named: list[Any] | None, *, home: Path) -> tuple[str, ...]:
    present = sorted(file.name for file in home.glob("*.ipynb"))
    chosen = [name for name in present if _NUMBERED.fullmatch(name)] if named is None else named
    for name in chosen:
        if name not in present:
            near = difflib.get_close_matches(str(name), present, n=1)
            raise StudyError(
                f"the plan names a notebook that is not in {home.name}",
                found=repr(name),
                do=f"write {near[0]!r}" if near else f"put it beside {PLAN_FILE}, or mend [run] notebooks",
            )
    if not chosen or len(set(chosen)) < len(chosen):
        raise StudyError(
            "a study needs notebooks, each once",
            found=", ".join(chosen) if chosen else f"none in {home.name} named like 01-corpus.ipynb",
            do="number the notebooks 01-….ipynb, 02-….ipynb, or list them under [run] notebooks",
        )
    return tuple(chosen)
