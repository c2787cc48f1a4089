from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import framing as fr
from framing.errors import MeasureError
from framing.lexicons import Lexicon
from framing.measures.dictionary import describe_terms
from framing.tables import check_table

Articles = Callable[..., pd.DataFrame]

WAR = Lexicon("war", pd.DataFrame({"term": ["attack*", "cease fire", "fire"], "category": ["act", "calm", "act"]}))


def test_finds_terms(make_articles: Articles) -> None:
    articles = make_articles("“Attack!” he cried. The attackers’ cease fire — cease, fire.")
    found = check_table("matches", fr.find_terms(articles, WAR))
    assert found[["term", "entry", "category", "voice"]].to_numpy().tolist() == [
        ["Attack", "attack*", "act", "source_direct"],
        ["attackers", "attack*", "act", "journalist"],
        ["cease fire", "cease fire", "calm", "journalist"],
        ["fire", "fire", "act", "journalist"],
    ]
    every = fr.find_terms(articles, WAR, overlaps="all")
    assert every["term"].tolist() == ["Attack", "attackers", "cease fire", "fire", "fire"]
    with pytest.raises(MeasureError, match=r"unknown overlaps; found: 'first'; to mend it: use overlaps=\"longest\""):
        fr.find_terms(articles, WAR, overlaps="first")  # type: ignore[arg-type]


def test_rates_are_per_100_words(make_articles: Articles) -> None:
    articles = make_articles("The attack failed, they say.", "Quiet.", "")
    scores = fr.measure_terms(articles, WAR)
    assert scores["war_act"].fillna(-1).tolist() == [20.0, 0.0, -1.0]
    assert scores["war_calm"].fillna(-1).tolist() == [0.0, 0.0, -1.0]
    assert scores["n_words"].tolist() == [5, 1, 0]


def test_a_category_without_a_hit_has_a_rate_of_0(make_articles: Articles) -> None:
    articles = make_articles("The attack failed, they say.", titles=["Attack"])
    for parts in (("text",), ("title", "text")):
        words = fr.count_words(articles, parts=parts)
        rates = fr.summarise_rates(fr.find_terms(articles, WAR, parts=parts), words, articles=articles, by="outlet")
        assert rates["category"].tolist() == ["act", "calm"]
        assert (rates["estimate"] > 0).tolist() == [True, False]


def test_rates_by_voice_are_over_the_words_of_that_voice(make_articles: Articles) -> None:
    scores = fr.measure_terms(make_articles("“Attack them now, all of you!” he cried.", "No."), WAR, by="voice")
    assert scores.index.tolist() == [
        ("a", "journalist"), ("a", "source_direct"), ("b", "journalist"), ("b", "source_direct"),
    ]  # fmt: skip
    assert scores["war_act"].round(4).fillna(-1).tolist() == [0.0, 16.6667, 0.0, -1.0]
    assert scores["n_words"].tolist() == [2, 6, 1, 0]


def test_weights_add_up(make_articles: Articles) -> None:
    tone = Lexicon("tone", pd.DataFrame({"term": ["good", "bad"], "category": "all", "weight": [2, -1.5]}))
    assert fr.measure_terms(make_articles("good good bad sad"), tone)["tone_all"].tolist() == [62.5]
    (variable,) = describe_terms(tone)
    assert (variable.name, variable.unit, variable.low) == ("tone_all", "Σ weight per 100 words", None)


def test_variables_are_described() -> None:
    variables = describe_terms(WAR)
    assert [(variable.name, variable.unit, variable.low) for variable in variables] == [
        ("war_act", "per 100 words", 0), ("war_calm", "per 100 words", 0),
    ]  # fmt: skip


def test_a_path_is_not_a_lexicon(make_articles: Articles) -> None:
    with pytest.raises(MeasureError, match=r"must be a lexicon; found: str; to mend it: read it first"):
        fr.find_terms(make_articles("A ferry."), "terms.csv")  # type: ignore[arg-type]
