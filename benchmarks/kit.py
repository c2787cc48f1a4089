"""The kit's own jobs, at the level of arrays, as streams of chunks that share a growing vocabulary.

`Engine` is the one place that knows the interface of the text engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.tools import Found, Job, Tool
from framing.lexicons import load_lexicon
from framing.lexicons.matching import matcher_of
from framing.measures.sentiment.vader import score_sentences
from framing.reading.marks import pair_marks
from framing.text import Tokens, Vocabulary, tokenise

__all__ = ["KIT", "Engine", "measure_stream", "score_each_sentence", "split_chunks"]

Array = np.ndarray[Any, Any]

ALL = ("sentiment", "hedges", "quotations")
_CHUNK = 2_000_000  # characters


class Engine:
    """The text engine with a vocabulary that begins empty.

    Parameters
    ----------
    wanted
        What to measure beside sentences: "sentiment", "hedges", "quotations".
    cap
        Distinct forms beyond which a new vocabulary is begun; None for no limit.
    """

    def __init__(self, wanted: Sequence[str] = ALL, *, cap: int | None = None) -> None:
        self._wanted, self._cap = frozenset(wanted), cap
        self._matcher = matcher_of(load_lexicon("hedging"))
        self._vocabulary = Vocabulary()

    def tokenise(self, texts: list[str]) -> Tokens:
        """Make the tokens of a chunk, filling the vocabulary."""
        if self._cap is not None and len(self._vocabulary.forms) > self._cap:
            self._vocabulary = Vocabulary()
        return tokenise(texts, vocabulary=self._vocabulary)

    def measure(self, texts: list[str]) -> dict[str, Array]:
        """Measure each sentence of a chunk, and sum up for each article."""
        tokens = self.tokenise(texts)
        article = tokens.sentence_text
        sums = {"sentences": np.bincount(article, minlength=len(texts))}
        if "sentiment" in self._wanted:
            compound = score_sentences(tokens, normalise=False).compound
            sums["compound"] = np.bincount(article, compound, len(texts))
        if "hedges" in self._wanted:
            _, first, _ = self._matcher.find(tokens)
            each = np.bincount(tokens.pick(first).sentence, minlength=tokens.n_sentences)
            sums["hedges"] = np.bincount(article, each, len(texts))
        if "quotations" in self._wanted:
            opening = tokens.pick(pair_marks(tokens).first)
            sums["quotations"] = np.bincount(opening.text, minlength=len(texts))
        return sums

    def lay_out(self, texts: list[str]) -> tuple[int, int]:
        """Lay out the bounds and the type of every token, which are made when asked for; count sentences and tokens."""
        tokens = self.tokenise(texts)
        columns = (tokens.start, tokens.end, tokens.type)
        return tokens.n_sentences, len(columns[0])

    def score(self, texts: list[str]) -> tuple[list[str], Array]:
        """Give each sentence as printed, and the scores of each: negative, neutral, positive, compound."""
        tokens = self.tokenise(texts)
        scores = score_sentences(tokens, normalise=False)
        spans = zip(*(column.tolist() for column in (tokens.sentence_text, *tokens.sentence_spans)), strict=True)
        columns = (scores.negative, scores.neutral, scores.positive, scores.compound)
        return [texts[text][start:end] for text, start, end in spans], np.column_stack(columns)


def split_chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    """Group texts into lists of about two million characters."""
    chunk: list[str] = []
    size = 0
    for text in texts:
        chunk.append(text)
        size += len(text)
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def measure_stream(texts: Iterable[str], engine: Engine) -> dict[str, Array]:
    """Measure texts chunk by chunk: an array of sums, one item an article, under each name."""
    chunks = [engine.measure(chunk) for chunk in split_chunks(texts)]
    return {name: np.concatenate([chunk[name] for chunk in chunks]) for name in (chunks[0] if chunks else ())}


def score_each_sentence(texts: list[str]) -> tuple[list[str], Array]:
    """Give all sentences as printed, and the scores of each: negative, neutral, positive, compound."""
    engine = Engine(["sentiment"])
    sentences, scores = zip(*map(engine.score, split_chunks(texts)), strict=True)
    return list(chain.from_iterable(sentences)), np.concatenate(scores)


def _stream(*wanted: str) -> Callable[[list[str]], Job]:
    def make(texts: list[str]) -> Job:
        engine = Engine(wanted)

        def job() -> Found:
            return {name: float(values.sum()) for name, values in measure_stream(texts, engine).items()}

        return job

    return make


def _tokens(texts: list[str]) -> Job:
    engine = Engine([])

    def job() -> Found:
        counts = [engine.lay_out(chunk) for chunk in split_chunks(texts)]
        sentences, tokens = (sum(column) for column in zip(*counts, strict=True))
        return {"sentences": sentences, "tokens": tokens}

    return job


def _product(texts: list[str]) -> Job:
    """Measure the documented table with all measures, as a user does; reading the table is set-up."""
    from framing import read_corpus
    from framing.batch import measure_corpus

    articles = read_corpus(pd.DataFrame({"text": texts}))

    def job() -> Found:
        return {"articles": len(measure_corpus(articles, measures=["hedging", "sentiment"]))}

    return job


_WHOLE = "kit: whole job"

KIT: dict[str, Tool] = {
    _WHOLE: Tool(_stream(*ALL), _WHOLE, "tokens, sentences, hedges, VADER, marks"),
    "kit: VADER": Tool(_stream("sentiment"), "kit: VADER", "tokens, sentences, scores"),
    "kit: hedges": Tool(_stream("hedges"), "kit: hedges", "tokens, sentences, longest matches"),
    "kit: tokens": Tool(_tokens, "kit: tokens", "tokens, sentences"),
    "kit: measure_corpus": Tool(_product, _WHOLE, "table in, table out: hedging and sentiment"),
}
