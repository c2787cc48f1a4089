"""Reading the two files of a scheme of frames, and refusing what cannot be meant."""

from __future__ import annotations

import hashlib
import io
import tomllib
from typing import Any, NoReturn

import pandas as pd

from framing.errors import MeasureError
from framing.measures.frames.sequences import BUILT_IN, parse_sequence

__all__ = ["KINDS", "parse_scheme"]

KINDS = ("term", "cased", "pattern", "exception", "class")
"""What a row of the entries can be."""

_COLUMNS = ("frame", "item", "term", "kind")
_TEXTS = ("language", "citation", "licence", "source", "version")


def parse_scheme(name: str, description: bytes, table: bytes) -> dict[str, Any]:
    """Read a scheme from its description (TOML) and its entries (CSV).

    Returns
    -------
    dict
        The attributes of a `Scheme`, checked.

    Raises
    ------
    MeasureError
        As in `read_scheme`.
    """
    about = _read_description(name, description)
    rows = _read_entries(name, table)
    _check_file(name, about, table, len(rows))
    frames, items = _list_frames(name, about), _list_items(name, about)
    classes = _collect_classes(name, rows)
    entries = rows[rows["kind"] != "class"].drop_duplicates(["item", "term", "kind"]).reset_index(drop=True)
    entries["item"] = entries["frame"] + "_" + entries["item"]
    _check_entries(name, entries, items, classes)
    texts = {key: str(value) for key, value in about.items() if isinstance(value, str | int | float)}
    return {
        "name": texts.get("name", name),
        "frames": frames,
        "items": items,
        "entries": entries,
        "classes": classes,
        **{key: int(about.get(key, 0)) for key in ("short", "long")},
        **{key: texts.get(key, "en" if key == "language" else "") for key in _TEXTS},
        "about": texts,
    }


def _refuse(name: str, what: str, *, found: str, do: str) -> NoReturn:
    raise MeasureError(f"the scheme {name!r} {what}", found=found, do=do)


def _read_description(name: str, raw: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        _refuse(name, "has a description that is not TOML", found=str(error), do="mend the line named")


def _read_entries(name: str, raw: bytes) -> pd.DataFrame:
    try:
        rows = pd.read_csv(io.BytesIO(raw), keep_default_na=False, dtype=str, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        _refuse(name, "has entries that are not CSV in UTF-8", found=str(error), do="save the table as CSV, UTF-8")
    absent = [column for column in _COLUMNS if column not in rows.columns]
    if absent:
        found = f"columns: {', '.join(map(str, rows.columns))}"
        _refuse(name, f"has entries without a column {absent[0]!r}", found=found, do=f"give it {', '.join(_COLUMNS)}")
    rows = rows.assign(**{column: rows[column].fillna("").str.strip() for column in _COLUMNS})
    rows["notes"] = rows["notes"].fillna("") if "notes" in rows.columns else ""
    for column, wrong, do in (
        ("kind", ~rows["kind"].isin(KINDS), f"use {', '.join(KINDS)}"),
        ("term", ~rows["term"].str.contains(r"\w", regex=True), "give every row at least one word"),
    ):
        if wrong.any():
            line = rows.index[wrong][0]
            found = f"{rows.loc[line, column]!r} in line {line + 2} of its CSV"
            _refuse(name, f"has an entry with a {column} that says nothing", found=found, do=do)
    return rows[[*_COLUMNS, "notes"]]


def _check_file(name: str, about: dict[str, Any], table: bytes, n_rows: int) -> None:
    """Check the entries against the hash and the number that the description gives, if it does."""
    found = {"sha256": hashlib.sha256(table).hexdigest(), "count": n_rows}
    for key, value in found.items():
        if key in about and about[key] != value:
            do = f"if you changed the entries yourself, write {key} = {value!r} into the description, or leave it out"
            _refuse(name, f"has other entries than described ({key})", found=f"{value}, not {about[key]}", do=do)


def _list_frames(name: str, about: dict[str, Any]) -> pd.DataFrame:
    tree = about.get("frames")
    if not isinstance(tree, dict) or not tree or not all(isinstance(frame, dict) for frame in tree.values()):
        do = "write [frames.NAME.items.ITEM] with a question, once for each item"
        _refuse(name, "describes no frames", found=f"keys: {', '.join(about) or 'none'}", do=do)
    rows = [
        {"title": str(one.get("title", key)), "definition": str(one.get("definition", ""))} for key, one in tree.items()
    ]
    return pd.DataFrame(rows, index=pd.Index(list(tree), name="frame", dtype="str"))


def _list_items(name: str, about: dict[str, Any]) -> pd.DataFrame:
    rows = {}
    for frame, one in about["frames"].items():
        for key, item in one.get("items", {}).items():
            hits = item.get("hits", 1)
            if not item.get("question") or not isinstance(hits, int) or hits < 1:
                found = f"[frames.{frame}.items.{key}] with {item}"
                _refuse(name, "has an item that is not a question", found=found, do='question = "…?", hits = 1 or more')
            row = {"frame": frame, "question": item["question"], "note": str(item.get("note", "")), "hits": hits}
            rows[f"{frame}_{key}"] = row
    empty = sorted(set(about["frames"]) - {row["frame"] for row in rows.values()})
    if empty:
        do = f"write [frames.{empty[0]}.items.ITEM] with a question"
        _refuse(name, "has a frame without items", found=repr(empty[0]), do=do)
    return pd.DataFrame(list(rows.values()), index=pd.Index(list(rows), name="item", dtype="str"))


def _collect_classes(name: str, rows: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    members = rows[rows["kind"] == "class"]
    classes = {key: tuple(dict.fromkeys(group["term"])) for key, group in members.groupby("item", sort=True)}
    wrong = [key for key in classes if not str(key).isidentifier() or key in BUILT_IN]
    if wrong:
        do = f"name the class in the column item, in letters, and not {', '.join(BUILT_IN)}"
        _refuse(name, "has a class without a name of its own", found=repr(wrong[0]), do=do)
    return {str(key): terms for key, terms in classes.items()}


def _check_entries(name: str, entries: pd.DataFrame, items: pd.DataFrame, classes: dict[str, tuple[str, ...]]) -> None:
    """Refuse entries of items that are not described, items without entries, and patterns that cannot be read."""
    homeless = entries[~entries["item"].isin(items.index)]
    if len(homeless):
        row = homeless.iloc[0]
        found = f"frame {row['frame']!r} and item {row['item']!r} at the term {row['term']!r}"
        _refuse(name, "has an entry of no item", found=found, do="describe the item in the .toml, or mend its name")
    counted = entries.loc[entries["kind"] != "exception", "item"]
    silent = [item for item in items.index if item not in set(counted)]
    if silent:
        _refuse(name, "has an item without entries", found=silent[0], do="give it terms in the .csv, or take it out")
    for term in entries.loc[entries["kind"] == "pattern", "term"]:
        parse_sequence(term, classes=tuple(classes))
