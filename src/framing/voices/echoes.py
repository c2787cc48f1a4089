"""Echoes: titles and headings that take up a source's quoted words, with or without the quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

import pandas as pd

from framing.parts import part_texts
from framing.reading import wording as w
from framing.segments import segment_articles
from framing.tables import check_spans, check_table
from framing.text import normalise
from framing.text.words import split_form, straighten

__all__ = ["find_echoes"]

_LEAST = 2  # content words
_EMPTY = w.FUNCTION | w.MARK | w.DAY | w.NAME | w.CUE
_IN_MARKS = ("direct", "partial")
_COLUMNS = {
    "article_id": "str",
    "part": "str",
    "start": "int64",
    "end": "int64",
    "place": "str",
    "text": "str",
    "quotation_id": "str",
    "speaker": "str",
    "marked": "bool",
    "asks": "bool",
}
_CLINGING = "\"'“”‘’«».,:;!?()[]–—"
_FORM = re.compile(r"\S+")


class _Word(NamedTuple):
    """A word of a text: as compared, where it stands, and whether it has content of its own."""

    norm: str
    start: int
    end: int
    has_content: bool


class _Spoken(NamedTuple):
    """A quotation between marks in the body: its words, its id and its speaker."""

    words: list[_Word]
    quotation_id: str
    speaker: Any


def find_echoes(
    articles: pd.DataFrame,
    *,
    quotations: pd.DataFrame,
    parts: tuple[str, ...] = ("title", "text"),
) -> pd.DataFrame:
    """Find the words of a source that a title or a heading of the same article repeats.

    An echo is a run of words that stands in a title or heading and within quotation marks in the body, but nowhere in
    the body outside marks, and holds at least two content words (no function word, no name, no reporting verb, no day).
    The longest run at each place counts. What matters is whether the heading keeps the marks: without them a source's
    words have become the outlet's.

    Parameters
    ----------
    articles
        The `articles` table.
    quotations
        The `quotations` table of the same articles.
    parts
        Parts to look at; the titles are in "title" unless the text repeats them.

    Returns
    -------
    pandas.DataFrame
        A row an echo: `article_id`, `part`, `start`, `end` of the words in the title or heading, `place`, `text`,
        `quotation_id` of the first quotation that holds them, `speaker` (missing where not known), `marked` (whether
        some of them stand within quotation marks in the heading too), `asks` (whether a question mark ends their line).

    Raises
    ------
    TableError
        Where the quotations do not belong to these articles.

    Notes
    -----
    It sees the same words only: "They are bluffing" and the heading "Bluffing?" are the column `echo` of `find_hedges`,
    which knows inflections; a paraphrase is seen by neither.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing.voices import find_quotations
    >>> articles = pd.DataFrame({"title": ["Bridge plan is a reckless gamble"], "outlet": ["X"], "date": [pd.NaT],
    ...     "url": [None], "text": ["“It is a reckless gamble with our money,” Ivo Marsh said."]},
    ...     index=pd.Index(["a"], name="article_id"))
    >>> echoes = find_echoes(articles, quotations=find_quotations(articles))
    >>> echoes[["text", "speaker", "marked"]].values.tolist()
    [['is a reckless gamble', 'Ivo Marsh', False]]
    """
    check_table("articles", articles)
    check_spans("quotations", quotations, articles)
    lines = segment_articles(articles, by="paragraph", parts=parts)
    lines = lines[lines["place"].isin(("title", "heading"))]
    quoted = quotations[quotations["kind"].isin(_IN_MARKS) & quotations["article_id"].isin(set(lines["article_id"]))]
    texts = {part: dict(zip(articles.index, part_texts(articles, part), strict=True)) for part in parts}
    quoted_in, lines_in = dict(list(quoted.groupby("article_id"))), lines.groupby("article_id", sort=False)
    rows: list[tuple[Any, ...]] = []
    for key, own in lines_in:
        if key in quoted_in:
            rows += _find_in_article(str(key), own, quoted_in[key], {part: texts[part][key] for part in parts})
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _find_in_article(
    key: str, lines: pd.DataFrame, quoted: pd.DataFrame, texts: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    """Rows of the echoes of one article."""
    heads = [(start, end) for part, start, end in _spans(lines) if part == "text"]
    marks = list(_spans(quoted))
    forms = {form for part, start, end in _spans(lines) for form in straighten(texts[part][start:end]).lower().split()}
    wanted = {word for word in (form.strip(_CLINGING) for form in forms) if word and not w.classify(word) & w.FUNCTION}
    spoken = [
        _Spoken(_read_words(texts["text"], start, end), name, speaker)
        for part, start, end, name, speaker in _spans(quoted, "quotation_id", "speaker")
        if part == "text"
        and _shares_words(texts["text"][start:end], wanted)
        and not any(one <= start < other for one, other in heads)
    ]
    taken = [*heads, *((start, end) for part, start, end in marks if part == "text")]
    for part, start, end, place in _spans(lines, "place"):
        text = texts[part]
        runs = list(_compare(_read_words(text, start, end), spoken))
        outside = _join_outside(texts["text"], taken) if runs else ""
        asks = text[start:end].rstrip('"”’ ').endswith("?")
        for words, said in runs:
            if f" {' '.join(word.norm for word in words)} " in outside:
                continue  # the article's own words too
            first, last = words[0].start, words[-1].end
            marked = any(own == part and one < last and first < other for own, one, other in marks)
            speaker = said.speaker if isinstance(said.speaker, str) else None
            yield key, part, first, last, place, text[first:last], said.quotation_id, speaker, marked, asks


def _spans(table: pd.DataFrame, *further: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name].tolist() for name in ("part", "start", "end", *further)), strict=True)


def _shares_words(text: str, wanted: set[str]) -> bool:
    """Tell quickly whether a quotation can hold two content words of the headings."""
    lower = straighten(text).lower()
    return sum(word in lower for word in wanted) >= _LEAST


def _read_words(text: str, start: int, end: int) -> list[_Word]:
    """The words between two places of a text."""
    words = []
    for form in _FORM.finditer(text, start, end):
        for first, last, is_word in split_form(form[0]):
            if is_word:
                printed = form[0][first:last]
                has_content = not w.classify(printed) & _EMPTY
                words.append(_Word(normalise(printed), form.start() + first, form.start() + last, has_content))
    return words


def _join_outside(text: str, taken: list[tuple[int, int]]) -> str:
    """The words of a text outside some spans, a bar where one stood."""
    pieces, at = [], 0
    for start, end in [*sorted(taken), (len(text), len(text))]:
        pieces.append(" ".join(word.norm for word in _read_words(text, at, max(start, at))))
        at = max(at, end)
    return f" {' | '.join(pieces)} "


def _compare(line: list[_Word], spoken: list[_Spoken]) -> Iterator[tuple[list[_Word], _Spoken]]:
    """Longest runs of a line that a quotation holds too, from left to right, where they have content there."""
    pairs: dict[tuple[str, str], list[tuple[_Spoken, int]]] = {}
    wanted = {(one.norm, other.norm) for one, other in pairwise(line)}
    for said in spoken:
        for place, (one, other) in enumerate(pairwise(said.words)):
            if (one.norm, other.norm) in wanted:
                pairs.setdefault((one.norm, other.norm), []).append((said, place))
    at = 0
    while at < len(line) - 1:
        found = pairs.get((line[at].norm, line[at + 1].norm), [])
        runs = [(_count_alike(line, at, said.words, place), said, place) for said, place in found]
        length, said, place = max(runs, key=lambda run: run[0], default=(0, _NOTHING, 0))
        if sum(word.has_content for word in said.words[place : place + length]) >= _LEAST:
            yield line[at : at + length], said
            at += length
        else:
            at += 1


def _count_alike(line: list[_Word], at: int, words: list[_Word], place: int) -> int:
    """How many words from two places on are the same."""
    alike = (one.norm == other.norm for one, other in zip(line[at:], words[place:], strict=False))
    return sum(1 for _ in takewhile(bool, alike))


_NOTHING = _Spoken([], "", None)
