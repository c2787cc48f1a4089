"""Cells: what a file holds, as the text or the number a column of ``articles`` wants."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pandas as pd

from framing.errors import CorpusError
from framing.formats.sheets import Note, mend_characters, note_mended

__all__ = ["as_texts", "as_unknown"]

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


def as_unknown(values: list[object] | pd.Series, *, typed: bool) -> pd.Series:
    """Give an unknown column as it is; text from a file without types becomes numbers where all of it is."""
    if isinstance(values, pd.Series):
        return values
    if typed:
        return pd.Series([mend_characters(v)[0] if isinstance(v, str) else v for v in values])
    texts = [str(value) for value in values if value is not None]
    for fits, make in _TYPES:
        if texts and all(fits(text) for text in texts):
            return pd.Series([None if value is None else make(str(value)) for value in values])
    return pd.Series([np.nan if v is None else mend_characters(str(v))[0] for v in values], dtype="str")


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


_TYPES: tuple[tuple[Callable[[str], bool], Callable[[str], object]], ...] = (
    (_is_integer, int),
    (_is_number, float),
    (_is_flag, lambda text: text == "True"),
)
