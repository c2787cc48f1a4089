"""Topics: what the articles are about, as shares of groups of words that occur together."""

from framing.measures.topics.fitting import VARIABLES, assign_topics, fit_topics
from framing.measures.topics.model import TopicModel
from framing.measures.topics.preparing import TopicTerms, count_topic_terms

__all__ = ["VARIABLES", "TopicModel", "TopicTerms", "assign_topics", "count_topic_terms", "fit_topics"]
