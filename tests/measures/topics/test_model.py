from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError
from framing.measures.topics import TopicModel


@pytest.fixture(scope="module")
def model(planted: pd.DataFrame) -> TopicModel:
    return fr.fit_topics(planted, n_topics=3, seed=5)


def test_words_are_listed_by_weight_or_by_frex(model: TopicModel) -> None:
    pd.testing.assert_frame_equal(model.list_words(), model.words)
    frex = model.list_words(by="frex", n_words=6)
    assert frex.columns.tolist() == ["topic", "rank", "word", "weight", "frex"]
    assert len(frex) == 18
    assert frex["frex"].between(0, 1).all()
    assert (frex.groupby("topic")["frex"].diff().dropna() <= 0).all()
    first = frex[frex["topic"] == "topic_01"].iloc[0]
    assert first["weight"] == model.weights.loc[first["word"], "topic_01"]
    assert model.label(by="frex", n_words=2)["topic_01"] == ", ".join(frex["word"].iloc[:2])


def test_an_unknown_order_is_refused(model: TopicModel) -> None:
    with pytest.raises(MeasureError, match="by='lift'"):
        model.list_words(by="lift")  # type: ignore[arg-type]
    with pytest.raises(MeasureError, match="n_words=0"):
        model.label(n_words=0)


def test_examples_are_the_articles_with_most_of_a_topic(model: TopicModel, planted: pd.DataFrame) -> None:
    titled = planted.assign(title=[f"No. {at}" for at in range(len(planted))]).sample(frac=1, random_state=2)
    examples = model.find_examples(titled, n=3)
    assert examples.columns.tolist() == ["topic", "rank", "article_id", "share", "outlet", "date", "title"]
    assert examples["rank"].tolist() == [1, 2, 3] * 3
    for topic, rows in examples.groupby("topic"):
        most = model.shares[topic].sort_index().sort_values(ascending=False, kind="stable").head(3)
        assert rows["article_id"].tolist() == most.index.tolist()
        np.testing.assert_array_equal(rows["share"], most)
        assert rows["title"].tolist() == titled.loc[most.index, "title"].tolist()


def test_near_copies_are_named_once(model: TopicModel, planted: pd.DataFrame) -> None:
    best = model.find_examples(planted, n=3)["article_id"].iloc[:3].tolist()
    family = planted.index.where(~planted.index.isin(best[:2]), best[0])
    named = model.find_examples(planted.assign(duplicate=family), n=2)["article_id"].iloc[:2].tolist()
    assert named == [best[0], best[2]]
    repeated = planted.copy()
    repeated.loc[best[1], "text"] = planted.loc[best[0], "text"]
    assert model.find_examples(repeated, n=2)["article_id"].iloc[:2].tolist() == [best[0], best[2]]


def test_copies_may_be_categories(model: TopicModel, planted: pd.DataFrame) -> None:
    family = planted.index.where(planted.index >= "020", None)
    plain = planted.assign(duplicate=family, outlet="X")
    told = plain.astype({"duplicate": "category", "outlet": "category"})
    one, other = (model.find_examples(table, n=3) for table in (plain, told))
    assert one["article_id"].tolist() == other["article_id"].tolist()


def test_examples_of_other_articles_are_refused(model: TopicModel, planted: pd.DataFrame) -> None:
    with pytest.raises(MeasureError, match="0 of its 180 articles"):
        model.find_examples(planted.add_prefix("other-", axis=0).rename_axis("article_id"))
    with pytest.raises(MeasureError, match="n=0"):
        model.find_examples(planted, n=0)
