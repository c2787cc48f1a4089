"""Cells: what a file holds, as the text or the number a column of ``articles`` wants."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from framing.errors import CorpusError
from framing.formats.mending import Note, mend_characters, note_mended

__all__ = ["as_json", "as_numbers", "as_texts", "as_typed", "find_number_kind"]

_INTEGER_DIGITS = 18


def as_texts(values: list[object] | pd.Series, *, name: str, where: str, notes: list[Note]) -> pd.Series:
    """Give a column as text: "" for a missing article text, NaN for anything else that is missing.

    Numbers become their digits (7.0 in an id column of decimals is "7"); a list of strings is joined, by
    line breaks in ``text`` and by "; " elsewhere. Line ends become line feeds.
    """
    texts: list[str | float] = []
    replaced = 0
    for value in values if isinstance(values, list) else values.tolist():
        text = value if isinstance(value, str) else _as_text(value, name=name, where=where)
        if text:
            text, count = mend_characters(text)
            replaced += count
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            text = text if name == "text" else text.strip()
        texts.append(text or ("" if name == "text" else np.nan))
    if replaced:
        notes.append(note_mended(replaced))
    return pd.Series(texts, dtype="str")


def as_typed(values: list[object] | pd.Series) -> pd.Series:
    """Give an unknown column as it is; characters that no text can hold are replaced."""
    if isinstance(values, pd.Series):
        return values
    cells = [mend_characters(value)[0] if isinstance(value, str) else value for value in values]
    if all(value is None or isinstance(value, str) for value in cells):
        return pd.Series([np.nan if value is None else value for value in cells], dtype="str")
    return pd.Series(cells)


def find_number_kind(columns: Iterable[pd.Series]) -> str:
    """Say what a column of text, from files that know only text, holds throughout: integer, number, flag or text.

    Parameters
    ----------
    columns
        The column, in as many pieces as it comes.

    Examples
    --------
    >>> find_number_kind([pd.Series(["7"]), pd.Series(["12", None])]), find_number_kind([pd.Series(["007"])])
    ('integer', 'text')
    """
    possible = list(_KINDS)
    met = False
    for column in columns:
        texts = {str(value) for value in column.dropna().tolist()}
        met |= bool(texts)
        possible = [kind for kind in possible if all(_KINDS[kind].fits(text) for text in texts)]
    return possible[0] if met and possible else "text"


def as_numbers(values: pd.Series, kind: str) -> pd.Series:
    """Turn a column of text into what `find_number_kind` says it holds."""
    if kind == "text":
        return values
    cells = [None if gone else str(value) for value, gone in zip(values.tolist(), values.isna().tolist(), strict=True)]
    make = _KINDS[kind].make
    return pd.Series([None if text is None else make(text) for text in cells], index=values.index)


def _as_text(value: object, *, name: str, where: str) -> str | None:
    """Give a cell that is not text as text; None where it is missing."""
    if isinstance(value, list | tuple | np.ndarray):
        parts = [str(item) for item in value if item is not None]
        return ("\n" if name == "text" else "; ").join(parts) or None
    if isinstance(value, bytes):
        raise CorpusError(
            f"a cell of the column {name!r} holds bytes, not text",
            found=f"{value[:20]!r} in {where}",
            do='decode the column before it is saved: frame["text"].map(lambda cell: cell.decode("utf-8"))',
        )
    if isinstance(value, dict):
        if name == "text":
            raise CorpusError(
                "the text of an article must be text",
                found=f"an object with the keys {', '.join(map(str, value))} in {where}",
                do="choose the part that is the text before reading",
            )
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value)


def _is_integer(text: str) -> bool:
    """Whether text is a whole number written as Python would write it: "007" is not."""
    bare = text.removeprefix("-")
    return text.isascii() and bare.isdigit() and len(bare) <= _INTEGER_DIGITS and str(int(text)) == text


def _is_number(text: str) -> bool:
    try:
        return repr(float(text)) == text or _is_integer(text)
    except ValueError:
        return False


def _is_flag(text: str) -> bool:
    return text in ("True", "False")


def as_json(cell: object) -> str | None:
    """Give a cell that is not text as text: lists and objects, numbers and flags as JSON; None where it is missing."""
    if isinstance(cell, np.ndarray | np.generic):
        cell = cell.tolist()
    if not isinstance(cell, list | dict) and pd.isna(cell):  # type: ignore[call-overload]
        return None
    if not isinstance(cell, list | dict | int | float):
        return str(cell)
    return json.dumps(cell, ensure_ascii=False, default=_plain, sort_keys=True)


def _plain(part: object) -> object:
    return part.tolist() if isinstance(part, np.ndarray | np.generic) else str(part)


class _Kind(NamedTuple):
    """One kind of value that text can stand for: how it is told, and how it is made."""

    fits: Callable[[str], bool]
    make: Callable[[str], object]


_KINDS = {
    "integer": _Kind(_is_integer, int),
    "number": _Kind(_is_number, float),
    "flag": _Kind(_is_flag, lambda text: text == "True"),
}
