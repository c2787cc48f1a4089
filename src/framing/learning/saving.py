"""What was learnt as JSON files: written whole or not at all, the same bytes for the same content, checked on reading.

A file holds a hash of all else in it, so of vocabulary, weights and settings: a file that was changed is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from framing.errors import FramingError, MeasureError

__all__ = ["checking", "read_json", "write_json"]

_HASH, _KIND = "sha256", "kind"
_BROKEN = (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


def write_json(saved: Mapping[str, Any], path: str | Path, *, kind: str) -> None:
    """Write a mapping as JSON, with its kind and a hash of all of it.

    The file is made beside its place and then moved there, so that it is never half-written.

    Parameters
    ----------
    saved
        Names and values; numbers of numpy are written as numbers. `kind` and `sha256` are added.
    path
        The file; one of the same kind is replaced, and an empty one.
    kind
        What the file holds, such as ``framing.FrameClassifier``.

    Raises
    ------
    MeasureError
        The folder does not exist or cannot be written to, another file stands there, or a value has no place in JSON,
        such as a number that is not finite.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_json({"idf": [1.5]}, f"{folder}/model.json", kind="framing.Example")
    ...     read_json(f"{folder}/model.json", kind="framing.Example")
    {'idf': [1.5]}
    """
    target = Path(path)
    _check_target(target, kind)
    try:
        content = json.loads(_dump({**saved, _KIND: kind}))  # as it will be read: keys are text, tuples are lists
        text = _dump({**content, _HASH: _hash(content)})
    except (ValueError, TypeError, RecursionError) as error:
        raise MeasureError(
            f"this {kind} cannot be written as JSON",
            found=str(error).splitlines()[0],
            do="leave out what is not text, a finite number, a list or a mapping",
        ) from None
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(f"{text}\n".encode("utf-8", "surrogatepass"))
        part.replace(target)
    except OSError as error:
        raise _unwritable(target, error.strerror or repr(error)) from None
    finally:
        part.unlink(missing_ok=True)


def read_json(path: str | Path, *, kind: str) -> dict[str, Any]:
    """Read what `write_json` wrote, without the kind and the hash.

    Parameters
    ----------
    path
        The file.
    kind
        What it must hold.

    Returns
    -------
    dict
        The mapping that was written.

    Raises
    ------
    MeasureError
        There is no such file, it is of another kind, or it was changed.
    """
    content: dict[str, Any] = {}
    with checking(path, kind=kind):
        content.update(_load(Path(path), kind))
    return content


@contextmanager
def checking(path: str | Path, *, kind: str) -> Iterator[None]:
    """Say which file is damaged where what was read from it cannot be built.

    Examples
    --------
    >>> with checking("model.json", kind="framing.Example"):  # doctest: +ELLIPSIS
    ...     {}["idf"]
    Traceback (most recent call last):
        ...
    framing.errors.MeasureError: this is no framing.Example that can be read; found: model.json: KeyError: 'idf'; ...
    """
    try:
        yield
    except _BROKEN as error:
        said = f"{error.what}: {error.found}" if isinstance(error, FramingError) else f"{type(error).__name__}: {error}"
        raise MeasureError(
            f"this is no {kind} that can be read",
            found=f"{path}: {said}",
            do="give a file that was written by this version of framing and not changed, or write it again",
        ) from None


def _load(path: Path, kind: str) -> dict[str, Any]:
    content = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    found = content.get(_KIND) if isinstance(content, dict) else None
    if found != kind:
        raise ValueError(f"{_KIND} {found!r}")
    if content.pop(_HASH, None) != _hash(content):
        raise ValueError(f"{_HASH} is not that of the content: another version wrote it, or the file was changed")
    return {name: value for name, value in content.items() if name != _KIND}


def _check_target(target: Path, kind: str) -> None:
    """Refuse a missing folder, and a file that holds something else."""
    if not target.parent.is_dir():
        raise _unwritable(target, f"no folder {str(target.parent)!r}")
    if not os.path.lexists(target):
        return
    try:
        raw = target.read_bytes()
        held = json.loads(raw) if raw else {_KIND: kind}
        same = isinstance(held, dict) and held.get(_KIND) == kind
    except (OSError, ValueError, RecursionError):
        same = False
    if not same:
        raise _unwritable(target, f"something there already that is no {kind}")


def _unwritable(target: Path, found: str) -> MeasureError:
    return MeasureError(
        "nothing can be written there", found=f"{target}: {found}", do="give a new file in a folder that exists"
    )


def _dump(content: Any) -> str:
    layout: dict[str, Any] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    return json.dumps(content, allow_nan=False, default=_plain, **layout)


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"a value of type {type(value).__name__}")


def _hash(content: Any) -> str:
    return hashlib.sha256(_dump(content).encode("utf-8", "surrogatepass")).hexdigest()
