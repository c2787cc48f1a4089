"""Texts as numbers: n-grams of words and characters, types of role words; TF-IDF weights from a stored vocabulary."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.learning.roles import list_role_types
from framing.text import Tokens, tokenise

__all__ = ["Bags", "FeatureSpace", "Recipe", "bag_features", "bag_texts", "choose_recipe", "fit_space"]

Array = np.ndarray[Any, Any]

_EDGE = "_"  # stands for the edge of a word; no word has one
_ROLE = "role:"
_ROLE_WEIGHT = (
    3.0  # one role against dozens of n-grams; 2 and 3 did alike on the open halves of the marked sets, 8 worse
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a text is made into.

    Attributes
    ----------
    words : (int, int) or None
        Shortest and longest run of words within a sentence; None for no words.
    characters : (int, int) or None
        Shortest and longest run of characters within a word, its edges marked by ``_``; a word too short for one is
        kept whole. None for no characters.
    roles : bool
        Whether the types of its role words count too (politics, security, citizen, …; English).
    """

    words: tuple[int, int] | None = None
    characters: tuple[int, int] | None = (4, 6)
    roles: bool = False

    def to_json(self) -> dict[str, Any]:
        """Give the recipe as lists of plain numbers."""
        bounds = {"words": self.words, "characters": self.characters}
        lists = {name: None if pair is None else [int(length) for length in pair] for name, pair in bounds.items()}
        return {**lists, "roles": bool(self.roles)}

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> Recipe:
        """Make the recipe again from what `to_json` gave."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in saved.items()
        }
        return cls(**values)


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
        ln((1 + texts) / (1 + texts that have it)) + 1 for each of them, three times that for a type of role words.
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


def choose_recipe(articles: pd.DataFrame) -> Recipe:
    """Characters, and role words unless an article is said to be in another language than English."""
    named = set(articles["language"].dropna().tolist()) if "language" in articles.columns else set()
    return Recipe(roles=named <= {"en"})


def bag_texts(texts: Sequence[str], recipe: Recipe | None = None) -> Bags:
    """Count the n-grams and role words of texts, with the words of the kit's text engine.

    Parameters
    ----------
    texts
        The texts.
    recipe
        Which features; default characters 4 to 6 within words.

    Returns
    -------
    Bags
        Features are named ``word:`` or ``char:`` and the n-gram, ``role:`` and the type.

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
    if recipe.words is None and recipe.characters is None and not recipe.roles:
        raise MeasureError("no features are asked for", found=repr(recipe), do="set words=, characters= or roles=")
    tokens = tokenise(texts)
    blocks = [_count_runs(tokens, *recipe.words)] if recipe.words else []
    blocks += [_count_characters(tokens, *recipe.characters)] if recipe.characters else []
    blocks += [_count_roles(tokens)] if recipe.roles else []
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
    names = [bags.names[column] for column in kept.tolist()]
    idf = np.log((1 + len(bags)) / (1 + n_with[kept])) + 1
    weight = np.where([name.startswith(_ROLE) for name in names], _ROLE_WEIGHT, 1.0)
    return FeatureSpace(names, np.round(idf * weight, 6))


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


def _count_roles(tokens: Tokens) -> Bags:
    return bag_features([[_ROLE + kind for kind in kinds] for kinds in list_role_types(tokens)])


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
