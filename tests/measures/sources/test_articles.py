from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError
from framing.measures.sources import VARIABLES, measure_sources

Make = Callable[..., pd.DataFrame]

SHARES = [variable.name for variable in VARIABLES if variable.name.startswith("source_")]


def speak(n_words: int) -> str:
    return " ".join(["word"] * n_words)


@pytest.fixture
def five(make_articles: Make, mark: Make) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Five sources with 119, 115, 39, 36 and 13 words; the first speaks twice; 78 words are the journalist's."""
    lengths = [("A", 100), ("B", 115), ("C", 39), ("D", 36), ("E", 13), ("A", 19)]
    texts = [f"{name}{number}x {speak(n - 1)}" for number, (name, n) in enumerate(lengths)]
    articles = make_articles(f"{speak(20)}. " + ". ".join(texts) + f". {speak(58)}.", speak(9), "")
    types = dict(zip("ABCDE", ["government", "expert", "justice", "citizen", None], strict=True))
    cues = ["distancing", "neutral", "neutral", "strong", None, "neutral"]
    rows = []
    for number, ((name, _), said, cue) in enumerate(zip(lengths, texts, cues, strict=True)):
        known = {"speaker": name, "speaker_type": types[name], "cue_class": cue, "anonymous": name == "E"}
        rows.append(("a", f"q{number}", "indirect" if name == "B" else "direct", said, known))
    return articles, mark(articles, *rows)


def test_the_worked_value_of_five_sources(five: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    articles, quotations = five
    row = measure_sources(articles, quotations=quotations).loc["a"]
    assert row[["n_quotations", "n_speakers", "n_words"]].tolist() == [6, 5, 400]
    assert row["source_share"] == pytest.approx(322 / 400)
    assert row["source_effective_words"] == pytest.approx(3.41, abs=0.005)
    assert row["source_evenness_words"] == pytest.approx(0.849, abs=0.0005)
    assert row["source_effective_count"] == pytest.approx(36 / 8)
    shares = np.array([2, 1, 1, 1, 1]) / 6
    assert row["source_evenness_count"] == pytest.approx(-(shares * np.log(shares)).sum() / np.log(5))
    assert row["source_direct_count"] == pytest.approx(5 / 6)
    assert row["source_direct_words"] == pytest.approx((322 - 115) / 322)
    assert row["source_anonymous"] == pytest.approx(1 / 6)
    assert row["source_typed"] == pytest.approx(5 / 6)
    assert row["source_official_count"] == pytest.approx(3 / 5)
    assert row["source_official_words"] == pytest.approx((119 + 39) / (322 - 13))
    assert row["source_claimed"] == pytest.approx(1 / 4)
    assert row["source_first"] == pytest.approx(20 / 400)


def test_nobody_quoted_is_undefined_and_not_nought(five: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    articles, quotations = five
    scores = measure_sources(articles, quotations=quotations)
    assert scores.loc[["b", "c"], ["n_quotations", "n_speakers"]].eq(0).all(axis=None)
    assert scores.loc[["b", "c"], SHARES].drop(columns="source_share").isna().all(axis=None)
    assert scores.loc["b", "source_share"] == 0  # of nine words none is a source's
    assert np.isnan(scores.loc["c", "source_share"])


def test_an_unknown_source_counts_in_shares_and_not_among_sources(make_articles: Make, mark: Make) -> None:
    articles = make_articles("one two three four. five six. seven eight nine ten.")
    rows = [
        ("a", "q0", "direct", "one two three four", {"speaker": "A", "speaker_type": "expert"}),
        ("a", "q1", "partial", "five six", {}),
    ]
    row = measure_sources(articles, quotations=mark(articles, *rows)).loc["a"]
    assert row[["n_quotations", "n_speakers", "source_known", "source_typed"]].tolist() == [2, 1, 0.5, 0.5]
    assert row[["source_share", "source_effective_count", "source_effective_words"]].tolist() == [0.6, 1, 1]
    assert row[["source_evenness_count", "source_anonymous", "source_claimed"]].isna().all()
    assert row["source_official_count"] == 0  # of the one known type


def test_one_takes_the_types_that_are_official(five: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    articles, quotations = five
    row = measure_sources(articles, quotations=quotations, official=["expert"]).loc["a"]
    assert row["source_official_count"] == pytest.approx(1 / 5)
    for wrong in (["officials"], "government"):
        with pytest.raises(MeasureError, match="official= must list types"):
            measure_sources(articles, quotations=quotations, official=wrong)


def test_the_first_source_stands_after_the_title(make_articles: Make, mark: Make) -> None:
    articles = make_articles("Not yet. “Now it is,” she said.", titles=["Four words before it"])
    quotations = mark(articles, ("a", "q0", "partial", "Now it is,", {}))
    both = measure_sources(articles, quotations=quotations, parts=("title", "text"))
    assert both.loc["a", ["n_words", "source_first"]].tolist() == [11, 6 / 11]
    assert measure_sources(articles, quotations=quotations).loc["a", "source_first"] == 2 / 7
    titled = mark(articles, ("a", "q0", "partial", "words before it", {"part": "title"}))
    both = measure_sources(articles, quotations=titled, parts=("title", "text"))
    assert both.loc["a", ["source_share", "source_first"]].tolist() == [3 / 11, 1 / 11]


def test_variables_describe_all_columns(demo: pd.DataFrame) -> None:
    scores = measure_sources(demo)
    assert [*(variable.name for variable in VARIABLES), "n_words"] == scores.columns.tolist()
    pd.testing.assert_index_equal(scores.index, demo.index)
    for variable in VARIABLES:
        values = scores[variable.name].dropna()
        assert (values >= variable.low).all()
        assert variable.high is None or (values <= variable.high).all()


def test_an_article_has_the_same_scores_in_any_company(demo: pd.DataFrame) -> None:
    scores = measure_sources(demo)
    backwards = demo.iloc[::-3]
    pd.testing.assert_frame_equal(measure_sources(backwards), scores.loc[backwards.index], check_exact=True)


def test_no_articles_and_no_quotations(demo: pd.DataFrame) -> None:
    assert measure_sources(demo.iloc[:0]).columns.tolist() == measure_sources(demo.iloc[:1]).columns.tolist()
    none = fr.find_quotations(demo).iloc[:0]
    scores = measure_sources(demo, quotations=none)
    assert (scores["source_share"] == 0).all()
    assert scores["source_first"].isna().all()
