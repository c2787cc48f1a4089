"""Topics: what the articles are about, as shares of groups of words that occur together."""

from framing.measures.topics.fitting import VARIABLES, fit_topics
from framing.measures.topics.model import TopicModel

__all__ = ["VARIABLES", "TopicModel", "fit_topics"]
