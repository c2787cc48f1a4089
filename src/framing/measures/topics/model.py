"""A fitted topic model, as tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

__all__ = ["TopicModel"]


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
        What was chosen: method, number of topics, terms and articles, seed.
    warnings : tuple of str
        What casts doubt on the topics.

    Notes
    -----
    NPMI screens, it does not validate: people's judgement and it can disagree (Hoyle et al. 2021). Topics
    are not frames (Nicholls & Culpepper 2021).
    """

    words: pd.DataFrame
    shares: pd.DataFrame
    quality: pd.DataFrame
    settings: dict[str, str | int | float]
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        chosen = "{n_topics} topics by {method} from {n_articles} articles, {n_terms} terms".format(**self.settings)
        return f"<TopicModel: {chosen}>"

    @property
    def topics(self) -> list[str]:
        """Names of the topics, the largest first."""
        return self.quality.index.tolist()

    def label(self, *, n_words: int = 4) -> dict[str, str]:
        """Label each topic with its first words."""
        top = self.words[self.words["rank"] <= n_words]
        return {str(topic): ", ".join(rows["word"].tolist()) for topic, rows in top.groupby("topic", sort=True)}
