"""Texts as numbers: n-grams of words and of characters within words, weighted by TF-IDF from a stored vocabulary."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from framing.errors import MeasureError
from framing.text import Tokens, tokenise

__all__ = ["Bags", "FeatureSpace", "Recipe", "bag_features", "bag_texts", "fit_space"]

Array = np.ndarray[Any, Any]

_EDGE = "_"  # stands for the edge of a word; no word has one


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which n-grams a text is made into.

    Attributes
    ----------
    words : (int, int) or None
        Shortest and longest run of words within a sentence; None for no words.
    characters : (int, int) or None
        Shortest and longest run of characters within a word, its edges marked by ``_``; a word too short for one is
        kept whole. None for no characters.
    """

    words: tuple[int, int] | None = None
    characters: tuple[int, int] | None = (4, 6)


@dataclass(frozen=True, slots=True, eq=False)
class Bags:
    """How often each text has each feature: a sparse matrix, texts × features, and the features' names, sorted."""

    counts: Any
    names: list[str]

    def __len__(self) -> int:
        return int(self.counts.shape[0])

    def take(self, rows: Array) -> Bags:
        """Keep some texts, with all features."""
        return Bags(self.counts[rows], self.names)


@dataclass(frozen=True, slots=True, eq=False)
class FeatureSpace:
    """A stored vocabulary: the features that count, and how much each tells.

    Attributes
    ----------
    names : list of str
        The features, sorted.
    idf : ndarray
        ln((1 + texts) / (1 + texts that have it)) + 1 for each of them.
    """

    names: list[str]
    idf: Array

    @property
    def digest(self) -> str:
        """Hash of the vocabulary: two models with the same hash see texts alike."""
        rows = (f"{name}\t{weight:.6f}\n" for name, weight in zip(self.names, self.idf.tolist(), strict=True))
        return hashlib.sha256("".join(rows).encode()).hexdigest()

    def transform(self, bags: Bags) -> Any:
        """Weigh texts: (1 + ln count) × idf, each text of length 1; a text without any of the features is all 0."""
        from scipy import sparse

        place = {name: column for column, name in enumerate(self.names)}
        column = np.array([place.get(name, -1) for name in bags.names], np.int64)
        chosen = np.flatnonzero(column >= 0)
        kept = sparse.csr_array(bags.counts[:, chosen]).astype(np.float64)
        kept.data = (1 + np.log(kept.data)) * self.idf[column[chosen]][kept.indices]
        length = np.sqrt(np.asarray(kept.multiply(kept).sum(axis=1)).ravel())
        kept.data /= np.repeat(length, np.diff(kept.indptr))
        wide = (kept.data, column[chosen].astype(np.int32)[kept.indices], kept.indptr.astype(np.int32))
        return sparse.csr_array(wide, shape=(len(bags), len(self.names)))


def bag_texts(texts: Sequence[str], recipe: Recipe | None = None) -> Bags:
    """Count the n-grams of texts, with the words of the kit's text engine.

    Parameters
    ----------
    texts
        The texts.
    recipe
        Which n-grams; default characters 4 to 6 within words.

    Returns
    -------
    Bags
        Features are named ``word:`` or ``char:`` and the n-gram.

    Raises
    ------
    MeasureError
        The recipe asks for nothing.

    Examples
    --------
    >>> bags = bag_texts(["No talks.", "Talks!"], Recipe(words=(1, 2), characters=None))
    >>> bags.names, bags.counts.toarray().astype(int).tolist()
    (['word:no', 'word:no talks', 'word:talks'], [[1, 1, 1], [0, 0, 1]])
    >>> bag_texts(["a bluff"]).names[:4]
    ['char:_a_', 'char:_blu', 'char:_bluf', 'char:_bluff']
    """
    recipe = recipe or Recipe()
    for bounds in (recipe.words, recipe.characters):
        if bounds is not None and not 1 <= bounds[0] <= bounds[1]:
            raise MeasureError("n-grams run from a shorter to a longer one", found=repr(bounds), do="use (1, 2)")
    if recipe.words is None and recipe.characters is None:
        raise MeasureError("no features are asked for", found=repr(recipe), do="set words=, characters= or both")
    tokens = tokenise(texts)
    blocks = [_count_runs(tokens, *recipe.words)] if recipe.words else []
    blocks += [_count_characters(tokens, *recipe.characters)] if recipe.characters else []
    return _join(blocks)


def bag_features(bags: Sequence[Sequence[str]]) -> Bags:
    """Count ready-made features: one list of names a text.

    Examples
    --------
    >>> bag_features([["left:not", "right:win"], ["right:win", "right:win"]]).counts.toarray().astype(int).tolist()
    [[1, 1], [0, 2]]
    """
    names = sorted(set(chain.from_iterable(bags)))
    place = {name: column for column, name in enumerate(names)}
    column = np.array([place[name] for name in chain.from_iterable(bags)], np.int64)
    row = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
    return Bags(_matrix(row, column, (len(bags), len(names))), names)


def fit_space(bags: Bags, *, min_texts: int = 2) -> FeatureSpace:
    """Choose the vocabulary: the features that at least ``min_texts`` of these texts have, with their idf.

    Raises
    ------
    MeasureError
        No feature is that frequent.
    """
    n_with = np.bincount(bags.counts.indices, minlength=len(bags.names))
    kept = np.flatnonzero(n_with >= min_texts)
    if not len(kept):
        raise MeasureError(
            f"the texts share no feature that {min_texts} of them have", found=f"{len(bags)} texts", do="add texts"
        )
    idf = np.log((1 + len(bags)) / (1 + n_with[kept])) + 1
    return FeatureSpace([bags.names[column] for column in kept.tolist()], np.round(idf, 6))


def _count_runs(tokens: Tokens, shortest: int, longest: int) -> Bags:
    """Count runs of words that follow one another within a sentence."""
    place = np.flatnonzero(tokens.is_word)
    text, sentence = tokens.text[place], tokens.sentence[place]
    names, run = _number([tokens.vocabulary.norms[row] for row in tokens.norm[place].tolist()])
    words, word, starts = names, run, np.arange(len(place))
    blocks = []
    for length in range(1, longest + 1):
        if length > 1:
            n_starts = max(len(place) - length + 1, 0)
            starts = np.flatnonzero(sentence[length - 1 :][:n_starts] == sentence[:n_starts])
            pair = run[starts] * max(len(words), 1) + word[starts + length - 1]
            pair, number = np.unique(pair, return_inverse=True)
            names = [f"{names[key // len(words)]} {words[key % len(words)]}" for key in pair.tolist()]
            run = _spread(number, starts, n_starts)
        if length >= shortest:
            counts = _matrix(text[starts], run[starts], (tokens.n_texts, len(names)))
            blocks.append(Bags(counts, [f"word:{name}" for name in names]))
    return _join(blocks)


def _spread(run: Array, at: Array, size: int) -> Array:
    """Put the numbers of runs back at the words they start with; where none starts the number is of no account."""
    wide = np.zeros(size, np.int64)
    wide[at] = run
    return wide


def _count_characters(tokens: Tokens, shortest: int, longest: int) -> Bags:
    """Count runs of characters: those of each different word once, times how often each text has the word."""
    place = np.flatnonzero(tokens.is_word)
    used, word = np.unique(tokens.norm[place], return_inverse=True)
    spelt = [tokens.vocabulary.norms[row] for row in used.tolist()]
    grams = [[f"char:{gram}" for gram in _cut(name, shortest, longest)] for name in spelt]
    of_word = bag_features(grams)
    in_text = _matrix(tokens.text[place], word, (tokens.n_texts, len(used)))
    return Bags((in_text @ of_word.counts).tocsr(), of_word.names)


def _cut(word: str, shortest: int, longest: int) -> Iterator[str]:
    marked = f"{_EDGE}{word}{_EDGE}"
    if len(marked) <= shortest:
        yield marked
        return
    for length in range(shortest, longest + 1):
        for start in range(len(marked) - length + 1):
            yield marked[start : start + length]


def _number(names: Sequence[str]) -> tuple[list[str], Array]:
    """Number names in the order of the alphabet."""
    kinds = sorted(set(names))
    place = {name: number for number, name in enumerate(kinds)}
    return kinds, np.array([place[name] for name in names], np.int64)


def _matrix(row: Array, column: Array, shape: tuple[int, int]) -> Any:
    from scipy import sparse

    counts = sparse.csr_array((np.ones(len(row)), (row.astype(np.int32), column.astype(np.int32))), shape=shape)
    counts.sum_duplicates()
    return counts


def _join(blocks: Sequence[Bags]) -> Bags:
    """Put features side by side, all in the order of the alphabet."""
    from scipy import sparse

    names = list(chain.from_iterable(block.names for block in blocks))
    order = sorted(range(len(names)), key=names.__getitem__)
    counts = sparse.csr_array(sparse.hstack([block.counts for block in blocks], format="csc")[:, order])
    counts.sort_indices()
    return Bags(counts, [names[column] for column in order])
