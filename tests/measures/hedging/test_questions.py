"""Titles and headings that ask, and questions that are none of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest

import framing as fr
from framing.measures.hedging.questions import find_questions
from framing.tables import check_table

Articles = Callable[..., pd.DataFrame]

BODY = "The army left the old town in the night and went north along the river to the sea."


def _find(articles: pd.DataFrame, **options: object) -> pd.DataFrame:
    return fr.find_hedges(articles, **options)  # type: ignore[arg-type]


def test_a_heading_that_asks_is_a_hedge_beside_its_words(make_articles: Articles) -> None:
    hedges = check_table("matches", _find(make_articles(f"A feint?\n{BODY}")))
    assert hedges["code"].tolist() == ["deception", "question"]
    assert hedges["place"].tolist() == ["heading", "heading"]
    assert hedges["polarity"].tolist()[0] == "questioned"
    question = hedges.iloc[1]
    assert (question["term"], question["category"], question["level"], question["sense"]) == (
        "?",
        "hypothetical",
        "questioned",
        "hedge",
    )
    assert (question["start"], question["end"], question["scope_start"], question["scope_end"]) == (7, 8, 0, 7)
    assert question[["polarity", "target", "chance", "echo"]].isna().all()


HEADINGS = {
    "A feint?": "asks whether",
    "Is it a feint?": "asks whether",
    "Did the army leave?": "asks whether",
    "What is a feint?": "asks for more",
    "How did the army leave?": "asks for more",
    "Who’s left?": "asks for more",
    "But why now?": "asks for more",
    "“What now?” ask towns. Where to?": "asks for more",
}


@cache
def _asking(make_articles: Articles) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All questions, and those that are hedges, of articles with each heading: before the text, and as title."""
    texts = [*(f"{heading}\n{BODY}" for heading in HEADINGS), *[BODY] * len(HEADINGS)]
    articles = make_articles(*texts, titles=[""] * len(HEADINGS) + [*HEADINGS])
    every, hedges = (_find(articles, parts=("title", "text"), senses=senses) for senses in ("all", "hedge"))
    return tuple(table[table["code"] == "question"] for table in (every, hedges))  # type: ignore[return-value]


@pytest.mark.parametrize("heading", HEADINGS)
def test_an_open_question_asks_for_more_and_is_no_hedge(make_articles: Articles, heading: str) -> None:
    number = list(HEADINGS).index(heading)
    in_text, in_title = (chr(ord("a") + number), "text", "heading"), (chr(ord("i") + number), "title", "title")
    every, hedges = (table[table["article_id"].isin([in_text[0], in_title[0]])] for table in _asking(make_articles))
    assert set(every["rule"]) == {HEADINGS[heading]}
    assert set(every["sense"]) == {"hedge" if HEADINGS[heading] == "asks whether" else "other"}
    assert set(zip(every["article_id"], every["part"], every["place"], strict=True)) == {in_text, in_title}
    assert len(hedges) == (2 if HEADINGS[heading] == "asks whether" else 0)


def test_a_question_of_the_body_is_none(make_articles: Articles) -> None:
    articles = make_articles(f"{BODY} Was it a feint? {BODY}", f"“Was it a feint?” she asked. {BODY}")
    assert "question" not in set(_find(articles, senses="all")["code"])


def test_only_the_sentence_that_asks_counts_and_only_once(make_articles: Articles) -> None:
    articles = make_articles(BODY, BODY, BODY, titles=["A win. A feint?)? Is it?!", "A feint", "? Feint"])
    marks = _find(articles, parts=("title",)).query("code == 'question'")
    assert marks[["article_id", "start", "scope_start", "scope_end"]].to_numpy().tolist() == [
        ["a", 14, 7, 14],
        ["a", 23, 18, 23],
    ]


def test_a_quoted_heading_is_its_sources_question(make_articles: Articles) -> None:
    marks = _find(make_articles(BODY, titles=["“Is it a feint?”"]), parts=("title",)).query("code == 'question'")
    assert marks[["place", "voice", "scope_start", "scope_end"]].to_numpy().tolist() == [
        ["title", "source_direct", 1, 14]
    ]


def test_questions_stand_in_the_order_of_the_text(make_articles: Articles) -> None:
    articles = make_articles(f"Perhaps a feint?\nIt may rain. {BODY} Perhaps.\nA bluff?\n{BODY}", "It may rain.")
    hedges = _find(articles)
    assert hedges["term"].tolist() == ["Perhaps", "feint", "?", "may", "Perhaps", "bluff", "?", "may"]
    assert hedges["start"].tolist()[:-1] == sorted(hedges["start"].tolist()[:-1])


def test_another_lexicon_knows_no_questions(make_articles: Articles) -> None:
    mine = fr.find_hedges(
        make_articles(f"A feint?\n{BODY}"),
        lexicon=type(fr.load_lexicon("hedging"))("mine", pd.DataFrame({"term": ["feint"], "category": ["deception"]})),
    )
    assert mine["term"].tolist() == ["feint"]


def test_without_questions_the_table_has_its_columns(make_articles: Articles) -> None:
    articles = make_articles("", BODY)
    tokens = fr.tokenise(articles["text"].tolist())
    table, token = find_questions(articles, tokens, "text", senses="all")
    assert len(table) == len(token) == 0
    assert {"polarity", "scope_start", "target", "chance", "rule"} <= set(table.columns)
    empty, none = find_questions(articles.iloc[:0], fr.tokenise([]), "text", senses="hedge")
    assert len(empty) == len(none) == 0


def test_a_list_of_ones_own_of_the_same_name_knows_no_questions(make_articles: Articles) -> None:
    mine = fr.Lexicon("hedging", pd.DataFrame({"term": ["may"], "category": ["doubt"]}))
    found = fr.find_hedges(make_articles("It may.", titles=["A feint?"]), parts=("title", "text"), lexicon=mine)
    assert found[["term", "family"]].to_numpy().tolist() == [["may", "doubt"]]
