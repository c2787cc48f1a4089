"""Which attributions are direct quotations, which of them were found, and whether the speaker is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from framing.validity.spans import (
    WORD,
    Span,
    count_words,
    find_marks,
    join_spans,
    measure_shared,
    sum_lengths,
    trim,
    with_double,
)

__all__ = [
    "Figures",
    "Item",
    "collect",
    "cue_place",
    "find_gold",
    "is_match",
    "is_pronoun",
    "is_right",
    "mark_items",
    "score_articles",
    "split_pieces",
]

Figures = dict[str, list[tuple[float, float]]]
"""From the name of a figure to what counts and out of how many, article by article."""

WORDS = 4
"""Words from which a quotation is direct and not partial."""

_SAME = 0.9
_BETWEEN = re.compile(r"[\"“]([^\"“”\n]+)[\"”]")
_CAPITALISED = re.compile(r"\b[A-Z][\w.’'-]*(?: +[A-Z][\w.’'-]*)*")
_TITLES = "".join(rf"(?<!\b{title})" for title in ("Mr", "Ms", "Mrs", "Dr", "Sen", "Rep", "Gov", "Gen", "St", "[A-Z]"))
_STOP = re.compile(_TITLES + r"[.!?][\"”’')]*\s")
_PLACES = ("the sentence", "the paragraph", "another paragraph or none")
_NO_NAME = frozenset(
    "the a an this that these those he she it they we i you his her their but and in on at for as when if after what "
    "so there here yet mr mrs ms monday tuesday wednesday thursday friday saturday sunday".split()
)
_PRONOUNS = {
    word: group.split()[0]
    for group in (
        "he him his himself",
        "she her hers herself",
        "it its itself",
        "they them their theirs themselves",
        "i me my mine myself",
        "we us our ours ourselves",
        "you your yours",
        "who whom whose which that",
        "one",
        "this these those",
    )
    for word in group.split()
}
_CUT = re.compile(
    r"\s+(?:of|for|in|inside|at|from|on|with|within|near|among|to|by|about|as|who|whose|which|that|familiar)\s+"
    r"|\s*[(;:–—]"
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


class Item(NamedTuple):
    """A quotation, marked or found: its pieces, who says it (name and surface), its cue, and by which rule."""

    pieces: tuple[Span, ...]
    names: tuple[str, ...] = ()
    surface: str | None = None
    cues: tuple[Span, ...] = ()
    rule: str = "none"
    before: str | None = None
    """Of a marked one: the nearest earlier source of the article that is a name."""
    kind: str = ""


def find_gold(
    text: str,
    attributions: Iterable[dict[str, Any]],
    *,
    by: Literal["quotation", "piece"],
    marks: Sequence[Span] | None = None,
) -> list[Item]:
    """Find the marked direct quotations of an article, whole or piece by piece; `measure` defines both.

    Stretches between quotation marks are `marks`, or those that a plain scan finds.
    """
    marks = find_marks(text) if marks is None else marks
    candidates: list[tuple[float, Item]] = []
    for item in mark_items(text, attributions):
        pieces = item.pieces
        inside = trim(text, [(max(a, c), min(b, d)) for a, b in pieces for c, d in marks if max(a, c) < min(b, d)])
        among = [mark for mark in marks if measure_shared([mark], pieces)]
        fit = sum_lengths(inside) / max(sum_lengths(pieces), sum_lengths(among), 1)
        if by == "quotation" and 2 * sum_lengths(inside) >= sum_lengths(pieces) and count_words(text, inside) >= WORDS:
            candidates.append((fit, item))
        elif by == "piece":
            candidates += [
                (fit, item._replace(pieces=(span,))) for span in inside if count_words(text, [span]) >= WORDS
            ]
    kept: list[Item] = []
    for _, item in sorted(candidates, key=lambda pair: (-pair[0], pair[1].pieces)):
        if not any(_lies_within(item, other) or _lies_within(other, item) for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: item.pieces)


def mark_items(text: str, attributions: Iterable[dict[str, Any]]) -> list[Item]:
    """Make an item of each marked attribution that has content."""
    listed = [one for one in attributions if one["content"]]
    named = sorted((start, name) for one in listed for start, _, name in one["source"] if _is_name(name))
    items = []
    for one in listed:
        pieces = trim(text, [(start, end) for start, end, _ in one["content"]])
        earlier = [name for start, name in named if one["source"] and start < one["source"][0][0]]
        names = tuple(name for *_, name in one["source"])
        cues = tuple((start, end) for start, end, _ in one["cue"])
        items.append(Item(tuple(pieces), names, None, cues, before=(earlier or [None])[-1], kind=one.get("kind", "")))
    return items


def _is_name(source: str) -> bool:
    return _as_pronoun(source) is None and _head(source, cased=True)[:1].isupper()


def _lies_within(item: Item, other: Item) -> bool:
    return measure_shared(item.pieces, other.pieces) >= _SAME * sum_lengths(item.pieces)


def split_pieces(text: str, items: Iterable[Item]) -> list[Item]:
    """Make an item of each piece of four words or more, cut at the ends of paragraphs."""
    spans = [(item, span) for item in items for start, end in item.pieces for span in _cut(text, start, end)]
    return [item._replace(pieces=(span,)) for item, span in spans if count_words(text, [span]) >= WORDS]


def _cut(text: str, start: int, end: int) -> list[Span]:
    ends = [start, *(start + match.end() for match in re.finditer(r"\n", text[start:end])), end]
    return trim(text, pairwise(ends))


def is_right(found: Item, gold: Item) -> bool:
    """Tell whether the speaker found is the marked source: the rule stands at `measure`."""
    if not found.names:
        return False
    heads = {_head(found.names[0]), _head(found.surface or "")} - {""}
    group = _pronoun(gold)
    if group is None:
        return bool(heads & _heads(gold.names))
    same = _as_pronoun(found.surface or "") == group
    return same or bool(gold.before and heads & _heads([gold.before]))


def _pronoun(gold: Item) -> str | None:
    return _as_pronoun(gold.names[0]) if len(gold.names) == 1 else None


def is_pronoun(source: str) -> bool:
    """Tell whether a source is a pronoun (he, who, he's) and no name."""
    return _as_pronoun(source) is not None


def _as_pronoun(source: str) -> str | None:
    """Give the first form of a pronoun (he's, him: he); None for anything else."""
    return _PRONOUNS.get(re.sub(r"['’]\w+$", "", source.casefold().strip()))


def _heads(names: Iterable[str]) -> set[str]:
    """Heads of all stretches between commas, and of all that "and" joins."""
    return {_head(part) for name in names for part in re.split(r",|\band\b", name)} - {""}


def _head(name: str, *, cased: bool = False) -> str:
    words = WORD.findall(_CUT.split(name.split(",")[0].strip())[0])
    words = [re.sub(r"['’][sS]?$", "", word.rstrip(".-")) for word in words]
    while len(words) > 1 and words[-1].casefold() in _SUFFIXES:
        words.pop()
    return (words[-1] if cased else words[-1].casefold()) if words else ""


def score_articles(
    texts: Sequence[str], gold: Sequence[list[Item]], found: Sequence[list[Item]], said: Sequence[list[Span]]
) -> Figures:
    """Score articles one by one: what counts, and out of how many, of each figure that `measure` describes.

    Parameters
    ----------
    texts, gold, found
        Of each article its text, the quotations marked in it and those found.
    said
        Of each article the content of all attributions, direct or not.
    """
    return collect(
        [(name, float(right), 1.0) for name, right in _score(*article)]
        for article in zip(texts, gold, found, said, strict=True)
    )


def collect(verdicts: Iterable[Iterable[tuple[str, float, float]]]) -> Figures:
    """Add up, article by article, what counts and out of how many, figure by figure."""
    articles = [list(one) for one in verdicts]
    figures: Figures = {name: [(0.0, 0.0)] * len(articles) for one in articles for name, *_ in one}
    for number, one in enumerate(articles):
        for name, right, of in one:
            figures[name][number] = (figures[name][number][0] + right, figures[name][number][1] + of)
    return figures


def _score(text: str, gold: list[Item], found: list[Item], said: list[Span]) -> Iterator[tuple[str, bool]]:
    """Give every single verdict on an article: the figure it belongs to, and whether it is a right one."""
    matched = [next((one for one in found if is_match(item, one)), None) for item in gold]
    between = [match.span(1) for match in _BETWEEN.finditer(with_double(text))]
    plain = [Item((span,)) for span in trim(text, between) if count_words(text, [span]) >= WORDS]
    for side, ours in (("", found), ("baseline_", plain)):
        yield from ((f"{side}precision", any(is_match(item, one) for item in gold)) for one in ours)
        yield from ((f"{side}recall", any(is_match(item, one) for one in ours)) for item in gold)
    yield from (
        ("share_within", 2 * measure_shared(one.pieces, join_spans(said)) >= sum_lengths(one.pieces)) for one in found
    )
    for item, one in zip(gold, matched, strict=True):
        place = cue_place(text, item)
        yield from ((f"share_gold, cue in {other}", place == other) for other in _PLACES)
        if item.cues:
            cues = [cue for other in found if measure_shared(item.pieces, other.pieces) for cue in other.cues]
            yield f"cue_recall, cue in {place}", measure_shared(item.cues, join_spans(cues)) > 0
            yield "cue_recall", measure_shared(item.cues, join_spans(cues)) > 0
        if not item.names:
            continue
        yield "share_gold_pronoun", _pronoun(item) is not None
        if one is not None:
            yield from _score_source(text, item, one)


def _score_source(text: str, gold: Item, found: Item) -> Iterator[tuple[str, bool]]:
    right = is_right(found, gold)
    by_name = is_right(Item(found.pieces, _last_name(text, found.pieces[0][0])), gold)
    yield from (("source_accuracy", right), (f"source_accuracy, cue in {cue_place(text, gold)}", right))
    yield from ((f"source_accuracy, rule {found.rule}", right), ("baseline_source_accuracy", by_name))
    if _pronoun(gold) is None:
        yield "source_accuracy, no pronouns", right
        yield "baseline_source_accuracy, no pronouns", by_name
    else:
        yield "source_accuracy, pronouns by name", is_right(found._replace(surface=None), gold)


def is_match(gold: Item, found: Item) -> bool:
    """Tell whether two share at least half of the longer."""
    return 2 * measure_shared(gold.pieces, found.pieces) >= max(sum_lengths(gold.pieces), sum_lengths(found.pieces))


def cue_place(text: str, item: Item) -> str:
    """Tell where the cue nearest to the quotation stands: in its sentence, its paragraph, or elsewhere."""
    places = [2]
    for start, end in item.pieces:
        for first, last in item.cues:
            between = text[last:start] if last <= start else text[end:first]
            places.append(2 if "\n" in between else 1 if _STOP.search(between) else 0)
    return _PLACES[min(places)]


def _last_name(text: str, end: int) -> tuple[str, ...]:
    """Last capitalised words before a place that are no words of grammar."""
    for match in reversed(list(_CAPITALISED.finditer(text, max(0, end - 2000), end))):
        words = [word for word in match.group().split() if word.casefold().rstrip(".") not in _NO_NAME]
        if words:
            return (" ".join(words),)
    return ()
