"""Sentiment: VADER per sentence, and its mean per article."""

from framing.measures.sentiment.articles import VARIABLES, measure_sentiment

__all__ = ["VARIABLES", "measure_sentiment"]
