"""How well attributions of all kinds are found in the project's own small set: its demonstration corpus, marked."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pandas as pd

from framing.corpus.demonstration import load_demo
from framing.errors import CorpusError
from framing.validity import quotations, reported
from framing.validity.halves import part_of
from framing.validity.quotation_scoring import is_pronoun
from framing.voices import find_quotations

__all__ = ["MARKS", "measure", "read_marks"]

MARKS = Path(__file__).with_name("demonstration_quotations.json")
"""The marks: offsets, names and the sha256 of each text."""


def measure(folder: Path | None = None) -> pd.DataFrame:  # noqa: ARG001
    """Measure `find_quotations` on 40 invented articles in which every attribution is marked.

    The figures are those of `quotations.measure` (units ``quotation`` and ``piece``) and of `reported.measure`
    (``token`` and ``attribution``), with their baselines; the halves are made in the same way, though whoever
    wrote rules may have read any of these texts. Other than there:

    - what stands between quotation marks was checked by eye and is not scanned: one of the outlets uses single marks;
    - ``source_accuracy`` and the like take for right the head of the source as printed, unless that is a pronoun,
      or of the name marked; ``name_accuracy`` only the head of the name, so that "the minister" must have been
      found to be the person it is;
    - ``recall, marked …``: by the kind that was marked. *Mixed* is a clause with quoted words in it.

    Parameters
    ----------
    folder
        Not needed: the set comes with the kit.

    Returns
    -------
    pandas.DataFrame
        A row a figure: ``set``, ``part``, ``measure``, ``value``, ``low``, ``high``, ``n``.

    Raises
    ------
    CorpusError
        The demonstration corpus is not the one that was marked.

    Notes
    -----
    One coder, a language model, with the written rules in tests/validity/quotation_coding_rules.md; habits were
    planted in these texts. The figures show that the kit works as it is meant to, not how it fares in a newspaper.
    """
    marked, named = read_marks(), read_marks(names_only=True)
    rows: list[tuple[Any, ...]] = []
    for part in ("seen", "unseen"):
        chosen = [one for one in marked if part_of(one["id"]) == part]
        table = find_quotations(load_demo().loc[[one["id"] for one in chosen]])
        figures = quotations.score(chosen, table) | reported.score(chosen, table)
        strict = [one for one in named if part_of(one["id"]) == part]
        by_name = quotations.score(strict, table) | reported.score(strict, table)
        figures |= {
            name.replace("source", "name"): found
            for name, found in by_name.items()
            if name.endswith("_source_accuracy") and "baseline" not in name
        }
        rows += [(MARKS.name, part, name, *summary) for name, summary in quotations.summarise(figures).items()]
    return pd.DataFrame(rows, columns=["set", "part", "measure", "value", "low", "high", "n"])


def read_marks(*, names_only: bool = False) -> list[dict[str, Any]]:
    """Read the marked articles in the shape of the other sets, by id; ``names_only``: a source is its name alone.

    Raises
    ------
    CorpusError
        The demonstration corpus is not the one that was marked.
    """
    texts = load_demo()["text"]
    marked = []
    for one in json.loads(MARKS.read_text("utf-8"))["articles"]:
        text = str(texts.get(one["id"], ""))
        found = hashlib.sha256(text.encode()).hexdigest()
        if found != one["sha256"]:
            raise CorpusError(
                f"the article {one['id']} of the demonstration corpus is not the one that was marked",
                found=f"sha256 {found}",
                do=f"use the corpus that came with the kit, or mark the article anew in {MARKS.name}",
            )
        listed = [_as_attribution(text, mark, names_only=names_only) for mark in one["attributions"]]
        marked.append({"id": one["id"], "text": text, "marks": one["marks"], "attributions": listed})
    return sorted(marked, key=lambda one: str(one["id"]))


def _as_attribution(text: str, mark: dict[str, Any], *, names_only: bool) -> dict[str, Any]:
    sources = []
    if mark["source"] is not None:
        start, end = mark["source"]
        printed = [] if names_only or is_pronoun(text[start:end]) else [text[start:end]]
        sources = [[start, end, name] for name in dict.fromkeys([mark["name"], *printed])]
    return {
        "kind": mark["kind"],
        "source": sources,
        "cue": [] if mark["cue"] is None else [[*mark["cue"], text[slice(*mark["cue"])]]],
        "content": [[start, end, text[start:end]] for start, end in mark["content"]],
    }
