"""How alike two articles are in what they report, and groups of articles that are alike on average."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from framing.parts import part_texts, part_tokens
from framing.text import Tokens, tokenise
from framing.text.vocabulary import Vocabulary

__all__ = ["FAINT", "Groups", "Reports", "list_pairs", "read_reports"]

Array = np.ndarray[Any, Any]

TITLE = 3  # times that a word of the headline counts
LEAD = 100  # words at the beginning of the text that count twice
COMMON = (50, 0.5)  # a word in more than 50 articles and in more than half of them says nothing of an event
FAINT = 0.05  # a likeness below this is taken as none
_DIGITS = 6
_BLOCK = 256


@dataclass(frozen=True, eq=False)
class Reports:
    """The articles in the order of their dates and ids, the undated last, as vectors of length 1.

    Attributes
    ----------
    ids
        The article at each place.
    row
        Its row in the table.
    vectors
        Sparse, articles × words; the row of an article without a word of use is empty.
    day
        Days since 1970; meaningless from `n_dated` on.
    n_dated
        Number of articles with a date.
    outlet
        Number of the outlet; −1 where it is missing.
    """

    ids: list[str]
    row: Array
    vectors: Any
    day: Array
    n_dated: int
    outlet: Array

    @property
    def has_words(self) -> Array:
        """Whether each article has a word that can be compared."""
        return np.diff(self.vectors.indptr) > 0


def read_reports(articles: pd.DataFrame, *, names: float, parts: tuple[str, ...], tokens: Tokens | None) -> Reports:
    """Bring the articles into an order that does not hang on that of the rows, and weigh their words."""
    if tokens is not None:
        part_tokens(articles, "text", tokens=tokens)  # refuses those of other texts
    ids = articles.index.tolist()
    dates = pd.to_datetime(articles["date"])
    days = (dates if dates.dt.tz is None else dates.dt.tz_localize(None)).to_numpy("datetime64[D]")
    dated, number = ~np.isnat(days), days.astype(np.int64)
    order = sorted(range(len(ids)), key=lambda row: (not dated[row], number[row] if dated[row] else 0, ids[row]))
    row = np.array(order, np.int64)
    outlets = articles["outlet"].tolist()
    known = {name: code for code, name in enumerate(sorted({name for name in outlets if isinstance(name, str)}))}
    outlet = np.array([known.get(outlets[place], -1) for place in order], np.int64)
    vectors = _weigh(articles, names, parts, tokens)[row]
    return Reports([ids[place] for place in order], row, vectors, number[row], int(dated.sum()), outlet)


def list_pairs(reports: Reports, *, days: int) -> Iterator[tuple[Array, Array, Array]]:
    """Compare every two articles that lie at most so many days apart or of which one is undated.

    Yields
    ------
    (later, earlier, cosine)
        Places in the order of the reports; rounded, and none below `FAINT`.
    """
    day, n_dated, vectors = reports.day, reports.n_dated, reports.vectors
    starts = [*range(0, n_dated, _BLOCK), *range(n_dated, len(reports.ids), _BLOCK), len(reports.ids)]
    for begin, end in pairwise(starts):
        undated = begin >= n_dated
        first = 0 if undated else int(np.searchsorted(day[:n_dated], day[begin] - days))
        product = (vectors[begin:end] @ vectors[first:end].T).tocoo()
        later, earlier, cosine = product.row + begin, product.col + first, np.round(product.data, _DIGITS)
        near = (earlier < later) & (cosine >= FAINT)
        if not undated:
            near &= day[later] - day[earlier] <= days
        yield later[near], earlier[near], cosine[near]


def _weigh(articles: pd.DataFrame, names: float, parts: tuple[str, ...], tokens: Tokens | None) -> Any:
    """Give the vector of each article: log(1 + count) × rarity × weight of names, at length 1."""
    from scipy import sparse

    read = {part: _count(part_texts(articles, part), tokens if part == "text" else None) for part in parts}
    place = {term: number for number, term in enumerate(sorted({name for of in read.values() for name in of.names}))}
    shape = (len(articles), len(place))
    counts = sparse.csr_array(shape, dtype=np.float64)
    for part, of in read.items():
        term = of.name_term(place)
        times = TITLE if part == "title" else 1
        counts = counts + sparse.csr_array((times * of.count.astype(np.float64), (of.text, term[of.norm])), shape=shape)
    counts.sum_duplicates()
    body = read["text" if "text" in read else "title"]
    share = _share_capitals(body, body.name_term(place), len(place))
    counts.data = np.log1p(counts.data) * (_rarity(counts) * (1 + names * share))[counts.indices]
    counts.eliminate_zeros()
    rows = np.repeat(np.arange(len(articles)), np.diff(counts.indptr))
    counts.data /= np.sqrt(np.bincount(rows, counts.data**2, len(articles)))[rows]
    return counts


@dataclass(frozen=True, eq=False)
class _Counted:
    """How often each word stands in each text, and how it is written inside sentences.

    `names` are the words without the English possessive, by row of the vocabulary's norms; `inside` and `capital`
    the number of uses inside a sentence, not at its start, and of those with a capital.
    """

    text: Array
    norm: Array
    count: Array
    names: list[str]
    inside: Array
    capital: Array

    def name_term(self, place: dict[str, int]) -> Array:
        """Number of the term of each norm."""
        return np.fromiter((place[name] for name in self.names), np.int32, len(self.names))


def _count(texts: list[str], tokens: Tokens | None) -> _Counted:
    """Count the words of texts, those at the beginning twice, some hundred articles at a time."""
    vocabulary = Vocabulary() if tokens is None else tokens.vocabulary
    cells: list[tuple[Array, ...]] = [(np.zeros(0, np.int32),) * 3]
    uses = np.zeros((2, 0), np.int64)
    for begin in range(0, len(texts), _BLOCK):
        end = min(begin + _BLOCK, len(texts))
        of = tokenise(texts[begin:end], vocabulary=vocabulary) if tokens is None else tokens
        first, last = (0, end - begin) if tokens is None else (begin, end)
        picked = of.pick_forms(np.arange(of.text_form[first], of.text_form[last]))
        picked = picked.keep(picked.is_word)
        n_norms, norm, capital = len(vocabulary.norms), picked.norm, vocabulary.fact(_is_capitalised, bool)[picked.type]
        text = picked.text - first
        place = np.arange(len(text)) - np.searchsorted(text, text)
        for which in (slice(None), place < LEAD):
            cell, count = np.unique(text[which] * n_norms + norm[which], return_counts=True)
            cells.append(tuple(a.astype(np.int32) for a in (cell // n_norms + begin, cell % n_norms, count)))
        inside = np.diff(picked.sentence, prepend=-1) == 0
        uses = np.pad(uses, ((0, 0), (0, n_norms - uses.shape[1])))
        uses += [np.bincount(norm[which], minlength=n_norms) for which in (inside, inside & capital)]
    text, norm, count = (np.concatenate(column) for column in zip(*cells, strict=True))
    return _Counted(text, norm, count, [_bare(name) for name in vocabulary.norms.decode(0)], *uses)


def _rarity(counts: Any) -> Array:
    """Give log(articles / articles with the word); 0 for words of one article or of very many."""
    n_articles = len(np.flatnonzero(np.diff(counts.indptr)))
    n_with = np.bincount(counts.indices, minlength=counts.shape[1])
    common = n_with > max(COMMON[0], COMMON[1] * n_articles)
    return np.where((n_with < 2) | common, 0.0, np.log(max(n_articles, 1) / np.maximum(n_with, 1)))


def _share_capitals(body: _Counted, term: Array, n_terms: int) -> Array:
    """Share of each term's uses inside a sentence, not at its start, that begin with a capital."""
    inside, capital = (np.bincount(term[: len(of)], of, n_terms) for of in (body.inside, body.capital))
    return np.divide(capital, np.maximum(inside, 1))


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper()


def _bare(word: str) -> str:
    """Leave the English possessive off."""
    return word[:-2] if word.endswith("'s") else word


@dataclass
class Groups:
    """Articles that are joined step by step, by the mean likeness between the members of two groups."""

    n: int
    cut: float
    pairs: list[tuple[Array, Array, Array]] = field(default_factory=list)

    def add(self, one: Array, other: Array, likeness: Array) -> None:
        """Note the likeness of pairs; each pair once."""
        kept = likeness >= FAINT
        self.pairs.append((one[kept], other[kept], likeness[kept]))

    def join(self) -> Array:
        """Join groups until no two are alike enough; give the first member of each article's group."""
        sums, queue = self._begin()
        size, members = dict.fromkeys(sums, 1), {group: [group] for group in sums}
        first = np.arange(self.n)
        while queue:
            mean, one, other = heapq.heappop(queue)
            if one not in sums or other not in sums:
                continue
            group = self.n + len(members)
            size[group], members[group] = size[one] + size[other], members[one] + members[other]
            first[members[group]] = min(members[group])
            sums[group] = self._merge(sums, one, other, group)
            for near, total in sums[group].items():
                mean = total / (size[group] * size[near])
                if mean >= self.cut:
                    heapq.heappush(queue, (-mean, near, group))
        return first

    def _begin(self) -> tuple[dict[int, dict[int, float]], list[tuple[float, int, int]]]:
        """Lay out the likeness of each article to the others that it could ever be joined with."""
        from scipy import sparse

        empty = np.zeros(0, np.int64)
        columns = zip(*self.pairs, strict=True) if self.pairs else ((empty,), (empty,), (empty,))
        one, other, likeness = (np.concatenate(column) for column in columns)
        close = likeness >= self.cut
        graph = sparse.coo_array((likeness[close], (one[close], other[close])), shape=(self.n, self.n))
        region = sparse.csgraph.connected_components(graph, directed=False)[1]
        kept = region[one] == region[other]
        triples = list(zip(one[kept].tolist(), other[kept].tolist(), likeness[kept].tolist(), strict=True))
        sums: dict[int, dict[int, float]] = {group: {} for pair in triples for group in pair[:2]}
        for here, there, value in triples:
            sums[here][there] = sums[there][here] = value
        queue = [(-value, min(here, there), max(here, there)) for here, there, value in triples if value >= self.cut]
        heapq.heapify(queue)
        return sums, queue

    @staticmethod
    def _merge(sums: dict[int, dict[int, float]], one: int, other: int, group: int) -> dict[int, float]:
        """Take two groups out and give the summed likeness of their union to every other group."""
        merged, second = sums.pop(one), sums.pop(other)
        for near, total in second.items():
            merged[near] = merged.get(near, 0.0) + total
        del merged[one], merged[other]
        for near, total in merged.items():
            sums[near].pop(one, None)
            sums[near].pop(other, None)
            sums[near][group] = total
        return merged
