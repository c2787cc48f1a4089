from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError
from framing.measures.topics import TopicModel, assign_topics, count_topic_terms

METHODS = ["nmf", "lda"]


def tables(model: TopicModel) -> list[pd.DataFrame]:
    return [model.words, model.shares, model.quality, model.weights]


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
    assert model.weights.columns.tolist() == model.topics
    np.testing.assert_allclose(model.weights.sum(), 1)
    assert model.weights.shape == (model.settings["n_terms"], 3)
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
    again = fr.fit_topics(planted, n_topics=3, method=model.settings["method"], seed=5)
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
    assert any("60 articles that repeat another" in warning for warning in other.warnings)
    assert not any("repeat" in warning for warning in one.warnings)
    assert len(other.shares.loc[copies.index].drop_duplicates()) == 1


def by_words(one: TopicModel, other: TopicModel) -> list[str]:
    """Topics of the other model, in the order of the first: copies can change which is the largest."""
    first = {rows["word"].iloc[0][0]: str(topic) for topic, rows in other.words.groupby("topic")}
    return [first[rows["word"].iloc[0][0]] for _, rows in one.words.groupby("topic")]


def test_a_text_without_terms_has_no_shares(planted: pd.DataFrame) -> None:
    odd = planted.iloc[[0, 1]].assign(text=["", "Not one of the words here."]).set_axis(["empty", "odd"])
    shares = fr.fit_topics(pd.concat([planted, odd.rename_axis("article_id")]), n_topics=3).shares
    assert shares.loc[["empty", "odd"]].isna().all(axis=None)
    assert shares.loc[planted.index].notna().all(axis=None)


def test_phrases_are_terms(planted: pd.DataFrame) -> None:
    named = planted["text"].where(planted["truth"] != 0, planted["text"] + " — Kellmark Dam" * 8)
    articles = planted.assign(text=named)
    joined = fr.fit_topics(articles, n_topics=3, seed=1)
    apart = fr.fit_topics(articles, n_topics=3, seed=1, terms=count_topic_terms(articles, phrases=False))
    assert "kellmark dam" in set(joined.words["word"])
    assert "kellmark" not in set(joined.words["word"])
    assert {"kellmark", "dam"} <= set(apart.words["word"])


def test_words_can_be_left_out(planted: pd.DataFrame) -> None:
    top = fr.fit_topics(planted, n_topics=3).words["word"].iloc[0]
    without = count_topic_terms(planted, stops=(top.upper(),))
    assert top not in set(fr.fit_topics(planted, n_topics=3, terms=without).words["word"])


def test_topics_as_far_apart_as_languages_raise_a_warning(planted: pd.DataFrame) -> None:
    ends = ("ram", "dol", "ket", "vos", "nim", "pel", "tus", "gar")
    rng = np.random.default_rng(3)
    tongue = [[f"{sign}{vowel}{end}" for vowel in "abcdefghi" for end in ends] for sign in "xyz"]
    texts = [" ".join(rng.permutation(tongue[truth])[:65].tolist()) for truth in planted["truth"].tolist()]
    articles = planted.assign(text=texts)
    apart = fr.fit_topics(articles, n_topics=3)
    assert any("suspiciously coherent" in warning for warning in apart.warnings)
    assert fr.fit_topics(planted, n_topics=3).warnings == ()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "stm"}, "unknown method; found: method='stm'"),
        ({"n_topics": 1}, "n_topics|topics"),
        ({"n_topics": 91}, "n_topics|topics"),
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


def test_terms_of_other_articles_are_refused(planted: pd.DataFrame) -> None:
    with pytest.raises(MeasureError, match="in other articles than these; found: terms of 180 articles, 179"):
        fr.fit_topics(planted.iloc[1:], n_topics=3, terms=count_topic_terms(planted))


def test_articles_of_the_model_are_placed_as_in_the_model(model: TopicModel, planted: pd.DataFrame) -> None:
    some = planted.iloc[[7, 100, 3]]
    pd.testing.assert_frame_equal(assign_topics(model, some), model.shares.loc[some.index], atol=1e-5)


def test_other_articles_are_placed_in_the_topics_of_their_words(model: TopicModel, planted: pd.DataFrame) -> None:
    one, two, _ = (planted.loc[planted["truth"] == truth, "text"].iloc[0] for truth in range(3))
    texts = [f"{one} {two}", "Nothing known.", "", one]
    other = planted.iloc[:4].assign(text=texts).set_axis(["mixed", "odd", "empty", "one"]).rename_axis("article_id")
    shares = assign_topics(model, other)
    assert shares.index.tolist() == ["mixed", "odd", "empty", "one"]
    assert shares.loc[["odd", "empty"]].isna().all(axis=None)
    assert (shares.loc["mixed"] > 0.3).sum() == 2
    assert (shares.loc["one"] > 0.8).sum() == 1
    np.testing.assert_allclose(shares.loc[["mixed", "one"]].sum(axis=1), 1)


def test_other_articles_in_another_language_are_refused(model: TopicModel, planted: pd.DataFrame) -> None:
    with pytest.raises(MeasureError, match="articles in 'de'"):
        assign_topics(model, planted.assign(language="de"))
    bare = TopicModel(model.words, model.shares, model.quality, model.settings)
    with pytest.raises(MeasureError, match="holds no weights"):
        assign_topics(bare, planted)


def copies_of(planted: pd.DataFrame, *, n: int = 30) -> pd.DataFrame:
    """Near copies of the first article, each with a word of its own in front, all of one family and later."""
    source = planted.iloc[[0] * n]
    texts = [f"{'bcdfghjklmnpqrst'[number % 16] * 3} {text}" for number, text in enumerate(source["text"].tolist())]
    index = pd.Index([f"copy-{number:02d}" for number in range(n)], name="article_id")
    return source.assign(text=texts).set_axis(index).assign(date=pd.Timestamp("2024-05-09"))


def test_near_copies_change_nothing_where_they_are_known(planted: pd.DataFrame) -> None:
    dated = planted.assign(date=pd.Timestamp("2024-05-08"))
    both = pd.concat([dated, copies_of(dated)])
    both["duplicate"] = both.index.where(~both.index.str.startswith("copy"), both.index[0])
    alone = fr.fit_topics(dated, n_topics=3)
    known = fr.fit_topics(both, n_topics=3)
    by_alone = by_words(alone, known)
    np.testing.assert_array_equal(alone.weights.to_numpy(), known.weights[by_alone].to_numpy())
    np.testing.assert_allclose(known.shares.loc[dated.index, by_alone], alone.shares, atol=1e-6)
    assert known.settings["n_articles"] == len(planted)
    copied = known.shares.loc[both.index.str.startswith("copy")]
    np.testing.assert_allclose(copied, np.tile(known.shares.iloc[[0]], (30, 1)), atol=1e-6)


def test_near_copies_change_the_topics_where_nobody_looked_for_them(planted: pd.DataFrame) -> None:
    both = pd.concat([planted, copies_of(planted)])
    alone, unknown = (fr.fit_topics(articles, n_topics=3) for articles in (planted, both))
    assert unknown.settings["n_articles"] > len(planted)
    both_know = alone.weights.index.intersection(unknown.weights.index)
    change = (
        unknown.weights.loc[both_know, by_words(alone, unknown)].to_numpy() - alone.weights.loc[both_know].to_numpy()
    )
    assert np.abs(change).max() > 0.001
    assert unknown.quality["share"].max() > alone.quality["share"].max() + 0.02
    assert any("near copies" in warning for warning in unknown.warnings)


def test_another_language_is_refused(planted: pd.DataFrame) -> None:
    with pytest.raises(MeasureError, match="stop words is made for language 'en'"):
        fr.fit_topics(planted.assign(language="de"), n_topics=3)


def test_terms_of_other_texts_are_refused(planted: pd.DataFrame) -> None:
    terms = count_topic_terms(planted)
    cleaned = planted.assign(text=planted["text"].where(planted["truth"] != 0, planted["text"].str[6:]))
    with pytest.raises(MeasureError, match="in other texts than these; found: 60 of 180 articles have another text"):
        fr.fit_topics(cleaned, n_topics=3, terms=terms)
    with pytest.raises(MeasureError, match="in other texts than these"):
        fr.choose_topics(cleaned, candidates=(3,), draws=2, terms=terms)
    mixed = planted.sample(frac=1, random_state=1)
    assert fr.fit_topics(mixed, n_topics=3, terms=terms).settings["n_articles"] == 180


def test_numbers_of_other_packages_are_read_as_plain_ones(planted: pd.DataFrame) -> None:
    model = fr.fit_topics(planted, n_topics=np.int64(3), seed=np.int32(2))  # type: ignore[arg-type]
    assert [type(model.settings[name]) for name in ("n_topics", "seed")] == [int, int]
    with pytest.raises(MeasureError, match=r"n_topics= is a whole number; found: 3\.0"):
        fr.fit_topics(planted, n_topics=3.0)  # type: ignore[arg-type]
    with pytest.raises(MeasureError, match="seed= is a whole number; found: 'a'"):
        fr.fit_topics(planted, seed="a")  # type: ignore[arg-type]
