from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.measures.topics import TopicModel, count_topic_terms
from framing.measures.topics.doubts import doubt_topics

GERMAN = "Der Bürgermeister sagte am Montag, die Brücke über den Fluss bleibe bis zum Frühjahr für alle gesperrt."
CHROME = "\nLightbox thumbnail carousel. Lightbox thumbnail popup. Widget sidebar masthead. Paywall, tooltip, carousel."
ENGLISH = "The mayor said on Monday that the bridge over the river would stay closed until the spring of next year."


def doubts(model: TopicModel, word: str) -> list[str]:
    return [warning for warning in model.warnings if word in warning]


@pytest.fixture
def two_outlets(planted: pd.DataFrame) -> pd.DataFrame:
    return planted.assign(outlet=np.where(np.arange(len(planted)) % 2, "Sluice", "Weir"))


def test_furniture_that_one_outlet_prints_is_named(two_outlets: pd.DataFrame) -> None:
    own = (two_outlets["outlet"] == "Sluice") & (np.arange(len(two_outlets)) % 3 > 0)
    chrome = two_outlets["text"].where(~own, two_outlets["text"] + CHROME)
    planted = fr.fit_topics(two_outlets.assign(text=chrome), n_topics=4)
    (found,) = doubts(planted, "furniture of web pages;")
    assert "'lightbox thumbnail'" in found
    assert "in 'Sluice'" in found
    assert not doubts(fr.fit_topics(two_outlets, n_topics=4), "furniture")


def test_words_that_come_as_often_as_the_story_needs_are_no_furniture(two_outlets: pd.DataFrame) -> None:
    rng = np.random.default_rng(2)
    own = two_outlets["outlet"] == "Sluice"
    tails = [
        " ".join(word for word in ("weirgate", "floodplain", "embankment") for _ in range(rng.integers(1, 6)))
        for _ in range(len(two_outlets))
    ]
    texts = two_outlets["text"].where(~own, two_outlets["text"] + " " + pd.Series(tails, index=two_outlets.index))
    assert not doubts(fr.fit_topics(two_outlets.assign(text=texts), n_topics=4), "furniture of web pages;")


def test_a_topic_of_one_outlets_words_is_named(planted: pd.DataFrame) -> None:
    alone = planted.assign(outlet=planted["truth"].map({0: "Sluice", 1: "Weir", 2: "Mill"}))
    model = fr.fit_topics(alone, n_topics=3)
    assert len(doubts(model, "made of one outlet's words")) == 3
    assert doubts(model, "nearly all in 'Weir'")


def test_other_languages_in_a_sample_are_named(planted: pd.DataFrame) -> None:
    texts = [f"{ENGLISH} {text}" for text in planted["text"].tolist()]
    english = planted.assign(text=texts).drop(columns="language")
    mixed = english.assign(text=[GERMAN * 3 + text if at % 5 == 0 else text for at, text in enumerate(texts)])
    (found,) = [doubt for doubt in count_topic_terms(mixed).warnings if "languages" in doubt]
    assert "in de;" in found
    assert not [doubt for doubt in count_topic_terms(english).warnings if "languages" in doubt]


def test_empty_and_repeated_texts_are_counted(planted: pd.DataFrame) -> None:
    more = planted.iloc[[0, 0, 1, 2]].assign(text=["", "", *planted["text"].iloc[1:3]])
    articles = pd.concat([planted, more.set_axis(["q", "r", "s", "t"]).rename_axis("article_id")])
    warnings = count_topic_terms(articles).warnings
    assert [warning.split(";")[1].strip() for warning in warnings] == [
        "found: 2 articles",
        "found: 2 articles that repeat another to the letter, counted once in the fit",
    ]


@pytest.mark.parametrize(
    ("npmi", "n_texts", "first", "word"),
    [
        (0.2, 400, 0.3, None),
        (0.51, 400, 0.3, "suspiciously coherent"),
        (0.2, 29, 0.3, "few articles"),
        (0.2, 400, 0.6, "topic_01 holds 60%"),
    ],
)
def test_what_is_doubtful_of_topics(planted: pd.DataFrame, npmi: float, n_texts: int, first: float, word: str) -> None:
    terms = count_topic_terms(planted)
    weights = np.random.default_rng(0).random((3, len(terms.counts.terms)))
    shares = np.tile([first, (1 - first) / 2, (1 - first) / 2], (len(planted), 1))
    found = doubt_topics(planted, terms.texts, terms.row, weights=weights, shares=shares, npmi=npmi, n_texts=n_texts)
    assert len(found) == (word is not None)
    assert all(word in warning and "; found: " in warning and "; to mend it: " in warning for warning in found)
