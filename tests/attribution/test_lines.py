from __future__ import annotations

from collections.abc import Callable

import pandas as pd

import framing as fr

Articles = Callable[..., pd.DataFrame]

INTERVIEW = "A talk.\n\nQ: Is it over?\n\nA: It is not over, I think.\n\nQ: When?\n\nA: I do not know that yet."


def test_the_turns_of_an_interview_are_verbatim_and_the_questions_are_not_a_sources(make_articles: Articles) -> None:
    found = fr.find_quotations(make_articles(INTERVIEW))
    turns = found[found["rule"] == "turn"]
    assert [INTERVIEW[row.start : row.end] for row in turns.itertuples()] == [
        "It is not over, I think.",
        "I do not know that yet.",
    ]
    assert set(turns["kind"]) == {"direct"}
    assert turns["speaker"].isna().all()


def test_named_turns_have_their_speaker(make_articles: Articles) -> None:
    text = "A debate.\n\nMARSH: It is over.\n\nVANE: It is not, sir.\n\nMARSH: You are wrong there, sir."
    turns = fr.find_quotations(make_articles(text)).query("rule == 'turn'")
    assert turns["speaker"].tolist() == ["MARSH", "VANE", "MARSH"]


def test_a_list_and_a_single_line_are_no_turns(make_articles: Articles) -> None:
    for text in ("Scores.\n\nMarsh: 12\n\nVane: 14\n\nRook: 3", "News.\n\nMarsh: It is over."):
        assert not (fr.find_quotations(make_articles(text))["rule"] == "turn").any()


def test_a_headline_with_a_name_the_article_knows_reports_what_that_name_says(make_articles: Articles) -> None:
    text = "Ivo Marsh: The dam is old and weak\n\nThe dam was built long ago. Marsh spoke on Monday."
    found = fr.find_quotations(make_articles(text)).query("rule == 'headline'")
    assert found[["speaker", "kind"]].to_numpy().tolist() == [["Ivo Marsh", "indirect"]]
    other = "Revealed: The dam is old and weak\n\nThe dam was built long ago."
    assert not (fr.find_quotations(make_articles(other))["rule"] == "headline").any()
