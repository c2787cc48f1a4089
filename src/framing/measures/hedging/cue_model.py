"""Which words make a sentence uncertain: a logistic regression over words and what stands around them.

The weights stand in `cue_model.json`, with the set they were learnt from, its credit and licence, and the command that
learns them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
from typing import Any

import numpy as np

from framing.text import TermMatcher, Tokens, Vocabulary
from framing.text.tokens import Picked

__all__ = ["DOMAINS", "SHAPES", "SLOTS", "Candidates", "CueModel", "find_contexts", "load_cue_model", "stem_of"]

Array = np.ndarray[Any, Any]

DOMAINS = ("encyclopaedia", "biomedicine")
"""Kinds of text that the model has seen; news is nearer to the first."""

_PLACES = (-2, -1, 1, 2)
SLOTS = ("word", *map(str, _PLACES), *(f"{place} shape" for place in _PLACES), "form", "domain")
"""Where a context stands: the word itself, its neighbours, their shapes, its capital or none, the domain."""

_ENDINGS = ("ing", "ed", "ly", "tion", "s")
SHAPES = ("other", "number", "mark", *(f"-{ending}" for ending in _ENDINGS))
"""Shapes of words that are told apart."""
_STEM_ENDINGS = ("ations", "ation", "ings", "ing", "ed", "es", "s", "e", "ly")
_SHORTEST_STEM = 4
_EDGE = ""


def stem_of(word: str) -> str:
    """Cut the ending off a word; the empty string where less than four letters would be left.

    Examples
    --------
    >>> [stem_of(word) for word in ("suggests", "suggesting", "suggest", "may")]
    ['suggest', 'suggest', 'suggest', '']
    """
    for ending in _STEM_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word if len(word) >= _SHORTEST_STEM else ""


class Candidates:
    """The words that may be cues: some by themselves, others by their stem.

    Parameters
    ----------
    words, stems
        As the model knows them. Every inflection of a stem is a candidate.

    Attributes
    ----------
    keys : tuple of str
        What weights hang on: the empty string (any candidate), then the words, then the stems with a ~ before them.
    """

    def __init__(self, words: Sequence[str], stems: Sequence[str]) -> None:
        self.keys = ("", *words, *(f"~{stem}" for stem in stems))
        key = {name: number for number, name in enumerate(self.keys)}
        inflected = {f"{stem}{ending}" for stem in stems for ending in ("", *_STEM_ENDINGS)}
        known = {word for word in inflected if stem_of(word) in set(stems)}
        entries = sorted({*words, *known})
        self._matcher = TermMatcher(entries)
        self._keys = np.array([[0, key.get(word, -1), key.get(f"~{stem_of(word)}", -1)] for word in entries])

    def find(self, tokens: Tokens) -> tuple[Array, Array]:
        """Find the candidates in texts: the token of each, and its keys (three columns, −1 where there is none)."""
        entry, first, _ = self._matcher.find(tokens)
        return first, self._keys[entry]


def find_contexts(tokens: Tokens, token: Array, names: Sequence[str], domain: str) -> Iterator[tuple[int, Array]]:
    """Look around some tokens, slot by slot.

    Parameters
    ----------
    tokens, token
        The texts, and the tokens to look around.
    names
        Words, marks and shapes that are told apart; the empty one, for the end of a sentence, must be among them.
    domain
        One of `DOMAINS`.

    Yields
    ------
    (slot, name)
        Number into `SLOTS`, and for each token the number into `names` of what stands there; −1 for nothing, or a name
        that is not known. A slot may come several times.
    """
    number = {name: place for place, name in enumerate(names)}
    vocabulary, here = tokens.vocabulary, tokens.pick(token)
    if not len(token):
        return
    known = _names_of_types(vocabulary, number)
    shape = np.array([number.get(name, -1) for name in SHAPES])
    yield SLOTS.index("word"), np.full(len(token), number[_EDGE])
    for place in _PLACES:
        at, inside = _look(tokens, here, place)
        yield SLOTS.index(str(place)), np.where(inside, known[at.type], number[_EDGE])
        yield SLOTS.index(f"{place} shape"), np.where(inside, shape[vocabulary.fact(_shape, np.int8)[at.type]], -1)
    capital = vocabulary.fact(_is_capital, np.bool_)[here.type]
    yield SLOTS.index("form"), np.where(capital, number.get("capital", -1), number.get("lower", -1))
    yield SLOTS.index("domain"), np.full(len(token), number.get(domain, -1))


def _look(tokens: Tokens, here: Picked, place: int) -> tuple[Picked, Array]:
    """Tokens at a distance, and whether they are in the same sentence."""
    token = here.token + place
    at = tokens.pick(np.clip(token, 0, len(tokens) - 1))
    return at, (token >= 0) & (token < len(tokens)) & (at.sentence == here.sentence)


def _names_of_types(vocabulary: Vocabulary, number: Mapping[str, int]) -> Array:
    """Number of each type's name: its normalised word, or the mark as printed."""
    names, numbers = [*number], np.array([*number.values()], np.int64)
    by_norm, by_type = np.full(len(vocabulary.norms), -1), np.full(len(vocabulary.types), -1)
    for strings, column in ((vocabulary.norms, by_norm), (vocabulary.types, by_type)):
        row = strings.find(*names)
        column[row[row >= 0]] = numbers[row >= 0]
    return np.where(vocabulary.is_word, by_norm[vocabulary.norm], by_type)


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _shape(word: str) -> int:
    word = word.lower()
    if not any(character.isalnum() for character in word):
        return SHAPES.index("mark")
    if not word[0].isalpha():
        return SHAPES.index("number" if any(character.isdigit() for character in word) else "other")
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2), None)
    return SHAPES.index(f"-{ending}" if ending else "other")


class CueModel:
    """Judges words and sentences.

    Parameters
    ----------
    tree
        The model as `cue_model.json` holds it: `words`, `stems`, `intercept`, `threshold`, and `weights`: key by key
        (see `Candidates`) and slot by slot, the weight of each name.
    """

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self.candidates = Candidates(tree["words"], tree["stems"])
        self.intercept, self.threshold = float(tree["intercept"]), float(tree["threshold"])
        self._weights: Mapping[str, Mapping[str, Mapping[str, float]]] = tree["weights"]

    @cached_property
    def _table(self) -> tuple[tuple[str, ...], Array, Array]:
        """Names, the sorted codes of all weights (key, slot, name), and the weights."""
        rows = [
            (key, SLOTS.index(slot), name, weight)
            for key, slots in self._weights.items()
            for slot, cells in slots.items()
            for name, weight in cells.items()
        ]
        names = tuple(sorted({_EDGE, *(name for _, _, name, _ in rows)}))
        number = {name: place for place, name in enumerate(names)}
        keys = {key: place for place, key in enumerate(self.candidates.keys)}
        codes = np.array([(keys[key] * len(SLOTS) + slot) * len(names) + number[name] for key, slot, name, _ in rows])
        order = np.argsort(codes)
        return names, codes[order], np.array([weight for *_, weight in rows])[order]

    def judge_words(self, tokens: Tokens, *, domain: str = DOMAINS[0]) -> tuple[Array, Array]:
        """Judge the candidates in texts.

        Returns
        -------
        (token, log_odds)
            The token of each candidate, and the log-odds that it is a cue of uncertainty, or part of one:
            intercept + Σ weight, over its keys and contexts.

        Examples
        --------
        >>> from framing.text import tokenise
        >>> token, odds = load_cue_model().judge_words(tokenise(["He may go in May."]))
        >>> token[odds > 0].tolist()
        [1]
        """
        names, codes, weights = self._table
        token, keys = self.candidates.find(tokens)
        odds = np.full(len(token), self.intercept)
        for slot, name in find_contexts(tokens, token, names, domain):
            for key in keys.T:
                rows = np.flatnonzero((name >= 0) & (key >= 0))
                code = (key[rows] * len(SLOTS) + slot) * len(names) + name[rows]
                place = np.minimum(np.searchsorted(codes, code), len(codes) - 1)
                odds[rows] += np.where(codes[place] == code, weights[place], 0.0)
        return token, odds

    def judge_sentences(self, tokens: Tokens, *, domain: str = DOMAINS[0]) -> Array:
        """Give the probability that each sentence is uncertain: that of its likeliest cue, 0 where it has none."""
        token, odds = self.judge_words(tokens, domain=domain)
        best = np.full(tokens.n_sentences, -np.inf)
        np.maximum.at(best, tokens.pick(token).sentence, odds)
        return np.round(1.0 / (1.0 + np.exp(-np.clip(best, -700.0, 700.0))), 6)


@cache
def load_cue_model() -> CueModel:
    """Read the model that ships."""
    text = resources.files(__package__).joinpath("cue_model.json").read_text(encoding="utf-8")
    return CueModel(json.loads(text))
