"""Tone by voice: each sentence shared out among the voices of its words."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.errors import MeasureError, TableError
from framing.measures.sentiment import measure_sentiment
from framing.measures.sentiment.vader import score_sentences
from framing.measures.sentiment.voices import score_voices
from framing.tables import VOICES
from framing.text import tokenise
from framing.voices.layers import lay_quotations

GOOD, GREAT, SMILE, BAD, HATE, SAD = 1.9, 3.1, 2.0, -2.5, -2.7, -2.1
KINDS = ("direct", "partial", "indirect", "nominal")
COLUMNS = ["sentiment", "sentiment_positive", "sentiment_negative", "sentiment_coverage", "n_sentences", "n_words"]


def compound(valence):
    return pytest.approx(valence / math.sqrt(valence**2 + 15), abs=6e-5)


def make(*texts, titles=None):
    index = pd.Index([f"a{number}" for number in range(len(texts))], name="article_id", dtype="str")
    titles = [""] * len(texts) if titles is None else titles
    return pd.DataFrame({"text": list(texts), "title": titles, "outlet": "X", "date": pd.NaT, "url": "-"}, index=index)


def spans(*rows):
    """Quotations from (article, start, end, kind)."""
    article, start, end, kind = zip(*rows, strict=True) if rows else ([], [], [], [])
    columns = {"article_id": article, "start": start, "end": end, "kind": kind}
    table = pd.DataFrame({name: list(values) for name, values in columns.items()})
    table = table.assign(
        quotation_id=[f"q{number}" for number in range(len(rows))], part="text", speaker=None, rule="-"
    )
    text = dict.fromkeys(("quotation_id", "article_id", "part", "kind", "speaker", "rule"), "str")
    return table.astype({**text, "start": "int64", "end": "int64"})


def said(text, *quoted, kind="direct"):
    """One article, and quotations of some stretches of it."""
    return make(text), spans(*(("a0", text.index(words), text.index(words) + len(words), kind) for words in quoted))


def by_voice(text, *quoted, kind="direct"):
    articles, quotations = said(text, *quoted, kind=kind)
    return measure_sentiment(articles, by="voice", quotations=quotations).loc["a0"]


# Worked by hand.


def test_each_word_counts_for_its_voice():
    scores = by_voice("They hate the “great” plan.", "great")
    assert scores["sentiment"].to_dict() == {"journalist": compound(HATE), "source_direct": compound(GREAT)}
    assert scores["n_words"].tolist() == [4, 1]
    assert scores["n_sentences"].tolist() == [1, 1]
    assert scores["sentiment_negative"].tolist() == [pytest.approx(3.7 / (3.7 + 3), abs=6e-4), 0]
    assert scores["sentiment_positive"].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("text", "quoted", "journalist", "source"),
    [
        ("They did not call it “good”.", "good", 0, GOOD * -0.74),
        ("“It was good,” she said, but it was bad.", "It was good,", BAD * 1.5, GOOD * 0.5),
        ("This is very “good”.", "good", 0, GOOD + 0.293),
        ("“GOOD,” she said.", "GOOD,", 0, GOOD + 0.733),
        ("“It is good!!” she said.", "It is good!!", 0, GOOD + 2 * 0.292),
        ("She was sad: “it is good”!!", "it is good", SAD, GOOD + 2 * 0.292),
        ("She was sad!! “it is good”", "it is good", SAD - 2 * 0.292, GOOD),
        ("She was sad !! “it is good”", "it is good", SAD - 2 * 0.292, GOOD),
        (":) “good,” she said.", "good,", 0, SMILE + GOOD),
        ("She was sad: “ it is good !! ”", "it is good !!", SAD, GOOD + 2 * 0.292),
    ],
)
def test_the_valence_is_found_in_the_whole_sentence(text, quoted, journalist, source):
    scores = by_voice(text, quoted)
    assert scores["sentiment"].to_dict() == {"journalist": compound(journalist), "source_direct": compound(source)}


def test_the_score_is_the_mean_of_the_portions_of_the_voice():
    scores = by_voice("“It is good,” she said. “It is bad,” he said, and was sad.", "It is good,", "It is bad,")
    expected = {"journalist": (0, SAD), "source_direct": (GOOD, BAD)}
    means = {voice: np.mean([x / math.sqrt(x**2 + 15) for x in both]) for voice, both in expected.items()}
    assert scores["sentiment"].to_dict() == pytest.approx(means, abs=6e-5)
    assert scores["sentiment_coverage"].tolist() == [0.5, 1]
    assert scores["n_sentences"].tolist() == [2, 2]


def test_pieces_of_one_voice_in_a_sentence_are_one_portion():
    scores = by_voice("“It is good,” she said, “and not bad.”", "It is good,", "and not bad.")
    assert scores["sentiment"]["source_direct"] == compound(GOOD + BAD * -0.74)
    assert scores["n_sentences"].tolist() == [1, 1]


def test_what_is_quoted_within_reported_speech_is_direct():
    text = "She fears that a bad plan is called “great”."
    articles = make(text)
    rows = [
        ("a0", text.index("a bad"), len(text) - 1, "indirect"),
        ("a0", text.index("great"), len(text) - 2, "partial"),
    ]
    scores = measure_sentiment(articles, by="voice", quotations=spans(*rows)).loc["a0"]
    assert scores.index.tolist() == list(VOICES)
    assert scores["sentiment"]["source_indirect"] == compound(BAD)
    assert scores["sentiment"]["source_direct"] == compound(GREAT)
    assert scores["n_words"].tolist() == [3, 1, 5]


def test_a_stretch_without_white_space_counts_for_the_voice_of_its_first_word():
    scores = by_voice("“It is great!!”—she said.", "It is great!!")
    whole = measure_sentiment(make("It is great!!”—she"), by="sentence")["sentiment"].item()
    assert scores["sentiment"].to_dict() == {"journalist": 0, "source_direct": whole}
    assert scores["n_words"].tolist() == [2, 3]


def test_a_voice_that_has_only_the_end_of_a_stretch_is_neutral():
    scores = by_voice("“Good”—she", "Good")
    assert scores.loc["journalist", COLUMNS].tolist() == [0, 0, 0, 0, 1, 1]


def test_scare_quotes_are_the_journalists():
    text = "The “great” plan failed badly."
    articles, quotations = said(text, "great", kind="partial")
    scores = measure_sentiment(articles, by="voice", quotations=quotations.assign(flag="scare quote"))
    assert scores.loc[("a0", "journalist"), "n_words"] == 5
    assert scores.loc[("a0", "source_direct"), "n_words"] == 0


# Properties.

_WORDS = [
    "good",
    "bad",
    "GREAT",
    "sad",
    "not",
    "very",
    "but",
    "no",
    "river",
    "she",
    "said",
    "the",
    "don’t",
    "kind",
    "of",
]
_FORMS = [*_WORDS * 2, "!!", "??", "—", ":)", "”", "“", "😁", "great”—she", "bad—“good", "“war!”", "U.S.", "(love)?!"]


def texts():
    ends = st.sampled_from([" "] * 9 + [". ", "! ", "? ", "\n", ".” ", ", "])
    words = st.builds(lambda form, end: form + end, st.sampled_from(_FORMS), ends)
    return st.lists(words, max_size=24).map("".join)


@st.composite
def quoted_articles(draw):
    """Articles, with quotations over any stretches of them: inner, outer, crossing, within a word."""
    articles = make(*draw(st.lists(texts(), min_size=1, max_size=4)))
    rows = []
    for key, text in articles["text"].items():
        for _ in range(draw(st.integers(0, 4)) if text else 0):
            start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
            rows += [(key, start, end, draw(st.sampled_from(KINDS)))] if start < end else []
    return articles, spans(*rows)


def portions_of(articles, quotations):
    """Portions, with the number of the sentence of each as the kit gives it and as the voices of its words say."""
    tokens = tokenise(articles["text"].tolist())
    portions = score_voices(tokens, lay_quotations(articles, quotations, "text"))
    words = tokens.pick(np.flatnonzero(tokens.is_word))
    table = {
        "article_id": articles.index.to_numpy()[words.text],
        "part": "text",
        "start": words.start,
        "end": words.end,
    }
    table = pd.DataFrame(table).astype({"article_id": "str", "part": "str", "start": "int64", "end": "int64"})
    voiced = fr.assign_voices(table, articles=articles, quotations=quotations)
    number = voiced["voice"].map(VOICES.index).astype("int64")
    expected = pd.Series(1, pd.MultiIndex.from_arrays([words.sentence, number])).groupby(level=[0, 1]).sum()
    return tokens, portions, expected


@settings(max_examples=40, deadline=None)
@given(quoted=quoted_articles())
def test_portions_are_the_voices_of_the_words_of_each_sentence(quoted):
    _, portions, expected = portions_of(*quoted)
    assert portions["voice"].tolist() == expected.index.get_level_values(1).tolist()
    assert portions["n_words"].tolist() == expected.tolist()


@settings(max_examples=40, deadline=None)
@given(quoted=quoted_articles())
def test_a_sentence_that_is_wholly_one_voices_has_the_score_of_the_sentence(quoted):
    tokens, portions, expected = portions_of(*quoted)
    sentence = expected.index.get_level_values(0).to_numpy()
    alone = np.bincount(sentence, minlength=tokens.n_sentences)[sentence] == 1
    whole = score_sentences(tokens)
    for name, values in (("", whole.compound), ("_positive", whole.positive), ("_negative", whole.negative)):
        assert portions[f"sentiment{name}"][alone].tolist() == values[sentence[alone]].tolist()
    assert portions["sentiment_hits"][alone].tolist() == whole.hits[sentence[alone]].tolist()


@settings(max_examples=40, deadline=None)
@given(quoted=quoted_articles())
def test_portions_add_up_to_the_sentence_but_for_the_emphasis(quoted):
    articles, quotations = quoted
    plain = articles.assign(text=articles["text"].str.replace("[!?]", ",", regex=True))
    tokens, portions, expected = portions_of(plain, quotations)
    sentence = expected.index.get_level_values(0).to_numpy()
    whole = score_sentences(tokens)
    spoken = np.unique(sentence)
    hits = np.bincount(sentence, portions["sentiment_hits"], tokens.n_sentences)
    assert hits[spoken].tolist() == whole.hits[spoken].tolist()
    x, error = _undo(portions["sentiment"].to_numpy())
    total, margin = _undo(whole.compound)
    difference = np.bincount(sentence, x, tokens.n_sentences) - total
    allowed = np.bincount(sentence, error, tokens.n_sentences) + margin
    assert (np.abs(difference) <= allowed)[spoken].all()


def _undo(compounds):
    """Sum of the valences behind each compound, and how much the rounding to four places may hide of it."""
    left = np.maximum(1 - compounds**2, 1e-3)
    return compounds * np.sqrt(15 / left), 1e-4 * np.sqrt(15) / left**1.5


@settings(max_examples=40, deadline=None)
@given(some=st.lists(texts(), min_size=1, max_size=4))
def test_one_voice_alone_is_the_article(some):
    articles = make(*some)
    whole = measure_sentiment(articles)
    for voice, other, kind in (("journalist", "source_direct", None), ("source_direct", "journalist", "direct")):
        rows = [(key, 0, len(text), kind) for key, text in articles["text"].items() if text and kind]
        scores = measure_sentiment(articles, by="voice", quotations=spans(*rows))
        pd.testing.assert_frame_equal(scores.xs(voice, level="voice"), whole, check_exact=True)
        silent = scores.xs(other, level="voice")
        assert silent.filter(like="sentiment").isna().all(axis=None)
        assert (silent[["n_sentences", "n_words"]] == 0).all(axis=None)


@settings(max_examples=40, deadline=None)
@given(quoted=quoted_articles())
def test_words_are_those_that_count_words_gives(quoted):
    articles, quotations = quoted
    scores = measure_sentiment(articles, by="voice", quotations=quotations)
    words = fr.count_words(articles, quotations=quotations).groupby(["article_id", "voice"])["n_words"].sum()
    assert scores["n_words"].tolist() == words.reindex(scores.index, fill_value=0).tolist()
    assert words.sum() == scores["n_words"].sum()


# The table.


@pytest.fixture(scope="module")
def some(demo):
    """Articles in no order, with an empty text and one without a word."""
    few = demo.iloc[:14:2].copy()
    few.loc[few.index[3], "text"] = ""
    few.loc[few.index[5], "text"] = "…\n— *"
    return few.iloc[::-1]


@pytest.fixture(scope="module")
def quotations(some):
    return fr.find_quotations(some)


@pytest.mark.parametrize("quoted", ["all", "in marks", "none"])
def test_the_rows_are_those_of_the_other_measures(some, quotations, quoted):
    kinds = {"all": KINDS, "in marks": KINDS[:2], "none": ()}[quoted]
    given_ = quotations[quotations["kind"].isin(kinds)]
    scores = measure_sentiment(some, by="voice", quotations=given_)
    hedging = fr.measure_hedging(some, by="voice", quotations=given_)
    pd.testing.assert_index_equal(scores.index, hedging.index)
    assert scores.index.names == ["article_id", "voice"]
    assert scores["n_words"].tolist() == hedging["n_words"].tolist()
    assert scores.columns.tolist() == COLUMNS


def test_quotations_are_found_where_they_are_not_given(some, quotations):
    found = measure_sentiment(some, by="voice")
    pd.testing.assert_frame_equal(found, measure_sentiment(some, by="voice", quotations=quotations), check_exact=True)


def test_quotations_are_found_in_the_parts_that_are_measured():
    articles = make("“It is a bad plan,” he said.", titles=["“It is a good plan,” she said"])
    for parts, n_words in (("text",), [2, 5]), (("title",), [2, 5]), (("title", "text"), [4, 10]):
        assert measure_sentiment(articles, by="voice", parts=parts)["n_words"].tolist() == n_words


def test_an_empty_text_is_undefined_in_every_voice(some, quotations):
    scores = measure_sentiment(some, by="voice", quotations=quotations)
    empty = scores["n_words"] == 0
    assert {some.index[1], some.index[3]} <= set(scores.index[empty].get_level_values(0))
    assert scores[empty].filter(like="sentiment").isna().all(axis=None)
    assert (scores["n_sentences"][empty] == 0).all()
    assert scores[~empty].notna().all(axis=None)


def test_the_order_of_rows_changes_nothing(some, quotations):
    scores = measure_sentiment(some, by="voice", quotations=quotations)
    turned = measure_sentiment(some.sort_index(), by="voice", quotations=quotations.iloc[::-1])
    pd.testing.assert_frame_equal(turned.loc[scores.index], scores, check_exact=True)


def test_tokens_made_before_give_the_same(some, quotations):
    tokens = tokenise(some["text"].tolist())
    before = measure_sentiment(some, by="voice", quotations=quotations, tokens=tokens)
    pd.testing.assert_frame_equal(before, measure_sentiment(some, by="voice", quotations=quotations), check_exact=True)
    with pytest.raises(MeasureError, match="made from other texts"):
        measure_sentiment(some.iloc[::-1], by="voice", tokens=tokens)


def test_without_articles_there_are_no_rows(some):
    scores = measure_sentiment(some.iloc[:0], by="voice")
    assert (len(scores), scores.columns.tolist()) == (0, COLUMNS)


def test_quotations_of_other_articles_are_refused(some, quotations):
    with pytest.raises(TableError, match="names articles that are not in"):
        measure_sentiment(some.iloc[:1], by="voice", quotations=quotations)


def test_titles_and_texts_are_pooled_and_a_repeated_title_counts_once():
    articles = make("It was bad.", "“Good plan”\nIt was bad.", titles=["“Good plan”", "“Good plan”"])
    quotations = fr.find_quotations(articles, parts=("title", "text")).assign(flag=None)
    pieces = quotations.groupby("article_id", sort=False)["part"].agg(list)
    assert pieces.to_dict() == {"a0": ["title"], "a1": ["text"]}
    scores = measure_sentiment(articles, by="voice", quotations=quotations, parts=("title", "text"))
    pd.testing.assert_frame_equal(scores.loc["a0"], scores.loc["a1"], check_exact=True)
    assert scores["n_words"].tolist() == [3, 2, 3, 2]
    again = pd.concat([quotations, quotations.iloc[:1].assign(article_id="a1")], ignore_index=True)
    same = measure_sentiment(articles, by="voice", quotations=again, parts=("title", "text"))
    pd.testing.assert_frame_equal(same, scores, check_exact=True)


def test_normalise_reaches_the_voices():
    articles, quotations = said("“They weren’t good enough,” she said.", "They weren’t good enough,")
    on, off = (measure_sentiment(articles, by="voice", quotations=quotations, normalise=n) for n in (True, False))
    assert on["sentiment"].iloc[1] < 0 < off["sentiment"].iloc[1]
