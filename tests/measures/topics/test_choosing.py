from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError
from framing.measures.topics.choosing import TopicChoice, _forbid, _recommend, choose_topics
from framing.measures.topics.fitting import fit_topics
from framing.measures.topics.preparing import count_topic_terms

LETTERS = "abcdefghijklmnopqrst"
N_WORDS, N_TEXTS, N_TERMS = 40, 180, 160


def plant(n_topics: int, *, noise: float = 0.05, seed: int = 3) -> pd.DataFrame:
    """Texts of invented vocabularies that share no word; ten words of each are thrice as common as the others."""
    rng = np.random.default_rng(seed)
    words = np.array([[f"{'xyz'[topic]}{one}{two}ol" for one in LETTERS[:8] for two in LETTERS] for topic in range(3)])
    chance = np.repeat([3.0, 1.0], [10, N_TERMS - 10])
    truth = np.repeat(range(n_topics), N_TEXTS // n_topics)
    texts = []
    for own in truth.tolist():
        topic = np.where(rng.random(N_WORDS) < noise, rng.integers(0, 3, N_WORDS), own)
        texts.append(" ".join(words[topic, rng.choice(N_TERMS, N_WORDS, p=chance / chance.sum())].tolist()))
    index = pd.Index([f"{number:03d}" for number in range(len(texts))], name="article_id")
    return pd.DataFrame({"text": texts}, index=index).assign(title="", outlet="X", date=pd.NaT, url="-")


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return plant(3)


@pytest.fixture(scope="module")
def choice(articles: pd.DataFrame) -> TopicChoice:
    return choose_topics(articles, candidates=(6, 2, 3, 3, 100), draws=5, seed=1)


def test_the_planted_number_is_recommended(choice: TopicChoice) -> None:
    assert choice.recommended == 3
    assert choice.panel.loc[3, "stability"] > 0.8
    assert choice.panel.loc[3, "stability"] > choice.panel.loc[6, "stability"]
    assert "K=3 with a stability of" in choice.reason
    assert "draw_intrusions" in choice.reason
    assert "The choice stays a person's" in choice.reason


def test_the_tables_are_as_documented(choice: TopicChoice, articles: pd.DataFrame) -> None:
    panel = choice.panel
    assert panel.index.tolist() == [2, 3, 6]
    assert panel.index.name == "n_topics"
    assert panel.columns.tolist() == [
        "stability", "stability_low", "stability_high", "npmi", "exclusivity", "diversity", "error",
    ]  # fmt: skip
    assert (panel["stability_low"] <= panel["stability"]).all()
    assert (panel["stability"] <= panel["stability_high"]).all()
    assert panel["error"].between(0, 1).all()
    assert panel.loc[3, "diversity"] == 1
    topics = choice.topics
    assert topics.columns.tolist() == ["n_topics", "topic", "words", "stability"]
    np.testing.assert_allclose(topics.groupby("n_topics")["stability"].mean(), panel["stability"])
    model = fit_topics(articles, n_topics=3, seed=1)
    own = topics[topics["n_topics"] == 3]
    assert own["topic"].tolist() == model.topics
    assert own["words"].tolist() == list(model.label(n_words=10).values())
    assert panel.loc[3, "npmi"] == model.quality["npmi"].mean()
    assert choice.settings["resampled"] == "article_id"
    assert repr(choice) == "<TopicChoice: 3 of 2, 3, 6 topics>"


def test_what_does_not_fit_is_left_out_with_a_reason(choice: TopicChoice) -> None:
    (left_out,) = [text for text in choice.warnings if text.startswith("K=100")]
    assert left_out == "K=100 was left out: 180 different articles and 480 terms allow 2 to 90 topics"


def test_random_texts_have_no_stable_number(articles: pd.DataFrame) -> None:
    words = np.random.default_rng(5).permutation(" ".join(articles["text"]).split()).reshape(N_TEXTS, -1)
    mixed = articles.assign(text=[" ".join(text) for text in words.tolist()])
    choice = choose_topics(mixed, candidates=(2, 3, 6), draws=4)
    assert choice.recommended is None
    assert choice.reason.startswith("no stable K: the best found is K=")
    assert repr(choice) == "<TopicChoice: none of 2, 3, 6 topics>"


def test_topics_as_coherent_as_languages_are_forbidden(articles: pd.DataFrame) -> None:
    """Ten words of a vocabulary in each of its texts are stable, and what only languages or chrome do."""
    rng = np.random.default_rng(1)
    tongues = [[f"{sign}{one}{two}ol" for one in LETTERS[:4] for two in LETTERS] for sign in "xyz"]
    own = [tongues[number // 60] for number in range(N_TEXTS)]
    texts = [" ".join(rng.permutation([*words[:10], *rng.permutation(words[10:])[:30]]).tolist()) for words in own]
    choice = choose_topics(articles.assign(text=texts), candidates=(3,), draws=2)
    assert choice.panel.loc[3, "npmi"] > 0.5
    assert choice.panel.loc[3, "stability_low"] >= 0.6
    assert choice.recommended is None
    assert choice.reason.startswith(
        "no stable K: K=3 with a stability of 1.00 (1.00 to 1.00) is stable, but a mean NPMI"
    )


def test_fewer_than_ten_texts_a_topic_are_forbidden(choice: TopicChoice) -> None:
    forbidden = _forbid(choice.panel, 45)
    assert forbidden == {6: "45 texts are fewer than 10 a topic"}
    steady = choice.panel.assign(stability=0.9, stability_low=0.8)
    number, reason = _recommend(steady, forbidden)
    assert number == 3
    assert "K=6 is stable too, but 45 texts are fewer than 10 a topic." in reason


def test_rows_and_workers_change_nothing(articles: pd.DataFrame) -> None:
    small = articles.assign(story=[f"s{number // 3}" for number in range(N_TEXTS)])
    mixed = small.sample(frac=1, random_state=2)
    one = choose_topics(small, candidates=(3, 4), draws=2, seed=9)
    other = choose_topics(mixed, candidates=(4, 3), draws=2, seed=9, workers=2)
    for name in ("panel", "topics"):
        assert getattr(one, name).to_csv().encode() == getattr(other, name).to_csv().encode()
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), check_exact=True)
    assert (one.recommended, one.reason, one.warnings) == (other.recommended, other.reason, other.warnings)
    assert one.settings == other.settings
    assert one.settings["resampled"] == "story"
    another = choose_topics(small, candidates=(3, 4), draws=2, seed=10)
    assert not another.panel["error"].equals(one.panel["error"])


def test_lda_has_its_own_error(articles: pd.DataFrame) -> None:
    """Perplexity: told the vocabulary, the best guess has exp(10/60 ln 60 + 150/180 ln 180) = 150; else 450."""
    choice = choose_topics(articles, candidates=(2, 3), draws=2, method="lda")
    two, three = choice.panel["error"].tolist()
    assert 140 < three < two < 450


def test_terms_can_be_given(articles: pd.DataFrame) -> None:
    terms = count_topic_terms(articles, min_articles=9)
    choice = choose_topics(articles, candidates=(3,), draws=2, terms=terms)
    assert choice.settings["n_terms"] == len(terms.counts.terms) < 480
    with pytest.raises(MeasureError, match="terms= were counted in other articles than these"):
        choose_topics(articles.iloc[1:], candidates=(3,), terms=terms)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"candidates": ()}, "candidates= are whole numbers"),
        ({"candidates": (2.5,)}, "candidates= are whole numbers"),
        ({"candidates": (1, 91)}, r"no candidate fits the corpus; found: candidates=\(1, 91\) for 180"),
        ({"draws": 1}, "stability needs two draws or more"),
        ({"workers": 0}, "work needs at least one process"),
        ({"method": "stm", "candidates": (3,)}, "unknown method"),
    ],
)
def test_what_makes_no_choice_is_refused(articles: pd.DataFrame, options: dict[str, object], message: str) -> None:
    with pytest.raises(MeasureError, match=message):
        choose_topics(articles, **options)  # type: ignore[arg-type]


def test_a_tiny_corpus_is_refused() -> None:
    with pytest.raises(MeasureError, match="at least 30 different articles"):
        choose_topics(fr.load_demo().iloc[:12])


def test_numbers_of_other_packages_are_read_as_plain_ones(articles: pd.DataFrame) -> None:
    choice = choose_topics(articles, candidates=pd.Series([3]), draws=np.int64(2), seed=np.int64(1))  # type: ignore[arg-type]
    assert json.loads(json.dumps(choice.settings)) == choice.settings
    with pytest.raises(MeasureError, match=r"draws= is a whole number; found: 2\.5"):
        choose_topics(articles, draws=2.5)  # type: ignore[arg-type]


def test_the_number_of_texts_a_topic_needs_is_that_of_the_warning(articles: pd.DataFrame) -> None:
    few = articles.iloc[:: N_TEXTS // 45]
    terms = count_topic_terms(few, min_articles=2)
    choice = choose_topics(few, candidates=(4, 5), draws=2, terms=terms)
    assert set(_forbid(choice.panel.assign(npmi=0.0), 45)) == {5}
    models = {n: fit_topics(few, n_topics=n, terms=terms) for n in (4, 5)}
    warned = {n: any("few articles" in text for text in model.warnings) for n, model in models.items()}
    assert warned == {4: False, 5: True}
