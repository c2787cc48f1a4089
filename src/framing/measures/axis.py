"""Where texts lie between two poles of meaning, by the user's own word vectors (FrameAxis)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.parts import check_parts, part_tokens
from framing.segments import segment_articles
from framing.tables import VOICES, check_spans, check_table
from framing.text import Tokens, normalise
from framing.variables import Variable
from framing.voices import find_quotations
from framing.voices.layers import lay_quotations

__all__ = ["Vectors", "describe_axes", "measure_axis"]

Array = np.ndarray[Any, Any]
Poles = Mapping[str, tuple[Sequence[str], Sequence[str]]]

_SOURCE = "FrameAxis (Kwak, An, Jing & Ahn 2021, doi:10.7717/peerj-cs.644), with the user's vectors"


class Vectors(Protocol):
    """What holds word vectors: a dict from word to array, gensim's KeyedVectors, or anything else with these two."""

    def __contains__(self, word: object, /) -> bool: ...

    def __getitem__(self, word: Any, /) -> Any: ...


def measure_axis(
    articles: pd.DataFrame,
    *,
    vectors: Vectors | pd.DataFrame,
    poles: Poles,
    by: Literal["article", "sentence", "voice"] = "article",
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    skip: Iterable[str] = (),
    baseline: Mapping[str, float] | None = None,
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Measure to which of two poles the words of a text lie nearer, and how much they spread along that axis.

    The axis is the mean vector of the first pole minus that of the second; c is the cosine of a word's vector with it,
    f how often the unit has the word, B the bias of all words measured. Over the words with a vector (NaN if none)::

        bias      = Σ f c / Σ f             −1…1; above 0: nearer to the first pole
        intensity = Σ f (c − B)² / Σ f      0…4; higher: more words far from B, towards either pole

    Parameters
    ----------
    articles
        The `articles` table, in the language of the vectors.
    vectors
        The user's own: a dict from word to array, a DataFrame with a row a word, gensim's `KeyedVectors`
        (`model.wv`), or any object that answers `word in vectors` and `vectors[word]`. None are shipped or fetched.
    poles
        Two lists of words for each axis, by its name: `{"safety": (["safe", "secure"], ["dangerous"])}`.
    by
        "article", "sentence", or "voice" for journalist and sources apart.
    quotations
        The `quotations` table, for `by="voice"` only; found where it is not given.
    parts
        Parts to measure: title, text or both.
    skip
        Words of the texts that are not counted, such as function words or the words of the poles.
    baseline
        B of each axis, by its name, from other articles; over several batches it is Σ axis_words × bias / Σ axis_words.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `scores`: index `article_id`; `article_id` and `voice`; or, by sentence, the `segments` with their index.
        Columns `axis_<name>_bias` and `axis_<name>_intensity` for each axis; `axis_coverage`, the share of the words
        counted that have a vector (0…1; NaN without a word); `axis_words`, how many have one; `n_words`, all words.

    Raises
    ------
    MeasureError
        For an unknown `by`; vectors that differ in length or are no numbers; a pole without a word, or with one that
        has no vector; poles of one mean; a baseline without an axis.

    Notes
    -----
    Words are looked up in lower case with straight apostrophes, then without a possessive 's; a vector of zeros
    counts as none. Words of the poles in the text count like all others and pull hard: compare with `skip=`. So do stop
    words, which the authors' code leaves out, with rare ones.

    It sees neither negation nor irony, nor about whom a thing is said. The axis carries whatever else sets its poles
    apart, and what the vectors learnt about groups of people. Most cosines lie near 0, so compare units, not a bias
    with 0; short texts vary by chance.

    References
    ----------
    Kwak, H., An, J., Jing, E. & Ahn, Y.-Y. (2021). FrameAxis: characterizing microframe bias and intensity with
    word embedding. PeerJ Computer Science 7, e644. doi:10.7717/peerj-cs.644

    Examples
    --------
    With the axis (2, 0), "safe", "calm" and "risky" lie at 1, .6, −1; "is" has no vector. So the bias is .6 / 3 = .2,
    which is B, and the intensity (.8² + .4² + 1.2²) / 3 = .7467.

    >>> vectors = {"safe": [1, 0], "risky": [-1, 0], "calm": [3, 4]}
    >>> articles = pd.DataFrame({"text": ["Safe, calm, risky is."], "title": [None], "outlet": ["X"],
    ...     "date": [pd.NaT], "url": [None]}, index=pd.Index(["a"], name="article_id"))
    >>> measure_axis(articles, vectors=vectors, poles={"safety": (["safe"], ["risky"])}).round(4).iloc[0].to_dict()
    {'axis_safety_bias': 0.2, 'axis_safety_intensity': 0.7467, 'axis_coverage': 0.75, 'axis_words': 3.0, 'n_words': 4.0}
    """
    if by not in ("article", "sentence", "voice"):
        raise MeasureError("unknown unit", found=f"by={by!r}", do='use by="article", by="sentence" or by="voice"')
    check_table("articles", articles)
    chosen = check_parts(parts, articles)
    lookup = _Lookup(vectors)
    axes = _make_axes(poles, lookup)
    made = {part: part_tokens(articles, part, parts=chosen, tokens=tokens) for part in chosen}
    if by == "sentence":
        table, unit = _place_in_sentences(articles, made)
    elif by == "voice":
        table, unit = _place_in_voices(articles, made, quotations)
    else:
        table, unit = pd.DataFrame(index=articles.index), np.concatenate([_words(one)[1] for one in made.values()])
    cosine, counted = _compare_words(list(made.values()), axes, lookup, skip)
    return table.assign(**_score_units(unit, cosine, counted, len(table), list(poles), baseline))


def describe_axes(poles: Poles) -> tuple[Variable, ...]:
    """Describe the variables that `measure_axis` makes of these poles."""

    def describe(name: str, label: str, unit: str, high: int | None, direction: str, *, low: int = 0) -> Variable:
        undefined = {"axis_words": "never", "axis_coverage": "no word is counted"}.get(name, "no word has a vector")
        return Variable(name, label, unit, low, high, direction, undefined, "measure_axis", _SOURCE)

    known, variables = "more words that the vectors know", []
    for name, (first, second) in poles.items():
        nearer = f"words nearer to {', '.join(_list_words(first))} than to {', '.join(_list_words(second))}"
        wider = "more words far from the baseline, towards either pole"
        variables.append(describe(f"axis_{name}_bias", f"{name}: bias", "mean cosine", 1, nearer, low=-1))
        variables.append(describe(f"axis_{name}_intensity", f"{name}: intensity", "mean square", 4, wider))
    share = describe("axis_coverage", "Coverage by the vectors", "share of the words counted", 1, known)
    return (*variables, share, describe("axis_words", "Words with a vector", "count", None, known))


class _Lookup:
    """The user's vectors, asked for one word at a time and checked."""

    def __init__(self, vectors: Vectors | pd.DataFrame) -> None:
        self._length: int | None = None
        if isinstance(vectors, pd.DataFrame):
            if len(twice := vectors.index[vectors.index.duplicated()]):
                do = "keep one row a word: vectors[~vectors.index.duplicated()]"
                raise MeasureError("a table of vectors needs one row a word", found=f"{twice[0]!r} twice", do=do)
            self._vectors: Vectors = dict(zip(vectors.index.tolist(), vectors.to_numpy(), strict=True))
        elif hasattr(vectors, "__contains__") and hasattr(vectors, "__getitem__") and not isinstance(vectors, str):
            self._vectors = vectors
        else:
            do = "pass a dict from word to array, a DataFrame with a row a word, or KeyedVectors (of a model: model.wv)"
            raise MeasureError("vectors= cannot be asked for a word", found=type(vectors).__name__, do=do)

    def find(self, word: str) -> Array | None:
        """Vector of a word as it is written, in lower case, or without a possessive 's; None where it has none."""
        plain = normalise(word)
        spelling = next((one for one in (word, plain, plain.removesuffix("'s")) if one in self._vectors), None)
        vector = None if spelling is None else self._check(spelling, self._vectors[spelling])
        return vector if vector is not None and vector.any() else None

    def _check(self, word: str, given: object) -> Array:
        """The vector as an array, of the length of all others."""
        try:
            vector = np.asarray(given, dtype=np.float64)
        except (TypeError, ValueError):
            vector = np.full(1, np.nan)
        if vector.ndim != 1 or not np.isfinite(vector).all():
            found = f"for {word!r}: {given!r:.60}"
            raise MeasureError("a vector must be a row of numbers", found=found, do="give each word one finite array")
        self._length = self._length or len(vector)
        if len(vector) != self._length:
            found = f"{len(vector)} numbers for {word!r}, {self._length} for others"
            raise MeasureError("all vectors must have one length", found=found, do="take all words from one model")
        return vector


def _make_axes(poles: Poles, lookup: _Lookup) -> Array:
    """Direction of each axis, a row each: mean of the first pole minus mean of the second."""
    named = isinstance(poles, Mapping) and poles
    if not named or any(isinstance(pair, str) or len(pair) != 2 for pair in poles.values()):
        do = 'name each axis and its poles: poles={"safety": (["safe", "secure"], ["dangerous"])}'
        raise MeasureError("poles= must give two lists of words for each axis", found=repr(poles)[:80], do=do)
    axes = []
    for name, pair in poles.items():
        first, second = (_average_pole(name, words, lookup) for words in pair)
        axis = first - second
        length = float(np.sqrt(np.sum(axis * axis)))
        if length <= 1e-9 * float(np.abs(np.concatenate([first, second])).max()):
            raise MeasureError("both poles have the same mean vector", found=f"axis {name!r}", do="choose other words")
        axes.append(axis / length)
    return np.array(axes)


def _list_words(words: Iterable[str]) -> list[str]:
    return [words] if isinstance(words, str) else list(dict.fromkeys(words))


def _average_pole(name: str, pole: Sequence[str], lookup: _Lookup) -> Array:
    """Mean vector of the words of a pole; each must have one."""
    words = sorted(_list_words(pole))
    if not words:
        raise MeasureError("a pole has no word", found=f"axis {name!r}", do="give it at least one, better several")
    found = {word: lookup.find(word) for word in words}
    missing = [word for word, vector in found.items() if vector is None]
    if missing:
        said = f"axis {name!r}: {len(missing)} of {len(words)}, {', '.join(map(repr, missing[:8]))}"
        raise MeasureError("words of a pole have no vector", found=said, do="leave them out of poles=, or replace them")
    return np.sum([vector for vector in found.values() if vector is not None], axis=0) / len(words)


def _words(tokens: Tokens) -> tuple[Array, Array]:
    """Number of each token that is a word, and of its text."""
    place = np.flatnonzero(tokens.is_word)
    return place, tokens.text[place]


def _place_in_sentences(articles: pd.DataFrame, made: Mapping[str, Tokens]) -> tuple[pd.DataFrame, Array]:
    """The sentences of all parts, and the row in which each word stands."""
    segments = segment_articles(articles, parts=tuple(made), tokens=made.get("text"))
    text = np.concatenate([one.sentence_text for one in made.values()])
    pairs = zip(made.values(), np.cumsum([0, *(one.n_sentences for one in made.values())]), strict=False)
    sentence = np.concatenate([one.sentence[_words(one)[0]] + number for one, number in pairs])
    return segments, np.argsort(np.argsort(text, kind="stable"))[sentence]


def _place_in_voices(
    articles: pd.DataFrame, made: Mapping[str, Tokens], quotations: pd.DataFrame | None
) -> tuple[pd.DataFrame, Array]:
    """Articles × voices, and the row to which each word belongs."""
    if quotations is None:
        quotations = find_quotations(articles, parts=tuple(made), tokens=made.get("text"))
    check_spans("quotations", quotations, articles)
    texts, spoken = [], []
    for part, tokens in made.items():
        layers, (place, text) = lay_quotations(articles, quotations, part), _words(tokens)
        texts.append(text.astype(np.int64))
        spoken.append(layers.voice_at(layers.covering(text, tokens.start[place])))
    voice = np.concatenate(spoken)
    heard = {"journalist", "source_direct", *(VOICES[number] for number in np.unique(voice).tolist())}
    names = [name for name in VOICES if name in heard]
    place_of = np.cumsum([name in heard for name in VOICES]) - 1
    index = pd.MultiIndex.from_product([articles.index, names], names=["article_id", "voice"])
    return pd.DataFrame(index=index), np.concatenate(texts) * len(names) + place_of[voice]


def _compare_words(made: Sequence[Tokens], axes: Array, lookup: _Lookup, skip: Iterable[str]) -> tuple[Array, Array]:
    """Cosine of each word with each axis, NaN without a vector, and whether it is counted."""
    left_out, cosines, counts = {normalise(word) for word in _list_words(skip)}, [], []
    for tokens in made:
        norms, place = np.unique(tokens.norm[_words(tokens)[0]], return_inverse=True)
        cosine = np.full((len(norms), len(axes)), np.nan)
        counted = np.ones(len(norms), bool)
        for row, word in enumerate(tokens.vocabulary.norms.pick(norms)):
            counted[row] = word not in left_out
            vector = lookup.find(word) if counted[row] else None
            if vector is not None:  # summed alike wherever the word stands in the table
                cosine[row] = np.sum(axes * vector, axis=1) / np.sqrt(np.sum(vector * vector))
        cosines.append(cosine[place])
        counts.append(counted[place])
    return np.clip(np.concatenate(cosines), -1, 1), np.concatenate(counts)


def _score_units(
    unit: Array, cosine: Array, counted: Array, n_units: int, names: list[str], baseline: Mapping[str, float] | None
) -> dict[str, Array]:
    """Bias and intensity on each axis, coverage and counts, for every unit."""
    known = np.flatnonzero(~np.isnan(cosine[:, 0]))
    columns, n_known = {}, np.bincount(unit[known], minlength=n_units)
    with np.errstate(invalid="ignore"):  # 0 / 0: not defined
        for number, name in enumerate(names):
            value = cosine[known, number]
            distance = (value - _take_baseline(name, value, baseline)) ** 2
            columns[f"axis_{name}_bias"] = np.bincount(unit[known], value, n_units) / n_known
            columns[f"axis_{name}_intensity"] = np.bincount(unit[known], distance, n_units) / n_known
        columns["axis_coverage"] = n_known / np.bincount(unit[counted], minlength=n_units)
    return columns | {"axis_words": n_known, "n_words": np.bincount(unit, minlength=n_units)}


def _take_baseline(name: str, cosine: Array, baseline: Mapping[str, float] | None) -> float:
    """B of an axis: as given, else the mean over all words, the same to the last bit in any order of articles."""
    if baseline is None:
        return math.fsum(cosine.tolist()) / len(cosine) if len(cosine) else math.nan
    if name not in baseline or not -1 <= baseline[name] <= 1:
        do = f"give its bias in the other corpus, −1 to 1: baseline={{{name!r}: 0.02}}"
        raise MeasureError("baseline= must have a value for each axis", found=f"{name!r}: {baseline.get(name)}", do=do)
    return float(baseline[name])
