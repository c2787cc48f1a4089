"""What others say outside quotation marks: how much of it was found, word by word and attribution by attribution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from framing.validity.quotation_scoring import Item, cue_place, is_match, is_right, mark_items
from framing.validity.spans import WORD, Span, find_marks, join_spans, measure_shared, sum_lengths

__all__ = ["score_attributions", "score_tokens"]

Array = np.ndarray[Any, Any]
Verdicts = Iterator[tuple[str, float, float]]


def score_tokens(
    text: str,
    attributions: Sequence[dict[str, Any]],
    found: Iterable[Mapping[Any, Any]],
    *,
    marks: Sequence[Span] | None = None,
) -> Verdicts:
    """Compare an article word by word: the figures of unit ``token`` that `reported.measure` describes.

    Parameters
    ----------
    text, attributions
        The article, and what is marked in it.
    found
        Rows of kind indirect or nominal: `start`, `end`, `kind`, `rule`.
    marks
        Stretches between quotation marks; default those that a plain scan finds.

    Yields
    ------
    tuple
        A figure, the words that count, and out of how many.
    """
    items = mark_items(text, attributions)
    start = np.array([match.start() for match in WORD.finditer(text)], dtype=np.int64)
    start = start[
        ~_cover(text, find_marks(text) if marks is None else marks)[start]
    ]  # the words outside quotation marks
    gold = _cover(text, [span for item in items for span in item.pieces])[start]
    sourced = _cover(text, [span for item in items if item.names for span in item.pieces])[start]
    rows = list(found)
    ours = _cover(text, _spans(rows))[start]
    for side, here in (("", ours), ("baseline_", np.ones_like(ours))):
        for name, true in (("", gold), (", with a source", sourced)):
            yield f"{side}precision{name}", _count(here & true), _count(here)
            yield f"{side}recall{name}", _count(here & true), _count(true)
    for column in ("kind", "rule"):
        for value in sorted({str(row[column]) for row in rows}):
            here = _cover(text, _spans(row for row in rows if str(row[column]) == value))[start]
            yield f"precision, {column} {value}", _count(here & gold), _count(here)
    for name, chosen in _classes(text, items):
        true = _cover(text, [span for item in chosen for span in item.pieces])[start]
        yield f"recall, {name}", _count(ours & true), _count(true)


def _spans(rows: Iterable[Mapping[Any, Any]]) -> list[Span]:
    return [(int(row["start"]), int(row["end"])) for row in rows]


def _cover(text: str, spans: Iterable[Span]) -> Array:
    """Tell of each character whether it lies in a span."""
    covered = np.zeros(len(text), dtype=np.bool_)
    for start, end in spans:
        covered[start:end] = True
    return covered


def _count(chosen: Array) -> float:
    return float(np.count_nonzero(chosen))


def _classes(text: str, items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Sort what is marked by whether it has a source, and by the place of its cue."""
    sorted_ones: dict[str, list[Item]] = {}
    for item in items:
        if not item.names:
            sorted_ones.setdefault("without a source", []).append(item)
        sorted_ones.setdefault(f"cue in {cue_place(text, item)}", []).append(item)
    return sorted(sorted_ones.items())


def score_attributions(
    text: str, attributions: Sequence[dict[str, Any]], found: Iterable[Item], *, marks: Sequence[Span] | None = None
) -> Verdicts:
    """Compare an article attribution by attribution: unit ``attribution`` of `reported.measure`.

    Parameters
    ----------
    text, attributions
        The article, and what is marked in it.
    found
        The attributions found that have a row of kind indirect or nominal, with all their rows.
    marks
        Stretches between quotation marks; default those that a plain scan finds.

    Yields
    ------
    tuple
        A figure, whether it is right, and 1.
    """
    every = [item for item in mark_items(text, attributions) if item.pieces]
    between = find_marks(text) if marks is None else marks
    gold = [item for item in every if _lies_outside(item, between)]
    ours = [item._replace(pieces=tuple(join_spans(item.pieces))) for item in found]
    for one in ours:
        right = float(any(is_match(item, one) for item in every))
        if not _lies_outside(one, between):
            yield "precision, between marks", right, 1.0
            continue
        yield from ((name, right, 1.0) for name in ("precision", f"precision, kind {one.kind}"))
        yield f"precision, rule {one.rule}", right, 1.0
    for item in gold:
        place = cue_place(text, item)
        match = _best(item, ours)
        names = ("recall", f"recall, cue in {place}", *([f"recall, marked {item.kind}"] if item.kind else []))
        yield from ((name, float(match is not None), 1.0) for name in names)
        if item.cues:
            cues = [cue for one in ours if measure_shared(item.pieces, one.pieces) for cue in one.cues]
            met = float(measure_shared(item.cues, join_spans(cues)) > 0)
            yield from ((name, met, 1.0) for name in ("cue_recall", f"cue_recall, cue in {place}"))
        yield from _score_source(item, match)


def _lies_outside(item: Item, marks: Sequence[Span]) -> bool:
    return 2 * measure_shared(item.pieces, marks) <= sum_lengths(item.pieces)


def _best(item: Item, found: Iterable[Item]) -> Item | None:
    """Find the attribution that shares the greatest part of the longer of the two, half at least."""
    matches = [one for one in found if is_match(item, one)]
    return max(
        matches,
        key=lambda one: measure_shared(item.pieces, one.pieces) / max(map(sum_lengths, (item.pieces, one.pieces))),
        default=None,
    )


def _score_source(item: Item, found: Item | None) -> Verdicts:
    named = "with a source" if item.names else "without a source"
    yield f"recall, {named}", float(found is not None), 1.0
    if not item.names:
        if found is not None:
            yield "share_unnamed, without a source", float(not found.names), 1.0
        return
    right = float(found is not None and is_right(found, item))
    yield "source_recall", right, 1.0
    if found is not None:
        for name in ("", f", kind {found.kind}", f", rule {found.rule}"):
            yield f"source_accuracy{name}", right, 1.0
