"""A fitted topic model, as tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd

from framing.errors import MeasureError
from framing.measures.topics.quality import frex, rank_terms
from framing.parts import part_texts
from framing.tables import check_table

__all__ = ["TopicModel", "rank_words"]

By = Literal["weight", "frex"]
_TOP_WORDS = 20


def _nothing() -> pd.Series:
    return pd.Series(dtype=float)


@dataclass(frozen=True, eq=False)
class TopicModel:
    """Topics of a corpus.

    Attributes
    ----------
    words : DataFrame
        The top words of each topic: `topic`, `rank` (from 1), `word`, `weight` (share of the topic's weight, 0–1).
    shares : DataFrame
        `scores`: index `article_id`; a column a topic, rows sum to 1. NaN where an article has none of the terms.
    quality : DataFrame
        Index `topic`; `share` (mean over articles, 0–1), `npmi` (coherence of the ten top words over articles, −1…1,
        higher is more coherent), `exclusivity` (0–1: how far the top words belong to this topic alone).
    settings : dict
        What was chosen: method, number of topics, terms and articles, seed, versions of the packages.
    warnings : tuple of str
        What casts doubt on the topics: what, what was found, what to do.
    weights : DataFrame
        Index `term`; a column a topic, each sums to 1.
    idf : Series
        Index `term`; the weight of the term's rarity when the topics were fitted (1 for LDA).
    scale : Series
        Index `topic`; what the topic's weights are multiplied with where texts are placed in it.
    phrases : tuple of str
        Pairs of words that were read as one.

    Notes
    -----
    NPMI screens, it does not validate: people's judgement and it can disagree (Hoyle et al. 2021). Topics
    are not frames (Nicholls & Culpepper 2021).
    """

    words: pd.DataFrame
    shares: pd.DataFrame
    quality: pd.DataFrame
    settings: dict[str, Any]
    warnings: tuple[str, ...] = ()
    weights: pd.DataFrame = field(default_factory=pd.DataFrame)
    idf: pd.Series = field(default_factory=_nothing)
    scale: pd.Series = field(default_factory=_nothing)
    phrases: tuple[str, ...] = ()

    def __repr__(self) -> str:
        chosen = "{n_topics} topics by {method} from {n_articles} articles, {n_terms} terms".format(**self.settings)
        return f"<TopicModel: {chosen}>"

    @property
    def topics(self) -> list[str]:
        """Names of the topics, the largest first."""
        return self.quality.index.tolist()

    def label(self, *, by: By = "weight", n_words: int = 4) -> dict[str, str]:
        """Label each topic with its first words, by weight or by FREX."""
        top = self.list_words(by=by, n_words=n_words)
        return {str(topic): ", ".join(rows["word"].tolist()) for topic, rows in top.groupby("topic", sort=True)}

    def list_words(self, *, by: By = "weight", n_words: int = 20) -> pd.DataFrame:
        """List the top words of each topic.

        Parameters
        ----------
        by
            "weight": the words that make up most of the topic. "frex": words both frequent in it and its own
            (Bischof & Airoldi 2012; .7 of the weight on exclusivity). Ties go by the alphabet.

        Returns
        -------
        pandas.DataFrame
            `topic`, `rank` (from 1), `word`, `weight`; by FREX also `frex` (0–1).

        Raises
        ------
        MeasureError
            For another order, or fewer than one word.
        """
        if by not in ("weight", "frex") or n_words < 1:
            raise MeasureError(
                "words are listed by weight or by FREX, one or more",
                found=f"by={by!r}, n_words={n_words}",
                do='by="weight" or by="frex", n_words=20',
            )
        weights = self.weights.to_numpy().T
        scores = frex(weights) if by == "frex" else None
        return rank_words(self.topics, self.weights.index.tolist(), weights, scores=scores, n_words=n_words)

    def find_examples(self, articles: pd.DataFrame, *, n: int = 5) -> pd.DataFrame:
        """Find the articles that hold most of each topic.

        Parameters
        ----------
        articles
            The articles of the model. Of near copies (column ``duplicate``), and of texts that are the same to the
            letter, only the one with the largest share is named, of equals the first by id.

        Returns
        -------
        pandas.DataFrame
            `topic`, `rank` (from 1), `article_id`, `share` (0–1), `outlet`, `date`, `title`.

        Raises
        ------
        MeasureError
            Where none of the articles is the model's.
        """
        check_table("articles", articles)
        known = articles.sort_index()
        known = known[known.index.isin(self.shares.index)]
        if known.empty or n < 1:
            raise MeasureError(
                "examples are taken from the articles of the model",
                found=f"{len(known)} of its {len(self.shares)} articles, n={n}",
                do="pass the articles that were fitted, and n=1 or more",
            )
        copy = pd.Series(part_texts(known, "text"), index=known.index, dtype=object)
        given = known["duplicate"].astype(object) if "duplicate" in known else copy
        family = given.where(given.notna(), copy)
        some = pd.DataFrame({"family": family, "text": copy, "row": np.arange(len(known))}, index=known.index)
        rows = []
        for topic in self.topics:
            share = self.shares.loc[known.index, topic]
            best = (
                some.assign(share=share).dropna(subset=["share"]).sort_values("share", ascending=False, kind="stable")
            )
            best = best.drop_duplicates("family").drop_duplicates("text").head(n)
            told = known.iloc[best["row"]][["outlet", "date", "title"]].reset_index()
            told.insert(0, "topic", topic)
            told.insert(1, "rank", np.arange(1, len(told) + 1))
            told.insert(3, "share", best["share"].to_numpy())
            rows.append(told)
        return pd.concat(rows, ignore_index=True)


def rank_words(
    topics: list[str],
    terms: list[str],
    weights: np.ndarray[Any, Any],
    *,
    scores: np.ndarray[Any, Any] | None = None,
    n_words: int = _TOP_WORDS,
) -> pd.DataFrame:
    """List the first words of each topic by its weights, or by other scores; a row a word."""
    top = rank_terms(weights if scores is None else scores, n_words)
    words = pd.DataFrame(
        {
            "topic": np.repeat(topics, top.shape[1]),
            "rank": np.tile(np.arange(1, top.shape[1] + 1), len(topics)),
            "word": [terms[column] for column in top.ravel().tolist()],
            "weight": np.take_along_axis(weights, top, axis=1).ravel(),
        }
    )
    return words if scores is None else words.assign(frex=np.take_along_axis(scores, top, axis=1).ravel())
