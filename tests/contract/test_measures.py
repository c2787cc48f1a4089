"""What every measure owes: a new one in codebook.MEASURES is held to this without a line here."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.codebook import MEASURES, VARIABLES
from framing.errors import MeasureError, TableError
from framing.lexicons import Lexicon
from framing.measures.dictionary import describe_terms
from framing.variables import Variable

Measure = Callable[..., pd.DataFrame]

WAR = Lexicon(
    "war",
    pd.DataFrame({"term": ["dam", "water*", "threat*"], "category": ["place", "place", "act"], "weight": [1, 1, -2]}),
)


def measure_war(articles: pd.DataFrame, **options: Any) -> pd.DataFrame:
    return fr.measure_terms(articles, WAR, **options)


KNOWN: dict[str, tuple[Measure, dict[str, Variable]]] = {
    **{name: (measure, VARIABLES) for name, measure in MEASURES.items()},
    "terms": (measure_war, {**VARIABLES, **{variable.name: variable for variable in describe_terms(WAR)}}),
}


SILENT = ["frame_morality"]  # no article of the demonstration corpus answers a question of it; its rate is not 0


@pytest.fixture(scope="module")
def articles(demo: pd.DataFrame) -> pd.DataFrame:
    """Every outlet, an empty text and one without a word, in no order."""
    some = demo.iloc[::6].copy()
    some.loc[some.index[3], "text"] = ""
    some.loc[some.index[5], "text"] = "…\n— *"
    return some.iloc[::-1]


@pytest.fixture(params=KNOWN)
def known(request: pytest.FixtureRequest) -> tuple[Measure, dict[str, Variable]]:
    return KNOWN[request.param]


@pytest.fixture
def measure(known: tuple[Measure, dict[str, Variable]]) -> Measure:
    return known[0]


def test_one_row_an_article_in_its_order(measure: Measure, articles: pd.DataFrame) -> None:
    before = articles.copy()
    scores = measure(articles)
    pd.testing.assert_index_equal(scores.index, articles.index)
    pd.testing.assert_frame_equal(articles, before)


def test_every_column_is_declared_and_within_its_bounds(
    known: tuple[Measure, dict[str, Variable]], articles: pd.DataFrame
) -> None:
    measure, variables = known
    scores = measure(articles)
    assert set(scores.columns) <= set(variables)
    assert "n_words" in scores.columns
    for name in scores.select_dtypes("number"):
        values = scores[name].dropna()
        low, high = variables[name].low, variables[name].high
        assert np.isfinite(values).all()
        assert low is None or (values >= low).all()
        assert high is None or (values <= high).all()


def test_measures_find_something(measure: Measure, demo: pd.DataFrame) -> None:
    scores = measure(demo).select_dtypes("number").drop(columns=SILENT, errors="ignore")
    assert (scores.fillna(0) != 0).any().all()
    assert (scores.max() > scores.min()).all()


def test_an_empty_text_is_undefined_and_not_nought(
    known: tuple[Measure, dict[str, Variable]], articles: pd.DataFrame
) -> None:
    measure, variables = known
    scores = measure(articles)
    empty = fr.tokenise(articles["text"].tolist()).count_words() == 0
    assert empty.sum() == 2
    counts = [name for name in scores.columns if name.startswith("n_")]
    assert (scores.loc[empty, counts] == 0).all(axis=None)
    assert scores.loc[empty].drop(columns=counts).isna().all(axis=None)
    sure = [name for name in scores.columns if "word" in variables[name].undefined or name in counts]
    assert len(sure) > 1
    assert scores.loc[~empty, sure].notna().all(axis=None)


def test_words_are_those_of_the_text(measure: Measure, articles: pd.DataFrame) -> None:
    counted = fr.tokenise(articles["text"].tolist()).count_words()
    assert measure(articles)["n_words"].tolist() == counted.tolist()


def test_an_article_has_the_same_scores_in_any_company(measure: Measure, articles: pd.DataFrame) -> None:
    scores = measure(articles)
    pd.testing.assert_frame_equal(measure(articles.sort_index()).loc[articles.index], scores, check_exact=True)
    for key in articles.index[:4]:
        pd.testing.assert_frame_equal(measure(articles.loc[[key]]), scores.loc[[key]], check_exact=True)


def test_the_same_twice(measure: Measure, articles: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(measure(articles), measure(articles), check_exact=True)


def test_tokens_made_before_give_the_same(measure: Measure, articles: pd.DataFrame) -> None:
    tokens = fr.tokenise(articles["text"].tolist())
    pd.testing.assert_frame_equal(measure(articles, tokens=tokens), measure(articles), check_exact=True)


def test_tokens_of_other_texts_are_refused(measure: Measure, articles: pd.DataFrame) -> None:
    tokens = fr.tokenise(articles["text"].tolist())
    with pytest.raises(MeasureError, match="made from other texts"):
        measure(articles.iloc[::-1], tokens=tokens)


def test_an_article_that_is_there_twice_is_refused(measure: Measure, articles: pd.DataFrame) -> None:
    with pytest.raises(TableError, match="must be unique"):
        measure(pd.concat([articles, articles]))


def test_articles_in_another_language_are_refused(measure: Measure, articles: pd.DataFrame) -> None:
    with pytest.raises(MeasureError, match="articles in 'de'"):
        measure(articles.assign(language="de"))


def test_an_unknown_unit_is_refused(measure: Measure, articles: pd.DataFrame) -> None:
    if "by" not in inspect.signature(measure).parameters and measure is not measure_war:
        pytest.skip("measures articles only")
    with pytest.raises(MeasureError, match="by='outlet'"):
        measure(articles, by="outlet")


def test_titles_are_measured_where_they_are_asked_for(measure: Measure, demo: pd.DataFrame) -> None:
    articles = demo[demo["title"].notna()].iloc[:12]
    articles = articles.assign(
        title=articles["title"].str.replace("?", "", regex=False)
    )  # a title that asks is a hedge
    titles = measure(articles, parts=("title",))
    as_texts = articles.assign(text=articles["title"], title="")
    pd.testing.assert_frame_equal(titles, measure(as_texts), check_exact=True)
    both = measure(articles, parts=("title", "text"))
    assert (both["n_words"] >= measure(articles)["n_words"]).all()


def test_a_title_that_the_text_repeats_counts_once(measure: Measure, demo: pd.DataFrame) -> None:
    articles = demo[demo["title"].notna()].iloc[:6]
    repeated = articles.assign(text=articles["title"] + "\n" + articles["text"])
    scores = measure(repeated, parts=("title", "text"))
    assert scores["n_words"].tolist() == measure(articles, parts=("title", "text"))["n_words"].tolist()


def test_without_articles_there_are_no_rows(measure: Measure, demo: pd.DataFrame) -> None:
    scores = measure(demo.iloc[:0])
    assert len(scores) == 0
    assert list(scores.columns) == list(measure(demo.iloc[:2]).columns)


def test_topic_shares_are_within_their_bounds(demo: pd.DataFrame) -> None:
    shares = fr.fit_topics(demo, n_topics=3, seed=1).shares
    pd.testing.assert_index_equal(shares.index, demo.index)
    topic = VARIABLES["topic_share"]
    assert ((shares >= topic.low) & (shares <= topic.high)).all(axis=None)
