from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError
from framing.measures.topics import TopicModel

METHODS = ["nmf", "lda"]


def tables(model: TopicModel) -> list[pd.DataFrame]:
    return [model.words, model.shares, model.quality]


@pytest.fixture(scope="module", params=METHODS)
def model(request: pytest.FixtureRequest, planted: pd.DataFrame) -> TopicModel:
    return fr.fit_topics(planted, n_topics=3, method=request.param, seed=5)


def test_planted_topics_are_found(model: TopicModel, planted: pd.DataFrame) -> None:
    found = model.shares.to_numpy().argmax(axis=1)
    table = pd.crosstab(found, planted["truth"].to_numpy())
    assert table.max(axis=1).sum() / len(planted) >= 0.95
    assert table.shape == (3, 3)
    for _, words in model.words.groupby("topic"):
        assert len({word[0] for word in words["word"].tolist()}) == 1


def test_the_tables_are_as_documented(model: TopicModel, planted: pd.DataFrame) -> None:
    pd.testing.assert_index_equal(model.shares.index, planted.index)
    assert model.topics == model.shares.columns.tolist() == ["topic_01", "topic_02", "topic_03"]
    np.testing.assert_allclose(model.shares.sum(axis=1), 1)
    assert model.words.groupby("topic")["rank"].agg(list).tolist() == [list(range(1, 21))] * 3
    assert (model.words.groupby("topic")["weight"].diff().dropna() <= 0).all()
    np.testing.assert_allclose(model.quality["share"], model.shares.mean())
    assert model.quality["share"].is_monotonic_decreasing
    assert model.quality["npmi"].between(-1, 1).all()
    assert (model.quality["exclusivity"] > 0.8).all()
    assert model.label(n_words=2)["topic_01"].count(",") == 1
    assert "3 topics by" in repr(model)


@pytest.mark.parametrize("method", METHODS)
def test_the_order_of_the_articles_changes_nothing(planted: pd.DataFrame, method: str) -> None:
    small = planted.iloc[::3]
    mixed = small.sample(frac=1, random_state=1)
    before = mixed.copy()
    one, other = (fr.fit_topics(table, n_topics=3, method=method, seed=5) for table in (small, mixed))  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(mixed, before)
    pd.testing.assert_frame_equal(one.words, other.words, check_exact=True)
    pd.testing.assert_frame_equal(one.shares, other.shares.loc[small.index], check_exact=True)
    pd.testing.assert_index_equal(other.shares.index, mixed.index)
    pd.testing.assert_frame_equal(one.quality, other.quality, check_exact=True)


def test_the_same_seed_gives_the_same_bytes(model: TopicModel, planted: pd.DataFrame) -> None:
    again = fr.fit_topics(planted, n_topics=3, method=model.settings["method"], seed=5)  # type: ignore[arg-type]
    for one, other in zip(tables(model), tables(again), strict=True):
        assert one.to_csv().encode() == other.to_csv().encode()


def test_another_seed_gives_another_sample(planted: pd.DataFrame) -> None:
    small = planted.iloc[::3]
    one, other = (fr.fit_topics(small, n_topics=3, method="lda", seed=seed).shares for seed in (1, 2))
    assert not np.allclose(one, other)


def test_copies_count_once_in_the_fit(planted: pd.DataFrame) -> None:
    one = fr.fit_topics(planted, n_topics=3)
    rare = one.shares[one.topics[-1]].idxmax()
    copies = pd.concat([planted.loc[[rare]]] * 60)
    copies.index = pd.Index([f"copy-{number}" for number in range(60)], name="article_id")
    other = fr.fit_topics(pd.concat([planted, copies]), n_topics=3)
    shares = other.shares.loc[planted.index, by_words(one, other)].set_axis(one.topics, axis=1)
    pd.testing.assert_frame_equal(one.shares, shares)
    assert by_words(one, other)[-1] == "topic_01"
    assert other.quality["share"].is_monotonic_decreasing
    assert other.settings["n_articles"] == len(planted)
    assert any("60 articles" in warning for warning in other.warnings)
    assert not any("counted once" in warning for warning in one.warnings)
    assert len(other.shares.loc[copies.index].drop_duplicates()) == 1


def by_words(one: TopicModel, other: TopicModel) -> list[str]:
    """Topics of the other model, in the order of the first: copies can change which is the largest."""
    first = {rows["word"].iloc[0]: topic for topic, rows in other.words.groupby("topic")}
    return [first[rows["word"].iloc[0]] for _, rows in one.words.groupby("topic")]


def test_a_text_without_terms_has_no_shares(planted: pd.DataFrame) -> None:
    odd = planted.iloc[[0, 1]].assign(text=["", "Not one of the words here."]).set_axis(["empty", "odd"])
    shares = fr.fit_topics(pd.concat([planted, odd.rename_axis("article_id")]), n_topics=3).shares
    assert shares.loc[["empty", "odd"]].isna().all(axis=None)
    assert shares.loc[planted.index].notna().all(axis=None)


def test_phrases_are_terms(planted: pd.DataFrame) -> None:
    named = planted["text"].where(planted["truth"] != 0, planted["text"] + " — Kellmark Dam" * 8)
    articles = planted.assign(text=named)
    joined = fr.fit_topics(articles, n_topics=3, seed=1)
    apart = fr.fit_topics(articles, n_topics=3, seed=1, phrases=False)
    assert "kellmark dam" in set(joined.words["word"])
    assert "kellmark" not in set(joined.words["word"])
    assert {"kellmark", "dam"} <= set(apart.words["word"])


def test_words_can_be_left_out(planted: pd.DataFrame) -> None:
    top = fr.fit_topics(planted, n_topics=3).words["word"].iloc[0]
    assert top not in set(fr.fit_topics(planted, n_topics=3, stops=(top.upper(),)).words["word"])


def test_topics_as_far_apart_as_languages_raise_a_warning(planted: pd.DataFrame) -> None:
    ends = ("ram", "dol", "ket", "vos", "nim", "pel", "tus", "gar")
    rng = np.random.default_rng(3)
    tongue = [[f"{sign}{vowel}{end}" for vowel in "abcdefghi" for end in ends] for sign in "xyz"]
    texts = [" ".join(rng.permutation(tongue[truth])[:65].tolist()) for truth in planted["truth"].tolist()]
    articles = planted.assign(text=texts)
    apart = fr.fit_topics(articles, n_topics=3, phrases=False)
    assert any("is suspiciously high" in warning for warning in apart.warnings)
    assert fr.fit_topics(planted, n_topics=3, phrases=False).warnings == ()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "stm"}, "unknown method; found: method='stm'"),
        ({"n_topics": 1}, "n_topics|topics"),
        ({"n_topics": 91}, "n_topics|topics"),
        ({"min_articles": 170}, "topics need at least 200 terms"),
    ],
)
def test_what_cannot_be_fitted_is_refused(planted: pd.DataFrame, options: dict[str, object], message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        fr.fit_topics(planted, **options)  # type: ignore[arg-type]


def test_few_articles_are_refused(planted: pd.DataFrame) -> None:
    with pytest.raises(MeasureError, match="at least 30 different articles with text; found: 29"):
        fr.fit_topics(planted.iloc[:29], n_topics=3)
    with pytest.raises(MeasureError, match="found: 1"):
        fr.fit_topics(planted.assign(text="The same page."), n_topics=3)


def test_another_language_is_refused(planted: pd.DataFrame) -> None:
    with pytest.raises(MeasureError, match="stop words is made for language 'en'"):
        fr.fit_topics(planted.assign(language="de"), n_topics=3)
