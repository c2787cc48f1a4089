"""The measures: dictionary, hedging, sentiment, topics. One never imports another."""
