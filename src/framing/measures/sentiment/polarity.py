"""Smoothed polarity: how far the evaluative words of each sentence point one way."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, cast

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.lexicons import Lexicon, load_lexicon
from framing.measures.sentiment.valued_hits import ValuedHits, find_valued_hits, sides_of
from framing.parts import check_language, check_parts, part_tokens
from framing.segments import form_places, segment_ids
from framing.tables import PLACES, VOICES, check_spans, check_table
from framing.text import Tokens
from framing.variables import Variable
from framing.voices import find_quotations
from framing.voices.layers import Layers, lay_quotations

__all__ = ["VARIABLES", "measure_polarity"]

Array = np.ndarray[Any, Any]

_SOURCE = "lexicon tone of the framing package; after Young & Soroka 2012, doi:10.1080/10584609.2012.671234"
_NO_WORDS = "no word in the text (or sentence, or voice)"


def _variable(name: str, label: str, unit: str, low: float, high: float | None, direction: str) -> Variable:
    undefined = "never" if unit == "count" else _NO_WORDS
    return Variable(name, label, unit, low, high, direction, undefined, "measure_polarity", _SOURCE)


VARIABLES: tuple[Variable, ...] = (
    _variable("polarity", "Polarity", "mean (P − N) / (P + N + k) of the sentences", -1, 1, "more positive words"),
    _variable("polarity_positive", "Positive words", "per 100 words", 0, None, "more positive words"),
    _variable("polarity_negative", "Negative words", "per 100 words", 0, None, "more negative words"),
    _variable("polarity_coverage", "Polarity coverage", "share of sentences", 0, 1, "more sentences with a hit"),
    _variable("polarity_hits", "Words with a polarity", "count", 0, None, "more words of the lexicon"),
)


class _Portions(NamedTuple):
    """Sentences, or the portions that voices have of them: of which sentence and voice, P, N, hits and words."""

    sentence: Array
    voice: Array
    positive: Array
    negative: Array
    hits: Array
    n_words: Array


def measure_polarity(
    articles: pd.DataFrame,
    lexicon: Lexicon | None = None,
    *,
    by: Literal["article", "sentence", "voice"] = "article",
    k: float = 1.0,
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Measure the smoothed polarity of articles, of their sentences, or of each voice, with any polarity lexicon.

    Formula: a sentence has (P − N) / (P + N + k), P and N the sums of the weights of its positive and negative hits;
    an article, or a voice in it, the mean over its n sentences. Unit: none; range −1…1, the ends excluded; higher is
    more positive. 0 for a sentence without a hit; NaN where there is no word. With k = 1 a single hit gives ±.5, two
    of one kind ±.67: one word alone does not make a sentence extreme.

    A hit is negated by a negation among the three words before it, up to punctuation, "but", or a neutral entry ("not
    only"). Negated, a positive hit counts to N ("not good" is bad), a negative one to P with half its weight ("no
    threat" is not good news).

    Parameters
    ----------
    articles
        The `articles` table.
    lexicon
        Any lexicon with the categories positive and negative, such as a user's from `read_lexicon`; the own list `tone`
        where none is given. Names of categories are read without case, and the last part of a nested one counts
        (sentiment.positive). Categories neg_positive and neg_negative (LSD2015) hold entries that are negated
        themselves. Other categories, such as neutral, take words for themselves where their entry is longer, and count
        nothing. A list that has none of these categories is read by the sign of its weights (VADER, AFINN).
    by
        "article" for one row an article, "sentence" for one row a sentence, "voice" for journalist and sources apart:
        a sentence is shared out, the words of one voice in it are one portion, and a hit is of the voice in which it
        begins. A negation counts across quotation marks only where none of them stands between it and the hit.
    k
        Smoothing, above 0.
    quotations
        The `quotations` table, for `by="voice"` only; found where it is not given.
    parts
        Parts to measure; the sentences of all parts are pooled. A title that the text repeats counts once.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `scores`. By article: index `article_id`, all articles in their order; `polarity`; `polarity_positive` and
        `polarity_negative`, 100 × P and 100 × N over all words (per 100 words, negation counted as above);
        `polarity_coverage`, share of sentences with at least one hit (0…1); `n_sentences`, those with a word;
        `n_words`. By sentence: the `segments` of `segment_articles`, index `segment_id`, with `polarity`,
        `polarity_positive`, `polarity_negative`, `polarity_hits` (count) and `n_words`. By voice: index `article_id`
        and `voice`, the columns of an article, each over the portions of the voice, as in `measure_sentiment`;
        P and N of the voices add up to those of the article.

    Raises
    ------
    MeasureError
        For an unknown `by`, k not above 0, a lexicon without polarity or of another language, tokens of other texts.
    TableError
        Where `quotations` do not belong to these articles.

    Notes
    -----
    What it cannot see:

    - *Tone is not slant*: the word may describe an event, quote a source or mock; it is not said of whom it is said.
      `find_terms` lists the hits, `measure_target_tone` scores what is said toward a named target.
    - Irony, comparison ("worse than"), conditions ("if it fails") and negations that stand after the word or further
      away.
    - A sentence without a hit scores 0, which is silence: read `polarity_coverage`, and code a sample by hand.

    Correlation with human ratings of sentences is modest for every list (``framing validate sentiment``).

    References
    ----------
    Young, L., & Soroka, S. (2012). Affective news: the automated coding of sentiment in political texts. Political
    Communication, 29(2), 205–231. https://doi.org/10.1080/10584609.2012.671234

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["A brilliant plan. It was no threat. “A disgrace,” she said.", ""]},
    ...                         index=pd.Index(["a", "b"], name="article_id"))
    >>> articles = articles.assign(title="", outlet="X", date=pd.NaT, url="-")

    "Brilliant" gives 1 / (1 + 1) = .5, "no threat" .5 / (.5 + 1) = .3333, "disgrace" −1 / (1 + 1) = −.5; mean .1111:

    >>> measure_polarity(articles)[["polarity", "polarity_coverage"]].round(4).values.tolist()
    [[0.1111, 1.0], [nan, nan]]
    >>> measure_polarity(articles, by="voice").loc["a", "polarity"].round(4).to_dict()
    {'journalist': 0.2778, 'source_direct': -0.5}
    """
    if by not in ("article", "sentence", "voice"):
        raise MeasureError("unknown unit", found=f"by={by!r}", do='use by="article", by="sentence" or by="voice"')
    if not k > 0:
        raise MeasureError("the smoothing must be above 0", found=f"k={k!r}", do="use k=1")
    lexicon = load_lexicon("tone") if lexicon is None else lexicon
    sides = sides_of(lexicon)
    check_table("articles", articles)
    check_language(articles, lexicon.language, of=f"the lexicon {lexicon.name!r}")
    chosen = check_parts(parts, articles)
    made = {part: part_tokens(articles, part, parts=chosen, tokens=tokens) for part in chosen}
    if by == "voice":
        return _measure_voices(articles, lexicon, sides, made, quotations, k)
    portions = {part: _sum_sentences(own, find_valued_hits(own, lexicon, sides)) for part, own in made.items()}
    if by == "article":
        texts = [made[part].sentence_text[held.sentence] for part, held in portions.items()]
        return _mean_by_unit(_join(list(portions.values())), np.concatenate(texts), articles.index, k)
    pieces = [_set_out(articles, part, made[part], portions[part], k) for part in chosen]
    sentences = pd.concat(pieces) if len(pieces) > 1 else pieces[0]
    text = articles.index.get_indexer(pd.Index(sentences["article_id"]))
    return sentences.iloc[np.argsort(text, kind="stable")]


def _sum_sentences(tokens: Tokens, hits: ValuedHits) -> _Portions:
    """P, N, hits and words of every sentence."""
    nobody = np.zeros(tokens.n_sentences, np.int64)
    words = tokens.count_sentence_words().astype(np.int64)
    return _Portions(np.arange(tokens.n_sentences), nobody, *_sum_hits(hits, hits.sentence, tokens.n_sentences), words)


def _share_sentences(tokens: Tokens, hits: ValuedHits, layers: Layers) -> _Portions:
    """P, N, hits and words of the portion that each voice has in every sentence, where it has a word or a hit."""
    width = len(VOICES)

    def portion_of(text: Array, start: Array, sentence: Array) -> Array:
        voice = layers.voice_at(layers.covering(text, start.astype(np.int64)))
        return cast("Array", sentence.astype(np.int64) * width + voice)

    words = np.flatnonzero(tokens.is_word)
    portion = portion_of(tokens.text[words], tokens.start[words], tokens.sentence[words])
    n_words = np.bincount(portion, minlength=tokens.n_sentences * width)
    sums = _sum_hits(hits, portion_of(hits.text, hits.start, hits.sentence), tokens.n_sentences * width)
    held = np.flatnonzero((n_words > 0) | (sums[2] > 0))
    positive, negative, number = (values[held] for values in sums)
    return _Portions(held // width, held % width, positive, negative, number, n_words[held])


def _sum_hits(hits: ValuedHits, unit: Array, n_units: int) -> tuple[Array, Array, Array]:
    positive = np.bincount(unit, hits.positive, n_units)
    return positive, np.bincount(unit, hits.negative, n_units), np.bincount(unit, minlength=n_units)


def _measure_voices(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    sides: Array,
    made: dict[str, Tokens],
    quotations: pd.DataFrame | None,
    k: float,
) -> pd.DataFrame:
    """Average the portions of each voice, for every article."""
    if quotations is None:
        quotations = find_quotations(articles, parts=tuple(made), tokens=made.get("text"))
    check_spans("quotations", quotations, articles)
    pieces = {
        part: _share_sentences(own, find_valued_hits(own, lexicon, sides), lay_quotations(articles, quotations, part))
        for part, own in made.items()
    }
    heard = {"journalist", "source_direct"}
    heard |= {VOICES[number] for held in pieces.values() for number in set(held.voice.tolist())}
    voices = [voice for voice in VOICES if voice in heard]
    units = [
        made[part].sentence_text[held.sentence].astype(np.int64) * len(voices)
        + np.array([voices.index(voice) if voice in voices else -1 for voice in VOICES])[held.voice]
        for part, held in pieces.items()
    ]
    index = pd.MultiIndex.from_product([articles.index, voices], names=["article_id", "voice"])
    return _mean_by_unit(_join(list(pieces.values())), np.concatenate(units), index, k)


def _join(pieces: list[_Portions]) -> _Portions:
    return _Portions(*(np.concatenate(columns) for columns in zip(*pieces, strict=True)))


def _smooth(portions: _Portions, k: float) -> Array:
    positive, negative = portions.positive, portions.negative
    return cast("Array", (positive - negative) / (positive + negative + k))


def _mean_by_unit(portions: _Portions, unit: Array, index: pd.Index, k: float) -> pd.DataFrame:
    """Average the portions that have a word, for every unit of the index."""
    spoken = portions.n_words > 0
    n_sentences = np.bincount(unit[spoken], minlength=len(index))
    n_words = np.bincount(unit, portions.n_words, len(index))

    def divide(values: Array, by: Array) -> Array:
        undefined = np.full(len(index), np.nan)
        return cast("Array", np.divide(values, by, out=undefined, where=by > 0))

    def mean(values: Array) -> Array:
        return divide(np.bincount(unit[spoken], values[spoken], len(index)), n_sentences)

    return pd.DataFrame(
        {
            "polarity": mean(_smooth(portions, k)),
            "polarity_positive": divide(100 * np.bincount(unit, portions.positive, len(index)), n_words),
            "polarity_negative": divide(100 * np.bincount(unit, portions.negative, len(index)), n_words),
            "polarity_coverage": mean(portions.hits > 0),
            "n_sentences": n_sentences,
            "n_words": n_words.astype(np.int64),
        },
        index=index,
    )


def _set_out(articles: pd.DataFrame, part: str, tokens: Tokens, sentences: _Portions, k: float) -> pd.DataFrame:
    """Set out the sentences of one part, a row each."""
    start, end = tokens.sentence_spans
    text, words = tokens.sentence_text, sentences.n_words
    place = form_places(articles, part, tokens)[tokens.sentence_form[:-1]]
    per_word = np.divide(100.0, words, out=np.full(len(words), np.nan), where=words > 0)
    return pd.DataFrame(
        {
            "article_id": articles.index.to_numpy()[text],
            "part": part,
            "place": pd.Series(np.array(PLACES)[place], dtype="str").to_numpy(),
            "start": start.astype(np.int64),
            "end": end.astype(np.int64),
            "kind": "sentence",
            "polarity": np.where(words > 0, _smooth(sentences, k), np.nan),
            "polarity_positive": sentences.positive * per_word,
            "polarity_negative": sentences.negative * per_word,
            "polarity_hits": sentences.hits,
            "n_words": words,
        },
        index=segment_ids(articles, part, text),
    )
