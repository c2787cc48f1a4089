"""Sentiment: VADER per sentence, and its mean per article."""
