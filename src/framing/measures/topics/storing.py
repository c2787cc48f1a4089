"""Topic models as files: tables in Parquet, the rest in JSON; the same model gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from framing.errors import MeasureError
from framing.measures.topics.model import TopicModel

__all__ = ["read_topics", "write_topics"]

_FORMAT = "framing topics 1"
_NOTE = "topics.json"
_TABLES = ("words", "shares", "quality", "weights")


def write_topics(model: TopicModel, folder: str | os.PathLike[str]) -> Path:
    """Write a topic model into a folder of its own.

    ``words.parquet``, ``shares.parquet``, ``quality.parquet``, ``weights.parquet`` (with the column ``idf``), and
    ``topics.json``: settings, warnings, phrases, scales, versions of the packages, sha256 of the terms. The folder is
    made beside its place and then moved there, so that it is never half-written. Shares are written in the order of the
    article_ids. Nothing is pickled.

    Parameters
    ----------
    model
        The model.
    folder
        A new or empty folder, or one that holds a topic model and nothing else, which is replaced.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    MeasureError
        The folder holds something else, is a file, or lies in a folder that does not exist.

    Examples
    --------
    >>> import framing as fr, tempfile
    >>> model = fr.fit_topics(fr.load_demo(), n_topics=4)
    >>> with tempfile.TemporaryDirectory() as room:
    ...     read_topics(write_topics(model, f"{room}/topics"))
    <TopicModel: 4 topics by nmf from 72 articles, 350 terms>
    """
    target = Path(folder)
    _check_target(target)
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    try:
        new = beside / "new"
        new.mkdir()
        for name, data in _files_of(model).items():
            (new / name).write_bytes(data)
        if target.exists():
            target.rename(beside / "old")
        new.rename(target)
    finally:
        if not target.exists() and (beside / "old").exists():
            (beside / "old").rename(target)
        shutil.rmtree(beside)
    return target


def read_topics(folder: str | os.PathLike[str]) -> TopicModel:
    """Read a topic model that `write_topics` wrote.

    Parameters
    ----------
    folder
        The folder.

    Returns
    -------
    TopicModel
        The model; its shares are in the order of article_id.

    Raises
    ------
    MeasureError
        The folder holds no topic model, or its files do not belong together.

    Examples
    --------
    >>> import framing as fr, tempfile
    >>> model = fr.fit_topics(fr.load_demo(), n_topics=4, seed=7)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = fr.write_topics(model, f"{folder}/topics")
    ...     read_topics(f"{folder}/topics").label(n_words=2) == model.label(n_words=2)
    True
    """
    place = Path(folder)
    note = _read_note(place)
    try:
        tables = {name: pd.read_parquet(place / f"{name}.parquet", engine="pyarrow") for name in _TABLES}
        idf = tables["weights"].pop("idf")
        model = TopicModel(
            **tables,
            settings=note["settings"],
            warnings=tuple(note["warnings"]),
            idf=idf,
            scale=pd.Series(note["scale"], dtype=float, name="scale").rename_axis("topic"),
            phrases=tuple(note["phrases"]),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:  # pyarrow's errors are of these kinds
        raise _damaged(place, str(error).splitlines()[0][:160]) from error
    if _hash_terms(model) != note.get("terms_sha256"):
        raise _damaged(place, "the terms of weights.parquet are not those of topics.json")
    return model


def _check_target(target: Path) -> None:
    if not target.parent.is_dir() or target.is_file():
        raise MeasureError(
            "nothing can be written there", found=repr(str(target)), do="give a new folder in an existing one"
        )
    if not target.is_dir():
        return
    strangers = sorted({path.name for path in target.iterdir()} - {_NOTE, *(f"{name}.parquet" for name in _TABLES)})
    others = strangers or sorted(path.name for path in target.iterdir() if not _is_note(target / _NOTE))
    if others:
        raise MeasureError(
            "the folder holds something else than a topic model",
            found=", ".join(others[:4]),
            do="give a new folder, or empty this one",
        )


def _is_note(path: Path) -> bool:
    try:
        return bool(json.loads(path.read_text(encoding="utf-8"))["format"] == _FORMAT)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _read_note(place: Path) -> dict[str, Any]:
    if not _is_note(place / _NOTE):
        raise MeasureError(
            "the folder holds no topic model", found=repr(str(place)), do="write one with write_topics(model, folder)"
        )
    note: dict[str, Any] = json.loads((place / _NOTE).read_text(encoding="utf-8"))
    return note


def _damaged(place: Path, found: str) -> MeasureError:
    return MeasureError("the topic model is damaged", found=f"{place}: {found}", do="fit and write it again")


def _files_of(model: TopicModel) -> dict[str, bytes]:
    tables = {name: getattr(model, name) for name in _TABLES} | {
        "shares": model.shares.sort_index(),
        "weights": model.weights.assign(idf=model.idf),
    }
    note = {
        "format": _FORMAT,
        "settings": model.settings,
        "warnings": list(model.warnings),
        "phrases": list(model.phrases),
        "scale": dict(zip(model.topics, model.scale.tolist(), strict=True)),
        "terms_sha256": _hash_terms(model),
    }
    text = json.dumps(note, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    files = {f"{name}.parquet": _parquet_bytes(table) for name, table in tables.items()}
    return {**files, _NOTE: text.encode("utf-8")}


def _parquet_bytes(table: pd.DataFrame) -> bytes:
    bare = pd.DataFrame(table, copy=False)
    bare.attrs = {}  # pandas would write them too
    buffer = io.BytesIO()
    bare.to_parquet(buffer, engine="pyarrow", compression="zstd", index=True)
    return buffer.getvalue()


def _hash_terms(model: TopicModel) -> str:
    return hashlib.sha256("\n".join(model.weights.index.tolist()).encode("utf-8", "surrogatepass")).hexdigest()
