"""All measures over a corpus in one pass, some articles at a time, so that memory stays flat."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from framing.codebook import MEASURES
from framing.corpus.batches import can_batch, read_batches
from framing.corpus.reading import read_corpus
from framing.errors import CorpusError, MeasureError
from framing.tables import check_table
from framing.text import Vocabulary, tokenise
from framing.voices import find_quotations

__all__ = ["check_measures", "measure_corpus"]

_PART = 250  # articles measured at a time
_MOST_FORMS = 60_000  # distinct forms in a vocabulary before a new one is begun: some 15 MB


def measure_corpus(
    articles: pd.DataFrame | str | os.PathLike[str], *, measures: Sequence[str] | None = None, workers: int = 1
) -> pd.DataFrame:
    """Take several measures of every article, in one pass over the text.

    Parameters
    ----------
    articles
        The `articles` table, or the path of a corpus. A Parquet file that `write_corpus` wrote is read 125 articles
        at a time, so that memory does not grow with it; any other file is read whole first.
    measures
        Names of measures ("frames", "hedging", "polarity", "sentiment", "sources"); all where none are given. To find
        who speaks, for the last one, takes most of the time.
    workers
        Processes that share the work. The scores are the same whatever their number.

    Returns
    -------
    pandas.DataFrame
        `scores`: index `article_id`; the columns of every measure, each described in `list_variables()`.

    Raises
    ------
    MeasureError
        For a measure that does not exist, and fewer than one worker.
    CorpusError
        For a corpus that cannot be read, or holds an id twice.

    Examples
    --------
    >>> import framing as fr
    >>> scores = measure_corpus(fr.load_demo(), measures=["hedging"])
    >>> scores.index.name, bool((scores["hedging_epistemic"] >= 0).all())
    ('article_id', True)
    """
    chosen = check_measures(measures)
    if workers < 1:
        raise MeasureError("work needs at least one process", found=f"workers={workers}", do="use workers=1 or more")
    if not isinstance(articles, pd.DataFrame):
        articles = Path(articles).absolute()  # a process that helped before may stand in another folder
    streamed = not isinstance(articles, pd.DataFrame) and can_batch(articles)
    if not streamed:
        articles = articles if isinstance(articles, pd.DataFrame) else read_corpus(articles)
        check_table("articles", articles)
        workers = min(workers, max(-(-len(articles) // _PART), 1))
    if workers == 1:
        parts = dict(_measure_share(articles, chosen, 0, 1))
    else:
        from joblib import Parallel, delayed

        run = Parallel(n_jobs=workers, max_nbytes=None)
        shares = run(delayed(_list_share)(articles, chosen, share, workers) for share in range(workers))
        parts = {number: scores for share in shares for number, scores in share}
    scores = pd.concat([parts[number] for number in sorted(parts)])
    if streamed and not scores.index.is_unique:
        twice = scores.index[scores.index.duplicated()]
        found = f"{len(twice)} repeated ids in {Path(str(articles)).name!r}, first {twice[0]!r}"
        raise CorpusError("article ids are repeated within a file", found=found, do="remove the repeated rows")
    return scores


def check_measures(measures: Sequence[str] | None) -> list[str]:
    """Give the measures chosen, each once; all where None is given.

    Raises
    ------
    MeasureError
        For a measure that does not exist, and for an empty choice.

    Examples
    --------
    >>> check_measures(["hedging", "hedging"])
    ['hedging']
    """
    chosen = list(MEASURES) if measures is None else list(dict.fromkeys(measures))
    strangers = [name for name in chosen if name not in MEASURES]
    if strangers or not chosen:
        raise MeasureError(
            "unknown measure" if strangers else "no measure named",
            found=", ".join(map(repr, strangers)) or "an empty list",
            do=f"use one or more of {', '.join(MEASURES)}",
        )
    return chosen


def _list_share(
    articles: pd.DataFrame | str | os.PathLike[str], measures: list[str], share: int, shares: int
) -> list[tuple[int, pd.DataFrame]]:
    return list(_measure_share(articles, measures, share, shares))


def _measure_share(
    articles: pd.DataFrame | str | os.PathLike[str], measures: list[str], share: int, shares: int
) -> Iterator[tuple[int, pd.DataFrame]]:
    """Measure every n-th part of a corpus, n being the number of shares; give each part's number and scores."""
    parts: Iterable[pd.DataFrame]
    if isinstance(articles, pd.DataFrame):
        starts = range(share * _PART, max(len(articles), share * _PART + 1), shares * _PART)
        parts = (articles.iloc[start : start + _PART] for start in starts)
    else:
        parts = read_batches(articles, share=share, shares=shares)
    vocabulary = Vocabulary()
    for turn, part in enumerate(parts):
        if len(vocabulary.forms) > _MOST_FORMS:
            vocabulary = Vocabulary()
        yield share + turn * shares, _measure_part(part, measures, vocabulary)


def _measure_part(articles: pd.DataFrame, measures: list[str], vocabulary: Vocabulary) -> pd.DataFrame:
    tokens = tokenise(articles["text"].tolist(), vocabulary=vocabulary)
    quotations = find_quotations(articles, tokens=tokens, speakers="sources" in measures)
    scores: dict[str, pd.Series] = {}
    for name in measures:
        own = {"quotations": quotations} if name != "sentiment" else {}
        measured = MEASURES[name](articles, tokens=tokens, **own)
        scores = {column: measured[column] for column in measured.columns} | scores
    return pd.DataFrame(scores, index=articles.index)
