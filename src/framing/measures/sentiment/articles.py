"""Tone of articles, and of each voice in them: the mean of VADER over their sentences."""

from __future__ import annotations

from typing import Any, Literal, cast

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.measures.sentiment.vader import score_sentences
from framing.measures.sentiment.voices import score_voices
from framing.parts import check_language, check_parts, part_tokens
from framing.segments import form_places, segment_ids
from framing.tables import PLACES, VOICES, check_spans, check_table
from framing.text import Tokens
from framing.variables import Variable
from framing.voices import find_quotations
from framing.voices.layers import lay_quotations

__all__ = ["VARIABLES", "measure_sentiment"]

Array = np.ndarray[Any, Any]

_SOURCE = "VADER 3.3.2 (Hutto & Gilbert 2014, doi:10.1609/icwsm.v8i1.14550)"
_NO_WORDS = "no word in the text (or sentence, or voice)"


def _variable(name: str, label: str, unit: str, low: float, high: float | None, direction: str) -> Variable:
    undefined = "never" if high is None else _NO_WORDS
    return Variable(name, label, unit, low, high, direction, undefined, "measure_sentiment", _SOURCE)


VARIABLES: tuple[Variable, ...] = (
    _variable("sentiment", "Tone", "mean VADER compound of the sentences", -1, 1, "more positive words"),
    _variable("sentiment_positive", "Positive share", "mean share of sentence", 0, 1, "more positive words"),
    _variable("sentiment_negative", "Negative share", "mean share of sentence", 0, 1, "more negative words"),
    _variable("sentiment_coverage", "Tone coverage", "share of sentences", 0, 1, "more sentences with a hit"),
    _variable("sentiment_hits", "Words with a valence", "count", 0, None, "more words VADER could score"),
    _variable("n_sentences", "Sentences", "sentences with a word", 0, None, "longer text"),
    _variable("n_words", "Words", "count", 0, None, "longer text"),
)


def measure_sentiment(
    articles: pd.DataFrame,
    *,
    by: Literal["article", "sentence", "voice"] = "article",
    quotations: pd.DataFrame | None = None,
    parts: tuple[str, ...] = ("text",),
    normalise: bool = True,
    tokens: Tokens | None = None,
) -> pd.DataFrame:
    """Measure the tone of articles, or of each voice in them, with VADER, sentence by sentence.

    Formula: ``sentiment = Σ compound / n`` over the n sentences that have a word. The compound of a sentence
    is x / √(x² + 15), where x sums the valences (−4…4) of its words, changed by the negations, boosters,
    capitals and "but" around them, plus the emphasis of its ! and ?. Unit: compound; range −1…1; higher is
    more positive. NaN where no sentence has a word.

    By voice, a sentence is shared out: the words of one voice in it are one portion, with an x of its own. The
    mean is over the portions of that voice in the article; NaN where the voice has no words.

    Parameters
    ----------
    articles
        The `articles` table, in English.
    by
        "article" for one row an article, "sentence" for one row a sentence, "voice" for journalist and sources
        apart.
    quotations
        The `quotations` table, for `by="voice"` only; found where it is not given, with what is reported without
        marks.
    parts
        Parts to measure; the sentences of all parts are pooled. A title that the text repeats counts once.
    normalise
        Read curly apostrophes and quotation marks as straight ones, so that "isn’t" negates as "isn't"
        does. False gives the scores of the package vaderSentiment 3.3.2 on the text as printed.
    tokens
        Tokens of the texts, where they were made before.

    Returns
    -------
    pandas.DataFrame
        `scores`. By article: index `article_id`, all articles in their order; `sentiment`;
        `sentiment_positive` and `sentiment_negative`, the mean shares of the sentence that are positive and
        negative (0…1; the rest is neutral); `sentiment_coverage`, the share of sentences with at least one
        word that has a valence (0…1); `n_sentences`, those with a word; `n_words`.
        By sentence: the `segments` of `segment_articles`, index `segment_id`; `article_id`, `part`, `place`, `start`,
        `end`, `kind`, `sentiment`, `sentiment_positive`, `sentiment_negative`, `sentiment_hits` (words with a
        valence), `n_words`. A row without a word, such as a line of asterisks, has NaN.
        By voice: index `article_id` and `voice` (journalist, source_direct, and source_indirect where any article has
        words of it); the columns of an article, each over the portions of the voice. `n_sentences` then counts
        portions: the sentences in which the voice has a word. One that two voices share counts once for each.

    Raises
    ------
    MeasureError
        Where `by` is none of the three, `tokens` belong to other texts, or articles are not in English.
    TableError
        Where `quotations` do not belong to these articles.

    Notes
    -----
    There is no compound of a whole article: the sum x grows with every sentence, so that the compound of a
    long text lies near −1 or 1 whatever its tone. It would measure length.

    By voice, the valence of a word is still found in its whole sentence, across quotation marks: in *They did not call
    it “good”*, the journalist's "not" turns the source's "good". A portion's shares are of its own words. A ! or ?
    counts for the voice of the word before it, on whichever side of the quotation mark it is printed, and a stretch
    without white space (“good”—she) for the voice of its first word. A sentence that is wholly one voice's has exactly
    the score that it has by sentence. The three voices do not average to the article.

    What it cannot see:

    - *Tone is not slant.* A text is negative because the event is (a war, a strike), because a source is, or
      because the journalist is; the number does not tell which, nor about whom it is said. As a guess at
      what a sentence says about a named target, it reaches a macro-F1 of .50 (three classes, NewsMTSC).
    - *The voice is not the feeling.* Whoever says "a cruel war" may quote, deny or mock it, and the journalist
      chooses whom to quote. Portions weigh the same whatever their length: each "she said" is a neutral portion of the
      journalist's, so that a text with many quotations draws the journalist to 0. Compare `sentiment_coverage` first.
    - Words that name events or offices count as feelings: "war" and "tanks" as negative, "support", "ally"
      and "leader" as positive; so do idioms ("kill two birds with one stone": −.69). "Not destroyed" is
      positive.
    - Dictionaries agree little with coders on news: on economic headlines the best had Krippendorff's
      α = .34, one trained coder .82 (van Atteveldt et al. 2021; Dutch, machine-translated lists).
    - Measured with this function (``tests/measures/sentiment/test_validity.py``), the correlation with human
      ratings is .83 for tweets and .43 for film reviews, which VADER was made on, .56 for headlines and .45
      for newspaper sentences (EmoBank), and .38 for financial headlines (SemEval-2017). Means of many
      sentences are steadier, but they share the bias.

    So code a sample by hand before a difference between outlets is believed, and read `sentiment_coverage`:
    a sentence without a hit scores 0, which is silence and not balance.

    References
    ----------
    Hutto, C. J. & Gilbert, E. (2014). VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social
    Media Text. ICWSM 8(1), 216-225.
    van Atteveldt, W., van der Velden, M. A. C. G. & Boukes, M. (2021). The Validity of Sentiment Analysis.
    Communication Methods and Measures 15(2), 121-140.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["The talks were good. They weren’t good!", ""]},
    ...                         index=pd.Index(["a", "b"], name="article_id"))
    >>> articles = articles.assign(title="", outlet="X", date=pd.NaT, url="-")
    >>> measure_sentiment(articles)[["sentiment", "sentiment_coverage"]].round(4).values.tolist()
    [[0.0194, 1.0], [nan, nan]]
    >>> measure_sentiment(articles, by="sentence")["sentiment"].to_dict()
    {'a/text/0000': 0.4404, 'a/text/0001': -0.4015}

    By voice, "good" (1.9) is the source's: 1.9 / √(1.9² + 15) = .4404. The journalist's "she said" scores 0 and
    "They lied." −.3818, of which the mean is −.1909:

    >>> articles = articles.assign(text=["“The talks were good,” she said. They lied.", ""])
    >>> scores = measure_sentiment(articles, by="voice").loc["a"]
    >>> scores["sentiment"].round(4).to_dict(), scores["n_sentences"].tolist()
    ({'journalist': -0.1909, 'source_direct': 0.4404}, [2, 1])
    """
    if by not in ("article", "sentence", "voice"):
        raise MeasureError("unknown unit", found=f"by={by!r}", do='use by="article", by="sentence" or by="voice"')
    check_table("articles", articles)
    check_language(articles, "en", of="VADER")
    chosen = check_parts(parts, articles)
    if by == "voice":
        return _measure_voices(articles, quotations, chosen, normalise, tokens)
    pieces = [
        _score_part(articles, part, part_tokens(articles, part, parts=chosen, tokens=tokens), normalise)
        for part in chosen
    ]
    sentences = pd.concat(pieces) if len(pieces) > 1 else pieces[0]
    text = articles.index.get_indexer(pd.Index(sentences["article_id"]))
    if by == "article":
        return _mean_by_unit(sentences, text, articles.index)
    return sentences.iloc[np.argsort(text, kind="stable")]


def _score_part(articles: pd.DataFrame, part: str, tokens: Tokens, normalise: bool) -> pd.DataFrame:
    """Score the sentences of one part: one row a sentence."""
    scores = score_sentences(tokens, normalise=normalise)
    start, end = tokens.sentence_spans
    text = tokens.sentence_text
    n_words = tokens.count_sentence_words().astype(np.int64)
    wordless = n_words == 0
    place = form_places(articles, part, tokens)[tokens.sentence_form[:-1]]
    return pd.DataFrame(
        {
            "article_id": articles.index.to_numpy()[text],
            "part": part,
            "place": pd.Series(np.array(PLACES)[place], dtype="str").to_numpy(),
            "start": start.astype(np.int64),
            "end": end.astype(np.int64),
            "kind": "sentence",
            "sentiment": np.where(wordless, np.nan, scores.compound),
            "sentiment_positive": np.where(wordless, np.nan, scores.positive),
            "sentiment_negative": np.where(wordless, np.nan, scores.negative),
            "sentiment_hits": scores.hits,
            "n_words": n_words,
        },
        index=segment_ids(articles, part, text),
    )


def _measure_voices(
    articles: pd.DataFrame,
    quotations: pd.DataFrame | None,
    parts: tuple[str, ...],
    normalise: bool,
    tokens: Tokens | None,
) -> pd.DataFrame:
    """Average the portions of each voice, for every article."""
    made = {part: part_tokens(articles, part, parts=parts, tokens=tokens) for part in parts}
    if quotations is None:
        quotations = find_quotations(articles, parts=parts, tokens=made.get("text"))
    check_spans("quotations", quotations, articles)
    pieces = [
        score_voices(made[part], lay_quotations(articles, quotations, part), normalise=normalise) for part in parts
    ]
    portions = pd.concat(pieces)
    heard = {"journalist", "source_direct", *(VOICES[number] for number in set(portions["voice"].tolist()))}
    voices = [voice for voice in VOICES if voice in heard]
    unit = portions["text"].to_numpy(np.int64) * len(voices) + portions["voice"].to_numpy()
    index = pd.MultiIndex.from_product([articles.index, voices], names=["article_id", "voice"])
    return _mean_by_unit(portions, unit, index)


def _mean_by_unit(sentences: pd.DataFrame, unit: Array, index: pd.Index) -> pd.DataFrame:
    """Average the sentences, or portions, that have a word, for every unit of the index."""
    spoken = sentences["n_words"].to_numpy() > 0
    n_sentences = np.bincount(unit[spoken], minlength=len(index))

    def mean(values: Array) -> Array:
        total = np.bincount(unit[spoken], values[spoken], len(index))
        undefined = np.full(len(index), np.nan)
        return cast("Array", np.divide(total, n_sentences, out=undefined, where=n_sentences > 0))

    return pd.DataFrame(
        {
            "sentiment": mean(sentences["sentiment"].to_numpy()),
            "sentiment_positive": mean(sentences["sentiment_positive"].to_numpy()),
            "sentiment_negative": mean(sentences["sentiment_negative"].to_numpy()),
            "sentiment_coverage": mean(sentences["sentiment_hits"].to_numpy() > 0),
            "n_sentences": n_sentences,
            "n_words": np.bincount(unit, sentences["n_words"].to_numpy(), len(index)).astype(np.int64),
        },
        index=index,
    )
