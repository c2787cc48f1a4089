"""The table of tone by article and by sentence; by voice: `test_voices`."""

import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError, TableError
from framing.measures.sentiment import measure_sentiment
from framing.measures.sentiment.articles import VARIABLES
from framing.segments import segment_articles
from framing.text import tokenise

TEXTS = ("The talks were good. They were bad! The river rose.", "", "***", "A great day.\n***\nA sad day.")


@pytest.fixture
def articles(make_articles):
    return make_articles(*TEXTS, titles=["Good talks", np.nan, "", "A great day."])


def test_by_article_has_all_articles_and_the_documented_columns(articles):
    scores = measure_sentiment(articles)
    assert scores.index.equals(articles.index)
    assert scores.index.name == "article_id"
    assert scores.columns.tolist() == [
        *("sentiment", "sentiment_positive", "sentiment_negative", "sentiment_coverage"),
        *("n_sentences", "n_words"),
    ]


def test_sentiment_is_the_mean_of_the_sentences(articles, original):
    sentences = ("The talks were good.", "They were bad!", "The river rose.")
    single = [original.polarity_scores(sentence) for sentence in sentences]
    row = measure_sentiment(articles).loc["a"]
    assert row["sentiment"] == pytest.approx(np.mean([score["compound"] for score in single]))
    assert row["sentiment_positive"] == pytest.approx(np.mean([score["pos"] for score in single]))
    assert row["sentiment_negative"] == pytest.approx(np.mean([score["neg"] for score in single]))
    assert row["sentiment_coverage"] == pytest.approx(2 / 3)
    assert (row["n_sentences"], row["n_words"]) == (3, 10)


def test_sentiment_is_not_the_compound_of_the_article(make_articles):
    once, often = "A good day came.", "A good day came. " * 30
    scores = measure_sentiment(make_articles(once, often))["sentiment"]
    assert scores["a"] == pytest.approx(scores["b"])


def test_a_text_without_words_is_undefined(articles):
    scores = measure_sentiment(articles).loc[["b", "c"]]
    assert scores.filter(like="sentiment").isna().all(axis=None)
    assert (scores[["n_sentences", "n_words"]] == 0).all(axis=None)


def test_a_line_without_words_is_left_out_of_the_mean(articles, make_articles):
    with_stars = measure_sentiment(articles).loc["d"]
    without = measure_sentiment(make_articles("A great day.\nA sad day.")).loc["a"]
    pd.testing.assert_series_equal(with_stars, without, check_names=False)


def test_by_sentence_points_into_the_texts(articles):
    scores = measure_sentiment(articles, by="sentence")
    assert scores.columns.tolist() == [
        *("article_id", "part", "place", "start", "end", "kind", "sentiment", "sentiment_positive"),
        *("sentiment_negative", "sentiment_hits", "n_words"),
    ]
    spans = zip(scores["article_id"], scores["start"], scores["end"], strict=True)
    cut = [articles.loc[name, "text"][start:end] for name, start, end in spans]
    assert cut[:3] == ["The talks were good.", "They were bad!", "The river rose."]
    assert scores["sentiment_hits"].tolist()[:3] == [1, 1, 0]
    assert scores["sentiment"].isna().tolist() == [text == "***" for text in cut]


def test_by_sentence_has_the_rows_of_segment_articles(articles):
    for parts in (("text",), ("title", "text")):
        scores = measure_sentiment(articles, by="sentence", parts=parts)
        segments = segment_articles(articles, parts=parts)
        assert scores.index.equals(segments.index)
        assert scores[["start", "end"]].equals(segments[["start", "end"]])


@pytest.mark.parametrize("parts", [("text",), ("title",), ("title", "text")])
def test_the_article_is_the_mean_of_its_sentence_rows(articles, parts):
    means = measure_sentiment(articles, parts=parts)["sentiment"]
    rows = measure_sentiment(articles, by="sentence", parts=parts)
    grouped = rows.groupby("article_id")["sentiment"].mean().reindex(articles.index)
    pd.testing.assert_series_equal(means, grouped)


def test_sentences_of_all_parts_are_pooled_and_a_repeated_title_counts_once(articles):
    scores = measure_sentiment(articles, parts=("title", "text"))
    assert scores["n_sentences"].to_dict() == {"a": 4, "b": 0, "c": 0, "d": 2}
    assert measure_sentiment(articles, parts=("title",))["n_sentences"].to_dict()["d"] == 1


def test_row_order_changes_nothing(articles):
    for by in ("article", "sentence"):
        scores = measure_sentiment(articles, by=by, parts=("title", "text"))
        turned = measure_sentiment(articles.iloc[::-1], by=by, parts=("title", "text"))
        assert turned.index[0].startswith("d")
        pd.testing.assert_frame_equal(turned.loc[scores.index], scores)


def test_normalise_is_on_unless_switched_off(make_articles):
    articles = make_articles("They weren’t good.", "They weren't good.")
    scores = measure_sentiment(articles)["sentiment"]
    assert scores["a"] == scores["b"] < 0
    assert measure_sentiment(articles, normalise=False)["sentiment"]["a"] > 0


def test_the_articles_are_not_changed(articles):
    before = articles.copy(deep=True)
    measure_sentiment(articles, parts=("title", "text"))
    measure_sentiment(articles, by="sentence")
    measure_sentiment(articles, by="voice")
    pd.testing.assert_frame_equal(articles, before)


def test_no_articles_give_empty_tables(articles):
    for by in ("article", "sentence"):
        full = measure_sentiment(articles, by=by)
        empty = measure_sentiment(articles.iloc[:0], by=by)
        assert len(empty) == 0
        assert empty.columns.tolist() == full.columns.tolist()


def test_tokens_made_before_give_the_same(articles):
    tokens = tokenise(articles["text"].tolist())
    pd.testing.assert_frame_equal(measure_sentiment(articles, tokens=tokens), measure_sentiment(articles))


def test_tokens_of_other_texts_are_refused(articles):
    with pytest.raises(MeasureError, match=r"other texts than these articles; found: .*; to mend it: make them"):
        measure_sentiment(articles, tokens=tokenise(["something else"] * len(articles)))


def test_an_unknown_unit_is_refused(articles):
    with pytest.raises(MeasureError, match=r"unknown unit; found: by='word'; to mend it: use by="):
        measure_sentiment(articles, by="word")


def test_unknown_parts_are_refused(articles):
    with pytest.raises(TableError, match="parts="):
        measure_sentiment(articles, parts=("lead",))


def test_articles_in_another_language_are_refused(articles):
    with pytest.raises(MeasureError, match="VADER is made for language 'en'; found: articles in 'de'"):
        measure_sentiment(articles.assign(language="de"))
    assert len(measure_sentiment(articles.assign(language="en"))) == len(articles)


def test_every_column_is_described_and_in_its_range(articles):
    described = {variable.name: variable for variable in VARIABLES}
    units = ("article", "sentence", "voice")
    columns = {name for by in units for name in measure_sentiment(articles, by=by).columns}
    assert columns - {"article_id", "part", "place", "start", "end", "kind"} == described.keys()
    for by in units:
        scores = measure_sentiment(articles, by=by)
        for name in described.keys() & set(scores.columns):
            values = scores[name].dropna()
            assert (values >= described[name].low).all()
            assert described[name].high is None or (values <= described[name].high).all()
