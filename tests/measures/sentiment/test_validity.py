"""On real sentences: parity with the original, and the correlations that the documentation names."""

import numpy as np
import pandas as pd
import pytest

from framing.measures.sentiment import measure_sentiment


def test_3000_sentences_of_news_equal_the_original(shared, differences):
    rows = shared("newsmtsc.jsonl")
    chosen = np.random.default_rng(7).choice(len(rows), 3000, replace=False)
    assert differences([rows[number]["text"] for number in chosen]) == []


@pytest.mark.parametrize(
    ("name", "rating", "only", "expected"),
    [
        ("vader_gold.jsonl", "valence", ("domain", "tweet"), 0.83),
        ("vader_gold.jsonl", "valence", ("domain", "movie"), 0.43),
        ("emobank_news.jsonl", "valence", ("category", "SemEval"), 0.56),
        ("emobank_news.jsonl", "valence", ("category", "newspaper"), 0.45),
        ("semeval2017_headlines.jsonl", "sentiment", None, 0.38),
    ],
)
def test_correlation_with_human_ratings(shared, make_articles, name, rating, only, expected):
    rows = [row for row in shared(name) if only is None or row[only[0]] == only[1]]
    names = pd.Index([str(number) for number in range(len(rows))], name="article_id")
    articles = pd.DataFrame({"text": [row["text"] for row in rows]}, index=names)
    articles = articles.assign(title="", outlet="X", date=pd.NaT, url="-")
    tone = measure_sentiment(articles)["sentiment"].to_numpy()
    human = np.array([row[rating] for row in rows], float)
    defined = ~np.isnan(tone)
    assert np.corrcoef(tone[defined], human[defined])[0, 1] == pytest.approx(expected, abs=0.006)
