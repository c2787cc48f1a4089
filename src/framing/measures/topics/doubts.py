"""What casts doubt on topics: languages, copies, furniture of web pages, topics of one outlet, too few articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from framing.corpus.languages import find_languages
from framing.measures.topics.quality import rank_terms
from framing.measures.topics.terms import TermCounts

__all__ = ["SUSPICIOUS_NPMI", "TEXTS_A_TOPIC", "doubt_articles", "doubt_topics", "find_furniture"]

Array = np.ndarray[Any, Any]

SUSPICIOUS_NPMI = 0.5
"""Mean NPMI above which topics are languages, copies or chrome."""

TEXTS_A_TOPIC = 10
"""Texts that a topic needs."""

_SAMPLE, _OTHERS = 300, 0.02
_RAREST, _ALIKE = 3, 0.8
_TOP_WORDS, _BLOCK, _BLOCK_ARTICLES, _CONSTANT = 20, 3, 5, 0.7
_EXCESS, _OWN_WORDS = 0.4, 5
_DOMINANT = 0.5


def doubt_articles(articles: pd.DataFrame, texts: TermCounts, row: Array) -> tuple[str, ...]:
    """Tell what is doubtful about articles before topics are fitted: each doubt says what, what was found, what to do.

    `texts` are the different texts, `row` the one of each article (−1 where it is empty), as in `TopicTerms`.
    """
    return (*_doubt_languages(articles), *_doubt_repeats(row), *_doubt_copies(articles, texts))


def _doubt_languages(articles: pd.DataFrame) -> Iterator[str]:
    if "language" in articles.columns:
        return
    with_text = articles[articles["text"].str.strip().str.len() > 0].drop_duplicates("text")
    chosen = np.random.default_rng(0).permutation(len(with_text))[:_SAMPLE]
    languages = find_languages(with_text.iloc[np.sort(chosen)]).dropna()
    others = languages[languages != "en"]
    if len(others) > _OTHERS * len(languages):
        yield (
            f"several languages: topics will be languages; found: {len(others)} of {len(languages)} sampled articles "
            f"in {', '.join(sorted(set(others.tolist())))}; to mend it: articles = articles.assign(language="
            'find_languages(articles)), and keep articles[articles["language"] == "en"]'
        )


def _doubt_repeats(row: Array) -> Iterator[str]:
    n_empty, n_repeated = int((row < 0).sum()), int((row >= 0).sum()) - len(np.unique(row[row >= 0]))
    if n_empty:
        yield f"empty texts; found: {n_empty} articles; to mend it: nothing, they have no shares (NaN)"
    if n_repeated:
        yield (
            f"repeated texts; found: {n_repeated} articles that repeat another to the letter, counted once in the fit; "
            "to mend it: weigh their shares, see assign_copies"
        )


def _doubt_copies(articles: pd.DataFrame, texts: TermCounts) -> Iterator[str]:
    """Near copies that nobody looked for: texts with the same rarest terms that share four terms in five."""
    if "duplicate" in articles.columns:
        return
    n_copies = _count_near_copies(texts)
    if n_copies:
        yield (
            f"near copies pull topics towards themselves; found: at least {n_copies} texts nearly like another; "
            "to mend it: articles = assign_copies(articles, find_duplicates(articles)), and fit again: of each "
            "family one text enters the fit"
        )


def _count_near_copies(texts: TermCounts) -> int:
    counts = texts.counts
    rarity = np.bincount(counts.indices, minlength=len(texts.terms))
    seen: dict[tuple[int, ...], list[int]] = {}
    found = 0
    for text in range(counts.shape[0]):
        own = counts.indices[counts.indptr[text] : counts.indptr[text + 1]]
        if len(own) < _TOP_WORDS:
            continue
        rarest = tuple(sorted(own[np.lexsort((own, rarity[own]))[:_RAREST]].tolist()))
        others = seen.setdefault(rarest, [])
        found += any(_is_alike(own, counts.indices[counts.indptr[one] : counts.indptr[one + 1]]) for one in others)
        others.append(text)
    return found


def _is_alike(one: Array, other: Array) -> bool:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= _ALIKE * (len(one) + len(other) - shared)


def doubt_topics(
    articles: pd.DataFrame, texts: TermCounts, row: Array, *, weights: Array, shares: Array, npmi: float, n_texts: int
) -> tuple[str, ...]:
    """Tell what is doubtful about fitted topics, named topic_01 and so on in the order of `weights` and `shares`.

    `npmi` is the mean over topics, `n_texts` the number of texts that were fitted.
    """
    doubts = [*_doubt_coherence(npmi), *_doubt_size(n_texts, len(weights)), *_doubt_dominance(shares)]
    outlets = articles["outlet"].astype(object).where(articles["outlet"].notna(), "").to_numpy().astype(str)
    held = row >= 0
    for topic, words in find_furniture(texts, row[held], outlets[held], weights).items():
        doubts.append(
            f"{_name(topic)} looks like furniture of web pages; found: {words}, the same number of times in article "
            "after article; to mend it: articles = clean_articles(articles), or stops= of count_topic_terms"
        )
    return (*doubts, *_doubt_outlets(texts, row[held], outlets[held], weights))


def _name(topic: int) -> str:
    return f"topic_{topic + 1:02d}"


def _doubt_coherence(npmi: float) -> Iterator[str]:
    if npmi > SUSPICIOUS_NPMI:
        yield (
            f"the topics are suspiciously coherent; found: mean NPMI {npmi:.2f}, news rarely exceeds .4; "
            "to mend it: look for several languages, copies and furniture of web pages"
        )


def _doubt_size(n_texts: int, n_topics: int) -> Iterator[str]:
    if n_texts < TEXTS_A_TOPIC * n_topics:
        yield (
            f"few articles for so many topics; found: {n_texts} texts for {n_topics} topics; to mend it: "
            f"n_topics={max(n_texts // TEXTS_A_TOPIC, 2)} or fewer, or more articles"
        )


def _doubt_dominance(shares: Array) -> Iterator[str]:
    mean = np.nanmean(shares, axis=0)
    if mean.max() > _DOMINANT and len(mean) > 2:
        yield (
            f"one topic dominates; found: {_name(int(mean.argmax()))} holds {mean.max():.0%} of the corpus; "
            "to mend it: look at its words: more topics, more stop words, or a corpus about one thing"
        )


def _doubt_outlets(texts: TermCounts, row: Array, outlets: Array, weights: Array) -> Iterator[str]:
    """Topics whose words one outlet uses, and the others hardly."""
    names, own = np.unique(outlets, return_inverse=True)
    if len(names) < 2:
        return
    rows_of = [np.unique(row[own == outlet]) for outlet in range(len(names))]
    counts = texts.counts.tocsc()
    for topic, top in enumerate(rank_terms(weights, _TOP_WORDS)):
        columns = counts[:, top].toarray()
        used = columns.sum(axis=0)
        for outlet, rows in zip(names.tolist(), rows_of, strict=True):
            more = columns[rows].sum(axis=0) / used - len(rows) / len(columns) > _EXCESS
            often = (columns[rows] > 0).sum(axis=0) >= _BLOCK_ARTICLES
            words = top[more & often]
            if len(words) >= _OWN_WORDS and outlet:
                yield (
                    f"{_name(topic)} is made of one outlet's words; found: {_quote(texts, words)} nearly all in "
                    f"{outlet!r}; to mend it: read its articles; if it is furniture: "
                    "articles = clean_articles(articles), or stops= of count_topic_terms"
                )


def _quote(texts: TermCounts, columns: Array) -> str:
    return ", ".join(repr(texts.terms[column]) for column in columns[:5].tolist())


def find_furniture(texts: TermCounts, row: Array, outlets: Array, weights: Array) -> dict[int, str]:
    """Find topics among whose first words is a block that an outlet prints in article after article.

    A block is two terms or more, three words or more, of the topic's first 20 that stand in the same articles of one
    outlet (Jaccard index of each with the first of them at least .8), in 5 of its articles or more, of which 7 in 10
    have all of them equally often, or in one proportion; and of all articles that have the whole block, 8 in 10 are the
    outlet's. Words of honest topics come as often as the story needs, and names that go together do so in every outlet.

    Returns
    -------
    dict
        By number of the topic, the words of its block and the outlet.
    """
    counts = texts.counts.tocsc()
    found: dict[int, str] = {}
    names, own = np.unique(outlets, return_inverse=True)
    rows_of = [np.unique(row[own == outlet]) for outlet in range(len(names))]
    for topic, top in enumerate(rank_terms(weights, _TOP_WORDS)):
        columns = counts[:, top].toarray()
        n_words = np.array([texts.terms[column].count(" ") + 1 for column in top.tolist()])
        for outlet, rows in zip(names.tolist(), rows_of, strict=True):
            block = _find_block(columns[rows], n_words)
            n_whole = int((columns[:, block] > 0).all(axis=1).sum())
            if len(block) and int((columns[rows][:, block] > 0).all(axis=1).sum()) >= _ALIKE * n_whole:
                words = _quote(texts, top[block])
                found[topic] = f"{words} in {outlet!r}" if outlet else words
                break
    return found


def _find_block(counts: Array, n_words: Array) -> Array:
    """Columns that are there together, and in one proportion in most of the rows."""
    present = counts > 0
    for first in np.flatnonzero(present.sum(axis=0) >= _BLOCK_ARTICLES).tolist():
        both = (present & present[:, [first]]).sum(axis=0)
        either = (present | present[:, [first]]).sum(axis=0)
        block = np.flatnonzero(both >= _ALIKE * np.maximum(either, 1))
        if len(block) < 2 or n_words[block].sum() < _BLOCK:
            continue
        whole = counts[:, block][present[:, block].all(axis=1)]
        usual = np.unique(whole / whole[:, :1], axis=0, return_counts=True)[1].max(initial=0)
        if len(whole) >= _BLOCK_ARTICLES and usual >= _CONSTANT * len(whole):
            return block
    return np.zeros(0, np.int64)
