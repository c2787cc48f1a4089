"""Topic models as files: tables in Parquet, the rest in JSON; the same model gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.measures.topics.folders import list_strangers, replace_folder
from framing.measures.topics.model import TopicModel

__all__ = ["read_topics", "write_topics"]

_FORMAT = "framing topics 1"
_NOTE = "topics.json"
_TABLES = ("words", "shares", "quality", "weights")
_WORDS = {"topic", "rank", "word", "weight"}
_SETTINGS = {"method", "n_topics", "n_articles", "n_terms"}


def write_topics(model: TopicModel, folder: str | os.PathLike[str]) -> Path:
    """Write a topic model into a folder of its own.

    ``words.parquet``, ``shares.parquet``, ``quality.parquet``, ``weights.parquet`` (with the column ``idf``), and
    ``topics.json``: settings, warnings, phrases, scales, versions of the packages, sha256 of the other files. The
    folder is made beside its place and then moved there, so that it is never half-written. Shares are written in the
    order of the article_ids. Nothing is pickled.

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
        The folder holds something else, is a file, or lies in a folder that does not exist; the model's tables do not
        fit together.

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
    fault = _find_fault(model)
    if fault:
        raise MeasureError("the model cannot be written", found=fault, do="write what fit_topics gave")
    replace_folder(target, _files_of(model))
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
        The folder holds no topic model, a file is not the one that was written, or the files do not belong together.

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
        files = {name: (place / f"{name}.parquet").read_bytes() for name in _TABLES}
        changed = [name for name, data in files.items() if _hash(data) != note["sha256"][name]]
        if changed:
            raise ValueError(f"{changed[0]}.parquet is not the file that was written")
        model = _build(
            {name: pd.read_parquet(io.BytesIO(data), engine="pyarrow") for name, data in files.items()}, note
        )
        fault = _find_fault(model)
    except (
        OSError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:  # pyarrow's errors are of these kinds
        raise _damaged(place, str(error).splitlines()[0][:160]) from error
    if fault:
        raise _damaged(place, fault)
    return model


def _build(tables: dict[str, pd.DataFrame], note: dict[str, Any]) -> TopicModel:
    idf = tables["weights"].pop("idf")
    return TopicModel(
        **tables,
        settings=note["settings"],
        warnings=tuple(note["warnings"]),
        idf=idf,
        scale=pd.Series(note["scale"], dtype=float, name="scale").rename_axis("topic"),
        phrases=tuple(note["phrases"]),
    )


def _find_fault(model: TopicModel) -> str:
    """Find what does not fit: tables of other topics or terms, settings that say too little; nothing where all does."""
    topics, settings, terms = model.topics, model.settings, model.weights.index.tolist()
    numbers: list[pd.DataFrame | pd.Series] = [model.weights, model.idf, model.scale]
    faults = {
        "settings": not set(settings) >= _SETTINGS
        or settings["method"] not in ("nmf", "lda")
        or settings["n_topics"] != len(topics),
        "shares": model.shares.columns.tolist() != topics or model.shares.index.name != "article_id",
        "words": not set(model.words.columns) >= _WORDS or not set(model.words["topic"]) <= set(topics),
        "weights": bool(terms) and model.weights.columns.tolist() != topics,
        "terms": not all(isinstance(term, str) for term in [*terms, *model.phrases])
        or model.idf.index.tolist() != terms,
        "scale": bool(terms) and model.scale.index.tolist() != topics,
        "numbers": not all(np.isfinite(np.asarray(table, np.float64)).all() for table in numbers),
    }
    return next((f"{name} that do not fit the other tables" for name, bad in faults.items() if bad), "")


def _check_target(target: Path) -> None:
    if not target.parent.is_dir() or target.is_file():
        raise MeasureError(
            "nothing can be written there", found=repr(str(target)), do="give a new folder in an existing one"
        )
    if not target.is_dir():
        return
    strangers = list_strangers(target, [_NOTE, *(f"{name}.parquet" for name in _TABLES)])
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
    written = {name: _parquet_bytes(table) for name, table in tables.items()}
    note = {
        "format": _FORMAT,
        "settings": model.settings,
        "warnings": list(model.warnings),
        "phrases": list(model.phrases),
        "scale": dict(zip(model.topics, model.scale.tolist(), strict=True)),
        "sha256": {name: _hash(data) for name, data in written.items()},
    }
    text = json.dumps(note, ensure_ascii=False, indent=1, sort_keys=True, default=_as_plain) + "\n"
    files = {f"{name}.parquet": data for name, data in written.items()}
    return {**files, _NOTE: text.encode("utf-8")}


def _parquet_bytes(table: pd.DataFrame) -> bytes:
    bare = pd.DataFrame(table, copy=False)
    bare.attrs = {}  # pandas would write them too
    buffer = io.BytesIO()
    bare.to_parquet(buffer, engine="pyarrow", compression="zstd", index=True)
    return buffer.getvalue()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _as_plain(value: object) -> object:
    """Turn a number of numpy's, as a setting may be, into a plain one."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"a setting of type {type(value).__name__} cannot be written")
