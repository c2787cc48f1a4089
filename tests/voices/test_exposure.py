from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing as fr
from framing.errors import TableError
from framing.tables import check_table

Articles = Callable[..., pd.DataFrame]

TEXT = st.lists(
    st.sampled_from(
        ["It", "may", "“", "”", '"', "‘", "’", "don’t", ".", "He", "?", "\n", ",", "“It", "no.”", "(“", "U.S."]
    ),
    max_size=25,
).map(" ".join)


@given(st.lists(TEXT, max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_words_and_sentences_add_up(make_articles: Articles, texts: list[str]) -> None:
    articles = make_articles(*texts)
    words = check_table("words", fr.count_words(articles))
    tokens = fr.tokenise(texts)
    sums = words.groupby("article_id")[["n_words", "n_sentences"]].sum().reindex(articles.index)
    assert sums["n_words"].tolist() == tokens.count_words().tolist()
    assert sums["n_sentences"].tolist() == tokens.count_sentences().tolist()
    assert not words.duplicated(["article_id", "part", "place", "voice", "speaker"]).any()


def test_the_voices_share_the_words_out(demo: pd.DataFrame) -> None:
    quotations = fr.find_quotations(demo)
    words = fr.count_words(demo, quotations=quotations)
    marked = quotations[
        quotations["kind"].isin(["direct", "partial"]) & ~quotations["flag"].isin(["scare quote", "title"])
    ]
    quoted = [demo.loc[row.article_id, "text"][row.start : row.end] for row in marked.itertuples()]
    direct = words.loc[words["voice"] == "source_direct", "n_words"].sum()
    assert direct == fr.tokenise(quoted).count_words().sum()
    assert 0 < direct < words["n_words"].sum() == fr.tokenise(demo["text"].tolist()).count_words().sum()
    pd.testing.assert_frame_equal(words, fr.count_words(demo))


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("“It may rain,” she said. “Or not.”", {"journalist": (2, 0), "source_direct": (5, 2)}),
        ("She said: “It may rain. Or not.”", {"journalist": (2, 1), "source_direct": (5, 1)}),
        ("It rained.", {"journalist": (2, 1)}),
    ],
)
def test_a_sentence_counts_where_it_begins(
    make_articles: Articles, text: str, voices: dict[str, tuple[int, int]]
) -> None:
    words = fr.count_words(make_articles(text)).set_index("voice")
    assert {voice: tuple(row) for voice, row in words[["n_words", "n_sentences"]].iterrows()} == voices


def test_speakers_and_places_are_counted_apart(make_articles: Articles) -> None:
    articles = make_articles(
        "The talks\n“It may rain,” she said, and “not now” to all who had come along.", titles=["Rain"]
    )
    quotations = fr.find_quotations(articles).assign(speaker=["Vane", "Rook"])
    words = fr.count_words(articles, quotations=quotations, parts=("title", "text"))
    assert words.fillna("-")[["part", "place", "voice", "speaker", "n_words"]].to_numpy().tolist() == [
        ["title", "title", "journalist", "-", 1],
        ["text", "heading", "journalist", "-", 2],
        ["text", "body", "journalist", "-", 9],
        ["text", "body", "source_direct", "Rook", 2],
        ["text", "body", "source_direct", "Vane", 3],
    ]


def test_an_article_without_words_is_there(make_articles: Articles) -> None:
    words = fr.count_words(make_articles("", "It rained.", "…"))
    assert words["article_id"].tolist() == ["a", "b", "c"]
    assert words["n_words"].tolist() == [0, 2, 0]
    assert fr.count_words(make_articles("", ""))["n_words"].tolist() == [0, 0]


@given(st.lists(TEXT, max_size=4), st.booleans())
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_sentence_counts_for_the_voice_it_is_given(make_articles: Articles, texts: list[str], marks: bool) -> None:
    articles = make_articles(*texts)
    quotations = fr.find_quotations(articles)
    if marks:  # the marks in the quotation, as a user may have them
        before = zip(quotations["article_id"].tolist(), (quotations["start"] - 1).tolist(), strict=True)
        quotations["start"] -= [int(not articles.loc[key, "text"][place].isspace()) for key, place in before]
    sentences = fr.assign_voices(fr.segment_articles(articles), articles=articles, quotations=quotations)
    words = fr.count_words(articles, quotations=quotations)
    counted = words[words["n_sentences"] > 0].set_index(["article_id", "voice"])["n_sentences"]
    assert sentences.groupby(["article_id", "voice"]).size().to_dict() == counted.groupby(level=[0, 1]).sum().to_dict()


@pytest.mark.parametrize(
    ("texts", "start", "counts"),
    [
        (["Reportedly it may rain."], 11, {("a", "journalist"): 1, ("a", "source_indirect"): 3}),
        (["It rained.\nSport", "It may rain."], 0, {("a", "journalist"): 3, ("b", "source_indirect"): 3}),
    ],
)
def test_a_word_beside_a_quotation_is_not_in_it(
    make_articles: Articles, texts: list[str], start: int, counts: dict[tuple[str, str], int]
) -> None:
    articles = make_articles(*texts)
    quotations = pd.DataFrame(
        {"quotation_id": "q", "article_id": articles.index[-1], "part": "text", "start": [start], "end": [start + 11],
         "kind": "indirect", "speaker": "Vane", "rule": "by hand"}
    )  # fmt: skip
    words = fr.count_words(articles, quotations=quotations)
    assert words.set_index(["article_id", "voice"])["n_words"].to_dict() == counts
    assert len(fr.measure_hedging(articles, quotations=quotations, by="voice")) == 3 * len(texts)


def test_quotations_of_other_texts_are_refused(make_articles: Articles) -> None:
    quotations = fr.find_quotations(make_articles("“It may rain,” she said."))
    with pytest.raises(TableError, match="runs past the end"):
        fr.count_words(make_articles("It rained."), quotations=quotations)


def test_an_article_without_words_is_silent_in_a_part_that_was_counted(make_articles: Articles) -> None:
    articles = make_articles("", titles=[""])
    assert fr.count_words(articles, parts=("title",))["part"].tolist() == ["title"]
    assert fr.count_words(articles, parts=("title", "text"))["part"].tolist() == ["text"]
