from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


WRONG = r"must be a lexicon, or a list of them; found: {}; to mend it: read it first"


@pytest.mark.parametrize(("given", "found"), [("terms.csv", "str"), ([WAR, "terms.csv"], "str"), ([], "an empty list")])
def test_a_path_is_not_a_lexicon(make_articles: Articles, given: list[Lexicon], found: str) -> None:
    for function in (fr.find_terms, fr.measure_terms):
        with pytest.raises(MeasureError, match=WRONG.format(found)):
            function(make_articles("A ferry."), given)


TONE = Lexicon(
    "tone",
    pd.DataFrame(
        {"term": ["cease fire", "Fire", "attack"], "category": ["good", "act", "act"], "weight": [2, -1, -3]}
    ).assign(cased=[False, True, False]),
)


def test_lexicons_are_looked_up_together(make_articles: Articles) -> None:
    articles = make_articles("Attack! A cease fire.", "Fire and fire.", titles=["Fire", None])
    found = check_table("matches", fr.find_terms(articles, [TONE, WAR], parts=("title", "text")))
    assert found[["article_id", "part", "term", "lexicon", "category", "weight"]].to_numpy().tolist() == [
        ["a", "title", "Fire", "tone", "act", -1.0],
        ["a", "title", "Fire", "war", "act", 1.0],
        ["a", "text", "Attack", "tone", "act", -3.0],
        ["a", "text", "Attack", "war", "act", 1.0],
        ["a", "text", "cease fire", "tone", "good", 2.0],
        ["a", "text", "cease fire", "war", "calm", 1.0],
        ["b", "text", "Fire", "tone", "act", -1.0],
        ["b", "text", "Fire", "war", "act", 1.0],
        ["b", "text", "fire", "war", "act", 1.0],
    ]
    assert found["category"].cat.categories.tolist() == ["act", "good", "calm"]
    assert found["lexicon"].dtype == found["term"].dtype == "str"


def test_lexicons_are_measured_together(make_articles: Articles) -> None:
    articles = make_articles("“Attack!” he cried. A cease fire.", "Fire.", "")
    for by in ("article", "voice"):
        together = fr.measure_terms(articles, (TONE, WAR), by=by)  # type: ignore[arg-type]
        alone = [fr.measure_terms(articles, one, by=by) for one in (TONE, WAR)]  # type: ignore[arg-type]
        pd.testing.assert_frame_equal(together, pd.concat([alone[0].drop(columns="n_words"), alone[1]], axis=1))
    assert together.columns.tolist() == ["tone_act", "tone_good", "war_act", "war_calm", "n_words"]


def test_lexicons_of_one_name_are_refused(make_articles: Articles) -> None:
    other = Lexicon("war", TONE.terms)
    message = r"must differ in name; found: 2 named 'war'; to mend it: name each when it is read: read_lexicon\(.*name="
    for function in (fr.find_terms, fr.measure_terms):
        with pytest.raises(MeasureError, match=message):
            function(make_articles("A ferry."), [WAR, TONE, other])


def test_columns_of_one_name_are_refused(make_articles: Articles) -> None:
    terms = pd.DataFrame({"term": ["a"], "category": ["c"]})
    pair = [Lexicon("a", terms.assign(category="b_c")), Lexicon("a_b", terms)]
    assert len(fr.find_terms(make_articles("A ferry."), pair)) == 2
    with pytest.raises(MeasureError, match="would have one name; found: 'a_b_c' from lexicons 'a', 'a_b'; to mend it"):
        fr.measure_terms(make_articles("A ferry."), pair)
    with pytest.raises(MeasureError, match="would have one name; found: 'n_words' from lexicons 'n'"):
        fr.measure_terms(make_articles("A ferry."), Lexicon("n", terms.assign(category="words")))


@pytest.mark.parametrize("place", [0, 1])
def test_the_language_of_each_lexicon_is_looked_at(make_articles: Articles, place: int) -> None:
    pair = [WAR, TONE]
    pair[place] = Lexicon("krieg", WAR.terms, language="de")
    articles = make_articles("A ferry.").assign(language="en")
    for function in (fr.find_terms, fr.measure_terms):
        with pytest.raises(
            MeasureError, match="the lexicon 'krieg' is made for language 'de'; found: articles in 'en'"
        ):
            function(articles, pair)


WORDS = st.sampled_from(["may", "May", "MAY", "it", "IT", "no", "May's", "may’s", "ma*", "*", "nay"])
TEXTS = st.lists(WORDS | st.sampled_from([".", ",", "“", "”", "\n\n", "said"]), max_size=14).map(" ".join)
TERMS = st.tuples(
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join).filter(lambda term: term.strip("* ") != ""),
    st.sampled_from("xyz"),
    st.booleans(),
)
LEXICONS = st.lists(st.lists(TERMS, min_size=1, max_size=6), min_size=1, max_size=3)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def make_lexicons(tables: list[list[tuple[str, str, bool]]]) -> list[Lexicon]:
    frames = [pd.DataFrame(rows, columns=["term", "category", "cased"]) for rows in tables]
    return [Lexicon(f"list{number}", frame) for number, frame in enumerate(frames)]


@relaxed
@given(st.lists(TEXTS, min_size=1, max_size=3), LEXICONS, st.sampled_from(["longest", "all"]))
def test_together_lexicons_find_what_each_finds_alone(
    make_articles: Articles,
    texts: list[str],
    tables: list[list[tuple[str, str, bool]]],
    overlaps: Literal["longest", "all"],
) -> None:
    articles, parts = make_articles(*texts, titles=["May and it"] * len(texts)), ("title", "text")
    lexicons = make_lexicons(tables)
    together = fr.find_terms(articles, lexicons, parts=parts, overlaps=overlaps)
    alone = [fr.find_terms(articles, one, parts=parts, overlaps=overlaps) for one in lexicons]
    categories = list(dict.fromkeys(category for one in lexicons for category in one.categories))
    rows = pd.concat([one.assign(category=one["category"].astype("str")) for one in alone], ignore_index=True)
    place = np.lexsort([rows["start"], rows["part"] == "text", rows["article_id"]])  # stable: then by lexicon
    expected = rows.iloc[place].reset_index(drop=True)
    pd.testing.assert_frame_equal(together, expected.assign(category=pd.Categorical(expected["category"], categories)))


@relaxed
@given(st.lists(TEXTS, min_size=1, max_size=3), st.lists(TERMS, min_size=1, max_size=6))
def test_case_only_takes_hits_away(
    make_articles: Articles, texts: list[str], rows: list[tuple[str, str, bool]]
) -> None:
    articles = make_articles(*texts)
    (lexicon,) = make_lexicons([rows])
    found = fr.find_terms(articles, lexicon, overlaps="all")
    plain = Lexicon(lexicon.name, lexicon.terms.assign(cased=False))
    every = fr.find_terms(articles, plain, overlaps="all").merge(
        lexicon.terms, left_on=["entry", "category"], right_on=["term", "category"]
    )
    fits = [not row.cased or in_case(row.term_x, row.entry) for row in every.itertuples()]
    columns = ["article_id", "start", "end", "entry", "category"]
    assert found[columns].to_numpy().tolist() == every.loc[fits, columns].to_numpy().tolist()


def in_case(printed: str, entry: str) -> bool:
    """Word by word: the same characters, `*` for any, with or without a possessive 's."""
    pairs = zip(printed.replace("’", "'").split(), entry.replace("’", "'").split(), strict=True)
    return all(re.fullmatch(pattern.replace("*", ".*") + "('s)?", word) for word, pattern in pairs)
