"""Smoothed polarity: its formula, negation, voices and the invariances of methods on tone."""

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.errors import LexiconError, MeasureError
from framing.lexicons import Lexicon, load_lexicon
from framing.measures.sentiment.polarity import VARIABLES, measure_polarity
from framing.measures.sentiment.valued_hits import sides_of

PLAIN = Lexicon("plain", pd.DataFrame({"term": ["good", "bad"], "category": ["positive", "negative"]}))


def polarity(articles, lexicon=PLAIN, **options):
    return measure_polarity(articles, lexicon, **options)["polarity"].round(4).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A good day.", 0.5),  # 1 / (1 + 1)
        ("A good, good day.", 0.6667),  # 2 / (2 + 1)
        ("Good and bad.", 0.0),
        ("A day.", 0.0),
        ("A good day. A day.", 0.25),  # the mean of .5 and 0
        ("It was not good.", -0.5),  # N = 1
        ("It was not bad.", 0.3333),  # P = ½: .5 / 1.5
        ("It was not a very good day.", -0.5),  # three words to the left
        ("It was not by any means good.", 0.0 + 0.5),  # four: out of the window
        ("It was not there, good.", 0.5),  # a comma ends the window
        ("Not now but good.", 0.5),  # so does "but"
    ],
)
def test_the_formula_with_negation(make_articles, text, expected):
    assert polarity(make_articles(text)) == [expected]


def test_smoothing_draws_to_nought(make_articles):
    articles = make_articles("A good day.")
    assert [polarity(articles, k=k) for k in (0.5, 1, 3)] == [[0.6667], [0.5], [0.25]]


def test_empty_texts_have_no_polarity(make_articles):
    scores = measure_polarity(make_articles("", "***", "A day."), PLAIN)
    undefined = ["polarity", "polarity_positive", "polarity_negative", "polarity_coverage"]
    assert scores[undefined].isna().all(axis=1).tolist() == [True, True, False]
    assert scores["n_words"].tolist() == [0, 0, 2]


def test_rates_are_per_100_words_and_coverage_is_of_sentences(make_articles):
    scores = measure_polarity(make_articles("A good and not bad day. It rains."), PLAIN).iloc[0]
    assert scores["polarity_positive"] == pytest.approx(100 * 1.5 / 8)
    assert (scores["polarity_negative"], scores["polarity_coverage"]) == (0, 0.5)


def test_by_sentence_gives_the_segments_with_counts(make_articles):
    articles = make_articles("A good day. It rains.", "Bad.", titles=["Bad news", None])
    scores = measure_polarity(articles, PLAIN, by="sentence", parts=("title", "text"))
    assert scores.index.tolist()[:2] == ["a/title/0000", "a/text/0000"]
    assert scores["polarity"].tolist() == [-0.5, 0.5, 0.0, -0.5]
    assert scores["polarity_hits"].tolist() == [1, 1, 0, 1]
    for row in scores.itertuples():
        assert articles.loc[row.article_id, row.part][row.start : row.end]


def test_curly_apostrophes_make_no_difference(make_articles):
    straight, curly = measure_polarity(make_articles("It isn't good.", "It isn’t good."), PLAIN).to_numpy()
    assert straight.tolist() == curly.tolist()
    assert straight[0] == -0.5


def test_swapping_entities_changes_nothing(make_articles):
    text = "Russia praised the deal. France called Russia’s minister a liar, a threat to France."
    swapped = text.replace("Russia", "@").replace("France", "Russia").replace("@", "France")
    one, other = measure_polarity(make_articles(text, swapped)).to_numpy()
    assert one.tolist() == other.tolist()
    assert one[0] != 0


def test_a_teaser_that_cleaning_removes_changes_nothing(make_articles):
    body = "The plan was a disgrace, the mayor said on Monday.\n\nHer critics praised her honesty."
    teaser = "\n\nREAD MORE: The most brilliant recipes for a wonderful summer\n\nSign up for our excellent newsletter"
    articles = make_articles(body, body + teaser)
    before = measure_polarity(articles)["polarity"]
    after = measure_polarity(fr.clean_articles(articles))["polarity"]
    assert before["a"] != before["b"]
    assert after["a"] == after["b"] == before["a"]


def test_splitting_a_quote_from_its_attribution_leaves_the_sum(make_articles):
    text = "The vile plan, “a brilliant and honest idea”, she said angrily. “It is no threat.” They lied."
    articles = make_articles(text)
    whole, voices = measure_polarity(articles).iloc[0], measure_polarity(articles, by="voice")
    for side in ("polarity_positive", "polarity_negative"):
        counted = (voices[side] * voices["n_words"] / 100).sum()
        assert counted == pytest.approx(whole[side] * whole["n_words"] / 100)
        assert counted > 0
    assert voices["n_words"].sum() == whole["n_words"]


def test_each_voice_has_its_own_hits(make_articles):
    articles = make_articles("A bad plan. “It is good,” she said.")
    scores = measure_polarity(articles, PLAIN, by="voice").loc["a"]
    assert scores["polarity"].to_dict() == {"journalist": -0.25, "source_direct": 0.5}
    assert scores["n_sentences"].tolist() == [2, 1]


def test_articles_in_any_order(make_articles):
    articles = make_articles("A good day.", "", "Bad. “Good,” he said.", "Not bad.")
    for by in ("article", "sentence", "voice"):
        there = measure_polarity(articles, PLAIN, by=by)
        back = measure_polarity(articles.iloc[::-1], PLAIN, by=by)
        pd.testing.assert_frame_equal(there.sort_index(), back.sort_index())


def test_the_four_categories_of_lsd2015(make_articles):
    lsd = Lexicon(
        "lsd",
        pd.DataFrame(
            {
                "term": ["good*", "bad*", "not good*", "no bad*"],
                "category": ["positive", "negative", "neg_positive", "neg_negative"],
            }
        ),
    )
    articles = make_articles("Good.", "Not good.", "No bad day.", "Hardly good.")
    assert polarity(articles, lsd) == [0.5, -0.5, 0.3333, -0.5]


def test_nested_categories_and_signed_weights(make_articles):
    nested = Lexicon("nested", pd.DataFrame({"term": ["good", "bad"], "category": ["tone.Positive", "tone.Negative"]}))
    signed = Lexicon("signed", pd.DataFrame({"term": ["good", "bad"], "category": "afinn", "weight": [3, -2]}))
    articles = make_articles("Good.", "Bad.", "Good and bad.")
    assert polarity(articles, nested) == [0.5, -0.5, 0.0]
    assert polarity(articles, signed) == [0.75, -0.6667, round(1 / 6, 4)]


def test_words_listed_twice_under_one_side_count_once(make_articles):
    twice = Lexicon(
        "twice", pd.DataFrame({"term": ["good", "good*", "bad"], "category": ["positive", "positive", "negative"]})
    )
    assert measure_polarity(make_articles("Good."), twice, by="sentence")["polarity_hits"].tolist() == [1]


def test_idioms_take_their_words_away(make_articles):
    articles = make_articles(
        "This would kill two birds with one stone.",
        "She left Great Britain for good.",
        "Not only brilliant but brief.",
        "There is no doubt: a disgrace.",
        "He has no great plan.",
    )
    assert polarity(articles, None) == [0.0, 0.0, 0.5, -0.5, -0.5]


@pytest.mark.parametrize("text", ["The war and the attack killed ten.", "The leader met an ally.", "It was a bluff."])
def test_events_and_offices_have_no_tone(make_articles, text):
    assert measure_polarity(make_articles(text), by="sentence")["polarity_hits"].tolist() == [0]


def test_a_lexicon_without_polarity_is_refused():
    other = Lexicon("war", pd.DataFrame({"term": ["war", "flood"], "category": ["conflict", "loss"]}))
    with pytest.raises(MeasureError, match=r"'war' says nothing of polarity; found: categories conflict, loss"):
        sides_of(other)
    with pytest.raises(MeasureError, match="says nothing of polarity"):
        sides_of(Lexicon("half", pd.DataFrame({"term": ["good"], "category": ["positive"]})))


def test_mistakes_are_named(make_articles):
    articles = make_articles("A good day.")
    with pytest.raises(MeasureError, match=r"unknown unit; found: by='word'"):
        measure_polarity(articles, PLAIN, by="word")
    for k in (0, -1, np.nan):
        with pytest.raises(MeasureError, match="smoothing must be above 0"):
            measure_polarity(articles, PLAIN, k=k)
    with pytest.raises(MeasureError, match="made for language 'en'"):
        measure_polarity(articles.assign(language="de"), PLAIN)
    with pytest.raises(LexiconError):
        load_lexicon("tones")


def test_the_codebook_knows_every_column(make_articles):
    described = {variable.name for variable in VARIABLES} | {"n_words", "n_sentences"}
    articles = make_articles("A good day.")
    columns = {*measure_polarity(articles), *measure_polarity(articles, by="sentence")}
    assert columns - {"article_id", "part", "place", "start", "end", "kind"} == described


def test_a_number_is_no_emoticon() -> None:
    articles = pd.DataFrame(
        {"text": ["Of 187 ships 3 sank, 8 burnt and 0 returned."]}, index=pd.Index(["a"], name="article_id")
    )
    articles = articles.assign(title=None, outlet="X", date=pd.NaT, url=None)
    assert fr.measure_polarity(articles, fr.load_lexicon("vader"))["polarity_coverage"].tolist() == [0.0]
